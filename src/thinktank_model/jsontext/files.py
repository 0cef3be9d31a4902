"""Reads lines with a limit, and writes files atomically: the old or the new file is there, never a part."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
import time
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, Protocol, cast

from . import system

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "COMPRESSED",
    "LINE_ENDINGS",
    "LINE_LIMIT",
    "FileChangedError",
    "RawLine",
    "Stamp",
    "lines",
    "stamp",
    "writing",
]

LINE_ENDINGS: Final = (".jsonl", ".ndjson")  # extensions of JSON Lines files
COMPRESSED: Final = (".gz", ".zst")  # extensions of files that are read, but not written
LINE_LIMIT: Final = 16 * 2**20  # bytes
BUFFER: Final = 2**16  # bytes between two system calls
PATIENCE: Final = 10  # seconds to wait for others that lock the folder for a moment


class RawLine(NamedTuple):
    """One line of a file: its number from 1, its offset in bytes, and its bytes without the line end.

    `data` is None if the line is longer than the limit.
    """

    number: int
    offset: int
    data: bytes | None


class Readable(Protocol):
    """A binary stream that lines are read from."""

    def readline(self, size: int = -1, /) -> bytes:
        """Return the next line with its ending, at most `size` bytes of it."""
        ...


def lines(stream: Readable, limit: int = LINE_LIMIT, *, number: int = 0, offset: int = 0) -> Iterator[RawLine]:
    """Yield the lines of a binary stream, cut at `\\n` only. A line over the limit is skipped in constant memory.

    Parameters:
        stream: the stream.
        limit: the maximum number of bytes of a line.
        number: the number of lines before.
        offset: the number of bytes before.
    """
    new = tuple.__new__  # the constructor of a named tuple takes twice as long
    while chunk := stream.readline(limit + 2):
        number, start = number + 1, offset
        offset += len(chunk)
        data = chunk.removesuffix(b"\n").removesuffix(b"\r")
        fits = len(data) <= limit
        while not fits and chunk and not chunk.endswith(b"\n"):
            chunk = stream.readline(2**16)
            offset += len(chunk)
        yield new(RawLine, (number, start, data if fits else None))


class Stamp(NamedTuple):
    """The identity of a state of a file; all zeros if there is no file."""

    device: int = 0
    inode: int = 0
    size: int = 0
    modified: int = 0


class FileChangedError(OSError):
    """The file has changed since it was read. Writing it now would undo the changes of another program."""


def stamp(path: str | os.PathLike[str]) -> Stamp:
    """Return the state of a file, which `writing` compares. Call it *before* reading a file that will be changed."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return Stamp()
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


class _Output(io.FileIO):
    """A file for writing. Its errors name the target, not the temporary file."""

    asked: str

    def write(self, data: Any) -> int:
        with _named(self.asked):
            return super().write(data)

    def close(self) -> None:
        with _named(self.asked):
            super().close()


@contextlib.contextmanager
def writing(path: str | os.PathLike[str], *, expected: Stamp | None = None) -> Iterator[IO[bytes]]:
    """Open a binary file that replaces `path` when the block succeeds. If it fails, `path` is unchanged.

    The bytes are written to a temporary file in the same folder, synced to disk, and replace the old file in one step. Its mode is
    kept, and its owner if that is allowed. A symbolic link is followed: the file that it points to is replaced, the
    link stays. Temporary files of killed runs are removed. A path that exists and is not a regular file (a FIFO,
    `/dev/stdout`) is written directly.

    Parameters:
        path: the file.
        expected: the state to replace, from `stamp`; by default the state at the start of the block.

    Raises:
        FileChangedError: another program has written the file in the meantime.
        OSError: it cannot be written; the old file is unchanged.
    """
    asked = os.fspath(path)
    if asked.endswith(COMPRESSED):
        raise OSError(errno.EINVAL, "compressed files are read, not written; take a name without that ending", asked)
    try:
        before = os.stat(asked)
    except FileNotFoundError:
        before = None
    if before is not None and not stat.S_ISREG(before.st_mode):
        with _output(asked, os.open(asked, os.O_WRONLY | system.BINARY)) as stream:
            yield stream
        return
    from pathlib import Path  # reading needs none

    target = Path(os.path.realpath(path))
    replaced = stamp(target) if expected is None else expected
    with _opened(target.parent, asked) as folder:
        with _named(asked), _locked(folder) as is_locked:
            if is_locked:
                _remove_leftovers(target)
            name = target.with_name(f"{_prefix(target)}{os.urandom(8).hex()}{SUFFIX}")
            mode = 0o666 if before is None else 0o600
            handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | system.BINARY, mode)
            _lock(handle)  # shows that its writer is running
        stream = _output(asked, handle)
        try:
            yield stream
            stream.flush()
            with _named(asked):
                if before is not None:
                    system.keep_rights(handle, before)
                os.fsync(handle)
                with _locked(folder):  # whoever has it may mistake an unlocked file for a leftover
                    stream.close()  # some file systems only report now that they are full, and Windows cannot move an open file
                    _replace(name, target, replaced)
        except BaseException:
            with contextlib.suppress(OSError):
                stream.close()
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
        if folder is not None:
            with _named(asked, "it is written, but may be lost if the machine stops now: "):
                system.sync_folder(folder)


def _output(asked: str, handle: int) -> IO[bytes]:
    raw = _Output(handle, "wb")
    raw.asked = asked
    return io.BufferedWriter(raw, BUFFER)


@contextlib.contextmanager
def _named(asked: str, remark: str = "") -> Iterator[None]:
    """Run a block whose errors name the target, not the temporary file."""
    try:
        yield
    except OSError as error:
        error.filename = asked
        error.filename2 = None
        error.strerror = remark + (error.strerror or "cannot be written")
        raise


def _replace(name: Path, target: Path, expected: Stamp) -> None:
    if stamp(target) != expected:
        raise FileChangedError(errno.ESTALE, "another program wrote it meanwhile; nothing was written, read it again")
    system.replace(name, target)


# --- Locks ---


@contextlib.contextmanager
def _opened(folder: Path, asked: str) -> Iterator[int | None]:
    """Open a folder and yield its handle; None if it may be written to but not read."""
    try:
        with _named(asked):
            handle = system.open_folder(folder)
    except PermissionError:
        yield None
        return
    try:
        yield handle
    finally:
        os.close(handle)


@contextlib.contextmanager
def _locked(folder: int | None) -> Iterator[bool]:
    """Run a block that only one process at a time runs for a folder, if the file system has locks."""
    is_locked = folder is not None and _lock(folder, PATIENCE)
    try:
        yield is_locked
    finally:
        if is_locked:
            system.unlock(cast(int, folder))


def _lock(handle: int, patience: float = 0) -> bool:
    """Lock an open file, and return whether that succeeded within so many seconds."""
    until = time.monotonic() + patience
    while True:
        try:
            system.lock(handle)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.01)
        except OSError:  # a file system without locks
            return False
        else:
            return True


SUFFIX: Final = ".tmp"


def _prefix(target: Path) -> str:
    """Return the prefix of the names of temporary files for this file, short enough for any file system."""
    return f".{os.fsdecode(os.fsencode(target.name)[:100])}."


def _remove_leftovers(target: Path) -> None:
    """Remove temporary files of runs that were killed while writing this file. Those of running processes are locked."""
    start = _prefix(target)
    for entry in os.scandir(target.parent):
        middle = entry.name[len(start) : -len(SUFFIX)]
        if entry.name == f"{start}{middle}{SUFFIX}" and len(middle) == 16 and entry.is_file(follow_symlinks=False):
            with contextlib.suppress(OSError):
                handle = os.open(entry.path, os.O_WRONLY | system.NOFOLLOW | system.BINARY)
                try:
                    is_dead = _lock(handle)
                finally:
                    os.close(handle)
                if is_dead:
                    os.unlink(entry.path)
