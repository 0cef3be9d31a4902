"""The hidden sheet by which a workbook of ours is known again: which table each sheet holds, and which column each heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ..tables.table import Cell
from .human import Sheet

__all__ = ["MARKER", "VERTICAL", "Marks", "marks_in", "rows_of"]

MARKER: Final = "_thinktank"
VERTICAL: Final = ("dataset",)  # tables whose sheet has a column a row, since they have one row
_SHEET, _COLUMN, _LANG = "sheet", "column", "lang"


class Marks(NamedTuple):
    """What the hidden sheet says.

    Attributes:
        lang: the language of headings and labels.
        tables: the name of each sheet to that of its table.
        columns: the name of each sheet and a heading on it to the column of the table.
    """

    lang: str
    tables: Mapping[str, str]
    columns: Mapping[tuple[str, str], str]


def rows_of(sheets: Iterable[Sheet], lang: str) -> list[tuple[Cell, ...]]:
    """The rows of the hidden sheet."""
    rows: list[tuple[Cell, ...]] = [(_LANG, lang)]
    for sheet in sheets:
        rows.append((_SHEET, sheet.title, sheet.table))
        rows += [(_COLUMN, sheet.title, column.heading, column.key) for column in sheet.columns]
    return rows


def marks_in(rows: Iterable[Sequence[Any]]) -> Marks:
    """What the rows of the hidden sheet say."""
    lang, tables, columns = "en", {}, {}
    for row in rows:
        kind, *texts = [str(cell or "") for cell in (*row, "", "", "")][:4]
        if kind == _LANG:
            lang = texts[0]
        elif kind == _SHEET:
            tables[texts[0]] = texts[1]
        elif kind == _COLUMN:
            columns[texts[0], texts[1]] = texts[2]
    return Marks(lang, tables, columns)
