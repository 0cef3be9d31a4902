"""Finds the programme of rows that name none: the only one of the workbook, or a new one with the title of the members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import evolve

from ..shapes.tree import ObjectOf
from .codes import IN_PROGRAM, MADE_PROGRAM, SKIPPED_TEXT
from .human import shape_of_table
from .meaning import plain_text
from .parts import Part
from .plan import Plan
from .registry import Registry
from .remarks import Remarks
from .titles import title_of

__all__ = ["Programs"]

LINKED: Final = ("event", "output")  # the classes of records that can name several programmes
PROGRAM: Final = "program_id"
PROGRAMS: Final = "program_ids"


class Programs:
    """The programmes of the rows that name none.

    Parameters:
        remarks: reports which programme rows are put into.
        registry: the records of the workbook.
    """

    def __init__(self, remarks: Remarks, registry: Registry) -> None:
        self._remarks = remarks
        self._registry = registry
        self._of: dict[tuple[int, str], str] = {}  # by part

    def of(self, part: Part) -> tuple[str, str | list[str]] | None:
        """Return the column and the value of the programme of the rows of a part; None if they name theirs, or need none."""
        program = self._of.get(part.key)
        if program is None:
            return None
        return (PROGRAM, program) if self._lacks_one(part) else (PROGRAMS, [program])

    def find(
        self, mains: Sequence[Part], plans: Sequence[Plan], ids: Mapping[tuple[int, str], Sequence[str | None]]
    ) -> None:
        """Set the programme of rows without one: the only programme of the workbook, or a new one with the title of the members."""
        parts = [part for part in mains if not part.plan.is_ours]
        there = [known for part in mains if part.table == "program" for known in ids[part.key] if known]
        used: dict[int, tuple[int, int]] = {}  # the title of a sheet that is the name of a programme
        for part in parts:
            if not self._lacks_one(part):
                continue
            if len(there) != 1:
                name, at = title_of(part.plan)
                if at is None and not part.plan.rows:
                    continue  # no members, and no name for their programme
                where = part.address(0, None) if at is None else part.plan.grid.address(*at)
                there = [self._registry.new("program", name, where)]
                self._remarks.found.add([evolve(MADE_PROGRAM(name, record_id=there[0]), cell=where)])
                if at is not None:
                    used[id(part.plan.grid)] = at
                self._of[part.key] = there[0]
            else:
                self._link(part, there[0])
        if len(there) == 1 and self._of:
            for part in parts:
                self._link(part, there[0])
        for plan in plans:
            for row, column in plan.titles:
                if used.get(id(plan.grid)) != (row, column):
                    text = SKIPPED_TEXT(plain_text(plan.grid.rows[row][column]))
                    self._remarks.found.add([evolve(text, cell=plan.grid.address(row, column))])

    def _lacks_one(self, part: Part) -> bool:
        """Return whether the records of a part belong to one programme, and no column names it."""
        shape = shape_of_table(part.table, self._remarks.scope)
        field = shape.fields.get(PROGRAM) if isinstance(shape, ObjectOf) else None
        return field is not None and field.required and part.column(PROGRAM) is None

    def _link(self, part: Part, program: str) -> None:
        """Put the rows of a sheet into the only programme of the workbook, if they name none."""
        is_open = part.table in LINKED and part.table == part.plan.table and part.column(PROGRAMS) is None
        if part.plan.rows and part.key not in self._of and (is_open or self._lacks_one(part)):
            self._of[part.key] = program
            name = self._registry.directory.name_of(program) or program
            self._remarks.say(IN_PROGRAM(part.plan.grid.name, name=name, count=len(part.plan.rows)), part, 0, None)
