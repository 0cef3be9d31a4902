"""The normalised tables for databases: all possible tables and columns, whatever the data.

`to_rows` of the module `flatten` fills them; the module `gather` reads them, as it reads any other tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from ..model.header import DatasetHeader
from ..model.scope import CORE_SCOPE, Scope
from ..shapes.annotations import shape_of
from ..shapes.tree import ListOf, ObjectOf, Shape
from .columns import WHOLE, is_spread, item_shape, key_column
from .table import OWNER

__all__ = ["SCOPES", "Place", "Sheet", "layout"]

SCOPES: Final = 8  # whose tables are kept; a program has the core and a profile or two


class Place(NamedTuple):
    """A column of a normalized table.

    Attributes:
        name: its name, as in all tables.
        shape: the shape of its cells: a scalar, number or boolean, or JSON text for anything else.
        required: whether its cells are never empty.
        description: its meaning in one sentence; empty for the item of a list.
    """

    name: str
    shape: Shape
    required: bool
    description: str


class Sheet(NamedTuple):
    """A normalized table.

    Attributes:
        name: its name, as in all tables.
        owner: the name of the table that it is a child of; None for a table of records.
        keys: the columns of the owner and position of its rows; empty for a table of records.
        columns: the other columns.
        listed: the list of a child table.
        description: the meaning of its rows in one sentence.
    """

    name: str
    owner: str | None
    keys: tuple[str, ...]
    columns: tuple[Place, ...]
    listed: ListOf | None
    description: str


@lru_cache(SCOPES)
def layout(scope: Scope = CORE_SCOPE) -> dict[str, Sheet]:
    """Return the normalized tables of a scope by name: the dataset, then each class of records with its child tables."""
    roots = {DatasetHeader.type: shape_of(DatasetHeader), **scope.record.options}
    return {sheet.name: sheet for tag, shape in roots.items() for sheet in _record(tag, shape)}


def _record(tag: str, shape: ObjectOf) -> Iterator[Sheet]:
    lists: list[tuple[str, ListOf, str]] = []
    columns = tuple(_places(shape, "", lists, required=True))
    yield Sheet(tag, None, (), columns, None, shape.description)
    for found in lists:
        yield from _children(tag, (OWNER,), *found)


def _children(owner: str, keys: tuple[str, ...], name: str, listed: ListOf, description: str) -> Iterator[Sheet]:
    """Yield the table of a list, and those of the lists in its items."""
    lists: list[tuple[str, ListOf, str]] = []
    item = listed.item
    if isinstance(item, ObjectOf):
        columns = tuple(_places(item, "", lists, required=True))
    else:
        columns = (Place(WHOLE, item, True, description),)
    table, own = f"{owner}.{name}", (*keys, key_column(tuple(name.split("."))))
    yield Sheet(table, owner, own, columns, listed, description)
    for found in lists:
        yield from _children(table, own, *found)


def _places(shape: ObjectOf, prefix: str, lists: list[tuple[str, ListOf, str]], *, required: bool) -> Iterator[Place]:
    """Yield the columns for the fields of an object; its lists that have tables of their own are added to the others."""
    for field in shape.fields.values():
        name, inner = prefix + field.name, field.shape
        is_required = required and field.required
        if isinstance(inner, ListOf) and item_shape(inner) is not None:
            lists.append((name, inner, field.description))
        elif isinstance(inner, ObjectOf) and is_spread(inner):
            yield from _places(inner, name + ".", lists, required=is_required)
        else:
            yield Place(name, inner, is_required, field.description)
