"""Converts rows of a database to records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve

from ...jsontext.parsing import encode, parse
from ...problems.listing import Listing
from ...records.readers import Line, RecordReader
from ...records.single import utf8
from ...shapes.tree import EXTRA
from ...tables.codes import CONFLICT
from ...tables.gather import from_tables
from ...tables.table import Cell, Columns, Table
from .codes import NOT_TEXT
from .schema import OTHER, SqlTable

__all__ = ["normalized", "read_rows"]

_BOOLEANS: Mapping[Any, bool] = {0: False, 1: True, "f": False, "t": True}


def normalized(table: SqlTable, columns: Sequence[str], rows: Sequence[Sequence[Any]], found: Listing) -> Table:
    """Return the normalized table of rows of a database.

    Parameters:
        table: the table.
        columns: the names of its columns, as the database has them.
        rows: its rows.
        found: lists cells that are not valid.
    """
    known = {column.name: column.place.name for column in table.columns}
    known |= dict(zip(table.keys, table.sheet.keys, strict=True))
    names = [known.get(column, column) for column in columns]
    booleans = [columns.index(c.name) for c in table.columns if c.kind == "boolean" and c.name in columns]
    other = columns.index(OTHER) if OTHER in columns else None
    by_column: list[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(columns)
    for index in booleans:
        by_column[index] = [_BOOLEANS.get(cell, cell) for cell in by_column[index]]
    if (other is None or by_column[other].count(None) == len(rows)) and not any(
        [bytes in set(map(type, cells)) for cells in by_column]
    ):
        return Table(table.sheet.name, tuple(names), Columns(by_column, len(rows)))
    made: list[list[Cell]] = []
    own = [name for index, name in enumerate(names) if index != other]
    places = {name: index for index, name in enumerate(own)}
    more: dict[str, None] = {}
    for given in zip(*by_column, strict=True):
        row = list(given)
        if bytes in map(type, row):
            row = [_cell(table, names[index], cell, row, found) for index, cell in enumerate(row)]
        kept = None if other is None else row.pop(other)
        for name, cell in () if kept is None else _beyond(kept):
            position = places.setdefault(name, len(own) + len(more))
            if position >= len(own):
                more.setdefault(name)
            row += [None] * (position + 1 - len(row))
            if row[position] is not None:
                found.add([CONFLICT(record_id=_id(row), column=name)])
            row[position] = cell
        made.append(row)
    headings = [*own, *more]
    if more:
        made = [row + [None] * (len(headings) - len(row)) for row in made]
    return Table(table.sheet.name, tuple(headings), made)


def _id(row: Sequence[Any]) -> str:
    """Return the id of the record of a row: its first text."""
    return next((cell for cell in row if isinstance(cell, str)), "")


def _cell(table: SqlTable, column: str, cell: Any, row: list[Any], found: Listing) -> Cell:
    if not isinstance(cell, bytes):
        return cell  # type: ignore[no-any-return]
    found.add([NOT_TEXT(cell.hex(), cell=table.name, column=column, record_id=_id(row))])
    return None


def _beyond(cell: Cell) -> Iterator[tuple[str, Cell]]:
    """Yield the cells in the column `_other`. A value that is not a JSON object is left to the reader of the row."""
    value, faults = parse(utf8(str(cell)))
    if faults or not isinstance(value, dict):
        yield EXTRA, str(cell)
        return
    for name, one in value.items():
        yield name, one if isinstance(one, str) else encode(one).decode()


def read_rows(
    tables: Iterable[Table], reader: RecordReader, found: Listing, order: Mapping[str, int] | None = None
) -> Iterator[Line]:
    """Yield the records of tables in the order of the database.

    Parameters:
        tables: the tables.
        reader: has read the header, if the tables have none.
        found: lists problems of rows without a record.
        order: the position of each record by its id; others come last.
    """
    elsewhere = Listing()
    lines = list(from_tables(tables, found=elsewhere, reader=reader))
    found.add([evolve(problem, cell=None) for problem in elsewhere.problems])
    known = order or {}

    def place(line: Line) -> int:
        return -1 if line.record is None else known.get(line.record.id, len(known))

    for line in sorted(lines, key=place):
        said = line.problems
        yield line._replace(problems=tuple([evolve(problem, cell=None) for problem in said])) if said else line
