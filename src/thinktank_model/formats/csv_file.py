"""CSV: one table of all records, a row each; every field is a column, a list of objects is JSON text in one cell.

One file can hold one table, and so all records are in one, each whole in its row: nothing of them is lost, and no row depends on
another. Linked tables without JSON text are the format `csv-zip`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO, Final

from ..dataset.collection import Dataset
from ..jsontext.limits import Limits
from ..jsontext.opening import read_all
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..shapes.explain import Unknown
from ..tables.flatten import to_table
from ..tables.gather import from_tables
from . import csv_text
from .format import RECORDS, Format, Imported, imported

__all__ = ["FORMAT"]


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:  # noqa: ARG001 - columns are keys
    """Write the table."""
    target.write(csv_text.to_bytes(to_table(dataset)))
    return ()


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits, mapping: Mapping[str, str] | None = None) -> Imported:
    """Read the table; a heading stands for the column that the mapping gives for it."""
    found = Listing(limits.problems)
    table = csv_text.to_table("", read_all(source, limits.document), lambda problem: found.add([problem]))
    columns = tuple([(mapping or {}).get(name, name) for name in table.columns])
    return imported(from_tables([table._replace(columns=columns)], unknown, limits, found), found)


FORMAT: Final = Format(
    name="csv",
    title="CSV, a row a record",
    endings=(".csv",),
    carries=RECORDS,
    takes_mapping=True,
    write=write,
    read=read,
)
