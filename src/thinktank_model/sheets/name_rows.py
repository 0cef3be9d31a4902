"""The rows of sheets of names, with which the names on main sheets are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..tables.table import OWNER
from .block import Block
from .headings import ACRONYM
from .human import name_column
from .parts import Part

__all__ = ["NAME", "NameRow", "NameRows", "column_of"]

NAME = "value"  # the column with the name


class NameRow(NamedTuple):
    """A row of a sheet of names.

    Attributes:
        part: the sheet.
        block: its values.
        place: the place of the row in it.
    """

    part: Part
    block: Block
    place: int

    def name(self) -> dict[str, Any]:
        """Return the name with its attributes."""
        row = zip(self.block.names, self.block.row(self.place), strict=True)
        return {key: cell for key, cell in row if cell is not None}

    def cell(self) -> str:
        """Return the name of the cell with the name."""
        return self.part.address(self.place, self.block.numbers[self.block.names.index(NAME)])


class NameRows:
    """The rows of the sheets of names, by the id of their record.

    Attributes:
        owners: the ids of the records that have rows.
    """

    def __init__(self) -> None:
        self._sheets: list[tuple[Part, Block, dict[str, list[int]]]] = []
        self._known: set[tuple[str, Any, str]] = set()
        self._columns: set[tuple[str, str]] = set()
        self.owners: set[str] = set()

    def add(self, part: Part, block: Block) -> list[tuple[str, str]]:
        """Add the rows of a sheet, and return the ids with their names."""
        nothing = [None] * block.count
        owners = ["" if owner is None else str(owner) for owner in block.of(OWNER) or nothing]
        names, langs, kinds = [block.of(key) or nothing for key in (NAME, "lang", "kind")]
        columns = [column_of({"lang": lang, "kind": kind}) for lang, kind in zip(langs, kinds, strict=True)]
        self._known.update([one for one in zip(owners, names, columns, strict=True) if one[1] is not None])
        self._columns.update([(id, key) for id, _, key in self._known])
        places: dict[str, list[int]] = {}
        for place, owner in enumerate(owners):
            places.setdefault(owner, []).append(place)
        self._sheets.append((part, block, places))
        self.owners.update(places)
        return [(id, str(name)) for id, name in zip(owners, names, strict=True) if id and name is not None]

    def of(self, id: str) -> Iterator[NameRow]:
        """Yield the rows of a record."""
        for part, block, places in self._sheets:
            for place in places.get(id, ()):
                yield NameRow(part, block, place)

    def has_any(self, id: str | None, column: str) -> bool:
        """Return whether a row of a record has a name that belongs to this column of the main sheet."""
        return (id, column) in self._columns

    def has(self, id: str | None, text: str, column: str) -> bool:
        """Return whether a row of a record has this name, and belongs to this column of the main sheet."""
        return (id, text, column) in self._known


def column_of(about: Mapping[str, Any]) -> str:
    """Return the column of a main sheet that shows names with these attributes.

    >>> column_of({"lang": "fr"}), column_of({"lang": "en", "kind": "acronym"}), column_of({"kind": "former"})
    ('names@fr', 'names!acronym', 'names@')
    """
    return name_column(about.get("lang"), ACRONYM if about.get("kind") == ACRONYM else None)
