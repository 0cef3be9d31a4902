"""Sends each line of JSON Lines unchanged to one of two files, in one pass."""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Callable
from typing import IO, Final, TypeAlias

from ..jsontext.files import Readable
from ..jsontext.opening import UnreadableError

__all__ = ["MANY", "Kept", "Write"]

MANY: Final = 2**16  # bytes that are worth handing over together
HELD: Final = 2**18  # bytes that wait in memory, not on disk
PIECE: Final = 2**20  # bytes that are copied at a time

Write: TypeAlias = Callable[[bytes], object]


class Kept:
    """A stream that keeps the bytes that were read until it is known where they go.

    A reader reads ahead, skips empty lines and lines that are too long, and stops at another format. This stream
    loses none of these bytes, in constant memory.

    Parameters:
        stream: the stream.

    Attributes:
        fault: the reason if the stream could not be read to its end.
    """

    def __init__(self, stream: Readable) -> None:
        self.fault: UnreadableError | None = None
        self._stream = stream
        self._pieces: deque[bytes] = deque()  # in memory; each line begins with one
        self._from = 0  # where in the stream they begin
        self._end = 0  # and where they end
        self._disk: IO[bytes] | None = None  # what is before them and was not handed over
        self._first = 0  # where in the stream that begins

    def readline(self, size: int = -1, /) -> bytes:
        """Return the next line with its end, or as much of it as the size allows."""
        if self._end - self._from > HELD:
            self._spill()
        try:
            piece = self._stream.readline(size)
        except UnreadableError as error:
            self.fault = error
            raise
        self._pieces.append(piece)
        self._end += len(piece)
        return piece

    def _spill(self) -> None:
        if self._disk is None:
            self._disk, self._first = tempfile.TemporaryFile(), self._from
        place = self._disk.tell()
        self._disk.seek(0, os.SEEK_END)
        self._disk.writelines(self._pieces)
        self._disk.seek(place)
        self._pieces.clear()
        self._from = self._end

    def pour(self, write: Write, offset: int | None = None) -> None:
        """Hand over what was kept before a line at an offset; all that was kept, and all that the stream still has, if there is none."""
        until = self._end if offset is None else offset
        while self._disk is not None and self._first < until:
            part = self._disk.read(min(min(until, self._from) - self._first, PIECE))
            write(part)
            self._first += len(part)
            if self._first == self._from:
                self._disk.close()
                self._disk = None
        span: list[bytes] = []
        while self._pieces and self._from < until:
            span.append(self._pieces.popleft())
            self._from += len(span[-1])
        write(b"".join(span))
        while offset is None and (part := self._stream.readline(PIECE)):
            write(part)
