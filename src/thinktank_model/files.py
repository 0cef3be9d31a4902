"""Files as bytes: lines with a limit, and writing that leaves the old file or the new one, never half of either."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, NamedTuple

__all__ = ["LINE_ENDINGS", "LINE_LIMIT", "RawLine", "lines", "writing"]

LINE_ENDINGS: Final = (".jsonl", ".ndjson")  # of the names of JSON Lines files
LINE_LIMIT: Final = 16 * 2**20  # bytes


class RawLine(NamedTuple):
    """One line of a file: its number from 1, its offset in bytes, and its bytes without the line end.

    `data` is None where the line is longer than the limit.
    """

    number: int
    offset: int
    data: bytes | None


def lines(stream: IO[bytes], limit: int = LINE_LIMIT) -> Iterator[RawLine]:
    """The lines of a binary stream, cut at `\\n` only. A line over the limit is passed over in constant memory."""
    number = offset = 0
    while chunk := stream.readline(limit + 2):
        number, start = number + 1, offset
        offset += len(chunk)
        data = chunk.removesuffix(b"\n").removesuffix(b"\r")
        fits = len(data) <= limit
        while not fits and chunk and not chunk.endswith(b"\n"):
            chunk = stream.readline(2**16)
            offset += len(chunk)
        yield RawLine(number, start, data if fits else None)


@contextlib.contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """A binary file that takes the place of `path` when the block ends well, and leaves it untouched when it does not.

    The bytes go to a temporary file in the same folder, reach the disk, and replace the old file in one step; its mode is
    kept. A symbolic link is followed: the file that it points to is replaced, the link stays. What a killed run left
    behind beside this file is removed. A path that exists and is no regular file (a FIFO, `/dev/stdout`) is written directly.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    _remove_leftovers(target)
    name = target.with_name(f".{target.name[:100]}.{os.getpid()}-{os.urandom(6).hex()}.tmp")
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fchmod(stream.fileno(), _mode(target))
            os.fsync(stream.fileno())
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise
    _sync_folder(target.parent)


def _mode(target: Path) -> int:
    """The mode of the file that is replaced, or what a new file gets under the process's mask."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the rename itself reach the disk, where the system can do that."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_leftovers(target: Path) -> None:
    """Remove temporary files of runs that were killed while they wrote this file; those of living runs stay."""
    name = re.compile(re.escape(f".{target.name[:100]}.") + "([0-9]{1,10})-[^.]*\\.tmp", re.ASCII)
    for entry in os.scandir(target.parent):
        found = name.fullmatch(entry.name)
        if found is not None and not _is_alive(int(found[1])):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(entry.path)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
