"""The output of a verb: a file that is replaced atomically, or standard output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from types import MappingProxyType
from typing import IO, Final, cast

from ..jsontext.files import LINE_ENDINGS, stamp, writing
from .output import write_data

__all__ = ["KINDS", "standing_in"]

KINDS: Final[Mapping[str, str]] = MappingProxyType({".json": "json", **dict.fromkeys(LINE_ENDINGS, "jsonl")})
"""The format of each extension of our files."""
HELD: Final = 2**24  # bytes for standard output that are held in memory, not on disk


def standing_in(target: str) -> AbstractContextManager[IO[bytes]]:
    """Open the file TARGET, or standard output for `-`, for writing: all of it is written, or nothing if the block raises.

    The file must not change between the call, which is before the source is read, and the end.
    """
    return _standard_output() if target == "-" else writing(target, expected=stamp(target))


@contextmanager
def _standard_output() -> Iterator[IO[bytes]]:
    import tempfile  # it imports archives and random numbers, so only for output to a pipe

    with tempfile.SpooledTemporaryFile(HELD) as copy:
        yield cast("IO[bytes]", copy)
        copy.seek(0)
        write_data(cast("IO[bytes]", copy))
