"""The valid parts of dates and times: months and days, seasons and quarters, hours and offsets."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Final

from ..problems.translations import Phrase

__all__ = ["EAST", "UTC", "WEST", "month_length", "off_calendar", "off_clock", "offset", "season"]

WEST: Final = datetime.timedelta(hours=-12)  # the minimum offset in use
EAST: Final = datetime.timedelta(hours=14)  # the maximum
UTC: Final = datetime.timedelta()
SEASONS: Final = range(21, 25)
"""Spring to winter, EDTF level 1. Level 2 has more, 25 to 32 for each hemisphere: nobody writes them, and `2024-25` is two years."""
QUARTERS: Final = range(33, 37)


@lru_cache(maxsize=256)  # limited, because zones come from outside
def offset(zone: str) -> datetime.timedelta:
    """Return the offset from UTC of a zone of RFC 3339."""
    if zone == "Z":
        return UTC
    ahead = datetime.timedelta(hours=int(zone[1:3]), minutes=int(zone[4:]))
    return -ahead if zone[0] == "-" else ahead


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month. `calendar` of the standard library has it too, but is slow to import."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def season(year: int, number: int) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of a season or quarter, by its number in EDTF.

    A season has no hemisphere, and a winter can belong to either year. So its days are between the December before and
    the February after.
    """
    if number in QUARTERS:
        month = 3 * (number - QUARTERS.start) + 1
        return datetime.date(year, month, 1), datetime.date(year, month + 2, month_length(year, month + 2))
    first = datetime.date(year - 1, 12, 1) if year > 1 else datetime.date.min
    return first, datetime.date(year + 1, 2, month_length(year + 1, 2)) if year < 9999 else datetime.date.max


def off_calendar(year: int, month: int, day: int | None) -> Phrase | None:
    """Return the valid values for the first part that is not in the calendar; None if all parts are."""
    if year == 0:
        return Phrase("a year from 0001 to 9999")
    if not 1 <= month <= 12:
        if day is None and (month in SEASONS or month in QUARTERS):
            return None
        if day is None and SEASONS.start <= month < QUARTERS.stop:
            return Phrase("a month from 01 to 12, a season from 21 to 24 or a quarter from 33 to 36")
        return Phrase("a month from 01 to 12")
    if day is None or 1 <= day <= 28:  # as most are
        return None
    days = month_length(year, month)
    if 1 <= day <= days:
        return None
    return Phrase("a day from 01 to {last}, the days of {month}", last=days, month=f"{year:04}-{month:02}")


def off_clock(hour: int, minute: int, second: int, zone: str) -> Phrase | None:
    """Return the same for a time. Leap seconds, which RFC 3339 allows, are refused: neither Python nor most software supports them."""
    if hour > 23:
        return Phrase("an hour from 00 to 23")
    if minute > 59 or second > 59:
        return Phrase("minutes and seconds from 00 to 59")
    if WEST <= offset(zone) <= EAST and zone[4:] < "60":
        return None
    return Phrase("an offset from -12:00 to +14:00")
