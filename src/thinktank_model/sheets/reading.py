"""Workbooks in: the tables that they hold, and what there is to say about them."""

from __future__ import annotations

from collections.abc import Iterator

from ..jsontext.limits import LIMITS, Limits
from ..problems.listing import Listing
from ..records.readers import Line
from ..shapes.explain import Unknown
from ..tables.gather import from_tables
from .assembling import Assembler
from .grid import Workbook
from .plan import own_plans

__all__ = ["read_lines"]


def read_lines(book: Workbook, unknown: Unknown, found: Listing, limits: Limits = LIMITS) -> Iterator[Line]:
    """The records of a workbook.

    Parameters:
        book: the workbook.
        unknown: as in `loads`.
        found: lists what there is to say about the workbook as such.
        limits: how wrong a record may be.
    """
    plans, others = own_plans(book)
    assembler = Assembler(plans, found, is_1904=book.is_1904)
    return assembler.lines(from_tables(assembler.tables(), unknown, limits, found))
