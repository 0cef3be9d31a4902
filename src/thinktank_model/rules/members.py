"""Rules about members of programmes: their periods, and the participation that follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from ..model.events import Event
from ..model.parties import Organization, Person
from ..model.parts.parties import Participation
from ..model.programs import CooperationProgram, Group, Member
from ..model.union import Record
from ..problems.problem import Problem, define
from ..problems.translations import Phrase, either, one_of
from ..values.dates import PartialDate
from ..vocab import AttendanceMode, MemberRole, MemberStatus, OrganizationKind, ParticipationRole
from .base import (
    Context,
    all_read,
    apart,
    certainly_before,
    current,
    dates_text,
    outside,
    overlapping,
    rule,
    span_of,
    today,
)

__all__: list[str] = []

_DEPRECATED = {term.value: term.replaced_by for term in OrganizationKind if term.replaced_by is not None}
_NOT_YET = (MemberStatus.INVITED, MemberStatus.APPLIED)

# --- Members ---

OUTSIDE = define(
    "member.outside-program",
    "error",
    "the membership, {found}, is outside the period of {program}, {period}",
    why="A membership cannot begin before its programme or continue after it.",
    bad='[{"id": "program:p", "period": {"start": "2020", "end": "2022"}}, '
    '{"id": "member:m", "program_id": "program:p", "party_id": "organization:a", "period": {"start": "2023"}}]',
    good='[{"id": "program:p", "period": {"start": "2020", "end": "2022"}}, '
    '{"id": "member:m", "program_id": "program:p", "party_id": "organization:a", "period": {"start": "2022"}}]',
)
OVERLAPPING = define(
    "member.overlapping",
    "warning",
    "{other} records the same membership of {found} in the same role and period",
    why=(
        "Two records for one membership count the member twice. A member that left and returned has two "
        "memberships with separate periods."
    ),
    bad='[{"id": "member:m", "program_id": "program:p", "party_id": "organization:a", "period": {"start": "2020"}}, '
    '{"id": "member:n", "program_id": "program:p", "party_id": "organization:a", "period": {"start": "2021"}}]',
    good='[{"id": "member:m", "program_id": "program:p", "party_id": "organization:a", '
    '"period": {"start": "2020", "end": "2020"}}, '
    '{"id": "member:n", "program_id": "program:p", "party_id": "organization:a", "period": {"start": "2021"}}]',
)
STATUS_PERIOD = define(
    "member.status-period",
    "warning",
    "the status {found} does not match the period {period}",
    why=(
        "The status and the period contradict each other. The period of an active member has begun and not "
        "ended, that of a former member has ended or has no known end, and that of an invited member has not "
        "begun."
    ),
    bad='[{"id": "member:m", "program_id": "program:p", "party_id": "organization:a", "status": "active", '
    '"period": {"start": "2020", "end": "2022"}}]',
    good='[{"id": "member:m", "program_id": "program:p", "party_id": "organization:a", "status": "left", '
    '"period": {"start": "2020", "end": "2022"}}]',
)
KIND = define(
    "member.kind-not-allowed",
    "warning",
    "the member is of kind {found}, which is not in the member_kinds of {program}",
    why=(
        "The programme lists the kinds of organization that can be members. The kind, the list or the membership "
        "is wrong."
    ),
    bad='[{"id": "program:p", "member_kinds": ["enterprise"]}, {"id": "organization:a", "kind": "media"}, '
    '{"id": "member:m", "program_id": "program:p", "party_id": "organization:a"}]',
    good='[{"id": "program:p", "member_kinds": ["enterprise", "media"]}, {"id": "organization:a", "kind": "media"}, '
    '{"id": "member:m", "program_id": "program:p", "party_id": "organization:a"}]',
)
BEFORE_FOUNDED = define(
    "member.before-founded",
    "warning",
    "the membership begins in {found}, but {party} was founded in {founded}",
    why=(
        "The membership begins before the organization was founded. A date is wrong, or the predecessor was the member."
    ),
    bad='[{"id": "organization:a", "founded": "2020"}, '
    '{"id": "member:m", "program_id": "program:p", "party_id": "organization:a", "period": {"start": "2005"}}]',
    good='[{"id": "organization:a", "founded": "2020"}, '
    '{"id": "member:m", "program_id": "program:p", "party_id": "organization:a", "period": {"start": "2020"}}]',
)
HOST = define(
    "member.host",
    "info",
    "{found} is a host of {program} and also listed as a member",
    why=(
        "A host runs the programme and is listed in its host_ids. It can also be a member, but most often that "
        "is a mistake, and it is counted among the members. The roles host, presidency and secretariat show that "
        "the membership is intended."
    ),
    bad='[{"id": "program:p", "host_ids": ["organization:a"]}, '
    '{"id": "member:m", "program_id": "program:p", "party_id": "organization:a"}]',
    good='[{"id": "program:p", "host_ids": ["organization:a"]}, '
    '{"id": "member:m", "program_id": "program:p", "party_id": "organization:b"}]',
)


# Roles in which a host is listed on purpose, with the period of its presidency.
RUNNING: Final = frozenset([MemberRole.HOST, MemberRole.PRESIDENCY, MemberRole.SECRETARIAT])

# What two records of one membership have in common: references, by the current id of the record, and values.
SAME_REFERENCES: Final = ("program_id", "party_id", "group_id")
SAME_VALUES: Final = ("role", "represents")
_references_of, _values_of = attrgetter(*SAME_REFERENCES), attrgetter(*SAME_VALUES)


def _memberships(context: Context) -> Iterator[tuple[Member, CooperationProgram]]:
    """Yield each member whose programme exists, with the programme."""
    for member in context.index.of(Member).values():
        program = context.index.find(member.program_id)
        if isinstance(program, CooperationProgram):
            yield member, program


@rule(OUTSIDE)
def members_join_what_runs(context: Context) -> Iterator[Problem]:
    """A membership and its programme have a day in common."""
    for member, program in _memberships(context):
        yield from outside(
            OUTSIDE, member.period, program.period, at="/period", record_id=member.id, program=program.id
        )


@rule(OVERLAPPING)
def memberships_are_recorded_once(context: Context) -> Iterator[Problem]:
    """Two memberships in the same role do not overlap. Without periods they overlap if they have the same status."""
    index = context.index
    groups: dict[tuple[str | None, ...], list[Member]] = {}
    for member in index.of(Member).values():
        key = (*[id and current(index, id) for id in _references_of(member)], *_values_of(member))
        groups.setdefault(key, []).append(member)
    found: dict[str, Problem] = {}
    for group in groups.values():
        pairs = overlapping([(member, member.period) for member in group if member.period is not None])
        undated: dict[MemberStatus, Member] = {}
        for member in group:
            if member.period is None and undated.setdefault(member.status, member) is not member:
                pairs.append((undated[member.status], member))
        for first, second in pairs:
            expected = "one record per membership, or periods that do not overlap"
            at = "/party_id" if second.period is None else "/period"
            problem = OVERLAPPING(second.party_id, at=at, record_id=second.id, other=first.id, expected=expected)
            found.setdefault(second.id, problem)
    yield from [found[id] for id in index.of(Member) if id in found]


@rule(STATUS_PERIOD)
def members_have_the_status_of_their_period(context: Context) -> Iterator[Problem]:
    """The status of a member fits its period."""
    now = today(context)
    for member in context.index.of(Member).values():
        advice = _disagreement(member, now)
        if advice is not None and member.period is not None:
            period = dates_text(member.period)
            yield STATUS_PERIOD(member.status.value, at="/status", record_id=member.id, period=period, help=advice)


def _disagreement(member: Member, now: PartialDate) -> Phrase | None:
    """Return advice if the status and the period of a member disagree; None if they agree."""
    if member.period is None:
        return None
    start, end = member.period.start, member.period.end
    match member.status:
        case MemberStatus.ACTIVE | MemberStatus.SUSPENDED if certainly_before(end, now):
            return Phrase('Write the status "left", or a later end.')
        case MemberStatus.ACTIVE | MemberStatus.SUSPENDED if certainly_before(now, start):
            return Phrase('Write the status "invited" or "applied", or an earlier start.')
        case MemberStatus.LEFT | MemberStatus.EXPELLED | MemberStatus.ENDED if certainly_before(now, end):
            return Phrase('Write the status "active", or an end that is past.')
        case MemberStatus.INVITED | MemberStatus.APPLIED if certainly_before(start or end, now):
            return Phrase('Write the status "active", or omit the period.')
    return None


@rule(KIND)
def members_are_of_an_allowed_kind(context: Context) -> Iterator[Problem]:
    """A member organization is of a kind that the programme allows, if it lists any."""
    programs = context.index.of(CooperationProgram).items()
    allowed = {id: dict.fromkeys(map(_kept, program.member_kinds)) for id, program in programs}
    for member, program in _memberships(context):
        party = context.index.find(member.party_id)
        if not isinstance(party, Organization) or party.kind is None or not program.member_kinds:
            continue
        if _kept(party.kind) not in allowed[program.id]:
            expected = one_of(allowed[program.id])
            yield KIND(party.kind, at="/party_id", record_id=member.id, program=program.id, expected=expected)


@rule(BEFORE_FOUNDED)
def members_exist(context: Context) -> Iterator[Problem]:
    """The membership of an organization does not begin before it was founded."""
    for member in context.index.of(Member).values():
        party = context.index.find(member.party_id)
        start = None if member.period is None else member.period.start
        if isinstance(party, Organization) and start is not None and certainly_before(start, party.founded):
            yield BEFORE_FOUNDED(
                start.text,
                at="/period/start",
                record_id=member.id,
                party=party.id,
                founded=str(party.founded),
                help="Correct one of the two dates, or name the predecessor as the member.",
            )


def _kept(kind: str) -> str:
    """Return the current term for a kind of organization."""
    return _DEPRECATED.get(kind, kind)


@rule(HOST)
def hosts_are_no_members(context: Context) -> Iterator[Problem]:
    """The host of a programme is not also listed as a member."""
    index = context.index
    programs = index.of(CooperationProgram).items()
    hosts = {(id, current(index, host)) for id, program in programs for host in program.host_ids}
    for member, program in _memberships(context):
        if member.role not in RUNNING and (program.id, current(index, member.party_id)) in hosts:
            yield HOST(member.party_id, at="/party_id", record_id=member.id, program=program.id)


# --- Participations ---

NOT_MEMBER = define(
    "participation.not-member",
    "info",
    "{found} took part, but was not a member of {programs} at that time",
    why=(
        "Guests can take part without being members, but often a membership was not recorded. Hosts are not "
        "guests. A person counts as a member if the organization that the person represents or belongs to is "
        "one. Programmes without any recorded member are not checked."
    ),
    bad='[{"id": "member:m", "program_id": "program:p", "party_id": "organization:a"}, {"id": "event:e", '
    '"program_ids": ["program:p"], "participations": [{"party_id": "organization:b", "role": "speaker"}]}]',
    good='[{"id": "member:m", "program_id": "program:p", "party_id": "organization:a"}, {"id": "event:e", '
    '"program_ids": ["program:p"], "participations": [{"party_id": "organization:a", "role": "speaker"}]}]',
)
DUPLICATE = define(
    "participation.duplicate",
    "warning",
    "duplicate participation of {found} as {role}",
    why=(
        "A party has one entry for each role; a duplicate entry is counted twice. Organizers, hosts of the venue "
        "and sponsors have their own fields, `organizer_ids`, `host_ids` and `sponsor_ids`."
    ),
    bad='[{"id": "event:e", "participations": [{"party_id": "organization:a", "role": "speaker"}, '
    '{"party_id": "organization:a", "role": "speaker", "mode": "online"}]}]',
    good='[{"id": "event:e", "participations": [{"party_id": "organization:a", "role": "speaker", "mode": "online"}]}]',
)
IMPOSSIBLE_MODE = define(
    "participation.impossible-mode",
    "warning",
    "the participation has the mode {found}, but the attendance_mode of the event is {mode}",
    why="If one participant was online, the attendance_mode is mixed (in person and online).",
    bad='[{"id": "event:e", "attendance_mode": "in_person", '
    '"participations": [{"party_id": "organization:a", "role": "speaker", "mode": "online"}]}]',
    good='[{"id": "event:e", "attendance_mode": "mixed", "places": [{"kind": "virtual", "url": "https://example.org/live"}], '
    '"participations": [{"party_id": "organization:a", "role": "speaker", "mode": "online"}]}]',
)


@rule(NOT_MEMBER)
def participants_are_members(context: Context) -> Iterator[Problem]:
    """Participants in an event of a programme are members at that time, as far as is known. Each party is reported once."""
    if not all_read(context):
        return
    index = context.index
    members: dict[str, dict[str, list[Member]]] = {}
    for member in index.of(Member).values():
        parties = members.setdefault(current(index, member.program_id), {})
        for id in (member.party_id, *member.representative_ids) if member.status not in _NOT_YET else ():
            parties.setdefault(current(index, id), []).append(member)
    programs = index.of(CooperationProgram).items()
    hosts = {(id, current(index, host)) for id, program in programs for host in program.host_ids}
    for event in index.of(Event).values():
        own = [current(index, id) for id in event.program_ids]
        if not own or not all([id in members for id in own]):
            continue
        span = span_of(event)
        seen: set[str] = set()
        for number, participation in enumerate(event.participations):
            party = index.find(participation.party_id)
            if party is None or party.id in seen:
                continue
            seen.add(party.id)
            kin = [current(index, id) for id in _speaks_for(party, participation)]
            if any([id in own for id in kin]):
                continue  # the programme itself
            if any([(id, one) in hosts for id in own for one in kin]):
                continue
            periods = [member.period for id in own for one in kin for member in members[id].get(one, ())]
            if all([period is not None and apart(period, span) for period in periods]):
                at = f"/participations/{number}/party_id"
                yield NOT_MEMBER(party.id, at=at, record_id=event.id, programs=either(own))


def _speaks_for(party: Record, participation: Participation) -> list[str]:
    """Return the ids that a party takes part for: its own, and those of its organizations or programme."""
    ids = [party.id]
    if participation.on_behalf_of is not None:
        ids.append(participation.on_behalf_of)
    if isinstance(party, Person):
        ids += [affiliation.organization_id for affiliation in party.affiliations]
    if isinstance(party, Group):
        ids.append(party.program_id)
    return ids


@rule(DUPLICATE)
def participations_stand_once(context: Context) -> Iterator[Problem]:
    """A party is listed once for each role in an event, fields such as `organizer_ids` included."""
    for event in context.index.of(Event).values():
        seen = {(current(context.index, id), role) for role, ids in _named(event) for id in ids}
        for number, participation in enumerate(event.participations):
            if participation.party_id is None:
                continue
            entry = current(context.index, participation.party_id), participation.role
            if entry in seen:
                yield DUPLICATE(
                    participation.party_id,
                    at=f"/participations/{number}",
                    record_id=event.id,
                    role=participation.role,
                    expected="one entry for each role",
                )
            seen.add(entry)


def _named(event: Event) -> list[tuple[str, tuple[str, ...]]]:
    """Return the roles that have their own field, with the ids in that field."""
    return [
        (ParticipationRole.ORGANIZER, event.organizer_ids),
        (ParticipationRole.HOST, event.host_ids),
        (ParticipationRole.SPONSOR, event.sponsor_ids),
    ]


@rule(IMPOSSIBLE_MODE)
def nobody_is_online_where_all_are_there(context: Context) -> Iterator[Problem]:
    """An event that is held in person only has no online participants."""
    for event in context.index.of(Event).values():
        for number, participation in enumerate(event.participations):
            if event.attendance_mode is AttendanceMode.IN_PERSON and participation.mode is AttendanceMode.ONLINE:
                yield IMPOSSIBLE_MODE(
                    participation.mode.value,
                    at=f"/participations/{number}/mode",
                    record_id=event.id,
                    mode=event.attendance_mode.value,
                    help='Write "mixed" as attendance_mode, or "in_person" here.',
                )
