"""Reads the values of columns, and reports what was inferred and what was not understood."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from attrs import evolve

from ..model.ids import id_made
from ..model.scope import Scope
from ..problems.display import literal
from ..problems.listing import Listing
from ..problems.meant import close_matches
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..records.readers import Line
from ..shapes.tree import ListOf, Number, Shape
from ..tables.columns import declared
from ..values.ids import Reference
from ..vocab import Term
from ..vocab.events import CountQualifier
from .block import Block
from .codes import (
    ERROR_VALUE,
    KEPT_IN_NOTES,
    MADE_RECORD,
    NO_VALUE,
    SEVERAL_NAMED,
    SKIPPED_VALUE,
    UNKNOWN_NAME,
    VALUE_IS,
)
from .directory import Directory
from .grid import is_filled
from .human import shape_of_table
from .meaning import EPOCH, EPOCH_1904, Meant, Read, column_reader, is_plain, plain_text
from .names import tag_of
from .parts import Part, count_in, fits, is_name, target_of, texts_in
from .plan import Plan, Role
from .roles import is_naming
from .wording import nameless
from .words import yes_or_no

__all__ = ["Cells", "Fresh", "with_names"]

LONGEST: Final = 60  # characters of the name in an id that is made
OF_IDS: Final = ("id.syntax", "id.wrong-type", "reference.wrong-type")  # codes about names that replace those about ids


class Fresh(NamedTuple):
    """A record that cells only name: its id and name, and the first such cell with its heading."""

    id: str
    name: str
    cell: str
    heading: str | None


class Cells:
    """Reads cells, and collects their problems.

    Parameters:
        found: lists the problems.
        is_1904: whether the workbook uses the 1904 date system.
        is_lenient: whether a cell of a foreign workbook that is not understood goes into the notes of its record.
        values: for each column, the values that texts mean.
        scope: the records that there can be.
    """

    def __init__(
        self, found: Listing, *, is_1904: bool, is_lenient: bool, values: Mapping[Role, Mapping[str, str]], scope: Scope
    ) -> None:
        self.found: Listing = found
        self.scope = scope
        self.is_lenient = is_lenient
        self.values = values
        self.epoch: datetime.date = EPOCH_1904 if is_1904 else EPOCH
        self.directory: Directory = Directory()
        self.taken: set[str] = set()  # ids
        self.fresh: dict[str, list[Fresh]] = {}  # records that are only named, by type
        self.left: dict[tuple[int, str], dict[int, list[str]]] = {}  # cells for the notes, by part and row
        self.unknown: dict[str, Problem] = {}  # unknown names, by cell
        self.readers: dict[tuple[int, str, bool, int], Read] = {}

    def say(self, problem: Problem, part: Part, place: int, number: int | None) -> None:
        """Report a problem at a cell."""
        head = None if number is None else part.plan.heads.get(number)
        self.found.add([evolve(problem, cell=part.address(place, number), heading=head)])

    def report_formulas(self, plan: Plan) -> None:
        """Report formulas without a value, and error values, in the columns of a sheet that are read."""
        help = Phrase("Open the file in a spreadsheet program, save it there, and read it again.")
        grid = plan.grid
        said = [(place, NO_VALUE(help=help)) for place in grid.bare]
        said += [(place, ERROR_VALUE(text)) for place, text in grid.errors.items()]
        rows = {*plan.rows, *plan.nameless}
        for (row, column), problem in sorted(said, key=lambda one: one[0]):
            if row in rows and column in plan.columns:
                self.found.add([evolve(problem, cell=grid.address(row, column), heading=plan.heads.get(column))])

    def report_nameless(self, plan: Plan) -> None:
        """Report the rows that are not read, since nothing names their record, at the cell where the name belongs."""
        named = [number for number, role in plan.columns.items() if is_naming(role)]
        for row in plan.nameless:
            if not any([(row, number) in cells for number in named for cells in (plan.grid.bare, plan.grid.errors)]):
                problem = evolve(nameless(), cell=plan.grid.address(row, named[0]), heading=plan.heads.get(named[0]))
                self.found.add([problem])

    # --- columns ---

    def columns_of(self, part: Part) -> Block:
        """Return the columns of a part without its names."""
        shape = shape_of_table(part.table, self.scope)
        raw = part.all_cells()
        block = Block(len(part.plan.rows))
        for number, key in part.columns:
            if is_name(key):
                continue
            if part.plan.is_ours and not key.endswith("@"):
                block.add(key, number, self.column(part, shape, number, key, raw[number]))
                continue
            for name, values in self.meant(part, shape, number, key, raw[number]):
                there = block.of(name)
                if there is None:
                    block.add(name, number, values)
                else:
                    self.fill_in(part, there, number, values)
        return block

    def fill_in(self, part: Part, values: list[Any], number: int, more: Sequence[Any]) -> None:
        """Put the values of a second column into the gaps of the first one that means the same."""
        for place, value in enumerate(more):
            if values[place] is None:
                values[place] = value
            elif value is not None and value != values[place]:
                self.say(SKIPPED_VALUE(value, kept=str(values[place])), part, place, number)

    def meant(
        self, part: Part, shape: Shape | None, number: int, key: str, raw: Sequence[Any]
    ) -> Iterator[tuple[str, list[Any]]]:
        """Yield the columns that a foreign column is read as: texts by language, counts with their qualifier."""
        known = None if shape is None else declared(shape, key)
        if key.endswith("@"):
            texts = [plain_text(cell).strip() if is_filled(cell) else None for cell in raw]
            for tag in dict.fromkeys([tag_of(text, part.plan.lang) for text in texts if text]):
                yield key + tag, [text if text and tag_of(text, part.plan.lang) == tag else None for text in texts]
        elif key.endswith(".value") and isinstance(known, Number) and known.integer:
            counts = {place: found for place, cell in enumerate(raw) if (found := count_in(cell))}
            yield (
                key,
                self.column(part, shape, number, key, raw, counts),
            )
            words = [counts[place][1] if place in counts else None for place in range(len(part.plan.rows))]
            yield key.removesuffix("value") + "qualifier", words
        else:
            yield key, self.column(part, shape, number, key, raw)

    def column(
        self,
        part: Part,
        shape: Shape | None,
        number: int,
        key: str,
        raw: Sequence[Any],
        given: Mapping[int, tuple[int, str]] | None = None,
    ) -> list[Any]:
        """Return the values of the cells of a column; those of some rows may be given, with their qualifiers."""
        said = self.values.get(Role(part.table, key), {})
        if said:
            raw = [said.get(plain_text(cell), cell) for cell in raw]
        known = None if shape is None else declared(shape, key)
        if known is None or (is_plain(known) and part.plan.is_ours):
            return texts_in(raw)
        read = self.reader(part, known)
        if not part.plan.is_ours and (target := target_of(known, key)) is not None:
            self.make_named(part, number, raw, read, target)
            read = self.reader(part, known, is_hinting=True)
        is_leaving = self.is_lenient and not part.plan.is_ours and (part.is_beside or not part.is_needed(key))
        is_telling = not part.plan.is_known and target_of(known, key) is None
        if not given and not is_leaving and not is_telling:
            values = _certain(raw, read)
            if values is not None:
                return values
        concluded: dict[Any, list[int]] = {}
        values = []
        for place, cell in enumerate(raw):
            if not is_filled(cell):
                values.append(None)
                continue
            meant = Meant(given[place][0], True) if given and place in given else read(cell)
            if meant.unknown:
                self.unknown[part.address(place, number)] = self.unknown_name(known, meant.unknown[0])
            if is_leaving and not fits(known, meant.value):
                self.leave(part, number, place, cell)
                values.append(None)
                continue
            if meant.concluded or (is_telling and _is_other(cell, meant.value)):
                concluded.setdefault(cell, []).append(place)
            values.append(meant.value)
        for cell, places in concluded.items():
            about = (given or {}).get(places[0], (0, ""))[1]
            word = next((term.label(part.plan.lang).lower() for term in CountQualifier if term.value == about), "")
            self.conclude(part, known, number, cell, values[places[0]], places, word)
        return values

    def reader(self, part: Part, shape: Shape, *, is_hinting: bool | None = None) -> Read:
        """Return the function that reads the cells of a column, the same for all columns of a shape while no name is added."""
        hinting = not part.plan.is_ours if is_hinting is None else is_hinting
        key = id(shape), part.plan.lang, hinting, self.directory.size
        if key not in self.readers:
            self.readers[key] = column_reader(shape, part.plan.lang, self.directory, self.epoch, is_hinting=hinting)
        return self.readers[key]

    def conclude(
        self, part: Part, shape: Shape, number: int, cell: Any, value: Any, places: list[int], about: str = ""
    ) -> None:
        """Report once for a column how a value was interpreted, in the words of the sheet. `about` qualifies a number."""
        text = plain_text(cell)
        leaf = shape.item if isinstance(shape, ListOf) else shape
        what = "; ".join(
            [self.said(leaf, item, part.plan.lang) for item in (value if isinstance(value, list) else [value])]
        )
        self.say(VALUE_IS(text, what=f"{about} {what}".strip(), count=len(places)), part, places[0], number)

    def said(self, shape: Shape, value: Any, lang: str) -> str:
        """Return a value as people know it: a label, or the name of a record. The code of a country, since the cell has its name."""
        if isinstance(shape, Reference):
            return self.directory.name_of(str(value)) or str(value)
        if isinstance(shape, Term):
            return next((term.label(lang) for term in shape.terms if term.value == value), str(value))
        if isinstance(value, bool):
            return yes_or_no(lang)[not value]
        return str(value)

    def leave(self, part: Part, number: int, place: int, cell: Any) -> None:
        """Keep a cell that is not valid in its column in the notes of the record."""
        text = plain_text(cell).strip()
        heading = part.plan.heads.get(number, "").replace("\n", " ")
        key = part.beside(part.table.partition(".")[0])
        self.left.setdefault(key, {}).setdefault(place, []).append(f"{heading}: {text}" if heading else text)
        self.say(KEPT_IN_NOTES(text, column=heading), part, place, number)

    # --- names of records ---

    def new_id(self, table: str, *words: str) -> str:
        """Return an unused id, which is the same each time for the same workbook."""
        types = tuple(self.scope.record.options)
        try:
            made = id_made(table, [_cut(id_made(table, [word], types), LONGEST // len(words)) for word in words], types)
        except ValueError:
            made = f"{table}:row"
        wanted, number = made, 1
        while made in self.taken:
            number += 1
            made = f"{wanted}-{number}"
        self.taken.add(made)
        return made

    def new(self, type: str, name: str, cell: str, heading: str | None = None) -> str:
        """Make a record with only a name, which is in a cell under a heading, and return its id."""
        made = self.new_id(type, name)
        self.directory.add(made, name)
        self.fresh.setdefault(type, []).append(Fresh(made, name, cell, heading))
        return made

    def make_named(self, part: Part, number: int, raw: Sequence[Any], read: Read, target: str) -> None:
        """Make records for unknown names in a column."""
        wanted: dict[str, list[int]] = {}
        for place, cell in enumerate(raw):
            for name in read(cell).unknown if is_filled(cell) else ():
                wanted.setdefault(name, []).append(place)
        for name, places in wanted.items():
            if not self.directory.alike(name, [target]):
                made = self.new(target, name, part.address(places[0], number), part.plan.heads.get(number))
                self.say(MADE_RECORD(name, record_id=made, count=len(places)), part, places[0], number)

    def unknown_name(self, shape: Shape, name: str) -> Problem:
        """Return the problem that no record has this name, or that several have."""
        item = shape.item if isinstance(shape, ListOf) else shape
        assert isinstance(item, Reference)  # nothing else takes names
        ids = self.directory.alike(name, item.targets)
        if len(ids) > 1:
            return SEVERAL_NAMED(name, ids=", ".join(ids[:5]))
        near = close_matches(name, self.directory.names(item.targets), 1)
        return UNKNOWN_NAME(name, suggestion=literal(near[0]) if near else None)


def with_names(lines: Iterable[Line], unknown: Mapping[str, Problem]) -> Iterator[Line]:
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


def _cut(id: str, most: int) -> str:
    """Return the name in an id, cut after a word if it is long.

    >>> _cut("program:a-very-long-name", 12), _cut("program:short", 12)
    ('a-very', 'short')
    """
    name = id.rpartition(":")[2]
    return name if len(name) <= most else name[: most + 1].rpartition("-")[0] or name[:most]


def _certain(raw: Sequence[Any], read: Read) -> list[Any] | None:
    """Return the values of cells; None if one of them was inferred, or names an unknown record."""
    keys: Sequence[Any] = raw if set(map(type, raw)) <= {str} else [(type(cell), cell) for cell in raw]
    values: dict[Any, Any] = {}
    for key, cell in dict(zip(keys, raw, strict=True)).items():
        meant = read(cell) if is_filled(cell) else Meant(None)
        if meant.concluded or meant.unknown:
            return None
        values[key] = meant.value
    return list(map(values.__getitem__, keys))


def _is_other(cell: Any, value: Any) -> bool:
    """Return whether a value differs from the literal value of the cell."""
    items = value if isinstance(value, list) else [value]
    return any([plain_text(item) not in plain_text(cell) for item in items])
