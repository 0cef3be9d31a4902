"""ROR: organizations in the format of the Research Organization Registry; its data dump is read in both schemas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Final

from ..dataset.collection import Dataset
from ..jsontext.limits import Limits
from ..jsontext.parsing import encode
from ..problems.problem import Problem
from ..shapes.explain import Unknown
from ..vocab import IdentifierRelation, IdentifierStatus
from .format import Format, Imported
from .losses import Losses, plain
from .registries.reading import read_items
from .registries.ror import lines, shaped

__all__ = ["FORMAT", "V2", "write"]

V2: Final = "schema_v2"  # a part of the name of the file in the newer schema, in a dump with both


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:
    """Write a list of records of schema 2, one per line; without an `id` if an organization has no ROR id."""
    losses = Losses("ror")
    organizations = [record for record in dataset if record.type == "organization"]
    ids = {
        record.id: one.value
        for record in organizations
        for one in record.identifiers
        if one.scheme == "ror" and one.status is IdentifierStatus.CONFIRMED and one.relation is IdentifierRelation.SELF
    }
    labels = {id: dataset.label(id, lang) for id in ids}
    start = b"[\n"
    for record in organizations:
        data = plain(record)
        target.write(start + encode(shaped(data, ids, labels, lang)))
        losses.left(data)
        start = b",\n"
    target.write(b"[]\n" if start == b"[\n" else b"\n]\n")
    return losses


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits) -> Imported:
    """Read a record, a list of records, or the dump, which is a ZIP archive."""
    return read_items(source, lines, "ror", "ROR", unknown, limits, V2)


FORMAT: Final = Format(
    name="ror",
    title="ROR, records of the register and its dump",
    endings=(".ror.json", ".ror.zip"),
    carries=("organization",),
    read=read,
    keys=({"id", "names", "locations"}, {"id", "names", "external_ids"}, {"id", "name", "external_ids"}),
)
