"""GraphML and GEXF, by networkx: files that Gephi, Cytoscape, yEd and igraph read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import IO, Any, Final

from ..dataset.collection import Dataset
from ..problems.problem import Problem
from .codes import ONLY_A_GRAPH
from .format import RECORDS, Format
from .graphs import GraphKind, to_networkx

__all__ = ["FORMATS"]

_PARTIES: Final = ("organization", "person", "program", "group")
_CARRIES: Final[dict[GraphKind, tuple[str, ...]]] = {
    "references": RECORDS,
    "participation": (*_PARTIES, "event"),
    "membership": (*_PARTIES, "member"),
    "coauthors": (*_PARTIES, "output"),
}
_TITLES: Final[dict[GraphKind, str]] = {
    "references": "all records and their references",
    "participation": "parties and events",
    "membership": "members and programmes",
    "coauthors": "authors of the same outputs",
}


def _graphml(graph: Any, target: IO[bytes]) -> None:
    import networkx

    networkx.write_graphml_xml(graph, target, named_key_ids=True)  # the same with and without lxml


def _gexf(graph: Any, target: IO[bytes]) -> None:
    from networkx.readwrite.gexf import GEXFWriter

    writer: Any = GEXFWriter()
    writer.xml[0].attrib.pop("lastmodifieddate")  # equal datasets give equal files, without the date
    writer.add_graph(graph)
    writer.write(target)


def _write(
    dataset: Dataset, target: IO[bytes], *, lang: str, kind: GraphKind, writer: Callable[[Any, IO[bytes]], None]
) -> Iterable[Problem]:
    """Write the graph of a kind."""
    writer(to_networkx(dataset, kind, lang=lang), target)
    return (ONLY_A_GRAPH(count=len(dataset)),) if len(dataset) else ()


def _format(name: str, title: str, kind: GraphKind, writer: Callable[[Any, IO[bytes]], None]) -> Format:
    """Return the format of a kind of graph; that of references has the plain name and extension."""
    of_kind = "" if kind == "references" else kind
    return Format(
        name=f"{name}-{of_kind}" if of_kind else name,
        title=f"{title}: {_TITLES[kind]}",
        endings=(f".{of_kind}.{name}" if of_kind else f".{name}",),
        carries=_CARRIES[kind],
        packages=("networkx",),
        extra="thinktank-model[graph]",
        write=partial(_write, kind=kind, writer=writer),
    )


FORMATS: Final = tuple(
    [
        _format(name, title, kind, writer)
        for name, title, writer in (("gexf", "GEXF graph", _gexf), ("graphml", "GraphML graph", _graphml))
        for kind in _CARRIES
    ]
)
