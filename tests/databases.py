"""Datasets that databases must return unchanged: records of every class, and difficult strings in every text."""

from __future__ import annotations

from functools import cache

import thinktank_model as tm

from . import generate

TAGS = sorted(generate.CLASSES)

# What has broken SQL, COPY, JSON or terminals: quotation marks, ends of blocks, escapes, and characters beyond the first plane.
NASTY = (
    "Robert'); drop table event;--",
    'a "quoted" name',
    "back\\slash \\N \\. \\t \\x41 \\101",
    "\\.",
    "\\N",
    "$$ $1 ${x} %s ? :name @p",
    "copy event (id) from stdin;",
    "/* */ -- comment ;",
    "NULL",
    "''",
    "=cmd|' /C calc'!A0",
    "清华大学 國際關係 重慶",
    "𠮷野家 🏛️ é e\u0301 ﬁ Ⅷ",
    "العربية שלום",
    "a\u2028b",
    "0x00 1e300 true null",
    "x" * 40_000,
)


@cache
def generated(count: int) -> tm.Dataset:
    """Return a dataset with this many records, of each class in turn."""
    records: dict[str, tm.Record] = {}
    seed = 0
    while len(records) < count:
        record = tm.from_dict(generate.record(seed, TAGS[seed % len(TAGS)]))
        records[record.id] = record
        seed += 1
    return tm.Dataset(
        records=tuple(records.values()), title={"en": "Generated", "fr": "Engendré"}, base_uri="https://example.org/"
    )


def nasty() -> tm.Dataset:
    """Return a dataset with difficult strings in texts, names, free JSON and unknown keys."""
    records = []
    for number, text in enumerate(NASTY):
        plain = {
            "type": "source",
            "id": f"source:n-{number}",
            "titles": {"en": text, "fr": text + " fin"},
            "published_raw": text,
            "extensions": {"x:a": {text: [text, None, 1, 1.0, True, -0.0, 1e300, 5e-324, 2**63, "\\u0000"]}},
            "statements": [{"field": "/published_raw", "value": text, "source_id": "source:n-0", "quote": text}],
            text: {text: text},
            "_own": "",
            "unknown_keys": [1],
        }
        records.append(tm.from_dict(plain, unknown="keep"))
    return tm.Dataset(records=tuple(records), extensions={"x:a": list(NASTY)})
