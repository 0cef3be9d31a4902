"""JSON Lines: the header of the dataset, then one record per line. Nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Final

from ..dataset.collection import Dataset
from ..jsontext.content import Content
from ..jsontext.files import LINE_ENDINGS
from ..jsontext.limits import Limits
from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..records.lines import write_jsonl
from ..records.readers import read_content
from ..shapes.explain import Unknown
from .format import Format, Imported, imported

__all__ = ["FORMAT"]


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:  # noqa: ARG001 - has no labels
    """Write the header and the records."""
    write_jsonl(target, (dataset.header, *dataset))
    return ()


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits, scope: Scope = CORE_SCOPE) -> Imported:
    """Read the records, and the header if there is one."""
    return imported(read_content(Content(source, True, limits), unknown, scope), Listing(limits.problems))


FORMAT: Final = Format(
    name="jsonl",
    title="JSON Lines, a record a line",
    endings=LINE_ENDINGS,
    write=write,
    read=read,
    profiles=True,
    kept=True,
)
