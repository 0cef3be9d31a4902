"""Sends each line of JSON Lines unchanged to one of two files, in one pass."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable
from typing import IO, Final, TypeAlias, cast

from ..jsontext.files import Readable
from ..jsontext.opening import UnreadableError
from ..jsontext.recognition import BLANKS

__all__ = ["Kept", "Write"]

HELD: Final = 2**20  # bytes of one line, or of empty lines, that are held in memory, not on disk
PIECE: Final = 2**20  # bytes that are copied at a time

Write: TypeAlias = Callable[[bytes], object]


class Kept:
    """A stream that keeps the bytes of each line until it is known to which file they go.

    A reader reads ahead, skips empty lines and lines that are too long, and stops at another format. This stream
    loses none of these bytes, in constant memory.

    Parameters:
        stream: the stream.
        limit: the maximum bytes of a line, the same as for the reader.

    Attributes:
        fault: the reason if the stream could not be read to its end.
    """

    def __init__(self, stream: Readable, limit: int) -> None:
        self.fault: UnreadableError | None = None
        self._stream = stream
        self._limit = limit
        self._start = 0  # the offset of the first kept piece in the stream
        self._pieces: deque[bytes | IO[bytes]] = deque()  # lines, each with the empty lines that go to the same file
        self._is_open = False  # whether the last line continues

    def readline(self, size: int = -1, /) -> bytes:
        """Return the next line with its ending, or as much of it as the size allows."""
        try:
            piece = self._stream.readline(size)
        except UnreadableError as error:
            self.fault = error
            raise
        is_blank = piece.isspace() and len(piece) <= self._limit and not piece.strip(BLANKS)
        if self._pieces and (self._is_open or is_blank):
            self._join(piece)
        else:
            self._pieces.append(piece)
        self._is_open = not piece.endswith(b"\n")
        return piece

    def _join(self, piece: bytes) -> None:
        last = self._pieces[-1]
        if isinstance(last, bytes):
            whole = tempfile.SpooledTemporaryFile(HELD)
            whole.write(last)
            last = self._pieces[-1] = cast("IO[bytes]", whole)
        last.write(piece)

    def pour(self, write: Write, offset: int | None = None) -> None:
        """Write the bytes that were kept before an offset; without an offset, all of them and the rest of the stream."""
        while self._pieces and (offset is None or self._start < offset):
            piece = self._pieces.popleft()
            if isinstance(piece, bytes):
                write(piece)
                self._start += len(piece)
                continue
            with piece:
                self._start += piece.tell()
                piece.seek(0)
                while part := piece.read(PIECE):
                    write(part)
        if offset is None:
            while part := self._stream.readline(PIECE):
                write(part)
