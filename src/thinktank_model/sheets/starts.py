"""Reads the start of a period: two dates in its cell are two days on which it may have begun, unless the heading speaks of a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from ..problems.patterns import pattern
from ..problems.translations import Phrase
from ..shapes.tree import Scalar, Shape
from ..tables.columns import declared
from ..values.folding import folded
from .codes import VALUE_IS
from .days import DateHints, order_in, span_in
from .incomplete import Incomplete
from .parts import Part, fits

__all__ = ["Starts"]

START: Final = "period.start"
_PERIODS: Final = pattern(
    r"\b(?:periods?|periodes?|duration|duree|dates|term|mandate?|years|annees|from to|du au|start end|debut fin|de a)\b|"
    r"期间|期限|时间段|起止|任期|年限|起讫"
)


class Starts(Incomplete):
    """Reads the start of a period in a cell with two dates."""

    def meant(
        self, part: Part, shape: Shape | None, number: int, key: str, raw: Sequence[Any]
    ) -> Iterator[tuple[str, list[Any]]]:
        """Yield the columns that a foreign column is read as. The end of a period is not concluded from the cell of its start."""
        known = None if shape is None else declared(shape, key)
        head = folded(part.plan.heads.get(number, ""))
        if key == START and isinstance(known, Scalar) and not _PERIODS.search(head):
            hints = DateHints(order_in(raw))
            cells = list(raw)
            for place, cell in enumerate(raw):
                span = span_in(known, cell, hints) if isinstance(cell, str) else None
                if span is not None:
                    doubtful = f"{span[0]}?"
                    cells[place] = doubtful if fits(known, doubtful) else span[0]
                    self.note(part, number, place, cell)
                    said = Phrase(
                        "{value}, and the whole cell is kept in the notes of the record", value=str(cells[place])
                    )
                    self.say(VALUE_IS(cell, what=said, count=1), part, place, number)
            raw = cells
        yield from super().meant(part, shape, number, key, raw)
