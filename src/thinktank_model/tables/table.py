"""A table: rows under named columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

__all__ = ["OWNER", "TYPE", "Cell", "Table"]

Cell: TypeAlias = str | int | float | bool | None
"""What one cell holds; None where there is nothing."""

OWNER: Final = "_record"  # the column of a child table that holds the id of the record
TYPE: Final = "type"  # the column that says the class of a row, in a table of several classes


class Table(NamedTuple):
    """Rows under named columns.

    Attributes:
        name: the type of its records (`event`), followed in a child table by the way to the list (`event.participations`); empty
            for a table whose column `type` says the type row by row.
        columns: the names of the columns.
        rows: the rows, each with a cell for each column.
        lines: the line of each row in the file that it was read from; empty for a table that was not read from lines.
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    lines: Sequence[int] = ()
