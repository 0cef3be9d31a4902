"""Workbooks as sources of `validate`: their records are checked where they stand, and problems have cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..formats.discovery import find
from ..jsontext.compressed import plain_name
from ..jsontext.content import Content
from ..jsontext.limits import Limits
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..records.readers import Line, Placed, Reader
from ..shapes.explain import Unknown
from ..sheets.grid import read_workbook
from ..sheets.reading import WorkbookReader

__all__ = ["CheckedWorkbook", "is_workbook", "workbook_reader"]

ENDINGS: Final = (".xlsx", ".xls", ".ods")


def is_workbook(path: str) -> bool:
    """Return whether a file is a workbook by its name."""
    return plain_name(path).lower().endswith(ENDINGS)


class CheckedWorkbook:
    """A workbook whose first line is what there is to say about it as such."""

    def __init__(self, data: bytes, unknown: Unknown, limits: Limits) -> None:
        self.reader = WorkbookReader(read_workbook(data, limits), unknown, Listing(), limits, is_lenient=False)
        self.records = self.reader.records

    def __iter__(self) -> Iterator[Line]:
        return self.reader.checked()

    def text(self, line: Line) -> None:
        """None: workbooks have no text."""
        return self.reader.text(line)

    def place(self, line: Line | None, problems: Iterable[Problem]) -> Placed:
        """Place problems that were found later at their cells."""
        return self.reader.place(line, problems)


def workbook_reader(path: str, content: Content, unknown: Unknown) -> Reader:
    """Return the reader of a workbook.

    Raises:
        UnreadableError: it is damaged, or not a workbook.
        ImportError: what reads it is not installed.
    """
    find(None, plain_name(path).lower(), "read")
    return CheckedWorkbook(content.read(), unknown, content.limits)
