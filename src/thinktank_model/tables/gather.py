"""From tables to records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from math import inf
from typing import Any, Final, NamedTuple

from attrs import evolve

from ..jsontext.parsing import parse
from ..model.header import DatasetHeader
from ..model.union import RECORD
from ..problems.pointers import pointer
from ..problems.problem import Problem
from ..records.reading import named, utf8
from ..shapes.annotations import shape_of
from ..shapes.codec import read
from ..shapes.explain import Unknown
from ..shapes.node import Node
from ..shapes.tree import EXTRA, ObjectOf, Scalar, Shape
from .codes import CONFLICT, NO_OWNER, NOT_JSON, POSITION, UNKNOWN_TABLE
from .columns import Column, column, key_column, levels
from .table import OWNER, TYPE, Cell, Table

__all__ = ["Gathered", "from_tables"]

_HEADER: Final[ObjectOf] = shape_of(DatasetHeader)


class Gathered(NamedTuple):
    """What tables hold.

    Attributes:
        nodes: the records that could be read, and the headers of datasets, in the order of the tables and their rows.
        problems: everything there is to say, each with the record, the pointer into it, and the line, where that is known.
    """

    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...]


def from_tables(tables: Iterable[Table], unknown: Unknown = "error") -> Gathered:
    """The records of tables: the inverse of `to_tables` and `to_table`. Rows without any cell are passed over.

    Parameters:
        tables: in any order. A number or a boolean may stand in its cell as JSON text, as in CSV.
        unknown: as in `loads`. A column that the class does not know is a key that it does not know.
    """
    gatherer = _Gatherer()
    for table in sorted(tables, key=lambda table: table.name.count(".")):
        gatherer.add(table)
    return gatherer.read(unknown)


class _Item(NamedTuple):
    """The object that a row stands for: its plain data, the number of its record, and its place in that."""

    data: dict[str, Any]
    root: int
    at: str


class _Gatherer:
    """Puts rows together to plain data, and reads that."""

    def __init__(self) -> None:
        self.roots: list[dict[str, Any]] = []
        self.items: dict[tuple[Cell, ...], _Item] = {}  # by table, id and positions
        self.lists: dict[tuple[int, str], list[Any]] = {}  # that were made of child tables, by record and pointer
        self.lines: dict[tuple[int, str], int] = {}  # by record and pointer
        self.found: dict[int, list[Problem]] = {}  # by record; -1 where there is none

    # --- rows ---

    def add(self, table: Table) -> None:
        tag, *names = table.name.split(".")
        shape: Shape | None = {**shape_of(RECORD).options, _HEADER.tag: _HEADER}.get(tag)
        where = None if shape is None else levels(shape, tuple(names))
        if not table.name:
            self.add_mixed(table)
        elif where is None:
            near = get_close_matches(tag, shape_of(RECORD).options, 1)
            suggestion = f'"{".".join([near[0], *names])}"' if near and near[0] != tag else None
            self.report(-1, UNKNOWN_TABLE(table.name, suggestion=suggestion))
        elif names:
            self.add_children(table, *where)
        else:
            columns = [column(where[1], name) for name in table.columns]
            for number, row in _rows(table):
                self.add_record(table, number, {TYPE: tag}, columns, row)

    def add_mixed(self, table: Table) -> None:
        """Rows of several classes: the column `type` says which, else the id."""
        options = shape_of(RECORD).options
        columns: dict[Any, list[Column]] = {}
        types, ids = [table.columns.index(name) if name in table.columns else None for name in (TYPE, "id")]
        for number, row in _rows(table):
            tag = None if types is None else row[types]
            if tag is None and ids is not None:
                tag = str(row[ids] or "").partition(":")[0]
            if tag not in columns:
                columns[tag] = [column(options.get(tag, _NOTHING), name) for name in table.columns]
            cells = [None if index == types else cell for index, cell in enumerate(row)]
            self.add_record(table, number, {TYPE: tag} if tag else {}, columns[tag], cells)

    def add_record(
        self, table: Table, number: int, data: dict[str, Any], columns: list[Column], row: Iterable[Cell]
    ) -> None:
        item = _Item(data, len(self.roots), "")
        self.roots.append(data)
        self.place(item, table, number)
        self.fill(item, table.columns, columns, row)
        self.items.setdefault((table.name, data.get("id")), item)

    def add_children(self, table: Table, paths: list[tuple[str, ...]], shape: Shape) -> None:
        """Rows of a child table, in the order of their positions."""
        keys = [OWNER, *[key_column(path) for path in paths]]
        where = [table.columns.index(key) if key in table.columns else None for key in keys]
        columns = [(index, column(shape, name)) for index, name in enumerate(table.columns) if name not in keys]
        names = [table.columns[index] for index, _ in columns]
        owner_table = table.name.removesuffix("." + ".".join(paths[-1]))
        rows = []
        for number, row in _rows(table):
            owner, *positions = [None if index is None else row[index] for index in where]
            rows.append((owner, [_position(position) for position in positions], number, row))
        for owner, positions, number, row in sorted(rows, key=lambda row: [_after(p) for p in row[1]]):
            item = self.items.get((owner_table, owner, *positions[:-1]))
            if item is None:
                said = " ".join([str(part) for part in (owner, *positions[:-1]) if part is not None])
                self.report(-1, NO_OWNER(table=table.name, owner=said or '""'), table, number)
                continue
            listed, at = self.list_of(item, paths[-1])
            if listed is None:
                name = ".".join(paths[-1])
                self.report(item.root, CONFLICT(at=at, column=name), table, number)
                continue
            made = _Item({}, item.root, f"{at}/{len(listed)}")
            listed.append(made.data)
            self.place(made, table, number)
            if positions[-1] is not None and _after(positions[-1]) == inf:
                expected = "a whole number from 0"
                self.report(item.root, POSITION(positions[-1], at=made.at, expected=expected), table, number)
            self.fill(made, names, [known for _, known in columns], [row[index] for index, _ in columns])
            self.items.setdefault((table.name, owner, *positions), made)

    def list_of(self, item: _Item, path: tuple[str, ...]) -> tuple[list[Any] | None, str]:
        """The list at a path in an item, made if need be, and its pointer; None if something else stands there."""
        at = item.at + pointer(*path)
        if (item.root, at) not in self.lists:
            made: list[Any] = []
            if not _put(item.data, path, made):
                return None, at
            self.lists[item.root, at] = made
        return self.lists[item.root, at], at

    # --- cells ---

    def fill(self, item: _Item, names: Iterable[str], columns: Iterable[Column], row: Iterable[Cell]) -> None:
        """Put the cells of a row where they belong."""
        for name, known, cell in zip(names, columns, row, strict=True):
            if cell is None:
                continue
            at = item.at + pointer(*known.path)
            value = cell
            if known.shape is None and isinstance(cell, str):
                value, problems = parse(utf8(cell), first=False)
                if problems:
                    expected = 'JSON text such as ["a", "b"]'
                    self.report(item.root, NOT_JSON(cell, at=at, expected=expected), at=item.at)
                    continue
            elif known.shape is not None and not isinstance(known.shape, Scalar) and isinstance(cell, str):
                value = _typed(cell)
            if not _put(item.data, known.path, value):
                self.report(item.root, CONFLICT(at=at, column=name), at=item.at)

    # --- problems ---

    def place(self, item: _Item, table: Table, number: int) -> None:
        if table.lines:
            self.lines[item.root, item.at] = table.lines[number]

    def report(self, root: int, problem: Problem, table: Table | None = None, number: int = 0, at: str = "") -> None:
        """Keep a problem of a record, with the line of a row of a table, or else that of the row that stands at a pointer."""
        line = table.lines[number] if table is not None and table.lines else self.lines.get((root, at))
        self.found.setdefault(root, []).append(evolve(problem, line=line))

    def line_of(self, root: int, at: str) -> int | None:
        """The line of the row that holds what a pointer leads to: that of the longest pointer to a row on the way."""
        while at and (root, at) not in self.lines:
            at = at.rpartition("/")[0]
        return self.lines.get((root, at))

    def read(self, unknown: Unknown) -> Gathered:
        """The records, and all problems."""
        nodes: list[Node] = []
        problems = self.found.get(-1, [])
        for root, data in enumerate(self.roots):
            shape = _HEADER if data.get(TYPE) == _HEADER.tag else shape_of(RECORD)
            node, found = read(shape, data, unknown)
            placed = [evolve(problem, line=self.line_of(root, problem.pointer)) for problem in found]
            if node is not None:
                nodes.append(node)
            problems += named([*self.found.get(root, ()), *placed], data)
        return Gathered(tuple(nodes), tuple(problems))


_NOTHING: Final = Scalar(name="the row of an unknown class", read=lambda text: (text, ()))


def _rows(table: Table) -> Iterator[tuple[int, Any]]:
    """The rows that are not empty, with their numbers."""
    for number, row in enumerate(table.rows):
        if any([cell is not None for cell in row]):
            yield number, row


def _typed(cell: str) -> Any:
    """The number or boolean of a JSON text; the text itself if it is something else, which the reader reports."""
    value, problems = parse(cell.encode(errors="replace"), first=False)
    return cell if problems or not isinstance(value, (bool, int, float)) else value


def _position(cell: Cell) -> Cell:
    """A position as a number, if it is one."""
    text = str(cell)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else cell


def _after(position: Cell) -> float:
    """What rows are ordered by: the position; those without one come last."""
    return position if type(position) is int and position >= 0 else inf


def _put(data: dict[str, Any], path: tuple[str, ...], value: Any) -> bool:
    """Put a value at a path; whether there was room."""
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
