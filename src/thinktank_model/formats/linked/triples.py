"""Converts datasets to RDF with pyoxigraph, which checks each statement and writes any syntax."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from ...dataset.collection import Dataset
from .statements import Statements
from .writing import DATASET, Writer

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["prefixes", "quads"]

AT_A_TIME: Final = 64  # records


def quads(dataset: Dataset, *, named: bool) -> Iterator[pyoxigraph.Quad]:
    """Yield the statements of a dataset, record by record.

    Parameters:
        dataset: the dataset.
        named: whether they are in a graph that is named after the dataset.
    """
    import pyoxigraph

    writer = Writer(dataset.header, dataset.scope)
    statements = Statements(writer.names.context)
    end = f" <{writer.names.base}{DATASET}> .\n" if named else " .\n"
    nodes = writer.nodes(dataset)
    while some := list(islice(nodes, AT_A_TIME)):
        lines: list[str] = []
        for node in some:
            statements.add(node, lines)
        yield from pyoxigraph.parse((end.join(lines) + end).encode(), format=pyoxigraph.RdfFormat.N_QUADS)


def prefixes(dataset: Dataset) -> dict[str, str]:
    """Return the prefixes that shorten IRIs."""
    context = Writer(dataset.header, dataset.scope).names.context
    return {
        name: meaning["@id"] for name, meaning in context.items() if isinstance(meaning, dict) and "@prefix" in meaning
    }
