"""JSON Lines: the dataset's own first line, then one record a line. Nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Final

from ..dataset.collection import Dataset, read_lines
from ..jsontext.files import LINE_ENDINGS
from ..problems.problem import Problem
from ..problems.report import Report
from ..records.reading import write_jsonl
from ..shapes.explain import Unknown
from .format import Format, Imported

__all__ = ["FORMAT"]


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:  # noqa: ARG001 - has no labels
    """Write the header and the records."""
    write_jsonl(target, (dataset.header, *dataset))
    return ()


def read(source: IO[bytes], *, unknown: Unknown) -> Imported:
    """Read the records, and the header if there is one."""
    reading = read_lines(source, unknown)
    return Imported(reading.dataset, Report(reading.problems))


FORMAT: Final = Format(name="jsonl", title="JSON Lines, a record a line", endings=LINE_ENDINGS, write=write, read=read)
