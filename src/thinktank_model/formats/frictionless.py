"""A Frictionless descriptor of linked tables: `datapackage.json`, with a Table Schema for each of them.

Patterns of Table Schema match a whole cell. A foreign key is only stated if all its references resolve, because a
dataset may refer to records that it does not have.

Source: Data Package 1.0 and Table Schema 1.0, https://specs.frictionlessdata.io/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ..jsontext.parsing import encode
from ..model.header import DatasetHeader
from ..model.scope import CORE_SCOPE, Scope
from ..shapes.tree import Boolean, ListOf, MapOf, Number, ObjectOf, Scalar, Shape
from ..sheets.headings import field_of, heading
from ..sheets.human import shape_of_table
from ..tables.columns import declared, is_key
from ..tables.layout import layout
from ..tables.table import OWNER, Cell, Table
from ..values.ids import Reference
from .csv_text import cell_text

__all__ = ["DESCRIPTOR", "descriptor"]

DESCRIPTOR: Final = "datapackage.json"
FORMULAS: Final = ("=", "+", "-", "@")  # texts that begin so get a leading apostrophe, which no pattern accepts


def descriptor(
    header: DatasetHeader, tables: Iterable[Table], ending: str, lang: str, scope: Scope = CORE_SCOPE
) -> bytes:
    """Return the descriptor of tables.

    Parameters:
        header: the metadata of the dataset.
        tables: the tables.
        ending: the extension of their files.
        lang: the language of titles.
        scope: the records that there can be.
    """
    by_name = {table.name: table for table in tables}
    about: dict[str, Any] = {"profile": "tabular-data-package"}
    if header.title:
        about["title"] = header.title.best(lang)
    resources = [
        {
            "name": table.name,
            "path": f"{table.name}{ending}",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": _schema(table, by_name, lang, scope),
        }
        for table in by_name.values()
    ]
    return encode({**about, "resources": resources})


def _schema(table: Table, tables: Mapping[str, Table], lang: str, scope: Scope) -> dict[str, Any]:
    keys = [name for name in table.columns if is_key(name)]
    made: dict[str, Any] = {"fields": [_field(table.name, name, lang, scope) for name in table.columns]}
    if keys or "id" in table.columns:
        made["primaryKey"] = keys or ["id"]
    foreign = list(_foreign_keys(table, tables, keys, scope))
    return {**made, "foreignKeys": foreign} if foreign else made


def _field(table: str, name: str, lang: str, scope: Scope) -> dict[str, Any]:
    shape = shape_of_table(table, scope)
    assert shape is not None  # tables are made of shapes
    known = declared(shape, name)
    constraints = dict(_constraints(known))
    place = next((place for place in layout(scope)[table].columns if place.name == name), None)
    if is_key(name) or (place is not None and place.required):
        constraints["required"] = True
    kind = ("string" if name == OWNER else "integer") if is_key(name) else _kind(known)
    field = {"name": cell_text(name), "title": heading(table, shape, name, lang), "type": kind}
    described = None if is_key(name) else field_of(shape, name)
    if described:
        field["description"] = described
    return {**field, "constraints": constraints} if constraints else field


def _kind(shape: Shape | None) -> str:
    match shape:
        case Number(integer=is_integer):
            return "integer" if is_integer else "number"
        case Boolean():
            return "boolean"
        case Scalar():
            return "string"
        case ListOf():
            return "array"
        case MapOf() | ObjectOf():
            return "object"
    return "any"


def _constraints(shape: Shape | None) -> Iterator[tuple[str, Any]]:
    if isinstance(shape, Number):
        yield from [
            (key, value) for key, value in (("minimum", shape.least), ("maximum", shape.most)) if value is not None
        ]
    elif isinstance(shape, Scalar) and "enum" in shape.schema:
        yield "enum", list(shape.schema["enum"])
    elif (
        isinstance(shape, Scalar)
        and "pattern" in shape.schema
        and not any([e.startswith(FORMULAS) for e in shape.examples])
    ):
        yield "pattern", in_full(shape.schema["pattern"])


def in_full(pattern: str) -> str:
    """Return a pattern that matches a whole text, for one that matches a part of it.

    >>> in_full("^[a-z]+$"), in_full("[0-9]")
    ('[a-z]+', '[\\\\s\\\\S]*(?:[0-9])[\\\\s\\\\S]*')
    """
    if re.fullmatch(r"\^[^|]*\$", pattern):
        return pattern[1:-1]
    return rf"[\s\S]*(?:{pattern})[\s\S]*"


def _foreign_keys(table: Table, tables: Mapping[str, Table], keys: list[str], scope: Scope) -> Iterator[dict[str, Any]]:
    shape = shape_of_table(table.name, scope)
    assert shape is not None  # tables are made of shapes
    if keys:
        parent = layout(scope)[table.name].owner
        assert parent is not None  # a table with keys is a child
        inner = keys[:-1]
        own = inner if len(inner) > 1 else inner[0]
        there = own if len(inner) > 1 else "id"
        yield {"fields": own, "reference": {"resource": parent, "fields": there}}
    for number, name in enumerate(table.columns):
        known = declared(shape, name)
        if isinstance(known, Reference) and len(known.targets) == 1 and known.targets[0] in tables:
            there = known.targets[0]
            if {row[number] for row in table.rows} - {None} <= _ids(tables[there]):
                yield {"fields": name, "reference": {"resource": "" if there == table.name else there, "fields": "id"}}


def _ids(table: Table) -> set[Cell]:
    at = table.columns.index("id")
    return {row[at] for row in table.rows}
