"""Reads cells with two dates: the first and the last day of a period, or two days on which it may have begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..problems.patterns import pattern
from ..shapes.tree import Scalar
from ..values.folding import folded
from .codes import VALUE_IS
from .days import DateHints, order_in, span_in
from .parts import Part, fits
from .remarks import Remarks

__all__ = ["START", "spans_in", "starts_in"]

START: Final = "period.start"
_PERIODS: Final = pattern(
    r"\b(?:periods?|periodes?|duration|duree|dates|term|mandate?|years|annees|from to|du au|start end|debut fin|de a)\b|"
    r"期间|期限|时间段|起止|任期|年限|起讫"
)


def spans_in(
    remarks: Remarks, part: Part, shape: Scalar, number: int, raw: Sequence[Any]
) -> dict[int, tuple[str, str]]:
    """Return the first and the last date of the cells with both, which are reported once for a column."""
    read = _spans(shape, raw)
    for text, span in read.items():
        places = [place for place, cell in enumerate(raw) if cell == text]
        remarks.say(VALUE_IS(text, what=" – ".join(span), count=len(places)), part, places[0], number)
    return {place: read[cell] for place, cell in enumerate(raw) if isinstance(cell, str) and cell in read}


def starts_in(remarks: Remarks, part: Part, shape: Scalar, number: int, raw: Sequence[Any]) -> Sequence[Any]:
    """Return the starts of periods, uncertain (EDTF level 1) where a cell has two dates, which are reported.

    The end of a period is not concluded from the cell of its start, unless the heading speaks of a period.
    """
    if _PERIODS.search(folded(part.plan.heads.get(number, ""))):
        return raw
    cells = list(raw)
    read = _spans(shape, raw)
    for place, cell in enumerate(raw):
        if isinstance(cell, str) and cell in read:
            first = read[cell][0]
            cells[place] = f"{first}?" if fits(shape, f"{first}?") else first
            remarks.say_read_as(part, number, place, cell, cells[place])
    return cells


def _spans(shape: Scalar, raw: Sequence[Any]) -> Mapping[str, tuple[str, str]]:
    """Return the first and the last date of each text with both."""
    hints = DateHints(order_in(raw))
    texts = [cell for cell in dict.fromkeys(raw) if isinstance(cell, str)]
    return {text: span for text in texts if (span := span_in(shape, text, hints))}
