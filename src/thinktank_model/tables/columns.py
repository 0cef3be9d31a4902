"""The names of columns, and the place of their cells in a record.

| column | holds |
|---|---|
| `status` | a scalar, a number or a boolean |
| `period.start` | a part of an object |
| `titles@fr` | one entry of a map of texts |
| `host_ids`, `extensions`, `unknown_keys` | JSON text: lists of scalars, free JSON, keys that the shape does not know |
| `_record` | in a child table the id of the record |
| `_participations` | in a child table the position in that list, from 0; one such column for each list on the way |
| `_value` | in a child table the whole item, where that is a text or a map of texts in one cell |

The column of a list, map or object itself may hold all of it as JSON text. So an object without keys is `{}`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple, TypeAlias

from ..shapes.tree import EXTRA, Boolean, ListOf, MapOf, Number, ObjectOf, Scalar, Shape

__all__ = [
    "WHOLE",
    "Column",
    "Path",
    "child_shape",
    "column",
    "declared",
    "in_order",
    "is_key",
    "is_spread",
    "item_shape",
    "key_column",
    "levels",
]

Path: TypeAlias = tuple[str, ...]

WHOLE: Final = "_value"  # the column of a child table that holds the whole item

_UNKNOWN: Final = Scalar(name="the text of a column that the shape does not know", read=lambda text: (text, ()))


class Column(NamedTuple):
    """The place of the cells of a column.

    Attributes:
        path: the keys that lead to the value from the object of the row. The last one is `unknown_keys` where a cell holds
            further keys of the object.
        shape: the shape of a cell; None for JSON text.
    """

    path: Path
    shape: Scalar | Number | Boolean | None


def column(shape: Shape, name: str) -> Column:
    """Return the place of a column in objects of a shape. The path of an unknown column leads to an unknown key."""
    base, at, key = name.partition("@")
    path = () if at and not base else tuple(base.split("."))
    known: Shape | None = shape
    for token in path:
        if token == EXTRA:
            return Column(path, None)
        field = known.fields.get(token) if isinstance(known, ObjectOf) else None
        known = None if field is None else field.shape
    if at:
        path, known = (*path, key), known.value if isinstance(known, MapOf) else None
    if known is None:
        return Column(path, _UNKNOWN)
    return Column(path, known if isinstance(known, (Scalar, Number, Boolean)) else None)


def declared(shape: Shape, name: str) -> Shape | None:
    """Return the shape of the cells of a column from its class; None for an unknown column."""
    base, at, _ = name.partition("@")
    known: Shape | None = shape
    for token in base.split(".") if base else ():
        field = known.fields.get(token) if isinstance(known, ObjectOf) else None
        known = None if field is None else field.shape
    if at:
        return known.value if isinstance(known, MapOf) else None
    return known


def in_order(shape: Shape, names: Iterable[str]) -> list[str]:
    """Return the columns in the order of declaration, key columns first."""
    return sorted(names, key=lambda name: _rank(shape, name))


def _rank(shape: Shape, name: str) -> tuple[tuple[int, str], ...]:
    if is_key(name):
        return ()
    base, _, key = name.partition("@")
    rank: list[tuple[int, str]] = []
    for token in base.split(".") if base else ():
        fields = list(shape.fields) if isinstance(shape, ObjectOf) else []
        if token in fields:
            rank.append((fields.index(token), ""))
            shape = shape.fields[token].shape  # type: ignore[union-attr]
        else:
            rank.append((len(fields), token))
    return (*rank, (0, key))


# --- Child tables ---


def is_spread(shape: Shape) -> bool:
    """Return whether a value of this shape fills several cells: an object, or a map of texts."""
    if isinstance(shape, MapOf):
        return isinstance(shape.value, Scalar)
    return isinstance(shape, ObjectOf) and shape.tag is None


def child_shape(shape: Shape) -> Shape | None:
    """Return the shape of a row of the child table that a list of this shape has; None if it has none."""
    return shape.item if isinstance(shape, ListOf) and is_spread(shape.item) else None


def item_shape(shape: Shape) -> Shape | None:
    """Return the shape of a row of the child table that a list of this shape may have: lists of texts too, which need none."""
    return shape.item if isinstance(shape, ListOf) and isinstance(shape.item, Scalar) else child_shape(shape)


def is_key(name: str) -> bool:
    """Return whether a column identifies the owner of the row. No field begins with an underscore."""
    return name.startswith("_")


def key_column(path: Path) -> str:
    """Return the column that holds the position in a list.

    >>> key_column(("participations",))
    '_participations'
    """
    return "_" + ".".join(path)


def levels(shape: Shape, names: Path) -> tuple[list[Path], Shape] | None:
    """Return the lists on the path to a child table, each by its path from the previous one, and the shape of the rows.

    Parameters:
        shape: the shape of the records.
        names: the rest of the name of the table after the record type.

    Returns:
        None if there is no such table.
    """
    found: list[Path] = []
    path: list[str] = []
    for name in names:
        field = shape.fields.get(name) if isinstance(shape, ObjectOf) else None
        if field is None:
            return None
        path.append(name)
        item = item_shape(field.shape)
        if item is not None:
            found.append(tuple(path))
            path.clear()
        shape = field.shape if item is None else item
    return None if path else (found, shape)
