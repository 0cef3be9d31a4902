"""What is to be read from a sheet: which rows are records, and what each column holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .grid import Grid, Workbook, is_filled
from .marker import MARKER, VERTICAL, Marks, marks_in
from .meaning import plain_text

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
        titles: what is above the headings.
        heads: the number of each column to its heading.
        head: the number of the row with the headings.
        first_head: the same of the first row with headings, if there are two.
        is_known: whether the headings are ours, so that it is certain what the columns hold.
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
    first_head: int = 0
    is_known: bool = False


def own_plans(book: Workbook) -> tuple[list[Plan], list[Grid]]:
    """Return the sheets of a workbook of ours, as its hidden sheet says; and those that it does not know."""
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
    heads = [str(head) for head in grid.rows[0]] if grid.rows else []
    columns = dict(_columns(grid.name, table, heads, marks))
    example = marks.examples.get(grid.name)
    rows = [
        number
        for number, row in enumerate(grid.rows)
        if number and any([is_filled(cell) for cell in row]) and (example is None or _filled(row) != example)
    ]
    named = {number: heads[number] for number in columns}
    return Plan(grid, table, rows, columns, marks.lang, example is None, (), named, 0, 0, True)


def _filled(row: Sequence[Any]) -> tuple[str, ...]:
    return tuple([plain_text(cell) for cell in row if is_filled(cell)])


def _columns(name: str, table: str, heads: list[str], marks: Marks) -> Iterator[tuple[int, Role]]:
    for number, head in enumerate(heads):
        found = marks.columns.get((name, head))
        if found is not None:
            yield number, Role(found[0] or table, found[1])
