"""Converts tables to records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any, Final, NamedTuple

from attrs import evolve

from ..jsontext.limits import LIMITS, Limits
from ..model.header import DatasetHeader
from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.meant import closest
from ..problems.pointers import pointer
from ..problems.problem import Problem
from ..records.placing import placed
from ..records.readers import Line, Placed, RecordReader
from ..shapes.annotations import shape_of
from ..shapes.explain import Unknown
from ..shapes.tree import ObjectOf, Shape
from .children import ChildRows, child_rows, whole_items
from .codes import CONFLICT, DUPLICATE_HEADING, NO_OWNER, POSITION, SECOND_HEADER, UNKNOWN_TABLE
from .columns import WHOLE, Path, key_column, levels
from .filling import Fault, Filled, Rows, fill, lists_in
from .table import OWNER, TYPE, Cell, Table
from .targets import Targets, headings, targets

__all__ = ["TableReader", "from_tables"]

SOME: Final = 1000  # records that are assembled at a time
HEADERS: Final = -1


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
        self._gatherer = _Gatherer(found, reader.scope, sorted(tables, key=lambda table: table.name.count(".")))
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


class _Roots(NamedTuple):
    """The rows of a table that are records.

    Attributes:
        table: the table.
        first: the number of the first of these records among those of all tables.
        numbers: the numbers of the rows.
        tags: the type of each row; of a table of one class empty.
        targets: where the cells of the rows of each type go.
    """

    table: Table
    first: int
    numbers: Sequence[int]
    tags: Sequence[Cell]
    targets: Mapping[Cell, Targets]

    def tag(self, root: int) -> Cell:
        """Return the type of a record."""
        return self.tags[root - self.first] if self.tags else self.table.name

    def within(self, roots: Sequence[int]) -> Iterator[tuple[Cell, list[int]]]:
        """Yield the types of those of some records that are in the table, each with its records."""
        end = self.first + len(self.numbers)
        own = [root for root in roots if self.first <= root < end]
        if not self.tags:
            yield from [(self.table.name, own)] if own else ()
            return
        of_tag: dict[Cell, list[int]] = {}
        for root in own:
            of_tag.setdefault(self.tags[root - self.first], []).append(root)
        yield from of_tag.items()


class _Children(NamedTuple):
    """The rows of a child table.

    Attributes:
        table: the table.
        path: the path of its list from the owner.
        owner: the name of the table of the owners.
        shape: the shape of an item.
        targets: where the cells go.
        rows: the rows.
        parts: the places of the rows in each part of the records.
    """

    table: Table
    path: Path
    owner: str
    shape: Shape
    targets: Targets
    rows: ChildRows
    parts: Mapping[int, list[int]]


class _Gatherer:
    """Assembles plain data from rows, a column of some records at a time, and reads it.

    Plain data takes several times the memory of the cells, so only that of some records is there at a time.

    Parameters:
        elsewhere: lists problems of tables and rows.
        scope: the records that there can be.
        tables: the tables, those of records first.
    """

    def __init__(self, elsewhere: Listing, scope: Scope, tables: Sequence[Table]) -> None:
        self.names = [table.name for table in tables]
        self.options: Mapping[str, ObjectOf] = scope.record.options
        self.elsewhere = elsewhere
        self.rows = Rows()
        self.roots: list[_Roots] = []
        self.children: list[_Children] = []
        self.count = 0
        self.ids: dict[str, dict[Cell, int]] = {}  # the number of the first record with each id, by table
        self.headers: list[int] = []
        for table in tables:
            self.add(table)
        self.data: dict[int, dict[str, Any]] = {}  # by record: of the present part, and of those with a problem
        self.items: dict[str, dict[Any, tuple[Filled, int]]] = {}  # by table, then by id and positions
        self.lists: set[int] = set()  # the identities of the lists that are made from child tables

    # --- tables ---

    def add(self, table: Table) -> None:
        self.report_repeated(table)
        tag, *names = table.name.split(".")
        where = self.levels(tag, names)
        if not table.name:
            self.add_mixed(table)
        elif where is None:
            near = closest(tag, [*self.options, DatasetHeader.type]) or tag
            is_table = near != tag and self.levels(near, names) is not None
            suggestion = f'"{".".join([near, *names])}"' if is_table else None
            self.elsewhere.add([UNKNOWN_TABLE(table.name, suggestion=suggestion)])
        elif names:
            self.add_children(table, *where)
        else:
            numbers = table.held.filled()
            self.add_records(table, numbers, (), {tag: targets(where[1], table)})
            if tag == DatasetHeader.type:
                self.headers += range(self.count - len(numbers), self.count)

    def levels(self, tag: str, names: Sequence[str]) -> tuple[list[Path], Shape] | None:
        """Return the lists on the path to a table, and the shape of its rows; None if there is no such table."""
        shape = shape_of(DatasetHeader) if tag == DatasetHeader.type else self.options.get(tag)
        return None if shape is None else levels(shape, tuple(names))

    def report_repeated(self, table: Table) -> None:
        """Report headings that occur twice; only the cells below the first are read."""
        for index in sorted(set(range(len(table.columns))) - {index for index, _ in headings(table)}):
            problem = DUPLICATE_HEADING(table.columns[index], help="Rename one of the columns, or remove it.")
            self.elsewhere.add([evolve(problem, line=1 if table.lines else None, cell=table.cell(-1, index))])

    def add_mixed(self, table: Table) -> None:
        """Add rows of several classes: the column `type` determines the class, else the id."""
        numbers = table.held.filled()
        types, ids = [
            table.cells(table.columns.index(name), numbers) if name in table.columns else [None] * len(numbers)
            for name in (TYPE, "id")
        ]
        tags = [str(id or "").rpartition(":")[0] if tag is None else tag for tag, id in zip(types, ids, strict=True)]
        known: dict[Cell, Targets] = {tag: targets(self.options.get(str(tag)), table, TYPE) for tag in set(tags)}
        self.headers += [self.count + place for place, tag in enumerate(tags) if tag == DatasetHeader.type]
        self.add_records(table, numbers, tags, known)

    def add_records(
        self, table: Table, numbers: Sequence[int], tags: Sequence[Cell], known: Mapping[Cell, Targets]
    ) -> None:
        """Add the rows of a table, which are records in their order."""
        if self.has_children(table) and "id" in table.columns:
            ids = self.ids.setdefault(table.name, {})
            for root, id in enumerate(table.cells(table.columns.index("id"), numbers), self.count):
                ids.setdefault(id, root)
        self.roots.append(_Roots(table, self.count, numbers, tags, known))
        self.count += len(numbers)

    def add_children(self, table: Table, paths: list[Path], shape: Shape) -> None:
        """Add the rows of a child table."""
        path = paths[-1]
        keys = [OWNER, *[key_column(path) for path in paths]]
        rows = child_rows(table, keys)
        known = self.ids.get(table.name.partition(".")[0], {})
        roots = list(map(known.get, rows.records()))
        places = [place for place, root in enumerate(roots) if root is not None]
        self.report_ownerless(table, rows, roots)
        parts: dict[int, list[int]] = {}
        for part, within in groupby(places, self.parts(roots).__getitem__):
            parts.setdefault(part, []).extend(within)
        owner = table.name.removesuffix("." + ".".join(path))
        into = targets(shape, table, *keys, WHOLE)
        self.children.append(_Children(table, path, owner, shape, into, rows, parts))

    def parts(self, roots: Sequence[int | None]) -> list[int]:
        """Return the parts that records are in: the headers of the dataset, which are read first, or their turn among the others."""
        headers = set(self.headers)
        return [HEADERS if root is None or root in headers else root // SOME for root in roots]

    # --- rows ---

    def gather(self, part: int, roots: Sequence[int]) -> None:
        """Assemble the plain data of the records in a part."""
        for own in self.roots:
            for tag, within in own.within(roots):
                self.gather_records(own, tag, within)
        for child in self.children:
            if part in child.parts:
                self.gather_children(child, child.rows.only(child.parts[part]).by_owner())
        self.items.clear()
        self.lists.clear()
        self.rows.forget_data()

    def gather_records(self, own: _Roots, tag: Cell, roots: list[int]) -> None:
        """Assemble the data of records of one class."""
        numbers = [own.numbers[root - own.first] for root in roots]
        made = Filled(own.targets[tag], numbers, [{TYPE: tag} if tag else {} for _ in roots], roots)
        self.rows.add(made)
        self.data.update(zip(roots, made.data, strict=True))
        self.report_faults(fill(made, own.table))
        if self.has_children(own.table):
            self.index(own.table, made, [_hashable(data.get("id")) for data in made.data])

    def gather_children(self, child: _Children, rows: ChildRows) -> None:
        """Put rows of a child table into the lists of their owners. Those of an owner are side by side."""
        table, path, end = child.table, child.path, pointer(*child.path)
        rows, owners = self.owned(child, rows)
        faults: list[Fault] = []
        starts = rows.starts()
        lists = lists_in([filled.data[place] for filled, place in map(owners.__getitem__, starts)], path, self.lists)
        if None in lists:
            free: list[int] = []
            for listed, (start, stop) in zip(lists, pairwise([*starts, len(owners)]), strict=True):
                places = range(start, stop)
                if listed is None:
                    faults += [Fault(rows.numbers[at], *owners[at], CONFLICT, end, table.name) for at in places]
                else:
                    free += places
            rows, owners = rows.only(free), [owners[place] for place in free]
            lists, starts = [listed for listed in lists if listed is not None], rows.starts()
        items = whole_items(table, rows, child.shape)
        for listed, (start, stop) in zip(lists, pairwise([*starts, len(owners)]), strict=True):
            assert listed is not None
            listed.extend(items.values[start:stop])
        made = Filled(child.targets, rows.numbers, items.objects(), (), end, owners)
        self.rows.add(made)
        faults += fill(made, table, are_empty=not items.given)
        faults += [Fault(rows.numbers[place], made, place, *what) for place, what in items.faults(made.data)]
        faults += [
            Fault(rows.numbers[place], made, place, POSITION, "", rows.ends[place], "a whole number from 0")
            for place in rows.misplaced()
        ]
        self.report_faults(faults)
        if self.has_children(table):
            self.index(table, made, rows.keys())

    def owned(self, child: _Children, rows: ChildRows) -> tuple[ChildRows, list[tuple[Filled, int]]]:
        """Return the rows whose owner is there, with their owners, and report the others in the order of the table."""
        found = list(map(self.items.get(child.owner, {}).get, rows.whose))
        if None in found:
            self.report_ownerless(child.table, rows, found)
            rows = rows.only([place for place, own in enumerate(found) if own is not None])
        return rows, [own for own in found if own is not None]

    def index(self, table: Table, made: Filled, keys: Iterable[Any]) -> None:
        """Note the rows of a table by their keys, for the rows of other tables that belong to them; the first row of a key counts."""
        index = self.items.setdefault(table.name, {})
        for item, key in enumerate(keys):
            index.setdefault(key, (made, item))

    def has_children(self, table: Table) -> bool:
        """Return whether rows of another table can belong to rows of this one."""
        return any([name.startswith(f"{table.name}.") for name in self.names])

    def report_ownerless(self, table: Table, rows: ChildRows, owners: Sequence[object]) -> None:
        """Report the rows whose owner is None, in the order of the table."""
        column = table.columns.index(OWNER) if OWNER in table.columns else None
        ownerless = [place for place, owner in enumerate(owners) if owner is None] if None in owners else []
        for place in sorted(ownerless, key=rows.numbers.__getitem__):
            number, whose = rows.numbers[place], rows.whose[place]
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
        new = tuple.__new__  # the constructor of a named tuple takes twice as long
        self.gather(HEADERS, self.headers)
        for number, root in enumerate(self.headers):
            header, problems = records.header(self.data[root]) if number == 0 else (None, (SECOND_HEADER(),))
            yield Line(root, 0, None, self.placed(root, problems), header, is_header=number == 0)
        for start in range(0, self.count, SOME):
            roots: Sequence[int] = range(start, min(start + SOME, self.count))
            if self.headers:
                roots = sorted(set(roots).difference(self.headers))
            self.gather(start // SOME, roots)
            for root in roots:
                record, problems, newest = records.record(self.data[root])
                if problems:
                    yield Line(root, 0, record, self.placed(root, problems, newest))
                else:
                    del self.data[root]
                    yield new(Line, (root, 0, record, (), None, b"", False))
        self.roots.clear()
        self.children.clear()

    def placed(self, root: int, problems: Iterable[Problem], value: object = None) -> tuple[Problem, ...]:
        """Problems of a record with its id, placed at their cells."""
        return placed([self.rows.put(root, one) for one in problems], value or self.data[root])


def _hashable(id: Any) -> Any:
    """Return an id by which rows can be found; None for a list or object, which no cell of another table can hold."""
    return None if isinstance(id, (list, dict)) else id
