"""Dates as sources give them: a year, a month, a day, perhaps uncertain; for events also a time. And periods of them."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final, Literal

from attrs import frozen

from ..problems import InvalidData, Problem, define
from ..shapes import Constraint, Reading, Scalar, within
from .certainty import both, opposite
from .node import Node
from .presence import any_of

__all__ = ["PartialDate", "Period"]

SYNTAX = define(
    "date.syntax",
    "error",
    "{found} is not a date",
    why="Dates are EDTF (ISO 8601-2) level 0: year, year-month or year-month-day, and ? ~ or % behind it for uncertain, "
    "approximate or both. They sort as text, and 03/04/2024 is two days.",
    bad='{"start": "20/12/2024"}',
    good='{"start": "2024-12-20"}',
)
IMPOSSIBLE = define(
    "date.impossible",
    "error",
    "there is no {found}",
    why="The calendar has no such month, day or time, so the date is a slip.",
    bad='{"start": "2023-02-29"}',
    good='{"start": "2023-02-28"}',
)
NO_TIME = define(
    "date.no-time",
    "error",
    "{found} has a time, and only a day is kept here",
    why="Only events, agenda items and sources happen at a time; elsewhere it would be false precision.",
    bad='{"founded": "2001-05-01T00:00:00Z"}',
    good='{"founded": "2001-05-01"}',
)
REVERSED = define(
    "date.reversed",
    "error",
    "{found} certainly lies before the start, {start}",
    why="Nothing ends before it begins. Reported only where it holds for every reading of the dates.",
    bad='{"start": "2024-12-20", "end": "2024-12-19"}',
    good='{"start": "2024-12-20", "end": "2024-12-21"}',
)

LIMIT: Final = 40  # characters
_DATE: Final = re.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)", re.ASCII)
_TIME: Final = re.compile(
    "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)
# A time without offset is a time somewhere between the easternmost and the westernmost zone.
_EARLIEST_ZONE: Final = datetime.timedelta(hours=14)
_LATEST_ZONE: Final = datetime.timedelta(hours=12)

Precision = Literal["year", "month", "day", "time"]


class PartialDate:
    """A date as far as it is known, kept as it was written.

    `2024`, `2024-12` or `2024-12-20` (EDTF level 0, years 0001 to 9999), with `?` for uncertain, `~` for approximate or `%`
    for both behind it; for events also a time, `2024-12-20T09:30:00+08:00` (RFC 3339), or without offset a local one.

    Comparisons are three-valued: True or False where every reading of both dates agrees, else None. Dates are compared as
    days of the calendar, a date with a time by the time's own day, two times with offset as instants; a date that is
    uncertain or approximate may be any, since EDTF gives no margin.

    Parameters:
        text: the date.

    Raises:
        InvalidData: the text is no date.

    Attributes:
        text: the date as it was written.
        precision: `"year"`, `"month"`, `"day"` or `"time"`.
        earliest: the first day that it can mean (without its qualifier).
        latest: the last day that it can mean.
        uncertain: whether it is marked by `?` or `%`.
        approximate: whether it is marked by `~` or `%`.
        local: the time by the clock of the place, without its offset; None for a date.
        instant: the time as a point on the time line; None for a date, and for a time without offset.

    >>> PartialDate("2024-12").before(PartialDate("2025"))
    True
    >>> print(PartialDate("2024").before(PartialDate("2024-12-20")))
    None
    """

    __slots__ = ("approximate", "earliest", "instant", "latest", "local", "precision", "text", "uncertain")

    text: str
    precision: Precision
    earliest: datetime.date
    latest: datetime.date
    uncertain: bool
    approximate: bool
    local: datetime.datetime | None
    instant: datetime.datetime | None

    def __new__(cls, text: str) -> PartialDate:
        if not isinstance(text, str):
            raise InvalidData([SYNTAX(text, expected=DATE.name)])
        built, problems = _read(text)
        if built is None:
            raise InvalidData(problems)
        return built

    @classmethod
    def __shape__(cls) -> Scalar:
        return DATE

    @property
    def year(self) -> int:
        """The year."""
        return self.earliest.year

    @property
    def month(self) -> int | None:
        """The month, 1 to 12; None if only the year is known."""
        return None if self.precision == "year" else self.earliest.month

    @property
    def day(self) -> int | None:
        """The day of the month; None if it is not known."""
        return self.earliest.day if self.precision in ("day", "time") else None

    @property
    def is_naive(self) -> bool:
        """Whether it is a time without an offset."""
        return self.local is not None and self.instant is None

    def before(self, other: PartialDate) -> bool | None:
        """Whether this date lies before the other one."""
        if self.uncertain or self.approximate or other.uncertain or other.approximate:
            return None
        if self.local is None or other.local is None:
            if self.latest < other.earliest:
                return True
            # a day and a time on it are neither before nor after each other
            same_kind = self.local is None and other.local is None
            certainly_not = self.earliest >= other.latest if same_kind else self.earliest > other.latest
            return False if certainly_not else None
        (earliest, latest), (other_earliest, other_latest) = _span(self, other), _span(other, self)
        if latest < other_earliest:
            return True
        return False if earliest >= other_latest else None

    def after(self, other: PartialDate) -> bool | None:
        """Whether this date lies after the other one."""
        return other.before(self)

    @property
    def sort_key(self) -> tuple[datetime.date, datetime.time, str]:
        """A key to sort dates by: first day, time, then as written. An order for lists, not a claim about time."""
        return self.earliest, datetime.time() if self.local is None else self.local.time(), self.text

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a PartialDate is immutable; make a new one to change {name!r}")

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, PartialDate) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"PartialDate({self.text!r})"

    def __reduce__(self) -> tuple[type[PartialDate], tuple[str]]:
        return PartialDate, (self.text,)


def _span(date: PartialDate, other: PartialDate) -> tuple[datetime.datetime, datetime.datetime]:
    """The first and last instant that a time can mean, on a scale that it shares with another time."""
    assert date.local is not None
    if date.instant is not None and other.instant is not None:
        return date.instant, date.instant
    if date.is_naive and other.is_naive:
        return date.local, date.local
    if date.instant is not None:
        utc = date.instant.astimezone(datetime.UTC).replace(tzinfo=None)
        return utc, utc
    return date.local - _EARLIEST_ZONE, date.local + _LATEST_ZONE


def _built(text: str, precision: Precision, earliest: datetime.date, latest: datetime.date, **more: Any) -> PartialDate:
    built = object.__new__(PartialDate)
    values = {"uncertain": False, "approximate": False, "local": None, "instant": None, **more}
    for name, value in {"text": text, "precision": precision, "earliest": earliest, "latest": latest, **values}.items():
        object.__setattr__(built, name, value)
    return built


def _read(text: str) -> Reading:
    """A date or a time."""
    if len(text) <= LIMIT:
        if found := _DATE.fullmatch(text):
            return _read_date(text, *found.groups())
        if found := _TIME.fullmatch(text):
            return _read_time(text, found)
    example = "a date such as 2024, 2024-12 or 2024-12-20"
    return None, (SYNTAX(text, expected=example, suggestion=_suggestion(text[:LIMIT])),)


def _read_date(text: str, year: str, month: str | None, day: str | None, qualifier: str) -> Reading:
    y, m, d = int(year), int(month or 1), int(day or 1)
    if y == 0:
        return None, (IMPOSSIBLE(text, expected="a year from 0001 to 9999"),)
    if not 1 <= m <= 12:
        swapped = f'"{year}-{day}-{month}"' if day and 1 <= int(day) <= 12 and 1 <= m <= 31 else None
        return None, (IMPOSSIBLE(text, expected="a month from 01 to 12", suggestion=swapped),)
    last = monthrange(y, m)[1]
    if not 1 <= d <= last:
        return None, (IMPOSSIBLE(text, expected=f"a day from 01 to {last} in {year}-{month}"),)
    precision: Precision = "day" if day else "month" if month else "year"
    marks = {"uncertain": qualifier in ("?", "%"), "approximate": qualifier in ("~", "%")} if qualifier else {}
    earliest = datetime.date(y, m, d)
    latest = {"day": earliest, "month": datetime.date(y, m, last), "year": datetime.date(y, 12, 31)}[precision]
    return _built(text, precision, earliest, latest, **marks), ()


def _read_time(text: str, found: re.Match[str]) -> Reading:
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    day_read, problems = _read_date(text, year, month, day, "")
    if day_read is None:
        return None, problems
    if int(hour) > 23 or int(minute) > 59 or int(second) > 59:
        leap = "; a leap second is written as second 59" if second == "60" else ""
        return None, (IMPOSSIBLE(text, expected=f"a time from 00:00:00 to 23:59:59{leap}"),)
    if offset == "-00:00" or offset not in (None, "Z") and (int(offset[1:3]) > 14 or int(offset[4:]) > 59):
        expected = "an offset from -12:00 to +14:00, or none where it is not known"
        return None, (IMPOSSIBLE(text, expected=expected, suggestion=f'"{text[:-6]}"' if offset == "-00:00" else None),)
    microsecond = int((fraction or "0").ljust(6, "0")[:6])
    local = datetime.datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), microsecond)
    first = day_read.earliest
    if offset is None:
        return _built(text, "time", first, first, local=local), ()
    minutes = 0 if offset == "Z" else int(offset[0] + "1") * (int(offset[1:3]) * 60 + int(offset[4:]))
    instant = local.replace(tzinfo=datetime.timezone(datetime.timedelta(minutes=minutes)))
    return _built(text, "time", first, first, local=local, instant=instant), ()


def _read_day(text: str) -> Reading:
    """A date without a time."""
    built, problems = _read(text)
    if built is not None and built.local is not None:
        return None, (NO_TIME(text, expected="a day", suggestion=f'"{text[:10]}"'),)
    return built, problems


# --- What was meant ---

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        "jan janv|feb fév fev|mar|apr avr|may mai|jun juin|jul juil|aug août aout|sep|oct|nov|dec déc".split("|"), 1
    )
    for name in names.split()
}
_NUMBERS: Final = re.compile("[0-9]+", re.ASCII)
_WORD: Final = re.compile("[^\\W0-9_]+")


def _suggestion(text: str) -> str | None:
    """The date that was most likely meant, or both if there are two."""
    meant = [text for text in _meant(text.strip()) if _read(text)[0] is not None]
    return " or ".join([f'"{text}"' for text in dict.fromkeys(meant)]) or None


def _meant(text: str) -> Iterator[str]:
    numbers = _NUMBERS.findall(text)
    words = [word.lower() for word in _WORD.findall(text)]
    if re.fullmatch("[0-9]{8}", text, re.ASCII):
        yield f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}[ tT][0-9]{2}:[0-9]{2}", text, re.ASCII):
        yield f"{text[:10]}T{text[11:16]}:{numbers[5] if len(numbers) > 5 and text[16:17] == ':' else '00'}"
        return
    if re.fullmatch("[0-9]{4}-W[0-9]{2}-[1-7]", text, re.ASCII):
        try:
            yield datetime.date.fromisocalendar(*map(int, numbers)).isoformat()
        except ValueError:
            pass
        return
    month = next((_MONTHS[word[:n]] for word in words for n in (4, 3) if word[:n] in _MONTHS), None)
    years = [number for number in numbers if len(number) == 4]
    if len(years) != 1 or len(numbers) > 3 or any([len(number) > 4 for number in numbers]):
        return
    year, rest = years[0], [int(number) for number in numbers if number != years[0]]
    if month is not None and len(rest) <= 1:
        yield f"{year}-{month:02}" + (f"-{rest[0]:02}" if rest else "")
    elif len(rest) == 2 and numbers[0] == year:
        yield f"{year}-{rest[0]:02}-{rest[1]:02}"
    elif len(rest) == 2:
        yield f"{year}-{rest[1]:02}-{rest[0]:02}"
        yield f"{year}-{rest[0]:02}-{rest[1]:02}"
    elif len(rest) == 1:
        yield f"{year}-{rest[0]:02}"
    elif words and words[0] in ("c", "ca", "circa", "about", "vers", "environ"):
        yield f"{year}~"
    elif not words:
        yield year


_DATE_PATTERN: Final = "[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?[?~%]?"
_TIME_PATTERN: Final = (
    "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?"
    "(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
)
DATE: Final = Scalar(
    name="a date (EDTF level 0)",
    read=_read_day,
    cls=PartialDate,
    attribute="text",
    schema={"pattern": f"^(?:{_DATE_PATTERN})$"},
    examples=("2024", "2024-12", "2024-12-20", "2024~"),
)
"""A day, a month or a year."""

DATE_OR_TIME: Final = Scalar(
    name="a date (EDTF level 0), or a time (RFC 3339)",
    read=_read,
    cls=PartialDate,
    attribute="text",
    schema={"pattern": f"^(?:{_DATE_PATTERN}|{_TIME_PATTERN})$"},
    examples=("2024-12-20", "2024-12-20T09:30:00+08:00", "2024-12"),
)
"""A day, a month, a year or a time."""


# --- Periods ---


def reversed_dates(start: PartialDate | None, end: PartialDate | None, at: str) -> Iterator[Problem]:
    """Report an end (at the pointer `at`) that certainly lies before its start."""
    if start is not None and end is not None and end.before(start):
        yield REVERSED(end.text, at=at, start=start.text, expected="a date that is not before the start")


@frozen(kw_only=True, repr=False, eq=False)
class Period(Node):
    """A time from a start to an end, both included. An absent bound is not known, or not there yet.

    Questions are three-valued, as those of `PartialDate`: None where the answer depends on what is not known.
    """

    constraints: ClassVar[tuple[Constraint, ...]] = (any_of("start", "end"),)

    start: Annotated[PartialDate | None, "The first day."] = None
    end: Annotated[PartialDate | None, "The last day; absent while it goes on or is not known."] = None

    @within("start", "end")
    def _not_reversed(self) -> Iterator[Problem]:
        """A period does not end before it begins."""
        return reversed_dates(self.start, self.end, "/end")

    def contains(self, date: PartialDate) -> bool | None:
        """Whether the date lies in the period."""
        return both(_not_after(self.start, date), _not_after(date, self.end))

    def within(self, other: Period) -> bool | None:
        """Whether the whole of this period lies in the other one."""
        return both(_not_after(other.start, self.start), _not_after(self.end, other.end))

    def overlaps(self, other: Period) -> bool | None:
        """Whether the two periods have a day in common."""
        return both(_begins_by(self, other.end), _begins_by(other, self.end))


def _not_after(first: PartialDate | None, second: PartialDate | None) -> bool | None:
    return None if first is None or second is None else opposite(first.after(second))


def _begins_by(period: Period, date: PartialDate | None) -> bool | None:
    """Whether a period has begun by a date; one whose start is not known has at least begun by its end."""
    if period.start is None:
        return True if _not_after(period.end, date) else None
    return _not_after(period.start, date)
