"""Rules about outputs: their dates, DOIs and relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..model.events import Event
from ..model.outputs import Output
from ..model.parts.identifiers import is_own
from ..problems.problem import Problem, define
from ..problems.translations import Phrase
from ..values.dates import PartialDate
from ..vocab import Access, OutputRelation, OutputStatus
from .base import Context, Span, apart, certainly_before, current, dates_text, rule, span_of, today
from .cycles import cycle_problem, find_cycles

__all__: list[str] = []

# --- Dates ---

DATE_ORDER = define(
    "output.date-order",
    "error",
    "{later}, {found}, is before {earlier}, {date}",
    why=(
        "An output is drafted, submitted and accepted in this order; and it is drafted, issued, updated and "
        "withdrawn in this order. The rule reports only dates that are certainly out of order."
    ),
    bad='[{"id": "output:o", "dates": {"issued": "2024-05", "updated": "2024-04-30"}}]',
    good='[{"id": "output:o", "dates": {"issued": "2024-05", "updated": "2024"}}]',
)
IN_FUTURE = define(
    "output.published-in-future",
    "warning",
    "the status is published, but {found} is after {today}",
    why=(
        "An output with a date of issue in the future is not published yet: its status is accepted, or the date "
        "is wrong."
    ),
    bad='[{"id": "output:o", "status": "published", "dates": {"issued": "2999"}}]',
    good='[{"id": "output:o", "status": "accepted", "dates": {"issued": "2999"}}]',
)
UNDATED = define(
    "output.published-undated",
    "warning",
    "the output is {found}, but has no date of issue",
    why="A published output needs a date of issue for citations. A year is enough.",
    bad='[{"id": "output:o", "status": "published"}]',
    good='[{"id": "output:o", "status": "published", "dates": {"issued": "2024"}}]',
)
RELEASED_ELSEWHEN = define(
    "output.released-elsewhen",
    "warning",
    "the date of issue, {found}, is outside {event}, {period}, where the output was released",
    why=(
        "An output that was released at an event is issued on a day of that event. An event without an end lasts "
        "one day."
    ),
    bad='[{"id": "event:e", "start": "2024-12-20"}, '
    '{"id": "output:o", "released_at": "event:e", "dates": {"issued": "2025-01"}}]',
    good='[{"id": "event:e", "start": "2024-12-20"}, '
    '{"id": "output:o", "released_at": "event:e", "dates": {"issued": "2024-12"}}]',
)
EMBARGO_UNDATED = define(
    "output.embargo-undated",
    "error",
    "the access is {found}, but embargo_until is missing",
    why=("An embargo ends on a certain day. Without that date it is not clear whether the output can already be read."),
    bad='[{"id": "output:o", "access": "embargoed"}]',
    good='[{"id": "output:o", "access": "embargoed", "embargo_until": "2026-01-01"}]',
)

# Each date, and those that it should not precede.
ORDER: Final[Mapping[str, tuple[str, ...]]] = {
    "drafted": (),
    "submitted": ("drafted",),
    "accepted": ("drafted", "submitted"),
    "issued": ("drafted",),
    "updated": ("drafted", "issued"),
    "withdrawn": ("drafted", "issued", "updated"),
}


def _dates(output: Output) -> Mapping[str, PartialDate]:
    """Return the dates of an output, each after those that it should not precede."""
    dates = {name: getattr(output.dates, name, None) for name in ORDER}
    return {name: date for name, date in dates.items() if date is not None}


@rule(DATE_ORDER)
def dates_follow_each_other(context: Context) -> Iterator[Problem]:
    """The dates of an output are in the order of its life cycle. Each date is reported once."""
    for output in context.index.of(Output).values():
        dates = _dates(output)
        for later, date in dates.items():
            broken = [name for name in ORDER[later] if certainly_before(date, dates.get(name))]
            if broken:
                earlier = dates[broken[0]].text
                yield DATE_ORDER(
                    date.text,
                    at=f"/dates/{later}",
                    record_id=output.id,
                    later=later,
                    earlier=broken[0],
                    date=earlier,
                    expected=Phrase("{date} or later", date=earlier),
                )


@rule(IN_FUTURE, UNDATED)
def the_published_has_a_date(context: Context) -> Iterator[Problem]:
    """A published output has a date of issue, and it is not after the reference date."""
    now = today(context)
    for output in context.index.of(Output).values():
        if output.status is not OutputStatus.PUBLISHED:
            continue
        issued = _dates(output).get("issued")
        if issued is None:
            yield UNDATED(output.status.value, at="/status", record_id=output.id, help='Add "issued" to the dates.')
        elif certainly_before(now, issued):
            advice = 'Write the status "accepted", or an earlier date.'
            yield IN_FUTURE(issued.text, at="/dates/issued", record_id=output.id, today=now.text, help=advice)


@rule(RELEASED_ELSEWHEN)
def releases_are_issues(context: Context) -> Iterator[Problem]:
    """An output that was released at an event was issued while the event took place."""
    for output in context.index.of(Output).values():
        issued, event = _dates(output).get("issued"), context.index.find(output.released_at)
        if issued is not None and isinstance(event, Event) and apart(Span(issued, issued), span_of(event)):
            period = dates_text(span_of(event))
            yield RELEASED_ELSEWHEN(
                issued.text,
                at="/dates/issued",
                record_id=output.id,
                event=event.id,
                period=period,
                expected=Phrase("a date within {period}", period=period),
            )


@rule(EMBARGO_UNDATED)
def embargoes_end(context: Context) -> Iterator[Problem]:
    """An embargo has an end date."""
    for output in context.index.of(Output).values():
        if output.access is Access.EMBARGOED and output.embargo_until is None:
            yield EMBARGO_UNDATED(
                output.access.value, at="/access", record_id=output.id, expected="the date in embargo_until"
            )


# --- Relations ---

CYCLE = define(
    "output.cycle",
    "error",
    "the relation {relation} of {found} forms a cycle: {path}",
    why=(
        "An output cannot be a version, translation, part or successor of an output that was made from it. Two "
        "outputs can cite or review each other."
    ),
    bad='[{"id": "output:a", "relations": [{"type": "is_part_of", "target": "output:b"}]}, '
    '{"id": "output:b", "relations": [{"type": "is_part_of", "target": "output:a"}]}]',
    good='[{"id": "output:a", "relations": [{"type": "is_part_of", "target": "output:b"}]}, {"id": "output:b"}]',
)
DOI_SHARED = define(
    "output.doi-shared",
    "error",
    "{other} has the same DOI, {found}, but is not a version of this output",
    why=(
        "A DOI identifies one output. Only versions of the same output can share it. A part without its own DOI "
        "can give the DOI of the whole with the relation parent."
    ),
    bad='[{"id": "output:a", "identifiers": [{"scheme": "doi", "value": "10.1000/1"}]}, '
    '{"id": "output:b", "identifiers": [{"scheme": "doi", "value": "10.1000/1"}]}]',
    good='[{"id": "output:a", "identifiers": [{"scheme": "doi", "value": "10.1000/1"}]}, '
    '{"id": "output:b", "identifiers": [{"scheme": "doi", "value": "10.1000/1"}], '
    '"relations": [{"type": "is_version_of", "target": "output:a"}]}]',
)
CITES_RETRACTED = define(
    "output.cites-retracted",
    "info",
    "it cites {found}, which was retracted",
    why="Readers of the citing output should know that it relies on a retracted output.",
    bad='[{"id": "output:a", "status": "retracted"}, '
    '{"id": "output:b", "relations": [{"type": "cites", "target": "output:a"}]}]',
    good='[{"id": "output:a", "status": "withdrawn"}, '
    '{"id": "output:b", "relations": [{"type": "cites", "target": "output:a"}]}]',
)

MUTUAL: Final = frozenset(
    [OutputRelation.CITES, OutputRelation.REVIEWS]
)  # relations that two outputs may have in both directions


@rule(CYCLE)
def outputs_are_not_made_of_themselves(context: Context) -> Iterator[Problem]:
    """The relations of one type do not form a cycle."""
    index = context.index
    graphs: dict[OutputRelation, dict[str, list[str]]] = {}
    said: dict[tuple[OutputRelation, str, str], str] = {}
    for id, output in index.of(Output).items():
        for number, relation in enumerate(output.relations):
            if relation.type not in MUTUAL:
                target = current(index, relation.target)
                graphs.setdefault(relation.type, {}).setdefault(id, []).append(target)
                said.setdefault((relation.type, id, target), f"/relations/{number}/target")
    for type, graph in graphs.items():
        for path in find_cycles(graph):
            at = said[type, path[0], path[1]]
            yield cycle_problem(CYCLE, path, at=at, relation=type.value, expected="relations without a cycle")


@rule(DOI_SHARED)
def dois_name_one_output(context: Context) -> Iterator[Problem]:
    """Two outputs do not share a DOI of their own, unless they are versions of each other, directly or through others."""
    outputs = context.index.of(Output)
    families = _families(context)
    owners: dict[str, str] = {}
    for id, output in outputs.items():
        for number, identifier in enumerate(output.identifiers):
            if identifier.scheme != "doi" or not is_own(identifier):
                continue
            owner = owners.setdefault(identifier.value, id)
            if families[owner] != families[id]:
                expected = "one output per DOI, or the relation is_version_of"
                yield DOI_SHARED(
                    identifier.value, at=f"/identifiers/{number}", record_id=id, other=owner, expected=expected
                )


def _families(context: Context) -> Mapping[str, str]:
    """Map each output to the name of its group of versions."""
    index = context.index
    versions: dict[str, list[str]] = {id: [] for id in index.of(Output)}
    for id, output in index.of(Output).items():
        for relation in output.relations:
            other = current(index, relation.target)
            if relation.type is OutputRelation.IS_VERSION_OF and other in versions:
                versions[id].append(other)
                versions[other].append(id)
    families: dict[str, str] = {}
    for name in versions:
        waiting = [name]
        while waiting:
            id = waiting.pop()
            if id not in families:
                families[id] = name
                waiting += versions[id]
    return families


@rule(CITES_RETRACTED)
def what_is_cited_stands(context: Context) -> Iterator[Problem]:
    """An output does not cite a retracted one."""
    for output in context.index.of(Output).values():
        for number, relation in enumerate(output.relations):
            target = context.index.find(relation.target)
            if (
                relation.type is OutputRelation.CITES
                and isinstance(target, Output)
                and target.status is OutputStatus.RETRACTED
            ):
                at = f"/relations/{number}/target"
                yield CITES_RETRACTED(relation.target, at=at, record_id=output.id, expected="a note on the retraction")
