"""Records as columns of Arrow, for Parquet and for the engines that read them: polars, pandas, DuckDB, Spark."""

try:
    import pyarrow as _  # noqa: F401
except ImportError:
    raise ImportError('thinktank_model.columns needs pyarrow: pip install "thinktank-model[arrow]"') from None

from .decoding import *
from .encoding import *
from .fields import *
