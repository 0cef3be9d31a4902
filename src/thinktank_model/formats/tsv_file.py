"""TSV: the same table as CSV, with tabs between its cells."""

from __future__ import annotations

from functools import partial
from typing import Final

from . import csv_file
from .format import RECORDS, Format

__all__ = ["FORMAT"]

FORMAT: Final = Format(
    name="tsv",
    title="TSV, a row a record",
    endings=(".tsv", ".tab"),
    carries=RECORDS,
    takes_mapping=True,
    write=partial(csv_file.write, separator="\t"),
    read=csv_file.read,
    profiles=True,
    kept=True,
)
