"""Converts tables to records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from math import inf
from typing import Any, Final, NamedTuple

from attrs import evolve

from ..jsontext.limits import LIMITS, Limits
from ..jsontext.parsing import parse
from ..model.header import DatasetHeader
from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.pointers import pointer, pointer_tokens
from ..problems.problem import Problem
from ..records.placing import placed
from ..records.readers import Line, Placed, RecordReader
from ..records.single import utf8
from ..shapes.annotations import shape_of
from ..shapes.explain import Unknown
from ..shapes.tree import EXTRA, ObjectOf, Scalar, Shape
from .codes import CONFLICT, DUPLICATE_HEADING, NO_OWNER, NOT_JSON, POSITION, SECOND_HEADER, UNKNOWN_TABLE
from .columns import WHOLE, Column, column, key_column, levels
from .table import OWNER, TYPE, Cell, Table

__all__ = ["TableReader", "from_tables"]


def from_tables(
    tables: Iterable[Table],
    unknown: Unknown = "error",
    limits: Limits = LIMITS,
    found: Listing | None = None,
    reader: RecordReader | None = None,
    scope: Scope = CORE_SCOPE,
) -> TableReader:
    """Return the records of tables: the inverse of `to_tables` and `to_table`. Empty rows are skipped.

    They are read like records of any source, the header of a dataset first. Each problem has its record, pointer and cell.

    Parameters:
        tables: in any order. A number or a boolean may be in its cell as JSON text, as in CSV.
        unknown: as in `loads`. An unknown column counts as an unknown key.
        limits: the maximum number of problems of a record.
        found: lists problems of tables and rows.
        reader: the reader that has read the header, if the tables hold only a part of a dataset.
        scope: the records that there can be.
    """
    return TableReader(tables, reader or RecordReader(unknown, limits, scope), Listing() if found is None else found)


class TableReader:
    """Iterates over the records of tables, numbered by row.

    Parameters:
        tables: the tables.
        reader: reads the records.
        found: lists problems of tables and rows.
    """

    def __init__(self, tables: Iterable[Table], reader: RecordReader, found: Listing) -> None:
        self.records: RecordReader = reader
        self._gatherer = _Gatherer(found, reader.scope)
        for table in sorted(tables, key=lambda table: table.name.count(".")):
            self._gatherer.add(table)
        self._lines = self._gatherer.lines(reader)

    def __iter__(self) -> Iterator[Line]:
        return self._lines

    def text(self, _line: Line) -> None:
        """None: tables have no text."""
        return

    def place(self, line: Line | None, problems: Iterable[Problem]) -> Placed:
        """Add cells to problems that were found later."""
        return Placed(tuple(problems) if line is None else self._gatherer.placed(line.number, problems), None)


class _Row(NamedTuple):
    """A row with the places of its cells, each with its column number."""

    table: Table
    number: int
    columns: list[tuple[int, Column]]

    def put(self, problem: Problem, column: int | None) -> Problem:
        """Return a problem, placed at this row."""
        line = self.table.lines[self.number] if self.table.lines else None
        return evolve(problem, line=line, cell=self.table.cell(self.number, column))


class _Item(NamedTuple):
    """The object of a row: its plain data, the number of its record, and its pointer in the record."""

    data: dict[str, Any]
    root: int
    at: str


class _Gatherer:
    """Assembles plain data from rows, and reads it."""

    def __init__(self, elsewhere: Listing, scope: Scope) -> None:
        self.options: Mapping[str, ObjectOf] = scope.record.options
        self.roots: list[dict[str, Any]] = []
        self.items: dict[tuple[Cell, ...], _Item] = {}  # by table, id and positions
        self.lists: dict[tuple[int, str], list[Any]] = {}  # made from child tables, by record and pointer
        self.rows: dict[tuple[int, str], _Row] = {}  # by record and pointer
        self.elsewhere = elsewhere

    # --- rows ---

    def add(self, table: Table) -> None:
        self.report_repeated(table)
        tag, *names = table.name.split(".")
        where = self.levels(tag, names)
        if not table.name:
            self.add_mixed(table)
        elif where is None:
            (near,) = get_close_matches(tag, [*self.options, DatasetHeader.type], 1) or (tag,)
            is_table = near != tag and self.levels(near, names) is not None
            suggestion = f'"{".".join([near, *names])}"' if is_table else None
            self.elsewhere.add([UNKNOWN_TABLE(table.name, suggestion=suggestion)])
        elif names:
            self.add_children(table, *where)
        else:
            columns = _columns(where[1], table)
            for number, cells in _rows(table):
                self.add_record({TYPE: tag}, _Row(table, number, columns), cells)

    def levels(self, tag: str, names: Sequence[str]) -> tuple[list[tuple[str, ...]], Shape] | None:
        """Return the lists on the path to a table, and the shape of its rows; None if there is no such table."""
        shape = shape_of(DatasetHeader) if tag == DatasetHeader.type else self.options.get(tag)
        return None if shape is None else levels(shape, tuple(names))

    def report_repeated(self, table: Table) -> None:
        """Report headings that occur twice; only the cells below the first are read."""
        for index in sorted(set(range(len(table.columns))) - {index for index, _ in _headings(table)}):
            problem = DUPLICATE_HEADING(table.columns[index], help="Rename one of the columns, or remove it.")
            self.elsewhere.add([evolve(problem, line=1 if table.lines else None, cell=table.cell(-1, index))])

    def add_mixed(self, table: Table) -> None:
        """Add rows of several classes: the column `type` determines the class, else the id."""
        types, ids = [table.columns.index(name) if name in table.columns else None for name in (TYPE, "id")]
        known: dict[Cell, list[tuple[int, Column]]] = {}
        for number, cells in _rows(table):
            tag = None if types is None else cells[types]
            if tag is None and ids is not None:
                tag = str(cells[ids] or "").rpartition(":")[0]
            if tag not in known:
                known[tag] = _columns(self.options.get(str(tag)), table, TYPE)
            self.add_record({TYPE: tag} if tag else {}, _Row(table, number, known[tag]), cells)

    def add_record(self, data: dict[str, Any], row: _Row, cells: Sequence[Cell]) -> None:
        item = _Item(data, len(self.roots), "")
        self.roots.append(data)
        self.fill(item, row, cells)
        self.items.setdefault((row.table.name, data.get("id")), item)

    def add_children(self, table: Table, paths: list[tuple[str, ...]], shape: Shape) -> None:
        """Add rows of a child table in the order of their positions."""
        keys = [OWNER, *[key_column(path) for path in paths]]
        where = [table.columns.index(key) if key in table.columns else None for key in keys]
        columns = _columns(shape, table, *keys, WHOLE)
        whole = table.columns.index(WHOLE) if WHOLE in table.columns else None
        owners = table.name.removesuffix("." + ".".join(paths[-1]))
        end = pointer(*paths[-1])
        rows = []
        for number, cells in _rows(table):
            owner, *positions = [None if index is None else cells[index] for index in where]
            rows.append((owner, [_position(position) for position in positions], number, cells))
        for owner, positions, number, cells in sorted(rows, key=lambda row: [_after(p) for p in row[1]]):
            row = _Row(table, number, columns)
            item = self.items.get((owners, owner, *positions[:-1]))
            if item is None:
                said = " ".join([str(part) for part in (owner, *positions[:-1]) if part is not None])
                self.elsewhere.add([row.put(NO_OWNER(table=table.name, owner=said or '""'), where[0])])
                continue
            listed, at = self.list_of(item, paths[-1], end)
            if listed is None:
                self.report(item, CONFLICT(at=at, column=table.name))
                continue
            value: Any = {} if whole is None or cells[whole] is None else cells[whole]
            made = _Item({}, item.root, f"{at}/{len(listed)}")
            self.rows[made.root, made.at] = row
            if isinstance(value, str) and not isinstance(shape, Scalar):
                value, faults = parse(utf8(value))
                if faults:
                    self.report(made, NOT_JSON(cells[whole], at=made.at, expected='JSON text such as {"en": "text"}'))
            if isinstance(value, dict):
                made = made._replace(data=value)
            listed.append(value)
            self.fill(made, row, cells)
            if made.data and made.data is not value:
                self.report(made, CONFLICT(at=made.at, column=WHOLE))
            if positions[-1] is not None and _after(positions[-1]) == inf:
                self.report(made, POSITION(positions[-1], at=made.at, expected="a whole number from 0"))
            self.items.setdefault((table.name, owner, *positions), made)

    def list_of(self, item: _Item, path: tuple[str, ...], end: str) -> tuple[list[Any] | None, str]:
        """Return the list at a path in an item, created if necessary, with its pointer; None if another value is there."""
        at = item.at + end
        if (item.root, at) not in self.lists:
            made: list[Any] = []
            if not _put(item.data, path, made):
                return None, at
            self.lists[item.root, at] = made
        return self.lists[item.root, at], at

    # --- cells ---

    def fill(self, item: _Item, row: _Row, cells: Sequence[Cell]) -> None:
        """Put the cells of a row into their places."""
        self.rows[item.root, item.at] = row
        problems: list[Problem] = []
        for index, known in row.columns:
            value: Any = cells[index]
            if value is None:
                continue
            if isinstance(value, str) and not isinstance(known.shape, Scalar):
                json, faults = parse(utf8(value))
                if not faults and (known.shape is None or isinstance(json, (bool, int, float))):
                    value = json
                elif known.shape is None:
                    at = item.at + pointer(*known.path)
                    problems.append(NOT_JSON(value, at=at, expected='JSON text such as ["a", "b"]'))
                    continue
            if not _put(item.data, known.path, value):
                problems.append(CONFLICT(at=item.at + pointer(*known.path), column=row.table.columns[index]))
        if problems:
            self.report(item, *problems)

    # --- records ---

    def report(self, item: _Item, *problems: Problem) -> None:
        """Report problems of a record that were found while it was assembled."""
        self.elsewhere.add(self.placed(item.root, problems))

    def lines(self, records: RecordReader) -> Iterator[Line]:
        """Yield the lines of the reader, the metadata of the dataset first, since its version applies to the records."""
        headers = [root for root, data in enumerate(self.roots) if data.get(TYPE) == DatasetHeader.type]
        for number, root in enumerate(headers):
            header, problems = records.header(self.roots[root]) if number == 0 else (None, (SECOND_HEADER(),))
            yield Line(root, 0, None, self.placed(root, problems), header, is_header=number == 0)
        for root in sorted({*range(len(self.roots))}.difference(headers)):
            record, problems, newest = records.record(self.roots[root])
            yield Line(root, 0, record, self.placed(root, problems, newest) if problems else ())

    def placed(self, root: int, problems: Iterable[Problem], value: object = None) -> tuple[Problem, ...]:
        """Problems of a record with its id, placed at their cells."""
        return placed([self.put(root, one) for one in problems], value or self.roots[root])

    def put(self, root: int, problem: Problem) -> Problem:
        """Return a problem of a record with its cell: that of the longest known prefix of its pointer."""
        at = problem.pointer
        while (root, at) not in self.rows:
            at = at.rpartition("/")[0]
        row = self.rows[root, at]
        rest = pointer_tokens(problem.pointer.removeprefix(at))
        fit = [(len(known.path), index) for index, known in row.columns if known.path == rest[: len(known.path)]]
        return row.put(problem, max(fit)[1] if fit else None)


_NOTHING: Final = Scalar(name="the row of an unknown class", read=lambda text: (text, ()))


def _columns(shape: Shape | None, table: Table, *without: str) -> list[tuple[int, Column]]:
    """Return the places of a table's cells in objects of a shape."""
    known = _NOTHING if shape is None else shape
    return [(index, column(known, name)) for index, name in _headings(table) if name not in without]


def _headings(table: Table) -> Iterator[tuple[int, str]]:
    """Yield the columns with their numbers, without those that repeat a heading. Columns without a heading are kept."""
    seen: set[str] = set()
    for index, name in enumerate(table.columns):
        if name not in seen:
            yield index, name
        if name:
            seen.add(name)


def _rows(table: Table) -> Iterator[tuple[int, Any]]:
    """Yield the rows that are not empty, with their numbers."""
    for number, row in enumerate(table.rows):
        if any([cell is not None for cell in row]):
            yield number, row


def _position(cell: Cell) -> Cell:
    """Return a position as a number, if it is one."""
    if type(cell) is int:
        return cell
    text = str(cell)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else cell


def _after(position: Cell) -> float:
    """Return the sort key of rows: the position; rows without one come last."""
    return position if type(position) is int and position >= 0 else inf


def _put(data: dict[str, Any], path: tuple[str, ...], value: Any) -> bool:
    """Put a value at a path, and return whether the place was free."""
    *inner, last = path
    for key in inner:
        data = data.setdefault(key, {})
        if type(data) is not dict:
            return False
    if last != EXTRA:
        if last in data:
            return False
        data[last] = value
        return True
    if type(value) is not dict or value.keys() & data.keys():
        return False
    data.update(value)
    return True
