"""The mechanical part of how we write (language.md): words and turns that no message, help or explanation has."""

from __future__ import annotations

import re

import pytest

from .test_phrases import SAID

OLD_TURNS = {
    "is not a ..., never is no ...": r"(?<!there )\b(?:is|are) no\b(?! longer)",
    "archaic words": r"\b(?:anew|thereof|therein|whichever is meant)\b",
    "duplicate, not stands twice": r"\bstands? (?:here|there|twice)\b|\ba second time\b|\bmust stand\b",
    "omit the key, not write no such key": r"\bwrite no\b|\bno such key\b",
    "a dash and advice built as '; write ...'": r"; write \b",
}

ALLOWED: dict[str, str] = {}


@pytest.mark.parametrize("rule", OLD_TURNS)
def test_no_text_has_an_old_turn(rule: str) -> None:
    """Each exception says why it stays."""
    assert [text for text in SAID if re.search(OLD_TURNS[rule], text, re.IGNORECASE) and text not in ALLOWED] == []


def test_each_exception_is_one() -> None:
    """What no rule would find leaves the list."""
    assert all([any([re.search(rule, text, re.IGNORECASE) for rule in OLD_TURNS.values()]) for text in ALLOWED])
    assert ALLOWED.keys() <= set(SAID)
