"""Writes sheets to an Excel workbook: cells as text and numbers, never as formulas, with drop-downs and notes on headings."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from math import ceil
from typing import IO, Any, Final

from ..model.scope import CORE_SCOPE, Scope
from ..problems.patterns import pattern
from ..problems.problem import Problem
from ..problems.translations import Phrase, translation
from ..shapes.tree import Boolean, ListOf, Number, Scalar, Shape
from ..tables.columns import is_key
from ..tables.table import OWNER, Cell, letters
from ..values.dates import DATE, DATE_OR_TIME
from ..values.ids import Reference
from ..values.text import PROSE
from ..vocab import Term
from .codes import NOT_IN_XML, TOO_LONG
from .headings import ACRONYM, field_of
from .human import Column, Sheet, shape_of_table
from .marker import LISTS, MARKER, VERTICAL, rows_of
from .words import choices_of

__all__ = ["write_workbook"]

CELL_LIMIT: Final = 32_767  # characters
NEVER: Final = ("\ufffe", "\uffff")  # characters that XML cannot have
ROOM: Final = 500  # rows below the last one that have drop-downs too
MADE: Final = datetime.datetime(1980, 1, 1)  # so that equal datasets are equal files  # noqa: DTZ001
A3: Final = 8
LINE, LINES, BOLD = 15, 8, 2  # points of a line; lines of the highest row; characters that bold type takes more
_DOUBLE: Final = pattern("[\u2e80-\uffe6]")
_ESCAPE: Final = pattern("_(?=x[0-9A-Fa-f]{4}_)")
READABLE: Final = 280  # characters on the width of a page
NARROW, WIDE, WIDEST = 14, 28, 48  # characters


def write_workbook(
    target: IO[bytes], sheets: Sequence[Sheet], lang: str, scope: Scope = CORE_SCOPE, *, are_examples: bool = False
) -> Iterator[Problem]:
    """Write a workbook, and yield problems for values that no cell can hold.

    Parameters:
        target: a binary stream.
        sheets: the sheets.
        lang: the language of labels and notes.
        scope: the records that there can be.
        are_examples: whether the first row of each sheet is an example.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    book.set_properties({"created": MADE, "author": "thinktank-model"})
    writer = _Writer(book, lang, scope)
    for sheet in sheets:
        yield from writer.add(sheet, is_example=are_examples)
    writer.add_hidden(MARKER, rows_of(sheets, lang, are_examples=are_examples))
    writer.add_lists()
    book.close()


class _Writer:
    def __init__(self, book: Any, lang: str, scope: Scope) -> None:
        self.book = book
        self.scope = scope
        self.lang = lang
        self.lists: dict[tuple[str, ...], str] = {}
        text = {"num_format": "@", "valign": "top", "text_wrap": True}
        self.text = book.add_format(text)
        self.number = book.add_format({"valign": "top"})
        self.head = book.add_format({**text, "bold": True, "bg_color": "#DCE6F1", "bottom": 1})
        self.needed = book.add_format({**text, "bold": True, "bg_color": "#B8CCE4", "bottom": 1})
        self.example = book.add_format({**text, "italic": True, "font_color": "#7F7F7F"})

    def page(self, title: str) -> Any:
        """Return a new sheet, on which each text is escaped so that Excel reads what was written."""
        page = self.book.add_worksheet(title)
        page._escape_control_characters = partial(_escaped, page._escape_control_characters)
        return page

    def add(self, sheet: Sheet, *, is_example: bool) -> Iterator[Problem]:
        """Add a visible sheet."""
        page = self.page(sheet.title)
        if sheet.table in VERTICAL:
            yield from self.vertical(page, sheet)
            return
        for number, column in enumerate(sheet.columns):
            is_number = isinstance(column.shape, Number) or (is_key(column.key) and column.shape is None and number > 0)
            page.set_column(number, number, _width(column), self.number if is_number else self.text)
            page.write_string(0, number, column.heading, self.head_of(sheet, column))
            self.note(page, sheet, column, number)
        widths = [_width(column) for column in sheet.columns]
        heads = [_lines(column.heading, width - BOLD) for column, width in zip(sheet.columns, widths, strict=True)]
        self.height(page, 0, max(heads, default=1))
        page.freeze_panes(1, 1)
        self.paper(page, sum(widths))
        page.repeat_rows(0)
        page.repeat_columns(0)
        count = 0
        for count, row in enumerate(sheet.rows, 1):
            yield from self.row(page, sheet, widths, count, row, self.example if is_example and count == 1 else None)
        for number, column in enumerate(sheet.columns):
            self.drop_down(page, column, number, count)

    def height(self, page: Any, number: int, lines: int) -> None:
        """Set the height of a row for its texts; not all programs do this when they open a file."""
        if lines > 1:
            page.set_row(number, LINE * min(lines, LINES))

    def paper(self, page: Any, width: int) -> None:
        """Set how a sheet is printed: on as few pages side by side as are still readable."""
        page.set_landscape()
        page.set_paper(A3)
        page.fit_to_pages(ceil(width / READABLE), 0)

    def head_of(self, sheet: Sheet, column: Column) -> Any:
        return self.needed if is_required(sheet, column, self.scope) else self.head

    def vertical(self, page: Any, sheet: Sheet) -> Iterator[Problem]:
        """Add a sheet with a row for each column, since it has only one record."""
        page.set_column(0, 0, WIDE, self.head)
        page.set_column(1, 1, WIDEST * 2, self.text)
        self.paper(page, WIDE + WIDEST * 2)
        (row,) = sheet.rows
        for number, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            page.write_string(number, 0, column.heading, self.head)
            yield from self.cell(page, sheet, column, number, 1, cell, row)
            self.height(page, number, _lines(str(cell), WIDEST * 2))

    def row(
        self, page: Any, sheet: Sheet, widths: Sequence[int], number: int, row: Sequence[Cell], style: Any
    ) -> Iterator[Problem]:
        """Write the cells of a row. This is the fast path."""
        write_string, write_number = page.write_string, page.write_number
        lines = 1
        for place, cell in enumerate(row):
            if cell is None:
                continue
            if type(cell) is str:
                if len(cell) > widths[place] or not cell.isascii():
                    lines = max(lines, _lines(cell, widths[place]))
                if write_string(number, place, cell, style) == 0 and not (NEVER[0] in cell or NEVER[1] in cell):
                    continue
            elif type(cell) is not bool:
                write_number(number, place, cell, style)
                continue
            yield from self.cell(page, sheet, sheet.columns[place], number, place, cell, row)
        self.height(page, number, lines)

    def cell(
        self, page: Any, sheet: Sheet, column: Column, number: int, place: int, cell: Cell, row: Sequence[Cell]
    ) -> Iterator[Problem]:
        """Write a cell, or report why it cannot be written."""
        if isinstance(cell, bool):
            page.write_boolean(number, place, cell)
        elif isinstance(cell, (int, float)):
            page.write_number(number, place, cell)
        elif cell is not None:
            id = next((str(row[at]) for at, one in enumerate(sheet.columns) if one.key in ("id", OWNER)), None)
            at = "/" + column.key.partition("@")[0].replace(".", "/")
            if len(cell) > CELL_LIMIT:
                yield TOO_LONG(at=at, record_id=id, column=column.heading, count=len(cell))
                page.write_blank(number, place, None)
            elif (never := next((sign for sign in NEVER if sign in cell), None)) is not None:
                yield NOT_IN_XML(at=at, record_id=id, column=column.heading, character=f"U+{ord(never):04X}")
                page.write_blank(number, place, None)
            else:
                page.write_string(number, place, cell)

    # --- what helps to fill it in ---

    def note(self, page: Any, sheet: Sheet, column: Column, number: int) -> None:
        """Add a note to a heading."""
        text = "\n".join(notes_of(sheet, column, self.lang, self.scope))
        if text:
            page.write_comment(0, number, text, {"author": "thinktank-model", "x_scale": 1.6, "y_scale": 1.2})

    def drop_down(self, page: Any, column: Column, number: int, rows: int) -> None:
        """Add a drop-down to a column with few values."""
        choices = choices_of(column.shape, self.lang)
        if not choices:
            return
        if choices not in self.lists:
            letter = letters(len(self.lists))
            self.lists[choices] = f"={LISTS}!${letter}$1:${letter}${len(choices)}"
        options = {"validate": "list", "source": self.lists[choices], "error_type": "warning"}
        page.data_validation(1, number, rows + ROOM, number, options)

    def add_lists(self) -> None:
        """Add the hidden sheet with the choices of drop-downs."""
        page = self.page(LISTS)
        page.very_hidden()
        for number in range(max([len(choices) for choices in self.lists], default=0)):
            for place, choices in enumerate(self.lists):
                if number < len(choices):
                    page.write_string(number, place, choices[number])

    def add_hidden(self, title: str, rows: Iterable[Sequence[Cell]]) -> None:
        """Add a hidden sheet of texts."""
        page = self.page(title)
        page.very_hidden()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write_string(number, place, str(cell))


def _escaped(escaped: Callable[[str], str], text: str) -> str:
    """Return the text of a cell, with its escapes escaped; alone, the package overlooks one that begins with the end of another."""
    return "_x005F_".join(map(escaped, _ESCAPE.split(text))) if "_x" in text else escaped(text)


def _width(column: Column) -> int:
    if column.key.endswith(f"!{ACRONYM}"):
        return NARROW
    if column.key.startswith(("names", "titles")) or column.shape is PROSE:
        return WIDEST
    if isinstance(column.shape, (Number, Boolean)) or column.shape in (DATE, DATE_OR_TIME):
        return NARROW
    return WIDE


def _lines(text: str, width: int) -> int:
    """Return how many lines a text has in a column; Chinese characters are twice as wide as others."""
    if text.isascii() and "\n" not in text:
        return -(-len(text) // width)
    wide = [len(line) + len(_DOUBLE.findall(line)) for line in text[: width * LINES].split("\n")]
    return sum([max(1, ceil(length / width)) for length in wide])


def is_required(sheet: Sheet, column: Column, scope: Scope) -> bool:
    """Return whether each row needs a value in a column."""
    table = column.table or sheet.table
    if table.startswith(f"{sheet.table}."):  # a list beside a record, which needs it only if a rule says so
        root: Any = shape_of_table(sheet.table, scope)
        least = [check.said[0] for check in root.checks if check.said and table.partition(".")[2] in check.fields]
        return any(least)
    shape: Any = shape_of_table(table, scope)
    base = column.key.partition("@")[0].partition("!")[0].partition(".")[0]
    fields = getattr(shape, "fields", {})
    is_of_other = "." in table and "." not in sheet.table  # contacts of the organization on a sheet of members
    return (
        not is_of_other
        and base in fields
        and fields[base].required
        and base != "id"
        and not column.key.endswith(f"!{ACRONYM}")
    )


def notes_of(sheet: Sheet, column: Column, lang: str, scope: Scope) -> Iterator[str]:
    """Yield the notes of a column: its purpose, and the format of its values."""
    translate = translation(lang)
    shape = shape_of_table(column.table or sheet.table, scope)
    base = column.key.partition("@")[0].partition("!")[0]
    description = None if shape is None or is_key(base) else field_of(shape, base)
    if description is not None and (translate is str or translate(description) != description):
        yield translate(description)
    hint = _hint(column.shape)
    if hint:
        yield translate(hint)
    if is_required(sheet, column, scope):
        alike = [one for one in sheet.columns if one.key.startswith(f"{base}@") and is_required(sheet, one, scope)]
        text = (
            Phrase("Each row needs a value in one of these columns.")
            if alike[1:]
            else Phrase("Each row needs a value here.")
        )
        yield translate(text)


def _hint(shape: Shape | None) -> str:
    match shape:
        case ListOf(item=Scalar() as item):
            return (
                Phrase("Several values in one cell have a semicolon between them.") if _hint(item) is not None else ""
            )
        case Reference():
            return Phrase("The name as on its own sheet, or the id.")
        case Scalar() if shape in (DATE, DATE_OR_TIME):
            return Phrase("A year, a month or a day: 2024, 2024-12 or 2024-12-20.")
        case Term() | Boolean():
            return Phrase("Choose from the list.")
    return ""
