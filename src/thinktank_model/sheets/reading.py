"""Workbooks in: the tables that they hold, and what there is to say about them."""

from __future__ import annotations

from collections.abc import Iterator

from ..jsontext.limits import LIMITS, Limits
from ..problems.listing import Listing
from ..records.readers import Line
from ..shapes.explain import Unknown
from ..tables.gather import from_tables
from .assembling import Assembler
from .codes import NOTHING_RECOGNIZED
from .grid import Workbook
from .plan import own_plans
from .recognizing import recognize

__all__ = ["read_lines"]


def read_lines(
    book: Workbook, unknown: Unknown, found: Listing, limits: Limits = LIMITS, *, is_lenient: bool = True
) -> Iterator[Line]:
    """The records of a workbook.

    Parameters:
        book: the workbook.
        unknown: as in `loads`.
        found: lists what there is to say about the workbook as such.
        limits: how wrong a record may be.
        is_lenient: whether a cell of other people's workbooks that is not understood goes into the notes of its record.
    """
    plans, others = own_plans(book)
    plans += [plan for grid in others if (plan := recognize(grid, found)) is not None]
    if not plans:
        found.add([NOTHING_RECOGNIZED()])
    assembler = Assembler(plans, found, is_1904=book.is_1904, is_lenient=is_lenient)
    return assembler.lines(from_tables(assembler.tables(), unknown, limits, found))
