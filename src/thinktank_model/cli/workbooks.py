"""Workbooks as sources of `validate`: their records are checked where they stand, and problems have cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..dataset.reading import check_lines
from ..formats.discovery import find
from ..jsontext.compressed import plain_name
from ..jsontext.content import Content
from ..jsontext.limits import Limits
from ..jsontext.opening import UnreadableError
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..records.readers import Line, Placed, Reader
from ..shapes.explain import Unknown
from ..sheets.grid import read_workbook
from ..sheets.marking import lost_parts, mark
from ..sheets.reading import WorkbookReader
from .output import say
from .targets import standing_in

if TYPE_CHECKING:
    from .checking import Options

__all__ = ["is_workbook", "workbook_reader", "write_marked"]

ENDINGS: Final = (".xlsx", ".xls", ".ods")


def is_workbook(path: str) -> bool:
    """Whether a file is a workbook by its name."""
    return plain_name(path).lower().endswith(ENDINGS)


class _CheckedWorkbook:
    """A workbook whose first line is what there is to say about it as such."""

    def __init__(self, data: bytes, unknown: Unknown, limits: Limits) -> None:
        self.reader = WorkbookReader(read_workbook(data, limits), unknown, Listing(), limits, is_lenient=False)

    def __iter__(self) -> Iterator[Line]:
        return self.reader.checked()

    def text(self, line: Line) -> None:
        """None: workbooks have no text."""
        return self.reader.text(line)

    def place(self, line: Line | None, problems: Iterable[Problem]) -> Placed:
        """Place problems that were found later at their cells."""
        return self.reader.place(line, problems)


def workbook_reader(path: str, content: Content, unknown: Unknown) -> Reader:
    """The reader of a workbook.

    Raises:
        UnreadableError: it is damaged, or not a workbook.
        ImportError: what reads it is not installed.
    """
    find(None, plain_name(path).lower(), "read")
    return _CheckedWorkbook(content.read(), unknown, content.limits)


def write_marked(files: Sequence[str], target: str, options: Options, lang: str, limits: Limits) -> None:
    """Write a copy of a workbook with a note and a colour on each cell that something is wrong with.

    What the copy will not have is said before it is written.

    Raises:
        UsageError: that is not one workbook of Excel, or what marks cells is not installed.
        OSError: a file cannot be read or written.
    """
    if len(files) != 1 or not files[0].lower().endswith(".xlsx") or not target.lower().endswith(".xlsx"):
        raise click.UsageError("--write-back marks one .xlsx file in a copy, which ends in .xlsx too")
    if find_spec("openpyxl") is None:
        raise click.UsageError('--write-back needs openpyxl: pip install "thinktank-model[excel]"')
    data = Path(files[0]).read_bytes()
    try:
        reader = _CheckedWorkbook(data, options.unknown, limits)
    except UnreadableError:
        return  # which is reported when the file is checked
    found: list[Problem] = []
    for line, problems, is_across in check_lines(reader, options.today, across=options.across is not False):
        found += reader.place(line, problems).problems if is_across else problems
    for lost in lost_parts(data):
        say(f"{target}: {lost.message_in(lang)}")
    with standing_in(target) as stream:
        stream.write(mark(data, [problem for problem in found if options.reports(problem)], lang))
