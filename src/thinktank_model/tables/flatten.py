"""From records to tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from ..jsontext.parsing import encode
from ..model.union import RECORD
from ..shapes.annotations import shape_of
from ..shapes.codec import dump
from ..shapes.node import Node
from ..shapes.tree import EXTRA, Boolean, MapOf, Number, ObjectOf, Scalar, Shape
from .columns import child_shape, in_order, is_spread, key_column
from .table import OWNER, TYPE, Cell, Table

__all__ = ["to_table", "to_tables"]

_Row: TypeAlias = dict[str, Cell]


def to_tables(nodes: Iterable[Node]) -> tuple[Table, ...]:
    """Return one table a class with a child table for each of its lists of objects, by name.

    A row of a child table names the record and the position in the list. Only columns that hold something are there.

    Parameters:
        nodes: records, no two of them with the same id; a `DatasetHeader` too.
    """
    flattener = _Flattener(with_children=True)
    for node in nodes:
        flattener.add(node, shape_of(type(node)).tag)
    return tuple([_table(name, *sheet) for name, sheet in sorted(flattener.sheets.items(), key=lambda sheet: sheet[0])])


def to_table(records: Iterable[Node]) -> Table:
    """Return one table of records of any classes, one row each: its column `type` says the class, lists of objects are JSON text."""
    flattener = _Flattener(with_children=False)
    rows: list[_Row] = []
    used: dict[str, dict[str, None]] = {}
    for record in records:
        tag = shape_of(type(record)).tag
        rows.append(flattener.add(record, "", {TYPE: tag}))
        used.setdefault(tag, {}).update(dict.fromkeys(rows[-1]))
    names = [name for tag, shape in shape_of(RECORD).options.items() for name in in_order(shape, used.get(tag, ()))]
    columns = tuple(dict.fromkeys([TYPE, *names]))
    return Table("", columns, [tuple([row.get(name) for name in columns]) for row in rows])


def _table(name: str, shape: Shape, rows: list[_Row]) -> Table:
    columns = tuple(in_order(shape, dict.fromkeys([column for row in rows for column in row])))
    return Table(name, columns, [tuple([row.get(column) for column in columns]) for row in rows])


class _Flattener:
    """One walk over the shapes and the plain data of records.

    Attributes:
        sheets: the name of each table to the shape of its rows, and the rows.
    """

    def __init__(self, *, with_children: bool) -> None:
        self.with_children = with_children
        self.sheets: dict[str, tuple[Shape, list[_Row]]] = {}

    def add(self, node: Node, table: str, row: _Row | None = None) -> _Row:
        """Add a record to a table, and return its row."""
        shape, data = shape_of(type(node)), dump(node)
        row = self.row(table, shape, {} if row is None else row)
        self.object(shape, data, row, "", table, {OWNER: data.get("id")})
        return row

    def row(self, table: str, shape: Shape, row: _Row) -> _Row:
        """Add a row to a table, and return it."""
        self.sheets.setdefault(table, (shape, []))[1].append(row)
        return row

    def object(self, shape: ObjectOf, data: dict[str, Any], row: _Row, prefix: str, table: str, key: _Row) -> None:
        """Put the keys of an object into a row, or of its lists into rows of child tables."""
        unknown: dict[str, Any] = {}
        for name, value in data.items():
            field = shape.fields.get(name)
            if field is not None:
                self.value(field.shape, value, row, prefix + name, table, key)
            elif name != TYPE or shape.tag is None:
                unknown[name] = value
        if unknown:
            row[prefix + EXTRA] = _json(unknown)

    def value(self, shape: Shape, value: Any, row: _Row, name: str, table: str, key: _Row) -> None:
        """Put a value into a row under this name, or into rows of child tables."""
        item = child_shape(shape) if self.with_children else None
        if isinstance(shape, (Scalar, Number, Boolean)):
            row[name] = value
        elif is_spread(shape) and value:
            self.spread(shape, value, row, name, table, key)
        elif item is not None and value:
            child = f"{table}.{name}"
            position = key_column(tuple(name.split(".")))
            for number, part in enumerate(value):
                inner = {**key, position: number}
                self.spread(item, part, self.row(child, item, dict(inner)), "", child, inner)
        else:
            row[name] = _json(value)

    def spread(self, shape: Shape, value: Any, row: _Row, name: str, table: str, key: _Row) -> None:
        """Put an object or a map of texts into several cells."""
        if isinstance(shape, MapOf):
            row.update({f"{name}@{entry}": text for entry, text in value.items()})
        else:
            assert isinstance(shape, ObjectOf)  # is_spread sees to it
            self.object(shape, value, row, f"{name}." if name else "", table, key)


def _json(value: object) -> str:
    return encode(value).decode()
