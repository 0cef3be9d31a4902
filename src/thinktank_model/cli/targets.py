"""The output of a verb: a file that is replaced atomically, or standard output."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from types import MappingProxyType
from typing import IO, Final, cast

import click

from ..jsontext.files import LINE_ENDINGS, stamp, writing
from ..problems.translations import Phrase
from .output import write_data

__all__ = ["KINDS", "keep_existing", "standing_in"]

KINDS: Final[Mapping[str, str]] = MappingProxyType({".json": "json", **dict.fromkeys(LINE_ENDINGS, "jsonl")})
"""The format of each extension of our files."""
HELD: Final = 2**24  # bytes for standard output that are held in memory, not on disk


def standing_in(target: str) -> AbstractContextManager[IO[bytes]]:
    """Open the file TARGET, or standard output for `-`, for writing: all of it is written, or nothing if the block raises.

    The file must not change between the call, which is before the source is read, and the end.
    """
    return _standard_output() if target == "-" else writing(target, expected=stamp(target))


def keep_existing(target: str) -> None:
    """Refuse to replace a file that somebody may have filled in or changed by hand.

    Raises:
        UsageError: there is one of this name.
    """
    if target != "-" and os.path.exists(target):  # noqa: PTH110 - pathlib is slow to import
        raise click.UsageError(
            Phrase("{path} exists and is not replaced; give another name, or remove it first", path=target)
        )


@contextmanager
def _standard_output() -> Iterator[IO[bytes]]:
    import tempfile  # it imports archives and random numbers, so only for output to a pipe

    with tempfile.SpooledTemporaryFile(HELD) as copy:
        yield cast("IO[bytes]", copy)
        copy.seek(0)
        write_data(cast("IO[bytes]", copy))
