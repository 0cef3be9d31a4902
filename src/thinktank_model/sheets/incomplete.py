"""Keeps the cells of items that refer to no record in the notes: a position without its organization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import evolve

from ..problems.problem import reworded
from ..problems.translations import Phrase
from ..shapes.tree import ObjectOf
from ..values.ids import Reference
from .block import Block
from .codes import KEPT_IN_NOTES
from .headings import heading
from .human import shape_of_table
from .parts import Part
from .remarks import Remarks

__all__ = ["complete"]

_LACKS: Final = reworded(
    KEPT_IN_NOTES.name,
    Phrase(
        "{found} is kept in the notes of the record, because its row has no value under the heading {column}"
    ).template,
)


def complete(remarks: Remarks, part: Part, block: Block, places: Sequence[int]) -> list[int]:
    """Return the rows with a whole item of a list beside a record; the cells of the others go into the notes of their records.

    Parameters:
        remarks: reports what is put into the notes.
        part: the part of the sheet with the list.
        block: its values.
        places: its rows with values.
    """
    shape = shape_of_table(part.table, remarks.scope)
    fields = shape.fields if isinstance(shape, ObjectOf) else {}
    needed = [name for name, field in fields.items() if field.required and isinstance(field.shape, Reference)]
    if not needed or shape is None or part.plan.is_ours or not remarks.is_lenient:
        return list(places)
    kept: list[int] = []
    for place in places:
        lacking = [name for name in needed if (cells := block.of(name)) is None or cells[place] is None]
        if not lacking:
            kept.append(place)
            continue
        column = heading(part.table, shape, lacking[0], part.plan.lang)
        for number, value in zip(block.numbers, block.row(place), strict=True):
            if number is not None and value is not None:
                noted = remarks.note(part, number, place, part.cells(number)[place])
                remarks.say(evolve(noted, definition=_LACKS, params=(("column", column),)), part, place, number)
    return kept
