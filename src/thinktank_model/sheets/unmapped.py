"""Finds what a mapping says of sheets and headings that a workbook does not have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..problems.display import literal
from ..problems.meant import closest
from ..problems.problem import Problem
from .codes import UNUSED_MAPPING
from .grid import Grid, is_filled
from .mapping import WorkbookMapping
from .meaning import plain_text
from .plan import Plan

__all__ = ["unused"]


def unused(said: WorkbookMapping, grids: Sequence[Grid], plans: Sequence[Plan]) -> Iterator[Problem]:
    """Yield a problem for each sheet and heading of a mapping that a workbook does not have, with the nearest one.

    Parameters:
        said: the mapping.
        grids: the sheets of the workbook.
        plans: those that are read.
    """
    names = [grid.name for grid in grids]
    yield from [_problem(name, names) for name in said.sheets if name not in names]
    heads = {plan.grid.name: _heads(plan) for plan in plans}
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
