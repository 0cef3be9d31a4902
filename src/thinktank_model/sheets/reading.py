"""Reads the records of workbooks, with their problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import evolve

from ..jsontext.limits import LIMITS, Limits
from ..model.scope import CORE_SCOPE, Scope
from ..problems.display import literal
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..records.readers import Line, Placed, RecordReader
from ..shapes.explain import Unknown
from ..tables.gather import from_tables
from .assembling import Assembler
from .codes import BESIDE_CELLS, HIDDEN_SHEET, MAPPING, NOTHING_RECOGNIZED
from .grid import Workbook
from .mapping import NO_MAPPING, MappingError, mapping_of, parse_mapping
from .own import own_sheets
from .plan import Plan
from .recognizing import recognize
from .regions import tables_on
from .unmapped import renamed, unused

__all__ = ["WorkbookReader"]

OF_IDS: Final = ("id.syntax", "id.wrong-type", "reference.wrong-type")  # codes about names that replace those about ids


def _beside(plan: Plan) -> Iterator[Problem]:
    """Yield what the rows of a sheet have beside their cells: nobody reads it."""
    kinds = (Phrase("comments on cells"), plan.grid.odd.comments), (Phrase("links behind cells"), plan.grid.odd.links)
    rows = {*plan.rows}
    for what, places in kinds:
        found = sorted([place for place in places if place[0] in rows])
        if found:
            said = BESIDE_CELLS(plan.grid.name, what=what, count=len(found))
            yield evolve(said, cell=plan.grid.address(*found[0]))


class WorkbookReader:
    """Iterates over the records of a workbook.

    Parameters:
        book: the workbook.
        unknown: as in `loads`.
        found: lists the problems of the workbook itself.
        limits: the maximum number of problems of a record.
        mapping: the mapping of its sheets and columns.
        is_lenient: whether a cell of a foreign workbook that is not understood goes into the notes of its record.
        scope: the records that there can be on the sheets that we write.
        hint: the name of the file of a table without a name.

    Attributes:
        is_known: whether any sheet is read.
        is_partial: whether an error of a row keeps only this row out: in workbooks of other people and in templates.
        mapping: the mapping that reads the same sheets in the same way.
    """

    def __init__(
        self,
        book: Workbook,
        unknown: Unknown,
        found: Listing,
        limits: Limits = LIMITS,
        *,
        mapping: Mapping[str, Any] | None = None,
        is_lenient: bool = True,
        scope: Scope = CORE_SCOPE,
        hint: str = "",
    ) -> None:
        said = NO_MAPPING
        try:
            said = parse_mapping(mapping or {}, scope)
        except MappingError as error:
            near = None if error.suggestion is None else literal(error.suggestion)
            found.add([MAPPING(reason=error.reason, suggestion=near)])
        is_mapped = not found.has_error
        plans, others, added = own_sheets(book, found, said, scope)
        said, problems = renamed(said, others)
        found.add(problems)
        known = [
            plan
            for grid in others
            for table, own in tables_on(grid, said.of(grid.name), scope)
            if (plan := recognize(table, found, own, scope, hint)) is not None
        ]
        found.add(unused(said, book.grids, [*plans, *known]))
        read = {plan.grid.name for plan in known}
        self.mapping: dict[str, Any] = mapping_of(known, [grid.name for grid in others if grid.name not in read], added)
        plans += known
        found.add(
            [
                evolve(HIDDEN_SHEET(plan.grid.name), cell=plan.grid.address(plan.first_head, None))
                for plan in {plan.grid.name: plan for plan in reversed(plans)}.values()
                if not plan.grid.visible
            ]
        )
        found.add([problem for plan in plans for problem in _beside(plan)])
        self.is_known: bool = bool(plans)
        self.is_partial: bool = is_mapped and not any([plan.is_ours for plan in plans])
        if not plans:
            found.add([NOTHING_RECOGNIZED()])
        assembler = Assembler(
            plans, found, is_1904=book.is_1904, is_lenient=is_lenient, values=said.values, scope=scope
        )
        tables = iter(assembler.tables())
        self._unknown = assembler.registry.unknown
        del assembler, plans, known, others, book  # they hold all cells, which may be most of the memory
        self._records = from_tables(tables, unknown, limits, found, scope=scope)
        self.records: RecordReader = self._records.records
        self.found: Listing = found

    def __iter__(self) -> Iterator[Line]:
        return _with_names(self._records, self._unknown)

    def text(self, _line: Line) -> None:
        """None: workbooks have no text."""
        return

    def place(self, line: Line | None, problems: Iterable[Problem]) -> Placed:
        """Add cells to problems that were found later."""
        return self._records.place(line, problems)


def _with_names(lines: Iterable[Line], unknown: Mapping[str, Problem]) -> Iterator[Line]:
    """Yield the lines of the reader of the tables, with problems about names in place of those about ids.

    Parameters:
        lines: the lines.
        unknown: the problems of unknown names, by cell.
    """
    for line in lines:
        named = line.problems if unknown else ()
        yield line._replace(problems=tuple([_of_name(problem, unknown) for problem in named])) if named else line


def _of_name(problem: Problem, unknown: Mapping[str, Problem]) -> Problem:
    """Return the problem, or the problem of the name that caused it."""
    said = unknown.get(problem.cell or "") if problem.code in OF_IDS else None
    if said is None:
        return problem
    return evolve(
        said, pointer=problem.pointer, record_id=problem.record_id, cell=problem.cell, heading=problem.heading
    )
