"""What the command reads: files, folders, pipes and standard input, as documents or as lines."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Final, cast

from attrs import evolve, frozen

from ..dataset.collection import Dataset, Reading, read_lines, read_value
from ..jsontext.compressed import UnpackingError, opened, plain_name
from ..jsontext.files import LINE_ENDINGS
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.parsing import parse
from ..jsontext.places import locate
from ..model.union import RECORD
from ..records.reading import named
from ..shapes.annotations import shape_of
from ..shapes.codec import read
from ..shapes.explain import Unknown
from .output import printable

__all__ = ["Content", "Source", "is_dataset", "read_any", "read_dataset", "read_document", "sources"]

ENDINGS: Final = (".json", *LINE_ENDINGS)
GLANCE: Final = 2**12  # bytes of the second line; how it begins is enough
SPOOL: Final = 16 * 2**20  # bytes of a piped dataset that are held in memory, not on disk


@frozen
class Source:
    """One thing to read.

    Attributes:
        path: its path; `-` is standard input.
        fault: why it cannot be read, where that is known already.
        limits: what is read of it at most.
    """

    path: str
    fault: str = ""
    limits: Limits = LIMITS

    @property
    def name(self) -> str:
        """The path as JSON and the like can hold it."""
        return printable(self.path)

    @property
    def size(self) -> int:
        """Its size in bytes, as far as that is known beforehand; that of a compressed file is not."""
        if plain_name(self.path) != self.path:
            return 0
        try:
            return os.stat(self.path).st_size
        except OSError:
            return 0

    @contextlib.contextmanager
    def open(self) -> Iterator[Content]:
        """Its content.

        Raises:
            OSError: it cannot be read.
            UnpackingError: it is compressed, and there is a limit or damage in what was unpacked.
        """
        if self.fault:
            raise OSError(None, self.fault, self.path)
        if self.path == "-":
            if sys.stdin is None:
                raise OSError(None, "there is no standard input", self.path)
            yield from _content(self, sys.stdin.buffer, regular=False)
            return
        try:
            with opened(self.path, self.limits) as stream:
                yield from _content(self, stream, regular=_can_be_read_twice(stream))
        except ImportError as error:
            raise OSError(None, str(error), self.path) from None


def _can_be_read_twice(stream: IO[bytes]) -> bool:
    """Whether it is a regular file, and not unpacked on the way."""
    return stream.seekable() and stat.S_ISREG(os.fstat(stream.fileno()).st_mode)


def sources(paths: Iterable[str], limits: Limits = LIMITS) -> Iterator[Source]:
    """The files named by these paths: a folder stands for the `.json`, `.jsonl` and `.ndjson` files anywhere below it.

    Hidden files and folders are passed over, and compressed files in folders; the order is that of the names.
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
                yield Source(str(Path(folder, name)))
    for fault in faults:
        yield Source(fault.filename, fault.strerror or "cannot be read")
    if empty and not faults:
        yield Source(top, f"there is no file below that ends in {', '.join(ENDINGS)}")


class Content:
    """The bytes of a source.

    Attributes:
        is_lines: whether it is JSON Lines; else it is one JSON document.
        ends: how many line ends were read.
        limits: what is to be read of it at most.
    """

    def __init__(self, stream: IO[bytes], is_lines: bool, limits: Limits, head: bytes = b"") -> None:
        self.limits = limits
        self._stream = stream
        self._head = io.BytesIO(head)
        self.is_lines = is_lines
        self.ends = 0

    def readline(self, size: int = -1) -> bytes:
        """The next line, or as much of it as the size allows."""
        line = self._head.readline(size)
        if not line.endswith(b"\n"):
            line += self._stream.readline(size - len(line) if size >= 0 else size)
        self.ends += line.endswith(b"\n")
        return line

    def read(self) -> bytes:
        """Everything that is left."""
        return self._head.read() + self._stream.read()

    def line_at(self, offset: int) -> bytes:
        """The line that starts at this byte. Lines that hold a dataset can be read a second time."""
        self._stream.seek(offset)
        return self._stream.readline(self.limits.line)


def _content(source: Source, stream: IO[bytes], *, regular: bool) -> Iterator[Content]:
    """The content of a stream; its kind is told by the ending of its path, else by what it holds."""
    path, limits = plain_name(source.path), source.limits
    if regular and path.endswith(ENDINGS):
        yield Content(stream, path.endswith(LINE_ENDINGS), limits)
        return
    head, first, second = _head(stream, limits.line)
    is_lines = path.endswith(LINE_ENDINGS) or (not path.endswith(".json") and _are_lines(first, second))
    if regular:
        stream.seek(0)
        yield Content(stream, is_lines, limits)
    elif is_lines and is_dataset(parse(first)[0]):  # its records are looked at twice
        import shutil  # seldom needed, and with all that they bring along slow to import
        import tempfile

        with tempfile.SpooledTemporaryFile(SPOOL) as copy:
            copy.write(head)
            shutil.copyfileobj(stream, copy)
            copy.seek(0)
            yield Content(cast("IO[bytes]", copy), is_lines, limits)
    else:
        yield Content(stream, is_lines, limits, head)


def _head(stream: IO[bytes], limit: int) -> tuple[bytes, bytes, bytes]:
    """What had to be read to know the first line that is not blank and how the second begins, and these."""
    head = b""
    found: list[bytes] = []
    while len(found) < 2 and len(head) < limit and (line := stream.readline(GLANCE if found else limit)):
        head += line
        if not line.isspace():
            found.append(line.strip())
    first, second, *_ = (*found, b"", b"")
    return head, first, second


def _are_lines(first: bytes, second: bytes) -> bool:
    """Whether text that begins so is JSON Lines: the first line is complete, and more follows or it can only be a header."""
    value, problems = parse(first)
    if not second:
        return is_dataset(value) and "records" not in value
    return not problems or (first[:1] == b"{" and first[-1:] == b"}" and second[:1] == b"{")


# --- Whole datasets ---


def is_dataset(value: Any) -> bool:
    """Whether a plain JSON value is a dataset document, or the first line of one, and not a record."""
    return isinstance(value, dict) and value.get("type") == "dataset"


def read_any(value: Any, unknown: Unknown) -> Reading:
    """Read the plain value of a document, a dataset or a single record. Pointers go into it; nothing has its line yet."""
    if is_dataset(value):
        return read_value(value, unknown)
    record, problems = read(shape_of(RECORD), value, unknown)
    dataset = None if record is None else Dataset(records=(record,))
    return Reading(dataset, named(problems, value), None, () if record is None else (record,), (), ())


def read_dataset(path: str, unknown: Unknown) -> Reading:
    """Read a file of any kind as one dataset; a single record is a dataset of one.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with Source(path).open() as content:
            if content.is_lines:
                return read_lines(cast("IO[bytes]", content), unknown)
            return read_document(content, unknown)
    except UnpackingError as error:
        return Reading(None, (error.problem,), None, (), (), ())


def read_document(content: Content, unknown: Unknown) -> Reading:
    """Read a document, a dataset or a single record, as one dataset."""
    data = content.read()
    value, problems = parse(data)
    if problems:
        return Reading(None, problems, None, (), (), ())
    reading = read_any(value, unknown)
    return reading._replace(problems=locate(data, reading.problems))
