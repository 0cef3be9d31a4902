"""Rules about organizations: their parents and successors, and when they exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.events import Event
from ..model.index import links, targets
from ..model.parties import Organization
from ..model.programs import Activity, CooperationProgram, Member
from ..model.union import Record
from ..problems.problem import Fix, Problem, define
from ..problems.translations import Phrase
from ..values.dates import PartialDate
from ..values.identifiers import Identifier
from ..vocab import IdentifierRelation, IdentifierStatus, OrganizationRelation
from .base import Context, certainly_before, current, rule, today
from .cycles import cycle_problem, find_cycles
from .references import UNIT_SCHEMES

__all__: list[str] = []

CYCLE = define(
    "organization.cycle",
    "error",
    "the {field} of {found} form a cycle: {path}",
    why=(
        "An organization cannot be part of its own part, or the successor of its own successor. The relation "
        "`affiliated` is not hierarchical, and relations that have ended are not combined with current ones."
    ),
    bad='[{"id": "organization:a", "parents": [{"organization_id": "organization:b"}]}, '
    '{"id": "organization:b", "parents": [{"organization_id": "organization:a"}]}]',
    good='[{"id": "organization:a", "parents": [{"organization_id": "organization:b"}]}, {"id": "organization:b"}]',
)
DISSOLVED_ACTIVE = define(
    "organization.dissolved-active",
    "error",
    "{found} takes part from {start}, but was dissolved in {end}",
    why="An organization that has been dissolved cannot take part. A date is wrong, or the successor took part.",
    bad='[{"id": "organization:a", "dissolved": "2019"}, {"id": "event:e", "start": "2024", "host_ids": ["organization:a"]}]',
    good='[{"id": "organization:a", "dissolved": "2024"}, {"id": "event:e", "start": "2024", "host_ids": ["organization:a"]}]',
)
NOT_RECIPROCAL = define(
    "organization.not-reciprocal",
    "warning",
    "{found} is the {said} of this record, but does not name it as {unsaid}",
    why=(
        "A predecessor and its successor name each other. If one of the two references is missing, the relation "
        "can be followed only from one side."
    ),
    bad='[{"id": "organization:a", "successor_ids": ["organization:b"]}, {"id": "organization:b"}]',
    good='[{"id": "organization:a", "successor_ids": ["organization:b"]}, '
    '{"id": "organization:b", "predecessor_ids": ["organization:a"]}]',
    mends="the id of this record in the list of the other record",
)
PARENTS_IDENTIFIER = define(
    "organization.parents-identifier",
    "warning",
    "{found} is the identifier of the parent, {parent}",
    why=(
        "Registers such as ROR and Wikidata often list a university but not its institutes. An institute can "
        "have the identifier of its university, but only with the relation parent: otherwise all its institutes "
        "seem to be the same organization."
    ),
    bad='[{"id": "organization:fudan", "identifiers": [{"scheme": "ror", "value": "013q1eq08"}]}, '
    '{"id": "organization:iis", "parents": [{"organization_id": "organization:fudan"}], '
    '"identifiers": [{"scheme": "ror", "value": "013q1eq08"}]}]',
    good='[{"id": "organization:fudan", "identifiers": [{"scheme": "ror", "value": "013q1eq08"}]}, '
    '{"id": "organization:iis", "parents": [{"organization_id": "organization:fudan"}], '
    '"identifiers": [{"scheme": "ror", "value": "013q1eq08", "relation": "parent"}]}]',
)


@rule(CYCLE)
def organizations_are_above_or_below(context: Context) -> Iterator[Problem]:
    """An organization is not its own parent, directly or through others. Relations that have ended are ignored."""
    index, now = context.index, today(context)
    said: dict[tuple[str, str], str] = {}
    graph: dict[str, list[str]] = {}
    for id, organization in index.of(Organization).items():
        graph[id] = steps = []
        for number, parent in enumerate(organization.parents):
            over = parent.period is not None and certainly_before(parent.period.end, now)
            if parent.relation is not OrganizationRelation.AFFILIATED and not over:
                above = current(index, parent.organization_id)
                said.setdefault((id, above), f"/parents/{number}/organization_id")
                steps.append(above)
    for path in find_cycles(graph):
        at = said[path[0], path[1]]
        yield _cycle(path, at, Phrase("parents"))


@rule(CYCLE)
def organizations_come_before_or_after(context: Context) -> Iterator[Problem]:
    """An organization is not its own predecessor, directly or through others. A successor counts as the inverse of a predecessor."""
    index = context.index
    said: dict[tuple[str, str], str] = {}
    graph: dict[str, list[str]] = {id: [] for id in index.of(Organization)}
    for id, organization in index.of(Organization).items():
        for number, earlier in enumerate(organization.predecessor_ids):
            said.setdefault((id, current(index, earlier)), f"/predecessor_ids/{number}")
            graph[id].append(current(index, earlier))
        for number, later in enumerate(organization.successor_ids):
            said.setdefault((id, current(index, later)), f"/successor_ids/{number}")
            graph.get(current(index, later), []).append(id)
    for path in find_cycles(graph):
        at = said.get((path[0], path[1]), said.get((path[0], path[-1]), ""))
        yield _cycle(path, at, Phrase("predecessors"))


def _cycle(path: Sequence[str], at: str, field: Phrase) -> Problem:
    expected = Phrase("{field} without a cycle", field=field)
    return cycle_problem(CYCLE, path, at=at, field=field, expected=expected)


@rule(DISSOLVED_ACTIVE)
def the_dissolved_do_nothing(context: Context) -> Iterator[Problem]:
    """A dissolved organization does not host, join, attend or work in anything that begins later."""
    organizations = context.index.of(Organization).items()
    dissolved = {id: organization.dissolved for id, organization in organizations if organization.dissolved is not None}
    theirs = dissolved.keys() | {old for old, id in context.index.merged.items() if id in dissolved}
    for record in context.index.by_id.values():
        start = _start(record) if dissolved else None
        if start is None or theirs.isdisjoint(targets(record)):
            continue
        for at, target in links(record):
            end = dissolved.get(current(context.index, target))
            if end is not None and end.before(start) is True:
                yield DISSOLVED_ACTIVE(
                    target,
                    at=at,
                    record_id=record.id,
                    start=start.text,
                    end=end.text,
                    expected="an organization that existed then",
                )


def _start(record: Record) -> PartialDate | None:
    """Return when the organizations that a record refers to begin to take part."""
    if isinstance(record, Event):
        return record.start
    if isinstance(record, (CooperationProgram, Member, Activity)) and record.period is not None:
        return record.period.start
    return None


@rule(NOT_RECIPROCAL)
def successors_and_predecessors_agree(context: Context) -> Iterator[Problem]:
    """If an organization names a successor or predecessor, the other names it in return. The fix adds the missing id."""
    index = context.index
    named = [
        (id, field, number, current(index, target))
        for id, organization in index.of(Organization).items()
        for field, targets in (("predecessor", organization.predecessor_ids), ("successor", organization.successor_ids))
        for number, target in enumerate(targets)
    ]
    said = {(id, field, other) for id, field, _, other in named}
    for id, field, number, other in named:
        back = "predecessor" if field == "successor" else "successor"
        if other != id and other in index.of(Organization) and (other, back, id) not in said:
            yield NOT_RECIPROCAL(
                other,
                at=f"/{field}_ids/{number}",
                record_id=id,
                said=Phrase(field),
                unsaid=Phrase(back),
                help=Phrase('Add "{id}" to {field} of {other}.', id=id, field=f"{back}_ids", other=other),
                fix=Fix("add", f"/{back}_ids/-", id, record_id=other),
            )


@rule(PARENTS_IDENTIFIER)
def units_do_not_take_their_parents_identifiers(context: Context) -> Iterator[Problem]:
    """A unit with the ROR or Wikidata id of its parent marks it as the parent's."""
    organizations = context.index.of(Organization)
    carriers: dict[tuple[str, str], set[str]] = {}
    for id, organization in organizations.items():
        for identifier in filter(_names_itself, organization.identifiers):
            carriers.setdefault((identifier.scheme, identifier.value), set()).add(id)
    for id, organization in organizations.items():
        above = {current(context.index, parent.organization_id) for parent in organization.parents} - {id}
        for number, identifier in enumerate(organization.identifiers):
            owners = above & carriers.get((identifier.scheme, identifier.value), set())
            if owners and _names_itself(identifier):
                yield PARENTS_IDENTIFIER(
                    identifier.value,
                    at=f"/identifiers/{number}",
                    record_id=id,
                    parent=min(owners),
                    help='Add "relation": "parent" to an identifier of the parent.',
                )


def _names_itself(identifier: Identifier) -> bool:
    """Return whether it is a ROR or Wikidata id of the organization itself that is not rejected."""
    own = identifier.relation is IdentifierRelation.SELF and identifier.status is not IdentifierStatus.REJECTED
    return own and identifier.scheme in UNIT_SCHEMES
