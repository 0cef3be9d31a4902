"""Gives tables the positions of their cells on a sheet, and their problems the words of the sheet. The cells are not kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from ..model.scope import Scope
from ..problems.problem import Problem
from ..shapes.presence import NONE_OF
from ..tables.columns import declared
from ..tables.table import Columns, Table
from .human import shape_of_table
from .parts import Part
from .registry import Fresh
from .wording import heading_at, none_of, worded

__all__ = ["named_by_cells", "of_cells", "on_sheet"]


def on_sheet(part: Part, table: Table, places: Sequence[int], numbers: Sequence[int | None], scope: Scope) -> Table:
    """Return a table whose rows are rows of a sheet.

    Parameters:
        part: the part of the sheet.
        table: the table.
        places: the place of each row in the part.
        numbers: the number of each column on the sheet; None for one that was made.
        scope: the records that there can be.
    """
    own = _without_cells(part)
    plan, tag = own.plan, part.table.partition(".")[0]
    shape = shape_of_table(part.table, scope)
    first = min(plan.columns, default=0)

    def address(row: int, column: int | None) -> str:
        number = None if column is None else numbers[column]
        if column is not None and number is None:
            number = first
        return plan.grid.address(plan.head, number) if row < 0 else own.address(places[row], number)

    def wording(problem: Problem, row: int, column: int | None) -> Problem:
        number = None if column is None else numbers[column]
        at = problem.pointer
        missing = dict(problem.params).get("key")
        if problem.code == NONE_OF.name and not problem.pointer:
            problem, number = none_of(problem, plan, part.table, scope)
            problem = evolve(problem, cell=own.address(places[row], number))
        elif number is None and missing is not None:
            at = f"{at}/{missing}"
            number = own.column_of(str(missing))
            problem = evolve(problem, cell=own.address(places[row], number))
        known = None if column is None or shape is None else declared(shape, table.columns[column])
        made = None if number is not None and number in plan.heads else heading_at(tag, at, plan.lang, scope)
        head = made if number is None else plan.heads.get(number, made)
        return worded(problem, head, known, plan.lang, part.table, scope, is_ours=plan.is_ours)

    return table._replace(address=address, wording=wording)


def of_cells(
    part: Part, name: str, columns: tuple[str, ...], cells: Sequence[Sequence[Any]], at: Sequence[tuple[int, int]]
) -> Table:
    """Return a table whose rows each come from a single cell of a sheet.

    Parameters:
        part: the part of the sheet.
        name: the name of the table.
        columns: its columns.
        cells: the cells of each column.
        at: the place of each row in the part, and the column of its cell.
    """
    table = Table(name, columns, Columns(cells, len(at)))
    own = _without_cells(part)

    def address(row: int, _: int | None) -> str:
        return own.address(*at[row])

    def wording(problem: Problem, row: int, _: int | None) -> Problem:
        return worded(problem, own.plan.heads.get(at[row][1]), None, own.plan.lang)

    return table._replace(address=address, wording=wording)


def named_by_cells(table: Table, records: Sequence[Fresh]) -> Table:
    """Return a table about records that cells only name, a row for each of these records."""

    def address(row: int, _: int | None) -> str:
        return records[row].cell

    def wording(problem: Problem, row: int, _: int | None) -> Problem:
        return evolve(problem, heading=records[row].heading, fix=None)

    return table._replace(address=address, wording=wording)


def _without_cells(part: Part) -> Part:
    """Return a part without the cells of its sheet, which may be most of the memory."""
    return part._replace(plan=part.plan._replace(grid=part.plan.grid._replace(rows=())))
