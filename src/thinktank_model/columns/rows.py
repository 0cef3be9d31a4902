"""What is in the rows of a batch: records as JSON text, or as columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

import pyarrow as pa

from ..jsontext.content import is_dataset
from ..jsontext.limits import LIMITS
from ..jsontext.lines import LINE_TOO_LONG, RAISE
from ..jsontext.parsing import encode, parse
from ..jsontext.recognition import BLANKS
from ..model.header import DatasetHeader
from ..problems.problem import Problem
from ..records.placing import id_of, placed
from ..shapes.annotations import shape_of
from ..shapes.codec import read
from ..shapes.explain import Unknown, check_unknown
from ..shapes.tree import ObjectOf, OneOf
from .decoding import plain_rows
from .fields import TYPE, shape_of_records

__all__ = ["Row", "rows_of"]


class Row(NamedTuple):
    """One row after reading.

    Attributes:
        line: the number of its line, if known.
        raw: its text; for columns, the record as JSON.
        id: the id in the text.
        record: the record; None if there is an error, and for the header of a dataset.
        problems: all its problems.
    """

    line: int | None
    raw: bytes
    id: str | None
    record: Any
    problems: tuple[Problem, ...]


def rows_of(batch: pa.RecordBatch, cls: Any, unknown: Unknown) -> Iterator[Row]:
    """Yield the rows of a batch after reading."""
    check_unknown(unknown)
    shape = shape_of_records(cls)
    names = batch.schema.names
    return _typed(batch, shape, unknown) if TYPE in names and "id" in names else _texts(batch, shape, unknown)


def _typed(batch: pa.RecordBatch, shape: ObjectOf | OneOf, unknown: Unknown) -> Iterator[Row]:
    for value in plain_rows(batch, shape):
        record, problems = read(shape, value, unknown)
        yield Row(None, encode(value) if record is None else b"", id_of(value), record, placed(problems, value))


def _texts(batch: pa.RecordBatch, shape: ObjectOf | OneOf, unknown: Unknown) -> Iterator[Row]:
    for data, number in zip(_bytes(batch), _numbers(batch), strict=True):
        if data is None or not data.strip(BLANKS):
            continue
        if len(data) > LIMITS.line:
            yield Row(number, b"", None, None, (LINE_TOO_LONG(limit=LIMITS.line, help=RAISE),))
            continue
        value, problems = parse(data, line=number or 0)
        if problems:
            yield Row(number, data, None, None, problems)
        elif is_dataset(value) and number in (None, 1):
            _, problems = read(shape_of(DatasetHeader), value, unknown)
            if problems:
                yield Row(number, data, None, None, placed(problems, value))
        else:
            record, problems = read(shape, value, unknown)
            if problems:
                problems = placed(problems, value)
            yield Row(number, data, id_of(value) if record is None else record.id, record, problems)


def _bytes(batch: pa.RecordBatch) -> list[bytes | None]:
    """Return the texts of a batch.

    Raises:
        TypeError: it has no column of texts.
    """
    for column in batch.columns:
        if _is_text(column.type):
            return cast("list[bytes | None]", column.cast(pa.large_binary()).to_pylist())
    raise TypeError(f"expected a column of JSON text, found {', '.join(batch.schema.names) or 'no column'}")


def _is_text(type: pa.DataType) -> bool:
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    binary = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view)
    return any([is_kind(type) for is_kind in (*kinds, *binary)])


def _numbers(batch: pa.RecordBatch) -> list[int | None]:
    """Return the line numbers; a list of None if the batch has none."""
    for column in batch.columns:
        if pa.types.is_integer(column.type):
            return cast("list[int | None]", column.to_pylist())
    return [None] * batch.num_rows
