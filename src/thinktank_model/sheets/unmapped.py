"""Finds what a mapping says of sheets and headings that a workbook does not have, and the sheet that has another name now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from ..problems.display import literal
from ..problems.meant import closest
from ..problems.problem import Problem
from .codes import RENAMED_SHEET, UNUSED_MAPPING
from .grid import Grid, is_filled
from .mapping import SheetMapping, WorkbookMapping
from .meaning import plain_text
from .plan import HEAD_ROWS, Plan

__all__ = ["renamed", "unused"]

MOST: Final = 0.75  # of the headings of a sheet of a mapping that a sheet of another name has
FEW: Final = 2  # headings that it must have


def renamed(said: WorkbookMapping, grids: Sequence[Grid]) -> tuple[WorkbookMapping, list[Problem]]:
    """Return a mapping with the present names of its sheets, as of the list of another year, and the problems that name them.

    Parameters:
        said: the mapping.
        grids: the sheets of the workbook that are not ours.
    """
    names = [grid.name for grid in grids]
    missing = {name: own for name, own in said.sheets.items() if name not in names and len(own.columns) >= FEW}
    fits = {
        grid.name: [name for name, own in missing.items() if _has(grid, own)]
        for grid in grids
        if missing and grid.name not in said.sheets
    }
    known = [name for own in fits.values() for name in own]
    sheets: dict[str, SheetMapping] = dict(said.sheets)
    problems: list[Problem] = []
    for grid in grids:
        match fits.get(grid.name):
            case [name] if known.count(name) == 1:
                own = sheets.pop(name)
                sheets[grid.name] = own if _has(grid, own, own.head) else own._replace(head=None)
                problem = RENAMED_SHEET(grid.name, mapped=literal(name) or name)
                problems.append(evolve(problem, cell=grid.address(0, None)))
    return said._replace(sheets=sheets), problems


def _has(grid: Grid, said: SheetMapping, head: tuple[int, int] | None = None) -> bool:
    """Return whether most headings of a mapping are in some rows of a sheet: those of its headings, if known."""
    rows = grid.rows[head[0] : head[1] + 1] if head else grid.rows[:HEAD_ROWS]
    texts = {plain_text(cell).strip() for row in rows for cell in row if is_filled(cell)}
    found = [text for text in said.columns if texts.issuperset(text.split("\n"))]
    return len(found) >= max(FEW, MOST * len(said.columns))


def unused(said: WorkbookMapping, grids: Sequence[Grid], plans: Sequence[Plan]) -> Iterator[Problem]:
    """Yield a problem for each sheet and heading of a mapping that a workbook does not have, with the nearest one.

    Parameters:
        said: the mapping.
        grids: the sheets of the workbook.
        plans: those that are read.
    """
    names = [grid.name for grid in grids]
    yield from [_problem(name, names) for name in said.sheets if name not in names]
    heads: dict[str, list[str]] = {}
    for plan in plans:
        heads.setdefault(plan.grid.name, []).extend(_heads(plan))
    for name, own in said.sheets.items():
        if name in heads:
            yield from [_problem(text, heads[name]) for text in own.columns if text not in heads[name]]
    known = [text for texts in heads.values() for text in texts]
    yield from [_problem(text, known) for text in said.columns if heads and text not in known]


def _heads(plan: Plan) -> list[str]:
    """Return the headings of a sheet: those that are read, and the texts in their rows."""
    rows = plan.grid.rows[plan.first_head : plan.head + 1]
    texts = [plain_text(cell).strip() for row in rows for cell in row if is_filled(cell)]
    return list(dict.fromkeys([*plan.heads.values(), *texts]))


def _problem(text: str, there: Sequence[str]) -> Problem:
    near = closest(text, there)
    return UNUSED_MAPPING(text, suggestion=None if near is None else literal(near))
