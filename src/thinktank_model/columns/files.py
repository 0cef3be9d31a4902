"""Columns in files: writes and reads Parquet in batches, and reads JSON Lines as batches."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from itertools import islice
from typing import IO, Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..jsontext.files import writing
from ..jsontext.limits import LIMITS
from ..jsontext.opening import binary, open_binary
from ..jsontext.parsing import encode
from ..model.header import DatasetHeader
from ..model.scope import Scope
from ..model.union import RECORD, Record
from ..problems.problem import Severity
from ..problems.report import InvalidData
from ..records.lines import lines_of
from ..shapes.annotations import shape_of
from ..shapes.codec import dump
from ..shapes.explain import Unknown, check_unknown
from ..shapes.tree import OneOf
from .decoding import SOME, plain_rows
from .encoding import SIZE, batches_of
from .fields import TYPE, Layout, layout_of, objects_in, shape_of_records

__all__ = ["HEADER", "Stored", "batches", "write_parquet"]

HEADER: Final = b"thinktank:dataset"  # in the metadata of a file: the metadata of its dataset, as JSON
ENDING: Final = ".parquet"


def write_parquet(
    target: str | os.PathLike[str] | IO[bytes],
    records: Iterable[Any],
    cls: Any = Record,
    *,
    header: DatasetHeader | None = None,
    bounds: bool = True,
    size: int = SIZE,
) -> None:
    """Write records to a Parquet file in batches; a path is written atomically.

    The metadata of the file includes the schema version (`thinktank:schema_version`).

    Parameters:
        target: a path, or a binary stream.
        records: any iterable of records.
        cls: the class whose columns are written, as in `arrow_schema`.
        header: the metadata of the dataset.
        bounds: as in `arrow_schema`.
        size: the number of records in memory at a time, and in one row group of the file.

    Raises:
        TypeError: they are not records, or not of this class.
        OSError: the file cannot be written; an existing file is unchanged.
    """
    layout = layout_of(objects_in(shape_of_records(cls)), bounds=bounds)
    about = dict(layout.schema.metadata) | ({} if header is None else {HEADER: encode(dump(header))})
    opening = writing(target) if isinstance(target, (str, os.PathLike)) else nullcontext(binary(target))
    with opening as stream, pq.ParquetWriter(stream, layout.schema.with_metadata(about), compression="zstd") as file:
        for batch in batches_of(records.values() if isinstance(records, Mapping) else records, layout, size):
            file.write_batch(batch)


def batches(
    path: str | os.PathLike[str], cls: Any = Record, size: int = SIZE, *, unknown: Unknown = "error"
) -> Iterator[pa.RecordBatch]:
    """Yield the records of a file as batches of columns, in constant memory.

    The columns of a Parquet file are read without validation. Records of JSON Lines are validated. Records of other
    classes of the core or of the profile are skipped.

    Parameters:
        path: a file whose name ends in `.parquet`, or a file with one record per line, which may also be compressed (`.gz`, `.zst`).
        cls: the class of the records; or `Record`, also that of a profile, for all.
        size: the maximum number of records in a batch.
        unknown: as in `loads`.

    Raises:
        InvalidData: a line is not a record; with every problem of the batch.
        OSError: the file cannot be read.
        TypeError: it is not a class of records.
    """
    check_unknown(unknown)
    layout = layout_of(objects_in(shape_of_records(cls)), bounds=True)
    if os.fspath(path).lower().endswith(ENDING):
        return _stored(path, layout, size)
    return _read(path, layout, size, unknown)


def _stored(path: str | os.PathLike[str], layout: Layout, size: int) -> Iterator[pa.RecordBatch]:
    """Yield the columns or the records of some classes in a Parquet file."""
    tag = layout.objects[0].tag if len(layout.objects) == 1 else None
    with open_binary(path) as stream, pq.ParquetFile(stream) as file:
        names = file.schema_arrow.names
        wanted = [name for name in names if name in layout.schema.names] if tag else names
        for batch in _groups(file, size, columns=wanted):
            own = batch.filter(pc.equal(batch.column(TYPE), tag)) if tag and TYPE in wanted else batch
            if own.num_rows:
                yield own


def _groups(file: Any, size: int, **options: Any) -> Iterator[pa.RecordBatch]:
    """Yield a Parquet file group by group, because pyarrow cannot join nested columns of two groups in one batch."""
    for group in range(file.num_row_groups):
        yield from file.iter_batches(size, row_groups=[group], **options)


def _read(path: str | os.PathLike[str], layout: Layout, size: int, unknown: Unknown) -> Iterator[pa.RecordBatch]:
    """Yield the records of some classes in a file with one record per line."""
    own = {shape.cls for shape in layout.objects}
    remaining = lines_of(path, unknown, LIMITS, _scope(layout))
    while some := list(islice(remaining, size)):
        problems = [problem for line in some for problem in line.problems if problem.severity is Severity.ERROR]
        if problems:
            raise InvalidData(problems)
        yield from batches_of([line.record for line in some if type(line.record) in own], layout, size)


def _scope(layout: Layout) -> Scope:
    """Return the known record classes of a file: those of the core and those of the layout."""
    core: OneOf = shape_of(RECORD)
    own = {shape.tag: shape for shape in layout.objects if shape.tag is not None}
    return Scope(OneOf({**core.options, **own}, core.other))


class Stored:
    """The rows of a Parquet file that is in memory.

    Parameters:
        data: the bytes of the file.

    Attributes:
        header: the metadata of its dataset, as JSON; None if the file does not have it.
        size: the number of bytes that its columns take in memory, as declared by the file; at least one for each value.

    Raises:
        OSError, pyarrow.ArrowException: it is not a Parquet file.
    """

    def __init__(self, data: bytes) -> None:
        self._file: Any = pq.ParquetFile(pa.BufferReader(data))
        self.header: bytes | None = (self._file.schema_arrow.metadata or {}).get(HEADER)
        groups = [self._file.metadata.row_group(number) for number in range(self._file.num_row_groups)]
        self.size: int = sum([group.total_byte_size + self._values(group) for group in groups])

    def _values(self, group: Any) -> int:
        return max([group.column(number).num_values for number in range(group.num_columns)], default=0)

    def rows(self, shape: OneOf) -> Iterator[Any]:
        """Yield the plain values of the rows.

        Raises:
            InvalidData: a cell has JSON text that is not JSON.
        """
        for batch in _groups(self._file, SOME):
            yield from plain_rows(batch, shape)
