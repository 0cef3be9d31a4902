"""Events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar, Literal

from ..problems.problem import Problem
from ..shapes.annotations import AtLeast, Ordered, Unique, within
from ..shapes.declared import field, frozen
from ..shapes.takes import Fields, Takes
from ..values.dates import DATE_OR_TIME, DateLike, PartialDate
from ..values.ids import Ref
from ..values.periods import REVERSED, in_order, reversed_dates
from ..values.text import Text, TextLike
from ..values.timezones import TIMEZONE
from ..vocab import AttendanceMode, EventKind, EventStatus, Open, ParticipantsListed
from .common import Contacts, Topics, Urls, _Named
from .parts.contacts import ContactPoint, LanguageTags
from .parts.dealings import Funding
from .parts.parties import PARTY, Participation
from .parts.places import Place
from .parts.programs import AgendaItem, Attendance

__all__ = [
    "Event",
]


@frozen(kw_only=True, repr=False, eq=False)
class Event(_Named):
    """A symposium, meeting, release or other gathering, held or planned."""

    type: ClassVar[Literal["event"]] = "event"
    collection: ClassVar[str] = "events"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/Event",)

    kind: Annotated[str | None, Open(EventKind), "The kind of event."] = None
    number: Annotated[int | None, AtLeast(0), "The number in its series: 11 for an eleventh forum."] = None
    start: Annotated[
        PartialDate | None,
        DATE_OR_TIME,
        "The first day, or the time with its offset; absent for a series, or if it is not fixed yet.",
    ] = field(default=None, converter=Takes[DateLike | None])
    end: Annotated[PartialDate | None, DATE_OR_TIME, "The last day, or the time with its offset."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    timezone: Annotated[str | None, TIMEZONE, "The time zone of times without an offset, e.g. Asia/Shanghai."] = None
    attendance_mode: Annotated[AttendanceMode, "Whether it was held in person, online or both."] = field(
        default=AttendanceMode.UNKNOWN, converter=Takes[str]
    )
    status: Annotated[EventStatus, "Whether it took place."] = field(default=EventStatus.UNKNOWN, converter=Takes[str])
    program_ids: Annotated[tuple[str, ...], Ref("program"), Unique(), "The programmes that the record belongs to."] = (
        field(default=(), converter=Takes[Iterable[str]])
    )
    organizer_ids: Annotated[tuple[str, ...], PARTY, Unique(), "The organizers."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    host_ids: Annotated[tuple[str, ...], PARTY, Unique(), "The parties that provide the venue."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    sponsor_ids: Annotated[tuple[str, ...], PARTY, Unique(), "The sponsors."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    places: Annotated[tuple[Place, ...], "The places: venues and online addresses."] = field(
        default=(), converter=Takes[Iterable[Place | Fields]]
    )
    attendance: Annotated[Attendance | None, "The numbers of participants."] = field(
        default=None, converter=Takes[Attendance | Fields | None]
    )
    participations: Annotated[tuple[Participation, ...], "The participants and their roles."] = field(
        default=(), converter=Takes[Iterable[Participation | Fields]]
    )
    participants_listed: Annotated[ParticipantsListed, "Whether all participants are listed."] = field(
        default=ParticipantsListed.UNKNOWN, converter=Takes[str]
    )
    agenda: Annotated[tuple[AgendaItem, ...], Ordered(), "The agenda, in order."] = field(
        default=(), converter=Takes[Iterable[AgendaItem | Fields]]
    )
    parent_id: Annotated[str | None, Ref("event"), "The event or series that the event is part of."] = None
    theme: Annotated[Text | None, "The theme or motto of the event, as printed."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    topics: Annotated[Topics, "The topics of the event."] = field(default=(), converter=Takes[Iterable[str]])
    description: Annotated[Text | None, "A description of the event."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    languages: Annotated[LanguageTags, "The languages spoken, as BCP 47 tags."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    output_ids: Annotated[tuple[str, ...], Ref("output"), Unique(), "The outputs of the event."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    contacts: Contacts = field(default=(), converter=Takes[Iterable[ContactPoint | Fields]])
    funding: Annotated[tuple[Funding, ...], "The funding."] = field(
        default=(), converter=Takes[Iterable[Funding | Fields]]
    )
    urls: Annotated[Urls, "The web pages."] = field(default=(), converter=Takes[Iterable[str]])

    @property
    def sort_key(self) -> tuple[object, ...]:
        """A sort key by date; events without a date come last."""
        return (1, self.id) if self.start is None else (0, *self.start.sort_key, self.id)

    @within("start", "end", codes=(REVERSED,), when="all", quick=in_order)
    def _start_before_end(self) -> Iterator[Problem]:
        """The end of an event is not before its start."""
        return reversed_dates(self.start, self.end, "/end")
