"""Wikidata: organizations and persons, from the JSON of items."""

from __future__ import annotations

from typing import IO, Final

from ..jsontext.limits import Limits
from ..shapes.explain import Unknown
from .format import Format, Imported
from .registries.reading import read_items
from .registries.wikidata import lines

__all__ = ["FORMAT"]


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits) -> Imported:
    """Read an item, a list or lines of items such as a dump, or a response of the API (`wbgetentities`)."""
    return read_items(source, lines, "wikidata", "Wikidata", unknown, limits)


FORMAT: Final = Format(
    name="wikidata",
    title="Wikidata, items that are organizations or persons",
    endings=(".wikidata.json", ".wikidata.jsonl"),
    carries=("organization", "person"),
    read=read,
    keys=({"labels", "claims"}, {"id", "labels", "type"}, {"entities"}),
)
