"""Workbooks in: the records that they hold, and what there is to say about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..jsontext.limits import LIMITS, Limits
from ..model.header import DatasetHeader
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..records.readers import Line, Placed
from ..shapes.explain import Unknown
from ..tables.gather import from_tables
from .assembling import Assembler
from .codes import NOTHING_RECOGNIZED
from .grid import Workbook
from .plan import own_plans
from .recognizing import recognize

__all__ = ["WorkbookReader"]


class WorkbookReader:
    """The records of a workbook, one after the other.

    Parameters:
        book: the workbook.
        unknown: as in `loads`.
        found: lists what there is to say about the workbook as such.
        limits: how wrong a record may be.
        is_lenient: whether a cell of other people's workbooks that is not understood goes into the notes of its record.
    """

    def __init__(
        self, book: Workbook, unknown: Unknown, found: Listing, limits: Limits = LIMITS, *, is_lenient: bool = True
    ) -> None:
        plans, others = own_plans(book)
        plans += [plan for grid in others if (plan := recognize(grid, found)) is not None]
        if not plans:
            found.add([NOTHING_RECOGNIZED()])
        self._assembler = Assembler(plans, found, is_1904=book.is_1904, is_lenient=is_lenient)
        self._records = from_tables(self._assembler.tables(), unknown, limits, found)
        self.found = found

    def __iter__(self) -> Iterator[Line]:
        return self._assembler.lines(self._records)

    def checked(self) -> Iterator[Line]:
        """The same, after a line with what there is to say about the workbook as such: the form in which sources are checked."""
        yield Line(0, 0, None, tuple(self.found.report()), DatasetHeader(), b"", True)
        yield from self

    def text(self, _line: Line) -> None:
        """None: workbooks have no text."""
        return

    def place(self, line: Line | None, problems: Iterable[Problem]) -> Placed:
        """Place problems that were found later at their cells."""
        return self._records.place(line, problems)
