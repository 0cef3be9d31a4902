"""What a string is expected to be, and the codes of its problems, keyword by keyword.

A pattern says nothing to people. What the library says where it does not match is asked of the scalar itself: it reads
texts that break one keyword after the other, and what it reports of each is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ..problems.problem import Problem
from ..shapes.tree import Scalar

__all__: list[str] = []

_PROBES: Final = ("?", "", " ", "\n", "a\x07b", "a\nb", "a" * 5000)
"""Texts of which at least one breaks each keyword of a scalar."""


def expected(shape: Scalar) -> str:
    """Return what the library says is expected where the pattern does not match, in English; else what the value is called."""
    found = broken(shape)
    problem = found.get("pattern") or found.get("anyOf")
    return str(problem.expected if problem is not None and problem.expected else shape.name)


def broken(shape: Scalar) -> Mapping[str, Problem]:
    """Return, for each keyword of a scalar such as `pattern` or `maxLength`, what the library reports where it does not hold."""
    found: dict[str, tuple[int, Problem]] = {}
    for probe in (*_PROBES, *[f"{example}\n" for example in shape.examples[:1]]):
        words = [keyword for keyword, limit in shape.schema.items() if _breaks(keyword, limit, probe)]
        problem = next((one for one in shape.read(probe)[1] if one.severity == "error"), None)
        for word in words:
            if problem is not None and (word not in found or len(words) < found[word][0]):
                found[word] = (len(words), problem)  # what breaks one keyword alone says most about it
    return {word: problem for word, (_, problem) in found.items()}


def _breaks(keyword: str, limit: Any, text: str) -> bool:
    match keyword:
        case "pattern":
            return re.search(limit, text) is None
        case "not":
            return re.search(limit["pattern"], text) is not None
        case "maxLength":
            return len(text) > int(limit)
        case "enum":
            return text not in limit
        case "anyOf":
            return all([any([_breaks(word, value, text) for word, value in option.items()]) for option in limit])
    return False
