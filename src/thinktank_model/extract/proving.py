"""Whether a quote supports what is said: names, dates, numbers and terms, each by its own rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final

from ..problems.display import literal
from ..problems.patterns import pattern
from ..problems.problem import Problem
from ..problems.translations import Phrase, one_of
from ..values.countries import REGISTER as COUNTRIES
from ..values.dates import PartialDate
from ..values.folding import folded
from ..values.ids import slug_of
from ..vocab import CountQualifier, Term, Vocabulary
from ..vocab.spelling import likely
from ..vocab.term import spellings_of, words_of
from . import codes
from .asked import PrintedCount
from .counting import Counted, counted_in
from .cues import cues_of, denies, has_cues, mentions, said_by
from .dates import Stated, completed, dates_in, placed_in
from .places import countries_in
from .plainly import Plainly
from .quotes import Found, Passages, plain, without_unseen
from .units import PEOPLE, is_number_of, units_of

__all__ = ["Proof", "is_named", "is_whole"]

UNITS: Final = {
    "organizations": frozenset(["organizations", "think_tanks"]),
    "countries": frozenset(["countries"]),
    "total": PEOPLE,
}
"""The units that a number must have, by its words, to count as each number of an event's attendance."""
SHOWN: Final = 8  # cues or numbers that a message lists
_CAPITAL: Final = "[A-Z\u00c0-\u00de\u0391-\u03a9\u0410-\u042f]"
_ACRONYM: Final = pattern(f"{_CAPITAL}[.]?{_CAPITAL}(?:[.]?{_CAPITAL})*(?![a-z])")
_ENDS: Final = ' .。;；,，!！…:：«»"“”'


class Proof:
    """What a quote supports, in the language of the article and by the day of its publication."""

    def __init__(self, lang: str, published: PartialDate | None) -> None:
        self.lang: str = lang
        self.published: PartialDate | None = published
        self.knows_words: bool = has_cues(lang)
        self.plainly: Plainly = Plainly(lang, published)

    def name(self, text: str, quote: str) -> str | None:
        """Return a name as the quote has it; None if it does not.

        The case of its letters may differ, but not that of an acronym: "who attended" does not name the WHO.
        """
        if not is_named(text):
            return None
        found = _passages(quote).find(text)
        if isinstance(found, Found) and is_whole(quote, found.start, found.end):
            return plain(text) if "\n" in found.passage else without_unseen(found.passage)
        printed = _printed(text, quote)
        return plain(text) if printed is not None and printed.isupper() and " " in printed else printed

    def words(self, text: str, quote: str) -> str | None:
        """Return words that the quote has, in any case but for acronyms and with any mark at their end; None if it does not."""
        if not is_named(text):
            return None
        found = _passages(quote).find(text)
        if isinstance(found, Found) and is_whole(quote, found.start, found.end):
            return plain(found.passage)
        return plain(text) if _printed(text, quote) is not None else None

    def country(self, code: str, quote: str, before: str = "") -> bool:
        """Return whether the quote names a country, and the words before the name do not deny it."""
        names = COUNTRIES.note(code).split("|")
        return code in countries_in(self.lang, quote) and not any(
            [self.is_denied(name, quote, before) for name in names]
        )

    def is_denied(self, text: str, quote: str, before: str) -> bool:
        """Return whether the words before others in their sentence deny them: not in Paris.

        Parameters:
            text: the words.
            quote: the quote that has them.
            before: the words before the quote in the sentence.
        """
        own, found, _ = plain(quote).casefold().partition(plain(text).casefold())
        return bool(found) and denies(self.lang, f"{before} {own}")

    # --- dates ---

    def date(self, text: str, quote: str, before: str = "") -> tuple[str, bool] | Problem:
        """Return a date in our writing, and whether it is inferred; or why it is not in the quote.

        It is inferred if its year was completed, if its day and month could be the other way round, as in 03/04/2025, or if the words
        before it deny it.

        Parameters:
            text: the date, in ISO form or as printed.
            quote: the words.
            before: the words before them in the sentence.
        """
        stated = placed_in(quote)
        found: list[tuple[str, bool]] = []
        for date in _read(text) or dates_in(text):
            for one in stated:
                own, whole = one.date, completed(one.date, self.published)
                if own.agrees(date) and date.year in (own.year, None, whole.year) and whole.year is not None:
                    is_either = date.month is not None and one.is_either
                    is_inferred = own.year is None or is_either or one.is_moved
                    is_denied = denies(self.lang, f"{before} {one.before}")
                    found.append((_written(date._replace(year=whole.year)), is_inferred or is_denied))
        if found:
            return min(found, key=lambda one: one[1])
        if not stated:
            return codes.DATE(text, expected="null, or a quote that has the date")
        wholes = [completed(one.date, self.published) for one in stated]
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
        stated = counted_in(quote)
        fitting: list[dict[str, Any]] = []
        for one in stated:
            own = one.plain
            is_same = own["value"] == said["value"] and said.get("upper") in (None, own.get("upper"))
            if is_same and self._counts(said.get("unit"), one) and self._is_number_of(what, one):
                whole = one if own.get("qualifier") else _qualified(one, around)
                if whole.is_clear:
                    fitting.append({**said, **{key: whole.plain.get(key) for key in ("qualifier", "upper")}})
        if not fitting:
            numbers = ", ".join([str(one.plain["value"]) for one in stated if one.is_clear][:SHOWN])
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

    def says_count(self, count: PrintedCount, what: str, sentences: Iterable[str]) -> bool:
        """Return whether a sentence says a count plainly, with what is counted."""
        wanted = (count.value, count.upper, count.qualifier.value)

        def is_meant(one: Counted) -> bool:
            own = (one.plain["value"], one.plain.get("upper"), one.plain.get("qualifier", CountQualifier.EXACT.value))
            return one.is_clear and own == wanted and self._counts(count.unit, one) and self._is_number_of(what, one)

        return self.plainly.count(what, sentences, is_meant)

    def _counts(self, unit: str | None, count: Counted) -> bool:
        return unit is None or not self.knows_words or unit in units_of(count, self.lang)

    def _is_number_of(self, what: str, count: Counted) -> bool:
        if not what or not self.knows_words:
            return True
        if what in UNITS:
            return not UNITS[what].isdisjoint(units_of(count, self.lang))
        return is_number_of(what, count, self.lang)

    # --- terms ---

    def term(self, shape: Term, text: str) -> str | Problem:
        """Return the term that a text is or certainly means; or a problem."""
        known = {term.value: term.replaced_by or term.value for term in shape.vocabulary}
        meant = known.get(text) or likely(text, *spellings_of(shape.vocabulary))
        if meant is not None:
            return meant
        live = [term.value for term in shape.vocabulary if term.replaced_by is None]
        return codes.UNKNOWN_TERM(text, vocabulary=words_of(shape.vocabulary), expected=one_of(live))

    def is_said(self, vocabulary: type[Vocabulary], term: str, quote: str, before: str = "") -> Problem | None:
        """Return the problem that no word of the quote says a term; None if one does, or no words of the language are known.

        Parameters:
            vocabulary: the vocabulary of the term.
            term: the term.
            quote: the words.
            before: the words before them in the sentence, which can deny them.
        """
        if not self.knows_words or term in said_by(vocabulary, self.lang, quote, before):
            return None
        cues = cues_of(vocabulary(term), self.lang)[:SHOWN]
        listed = ", ".join([cue.replace("*", "…") for cue in cues])
        expected = Phrase("null, or a quote with one of these words: {words}", words=listed)
        advice = "Other words of the sentence deny it." if mentions(vocabulary(term), self.lang, quote) else None
        return codes.TERM(term, expected=expected, help=advice)


def is_whole(words: str, start: int, end: int) -> bool:
    """Return whether a passage does not begin or end inside a word. In Chinese, which has no spaces, this is always so."""
    return not (
        _joins(words[start - 1 : start], words[start : start + 1]) or _joins(words[end - 1 : end], words[end : end + 1])
    )


def is_named(text: str) -> bool:
    """Return whether a text has a letter or digit of which an id can be made."""
    return bool(folded(text) and slug_of(text))


def _printed(text: str, quote: str) -> str | None:
    """Return how a quote has words that differ from them in case at most, and not in that of an acronym; None if it does not have them."""
    wanted, words = plain(text).strip(_ENDS), plain(quote)
    small, all_small = _small(wanted), _small(words)
    at = all_small.find(small)
    while at >= 0:
        printed = words[at : at + len(wanted)]
        if is_whole(words, at, at + len(wanted)) and _has_acronyms_of(printed, wanted):
            return printed
        at = all_small.find(small, at + len(wanted))
    return None


def _small(text: str) -> str:
    """Return a text of the same length in small letters."""
    return "".join([small if len(small := char.casefold()) == 1 else char for char in text])


def _has_acronyms_of(printed: str, text: str) -> bool:
    """Return whether printed words have in capitals each acronym of a text; one all in capitals can be printed with capital initials."""
    is_shouted = text.isupper() and " " in text and printed.istitle()
    return is_shouted or all([printed[found.start() : found.end()] == found[0] for found in _ACRONYM.finditer(text)])


def _qualified(own: Counted, around: str) -> Counted:
    """Return a count with the qualifier that the words around its quote give it, if they do so wherever they have the number."""
    same = [one for one in counted_in(around) if one.plain["value"] == own.plain["value"]]
    return same[0] if same and all([one.plain.get("qualifier") for one in same]) else own


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
