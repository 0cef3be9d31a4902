"""Where a verb writes what it was asked for: a file that is replaced in one step, or standard output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from types import MappingProxyType
from typing import IO, Final, cast

from ..jsontext.files import LINE_ENDINGS, stamp, writing
from .output import write_data

__all__ = ["KINDS", "standing_in"]

KINDS: Final[Mapping[str, str]] = MappingProxyType({".json": "json", **dict.fromkeys(LINE_ENDINGS, "jsonl")})
"""The ending of a file of ours to the name of its format."""
HELD: Final = 2**24  # bytes for standard output that wait in memory, not on disk


def standing_in(target: str) -> AbstractContextManager[IO[bytes]]:
    """A block that writes to the file TARGET, or to standard output if that is `-`: all of it, or nothing if the block raises.

    The file must be at the end what it is now, before the source is read.
    """
    return _standard_output() if target == "-" else writing(target, expected=stamp(target))


@contextmanager
def _standard_output() -> Iterator[IO[bytes]]:
    import tempfile  # which loads archives and random numbers: for output to a pipe alone

    with tempfile.SpooledTemporaryFile(HELD) as copy:
        yield cast("IO[bytes]", copy)
        copy.seek(0)
        write_data(cast("IO[bytes]", copy))
