"""Bytes to JSON values without any loss, JSON values to canonical bytes, and where in a text a pointer is.

orjson is fast and loses data in silence in some cases: of two equal keys the last wins, an integer beyond 64 bits becomes
a float, `1e-400` becomes 0. So what it returns is proven: if writing it again gives the same bytes, nothing was lost.
Otherwise the standard library reads the text once more, strictly, and decides. Canonical files take the fast way. Raw newlines
do not count in the comparison: they cannot stand inside a JSON string, so they carry nothing.
"""

from __future__ import annotations

import codecs
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, cast

import orjson
from attrs import evolve

from .jsonfaults import losses, not_utf8, number_loss, syntax, too_deep
from .patterns import pattern
from .problems import ABOUT_KEY, PROBLEM_LIMIT, Problem, pointer_tokens

__all__ = ["Outline", "encode", "locate", "parse"]


def encode(value: object) -> bytes:
    """The canonical bytes of a plain JSON value: compact, UTF-8, keys in their order."""
    return orjson.dumps(value)


def parse(data: bytes, *, first: bool = True) -> tuple[Any, tuple[Problem, ...]]:
    """The plain JSON value of a UTF-8 text; or None and what stands in the way, with line, column and offset.

    A value comes back only where nothing was lost.

    Parameters:
        data: the text.
        first: whether it stands at the start of a file, where one byte order mark is passed over.
    """
    body = data.removeprefix(codecs.BOM_UTF8) if first else data
    is_suspect = False
    try:
        value = orjson.loads(body)
        if orjson.dumps(value) == body.replace(b"\n", b""):
            return value, ()
    except (ValueError, TypeError):  # what is no JSON; what nests deeper than orjson writes
        is_suspect = True
    return _parse_strictly(body, len(data) - len(body), is_suspect)


def _parse_strictly(body: bytes, skipped: int, is_suspect: bool) -> tuple[Any, tuple[Problem, ...]]:
    """The same by the standard library, which drops nothing without a word."""
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        before = body[: error.start].decode()
        return None, (_Ruler(before, skipped).place(not_utf8(body), len(before)),)
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
        return None, (_Ruler(text, skipped).place(problem, at),)
    if lost or "\\u" in text:
        ruler = _Ruler(text, skipped)
        found = islice(losses(text), PROBLEM_LIMIT)
        if problems := tuple([ruler.place(problem, at) for problem, at in found]):
            return None, problems
    return value, ()


# --- Places in a text ---


class _Ruler:
    """Line, column and byte offset of the characters of a text; counts its lines once.

    Parameters:
        text: the text.
        skipped: how many bytes stand before it in its file: those of a byte order mark.
    """

    def __init__(self, text: str, skipped: int) -> None:
        self.text = text
        self.last = 0, skipped  # the character that was placed last, and its byte
        self.characters, self.bytes = [0], [skipped]  # at which each line starts
        for line in text.split("\n"):
            self.characters.append(self.characters[-1] + len(line) + 1)
            self.bytes.append(self.bytes[-1] + len(line.encode(errors="replace")) + 1)

    def place(self, problem: Problem, at: int) -> Problem:
        """The problem with the place of a character."""
        line = bisect_right(self.characters, at)
        start = self.characters[line - 1]
        origin, offset = self.last if start <= self.last[0] <= at else (start, self.bytes[line - 1])
        offset += len(self.text[origin:at].encode(errors="replace"))
        self.last = at, offset  # places mostly come in order: in a long line each starts where the one before ended
        return evolve(problem, line=line, column=at - start + 1, offset=offset)


KEY_CODES: Final = ("key.unknown", "key.null")  # which are about a key wherever they stand


_SPACE: Final = pattern("[ \t\n\r]*")
_VALUE: Final = json.JSONDecoder(strict=False).raw_decode


class Outline:
    """Where keys and values stand in a text that could be parsed.

    Only the objects and lists on the way to what is asked for are gone through, each once; what lies beside the way is passed
    over by the parser of the standard library, at the speed of C.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.entered: dict[int, dict[str, tuple[int, int]]] = {}

    def find(self, at: str) -> tuple[int, int]:
        """The start of the key and that of the value to which a pointer leads, or of the last value on the way to it."""
        key = value = self.space(0)
        for token in pointer_tokens(at):
            parts = self.parts(value)
            if token not in parts:
                return value, value
            key, value = parts[token]
        return key, value

    def parts(self, value: int) -> dict[str, tuple[int, int]]:
        """The keys or indexes of what starts there, and the places of each key and value; none if it is a scalar."""
        if value not in self.entered:
            self.entered[value] = dict(self.entries(value))
        return self.entered[value]

    def end(self, value: int) -> int:
        """The end of the key or value that starts there."""
        return _VALUE(self.text, value)[1]

    def space(self, position: int) -> int:
        """The end of the white space that starts there."""
        return cast("re.Match[str]", _SPACE.match(self.text, position)).end()

    def entries(self, start: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """The keys or indexes of the object or list that starts there, and the places of each key and value."""
        text, index = self.text, 0
        if text[start] not in "{[":
            return
        position = self.space(start + 1)
        while text[position] not in "}]":
            token, key = str(index), position
            if text[start] == "{":
                token, position = _VALUE(text, position)
                position = self.space(self.space(position) + 1)
            yield token, (key, position)
            position = self.space(self.end(position))
            position = self.space(position + (text[position] == ","))
            index += 1


def locate(data: bytes, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems with line, column and byte offset in the text that their pointers point into.

    A problem of a key is placed at the key, any other at its value; one whose pointer is not in the text (a missing key)
    at the object that it misses in. A problem that has a line already stays as it is.
    """
    listed: Sequence[Problem] = tuple(problems)
    if all([problem.line is not None for problem in listed]):
        return tuple(listed)
    body = data.removeprefix(codecs.BOM_UTF8)
    text = body.decode(errors="replace")
    ruler = _Ruler(text, len(data) - len(body))
    outline = Outline(text)
    found = []
    for problem in listed:
        if problem.line is None:
            key, value = outline.find(problem.pointer)
            about_key = problem.code in KEY_CODES or ABOUT_KEY in problem.params
            found.append(ruler.place(problem, key if about_key else value))
        else:
            found.append(problem)
    return tuple(found)
