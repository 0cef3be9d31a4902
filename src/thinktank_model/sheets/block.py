"""The values of a part of a sheet, by column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..tables.table import Cell, Columns, Table

__all__ = ["Block"]


class Block:
    """The values of the rows of a part.

    Parameters:
        count: the number of rows.

    Attributes:
        names: the names of the columns.
        numbers: their numbers on the sheet; None for a column that was made.
        cells: the values of each column.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.names: list[str] = []
        self.numbers: list[int | None] = []
        self.cells: list[list[Any]] = []

    def add(self, name: str, number: int | None, cells: list[Any]) -> None:
        """Add a column."""
        self.names.append(name)
        self.numbers.append(number)
        self.cells.append(cells)

    def of(self, name: str) -> list[Any] | None:
        """Return the values of a column; None if there is no such column."""
        return self.cells[self.names.index(name)] if name in self.names else None

    def put(self, name: str, place: int, value: Any) -> None:
        """Put a value into a row; a column that is not there yet is added."""
        if name not in self.names:
            self.add(name, None, [None] * self.count)
        self.cells[self.names.index(name)][place] = value

    def row(self, place: int) -> list[Any]:
        """Return the values of a row."""
        return [column[place] for column in self.cells]

    def has_values(self, place: int) -> bool:
        """Return whether a row has any value."""
        return any([column[place] is not None for column in self.cells])

    def only(self, places: Sequence[int]) -> Block:
        """Return only the rows at some places."""
        block = Block(len(places))
        for name, number, cells in zip(self.names, self.numbers, self.cells, strict=True):
            block.add(name, number, [cells[place] for place in places])
        return block

    def table(self, name: str) -> Table:
        """Return the values as a table."""
        rows: Sequence[Sequence[Cell]] = Columns(self.cells, self.count)
        return Table(name, tuple(self.names), rows)
