"""Workbooks as input of `validate`: their problems have cells."""

from __future__ import annotations

from collections.abc import Iterator

from ..formats.discovery import find
from ..jsontext.compressed import plain_name
from ..jsontext.content import Content
from ..jsontext.limits import Limits
from ..model.header import DatasetHeader
from ..problems.listing import Listing
from ..records.readers import Line, Reader
from ..shapes.explain import Unknown
from ..sheets.grid import read_workbook
from ..sheets.reading import WorkbookReader

__all__ = ["CheckedWorkbook", "workbook_reader"]


class CheckedWorkbook(WorkbookReader):
    """A workbook that is being checked; its first line has the problems of the workbook itself."""

    def __init__(self, data: bytes, unknown: Unknown, limits: Limits) -> None:
        super().__init__(read_workbook(data, limits), unknown, Listing(), limits, is_lenient=False)

    def __iter__(self) -> Iterator[Line]:
        yield Line(0, 0, None, tuple(self.found.report()), DatasetHeader(), b"", True)
        yield from super().__iter__()


def workbook_reader(path: str, content: Content, unknown: Unknown) -> Reader:
    """Return the reader of a workbook.

    Raises:
        UnreadableError: it is damaged, or not a workbook.
        ImportError: the package that reads it is not installed.
    """
    find(None, plain_name(path).lower(), "read")
    return CheckedWorkbook(content.read(), unknown, content.limits)
