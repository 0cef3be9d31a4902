"""Shares work among processes: JSON Lines files are split at line endings, the parts run in parallel, and the results come in order.

Parts are small, so that memory stays small for any file, and no process waits long
for the others at the end. A source that cannot be split (a document, or a dataset with rules across records) is one part.
Sources that only this process can read (standard input, a pipe) are read here in turn.
"""

from __future__ import annotations

import io
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import IO, TYPE_CHECKING, Any, Final, TypeVar, cast

import click
from attrs import evolve, frozen

from ..jsontext.compressed import is_lines, opened, taken
from ..jsontext.content import Content, is_dataset
from ..jsontext.files import LINE_LIMIT
from ..jsontext.opening import UnreadableError
from ..jsontext.parsing import parse
from ..jsontext.starting import pass_over
from ..problems.problem import Problem
from .inputs import Source
from .profile import names, use

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["JOBS", "Part", "in_order", "parts"]

SIZE: Final = 4 * 2**20  # bytes of a part
AHEAD: Final = 3  # parts per process: running, or finished and waiting for earlier ones

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
        size: the number of bytes, decompressed for a compressed file; None for the rest.
        first: for lines from the middle of a file, its first line, which may be a header.
        last: whether it is the last part of the source.
        data: the bytes, of a compressed file that was unpacked here.
        fault: the reason if the source could not be decompressed to its end.
        weight: the number of bytes of the file, for the progress bar.
    """

    source: Source
    start: int = 0
    size: int | None = None
    first: bytes = b""
    last: bool = True
    data: bytes | None = None
    fault: UnreadableError | None = None
    weight: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether it is only a part of the source."""
        return self.start > 0 or self.size is not None or self.data is not None

    @property
    def is_shareable(self) -> bool:
        """Whether another process can read it."""
        return not self.source.fault and os.path.isfile(self.source.path)  # noqa: PTH113 - never raises

    @contextmanager
    def open(self) -> Iterator[Content]:
        """Open the content of the part, with the first line of the file before lines from its middle.

        Raises:
            OSError: it cannot be read.
        """
        if not self.is_cut:
            with self.source.open() as content:
                yield content
        else:
            with self._stream() as stream:
                yield Content(cast("IO[bytes]", _Lines(stream, self)), is_lines=True, limits=self.source.limits)

    @contextmanager
    def _stream(self) -> Iterator[IO[bytes]]:
        if self.data is not None:
            yield io.BytesIO(self.data)
            return
        with opened(self.source.path, self.source.limits, regular=True) as stream:
            pass_over(stream, self.start)
            yield stream

    def placed(self, problem: Problem, before: int) -> Problem:
        """Return a problem of this part with its place in the source.

        Parameters:
            problem: the problem, with its place in the content from `open`.
            before: the number of lines of the source before it.
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
        self.left = part.size
        self.fault = part.fault

    def readline(self, size: int) -> bytes:
        """Return the next line, or as much of it as the size allows. A part ends where a line does.

        Raises:
            UnreadableError: the source could not be read beyond this part.
        """
        if self.first:
            line, self.first = self.first, b""
            return line
        line = self.stream.readline(size) if self.left is None or self.left > 0 else b""
        if self.left is not None:
            self.left -= len(line)
        if not line and self.fault is not None:
            raise self.fault
        return line


def parts(source: Source, *, keep_datasets: bool = False, start: int = 0) -> Iterator[Part]:
    """Yield the parts of a JSON Lines file, which begin with a complete line; any other source is one part.

    Parameters:
        source: the source.
        keep_datasets: whether the lines of a dataset stay together.
        start: the first byte of the first part, at which a part began before.
    """
    whole = Part(source, weight=source.size)
    if not whole.is_shareable or not is_lines(source.path):
        yield whole
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(opened(source.path, source.limits, regular=True))
            first = stream.readline(min(source.limits.line, LINE_LIMIT))
        except (OSError, ImportError):  # the error is reported when it is opened for reading
            yield whole
            return
        opens_dataset = is_dataset(parse(first)[0])
        if opens_dataset and keep_datasets:
            yield whole
            return
        begin = Part(source, start, first=first if opens_dataset else b"\n")
        yield from _cut(stream, begin) if taken(stream) is None else _unpacked(stream, first, begin)


def _cut(stream: IO[bytes], begin: Part) -> Iterator[Part]:
    """Yield the parts of an uncompressed file from the start of one of them on."""
    size = os.fstat(stream.fileno()).st_size
    start = begin.start
    while start + SIZE < size and (end := _seam(stream, start + SIZE)) is not None:
        yield _part(begin, start, size=end - start, last=False, weight=end - start)
        start = end
    yield _part(begin, start, weight=size - start)


def _part(begin: Part, start: int, **more: Any) -> Part:
    """Return the part that starts there; the part at the beginning of the file needs no first line before it."""
    return evolve(begin, start=start, first=begin.first if start else b"", **more)


def _unpacked(stream: IO[bytes], first: bytes, begin: Part) -> Iterator[Part]:
    """Yield the parts of a compressed file with their bytes, because only one process can decompress it.

    If a part becomes too long, for example because of one very long line, the rest of the file is read with it, in
    constant memory.
    """
    start, weight = begin.start, 0
    lines, size, is_fresh = ([], 0, True) if start else ([first], len(first), first.endswith(b"\n"))
    try:
        pass_over(stream, max(0, start - len(first)))
        weight = (taken(stream) or 0) if start else 0
        while line := stream.readline(LINE_LIMIT):
            if size >= SIZE and is_fresh and _is_seam(line):
                now = taken(stream) or 0
                yield _part(begin, start, data=b"".join(lines), last=False, weight=now - weight)
                start, weight, lines, size = start + size, now, [], 0
            lines.append(line)
            size += len(line)
            is_fresh = line.endswith(b"\n")
            if size > SIZE + 2 * LINE_LIMIT:
                yield _part(begin, start, weight=begin.source.size - weight)
                return
    except UnreadableError as error:
        yield _part(begin, start, data=b"".join(lines), fault=error, weight=begin.source.size - weight)
        return
    yield _part(begin, start, data=b"".join(lines), weight=begin.source.size - weight)


def _seam(stream: IO[bytes], at: int) -> int | None:
    """Return the start of the first line after this byte that is a complete value; None if there is none.

    A value that spans several lines is not split.
    """
    stream.seek(at)
    fresh = False  # whether a line begins here
    while piece := stream.readline(LINE_LIMIT):
        if fresh and _is_seam(piece):
            return stream.tell() - len(piece)
        fresh = piece.endswith(b"\n")
    return None


def _is_seam(line: bytes) -> bool:
    return line.startswith(b"{") and not parse(line)[1]


def in_order(work: Callable[[Part], R], wanted: Iterable[Part], jobs: int) -> Generator[tuple[Part, R | None]]:
    """Yield the results of several processes in the order of the parts; None for parts that only this process can read.

    Raises:
        ClickException: a process was killed.
    """
    from concurrent.futures import ProcessPoolExecutor  # as slow to import as click
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
    """Set up another process with the same profiles and without interrupts.

    Ctrl-C reaches every process of a terminal; the main process ends the others.
    """
    use(profiles)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
