"""The dataset document: one JSON object, one record per line. Nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Final

from ..dataset.collection import Dataset
from ..jsontext.content import Content
from ..jsontext.limits import Limits
from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..records.readers import read_content
from ..shapes.explain import Unknown
from .format import Format, Imported, imported

__all__ = ["FORMAT"]


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:  # noqa: ARG001 - has no labels
    """Write the document."""
    dataset.dump_to(target)
    return ()


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits, scope: Scope = CORE_SCOPE) -> Imported:
    """Read a document."""
    return imported(read_content(Content(source, False, limits), unknown, scope), Listing(limits.problems))


FORMAT: Final = Format(
    name="json", title="dataset document", endings=(".json",), write=write, read=read, profiles=True, kept=True
)
