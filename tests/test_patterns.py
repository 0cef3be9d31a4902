"""No pattern of the library is slow, for any text."""

from __future__ import annotations

import re
import time

import pytest

import thinktank_model as tm
from thinktank_model.problems.patterns import PATTERNS

tm.validate({})  # loads every module that has a pattern

# Pieces that make naive patterns backtrack; each is repeated, with an end that does not match.
PIECES = [
    "a",
    "1",
    "-",
    "a-",
    "a1",
    "a.",
    "1.",
    "a_",
    ":",
    "/",
    "a/",
    "~0",
    "\\",
    "\\u",
    " ",
    "\u00a0",
    "é",
    "智",
    "A1",
    "x-a-",
    "10.1/",
    "%4",
]
ENDS = ["", "!", "\n", "\x00"]
SIZE = 25_000


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """Return the shortest of three processor times of a match and a full match, so that a busy machine has little influence."""
    best = 1e9
    for _ in range(3):
        start = time.thread_time()
        pattern.fullmatch(text)
        pattern.match(text)
        best = min(best, time.thread_time() - start)
    return best


@pytest.mark.slow
@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: ascii(pattern.pattern)[:60])
def test_time_is_linear_in_the_text(pattern: re.Pattern[str]) -> None:
    """A text four times as long takes about four times as long, never sixteen times, if the time can be measured."""
    for piece in PIECES:
        for end in ENDS:
            long = seconds(pattern, piece * (SIZE // len(piece)) + end)
            if long > 0.005:
                short = seconds(pattern, piece * (SIZE // 4 // len(piece)) + end)
                assert long < 10 * short + 0.005, (piece, end, short, long)
