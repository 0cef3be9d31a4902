"""Checking of files: which problems are reported, where they are, and how many records are valid."""

from __future__ import annotations

import datetime
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import IO, NamedTuple, cast

from attrs import define, evolve, field, frozen

from ..jsontext.compressed import UnpackingError
from ..jsontext.parsing import parse
from ..jsontext.places import locate
from ..model.header import DatasetHeader
from ..model.index import Index
from ..model.union import Record
from ..problems.pointers import pointer_tokens
from ..problems.problem import Problem, Severity
from ..records.reading import Line, raw_lines
from ..rules import Context, check, position_of
from ..shapes.explain import Unknown
from .codes import in_family, severity_of
from .inputs import Content, Source, is_dataset, read_any
from .output import FAILED, OK, PROBLEMS, Manner, Progress, say
from .parts import Part, in_order, parts

__all__ = ["Checked", "Found", "Options", "Run"]


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
        selected = in_family(problem.code, self.select)
        if in_family(problem.code, self.ignore) or (self.select and not selected):
            return False
        return selected or self.verbose or problem.severity is not Severity.INFO

    def fails(self, severity: Severity) -> bool:
        """Whether a reported problem of this severity is a reason for the exit code."""
        return severity is Severity.ERROR or (self.strict and severity is Severity.WARNING)


class Found(NamedTuple):
    """A reported problem, and the text that it is in: the bytes of the line or document, and how far into them."""

    problem: Problem
    text: bytes
    at: int | None


@define(eq=False)
class Checked:
    """One file under way. Iterating gives its problems; after that the counts are final.

    Attributes:
        source: the file.
        valid: how many of its records have no error that is reported.
        invalid: how many have one. Whatever else is wrong (the file is no JSON, what the dataset says of itself) counts as
            one more, so that 0 means that there is no error.
        shown: how many problems were given.
        hidden: how many more there are, beyond the limit.
        fixable: how many of all that are reported have a safe fix.
        fault: why it could not be read, if so.
        codes: how often each code was found.
        lines: how many lines it has, if it is JSON Lines.
    """

    source: Source
    options: Options
    progress: Progress
    valid: int = 0
    invalid: int = 0
    shown: int = 0
    hidden: int = 0
    fixable: int = 0
    fault: str = ""
    codes: Counter[str] = field(factory=Counter)
    lines: int = 0

    def __iter__(self) -> Iterator[Found]:
        return self._part(Part(self.source))

    def _part(self, part: Part) -> Iterator[Found]:
        try:
            with part.open() as content:
                yield from self._lines(content, part) if content.is_lines else self._document(content)
                self.lines = content.ends
        except UnpackingError as error:
            self.invalid += self._has_error([error.problem])
            yield from [Found(problem, b"", None) for problem in self._report([error.problem])]
        except OSError as error:
            self.fault = error.strerror or str(error)

    def _report(self, problems: Iterable[Problem]) -> list[Problem]:
        """Those of the problems that are to be shown; all that are reported are counted."""
        reported = [problem for problem in problems if self.options.reports(problem)]
        self.codes.update([problem.code for problem in reported])
        self.fixable += len([problem for problem in reported if problem.fix is not None])
        shown = reported if self.options.limit is None else reported[: self.options.limit - self.shown]
        self.shown += len(shown)
        self.hidden += len(reported) - len(shown)
        return shown

    def _has_error(self, problems: Iterable[Problem]) -> bool:
        return any(problem.severity is Severity.ERROR and self.options.reports(problem) for problem in problems)

    def _across(
        self, header: DatasetHeader, records: Mapping[int, Record], elsewhere: Iterable[str]
    ) -> list[tuple[int | None, list[Problem]]]:
        """What the rules across records find, by the number of the record; None for what concerns no single one."""
        numbers, index = list(records), Index(records.values(), elsewhere)
        found: dict[int | None, list[Problem]] = {}
        for problem in check(Context(index, header, self.options.today, {})):
            position = position_of(index, problem)
            found.setdefault(None if position is None else numbers[position], []).append(problem)
        return sorted(found.items(), key=lambda item: -1 if item[0] is None else item[0])

    # --- A document ---

    def _document(self, content: Content) -> Iterator[Found]:
        data = content.read()
        text = data.removeprefix(BOM_UTF8)  # what places are counted in
        self.progress.advance(len(data))
        value, stopping = parse(data)
        if stopping:
            self.invalid = int(self._has_error(stopping))
            yield from [Found(problem, text, problem.offset) for problem in self._report(stopping)]
            return
        reading = read_any(value, self.options.unknown)
        found = list(reading.problems)
        if is_dataset(value) and self.options.across:
            records = dict(zip(reading.positions, reading.records, strict=True))
            for number, problems in self._across(reading.header or DatasetHeader(), records, reading.elsewhere):
                found += problems if number is None else [p.under(f"/records/{number}") for p in problems]
        listed = value.get("records") if is_dataset(value) else [value]
        total = len(listed) if isinstance(listed, list) else 0
        wrong = {_number(p) if is_dataset(value) else 0 for p in found if self._has_error([p])}
        self.invalid = len(wrong)
        self.valid = total - len(wrong - {None})
        for problem in locate(data, self._report(found)):
            yield Found(problem, text, problem.offset)

    # --- JSON Lines ---

    def _lines(self, content: Content, part: Part) -> Iterator[Found]:
        dataset: _Lines | None = None
        for text, line in raw_lines(cast("IO[bytes]", content), self.options.unknown, content.limits):
            if line.number == 1 and part.start:
                continue  # checked with the lines that follow it
            is_header = line.number == 1 and line.record is None and is_dataset(parse(text)[0])
            if is_header and self.options.across:
                dataset = _Lines(line.header or DatasetHeader())
            invalid = self._has_error(line.problems)
            self.invalid += invalid
            self.valid += not is_header and not invalid
            for problem in self._report(line.problems):
                at = None if problem.offset is None else problem.offset - line.offset
                yield Found(problem, text.removeprefix(BOM_UTF8), at)
            if dataset is not None:
                dataset.add(line, invalid)
            self.progress.advance(len(text))
        if dataset is not None:
            yield from self._across_lines(content, dataset)

    def _across_lines(self, content: Content, dataset: _Lines) -> Iterator[Found]:
        for number, problems in self._across(dataset.header, dataset.records, dataset.elsewhere):
            if self._has_error(problems) and number not in dataset.invalid:
                self.invalid += 1
                self.valid -= number is not None
            offset = dataset.offsets[number or 1]
            shown = self._report(problems)
            text = content.line_at(offset) if shown else b""
            for problem in locate(text, shown):
                at = problem.offset
                yield Found(evolve(problem, line=number or 1, offset=offset + (at or 0)), text, at)


@define(eq=False)
class _Lines:
    """The lines of a dataset, kept for the rules across records."""

    header: DatasetHeader
    records: dict[int, Record] = field(factory=dict)
    offsets: dict[int, int] = field(factory=dict)
    elsewhere: list[str] = field(factory=list)
    invalid: set[int | None] = field(factory=set)

    def add(self, line: Line, invalid: bool) -> None:
        self.offsets[line.number] = line.offset
        if line.record is not None:
            self.records[line.number] = line.record
        else:
            self.elsewhere += [problem.record_id for problem in line.problems if problem.record_id is not None]
        if invalid:
            self.invalid.add(None if line.number == 1 else line.number)


# --- In several processes ---


class _Outcome(NamedTuple):
    """What another process found in a part."""

    found: list[Found]
    valid: int
    invalid: int
    hidden: int
    fixable: int
    fault: str
    codes: Counter[str]
    lines: int


def _outcome(part: Part, options: Options) -> _Outcome:
    """The work of another process."""
    checked = Checked(part.source, options, Progress())
    found = list(checked._part(part))
    return _Outcome(
        found,
        checked.valid,
        checked.invalid,
        checked.hidden,
        checked.fixable,
        checked.fault,
        checked.codes,
        checked.lines,
    )


@define(eq=False)
class _Shared(Checked):
    """One file whose parts are checked by other processes.

    Attributes:
        outcomes: what they found in each part of each file, in order; those of this file come next.
    """

    outcomes: Iterator[tuple[Part, _Outcome | None]] = field(kw_only=True)

    def __iter__(self) -> Iterator[Found]:
        for part, outcome in self.outcomes:
            yield from self._part(part) if outcome is None else self._taken(part, outcome)
            if part.last:
                return

    def _taken(self, part: Part, outcome: _Outcome) -> Iterator[Found]:
        self.valid += outcome.valid
        self.invalid += outcome.invalid
        self.fixable += outcome.fixable
        self.codes += outcome.codes
        self.fault = self.fault or outcome.fault
        before = self.lines - bool(part.first)  # that line is counted with every part
        self.lines = before + outcome.lines
        room = len(outcome.found) if self.options.limit is None else self.options.limit - self.shown
        shown = outcome.found[:room]
        self.shown += len(shown)
        self.hidden += outcome.hidden + len(outcome.found) - len(shown)
        self.progress.advance(part.size or self.source.size - part.start)
        for problem, text, at in shown:
            yield Found(part.placed(problem, before), text, at)


def _number(problem: Problem) -> int | None:
    """The number of the record that a problem of a dataset document is in; None if it is in none."""
    first, second, *_ = (*pointer_tokens(problem.pointer), "", "")
    return int(second) if first == "records" and second else None


@define(eq=False)
class Run:
    """The checking of several files, one after another; the counts are those of the files that are done.

    Attributes:
        sources: the files.
        options: what to check and report.
        progress: is told how far the run has got.
        manner: how text is to look.
        jobs: how many processes share the work.
        fixed: how often each code was mended before the files were checked; None where nothing was to be mended.
        fixable: how many of the problems have a safe fix.
        fault: whether a file could not be read.
    """

    sources: Iterable[Source]
    options: Options
    progress: Progress
    manner: Manner
    jobs: int = 1
    fixed: Counter[str] | None = None
    fixable: int = 0
    valid: int = 0
    invalid: int = 0
    codes: Counter[str] = field(factory=Counter)
    fault: bool = False

    def __iter__(self) -> Iterator[Checked]:
        for checked in self._files():
            yield checked
            self.valid += checked.valid
            self.invalid += checked.invalid
            self.fixable += checked.fixable
            self.codes += checked.codes
            if checked.fault:
                self.fault = True
                say(f"{checked.source.path}: {checked.fault}")

    def _files(self) -> Iterator[Checked]:
        if self.jobs == 1:
            for source in self.sources:
                yield Checked(source, self.options, self.progress)
            return
        sources, across = list(self.sources), self.options.across
        wanted = (part for source in sources for part in parts(source, keep_datasets=across))
        outcomes = in_order(partial(_outcome, options=self.options), wanted, self.jobs)
        for source in sources:
            yield _Shared(source, self.options, self.progress, outcomes=outcomes)

    @property
    def exit_code(self) -> int:
        """The exit code that says how the run ended."""
        if self.fault:
            return FAILED
        return PROBLEMS if any(self.options.fails(severity_of(code)) for code in self.codes) else OK
