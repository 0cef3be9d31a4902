"""Reads cells of places that name several cities, or no place at all: "Online", "Zoom"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

from attrs import evolve

from ..problems.patterns import pattern
from ..problems.problem import reworded
from ..problems.translations import Phrase
from ..shapes.tree import ObjectOf
from .block import Block
from .called import Called
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


class Venues(Called):
    """Reads cells of places that name several cities, or none."""

    @cached_property
    def modes(self) -> dict[tuple[int, str], dict[int, tuple[int, str]]]:
        """How events are held, as far as it was read: the column of the cell that says it, and the term, by part and row."""
        return {}

    def placed(self, plan: Plan) -> Plan:
        """Return the plan of a foreign sheet with one city in each cell; the others are further places of the record."""
        columns = [(n, role.table) for n, role in plan.columns.items() if role.key == CITY and _PLACES in role.table]
        for number, table in () if plan.is_ours else columns:
            part = Part(plan, table, [(n, role.key) for n, role in plan.columns.items() if role.table == table])
            for place, row in enumerate(plan.rows):
                text = plan.grid.rows[row][number]
                if isinstance(text, str) and text.strip() and not is_nothing(text):
                    self.put(part, number, place, text.strip())
        return plan

    def put(self, part: Part, number: int, place: int, text: str) -> None:
        """Put the first city into its cell, and say what the cell is read as."""
        cells: Any = part.plan.grid.rows[part.plan.rows[place]]
        where = Where((text,)) if len(text) > LONGEST else where_in(text)
        is_event = part.table == "event.places"
        if where.doubtful:
            self.doubt(part, number, text, [place])
        if says_nothing(text):
            where = Where(())
        elif not where.mode and where.cities == (text,):
            return
        cells[number] = where.cities[0] if where.cities else None
        said: list[str] = list(where.cities)
        if where.mode and is_event:
            self.modes.setdefault(part.beside("event"), {})[place] = number, where.mode
            shape = shape_of_table("event", self.scope)
            assert isinstance(shape, ObjectOf)  # a part of it has the cell
            label = self.said(shape.fields[MODE].shape, where.mode, part.plan.lang)
            said.append(f"{heading('event', shape, MODE, part.plan.lang)}: {label}")
        whole = where.more or (where.mode and not is_event)
        noted = self.note(part, number, place, text) if whole else None
        if noted is not None and not said:
            self.say(evolve(noted, definition=_NO_PLACE), part, place, number)
        else:
            what: str = " | ".join(said) or Phrase("no value")
            kept = Phrase("{value}, and the whole cell is kept in the notes of the record", value=what)
            self.say(VALUE_IS(text, what=what if noted is None else kept, count=1), part, place, number)
        for city in where.cities[1:]:
            key = part.key, CITY + tag_of(city, part.plan.lang)
            self.more.setdefault(key, []).append((place, number, city))
        self.put_country(part, number, place, where.cities)

    def put_country(self, part: Part, number: int, place: int, cities: Sequence[str]) -> None:
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
                self.say(VALUE_IS(plain_text(country), what=what, count=1), part, place, other)
            else:
                noted = self.note(part, other, place, country)
                cells[other] = None
                self.say(evolve(noted, definition=_NOWHERE), part, place, other)

    def columns_of(self, part: Part) -> Block:
        """Return the columns of a part without its names; those of events with how they are held."""
        block = super().columns_of(part)
        modes = self.modes.get(part.key, {})
        if modes and MODE not in block.names:
            block.add(MODE, None, [None] * block.count)
        for place, (number, mode) in modes.items():
            there = block.cells[block.names.index(MODE)]
            if there[place] is None:
                there[place] = mode
            elif there[place] != mode:
                self.say(SKIPPED_VALUE(mode, kept=str(there[place])), part, place, number)
        return block
