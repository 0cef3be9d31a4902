"""Where the cells of a table go in plain data, once for all of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from ..shapes.tree import EXTRA, Scalar, Shape
from .columns import Column, Path, column
from .table import TYPE, Table

__all__ = ["Targets", "headings", "targets"]

_NOTHING: Final = Scalar(name="the row of an unknown class", read=lambda text: (text, ()))


class Targets(NamedTuple):
    """Where the cells of a table go in the objects of one class.

    Attributes:
        table: the table, without its cells.
        columns: the places of the cells, by the number of the column.
        apart: the columns with a value that no other column touches.
        can_give_keys: whether a cell can give keys of its own.
    """

    table: Table
    columns: Mapping[int, Column]
    apart: frozenset[int]
    can_give_keys: bool


def targets(shape: Shape | None, table: Table, *without: str) -> Targets:
    """Return where the cells of a table go in objects of a shape.

    Parameters:
        shape: the shape; None for an unknown class.
        table: the table.
        without: the columns that go elsewhere.
    """
    known = _NOTHING if shape is None else shape
    columns = {index: column(known, name) for index, name in headings(table) if name not in without}
    paths = Counter([own.path for own in columns.values()])
    above = {above for path in paths for above in _above(path)}
    apart = [
        index
        for index, (path, _) in columns.items()
        if path[0] != TYPE
        and paths[path] == 1
        and path not in above
        and not any([end in paths for end in _above(path)])
    ]
    return Targets(table._replace(rows=()), columns, frozenset(apart), any([EXTRA in path for path in paths]))


def _above(path: Path) -> Iterator[Path]:
    """Yield the paths of the objects that a path leads through."""
    return (path[:end] for end in range(1, len(path)))


def headings(table: Table) -> Iterator[tuple[int, str]]:
    """Yield the columns with their numbers, without those that repeat a heading. Columns without a heading are kept."""
    seen: set[str] = set()
    for index, name in enumerate(table.columns):
        if name not in seen:
            yield index, name
        if name:
            seen.add(name)
