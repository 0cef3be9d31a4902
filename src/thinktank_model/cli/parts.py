"""Work in several processes: JSON Lines files cut at line ends, the parts done side by side, the results in order.

A part is what one process does in a blink, so that memory stays small however large a file is, and no process waits long
for the others at the end. What cannot be cut (a document, a dataset whose records are looked at together) is one part.
What only this process can read (standard input, a pipe) is done here, when it is its turn.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final, TypeVar, cast

import click
from attrs import evolve, frozen

from ..jsontext.content import Content, is_dataset
from ..jsontext.files import LINE_ENDINGS, LINE_LIMIT
from ..jsontext.opening import open_binary
from ..jsontext.parsing import parse
from ..problems.problem import Problem
from .inputs import Source
from .profile import names, use

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["JOBS", "Part", "in_order", "parts"]

SIZE: Final = 4 * 2**20  # bytes of a part
AHEAD: Final = 3  # parts a process: under way, or done and waiting for those before them

R = TypeVar("R")

JOBS: Final[Callable[[Any], Any]] = click.option(
    "--jobs",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    callback=lambda _context, _option, given: given or os.cpu_count() or 1,
    help="The number of processes; 0 uses all processors.",
)
"""The option of a verb that works in parts."""


@frozen
class Part:
    """A source, or some of its lines.

    Attributes:
        source: the source.
        start: the first byte.
        size: how many bytes; None for all that follow.
        first: for lines from the middle of a file, its first line, which may say how to read them.
        last: whether nothing of the source follows.
    """

    source: Source
    start: int = 0
    size: int | None = None
    first: bytes = b""
    last: bool = True

    @property
    def is_cut(self) -> bool:
        """Whether it is not the whole source."""
        return self.start > 0 or self.size is not None

    @property
    def is_shareable(self) -> bool:
        """Whether another process can read it."""
        return not self.source.fault and os.path.isfile(self.source.path)  # noqa: PTH113 - never raises

    @contextmanager
    def open(self) -> Iterator[Content]:
        """The content of the part, with the first line of the file before lines from its middle.

        Raises:
            OSError: it cannot be read.
        """
        if not self.is_cut:
            with self.source.open() as content:
                yield content
        else:
            with open_binary(self.source.path, regular=True) as stream:
                yield Content(cast("IO[bytes]", _Lines(stream, self)), is_lines=True, limits=self.source.limits)

    def placed(self, problem: Problem, before: int) -> Problem:
        """Return a problem of this part with its place in the source.

        Parameters:
            problem: the problem, with its place in what `open` gives.
            before: how many lines of the source are before that.
        """
        if not self.start or problem.line is None or problem.offset is None:
            return problem
        offset = self.start - len(self.first) + problem.offset
        return evolve(problem, line=before + problem.line, offset=offset)


class _Lines:
    """The lines of a part as a stream."""

    def __init__(self, stream: IO[bytes], part: Part) -> None:
        self.stream = stream
        self.first = part.first
        stream.seek(part.start)
        self.left = part.size

    def readline(self, size: int) -> bytes:
        """Return the next line, or as much of it as the size allows. A part ends where a line does."""
        if self.first:
            line, self.first = self.first, b""
            return line
        if self.left is None:
            return self.stream.readline(size)
        line = self.stream.readline(size) if self.left > 0 else b""
        self.left -= len(line)
        return line


def parts(source: Source, *, keep_datasets: bool = False) -> Iterator[Part]:
    """Yield a JSON Lines file in parts that begin with a line that is whole; any other source in one.

    Parameters:
        source: the source.
        keep_datasets: whether the lines of a dataset stay together.
    """
    part = Part(source)
    if not part.is_shareable or not source.path.endswith(LINE_ENDINGS):
        yield part
        return
    try:
        stream = open_binary(source.path, regular=True)
    except OSError:  # who opens it to read it says why
        yield part
        return
    with stream:
        size = os.fstat(stream.fileno()).st_size
        first = stream.readline(LINE_LIMIT)
        opens_dataset = is_dataset(parse(first)[0])
        if size <= SIZE or (opens_dataset and keep_datasets):
            yield part
            return
        first = first if opens_dataset else b"\n"
        start = 0
        while (end := _seam(stream, start + SIZE)) is not None:
            yield Part(source, start, end - start, first if start else b"", last=False)
            start = end
        yield Part(source, start, None, first if start else b"")


def _seam(stream: IO[bytes], at: int) -> int | None:
    """Return where the first whole value begins that has a line to itself after this byte; None if there is none.

    What is broken before it is so without regard to what follows: a value spread over several lines is kept together.
    """
    stream.seek(at)
    fresh = False  # whether a line begins here
    while piece := stream.readline(LINE_LIMIT):
        if fresh and piece.startswith(b"{") and not parse(piece)[1]:
            return stream.tell() - len(piece)
        fresh = piece.endswith(b"\n")
    return None


def in_order(work: Callable[[Part], R], wanted: Iterable[Part], jobs: int) -> Generator[tuple[Part, R | None]]:
    """Yield what several processes made of the parts, in the order of the parts; None for those that only this process can read.

    Raises:
        ClickException: a process was ended from outside.
    """
    from concurrent.futures import ProcessPoolExecutor  # which takes as long to import as all of click
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    waiting: deque[tuple[Part, Future[R] | None]] = deque()

    def first() -> tuple[Part, R | None]:
        part, future = waiting.popleft()
        return part, None if future is None else future.result()

    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (names(),))
    try:
        for part in wanted:
            waiting.append((part, pool.submit(work, part) if part.is_shareable else None))
            if len(waiting) == jobs * AHEAD:
                yield first()
        while waiting:
            yield first()
    except BrokenProcessPool:
        raise click.ClickException(
            "a process was ended from outside before its work was done; try fewer --jobs"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(profiles: tuple[str, ...]) -> None:
    """Begin another process: with the same profiles, and without interrupts.

    Ctrl-C reaches every process of a terminal; the one that shares out the work ends the others.
    """
    use(profiles)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
