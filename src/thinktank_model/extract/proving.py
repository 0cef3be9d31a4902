"""Whether a quote supports a claim: names, dates, numbers and terms, each by its own rule."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from ..problems.display import literal
from ..problems.problem import Problem
from ..problems.translations import Phrase, one_of, primary_subtag
from ..values.countries import REGISTER as COUNTRIES
from ..values.counts import counts_in
from ..values.dates import PartialDate
from ..values.folding import folded
from ..vocab import CountQualifier, CountUnit, Term, Vocabulary
from ..vocab.spelling import likely
from ..vocab.term import spellings_of, words_of
from . import codes
from .cues import cues_of, has_cues, said_by, says_number_of
from .dates import Stated, completed, dates_in, without_dates
from .quotes import Found, Passages, plain

__all__ = ["Proof", "is_whole"]

PEOPLE: Final = frozenset(["people", "participants", "representatives", "experts"])
UNITS: Final = {
    "organizations": frozenset(["organizations", "think_tanks"]),
    "countries": frozenset(["countries"]),
    "total": PEOPLE,
}
"""The units that a number must have, by its words, to count as each number of an event's attendance."""
SHOWN: Final = 8  # cues or numbers that a message lists
_ENDS: Final = ' .。;；,，!！…:：«»"“”'


class Proof:
    """Checks claims against a quote, in the language of the article and with the day of its publication."""

    def __init__(self, lang: str, published: PartialDate | None) -> None:
        self.lang: str = lang
        self.published: PartialDate | None = published
        self.knows_words: bool = has_cues(lang)

    def name(self, text: str, quote: str) -> str | None:
        """Return a name as it is in the quote; None if the quote does not have it."""
        found = _passages(quote).find(text)
        if isinstance(found, Found) and is_whole(quote, found.start, found.end) and folded(text):
            return plain(text) if "\n" in found.passage else found.passage
        return plain(text) if folded(text) and self._has(text, quote) else None

    def words(self, text: str, quote: str) -> str | None:
        """Return words as the quote has them, with any case of the first letter and any final mark; None if it does not have them."""
        return plain(text) if folded(text) and self._has(text, quote) else None

    def _has(self, text: str, quote: str) -> bool:
        wanted, words = plain(text).strip(_ENDS).casefold(), plain(quote).casefold()
        at = words.find(wanted)
        while at >= 0 and not is_whole(words, at, at + len(wanted)):
            at = words.find(wanted, at + len(wanted))
        return at >= 0

    def country(self, code: str, quote: str) -> bool:
        """Return whether the quote names a country."""
        words = f" {folded(quote)} "
        names = [folded(name) for name in COUNTRIES.note(code).split("|")]
        return any([name in words if primary_subtag(self.lang) == "zh" else f" {name} " in words for name in names])

    # --- dates ---

    def date(self, text: str, quote: str) -> tuple[str, bool] | Problem:
        """Return a date in ISO form, and whether its year was completed; or the problem that it is not in the quote.

        Parameters:
            text: the date, in ISO form or as printed.
            quote: the words.
        """
        stated = dates_in(quote)
        for date in _read(text) or dates_in(text):
            for own in stated:
                whole = completed(own, self.published)
                if own.agrees(date) and date.year in (own.year, None, whole.year) and whole.year is not None:
                    return _written(date._replace(year=whole.year)), own.year is None
        if not stated:
            return codes.DATE(text, expected="null, or a quote that has the date")
        wholes = [completed(own, self.published) for own in stated]
        meant = list(dict.fromkeys([_written(one) for one in wholes if one.year is not None]))
        if not meant:
            return codes.DATE(text, expected="null, because neither the quote nor the day of publication has the year")
        listed = ", ".join(meant[:SHOWN])
        return codes.DATE(
            text, expected=Phrase("a date of the quote: {dates}", dates=listed), suggestion=literal(meant[0])
        )

    # --- numbers ---

    def count(self, said: Mapping[str, Any], quote: str, what: str, around: str) -> dict[str, Any] | Problem:
        """Return a count with the qualifier in its quote or in the words next to it; or the problem that it is not in the quote.

        Parameters:
            said: value, qualifier, upper and unit, if the answer has them.
            quote: the words.
            what: which number of an event's attendance it is; empty for another count.
            around: the quote with the words next to it in the article, since a quote can leave out "more than".
        """
        words = without_dates(quote)
        stated = list(counts_in(words))
        ends = [0, *[end for _, end, _ in stated], len(words)]
        starts = [start for start, _, _ in stated] + [len(words)]
        fitting: list[dict[str, Any]] = []
        for number, (start, _, own) in enumerate(stated):
            before = words[ends[number] : start] if primary_subtag(self.lang) == "zh" else ""
            beside = before + words[start : starts[number + 1]]
            is_same = own["value"] == said["value"] and said.get("upper") in (None, own.get("upper"))
            if is_same and self._counts(said.get("unit"), beside) and self._is_number_of(what, beside):
                whole = own if own.get("qualifier") else _qualified(own, around)
                fitting.append({**said, **{key: whole.get(key) for key in ("qualifier", "upper")}})
        if not fitting:
            numbers = ", ".join([str(own["value"]) for _, _, own in stated][:SHOWN])
            expected = Phrase("a number that the quote has: {numbers}", numbers=numbers) if numbers else "null"
            advice = "The words beside a number must also say what is counted."
            return codes.NUMBER(
                said["value"], expected=expected, help=advice if str(said["value"]) in numbers.split(", ") else None
            )
        qualifier = said.get("qualifier")
        right = [
            one
            for one in fitting
            if (one["qualifier"] or CountQualifier.EXACT.value) == (qualifier or one["qualifier"])
        ]
        if qualifier is None or right:
            return (right or fitting)[0]
        meant = fitting[0]["qualifier"] or CountQualifier.EXACT.value
        return codes.QUALIFIER(qualifier, at="/qualifier", suggestion=literal(meant))

    def _counts(self, unit: str | None, beside: str) -> bool:
        return unit is None or not self.knows_words or unit in said_by(CountUnit, self.lang, beside)

    def _is_number_of(self, what: str, beside: str) -> bool:
        if not what or not self.knows_words:
            return True
        if what in UNITS:
            return not UNITS[what].isdisjoint(said_by(CountUnit, self.lang, beside))
        return says_number_of(what, self.lang, beside)

    # --- terms ---

    def term(self, shape: Term, text: str) -> str | Problem:
        """Return the term that a text is or certainly means; or a problem."""
        known = {term.value: term.replaced_by or term.value for term in shape.vocabulary}
        meant = known.get(text) or likely(text, *spellings_of(shape.vocabulary))
        if meant is not None:
            return meant
        live = [term.value for term in shape.vocabulary if term.replaced_by is None]
        return codes.UNKNOWN_TERM(text, vocabulary=words_of(shape.vocabulary), expected=one_of(live))

    def is_said(self, vocabulary: type[Vocabulary], term: str, quote: str) -> Problem | None:
        """Return the problem that no word of the quote expresses a term; None if one does, or if no cue words of the language are known."""
        if not self.knows_words or term in said_by(vocabulary, self.lang, quote):
            return None
        cues = cues_of(vocabulary(term), self.lang)[:SHOWN]
        listed = ", ".join([cue.replace("*", "…") for cue in cues])
        expected = Phrase("null, or a quote with one of these words: {words}", words=listed)
        return codes.TERM(term, expected=expected)


def is_whole(words: str, start: int, end: int) -> bool:
    """Return whether a passage does not begin or end inside a word. In Chinese, which has no spaces, this is always so."""
    return not (
        _joins(words[start - 1 : start], words[start : start + 1]) or _joins(words[end - 1 : end], words[end : end + 1])
    )


def _qualified(own: Mapping[str, Any], around: str) -> Mapping[str, Any]:
    """Return a count with the qualifier from the words around its quote, if they have it at every occurrence of the number."""
    same = [count for _, _, count in counts_in(without_dates(around)) if count["value"] == own["value"]]
    return same[0] if same and all([count.get("qualifier") for count in same]) else own


@lru_cache(maxsize=64)
def _passages(quote: str) -> Passages:
    return Passages(quote)


def _joins(one: str, other: str) -> bool:
    """Return whether two characters are parts of one word."""
    return one.isalnum() and other.isalnum() and max(one, other) < "\u2e80"


def _read(text: str) -> tuple[Stated, ...]:
    """Return the parts of an ISO date; empty for a date in another form."""
    parts = text.strip().split("-")
    if all([part.isascii() and part.isdigit() for part in parts]) and [len(part) for part in parts] in (
        [4],
        [4, 2],
        [4, 2, 2],
    ):
        return (Stated(*[*map(int, parts), None, None][:3]),)
    return ()


def _written(date: Stated) -> str:
    return "-".join([f"{part:0{4 if number == 0 else 2}}" for number, part in enumerate(date) if part is not None])
