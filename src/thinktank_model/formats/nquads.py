"""N-Quads: the dataset as linked data, one statement per line, in a graph named after it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Final

from ..dataset.collection import Dataset
from ..problems.problem import Problem
from .format import Format
from .linked.triples import quads
from .linked.writing import missing_base

__all__ = ["FORMAT"]


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:  # noqa: ARG001 - all languages are written
    """Write the statements, each with the name of the dataset."""
    import pyoxigraph

    pyoxigraph.serialize(quads(dataset, named=True), target, format=pyoxigraph.RdfFormat.N_QUADS)
    return missing_base(dataset.header)


FORMAT: Final = Format(
    name="nquads",
    title="RDF in N-Quads, a statement a line",
    endings=(".nq",),
    packages=("pyoxigraph",),
    extra="thinktank-model[rdf]",
    write=write,
    profiles=True,
)
