"""Rules about events: when and where they take place, what they are part of, and how many attend."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache
from typing import Final

from ..model.events import Event
from ..model.parties import Organization, Person
from ..model.parts.parties import Participation
from ..model.programs import CooperationProgram
from ..problems.problem import Problem, define
from ..problems.translations import Phrase
from ..values.counts import Count
from ..values.dates import PartialDate
from ..vocab import AttendanceMode, CountUnit, EventKind, EventStatus, ParticipationRole, PlaceKind
from .base import Context, certainly_before, closed, current, outside, rule, span_of, today
from .cycles import cycle_problem, find_cycles

__all__: list[str] = []

# --- What an event is part of ---

CYCLE = define(
    "event.cycle",
    "error",
    "{found} is part of itself through a cycle of events: {path}",
    why="A record cannot be part of its own part.",
    bad='[{"id": "event:a", "parent_id": "event:b"}, {"id": "event:b", "parent_id": "event:a"}]',
    good='[{"id": "event:a", "parent_id": "event:b"}, {"id": "event:b"}]',
)
OUTSIDE_PROGRAM = define(
    "event.outside-program",
    "warning",
    "the event, {found}, and the period of {program}, {period}, have no day in common",
    why="An event of a programme that did not run then belongs to another programme, or a date is wrong. What prepares a programme "
    "or takes place beside it is a `pre_event` or a `side_event`.",
    bad='[{"id": "program:p", "period": {"start": "2025"}}, {"id": "event:e", "start": "2024", "program_ids": ["program:p"]}]',
    good='[{"id": "program:p", "period": {"start": "2024"}}, {"id": "event:e", "start": "2024", "program_ids": ["program:p"]}]',
)
OUTSIDE_PARENT = define(
    "event.outside-parent",
    "warning",
    "the event, {found}, does not overlap its parent {parent}, {period}",
    why=(
        "A session takes place during its event, unless it is a side event or a preparatory event (`side_event`, "
        "`pre_event`). An event without an end lasts one day (RFC 5545, section 3.6.1); a series is open-ended."
    ),
    bad='[{"id": "event:a", "start": "2024-12-20"}, {"id": "event:b", "start": "2024-12-21", "parent_id": "event:a"}]',
    good='[{"id": "event:a", "start": "2024-12-20", "end": "2024-12-21"}, '
    '{"id": "event:b", "start": "2024-12-21", "parent_id": "event:a"}]',
)


# Kinds of events that may take place at another time than the event that they are part of.
BESIDE: Final = frozenset([EventKind.SIDE_EVENT, EventKind.PRE_EVENT])


@rule(CYCLE)
def events_are_parts_of_larger_ones(context: Context) -> Iterator[Problem]:
    """An event is not part of itself, directly or through other events."""
    index = context.index
    events = index.of(Event).items()
    graph = {id: [current(index, event.parent_id)] if event.parent_id is not None else [] for id, event in events}
    for path in find_cycles(graph):
        yield cycle_problem(CYCLE, path, at="/parent_id", expected="an event whose chain of parents has an end")


@rule(OUTSIDE_PROGRAM)
def events_take_place_while_their_program_runs(context: Context) -> Iterator[Problem]:
    """An event and each programme that it belongs to have a day in common."""
    for event in context.index.of(Event).values():
        for id in event.program_ids:
            program = context.index.find(id)
            if isinstance(program, CooperationProgram) and event.kind not in BESIDE:
                yield from outside(
                    OUTSIDE_PROGRAM,
                    span_of(event),
                    program.period,
                    at="/start",
                    record_id=event.id,
                    program=program.id,
                )


@rule(OUTSIDE_PARENT)
def sessions_take_place_during_their_event(context: Context) -> Iterator[Problem]:
    """An event and the event that it is part of overlap in time."""
    for event in context.index.of(Event).values():
        parent = context.index.find(event.parent_id)
        if isinstance(parent, Event) and event.kind not in BESIDE:
            yield from outside(
                OUTSIDE_PARENT, span_of(event), span_of(parent), at="/start", record_id=event.id, parent=parent.id
            )


# --- Where and when ---

MODE_PLACES = define(
    "event.mode-places",
    "warning",
    "the attendance_mode is {found}, but {places}",
    why=(
        "Participants in person need a physical place. Participants online need an address while the event is "
        "still to come; afterwards the address is rarely published."
    ),
    bad='[{"id": "event:e", "start": "2999", "attendance_mode": "online"}]',
    good='[{"id": "event:e", "start": "2999", "attendance_mode": "online", '
    '"places": [{"kind": "virtual", "url": "https://example.org/live"}]}]',
)
IN_FUTURE = define(
    "event.held-in-future",
    "warning",
    "the status is held, but {found} is after {today}",
    why="An event in the future has not been held yet: its status is scheduled, or the date is wrong.",
    bad='[{"id": "event:e", "start": "2999", "status": "held"}]',
    good='[{"id": "event:e", "start": "2999", "status": "scheduled"}]',
)
UNDATED = define(
    "event.undated",
    "warning",
    "the event has the status {found}, but no start",
    why=(
        "Every event needs a date, at least the year. Exceptions are scheduled and postponed events, whose date "
        "may not be fixed yet, and series of events."
    ),
    bad='[{"id": "event:e", "status": "held"}]',
    good='[{"id": "event:e", "status": "held", "start": "2024"}]',
)
NAIVE_TIME = define(
    "event.naive-time",
    "error",
    "the time {found} has no offset, and the event has no timezone",
    why=(
        "Nine o'clock in Beijing is not nine o'clock in Paris. The offset or the time zone tells which moment is meant."
    ),
    bad='[{"id": "event:e", "start": "2024-12-20T09:00:00"}]',
    good='[{"id": "event:e", "start": "2024-12-20T09:00:00+08:00"}]',
)
OFFSET_TIMEZONE = define(
    "event.offset-timezone",
    "warning",
    "the offset of {found} does not match {timezone} at that time",
    why=(
        "The offset and the time zone contradict each other. Check the source to see which one is wrong. A time "
        "in UTC, with `Z`, does not tell the local time (RFC 9557, section 2)."
    ),
    bad='[{"id": "event:e", "start": "2024-12-20T14:00:00-05:00", "timezone": "Asia/Shanghai"}]',
    good='[{"id": "event:e", "start": "2024-12-20T14:00:00+08:00", "timezone": "Asia/Shanghai"}]',
)
AGENDA_OUTSIDE = define(
    "event.agenda-outside",
    "warning",
    "the agenda item, {found}, is outside the event, {period}",
    why=(
        "Agenda items take place during the event. An item or event without an end lasts one day; a series is "
        "open-ended."
    ),
    bad='[{"id": "event:e", "start": "2024-12-20", "agenda": [{"title": {"en": "Panel"}, "start": "2024-12-25"}]}]',
    good='[{"id": "event:e", "start": "2024-12-20", "end": "2024-12-25", '
    '"agenda": [{"title": {"en": "Panel"}, "start": "2024-12-25"}]}]',
)
CANCELLED_ATTENDED = define(
    "event.cancelled-attended",
    "warning",
    "the event is {found}, but has the field {said}",
    why=(
        "An event that does not take place has no participants. Planned participants are not recorded as participants."
    ),
    bad='[{"id": "event:e", "status": "cancelled", "attendance": {"total": {"value": 40}}}]',
    good='[{"id": "event:e", "status": "held", "attendance": {"total": {"value": 40}}}]',
)


@rule(MODE_PLACES)
def modes_have_their_places(context: Context) -> Iterator[Problem]:
    """A future event with online attendance has a virtual place; one without online attendance has another place."""
    now = today(context)
    for event in context.index.of(Event).values():
        kinds = {place.kind for place in event.places}
        online = event.attendance_mode in (AttendanceMode.ONLINE, AttendanceMode.MIXED)
        to_come = event.status is not EventStatus.CANCELLED and certainly_before(now, event.start)
        if online and to_come and PlaceKind.VIRTUAL not in kinds:
            places, expected = Phrase("no place is virtual"), Phrase('a place of kind "virtual" with its url')
        elif event.attendance_mode is AttendanceMode.IN_PERSON and kinds == {PlaceKind.VIRTUAL}:
            places = Phrase("every place is virtual")
            expected = Phrase('a place of kind "physical", or another attendance_mode')
        else:
            continue
        mode = event.attendance_mode.value
        yield MODE_PLACES(mode, at="/attendance_mode", record_id=event.id, places=places, expected=expected)


@rule(IN_FUTURE)
def what_is_held_has_begun(context: Context) -> Iterator[Problem]:
    """An event that was held did not begin after the reference date."""
    now = today(context)
    for event in context.index.of(Event).values():
        if event.status is EventStatus.HELD and event.start is not None and certainly_before(now, event.start):
            advice = 'Write the status "scheduled", or an earlier start.'
            yield IN_FUTURE(event.start.text, at="/start", record_id=event.id, today=now.text, help=advice)


@rule(UNDATED)
def events_have_a_date(context: Context) -> Iterator[Problem]:
    """An event has a start, unless it is a series or its date is not fixed yet."""
    for event in context.index.of(Event).values():
        open_yet = event.status in (EventStatus.SCHEDULED, EventStatus.POSTPONED)
        if event.start is None and not open_yet and event.kind != EventKind.SERIES:
            advice = 'Add "start", if only the year, or write the status "scheduled".'
            yield UNDATED(event.status.value, record_id=event.id, expected='the key "start"', help=advice)


@rule(NAIVE_TIME)
def times_say_where(context: Context) -> Iterator[Problem]:
    """A time has an offset, or its event has a time zone."""
    for event in context.index.of(Event).values():
        for at, date in _dates(event) if event.timezone is None else ():
            if date is not None and date.naive:
                template = (
                    'Write "{time}+08:00" for Beijing time, or give the event a timezone such as "Asia/Shanghai".'
                )
                advice = Phrase(template, time=date.text)
                yield NAIVE_TIME(date.text, at=at, record_id=event.id, help=advice)


@rule(OFFSET_TIMEZONE)
def offsets_are_those_of_the_zone(context: Context) -> Iterator[Problem]:
    """The offset of a time is that of the event's time zone, if the machine knows the zone."""
    for event in context.index.of(Event).values():
        zone = None if event.timezone is None else _zone(event.timezone)
        for at, date in _dates(event) if zone is not None else ():
            moment = None if date is None or date.text.endswith("Z") else date.instant
            there = None if moment is None else _in_zone(moment, zone)
            if moment is not None and there is not None and there.utcoffset() != moment.utcoffset():
                expected = Phrase("the offset {offset}", offset=f"{there:%z}")
                yield OFFSET_TIMEZONE(
                    str(date), at=at, record_id=event.id, timezone=str(event.timezone), expected=expected
                )


def _in_zone(moment: datetime.datetime, zone: datetime.tzinfo | None) -> datetime.datetime | None:
    """Return the local time in the zone; None at the ends of the calendar, where it has no such time."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return None


@cache
def _zone(name: str) -> datetime.tzinfo | None:
    """Return a time zone; None if neither the machine nor the package tzdata knows it."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # rarely needed, and slow to import

    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return None


@rule(AGENDA_OUTSIDE)
def agendas_are_of_their_event(context: Context) -> Iterator[Problem]:
    """Each agenda item overlaps in time with its event."""
    for event in context.index.of(Event).values():
        span = span_of(event)
        for number, item in enumerate(event.agenda):
            at = f"/agenda/{number}/{'end' if item.start is None else 'start'}"
            yield from outside(AGENDA_OUTSIDE, closed(item), span, at=at, record_id=event.id)


def _dates(event: Event) -> list[tuple[str, PartialDate | None]]:
    """Return the dates of an event with their pointers."""
    return [
        ("/start", event.start),
        ("/end", event.end),
        *[(f"/agenda/{number}/start", item.start) for number, item in enumerate(event.agenda)],
        *[(f"/agenda/{number}/end", item.end) for number, item in enumerate(event.agenda)],
    ]


def _counts(event: Event) -> dict[str, Count]:
    """Return the counts of an event by field."""
    names = ("total", "in_person", "online", "organizations")
    counts: dict[str, Count | None] = {name: getattr(event.attendance, name, None) for name in names}
    return {name: count for name, count in counts.items() if count is not None}


@rule(CANCELLED_ATTENDED)
def nobody_attends_what_is_cancelled(context: Context) -> Iterator[Problem]:
    """A cancelled event has no participations, and an attendance of 0 or none."""
    for event in context.index.of(Event).values():
        if event.status is not EventStatus.CANCELLED:
            continue
        counted = any([count.more_than(0) is True for count in _counts(event).values()])
        if counted or event.participations:
            said = "attendance" if counted else "participations"
            advice = Phrase('Write the status "held", or omit {field}.', field=said)
            yield CANCELLED_ATTENDED(event.status.value, at="/status", record_id=event.id, said=said, help=advice)


# --- How many ---

SUM = define(
    "event.attendance-sum",
    "error",
    "the total is {found}, but in person and online are {least} or more",
    why="The total includes everybody. The rule reports only counts that are certainly too small.",
    bad='[{"id": "event:e", "attendance": {"total": {"value": 40}, "in_person": {"value": 30}, "online": {"value": 11}}}]',
    good='[{"id": "event:e", "attendance": {"total": {"value": 41}, "in_person": {"value": 30}, "online": {"value": 11}}}]',
)
MODE = define(
    "event.attendance-mode",
    "warning",
    "{found} took part online, but the attendance_mode of the event is {mode}",
    why="If there were participants online, the attendance_mode is mixed (in person and online).",
    bad='[{"id": "event:e", "attendance_mode": "in_person", "attendance": {"online": {"value": 30}}}]',
    good='[{"id": "event:e", "attendance_mode": "mixed", "attendance": {"online": {"value": 30}}}]',
)
FEWER = define(
    "event.fewer-than-listed",
    "warning",
    "{listed} {listed:participant is|participants are} listed, but the count is {found}",
    why=(
        "The list has more participants than the count allows. Organizers, hosts, sponsors and interpreters are "
        "not counted, and an organization is not counted in addition to the person who spoke for it."
    ),
    bad='[{"id": "event:e", "attendance": {"total": {"value": 1}}, "participations": '
    '[{"party_id": "organization:a", "role": "speaker"}, {"party_id": "organization:b", "role": "speaker"}]}]',
    good='[{"id": "event:e", "attendance": {"total": {"value": 1, "qualifier": "at_least"}}, "participations": '
    '[{"party_id": "organization:a", "role": "speaker"}, {"party_id": "organization:b", "role": "speaker"}]}]',
)

# Roles of organizers and supporters, which the count of participants leaves out.
STAFF: Final = frozenset(
    [
        ParticipationRole.ORGANIZER,
        ParticipationRole.CO_ORGANIZER,
        ParticipationRole.HOST,
        ParticipationRole.SPONSOR,
        ParticipationRole.GUIDING_BODY,
        ParticipationRole.SUPPORTER,
        ParticipationRole.IMPLEMENTING_ORGANIZER,
        ParticipationRole.ASSISTING_ORGANIZER,
        ParticipationRole.PATRON,
        ParticipationRole.INTERPRETER,
    ]
)
# Units that every participant counts as.
ANYBODY: Final = frozenset(
    [
        None,
        CountUnit.PEOPLE,
        CountUnit.PERSONS,
        CountUnit.PARTICIPANTS,
        CountUnit.ATTENDEES,
        CountUnit.REPRESENTATIVES,
    ]
)
ORGANIZATIONS: Final = frozenset([CountUnit.ORGANIZATIONS, CountUnit.INSTITUTIONS])
MODES: Final = {
    "in_person": AttendanceMode.IN_PERSON,
    "online": AttendanceMode.ONLINE,
}  # the attendance mode of a count


@rule(SUM)
def parts_fit_into_the_total(context: Context) -> Iterator[Problem]:
    """The counts on site and online together do not exceed the total. Counts of different units are not compared."""
    for event in context.index.of(Event).values():
        counts = _counts(event)
        counts.pop("organizations", None)
        total = counts.pop("total", None)
        if total is None or len({count.unit for count in (total, *counts.values())} - {None}) > 1:
            continue
        least = sum([count.lower for count in counts.values()])
        if total.less_than(least) is True:
            expected = Phrase("a total of {least} or more", least=least)
            yield SUM(str(total), at="/attendance/total", record_id=event.id, least=least, expected=expected)


@rule(MODE)
def nobody_is_counted_online_where_all_are_there(context: Context) -> Iterator[Problem]:
    """An event that is held in person only has no online attendance."""
    for event in context.index.of(Event).values():
        online = _counts(event).get("online")
        if event.attendance_mode is AttendanceMode.IN_PERSON and online is not None and online.more_than(0) is True:
            mode, at = event.attendance_mode.value, "/attendance/online"
            advice = 'Write "mixed" as attendance_mode, or omit the count.'
            yield MODE(str(online), at=at, record_id=event.id, mode=mode, help=advice)


@rule(FEWER)
def counts_hold_all_who_are_listed(context: Context) -> Iterator[Problem]:
    """The listed parties are not more than their count allows."""
    for event in context.index.of(Event).values():
        for name, count in _counts(event).items():
            if name != "organizations" and count.unit in ANYBODY:
                listed = _people(context, event, MODES.get(name))
            elif count.unit is None or count.unit in ORGANIZATIONS:
                listed = _organizations(context, event, MODES.get(name))
            else:
                continue
            if count.less_than(len(listed)) is True:
                at, expected = f"/attendance/{name}", Phrase("{low} or more", low=len(listed))
                yield FEWER(str(count), at=at, record_id=event.id, listed=len(listed), expected=expected)


def _counted(event: Event, mode: AttendanceMode | None) -> Iterator[Participation]:
    """Yield the participations that are counted, of one mode of attendance or all."""
    for participation in event.participations:
        if participation.role not in STAFF and (mode is None or participation.mode is mode):
            yield participation


def _people(context: Context, event: Event, mode: AttendanceMode | None) -> set[str]:
    """Return the listed parties, without organizations from which a person is listed: that person may be the only one."""
    listed, behind = set(), set()
    for participation in _counted(event, mode):
        party = context.index.find(participation.party_id)
        if party is not None:
            listed.add(party.id)
        if isinstance(party, Person):
            behind |= {current(context.index, affiliation.organization_id) for affiliation in party.affiliations}
            if participation.on_behalf_of is not None:
                behind.add(current(context.index, participation.on_behalf_of))
    return listed - behind


def _organizations(context: Context, event: Event, mode: AttendanceMode | None) -> set[str]:
    """Return the listed organizations, and those that a listed party represents."""
    ids = [id for participation in _counted(event, mode) for id in (participation.party_id, participation.on_behalf_of)]
    return {found.id for id in ids if isinstance(found := context.index.find(id), Organization)}
