"""What a reader takes from a file at most."""

from __future__ import annotations

from typing import Final, NamedTuple

from ..problems.problem import PROBLEM_LIMIT
from .files import LINE_LIMIT

__all__ = [
    "LIMITS",
    "Limits",
]


FREE: Final = 16 * 2**20  # bytes that harm no one, however little they were packed in


class Limits(NamedTuple):
    """What a reader takes from a file at most, whoever wrote it. Each is there by default and can be changed.

    Attributes:
        line: bytes of one line; a longer one is reported and passed over in constant memory.
        unpacked: bytes that a compressed file may unpack to.
        ratio: how many times its size that may be; not asked for what unpacks to less than 16 MiB.
        problems: of one file that a report lists; what is beyond is counted.
        per_record: errors of one record, after which the rest of it is not looked at. Of its warnings as many are listed,
            and what is beyond is counted.
        document: bytes of a file that is read whole; a larger one is refused, before it is read where its size is known.
    """

    line: int = LINE_LIMIT
    unpacked: int = 8 * 2**30
    ratio: int = 200
    problems: int = 10_000
    per_record: int = PROBLEM_LIMIT
    document: int = 2**30

    def unpacked_from(self, size: int) -> int:
        """Return how many bytes a compressed file of this size may unpack to."""
        return min(self.unpacked, max(FREE, self.ratio * size))


LIMITS: Final = Limits()
