"""`validate --write-back`: marks the problems of a workbook with notes and colours in a copy."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import click

from ..jsontext.limits import Limits
from ..jsontext.opening import UnreadableError
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..rules.reading import check_lines
from ..sheets.endings import XLSX
from ..sheets.marking import lost_parts, mark
from .checking import Options
from .output import say
from .targets import standing_in
from .workbooks import checked_workbook

__all__ = ["write_marked"]


def write_marked(files: Sequence[str], target: str, options: Options, lang: str, limits: Limits) -> None:
    """Write a copy of a workbook with a note and a colour on each cell with a problem.

    The parts that the copy will lack are reported before it is written.

    Raises:
        UsageError: the input is not one Excel workbook, or the package that marks cells is not installed.
        OSError: a file cannot be read or written.
    """
    if len(files) != 1 or not all([name.lower().endswith(XLSX) for name in (files[0], target)]):
        raise click.UsageError(Phrase("--write-back takes one .xlsx file, and its copy must end in .xlsx too"))
    if Path(target).resolve() == Path(files[0]).resolve():
        raise click.UsageError(Phrase("--write-back writes a copy, so it needs another name than the workbook"))
    if find_spec("openpyxl") is None:
        raise click.UsageError('--write-back needs openpyxl: pip install "thinktank-model[excel]"')
    data = Path(files[0]).read_bytes()
    try:
        reader = checked_workbook(data, options.unknown, limits, options.mapping)
    except UnreadableError:
        return  # the check of the file reports it
    found: list[Problem] = []
    for line, problems, is_across in check_lines(reader, options.today, across=options.across is not False):
        found += reader.place(line, problems).problems if is_across else problems
    for lost in lost_parts(data):
        say(f"{target}: {lost.message_in(lang)}")
    with standing_in(target) as stream:
        stream.write(mark(data, [problem for problem in found if options.reports(problem)], lang))
