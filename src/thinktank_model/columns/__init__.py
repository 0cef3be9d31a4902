"""Records as Arrow columns, for Parquet and for the engines that read them: polars, pandas, DuckDB, Spark."""

try:
    import pyarrow as _pyarrow  # noqa: F401
except ImportError:
    raise ImportError('thinktank_model.columns needs pyarrow: pip install "thinktank-model[arrow]"') from None

from .checking import OUTPUT_DDL, OUTPUT_SCHEMA, validate_batches
from .crossing import cross_checks
from .decoding import from_arrow
from .encoding import to_arrow
from .fields import arrow_schema
from .files import batches, write_parquet
from .rejecting import columns_ddl, columns_schema, records_to_columns

__all__ = [
    "OUTPUT_DDL",
    "OUTPUT_SCHEMA",
    "arrow_schema",
    "batches",
    "columns_ddl",
    "columns_schema",
    "cross_checks",
    "from_arrow",
    "records_to_columns",
    "to_arrow",
    "validate_batches",
    "write_parquet",
]
