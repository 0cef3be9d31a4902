"""Applies the safe fixes of problems to the text of a file, and keeps its layout.

A fix is tried, never trusted. Fixes of errors are applied first, since an error may hide other problems. A fix must not
add problems: if the file has a new problem afterwards, the fix is undone.
"""

from __future__ import annotations

import datetime
import io
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from attrs import define, evolve, field

from ..jsontext.content import Content, content_of, is_dataset
from ..jsontext.edits import at_once, edited
from ..jsontext.limits import LIMITS
from ..jsontext.parsing import parse
from ..model.scope import CORE_SCOPE, Scope
from ..problems.pointers import pointer_tokens
from ..problems.problem import Fix, Problem, Severity
from ..problems.report import Report
from ..records.readers import read_content
from ..records.single import utf8
from ..shapes.explain import Unknown
from ..shapes.migrations import declared, needs_steps
from .validation import problems_of_reader

__all__ = ["apply_fixes"]

PASSES: Final = 1000  # a limit that no real file reaches
Unit: TypeAlias = int | None  # a line of JSON Lines, or a record of a dataset document; None for the rest of a document
Check: TypeAlias = Callable[[bytes], list[Problem]]


def apply_fixes(
    data: bytes | str, *, unknown: Unknown = "error", today: datetime.date | None = None
) -> tuple[bytes, Report]:
    """Return the text with all safe fixes applied, and the report of the remaining problems.

    Only the fixed values change; every other byte is kept. A fix that would cause another problem is not applied.

    Parameters:
        data: a record or a dataset document as JSON text, or JSON Lines.
        unknown: as in `loads`.
        today: as in `Dataset.check`.

    >>> data, report = apply_fixes('{"type": "person", "id": "person:a", "names": [{"value": "Bell  Labs"}]}')
    >>> data.decode(), report.ok
    ('{"type": "person", "id": "person:a", "names": [{"value": "Bell Labs"}]}', True)
    """
    return fixes_applied(data, unknown, today, CORE_SCOPE)


def fixes_applied(
    data: bytes | str, unknown: Unknown, today: datetime.date | None, scope: Scope
) -> tuple[bytes, Report]:
    """Return the same for the records of any scope."""
    text = utf8(data)
    with content_of(io.BytesIO(text), "", LIMITS, regular=False) as content:
        is_lines = content.is_lines

    def check(data: bytes) -> list[Problem]:
        reader = read_content(Content(io.BytesIO(data), is_lines, LIMITS), unknown, scope)
        return list(problems_of_reader(reader, today))

    better, _ = mend(text, is_lines, check)
    return better, Report(check(better))


def mend(
    data: bytes, is_lines: bool, check: Check, reports: Callable[[Problem], bool] = lambda _problem: True
) -> tuple[bytes, Counter[str]]:
    """Return the bytes of a file with all safe fixes applied, and how often each code was fixed.

    Parameters:
        data: the bytes of a document, or of JSON Lines.
        is_lines: whether they are JSON Lines.
        check: a function that finds all problems of such bytes.
        reports: a function that returns whether to fix a problem.
    """
    mending = _Mending(is_lines, check, reports)
    return mending.run(data), mending.fixed


class _Change(NamedTuple):
    """A fix with the part of the file that it changes, and the part that its problem is about."""

    unit: Unit
    fix: Fix
    problem: Problem
    found_in: Unit


@define(eq=False)
class _Mending:
    """A file that is being fixed.

    Attributes:
        is_lines: whether it is JSON Lines; else it is a document.
        check: a function that finds all problems of the bytes of a file.
        reports: a function that returns whether to fix a problem.
        fixed: how often each code was fixed.
        refused: fixes that would cause other problems.
        at_most: the maximum number of fixes in a part of the file at a time, while it is unknown which of them causes a problem.
    """

    is_lines: bool
    check: Check
    reports: Callable[[Problem], bool]
    fixed: Counter[str] = field(factory=Counter)
    refused: set[tuple[Unit, Fix]] = field(factory=set)
    at_most: dict[Unit, int] = field(factory=dict)

    def run(self, data: bytes) -> bytes:
        found = self.check(data)
        for _ in range(PASSES):
            changes = self._choose(data, found)
            if not changes:
                break
            after = self._apply(data, changes)
            left = self.check(after)
            if self._is_better(changes, found, left):
                self.fixed.update([change.problem.code for change in changes])
                data, found = after, left
        return data

    def _unit(self, problem: Problem) -> Unit:
        if self.is_lines:
            return problem.line
        first, second, *_ = (*pointer_tokens(problem.pointer), "", "")
        return int(second) if first == "records" and second.isdecimal() else None

    # --- Which fixes ---

    def _choose(self, data: bytes, found: Iterable[Problem]) -> list[_Change]:
        """Return the fixes to apply next, those of errors first."""
        fixable = [problem for problem in found if problem.fix is not None and self.reports(problem)]
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
        """Return the fix of a problem with its part of the file; None if the record is not certain."""
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
        by_unit: dict[Unit, dict[Fix, None]] = {}  # two problems of one text can have the same fix
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
        """Return whether the changes fixed their problems and caused no others; if not, they are not tried again in this combination."""
        stays = {(self._unit(problem), problem.code, problem.pointer) for problem in after}
        # after an item is removed, the next item is at its place, and may have the same problem
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
        """Return how often each part of the file has each code, without infos."""
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
        """Return whether a record has the layout of an older schema version."""
        top = self.values.get(1 if self.is_lines else None)
        found = [self.values.get(unit), top if is_dataset(top) else None]
        return any([isinstance(value, dict) and needs_steps(declared(value)[0]) for value in found])

    def takes(self, change: _Change) -> bool:
        """Return whether a record can have a fix.

        Pointers refer to the newest layout, so a record in an older layout cannot. Nor can one with a pointer to a part that the fix
        moves or removes, since a statement would then be about something else.
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
