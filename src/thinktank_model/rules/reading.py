"""Collects the records of a dataset from a reader, and runs the rules across them."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from ..model.header import DatasetHeader
from ..model.index import Index
from ..model.scope import CORE_SCOPE, Scope
from ..model.union import Record
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..records.readers import Line
from . import Context, check, position_of

__all__ = ["Gathered", "Step", "check_lines", "collector_paused", "gather"]


class Gathered:
    """The records and problems of a dataset that was read.

    Attributes:
        header: its metadata; None if it has an error.
        lines: the lines of the records that could be read, without their problems and bytes.
        elsewhere: the ids of records that could not be read; empty for an unknown id.
        found: the problems, if they were kept.
        scope: the known record classes.
    """

    def __init__(self, found: Listing | None = None, scope: Scope = CORE_SCOPE) -> None:
        self.scope: Scope = scope
        self.header: DatasetHeader | None = DatasetHeader()
        self.lines: list[Line] = []
        self.elsewhere: list[str] = []
        self.found: Listing = found or Listing()

    @property
    def records(self) -> tuple[Record, ...]:
        """The records that could be read, in their order."""
        return tuple([line.record for line in self.lines if line.record is not None])

    @property
    def has_error(self) -> bool:
        """Whether one of the problems is an error."""
        return self.found.has_error

    @property
    def problems(self) -> list[Problem]:
        """The problems that are listed."""
        return self.found.problems

    def add(self, line: Line, *, keep_raw: bool = False) -> None:
        """Add the next line of a reader.

        Parameters:
            line: the line.
            keep_raw: whether to keep its bytes, for a line that cannot be read again.
        """
        if line.is_header:
            self.header = line.header
        elif line.record is None:
            self.elsewhere.append(line.problems[0].record_id or "")
        elif not (line.problems or line.raw):
            self.lines.append(line)
        else:
            self.lines.append(Line(line.number, line.offset, line.record, raw=line.raw if keep_raw else b""))

    def across(
        self, today: datetime.date | None = None, texts: Mapping[str, str] | None = None
    ) -> Iterator[tuple[Line | None, list[Problem]]]:
        """Yield the problems of the rules across records: first those of the whole dataset, then record by record.

        Parameters:
            today: the reference date; by default the current date.
            texts: the texts of sources by source id, as far as they are available.
        """
        index = Index(self.records, self.elsewhere)
        found: dict[int, list[Problem]] = {}
        context = Context(index, self.header or DatasetHeader(), today or datetime.date.today(), texts or {})
        for problem in check(context, self.scope.rules):
            position = position_of(index, problem)
            found.setdefault(-1 if position is None else position, []).append(problem)
        for position, problems in sorted(found.items()):
            yield None if position < 0 else self.lines[position], problems


def gather(lines: Iterable[Line], found: Listing | None = None, scope: Scope = CORE_SCOPE) -> Gathered:
    """Read all records of a reader, with their problems.

    Parameters:
        lines: the reader.
        found: lists the problems; by default all of them.
        scope: the record classes that the reader knows.
    """
    gathered = Gathered(found, scope)
    with collector_paused():
        for line in lines:
            if line.problems:
                gathered.found.add(line.problems)
            gathered.add(line)
    return gathered


class Step(NamedTuple):
    """A step in checking a source.

    Attributes:
        line: the line or record; None for the whole dataset.
        problems: its problems.
        is_across: whether the problems are of rules across records, which the reader still has to place.
    """

    line: Line | None
    problems: Sequence[Problem]
    is_across: bool = False


def check_lines(
    reader: Iterable[Line], today: datetime.date | None = None, *, across: bool = True, scope: Scope = CORE_SCOPE
) -> Iterator[Step]:
    """Check the lines of a reader, and then the rules across the records of a dataset. All checking of sources is done here.

    Parameters:
        reader: the reader.
        today: the reference date of the rules; by default the current date.
        across: whether to run the rules across the records of a dataset.
        scope: the record classes that the reader knows.
    """
    gathered: Gathered | None = None
    for line in reader:
        if line.is_header and across:
            gathered = Gathered(scope=scope)
        if gathered is not None:
            gathered.add(line)
        yield Step(line, line.problems)
    if gathered is not None:
        for owner, problems in gathered.across(today):
            yield Step(owner, problems, True)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector while many records are made or written.

    Records are trees, so it finds nothing among them. Afterwards it is on again if it was on before.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
