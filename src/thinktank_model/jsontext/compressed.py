"""Opens files for reading, and decompresses them up to a limit."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import zlib
from collections.abc import Iterator
from typing import IO, Any, Final, cast

from ..problems.problem import define
from ..problems.translations import Phrase
from .files import COMPRESSED, LINE_ENDINGS
from .limits import Limits
from .opening import UnreadableError, open_binary, read_all

__all__ = [
    "is_lines",
    "opened",
    "plain_name",
    "read_whole",
    "taken",
]

DAMAGED = define(
    "file.damaged",
    "error",
    "the compressed data cannot be decompressed: {reason}",
    why=(
        "The file was not copied completely, or its extension (.gz, .zst) is wrong. Everything before the damage "
        "is read."
    ),
)
UNPACKS_TOO_LARGE = define(
    "file.unpacks-too-large",
    "error",
    "the decompressed file is larger than {limit} {limit:byte|bytes}",
    why="A small compressed file can expand until it fills memory and disk, so the decompressed size is limited.",
)
RAISE: Final = Phrase(
    "If you trust the file, raise the limit with --max-unpacked, or in Python with Limits(unpacked=..., ratio=...)."
)


def plain_name(path: str | os.PathLike[str]) -> str:
    """Return the path without the extension of a compressed file.

    >>> plain_name("a.jsonl.gz"), plain_name("a.json")
    ('a.jsonl', 'a.json')
    """
    name = os.fspath(path)
    root, ending = os.path.splitext(name)  # noqa: PTH122 - a Path would drop a final slash
    return root if ending in COMPRESSED else name


def is_lines(path: str | os.PathLike[str]) -> bool:
    """Return whether the name of a file is that of JSON Lines, compressed or not."""
    return plain_name(path).endswith(LINE_ENDINGS)


@contextlib.contextmanager
def opened(path: str | os.PathLike[str], limits: Limits, *, regular: bool = False) -> Iterator[IO[bytes]]:
    """Open a file for reading. The stream of a compressed file raises `UnreadableError` at a limit.

    Parameters:
        path: the file.
        limits: how far a compressed file is decompressed.
        regular: whether a pipe is refused.

    Raises:
        OSError: it cannot be opened, or is a device.
        ImportError: the package that decompresses it is not installed.
    """
    with open_binary(path, regular=regular) as packed:
        if plain_name(path) == os.fspath(path):
            yield packed
            return
        about = os.fstat(packed.fileno())
        most = limits.unpacked
        if stat.S_ISREG(about.st_mode):
            most = limits.unpacked_from(about.st_size)
        unpacker, faults = _unpacker(path, packed)
        with io.BufferedReader(_Unpacked(packed, unpacker, faults, most, os.fspath(path)), 2**16) as stream:
            yield stream


def taken(stream: object) -> int | None:
    """Return how many compressed bytes were read for the output of a stream so far; None if the stream is not from `opened`."""
    raw = getattr(stream, "raw", None)
    return raw.taken if isinstance(raw, _Unpacked) else None


def read_whole(path: str | os.PathLike[str], limits: Limits) -> bytes:
    """Return the decompressed content of a file.

    Raises:
        UnreadableError: it is larger than `limits.document`, or as `opened`.
        OSError, ImportError: as `opened`.
    """
    with opened(path, limits) as stream:
        return read_all(stream, limits.document)


def _unpacker(path: str | os.PathLike[str], packed: IO[bytes]) -> tuple[IO[bytes], tuple[type[Exception], ...]]:
    """Return the decompressed stream of a file, and the exceptions that it raises if the file is damaged."""
    if os.fspath(path).endswith(".gz"):
        import gzip  # rarely needed, and slow to import with its dependencies

        return cast("IO[bytes]", gzip.GzipFile(fileobj=packed)), (gzip.BadGzipFile, zlib.error, EOFError)
    try:
        from compression import zstd  # of Python 3.14
    except ImportError:
        try:
            from backports import zstd
        except ImportError:
            raise ImportError('reading .zst needs backports.zstd: pip install "thinktank-model[zst]"') from None
    return cast("IO[bytes]", zstd.ZstdFile(packed)), (zstd.ZstdError, EOFError)


class _Unpacked(io.RawIOBase):
    """A decompressed stream that counts its bytes.

    Attributes:
        taken: how many bytes were read of what is unpacked.
    """

    def __init__(
        self, packed: IO[bytes], unpacker: IO[bytes], faults: tuple[type[Exception], ...], most: int, name: str
    ) -> None:
        self.name = name
        self.taken = 0
        self._packed = packed
        self._unpacker = cast(Any, unpacker)
        self._faults = faults
        self._most = self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            count = cast(int, self._unpacker.readinto1(buffer))  # the bytes before any damage
            self.taken = self._packed.tell() if self._packed.seekable() else self.taken
        except self._faults as error:
            raise UnreadableError(
                DAMAGED(reason=str(error), help="Copy the file again from an undamaged source.")
            ) from None
        self._left -= count
        if self._left < 0:
            raise UnreadableError(UNPACKS_TOO_LARGE(limit=self._most, help=RAISE))
        return count
