"""Converts event dates to a calendar: whole days with an exclusive end, or times in a zone, in UTC, or floating."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from ...model.events import Event
from ...values.dates import PartialDate

__all__ = ["Span", "span", "zone_of"]

DAY = datetime.timedelta(days=1)


class Span(NamedTuple):
    """When an event takes place.

    Attributes:
        start: its first day or start time.
        end: the day after its last day, or its end time; None if it is not written.
        last: the end that a reader assumes.
        zone: the IANA name of the zone that the times are in; None for days, UTC and floating times.
    """

    start: datetime.date
    end: datetime.date | None
    last: datetime.date | None
    zone: str | None


@lru_cache(maxsize=256)
def zone_of(name: str) -> Any:
    """Return the zone of a name; None if this machine does not know it."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def span(event: Event) -> Span | None:
    """Return when an event takes place; None if it is unknown."""
    if event.start is None:
        return None
    zone = event.timezone if event.timezone is not None and zone_of(event.timezone) is not None else None
    start = _clock(event.start, zone)
    end = None if event.end is None else _clock(event.end, zone)
    if start is not None and (event.end is None or (end is not None and _fit(start, end))):
        if end is not None and end <= start:
            end = None
        is_local = any([_in_zone(time) for time in (start, end)])
        return Span(start, end, end, zone if is_local else None)
    return _days(event.start, event.end)


def _in_zone(time: datetime.datetime | None) -> bool:
    return time is not None and time.tzinfo is not None and time.tzinfo is not datetime.UTC


def _days(start: PartialDate, end: PartialDate | None) -> Span:
    """Return all days that the dates can mean."""
    first, last = start.earliest, start.latest if end is None else max(end.latest, start.earliest)
    if last == datetime.date.max:  # a calendar would need the day after it
        last = max(first, last - DAY)
    if first == datetime.date.max:
        return Span(first, None, None, None)
    return Span(first, last + DAY, None if last == first else last, None)


def _fit(start: datetime.datetime, end: datetime.datetime) -> bool:
    """Return whether both times have a zone, or neither."""
    return (start.tzinfo is None) is (end.tzinfo is None)


def _clock(date: PartialDate, zone: str | None) -> datetime.datetime | None:
    """Return a time in the zone if its offset fits, else in UTC, or a floating time if it has neither; None for a day."""
    if not date.has_time:
        return None
    if date.instant is None:
        clock = datetime.datetime.fromisoformat(date.text[:19])
        return clock if zone is None else clock.replace(tzinfo=zone_of(zone))
    time = date.instant.replace(microsecond=0)
    try:
        local = time if zone is None else time.astimezone(zone_of(zone))
        return local if zone is not None and local.utcoffset() == date.offset else time.astimezone(datetime.UTC)
    except OverflowError:  # at the ends of the calendar
        return None
