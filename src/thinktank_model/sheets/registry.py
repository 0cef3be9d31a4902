"""The records of a workbook: gives them ids, and makes those that cells only name."""

from __future__ import annotations

from typing import Final, NamedTuple

from ..model.ids import id_made
from ..model.scope import Scope
from ..problems.display import literal
from ..problems.meant import closest
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..shapes.tree import ListOf, Shape
from ..values.ids import Reference
from .codes import SEVERAL_NAMED, UNKNOWN_NAME
from .directory import Directory

__all__ = ["Fresh", "Registry"]

LONGEST: Final = 60  # characters of the name in an id that is made
SEARCHED: Final = 100  # unknown names for which similar ones are searched, among all names of a workbook


class Fresh(NamedTuple):
    """A record that cells only name: its id and name, and the first such cell with its heading."""

    id: str
    name: str
    cell: str
    heading: str | None


class Registry:
    """The records of a workbook.

    Parameters:
        scope: the records that there can be.

    Attributes:
        directory: their names.
        taken: their ids.
        fresh: those that cells only name, by type.
        gone: names of records that were deleted.
        unknown: the problems of unknown names, by cell.
    """

    def __init__(self, scope: Scope) -> None:
        self.directory: Directory = Directory()
        self.taken: set[str] = set()
        self.fresh: dict[str, list[Fresh]] = {}
        self.gone: set[str] = set()
        self.unknown: dict[str, Problem] = {}
        self._types = tuple(scope.record.options)
        self._near: dict[tuple[str, tuple[str, ...]], str | None] = {}  # the names that are similar to unknown ones

    def new_id(self, table: str, *words: str) -> str:
        """Return an unused id, which is the same each time for the same workbook."""
        types = self._types
        try:
            made = id_made(table, [_cut(id_made(table, [word], types), LONGEST // len(words)) for word in words], types)
        except ValueError:
            made = f"{table}:row"
        wanted, number = made, 1
        while made in self.taken:
            number += 1
            made = f"{wanted}-{number}"
        self.taken.add(made)
        return made

    def new(self, type: str, name: str, cell: str, heading: str | None = None) -> str:
        """Make a record with only a name, which is in a cell under a heading, and return its id."""
        made = self.new_id(type, name)
        self.directory.add(made, name)
        self.fresh.setdefault(type, []).append(Fresh(made, name, cell, heading))
        return made

    def unknown_name(self, shape: Shape, name: str) -> Problem:
        """Return the problem that no record has this name, or that several have."""
        item = shape.item if isinstance(shape, ListOf) else shape
        assert isinstance(item, Reference)  # nothing else takes names
        ids = self.directory.alike(name, item.targets)
        if len(ids) > 1:
            return SEVERAL_NAMED(name, ids=", ".join(ids[:5]))
        if name in self.gone:
            return UNKNOWN_NAME(
                name, help=Phrase("Its record was deleted: empty this cell or delete its row, or write another name.")
            )
        key = name, tuple(item.targets)
        if key not in self._near and len(self._near) < SEARCHED:
            self._near[key] = closest(name, self.directory.names(item.targets))
        near = self._near.get(key)
        return UNKNOWN_NAME(name, suggestion=None if near is None else literal(near))


def _cut(id: str, most: int) -> str:
    """Return the name in an id, cut after a word if it is long.

    >>> _cut("program:a-very-long-name", 12), _cut("program:short", 12)
    ('a-very-long', 'short')
    """
    name = id.rpartition(":")[2]
    return name if len(name) <= most else name[: most + 1].rpartition("-")[0] or name[:most]
