"""Reads the rows of child tables: the owner, the position, and the cell that may hold a whole item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress
from math import inf
from operator import itemgetter, ne, sub
from typing import Any, Final, NamedTuple

from ..jsontext.parsing import parse
from ..problems.problem import Code
from ..records.single import utf8
from ..shapes.tree import Scalar, Shape
from .codes import CONFLICT, NOT_JSON
from .columns import WHOLE
from .table import Cell, Table

__all__ = ["ChildRows", "Items", "child_rows", "whole_items"]

_NOBODY: Final = object()  # the owner of no row


class ChildRows(NamedTuple):
    """The rows of a child table.

    Attributes:
        numbers: their numbers in the table.
        whose: the key of the owner of each row: the id of a record, or a tuple of the id and positions in outer lists.
        ends: the position of each row in its list; empty if the table has no column for it.
    """

    numbers: list[int]
    whose: list[Any]
    ends: list[Cell]

    def only(self, places: Sequence[int]) -> ChildRows:
        """Return only the rows at some places."""
        ends = [self.ends[place] for place in places] if self.ends else []
        return ChildRows([self.numbers[place] for place in places], [self.whose[place] for place in places], ends)

    def records(self) -> Iterable[Any]:
        """Return the id of the record of each row."""
        is_inner = bool(self.whose) and type(self.whose[0]) is tuple
        return map(itemgetter(0), self.whose) if is_inner else self.whose

    def by_owner(self) -> ChildRows:
        """Return the rows of each owner side by side, in the order of their positions; rows without a position come last."""
        starts = self.starts()
        sizes = map(sub, [*starts[1:], len(self.numbers)], starts)
        if len(set(map(self.whose.__getitem__, starts))) == len(starts) and (
            not self.ends
            or (self.are_numbers() and self.ends == [*chain.from_iterable(map(range, sizes))])  # `True` equals 1
        ):
            return self  # as our own files have them
        first = {whose: place for place, whose in reversed([*enumerate(self.whose)])}
        ranks = [
            (first[whose], _after(end))
            for whose, end in zip(self.whose, self.ends or [None] * len(self.whose), strict=True)
        ]
        return self.only(sorted(range(len(ranks)), key=ranks.__getitem__))

    def starts(self) -> list[int]:
        """Return the places of the rows whose owner is another than that of the row before."""
        before = [_NOBODY, *self.whose[:-1]] if self.whose else []
        return [*compress(range(len(before)), map(ne, self.whose, before))]

    def keys(self) -> Iterator[tuple[Any, ...]]:
        """Yield the keys by which rows of further tables refer to these rows."""
        for place, whose in enumerate(self.whose):
            yield *(whose if type(whose) is tuple else (whose,)), self.ends[place] if self.ends else None

    def are_numbers(self) -> bool:
        """Return whether every row has a position that is a whole number."""
        return set(map(type, self.ends)) == {int}

    def misplaced(self) -> list[int]:
        """Return the places of the rows with a position that is not a whole number from 0."""
        if self.are_numbers() and min(self.ends) >= 0:  # type: ignore[type-var, operator]
            return []
        return [place for place, end in enumerate(self.ends) if end is not None and _after(end) == inf]


def child_rows(table: Table, keys: Sequence[str]) -> ChildRows:
    """Return the rows of a child table.

    Parameters:
        table: the table.
        keys: the columns of the owner, of the positions in outer lists, and of the position in the own list.
    """
    numbers = table.held.filled()
    columns: list[list[Cell] | None] = []
    for key in keys:
        at = table.columns.index(key) if key in table.columns else None
        columns.append(None if at is None else table.cells(at, numbers))
    owners, *positions = columns
    *outer, last = [None if column is None else _positions(column) for column in positions]
    nothing: list[Cell] = [None] * len(numbers)
    whose: list[Any] = nothing if owners is None else owners
    if outer:
        whose = list(zip(whose, *[column or nothing for column in outer], strict=True))
    return ChildRows(numbers, whose, last or [])


def _positions(cells: list[Cell]) -> list[Cell]:
    """Return positions as numbers, where they are numbers."""
    kinds = set(map(type, cells))
    if kinds == {int}:
        return cells
    if kinds == {str}:  # as in CSV; there are few different ones
        known = {cell: _position(cell) for cell in set(cells)}
        return [known[cell] for cell in cells]
    return [_position(cell) for cell in cells]


def _position(cell: Cell) -> Cell:
    """Return a position as a number, if it is one."""
    if type(cell) is int:
        return cell
    text = str(cell)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else cell


def _after(position: Cell) -> float:
    """Return the sort key of rows: the position; rows without one come last."""
    return position if type(position) is int and position >= 0 else inf


# --- whole items ---


class Items(NamedTuple):
    """The items that rows of a child table make.

    Attributes:
        values: the items: objects to be filled, or what one cell gives.
        given: the places of the items that a cell gives.
        broken: the places of those cells that should be JSON text and are not, with the cells.
    """

    values: list[Any]
    given: list[int]
    broken: dict[int, Cell]

    def objects(self) -> list[dict[str, Any]]:
        """Return the objects that the other cells of the rows are put into; an empty one where an item is not an object."""
        return [value if type(value) is dict else {} for value in self.values] if self.given else self.values

    def faults(self, filled: Sequence[dict[str, Any]]) -> Iterator[tuple[int, tuple[Code, str, Cell, str]]]:
        """Yield the faults of the cells with whole items, by place, once the other cells are put into their objects."""
        expected = 'JSON text such as {"en": "text"}'
        for place, cell in self.broken.items():
            yield place, (NOT_JSON, "", cell, expected)
        for place in self.given:
            if filled[place] and filled[place] is not self.values[place]:
                yield place, (CONFLICT, "", WHOLE, "")


def whole_items(table: Table, rows: ChildRows, shape: Shape) -> Items:
    """Return the items of rows: what the column for whole items holds, or an empty object."""
    at = table.columns.index(WHOLE) if WHOLE in table.columns else None
    cells = [None] * len(rows.numbers) if at is None else table.cells(at, rows.numbers)
    values: list[Any] = [{} if cell is None else cell for cell in cells]
    given = [] if at is None else [place for place, cell in enumerate(cells) if cell is not None]
    broken: dict[int, Cell] = {}
    for place in () if isinstance(shape, Scalar) else given:
        cell = cells[place]
        if isinstance(cell, str):
            values[place], faults = parse(utf8(cell))
            if faults:
                broken[place] = cell
    return Items(values, given, broken)
