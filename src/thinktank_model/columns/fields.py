"""Arrow types made from shapes: the columns of each record class.

| in JSON | in Arrow |
|---|---|
| a text, a date, a reference | `string` |
| a term | `dictionary<int32, string>`; nested deeper `string`, because few engines support nested dictionaries |
| a number, a boolean | `int64` or `double`, `bool` |
| a list | `list` |
| texts by language | `map<string, string>` |
| an object | `struct` |
| free JSON | `string`, as JSON text |

A key that canonical JSON leaves out is null. Each object also has a column `unknown_keys`, with the unknown keys as
JSON text; on request, bounds computed from a date or a count are in columns next to it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple, get_origin

import pyarrow as pa

from ..problems.portable import Portable
from ..shapes.annotations import UNIONS, shape_of
from ..shapes.migrations import SCHEMA_VERSION
from ..shapes.tree import EXTRA, Boolean, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape
from ..values.counts import Count
from ..values.dates import DATE, DATE_OR_TIME
from ..vocab import Term

__all__ = [
    "INTEGER",
    "TYPE",
    "VERSION",
    "Bound",
    "Layout",
    "arrow_schema",
    "bounds_of",
    "is_json",
    "is_texts",
    "layout_of",
    "objects_in",
    "shape_of_records",
    "struct_of",
]

TYPE: Final = "type"  # the column with the type of the record in each row
VERSION: Final = b"thinktank:schema_version"  # in the metadata of a schema
TEXT: Final = pa.string()
INTEGER: Final = pa.int64()
TERM: Final = pa.dictionary(pa.int32(), pa.string())


class Bound(NamedTuple):
    """A column that is computed from another one.

    Attributes:
        name: its name.
        source: the column that it is computed from; empty if that is the whole object.
        type: its Arrow type.
        of: a function that computes it from the value of that column, or from the object.
    """

    name: str
    source: str
    type: pa.DataType
    of: Callable[[Any], datetime.date | int | None]


@cache
def bounds_of(shape: ObjectOf) -> tuple[Bound, ...]:
    """Return the columns for the first and last day of each date of an object, and for the bounds of a count."""
    found = [
        Bound(f"{name}_{end}", name, pa.date32(), attrgetter(end))
        for name, field in shape.fields.items()
        if field.shape in (DATE, DATE_OR_TIME)
        for end in ("earliest", "latest")
    ]
    if shape.cls is Count:
        found += [
            Bound("low", "", INTEGER, attrgetter("lower")),
            Bound("high", "", INTEGER, attrgetter("highest")),
        ]
    return tuple(found)


def is_json(shape: Shape) -> bool:
    """Return whether a column holds JSON text: free JSON does, and an object with arbitrary keys."""
    return not isinstance(shape, (Scalar, Number, Boolean, ListOf, ObjectOf)) and not is_texts(shape)


def is_texts(shape: Shape) -> bool:
    """Return whether a column holds texts by language, or other values by key."""
    return isinstance(shape, MapOf) and isinstance(shape.value, Scalar)


@cache
def _type_of(shape: Shape, bounds: bool) -> pa.DataType:
    match shape:
        case Number():
            return INTEGER if shape.integer else pa.float64()
        case Boolean():
            return pa.bool_()
        case ListOf():
            return pa.list_(_type_of(shape.item, bounds))
        case MapOf() if is_texts(shape):
            return pa.map_(TEXT, TEXT)
        case ObjectOf():
            return struct_of(shape, bounds=bounds)
    return TEXT


@cache
def struct_of(shape: ObjectOf, *, bounds: bool) -> pa.StructType:
    """Return the Arrow type of an object: its type if it is a record, its fields, computed columns, and its unknown keys."""
    fields = [] if shape.tag is None else [pa.field(TYPE, TERM, nullable=False)]
    derived = bounds_of(shape) if bounds else ()
    is_record = "id" in shape.fields
    for name, field in shape.fields.items():
        if name == TYPE:  # of a record that is kept unread
            fields.append(pa.field(TYPE, TERM, nullable=False))
            continue
        nullable = (
            "id" not in shape.fields or not field.required or isinstance(field.shape, Number)
        )  # it may be too large
        type = TERM if is_record and isinstance(field.shape, Term) else _type_of(field.shape, bounds)
        fields.append(pa.field(name, type, nullable, {"description": field.description}))
        fields += [pa.field(bound.name, bound.type) for bound in derived if bound.source == name]
    fields += [pa.field(bound.name, bound.type) for bound in derived if not bound.source]
    return pa.struct([*fields, pa.field(EXTRA, TEXT)])


class Layout(NamedTuple):
    """The columns for records of some classes.

    Attributes:
        schema: the schema.
        objects: the shapes of the classes.
        bounds: whether there are columns for the bounds of dates and counts.
    """

    schema: pa.Schema
    objects: tuple[ObjectOf, ...]
    bounds: bool


@cache
def layout_of(objects: tuple[ObjectOf, ...], *, bounds: bool) -> Layout:
    """Return the columns for the classes of these shapes: those of one class, or all of several."""
    structs = [struct_of(shape, bounds=bounds) for shape in objects]
    if len(structs) == 1:
        fields = list(structs[0])
    else:
        bare = [pa.schema([_bare(field) for field in struct]) for struct in structs]
        merged = pa.unify_schemas(bare, promote_options="permissive")
        fields = [field.with_nullable(field.name not in (TYPE, "id")) for field in merged if field.name != EXTRA]
        fields.append(pa.field(EXTRA, TEXT))
    return Layout(pa.schema(fields, {VERSION: SCHEMA_VERSION.encode()}), objects, bounds)


def arrow_schema(cls: Any, *, bounds: bool = True) -> pa.Schema:
    """Return the Arrow schema of a class of record.

    Parameters:
        cls: the class; or `Record`, also that of a profile, for one table with the columns of all its classes.
        bounds: whether each date has columns `_earliest` and `_latest` beside it, and each count columns `low` and `high`.

    Raises:
        TypeError: it is not a class of records.

    >>> import thinktank_model as tm
    >>> print(arrow_schema(tm.Event).field("start_earliest"))
    pyarrow.Field<start_earliest: date32[day]>
    """
    return layout_of(objects_in(shape_of_records(cls)), bounds=bounds).schema


def _bare(field: pa.Field) -> pa.Field:
    """Return a field without its description, which differs between classes."""
    return field.remove_metadata().with_nullable(True)


def shape_of_records(cls: Any) -> ObjectOf | OneOf:
    """Return the shape of a class of records, or of several.

    Raises:
        TypeError: it is not a class of records.
    """
    known = (isinstance(cls, type) and issubclass(cls, Portable)) or get_origin(cls) in UNIONS
    shape = shape_of(cls) if known else None
    if isinstance(shape, OneOf) or (isinstance(shape, ObjectOf) and "id" in shape.fields):
        return shape
    name = getattr(cls, "__name__", repr(cls))
    raise TypeError(f"{name} is not a class of records; expected one such as Event, or Record for all of them")


def objects_in(shape: ObjectOf | OneOf) -> tuple[ObjectOf, ...]:
    """Return the shapes of the classes in a shape, and that of records that are kept unread."""
    if isinstance(shape, ObjectOf):
        return (shape,)
    return (*shape.options.values(), *([] if shape.other is None else [shape.other]))
