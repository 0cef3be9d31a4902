"""Checks records inside engines: functions over Arrow batches, which DuckDB, Spark, Ray, Dask and others can call.

A batch either has records as JSON text in its first text column, and line numbers in an integer column if there is
one; or it has the columns of `arrow_schema`, such as those of Parquet files. No engine is imported here. The
functions can be pickled. Each process compiles the readers once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple, cast

import pyarrow as pa

from ..jsontext.content import is_dataset
from ..jsontext.limits import LIMITS
from ..jsontext.lines import LINE_TOO_LONG, RAISE
from ..jsontext.parsing import encode, parse
from ..jsontext.recognition import BLANKS
from ..model.header import DatasetHeader
from ..model.union import Record
from ..problems.problem import Problem, Severity
from ..records.placing import id_of, placed
from ..shapes.annotations import shape_of
from ..shapes.codec import read
from ..shapes.explain import Unknown, check_unknown
from ..shapes.tree import ObjectOf, OneOf
from .decoding import plain_rows
from .encoding import batches_of
from .fields import INTEGER, TEXT, TYPE, layout_of, objects_in, shape_of_records

__all__ = ["OUTPUT_DDL", "OUTPUT_SCHEMA", "columns_ddl", "columns_schema", "records_to_columns", "validate_batches"]

OUTPUT_SCHEMA: Final = pa.schema(
    {
        "line": INTEGER,
        "id": TEXT,
        "ok": pa.bool_(),
        "code": TEXT,
        "severity": TEXT,
        "pointer": TEXT,
        "message": TEXT,
    }
)
"""The columns of the output of `validate_batches`."""

REJECT: Final = pa.field(
    "reject", pa.struct({"line": INTEGER, "raw": TEXT, "code": TEXT, "pointer": TEXT, "message": TEXT})
)


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


def validate_batches(
    batches: Iterable[pa.RecordBatch], cls: Any = Record, *, unknown: Unknown = "error"
) -> Iterator[pa.RecordBatch]:
    """Check records batch by batch.

    Empty rows are skipped, and so is a valid header of a dataset on line 1, or on any line if lines have no numbers.
    Records are read as records of the current schema version.

    Parameters:
        batches: records as JSON text, with or without line numbers; or as columns.
        cls: the class of the records; or `Record`, also that of a profile, for all.
        unknown: as in `loads`.

    Returns:
        Batches of `OUTPUT_SCHEMA`: a row for each problem, and one for each record without a problem. `ok` is true if the record has no error; `code`, `severity`, `pointer` and `message` are null in a row without a problem.

    >>> import pyarrow
    >>> lines = pyarrow.table({"json": ['{"type": "source", "id": "source:a", "titles": {"en": "A"}}', '{"type": "source"}']})
    >>> [(row["ok"], row["code"]) for batch in validate_batches(lines.to_batches()) for row in batch.to_pylist()]
    [(True, None), (False, 'key.missing'), (False, 'key.missing')]
    """
    for batch in batches:
        found: list[tuple[Any, ...]] = []
        for line, _, id, _, problems in _rows(batch, cls, unknown):
            if not problems:
                found.append((line, id, True, None, None, None, None))
                continue
            ok = all([problem.severity is not Severity.ERROR for problem in problems])
            found += [(line, id, ok, one.code, one.severity.value, one.pointer, one.message) for one in problems]
        columns = zip(*found, strict=True) if found else [()] * len(OUTPUT_SCHEMA)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, OUTPUT_SCHEMA, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=OUTPUT_SCHEMA)


def _rows(batch: pa.RecordBatch, cls: Any, unknown: Unknown) -> Iterator[Row]:
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


# --- Records to columns ---


def columns_schema(cls: Any = Record) -> pa.Schema:
    """Return the schema of the output of `records_to_columns`: the columns of `arrow_schema`, and `reject`; each can be null.

    Terms are plain texts, because Spark does not support dictionaries.

    Raises:
        TypeError: it is not a class of records.
    """
    layout = layout_of(objects_in(shape_of_records(cls)), bounds=True)
    fields = [pa.field(field.name, _spelled(field.type)) for field in layout.schema]
    return pa.schema([*fields, REJECT], layout.schema.metadata)


def _spelled(type: pa.DataType) -> pa.DataType:
    """Return the type without dictionaries."""
    if pa.types.is_dictionary(type):
        return type.value_type
    if pa.types.is_list(type):
        return pa.list_(_spelled(type.value_type))
    return pa.struct([field.with_type(_spelled(field.type)) for field in type]) if pa.types.is_struct(type) else type


def records_to_columns(
    batches: Iterable[pa.RecordBatch], cls: Any = Record, *, unknown: Unknown = "error"
) -> Iterator[pa.RecordBatch]:
    """Convert records from JSON text to columns, batch by batch; an invalid record becomes a reject.

    Parameters:
        batches: as in `validate_batches`.
        cls: the class of the records; or `Record`, also that of a profile, for all.
        unknown: as in `loads`.

    Returns:
        Batches of `columns_schema`: a row for each valid record, in which `reject` is null; and a row for each invalid one, in which only `reject` is not null: it has the line number, the text, and the code, pointer and message of the first error.
    """
    schema = columns_schema(cls)
    layout = layout_of(objects_in(shape_of_records(cls)), bounds=True)
    for batch in batches:
        good, bad = [], []
        for row in _rows(batch, cls, unknown):
            if row.record is not None:
                good.append(row.record)
            else:
                bad += [_reject(row, one) for one in row.problems if one.severity is Severity.ERROR][:1]
        for made in batches_of(good, layout, batch.num_rows):
            columns = made.to_struct_array().cast(pa.struct(list(schema)[:-1])).flatten()
            yield pa.RecordBatch.from_arrays([*columns, pa.nulls(len(good), REJECT.type)], schema=schema)
        if bad:
            columns = [pa.nulls(len(bad), field.type) for field in list(schema)[:-1]]
            yield pa.RecordBatch.from_arrays([*columns, pa.array(bad, REJECT.type)], schema=schema)


def _reject(row: Row, error: Problem) -> dict[str, Any]:
    raw = row.raw.decode(errors="replace")
    said = {"code": error.code, "pointer": error.pointer, "message": error.message}
    return {"line": row.line, "raw": raw, **said}


def columns_ddl(cls: Any = Record) -> str:
    """Return the schema of the output of `records_to_columns` in the notation of Spark.

    Raises:
        TypeError: it is not a class of records.
    """
    return _ddl(columns_schema(cls))


NAMES: Final = {TEXT: "string", INTEGER: "bigint", pa.float64(): "double", pa.bool_(): "boolean", pa.date32(): "date"}
"""The names of types in Spark: https://spark.apache.org/docs/latest/sql-ref-datatypes.html."""


def _ddl(schema: pa.Schema) -> str:
    return ", ".join([f"`{field.name}` {_called(field.type)}" for field in schema])


def _called(type: pa.DataType) -> str:
    """Return the name of a type in Spark."""
    if pa.types.is_list(type):
        return f"array<{_called(type.value_type)}>"
    if pa.types.is_map(type):
        return f"map<{_called(type.key_type)}, {_called(type.item_type)}>"
    if pa.types.is_struct(type):
        return f"struct<{', '.join([f'`{field.name}`: {_called(field.type)}' for field in type])}>"
    return NAMES[type]


OUTPUT_DDL: Final = _ddl(OUTPUT_SCHEMA)
"""`OUTPUT_SCHEMA` in the notation of Spark."""
