"""What the reader of workbooks drops or misreads, as it is found in the file itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from attrs import Factory, define

__all__ = ["NOTHING_ODD", "Odd"]


@define
class Odd:
    """The odd cells of a sheet. A place is the number of a row and that of a column, from 0.

    Attributes:
        bare: cells with a formula without a value.
        errors: cells with an error value, and the error.
        texts: cells that are read wrong: row, column, how many rows and columns, and what they hold.
        merged: ranges of merged cells, if the reader does not know them.
        links: cells with a link behind them.
        comments: cells with a comment.
        struck: cells with a text that is struck through.
    """

    bare: set[tuple[int, int]] = Factory(set)
    errors: dict[tuple[int, int], str] = Factory(dict)
    texts: list[tuple[int, int, int, int, Any]] = Factory(list)
    merged: list[tuple[int, int, int, int]] = Factory(list)
    links: list[tuple[int, int]] = Factory(list)
    comments: list[tuple[int, int]] = Factory(list)
    struck: list[tuple[int, int]] = Factory(list)

    def write_to(self, rows: Sequence[list[Any]]) -> None:
        """Put the texts into the rows of the sheet."""
        for row, column, high, wide, text in self.texts:
            for cells in rows[row : row + high]:
                cells[column : column + wide] = [text] * len(cells[column : column + wide])

    def turned(self) -> Odd:
        """Return the same with rows and columns exchanged."""
        return Odd(
            bare={(column, row) for row, column in self.bare},
            errors={(column, row): text for (row, column), text in self.errors.items()},
            **{
                kind: [(column, row) for row, column in getattr(self, kind)] for kind in ("links", "comments", "struck")
            },
        )


NOTHING_ODD: Final = Odd()
