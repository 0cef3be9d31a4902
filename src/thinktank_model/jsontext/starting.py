"""Makes a stream of lines from a stream or an iterable of lines, from the beginning or from a line that was reached before."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from typing import IO, Final, TypeAlias, cast

from .files import Readable
from .lines import BEGINNING, Position
from .opening import binary
from .recognition import BLANKS

__all__ = ["LinesSource", "Start", "check_start", "go_on", "pass_over", "readable"]

LinesSource: TypeAlias = str | os.PathLike[str] | IO[bytes] | Iterable[bytes]
"""A source of JSON Lines: a path, a binary stream, or an iterable of lines."""

Start: TypeAlias = tuple[int, int]
"""The number of a line, from 1, and its offset in bytes, from 0."""

PIECE: Final = 2**16  # bytes that are skipped at a time


class _Items:
    """An iterable of lines as a stream."""

    def __init__(self, items: Iterable[object]) -> None:
        self._items: Iterator[object] = iter(items)
        self._item = io.BytesIO()

    def readline(self, size: int = -1, /) -> bytes:
        """Return the next line with its end, or as much of it as the size allows.

        Raises:
            TypeError: an item is not bytes.
        """
        if line := self._item.readline(size):
            return line
        item = next(self._items, None)
        if item is None:
            return b""
        if not isinstance(item, bytes):
            raise TypeError(f"expected lines as bytes, found an item of type {type(item).__name__}")
        self._item = io.BytesIO(item if item.endswith(b"\n") else item + b"\n")
        return self._item.readline(size)


def readable(source: object) -> Readable:
    """Return a stream of lines.

    Raises:
        TypeError: it is neither a binary stream nor an iterable of bytes.
    """
    if hasattr(source, "readline"):
        return binary(cast("IO[bytes]", source))
    if isinstance(source, (bytes, bytearray, memoryview)):
        raise TypeError(
            f"expected a path, a binary stream or an iterable of lines, found {type(source).__name__}; use io.BytesIO(data)"
        )
    if isinstance(source, Iterable):
        return _Items(source)
    raise TypeError(
        f"expected a path, a binary stream or an iterable of lines, found an object of type {type(source).__name__}"
    )


def check_start(start: object) -> None:
    """Raise an exception if no line can have this number and offset.

    Raises:
        TypeError: it is not a pair of whole numbers.
        ValueError: no line can start there.
    """
    if start is None:
        return
    match start:
        case (int(number), int(offset)) if isinstance(start, tuple) and not any([type(part) is bool for part in start]):
            pass
        case _:
            raise TypeError(f"expected start=(number, offset), two whole numbers, found {start!r}")
    if number < 1 or offset < number - 1 or (number == 1 and offset):
        raise ValueError(
            f"no line has the number {number} and the offset {offset}; expected those of a line, as in (line.number, line.offset)"
        )


def pass_over(stream: Readable, count: int) -> bytes:
    """Skip this many bytes, by seeking if possible; return the last bytes that were read, empty if the stream ends before."""
    if count and isinstance(stream, io.IOBase) and stream.seekable():
        stream.seek(count - 1, os.SEEK_CUR)
        count = 1
    piece = b"\n"
    while piece and count:
        piece = stream.readline(min(PIECE, count))
        count -= len(piece)
    return piece


def go_on(stream: Readable, start: Start | None, limit: int) -> tuple[Position, bytes]:
    """Skip the lines before a start; return the position of the stream, and the first line, which may be a header.

    Parameters:
        stream: a stream at its beginning. If it can seek, the lines before the start are not read; otherwise they are read, and a compressed file is decompressed.
        start: the number and the offset of the line.
        limit: the maximum number of bytes of the first line.

    Raises:
        ValueError: no line starts there, so the stream is not the same as before.
        OSError: the stream cannot be read.
    """
    if start is None or start == (1, 0):
        return BEGINNING, b""
    number, offset = start
    first = piece = stream.readline(min(limit + 2, offset))
    at, begun = len(piece), bool(piece.strip(BLANKS))
    while piece and at < offset and not begun:
        piece = stream.readline(min(PIECE, offset - at))
        at, begun = at + len(piece), bool(piece.strip(BLANKS))
    if at < offset and piece:
        piece = pass_over(stream, offset - at)
    if not piece.endswith(b"\n"):
        found = "has no line that starts there" if piece else "ends before it"
        raise ValueError(f"cannot go on at line {number}, byte {offset}: the source {found}; it is not what it was")
    return Position(number - 1, offset, begun), first
