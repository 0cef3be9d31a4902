"""Whether the article says a claim plainly, in the sentences that its quote is in: a claim that it does not say so is for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ..problems.translations import primary_subtag
from ..values.countries import REGISTER as COUNTRIES
from ..values.dates import PartialDate
from ..vocab import AttendanceMode, EventStatus
from .counting import Counted, read_counts
from .cues import is_named_person, mentions
from .dates import completed, read_dates, without_accents
from .places import countries_in
from .saying import Saying
from .sentences import LETTERS, capitals_of, letters_of

__all__ = ["Plainly"]

WAYS: Final = {way.value: LETTERS[way.value] for way in AttendanceMode if way.value in LETTERS}
"""The letters of the ways to attend."""
ALWAYS_LISTED: Final = frozenset(["expected", "registered"])  # numbers of people who have not come yet
CHANGED: Final = (EventStatus.POSTPONED, EventStatus.RESCHEDULED, EventStatus.CANCELLED, EventStatus.MOVED_ONLINE)
"""States in which an event is not as it was announced: a person always looks at them."""
ISSUED: Final = "issued"  # a date of an output

_Mark = tuple[int, int, str]


class Plainly:
    """What sentences say plainly, in a language and by a day of publication."""

    def __init__(self, lang: str, published: PartialDate | None) -> None:
        self.lang: str = lang
        self.published: PartialDate | None = published
        self.is_han: bool = primary_subtag(lang) == "zh"

    def count(self, what: str, sentences: Iterable[str], is_meant: Callable[[Counted], bool]) -> bool:
        """Return whether a sentence says a number of those who came.

        Parameters:
            what: which number of an event's attendance it is.
            sentences: the sentences.
            is_meant: whether a count is the claimed one.
        """
        if what in ALWAYS_LISTED:
            return False
        for sentence in sentences:
            words, counts = read_counts(sentence)
            marks: list[_Mark] = []
            for one in counts:
                people = "U" if "unit" in one.plain else ""  # a part of the count: 40名
                marks.append((one.start, one.end, ("N" if is_meant(one) else "n") + people))
            saying = self._saying(words, sentence, marks)
            if saying.number_of_some(WAYS[what]) if what in WAYS else saying.count():
                return True
        return False

    def date(self, date: str, what: str, sentences: Iterable[str]) -> bool:
        """Return whether a sentence says a date of an event, or of an output.

        Parameters:
            date: the date, in ISO form.
            what: `start`, `end` or `issued`.
            sentences: the sentences.
        """
        parts = tuple([int(part) for part in date.split("-")])
        is_end = what == "end"
        for sentence in sentences:
            words, dates = read_dates(sentence)
            by_place: dict[int, list[bool]] = {}
            for at, one in dates:
                whole = completed(one.date, self.published)
                by_place.setdefault(at, []).append(whole[: len(parts)] == parts)
            marks: list[_Mark] = []
            for at, are_meant in by_place.items():
                end = at + len(words[at:]) - len(words[at:].lstrip("|"))
                marks.append((at, end, "D" if are_meant[-1 if is_end else 0] else "d"))
            saying = self._saying(words, sentence, marks, "output" if what == ISSUED else what)
            if saying.date(is_end):
                return True
        return False

    def place(self, locality: str, country: str | None, sentences: Iterable[str]) -> bool:
        """Return whether a sentence says the place of an event, with its country beside it."""
        names = [] if country is None else COUNTRIES.note(country).split("|")
        for sentence in sentences:
            words = read_dates(sentence)[0]
            marks = [*_marks(locality, words, "P")]
            for name in sorted(names, key=len, reverse=True):
                marks += [one for one in _marks(name, words, "Q") if not any([_overlap(one, mark) for mark in marks])]
            saying = self._saying(words, sentence, marks)
            if (saying if country is None else saying.with_country()).place():
                return True
        return False

    def status(self, term: EventStatus, sentences: Iterable[str]) -> bool:
        """Return whether a sentence says that an event was held, or will be; all other states are for a person."""
        if term not in (EventStatus.HELD, EventStatus.SCHEDULED):
            return False
        said = [
            self._saying(read_dates(sentence)[0], sentence)
            for sentence in sentences
            if not any([mentions(one, self.lang, sentence) for one in CHANGED])
        ]
        return any([one.held() if term is EventStatus.HELD else one.scheduled() for one in said])

    def mode(self, term: AttendanceMode, sentences: Iterable[str]) -> bool:
        """Return whether a sentence says how an event was held."""
        said = [self._saying(read_dates(sentence)[0], sentence) for sentence in sentences]
        return term.value in WAYS and any([one.mode(WAYS[term.value]) for one in said])

    def person(self, name: str, sentences: Iterable[str]) -> bool:
        """Return whether a name is like that of a person, and a sentence has it beside an office, a title or a body."""
        if not is_named_person(name, self.lang) or countries_in(self.lang, name):
            return False
        for sentence in sentences:
            words = read_dates(sentence)[0]
            if self._saying(words, sentence, [*_marks(name, words, "P")], "person").person():
                return True
        return False

    def _saying(self, words: str, sentence: str, marks: Iterable[_Mark] = (), first: str = "") -> Saying:
        return Saying(letters_of(words, self.lang, capitals_of(sentence), tuple(marks), first), self.is_han)


def _overlap(one: _Mark, other: _Mark) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _marks(text: str, words: str, letter: str) -> Iterator[_Mark]:
    """Yield the places of a text among folded words."""
    wanted = without_accents(text)
    at = words.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if wanted > "\u2e80" or not (_is_joined(words[at - 1 : at]) or _is_joined(words[end : end + 1])):
            yield at, end, letter
        at = words.find(wanted, end)


def _is_joined(beside: str) -> bool:
    """Return whether what is beside a text makes it a part of a longer word: "Lyon-sur-Mer" is not Lyon."""
    return beside.isalnum() or beside == "-"
