"""Events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from attrs import frozen

from ..problems.problem import Problem
from ..shapes.annotations import Unique, within
from ..values.dates import DATE_OR_TIME, PartialDate
from ..values.ids import Ref
from ..values.periods import REVERSED, reversed_dates
from ..values.text import Text
from ..values.timezones import TIMEZONE
from ..vocab import AttendanceMode, EventKind, EventStatus, Open, ParticipantsListed
from .common import LanguageTags, Topics, Urls, _Named
from .parts.parties import Participation
from .parts.places import Place
from .parts.programs import AgendaItem, Attendance

__all__ = [
    "Event",
]


@frozen(kw_only=True, repr=False, eq=False)
class Event(_Named):
    """A symposium, meeting, release or other gathering, held or planned."""

    type: ClassVar[str] = "event"
    collection: ClassVar[str] = "events"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/Event",)

    kind: Annotated[str | None, Open(EventKind), "What kind of event it is."] = None
    start: Annotated[PartialDate, DATE_OR_TIME, "The day it begins, or the time with its offset."]
    end: Annotated[PartialDate | None, DATE_OR_TIME, "The day it ends, or the time with its offset."] = None
    timezone: Annotated[str | None, TIMEZONE, "The zone of times that have no offset, e.g. Asia/Shanghai."] = None
    attendance_mode: Annotated[AttendanceMode, "In person, online or both."] = AttendanceMode.UNKNOWN
    status: Annotated[EventStatus, "Whether it took place."] = EventStatus.UNKNOWN
    program_ids: Annotated[tuple[str, ...], Ref("program"), Unique(), "The programmes that it belongs to."] = ()
    organizer_ids: Annotated[tuple[str, ...], Ref("organization", "person"), Unique(), "Who organizes it."] = ()
    host_ids: Annotated[tuple[str, ...], Ref("organization"), Unique(), "Who houses it."] = ()
    sponsor_ids: Annotated[tuple[str, ...], Ref("organization", "person"), Unique(), "Who pays for it."] = ()
    places: Annotated[tuple[Place, ...], "Where it takes place, rooms and addresses in the net."] = ()
    attendance: Annotated[Attendance | None, "How many took part."] = None
    participations: Annotated[tuple[Participation, ...], "Who took part, and as what."] = ()
    participants_listed: Annotated[ParticipantsListed, "Whether all are listed."] = ParticipantsListed.UNKNOWN
    agenda: Annotated[tuple[AgendaItem, ...], "What was on the programme of the day, in order."] = ()
    parent_id: Annotated[str | None, Ref("event"), "The event or series that it is part of."] = None
    topics: Annotated[Topics, "What it was about."] = ()
    description: Annotated[Text | None, "What happened there."] = None
    languages: Annotated[LanguageTags, "The languages spoken, BCP 47."] = ()
    output_ids: Annotated[tuple[str, ...], Ref("output"), Unique(), "What came of it."] = ()
    urls: Annotated[Urls, "Its web pages."] = ()

    @within("start", "end", codes=(REVERSED,))
    def _start_before_end(self) -> Iterator[Problem]:
        """An event does not end before it begins."""
        return reversed_dates(self.start, self.end, "/end")
