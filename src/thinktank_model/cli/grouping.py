"""Puts the problems of a workbook in the order of its sheets, with one line for each kind of problem in a column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ..problems.patterns import pattern
from ..problems.problem import Problem, Severity

__all__ = ["Group", "grouped"]

HEADINGS: Final = "import.column-read-as"
READ: Final = "import.read-as"
NONE: Final = "key.none-of"
APART: Final = frozenset((HEADINGS, "import.text-skipped", "import.sheet-read-as"))
"""Codes of which each problem has a line, because its text is not that of a value."""

_CELL: Final = pattern(r"(?:(.*)!)?\$?([A-Z]{0,3})([0-9]*)(?::.*)?", re.DOTALL)


class Group(NamedTuple):
    """Problems of one kind in one column.

    Attributes:
        first: the first of them.
        others: the cells of the others.
        readings: how the values of the others are read, if that is what the problems are about.
    """

    first: Problem
    others: tuple[str, ...] = ()
    readings: tuple[tuple[object, object], ...] = ()


class _Place(NamedTuple):
    sheet: str
    column: str
    row: int


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """Return problems as groups, in the order of the sheet; equal problems are told once, and each error of a cell is a group of its own.

    Rows that lack the same column are one group.
    Problems without a cell come first, in their order.
    """
    once = list(dict.fromkeys(problems))
    places = [_place(problem) for problem in once]
    sheets = list(dict.fromkeys([place.sheet for place in places if place is not None]))
    heads = {
        place.sheet: place.row
        for problem, place in zip(once, places, strict=True)
        if place is not None and problem.code == HEADINGS
    }
    found: dict[object, list[tuple[_Place | None, Problem]]] = {}
    for number, (problem, place) in enumerate(zip(once, places, strict=True)):
        is_apart = place is None or problem.severity is Severity.ERROR or problem.code in APART or not place.column
        key = number if is_apart or place is None else (problem.code, place.sheet, place.column)
        if place is not None and problem.code == NONE and not place.column:
            key = (problem.code, place.sheet, problem.message)
        found.setdefault(key, []).append((place, problem))

    def order(group: Sequence[tuple[_Place | None, Problem]]) -> tuple[int, int, int, str]:
        place = group[0][0]
        if place is None:
            return -1, 0, 0, ""
        return sheets.index(place.sheet), place.row or heads.get(place.sheet, 1), len(place.column), place.column

    ordered = [sorted(group, key=lambda one: 0 if one[0] is None else one[0].row) for group in found.values()]
    return [_group([problem for _, problem in group]) for group in sorted(ordered, key=order)]


def _group(problems: Sequence[Problem]) -> Group:
    cells = dict.fromkeys([str(problem.cell).rpartition("!")[2] for problem in problems])
    read = dict.fromkeys([(one.value, dict(one.params).get("what")) for one in problems if one.code == READ])
    return Group(problems[0], tuple(cells)[1:], tuple(read)[1:])


def _place(problem: Problem) -> _Place | None:
    found = _CELL.fullmatch(problem.cell or "")
    if not problem.cell or found is None or problem.line is not None:
        return None
    return _Place(found[1] or "", found[2], int(found[3] or 0))
