"""Reads cells of places that name several cities, or no place at all: "Online", "Zoom"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

from attrs import evolve

from ..problems.patterns import pattern
from ..problems.problem import reworded
from ..problems.translations import Phrase
from ..shapes.tree import ObjectOf
from ..values.countries import REGISTER
from ..values.folding import HAN, folded
from ..vocab.events import AttendanceMode
from .block import Block
from .called import Called
from .codes import KEPT_IN_NOTES, SKIPPED_VALUE, VALUE_IS
from .grid import is_filled
from .headings import heading
from .human import shape_of_table
from .meaning import plain_text
from .names import tag_of
from .parts import Part
from .plan import Plan
from .posts import says_nothing
from .words import is_nothing, term_said

__all__ = ["Venues"]

MODE: Final = "attendance_mode"
CITY: Final = "locality@"
_PLACES: Final = ".places"
LONGEST: Final = 1000  # characters of a cell with cities; a longer one is a text
_MARKS: Final = pattern(r"([;；、/／\n,，()（）+]| (?:and|et|&|via|on|sur) |[和及])")
_SEVERAL: Final = pattern(r"[;；、/／\n]")
_OR_ONE: Final = pattern(r" (?:and|et|&) ")
_START: Final = pattern(r"(?:[\s;；、/／,，+和及]|(?:and|et|&) )*")
_END: Final = " ;；、/／,，+\n"
_ONLINE: Final = AttendanceMode.ONLINE.value
_MIXED: Final = AttendanceMode.MIXED.value
_CAPITALS: Final = frozenset("DJ GT HK KW LU MC MO MX PA SG SM".split())  # countries and areas called like their city
_WORDS: Final = frozenset(
    "online only|online event|online meeting|online conference|virtual|virtually|virtual event|virtual meeting|"
    "webinar|web|internet|remote|zoom|zoom meeting|zoom webinar|via zoom|teams|microsoft teams|ms teams|google meet|"
    "webex|skype|voov|videoconference|video conference|by videoconference|evenement en ligne|reunion en ligne|"
    "visioconference|en visioconference|par visioconference|visio|en visio|virtuel|en virtuel|webinaire|distanciel|"
    "en distanciel|a distance|via teams|在线|线上会议|线上举行|在线会议|视频会议|网络会议|网络|网上|云端|远程|腾讯会议".split(
        "|"
    )
)


_NOWHERE: Final = reworded(
    KEPT_IN_NOTES.name,
    Phrase("{found} is kept in the notes of the record, because its row names no physical place").template,
)


_NO_PLACE: Final = reworded(
    KEPT_IN_NOTES.name,
    Phrase("{found} is kept in the notes of the record, because it is not the name of a place").template,
)


class _Where(NamedTuple):
    """What a cell of a city says.

    Attributes:
        cities: the cities in it.
        mode: how the event is held; empty if the cell does not say it.
        doubtful: whether it may be several cities.
        more: whether it says more than that, which is left out.
    """

    cities: Sequence[str]
    mode: str = ""
    doubtful: bool = False
    more: bool = False


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
        where = _Where((text,)) if len(text) > LONGEST else _where(text)
        is_event = part.table == "event.places"
        if where.doubtful:
            self.doubt(part, number, text, [place])
        if says_nothing(text):
            where = _Where(())
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


def _where(text: str) -> _Where:
    """Return what a cell of a city says: cities, and how an event is held."""
    tokens = _MARKS.split(text)
    modes = [_mode(piece) for piece in tokens[::2]]
    whole = _mode(text)
    if whole or (
        any(modes) and all([mode or not piece.strip() for piece, mode in zip(tokens[::2], modes, strict=True)])
    ):
        return _Where((), whole or (_MIXED if _MIXED in modes else _ONLINE))
    if not any(modes):
        return _cities(text)
    rest = "".join([tokens[at * 2 - 1] * (at > 0) + tokens[at * 2] for at, mode in enumerate(modes) if not mode])
    rest = rest.rstrip(_END if "(" in rest or "（" in rest else _END + ")）")
    start = _START.match(rest)
    rest = rest[start.end() :] if start is not None else rest
    return _cities(rest)._replace(mode=_MIXED)


def _mode(text: str) -> str:
    """Return how an event is held, if a text says that it has no place, or not only one; else an empty text."""
    said = _ONLINE if folded(text) in _WORDS else term_said(AttendanceMode, text)
    return said if said in (_ONLINE, _MIXED) else ""


def _cities(text: str) -> _Where:
    """Return the cities in a text that certainly has several, each a name; else the text."""
    cities = list(dict.fromkeys([city.strip() for city in _SEVERAL.split(text) if city.strip()]))
    if len(cities) < 2:
        return _Where((text,), doubtful=_OR_ONE.search(text) is not None)
    are_names = all([_is_city(city) for city in cities])
    is_one_script = len({HAN.search(city) is not None for city in cities}) == 1  # else one city in two languages
    return _Where(cities) if are_names and is_one_script else _Where((text,), doubtful=True)


def _is_city(text: str) -> bool:
    """Return whether a text can be the name of a city: no number of a room, no country beside its city."""
    country = REGISTER.named(text)
    return len(text) > 1 and not any(map(str.isdecimal, text)) and (country is None or country in _CAPITALS)
