"""File operations that differ between POSIX and Windows. No other module depends on the platform.

If Windows has no equivalent (owners, modes, syncing or opening a folder), the call does nothing, or what
comes closest. `docs/limits.md` lists the differences.
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
    """Return a module of the standard library that only some platforms have; None elsewhere."""
    try:
        return import_module(name)
    except ImportError:
        return None


_fcntl: Final = _module("fcntl")
_msvcrt: Final = _module("msvcrt")

BINARY: Final[int] = getattr(os, "O_BINARY", 0)  # without it Windows writes a carriage return before each line feed
NOFOLLOW: Final[int] = getattr(os, "O_NOFOLLOW", 0)
NONBLOCK: Final[int] = getattr(os, "O_NONBLOCK", 0)

LOCKED_BYTE: Final = 2**31 - 2  # the last byte that the Windows call can lock; it need not exist, and nothing reads it
IN_USE: Final = 2  # seconds to wait for other programs to close a file: a virus scanner opens each new one


# --- Locks: the kernel drops them when a process ends, however it ends ---


def lock(handle: int) -> None:
    """Lock an open file.

    Raises:
        BlockingIOError: another process holds the lock.
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
    """Release the lock of an open file."""
    if _fcntl is not None:
        _fcntl.flock(handle, _fcntl.LOCK_UN)
    else:
        _lock_byte(handle, _msvcrt.LK_UNLCK)


def _lock_byte(handle: int, mode: int) -> None:
    """Lock or unlock one byte, as Windows locks files. The position in the file is unchanged."""
    position = os.lseek(handle, 0, os.SEEK_CUR)
    os.lseek(handle, LOCKED_BYTE, os.SEEK_SET)
    try:
        _msvcrt.locking(handle, mode, 1)
    finally:
        os.lseek(handle, position, os.SEEK_SET)


# --- Folders ---


def open_folder(folder: str | os.PathLike[str]) -> int:
    """Return a handle for a folder, which can be locked and used to sync the folder.

    Windows cannot open folders. There it is a file in the user's temporary folder, the same for each process that opens this
    folder.

    Raises:
        PermissionError: neither the folder nor its replacement can be opened. It cannot be locked, but perhaps be written to.
        OSError: any other error.
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
    """Sync the names in a folder to disk, if the system and the file system can do that."""
    if _fcntl is None:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise


# --- Files ---


def keep_rights(handle: int, before: os.stat_result) -> None:
    """Give a new file the mode of the old one, and its owner if that is allowed. On Windows it has those of its folder."""
    if _fcntl is None:
        return
    with suppress(PermissionError):  # only root gives files away
        os.fchown(handle, before.st_uid, before.st_gid)
    os.fchmod(handle, stat.S_IMODE(before.st_mode))


def replace(source: str | os.PathLike[str], target: str | os.PathLike[str]) -> None:
    """Rename a file over another in one step. Windows refuses that while a program has the other open, so it is retried."""
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
    """Return whether a write failed because the pipe has no reader. Windows only reports an invalid argument."""
    return isinstance(error, BrokenPipeError) or (_fcntl is None and error.errno == errno.EINVAL)
