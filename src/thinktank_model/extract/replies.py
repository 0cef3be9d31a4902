"""The JSON object in the reply of a model, which may have words and code fences around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..jsontext.parsing import parse
from ..problems.problem import Problem
from . import codes

__all__ = ["object_in"]

STARTS: Final = 20  # braces with which the object may begin


def object_in(answer: object) -> tuple[Any, tuple[Problem, ...]]:
    """Return the longest JSON object in a text; or None and why there is none.

    >>> object_in('Here it is: {"events": []}')
    ({'events': []}, ())
    """
    if not isinstance(answer, str):
        return None, (codes.NO_JSON(answer, expected="one JSON object"),)
    objects = sorted(_objects(answer), key=len, reverse=True)
    problems: tuple[Problem, ...] = ()
    for text in objects:
        value, found = parse(text.encode(errors="surrogatepass"))
        if not found:
            return value, ()
        problems = problems or found
    return None, (codes.NO_JSON(expected="one JSON object", help=problems[0].message if problems else None),)


def _objects(answer: str) -> Iterator[str]:
    """Yield each text from an outermost opening brace to its closing brace. The text around the JSON may have unmatched braces."""
    at = -1
    for _ in range(STARTS):
        at = answer.find("{", at + 1)
        end = None if at < 0 else _end(answer, at)
        if end is not None:
            yield answer[at:end]
            at = end - 1
        elif at < 0:
            return


def _end(answer: str, start: int) -> int | None:
    """Return the end of the object that begins at a brace; None if it has no end."""
    depth = 0
    is_string = is_escaped = False
    for at in range(start, len(answer)):
        char = answer[at]
        if is_string:
            is_string, is_escaped = is_escaped or char != '"', char == "\\" and not is_escaped
        elif char == '"':
            is_string = True
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if not depth:
                return at + 1
    return None
