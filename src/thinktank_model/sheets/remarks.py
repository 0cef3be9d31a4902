"""Reports what was concluded from cells, and keeps for the notes of records what no column takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from ..model.scope import Scope
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..shapes.tree import Shape
from .block import Block
from .codes import ERROR_VALUE, KEPT_IN_NOTES, NO_VALUE, SEVERAL_OR_ONE, VALUE_IS
from .meaning import plain_text
from .parts import Part
from .plan import Plan
from .roles import is_naming
from .wording import advised, nameless

__all__ = ["Remarks"]


class Remarks:
    """Reports at cells.

    Parameters:
        found: lists the problems.
        is_lenient: whether a cell of a foreign workbook that is not understood goes into the notes of its record.
        scope: the records that there can be.
    """

    def __init__(self, found: Listing, scope: Scope, *, is_lenient: bool) -> None:
        self.found: Listing = found
        self.scope = scope
        self.is_lenient = is_lenient
        # the lines for the notes of records, by part and row of the sheet
        self._left: dict[tuple[int, str], dict[int, list[str]]] = {}

    def say(self, problem: Problem, part: Part, place: int, number: int | None) -> None:
        """Report a problem at a cell in the row of a record."""
        self.say_in(problem, part.plan, part.plan.rows[place], number)

    def say_in(self, problem: Problem, plan: Plan, row: int, number: int | None) -> None:
        """Report a problem at a cell in a row of a sheet."""
        head = None if number is None else plan.heads.get(number)
        self.found.add([evolve(problem, cell=plan.grid.address(row, number), heading=head)])

    def say_read_as(self, part: Part, number: int, place: int, text: str, value: str) -> None:
        """Report that only a part of a cell is its value, and keep the whole cell in the notes of the record."""
        self.note(part, number, place, text)
        said = Phrase("{value}, and the whole cell is kept in the notes of the record", value=value)
        self.say(VALUE_IS(text, what=said, count=1), part, place, number)

    def say_nothing(self, part: Part, number: int, said: Mapping[str, list[int]]) -> None:
        """Report once for a column which texts say that there is no value.

        Parameters:
            part: the part of the sheet.
            number: the column.
            said: the rows with each text.
        """
        for text, places in said.items():
            self.say(VALUE_IS(text, what=Phrase("no value"), count=len(places)), part, places[0], number)

    def doubt(self, part: Part, number: int, text: str, places: Sequence[int]) -> None:
        """Report that a cell may hold several names."""
        is_marked = bool({*";；"} & {*text})  # the column takes one name
        advice = Phrase("Write only one name.") if is_marked else Phrase("Put a semicolon between the names.")
        self.say(SEVERAL_OR_ONE(text, count=len(places), help=advice), part, places[0], number)

    # --- notes ---

    def leave(self, part: Part, shape: Shape, number: int, place: int, cell: Any) -> None:
        """Keep a cell that is not valid in its column in the notes of the record, and report it."""
        left = self.note(part, number, place, cell)
        self.say(advised(left, shape, part.table, part.plan.lang, self.scope), part, place, number)

    def note(self, part: Part, number: int, place: int, cell: Any) -> Problem:
        """Put a cell with its heading into the notes of the record, and return the problem that says so."""
        text = plain_text(cell).strip()
        heading = part.plan.heads.get(number, "").replace("\n", " ")
        key = part.beside(part.table.partition(".")[0])
        line = f"{heading}: {text}" if heading else text
        self._left.setdefault(key, {}).setdefault(part.plan.rows[place], []).append(line)
        return KEPT_IN_NOTES(text, column=heading)

    def put_notes(self, part: Part, block: Block) -> None:
        """Put cells that were not understood into the notes of the records."""
        left = self._left.get(part.key)
        if left is None:
            return
        name = f"notes@{part.plan.lang}"
        if name not in block.names:
            block.add(name, None, [None] * block.count)
        notes = block.cells[block.names.index(name)]
        for place, row in enumerate(part.plan.rows):
            if row in left:
                notes[place] = "\n".join([*([notes[place]] if notes[place] else []), *left[row]])

    # --- cells without a value, rows without a name ---

    def say_formulas(self, plan: Plan) -> None:
        """Report formulas without a value, and error values, in the columns of a sheet that are read."""
        help = Phrase("Open the file in a spreadsheet program, save it there, and read it again.")
        said = [(place, NO_VALUE(help=help)) for place in plan.grid.odd.bare]
        said += [(place, ERROR_VALUE(text)) for place, text in plan.grid.odd.errors.items()]
        rows = {*plan.rows, *plan.nameless}
        for (row, column), problem in sorted(said, key=lambda one: one[0]):
            if row in rows and column in plan.columns:
                self.say_in(problem, plan, row, column)

    def say_nameless(self, plan: Plan) -> None:
        """Report the rows that are not read, since nothing names their record, at the cell where the name belongs."""
        named = [number for number, role in plan.columns.items() if is_naming(role)]
        odd = plan.grid.odd.bare, plan.grid.odd.errors
        for row in plan.nameless:
            if not any([(row, number) in cells for number in named for cells in odd]):
                self.say_in(nameless(), plan, row, named[0])
