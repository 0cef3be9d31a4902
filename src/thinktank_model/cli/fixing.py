"""Mending of files: the safe fixes that problems carry, made in the text of a file, whose layout stays.

A fix is tried, never trusted. Those of errors are made first; what an error hid may then come to light. The others must leave
nothing worse: where a file has a problem afterwards that it did not have before, the fix that made it is taken back.
"""

from __future__ import annotations

import difflib
import io
import os
import re
import sys
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, NamedTuple, TypeAlias

from attrs import define, evolve, field, frozen

from ..jsontext.content import Content, is_dataset
from ..jsontext.edits import at_once, edited
from ..jsontext.files import Stamp, stamp, writing
from ..jsontext.parsing import parse
from ..problems.display import escape
from ..problems.pointers import pointer_tokens
from ..problems.problem import Fix, Problem, Severity
from ..shapes.migrations import declared, needs_steps
from .checking import Checked, Options
from .inputs import Source
from .output import FAILED, OK, PROBLEMS, Progress, is_terminal, painter, say, write, write_data

__all__ = ["Change", "Rewritten", "fixed", "fixing", "mended", "preview", "write_back"]

STYLES: Final = {"-": "red", "+": "green", "@": "cyan"}  # of the lines of a difference
PASSES: Final = 1000  # more than any file needs; a limit all the same
Change: TypeAlias = Callable[[Source, bytes, bool], tuple[bytes, Counter[str]]]
Unit: TypeAlias = int | None  # a line of JSON Lines, or a record of a dataset document; None for the rest of a document


@frozen
class Held(Source):
    """A source whose bytes are at hand.

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
    """A source and its bytes.

    Attributes:
        source: the source.
        state: the state in which its file was read.
        before: the bytes that were read.
        after: the bytes that are to be there.
    """

    source: Source
    state: Stamp
    before: bytes
    after: bytes


class _Change(NamedTuple):
    """A fix as it is to be made: on which part of a file, for a problem of which part."""

    unit: Unit
    fix: Fix
    problem: Problem
    found_in: Unit


def fixed(data: bytes, is_lines: bool, options: Options) -> tuple[bytes, Counter[str]]:
    """The bytes of a file with every safe fix made, and how often each code was mended.

    Parameters:
        data: the bytes of a document, or of JSON Lines.
        is_lines: which of the two they are.
        options: what is checked; only problems that they report are mended.
    """
    mending = _Mending(is_lines, options)
    return mending.run(data), mending.fixed


@define(eq=False)
class _Mending:
    """One file under way.

    Attributes:
        fixed: how often each code was mended.
        refused: fixes that would make something worse.
        at_most: how many fixes a part of the file gets at a time, where it is not known yet which of them that is.
    """

    is_lines: bool
    options: Options
    fixed: Counter[str] = field(factory=Counter)
    refused: set[tuple[Unit, Fix]] = field(factory=set)
    at_most: dict[Unit, int] = field(factory=dict)

    def run(self, data: bytes) -> bytes:
        found = self._check(data)
        for _ in range(PASSES):
            changes = self._choose(data, found)
            if not changes:
                break
            after = self._apply(data, changes)
            left = self._check(after)
            if self._is_better(changes, found, left):
                self.fixed.update([change.problem.code for change in changes])
                data, found = after, left
        return data

    def _check(self, data: bytes) -> list[Problem]:
        """Everything there is to say, reported or not."""
        everything = evolve(self.options, select=(), ignore=(), verbose=True, limit=None)
        return [found.problem for found in Checked(Held("", data=data, is_lines=self.is_lines), everything, Progress())]

    def _unit(self, problem: Problem) -> Unit:
        if self.is_lines:
            return problem.line
        first, second, *_ = (*pointer_tokens(problem.pointer), "", "")
        return int(second) if first == "records" and second.isdecimal() else None

    # --- Which fixes ---

    def _choose(self, data: bytes, found: Iterable[Problem]) -> list[_Change]:
        """The fixes to make next, those of errors before all others."""
        fixable = [problem for problem in found if problem.fix is not None and self.options.reports(problem)]
        if not fixable:
            return []
        parts = _Parts(data, self.is_lines)
        errors = [problem for problem in fixable if problem.severity is Severity.ERROR]
        return self._possible(parts, errors) or self._possible(parts, fixable)

    def _possible(self, parts: _Parts, problems: Iterable[Problem]) -> list[_Change]:
        by_unit: dict[Unit, list[_Change]] = {}
        for problem in problems:
            change = self._change(parts, problem)
            if change is not None and (change.unit, change.fix) not in self.refused and parts.takes(change):
                by_unit.setdefault(change.unit, []).append(change)
        chosen: list[_Change] = []
        for unit, changes in by_unit.items():
            together = at_once([change.fix for change in changes])
            wanted = set(together[: self.at_most.get(unit)])
            chosen += [change for change in changes if change.fix in wanted]
        return chosen

    def _change(self, parts: _Parts, problem: Problem) -> _Change | None:
        """The fix of a problem, placed; None where it is not certain which record it is for."""
        found_in = self._unit(problem)
        if problem.fix is None or problem.fix.record_id is None:
            return None if problem.fix is None else _Change(found_in, problem.fix, problem, found_in)
        unit = parts.units.get(problem.fix.record_id)
        if unit is None:
            return None
        fix = evolve(problem.fix, record_id=None)
        return _Change(unit, fix if self.is_lines else fix.under(f"/records/{unit}"), problem, found_in)

    # --- Making them ---

    def _apply(self, data: bytes, changes: Iterable[_Change]) -> bytes:
        by_unit: dict[Unit, dict[Fix, None]] = {}  # two problems of one text can have one fix
        for change in changes:
            by_unit.setdefault(change.unit if self.is_lines else None, {})[change.fix] = None
        if not self.is_lines:
            return _edited(data, by_unit[None])
        lines = data.split(b"\n")
        for number, fixes in by_unit.items():
            if number is not None:
                lines[number - 1] = _edited(lines[number - 1], fixes)
        return b"\n".join(lines)

    def _is_better(self, changes: list[_Change], before: Iterable[Problem], after: Iterable[Problem]) -> bool:
        """Whether the changes mended what they should and made nothing worse; if not, they are not made like this again."""
        stays = {(self._unit(problem), problem.code, problem.pointer) for problem in after}
        # what stands where an item was taken out is another one, which may have the problem too
        bad = {
            c.unit for c in changes if (c.found_in, c.problem.code, c.problem.pointer) in stays and c.fix.op != "remove"
        }
        if not any(change.problem.severity is Severity.ERROR for change in changes):
            had, has = self._count(before), self._count(after)
            worse = {unit for unit, codes in has.items() if codes - had.get(unit, Counter())}
            bad |= {change.unit for change in changes if not worse.isdisjoint((change.unit, change.found_in))}
            if worse and not bad:
                bad = {change.unit for change in changes}
        for unit in bad:
            fixes = {change.fix for change in changes if change.unit == unit}
            if len(fixes) == 1:
                self.refused.update([(unit, fix) for fix in fixes])
                self.at_most.pop(unit, None)
            else:
                self.at_most[unit] = len(fixes) // 2
        return not bad

    def _count(self, problems: Iterable[Problem]) -> Mapping[Unit, Counter[str]]:
        """How often each part of the file has each code, but for infos."""
        counted: dict[Unit, Counter[str]] = {}
        for problem in problems:
            if problem.severity is not Severity.INFO:
                counted.setdefault(self._unit(problem), Counter())[problem.code] += 1
        return counted


class _Parts:
    """The records of a file as plain values."""

    def __init__(self, data: bytes, is_lines: bool) -> None:
        self.values: dict[Unit, Any] = {}
        if is_lines:
            for number, line in enumerate(data.split(b"\n"), 1):
                if line.strip():
                    self.values[number] = parse(line, line=number)[0]
        else:
            value = parse(data)[0]
            records = value.get("records") if is_dataset(value) else None
            self.values = {None: value, **dict(enumerate(records if isinstance(records, list) else ()))}
        self.is_lines = is_lines
        ids = [(value.get("id"), unit) for unit, value in self.values.items() if isinstance(value, dict)]
        known = [(id, unit) for id, unit in ids if isinstance(id, str)]
        count = Counter([id for id, _ in known])
        self.units = {id: unit for id, unit in known if count[id] == 1}
        """Which record has an id that only one has."""

    def _is_laid_out_otherwise(self, unit: Unit) -> bool:
        """Whether a record has a layout that an older schema version had."""
        top = self.values.get(1 if self.is_lines else None)
        found = [self.values.get(unit), top if is_dataset(top) else None]
        return any([isinstance(value, dict) and needs_steps(declared(value)[0]) for value in found])

    def takes(self, change: _Change) -> bool:
        """Whether a record can have a fix.

        Pointers go into the newest layout, so one in an older layout cannot. Nor one in which something points to what the fix
        moves or takes out: a statement would be about something else.
        """
        if self._is_laid_out_otherwise(change.unit):
            return False
        if change.fix.op not in ("move", "remove"):
            return True
        value = self.values.get(change.unit)
        statements = value.get("statements") if isinstance(value, dict) else None
        skipped = 0 if self.is_lines or change.unit is None else 2  # /records/N
        place = pointer_tokens(change.fix.origin or change.fix.path)[skipped:]
        within = place if change.fix.op == "move" else place[:-1]
        for statement in statements if isinstance(statements, list) else ():
            named = statement.get("field") if isinstance(statement, dict) else None
            if not isinstance(named, str) or _tokens(named)[: len(within)] == within:
                return False
        return True


def _tokens(text: str) -> tuple[str, ...]:
    try:
        return pointer_tokens(text)
    except ValueError:
        return ()


def _edited(data: bytes, fixes: Iterable[Fix]) -> bytes:
    body = data.removeprefix(BOM_UTF8)
    return data[: len(data) - len(body)] + edited(body.decode(), fixes).encode()


# --- Files ---


def fixing(options: Options) -> Change:
    """The change that makes every safe fix of what these options report."""
    return lambda _source, data, is_lines: fixed(data, is_lines, options)


def mended(
    sources: Iterable[Source], change: Change, done: Counter[str], save: Callable[[Rewritten], None]
) -> Iterator[Source]:
    """The sources as they are after a change, one by one; one that cannot be read or saved says so as its fault.

    Parameters:
        sources: what to change.
        change: makes new bytes of those of a source, and says how often each code was mended.
        done: counts how often each code was mended in all of them.
        save: takes each source with its bytes.
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
            # a file can be read again; what came through a pipe is gone
            yield source if os.path.isfile(source.path) else Held(source.path, data=after, is_lines=is_lines)  # noqa: PTH113


def write_back(text: Rewritten) -> None:
    """Put the new bytes in place of the file, in one step, if they differ; those of standard input go to standard output.

    Raises:
        OSError: they cannot be written, or another program wrote the file since it was read.
    """
    path = text.source.path
    if path == "-":
        write_data(io.BytesIO(text.after))
    elif text.after != text.before:
        if not os.path.isfile(path):  # noqa: PTH113 - never raises
            raise OSError(None, "is no file that can be changed in place; give it as -", path)
        with writing(path, expected=text.state) as stream:
            stream.write(text.after)


def preview(sources: Iterable[Source], change: Change) -> int:
    """Show how the sources would change, and return the exit code that says whether they would."""
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
    say(f"{changed} file{'s' * (changed != 1)} would change")
    return FAILED if faults else PROBLEMS if changed else OK


def _show_difference(text: Rewritten) -> None:
    """Write the change of a file to standard output as a unified diff, which `patch` and `git apply` understand.

    On a terminal it has colours, and nothing in it is obeyed. Elsewhere bytes that are no UTF-8 go through as they are.
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
    """The lines of a text with their ends; the last one may have none."""
    return [line for line in re.split("(?<=\n)", data.decode(errors="surrogateescape")) if line]
