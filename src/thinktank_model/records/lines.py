"""JSON Lines: reads and writes records, one per line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import IO

from ..jsontext.compressed import opened
from ..jsontext.content import is_dataset
from ..jsontext.files import Readable, writing
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.opening import binary
from ..jsontext.parsing import parse
from ..jsontext.starting import LinesSource, Start, check_start, go_on, readable
from ..model.header import DatasetHeader
from ..model.scope import CORE_SCOPE, Scope
from ..model.union import Record
from ..shapes.explain import Unknown, check_unknown
from .readers import Line, LineReader
from .single import dumps

__all__ = ["Line", "read_jsonl", "write_jsonl"]


def read_jsonl(
    source: LinesSource, *, start: Start | None = None, unknown: Unknown = "error", limits: Limits = LIMITS
) -> Iterator[Line]:
    """Read records, one per line, in constant memory. A broken line does not affect the lines around it.

    Empty lines are skipped, and so is the header line of a dataset if it has no problem.

    Parameters:
        source: a path, a binary stream, or an iterable of bytes. A path that ends in `.gz` or `.zst` is decompressed. An item of an iterable is a line, with or without its line ending, or several complete lines.
        start: the number and the offset of the line to begin with, `(line.number, line.offset)` of an earlier run over the same
            source; numbers and offsets continue from there. If that line had a record, the result is the same as that of the earlier run from there. Only the first line of the skipped part of a file is read. A source that cannot seek is read from its beginning: a pipe, an iterable, and a compressed file, whose offsets count decompressed bytes.
        unknown: as in `loads`.
        limits: the limits for lines, for the problems of a record and for decompression.

    Raises:
        OSError: a file cannot be read.
        TypeError: `source` is not one of these, or an item of it is not bytes.
        ValueError: `unknown` is neither `"error"` nor `"keep"`; no line starts at `start`.

    >>> lines = [b'{"type": "event"', b'{"type":"organization","id":"organization:a","names":[{"value":"A"}]}']
    >>> [(line.number, line.offset, line.record is None) for line in read_jsonl(lines)]
    [(1, 0, True), (2, 17, False)]
    >>> [line.raw == lines[1] for line in read_jsonl(lines, start=(2, 17))]
    [True]
    """
    check_unknown(unknown)
    return lines_of(source, unknown, limits, CORE_SCOPE, start)


def lines_of(
    source: LinesSource, unknown: Unknown, limits: Limits, scope: Scope, start: Start | None = None
) -> Iterator[Line]:
    """Read lines as `read_jsonl` does, for the record classes of any scope."""
    check_start(start)
    return _lines(source if isinstance(source, (str, os.PathLike)) else readable(source), unknown, limits, scope, start)


def _lines(
    source: str | os.PathLike[str] | Readable, unknown: Unknown, limits: Limits, scope: Scope, start: Start | None
) -> Iterator[Line]:
    with opened(source, limits) if isinstance(source, (str, os.PathLike)) else nullcontext(source) as stream:
        position, first = go_on(stream, start, limits.line)
        reader = LineReader(stream, unknown, limits, scope, position)
        if is_dataset(header := parse(first)[0]):
            reader.records.follow(header)
        for line in reader:
            if line.header is None or line.problems:
                yield line


def write_jsonl(target: str | os.PathLike[str] | IO[bytes], records: Iterable[Record | DatasetHeader]) -> None:
    """Write records one per line, in constant memory; to a path atomically.

    Parameters:
        target: a path, or a binary stream.
        records: the records; a `DatasetHeader` may be first.
    """
    opened = writing(target) if isinstance(target, (str, os.PathLike)) else nullcontext(binary(target))
    with opened as stream:
        for record in records:
            stream.write(dumps(record) + b"\n")
