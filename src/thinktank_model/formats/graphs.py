"""Datasets as networkx graphs of participation, membership, co-authorship or references."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from ..dataset.collection import Dataset
from ..model.events import Event
from ..model.index import links
from ..model.outputs import Output
from ..model.programs import Member
from ..problems.meant import did_you_mean
from ..problems.pointers import pointer_tokens
from ..values.dates import PartialDate
from ..vocab import ContributionRole, MemberRole, ParticipationRole, label

if TYPE_CHECKING:
    import networkx

__all__ = ["to_networkx"]

GraphKind: TypeAlias = Literal["participation", "references", "membership", "coauthors"]

KINDS: Final[tuple[str, ...]] = get_args(GraphKind)
_AUTHORS: Final = (ContributionRole.AUTHOR.value,)
_NAMED: Final = (
    ("organizer_ids", ParticipationRole.ORGANIZER),
    ("host_ids", ParticipationRole.HOST),
    ("sponsor_ids", ParticipationRole.SPONSOR),
)
"""The fields of an event that name parties by a role, beside its participations."""


def to_networkx(dataset: Dataset, kind: GraphKind = "participation", *, lang: str = "en") -> networkx.Graph[str]:
    """Return a dataset as a networkx graph: a `MultiDiGraph`, for coauthors a `Graph`. All file formats of networkx can write it.

    Each node is an id with the attributes `label` and `type`, and if known `kind`, `country`, `start` and `end`. A
    date is the first or last day that it can mean; edges have a `weight` and further attributes. No value is None.

    Parameters:
        dataset: the dataset.
        kind: `"participation"`: from each party to the events that it took part in or had a part in, an edge for each `role`.
            `"membership"`: from each member to its programme, with `role`, `status`, `start` and `end`. `"coauthors"`: between
            parties that are authors of one output; the weight is the number of outputs. `"references"`: from each record to those
            that it refers to, with the `field`.
        lang: the language of labels.

    Raises:
        ValueError: there is no such kind of graph.
        ImportError: networkx is not installed; the message says what to install.

    `to_networkx(ds, "membership").degree("organization:a")` is in how many programmes an organization is a member.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no graph of the kind {kind!r}, only {', '.join(KINDS)}{did_you_mean(kind, KINDS)}")
    try:
        import networkx
    except ImportError:
        raise ImportError('a graph needs networkx: pip install "thinktank-model[graph]"') from None
    graph: networkx.Graph[str] = networkx.Graph() if kind == "coauthors" else networkx.MultiDiGraph()
    getattr(_Maker(dataset, lang, graph), kind)()
    return graph


class _Maker:
    """Makes one graph."""

    def __init__(self, dataset: Dataset, lang: str, graph: Any) -> None:
        self.dataset = dataset
        self.lang = lang
        self.graph: Any = graph

    # --- the kinds ---

    def participation(self) -> None:
        for event in self.dataset.events.values():
            self.node(event.id)
            when = _span(event.start, event.end or event.start)
            for party, role, more in dict.fromkeys(_parts(event)):
                said = {} if more is None else {"represented_by": self.id(more)}
                self.edge(
                    party, event.id, role, role=role, label=label(role, self.lang, of=ParticipationRole), **when, **said
                )

    def membership(self) -> None:
        for program in self.dataset.programs:
            self.node(program)
        for member in self.dataset.members.values():
            more = {"category": member.category, "group": member.group_id, "represents": member.represents}
            self.edge(
                member.party_id,
                member.program_id,
                member.id,
                role=member.role,
                label=label(member.role, self.lang, of=MemberRole),
                status=member.status.value,
                **{key: value for key, value in more.items() if value is not None},
                **_dates(member),
            )

    def coauthors(self) -> None:
        for output in self.dataset.outputs.values():
            authors = dict.fromkeys([self.id(party) for party in _authors(output)])
            for author in authors:
                self.node(author)
            for one, other in combinations(authors, 2):
                self.together(one, other, output)

    def together(self, one: str, other: str, output: Output) -> None:
        """Count an output of two authors."""
        edge = self.graph.edges[one, other] if self.graph.has_edge(one, other) else {"weight": 0.0}
        edge["weight"] += 1.0
        edge["outputs"] = f"{edge['outputs']} {output.id}" if "outputs" in edge else output.id
        issued = None if output.dates is None else output.dates.issued
        if issued is not None:
            edge["start"] = min(issued.earliest.isoformat(), edge.get("start", "9999"))
            edge["end"] = max(issued.latest.isoformat(), edge.get("end", ""))
        self.graph.add_edge(one, other, **edge)

    def references(self) -> None:
        for record in self.dataset:
            self.node(record.id)
        for record in self.dataset:
            for at, target in links(record):
                self.edge(record.id, target, at, field=pointer_tokens(at)[0], label=pointer_tokens(at)[0])

    # --- nodes and edges ---

    def id(self, id: str) -> str:
        """Return the current id of a record."""
        found = self.dataset.get(id)
        return id if found is None else found.id

    def node(self, id: str) -> str:
        """Return the node of a record, and add it if necessary, even for a record that is not in the dataset."""
        id = self.id(id)
        if id not in self.graph:
            record: Any = self.dataset.get(id)
            said = {"label": self.dataset.label(id, self.lang), "type": id.partition(":")[0]}
            if record is not None:
                said |= {
                    name: str(getattr(record, name)) for name in ("kind", "country") if getattr(record, name, None)
                }
                said |= _dates(record)
            self.graph.add_node(id, **said)
        return id

    def edge(self, one: str, other: str, key: str, /, **said: str) -> None:
        self.graph.add_edge(self.node(one), self.node(other), key=key, weight=1.0, **said)


def _parts(event: Event) -> Iterator[tuple[str, str, str | None]]:
    """Yield the parties of an event with their roles, and who represented them."""
    for part in event.participations:
        if part.party_id is not None:
            yield part.party_id, part.role, None
        if part.on_behalf_of is not None:
            yield part.on_behalf_of, part.role, part.party_id
    for name, role in _NAMED:
        for party in getattr(event, name):
            yield party, role.value, None
    for item in event.agenda:
        for party in item.speaker_ids:
            yield party, ParticipationRole.SPEAKER.value, None


def _authors(output: Output) -> Iterator[str]:
    for part in output.contributions:
        if part.party_id is not None and part.role in _AUTHORS:
            yield part.party_id


def _dates(record: Any) -> dict[str, str]:
    """Return the start and end of a record, if known."""
    if isinstance(record, Event):
        return _span(record.start, record.end or record.start)
    period = getattr(record, "period", None)
    if period is not None:
        return _span(period.start, period.end)
    if isinstance(record, Output) and record.dates is not None:
        return _span(record.dates.issued, None)
    return (
        {}
        if isinstance(record, Member)
        else _span(getattr(record, "founded", None), getattr(record, "dissolved", None))
    )


def _span(start: PartialDate | None, end: PartialDate | None) -> dict[str, str]:
    """Return the first and the last day."""
    found = {} if start is None else {"start": start.earliest.isoformat()}
    return found if end is None else {**found, "end": end.latest.isoformat()}
