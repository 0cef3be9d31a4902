"""A table: rows under named columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import compress, repeat
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias, overload

from ..problems.problem import Problem

__all__ = ["OWNER", "TYPE", "Cell", "Columns", "Held", "Table", "Texts", "letters"]

Cell: TypeAlias = str | int | float | bool | None
"""What one cell holds; None where there is nothing."""

OWNER: Final = "_record"  # the column of a child table that holds the id of the record
TYPE: Final = "type"  # the column with the class of a row, in a table of several classes


class Held(Sequence[Sequence[Cell]]):
    """Rows, a list of cells for each.

    Parameters:
        rows: the cells of each row, as many in each.

    Attributes:
        nothing: what an empty cell holds.
    """

    nothing: Cell = None

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, number: int) -> Sequence[Cell]: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Sequence[Cell]]: ...
    def __getitem__(self, number: int | slice) -> Sequence[Any]:
        return [*map(self.row, range(len(self))[number])] if isinstance(number, slice) else self.row(number)

    def row(self, number: int) -> Sequence[Cell]:
        """Return the cells of a row."""
        return self.rows[number]

    def filled(self) -> list[int]:
        """Return the numbers of the rows that are not empty."""
        return [
            number
            for number, row in enumerate(self.rows)
            if row and (row[0] is not None or any([cell is not None for cell in row]))
        ]

    def by_column(self, numbers: Sequence[int]) -> Iterator[Sequence[Any]]:
        """Yield the cells of each column in some rows."""
        return zip(*[self.rows[number] for number in numbers], strict=True)

    def cells(self, column: int, numbers: Sequence[int]) -> list[Cell]:
        """Return the cells of a column in some rows."""
        return [self.rows[number][column] for number in numbers]


class Columns(Held):
    """Rows that are kept by column.

    Parameters:
        columns: the cells of each column.
        size: the number of rows.
    """

    def __init__(self, columns: Sequence[Sequence[Cell]], size: int) -> None:
        self.columns = columns
        self.size = size

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return zip(*self.columns, strict=True) if self.columns else repeat((), self.size)

    def row(self, number: int) -> Sequence[Cell]:
        """Return the cells of a row."""
        return [column[number] for column in self.columns]

    def filled(self) -> list[int]:
        """Return the numbers of the rows that are not empty."""
        if self.columns and None not in self.columns[0]:
            return list(range(self.size))
        return [number for number, row in enumerate(self) if any([cell is not None for cell in row])]

    def by_column(self, numbers: Sequence[int]) -> Iterator[Sequence[Any]]:
        """Yield the cells of each column in some rows."""
        if len(numbers) < 2:
            return iter([[column[number] for number in numbers] for column in self.columns])
        return map(itemgetter(*numbers), self.columns)

    def cells(self, column: int, numbers: Sequence[int]) -> list[Cell]:
        """Return the cells of a column in some rows."""
        own = self.columns[column]
        return [own[number] for number in numbers]


class Texts(Held):
    """Rows of texts, in which an empty text is an empty cell. Only the rows that are asked for are converted.

    Parameters:
        rows: the texts of each row, as many in each.
    """

    nothing = ""

    def row(self, number: int) -> Sequence[Cell]:
        """Return the cells of a row."""
        return tuple([text or None for text in self.rows[number]])

    def filled(self) -> list[int]:
        """Return the numbers of the rows that are not empty."""
        return [number for number, row in enumerate(self.rows) if any(row)]

    def cells(self, column: int, numbers: Sequence[int]) -> list[Cell]:
        """Return the cells of a column in some rows."""
        return [self.rows[number][column] or None for number in numbers]


class Table(NamedTuple):
    """Rows under named columns.

    Attributes:
        name: the type of its records (`event`), in a child table followed by the path of the list (`event.participations`); empty
            for a table whose column `type` has the type of each row.
        columns: the names of the columns.
        rows: the rows, each with a cell for each column.
        lines: the line of each row in the file that it was read from; empty for a table that was not read from lines.
        address: a function that returns the original cell of a row (-1: the headings) and column (None: the whole row), if that
            differs from its number below the headings.
        wording: a function that says a problem of a row and column (None: the whole row) in the words of the sheet.
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    lines: Sequence[int] = ()
    address: Callable[[int, int | None], str] | None = None
    wording: Callable[[Problem, int, int | None], Problem] | None = None

    @property
    def held(self) -> Held:
        """The rows with what can be asked of them."""
        return self.rows if isinstance(self.rows, Held) else Held(self.rows)

    def filled(self, numbers: Sequence[int]) -> Iterator[tuple[Sequence[int], Sequence[Any]]]:
        """Yield for each column the cells in some rows that are not empty, and before them their places among these rows."""
        places = range(len(numbers))
        held = self.held
        for column in held.by_column(numbers):
            cells = list(filter(None, column))
            if len(cells) == len(places):
                yield places, cells
            elif len(cells) == len(places) - column.count(held.nothing):
                yield list(compress(places, column)) if cells else (), cells
            else:  # 0 and false are cells too
                are_filled = [cell is not None for cell in column]
                yield list(compress(places, are_filled)), list(compress(column, are_filled))

    def cells(self, column: int, numbers: Sequence[int]) -> list[Cell]:
        """Return the cells of a column in some rows."""
        return self.held.cells(column, numbers)

    def cell(self, row: int, column: int | None) -> str:
        """Return the name of a cell as in spreadsheets, with the headings in the first row; without a column that of the row.

        >>> Table("event.names", ("_record", "value"), []).cell(5, 1), Table("", ("id",), []).cell(0, None)
        ('event.names!B7', '2:2')
        """
        if self.address is not None:
            return self.address(row, column)
        name = f"{row + 2}:{row + 2}" if column is None else f"{letters(column)}{row + 2}"
        return f"{self.name}!{name}" if self.name else name


def letters(column: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> letters(0), letters(25), letters(26), letters(702)
    ('A', 'Z', 'AA', 'AAA')
    """
    more, last = divmod(column, 26)
    return (letters(more - 1) if more else "") + chr(ord("A") + last)
