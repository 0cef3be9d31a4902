"""Workbooks and tables as input of `validate`: their problems have cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..formats.csv_file import reader_of
from ..formats.discovery import find
from ..jsontext.compressed import plain_name
from ..jsontext.content import Content
from ..jsontext.limits import Limits
from ..model.header import DatasetHeader
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..records.readers import Line, Placed, Reader, RecordReader
from ..shapes.explain import Unknown
from ..sheets.endings import TABLES
from ..sheets.grid import read_workbook
from ..sheets.reading import WorkbookReader
from ..tables.gather import TableReader

__all__ = ["CheckedTable", "checked_workbook", "workbook_reader"]


class CheckedTable:
    """A workbook or table that is being checked; its first line has the problems of the file itself.

    Parameters:
        reader: its reader.
    """

    def __init__(self, reader: TableReader | WorkbookReader) -> None:
        self.reader = reader
        self.records: RecordReader = reader.records

    def __iter__(self) -> Iterator[Line]:
        yield Line(0, 0, None, tuple(self.reader.found.report()), DatasetHeader(), b"", True)
        yield from self.reader

    def text(self, _line: Line) -> None:
        """None: tables have no text."""
        return

    def place(self, line: Line | None, problems: Iterable[Problem]) -> Placed:
        """Add cells to problems that were found later."""
        return self.reader.place(line, problems)


def checked_workbook(
    data: bytes, unknown: Unknown, limits: Limits, mapping: Mapping[str, Any] | None = None
) -> CheckedTable:
    """Return the reader of a workbook that reports each cell that is not understood as an error.

    Raises:
        UnreadableError: it is damaged, or not a workbook.
    """
    book = read_workbook(data, limits)
    return CheckedTable(WorkbookReader(book, unknown, Listing(), limits, mapping=mapping, is_lenient=False))


def workbook_reader(path: str, content: Content, unknown: Unknown, mapping: Mapping[str, Any] | None) -> Reader:
    """Return the reader of a workbook or table.

    Raises:
        UnreadableError: it is damaged, or not a workbook.
        ImportError: the package that reads it is not installed.
    """
    name = plain_name(path).lower()
    if name.endswith(TABLES):
        return CheckedTable(reader_of(content.read(), unknown, content.limits, mapping, is_lenient=False, hint=path))
    find(None, name, "read")
    return checked_workbook(content.read(), unknown, content.limits, mapping)
