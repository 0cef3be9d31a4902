"""Reads the values of columns, and reports what was inferred and what was not understood."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import evolve

from ..problems.patterns import pattern
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
    MADE_RECORD,
    ROW_LANGUAGE,
    SKIPPED_VALUE,
    TIME_LEFT_OUT,
    VALUE_IS,
)
from .days import NO_HINTS, DateHints, day_of, goes_on, is_ambiguous, is_local, order_in
from .grid import is_filled
from .headings import heading
from .human import shape_of_table
from .meaning import EPOCH, EPOCH_1904, Meant, Read, certain, column_reader, is_other, is_plain, plain_text
from .names import are_of_several, tag_of
from .parts import Counted, Part, count_in, fits, is_name, several_in, target_of, texts_in
from .plan import Role
from .posts import says_nothing
from .registry import Registry
from .remarks import Remarks
from .spans import START, spans_in, starts_in
from .wording import flag_named
from .words import is_nothing, label_of, yes_or_no

__all__ = ["Cells"]

_AFTER: Final = pattern(r" ?[(（][^()（）]{1,80}[)）]\Z")
SEVERAL: Final = ("email", "phone", "url")  # the fields of lists, several items of which may be in one cell
LANGS: Final = ("languages", "lang")  # the fields with the language of what a record describes
WRITTEN: Final = ("output", "source")  # the records whose language is that of their titles
OF_TITLE: Final = ("titles", "abstract", "container.title", "name")  # the texts in that language
ZONE: Final = "timezone"  # the field with the time zone of the times of a record


class Cells:
    """Reads the columns of the parts of a workbook.

    Parameters:
        remarks: reports what is concluded.
        registry: the records of the workbook.
        is_1904: whether the workbook uses the 1904 date system.
        values: for each column, the values that texts mean.

    Attributes:
        more: what cells of lists have after their first item: row, column and text, by part and column.
    """

    def __init__(
        self, remarks: Remarks, registry: Registry, *, is_1904: bool, values: Mapping[Role, Mapping[str, str]]
    ) -> None:
        self.more: dict[tuple[tuple[int, str], str], list[tuple[int, int, str]]] = {}
        self._remarks = remarks
        self._registry = registry
        self._scope = remarks.scope
        self._values = values
        self._epoch: datetime.date = EPOCH_1904 if is_1904 else EPOCH
        self._told: set[int] = set()  # sheets whose rows give the language of their titles
        self._readers: dict[tuple[Any, ...], Read] = {}

    def columns_of(self, part: Part) -> Block:
        """Return the columns of a part without its names."""
        shape = shape_of_table(part.table, self._scope)
        raw = part.all_cells()
        block = Block(len(part.plan.rows))
        own = dict(part.columns).values()
        later: list[tuple[str, list[Any]]] = []  # the ends of spans, beside a column of ends
        for number, key in part.columns:
            if is_name(key):
                continue
            if part.plan.is_ours and not key.endswith("@"):
                block.add(key, number, self._column(part, shape, number, key, raw[number]))
                continue
            for name, values in self._meant(part, shape, number, key, raw[number]):
                there = block.of(name)
                if name != key and name in own and not key.endswith("@"):
                    later.append((name, values))
                elif there is None:
                    block.add(name, number, values)
                else:
                    self._fill_in(part, there, number, values)
        for name, values in later:
            at = block.names.index(name)
            self._fill_in(part, values, block.numbers[at] or 0, block.cells[at])
            block.cells[at] = values
        return block

    def _fill_in(self, part: Part, values: list[Any], number: int, more: Sequence[Any]) -> None:
        """Put the values of a second column into the gaps of the first one that means the same."""
        for place, value in enumerate(more):
            if values[place] is None:
                values[place] = value
            elif value is not None and value != values[place]:
                self._remarks.say(SKIPPED_VALUE(value, kept=str(values[place])), part, place, number)

    def _meant(
        self, part: Part, shape: Shape | None, number: int, key: str, raw: Sequence[Any]
    ) -> Iterator[tuple[str, list[Any]]]:
        """Yield the columns that a foreign column is read as: texts by language, counts with their qualifier."""
        known = None if shape is None else declared(shape, key)
        if key == START and isinstance(known, Scalar):
            raw = starts_in(self._remarks, part, known, number, raw)
        if key.endswith("@"):
            cells = raw if known is None else self._without_placeholders(part, known, number, raw, Meant)
            texts = [plain_text(cell).strip() if is_filled(cell) else "" for cell in cells]
            langs = self.langs(part, key)
            tags = [tag_of(text, lang) if text else None for text, lang in zip(texts, langs, strict=True)]
            for tag in dict.fromkeys([tag for tag in tags if tag is not None]):
                yield key + tag, [text if own == tag else None for text, own in zip(texts, tags, strict=True)]
        elif known in (DATE, DATE_OR_TIME) and isinstance(known, Scalar) and key.rpartition(".")[2] == "start":
            spans = spans_in(self._remarks, part, known, number, raw)
            starts = [spans[place][0] if place in spans else cell for place, cell in enumerate(raw)]
            yield key, self._column(part, shape, number, key, starts)
            if spans:
                ends = [spans[place][1] if place in spans else None for place in range(len(raw))]
                yield key.removesuffix("start") + "end", ends
        elif (
            isinstance(known, Term) and isinstance(shape, ObjectOf) and (flags := self._flags(part, shape, number, raw))
        ):
            kinds = [None if place in flags else cell for place, cell in enumerate(raw)]
            yield key, self._column(part, shape, number, key, kinds)
            for flag in dict.fromkeys(flags.values()):
                yield flag, [True if flags.get(place) == flag else None for place in range(len(raw))]
        elif key in SEVERAL and known is not None:
            first, more = self._first_of(part, known, number, raw)
            self.more.setdefault((part.key, key), []).extend(more)
            yield key, self._column(part, shape, number, key, first)
        elif key.endswith(".value") and isinstance(known, Number) and known.integer:
            counts = {place: found for place, cell in enumerate(raw) if (found := count_in(cell))}
            yield key, self._column(part, shape, number, key, raw, counts)
            places = range(len(part.plan.rows))
            base = key.removesuffix("value")
            yield f"{base}qualifier", [counts[place].qualifier if place in counts else None for place in places]
            if any([counted.upper is not None for counted in counts.values()]):
                yield f"{base}upper", [counts[place].upper if place in counts else None for place in places]
        else:
            yield key, self._column(part, shape, number, key, raw)

    def _column(
        self,
        part: Part,
        shape: Shape | None,
        number: int,
        key: str,
        raw: Sequence[Any],
        given: Mapping[int, Counted] | None = None,
    ) -> list[Any]:
        """Return the values of the cells of a column; those of some rows may be given, with their qualifiers."""
        said = self._values.get(Role(part.table, key), {})
        if said:
            raw = [said.get(plain_text(cell), cell) for cell in raw]
        known = None if shape is None else declared(shape, key)
        if known is None or (is_plain(known) and part.plan.is_ours):
            return texts_in(raw)
        read = self._reader(part, known)
        if not part.plan.is_ours:
            target = target_of(known, key)
            dates = self._dates(part, known, number, key, raw)
            read = self._reader(part, known, is_of_people=target == "person", dates=dates)
            raw = self._without_placeholders(part, known, number, raw, read, is_end=dates.end == "end")
            if target is not None:
                self._make_named(part, number, raw, read, target)
                read = self._reader(part, known, is_of_people=target == "person", dates=dates)
        is_leaving = (
            self._remarks.is_lenient
            and not part.plan.is_ours
            and (part.is_beside or not part.is_needed(key, self._scope))
        )
        is_telling = not part.plan.is_known and target_of(known, key) is None
        zoned = None if part.plan.is_ours or known is not DATE_OR_TIME else self._zoned(part)
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
            meant = Meant(given[place].value, True) if given and place in given else read(cell)
            if meant.unknown:
                self._registry.unknown[part.address(place, number)] = self._registry.unknown_name(
                    known, meant.unknown[0]
                )
            bare = _AFTER.sub("", cell) if isinstance(known, Term) and isinstance(cell, str) else ""
            if bare not in ("", cell) and not fits(known, meant.value) and fits(known, read(bare).value):
                values.append(read(bare).value)
                self._remarks.say_read_as(part, number, place, cell, self._said(known, values[-1], part.plan.lang))
                continue
            if is_leaving and not fits(known, meant.value):
                self._remarks.leave(part, known, number, place, cell)
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
            counted = (given or {}).get(places[0])
            if counted is None:
                self._conclude(part, known, number, cell, values[places[0]], places)
            else:
                word = CountQualifier(counted.qualifier).label(part.plan.lang).lower()
                ends = "–".join([str(end) for end in (counted.value, counted.upper) if end is not None])
                self._remarks.say(VALUE_IS(cell, what=f"{word} {ends}", count=len(places)), part, places[0], number)
        for cell, places in timed.items():
            self._leave_time_out(part, number, cell, values[places[0]], places)
        return values

    def _flags(self, part: Part, shape: ObjectOf, number: int, raw: Sequence[Any]) -> dict[int, str]:
        """Return the column of "yes" and "no" that each cell names, as "Think tank" in a column of kinds; reported once for a column."""
        named = {cell: flag_named(shape, cell) for cell in dict.fromkeys(raw) if isinstance(cell, str)}
        for text, flag in [(text, flag) for text, flag in named.items() if flag]:
            what = f"{heading(part.table, shape, flag, part.plan.lang)}: {yes_or_no(part.plan.lang)[0]}"
            self._remarks.say(
                VALUE_IS(text, what=what, count=list(raw).count(text)), part, list(raw).index(text), number
            )
        return {place: said for place, cell in enumerate(raw) if isinstance(cell, str) and (said := named[cell])}

    def _reader(self, part: Part, shape: Shape, *, is_of_people: bool = False, dates: DateHints = NO_HINTS) -> Read:
        """Return the function that reads the cells of a column, the same for all such columns while no name is added."""
        hinting = not part.plan.is_ours
        key = id(shape), part.plan.lang, hinting, self._registry.directory.size, is_of_people, dates
        if key not in self._readers:
            self._readers[key] = column_reader(
                shape,
                part.plan.lang,
                self._registry.directory,
                self._epoch,
                is_hinting=hinting,
                is_of_people=is_of_people,
                dates=dates,
            )
        return self._readers[key]

    def _dates(self, part: Part, shape: Shape, number: int, key: str, raw: Sequence[Any]) -> DateHints:
        """Return what is known of the dates of a column; the order of day and month is reported where it decides."""
        if shape not in (DATE, DATE_OR_TIME):
            return NO_HINTS
        order = order_in(part.cells(number))  # also ranges, of which `raw` has the first date
        if order is not None:
            place = next((place for place, cell in enumerate(raw) if is_ambiguous(cell)), None)
            if place is not None:
                what = Phrase("day") if order.is_day_first else Phrase("month")
                self._remarks.say(DATE_ORDER(plain_text(raw[place]), what=what, proof=order.proof), part, place, number)
        last = key.rpartition(".")[2]
        return DateHints(order, {"founded": "start"}.get(last, last if last in ("start", "end") else ""))

    def langs(self, part: Part, key: str) -> list[str]:
        """Return the language of the texts in each row: that of its title, if the row gives one, else that of the sheet."""
        plan = part.plan
        number = next((n for n, role in plan.columns.items() if role.table == plan.table and role.key in LANGS), None)
        langs = [plan.lang] * len(plan.rows)
        if number is None or plan.table not in WRITTEN or key.partition("@")[0] not in OF_TITLE:
            return langs
        read = column_reader(ListOf(item=LANGUAGE), plan.lang, self._registry.directory)
        for place, cell in enumerate(part.cells(number)):
            tags: list[str] = read(cell).value if is_filled(cell) else []
            if len(tags) == 1 and fits(LANGUAGE, tags[0]):
                langs[place] = tags[0]
        if any([lang != plan.lang for lang in langs]) and id(plan.grid) not in self._told:
            self._told.add(id(plan.grid))
            said = ROW_LANGUAGE(plan.grid.name, column=plan.heads.get(number, ""))
            self._remarks.found.add([evolve(said, cell=plan.grid.address(plan.head, number))])
        return langs

    def _first_of(
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
                self._remarks.say(VALUE_IS(cell, what=" | ".join(items), count=1), part, place, number)
        return first, more

    def _zoned(self, part: Part) -> list[bool]:
        """Return whether each row gives the time zone of its times."""
        number = part.column(ZONE)
        if number is None:
            return [False] * len(part.plan.rows)
        read = self._reader(part, TIMEZONE)
        return [is_filled(cell) and fits(TIMEZONE, read(cell).value) for cell in part.cells(number)]

    def _leave_time_out(self, part: Part, number: int, cell: Any, day: str, places: Sequence[int]) -> None:
        """Report that only the day of a time without a time zone is kept."""
        shape = shape_of_table(part.table, self._scope)
        assert shape is not None  # parts are made of shapes
        column = heading(part.table, shape, ZONE, part.plan.lang)
        advice = Phrase(
            "Write a time zone such as {zone} in a column {column}.", column=column, zone=TIMEZONE.examples[0]
        )
        self._remarks.say(
            TIME_LEFT_OUT(plain_text(cell), day=day, count=len(places), help=advice), part, places[0], number
        )

    def _without_placeholders(
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
        self._remarks.say_nothing(part, number, said)
        return [None if isinstance(cell, str) and cell in said else cell for cell in raw]

    def _conclude(self, part: Part, shape: Shape, number: int, cell: Any, value: Any, places: list[int]) -> None:
        """Report once for a column how a value was interpreted, in the words of the sheet."""
        text = plain_text(cell)
        leaf = shape.item if isinstance(shape, ListOf) else shape
        what = "; ".join(
            [self._said(leaf, item, part.plan.lang) for item in (value if isinstance(value, list) else [value])]
        )
        self._remarks.say(VALUE_IS(text, what=what, count=len(places)), part, places[0], number)

    def _said(self, shape: Shape, value: Any, lang: str) -> str:
        """Return a value as people know it: a label, or the name of a record. The code of a country, since the cell has its name."""
        if isinstance(shape, Reference):
            return self._registry.directory.name_of(str(value)) or str(value)
        if isinstance(value, bool):
            return yes_or_no(lang)[not value]
        return label_of(shape, str(value), lang)

    def _make_named(self, part: Part, number: int, raw: Sequence[Any], read: Read, target: str) -> None:
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
            self._remarks.doubt(part, number, text, places)
        for name, places in wanted.items():
            if target == "organization" and are_of_several(name):
                self._remarks.doubt(part, number, name, places)
            if not self._registry.directory.alike(name, [target]):
                made = self._registry.new(target, name, part.address(places[0], number), part.plan.heads.get(number))
                self._remarks.say(MADE_RECORD(name, record_id=made, count=len(places)), part, places[0], number)
