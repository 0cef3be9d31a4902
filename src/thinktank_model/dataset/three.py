"""`merge3`: two datasets with a common ancestor."""

from __future__ import annotations

from typing import NamedTuple

from .collection import Dataset, made_of
from .merging import Conflict, joined

__all__ = ["Merged", "merge3"]


class Merged(NamedTuple):
    """The result of a three-way merge.

    Attributes:
        dataset: the merged dataset. In a conflict it has the value of the common ancestor.
        conflicts: the values that both sides changed differently.
    """

    dataset: Dataset
    conflicts: tuple[Conflict, ...]


def merge3(base: Dataset, ours: Dataset, theirs: Dataset) -> Merged:
    """Merge the changes of two sides since their common ancestor, by record and field.

    Lists are merged as sets of items, except those whose order is significant (agendas, priorities, contributions). A value that both sides changed
    differently is left unchanged; a record that one side removed and the other changed is kept with its changes.
    References to removed records are left to `Dataset.check`.

    Parameters:
        base: the common ancestor.
        ours: one side.
        theirs: the other side; exchanging the two gives the same result, up to the order of records.
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
