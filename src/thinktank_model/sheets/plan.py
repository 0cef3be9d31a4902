"""What is to be read from a sheet: which rows are records, and what each column holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .grid import Grid, Workbook, is_filled
from .marker import MARKER, VERTICAL, Marks, marks_in

__all__ = ["Plan", "Role", "own_plans"]


class Role(NamedTuple):
    """What a column holds.

    Attributes:
        table: the name of a table.
        key: a column of it; `names@fr` and `names!acronym` for names.
    """

    table: str
    key: str


class Plan(NamedTuple):
    """How a sheet is read.

    Attributes:
        grid: its cells.
        table: the table that it holds.
        rows: the numbers of the rows that are records.
        columns: the number of each column to what it holds.
        lang: the language of labels, and of texts that do not say theirs.
        is_ours: whether we made the workbook, so that nothing has to be concluded.
        titles: what stands above the headings.
        heads: the number of each column to its heading.
        head: the number of the row with the headings.
    """

    grid: Grid
    table: str
    rows: list[int]
    columns: dict[int, Role]
    lang: str
    is_ours: bool
    titles: tuple[str, ...] = ()
    heads: Mapping[int, str] = {}
    head: int = 0


def own_plans(book: Workbook) -> tuple[list[Plan], list[Grid]]:
    """The sheets of a workbook of ours, as its hidden sheet says; and those that it does not know."""
    hidden = [grid for grid in book.grids if grid.name == MARKER]
    if not hidden:
        return [], book.grids
    marks = marks_in(hidden[0].rows)
    others = [grid for grid in book.grids if not grid.name.startswith("_")]
    known = [grid for grid in others if grid.name in marks.tables and _has_headings(grid, marks)]
    plans = [_own_plan(grid, marks) for grid in known]
    return plans, [grid for grid in others if grid not in known]


def _has_headings(grid: Grid, marks: Marks) -> bool:
    seen = [str(row[0]) for row in grid.rows] if marks.tables[grid.name] in VERTICAL else (grid.rows or [()])[0]
    return not grid.rows or any([(grid.name, str(text)) in marks.columns for text in seen])


def _own_plan(grid: Grid, marks: Marks) -> Plan:
    table = marks.tables[grid.name]
    if table in VERTICAL and grid.rows:
        grid = grid.turned()
    heads = grid.rows[0] if grid.rows else ()
    columns = dict(_columns(grid.name, table, [str(head) for head in heads], marks))
    rows = [number for number, row in enumerate(grid.rows) if number and any([is_filled(cell) for cell in row])]
    return Plan(grid, table, rows, columns, marks.lang, True)


def _columns(name: str, table: str, heads: list[str], marks: Marks) -> Iterator[tuple[int, Role]]:
    for number, head in enumerate(heads):
        key = marks.columns.get((name, head))
        if key is not None:
            yield number, Role(table, key)
