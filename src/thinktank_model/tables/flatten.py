"""Converts records to tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from ..jsontext.parsing import encode
from ..model.union import RECORD
from ..shapes.annotations import shape_of
from ..shapes.codec import dump
from ..shapes.node import Node
from ..shapes.tree import EXTRA, Boolean, MapOf, Number, ObjectOf, Scalar, Shape
from .columns import WHOLE, child_shape, in_order, is_spread, item_shape, key_column
from .table import OWNER, TYPE, Cell, Table

__all__ = ["Row", "to_rows", "to_table", "to_tables"]

Row: TypeAlias = dict[str, Cell]


def to_tables(nodes: Iterable[Node]) -> tuple[Table, ...]:
    """Return a table for each class and for each of its lists of objects, by name.

    A row of a child table has the record id and the position in the list. Empty columns are left out.

    Parameters:
        nodes: records, no two of them with the same id; a `DatasetHeader` too.
    """
    flattener = _Flattener(_Way(objects=True))
    packed: dict[str, _Packed] = {}
    for node in nodes:
        flattener.add(node, shape_of(type(node)).tag)
        for name, (shape, rows) in flattener.sheets.items():
            if rows:
                if name not in packed:
                    packed[name] = _Packed(name, shape)
                packed[name].take(rows)
    return tuple([packed[name].table() for name in sorted(packed)])


def to_table(records: Iterable[Node]) -> Table:
    """Return one table for records of any classes: the column `type` has the class, and lists of objects are JSON text."""
    flattener = _Flattener(_Way(objects=False))
    rows: list[Row] = []
    used: dict[str, dict[str, None]] = {}
    shapes: dict[str, ObjectOf] = {}
    for record in records:
        tag = shape_of(type(record)).tag
        shapes[tag] = shape_of(type(record))
        rows.append(flattener.add(record, "", {TYPE: tag}))
        used.setdefault(tag, {}).update(dict.fromkeys(rows[-1]))
    order = {**dict.fromkeys(shape_of(RECORD).options), **used}
    names = [name for tag in order if tag in used for name in in_order(shapes[tag], used[tag])]
    columns = tuple(dict.fromkeys([TYPE, *names]))
    return Table("", columns, [tuple([row.get(name) for name in columns]) for row in rows])


def to_rows(nodes: Iterable[Node]) -> dict[str, list[Row]]:
    """Return the rows of normalized tables, whose columns depend on the classes alone (`tables.layout`), by the name of the table.

    They are those of `to_tables`, except that each list of texts has a child table too, and a map of texts is JSON text in one cell.
    """
    flattener = _Flattener(_NORMALIZED)
    for node in nodes:
        flattener.add(node, shape_of(type(node)).tag)
    return {name: rows for name, (_, rows) in flattener.sheets.items()}


class _Packed:
    """The rows of a table as tuples, since so many dictionaries would fill the memory.

    Parameters:
        name: the name of the table.
        shape: the shape of its rows.
    """

    def __init__(self, name: str, shape: Shape) -> None:
        self.name = name
        self.shape = shape
        self.columns: dict[str, None] = {}
        self.rows: list[Sequence[Cell]] = []

    def take(self, rows: list[Row]) -> None:
        """Add rows, and empty their list. A row has cells for the columns that are known so far."""
        for row in rows:
            self.columns.update(dict.fromkeys(row))
            self.rows.append(tuple(map(row.get, self.columns)))
        rows.clear()

    def table(self) -> Table:
        """Return the table, with the columns in their order."""
        known = {column: place for place, column in enumerate(self.columns)}
        columns = tuple(in_order(self.shape, known))
        places = [known[column] for column in columns]
        for number, row in enumerate(self.rows):  # in place, since two copies would need twice the memory
            whole = (*row, *[None] * (len(known) - len(row)))
            self.rows[number] = tuple([whole[place] for place in places])
        return Table(self.name, columns, self.rows)


class _Way(NamedTuple):
    """Which values are not in the row of their record.

    Attributes:
        objects: whether lists of objects have child tables.
        texts: whether lists of texts do.
        maps: whether a map of texts fills a column for each key.
    """

    objects: bool
    texts: bool = False
    maps: bool = True


_NORMALIZED = _Way(objects=True, texts=True, maps=False)


class _Flattener:
    """A walk over the shapes and the plain data of records.

    Attributes:
        sheets: the shape and the rows of each table, by name.
    """

    def __init__(self, way: _Way) -> None:
        self.way = way
        self.sheets: dict[str, tuple[Shape, list[Row]]] = {}

    def add(self, node: Node, table: str, row: Row | None = None) -> Row:
        """Add a record to a table, and return its row."""
        shape, data = shape_of(type(node)), dump(node)
        row = self.row(table, shape, {} if row is None else row)
        self.object(shape, data, row, "", table, {OWNER: data.get("id")})
        return row

    def row(self, table: str, shape: Shape, row: Row) -> Row:
        """Add a row to a table, and return it."""
        self.sheets.setdefault(table, (shape, []))[1].append(row)
        return row

    def object(self, shape: ObjectOf, data: dict[str, Any], row: Row, prefix: str, table: str, key: Row) -> None:
        """Put the keys of an object into a row, and its lists into rows of child tables."""
        unknown: dict[str, Any] = {}
        for name, value in data.items():
            field = shape.fields.get(name)
            if field is not None:
                self.value(field.shape, value, row, prefix + name, table, key)
            elif name != TYPE or shape.tag is None:
                unknown[name] = value
        if unknown:
            row[prefix + EXTRA] = _json(unknown)

    def value(self, shape: Shape, value: Any, row: Row, name: str, table: str, key: Row) -> None:
        """Put a value into a row under this name, or into rows of child tables."""
        if isinstance(shape, (Scalar, Number, Boolean)):
            row[name] = value
        elif is_spread(shape) and value and (self.way.maps or not isinstance(shape, MapOf)):
            self.spread(shape, value, row, name, table, key)
        elif value and (item := self.item(shape)) is not None:
            child = f"{table}.{name}"
            position = key_column(tuple(name.split(".")))
            for number, part in enumerate(value):
                inner = {**key, position: number}
                made = self.row(child, item, dict(inner))
                if isinstance(item, Scalar):
                    made[WHOLE] = part
                elif isinstance(item, MapOf) and not self.way.maps:
                    made[WHOLE] = _json(part)
                else:
                    self.spread(item, part, made, "", child, inner)
        else:
            row[name] = _json(value)

    def item(self, shape: Shape) -> Shape | None:
        """Return the shape of the rows of a list's child table; None if it has none."""
        if not self.way.objects:
            return None
        return item_shape(shape) if self.way.texts else child_shape(shape)

    def spread(self, shape: Shape, value: Any, row: Row, name: str, table: str, key: Row) -> None:
        """Put an object or a map of texts into several cells."""
        if isinstance(shape, MapOf):
            row.update({f"{name}@{entry}": text for entry, text in value.items()})
        else:
            assert isinstance(shape, ObjectOf)  # is_spread ensures it
            self.object(shape, value, row, f"{name}." if name else "", table, key)


def _json(value: object) -> str:
    return encode(value).decode()
