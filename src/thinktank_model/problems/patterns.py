"""Regular expressions that are compiled on first use, and the one register of them.

Compiling the library's patterns would take a third of its import time, and most programs use few of them. The register is
what the tests go through to show that no pattern takes long, whatever text it is given.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

__all__ = ["PATTERNS", "any_case", "pattern", "whole"]


class _Lazy:
    """Stands for a pattern: its methods are fetched from the compiled one on first use, and kept."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, method)
        return method


PATTERNS: Final[list[re.Pattern[str]]] = []
"""Every pattern of the library that is matched against text from outside."""


def any_case(literal: str) -> str:
    r"""Return a pattern for this text with its ASCII letters in either case. The flag for it is none that JSON Schema has.

    >>> print(any_case("doi.org/"))
    [Dd][Oo][Ii]\.[Oo][Rr][Gg]/
    """
    return "".join([f"[{c.upper()}{c}]" if "a" <= c <= "z" else c.replace(".", "\\.") for c in literal])


def whole(syntax: str) -> dict[str, Any]:
    """Return the JSON Schema keywords of a text that the syntax matches as a whole.

    `$` lets a last line feed through in Python, Java, .NET and PCRE, but not in ECMAScript and Rust. So it is refused
    beside the pattern, which every engine understands; look-ahead is not known to all of them.
    """
    return {"pattern": f"^(?:{syntax})$", "not": {"pattern": "\\n"}}


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern as `re.compile` gives it, compiled on first use. Called at module level only."""
    lazy = cast("re.Pattern[str]", _Lazy(source, flags))
    PATTERNS.append(lazy)
    return lazy
