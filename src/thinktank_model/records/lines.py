"""Records one per line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import IO

from ..jsontext.compressed import opened
from ..jsontext.files import writing
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.opening import binary
from ..model.header import DatasetHeader
from ..model.scope import CORE_SCOPE, Scope
from ..model.union import Record
from ..shapes.explain import Unknown, check_unknown
from .readers import Line, LineReader
from .single import dumps

__all__ = ["Line", "read_jsonl", "write_jsonl"]


def read_jsonl(
    source: str | os.PathLike[str] | IO[bytes], *, unknown: Unknown = "error", limits: Limits = LIMITS
) -> Iterator[Line]:
    """Read records one per line, in constant memory. A broken line never hides its neighbours.

    Empty lines are passed over, and so is a dataset's first line about itself if nothing is wrong with it.

    Parameters:
        source: a path, or a binary stream. A path that ends in `.gz` or `.zst` is unpacked.
        unknown: as in `loads`.
        limits: how long a line and how wrong a record may be, and what a compressed file may unpack to.

    Raises:
        OSError: a file cannot be read.
        TypeError: it is neither a path nor a binary stream.
        ValueError: `unknown` is neither `"error"` nor `"keep"`.
    """
    check_unknown(unknown)
    return lines_of(source, unknown, limits, CORE_SCOPE)


def lines_of(
    source: str | os.PathLike[str] | IO[bytes], unknown: Unknown, limits: Limits, scope: Scope
) -> Iterator[Line]:
    """Return the same for the records of any scope."""
    return _lines(source if isinstance(source, (str, os.PathLike)) else binary(source), unknown, limits, scope)


def _lines(
    source: str | os.PathLike[str] | IO[bytes], unknown: Unknown, limits: Limits, scope: Scope
) -> Iterator[Line]:
    with opened(source, limits) if isinstance(source, (str, os.PathLike)) else nullcontext(source) as stream:
        for line in LineReader(stream, unknown, limits, scope):
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
