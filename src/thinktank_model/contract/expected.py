"""The expected form of a string, and the problem code for each schema keyword.

People do not understand a pattern. So the scalar itself gives the message for a text that does not match: it reads
texts that break one keyword after the other, and its problems are stored.
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
    """Return the expected form, in English, from the message for a text that does not match; else the name of the value."""
    found = broken(shape)
    problem = found.get("pattern") or found.get("anyOf")
    return str(problem.expected if problem is not None and problem.expected else shape.name)


def broken(shape: Scalar) -> Mapping[str, Problem]:
    """Return the problem of a text that breaks each keyword of a scalar, such as `pattern` or `maxLength`."""
    found: dict[str, tuple[int, Problem]] = {}
    for probe in (*_PROBES, *[f"{example}\n" for example in shape.examples[:1]]):
        words = [keyword for keyword, limit in shape.schema.items() if _breaks(keyword, limit, probe)]
        problem = next((one for one in shape.read(probe)[1] if one.severity == "error"), None)
        for word in words:
            if problem is not None and (word not in found or len(words) < found[word][0]):
                found[word] = (len(words), problem)  # a text that breaks one keyword alone is the most specific
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
