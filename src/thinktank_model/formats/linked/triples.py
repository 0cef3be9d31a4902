"""Datasets as RDF, by pyoxigraph: it checks each statement and writes it in any syntax."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from ...dataset.collection import Dataset
from .statements import Statements
from .writing import DATASET, Writer

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["prefixes", "quads"]

AT_A_TIME: int = 2048  # statements


def quads(dataset: Dataset, *, named: bool) -> Iterator[pyoxigraph.Quad]:
    """Yield the statements of a dataset, record by record.

    Parameters:
        dataset: the dataset.
        named: whether they are in a graph that is named after the dataset.
    """
    import pyoxigraph

    end = f" <{Writer(dataset.header).names.base}{DATASET}> .\n" if named else " .\n"
    lines = _lines(dataset)
    while some := list(islice(lines, AT_A_TIME)):
        text = end.join(some) + end
        yield from pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.N_QUADS)


def _lines(dataset: Dataset) -> Iterator[str]:
    writer = Writer(dataset.header)
    statements = Statements(writer.names.context)
    for node in writer.nodes(dataset):
        yield from statements.of(node)


def prefixes(dataset: Dataset) -> dict[str, str]:
    """Return what IRIs can be shortened to, where a syntax has that."""
    context = Writer(dataset.header).names.context
    return {
        name: meaning["@id"] for name, meaning in context.items() if isinstance(meaning, dict) and "@prefix" in meaning
    }
