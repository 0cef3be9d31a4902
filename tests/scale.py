"""How much data the tests try: little in the inner loop, all of it in CI, and more than that before a release."""

from __future__ import annotations

import os
from typing import Final

__all__ = ["IN_FULL", "MANY", "SCALE", "examples"]

IN_FULL: Final = bool(os.environ.get("CI"))
"""Whether long tests run in full, and nothing is left out for want of a tool."""
SCALE: Final = float(os.environ.get("THINKTANK_TEST_SCALE", "1"))
"""How many times as much data as usual."""
MANY: Final = int(400 * SCALE)
"""The number of records of each class in a slow test; 10,000 with THINKTANK_TEST_SCALE=25."""


def examples(most: int = 100) -> int:
    """Return the number of examples that hypothesis tries: all of them in CI, some of them in the inner loop."""
    return most if IN_FULL else max(10, most * 15 // 100)
