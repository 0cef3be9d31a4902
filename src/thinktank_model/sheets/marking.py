"""Marks problems with notes and colours in a copy of a workbook, and keeps everything else as far as possible."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any, Final

from ..problems.patterns import pattern
from ..problems.problem import Problem, Severity
from .codes import LOST_PART
from .grid import AUTHOR

__all__ = ["lost_parts", "mark"]

NOTE_MARK: Final = f"{AUTHOR}:\n"  # precedes our messages, as programs write the author of a note
COLOURS: Final = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.INFO: "FFDDEBF7"}
NOTE_LIMIT: Final = 2000  # characters
_KEPT: Final = pattern(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app|custom)\.xml|.*\.rels|"
    r"xl/(?:workbook|styles|sharedStrings|metadata)\.xml|xl/calcChain\.xml|xl/theme/[^/]+\.xml|"
    r"xl/worksheets/sheet[0-9]+\.xml|xl/tables/[^/]+\.xml|xl/comments[^/]*\.xml|xl/comments/[^/]+\.xml|"
    r"xl/drawings/(?:vmlDrawing|commentsDrawing)[^/]*\.vml|xl/externalLinks/[^/]+\.xml|xl/printerSettings/[^/]+|"
    r"xl/pivot(?:Tables|Cache)/[^/]+\.xml|xl/worksheets/"
)
_CELL: Final = pattern(r"(?:'((?:[^']|'')+)'|([^!']+))!([A-Z]{0,3})([0-9]{0,7})(?::.*)?", re.DOTALL)


def lost_parts(data: bytes) -> tuple[Problem, ...]:
    """Return problems for the parts of a workbook that a marked copy will lack, to report before it is written."""
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(data)) as archive:
        names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
        lost = [name for name in names if not _KEPT.fullmatch(name)]
        sheets = [archive.read(name) for name in names if name.startswith("xl/worksheets/sheet")]
    what = [*lost, *(["extensions of sheets (extLst)"] if any([b"<extLst" in text for text in sheets]) else [])]
    return (LOST_PART(what=", ".join(what)),) if what else ()


def mark(data: bytes, problems: Iterable[Problem], lang: str) -> bytes:
    """Return a copy of a workbook with a note and a colour on each cell with a problem.

    Parameters:
        data: the bytes of an .xlsx file.
        problems: the problems; those without a cell are ignored.
        lang: the language of the notes.
    """
    from openpyxl import load_workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book = load_workbook(io.BytesIO(data), rich_text=True)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    for cell in cells:
        _unmark(cell)
    texts = [(cell, text) for cell in cells if (text := _literal_text(cell)) is not None]
    by_cell: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        place = _place(problem.cell)
        if place is not None and place[0] in book.sheetnames:
            by_cell.setdefault(place, []).append(problem)
    for (title, name), found in by_cell.items():
        cell = _head_cell(book[title], name, found[0]) if name.isalpha() else _own_cell(book[title], name)
        worst = min(found, key=lambda problem: list(COLOURS).index(problem.severity)).severity
        cell.fill = PatternFill("solid", fgColor=COLOURS[worst])
        before = [cell.comment.text] if cell.comment is not None else []
        said = [f"{problem.code}: {problem.message_in(lang)}" for problem in found]
        note = Comment("\n".join([*before, NOTE_MARK + said[0], *said[1:]])[:NOTE_LIMIT], AUTHOR)
        note.width, note.height = 360, 40 + 40 * len(said)
        cell.comment = note
    for cell, text in texts:
        cell.value, cell.data_type = text, "s"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _unmark(cell: Any) -> None:
    """Remove the note and the colour of an earlier marking from a cell; a note of somebody else is kept."""
    if cell.comment is None or NOTE_MARK not in cell.comment.text:
        return
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    others = cell.comment.text.partition(NOTE_MARK)[0].rstrip("\n")
    cell.comment = Comment(others, cell.comment.author) if others else None
    if cell.fill.fgColor.rgb in COLOURS.values():
        cell.fill = PatternFill()


def _literal_text(cell: Any) -> str | None:
    """Return the text with which openpyxl writes what the cell has; None for a text that it does not take for an escape."""
    if isinstance(cell.value, str) and cell.data_type == "s" and re.search("_x[0-9A-Fa-f]{4}_", cell.value):
        return re.sub("_(x[0-9A-Fa-f]{4}_)", r"_x005F_\1", cell.value)
    return None


def _place(cell: str | None) -> tuple[str, str] | None:
    """Return the sheet and the name of a cell; for a row of its first cell, and for a column only its letters."""
    found = _CELL.fullmatch(cell or "")
    if found is None:
        return None
    title = found[1].replace("''", "'") if found[1] else found[2]
    return title, f"{found[3] or 'A'}{found[4]}"


def _head_cell(sheet: Any, column: str, problem: Problem) -> Any:
    """Return the cell with the heading of a column that a problem is about, or the first cell of the column."""
    head = str(problem.value).rpartition("\n")[2]
    cells = sheet[column]
    return next((cell for cell in cells if str(cell.value).strip() == head), _own_cell(sheet, f"{column}1"))


def _own_cell(sheet: Any, name: str) -> Any:
    """Return the cell, or the first cell of its merged range."""
    for merged in sheet.merged_cells.ranges:
        if name in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet[name]
