"""Dates as sources give them: a year, month or day, possibly uncertain; for events also a time.

A `PartialDate` keeps its text. Its *readings* are the days that it can mean: `2024-12` is any day of that month.
Two dates are compared over all their readings, and the answer is three-valued (`Certainty`): a rule only reports what
is certain.

The syntax is that of EDTF (ISO 8601-2:2019), level 0, with seasons (`2024-21`), quarters (`2024-33`) and one of the qualifiers of level 1
after it (`?` uncertain, `~` approximate, `%` both), and that of RFC 3339 for times, whose offset may be missing.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, Final, Literal, Self, TypeAlias, cast

from ..problems.guesses import GuidedValue
from ..problems.patterns import pattern, whole
from ..problems.portable import Portable
from ..problems.problem import Fix, Problem, define
from ..problems.report import InvalidData
from ..problems.translations import Phrase, either
from ..shapes.drafts import draft
from ..shapes.explain import Explainer
from ..shapes.tree import Reading, Scalar
from .certainty import Certainty, certainty
from .date_parts import EAST, UTC, WEST, month_length, off_calendar, off_clock, offset, season
from .date_slips import is_certain, meant, range_in, zone_in

__all__ = ["PartialDate"]

Precision: TypeAlias = Literal["year", "season", "month", "day", "time"]

SYNTAX = define(
    "date.syntax",
    "error",
    "{found} is not a date",
    why=(
        "A date starts with the year and stops where knowledge stops (EDTF, level 0), because `03/04/2024` can "
        "mean two days. A time, where one is allowed, has seconds and an offset (RFC 3339)."
    ),
    bad='{"founded": "20/12/2024"}',
    good='{"founded": "2024-12-20"}',
    mends="the date in ISO 8601, if the text is unambiguous",
)
IMPOSSIBLE = define(
    "date.impossible",
    "error",
    "{found} is not in the calendar",
    why="The month, day or time does not exist: it was misread or mistyped.",
    bad='{"founded": "2023-02-29"}',
    good='{"founded": "2023-02"}',
)

PLACEHOLDER = define(
    "date.placeholder",
    "warning",
    "{found} most likely stands for an unknown date",
    why=(
        "Databases and spreadsheets write their smallest or largest date for a missing one. Read as a date, it "
        "means that something ends in 9999 or began in 1900."
    ),
    bad='{"period": {"start": "2020", "end": "9999-12-31"}}',
    good='{"period": {"start": "2020"}}',
)

SEASON_OR_YEARS = define(
    "date.season-or-years",
    "warning",
    "{found} is read as a season or quarter of {first}, and most often means {first} to {last}",
    why="In EDTF `2023-24` is the winter of 2023. Nearly everybody else writes it for the academic or fiscal year from 2023 to 2024.",
    bad='{"period": {"start": "2023-24"}}',
    good='{"period": {"start": "2023", "end": "2024"}}',
)

LIMIT: Final = 40  # characters; the longest time has 35

PLACEHOLDERS: Final = frozenset(["0001-01-01", "1753-01-01", "1900-01-01"])
"""What databases and spreadsheets have as their least date; their greatest are in the year 9999."""

_NUMBER: Final = {f"{number:02}": number for number in range(100)}  # faster than `int`
_UNCERTAIN: Final = ("?", "%")
_APPROXIMATE: Final = ("~", "%")
_NANOSECONDS: Final = 10**9  # in a second; instants are counted in nanoseconds
_DAY: Final = 86_400 * _NANOSECONDS

_PATTERN: Final = pattern(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?([?~%])?",
    re.ASCII,
)

# The same for JSON Schema. It includes the rules of calendar and clock, and has no look-ahead, which not every engine supports.
_YEAR: Final = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_LEAP_YEAR: Final = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_MONTH: Final = "(?:0[1-9]|1[0-2])"
_DAY_SCHEMA: Final = (
    f"(?:{_YEAR}-(?:{_MONTH}-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    f"|{_LEAP_YEAR}-02-29)"
)
_SEASON: Final = "(?:2[1-4]|3[3-6])"
_DATE_SCHEMA: Final = f"(?:{_DAY_SCHEMA}|{_YEAR}(?:-(?:{_MONTH}|{_SEASON}))?)[?~%]?"
_OFFSET: Final = (
    r"Z|\+(?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00)|-(?:00:(?:0[1-9]|[1-5][0-9])|(?:0[1-9]|1[01]):[0-5][0-9]|12:00)"
)
_TIME_SCHEMA: Final = rf"{_DAY_SCHEMA}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{{1,9}})?(?:{_OFFSET})?"


class PartialDate(Portable, GuidedValue):
    """A year, month or day, or a time on a day, kept as written.

    Two dates are equal if their texts are: `2024` and `2024?` differ in meaning, and `14:00:00Z` and `22:00:00+08:00` are
    two ways to write one instant. There is no `<`, because `2024` and `2024-06` have no order; use `before` and `after`, or
    sort by `sort_key`.

    Parameters:
        text: a date or time in the format of `DATE_OR_TIME`; or a `datetime.date` or `datetime.datetime`.

    Raises:
        InvalidData: the text is neither.

    Attributes:
        text: the date as written.
        precision: the smallest given unit: year, season (also for quarters), month, day or time.
        uncertain: whether the source is in doubt (`?` and `%`).
        approximate: whether it is an estimate (`~` and `%`).
        year: the year, 1 to 9999.
        month: the month, if given; None for a season.
        day: the day of the month, if given.
        offset: the offset from UTC, for a time with an offset.
        earliest: its first day; a qualifier does not widen it.
        latest: its last day.

    >>> date = PartialDate("2024-02~")
    >>> date.precision, date.approximate, str(date.latest)
    ('month', True, '2024-02-29')
    """

    __slots__ = (
        "_clock",
        "approximate",
        "day",
        "earliest",
        "latest",
        "month",
        "offset",
        "precision",
        "text",
        "uncertain",
        "year",
    )

    text: str
    precision: Precision
    uncertain: bool
    approximate: bool
    year: int
    month: int | None
    day: int | None
    offset: datetime.timedelta | None
    earliest: datetime.date
    latest: datetime.date
    _clock: int  # nanoseconds since local midnight

    def __new__(cls, text: str | PartialDate | datetime.date) -> Self:  # noqa: D102 - documented by the class
        explainer = Explainer()
        built = explainer.walk(DATE_OR_TIME, text, "")
        if explainer.errors:
            raise InvalidData(explainer.problems)
        return cast(Self, built)

    @staticmethod
    def __shape__() -> Scalar:
        """Return the scalar of a field that takes no times: `DATE`."""
        return DATE

    @staticmethod
    def __form__() -> Scalar:
        """Return the scalar of a single date, such as a field of another project. It takes what the constructor takes."""
        return DATE_OR_TIME

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a PartialDate is immutable; make a new one to change {name!r}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a PartialDate is immutable; {name!r} stays")

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"PartialDate({self.text!r})"

    def __reduce__(self) -> tuple[type[PartialDate], tuple[str]]:
        return PartialDate, (self.text,)

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, PartialDate) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def qualified(self) -> bool:
        """Whether it has a qualifier. EDTF does not limit the error of a qualified date, so nothing is certain about it."""
        return self.uncertain or self.approximate

    @property
    def has_time(self) -> bool:
        """Whether it is a time on a day."""
        return self.precision == "time"

    @property
    def naive(self) -> bool:
        """Whether it is a time without an offset: a local time."""
        return self.has_time and self.offset is None

    @property
    def instant(self) -> datetime.datetime | None:
        """The instant of a time with an offset, truncated to microseconds; None for anything else.

        >>> PartialDate("2024-12-20T14:00:00+08:00").instant.isoformat()
        '2024-12-20T14:00:00+08:00'
        """
        if self.offset is None:
            return None
        seconds, fraction = divmod(self._clock, _NANOSECONDS)
        clock = datetime.time(seconds // 3600, seconds // 60 % 60, seconds % 60, fraction // 1000)
        return datetime.datetime.combine(self.earliest, clock, datetime.timezone(self.offset))

    @property
    def sort_key(self) -> tuple[int, int, int, str]:
        """A sort key: by the first day, less precise dates first, a day before its times.

        A date that is certainly before another has the smaller key, except for two times of different offsets whose
        local days differ: each is sorted by its local day.
        """
        moment = self._moments(UTC, UTC)[0] if self.has_time else 0
        return self.earliest.toordinal(), -self.latest.toordinal(), moment, self.text

    def _moments(self, west: datetime.timedelta, east: datetime.timedelta) -> tuple[int, int]:
        """Return the first and last instant in UTC that a time can mean. Without an offset it is between the given two."""
        local = self.earliest.toordinal() * _DAY + self._clock
        first, last = (east, west) if self.offset is None else (self.offset, self.offset)
        return local - _length(first), local - _length(last)

    def to_date(self) -> datetime.date | None:
        """Return its day, ignoring a qualifier; None if it is not a single day."""
        return self.earliest if self.earliest == self.latest and not self.qualified else None

    def to_datetime(self, timezone: str | None = None) -> datetime.datetime | None:
        """Return the instant as an aware datetime; None if it is not a time or its zone is unknown.

        Parameters:
            timezone: the zone of a time without an offset, such as `Event.timezone`; a name of the IANA database.

        Raises:
            zoneinfo.ZoneInfoNotFoundError: the zone is not known on this machine.

        >>> PartialDate("2024-12-20T14:00:00").to_datetime("Asia/Shanghai").isoformat()
        '2024-12-20T14:00:00+08:00'
        """
        if self.instant is not None or timezone is None or not self.has_time:
            return self.instant
        from zoneinfo import ZoneInfo

        clock = datetime.datetime.fromisoformat(self.text[:19])
        return clock.replace(microsecond=self._clock % _NANOSECONDS // 1000, tzinfo=ZoneInfo(timezone))

    def before(self, other: DateLike) -> Certainty:
        """Return whether it is before another date, whatever both mean exactly.

        - Two dates: by the calendar. A day is not before itself.
        - Two times with offset: by the instant.
        - A time with and one without offset: by the instant, for every offset in use (-12:00 to +14:00).
        - Two times without offset: as local times at one place.
        - A date and a time: by the local day of the time. On the same day the answer is unknown.
        - A qualifier on either: unknown.

        Certain answers are transitive among dates, among times, and among both if all times have the same offset; not otherwise, since a date
        is a different stretch of time at each place.

        >>> PartialDate("2024-11").before(PartialDate("2024-12-20"))
        True
        >>> print(PartialDate("2024").before(PartialDate("2024-12-20")))
        None
        """
        other = other if isinstance(other, PartialDate) else PartialDate(other)
        if self.qualified or other.qualified:
            return None
        if self.has_time and other.has_time:
            if self.naive and other.naive:
                return self._moments(UTC, UTC) < other._moments(UTC, UTC)
            (first, last), (other_first, other_last) = self._moments(WEST, EAST), other._moments(WEST, EAST)
            return certainty(last < other_first, first >= other_last)
        if self.has_time or other.has_time:
            return certainty(self.latest < other.earliest, self.earliest > other.latest)
        return certainty(self.latest < other.earliest, self.earliest >= other.latest)

    def after(self, other: DateLike) -> Certainty:
        """Return whether it is after another date: `other.before(self)`."""
        return (other if isinstance(other, PartialDate) else PartialDate(other)).before(self)

    def same_day(self, other: DateLike) -> Certainty:
        """Return whether both are on the same local day.

        >>> PartialDate("2024-12-20").same_day(PartialDate("2024-12-20T14:00:00+08:00"))
        True
        """
        other = other if isinstance(other, PartialDate) else PartialDate(other)
        if self.qualified or other.qualified:
            return None
        return certainty(
            self.earliest == self.latest == other.earliest == other.latest,
            self.latest < other.earliest or other.latest < self.earliest,
        )


def _length(offset: datetime.timedelta) -> int:
    """Return an offset in nanoseconds."""
    return offset // datetime.timedelta(seconds=1) * _NANOSECONDS


DateLike: TypeAlias = PartialDate | str | datetime.date
"""What a constructor takes for a date; a `datetime.datetime` is a `datetime.date` too. Without an offset it stays without."""


# --- Reading ---


def _parse(text: str, times: bool) -> tuple[PartialDate | None, Phrase | None]:
    """Return the date of a text, or the valid values for a part that is not in the calendar; neither for other texts."""
    match = _PATTERN.fullmatch(text) if len(text) <= LIMIT else None
    if match is None:
        return None, None
    year, month, day, hour, minute, second, fraction, zone, qualifier = match.groups()
    # RFC 3339 writes an unknown offset as -00:00; ISO 8601 forbids that, and RFC 9557, section 2.2, uses Z
    if hour is not None and (not times or qualifier is not None or zone == "-00:00"):
        return None, None
    its_year, its_month = int(year), None if month is None else _NUMBER[month]
    its_day = None if day is None else _NUMBER[day]
    expected = off_calendar(its_year, 1 if its_month is None else its_month, its_day)
    if hour is not None and expected is None:
        expected = off_clock(_NUMBER[hour], _NUMBER[minute], _NUMBER[second], zone or "Z")
    if expected is not None:
        return None, expected
    built: Any = object.__new__(draft(PartialDate))
    built.text = text
    built.year, built.month, built.day = its_year, its_month, its_day
    built.uncertain, built.approximate = qualifier in _UNCERTAIN, qualifier in _APPROXIMATE
    built.offset, built._clock = None, 0
    if its_day is not None:
        built.precision = "day"
        built.earliest = built.latest = datetime.date(its_year, _NUMBER[month], its_day)
        if hour is not None:
            built.precision = "time"
            built.offset = None if zone is None else offset(zone)
            seconds = _NUMBER[hour] * 3600 + _NUMBER[minute] * 60 + _NUMBER[second]
            built._clock = seconds * _NANOSECONDS + (0 if fraction is None else int(fraction.ljust(9, "0")))
    elif its_month is None:
        built.precision = "year"
        built.earliest, built.latest = datetime.date(its_year, 1, 1), datetime.date(its_year, 12, 31)
    elif its_month <= 12:
        built.precision = "month"
        built.earliest = datetime.date(its_year, its_month, 1)
        built.latest = datetime.date(its_year, its_month, month_length(its_year, its_month))
    else:
        built.precision, built.month = "season", None
        built.earliest, built.latest = season(its_year, its_month)
    built.__class__ = PartialDate
    return built, None


def _read(text: str, times: bool) -> Reading:
    """Read a date, or, with `times`, a date or time."""
    date, expected = _parse(text, times)
    if date is not None:
        if date.precision == "season" and int(text[5:7]) == (date.year + 1) % 100:
            found = SEASON_OR_YEARS(text, first=f"{date.year:04}", last=f"{date.year + 1:04}", help=_range(text[:7]))
            return date, (found,)
        if date.year < 9999 and text[:10] not in PLACEHOLDERS:
            return date, ()
        return date, (PLACEHOLDER(text, help="Omit the key if the date is unknown or there is no end."),)
    if expected is None:
        return None, (_syntax(text, times),)
    likely = _possible(text, times)
    part = next((part for part in (text[:7], text[:4]) if likely is None and len(text) == 10 and _is_date(part)), None)
    advice = _range(text) if part is None else Phrase('Write "{date}" if the rest is not known.', date=part)
    return None, (IMPOSSIBLE(text, expected=expected, suggestion=likely and f'"{likely}"', help=advice),)


def _is_date(text: str, times: bool = False) -> bool:
    """Return whether a text is a date to suggest. A season is not: "2024/25" means an academic or fiscal year, and not a season."""
    date = _parse(text, times)[0]
    return date is not None and date.precision != "season"


def _syntax(text: str, times: bool) -> Problem:
    """Return the problem of a text in another format, with the date that was meant, if it is unique."""
    candidates = meant(text)
    found = [date for date in candidates if _is_date(date, times)]
    fix = Fix("replace", "", found[0]) if len(found) == 1 and is_certain(text) else None
    expected = Phrase("a date such as 2024, 2024-12 or 2024-12-20")
    if times:
        expected = Phrase("{date}, or a time such as 2024-12-20T14:00:00+08:00", date=expected)
    elif ":" in text:
        expected = Phrase("{date}, without a time", date=expected)
    suggestion = f'"{found[0]}"' if len(found) == 1 else None
    return SYNTAX(text, expected=expected, suggestion=suggestion, help=_advice(text, candidates, found), fix=fix)


def _advice(text: str, candidates: tuple[str, ...], found: list[str]) -> Phrase | None:
    """Return advice for a text that is not exactly one date."""
    zone = zone_in(text)[1]
    days = [day for date in candidates if "T" in date and _is_date(day := date.partition("T")[0])]
    if len(found) > 1:
        return Phrase("Write {dates}.", dates=either([f'"{date}"' for date in found]))
    if found:
        return Phrase('The time zone goes into "timezone": "{zone}".', zone=zone) if zone else None
    if advice := _range(text):
        return advice
    return Phrase('Write "{date}" if the time does not matter.', date=days[0]) if len(days) == 1 else None


def _range(text: str) -> Phrase | None:
    """Return advice for a text that is a range, also with a shortened last year: 2024-25."""
    ends = [date for date in range_in(text) if _is_date(date)]
    if len(ends) != 2:
        return None
    return Phrase(
        'A range takes two fields: "{first}" for its start, "{last}" for its end.', first=ends[0], last=ends[1]
    )


def _possible(text: str, times: bool) -> str | None:
    """Return the only possible correction of a date or time in our format that is not in the calendar."""
    likely = f"{text[:4]}-{text[8:10]}-{text[5:7]}{text[10:]}"  # the American order, after the year
    if text[10:19] == "T24:00:00":
        day, _ = _parse(text[:10], False)
        if day is not None and day.latest < datetime.date.max:
            likely = f"{day.latest + datetime.timedelta(1)}T00:00:00{text[19:]}"
    return likely if _is_date(likely, times) else None


def _written(value: object, times: bool) -> object:
    """Return the text of a date of the standard library; any other value unchanged.

    If times are not taken, midnight without an offset is a day, since pandas has no other type for days.
    """
    if isinstance(value, datetime.datetime) and not times and value.tzinfo is None and value.time() == datetime.time():
        value = value.date()
    return value.isoformat() if isinstance(value, datetime.date) else value


def _scalar(title: str, name: str, times: bool, syntax: str, *examples: str) -> Scalar:
    return Scalar(
        name=name,
        read=lambda text: _read(text, times),
        cls=PartialDate,
        attribute="text",
        from_python=lambda value: _written(value, times),
        schema={"title": title, **whole(syntax), "maxLength": LIMIT},
        examples=examples,
    )


DATE: Final = _scalar("PartialDate", "a date", False, _DATE_SCHEMA, "2024-12-20", "2024-12", "2024", "2024~")
DATE_OR_TIME: Final = _scalar(
    "PartialDateOrTime",
    "a date, or a time with its offset",
    True,
    f"{_DATE_SCHEMA}|{_TIME_SCHEMA}",
    "2024-12-20",
    "2024-12-20T14:00:00+08:00",
    "2024-12",
    "2024",
    "2024~",
)
