"""Checks records inside engines: functions over Arrow batches, which DuckDB, Spark, Ray, Dask and others can call.

A batch either has records as JSON text in its first text column, and line numbers in an integer column if there is
one; or it has the columns of `arrow_schema`, such as those of Parquet files. No engine is imported here. The
functions can be pickled. Each process compiles the readers once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import pyarrow as pa

from ..model.union import Record
from ..problems.problem import Severity
from ..shapes.explain import Unknown
from .ddl import ddl
from .fields import INTEGER, TEXT
from .rows import rows_of

__all__ = ["OUTPUT_DDL", "OUTPUT_SCHEMA", "validate_batches"]

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

OUTPUT_DDL: Final = ddl(OUTPUT_SCHEMA)
"""`OUTPUT_SCHEMA` in the notation of Spark."""


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
        for line, _, id, _, problems in rows_of(batch, cls, unknown):
            if not problems:
                found.append((line, id, True, None, None, None, None))
                continue
            ok = all([problem.severity is not Severity.ERROR for problem in problems])
            found += [(line, id, ok, one.code, one.severity.value, one.pointer, one.message) for one in problems]
        columns = zip(*found, strict=True) if found else [()] * len(OUTPUT_SCHEMA)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, OUTPUT_SCHEMA, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=OUTPUT_SCHEMA)
