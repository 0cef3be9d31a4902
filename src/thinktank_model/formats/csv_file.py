"""CSV: one table with a row for each record. Every field is a column; a list of objects is JSON text in one cell.

A file holds one table, so all records are in one table, each complete in its row: nothing is lost, and no row depends on
another. Linked tables without JSON text are the format `csv-zip`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any, Final

from attrs import evolve

from ..dataset.collection import Dataset
from ..jsontext.limits import Limits
from ..jsontext.opening import read_all
from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..shapes.explain import Unknown
from ..sheets.grid import Grid, Workbook
from ..sheets.reading import WorkbookReader
from ..sheets.wording import of_table
from ..tables.flatten import to_table
from ..tables.gather import TableReader, from_tables
from . import csv_text
from .codes import CSV_READ_AS
from .csv_writing import OURS, told
from .format import RECORDS, Format, Imported, imported

__all__ = ["FORMAT", "reader_of"]


def write(dataset: Dataset, target: IO[bytes], *, lang: str, separator: str = ",") -> Iterable[Problem]:  # noqa: ARG001 - columns are keys
    """Write the table."""
    csv_text.write(to_table(dataset), target, separator)
    return ()


def read(
    source: IO[bytes],
    *,
    unknown: Unknown,
    limits: Limits,
    mapping: Mapping[str, Any] | None = None,
    scope: Scope = CORE_SCOPE,
) -> Imported:
    """Read the table. The mapping maps headings to columns.

    A foreign table, without id and type in each row, is read like a sheet of a foreign workbook.
    """
    hint = str(getattr(source, "name", ""))
    reader = reader_of(read_all(source, limits.document), unknown, limits, mapping, scope, hint=hint)
    if isinstance(reader, WorkbookReader):
        return evolve(imported(reader, reader.found, is_partial=reader.is_partial), mapping=reader.mapping)
    return imported(reader, reader.found)


def reader_of(
    data: bytes,
    unknown: Unknown,
    limits: Limits,
    mapping: Mapping[str, Any] | None = None,
    scope: Scope = CORE_SCOPE,
    *,
    is_lenient: bool = True,
    hint: str = "",
) -> TableReader | WorkbookReader:
    """Return the reader of a table; a foreign one is read like a sheet of a foreign workbook.

    Parameters:
        data: the text.
        unknown: as in `loads`.
        limits: the maximum number of problems.
        mapping: maps headings to columns.
        scope: the records that there can be.
        is_lenient: as for `WorkbookReader`.
        hint: the path of the file.
    """
    found = Listing(limits.problems)
    table = csv_text.to_table("", data, lambda problem: found.add([problem]))
    columns = tuple([str((mapping or {}).get(name, name)) for name in table.columns])
    if OURS.isdisjoint(columns):
        reader = _others(data, unknown, limits, mapping, scope, is_lenient=is_lenient, hint=Path(hint).stem)
        if reader is not None:
            return reader
    tables = iter([table._replace(columns=columns)])
    del data, table  # may be most of the memory
    return from_tables(tables, unknown, limits, found, scope=scope)


def _others(
    data: bytes,
    unknown: Unknown,
    limits: Limits,
    mapping: Mapping[str, Any] | None,
    scope: Scope,
    *,
    is_lenient: bool,
    hint: str,
) -> WorkbookReader | None:
    """Return the reader of a foreign table; None if it is ours, or has no rows."""
    written = told(data)
    rows = [] if written is None else list(csv_text.rows_of(written))
    first = next((cells for _, cells in rows if cells and any(cells)), [])
    if written is None or not OURS.isdisjoint(first):
        return None
    found = Listing(limits.problems)
    if not written.is_usual:
        found.add([CSV_READ_AS(encoding=written.encoding, separator=written.called)])
    found.add([csv_text.not_closed(line) for line, cells in rows if cells is None])
    width = max([len(cells) for _, cells in rows if cells], default=0)
    if width * len(rows) > csv_text.CELLS or len(rows) < 2:
        return None
    grid = Grid("", [[*(cells or ()), *[""] * (width - len(cells or ()))] for _, cells in rows])
    reader = WorkbookReader(
        Workbook([grid]), unknown, found, limits, mapping=mapping, is_lenient=is_lenient, scope=scope, hint=hint
    )
    reader.found.problems[:] = [of_table(problem) for problem in reader.found.problems]
    return reader


FORMAT: Final = Format(
    name="csv",
    title="CSV, a row a record",
    endings=(".csv",),
    carries=RECORDS,
    takes_mapping=True,
    write=write,
    read=read,
    profiles=True,
    kept=True,
)
