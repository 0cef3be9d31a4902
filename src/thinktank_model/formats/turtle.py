"""Turtle: the dataset as linked data in the syntax that people read best."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Final

from ..dataset.collection import Dataset
from ..problems.problem import Problem
from .format import Format
from .linked.triples import prefixes, quads
from .linked.writing import missing_base

__all__ = ["FORMAT"]


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:  # noqa: ARG001 - all languages are written
    """Write the statements about the dataset and each record."""
    import pyoxigraph

    triples = (quad.triple for quad in quads(dataset, named=False))
    pyoxigraph.serialize(triples, target, format=pyoxigraph.RdfFormat.TURTLE, prefixes=prefixes(dataset))
    return missing_base(dataset.header)


FORMAT: Final = Format(
    name="turtle",
    title="RDF in Turtle",
    endings=(".ttl",),
    packages=("pyoxigraph",),
    extra="thinktank-model[rdf]",
    write=write,
    profiles=True,
)
