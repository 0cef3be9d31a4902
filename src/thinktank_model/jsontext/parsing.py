"""Parses JSON without loss, and writes canonical JSON.

orjson is fast but loses data silently in some cases: of two equal keys the last wins, an integer beyond 64 bits becomes
a float, `1e-400` becomes 0. So its result is verified: if writing it again gives the same bytes, nothing was lost.
Otherwise the standard library parses the text again, strictly, and decides. Spaces and line breaks are ignored in the
comparison, also those inside strings: without them JSON is still the same sequence of keys, strings and numbers, and orjson does
not change the spaces of a string.
"""

from __future__ import annotations

import codecs
import json
import os
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Final

import orjson
from attrs import evolve

from ..problems.problem import PROBLEM_LIMIT, Problem
from . import memory
from .faults import losses, not_utf8, number_loss, other_format, syntax, too_deep
from .places import SourceMap

__all__ = [
    "encode",
    "parse",
    "parse_canonical",
]

TOGETHER: Final = 1000  # texts that are parsed at a time
SPACES: Final = b" \n\r\t"  # what JSON allows between its tokens (RFC 8259, section 2)


encode: Final[Callable[[object], bytes]] = orjson.dumps
"""Returns the canonical bytes of a plain JSON value: compact, UTF-8, keys in their order."""


_MARK: Final = f"x{os.urandom(16).hex()}"
_BETWEEN: Final = f',"{_MARK}",'
"""What is put between texts that are parsed together: no text has it, so where it is found, a value ends."""


def parse(data: bytes, *, line: int = 1, offset: int = 0) -> tuple[Any, tuple[Problem, ...]]:
    """Return the plain JSON value of a UTF-8 text; or None and the problems, with line, column and offset.

    A value is only returned if nothing was lost.

    Parameters:
        data: the text.
        line: the number of its first line in its stream; on line 1 a byte order mark is ignored.
        offset: the number of bytes before it in that stream.

    Raises:
        MemoryError: there is not enough memory.
    """
    body = data.removeprefix(codecs.BOM_UTF8) if line == 1 else data
    is_suspect = False
    memory.for_reading(body)
    try:
        value = orjson.loads(body)
        if len(body) > memory.STEP:  # a call for each line takes time
            memory.for_writing(body)
        written = orjson.dumps(value)
        if written == body or written.translate(None, SPACES) == body.translate(None, SPACES):
            return value, ()
    except (ValueError, TypeError):  # not JSON; nested deeper than orjson writes
        is_suspect = True
    value, problems = _parse_strictly(body, SourceMap(data, line, offset), is_suspect)
    if problems and line == 1 and (other := other_format(body)) is not None:
        problems = (evolve(other, line=1, column=1, offset=offset),)
    return value, problems


def parse_canonical(texts: Sequence[str]) -> list[Any] | None:
    """Return the plain JSON values of texts that are all canonical; None if one of them is not. Faster than one text at a time.

    Raises:
        MemoryError: there is not enough memory.
    """
    values: list[Any] = []
    for start in range(0, len(texts), TOGETHER):
        try:
            given = texts[start : start + TOGETHER]
            body = f"[{_BETWEEN.join(given)}]".encode()
            memory.for_reading(body)
            found = orjson.loads(body)
            if len(body) > memory.STEP:
                memory.for_writing(body)
            marks = found[1::2]  # not all there if a text is a part of a value, or two values
            if len(found) != 2 * len(given) - 1 or marks.count(_MARK) != len(marks) or orjson.dumps(found) != body:
                return None
        except (ValueError, TypeError):
            return None
        values += found[::2]
    return values


def _parse_strictly(body: bytes, source: SourceMap, is_suspect: bool) -> tuple[Any, tuple[Problem, ...]]:
    """Return the same, parsed by the standard library, which drops nothing silently."""
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        return None, (source.at(not_utf8(body), len(body[: error.start].decode())),)
    lost = False

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal lost
        built = dict(items)
        lost = lost or len(built) != len(items)
        return built

    def number(digits: str) -> float:
        nonlocal lost
        lost = lost or number_loss(digits) is not None
        return float(digits)

    def integer(digits: str) -> int:
        nonlocal lost
        if number_loss(digits) is not None:
            lost = True
            return 0
        return int(digits)

    def constant(_: str) -> None:
        nonlocal lost
        lost = True

    problem = None
    try:
        value = json.loads(
            text, object_pairs_hook=pairs, parse_float=number, parse_int=integer, parse_constant=constant
        )
    except json.JSONDecodeError as error:
        problem, at = syntax(text, body, error)
    except RecursionError:
        problem, at = too_deep(text)
    else:
        if is_suspect:
            problem, at = too_deep(text)
    if problem is not None:
        return None, (source.at(problem, at),)
    if lost or (is_suspect and "\\u" in text):  # half of a surrogate pair, which orjson refuses
        found = islice(losses(text), PROBLEM_LIMIT)
        problems = tuple([source.at(problem, at) for problem, at in found])
        if problems:  # pragma: no branch - what was lost is found again
            return None, problems
    return value, ()
