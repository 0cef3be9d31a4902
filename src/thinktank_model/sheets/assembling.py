"""From plans to tables: cells get the value that they mean, rows get ids, names find their records."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

from attrs import evolve

from ..model.header import DatasetHeader
from ..model.ids import make_id
from ..problems.display import literal
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..records.readers import Line
from ..shapes.tree import ListOf, Shape
from ..tables.columns import declared, is_key
from ..tables.table import OWNER, Cell, Table
from ..values.ids import Reference
from .codes import (
    ERROR_VALUE,
    MADE_IDS,
    NAME_CHANGED,
    NO_VALUE,
    SEVERAL_NAMED,
    UNKNOWN_NAME,
    VALUE_IS,
)
from .directory import Directory
from .grid import is_filled
from .headings import ACRONYM
from .human import NAMES, said, shape_of_table, shown_name
from .meaning import EPOCH, EPOCH_1904, Meant, column_reader, is_plain, plain_text
from .plan import Plan

__all__ = ["Assembler"]

OF_IDS: Final = ("id.syntax", "id.wrong-type", "reference.wrong-type")  # what the reader says of a name in place of an id
_OWN: Final[Callable[[Any], Any]] = lambda cell: None if cell == "" else cell if type(cell) is str else plain_text(cell)  # noqa: E731


class _Part(NamedTuple):
    """The cells of one table on a sheet.

    Attributes:
        plan: the sheet.
        table: the name of the table.
        columns: the numbers of its columns on the sheet, and their keys.
    """

    plan: Plan
    table: str
    columns: list[tuple[int, str]]

    def cells(self, number: int) -> list[Any]:
        """The cells of a column."""
        rows = self.plan.grid.rows
        return [rows[row][number] for row in self.plan.rows]

    def column(self, key: str) -> int | None:
        """The number of a column on the sheet."""
        return next((number for number, own in self.columns if own == key), None)


class Assembler:
    """Makes tables of plans.

    Parameters:
        plans: the sheets.
        found: lists what there is to say.
        is_1904: whether days are counted from 1904.
    """

    def __init__(self, plans: Iterable[Plan], found: Listing, *, is_1904: bool = False) -> None:
        self.found = found
        self.epoch: datetime.date = EPOCH_1904 if is_1904 else EPOCH
        self.directory = Directory()
        self.parts = [part for plan in plans for part in _parts(plan)]
        self.ids: dict[tuple[int, str], list[str | None]] = {}  # of the rows of a part, by the plan's place and the table
        self.taken: set[str] = set()
        self.made: list[Table] = []
        self.unknown: dict[str, Problem] = {}  # names that no record has, by cell
        self.names: dict[str, list[dict[str, Any]]] = {}  # of a record, as its rows on the sheet of names say

    def tables(self) -> list[Table]:
        """The tables."""
        mains = [part for part in self.parts if "." not in part.table]
        children = [part for part in self.parts if "." in part.table]
        for part in self.parts:
            self.report_formulas(part.plan)
        for part in mains:
            self.identify(part)
        for part in sorted(children, key=lambda part: not part.table.endswith(f".{NAMES}")):
            self.add_child(part)
        for part in mains:
            self.add_main(part)
        return self.made

    # --- what cannot be read ---

    def report_formulas(self, plan: Plan) -> None:
        """Report formulas without a value, and errors, in what is read of a sheet."""
        rows = set(plan.rows)
        for row, column in sorted(plan.grid.bare):
            if row in rows and column in plan.columns:
                self.say(NO_VALUE(help="Open the file in a spreadsheet program, save it there, and read it again."), plan, row, column)
        for (row, column), text in sorted(plan.grid.errors.items()):
            if row in rows and column in plan.columns:
                self.say(ERROR_VALUE(text), plan, row, column)

    def say(self, problem: Problem, plan: Plan, row: int, column: int | None) -> None:
        """List a problem at a cell."""
        self.found.add([evolve(problem, cell=plan.grid.address(row, column))])

    # --- records ---

    def identify(self, part: _Part) -> None:
        """Give each row an id, and add its names to the directory."""
        if part.table == DatasetHeader.type:
            return
        number = part.column("id")
        ids = [None] * len(part.plan.rows) if number is None else [_OWN(cell) for cell in part.cells(number)]
        self.ids[id(part.plan), part.table] = ids
        self.taken.update([known for known in ids if known is not None])
        naming = [
            (column, key) for column, key in part.columns if _is_name(key) or key.partition("@")[0] in ("titles", "text")
        ]
        made = 0
        for place, row in enumerate(part.plan.rows):
            cells = part.plan.grid.rows[row]
            texts = [text for column, _ in naming if (text := _OWN(cells[column])) is not None and str(text).strip()]
            if ids[place] is None and texts:
                ids[place] = self.new_id(part.table, _latin_first(texts))
                made += 1
            known = ids[place]
            if known is not None:
                for text in texts:
                    self.directory.add(known, text)
        if made:
            self.found.add([MADE_IDS(part.plan.grid.name, count=made)])

    def new_id(self, table: str, *words: str) -> str:
        """An id that no record has yet; the same each time for the same workbook."""
        try:
            made = make_id(table, *words)
        except ValueError:
            made = f"{table}:row"
        wanted, number = made, 1
        while made in self.taken:
            number += 1
            made = f"{wanted}-{number}"
        self.taken.add(made)
        return made

    def add_main(self, part: _Part) -> None:
        """The table of records of a sheet, and that of the names on it."""
        columns, rows = self.columns_of(part)
        if part.table == DatasetHeader.type:
            numbers = [part.column(name) for name in columns]
            self.made.append(self.table(part, part.table, columns, rows, part.plan.rows, numbers))
            return
        ids = self.ids[id(part.plan), part.table]
        if "id" in columns:
            place = columns.index("id")
            for row, known in zip(rows, ids, strict=True):
                row[place] = known
        else:
            columns, rows = ["id", *columns], [[known, *row] for known, row in zip(ids, rows, strict=True)]
        numbers = [part.column("id"), *[part.column(name) for name in columns[1:]]] if columns[0] == "id" else [
            part.column(name) for name in columns
        ]
        self.add_unnamed(part, columns, rows, ids)
        self.made.append(self.table(part, part.table, columns, rows, part.plan.rows, numbers))
        self.add_names(part, ids)

    def add_unnamed(self, part: _Part, columns: list[str], rows: list[list[Any]], ids: list[str | None]) -> None:
        """Give an id to rows that have neither one nor a name: memberships, of what they bring together."""
        made = 0
        for place, row in enumerate(rows):
            if row[columns.index("id")] is None and any([cell is not None for cell in row]):
                refs = [str(cell).partition(":")[2] for name, cell in zip(columns, row, strict=True) if name in ("program_id", "party_id") and cell]
                row[columns.index("id")] = ids[place] = self.new_id(part.table, *refs) if refs else self.new_id(part.table, "row", str(part.plan.rows[place] + 1))
                made += 1
        if made:
            self.found.add([MADE_IDS(part.plan.grid.name, count=made)])

    def table(
        self,
        part: _Part,
        name: str,
        columns: Sequence[str],
        rows: list[list[Any]],
        places: Sequence[int],
        numbers: Sequence[int | None],
    ) -> Table:
        """A table whose cells are known by their places on the sheet."""
        grid = part.plan.grid
        first = min(part.plan.columns, default=0)

        def address(row: int, column: int | None) -> str:
            number = None if column is None else numbers[column]
            place = places[row] if row >= 0 else max(0, min(part.plan.rows, default=1) - 1)
            return grid.address(place, first if column is not None and number is None else number)

        return Table(name, tuple(columns), rows, (), address)

    # --- cells ---

    def columns_of(self, part: _Part) -> tuple[list[str], list[list[Any]]]:
        """The columns of a part without its names, and its rows."""
        shape = shape_of_table(part.table)
        kept = [(number, key) for number, key in part.columns if not _is_name(key)]
        cells = [self.column(part, shape, number, key) for number, key in kept]
        rows = [list(row) for row in zip(*cells, strict=True)] if cells else [[] for _ in part.plan.rows]
        return [key for _, key in kept], rows

    def column(self, part: _Part, shape: Shape | None, number: int, key: str) -> list[Any]:
        """The values of a column."""
        raw = part.cells(number)
        known = None if shape is None else declared(shape, key)
        if known is None or (is_plain(known)):
            return [_OWN(cell) for cell in raw]
        read = column_reader(known, part.plan.lang, self.directory, self.epoch)
        concluded: dict[Any, list[int]] = {}
        unknown: dict[tuple[str, int], None] = {}
        values: list[Any] = []
        for place, cell in enumerate(raw):
            if not is_filled(cell):
                values.append(None)
                continue
            meant = read(cell)
            if meant.concluded:
                concluded.setdefault(cell, []).append(place)
            for name in meant.unknown:
                unknown.setdefault((name, place))
            values.append(meant.value)
        for cell, places in concluded.items():
            self.conclude(part, number, cell, read(cell), places)
        for name, place in unknown:
            self.unknown[part.plan.grid.address(part.plan.rows[place], number)] = self.unknown_name(known, name)
        return values

    def conclude(self, part: _Part, number: int, cell: Any, meant: Meant, places: list[int]) -> None:
        """Say once for a column what a value was taken for."""
        what = "; ".join([str(item) for item in meant.value]) if isinstance(meant.value, list) else str(meant.value)
        said = VALUE_IS(plain_text(cell), what=what, count=len(places))
        self.say(said, part.plan, part.plan.rows[places[0]], number)

    def unknown_name(self, shape: Shape, name: str) -> Problem:
        """The problem that no record has a name, or that several have."""
        item = shape.item if isinstance(shape, ListOf) else shape
        assert isinstance(item, Reference)  # nothing else takes names
        ids = self.directory.alike(name, item.targets)
        if len(ids) > 1:
            return SEVERAL_NAMED(name, ids=", ".join(ids[:5]))
        near = get_close_matches(name, self.directory.names(item.targets), 1)
        return UNKNOWN_NAME(name, suggestion=literal(near[0]) if near else None)

    def lines(self, lines: Iterable[Line]) -> Iterator[Line]:
        """What the reader makes of the tables, with what there is to say about names in place of ids."""
        for line in lines:
            if line.problems and self.unknown:
                line = line._replace(problems=tuple([self.of_name(problem) for problem in line.problems]))
            yield line

    def of_name(self, problem: Problem) -> Problem:
        """The same problem, or what it comes of."""
        said = self.unknown.get(problem.cell or "") if problem.code in OF_IDS else None
        if said is None:
            return problem
        return evolve(said, pointer=problem.pointer, record_id=problem.record_id, cell=problem.cell)

    # --- names and children ---

    def add_names(self, part: _Part, ids: Sequence[str | None]) -> None:
        """The names on a main sheet, where the sheet of names does not have them."""
        kept: list[list[Any]] = []
        at: list[tuple[int, int]] = []
        columns = [(number, key) for number, key in part.columns if _is_name(key)]
        for place, row in enumerate(part.plan.rows):
            cells = part.plan.grid.rows[row]
            rows = self.names.get(str(ids[place]), [])
            for number, key in columns:
                text = _OWN(cells[number])
                if text is None or ids[place] is None:
                    continue
                about = said(key)
                if any([name.get("value") == text and _fits(name, about) for name in rows]):
                    continue
                old = shown_name(rows, key)
                if old is not None:
                    changed = next(name for name in rows if name.get("value") == old and _fits(name, about))
                    self.say(NAME_CHANGED(text, old=str(old)), part.plan, row, number)
                    changed["row"][changed["value_at"]] = text
                else:
                    kept.append([ids[place], text, about.get("lang"), about.get("kind")])
                    at.append((row, number))
        if kept:
            grid = part.plan.grid
            address = lambda row, _column: grid.address(*at[row])  # noqa: E731
            self.made.append(Table(f"{part.table}.{NAMES}", (OWNER, "value", "lang", "kind"), kept, (), address))

    def add_child(self, part: _Part) -> None:
        """The table of a list, whose rows name their record."""
        columns, rows = self.columns_of(part)
        tag = part.table.partition(".")[0]
        for place, name in enumerate(columns):
            if name == OWNER:
                self.own(part, tag, place, rows)
            elif is_key(name):
                for row in rows:
                    row[place] = _position(row[place])
        numbers = [part.column(name) for name in columns]
        if part.table.endswith(f".{NAMES}"):
            self.keep_names(columns, rows)
        self.made.append(self.table(part, part.table, columns, rows, part.plan.rows, numbers))

    def own(self, part: _Part, tag: str, place: int, rows: list[list[Any]]) -> None:
        """Put ids in place of the names of records."""
        for row in rows:
            text = row[place]
            if text is not None and not str(text).startswith(f"{tag}:"):
                found = self.directory.exact(str(text), [tag]) or self.directory.alike(str(text), [tag])
                if len(found) == 1:
                    row[place] = found[0]

    def keep_names(self, columns: Sequence[str], rows: list[list[Any]]) -> None:
        """Remember the rows of a sheet of names, and add them to the directory."""
        if OWNER not in columns or "value" not in columns:
            return
        for row in rows:
            name = {key: cell for key, cell in zip(columns, row, strict=True) if cell is not None}
            owner, value = str(name.pop(OWNER, "")), name.get("value")
            name |= {"row": row, "value_at": columns.index("value")}
            self.names.setdefault(owner, []).append(name)
            if owner and value is not None:
                self.directory.add(owner, str(value))


def _parts(plan: Plan) -> Iterator[_Part]:
    """The tables on a sheet, the own one first."""
    tables = dict.fromkeys([plan.table, *[role.table for role in plan.columns.values()]])
    for table in tables:
        yield _Part(plan, table, [(number, role.key) for number, role in plan.columns.items() if role.table == table])


def _is_name(key: str) -> bool:
    return key.startswith((f"{NAMES}@", f"{NAMES}!"))


def _fits(name: dict[str, Any], about: dict[str, str]) -> bool:
    if "kind" in about:
        return bool(name.get("kind") == about["kind"])
    return name.get("lang", "") == about.get("lang", "") and name.get("kind") != ACRONYM


def _latin_first(texts: Sequence[str]) -> str:
    """The text of which a readable id can be made."""
    return next((text for text in texts if str(text)[:1].isascii()), texts[0])


def _position(cell: Cell) -> Cell:
    """A position as tables count it, from 0."""
    if isinstance(cell, str) and cell.isascii() and cell.isdecimal() and len(cell) < 10:
        return int(cell) - 1
    return cell
