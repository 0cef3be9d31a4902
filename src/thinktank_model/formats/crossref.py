"""Crossref: works in the form of its REST API and its public data file."""

from __future__ import annotations

from typing import IO, Final

from ..jsontext.limits import Limits
from ..shapes.explain import Unknown
from .format import Format, Imported
from .registries.crossref import lines
from .registries.reading import read_items

__all__ = ["FORMAT"]


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits) -> Imported:
    """Read a work, a list or lines of works, or a response of the API."""
    return read_items(source, lines, "crossref", "Crossref", unknown, limits)


FORMAT: Final = Format(
    name="crossref",
    title="Crossref, works",
    endings=(".crossref.json", ".crossref.jsonl"),
    carries=("output", "person", "organization"),
    read=read,
    keys=(
        {"message-type", "message"},
        {"DOI", "indexed"},
        {"items.DOI"},
        {"indexed.date-parts"},
        {"DOI", "title", "author"},
    ),
)
