"""Checking of files: which problems are reported, where they are, and how many records are valid."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple, cast

from attrs import define, evolve, field, frozen

from ..dataset import Reading
from ..explain import Unknown
from ..index import Index
from ..jsontext import locate, parse
from ..model import DatasetHeader, Record
from ..problems import Problem, Severity, pointer_tokens
from ..records import all_lines, named
from ..rules import Context, check
from .inputs import Content, Source, is_dataset, read_any
from .output import Progress, say

__all__ = ["Checked", "Found", "Options", "Run"]

STEP = 2**20  # bytes between two looks at the progress bar


@frozen(kw_only=True)
class Options:
    """What to check and what to report.

    Attributes:
        select: codes, or families of them, to report; empty for all.
        ignore: codes, or families of them, not to report.
        verbose: whether infos are reported that `select` does not name.
        strict: whether warnings are a reason for the exit code.
        unknown: what to do with unknown keys.
        today: the reference date of the rules.
        across: whether the rules across records are asked for datasets.
        limit: how many problems to report a file; None for all.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    verbose: bool = False
    strict: bool = False
    unknown: Unknown = "error"
    today: datetime.date
    across: bool = True
    limit: int | None = None

    def reports(self, problem: Problem) -> bool:
        """Whether this problem is reported."""
        selected = _names(self.select, problem.code)
        if _names(self.ignore, problem.code) or (self.select and not selected):
            return False
        return selected or self.verbose or problem.severity is not Severity.INFO

    def fails(self, severity: Severity) -> bool:
        """Whether a reported problem of this severity is a reason for the exit code."""
        return severity is Severity.ERROR or (self.strict and severity is Severity.WARNING)


def _names(wanted: Iterable[str], code: str) -> bool:
    return any([code == name or code.startswith(name + ".") for name in wanted])


class Found(NamedTuple):
    """A reported problem, and the text that it is in: the bytes of the line or document, and how far into them."""

    problem: Problem
    text: bytes
    at: int | None


class Place(NamedTuple):
    """What counts as one: a record, or the part of a file around the records."""

    is_record: bool
    number: int


WHOLE = Place(False, 0)


@define(eq=False)
class Checked:
    """One file under way. Iterating gives its problems; after that the counts are final.

    Attributes:
        source: the file.
        valid: how many of its records have no error that is reported.
        invalid: how many have one. What is wrong outside the records (the file is no JSON, the dataset's description of
            itself is wrong) counts as one more.
        hidden: how many problems were not shown because there are too many.
        fault: why it could not be read, if so.
        codes: how often each code was found, by severity and code.
    """

    source: Source
    options: Options
    progress: Progress
    valid: int = 0
    invalid: int = 0
    hidden: int = 0
    fault: str = ""
    codes: Counter[tuple[Severity, str]] = field(factory=Counter)

    def __iter__(self) -> Iterator[Found]:
        try:
            with self.source.open() as content:
                yield from self._lines(content) if content.is_lines else self._document(content)
        except OSError as error:
            self.fault = error.strerror or str(error)
            say(f"{self.source.path}: {self.fault}")

    def _report(self, problems: Iterable[Problem]) -> list[Problem]:
        """Those of the problems that are to be shown; all that are reported are counted."""
        reported = [problem for problem in problems if self.options.reports(problem)]
        shown = sum(self.codes.values()) - self.hidden
        self.codes.update([(problem.severity, problem.code) for problem in reported])
        fitting = reported if self.options.limit is None else reported[: max(self.options.limit - shown, 0)]
        self.hidden += len(reported) - len(fitting)
        return fitting

    def _is_invalid(self, problems: Iterable[Problem]) -> bool:
        return any([problem.severity is Severity.ERROR and self.options.reports(problem) for problem in problems])

    # --- JSON Lines ---

    def _lines(self, content: Content) -> Iterator[Found]:
        header: DatasetHeader | None = None
        records: dict[int, Record] = {}
        offsets: dict[int, int] = {}
        invalid: set[int] = set()
        elsewhere: list[str] = []
        done = 0
        for line in all_lines(cast("IO[bytes]", content), self.options.unknown):
            if line.problems:
                for problem in self._report(line.problems):
                    yield Found(problem, content.last, None if problem.offset is None else problem.offset - line.offset)
                if self._is_invalid(line.problems):
                    self.invalid += 1
                    invalid.add(line.number)
            if line.header is not None:
                header = line.header
            elif line.record is not None:
                self.valid += line.number not in invalid
            if header is not None and self.options.across:
                offsets[line.number] = line.offset
                if line.record is not None:
                    records[line.number] = line.record
                else:
                    elsewhere += [problem.record_id for problem in line.problems if problem.record_id is not None]
            if content.done - done >= STEP:
                self.progress.advance(content.done - done)
                done = content.done
        if header is None or not self.options.across:
            return
        numbers = {record.id: number for number, record in records.items()}
        for number, problems in self._across(header, records.values(), elsewhere, numbers).items():
            if self._is_invalid(problems) and number not in invalid:
                self.invalid += 1
                self.valid -= number != 1
            shown = self._report(problems)
            text = content.line_at(offsets[number]) if shown else b""
            for problem in locate(text, shown):
                at = problem.offset
                yield Found(evolve(problem, line=number, offset=offsets[number] + (at or 0)), text, at)

    def _across(
        self, header: DatasetHeader, records: Iterable[Record], elsewhere: Iterable[str], numbers: dict[str, int]
    ) -> dict[int, list[Problem]]:
        """What the rules across records find, by the number of the record; what concerns none of them stands under 1."""
        found: dict[int, list[Problem]] = {}
        context = Context(Index(records, elsewhere), header, self.options.today, {})
        for problem in check(context):
            found.setdefault(numbers.get(problem.record_id or "", 1), []).append(problem)
        return dict(sorted(found.items()))
