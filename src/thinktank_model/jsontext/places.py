"""Where in a text a pointer leads: line, column and byte."""

from __future__ import annotations

import codecs
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, cast

from attrs import evolve

from ..problems.patterns import pattern
from ..problems.pointers import pointer_tokens
from ..problems.problem import Problem

__all__ = [
    "Outline",
    "locate",
]


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
            found.append(ruler.place(problem, key if problem.about_key else value))
        else:
            found.append(problem)
    return tuple(found)
