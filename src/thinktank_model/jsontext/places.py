"""Finds the line, column and byte offset of a JSON Pointer in a text."""

from __future__ import annotations

import codecs
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, cast

from attrs import evolve

from ..problems.patterns import pattern
from ..problems.pointers import pointer_tokens
from ..problems.problem import Problem

__all__ = ["Outline", "SourceMap"]

_SPACE: Final = pattern("[ \t\n\r]*")
_VALUE: Final = json.JSONDecoder(strict=False).raw_decode


class Outline:
    """The positions of keys and values in a text that was parsed.

    Only the objects and lists on the path to a value are scanned, each once; everything else is skipped
    by the parser of the standard library, at the speed of C.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.entered: dict[int, dict[str, tuple[int, int]]] = {}

    def find(self, at: str) -> tuple[int, int]:
        """Return the start of the key and of the value at a pointer, or of the last value on the path to it."""
        key = value = self.space(0)
        for token in pointer_tokens(at):
            parts = self.parts(value)
            if token not in parts:
                return value, value
            key, value = parts[token]
        return key, value

    def parts(self, value: int) -> dict[str, tuple[int, int]]:
        """Return the keys or indexes of the value that starts there, with the positions of each key and value; empty for a scalar."""
        if value not in self.entered:
            self.entered[value] = dict(self.entries(value))
        return self.entered[value]

    def end(self, value: int) -> int:
        """Return the end of the key or value that starts there."""
        return _VALUE(self.text, value)[1]

    def space(self, position: int) -> int:
        """Return the end of the white space that starts there."""
        return cast("re.Match[str]", _SPACE.match(self.text, position)).end()

    def entries(self, start: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield the keys or indexes of the object or list that starts there, with the positions of each key and value."""
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


class SourceMap:
    """Finds the places of problems in one JSON text: a document, or one line of a stream.

    Nothing is computed before the first problem; then the lines of the text are counted once.

    Parameters:
        data: the bytes of the text.
        line: the number of its first line in the stream. A byte order mark there counts in offsets and not in columns.
        offset: the number of bytes before it in the stream.
    """

    def __init__(self, data: bytes, line: int = 1, offset: int = 0) -> None:
        self.data: bytes = data.removeprefix(codecs.BOM_UTF8) if line == 1 else data
        self.line = line
        self.offset: int = offset + len(data) - len(self.data)

    @cached_property
    def text(self) -> str:
        """The text; bytes that are not UTF-8 are replaced."""
        return self.data.decode(errors="replace")

    @cached_property
    def _outline(self) -> Outline:
        return Outline(self.text)

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """The character and the byte at which each line starts."""
        characters, counted = [0], [self.offset]
        for line in self.text.split("\n"):
            characters.append(characters[-1] + len(line) + 1)
            counted.append(counted[-1] + len(line.encode(errors="replace")) + 1)
        self._last = 0, counted[0]
        return characters, counted

    def place(self, problems: Iterable[Problem], prefix: str = "", record_id: str | None = None) -> tuple[Problem, ...]:
        """Return the problems with pointers into the whole text, and with line, column and byte offset.

        A problem about a key is placed at the key, any other at its value; one whose pointer is not in the text (a missing key) at
        the object without it. A problem that already has a line is unchanged.

        Parameters:
            problems: problems of one value.
            prefix: the pointer to that value.
            record_id: the id of their record, for those that have none.
        """
        return tuple([self._placed(problem, prefix, record_id) for problem in problems])

    def _placed(self, problem: Problem, prefix: str, record_id: str | None) -> Problem:
        if problem.line is not None:
            return problem
        at = prefix + problem.pointer
        key, value = self._outline.find(at)
        line, column, offset = self._at(key if problem.about_key else value)
        return evolve(
            problem,
            pointer=at,
            fix=problem.fix and problem.fix.under(prefix),
            record_id=record_id if problem.record_id is None else problem.record_id,
            line=line,
            column=column,
            offset=offset,
        )

    def at(self, problem: Problem, character: int) -> Problem:
        """Return the problem with the place of a character of the text."""
        line, column, offset = self._at(character)
        return evolve(problem, line=line, column=column, offset=offset)

    def _at(self, character: int) -> tuple[int, int, int]:
        characters, counted = self._starts
        line = bisect_right(characters, character)
        start = characters[line - 1]
        # Positions mostly come in order, so in a long line counting continues from the previous one.
        origin, offset = self._last if start <= self._last[0] <= character else (start, counted[line - 1])
        offset += len(self.text[origin:character].encode(errors="replace"))
        self._last = character, offset
        return self.line - 1 + line, character - start + 1, offset
