"""Converts records to Arrow column by column: each attribute is read for all records at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain, islice
from operator import attrgetter
from typing import Any, Final, TypeAlias

import pyarrow as pa
from attrs import NOTHING

from ..dataset.collection import Dataset
from ..dataset.listing import Listing
from ..jsontext.parsing import encode
from ..model.union import RECORD
from ..shapes.annotations import shape_of
from ..shapes.frozenjson import EMPTY, thaw
from ..shapes.tree import EXTRA, Boolean, Field, ListOf, Number, ObjectOf, Scalar, Shape
from .fields import Bound, Layout, bounds_of, is_texts, layout_of, objects_in, shape_of_records, struct_of

__all__ = ["SIZE", "batches_of", "layout_for", "stream_of", "to_arrow"]

SIZE: Final = 65_536
"""The number of records in one batch: even a column of texts stays below 2 GiB, the limit of an Arrow array."""

OFFSETS: Final = pa.int32()
LEAST: Final = -(2**63)
MOST: Final = 2**63 - 1  # the range of a column of integers

_Large: TypeAlias = dict[int, dict[str, int]]
"""Maps the position of an object to its integers that are too large for a column; they are kept with the unknown keys."""
_Column: TypeAlias = Callable[[Sequence[Any], _Large], pa.Array]
"""Converts objects to one of their columns."""
_Encoder: TypeAlias = Callable[[Sequence[Any]], pa.Array]
"""Converts values, none of which is None, to an array."""

_entries = attrgetter("_entries")  # the dict inside a map of texts, as the dumper takes it


# --- One column of objects ---


def _column(name: str, field: Field, type: pa.DataType) -> _Column:
    """Return the function that makes the column of a field."""
    get, default = attrgetter(name), None if field.default is NOTHING else field.default
    if isinstance(field.shape, (Scalar, Number, Boolean)):
        return _leaves(name, field.shape, default, type)
    make = _encoder(field.shape, type)

    def column(objects: Sequence[Any], _: _Large) -> pa.Array:
        values = list(map(get, objects))
        if field.required:
            return make(values)
        said = [value for value in values if value is not default and value]
        if not said:
            return pa.nulls(len(values), type)
        made = make(said)
        if len(said) == len(values):
            return made
        places = iter(range(len(said)))
        return made.take(
            pa.array([next(places) if value is not default and value else None for value in values], OFFSETS)
        )

    return column


def _leaves(name: str, shape: Scalar | Number | Boolean, default: Any, type: pa.DataType) -> _Column:
    """Return the function that makes the column of a scalar, number or boolean; defaults are left out, as in JSON."""
    get, text = attrgetter(name), _text_of(shape)

    def column(objects: Sequence[Any], large: _Large) -> pa.Array:
        values = list(map(get, objects))
        if default is not None:
            values = [None if value == default else value for value in values]
        if text is not None:
            values = [None if value is None else text(value) for value in values]
        try:
            return _array(values, type)
        except OverflowError:
            return pa.array([_fitting(value, name, large, place) for place, value in enumerate(values)], type)

    return column


def _fitting(value: int | None, name: str, large: _Large, place: int) -> int | None:
    if value is None or LEAST <= value <= MOST:
        return value
    large.setdefault(place, {})[name] = value
    return None


def _text_of(shape: Shape) -> Callable[[Any], str] | None:
    """Return the function that gives the JSON text of a scalar; None if the value is its own text."""
    attribute = shape.attribute if isinstance(shape, Scalar) else None
    return None if attribute in (None, "_value_") else attrgetter(str(attribute))  # a term is a `str`


def _bound(bound: Bound) -> _Column:
    """Return the function that makes a computed column."""
    of = bound.of
    if bound.source:
        get = attrgetter(bound.source)
        return lambda objects, _: pa.array(
            [None if (value := get(one)) is None else of(value) for one in objects], bound.type
        )

    def column(objects: Sequence[Any], _: _Large) -> pa.Array:
        values: list[Any] = list(map(of, objects))
        return pa.array([None if value is None or value > MOST else value for value in values], bound.type)

    return column


def _type(objects: Sequence[Any], _: _Large) -> pa.Array:
    return pa.array([one.type for one in objects], pa.string()).dictionary_encode()


# --- Arrays of values ---


def _array(values: Sequence[Any], type: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(type):
        return pa.array(values, type.value_type).dictionary_encode()
    return pa.array(values, type)


def _offsets(values: Iterable[Any]) -> pa.Array:
    return pa.array(list(accumulate(map(len, values), initial=0)), OFFSETS)


def _encoder(shape: Shape, type: pa.DataType) -> _Encoder:
    """Return the function that makes an array of values of a shape."""
    match shape:
        case Scalar() | Number() | Boolean():
            text = _text_of(shape)
            return lambda values: _array(values if text is None else list(map(text, values)), type)
        case ListOf():
            item = _encoder(shape.item, type.value_type)

            def lists(values: Sequence[Any]) -> pa.Array:
                return pa.ListArray.from_arrays(_offsets(values), item(list(chain.from_iterable(values))), type)

            return lists
        case ObjectOf():
            return _objects(shape, type)
    if is_texts(shape):

        def texts(values: Sequence[Any]) -> pa.Array:
            plain = list(map(_entries, values))
            keys = pa.array(list(chain.from_iterable(plain)), type.key_type)
            return pa.MapArray.from_arrays(
                _offsets(plain),
                keys,
                pa.array(list(chain.from_iterable([one.values() for one in plain])), type.item_type),
            )

        return texts
    return lambda values: pa.array([encode(thaw(value)).decode() for value in values], type)


@cache
def _objects(shape: ObjectOf, type: pa.StructType) -> _Encoder:
    """Return the function that makes an array of objects."""
    bounds = {bound.name: bound for bound in bounds_of(shape)}
    columns = [
        _bound(bounds[field.name])
        if field.name in bounds
        else _column(field.name, shape.fields[field.name], field.type)
        if field.name in shape.fields
        else _type
        for field in type
        if field.name != EXTRA
    ]

    def objects(values: Sequence[Any]) -> pa.Array:
        large: _Large = {}
        made = [column(values, large) for column in columns]
        unknown = [None if one.unknown_keys is EMPTY else thaw(one.unknown_keys) for one in values]
        for place, keys in large.items():
            unknown[place] = (unknown[place] or {}) | keys
        made.append(pa.array([encode(one).decode() if one else None for one in unknown], pa.string()))
        return pa.StructArray.from_arrays(made, fields=list(type))

    return objects


# --- Records ---


def batches_of(records: Iterable[Any], layout: Layout, size: int) -> Iterator[pa.RecordBatch]:
    """Yield batches of records.

    Raises:
        TypeError: one is not a record of the classes of the layout.
    """
    remaining = iter(records)
    while some := list(islice(remaining, size)):
        yield _batch(some, layout)


def _batch(records: Sequence[Any], layout: Layout) -> pa.RecordBatch:
    """Return the batch for some records: converted class by class, then put into their order."""
    shapes = {shape.cls: shape for shape in layout.objects}
    places: dict[Any, list[int]] = {}
    for place, record in enumerate(records):
        places.setdefault(type(record), []).append(place)
    parts = [
        _part(records if len(places) == 1 else [records[place] for place in own], shapes.get(cls), layout)
        for cls, own in places.items()
    ]
    if len(parts) == 1:
        return parts[0]
    order = [0] * len(records)
    for row, place in enumerate(chain.from_iterable(places.values())):
        order[place] = row
    (batch,) = pa.Table.from_batches(parts).unify_dictionaries().take(pa.array(order)).combine_chunks().to_batches()
    return batch


def _part(records: Sequence[Any], shape: ObjectOf | None, layout: Layout) -> pa.RecordBatch:
    """Return the batch for records of one class."""
    if shape is None:
        known = ", ".join([known.cls.__name__ for known in layout.objects])
        raise TypeError(f"expected records of {known}, found an object of type {type(records[0]).__name__}")
    made = _objects(shape, struct_of(shape, bounds=layout.bounds))(records)
    if len(layout.objects) > 1:
        made = made.cast(pa.struct(list(layout.schema)))  # this adds the columns of the other classes
    return pa.RecordBatch.from_arrays(made.flatten(), schema=layout.schema)


def layout_for(records: Any, cls: Any = None, *, bounds: bool = True) -> Layout:
    """Return the columns for records: those of the given class, or of the classes of the records."""
    if cls is not None:
        return layout_of(objects_in(shape_of_records(cls)), bounds=bounds)
    if isinstance(records, Dataset):
        return layout_of(objects_in(records.scope.record), bounds=bounds)
    found = dict.fromkeys(map(type, _listed(records)))
    if isinstance(records, Listing):
        found = {records.cls: None, **found}  # there may be no records, or some of a profile's subclasses
    for unfit in [unfit for unfit in found if not hasattr(unfit, "collection")]:
        raise TypeError(f"expected records, found an object of type {unfit.__name__}")
    if len(found) != 1:
        found = {**dict.fromkeys([shape.cls for shape in objects_in(shape_of(RECORD))]), **found}
    return layout_of(tuple([shape_of(one) for one in found]), bounds=bounds)


def _listed(records: Any) -> Iterable[Any]:
    return records.values() if isinstance(records, Mapping) else records


def to_arrow(records: Iterable[Any], cls: Any = None, *, bounds: bool = True) -> pa.Table:
    """Return records as an Arrow table; `from_arrow` turns it back into equal records.

    Parameters:
        records: the records; also a dataset, or one of its collections.
        cls: the class whose columns the table has, as in `arrow_schema`. Without it they are those of the class of the records; for records of several classes, those of all classes.
        bounds: as in `arrow_schema`.

    Raises:
        TypeError: they are not records, or not of this class.

    >>> import thinktank_model as tm
    >>> events = to_arrow(tm.example("wic-2024").events)
    >>> events.num_rows, events["start"][0].as_py()
    (2, '2024-12-20')
    """
    given = records if isinstance(records, (Mapping, Sequence, Dataset)) else list(records)
    layout = layout_for(given, cls, bounds=bounds)
    return pa.Table.from_batches(batches_of(_listed(given), layout, SIZE), layout.schema)


def stream_of(records: Any, requested: object = None) -> object:
    """Return the capsule of an Arrow stream of a dataset or one of its collections, which is produced batch by batch."""
    layout = layout_for(records)
    reader = pa.RecordBatchReader.from_batches(layout.schema, batches_of(_listed(records), layout, SIZE))
    return reader.__arrow_c_stream__(requested)
