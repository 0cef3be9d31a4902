"""The same checks on engines: one function over batches of Arrow, which DuckDB, Spark, Ray, Dask and others call.

A batch has records as JSON text, in its first column of texts, and beside them the number of each line, if it has a column of integers;
or it has the columns of `arrow_schema`, such as those of Parquet files. No engine is imported here. The functions can be pickled, and what
they need is compiled once in each process.
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
"""What `validate_batches` gives."""

OUTPUT_DDL: Final = ddl(OUTPUT_SCHEMA)
"""The same as Spark takes it."""


def validate_batches(
    batches: Iterable[pa.RecordBatch], cls: Any = Record, *, unknown: Unknown = "error"
) -> Iterator[pa.RecordBatch]:
    """Check records, a batch at a time.

    Empty rows are passed over, and so is what a dataset states about itself, on line 1 or where lines have no numbers, if
    nothing is wrong with it. Records are read as those of the current version of the schema.

    Parameters:
        batches: records as JSON text, with the numbers of their lines or without; or as columns.
        cls: the class of the records; or `Record`, also that of a profile, for all.
        unknown: as in `loads`.

    Returns:
        Batches of `OUTPUT_SCHEMA`: a row for each problem, and one for each record about which there is nothing to say. `ok` says
        whether the record has no error; `code`, `severity`, `pointer` and `message` are null where there is no problem.

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
