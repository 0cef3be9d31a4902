"""What POSIX and Windows do differently with files; nothing else in the package asks which of the two it runs on.

Where Windows has no such thing (owners, modes, the sync of a folder, a folder that can be opened), the call does nothing, or what
comes closest to it. `docs/limits.md` lists the differences.
"""

from __future__ import annotations

import errno
import os
import stat
import time
import zlib
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

__all__ = [
    "BINARY",
    "NOFOLLOW",
    "NONBLOCK",
    "is_closed_pipe",
    "keep_rights",
    "lock",
    "open_folder",
    "replace",
    "sync_folder",
    "unlock",
]


def _module(name: str) -> Any:
    """Return a module of the standard library that only some systems have; None elsewhere."""
    try:
        return import_module(name)
    except ImportError:
        return None


_fcntl: Final = _module("fcntl")
_msvcrt: Final = _module("msvcrt")

BINARY: Final[int] = getattr(os, "O_BINARY", 0)  # without it Windows writes a carriage return before each line feed
NOFOLLOW: Final[int] = getattr(os, "O_NOFOLLOW", 0)
NONBLOCK: Final[int] = getattr(os, "O_NONBLOCK", 0)

LOCKED_BYTE: Final = 2**31 - 2  # the last that the Windows call can reach; it need not exist, and no one reads it there
IN_USE: Final = 2  # seconds for who has a file open to close it: a virus scanner looks at each new one


# --- Locks: the kernel drops them when a process ends, however it ends ---


def lock(handle: int) -> None:
    """Lock an open file.

    Raises:
        BlockingIOError: somebody else holds the lock.
        OSError: the file system has no locks.
    """
    if _fcntl is not None:
        _fcntl.flock(handle, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
        return
    try:
        _lock_byte(handle, _msvcrt.LK_NBLCK)
    except PermissionError as error:
        raise BlockingIOError(errno.EAGAIN, error.strerror) from None


def unlock(handle: int) -> None:
    """Give up the lock of an open file."""
    if _fcntl is not None:
        _fcntl.flock(handle, _fcntl.LOCK_UN)
    else:
        _lock_byte(handle, _msvcrt.LK_UNLCK)


def _lock_byte(handle: int, mode: int) -> None:
    """Lock or unlock one byte, which is how Windows locks a file; the position in it stays."""
    position = os.lseek(handle, 0, os.SEEK_CUR)
    os.lseek(handle, LOCKED_BYTE, os.SEEK_SET)
    try:
        _msvcrt.locking(handle, mode, 1)
    finally:
        os.lseek(handle, position, os.SEEK_SET)


# --- Folders ---


def open_folder(folder: str | os.PathLike[str]) -> int:
    """Return a handle that stands for a folder: it can be locked, and the folder be synced through it.

    Windows opens no folders. There it is a file among the user's temporary ones, the same for each process that asks for this
    folder.

    Raises:
        PermissionError: the folder cannot be opened, nor what stands for it: it cannot be locked, but perhaps be written to.
        OSError: there is another fault.
    """
    if _fcntl is not None:
        return os.open(folder, os.O_RDONLY)
    import tempfile  # slow to import

    number = zlib.crc32(os.fsencode(os.path.normcase(folder)))
    try:
        name = os.path.join(tempfile.gettempdir(), f"thinktank-model-{number:08x}.lock")  # noqa: PTH118 - on any system
        return os.open(name, os.O_RDWR | os.O_CREAT | BINARY, 0o600)
    except OSError as error:  # a full disk, for one
        raise PermissionError(errno.EACCES, error.strerror) from None


def sync_folder(handle: int) -> None:
    """Make the new name in a folder reach the disk, on every system and file system that can do that."""
    if _fcntl is None:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise


# --- Files ---


def keep_rights(handle: int, before: os.stat_result) -> None:
    """Give a new file the owner, where that is allowed, and the mode of the old one. On Windows it has those of its folder."""
    if _fcntl is None:
        return
    with suppress(PermissionError):  # only root gives files away
        os.fchown(handle, before.st_uid, before.st_gid)
    os.fchmod(handle, stat.S_IMODE(before.st_mode))


def replace(source: str | os.PathLike[str], target: str | os.PathLike[str]) -> None:
    """Give a file the name of another, in one step. Windows refuses that while a program has the other open, so it is retried."""
    until = time.monotonic() + IN_USE
    while True:
        try:
            os.replace(source, target)
        except PermissionError:
            if _fcntl is not None or time.monotonic() >= until:
                raise
            time.sleep(0.02)
        else:
            return


def is_closed_pipe(error: OSError) -> bool:
    """Return whether a write failed because no one reads the pipe any longer. Windows says only that the argument is invalid."""
    return isinstance(error, BrokenPipeError) or (_fcntl is None and error.errno == errno.EINVAL)
