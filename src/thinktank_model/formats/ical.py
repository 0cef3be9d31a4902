"""iCalendar: the events, for calendar programs (RFC 5545, RFC 7986)."""

from __future__ import annotations

from typing import Final

from .calendar.reading import RECURRING_CHOICES, read
from .calendar.writing import write
from .format import Format, Option

__all__ = ["FORMAT"]

FORMAT: Final = Format(
    name="ical",
    title="iCalendar, the events",
    endings=(".ics",),
    carries=("event",),
    packages=("icalendar",),
    extra="thinktank-model[ical]",
    write=write,
    read=read,
    write_options=(Option("program", "the id of a programme, to write only its events"),),
    read_options=(Option("recurring", "what an event that is repeated by a rule becomes", RECURRING_CHOICES),),
)
