"""Popolo: organizations, persons, their affiliations as memberships, and events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Final

from ..dataset.collection import Dataset
from ..jsontext.limits import Limits
from ..jsontext.parsing import encode
from ..problems.problem import Problem
from ..shapes.explain import Unknown
from .format import Format, Imported
from .losses import Losses
from .registries.popolo import lines
from .registries.popolo_shaped import Shaper
from .registries.reading import read_items

__all__ = ["FORMAT"]


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:
    """Write one object with a list of each type, one item per line."""
    losses = Losses("popolo")
    start = b"{\n"
    for name, items in Shaper(dataset, lang, losses).lists():
        target.write(start + encode(name) + b": [\n" + b",\n".join([encode(item) for item in items]) + b"\n]")
        start = b",\n"
    target.write(b"\n}\n")
    return losses


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits) -> Imported:
    """Read an object with lists, or single objects."""
    return read_items(source, lines, "popolo", "Popolo", unknown, limits)


FORMAT: Final = Format(
    name="popolo",
    title="Popolo, organizations, persons and events",
    endings=(".popolo.json",),
    carries=("event", "organization", "person"),
    write=write,
    read=read,
    keys=({"persons.name"}, {"organizations.classification"}, {"organizations.name"}, {"memberships.organization_id"}),
)
