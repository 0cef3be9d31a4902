"""The dataset document: one JSON object, a record a line. Nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Final

from ..dataset.collection import Dataset, read_document
from ..problems.problem import Problem
from ..problems.report import Report
from ..shapes.explain import Unknown
from .format import Format, Imported

__all__ = ["FORMAT"]


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:  # noqa: ARG001 - has no labels
    """Write the document."""
    dataset.dump_to(target)
    return ()


def read(source: IO[bytes], *, unknown: Unknown) -> Imported:
    """Read a document."""
    reading = read_document(source.read(), unknown)
    return Imported(reading.dataset, Report(reading.problems))


FORMAT: Final = Format(name="json", title="dataset document", endings=(".json",), write=write, read=read)
