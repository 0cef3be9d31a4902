"""Dates in running text in English, French and Chinese, as precise as they are written; and the year of a date printed without one.

Each part of a date that a model gives must be in its quote. A missing year is determined only by the day of
publication: it is the year that gives the date nearest to that day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Final, NamedTuple

from ..problems.patterns import pattern
from ..values.date_parts import month_length
from ..values.date_slips import month_named
from ..values.dates import PartialDate
from .numerals import in_digits

__all__ = [
    "Placed",
    "Stated",
    "completed",
    "dates_in",
    "parts_of",
    "placed_in",
    "read_dates",
    "without_accents",
    "without_dates",
]

_MONTH: Final = "([a-z]{3,9})[.]?"
_TH: Final = "(?:er|st|nd|rd|th)?"
_DAY: Final = f"([0-9]{{1,2}}){_TH}"
_DAYS: Final = f"((?:, ?[0-9]{{1,2}}{_TH}){{0,6}})"  # between the first and the last one of a list
_YEAR: Final = "([12][0-9]{3})"
_TO: Final = " ?(?:-|–|—|to|and|au|a|et|until) ?"
_AND_TO: Final = f"(?:,? ?&|,{_TO}|{_TO})(?:le )?"
_HAN_TO: Final = " ?(?:-|–|—|~|至|到|、|和|及) ?"
_HAN_DAYS: Final = "((?:、[0-3]?[0-9][日号號]?){0,6})"
_BEFORE: Final = "(?<![0-9a-z])"
_AFTER: Final = "(?![0-9])"
_NO_YEAR: Final = (  # what has a number that is not a year
    r"(?:\b(resolutions?|resolution no|no|nos|n|number|numero|article|page|room|salle|route|iso|agenda|vision|horizon|objectif|usd|eur|cny|rmb)"
    " ?[.°º]? ?|([$€£¥#第]) ?)?"
)
_IN_YEAR: Final = r"(?:\b(in|en|since|depuis|during|year|annee) )?"
_COUNTED: Final = (  # what makes a number beside it a count, unless it is "in 2025"
    "(?= ?(%|[$€£¥]|[人名位家个個元份本项項次篇场場岁歲米]|(?:euro|dollar|pound|yuan|franc|people|person|participant|delegate|delegue|"
    "expert|guest|invite|representa|organi[sz]ation|institution|compan|entreprise|countr|pays|member|membre|page|student|etudiant|"
    "visitor|visiteur|cop(?:y|ies)|exemplaire|scholar|researcher|chercheu|attendee|scientist|think tank|km|kilomet|metre|"
    "meter|ton|hectare|word|mot|seat|place|vote|voix|day|jour|hour|heure|million)))?"
)

SENTENCE: Final = 200  # characters before a date that can deny it
EITHER: Final = "12y"  # day and month in either order
ALONE: Final = "xxiyu"  # a year without a month, with what is around it

# Each with what its groups are: year, month, day, other days of a list, the day (and month) on which it ends.
_FORMS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (pattern(f"{_BEFORE}{_YEAR}[-/.]([01]?[0-9])[-/.]([0-3]?[0-9]){_AFTER}"), "ymd"),
    (pattern(f"{_BEFORE}([0-3]?[0-9])[-/.]([0-3]?[0-9])[-/.]{_YEAR}{_AFTER}"), EITHER),
    (pattern(f"{_BEFORE}(0[1-9]|1[0-2])/([12][0-9]{{3}})(?![-/.]?[0-9])"), "my"),
    (pattern(f"{_BEFORE}([12][0-9]{{3}})-(0[1-9]|1[0-2])(?![-/.]?[0-9])"), "ym"),
    (
        pattern(
            f"(?<![年0-9])([01]?[0-9])月([0-3]?[0-9])[日号號]?{_HAN_TO}{_YEAR}年([01]?[0-9])月([0-3]?[0-9])[日号號]"
        ),
        "mdyne",
    ),
    (
        pattern(f"(?:{_YEAR}年)?([01]?[0-9])月([0-3]?[0-9])[日号號]?{_HAN_TO}([01]?[0-9])月([0-3]?[0-9])[日号號]"),
        "ymdne",
    ),
    (
        pattern(f"(?:{_YEAR}年)?([01]?[0-9])月([0-3]?[0-9])[日号號]?{_HAN_DAYS}{_HAN_TO}([0-3]?[0-9])[日号號]"),
        "ymdle",
    ),
    (pattern(f"(?:{_YEAR}年)?([01]?[0-9])月(?:([0-3]?[0-9])[日号號]?)?"), "ymd"),
    (pattern(f"{_BEFORE}{_DAY} {_MONTH}{_TO}(?:le )?{_DAY} {_MONTH},? {_YEAR}{_AFTER}"), "dmeny"),
    (pattern(f"{_BEFORE}{_MONTH} {_DAY}{_TO}{_MONTH} {_DAY},? {_YEAR}{_AFTER}"), "mdney"),
    (pattern(f"{_BEFORE}{_DAY}{_DAYS}{_AND_TO}{_DAY}(?: of| de)? {_MONTH}(?:,? (?:de )?{_YEAR})?{_AFTER}"), "dlemy"),
    (pattern(f"{_BEFORE}{_DAY}(?: of| de)? {_MONTH}(?:,? (?:de )?{_YEAR})?{_AFTER}"), "dmy"),
    (pattern(f"{_BEFORE}{_DAY}-{_MONTH}-{_YEAR}{_AFTER}"), "dmy"),
    (pattern(f"{_BEFORE}{_MONTH} {_DAY}{_DAYS}{_AND_TO}{_DAY}(?:,? {_YEAR})?{_AFTER}"), "mdley"),
    (pattern(f"{_BEFORE}{_MONTH} (?:the )?{_DAY}(?:,? {_YEAR})?{_AFTER}"), "mdy"),
    (pattern(f"{_BEFORE}{_MONTH}(?: of| de)? {_YEAR}{_AFTER}"), "my"),
    (pattern(f"\\b(?:in|en|de|of|early|late|mid|debut|fin|mi) {_MONTH}(?![0-9a-z])"), "m"),
    (pattern(f"{_NO_YEAR}{_IN_YEAR}{_BEFORE}(19[0-9]{{2}}|20[0-9]{{2}}|2100){_AFTER}{_COUNTED}"), ALONE),
)
_LONG_MONTH: Final = 4  # letters of a month that is a date alone: "in dec" is not one, and "in may" hardly
_NUMBER: Final = pattern("[0-9]+")
_LATE: Final = 12  # 2005-10 can be the years from 2005 to 2010; 2012-10 is a month

_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
        "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split(),
        1,
    )
} | {"premier": 1}
_MONTHS: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
_MOIS: Final = "janvier|f[eé]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[eé]cembre"
_ORDINAL: Final = pattern(
    f"\\b({'|'.join(sorted(_ORDINALS, key=len, reverse=True)).replace('-', '[- ]')})"
    f"(?= of (?:{_MONTHS})\\b| (?:{_MONTHS}),? [12][0-9]{{3}}|(?<=premier) (?:{_MOIS})\\b)",
    re.IGNORECASE,
)


class Stated(NamedTuple):
    """A date as a text states it; a part that is not stated is None."""

    year: int | None
    month: int | None
    day: int | None

    def agrees(self, other: Stated) -> bool:
        """Return whether it states each part of the other date except the year."""
        return all([part is None or part == own for own, part in zip(self[1:], other[1:], strict=True)])


class Placed(NamedTuple):
    """A date in a text.

    Attributes:
        before: the last words before it, folded.
        date: the date.
        is_either: whether its day and month could be the other way round.
        is_moved: whether its year is worked out: 28 December to 3 January 2025 begins in 2024.
    """

    before: str
    date: Stated
    is_either: bool = False
    is_moved: bool = False


def dates_in(text: str) -> tuple[Stated, ...]:
    """Return the dates in a text, in both readings where day and month can be either. An end of a range has the parts of the other.

    >>> dates_in("Le 20 décembre")
    (Stated(year=None, month=12, day=20),)
    >>> dates_in("du 19 au 22 novembre 2024")
    (Stated(year=2024, month=11, day=19), Stated(year=2024, month=11, day=22))
    >>> dates_in("2024年12月20日"), dates_in("March 3rd, 2025"), dates_in("05/06/2025")[0]
    ((Stated(year=2024, month=12, day=20),), (Stated(year=2025, month=3, day=3),), Stated(year=2025, month=6, day=5))
    """
    return tuple([one.date for one in placed_in(text)])


def placed_in(text: str) -> tuple[Placed, ...]:
    """Return the dates in a text, each with the words before it and what is not certain of it.

    >>> [(one.date, one.is_moved) for one in placed_in("28 December to 3 January 2025")]
    [(Stated(year=2024, month=12, day=28), True), (Stated(year=2025, month=1, day=3), False)]
    """
    folded = without_accents(text)
    return tuple([one._replace(before=folded[max(0, at - SENTENCE) : at]) for at, one in _taken_out(folded)[1]])


@lru_cache(maxsize=64)  # one sentence says many claims
def read_dates(text: str) -> tuple[str, tuple[tuple[int, Placed], ...]]:
    """Return a text as it is read, with `|` in place of its dates, and the dates, each with its place."""
    words, dates = _taken_out(without_accents(text))
    return words, tuple(dates)


def without_dates(text: str) -> str:
    """Return a text with its numbers in digits, in small letters without accents, and with `|` where there were dates.

    >>> without_dates("Le 20 décembre, quarante experts ; 26 en 2025")  # a year alone may be a number too
    'le |||||||||||, 40 experts ; 26 en 2025'
    """
    return _taken_out(without_accents(text), *_FORMS[:-1])[0]


def without_accents(text: str) -> str:
    """Return a text with its numbers in digits, in small letters without accents."""
    days = _ORDINAL.sub(lambda found: str(_ORDINALS[found[1].casefold().replace(" ", "-")]), text)
    letters = unicodedata.normalize("NFKD", in_digits(days).casefold())
    return " ".join(unicodedata.normalize("NFC", "".join([c for c in letters if not unicodedata.combining(c)])).split())


def _taken_out(folded: str, *forms: tuple[re.Pattern[str], str]) -> tuple[str, list[tuple[int, Placed]]]:
    """Return a text with `|` in place of its dates, and the dates in order, each with its place."""
    found: list[tuple[int, Placed]] = []

    def take(match: re.Match[str], parts: str) -> str:
        dates = list(_read(match, parts))
        found.extend([(match.start(), date) for date in dates])
        return "|" * len(match[0]) if dates else match[0]

    for form, parts in forms or _FORMS:
        folded = form.sub(partial(take, parts=parts), folded)
    return folded, sorted(found, key=lambda one: one[0])


def _read(match: re.Match[str], parts: str) -> Iterator[Placed]:
    """Yield the possible dates of one passage of a text."""
    if parts == ALONE:
        number, sign, preposition, year, counted = match.groups()
        if number is None and sign is None and (preposition is not None or counted is None):
            yield from _if_in_calendar(year, None, None)
        return
    said = dict(zip(parts, match.groups(), strict=True))
    if parts == EITHER:
        orders = dict.fromkeys([(said["1"], said["2"]), (said["2"], said["1"])])
        dates = [one for day, month in orders for one in _if_in_calendar(said["y"], month, day)]
        yield from [one._replace(is_either=len(dates) > 1) for one in dates]
        return
    months = [_month(said[key], len(said) == 1) for key in "mn" if key in said]
    if "" in months or (parts == "ym" and _is_span(*match.groups())):
        return
    year, is_across = said.get("y"), len(months) > 1 and int(months[0]) > int(months[1])
    of_start = parts.startswith("y")
    start = str(int(year) - 1) if year and is_across and not of_start else year
    end = str(int(year) + 1) if year and is_across and of_start else year
    for day in [said.get("d"), *_NUMBER.findall(said.get("l") or "")]:
        found = _if_in_calendar(start, months[0] if months else None, day)
        yield from [one._replace(is_moved=start != year) for one in found]
    if "e" in said:
        yield from [one._replace(is_moved=end != year) for one in _if_in_calendar(end, months[-1], said["e"])]


def _is_span(year: str, month: str) -> bool:
    """Return whether 2005-10 can be the years from 2005 to 2010."""
    return int(year[2:]) < int(month) and int(year[2:]) < _LATE


def _month(written: str, is_alone: bool) -> str:
    """Return the number of a month; empty if the text is not a month."""
    if written.isdigit():
        return written
    return "" if is_alone and len(written) < _LONG_MONTH else month_named(written)


def _if_in_calendar(*parts: str | None) -> Iterator[Placed]:
    date = Stated(*[None if part is None else int(part) for part in parts])
    if _is_in_calendar(date):
        yield Placed("", date)


def _is_in_calendar(date: Stated) -> bool:
    return (date.month is None or 1 <= date.month <= 12) and (
        date.day is None or 1 <= date.day <= month_length(date.year or 2000, date.month or 1)
    )


def parts_of(date: PartialDate) -> Stated:
    """Return the parts of a date."""
    return Stated(date.year, date.month, date.day)


def completed(date: Stated, published: PartialDate | None) -> Stated:
    """Return a date with the year that it leaves out: the one that brings it nearest to the day of publication.

    >>> completed(Stated(None, 12, 20), PartialDate("2025-01-03")).year
    2024
    """
    if date.year is not None or date.month is None or published is None or parts_of(published).month is None:
        return date
    then = parts_of(published)
    near = [date._replace(year=(then.year or 0) + step) for step in (0, -1, 1)]
    return min(
        [one for one in near if _is_in_calendar(one)], key=lambda one: abs(_days(one) - _days(then)), default=date
    )


def _days(date: Stated) -> int:
    """Return the approximate number of days before a date; only for comparing distances."""
    return (date.year or 0) * 372 + (date.month or 1) * 31 + (15 if date.day is None else date.day)
