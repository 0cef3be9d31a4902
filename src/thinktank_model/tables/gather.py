"""Converts tables to records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import evolve

from ..jsontext.limits import LIMITS, Limits
from ..model.header import DatasetHeader
from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.meant import close_matches
from ..problems.pointers import pointer
from ..problems.problem import Problem
from ..records.placing import placed
from ..records.readers import Line, Placed, RecordReader
from ..shapes.annotations import shape_of
from ..shapes.explain import Unknown
from ..shapes.tree import ObjectOf, Scalar, Shape
from .children import ChildRows, child_rows, filled_rows, whole_items
from .codes import CONFLICT, DUPLICATE_HEADING, NO_OWNER, POSITION, SECOND_HEADER, UNKNOWN_TABLE
from .columns import WHOLE, Column, Path, column, key_column, levels
from .filling import Fault, Filled, Rows, fill, list_in
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

    Attributes:
        found: the same.
    """

    def __init__(self, tables: Iterable[Table], reader: RecordReader, found: Listing) -> None:
        self.records: RecordReader = reader
        self.found: Listing = found
        given = sorted(tables, key=lambda table: table.name.count("."))
        given.reverse()
        self._gatherer = _Gatherer(found, reader.scope, [table.name for table in given])
        while given:  # each table goes when it has been read, since its rows may be most of the memory
            self._gatherer.add(given.pop())
        self._lines = self._gatherer.lines(reader)

    def __iter__(self) -> Iterator[Line]:
        return self._lines

    def text(self, _line: Line) -> None:
        """None: tables have no text."""
        return

    def place(self, line: Line | None, problems: Iterable[Problem]) -> Placed:
        """Add cells to problems that were found later."""
        return Placed(
            tuple(problems) if line is None else self._gatherer.placed(line.number, problems, line.record), None
        )


class _Gatherer:
    """Assembles plain data from rows, a column at a time, and reads it."""

    def __init__(self, elsewhere: Listing, scope: Scope, names: Sequence[str]) -> None:
        self.names = names
        self.options: Mapping[str, ObjectOf] = scope.record.options
        self.roots: list[dict[str, Any] | None] = []  # None for a record that was read without a problem
        self.items: dict[str, dict[Any, tuple[Filled, int]]] = {}  # by table, then by id and positions
        self.lists: set[int] = set()  # the identities of the lists that are made from child tables
        self.rows = Rows()
        self.elsewhere = elsewhere

    # --- rows ---

    def add(self, table: Table) -> None:
        self.report_repeated(table)
        tag, *names = table.name.split(".")
        where = self.levels(tag, names)
        if not table.name:
            self.add_mixed(table)
        elif where is None:
            (near,) = close_matches(tag, [*self.options, DatasetHeader.type], 1) or (tag,)
            is_table = near != tag and self.levels(near, names) is not None
            suggestion = f'"{".".join([near, *names])}"' if is_table else None
            self.elsewhere.add([UNKNOWN_TABLE(table.name, suggestion=suggestion)])
        elif names:
            self.add_children(table, *where)
        else:
            numbers = filled_rows(table)
            self.add_records(table, {tag: (_columns(where[1], table), numbers)}, numbers)
        self.rows.forget_cells()

    def levels(self, tag: str, names: Sequence[str]) -> tuple[list[Path], Shape] | None:
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
        numbers = filled_rows(table)
        parts: dict[Cell, tuple[list[tuple[int, Column]], list[int]]] = {}
        for number in numbers:
            cells = table.rows[number]
            tag = None if types is None else cells[types]
            if tag is None and ids is not None:
                tag = str(cells[ids] or "").rpartition(":")[0]
            if tag not in parts:
                parts[tag] = _columns(self.options.get(str(tag)), table, TYPE), []
            parts[tag][1].append(number)
        self.add_records(table, parts, numbers)

    def add_records(
        self, table: Table, parts: Mapping[Cell, tuple[list[tuple[int, Column]], list[int]]], numbers: Sequence[int]
    ) -> None:
        """Add the rows of a table, which are records in their order.

        Parameters:
            table: the table.
            parts: for each class the places of its cells, and the numbers of its rows.
            numbers: those of all rows.
        """
        roots = dict(zip(numbers, range(len(self.roots), len(self.roots) + len(numbers)), strict=True))
        self.roots += [None] * len(numbers)
        faults: list[Fault] = []
        for tag, (columns, own) in parts.items():
            made = Filled(
                table, columns, own, [{TYPE: tag} if tag else {} for _ in own], [roots[number] for number in own]
            )
            self.rows.add(made)
            for root, data in zip(made.roots, made.data, strict=True):
                self.roots[root] = data
            faults += fill(made)
            if self.has_children(table):
                self.index(made, [_hashable(data.get("id")) for data in made.data])
        self.report_faults(faults)

    def add_children(self, table: Table, paths: list[Path], shape: Shape) -> None:
        """Add rows of a child table in the order of their positions."""
        path, end = paths[-1], pointer(*paths[-1])
        keys = [OWNER, *[key_column(path) for path in paths]]
        rows, owners = self.owned(table, child_rows(table, keys), table.name.removesuffix("." + ".".join(path)))
        found = [list_in(filled.data[place], path, self.lists) for filled, place in owners]
        faults = [
            Fault(number, *owner, CONFLICT, end, table.name)
            for number, owner, listed in zip(rows.numbers, owners, found, strict=True)
            if listed is None
        ]
        if faults:
            free = [place for place, listed in enumerate(found) if listed is not None]
            rows, owners = rows.only(free), [owners[place] for place in free]
        items = whole_items(table, rows, shape)
        for listed, item in zip([listed for listed in found if listed is not None], items.values, strict=True):
            listed.append(item)
        made = Filled(table, _columns(shape, table, *keys, WHOLE), rows.numbers, items.objects(), (), end, owners)
        self.rows.add(made)
        faults += fill(made, are_empty=not items.given)
        faults += [Fault(rows.numbers[place], made, place, *what) for place, what in items.faults(made.data)]
        faults += [
            Fault(rows.numbers[place], made, place, POSITION, "", rows.ends[place], "a whole number from 0")
            for place in rows.misplaced()
        ]
        self.report_faults(faults)
        if self.has_children(table):
            self.index(made, rows.keys())

    def owned(self, table: Table, rows: ChildRows, owner: str) -> tuple[ChildRows, list[tuple[Filled, int]]]:
        """Return the rows whose owner is there, with their owners, and report the others."""
        found = list(map(self.items.get(owner, {}).get, rows.whose))
        if None in found:
            for number, whose, own in zip(rows.numbers, rows.whose, found, strict=True):
                if own is None:
                    self.report_ownerless(table, number, whose)
            rows = rows.only([place for place, own in enumerate(found) if own is not None])
        return rows, [own for own in found if own is not None]

    def index(self, made: Filled, keys: Iterable[Any]) -> None:
        """Note the rows of a table by their keys, for the rows of other tables that belong to them; the first row of a key counts."""
        index = self.items.setdefault(made.table.name, {})
        for item, key in enumerate(keys):
            index.setdefault(key, (made, item))

    def has_children(self, table: Table) -> bool:
        """Return whether rows of another table can belong to rows of this one."""
        return any([name.startswith(f"{table.name}.") for name in self.names])

    def report_ownerless(self, table: Table, number: int, whose: Any) -> None:
        """Report a row whose owner is not there."""
        column = table.columns.index(OWNER) if OWNER in table.columns else None
        said = " ".join([str(part) for part in (whose if type(whose) is tuple else (whose,)) if part is not None])
        line = table.lines[number] if table.lines else None
        problem = NO_OWNER(table=table.name, owner=said or '""')
        self.elsewhere.add([evolve(problem, line=line, cell=table.cell(number, column))])

    # --- records ---

    def report_faults(self, faults: Iterable[Fault]) -> None:
        """Report the faults of cells in the order of their rows."""
        for fault in sorted(faults, key=lambda fault: fault.number):
            self.rows.look_up()
            self.elsewhere.add(self.placed(fault.filled.root(fault.item), [fault.problem()]))

    def lines(self, records: RecordReader) -> Iterator[Line]:
        """Yield the lines of the reader, the metadata of the dataset first, since its version applies to the records."""
        self.items.clear()
        self.rows.forget_data()
        headers = [
            root for root, data in enumerate(self.roots) if data is not None and data.get(TYPE) == DatasetHeader.type
        ]
        for number, root in enumerate(headers):
            header, problems = records.header(self.roots[root] or {}) if number == 0 else (None, (SECOND_HEADER(),))
            yield Line(root, 0, None, self.placed(root, problems), header, is_header=number == 0)
        is_header = set(headers)
        for root, data in enumerate(self.roots):
            if root in is_header:
                continue
            record, problems, newest = records.record(data)
            if problems:
                yield Line(root, 0, record, self.placed(root, problems, newest))
            else:
                self.roots[root] = None
                yield Line(root, 0, record)

    def placed(self, root: int, problems: Iterable[Problem], value: object = None) -> tuple[Problem, ...]:
        """Problems of a record with its id, placed at their cells."""
        return placed([self.rows.put(root, one) for one in problems], value or self.roots[root])


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


def _hashable(id: Any) -> Any:
    """Return an id by which rows can be found; None for a list or object, which no cell of another table can hold."""
    return None if isinstance(id, (list, dict)) else id
