"""Reads our workbooks with their hidden sheet, including columns and sheets that people have added, renamed or removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from attrs import evolve

from ..model.header import DatasetHeader
from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.patterns import pattern
from ..problems.problem import Problem
from ..problems.translations import LANGUAGES, Phrase
from ..tables.codes import DUPLICATE_HEADING
from ..values.folding import folded
from .codes import COLUMN_IS, LEFT_OF_EXAMPLE, MISSING_COLUMN, MISSING_SHEET, SHEET_IS, SKIPPED_COLUMN, SKIPPED_TEXT
from .examples import Example
from .grid import Grid, Workbook, is_filled, rows_with_values
from .headings import heading
from .human import keys_of, shape_of_table
from .mapping import SheetMapping, WorkbookMapping
from .marker import LISTS, MARKER, VERTICAL, Marks, marks_in
from .meaning import plain_text
from .plan import HEAD_ROWS, Plan, Role
from .roles import called, read_heading
from .rows import nameless_in, notes_in

__all__ = ["Own", "own_sheets"]

SHEETS: Final = 1024  # whose headings are kept

_TAGGED: Final = pattern(r"(.*\S) *\(([A-Za-z]{2,8}(?:-[A-Za-z0-9]+)*)\)")


class Own(NamedTuple):
    """The plan for reading one of our workbooks.

    Attributes:
        plans: the plans for reading its sheets.
        others: the sheets that are not ours.
        added: for each sheet, the meaning of columns that people have added, by heading, in the form of mappings.
    """

    plans: list[Plan]
    others: list[Grid]
    added: dict[str, dict[str, str]]


class _Sheet(NamedTuple):
    """One of our sheets, and its row of headings."""

    title: str
    grid: Grid
    head: int


def own_sheets(book: Workbook, found: Listing, said: WorkbookMapping, scope: Scope = CORE_SCOPE) -> Own:
    """Return the sheets of a workbook of ours, and those that its hidden sheet does not know.

    Changes that affect reading are reported.

    Parameters:
        book: the workbook.
        found: lists the problems.
        said: the mapping of added columns, and of sheets that are not to be read as ours.
    """
    hidden = [grid for grid in book.grids if grid.name == MARKER]
    if not hidden:
        return Own([], book.grids, {})
    marks = marks_in(hidden[0].rows)
    grids = [grid for grid in book.grids if grid.name not in (MARKER, LISTS)]
    sheets = {grid.name: sheet for grid in grids if (sheet := _known(grid, marks, said.of(grid.name))) is not None}
    for grid in grids:
        if grid.name not in sheets:
            free = [title for title in marks.tables if title not in {sheet.title for sheet in sheets.values()}]
            renamed = _renamed(grid, free, marks) if said.of(grid.name).table is None else None
            if renamed is not None:
                sheets[grid.name] = renamed
                found.add([evolve(SHEET_IS(grid.name, what=renamed.title), cell=grid.address(renamed.head, None))])
    if not marks.examples:
        gone = set(marks.tables).difference([sheet.title for sheet in sheets.values()])
        found.add([MISSING_SHEET(title) for title in marks.tables if title in gone])
    readers = {
        grid.name: _Reader(sheets[grid.name], marks, found, said.of(grid.name), scope)
        for grid in grids
        if grid.name in sheets
    }
    return Own(
        [reader.plan() for reader in readers.values()],
        [grid for grid in grids if grid.name not in sheets],
        {name: reader.added for name, reader in readers.items() if reader.added},
    )


def _known(grid: Grid, marks: Marks, said: SheetMapping) -> _Sheet | None:
    """Return a sheet that still has its name and some of its headings."""
    if grid.name not in marks.tables or said.table is not None:
        return None
    return _with_head(grid, grid.name, marks)[0]


def _renamed(grid: Grid, free: Sequence[str], marks: Marks) -> _Sheet | None:
    """Return the sheet that a person has renamed: the only one with all of these headings."""
    meant = [_with_head(grid, title, marks) for title in free]
    whole = [sheet for sheet, is_whole in meant if sheet is not None and is_whole]
    return whole[0] if len(whole) == 1 else None


def _with_head(grid: Grid, title: str, marks: Marks) -> tuple[_Sheet | None, bool]:
    """Return a sheet with the row that has most of its headings, and whether it has all of them."""
    if marks.tables[title] in VERTICAL and grid.rows:
        grid = grid.turned()
    wanted = {folded(text) for sheet, text in marks.columns if sheet == title}
    most = head = 0
    for number, row in enumerate(grid.rows[:HEAD_ROWS]):
        count = len(wanted & {folded(plain_text(cell)) for cell in row if is_filled(cell)})
        if count > most:
            most, head = count, number
        if most == len(wanted):
            break
    return (_Sheet(title, grid, head) if most else None), most == len(wanted)


class _Reader:
    """Reads the headings of a sheet.

    Attributes:
        added: the meaning of columns that people have added, by heading, in the form of mappings.
    """

    def __init__(self, sheet: _Sheet, marks: Marks, found: Listing, said: SheetMapping, scope: Scope) -> None:
        self.scope = scope
        self.title, self.grid, self.head = sheet
        self.table = marks.tables[self.title]
        self.lang = marks.lang
        self.example = marks.examples.get(self.title)
        self.found = found
        self.said = said.columns
        self.heads = {
            n: plain_text(cell).strip() for n, cell in enumerate(self.grid.rows[self.head]) if is_filled(cell)
        }
        self.marked = {
            text: Role(table or self.table, key)
            for (title, text), (table, key) in marks.columns.items()
            if title == self.title
        }
        self.added: dict[str, str] = {}

    def plan(self) -> Plan:
        """Return the plan of the sheet."""
        columns = self.columns()
        rows = rows_with_values(self.grid.rows, self.head + 1)
        if self.example is not None:
            texts = {number: text for number, head in self.heads.items() if (text := self.example.get(head))}
            rows = self.without_example(Example(texts, columns, self.scope), rows)
        notes: list[int] = []
        if self.table == DatasetHeader.type:
            rows, beside = rows[:1], rows[1:]
            for row in beside:
                self.say(self.beside(row), row, None)
        else:
            ids = next((number for number, role in columns.items() if role == Role(self.table, "id")), None)
            notes = notes_in(self.grid, rows, ids)
            rows = [row for row in rows if row not in notes]
        for row in (*range(self.head), *notes):
            for number, cell in enumerate(self.grid.rows[row]):
                if is_filled(cell):
                    self.say(SKIPPED_TEXT(plain_text(cell)), row, number)
        for number, problem in self.skipped(columns, rows):
            self.found.add([evolve(problem, cell=self.grid.column_address(number))])
        is_ours = self.example is None
        heads = {number: self.heads[number] for number in columns}
        nameless = set() if is_ours else set(nameless_in(self.grid, columns, rows))
        return Plan(
            self.grid,
            self.table,
            [row for row in rows if row not in nameless],
            columns,
            self.lang,
            is_ours,
            (),
            heads,
            self.head,
            self.head,
            is_known=True,
            nameless=tuple(sorted(nameless)),
        )

    def beside(self, row: int) -> Problem:
        """Return the problem of a column beside the only one that describes the dataset."""
        count = sum([is_filled(cell) for cell in self.grid.rows[row]])
        advice = Phrase("Delete it, or write its values in the column of the values.")
        return SKIPPED_COLUMN(self.grid.address(row, None), count=count, help=advice)

    def without_example(self, example: Example, rows: Sequence[int]) -> list[int]:
        """Return the rows without the example, and take out and report what is left of it in other rows."""
        kept = [row for row in rows if not example.is_whole(self.grid.rows[row])]
        left = {row: found for row in kept if (found := example.left_in(self.grid.rows[row]))}
        for row, numbers in left.items():
            for number in numbers:
                said = LEFT_OF_EXAMPLE(example.texts[number])
                self.found.add([evolve(said, cell=self.grid.address(row, number), heading=self.heads[number])])
        if left:
            cells = [
                [None if number in left.get(place, ()) else cell for number, cell in enumerate(row)]
                for place, row in enumerate(self.grid.rows)
            ]
            self.grid = self.grid._replace(rows=cells)
        return kept

    def columns(self) -> dict[int, Role]:
        """Return the meaning of the columns: those that we wrote, then those that people have added."""
        alike = {folded(text): role for text, role in self.marked.items()}
        columns: dict[int, Role] = {}
        for meant in (self.marked.get, lambda text: alike.get(folded(text))):
            for number, text in self.heads.items():
                role = meant(text)
                if role is not None and number not in columns and role not in columns.values():
                    columns[number] = role
        if self.example is None:
            for text, role in self.marked.items():
                if role not in columns.values():
                    instead = self.instead_of(text, columns)
                    advice = Phrase(
                        "The column {other} is in its place: write {found} above it, or assign it with --map.",
                        other=instead,
                        found=text,
                    )
                    self.say(MISSING_COLUMN(text, help=advice if instead else None), self.head, None)
        for number, text in self.heads.items():
            role = None if number in columns or text in self.marked else self.meant(text, columns)
            if role is not None:
                columns[number] = role
                self.added[text] = f"{role.table} {role.key}"
                self.say(COLUMN_IS(text, what=called(role, self.lang, self.scope)), self.head, number)
        return dict(sorted(columns.items()))

    def instead_of(self, text: str, columns: Mapping[int, Role]) -> str:
        """Return the unknown heading that stands where a column of ours was, beside a column that it was beside; empty if there is none."""
        texts = list(self.marked)
        at = texts.index(text)
        numbers = {role: number for number, role in columns.items()}
        for beside, step in ((texts[:at][-1:], 1), (texts[at + 1 :][:1], -1)):
            for near in [numbers[role] + step for other in beside if (role := self.marked[other]) in numbers]:
                if near not in columns and near in self.heads:
                    return self.heads[near]
        return ""

    def meant(self, text: str, columns: Mapping[int, Role]) -> Role | None:
        """Return the meaning of an added column."""
        if text in self.said:
            meant = [self.said[text]]
        else:
            meant = [role for role in added_roles(text, self.table, self.scope) if self.can_hold(role)]
        return next((role for role in meant if role is not None and role not in columns.values()), None)

    def can_hold(self, role: Role) -> bool:
        """Return whether a column can be on the sheet; only people's own sheets combine several tables."""
        return role.table == self.table or self.example is not None

    def skipped(self, columns: Mapping[int, Role], rows: Sequence[int]) -> Iterator[tuple[int, Problem]]:
        """Yield the columns that are not read, each with its problem."""
        for number in range(len(self.grid.rows[self.head])):
            text = self.heads.get(number, "")
            if number in columns or (text in self.said and self.said[text] is None):
                continue
            count = sum([is_filled(self.grid.rows[row][number]) for row in rows])
            if not count:
                if text:
                    self.say(SKIPPED_TEXT(text), self.head, number)
                continue
            if text in self.marked:
                yield number, DUPLICATE_HEADING(text, help=Phrase("Rename one of the columns, or remove it."))
                continue
            elsewhere = next(iter(added_roles(text, self.table, self.scope)), None)
            advice = (
                Phrase("Write the values on their own sheet: {what}.", what=called(elsewhere, self.lang, self.scope))
                if elsewhere is not None and not self.can_hold(elsewhere)
                else Phrase("Use the heading of a field, or assign the column to a field with --map.")
            )
            yield number, SKIPPED_COLUMN(text or self.grid.column_address(number), count=count, help=advice)

    def say(self, problem: Problem, row: int, column: int | None) -> None:
        """Report a problem at a cell."""
        self.found.add([evolve(problem, cell=self.grid.address(row, column))])


# --- headings that people have added ---


def added_roles(text: str, table: str, scope: Scope = CORE_SCOPE) -> Iterator[Role]:
    """Yield the columns that a heading can mean on the sheet of a table: what we would have written, then what people write.

    >>> list(added_roles("Rôle (fr)", "event.participations")), next(added_roles("Site web", "organization"))
    ([], Role(table='organization', key='urls'))
    """
    tagged = _TAGGED.fullmatch(text)
    known = _headings(table, scope)
    whole = known.get(folded(text))
    if whole is not None:
        yield Role(table, whole)
    if tagged is not None and (base := known.get(folded(tagged[1]), "")).endswith("@"):
        yield Role(table, base + tagged[2])
    if table in scope.record.options:
        yield from read_heading(text, table, scope)


@lru_cache(SHEETS)
def _headings(table: str, scope: Scope) -> dict[str, str]:
    """Return the headings that a table can have in any language, folded, to the keys of their columns; none of an unknown table."""
    shape = shape_of_table(table, scope)
    if shape is None:  # of a profile that is not loaded
        return {}
    found: dict[str, str] = {}
    for key in keys_of(shape):
        for lang in LANGUAGES:
            text = heading(table, shape, f"{key}en" if key.endswith("@") else key, lang).removesuffix(" (en)")
            found.setdefault(folded(text), key)
    return found
