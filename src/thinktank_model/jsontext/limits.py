"""Limits of reading."""

from __future__ import annotations

from typing import Final, NamedTuple

from ..problems.problem import PROBLEM_LIMIT
from .files import LINE_LIMIT

__all__ = [
    "LIMITS",
    "Limits",
]


FREE: Final = 16 * 2**20  # bytes that do no harm at any ratio


class Limits(NamedTuple):
    """Limits that protect a reader from hostile or damaged files. Each has a default and can be changed.

    Attributes:
        line: bytes of a line; a longer one is reported and skipped in constant memory.
        unpacked: decompressed bytes of a compressed file.
        ratio: decompressed size divided by compressed size; ignored below 16 MiB.
        problems: problems of one file that a report lists; the rest are counted.
        per_record: errors of one record, after which the rest of it is not checked. As many of its warnings are listed,
            and the rest are counted.
        document: bytes of a file that is read whole; a larger one is refused, before reading if its size is known.
    """

    line: int = LINE_LIMIT
    unpacked: int = 8 * 2**30
    ratio: int = 200
    problems: int = 10_000
    per_record: int = PROBLEM_LIMIT
    document: int = 2**30

    def unpacked_from(self, size: int) -> int:
        """Return the maximum decompressed size of a compressed file of this size."""
        return min(self.unpacked, max(FREE, self.ratio * size))


LIMITS: Final = Limits()
