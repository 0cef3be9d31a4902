"""Looks up the records of a workbook by their names and titles."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from ..problems.patterns import pattern
from ..values.folding import folded
from .names import are_of_several

__all__ = ["Directory"]

_MARKS: Final = pattern(r"[/／|;；,，、&+\n]")


class Directory:
    """The ids of the records with each name or title.

    Attributes:
        size: grows with each name or list of names that is added.
    """

    def __init__(self) -> None:
        self.size: int = 0
        self._exact: dict[str, list[str]] = {}
        self._first: dict[str, str] = {}  # the first name of each id
        self._later: list[Iterable[tuple[str, str]]] = []
        self._folded: dict[str, list[str]] | None = None

    def add(self, id: str, text: str) -> None:
        """Add a name of a record."""
        self.size += 1
        ids = self._exact.setdefault(text, [])
        if id in ids:
            return
        ids.append(id)
        self._first.setdefault(id, text)
        if self._folded is not None:
            self._folded.setdefault(_key(text), []).append(id)

    def add_later(self, names: Iterable[tuple[str, str]]) -> None:
        """Add ids with names, which are only made when a name is looked up first."""
        self.size += 1
        self._later.append(names)

    def _names(self) -> dict[str, list[str]]:
        """Return the ids of each name."""
        while self._later:
            for id, text in self._later.pop(0):
                self.add(id, text)
        return self._exact

    def exact(self, text: str, targets: Collection[str]) -> list[str]:
        """Return the ids of the records of some types with exactly this name."""
        return _of(self._names().get(text, ()), targets)

    def alike(self, text: str, targets: Collection[str]) -> list[str]:
        """Return the same, ignoring case, accents, width, and traditional characters."""
        names = self._names()
        if self._folded is None:
            self._folded = {}
            for name, ids in names.items():
                self._folded.setdefault(_key(name), []).extend(ids)
        return list(dict.fromkeys(_of(self._folded.get(_key(text), ()), targets)))

    def name_of(self, id: str) -> str | None:
        """Return the first name of a record; None if it has none."""
        self._names()
        return self._first.get(id)

    def names(self, targets: Collection[str]) -> list[str]:
        """Return all names of records of some types."""
        return [name for name, ids in self._names().items() if _of(ids, targets)]


def _key(text: str) -> str:
    """Return what names that are alike share: of several bodies the marks between them too, so that "A, B" is not "A / B"."""
    return folded(text) + ("".join(_MARKS.findall(text)) if are_of_several(text) else "")


def _of(ids: Iterable[str], targets: Collection[str]) -> list[str]:
    return [id for id in ids if id.rpartition(":")[0] in targets]
