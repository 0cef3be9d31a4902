"""Choices made from bytes, so that a fuzzer that changes bytes changes choices."""

from __future__ import annotations

import random

__all__ = ["Choices"]


class Choices(random.Random):
    """A `random.Random` that takes its numbers from bytes, and from a fixed seed after the last byte."""

    def __init__(self, data: bytes) -> None:
        super().__init__(0)
        self.data = data
        self.position = 0

    def getrandbits(self, k: int, /) -> int:
        """Return an integer of `k` bits."""
        count = (k + 7) // 8
        taken = self.data[self.position : self.position + count]
        self.position += count
        return int.from_bytes(taken, "big") % (1 << k) if len(taken) == count else super().getrandbits(k)

    def random(self) -> float:
        """Return a number from 0 up to 1, in steps of 1/65536."""
        return self.getrandbits(16) / 65_536
