"""Recognises whether a source is one JSON document or JSON Lines, by its name or else by its first bytes."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Final, cast

from .compressed import opened, plain_name
from .files import LINE_ENDINGS
from .limits import Limits
from .opening import read_all
from .parsing import parse

__all__ = ["ENDINGS", "Content", "content_of", "is_dataset", "open_content"]

ENDINGS: Final = (".json", *LINE_ENDINGS)
GLANCE: Final = 2**12  # bytes of the second line; its start is enough
SPOOL: Final = 16 * 2**20  # bytes of a piped dataset that are held in memory, not on disk


def is_dataset(value: Any) -> bool:
    """Return whether a plain JSON value is a dataset document or the header line of one, and not a record."""
    return isinstance(value, dict) and value.get("type") == "dataset"


class Content:
    """The bytes of a source.

    Attributes:
        is_lines: whether it is JSON Lines; else it is one JSON document.
        ends: the number of line endings read so far.
        limits: how much of it is read.
    """

    def __init__(self, stream: IO[bytes], is_lines: bool, limits: Limits, head: bytes = b"") -> None:
        self.limits = limits
        self._stream = stream
        self._head = io.BytesIO(head)
        self.is_lines = is_lines
        self.ends: int = 0

    def readline(self, size: int = -1) -> bytes:
        """Return the next line, at most `size` bytes of it."""
        line = self._head.readline(size)
        if not line.endswith(b"\n"):
            line += self._stream.readline(size - len(line) if size >= 0 else size)
        self.ends += line.endswith(b"\n")
        return line

    def read(self) -> bytes:
        """Return the rest of the content.

        Raises:
            UnreadableError: it is larger than the limit for a document.
        """
        return self._head.read() + read_all(self._stream, self.limits.document)

    def line_at(self, offset: int) -> bytes:
        """Return the line that starts at this byte. The lines of a dataset can be read a second time."""
        self._stream.seek(offset)
        return self._stream.readline(self.limits.line).removesuffix(b"\n").removesuffix(b"\r")


@contextmanager
def open_content(path: str | os.PathLike[str], limits: Limits, *, regular: bool = False) -> Iterator[Content]:
    """Open a file and recognise its content.

    Parameters:
        path: the file.
        limits: how much of it is read.
        regular: whether a pipe is refused.

    Raises:
        OSError: it cannot be read.
        ImportError: it is compressed, and the package that decompresses it is not installed.
        UnreadableError: it is compressed, and damaged or over a limit.
    """
    with opened(path, limits, regular=regular) as stream:
        regular = stream.seekable() and stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
        with content_of(stream, os.fspath(path), limits, regular=regular) as content:
            yield content


@contextmanager
def content_of(stream: IO[bytes], name: str, limits: Limits, *, regular: bool) -> Iterator[Content]:
    """Recognise the content of a stream.

    Parameters:
        stream: the stream.
        name: its name, which may have a known extension.
        limits: how much of it is read.
        regular: whether it is an uncompressed regular file at its start, so that it can be read twice.
    """
    plain = plain_name(name)
    if regular and plain.endswith(ENDINGS):
        yield Content(stream, plain.endswith(LINE_ENDINGS), limits)
        return
    head, first, second = _head(stream, limits.line)
    is_lines = plain.endswith(LINE_ENDINGS) or (not plain.endswith(".json") and _are_lines(first, second))
    if regular:
        stream.seek(0)
        yield Content(stream, is_lines, limits)
    elif is_lines and is_dataset(parse(first)[0]):  # its records are read twice
        import shutil  # rarely needed, and slow to import with their dependencies
        import tempfile

        with tempfile.SpooledTemporaryFile(SPOOL) as copy:
            copy.write(head)
            shutil.copyfileobj(stream, copy)
            copy.seek(0)
            yield Content(cast("IO[bytes]", copy), is_lines, limits)
    else:
        yield Content(stream, is_lines, limits, head)


def _head(stream: IO[bytes], limit: int) -> tuple[bytes, bytes, bytes]:
    """Return the bytes read so far, the first line that is not blank, and the start of the second."""
    head = b""
    found: list[bytes] = []
    while len(found) < 2 and len(head) < limit and (line := stream.readline(GLANCE if found else limit)):
        head += line
        if not line.isspace():
            found.append(line.strip())
    first, second, *_ = (*found, b"", b"")
    return head, first, second


def _are_lines(first: bytes, second: bytes) -> bool:
    """Return whether the text is JSON Lines: its first line is complete JSON, and more lines follow or it is a header."""
    value, problems = parse(first)
    if not second:
        return is_dataset(value) and "records" not in value
    return not problems or (first[:1] == b"{" and first[-1:] == b"}" and second[:1] == b"{")
