"""Suggests the date that a text in another format means: "20 décembre 2024", "20241220", "c. 2024".

Only for suggestions: no data is read by guessing. A text is recognised whole or not at all, so that a decade, an interval, a
time or a year of another era never becomes a date with another meaning. An ambiguous text gives both dates.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Final

from ..problems.patterns import pattern

__all__ = ["is_certain", "meant", "range_in", "zone_in"]

LIMIT: Final = 60  # characters; a longer text is not a date in any format

_MONTHS: Final = (
    "january janvier",
    "february fevrier",
    "march mars",
    "april avril",
    "may mai",
    "june juin",
    "july juillet",
    "august aout",
    "september septembre",
    "october octobre",
    "november novembre",
    "december decembre",
)
_WEEKDAYS: Final = {
    day: number % 7
    for number, day in enumerate(
        "monday tuesday wednesday thursday friday saturday sunday "
        "lundi mardi mercredi jeudi vendredi samedi dimanche "
        "mon tue wed thu fri sat sun".split()
    )
}
_FILLERS: Final = frozenset([*"st nd rd th er of the le de du".split(), *_WEEKDAYS])  # words that add nothing
_SPAN: Final = 20  # years; 1990/12 is December
_LATEST: Final = 2150  # a later year is of another era: 2567 in Thailand is 2024
_EARLIEST: Final = 1850  # the same for digits of other scripts: 1445 in Arabic digits is most likely 2024, and so is 1403 in Persian ones
_UNSAID: Final = {"xx": "00", "uu": "00"}

_APPROXIMATE: Final = pattern(
    r"\b(?:circa|ca|c|about|around|approximately|approx|vers|environ)\b\.?|大?[约約]|左右|前[后後]"
)
_UNCERTAIN: Final = pattern(r"\(\?\)|\b(?:possibly|probably|perhaps|maybe|probablement|peut-etre)\b|可能")
_EXTENDED: Final = pattern(
    r"(.*[0-9])(?:t| t|,? | at | a )([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})([.,][0-9]{1,9})?)? ?(.*)",
    re.ASCII | re.DOTALL,
)
_BASIC: Final = pattern(r"([0-9]{8})t([0-9]{2})([0-9]{2})([0-9]{2})()(.*)", re.ASCII)
_YEAR_AND_MONTH: Final = pattern("([0-9]{4}) ?年 ?(1[0-2]|0?[1-9]) ?月", re.ASCII)
_CHINESE: Final = pattern("[年日号號]")
_OFFSET: Final = pattern("(?:utc|gmt)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?", re.ASCII)
_WEEK_DATE: Final = pattern("([0-9]{4})-?w([0-9]{2})-?([1-7])", re.ASCII)
_ORDINAL_DATE: Final = pattern("([0-9]{4})-([0-9]{3})", re.ASCII)
_DIGITS: Final = pattern("[0-9]{6}(?:[0-9]{2})?", re.ASCII)
_DOTTED: Final = pattern("([0-9]{1,2}) ?\\. ?([0-9]{1,2}) ?\\. ?[0-9]{4}", re.ASCII)
_WORD: Final = pattern("[0-9]+|[a-z]+")
_BETWEEN_WORDS: Final = pattern("[^0-9a-z]+")
_DATE: Final = "[12][0-9]{3}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_RANGE: Final = pattern(
    f"(?:from |between |de |entre )?({_DATE}) ?(?:/|-|–|—|to|and|until|à|et|至|到) ?({_DATE})", re.ASCII
)
_SHORT_RANGE: Final = pattern("([12][0-9]{3})-(00|1[3-9]|[2-9][0-9])", re.ASCII)  # from 01 to 12 it is a month
_ZONED: Final = pattern(r"(.*)\[!?([A-Za-z][A-Za-z0-9_+/-]{0,60})\]")  # RFC 9557; u-ca=hebrew is another calendar


def meant(text: str) -> tuple[str, ...]:
    """Return the dates that the whole text can mean, in our format. They need not be in the calendar.

    >>> meant("20/12/2024"), meant("c. 2024"), meant("2024-12-20 14:00 +0800")
    (('2024-12-20', '2024-20-12'), ('2024~',), ('2024-12-20T14:00:00+08:00',))
    """
    return tuple([date for date in _readings(zone_in(text)[0]) if _is_of_our_era(text, date)])


def _readings(text: str) -> tuple[str, ...]:
    """Return the same, even for years of other eras and for a wrong day of the week."""
    if len(text) > LIMIT:
        return ()
    plain = _plain(text)
    timed = _EXTENDED.fullmatch(plain) or _BASIC.fullmatch(plain)
    if timed is not None:
        day, hour, minute, second, fraction, zone = timed.groups()
        clock = f"T{hour:0>2}:{minute}:{second or '00'}{(fraction or '').replace(',', '.')}"
        offset = _offset(zone)
        return () if offset is None else tuple([day + clock + offset for day in _days(day)])
    core = plain.strip("?~% ")
    marks = plain.replace(core, "", 1)
    core, uncertain = _UNCERTAIN.subn(" ", core)
    core, approximate = _APPROXIMATE.subn(" ", core)
    doubts = bool(uncertain) or "?" in marks or "%" in marks, bool(approximate) or "~" in marks or "%" in marks
    qualifier = {(False, False): "", (True, False): "?", (False, True): "~", (True, True): "%"}[doubts]
    return tuple([day + qualifier for day in _days(core.strip())])


def _is_of_our_era(text: str, date: str) -> bool:
    """Return whether the year is most likely of our era, and the day of the week, if there is one, is right."""
    year = date[:4]
    if not year.isdigit() or not (_EARLIEST if _has_other_digits(text) else 0) <= int(year) <= _LATEST:
        return False
    named = [_WEEKDAYS[word] for word in _WORD.findall(_plain(text)) if word in _WEEKDAYS]
    try:
        return not named or {datetime.date.fromisoformat(date[:10]).weekday()} == set(named)
    except ValueError:
        return False


def _has_other_digits(text: str) -> bool:
    return any([char.isdecimal() and unicodedata.normalize("NFKC", char) not in "0123456789" for char in text])


def is_certain(text: str) -> bool:
    """Return whether a text with one possible date certainly means that date.

    It is not certain if the year may be of another era, as with digits of other scripts; if a time zone follows the time; and
    if only a convention (day first with dots) distinguishes the day from the month.

    >>> is_certain("20.12.2024"), is_certain("08.10.2025")
    (True, False)
    """
    if _has_other_digits(text) or zone_in(text)[1]:
        return False
    dotted = _DOTTED.search(_plain(text))
    return dotted is None or int(dotted[1]) > 12 or int(dotted[1]) == int(dotted[2])


def zone_in(text: str) -> tuple[str, str]:
    """Return a time without the name of the time zone after it (RFC 9557), and that name; empty if there is none.

    >>> zone_in("2024-12-20T14:00:00+08:00[Asia/Shanghai]")
    ('2024-12-20T14:00:00+08:00', 'Asia/Shanghai')
    """
    found = _ZONED.fullmatch(text) if len(text) <= 2 * LIMIT else None
    return (text, "") if found is None else (found[1], found[2])


def range_in(text: str) -> tuple[str, ...]:
    """Return the start and end of a range that is written as one text; empty for any other text.

    >>> range_in("2024-12-20/2024-12-21"), range_in("from 2024 to 2026"), range_in("../2012")
    (('2024-12-20', '2024-12-21'), ('2024', '2026'), ())
    >>> range_in("2024-25"), range_in("2024-12")
    (('2024', '2025'), ())
    """
    if len(text) > LIMIT:
        return ()
    found = _RANGE.fullmatch(text.strip().lower())
    if found is not None:
        return found.groups()
    short = _SHORT_RANGE.fullmatch(text)
    years = [] if short is None else _years(*short.groups())
    return tuple([year for (year,) in years])


def _plain(text: str) -> str:
    """Return the text in lower-case letters without accents, ASCII digits, plain dashes and single spaces."""
    digits = "".join([str(unicodedata.decimal(c, c)) for c in text])
    letters = [c for c in unicodedata.normalize("NFKD", digits) if not unicodedata.combining(c)]
    marks = {"Pd": "-", "Zs": " "}
    plain = "".join([marks.get(unicodedata.category(c), c) for c in letters]).casefold().replace("\u2212", "-")
    return " ".join(_CHINESE.sub(" ", _YEAR_AND_MONTH.sub(_in_english, plain)).split())


def _in_english(found: re.Match[str]) -> str:
    """Return a year and month with the name of the month, which cannot be confused with a range of years."""
    return f"{found[1]} {_MONTHS[int(found[2]) - 1].split()[0]} "


def _offset(zone: str) -> str | None:
    """Return the offset in our format; empty if there is none, None if the text is not an offset."""
    if zone in ("", "z", "utc", "gmt", "-00:00"):
        return "Z" if zone else ""
    match = _OFFSET.fullmatch(zone)
    return None if match is None else f"{match[1]}{match[2]:0>2}:{match[3] or '00'}"


def _days(text: str) -> list[str]:
    """Return the calendar dates that a text without qualifier and time can mean."""
    week = _WEEK_DATE.fullmatch(text)
    if week is not None:
        return _week_day(*map(int, week.groups()))
    ordinal = _ORDINAL_DATE.fullmatch(text)
    if ordinal is not None:
        return _year_day(*map(int, ordinal.groups()))
    if _DIGITS.fullmatch(text):
        if len(text) == 8:
            return [f"{text[:4]}-{text[4:6]}-{text[6:]}"]
        return [f"{text[:4]}-{text[4:]}"] if text[2:4] > "12" else []  # otherwise YYMMDD is as likely as YYYYMM
    words = text.removesuffix(".")
    marks = _BETWEEN_WORDS.findall(words)
    if not (words[:1] + words[-1:]).isalnum() or any([mark.strip() not in ("", "-", "/", ".", ",") for mark in marks]):
        return []
    parts = [_UNSAID.get(part, part) for part in _WORD.findall(words) if part not in _FILLERS]
    months = [_month(part) for part in parts if part.isalpha()]
    numbers = [part for part in parts if not part.isalpha()]
    return _with_month_name(months, numbers) if months else _from_numbers(numbers, day_first="." in words)


def _week_day(year: int, week: int, day: int) -> list[str]:
    """Return the day that an ISO week date means."""
    try:
        return [datetime.date.fromisocalendar(year, week, day).isoformat()]
    except ValueError:
        return []


def _year_day(year: int, number: int) -> list[str]:
    """Return the day that an ISO ordinal date means."""
    try:
        day = datetime.date.fromordinal(datetime.date(year, 1, 1).toordinal() + number - 1)
    except ValueError:
        return []
    return [day.isoformat()] if day.year == year else []


def _month(word: str) -> str:
    """Return the number of the month that a word names or abbreviates with at least three letters; empty if there is none or two."""
    found = [f"{n:02}" for n, names in enumerate(_MONTHS, 1) if any([name.startswith(word) for name in names.split()])]
    return found[0] if len(found) == 1 and len(word) >= 3 else ""


def _with_month_name(months: list[str], numbers: list[str]) -> list[str]:
    match [len(number) for number in numbers]:
        case [4]:
            year, day = numbers[0], ""
        case [4, 1 | 2]:
            year, day = numbers
        case [1 | 2, 4]:
            day, year = numbers
        case _:
            return []
    return [f"{year}-{months[0]}" + (f"-{day:0>2}" if day else "")] if len(months) == 1 and months[0] else []


def _from_numbers(numbers: list[str], day_first: bool) -> list[str]:
    match [len(number) for number in numbers]:
        case [4, 1 | 2] if years := _years(*numbers):
            ordered = [numbers, *years]
        case [4] | [4, 1 | 2] | [4, 1 | 2, 1 | 2]:
            ordered = [numbers]
        case [1 | 2, 4]:
            ordered = [numbers[::-1]]
        case [1 | 2, 1 | 2, 4]:
            one, two, year = numbers
            ordered = [[year, two, one]] + ([] if day_first or one == two else [[year, one, two]])
        case _:
            return []
    dates = ["-".join([f"{number:0>2}" for number in parts]) for parts in ordered]
    return list(dict.fromkeys([date.removesuffix("-00").removesuffix("-00") for date in dates]))


def _years(first: str, last: str) -> list[list[str]]:
    """Return the years that a year and a number can mean, as in 2004/05, 1999/00 or 2024-5; empty if there are none."""
    end = int(first[: -len(last)] + last)
    if end <= int(first) and len(last) == 2:
        end += 100
    return [[first], [str(end)]] if 0 < end - int(first) < _SPAN else []
