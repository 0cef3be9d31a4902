"""Dates in running text in English, French and Chinese, as precise as they are written; and the year of a date printed without one.

Each part of a date that a model gives must be in its quote. A missing year is determined only by the day of
publication: it is the year that gives the date nearest to that day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple

from ..problems.patterns import pattern
from ..values.date_parts import month_length
from ..values.date_slips import month_named
from ..values.dates import PartialDate
from .numerals import in_digits

__all__ = ["Stated", "completed", "dates_in", "either_way", "parts_of", "without_dates"]

_MONTH: Final = "([a-z]{3,9})[.]?"
_DAY: Final = "([0-9]{1,2})(?:er|st|nd|rd|th)?"
_YEAR: Final = "([12][0-9]{3})"
_TO: Final = " ?(?:-|–|—|to|and|au|a|et|until) ?"
_HAN_TO: Final = " ?(?:-|–|—|至|到) ?"
_BEFORE: Final = "(?<![0-9a-z])"
_AFTER: Final = "(?![0-9])"

EITHER: Final = "12y"  # day and month in either order

# Each with what its groups are: year, month, day, the day (and month) on which it ends.
_FORMS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (pattern(f"{_BEFORE}{_YEAR}[-/.]([01]?[0-9])[-/.]([0-3]?[0-9]){_AFTER}"), "ymd"),
    (pattern(f"{_BEFORE}([0-3]?[0-9])[-/.]([0-3]?[0-9])[-/.]{_YEAR}{_AFTER}"), EITHER),
    (pattern(f"(?:{_YEAR}年)?([01]?[0-9])月([0-3]?[0-9])[日号號]?{_HAN_TO}([0-3]?[0-9])[日号號]"), "ymde"),
    (pattern(f"(?:{_YEAR}年)?([01]?[0-9])月(?:([0-3]?[0-9])[日号號]?)?"), "ymd"),
    (pattern(f"{_BEFORE}{_DAY} {_MONTH}{_TO}(?:le )?{_DAY} {_MONTH},? {_YEAR}{_AFTER}"), "dmeny"),
    (pattern(f"{_BEFORE}{_MONTH} {_DAY}{_TO}{_MONTH} {_DAY},? {_YEAR}{_AFTER}"), "mdney"),
    (pattern(f"{_BEFORE}{_DAY}{_TO}{_DAY}(?: of| de)? {_MONTH}(?:,? (?:de )?{_YEAR})?{_AFTER}"), "demy"),
    (pattern(f"{_BEFORE}{_DAY}(?: of| de)? {_MONTH}(?:,? (?:de )?{_YEAR})?{_AFTER}"), "dmy"),
    (pattern(f"{_BEFORE}{_MONTH} {_DAY}{_TO}{_DAY}(?:,? {_YEAR})?{_AFTER}"), "mdey"),
    (pattern(f"{_BEFORE}{_MONTH} {_DAY}(?:,? {_YEAR})?{_AFTER}"), "mdy"),
    (pattern(f"{_BEFORE}{_MONTH}(?: of| de)? {_YEAR}{_AFTER}"), "my"),
    (pattern(f"\\b(?:in|en|de|of|early|late|mid|debut|fin|mi) {_MONTH}(?![0-9a-z])"), "m"),
    (pattern(f"{_BEFORE}{_YEAR}{_AFTER}"), "y"),
)
_LONG_MONTH: Final = 4  # letters of a month that is a date alone: "in dec" is not one, and "in may" hardly


class Stated(NamedTuple):
    """A date as a text states it; a part that is not stated is None."""

    year: int | None
    month: int | None
    day: int | None

    def agrees(self, other: Stated) -> bool:
        """Return whether it states each part of the other date except the year."""
        return all([part is None or part == own for own, part in zip(self[1:], other[1:], strict=True)])


def dates_in(text: str) -> tuple[Stated, ...]:
    """Return the dates in a text, in both readings where day and month can be either. An end of a range has the parts of the other.

    >>> dates_in("Le 20 décembre")
    (Stated(year=None, month=12, day=20),)
    >>> dates_in("du 19 au 22 novembre 2024")
    (Stated(year=2024, month=11, day=19), Stated(year=2024, month=11, day=22))
    >>> dates_in("2024年12月20日"), dates_in("March 3rd, 2025"), dates_in("05/06/2025")[0]
    ((Stated(year=2024, month=12, day=20),), (Stated(year=2025, month=3, day=3),), Stated(year=2025, month=6, day=5))
    """
    return tuple(_taken_out(_folded(text))[1])


def either_way(text: str) -> frozenset[Stated]:
    """Return the dates in a text whose day and month could be the other way round.

    >>> sorted(either_way("on 03/04/2025 and 31/12/2025"))
    [Stated(year=2025, month=3, day=4), Stated(year=2025, month=4, day=3)]
    """
    found = set(_taken_out(_folded(text), *[form for form in _FORMS if form[1] == EITHER])[1])
    turned = {Stated(one.year, one.day, one.month) for one in found if one.day != one.month}
    return frozenset(found & turned)


def without_dates(text: str) -> str:
    """Return a text with its numbers in digits, in small letters without accents, and with `|` where there were dates.

    >>> without_dates("Le 20 décembre, quarante experts ; 26 en 2025")  # a year alone may be a number too
    'le |||||||||||, 40 experts ; 26 en 2025'
    """
    return _taken_out(_folded(text), *_FORMS[:-1])[0]


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", in_digits(text).casefold())
    return " ".join(unicodedata.normalize("NFC", "".join([c for c in letters if not unicodedata.combining(c)])).split())


def _taken_out(folded: str, *forms: tuple[re.Pattern[str], str]) -> tuple[str, list[Stated]]:
    """Return a text with `|` in place of its dates, and the dates in order."""
    found: list[tuple[int, Stated]] = []

    def take(match: re.Match[str], parts: str) -> str:
        dates = list(_read(match, parts))
        found.extend([(match.start(), date) for date in dates])
        return "|" * len(match[0]) if dates else match[0]

    for form, parts in forms or _FORMS:
        folded = form.sub(partial(take, parts=parts), folded)
    return folded, [date for _, date in sorted(found, key=lambda one: one[0])]


def _read(match: re.Match[str], parts: str) -> Iterator[Stated]:
    """Yield the possible dates of one passage of a text."""
    said = dict(zip(parts, match.groups(), strict=True))
    if parts == EITHER:
        for day, month in {(said["1"], said["2"]): None, (said["2"], said["1"]): None}:
            yield from _if_in_calendar(said["y"], month, day)
        return
    months = [_month(said[key], len(said) == 1) for key in "mn" if key in said]
    if "" not in months:
        yield from _if_in_calendar(said.get("y"), months[0] if months else None, said.get("d"))
        if "e" in said:
            yield from _if_in_calendar(said["y"], months[-1], said["e"])


def _month(written: str, is_alone: bool) -> str:
    """Return the number of a month; empty if the text is not a month."""
    if written.isdigit():
        return written
    return "" if is_alone and len(written) < _LONG_MONTH else month_named(written)


def _if_in_calendar(*parts: str | None) -> Iterator[Stated]:
    date = Stated(*[None if part is None else int(part) for part in parts])
    if _is_in_calendar(date):
        yield date


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
