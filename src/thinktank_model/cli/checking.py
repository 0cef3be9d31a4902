"""Checks files: the problems to report with their places, and the number of valid records."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import define, field, frozen

from ..jsontext.content import Content
from ..jsontext.opening import UnreadableError
from ..jsontext.places import SourceMap
from ..problems.problem import Problem, Severity
from ..records.readers import Line, Reader, read_content
from ..rules.reading import Gathered, check_lines
from ..shapes.explain import Unknown
from .codes import in_family, severity_of
from .inputs import Source, is_workbook
from .output import FAILED, OK, PROBLEMS, Manner, Progress, advancing, say
from .packing import packed, unpacked
from .parts import Part, in_order, parts
from .profile import scope

if TYPE_CHECKING:
    from .resuming import State

__all__ = ["Checked", "Found", "Options", "Run"]


@frozen(kw_only=True)
class Options:
    """What to check and what to report.

    Attributes:
        select: codes, or families of them, to report; empty for all.
        ignore: codes, or families of them, not to report.
        verbose: whether infos are reported that `select` does not name.
        strict: whether warnings affect the exit code.
        unknown: what to do with unknown keys.
        today: the reference date of the rules.
        across: whether to run the rules across records: for each dataset (None), for all files as one (True), or not at all.
        limit: the maximum number of problems to report for a file; None for all.
        mapping: the meaning of sheets and columns of workbooks and tables; None if it is inferred.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    verbose: bool = False
    strict: bool = False
    unknown: Unknown = "error"
    today: datetime.date
    across: bool | None = None
    limit: int | None = None
    mapping: Mapping[str, Any] | None = None

    def reports(self, problem: Problem) -> bool:
        """Return whether this problem is reported."""
        selected = in_family(problem.code, self.select)
        if in_family(problem.code, self.ignore) or (self.select and not selected):
            return False
        return selected or self.verbose or problem.severity is not Severity.INFO

    def fails(self, severity: Severity) -> bool:
        """Return whether a reported problem of this severity affects the exit code."""
        return severity is Severity.ERROR or (self.strict and severity is Severity.WARNING)


class Found(NamedTuple):
    """A reported problem, with the bytes of its line or document and the offset in them."""

    problem: Problem
    text: bytes
    at: int | None


def _found(problems: Iterable[Problem], source: SourceMap | None) -> Iterator[Found]:
    for problem in problems:
        if source is None or problem.offset is None:
            yield Found(problem, b"", None)
        else:
            yield Found(problem, source.data, problem.offset - source.offset)


@define(eq=False)
class Checked:
    """A file that is being checked. Iterate over it for its problems; then the counts are final.

    Attributes:
        source: the file.
        valid: the number of records without a reported error.
        invalid: the number of records with one. Any other error (the file is not JSON, the metadata of the dataset) counts as
            one more, so that 0 means that there is no error.
        shown: the number of problems shown.
        hidden: the number of problems beyond the limit.
        fixable: the number of reported problems with a safe fix.
        fault: the reason if it could not be read.
        codes: how often each code was found.
        lines: the number of lines, if it is JSON Lines.
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
                yield from self._read(content, part)
                self.lines = content.ends
        except UnreadableError as error:
            self.invalid += self._has_error([error.problem])
            yield from _found(self._report([error.problem]), None)
        except (OSError, ImportError) as error:
            self.fault = getattr(error, "strerror", None) or str(error)

    def _report(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return the problems to show. All reported problems are counted."""
        reported = [problem for problem in problems if self.options.reports(problem)]
        self.codes.update([problem.code for problem in reported])
        self.fixable += len([problem for problem in reported if problem.fix is not None])
        shown = reported if self.options.limit is None else reported[: self.options.limit - self.shown]
        self.shown += len(shown)
        self.hidden += len(reported) - len(shown)
        return shown

    def _has_error(self, problems: Iterable[Problem]) -> bool:
        return any(problem.severity is Severity.ERROR and self.options.reports(problem) for problem in problems)

    def _read(self, content: Content, part: Part) -> Iterator[Found]:
        path, unknown = self.source.path, self.options.unknown
        reader = (
            _workbook(path, content, unknown, self.options.mapping)
            if is_workbook(path)
            else read_content(content, unknown, scope())
        )
        header_invalid = False
        advance = advancing(self.progress, content.stream)
        across = self.options.across is None
        for line, problems, is_across in check_lines(reader, self.options.today, across=across, scope=scope()):
            if is_across or line is None:
                yield from self._across(line, problems, reader, counted=line is None and header_invalid)
                continue
            if part.start and content.is_lines and line.number == 1:
                continue  # checked with the lines that follow it
            invalid = bool(problems) and self._has_error(problems)
            self.invalid += invalid
            self.valid += not line.is_header and not invalid
            header_invalid |= line.is_header and invalid
            if problems:
                yield from _found(self._report(problems), reader.text(line))
            self._met(line, reader)
            advance(len(line.raw))
        if not content.is_lines:
            self.progress.advance(self.source.size)

    def _met(self, line: Line, reader: Reader) -> None:
        """Called for each line that is read, for subclasses that store it."""

    def _across(
        self, owner: Line | None, problems: Sequence[Problem], reader: Reader, *, counted: bool
    ) -> Iterator[Found]:
        """Yield the problems of rules across records in one record or in the whole dataset.

        Parameters:
            owner: the line of the record.
            problems: the problems.
            reader: the reader of the line.
            counted: whether its record, or the dataset, is already counted as invalid.
        """
        if not counted and self._has_error(problems):
            self.invalid += 1
            self.valid -= owner is not None
        shown = self._report(problems)
        if shown:
            yield from _found(*reader.place(owner, shown))


def _workbook(path: str, content: Content, unknown: Unknown, mapping: Mapping[str, Any] | None) -> Reader:
    from .workbooks import workbook_reader  # imports the formats

    return workbook_reader(path, content, unknown, mapping)


# --- Several files as one dataset ---


@define(eq=False)
class _Joined(Checked):
    """One of several files that form one dataset. It is read before the rules across records run, and stores its problems.

    Attributes:
        dataset: the records of all files.
        readers: the file and the reader of each line with a record.
        found: its problems.
    """

    dataset: Gathered = field(kw_only=True)
    readers: dict[int, tuple[_Joined, Reader]] = field(kw_only=True)
    found: list[Found] = field(factory=list)

    def __iter__(self) -> Iterator[Found]:
        return iter(self.found)

    def read(self) -> None:
        """Read the file."""
        self.found = list(self._part(Part(self.source)))

    def _met(self, line: Line, reader: Reader) -> None:
        self.dataset.add(line, keep_raw=True)
        self.readers[id(line.record)] = self, reader


def _joined(sources: Iterable[Source], options: Options, progress: Progress) -> Iterator[Checked]:
    """Yield the files, checked as one dataset."""
    dataset = Gathered(scope=scope())
    readers: dict[int, tuple[_Joined, Reader]] = {}
    files = [_Joined(source, options, progress, dataset=dataset, readers=readers) for source in sources]
    for file in files:
        file.read()
    for owner, problems in dataset.across(options.today):
        if owner is None:
            files[0].found += _found(files[0]._report(problems), None)
        else:
            file, reader = readers[id(owner.record)]
            file.found += file._across(owner, problems, reader, counted=False)
    yield from files


# --- In several processes ---


class _Outcome(NamedTuple):
    """The result of checking a part, by another process or in an earlier run."""

    found: list[Found]
    valid: int
    invalid: int
    hidden: int
    fixable: int
    fault: str
    codes: Counter[str]
    lines: int


def _outcome(part: Part, options: Options) -> _Outcome:
    """Return the result of checking a part in another process."""
    checked = Checked(part.source, options, Progress())
    found = [_shortened(one) for one in checked._part(part)]
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


WINDOW: Final = 256  # bytes on either side of a problem; more than any format shows


def _shortened(found: Found) -> Found:
    """Return a problem with only the text around it that formats show."""
    problem, text, at = found
    if at is None:
        return found
    start = max(0, at - WINDOW)
    return Found(problem, text[start : at + WINDOW], at - start)


def _plain(outcome: _Outcome, part: Part, before: int) -> dict[str, Any]:
    """Return an outcome as plain data, its problems with their places in the source."""
    found = [(packed(part.placed(one, before)), text.decode("latin-1"), at) for one, text, at in outcome.found]
    return outcome._asdict() | {"found": found, "lines": outcome.lines - bool(part.first)}


def _from_plain(data: Mapping[str, Any]) -> _Outcome:
    found = [Found(unpacked(one), text.encode("latin-1"), at) for one, text, at in data["found"]]
    return _Outcome(**{**data, "found": found, "codes": Counter(data["codes"])})


@define(eq=False)
class _Shared(Checked):
    """A file that is checked in parts: by several processes, or so that another run can continue.

    Attributes:
        outcomes: the outcomes of all parts in order, starting with those of this file; None for a part that is not checked yet.
        state: stores the outcomes for later runs.
    """

    outcomes: Iterator[tuple[Part, _Outcome | None]] = field(kw_only=True)
    state: State | None = field(kw_only=True)

    def __iter__(self) -> Iterator[Found]:
        for part, given in self.outcomes:
            outcome = given if self.state is None else self._kept(part, given, self.state)
            yield from self._part(part) if outcome is None else self._taken(part, outcome)
            if part.last:
                return

    def _kept(self, part: Part, given: _Outcome | None, state: State) -> _Outcome | None:
        """Return the stored outcome of a part, or check it and store its outcome; None for a part that cannot be read again."""
        from .resuming import Stored

        if isinstance(part, Stored):
            return _from_plain(state.outcome(part))
        if not part.is_shareable:
            return None
        outcome = given or _outcome(part, self.options)
        if not outcome.fault:
            state.store(part, _plain(outcome, part, self.lines - bool(part.first)))
        return outcome

    def _taken(self, part: Part, outcome: _Outcome) -> Iterator[Found]:
        self.valid += outcome.valid
        self.invalid += outcome.invalid
        self.fixable += outcome.fixable
        self.codes += outcome.codes
        self.fault = self.fault or outcome.fault
        before = self.lines - bool(part.first)  # this line is counted with every part
        self.lines = before + outcome.lines
        room = len(outcome.found) if self.options.limit is None else self.options.limit - self.shown
        shown = outcome.found[:room]
        self.shown += len(shown)
        self.hidden += outcome.hidden + len(outcome.found) - len(shown)
        self.progress.advance(part.weight)
        for problem, text, at in shown:
            yield Found(part.placed(problem, before), text, at)


@define(eq=False)
class Run:
    """Checks several files in order; the counts are those of the finished files.

    Attributes:
        sources: the files.
        options: what to check and report.
        progress: the progress bar.
        manner: the style of text output.
        jobs: the number of processes.
        state: stores the outcomes, and has those of an earlier run.
        fixed: how often each code was fixed before the check; None without `--fix`.
        fixable: the number of problems with a safe fix.
        fault: whether a file could not be read.
    """

    sources: Iterable[Source]
    options: Options
    progress: Progress
    manner: Manner
    jobs: int = 1
    state: State | None = None
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
        if self.options.across:
            yield from _joined(self.sources, self.options, self.progress)
            return
        if self.jobs == 1 and self.state is None:
            for source in self.sources:
                yield Checked(source, self.options, self.progress)
            return
        sources, across = list(self.sources), self.options.across
        cut = parts if self.state is None else self.state.parts
        wanted = (part for source in sources for part in cut(source, keep_datasets=across is None))
        outcomes: Iterator[tuple[Part, _Outcome | None]] = ((part, None) for part in wanted)
        if self.jobs > 1:
            outcomes = in_order(partial(_outcome, options=self.options), wanted, self.jobs)
        for source in sources:
            yield _Shared(source, self.options, self.progress, outcomes=outcomes, state=self.state)

    @property
    def exit_code(self) -> int:
        """The exit code of the run."""
        if self.fault:
            return FAILED
        return PROBLEMS if any(self.options.fails(severity_of(code)) for code in self.codes) else OK
