"""Reports how the cells with the names of records were read: several names in one cell, and the halves of names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import evolve

from ..problems.problem import reworded
from ..problems.translations import Phrase
from .codes import SEVERAL_OR_ONE, VALUE_IS
from .grid import is_filled
from .human import NAMES
from .meaning import plain_text
from .names import are_of_several, names_in, whole_name
from .parts import Part, beside_given
from .people import People, people_in
from .remarks import Remarks

__all__ = ["report_names", "report_people"]

_BODIES: Final = reworded(
    SEVERAL_OR_ONE.name,
    Phrase("{found} may be the names of several bodies, and is read as the name of one; cells: {count}").template,
)


def report_names(remarks: Remarks, part: Part) -> None:
    """Report the cells of a foreign main sheet with several names; those of several records need several rows."""
    beside = beside_given(part.naming)
    if beside is not None:
        _report_halves(remarks, part, *beside)
    for number, key in part.naming:
        for place, cell in enumerate(part.cells(number) if key.startswith(f"{NAMES}@") else ()):
            text = plain_text(cell).strip() if is_filled(cell) else ""
            if text:
                _report_name(remarks, part, place, number, text)


def _report_name(remarks: Remarks, part: Part, place: int, number: int, text: str) -> None:
    """Report a cell with several names."""
    names = [name for name, _ in names_in(text)]
    people = people_in(text) if part.table == "person" else People(())
    if people.doubtful or len(people.names) > 1:
        advice = Phrase("Write a row for each person.")
        remarks.say(SEVERAL_OR_ONE(text, count=1, help=advice), part, place, number)
    elif are_of_several(text):
        advice = Phrase("Write a row for each body. The names of one body belong in a column for each language.")
        said = SEVERAL_OR_ONE(text, count=1, help=advice)
        remarks.say(evolve(said, definition=_BODIES), part, place, number)
    elif names != [text]:
        remarks.say(VALUE_IS(text, what=" | ".join(names), count=1), part, place, number)


def _report_halves(remarks: Remarks, part: Part, named: int, given: int) -> None:
    """Report that the name in a column is the family name, since given names are beside it."""
    joined: list[tuple[int, str, str]] = []
    for place, (name, first) in enumerate(zip(part.cells(named), part.cells(given), strict=True)):
        if not is_filled(name) or not is_filled(first):
            continue
        text, own = plain_text(name).strip(), plain_text(first).strip()
        whole = whole_name(text, own)
        if whole is None:
            remarks.say(remarks.note(part, given, place, first), part, place, given)
        elif whole[1]["family"] == text:
            joined.append((place, text, whole[0]))
        elif whole[0] != text:
            remarks.say(VALUE_IS(text, what=whole[0], count=1), part, place, named)
    if joined:
        place, text, whole_text = joined[0]
        what = Phrase("the family name of {name}", name=whole_text)
        remarks.say(VALUE_IS(text, what=what, count=len(joined)), part, place, named)


def report_people(remarks: Remarks, part: Part, number: int, said: Mapping[People, list[int]]) -> None:
    """Report once for a column which names a cell is split into, and which may be several."""
    for people, places in said.items():
        text = plain_text(part.cells(number)[places[0]]).strip()
        if people.doubtful:
            remarks.doubt(part, number, text, places)
        elif people.inferred:
            one = Phrase("the name of one person")
            what = one if people.names == (text,) else " | ".join(people.names)
            remarks.say(VALUE_IS(text, what=what, count=len(places)), part, places[0], number)
