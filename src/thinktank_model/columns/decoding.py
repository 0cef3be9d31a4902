"""Converts Arrow to records: columns to plain JSON values, which the ordinary reader of records then checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, Final, TypeVar, cast, overload

import pyarrow as pa

from ..jsontext.parsing import parse
from ..model.union import Record
from ..problems.pointers import pointer
from ..problems.problem import Problem
from ..problems.report import InvalidData
from ..records.placing import placed
from ..records.single import utf8
from ..rules.reading import collector_paused
from ..shapes.codec import read
from ..shapes.codes import DUPLICATE
from ..shapes.explain import Unknown, check_unknown
from ..shapes.node import Node
from ..shapes.tree import EXTRA, ListOf, ObjectOf, OneOf, Shape
from .fields import TYPE, bounds_of, is_json, is_texts, shape_of_records

__all__ = ["SOME", "from_arrow", "plain_rows"]

N = TypeVar("N", bound=Node)

SOME: Final = 8192  # rows that are held as plain values at a time


@overload
def from_arrow(table: Any, *, unknown: Unknown = "error") -> list[Record]: ...
@overload
def from_arrow(table: Any, cls: type[N], *, unknown: Unknown = "error") -> list[N]: ...
@overload
def from_arrow(table: Any, cls: Any, *, unknown: Unknown = "error") -> list[Any]: ...
def from_arrow(table: Any, cls: Any = Record, *, unknown: Unknown = "error") -> list[Any]:
    """Return the records of a table, which may come from polars, pandas, DuckDB or a Parquet file.

    Every record is validated, as by `loads`. A column that the class does not have is read as an unknown key. Columns
    computed from dates and counts are ignored.

    Parameters:
        table: an Arrow table or batch, or any object with an Arrow stream (`__arrow_c_stream__`).
        cls: the class of the records; or `Record`, also that of a profile: the column `type` then gives the class.
        unknown: as in `loads`.

    Raises:
        InvalidData: with every problem; the pointer of each begins with the number of the row, from 0.
        TypeError: it is not a table, or not a class of records.
    """
    check_unknown(unknown)
    shape = shape_of_records(cls)
    records: list[Any] = []
    problems: list[Problem] = []
    with collector_paused():
        for batch in _batches(table):
            for value in plain_rows(batch, shape):
                record, found = read(shape, value, unknown)
                if record is None:
                    problems += placed(found, value, prefix=f"/{len(records)}")
                records.append(record)
    if problems:
        raise InvalidData(problems)
    return records


def _batches(table: Any) -> Iterator[pa.RecordBatch]:
    """Yield a table in pieces.

    Raises:
        TypeError: it is not a table.
    """
    if not hasattr(table, "__arrow_c_stream__"):
        raise TypeError(f"expected a table of Arrow, found an object of type {type(table).__name__}")
    for batch in pa.RecordBatchReader.from_stream(table):
        for start in range(0, batch.num_rows, SOME):
            yield batch.slice(start, SOME)


def _settled(type: pa.DataType) -> pa.DataType:
    """Return the equivalent type without views, which polars produces and few functions of pyarrow accept."""
    if pa.types.is_string_view(type):
        return pa.string()
    if pa.types.is_struct(type):
        return pa.struct([field.with_type(_settled(field.type)) for field in type])
    if pa.types.is_map(type):
        return pa.map_(_settled(type.key_type), _settled(type.item_type))
    if pa.types.is_dictionary(type):
        return pa.dictionary(type.index_type, _settled(type.value_type))
    if pa.types.is_large_list(type) or pa.types.is_large_list_view(type):
        return pa.large_list(_settled(type.value_type))
    if pa.types.is_list(type) or pa.types.is_list_view(type):
        return pa.list_(_settled(type.value_type))
    return type


def plain_rows(batch: pa.RecordBatch, shape: Shape) -> list[Any]:
    """Return the plain JSON values of the rows of a batch, for the reader of a shape."""
    struct = batch.to_struct_array()
    settled = _settled(struct.type)
    struct = struct if settled == struct.type else struct.cast(settled)
    if isinstance(shape, ObjectOf):
        return _plain(struct, shape, "")
    assert isinstance(shape, OneOf)
    tags = batch.column(TYPE).to_pylist() if TYPE in batch.schema.names else [None] * len(struct)
    rows: list[Any] = [None] * len(tags)
    for tag in dict.fromkeys(tags):
        known = shape.options.get(tag) or shape.other
        places = [place for place, other in enumerate(tags) if other == tag]
        own = struct if len(places) == len(tags) else struct.take(pa.array(places, pa.int32()))
        for place, value in zip(places, _plain(own, known, ""), strict=True):
            rows[place] = value
    return rows


def _plain(array: pa.Array, shape: Shape | None, at: str) -> list[Any]:
    """Return the plain JSON values of an array, None for each null; `at` is its place in the record."""
    if array.null_count:
        values = iter(_plain(array.drop_null(), shape, at))
        return [next(values) if is_there else None for is_there in array.is_valid().to_pylist()]
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if isinstance(shape, ObjectOf) and pa.types.is_struct(array.type):
        return _objects(array, shape, at)
    if isinstance(shape, ListOf) and (pa.types.is_list(array.type) or pa.types.is_large_list(array.type)):
        items = _plain(array.flatten(), shape.item, at)
        return [items[start:end] for start, end in _pieces(array.value_lengths().to_pylist())]
    if shape is not None and is_texts(shape) and pa.types.is_map(array.type):
        first, last = array.offsets[0].as_py(), array.offsets[-1].as_py()
        lengths = [end - start for start, end in pairwise(array.offsets.to_pylist())]
        keys, items = array.keys.to_pylist()[first:last], array.items.to_pylist()[first:last]
        return [_entries(keys[start:end], items[start:end], at) for start, end in _pieces(lengths)]
    if shape is not None and is_json(shape):
        return [_json(text, at) for text in array.to_pylist()]
    return cast("list[Any]", array.to_pylist())


def _objects(array: pa.StructArray, shape: ObjectOf, at: str) -> list[dict[str, Any]]:
    """Return plain objects; a key that is null is left out."""
    rows: list[dict[str, Any]] = [{} for _ in range(len(array))]
    derived = {bound.name for bound in bounds_of(shape)}
    for index, field in enumerate(array.type):
        column = array.field(index)
        if field.name in derived or column.null_count == len(column):
            continue
        known = shape.fields.get(field.name)
        values = _plain(column, None if known is None else known.shape, f"{at}/{field.name}")
        if field.name == EXTRA:
            for row, text in zip(rows, values, strict=True):
                if text is not None:
                    row.update(_json(text, f"{at}/{EXTRA}"))
        elif column.null_count:
            for row, value in zip(rows, values, strict=True):
                if value is not None:
                    row[field.name] = value
        else:
            for row, value in zip(rows, values, strict=True):
                row[field.name] = value
    return rows


def _pieces(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each list among the items of all lists."""
    return pairwise(accumulate(lengths, initial=0))


def _entries(keys: Sequence[str], values: Sequence[Any], at: str) -> dict[str, Any]:
    """Return the entries of a map, each key once.

    Raises:
        InvalidData: a key is duplicate.
    """
    entries = dict(zip(keys, values, strict=True))
    if len(entries) < len(keys):
        again = next(key for place, key in enumerate(keys) if key in keys[:place])
        raise InvalidData([DUPLICATE(again, at=f"{at}{pointer(again)}", about_key=True)])
    return entries


def _json(text: Any, at: str) -> Any:
    """Return the value of JSON text.

    Raises:
        InvalidData: it is not JSON.
    """
    value, problems = parse(utf8(text))
    if problems:
        raise InvalidData([problem.under(at) for problem in problems])
    return value
