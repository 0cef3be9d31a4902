"""Opens files for reading: regular files and named pipes, but nothing that is endless or blocks.

Also reads a whole file up to a limit, with memory that does not depend on the size that the file declares.
"""

from __future__ import annotations

import errno
import io
import os
import stat
from functools import partial
from typing import IO, Any, Final

from ..problems.problem import Problem, define
from . import system

__all__ = ["TOO_LARGE", "UnreadableError", "binary", "open_binary", "read_all", "standard_input"]

TOO_LARGE = define(
    "file.too-large",
    "error",
    "the file is larger than {limit} {limit:byte|bytes}, the limit for a file that is read as a whole",
    why=(
        "A document is read into memory as a whole, and so is each file that format, migrate or validate --fix "
        "rewrites; therefore its size is limited. JSON Lines that are only read have no limit, because they are "
        "read line by line."
    ),
)
PIECE: Final = 2**20  # bytes that are read at a time


class UnreadableError(OSError):
    """The rest of a file cannot be read: it is over a limit, or damaged. `problem` is the problem to report."""

    def __init__(self, problem: Problem, path: str | None = None) -> None:
        super().__init__(errno.EIO, problem.message, path)
        self.problem = problem

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problem, self.filename)


def open_binary(path: str | os.PathLike[str], *, regular: bool = False) -> io.BufferedReader:
    """Open a file for reading. Devices are never opened: some are endless, and opening others has effects.

    Parameters:
        path: the file; a symbolic link is followed.
        regular: whether pipes are refused too, as for files found in a folder, where a pipe may have no writer.

    Raises:
        OSError: it cannot be opened, or is neither a regular file nor a pipe.
    """
    return open(path, "rb", opener=partial(_opened, regular=regular))


def _opened(path: str, flags: int, *, regular: bool) -> int:
    """Return the handle of a file. Opening only waits for the writer of a pipe, and not if a pipe has replaced the file since."""
    found = os.stat(path)
    _refuse(found.st_mode, path, regular)
    is_pipe = stat.S_ISFIFO(found.st_mode)
    handle = os.open(path, flags | system.BINARY | (0 if is_pipe else system.NONBLOCK))
    try:
        _refuse(os.fstat(handle).st_mode, path, regular or not is_pipe)
    except OSError:
        os.close(handle)
        raise
    return handle


def _refuse(mode: int, path: str, regular: bool) -> None:
    """Raise an error for a kind of file that is not read.

    Raises:
        OSError: files of this kind are not read.
    """
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    if stat.S_ISFIFO(mode) and regular:
        raise OSError(errno.EINVAL, "is a pipe, not a regular file", path)
    if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
        raise OSError(errno.EINVAL, "is a device or a socket, not a regular file", path)


def binary(stream: IO[bytes]) -> IO[bytes]:
    """Return the stream if it is binary. Files are bytes, whatever the locale and the platform.

    Raises:
        TypeError: it is a text stream, or not a stream.
    """
    given: object = stream
    if isinstance(given, io.TextIOBase):
        raise TypeError(
            'expected a binary stream, found a text stream; open the file with mode "rb" or "wb", or use its path'
        )
    if not hasattr(given, "readline") and not hasattr(given, "write"):
        raise TypeError(f"expected a path or a binary stream, found an object of type {type(given).__name__}")
    return stream


def read_all(stream: IO[bytes], limit: int) -> bytes:
    """Return the rest of a stream. If its size is known to be over the limit, nothing is read.

    Raises:
        UnreadableError: it is larger than the limit.
    """
    advice = "Raise the limit with --max-document, or in Python with Limits(document=...)."
    too_large = UnreadableError(TOO_LARGE(limit=limit, help=advice), _name(stream))
    if _size(stream) > limit:
        raise too_large
    whole = io.BytesIO()  # gives access to its bytes without a copy
    while piece := stream.read(min(PIECE, limit + 1 - whole.tell())):
        whole.write(piece)
        if whole.tell() > limit:
            raise too_large
    return whole.getvalue()


def _size(stream: IO[bytes]) -> int:
    """Return the size of the regular file of a stream; 0 for any other stream."""
    raw = getattr(stream, "raw", None)
    if not isinstance(raw, io.FileIO):
        return 0
    found = os.fstat(raw.fileno())
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def _name(stream: IO[bytes]) -> str | None:
    name = getattr(stream, "name", None)
    return name if isinstance(name, str) else None


class _Ending(io.RawIOBase):
    """A stream that stays at its end once reached. A terminal signals the end after each Ctrl-D and then continues."""

    name = "-"

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count: int = 0 if self._ended else self._stream.readinto1(buffer)
        self._ended = count == 0
        return count


def standard_input(stream: IO[bytes]) -> io.BufferedReader:
    """Return standard input as a stream that stays at its end."""
    return io.BufferedReader(_Ending(stream))
