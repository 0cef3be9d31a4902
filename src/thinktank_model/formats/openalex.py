"""OpenAlex: institutions and works in the form of its API and its snapshot."""

from __future__ import annotations

from typing import IO, Final

from ..jsontext.limits import Limits
from ..shapes.explain import Unknown
from .format import Format, Imported
from .registries.openalex import lines
from .registries.reading import read_items

__all__ = ["FORMAT"]


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits) -> Imported:
    """Read an object, a list or lines of objects, or a response of the API."""
    return read_items(source, lines, "openalex", "OpenAlex", unknown, limits)


FORMAT: Final = Format(
    name="openalex",
    title="OpenAlex, institutions and works",
    endings=(".openalex.json", ".openalex.jsonl"),
    carries=("organization", "output", "person"),
    read=read,
    keys=({"meta", "results"}, {"id", "ror", "display_name"}, {"id", "doi", "display_name"}),
)
