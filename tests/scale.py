"""How much the tests try: little in the inner loop, all of it in CI, and more than that before a release."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

import pytest

__all__ = ["IN_FULL", "MANY", "SCALE", "examples", "in_full", "thinned"]

IN_FULL: Final = bool(os.environ.get("CI"))
"""Whether long tests run in full, and nothing is left out for want of a tool."""
Test = TypeVar("Test", bound=Callable[..., object])
SCALE: Final = float(os.environ.get("THINKTANK_TEST_SCALE", "1"))
"""How many times as much data as usual."""
MANY: Final = int(400 * SCALE)
"""The number of records of each class in a slow test; 10,000 with THINKTANK_TEST_SCALE=25."""


def examples(most: int = 100) -> int:
    """Return the number of examples that hypothesis tries: all of them in CI, some of them in the inner loop."""
    return most if IN_FULL else max(10, most * 15 // 100)


def in_full(test: Test) -> Test:
    """Leave a test that takes a good part of a second to CI, and to `-m slow`: one that judges all of the library by another program, say."""
    return test if IN_FULL else pytest.mark.slow(test)


def thinned(cases: Iterable[Any], quick: int) -> list[Any]:
    """Return the cases of a test that takes long: some of them, evenly spread, for the inner loop; the others are slow, except in CI.

    A case that is a tuple has the values of several parameters.
    """
    found = list(cases)
    step = 1 if IN_FULL else -(-len(found) // quick)
    rows = [case if isinstance(case, tuple) else (case,) for case in found]
    return [pytest.param(*row, marks=[pytest.mark.slow] if at % step else []) for at, row in enumerate(rows)]
