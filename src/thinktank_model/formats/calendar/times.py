"""Converts dates and times of a calendar to our format."""

from __future__ import annotations

import datetime
import re
from typing import Any, Final

from ...problems.patterns import pattern
from ...values.timezones import TIMEZONE
from .dates import DAY, zone_of
from .lines import Component, Property

__all__ = ["Zones", "after", "moment", "shown"]

_MOMENT: Final = pattern(r"\s*(\d{8})(?:T(\d{6})(Z)?)?\s*", re.ASCII)


class Zones:
    """The time zones of a file: those of the IANA database by any known name, else as the file describes them."""

    def __init__(self) -> None:
        self._described: dict[str, str] = {}
        self._known: dict[str, tuple[str | None, Any]] = {}

    def describe(self, component: Component) -> None:
        """Register a VTIMEZONE of the file."""
        for found in component.properties.get("TZID", ())[:1]:
            self._described[found.value] = "\r\n".join(component.text)

    def find(self, name: str) -> tuple[str | None, Any]:
        """Return the IANA name of a zone, and the zone; both None if it is not known."""
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def _look_up(self, name: str) -> tuple[str | None, Any]:
        value, problems = TIMEZONE.read(name)
        iana = (
            value if isinstance(value, str) else next((p.suggestion.strip('"') for p in problems if p.suggestion), None)
        )
        if iana is not None and zone_of(iana) is not None:
            return iana, zone_of(iana)
        described = self._described.get(name)
        return (None, None) if described is None else (None, _made_of(described))


def _made_of(text: str) -> Any:
    """Return the zone of a VTIMEZONE; None if it is not valid."""
    from icalendar import Timezone

    try:
        described: Any = Timezone.from_ical(text)
        zone = described.to_tz(lookup_tzid=False)
        datetime.datetime(2020, 1, 1, tzinfo=zone).utcoffset()
    except Exception:  # noqa: BLE001 - whatever a description by others can bring about
        return None
    return zone


def moment(found: Property, zones: Zones) -> tuple[datetime.date | None, str | None, bool]:
    """Return the day or time of a property, the IANA name of its zone, and whether its zone is unknown."""
    read = _MOMENT.fullmatch(found.value.split(",")[0])
    if read is None:
        return None, None, False
    day, clock, is_utc = read.groups()
    try:
        if clock is None:
            return datetime.datetime.strptime(day, "%Y%m%d").date(), None, False  # noqa: DTZ007 - a day has no zone
        seconds = min(int(clock[4:]), 59)  # a leap second
        time = datetime.datetime.strptime(f"{day}{clock[:4]}{seconds:02}", "%Y%m%d%H%M%S")  # noqa: DTZ007 - its zone follows
    except ValueError:
        return None, None, False
    if is_utc:
        return time.replace(tzinfo=datetime.UTC), None, False
    name = found.parameters.get("TZID")
    if name is None:
        return time, None, False
    iana, zone = zones.find(name)
    return (time, None, True) if zone is None else (time.replace(tzinfo=zone), iana, False)


def after(start: datetime.date, duration: str) -> datetime.date | None:
    """Return the end after a duration; None if the duration is not valid."""
    from icalendar import vDuration

    read: Any = vDuration.from_ical
    try:
        length = read(duration.strip())
        return start + length if length.days >= 0 else None
    except (ValueError, OverflowError):
        return None


def shown(time: datetime.date) -> str:
    """Return a day or time in our format, without an offset that has seconds, since the zone implies it."""
    try:
        offset = time.utcoffset() if isinstance(time, datetime.datetime) else None
    except (OverflowError, ValueError):  # at the ends of the calendar
        offset = None
    if isinstance(time, datetime.datetime):
        if offset is None or offset.seconds % 60:
            return time.replace(tzinfo=None).isoformat()
        return time.isoformat().replace("+00:00", "Z") if offset == 0 * DAY else time.isoformat()
    return time.isoformat()
