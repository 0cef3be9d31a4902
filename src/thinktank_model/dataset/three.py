"""`merge3`: two datasets with a common ancestor."""

from __future__ import annotations

from typing import NamedTuple

from .collection import Dataset, made_of
from .merging import Conflict, joined

__all__ = ["Merged", "merge3"]


class Merged(NamedTuple):
    """What became of two datasets with a common ancestor.

    Attributes:
        dataset: the records of both, with what either side changed. Where there is a conflict, it has what both started from.
        conflicts: what both sides changed differently.
    """

    dataset: Dataset
    conflicts: tuple[Conflict, ...]


def merge3(base: Dataset, ours: Dataset, theirs: Dataset) -> Merged:
    """Return the dataset that has what either of two sides changed since their common ancestor, by record and field.

    Lists are sets of items, but for those whose order says something (agendas, priorities, contributions). Where both sides changed
    one thing differently, it stays as it was; a record that one side removed and the other changed stays as it was changed.
    References to removed records are left to `Dataset.check`.

    Parameters:
        base: what both started from.
        ours: one side.
        theirs: the other side; the result is the same if the two are exchanged, up to the order of records.
    """
    if ours == base:
        return Merged(theirs, ())
    header, records, conflicts = joined(
        (base.header, base.index),
        (ours.header, ours.index),
        (theirs.header, theirs.index),
        (base.diff(ours).renamed, base.diff(theirs).renamed),
    )
    return Merged(made_of(header, records, type(base)), conflicts)
