"""The state file of `validate --resume`: the results of a long run, so that a later run continues from there.

The file has a line with the options of the run, and then one line for each finished part: a checksum and JSON. Lines
are only appended, and a line counts when it is complete, so nothing is lost when a run is interrupted. A data file
whose size or time has changed is read again.
"""

from __future__ import annotations

import datetime
import json
import os
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final

import click
from attrs import asdict, define, frozen

from ..jsontext import system
from ..jsontext.files import Stamp, stamp, writing
from ..jsontext.limits import Limits
from ..jsontext.opening import open_binary
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..shapes.migrations import SCHEMA_VERSION
from .inputs import Source
from .output import program_version
from .parts import Part, parts
from .profile import names

__all__ = ["State", "Stored", "asked", "resuming"]

KIND: Final = "thinktank-model validate state"
HEAD: Final = 2**20  # the maximum bytes of the first line
NAMES: Final = {"limit": "max_problems", "across": "cross_record"}  # the names of the options on the command line
SYNC: Final = 1.0  # seconds between two syncs of the file to disk


@frozen
class Stored(Part):
    """A part that an earlier run has checked.

    Attributes:
        place: the offset of its line in the state file.
    """

    place: int = 0

    @property
    def is_shareable(self) -> bool:
        """Never shareable: nothing remains to be done."""
        return False

    def placed(self, problem: Problem, before: int) -> Problem:  # noqa: ARG002 - as a part that was not placed before
        """Return the problem unchanged, because its place is known."""
        return problem


@define
class _Done:
    """The finished parts of one file.

    Attributes:
        stamp: the state of the file when it was checked.
        parts: its parts.
        next: the start of the next part; None after the last.
    """

    stamp: list[int]
    parts: list[Stored]
    next: int | None


class State:
    """The state file, open and locked.

    Parameters:
        path: its path.
        handle: its handle.
    """

    def __init__(self, path: str, handle: int) -> None:
        self.path = path
        self._file = os.fdopen(handle, "r+b", buffering=0, closefd=False)
        self._synced = time.monotonic()
        self._done: dict[str, _Done] = {}
        self._stamps: dict[str, Stamp] = {}

    def read(self) -> dict[str, Any]:
        """Read the finished parts, remove an incomplete last line, and return the options of the run.

        Raises:
            ValueError: it is not a state file.
        """
        place = 0
        with open(self.path, "rb") as stream:
            head = _row(stream.readline(HEAD))
            if head.get("type") != KIND:
                raise ValueError(self.path)
            place = stream.tell()
            while row := _row(stream.readline()):
                self._know(row, place)
                place = stream.tell()
        self._file.truncate(place)
        self._file.seek(place)
        return head

    def _know(self, row: Mapping[str, Any], place: int) -> None:
        path, start = row["path"], row["start"]
        if start == 0:
            self._done[path] = _Done(row["stamp"], [], 0)
        done = self._done[path]
        done.parts.append(Stored(Source(path), start, last=row["last"], weight=row["weight"], place=place))
        done.next = row["next"]

    def parts(self, source: Source, *, keep_datasets: bool) -> Iterator[Part]:
        """Yield the parts of a file: the finished ones, and those that remain to be checked."""
        now = Stamp()
        with suppress(OSError):  # the reader reports the reason
            now = stamp(source.path)
        self._stamps[source.path] = now
        done = self._done.get(source.path)
        if done is None or done.stamp != list(now):
            yield from parts(source, keep_datasets=keep_datasets)
            return
        yield from done.parts
        if done.next is not None:
            yield from parts(source, keep_datasets=keep_datasets, start=done.next)

    def outcome(self, part: Stored) -> dict[str, Any]:
        """Return the stored outcome of a part."""
        with open(self.path, "rb") as stream:
            stream.seek(part.place)
            found: dict[str, Any] = _row(stream.readline())["outcome"]
            return found

    def store(self, part: Part, outcome: Mapping[str, Any]) -> None:
        """Store the outcome of a part at once.

        Parameters:
            part: the part.
            outcome: plain data.

        Raises:
            OSError: the file cannot be written.
        """
        size = part.size if part.data is None else len(part.data)
        row = {
            "path": part.source.path,
            "stamp": self._stamps[part.source.path],
            "start": part.start,
            "next": None if part.last else part.start + (size or 0),
            "last": part.last,
            "weight": part.weight,
            "outcome": outcome,
        }
        try:
            left = memoryview(_line(row))
            while left:
                left = left[self._file.write(left) :]
            if time.monotonic() >= self._synced + SYNC:
                self.sync()
        except OSError as error:
            error.filename = self.path
            raise

    def sync(self) -> None:
        """Sync the stored outcomes to disk."""
        os.fsync(self._file.fileno())
        self._synced = time.monotonic()


def asked(options: Any, limits: Limits) -> dict[str, Any]:
    """Return the options that affect the result, as plain data: a run continues only with the same options."""
    listed = {NAMES.get(key, key): value for key, value in asdict(options).items() if key != "strict"}
    more = {"limits": limits, "profiles": names(), "version": program_version(), "schema": SCHEMA_VERSION}
    plain: dict[str, Any] = json.loads(json.dumps({"type": KIND, **listed, **more}, default=str))
    return plain


@contextmanager
def resuming(path: str, wanted: Mapping[str, Any], *, any_day: bool) -> Iterator[tuple[State, datetime.date]]:
    """Open or create the state file, and yield it with the reference date of its runs.

    Parameters:
        path: the file.
        wanted: the options of this run.
        any_day: whether the reference date may be that of the first run.

    Raises:
        UsageError: the file is not a state file, is in use, or belongs to a run with other options.
        OSError: it cannot be read or written.
    """
    if not os.path.exists(path):  # noqa: PTH110 - never raises
        with writing(path) as stream:
            stream.write(_line(wanted))
    with open_binary(path, regular=True):  # it refuses folders, pipes and devices
        handle = os.open(path, os.O_RDWR | system.BINARY)
    try:
        with suppress(OSError):  # a file system without locks
            try:
                system.lock(handle)
            except BlockingIOError:
                raise click.UsageError(
                    Phrase("{path} is in use by another run; wait for it, or name another file", path=path)
                ) from None
        state = State(path, handle)
        try:
            before = state.read()
            day = datetime.date.fromisoformat(before["today"])
        except ValueError:
            raise click.UsageError(
                Phrase(
                    "{path} is not a state file of validate and was not changed; name a new file with --resume",
                    path=path,
                )
            ) from None
        _check(path, before, wanted, "today" if any_day else "")
        yield state, day
        state.sync()
    finally:
        os.close(handle)  # this releases the lock


def _check(path: str, before: Mapping[str, Any], wanted: Mapping[str, Any], free: str) -> None:
    for key, value in wanted.items():
        if before.get(key) != value and key != free:
            raise click.UsageError(
                f"{path} is of a run with {key} {json.dumps(before.get(key))}, and this one has {json.dumps(value)};"
                " use the same options, or name a new file with --resume"
            )


def _line(row: Mapping[str, Any]) -> bytes:
    """Return a line of the file: a checksum of the content, and the content."""
    text = json.dumps(row).encode()
    return b"%08x %b\n" % (zlib.crc32(text), text)


def _row(line: bytes) -> dict[str, Any]:
    """Return the content of a line of the file; empty if the line is incomplete."""
    text = line[9:-1]
    if line != b"%08x %b\n" % (zlib.crc32(text), text):
        return {}
    found: dict[str, Any] = json.loads(text)
    return found
