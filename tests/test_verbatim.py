"""Words quoted from a source are never changed, whatever is fixed around them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any, Final

import pytest

import thinktank_model as tm

from . import generate
from .mutate import mutated
from .scale import in_full

MUTANTS: Final = 10_000
DAMAGE: Final = (
    "{}  {}", " {}", "{}\u00a0", "caf\u00c3\u00a9 {}", "{} &amp; {}", "<b>{}</b>", "{}\u00ad{}", "e\u0301 {}", "{}\u200b", "\ufeff{}", "N/A", "{}\ufffd",
)  # fmt: skip
"""Damage that is fixed in other texts: white space, mojibake, markup, soft hyphens, decomposed letters."""


def verbatim(value: Any, key: str = "") -> Iterator[str]:
    """Return the words of sources in a JSON value: names with their source, quotes, and the values of statements."""
    if isinstance(value, dict):
        if "source_id" in value and isinstance(value.get("value"), str) and key in ("names", "statements"):
            yield value["value"]
        if isinstance(value.get("quote"), str) and key in ("sources", "statements"):
            yield value["quote"]
    for name, item in (
        value.items() if isinstance(value, dict) else [(key, item) for item in value] if isinstance(value, list) else ()
    ):
        yield from verbatim(item, name)


def damaged(rng: random.Random, record: dict[str, Any]) -> dict[str, Any]:
    """Return the record with a damaged name from a source, quote and statement, and as many damaged texts of its own."""

    def text() -> str:
        return rng.choice(DAMAGE).format(*rng.choices(("Institute", "Universit\u00e9", "\u667a\u5e93", "of the"), k=2))

    record = {**record, "notes": {"en": text()}}
    record["sources"] = [*record.get("sources", ()), {"source_id": "source:a", "quote": text()}]
    record["statements"] = [
        *record.get("statements", ()), {"field": "/notes/en", "value": text(), "quote": text(), "source_id": "source:a"}
    ]  # fmt: skip
    if "names" in record:
        record["names"] = [
            *record["names"],
            {"value": text(), "source_id": "source:a"},
            {"value": text(), "lang": "zh_CN"},
        ]
    damaged: dict[str, Any] = mutated(rng, record, rng.randint(0, 2))
    return damaged


@in_full
@pytest.mark.parametrize("count", [300, pytest.param(MUTANTS, marks=pytest.mark.slow)])
def test_no_fix_changes_the_words_of_a_source(count: int) -> None:
    """In records with random changes and damage everywhere; the same words are there in the same order."""
    rng, mended = random.Random(count), 0
    for seed in range(count):
        wrong = damaged(rng, generate.record(seed))
        text = json.dumps(wrong, ensure_ascii=False)
        after = json.loads(tm.apply_fixes(text)[0])
        assert list(verbatim(after)) == list(verbatim(wrong)), seed
        mended += after != wrong
    assert mended > count / 2


@pytest.mark.parametrize("name", tm.example_names())
def test_no_fix_changes_a_shipped_record(name: str) -> None:
    """They need none."""
    text = json.dumps(tm.to_dict(tm.example(name)), ensure_ascii=False)
    assert json.loads(tm.apply_fixes(text)[0]) == json.loads(text)
