"""Brings the names on main sheets together with those on the sheets of names, and reports where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import repeat
from typing import Any

from ..tables.table import OWNER, Columns, Table
from .again import Again
from .codes import NAME_CHANGED, NAME_KEPT
from .human import NAMES, said, shown_name
from .name_rows import NAME, NameRow, NameRows, column_of
from .parts import ABOUT, Part, named_in, text_in
from .placing import of_cells

__all__ = ["Naming", "texts_under"]


class Naming(Again):
    """Adds the names on main sheets."""

    @cached_property
    def names(self) -> NameRows:
        """The rows of the sheets of names."""
        return NameRows()

    @cached_property
    def made(self) -> list[Table]:
        """The tables."""
        return []

    def add_names(self, part: Part, ids: Sequence[str | None]) -> None:
        """Add the names on a main sheet that the sheet of names does not have."""
        kept: list[list[Any]] = []
        at: list[tuple[int, int]] = []
        naming = part.naming
        places: Iterable[int] = range(len(part.plan.rows)) if naming else ()
        if part.plan.is_ours:
            self.add_plain_names(part, ids)
            places = self.renamed(part, ids)
        for place in places:
            id = ids[place]
            if id is None:
                continue
            rows = [(row, row.name()) for row in self.names.of(id)]
            for number, key, text, about in named_in(part, place, naming):
                if not self.is_new_name(part, place, ids, text) or self.names.has(id, text, column_of(about)):
                    continue
                old = shown_name([name for _, name in rows], key)
                same = [row for row, name in rows if name[NAME] == old and column_of(name) == column_of(about)]
                if old is not None and same:
                    self.change_name(part, place, number, text, same[0])
                elif column_of(about) == key or text not in [
                    name[NAME] for _, name in rows
                ]:  # only its language is a guess
                    kept.append([id, text, *[about.get(name) for name in ABOUT]])
                    at.append((place, number))
        if kept:
            self.add_cells(part, f"{part.table}.{NAMES}", (OWNER, NAME, *ABOUT), list(zip(*kept, strict=True)), at)

    def renamed(self, part: Part, ids: Sequence[str | None]) -> list[int]:
        """Return the rows of a main sheet of ours with a name that is not on the sheet of names, which has others of the record.

        Empty cells of names that are on the sheet of names are reported.
        """
        found: set[int] = set()
        for number, key in part.naming if self.names.owners else ():
            for place, (id, text) in enumerate(zip(ids, texts_under(part, number), strict=True)):
                if id not in self.names.owners:
                    continue
                if text is None and self.names.has_any(id, key):
                    rows = [(row, row.name()) for row in self.names.of(id)]
                    old = shown_name([name for _, name in rows], key)
                    cell = next((row.cell() for row, name in rows if name[NAME] == old), "")
                    self.say(NAME_KEPT(str(old), other=cell), part, place, number)
                elif text is not None and not self.names.has(id, text, key):
                    found.add(place)
        return sorted(found)

    def change_name(self, part: Part, place: int, number: int, text: str, row: NameRow) -> None:
        """Put the name that a main sheet has in place of the one on the sheet of names, and report it."""
        self.say(NAME_CHANGED(text, old=str(row.name()[NAME]), other=row.cell()), part, place, number)
        row.block.cells[row.block.names.index(NAME)][row.place] = text

    def add_plain_names(self, part: Part, ids: Sequence[str | None]) -> None:
        """Add the names on a main sheet of ours of the records that are not on the sheet of names, a table for each column."""
        for number, key in part.naming:
            about = said(key)
            texts = texts_under(part, number)
            places = [
                place
                for place, (id, text) in enumerate(zip(ids, texts, strict=True))
                if text is not None and id is not None and id not in self.names.owners
            ]
            cells: list[Sequence[Any]] = [[ids[place] for place in places], [texts[place] for place in places]]
            cells += [[word] * len(places) for word in about.values()]
            at = list(zip(places, repeat(number)))
            self.add_cells(part, f"{part.table}.{NAMES}", (OWNER, NAME, *about), cells, at)

    def add_cells(
        self,
        part: Part,
        name: str,
        columns: tuple[str, ...],
        cells: Sequence[Sequence[Any]],
        at: list[tuple[int, int]],
    ) -> None:
        """Add a table whose rows each come from a single cell of a sheet.

        Parameters:
            part: the part of the sheet.
            name: the name of the table.
            columns: its columns.
            cells: the cells of each column.
            at: the place and the column of the cell that each row comes from.
        """
        self.made.append(of_cells(part, Table(name, columns, Columns(cells, len(at))), at))


def texts_under(part: Part, number: int) -> list[str | None]:
    """Return the texts of a column; None where there is none."""
    texts = [cell if type(cell) is str else text_in(cell) for cell in part.cells(number)]
    return [text if text and not text.isspace() else None for text in texts]
