"""Reads the values of columns, and reports what was inferred and what was not understood."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from attrs import evolve

from ..model.ids import id_made
from ..model.scope import Scope
from ..problems.display import literal
from ..problems.listing import Listing
from ..problems.meant import closest
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..shapes.tree import ListOf, Number, ObjectOf, Scalar, Shape
from ..tables.columns import declared
from ..values.dates import DATE, DATE_OR_TIME
from ..values.ids import Reference
from ..values.language import LANGUAGE
from ..values.timezones import TIMEZONE
from ..vocab import Term
from ..vocab.events import CountQualifier
from .block import Block
from .codes import (
    DATE_ORDER,
    ERROR_VALUE,
    KEPT_IN_NOTES,
    MADE_RECORD,
    NO_VALUE,
    ROW_LANGUAGE,
    SEVERAL_NAMED,
    SEVERAL_OR_ONE,
    SKIPPED_VALUE,
    TIME_LEFT_OUT,
    UNKNOWN_NAME,
    VALUE_IS,
)
from .days import NO_HINTS, DateHints, day_of, goes_on, is_ambiguous, is_local, order_in, span_in
from .directory import Directory
from .grid import is_filled
from .headings import heading
from .human import shape_of_table
from .meaning import EPOCH, EPOCH_1904, Meant, Read, certain, column_reader, is_other, is_plain, plain_text
from .names import are_of_several, tag_of
from .parts import Part, count_in, fits, is_name, several_in, target_of, texts_in
from .plan import Plan, Role
from .posts import says_nothing
from .roles import is_naming
from .wording import advised, flag_named, nameless
from .words import is_nothing, yes_or_no

__all__ = ["Cells", "Fresh"]

LONGEST: Final = 60  # characters of the name in an id that is made
SEVERAL: Final = ("email", "phone", "url")  # the fields of lists, several items of which may be in one cell
LANGS: Final = ("languages", "lang")  # the fields with the language of what a record describes
WRITTEN: Final = ("output", "source")  # the records whose language is that of their titles
OF_TITLE: Final = ("titles", "abstract", "container.title", "name")  # the texts in that language
ZONE: Final = "timezone"  # the field with the time zone of the times of a record
SEARCHED: Final = 100  # unknown names for which similar ones are searched, among all names of a workbook


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
        self.gone: set[str] = set()  # names of records that were deleted
        self.near: dict[tuple[str, tuple[str, ...]], str | None] = {}  # the names that are similar to unknown ones
        self.more: dict[tuple[tuple[int, str], str], list[tuple[int, int, str]]] = {}  # by part and column
        self.told: set[int] = set()  # sheets whose rows give the language of their titles
        self.readers: dict[tuple[Any, ...], Read] = {}

    def say(self, problem: Problem, part: Part, place: int, number: int | None) -> None:
        """Report a problem at a cell."""
        head = None if number is None else part.plan.heads.get(number)
        self.found.add([evolve(problem, cell=part.address(place, number), heading=head)])

    def report_formulas(self, plan: Plan) -> None:
        """Report formulas without a value, and error values, in the columns of a sheet that are read."""
        help = Phrase("Open the file in a spreadsheet program, save it there, and read it again.")
        grid = plan.grid
        said = [(place, NO_VALUE(help=help)) for place in grid.odd.bare]
        said += [(place, ERROR_VALUE(text)) for place, text in grid.odd.errors.items()]
        rows = {*plan.rows, *plan.nameless}
        for (row, column), problem in sorted(said, key=lambda one: one[0]):
            if row in rows and column in plan.columns:
                self.found.add([evolve(problem, cell=grid.address(row, column), heading=plan.heads.get(column))])

    def report_nameless(self, plan: Plan) -> None:
        """Report the rows that are not read, since nothing names their record, at the cell where the name belongs."""
        named = [number for number, role in plan.columns.items() if is_naming(role)]
        for row in plan.nameless:
            if not any(
                [(row, number) in cells for number in named for cells in (plan.grid.odd.bare, plan.grid.odd.errors)]
            ):
                problem = evolve(nameless(), cell=plan.grid.address(row, named[0]), heading=plan.heads.get(named[0]))
                self.found.add([problem])

    # --- columns ---

    def columns_of(self, part: Part) -> Block:
        """Return the columns of a part without its names."""
        shape = shape_of_table(part.table, self.scope)
        raw = part.all_cells()
        block = Block(len(part.plan.rows))
        own = dict(part.columns).values()
        later: list[tuple[str, list[Any]]] = []  # the ends of spans, beside a column of ends
        for number, key in part.columns:
            if is_name(key):
                continue
            if part.plan.is_ours and not key.endswith("@"):
                block.add(key, number, self.column(part, shape, number, key, raw[number]))
                continue
            for name, values in self.meant(part, shape, number, key, raw[number]):
                there = block.of(name)
                if name != key and name in own and not key.endswith("@"):
                    later.append((name, values))
                elif there is None:
                    block.add(name, number, values)
                else:
                    self.fill_in(part, there, number, values)
        for name, values in later:
            at = block.names.index(name)
            self.fill_in(part, values, block.numbers[at] or 0, block.cells[at])
            block.cells[at] = values
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
            cells = raw if known is None else self.without_placeholders(part, known, number, raw, Meant)
            texts = [plain_text(cell).strip() if is_filled(cell) else "" for cell in cells]
            langs = self.langs(part, key)
            tags = [tag_of(text, lang) if text else None for text, lang in zip(texts, langs, strict=True)]
            for tag in dict.fromkeys([tag for tag in tags if tag is not None]):
                yield key + tag, [text if own == tag else None for text, own in zip(texts, tags, strict=True)]
        elif known in (DATE, DATE_OR_TIME) and isinstance(known, Scalar) and key.rpartition(".")[2] == "start":
            spans = self.spans(part, known, number, raw)
            starts = [spans[place][0] if place in spans else cell for place, cell in enumerate(raw)]
            yield key, self.column(part, shape, number, key, starts)
            if spans:
                ends = [spans[place][1] if place in spans else None for place in range(len(raw))]
                yield key.removesuffix("start") + "end", ends
        elif (
            isinstance(known, Term) and isinstance(shape, ObjectOf) and (flags := self.flags(part, shape, number, raw))
        ):
            kinds = [None if place in flags else cell for place, cell in enumerate(raw)]
            yield key, self.column(part, shape, number, key, kinds)
            for flag in dict.fromkeys(flags.values()):
                yield flag, [True if flags.get(place) == flag else None for place in range(len(raw))]
        elif key in SEVERAL and known is not None:
            first, more = self.first_of(part, known, number, raw)
            self.more.setdefault((part.key, key), []).extend(more)
            yield key, self.column(part, shape, number, key, first)
        elif key.endswith(".value") and isinstance(known, Number) and known.integer:
            counts = {place: found for place, cell in enumerate(raw) if (found := count_in(cell))}
            yield key, self.column(part, shape, number, key, raw, counts)
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
        if not part.plan.is_ours:
            target = target_of(known, key)
            dates = self.dates(part, known, number, key, raw)
            read = self.reader(part, known, is_of_people=target == "person", dates=dates)
            raw = self.without_placeholders(part, known, number, raw, read, is_end=dates.end == "end")
            if target is not None:
                self.make_named(part, number, raw, read, target)
                read = self.reader(part, known, is_of_people=target == "person", dates=dates)
        is_leaving = (
            self.is_lenient and not part.plan.is_ours and (part.is_beside or not part.is_needed(key, self.scope))
        )
        is_telling = not part.plan.is_known and target_of(known, key) is None
        zoned = None if part.plan.is_ours or known is not DATE_OR_TIME else self.zoned(part)
        if not given and not is_leaving and not is_telling and zoned is None:
            values = certain(raw, read)
            if values is not None:
                return values
        concluded: dict[Any, list[int]] = {}
        timed: dict[Any, list[int]] = {}
        values = []
        for place, cell in enumerate(raw):
            if not is_filled(cell):
                values.append(None)
                continue
            meant = Meant(given[place][0], True) if given and place in given else read(cell)
            if meant.unknown:
                self.unknown[part.address(place, number)] = self.unknown_name(known, meant.unknown[0])
            if is_leaving and not fits(known, meant.value):
                self.leave(part, known, number, place, cell)
                values.append(None)
                continue
            if zoned is not None and not zoned[place] and is_local(meant.value):
                timed.setdefault(cell, []).append(place)
                values.append(day_of(meant.value))
                continue
            if meant.concluded or (is_telling and is_other(cell, meant.value)):
                concluded.setdefault(cell, []).append(place)
            values.append(meant.value)
        for cell, places in concluded.items():
            about = (given or {}).get(places[0], (0, ""))[1]
            word = next((term.label(part.plan.lang).lower() for term in CountQualifier if term.value == about), "")
            self.conclude(part, known, number, cell, values[places[0]], places, word)
        for cell, places in timed.items():
            self.leave_time_out(part, number, cell, values[places[0]], places)
        return values

    def flags(self, part: Part, shape: ObjectOf, number: int, raw: Sequence[Any]) -> dict[int, str]:
        """Return the column of "yes" and "no" that each cell names, as "Think tank" in a column of kinds; reported once for a column."""
        named = {cell: flag_named(shape, cell) for cell in dict.fromkeys(raw) if isinstance(cell, str)}
        for text, flag in [(text, flag) for text, flag in named.items() if flag]:
            what = f"{heading(part.table, shape, flag, part.plan.lang)}: {yes_or_no(part.plan.lang)[0]}"
            self.say(VALUE_IS(text, what=what, count=list(raw).count(text)), part, list(raw).index(text), number)
        return {place: said for place, cell in enumerate(raw) if isinstance(cell, str) and (said := named[cell])}

    def reader(self, part: Part, shape: Shape, *, is_of_people: bool = False, dates: DateHints = NO_HINTS) -> Read:
        """Return the function that reads the cells of a column, the same for all such columns while no name is added."""
        hinting = not part.plan.is_ours
        key = id(shape), part.plan.lang, hinting, self.directory.size, is_of_people, dates
        if key not in self.readers:
            self.readers[key] = column_reader(
                shape,
                part.plan.lang,
                self.directory,
                self.epoch,
                is_hinting=hinting,
                is_of_people=is_of_people,
                dates=dates,
            )
        return self.readers[key]

    def dates(self, part: Part, shape: Shape, number: int, key: str, raw: Sequence[Any]) -> DateHints:
        """Return what is known of the dates of a column; the order of day and month is reported where it decides."""
        if shape not in (DATE, DATE_OR_TIME):
            return NO_HINTS
        order = order_in(part.cells(number))  # also ranges, of which `raw` has the first date
        if order is not None:
            place = next((place for place, cell in enumerate(raw) if is_ambiguous(cell)), None)
            if place is not None:
                what = Phrase("day") if order.is_day_first else Phrase("month")
                self.say(DATE_ORDER(plain_text(raw[place]), what=what, proof=order.proof), part, place, number)
        last = key.rpartition(".")[2]
        return DateHints(order, {"founded": "start"}.get(last, last if last in ("start", "end") else ""))

    def langs(self, part: Part, key: str) -> list[str]:
        """Return the language of the texts in each row: that of its title, if the row gives one, else that of the sheet."""
        plan = part.plan
        number = next((n for n, role in plan.columns.items() if role.table == plan.table and role.key in LANGS), None)
        langs = [plan.lang] * len(plan.rows)
        if number is None or plan.table not in WRITTEN or key.partition("@")[0] not in OF_TITLE:
            return langs
        read = column_reader(ListOf(item=LANGUAGE), plan.lang, self.directory)
        for place, cell in enumerate(part.cells(number)):
            tags: list[str] = read(cell).value if is_filled(cell) else []
            if len(tags) == 1 and fits(LANGUAGE, tags[0]):
                langs[place] = tags[0]
        if any([lang != plan.lang for lang in langs]) and id(plan.grid) not in self.told:
            self.told.add(id(plan.grid))
            said = ROW_LANGUAGE(plan.grid.name, column=plan.heads.get(number, ""))
            self.found.add([evolve(said, cell=plan.grid.address(plan.head, number))])
        return langs

    def spans(self, part: Part, shape: Scalar, number: int, raw: Sequence[Any]) -> dict[int, tuple[str, str]]:
        """Return the first and the last date of the cells with both, which are reported once for a column."""
        hints = DateHints(order_in(raw))
        read = {
            cell: span for cell in dict.fromkeys(raw) if isinstance(cell, str) and (span := span_in(shape, cell, hints))
        }
        found = {place: read[cell] for place, cell in enumerate(raw) if isinstance(cell, str) and cell in read}
        for text, span in read.items():
            places = [place for place, cell in enumerate(raw) if cell == text]
            self.say(VALUE_IS(text, what=" – ".join(span), count=len(places)), part, places[0], number)
        return found

    def first_of(
        self, part: Part, shape: Shape, number: int, raw: Sequence[Any]
    ) -> tuple[list[Any], list[tuple[int, int, str]]]:
        """Return the cells with the first of several values in one cell, and the place, the column and the text of each other."""
        first = list(raw)
        more: list[tuple[int, int, str]] = []
        for place, cell in enumerate(raw):
            items = several_in(cell, shape) if isinstance(cell, str) else ()
            if items:
                first[place] = items[0]
                more += [(place, number, item) for item in items[1:]]
                self.say(VALUE_IS(cell, what=" | ".join(items), count=1), part, place, number)
        return first, more

    def zoned(self, part: Part) -> list[bool]:
        """Return whether each row gives the time zone of its times."""
        number = part.column(ZONE)
        if number is None:
            return [False] * len(part.plan.rows)
        read = self.reader(part, TIMEZONE)
        return [is_filled(cell) and fits(TIMEZONE, read(cell).value) for cell in part.cells(number)]

    def leave_time_out(self, part: Part, number: int, cell: Any, day: str, places: Sequence[int]) -> None:
        """Report that only the day of a time without a time zone is kept."""
        shape = shape_of_table(part.table, self.scope)
        assert shape is not None  # parts are made of shapes
        column = heading(part.table, shape, ZONE, part.plan.lang)
        advice = Phrase(
            "Write a time zone such as {zone} in a column {column}.", column=column, zone=TIMEZONE.examples[0]
        )
        self.say(TIME_LEFT_OUT(plain_text(cell), day=day, count=len(places), help=advice), part, places[0], number)

    def without_placeholders(
        self, part: Part, shape: Shape, number: int, raw: Sequence[Any], read: Read, *, is_end: bool = False
    ) -> Sequence[Any]:
        """Return the cells without those that say that there is no value, which are reported once for a column.

        The end of a period that goes on is one of them.
        """
        said: dict[str, list[int]] = {}
        leaf = shape.item if isinstance(shape, ListOf) else shape
        is_naming_one = isinstance(leaf, Reference)
        for place, cell in enumerate(raw):
            if (
                isinstance(cell, str)
                and (says_nothing(cell) if is_naming_one else is_nothing(cell) or (is_end and goes_on(cell)))
            ) and (isinstance(leaf, Reference) or is_plain(leaf) or not fits(shape, read(cell).value)):
                said.setdefault(cell, []).append(place)
        if not said:
            return raw
        self.report_nothing(part, number, said)
        return [None if isinstance(cell, str) and cell in said else cell for cell in raw]

    def report_nothing(self, part: Part, number: int, said: Mapping[str, list[int]]) -> None:
        """Report once for a column which texts say that there is no value."""
        for text, places in said.items():
            self.say(VALUE_IS(text, what=Phrase("no value"), count=len(places)), part, places[0], number)

    def doubt(self, part: Part, number: int, text: str, places: Sequence[int]) -> None:
        """Report that a cell may hold several names."""
        is_marked = bool({*";；"} & {*text})  # the column takes one name
        advice = Phrase("Write only one name.") if is_marked else Phrase("Put a semicolon between the names.")
        self.say(SEVERAL_OR_ONE(text, count=len(places), help=advice), part, places[0], number)

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

    def leave(self, part: Part, shape: Shape, number: int, place: int, cell: Any) -> None:
        """Keep a cell that is not valid in its column in the notes of the record, and report it."""
        left = self.note(part, number, place, cell)
        self.say(advised(left, shape, part.table, part.plan.lang, self.scope), part, place, number)

    def note(self, part: Part, number: int, place: int, cell: Any) -> Problem:
        """Put a cell with its heading into the notes of the record, and return the problem that says so."""
        text = plain_text(cell).strip()
        heading = part.plan.heads.get(number, "").replace("\n", " ")
        key = part.beside(part.table.partition(".")[0])
        self.left.setdefault(key, {}).setdefault(place, []).append(f"{heading}: {text}" if heading else text)
        return KEPT_IN_NOTES(text, column=heading)

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
        doubtful: dict[str, list[int]] = {}
        for place, cell in enumerate(raw):
            if is_filled(cell):
                meant = read(cell)
                for name in meant.unknown:
                    wanted.setdefault(name, []).append(place)
                if meant.doubtful:
                    doubtful.setdefault(plain_text(cell), []).append(place)
        for text, places in doubtful.items():
            self.doubt(part, number, text, places)
        for name, places in wanted.items():
            if target == "organization" and are_of_several(name):
                self.doubt(part, number, name, places)
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
        if name in self.gone:
            return UNKNOWN_NAME(
                name, help=Phrase("Its record was deleted: empty this cell or delete its row, or write another name.")
            )
        key = name, tuple(item.targets)
        if key not in self.near and len(self.near) < SEARCHED:
            self.near[key] = closest(name, self.directory.names(item.targets))
        near = self.near.get(key)
        return UNKNOWN_NAME(name, suggestion=None if near is None else literal(near))


def _cut(id: str, most: int) -> str:
    """Return the name in an id, cut after a word if it is long.

    >>> _cut("program:a-very-long-name", 12), _cut("program:short", 12)
    ('a-very-long', 'short')
    """
    name = id.rpartition(":")[2]
    return name if len(name) <= most else name[: most + 1].rpartition("-")[0] or name[:most]
