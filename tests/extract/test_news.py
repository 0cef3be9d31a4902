"""Ordinary sentences of news: what they do not say is never a claim that nobody looks at, and what they say plainly is kept as it is."""

from __future__ import annotations

from typing import Any

from thinktank_model.extract import Accepted, accept

from ..joined import joined
from ..scale import in_full
from .news import LIES, TRUTHS
from .test_lies import NUMBERS, about, asked, count, found_as

PLAIN = 0.85
"""The part of the truths that nobody has to look at; most of the others are cancelled and postponed events, which a person always sees."""


def answered(lang: str, kind: str, text: str, said: str) -> Accepted:
    """Return what is accepted of a claim whose quote is in brackets."""
    before, _, rest = text.partition("[")
    quote, _, behind = rest.partition("]")
    article = before + quote + behind
    if kind in NUMBERS:
        answer = about(article, lang, attendance={kind: [count(quote, said)]})
    else:
        answer = asked("date" if kind == "end" else kind, article, lang, said)
        event: dict[str, Any] = answer["events"][0]
        if kind == "end":
            event["end"] = event.pop("start")
        for key in {"start", "end", "status", "attendance_mode", "places", "participants"} & event.keys():
            claim = event[key][0] if isinstance(event[key], list) else event[key]
            claim["quote"] = quote
    return accept(article, answer, lang=lang)


def verdict(lang: str, kind: str, text: str, said: str) -> str:
    """Return whether a claim is refused, marked, or neither."""
    is_said, is_listed = found_as(kind, answered(lang, kind, text, said), said)
    return "refused" if not is_said else "marked" if is_listed else "plain"


def test_the_tables_are_large_enough() -> None:
    """In three languages, and no row is there twice."""
    assert len(set(LIES)) == len(LIES) >= 600 and len(set(TRUTHS)) == len(TRUTHS) >= 240
    assert {row[0] for row in LIES} == {row[0] for row in TRUTHS} == {"en", "fr", "zh"}
    assert {row[1] for row in TRUTHS} <= {row[1] for row in LIES}


@in_full
@joined("lang,kind,text,said", LIES)
def test_a_lie_is_refused_or_marked(lang: str, kind: str, text: str, said: str) -> None:
    """Whatever its quote leaves out of its sentence."""
    assert verdict(lang, kind, text, said) in ("refused", "marked")


@in_full
@joined("lang,kind,text,said", TRUTHS)
def test_a_truth_is_kept(lang: str, kind: str, text: str, said: str) -> None:
    """Without an error."""
    assert [str(problem) for problem in answered(lang, kind, text, said).problems.errors] == []
    assert verdict(lang, kind, text, said) in ("plain", "marked")


@in_full
def test_few_truths_are_marked() -> None:
    """Nobody reads a list that has everything in it."""
    assert [verdict(*row) for row in TRUTHS].count("plain") >= PLAIN * len(TRUTHS)


def test_a_quote_is_read_in_its_sentence() -> None:
    """A quote cut out of "40 of the 60 experts" is not taken for itself; an event that is not as announced is always for a person."""
    cut = ("en", "total", "[40 of the 60 experts] attended the Marsh Forum.", "60")
    assert (
        verdict(*cut) != "plain"
        and verdict("en", "total", "40 of the [60 experts] attended the Marsh Forum.", "60") == "marked"
    )
    for term in ("postponed", "cancelled"):
        assert verdict("en", "status", f"The Marsh Forum was [{term}].", term) == "marked"
