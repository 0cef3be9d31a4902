"""Puts the cells of tables into plain data, a column at a time, and finds the cells of problems afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from attrs import evolve

from ..jsontext.parsing import parse, parse_canonical
from ..problems.pointers import pointer, pointer_tokens
from ..problems.problem import Code, Problem
from ..records.single import utf8
from ..shapes.tree import EXTRA, Scalar
from .codes import CONFLICT, NOT_JSON
from .columns import Column, Path
from .table import Cell, Table
from .targets import Targets

__all__ = ["Fault", "Filled", "Rows", "fill", "lists_in"]

NUMBERS: Final = frozenset([bool, int, float])  # the types of values that are not texts


class Filled:
    """The rows of a table that belong to records, and the objects that they are put into.

    Parameters:
        targets: where the cells of the table go.
        numbers: the numbers of the rows.
        data: the object of each row.
        roots: the number of the record of each row; empty for a child table.
        end: for a child table the pointer of its list from the owner.
        owners: for a child table the rows that the objects belong to.

    Attributes:
        positions: for a child table the position of each object in its list, once they are counted.
    """

    def __init__(
        self,
        targets: Targets,
        numbers: list[int],
        data: list[dict[str, Any]],
        roots: Sequence[int] = (),
        end: str = "",
        owners: Sequence[tuple[Filled, int]] = (),
    ) -> None:
        self.targets = targets
        self.numbers = numbers
        self.data = data
        self.roots = roots
        self.end = end
        self.owners = owners
        self.positions: list[int] = []

    def at(self, item: int) -> str:
        """Return the pointer of an object in its record."""
        if not self.owners:
            return ""
        filled, place = self.owners[item]
        return f"{filled.at(place)}{self.end}/{self.positions[item]}"

    def root(self, item: int) -> int:
        """Return the number of the record of an object."""
        if not self.owners:
            return self.roots[item]
        filled, place = self.owners[item]
        return filled.root(place)

    def put(self, item: int, problem: Problem, column: int | None) -> Problem:
        """Return a problem, placed at a row."""
        number = self.numbers[item]
        table = self.targets.table
        line = table.lines[number] if table.lines else None
        placed = evolve(problem, line=line, cell=table.cell(number, column))
        return placed if table.wording is None else table.wording(placed, number, column)


class Fault(NamedTuple):
    """A fault that was found while cells were put into place.

    Attributes:
        number: the number of the row that is at fault.
        filled: the rows of the object that it is reported in.
        item: which of them.
        code: what is wrong.
        end: the pointer of its value from the object.
        about: the value; for `CONFLICT` the name of the column.
        expected: what is expected.
    """

    number: int
    filled: Filled
    item: int
    code: Code
    end: str
    about: Cell
    expected: str = ""

    def problem(self) -> Problem:
        """Return the problem, with the pointer in its record."""
        at = self.filled.at(self.item) + self.end
        if self.code is CONFLICT:
            return CONFLICT(at=at, column=str(self.about))
        return self.code(self.about, at=at, expected=self.expected)


class Rows:
    """The rows that records come from, by record. They are only looked up for a problem."""

    def __init__(self) -> None:
        self._filled: list[Filled] = []  # those with their objects
        self._new: list[Filled] = []
        self._of: dict[int, list[tuple[Filled, int]]] = {}  # by record
        self._counts: Counter[tuple[int, int, str]] = Counter()  # of the items of lists, by owner and pointer

    def add(self, filled: Filled) -> None:
        """Add the rows of a table."""
        self._filled.append(filled)
        self._new.append(filled)

    def forget_data(self) -> None:
        """Free the objects of the rows, once the rows of all tables have been put into them."""
        for filled in self._filled:
            filled.data = []
        self._filled.clear()

    def look_up(self) -> None:
        """Find the records of new rows, and their positions in lists. Rows of several tables can be in one list."""
        for filled in self._new:
            for owner, place in filled.owners:
                key = id(owner), place, filled.end
                filled.positions.append(self._counts[key])
                self._counts[key] += 1
            for item in range(len(filled.numbers)):
                self._of.setdefault(filled.root(item), []).append((filled, item))
        self._new.clear()

    def put(self, root: int, problem: Problem) -> Problem:
        """Return a problem of a record with its cell: that of the longest known prefix of its pointer."""
        self.look_up()
        known = {filled.at(item): (filled, item) for filled, item in self._of[root]}
        at = problem.pointer
        while at not in known:
            at = at.rpartition("/")[0]
        filled, item = known[at]
        rest = pointer_tokens(problem.pointer.removeprefix(at))
        places = filled.targets.columns.items()
        fit = [(len(own.path), index) for index, own in places if own.path == rest[: len(own.path)]]
        return filled.put(item, problem, max(fit)[1] if fit else None)


# --- cells ---


def fill(filled: Filled, table: Table, *, are_empty: bool = True) -> list[Fault]:
    """Put the cells of rows into their objects, and return the faults.

    Parameters:
        filled: the rows.
        table: the table, with its cells.
        are_empty: whether the objects have no keys yet, except for the type of a record.
    """
    into = filled.targets
    can_meet = not are_empty or into.can_give_keys
    faults: list[Fault] = []
    for index, (places, filled_cells) in enumerate(table.filled(filled.numbers)):
        known = into.columns.get(index)
        if known is None or not filled_cells:
            continue
        items, cells = places, filled_cells
        if not isinstance(known.shape, Scalar) and any([issubclass(kind, str) for kind in set(map(type, cells))]):
            items, cells = _parsed(filled, index, known, items, cells, faults)
        if index not in into.apart or can_meet:
            put = [_put(filled.data[item], known.path, cell) for item, cell in zip(items, cells, strict=True)]
            faults += [
                _conflict(filled, item, index, known.path)
                for item, is_put in zip(items, put, strict=True)
                if not is_put
            ]
        else:
            objects = filled.data if len(items) == len(filled.data) else [filled.data[item] for item in items]
            _put_apart(objects, known.path, cells)
    return faults


def _parsed(
    filled: Filled, index: int, known: Column, items: Sequence[int], cells: Sequence[Any], faults: list[Fault]
) -> tuple[Sequence[int], Sequence[Any]]:
    """Return the values of cells that may be JSON text, with their objects; a null is put into its object here, since None is an empty cell."""
    values = _plainly_parsed(known, cells)
    if values is not None:
        return items, values
    read: list[tuple[int, Any]] = []
    for item, cell in zip(items, cells, strict=True):
        value: Any = cell
        if isinstance(cell, str):
            json, wrong = parse(utf8(cell))
            if not wrong and (known.shape is None or isinstance(json, (bool, int, float))):
                value = json
                if json is None and not _put(filled.data[item], known.path, None):
                    faults.append(_conflict(filled, item, index, known.path))
            elif known.shape is None:
                value = None
                expected = 'JSON text such as ["a", "b"]'
                number, end = filled.numbers[item], pointer(*known.path)
                faults.append(Fault(number, filled, item, NOT_JSON, end, cell, expected))
        if value is not None:
            read.append((item, value))
    return [item for item, _ in read], [value for _, value in read]


def _plainly_parsed(known: Column, cells: Sequence[Any]) -> list[Any] | None:
    """Return the same where each text is canonical JSON with a value that its column can have; None if one is not."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    found = parse_canonical(texts)
    if found is None or None in found or not (known.shape is None or NUMBERS.issuperset(map(type, found))):
        return None
    if len(found) == len(cells):
        return found
    values = iter(found)
    return [next(values) if isinstance(cell, str) else cell for cell in cells]


def _put_apart(objects: Iterable[dict[str, Any]], path: Path, values: Iterable[Any]) -> None:
    """Put values at a path that no other column touches."""
    *inner, last = path
    if inner:
        for data, value in zip(objects, values, strict=True):
            within = data
            for key in inner:
                within = within.setdefault(key, {})
            within[last] = value
    else:
        for data, value in zip(objects, values, strict=True):
            data[last] = value


def _conflict(filled: Filled, item: int, index: int, path: Path) -> Fault:
    name = filled.targets.table.columns[index]
    return Fault(filled.numbers[item], filled, item, CONFLICT, pointer(*path), name)


def _put(data: dict[str, Any], path: Path, value: Any) -> bool:
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


def lists_in(objects: Iterable[dict[str, Any]], path: Path, made: set[int]) -> list[list[Any] | None]:
    """Return the list at a path of each object, created if necessary; None if a value that a cell gave is there.

    Parameters:
        objects: the objects.
        path: the path from each.
        made: the identities of the lists that were created.
    """
    *inner, last = path
    found: list[list[Any] | None] = []
    for within in objects:
        data: Any = within
        for key in inner:
            data = data.setdefault(key, {})
            if type(data) is not dict:
                break
        if type(data) is not dict:
            listed = None
        elif last in data:
            listed = data[last] if id(data[last]) in made else None
        else:
            listed = data[last] = []
            made.add(id(listed))
        found.append(listed)
    return found
