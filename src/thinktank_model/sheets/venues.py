"""Reads cells of places that name several cities, or no place at all: "Online", "Zoom"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from attrs import evolve

from ..problems.patterns import pattern
from ..problems.problem import reworded
from ..problems.translations import Phrase
from ..vocab.events import AttendanceMode
from .block import Block
from .cells import Cells
from .cities import Where, where_in
from .codes import KEPT_IN_NOTES, SKIPPED_VALUE, VALUE_IS
from .grid import is_filled
from .headings import heading
from .human import shape_of_table
from .meaning import plain_text
from .names import tag_of
from .parts import Part
from .plan import Plan
from .posts import says_nothing
from .remarks import Remarks
from .words import is_nothing

__all__ = ["Venues"]

MODE: Final = "attendance_mode"
CITY: Final = "locality@"
_SEVERAL: Final = pattern(r"[;；、/／\n,，]")
_PLACES: Final = ".places"
LONGEST: Final = 1000  # characters of a cell with cities; a longer one is a text
_NOWHERE: Final = reworded(
    KEPT_IN_NOTES.name,
    Phrase("{found} is kept in the notes of the record, because its row names no physical place").template,
)
_NO_PLACE: Final = reworded(
    KEPT_IN_NOTES.name,
    Phrase("{found} is kept in the notes of the record, because it is not the name of a place").template,
)


class Venues:
    """The places of the events and bodies on the sheets of a workbook.

    Parameters:
        remarks: reports what cells are read as.
        cells: gets the cities after the first one of a cell.
    """

    def __init__(self, remarks: Remarks, cells: Cells) -> None:
        self._remarks = remarks
        self._cells = cells
        # how events are held, as far as it was read: the column of the cell that says it, and the term, by part and row
        self._modes: dict[tuple[int, str], dict[int, tuple[int, str]]] = {}

    def with_cities(self, plan: Plan) -> Plan:
        """Return the plan of a foreign sheet with one city in each cell; the others are further places of the record."""
        columns = [(n, role.table) for n, role in plan.columns.items() if role.key == CITY and _PLACES in role.table]
        for number, table in () if plan.is_ours else columns:
            part = Part(plan, table, [(n, role.key) for n, role in plan.columns.items() if role.table == table])
            for place, row in enumerate(plan.rows):
                text = plan.grid.rows[row][number]
                if isinstance(text, str) and text.strip() and not is_nothing(text):
                    self._put(part, number, place, text.strip())
        return plan

    def _put(self, part: Part, number: int, place: int, text: str) -> None:
        """Put the first city into its cell, and say what the cell is read as."""
        cells: Any = part.plan.grid.rows[part.plan.rows[place]]
        where = Where((text,)) if len(text) > LONGEST else where_in(text)
        is_event = part.table == "event.places"
        if where.doubtful:
            self._remarks.doubt(part, number, text, [place])
        if says_nothing(text):
            where = Where(())
        elif not where.mode and where.cities == (text,):
            return
        cells[number] = where.cities[0] if where.cities else None
        said: list[str] = list(where.cities)
        if where.mode and is_event:
            self._modes.setdefault(part.beside("event"), {})[place] = number, where.mode
            shape = shape_of_table("event", self._remarks.scope)
            assert shape is not None  # a part of it has the cell
            label = AttendanceMode(where.mode).label(part.plan.lang)
            said.append(f"{heading('event', shape, MODE, part.plan.lang)}: {label}")
        what = " | ".join(said)
        if not where.more and (is_event or not where.mode):
            self._remarks.say(VALUE_IS(text, what=what or Phrase("no value"), count=1), part, place, number)
        elif said:
            self._remarks.say_read_as(part, number, place, text, what)
        else:
            noted = self._remarks.note(part, number, place, text)
            self._remarks.say(evolve(noted, definition=_NO_PLACE), part, place, number)
        for city in where.cities[1:]:
            key = part.key, CITY + tag_of(city, part.plan.lang)
            self._cells.more.setdefault(key, []).append((place, number, city))
        self._put_country(part, number, place, where.cities)

    def _put_country(self, part: Part, number: int, place: int, cities: Sequence[str]) -> None:
        """Say of which cities the country in a row is; that of an event without a place goes into the notes."""
        cells: Any = part.plan.grid.rows[part.plan.rows[place]]
        for other, _ in part.columns:
            country = cells[other]
            if other == number or not is_filled(country) or len(cities) == 1:
                continue
            if cities and _SEVERAL.search(plain_text(country)) is not None:
                continue  # which of them is where is not said
            if cities:
                what = Phrase("the country of {names}", names=" | ".join(cities))
                self._remarks.say(VALUE_IS(plain_text(country), what=what, count=1), part, place, other)
            else:
                noted = self._remarks.note(part, other, place, country)
                cells[other] = None
                self._remarks.say(evolve(noted, definition=_NOWHERE), part, place, other)

    def put_modes(self, part: Part, block: Block) -> None:
        """Put how events are held, as far as their places say it, into the values of a part."""
        modes = self._modes.get(part.key, {})
        if modes and MODE not in block.names:
            block.add(MODE, None, [None] * block.count)
        for place, (number, mode) in modes.items():
            there = block.cells[block.names.index(MODE)]
            if there[place] is None:
                there[place] = mode
            elif there[place] != mode:
                self._remarks.say(SKIPPED_VALUE(mode, kept=str(there[place])), part, place, number)
