"""JSON Lines: reads each line of a stream as a separate JSON value. A broken line does not affect the lines around it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final, NamedTuple, TypeAlias

from attrs import evolve

from ..problems.problem import Problem, define
from ..problems.translations import Phrase
from .faults import BRACKET, TRUNCATED, other_format
from .files import RawLine, Readable, lines
from .opening import UnreadableError
from .parsing import parse

__all__ = ["BEGINNING", "Entry", "Position", "entries"]

LINE_TOO_LONG = define(
    "json.line-too-long",
    "error",
    "the line is longer than {limit} {limit:byte|bytes}",
    why="The limit keeps one bad line from filling the memory. The line is skipped; the lines after it are read.",
)
SEVERAL_LINES = define(
    "json.value-on-several-lines",
    "error",
    "the value takes {count} {count:line|lines}; JSON Lines needs one line per value",
    why="Each line is read separately. Put indented JSON in a file of its own, with a name that ends in .json.",
    bad='{\n  "id": "event:a"\n}',
    good='{"id": "event:a"}',
)
RAISE: Final = Phrase("Raise the limit with --max-line, or in Python with Limits(line=...).")
REMEDY: Final = Phrase("Write the value on one line, or put it into a .json file.")


Entry: TypeAlias = tuple[int, int, bytes, Any, tuple[Problem, ...]]
"""What is on one line that is not empty; a plain tuple, since one is made for each line.

It has the number of the line, from 1; the offset of its first byte in the stream, from 0; its bytes without the line end (of a value
on several lines all of them, joined by line feeds; none where the line is too long); the plain JSON value, if there are no
problems; and why there is no value, placed in the stream.
"""


class Position(NamedTuple):
    """The position in a stream of JSON Lines at which reading starts.

    Attributes:
        lines: the number of lines before it.
        offset: the number of bytes before it.
        begun: whether a line before it is not empty, so that the format is known.
    """

    lines: int = 0
    offset: int = 0
    begun: bool = False


BEGINNING: Final = Position()


def entries(stream: Readable, limit: int, start: Position = BEGINNING) -> Iterator[Entry]:
    """Yield the values of a stream, one per line.

    A value on several lines, such as indented JSON, is reported once, at its start. A stream of another format is
    reported once, at its beginning. If a compressed stream is damaged or over a limit, the last entry has the
    problem.

    Parameters:
        stream: a binary stream.
        limit: the maximum number of bytes of a line; a longer one is reported and skipped.
        start: the lines and bytes before the stream.
    """
    faults: list[tuple[int, int, Problem]] = []
    source = _until_a_fault(stream, limit, faults, start)
    waiting: deque[RawLine] = deque()  # read ahead
    begun = start.begun
    settled = 0  # the last unfinished line: no value on several lines starts at it or before
    while (line := waiting.popleft() if waiting else next(source, None)) is not None:
        number, offset, data = line
        if data is None:
            yield number, offset, b"", None, (_starting(number, offset, LINE_TOO_LONG(limit=limit, help=RAISE)),)
            continue
        if not data.strip(b" \t\r"):
            continue
        value, problems = parse(data, line=number, offset=offset)
        begins, begun = not begun, True
        if problems and begins and problems[0].code != TRUNCATED.name:
            waiting.extend(islice(source, 1))
            other = other_format(b"\n".join([data, *[following.data or b"" for following in waiting]]))
            if other is not None:
                yield number, offset, data, None, (evolve(other, line=number, column=1, offset=offset),)
                return
        if problems and number > settled and problems[0].code == TRUNCATED.name:
            waiting.extend(_rest(data, source, limit))
            settled = number + len(waiting)
            if waiting and waiting[-1].data is not None:
                whole = b"\n".join([data, *[following.data or b"" for following in waiting]])
                if not parse(whole, line=number)[1]:
                    problem = SEVERAL_LINES(count=settled - number + 1, help=REMEDY)
                    problems = (evolve(problem, line=number, column=1, offset=offset),)
                    data = whole
                    waiting.clear()
        yield number, offset, data, value, problems
    for number, offset, problem in faults:
        yield number, offset, b"", None, (_starting(number, offset, problem),)


def _starting(number: int, offset: int, problem: Problem) -> Problem:
    """Return a problem of a whole line, with its place in the stream."""
    return evolve(problem, line=number, offset=offset)


def _until_a_fault(
    stream: Readable, limit: int, faults: list[tuple[int, int, Problem]], start: Position
) -> Iterator[RawLine]:
    """Yield the lines of a stream; a fault that ends it is appended to `faults` with its place."""
    number, offset, _ = start
    line: RawLine | None = None
    try:
        for line in lines(stream, limit, number=number, offset=offset):
            yield line
    except UnreadableError as error:
        if line is not None:
            number, offset = line.number, line.offset + len(line.data or b"") + 1  # about where the next one starts
        faults.append((number + 1, offset, error.problem))


LOOK_AHEAD: Final = 100_000  # the maximum number of lines in memory while the end of a value is searched


def _rest(data: bytes, source: Iterator[RawLine], limit: int) -> Iterator[RawLine]:
    """Yield the lines after an unfinished one, up to the line that may complete it.

    Ends early if no line can complete it: at a complete record, at a line that is too long, and if the lines together
    are too long or too many.
    """
    depth, size = _opened(data), len(data)
    for line in islice(source, LOOK_AHEAD):
        yield line
        size += len(line.data or b"") + 1
        if line.data is None or size > limit or (line.data[:1] == b"{" and not parse(line.data)[1]):
            return
        depth += _opened(line.data)
        if depth <= 0:
            return


def _opened(data: bytes) -> int:
    """Return how many more brackets a line opens than it closes; a string never continues on the next line."""
    marks = [found[0] for found in BRACKET.finditer(data.decode(errors="replace"))]
    return sum([(mark in "{[") - (mark in "}]") for mark in marks if mark[0] != '"'])
