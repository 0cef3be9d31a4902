"""Makes the time zones of a calendar file: all clock changes around the events, from the IANA database of this machine.

The package icalendar makes them too, but (7.3) puts the start of summer time at the new clock, where RFC 5545, section 3.6.5, has
the old one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .dates import zone_of

__all__ = ["timezone"]

UTC = datetime.UTC
STEP = datetime.timedelta(days=7)
SECOND = datetime.timedelta(seconds=1)


class _Clock(NamedTuple):
    """A state of a clock: its offset, whether it is daylight saving time, and its abbreviation."""

    offset: datetime.timedelta
    is_summer: bool
    name: str


def timezone(name: str, years: Iterable[int]) -> Any:
    """Return the VTIMEZONE of a zone for these years, and one year before and after each.

    Parameters:
        name: the IANA name of a zone that this machine knows.
        years: the years of the events.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = zone_of(name)
    made = Timezone()
    made.add("tzid", name)
    rules: dict[tuple[_Clock, _Clock], list[datetime.datetime]] = {}
    for before, after, local in _changes(zone, years):
        rules.setdefault((before, after), []).append(local)
    for (before, after), onsets in rules.items():
        rule = TimezoneDaylight() if after.is_summer else TimezoneStandard()
        rule.add("dtstart", onsets[0])
        if onsets[1:]:
            rule.add("rdate", onsets[1:])
        rule.add("tzname", after.name)
        rule.add("tzoffsetfrom", before.offset)
        rule.add("tzoffsetto", after.offset)
        made.add_component(rule)
    return made


def _changes(zone: Any, years: Iterable[int]) -> Iterator[tuple[_Clock, _Clock, datetime.datetime]]:
    """Yield the old and new state of the clock with the local time of each change by the old clock, the initial state first."""
    near = sorted({near for year in years for near in (year - 1, year, year + 1) if 1 < near < 9999})
    known: _Clock | None = None
    for year in near:
        at = datetime.datetime(year, 1, 1, tzinfo=UTC)
        if known is None:
            known = _clock(zone, at)
            yield known, known, at.replace(tzinfo=None)
        elif (now := _clock(zone, at)) != known:  # in a year far from any event
            yield known, now, at.replace(tzinfo=None)
            known = now
        while at.year == year:
            then = at + STEP
            now = _clock(zone, then)
            if now != known:
                change = _first(zone, at, then, known)
                now = _clock(zone, change)
                yield known, now, (change + known.offset).replace(tzinfo=None)
                known = now
                then = change
            at = then


def _first(zone: Any, low: datetime.datetime, high: datetime.datetime, known: _Clock) -> datetime.datetime:
    """Return the first second at which the state of the clock differs."""
    while high - low > SECOND:
        middle = (low + (high - low) // 2).replace(microsecond=0)
        low, high = (middle, high) if _clock(zone, middle) == known else (low, middle)
    return high


def _clock(zone: Any, at: datetime.datetime) -> _Clock:
    local = at.astimezone(zone)
    return _Clock(local.utcoffset() or datetime.timedelta(), bool(local.dst()), local.tzname() or "")
