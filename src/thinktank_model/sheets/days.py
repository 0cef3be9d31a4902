"""Interprets dates in the formats of spreadsheets: with a time, since a year, a quarter, a season, by the order of their column."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from ..problems.display import value_of
from ..problems.patterns import pattern
from ..shapes.tree import Scalar
from ..values.date_slips import meant, range_in
from ..values.folding import folded

__all__ = [
    "NO_HINTS",
    "DateHints",
    "Order",
    "date_in",
    "day_of",
    "goes_on",
    "is_ambiguous",
    "is_list_of_days",
    "is_local",
    "order_in",
    "span_in",
]


class Order(NamedTuple):
    """The order of day and month in a column.

    Attributes:
        is_day_first: whether the day comes first.
        proof: the cell that shows it.
    """

    is_day_first: bool
    proof: str


class DateHints(NamedTuple):
    """What is known of the dates of a column.

    Attributes:
        order: the order of day and month; None if no cell shows it.
        end: `start` or `end` for an end of a period, else empty.
    """

    order: Order | None = None
    end: str = ""


NO_HINTS: Final = DateHints()

_SLASHED: Final = pattern(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2[0-9]{4}", re.ASCII)
_SHORT: Final = pattern(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-3][0-9]", re.ASCII)  # of the years to 2039
_DASH: Final = pattern("[-–—~至到]")
LONGEST: Final = 60  # characters of a range
_MIDNIGHT: Final = pattern(
    r"(.*[0-9])[T ]+(?:0?0:00(?::00(?:\.0+)?)?)(?: ?AM)?|(.*[0-9])[T ]+12:00(?::00)? ?AM", re.IGNORECASE
)
_TIME: Final = pattern(r"(.*[0-9])[T ]+[0-9]{1,2}[:hH][0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AP]M)?", re.IGNORECASE)
_SINCE: Final = pattern(
    r"(?:since|from|as of|depuis(?: le)?|dès(?: le)?|à partir d[eu]|à compter d[eu]|自从?|从)\s{0,3}(.{1,60}?)(?:起|以来|至今|开始)?"
    r"|(.{1,60}?)(?:起|以来|至今|开始|\s{0,3}[-–—]\s{0,3}(?:present|today|now|aujourd[’']hui|présent)?)",
    re.IGNORECASE,
)
_UNTIL: Final = pattern(
    r"(?:until|till|up to|to|jusqu[’'](?:en|au?|à)|à|au|至|到|直到)\s*+(\S.*?)(?:为止)?|[-–—]\s*+(.+)", re.IGNORECASE
)
_QUARTER: Final = pattern(
    r"(?:q|t|quarter |trimestre )([1-4]) ([0-9]{4})|([0-9]{4}) (?:q|t)([1-4])"
    r"|([1-4])(?:st|nd|rd|th|er|e|eme) (?:quarter|trimestre)(?: of| de)? ([0-9]{4})|([0-9]{4})年? ?第?([1-4一二三四])季度"
)
_SEASON: Final = pattern(
    r"(?:in |au |en )?([a-z]+)(?: of| de)? ([0-9]{4})|([0-9]{4})年? ?([春夏秋冬])[季天]?|([0-9]{4}) ([a-z]+)"
)
_SEASONS: Final = {
    **dict.fromkeys("spring printemps 春".split(), 21),
    **dict.fromkeys("summer ete 夏".split(), 22),
    **dict.fromkeys("autumn fall automne 秋".split(), 23),
    **dict.fromkeys("winter hiver 冬".split(), 24),
}
_BETWEEN: Final = r"(?:\s*[–—~至到]\s*|\s+(?:to|until|till|and|au?|et|à|-)\s+)"
_FROM: Final = pattern(r"(?:from|between|du|de|entre le|entre|le)\s|[自从]", re.IGNORECASE)
_TO: Final = pattern(r"[–—~至到]|(?<=\s)(?:to|until|till|and|au?|et|à|-)\s", re.IGNORECASE)
_DAYS: Final = (
    pattern(
        rf"(?:(?:from|du|le)\s+)?([0-9]{{1,2}})(?:st|nd|rd|th|er)?(?:{_BETWEEN}|[-/])([0-9]{{1,2}})(?:st|nd|rd|th)? (\D.*)",
        re.IGNORECASE,
    ),
    pattern(r"(\D+) ([0-9]{1,2})\s*[-–—]\s*([0-9]{1,2}),? ([0-9]{4})"),
    pattern(r"([0-9]{4}年[0-9]{1,2}月)([0-9]{1,2})日?\s*[-–—~至到]\s*([0-9]{1,2})日"),
)
_DAY_AND_MONTH: Final = pattern("(?:[0-9]{1,2} )?[^0-9]+")
_MONTHS: Final = (
    pattern(r"([^\W\d]{3,12})\.? ?[-–—/] ?([^\W\d]{3,12})\.? ([0-9]{4})"),
    pattern(r"([0-9]{1,2}月)\s?[-–—~至到]\s?([0-9]{1,2}月)"),
)
_LAST_YEAR: Final = pattern(r"[0-9]{4}\Z")
_AND: Final = pattern(r"\s(?:and|et|&)\s|[和与及]", re.IGNORECASE)
_BOTH_ENDS: Final = pattern(r"(?:between|entre|from|du)\s|[自从]", re.IGNORECASE)  # "and" is then before the last day
_OFFSET: Final = pattern(r"(?:Z|[+-][0-9]{2}:[0-9]{2})\Z")
_ONGOING: Final = frozenset(
    "present|to present|ongoing|current|today|now|to date|en cours|a ce jour|actuel|aujourd hui|至今|现在|进行中".split(
        "|"
    )
)
_FIRST_QUARTER: Final = 33  # as EDTF counts quarters
_QUARTERS: Final = {number: at for at, pair in enumerate(("1一", "2二", "3三", "4四")) for number in pair}


def order_in(cells: Iterable[Any]) -> Order | None:
    """Return the order of day and month in a column; None if no cell shows it, or if cells contradict each other.

    >>> order_in(["04/05/2021", "15/04/2021"])
    Order(is_day_first=True, proof='15/04/2021')
    """
    found: dict[bool, str] = {}
    for cell in cells:
        for first, second in _slashed(cell):
            if (first > 12) is not (second > 12):
                found.setdefault(first > 12, cell.strip())
    return Order(*next(iter(found.items()))) if len(found) == 1 else None


def is_ambiguous(cell: Any) -> bool:
    """Return whether a cell has a date in which either of two numbers may be the day."""
    return any([first != second and max(first, second) <= 12 for first, second in _slashed(cell)])


def _slashed(cell: Any) -> list[tuple[int, int]]:
    """Return the first two numbers of a date, or of both dates of a range."""
    if not isinstance(cell, str) or len(cell) > LONGEST or not cell.strip()[:1].isdecimal():
        return []
    text = cell.strip()
    whole = _SLASHED.fullmatch(text)
    found = [whole] if whole else [_SLASHED.fullmatch(part.strip()) for part in _DASH.split(text)]
    return [(int(parts[1]), int(parts[3])) for parts in found if parts is not None] if all(found) else []


def goes_on(text: str) -> bool:
    """Return whether the end of a period says that it has none.

    >>> goes_on("Présent"), goes_on("2024")
    (True, False)
    """
    return folded(text) in _ONGOING


def is_local(date: Any) -> bool:
    """Return whether a date in our format has a time without an offset."""
    return isinstance(date, str) and "T" in date and _OFFSET.search(date) is None


def day_of(date: str) -> str:
    """Return the day of a date in our format with a time."""
    return date.partition("T")[0]


def date_in(shape: Scalar, text: str, hints: DateHints = NO_HINTS) -> str | None:
    """Return the only date that a text can mean in its column; None if there is none.

    A month or a day that does not exist is a typing error, which nothing is concluded from.
    """
    text = text.strip()
    value, problems = shape.read(text)
    if value is not None:
        return text
    inner = _inner(text, hints.end)
    if inner is not None:
        return date_in(shape, inner, hints._replace(end=""))
    code = _coded(folded(text))
    if code is not None and shape.read(code)[0] is not None:
        return code
    if hints.order is not None and _SHORT.fullmatch(text):
        return date_in(shape, f"{text[:-2]}20{text[-2:]}", hints)
    if hints.order is not None and _SLASHED.fullmatch(text):
        days = [day for day in meant(text) if shape.read(day)[0] is not None]
        if len(days) > 1:
            return days[not hints.order.is_day_first]
    hint = next((value_of(one.suggestion) for one in problems if one.code == "date.syntax"), None)
    if isinstance(hint, str) and shape.read(hint)[0] is not None:
        return hint
    timed = _TIME.fullmatch(text)
    return None if timed is None else date_in(shape, timed[1], hints)


def span_in(shape: Scalar, text: str, hints: DateHints = NO_HINTS) -> tuple[str, str] | None:
    """Return the first and the last date of a text that is a range; None for any other."""
    text = text.strip()
    if shape.read(text)[0] is not None:
        return None
    for first, last in _ends(text):
        start, end = [date_in(shape, part, hints._replace(end="")) for part in (first, last)]
        if start is not None and end is not None and start < end:
            return None if is_list_of_days(text) and not _is_next(start, end) else (start, end)
    return None


def is_list_of_days(text: str) -> bool:
    """Return whether a text names dates with "and", each of them alone: nothing was between two that are apart.

    >>> is_list_of_days("1 and 15 March 2024"), is_list_of_days("between 1 and 15 March 2024")
    (True, False)
    """
    return _AND.search(text) is not None and any(map(str.isdecimal, text)) and _BOTH_ENDS.match(text.strip()) is None


def _is_next(start: str, end: str) -> bool:
    """Return whether a day, a month or a year is the one after another."""
    if len(start) != len(end) or len(start) > len("2024-03-01"):
        return False
    if len(start) == len("2024-03-01"):
        return (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days == 1
    months = [int(text[:4]) * 12 + int(text[5:] or 0) for text in (start, end)]
    return months[1] - months[0] == (1 if start[4:] else 12)


def _ends(text: str) -> Iterator[tuple[str, str]]:
    """Yield the texts that can be the first and the last date of a range."""
    known = range_in(text)
    if known:
        yield known[0], known[1]
    day, english, chinese = [form.fullmatch(text) for form in _DAYS]
    if day is not None and ("/" not in day[0] or int(day[2]) - int(day[1]) == 1):
        yield f"{day[1]} {day[3]}", f"{day[2]} {day[3]}"
    if english is not None:
        yield f"{english[1]} {english[2]}, {english[4]}", f"{english[1]} {english[3]}, {english[4]}"
    if chinese is not None:
        yield f"{chinese[1]}{chinese[2]}日", f"{chinese[1]}{chinese[3]}日"
    months, chinese = _MONTHS[0].fullmatch(text), _MONTHS[1].fullmatch(text, 5)
    if months is not None:
        yield f"{months[1]} {months[3]}", f"{months[2]} {months[3]}"
    if chinese is not None:
        yield f"{text[:5]}{chinese[1]}", f"{text[:5]}{chinese[2]}"
    halves = _DASH.split(text)
    if len(halves) == 2 and all([_SLASHED.fullmatch(half.strip()) for half in halves]):
        yield halves[0].strip(), halves[1].strip()
    begin = _FROM.match(text)
    start = begin.end() if begin is not None else 0
    between = _TO.search(text, start)
    if between is not None:
        first, last = text[start : between.start()].strip(), text[between.end() :].strip().removeprefix("le ")
        yield first, last
        month, year = _DAY_AND_MONTH.fullmatch(first), _LAST_YEAR.search(last)
        if month is not None and year is not None:
            yield f"{first} {year[0]}", last


def _inner(text: str, end: str) -> str | None:
    """Return the date in a text that says more than it: since, until, at midnight."""
    shapes = {"start": (_MIDNIGHT, _SINCE), "end": (_MIDNIGHT, _UNTIL)}.get(end, (_MIDNIGHT,))
    for shape in shapes:
        found = shape.fullmatch(text)
        if found is not None:
            return next(group for group in found.groups() if group).strip()
    return None


def _coded(words: str) -> str | None:
    """Return the code of a quarter or season in EDTF."""
    found = _QUARTER.fullmatch(words)
    if found is not None:
        year = next(group for group in found.groups() if group and len(group) == 4)
        number = next(group for group in found.groups() if group and len(group) == 1)
        return f"{year}-{_FIRST_QUARTER + _QUARTERS[number]}"
    found = _SEASON.fullmatch(words)
    if found is None:
        return None
    year = next(group for group in found.groups() if group and group.isdecimal())
    name = next(group for group in found.groups() if group and not group.isdecimal())
    return f"{year}-{_SEASONS[name]}" if name in _SEASONS else None
