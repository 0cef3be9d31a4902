"""Regular expressions that are compiled on first use, and a register of all of them.

Compiling all patterns would take a third of the import time, and most programs use few of them. The tests
go through the register to show that no pattern is slow on any text.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

__all__ = ["PATTERNS", "any_case", "pattern", "whole"]


class _FirstUse:
    """An attribute of a pattern, which compiles it. The value is then found in the object itself, which a `__getattr__` would slow down."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, lazy: _Lazy, _cls: type[_Lazy]) -> Any:
        value = getattr(re.compile(lazy.pattern, lazy.flags), self.name)
        setattr(lazy, self.name, value)
        return value


class _Lazy:
    """A pattern that is compiled when one of its methods is first used."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self.flags = flags


for _name in set(dir(re.Pattern)) - set(dir(object)) - {"pattern", "flags"}:
    setattr(_Lazy, _name, _FirstUse(_name))


PATTERNS: Final[list[re.Pattern[str]]] = []
"""Every pattern of the library that is matched against text from outside."""


def any_case(literal: str) -> str:
    r"""Return a pattern for this text that ignores the case of ASCII letters. JSON Schema has no flag for that.

    >>> print(any_case("doi.org/"))
    [Dd][Oo][Ii]\.[Oo][Rr][Gg]/
    """
    return "".join([f"[{c.upper()}{c}]" if "a" <= c <= "z" else c.replace(".", "\\.") for c in literal])


def whole(syntax: str) -> dict[str, Any]:
    """Return the JSON Schema keywords for a text that the pattern must match as a whole.

    `$` lets a last line feed through in Python, Java, .NET and PCRE, but not in ECMAScript and Rust. So it is refused
    beside the pattern, which every engine understands; look-ahead is not known to all of them.
    """
    return {"pattern": f"^(?:{syntax})$", "not": {"pattern": "\\n"}}


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern as `re.compile` gives it, compiled on first use. Called at module level only."""
    lazy = cast("re.Pattern[str]", _Lazy(source, flags))
    PATTERNS.append(lazy)
    return lazy
