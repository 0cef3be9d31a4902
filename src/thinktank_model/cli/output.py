"""The output of the command: data to standard output as UTF-8, messages and progress to standard error."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any, Final, NamedTuple, TypeAlias

from ..jsontext.compressed import taken
from ..jsontext.shown import escape_json
from ..jsontext.system import is_closed_pipe
from ..problems.display import escape
from ..problems.problem import Problem
from ..problems.translations import Phrase, translation
from .languages import language

__all__ = [
    "CLOSED_PIPE",
    "FAILED",
    "INTERRUPTED",
    "OK",
    "PROBLEMS",
    "ClosedPipeError",
    "Manner",
    "OutputError",
    "Paint",
    "Progress",
    "advancing",
    "is_terminal",
    "painter",
    "plain",
    "printable",
    "program_version",
    "progress",
    "say",
    "standard_output",
    "told",
    "write",
    "write_aside",
    "write_data",
]

OK: Final = 0  # nothing wrong
PROBLEMS: Final = 1  # the data has problems
FAILED: Final = 2  # the command could not run
INTERRUPTED: Final = 130  # Ctrl-C, 128 + SIGINT as shells say it
CLOSED_PIPE: Final = 141  # closed pipe, 128 + SIGPIPE, as in shells

PIECE: Final = 2**16  # bytes that are copied at a time
PROGRESS_FROM: Final = 20 * 2**20  # bytes; smaller inputs need no bar
PROGRESS_STEP: Final = 2**20  # bytes between two updates


def program_version() -> str:
    """Return the version of the installed package; 0 if it is not installed."""
    from importlib import metadata  # as slow to import as click

    try:
        return metadata.version("thinktank-model")
    except metadata.PackageNotFoundError:
        return "0"


class ClosedPipeError(Exception):
    """The reader of standard output has closed the pipe."""


class OutputError(Exception):
    """Standard output cannot be written for another reason: a full disk, a closed file."""


class _Descriptor(io.RawIOBase):
    """The file descriptor of standard output. After its first failure it discards what is still in buffers."""

    def __init__(self) -> None:
        self.failed = False
        self._raw = open(
            1, "wb", buffering=0, closefd=False
        )  # also a Windows console, which has its own way of taking text

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._raw.isatty()

    def fileno(self) -> int:
        return self._raw.fileno()

    def write(self, data: Any) -> int | None:
        if self.failed:
            return len(data)
        try:
            return self._raw.write(data)
        except OSError as error:
            self.failed = True
            if is_closed_pipe(error):
                raise ClosedPipeError from None
            raise OutputError(error.strerror) from None


@contextlib.contextmanager
def standard_output() -> Iterator[None]:
    """Make `sys.stdout` write UTF-8 whatever the locale, raise the errors above, and flush at the end.

    Raises:
        OutputError: there is no standard output.
    """
    before = sys.stdout
    try:
        descriptor = _Descriptor()
    except OSError as error:
        raise OutputError(error.strerror) from None
    stream = io.TextIOWrapper(io.BufferedWriter(descriptor), "utf-8", "backslashreplace", newline="\n")
    sys.stdout = stream
    try:
        yield
        stream.flush()
    except BaseException:
        descriptor.failed = True
        raise
    finally:
        sys.stdout = before


def write(text: str) -> None:
    """Write data to standard output and flush it."""
    sys.stdout.write(text)
    sys.stdout.flush()


def say(message: str) -> None:
    """Write a message to standard error; a `Phrase` is translated. A failure is ignored."""
    if isinstance(message, Phrase):
        message = translation(language())(message)
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(f"thinktank-model: {escape(message)}", file=sys.stderr, flush=True)


def told(problem: Problem) -> str:
    """Return a problem as one line in the language of this run."""
    lang = language()
    place, _, message = str(problem).partition(f"{problem.severity} {problem.code} ")
    record = message.removesuffix(problem.message)
    return f"{place}{translation(lang)(problem.severity.value)} {problem.code} {record}{problem.message_in(lang)}"


def write_aside(text: str) -> None:
    """Write further text to standard error if standard output is for other data."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(text, end="", file=sys.stderr, flush=True)


def write_data(stream: IO[bytes]) -> None:
    """Write a stream to standard output unchanged; on a terminal, with control characters as JSON escapes."""
    if is_terminal(sys.stdout):
        write(escape_json(stream.read().decode("utf-8", "backslashreplace")))
    else:
        while piece := stream.read(PIECE):
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()


def is_terminal(stream: io.TextIOBase | Any) -> bool:
    """Return whether the stream is a terminal."""
    return stream is not None and stream.isatty()


# --- Text that a terminal would not obey ---


def printable(path: str) -> str:
    """Return a path that can be written as UTF-8, with other bytes escaped."""
    return path.encode("utf-8", "backslashreplace").decode()


# --- Colours ---

Paint: TypeAlias = Callable[[str, str], str]
"""Text and the name of a style to the text in that style."""


def plain(text: str, _style: str) -> str:
    """Return the text without colours."""
    return text


class Manner(NamedTuple):
    """The style of text output.

    Attributes:
        paint: the function that colours text.
        lang: the language of messages.
        source: whether to show the source line of each problem.
        statistics: whether to show how often each code was found.
    """

    paint: Paint = plain
    lang: str = "en"
    source: bool = False
    statistics: bool = False


def painter() -> Paint:
    """Return the function that colours standard output: without effect if it is not a terminal or NO_COLOR is set."""
    if not is_terminal(sys.stdout):
        return plain
    from rich.color import ColorSystem
    from rich.console import Console
    from rich.style import Style

    console = Console(file=sys.stdout)
    if (
        console.no_color or console.color_system is None or console.legacy_windows
    ):  # it would show colours as characters
        return plain
    return lambda text, style: Style.parse(style).render(text, color_system=ColorSystem.STANDARD)


# --- Progress ---


class Progress:
    """The progress of a long run. This base class shows nothing."""

    def advance(self, count: int) -> None:
        """Advance by a number of bytes."""

    def hidden(self) -> contextlib.AbstractContextManager[None]:
        """Run a block that writes to standard output, which may be the same terminal, without the bar."""
        return contextlib.nullcontext()


@contextlib.contextmanager
def progress(total: int, quiet: bool = False) -> Iterator[Progress]:
    """Show a progress bar for this many bytes on standard error, if that is a terminal, the work is long and `quiet` is false."""
    if quiet or total < PROGRESS_FROM or not is_terminal(sys.stderr):
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn(), "left")
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        class Shown(Progress):
            waiting = 0

            def advance(self, count: int) -> None:
                self.waiting += count
                if self.waiting >= PROGRESS_STEP:
                    bar.advance(task, self.waiting)
                    self.waiting = 0

            @contextlib.contextmanager
            def hidden(self) -> Iterator[None]:
                bar.stop()
                yield
                bar.start()

        yield Shown()


def advancing(bar: Progress, stream: object) -> Callable[[int], None]:
    """Return a function that advances the bar by bytes of a stream; for a compressed file, by the compressed bytes that were read."""
    if taken(stream) is None:
        return bar.advance
    before = 0

    def advance(_: int) -> None:
        nonlocal before
        now = taken(stream) or 0
        if now > before:
            bar.advance(now - before)
            before = now

    return advance
