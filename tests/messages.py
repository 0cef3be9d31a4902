"""Every message of the library, word for word: for wrong texts of many kinds, broken records and the cases of the rules.

The snapshot of it shows a message that lost its suggestion, or names the wrong thing, and it shows a reviewer what people will read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

import thinktank_model as tm
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read
from thinktank_model.shapes.tree import Scalar
from thinktank_model.values.identifiers import SCHEMES
from tools.fuzz.seeds import seeds
from tools.fuzz.targets import SCALARS

from .rules.build import problems_of
from .rules.test_rules import BREAKING

__all__ = ["lines"]

COUNTS = (40, "40", "1,200", "more than 1,200", "about 40", "40-60", "40 to 60", "40-40", "60-40", "at least", "many")
DATES = """20/12/2024 12/20/2024 03/04/2024 3/4/2024 3/14/2024 14/3/2024 3/3/2024
    20.12.2024 2024/12/20 20241220 2024-12-2 2024-1 24-12-20 2024-13 2024-00 2024-02-30
    2023-02-29 0000 10000 2024- 2024-12- 2024-12-20T 2024-12-20T14 2024-12-20T14:00 2024-12-20T14:00:00 2024-12-20T14:00:00Z
    2024-12-20T24:00:00Z 2024-12-20T23:59:60Z 2024-12-20T14:00:00+0800 2024-12-20T14:00:00-00:00 2024-12-20T14:00:00+15:00
    2024-12-20T14:61:00Z 2024-12-20T14:00:00.1234567890Z 2024? 2024~? 2024?? ~2024 2024-12-20T14:00:00Z? 2024-W51 2024-W51-5
    2024-Q4 2024-355 2024-21 202X 2024-XX 2024/2025 2024-12-20/2024-12-21 ../2024 1/2024 Dec-2024 20-Dec-2024 Dec,2024
    2024年12月20日 2024年12月 2024年 令和6年 １２/２０/２０２４ ٢٠٢٤ soon unknown n.d. c2024 2024s""".split()
DATES += [
    "20 December 2024",
    "December 20, 2024",
    "20 décembre 2024",
    "1er mars 2024",
    "Dec 2024",
    "ca. 2024",
    "2024 or 2025",
]
DATES += [
    "20th of December 2024",
    "Fri, 20 Dec 2024",
    "2024-12-20 14:00",
    "2024-12-20 14:00:00 +08:00",
    "between 2020 and 2024",
]
LANGUAGES = """EN English français 中文 zh_CN zh_CN.UTF-8 zh-hans-cn ZH-HANT en- -en e en--US en-US-x en-a en-a-bb-a-cc sl-nedis-nedis
    i-klingon X-a zh-CHN xx-Latn cmn-hans eng fra ch jp""".split()
URLS = """example.org www.example.org //example.org http:// http:///a https://example https://exa_mple.org https://user@example.org
    https://user:p@example.org https://example.org:99999 https://example.org:0 ftp://example.org javascript:alert(1) mailto:a@b.c
    https://example.org/a|b https://example.org/%zz https://EXAMPLE.org HTTP://example.org https://example.org/é https://智库.cn
    https://example.org/a#b#c https://[::1]/ https://[::1 https://127.0.0.1/ https://example..org https://-a.org
    https://example.org\\a data:text/html,a https:example.org http//example.org htps://example.org""".split()
URLS += ["https://example.org/a b", " https://example.org", "<https://example.org>"]
OTHERS = """organization:WIC org:wic organization organization: :wic organization:a--b organization:-a organization:a_b wic ORG:a
    Held heldd in-person InPerson on-site closed x: x:A_b X:a CN cn CHN China 中国 UK EU XK CN-44 CN-MO cn-44 US-ZZ 44
    UTC+8 CST Asia/shanghai GMT PDF text application/PDF application/pdf;a=b .pdf E3B0C442 CC-BY CC_BY_4.0 MIT? v1 1 1.0.0
    01.0 /a/b~ a/b / /~2 reviewed my:project: 10.1000/ABC""".split()
WIDE = [
    "",
    " ",
    "\n",
    "a\u0007b",
    "a\u202eb",
    "a\u200bb",
    "a\u00a0b",
    "a  b",
    " a",
    "a ",
    "a\n",
    "a\nb",
    "e\u0301",
    "a\ufeff",
    "\ufdd0",
    "CC BY 4.0",
]

TWO_NAMES = {"type": "organization", "id": "organization:a", "names": [{"value": "A", "preferred": True}] * 2}
PARTS: list[tuple[type, object]] = [
    *[(tm.Count, given) for given in COUNTS],
    *[
        (tm.Place, given)
        for given in (
            {"kind": "city"},
            {},
            {"kind": "physical"},
            {"kind": "virtual"},
            {"kind": "venue", "country": "CN", "subdivision": "US-CA"},
            "Beijing",
        )
    ],
    *[
        (tm.Text, given)
        for given in ({"zh-Hans": "Work plan for the next year"}, {"en": "工作计划"}, "A", {}, {"en": "A", "EN": "B"})
    ],
    *[
        (tm.Name, given)
        for given in ("A", {"value": "A", "lang": "zh"}, {"value": "A", "given": "B"}, {"value": "智库", "lang": "fr"})
    ],
    *[(tm.Period, given) for given in ({}, "2024", "2024/2025", {"start": "2025", "end": "2024"}, {"from": "2024"})],
    *[
        (tm.Identifier, given)
        for given in ("10.1000/abc", "https://orcid.org/0000-0002-1825-0097", "nonsense", {"scheme": "doi"})
    ],
    *[(tm.Organization, {**TWO_NAMES, "names": names}) for names in ([], [{"value": "A"}] * 2, TWO_NAMES["names"])],
]


def _kinds() -> Iterator[Scalar]:
    """Yield the kinds of text; of terms and references, whose messages are alike, only a few."""
    met: Counter[str] = Counter()
    for shape in SCALARS:
        kind = shape.name.partition(",")[0] if type(shape) is Scalar else type(shape).__name__
        met[kind] += 1
        if met[kind] <= (1 if type(shape) is Scalar else 3):
            yield shape


def _texts(shape_name: str) -> Iterable[str]:
    """Return texts to try in place of each kind of text: what people write for it, and what no text may contain."""
    wide = [*WIDE, "a" * 5000]
    if "date" in shape_name:
        return [*DATES, *wide]
    if "language" in shape_name:
        return [*LANGUAGES, *wide]
    if "URL" in shape_name:
        return [*URLS, *wide]
    return [*OTHERS, *wide]


def _slips(examples: Iterable[str]) -> list[str]:
    """Return valid texts in another spelling or with a small mistake."""
    return [changed for example in examples for changed in _changed(example)]


def _changed(example: str) -> Iterator[str]:
    yield from (
        example.upper(),
        example.lower(),
        f" {example}",
        f"{example} ",
        example[:-1],
        example[1:],
        f"{example}0",
    )
    yield from (
        f"https://{example}",
        example.replace("-", ""),
        example.replace("-", " "),
        f"{example}/",
        f"{example}?a=b",
    )
    yield example[:-1] + ("1" if example[-1:] != "1" else "2")


def _said(problems: Iterable[tm.Problem]) -> Iterator[str]:
    for problem in problems:
        fix = (
            ""
            if problem.fix is None
            else " | " + json.dumps([part for part in attrs.astuple(problem.fix) if part is not None])
        )
        yield str(problem) + fix


def lines() -> list[str]:
    """Return each different message once, grouped by the value that caused it."""
    found: dict[str, None] = {}
    for shape in _kinds():
        found[f"# {shape.name}"] = None
        for text in [
            *shape.examples[:2],
            *_texts(shape.name),
            *_slips(shape.examples[:2]),
        ]:
            found.update(dict.fromkeys(_said(read(shape, text)[1])))
    for scheme in SCHEMES.values():
        found[f"# {scheme.name}"] = None
        for text in [
            *_slips(scheme.examples),
            "",
            "a",
            f"{scheme.label}: {scheme.examples[0]}",
        ]:
            value = {"scheme": scheme.name, "value": text}
            found.update(dict.fromkeys(_said(read(shape_of(tm.Identifier), value)[1])))
    found["# parts of records"] = None
    for cls, given in PARTS:
        found.update(dict.fromkeys(_said(read(shape_of(cls), given)[1])))
    found["# records"] = None
    for data in seeds("record"):
        found.update(dict.fromkeys(_said(tm.validate(data))))
    for data in seeds("count"):
        if data.startswith(b"{"):
            found.update(dict.fromkeys(_said(read(shape_of(tm.Count), json.loads(data))[1])))
    for case in BREAKING:
        found[f"# {case}"] = None
        found.update(dict.fromkeys(_said(problems_of(case))))
    return list(found)
