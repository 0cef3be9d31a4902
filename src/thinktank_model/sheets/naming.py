"""Brings the names on main sheets together with those on the sheets of names, and reports where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any

from ..tables.table import OWNER, Table
from .again import Again
from .codes import NAME_CHANGED, NAME_KEPT
from .human import NAMES, said, shown_name
from .name_rows import NAME, NameRow, NameRows, column_of
from .parts import ABOUT, Part, named_in, text_in
from .placing import of_cells
from .remarks import Remarks

__all__ = ["Naming", "texts_under"]


class Naming:
    """The names of the records of a workbook.

    Parameters:
        remarks: reports where names differ.
        again: the rows that describe a record that another row describes too.

    Attributes:
        rows: the rows of the sheets of names.
    """

    def __init__(self, remarks: Remarks, again: Again) -> None:
        self.rows: NameRows = NameRows()
        self._remarks = remarks
        self._again = again

    def tables(self, part: Part, ids: Sequence[str | None]) -> Iterator[Table]:
        """Yield the tables of the names on a main sheet that the sheet of names does not have."""
        naming = part.naming
        places: Iterable[int] = range(len(part.plan.rows)) if naming else ()
        if part.plan.is_ours:
            yield from self._plain(part, ids)
            places = self._renamed(part, ids)
        kept: list[list[Any]] = []
        at: list[tuple[int, int]] = []
        for place in places:
            id = ids[place]
            if id is None:
                continue
            rows = [(row, row.name()) for row in self.rows.of(id)]
            for number, key, text, about in named_in(part, place, naming):
                column = column_of(about)
                if not self._again.is_new_name(part, place, ids, text) or self.rows.has(id, text, column):
                    continue
                old = shown_name([name for _, name in rows], key)
                same = [row for row, name in rows if name[NAME] == old and column_of(name) == column]
                if old is not None and same:
                    self._change(part, place, number, text, same[0])
                elif column == key or text not in [name[NAME] for _, name in rows]:  # else only its language is a guess
                    kept.append([id, text, *[about.get(name) for name in ABOUT]])
                    at.append((place, number))
        if kept:
            yield of_cells(part, f"{part.table}.{NAMES}", (OWNER, NAME, *ABOUT), list(zip(*kept, strict=True)), at)

    def _renamed(self, part: Part, ids: Sequence[str | None]) -> list[int]:
        """Return the rows of a main sheet of ours with a name that is not on the sheet of names, which has others of the record.

        Empty cells of names that are on the sheet of names are reported.
        """
        found: set[int] = set()
        for number, key in part.naming if self.rows.owners else ():
            for place, (id, text) in enumerate(zip(ids, texts_under(part, number), strict=True)):
                if id not in self.rows.owners:
                    continue
                if text is None and self.rows.has_any(id, key):
                    rows = [(row, row.name()) for row in self.rows.of(id)]
                    old = shown_name([name for _, name in rows], key)
                    cell = next((row.cell() for row, name in rows if name[NAME] == old), "")
                    self._remarks.say(NAME_KEPT(str(old), other=cell), part, place, number)
                elif text is not None and not self.rows.has(id, text, key):
                    found.add(place)
        return sorted(found)

    def _change(self, part: Part, place: int, number: int, text: str, row: NameRow) -> None:
        """Put the name that a main sheet has in place of the one on the sheet of names, and report it."""
        self._remarks.say(NAME_CHANGED(text, old=str(row.name()[NAME]), other=row.cell()), part, place, number)
        row.block.cells[row.block.names.index(NAME)][row.place] = text

    def _plain(self, part: Part, ids: Sequence[str | None]) -> Iterator[Table]:
        """Yield the names on a main sheet of ours of the records that are not on the sheet of names, a table for each column."""
        for number, key in part.naming:
            about = said(key)
            texts = texts_under(part, number)
            places = [
                place
                for place, (id, text) in enumerate(zip(ids, texts, strict=True))
                if text is not None and id is not None and id not in self.rows.owners
            ]
            cells: list[Sequence[Any]] = [[ids[place] for place in places], [texts[place] for place in places]]
            cells += [[word] * len(places) for word in about.values()]
            at = list(zip(places, repeat(number)))
            yield of_cells(part, f"{part.table}.{NAMES}", (OWNER, NAME, *about), cells, at)


def texts_under(part: Part, number: int) -> list[str | None]:
    """Return the texts of a column; None where there is none."""
    texts = [cell if type(cell) is str else text_in(cell) for cell in part.cells(number)]
    return [text if text and not text.isspace() else None for text in texts]
