"""A machine on which the calls of POSIX are missing and files behave as on Windows, as far as that can be had without one.

`THINKTANK_SIMULATE=windows python -m pytest` runs the suite on it: the folder of this file is on the path of every process that the
tests start, and Python imports a module of this name by itself.

- `fcntl` cannot be imported, `os.fchown`, `os.fchmod`, `os.O_NOFOLLOW`, `os.O_DIRECTORY` and `os.O_NONBLOCK` are not there;
- `msvcrt` locks one byte at the place where the file stands, and refuses what another handle holds;
- the package can open no folder, and neither replace nor remove a file that this process has open;
- a file that it opens without `os.O_BINARY` is an error, for Windows would change its line ends.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import subprocess
import sys
import tempfile
from types import ModuleType
from typing import Any, Final

try:
    import fcntl
except ImportError:  # this process was started on the simulated machine
    fcntl = sys.modules["sitecustomize"].fcntl

__all__ = ["MISSING", "SIMULATED", "Locking", "simulate"]

SIMULATED = os.environ.get("THINKTANK_SIMULATE") == "windows"
MISSING: Final = ("fchown", "fchmod", "O_NOFOLLOW", "O_DIRECTORY", "O_NONBLOCK")
LOADED = (
    multiprocessing,
    subprocess,
    tempfile,
)  # they look up the changed modules when they are imported
TEXT = 1 << 30  # not a flag of this system


class Locking(ModuleType):
    """The file locks of `msvcrt`. As there, a lock belongs to the handle and is released when it is closed."""

    LK_UNLCK, LK_NBLCK = 0, 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.places: list[int] = []

    def locking(self, handle: int, mode: int, count: int) -> None:
        self.places.append(os.lseek(handle, 0, os.SEEK_CUR))
        if count != 1 or not 0 <= self.places[-1] < 2**31:
            raise OSError(errno.EINVAL, "Invalid argument")
        try:
            fcntl.flock(handle, fcntl.LOCK_UN if mode == self.LK_UNLCK else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PermissionError(errno.EACCES, "Permission denied") from None


def _is_ours() -> bool:
    """Return whether the package makes the call; other libraries know which system they run on."""
    return str(sys._getframe(2).f_globals.get("__name__", "")).startswith("thinktank_model.")


def _refuse(path: Any) -> None:
    """Stop at a file that this process has open.

    Raises:
        PermissionError: it is open.
    """
    asked = os.path.join(os.path.realpath(os.path.dirname(os.fspath(path))), os.path.basename(path))
    for handle in os.listdir("/proc/self/fd"):
        try:
            found = os.readlink(f"/proc/self/fd/{handle}")
        except OSError:
            continue
        if found == asked:
            raise PermissionError(errno.EACCES, "The file is in use", path)


def simulate() -> None:
    """Make this process behave as on Windows until it ends."""
    if not hasattr(os, MISSING[0]):
        return
    for name in MISSING:
        delattr(os, name)
    os.O_BINARY = TEXT  # type: ignore[attr-defined]
    real_open, real_replace, real_unlink = os.open, os.replace, os.unlink

    def opened(path: Any, flags: int, *arguments: Any, **options: Any) -> int:
        if _is_ours():
            if not flags & TEXT:
                raise AssertionError(f"{path} is opened in text mode")
            if os.path.isdir(path):
                raise PermissionError(errno.EACCES, "Permission denied", path)
        return real_open(path, flags & ~TEXT, *arguments, **options)

    def replaced(source: Any, target: Any) -> None:
        if _is_ours():
            _refuse(source)
            _refuse(target)
        real_replace(source, target)

    def unlinked(path: Any, **options: Any) -> None:
        if _is_ours():
            _refuse(path)
        real_unlink(path, **options)

    os.open, os.replace, os.unlink = opened, replaced, unlinked  # type: ignore[assignment]
    sys.modules["msvcrt"] = Locking()
    sys.modules["fcntl"] = None  # type: ignore[assignment]
    try:
        import thinktank_model.jsontext.system  # noqa: F401 - while both are as there
    except ImportError:
        pass  # a process that is not part of the test
    else:
        del sys.modules["msvcrt"]  # other libraries recognize the system by these


if SIMULATED and __name__ == "sitecustomize":
    simulate()
