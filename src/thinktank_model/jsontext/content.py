"""What a source holds: one JSON document, or JSON Lines. Told by its name, else by how it begins."""

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
GLANCE: Final = 2**12  # bytes of the second line; how it begins is enough
SPOOL: Final = 16 * 2**20  # bytes of a piped dataset that are held in memory, not on disk


def is_dataset(value: Any) -> bool:
    """Return whether a plain JSON value is a dataset document, or the first line of one, and not a record."""
    return isinstance(value, dict) and value.get("type") == "dataset"


class Content:
    """The bytes of a source.

    Attributes:
        stream: what they are read from.
        is_lines: whether it is JSON Lines; else it is one JSON document.
        ends: how many line ends were read.
        limits: what is to be read of it at most.
    """

    def __init__(self, stream: IO[bytes], is_lines: bool, limits: Limits, head: bytes = b"") -> None:
        self.limits = limits
        self.stream = stream
        self._head = io.BytesIO(head)
        self.is_lines = is_lines
        self.ends: int = 0

    def readline(self, size: int = -1) -> bytes:
        """Return the next line, or as much of it as the size allows."""
        line = self._head.readline(size)
        if not line.endswith(b"\n"):
            line += self.stream.readline(size - len(line) if size >= 0 else size)
        self.ends += line.endswith(b"\n")
        return line

    def read(self) -> bytes:
        """Everything that is left.

        Raises:
            UnreadableError: it is larger than the limit for a document.
        """
        return self._head.read() + read_all(self.stream, self.limits.document)

    def line_at(self, offset: int) -> bytes:
        """Return the line that starts at this byte. Lines that hold a dataset can be read a second time."""
        self.stream.seek(offset)
        return self.stream.readline(self.limits.line).removesuffix(b"\n").removesuffix(b"\r")


@contextmanager
def open_content(path: str | os.PathLike[str], limits: Limits, *, regular: bool = False) -> Iterator[Content]:
    """The content of a file.

    Parameters:
        path: the file.
        limits: what is to be read of it at most.
        regular: whether a pipe is refused.

    Raises:
        OSError: it cannot be read.
        ImportError: it is compressed, and what unpacks it is not installed.
        UnreadableError: it is compressed, and there is a limit or damage in what was unpacked.
    """
    with opened(path, limits, regular=regular) as stream:
        regular = stream.seekable() and stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
        with content_of(stream, os.fspath(path), limits, regular=regular) as content:
            yield content


@contextmanager
def content_of(stream: IO[bytes], name: str, limits: Limits, *, regular: bool) -> Iterator[Content]:
    """The content of a stream.

    Parameters:
        stream: the stream.
        name: its name, which may tell what it is.
        limits: what is to be read of it at most.
        regular: whether it is a regular file at its start, and not unpacked on the way, so that it can be read twice.
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
    elif is_lines and is_dataset(parse(first)[0]):  # its records are looked at twice
        import shutil  # rarely needed, and with all that they bring along slow to import
        import tempfile

        with tempfile.SpooledTemporaryFile(SPOOL) as copy:
            copy.write(head)
            shutil.copyfileobj(stream, copy)
            copy.seek(0)
            yield Content(cast("IO[bytes]", copy), is_lines, limits)
    else:
        yield Content(stream, is_lines, limits, head)


def _head(stream: IO[bytes], limit: int) -> tuple[bytes, bytes, bytes]:
    """Return what had to be read to know the first line that is not blank and how the second begins, and these."""
    head = b""
    found: list[bytes] = []
    while len(found) < 2 and len(head) < limit and (line := stream.readline(GLANCE if found else limit)):
        head += line
        if not line.isspace():
            found.append(line.strip())
    first, second, *_ = (*found, b"", b"")
    return head, first, second


def _are_lines(first: bytes, second: bytes) -> bool:
    """Return whether text that begins so is JSON Lines: the first line is complete, and more follows or it can only be a header."""
    value, problems = parse(first)
    if not second:
        return is_dataset(value) and "records" not in value
    return not problems or (first[:1] == b"{" and first[-1:] == b"}" and second[:1] == b"{")
