"""Gives a stream as a file that a database can open."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ..jsontext.limits import Limits
from ..jsontext.opening import PIECE, TOO_LARGE, UnreadableError

__all__ = ["copied"]


@contextmanager
def copied(stream: IO[bytes], limits: Limits) -> Iterator[Path]:
    """Yield the path of the file that a stream reads from its start, or of a copy.

    A file is opened in place, because SQLite keeps recent changes in a second file next to it.

    Raises:
        UnreadableError: the copy would be larger than `limits.document`.
    """
    import tempfile

    own = _path(stream)
    if own is not None:
        yield own
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy"
        with path.open("wb") as copy:
            while piece := stream.read(PIECE):
                copy.write(piece)
                if copy.tell() > limits.document:
                    advice = "Raise the limit with --max-document, or in Python with Limits(document=...)."
                    raise UnreadableError(TOO_LARGE(limit=limits.document, help=advice))
        yield path


def _path(stream: IO[bytes]) -> Path | None:
    """Return the path of the regular file that a stream reads, if the file with that name is still the same."""
    raw = getattr(stream, "raw", stream)
    if not isinstance(raw, io.FileIO) or not isinstance(raw.name, (str, os.PathLike)) or stream.tell():
        return None
    path, about = Path(raw.name).absolute(), os.fstat(raw.fileno())
    return path if stat.S_ISREG(about.st_mode) and path.exists() and os.path.samestat(about, path.stat()) else None
