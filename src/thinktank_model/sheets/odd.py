"""What the reader of workbooks drops or misreads, as it is found in the file itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from attrs import Factory, define

__all__ = ["NOTHING_ODD", "Odd"]


def _bare(address: str) -> str:
    """Return a link without what people leave out of it."""
    text = address.strip().lower().rstrip("/").removeprefix("mailto:").removeprefix("tel:")
    return text.rpartition("://")[2].removeprefix("www.")


@define
class Odd:
    """The odd cells of a sheet. A place is the number of a row and that of a column, from 0.

    Attributes:
        bare: cells with a formula without a value.
        errors: cells with an error value, and the error.
        texts: cells that are read wrong: row, column, how many rows and columns, and what they hold.
        merged: ranges of merged cells, if the reader does not know them.
        links: cells with a link behind them, and its target.
        comments: cells with a comment.
    """

    bare: set[tuple[int, int]] = Factory(set)
    errors: dict[tuple[int, int], str] = Factory(dict)
    texts: list[tuple[int, int, int, int, Any]] = Factory(list)
    merged: list[tuple[int, int, int, int]] = Factory(list)
    links: dict[tuple[int, int], str] = Factory(dict)
    comments: list[tuple[int, int]] = Factory(list)

    def write_to(self, rows: Sequence[list[Any]]) -> None:
        """Put the texts into the rows of the sheet, and forget the links that its texts show."""
        for row, column, high, wide, text in self.texts:
            for cells in rows[row : row + high]:
                cells[column : column + wide] = [text] * len(cells[column : column + wide])
        for (row, column), target in list(self.links.items()):
            text = str(rows[row][column]) if row < len(rows) and column < len(rows[row]) else ""
            if not text.strip() or _bare(target) in _bare(text) or _bare(text) in _bare(target):
                del self.links[row, column]  # the text says the same

    def between(self, first: int, end: int) -> Odd:
        """Return the same of some columns: the first of them, and the column after the last."""
        return Odd(
            bare={place for place in self.bare if first <= place[1] < end},
            errors={place: text for place, text in self.errors.items() if first <= place[1] < end},
            links={place: text for place, text in self.links.items() if first <= place[1] < end},
            comments=[place for place in self.comments if first <= place[1] < end],
        )

    def turned(self) -> Odd:
        """Return the same with rows and columns exchanged."""
        return Odd(
            bare={(column, row) for row, column in self.bare},
            errors={(column, row): text for (row, column), text in self.errors.items()},
            links={(column, row): text for (row, column), text in self.links.items()},
            comments=[(column, row) for row, column in self.comments],
        )


NOTHING_ODD: Final = Odd()
