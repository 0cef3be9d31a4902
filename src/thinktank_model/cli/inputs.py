"""The input of the command: files, folders, pipes and standard input, as documents or as lines."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

from attrs import evolve, frozen

from ..jsontext.compressed import opened, plain_name
from ..jsontext.content import ENDINGS, Content, content_of, open_content
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.opening import TOO_LARGE, UnreadableError, standard_input
from ..sheets.endings import ENDINGS as WORKBOOKS
from ..sheets.endings import TABLES
from .output import printable

__all__ = ["Source", "is_same", "is_workbook", "sources", "standard_source"]


@frozen
class Source:
    """A file or stream to read.

    Attributes:
        path: its path; `-` is standard input.
        fault: the reason if it cannot be read.
        limits: how much of it is read.
        regular: whether it must be a regular file, as for files found in a folder; else it may be a pipe.
    """

    path: str
    fault: str = ""
    limits: Limits = LIMITS
    regular: bool = False

    @property
    def name(self) -> str:
        """The path as valid Unicode text."""
        return printable(self.path)

    @property
    def size(self) -> int:
        """Its size in bytes, if it is known before reading; for a compressed file the compressed size."""
        try:
            return os.stat(self.path).st_size
        except OSError:
            return 0

    @contextlib.contextmanager
    def open(self) -> Iterator[Content]:
        """Open its content.

        Raises:
            OSError: it cannot be read.
            UnreadableError: it is compressed, and damaged or over a limit.
        """
        if self.fault:
            raise OSError(None, self.fault, self.path)
        try:
            with self._content() as content:
                yield content
        except ImportError as error:
            raise OSError(None, str(error), self.path) from None
        except UnreadableError as error:
            if error.problem.code != TOO_LARGE.name:
                raise
            raise OSError(None, error.problem.message, self.path) from None  # it is treated as missing

    @contextlib.contextmanager
    def stream(self) -> Iterator[IO[bytes]]:
        """Open its decompressed bytes, to be read once.

        Raises:
            OSError: it cannot be read.
        """
        try:
            with (
                contextlib.nullcontext(standard_source()) if self.path == "-" else opened(self.path, self.limits) as one
            ):
                yield one
        except ImportError as error:
            raise OSError(None, str(error), self.path) from None

    def _content(self) -> AbstractContextManager[Content]:
        if self.path == "-":
            return content_of(standard_source(), self.path, self.limits, regular=False)
        return open_content(self.path, self.limits, regular=self.regular)


def standard_source() -> IO[bytes]:
    """Return standard input as a source.

    Raises:
        OSError: there is no standard input.
    """
    if sys.stdin is None:
        raise OSError(None, "there is no standard input", "-")
    return standard_input(sys.stdin.buffer)


def sources(paths: Iterable[str], limits: Limits = LIMITS) -> Iterator[Source]:
    """Yield the files named by these paths: a folder stands for the `.json`, `.jsonl` and `.ndjson` files anywhere below it.

    Hidden files and folders are skipped, and so are compressed files in folders. The order is that of the names.
    """
    for path in paths:
        if path == "-" or not os.path.isdir(path):  # noqa: PTH112 - never raises
            yield Source(path, limits=limits)
        else:
            yield from [evolve(source, limits=limits) for source in _folder(path)]


def _folder(top: str) -> Iterator[Source]:
    faults: list[OSError] = []
    empty = True
    for folder, folders, names in os.walk(top, onerror=faults.append):
        folders[:] = sorted([name for name in folders if not name.startswith(".")])
        for name in sorted(names):
            if name.endswith(ENDINGS) and not name.startswith("."):
                empty = False
                yield Source(str(Path(folder, name)), regular=True)
    for fault in faults:
        yield Source(fault.filename, fault.strerror or "cannot be read")
    if empty and not faults:
        yield Source(top, f"there is no file below that ends in {', '.join(ENDINGS)}")


def is_workbook(path: str) -> bool:
    """Return whether a file is a workbook or a table by its name."""
    return plain_name(path).lower().endswith((*WORKBOOKS, *TABLES))


def is_same(one: str, other: str) -> bool:
    """Return whether two paths refer to the same file; never for standard input and output."""
    if "-" in (one, other):
        return False
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 - never raises for a name that is no path
    except OSError:  # one of them does not exist
        return os.path.realpath(one) == os.path.realpath(other)
