"""Applies safe fixes to files (`dataset/mending.py`), and writes them back or shows the difference."""

from __future__ import annotations

import difflib
import io
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple, TypeAlias

from attrs import evolve, frozen

from ..dataset.mending import mend
from ..jsontext.content import Content
from ..jsontext.files import Stamp, stamp, writing
from ..jsontext.limits import LIMITS, Limits
from ..problems.display import escape
from ..problems.problem import Problem
from ..problems.translations import Phrase
from .checking import Checked, Options
from .inputs import Source
from .output import FAILED, OK, PROBLEMS, Progress, is_terminal, painter, say, write, write_data

__all__ = ["Change", "Rewritten", "fixed", "fixing", "mended", "preview", "write_back"]

STYLES: Final = {"-": "red", "+": "green", "@": "cyan"}  # of the lines of a diff
Change: TypeAlias = Callable[[Source, bytes, bool], tuple[bytes, Counter[str]]]


@frozen
class Held(Source):
    """A source with its bytes in memory.

    Attributes:
        data: the bytes.
        is_lines: whether they are JSON Lines.
    """

    data: bytes = b""
    is_lines: bool = False

    @contextmanager
    def open(self) -> Iterator[Content]:
        yield Content(io.BytesIO(self.data), self.is_lines, self.limits)


class Rewritten(NamedTuple):
    """A source with its old and new bytes.

    Attributes:
        source: the source.
        state: the state of its file when it was read.
        before: the old bytes.
        after: the new bytes.
    """

    source: Source
    state: Stamp
    before: bytes
    after: bytes


def fixed(data: bytes, is_lines: bool, options: Options, limits: Limits = LIMITS) -> tuple[bytes, Counter[str]]:
    """Return the bytes of a file with all safe fixes applied, and how often each code was fixed.

    Parameters:
        data: the bytes of a document, or of JSON Lines.
        is_lines: which of the two they are.
        options: the options of the check; only problems that they report are fixed.
        limits: the limits for reading the file.
    """
    everything = evolve(options, select=(), ignore=(), verbose=True, limit=None)

    def check(data: bytes) -> list[Problem]:
        source = Held("", data=data, is_lines=is_lines, limits=limits)
        return [found.problem for found in Checked(source, everything, Progress())]

    return mend(data, is_lines, check, options.reports)


# --- Files ---


def fixing(options: Options) -> Change:
    """Return the change that applies all safe fixes of problems that these options report."""
    return lambda source, data, is_lines: fixed(data, is_lines, options, source.limits)


def mended(
    sources: Iterable[Source], change: Change, done: Counter[str], save: Callable[[Rewritten], None]
) -> Iterator[Source]:
    """Yield the changed sources one by one. A source that cannot be read or saved has a fault.

    Parameters:
        sources: the sources to change.
        change: a function that returns the new bytes of a source, and how often each code was fixed.
        done: counts how often each code was fixed in all of them.
        save: a function that saves a source.
    """
    for source in sources:
        try:
            state = stamp(source.path)
            with source.open() as content:
                is_lines, before = content.is_lines, content.read()
            after, codes = change(source, before, is_lines)
            save(Rewritten(source, state, before, after))
        except OSError as error:
            yield evolve(source, fault=error.strerror or str(error))
        else:
            done.update(codes)
            # a file can be read again, a pipe cannot
            again = Held(source.path, data=after, is_lines=is_lines, limits=source.limits)
            yield source if os.path.isfile(source.path) else again  # noqa: PTH113


def write_back(text: Rewritten) -> None:
    """Write the new bytes of a file atomically if they differ. For standard input they go to standard output.

    Raises:
        OSError: they cannot be written, or another program has written the file since it was read.
    """
    path = text.source.path
    if path == "-":
        write_data(io.BytesIO(text.after))
    elif text.after != text.before:
        if not os.path.isfile(path):  # noqa: PTH113 - never raises
            raise OSError(None, "is not a file that can be changed in place; give it as -", path)
        with writing(path, expected=text.state) as stream:
            stream.write(text.after)


def preview(sources: Iterable[Source], change: Change) -> int:
    """Show the changes of the sources, and return the exit code: 1 if there are any."""
    changed = faults = 0

    def show(text: Rewritten) -> None:
        nonlocal changed
        if text.after != text.before:
            changed += 1
            _show_difference(text)

    for source in mended(sources, change, Counter(), show):
        if source.fault:
            faults += 1
            say(f"{source.path}: {source.fault}")
    say(Phrase("{count} {count:file|files} would change", count=changed))
    return FAILED if faults else PROBLEMS if changed else OK


def _show_difference(text: Rewritten) -> None:
    """Write the change of a file to standard output as a unified diff, which `patch` and `git apply` understand.

    On a terminal it has colours, and control characters are escaped. Elsewhere bytes that are not UTF-8 are kept.
    """
    name = escape(text.source.path)
    seen, paint = is_terminal(sys.stdout), painter()
    for line in difflib.unified_diff(_lines(text.before), _lines(text.after), name, name):
        if seen:
            write(paint(escape(line.rstrip("\n")), STYLES.get(line[0], "")) + "\n")
        else:
            whole = line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
            write_data(io.BytesIO(whole.encode(errors="surrogateescape")))


def _lines(data: bytes) -> list[str]:
    """Return the lines of a text with their endings; the last one may have none."""
    return [line for line in re.split("(?<=\n)", data.decode(errors="surrogateescape")) if line]
