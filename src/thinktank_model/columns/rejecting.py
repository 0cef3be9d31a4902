"""Records that are JSON text to columns, and what is not a record to rejects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import pyarrow as pa

from ..model.union import Record
from ..problems.problem import Problem, Severity
from ..shapes.explain import Unknown
from .ddl import ddl
from .encoding import batches_of
from .fields import INTEGER, TEXT, layout_of, objects_in, shape_of_records
from .rows import Row, rows_of

__all__ = ["columns_ddl", "columns_schema", "records_to_columns"]

REJECT: Final = pa.field(
    "reject", pa.struct({"line": INTEGER, "raw": TEXT, "code": TEXT, "pointer": TEXT, "message": TEXT})
)


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
        for row in rows_of(batch, cls, unknown):
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
    return ddl(columns_schema(cls))
