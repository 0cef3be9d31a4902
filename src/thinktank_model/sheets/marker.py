"""The hidden sheet that identifies our workbooks: it maps sheets to tables, and headings to columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ..tables.table import Cell
from .human import Sheet

__all__ = ["LISTS", "MARKER", "VERTICAL", "Marks", "marks_in", "rows_of"]

MARKER: Final = "_thinktank"
LISTS: Final = "_lists"  # the hidden sheet with what drop-downs offer
VERTICAL: Final = ("dataset",)  # tables with one row, whose sheet has a row for each column
_SHEET, _COLUMN, _LANG, _EXAMPLE = "sheet", "column", "lang", "example"


class Marks(NamedTuple):
    """The content of the hidden sheet.

    Attributes:
        lang: the language of headings and labels.
        tables: the table of each sheet, by name.
        columns: for each sheet and heading the column, and its table if that is another one.
        examples: the example row of each sheet of a template, by heading.
    """

    lang: str
    tables: Mapping[str, str]
    columns: Mapping[tuple[str, str], tuple[str, str]]
    examples: Mapping[str, Mapping[str, str]]


def rows_of(sheets: Iterable[Sheet], lang: str, *, are_examples: bool = False) -> list[tuple[Cell, ...]]:
    """Return the rows of the hidden sheet.

    Parameters:
        sheets: the sheets.
        lang: the language of headings and labels.
        are_examples: whether it is a template, whose sheets each have an example row.
    """
    rows: list[tuple[Cell, ...]] = [(_LANG, lang)]
    for sheet in sheets:
        rows.append((_SHEET, sheet.title, sheet.table))
        rows += [(_COLUMN, sheet.title, column.heading, column.key, column.table) for column in sheet.columns]
        if are_examples:
            rows += [
                (_EXAMPLE, sheet.title, *["" if cell is None else str(cell) for cell in row]) for row in sheet.rows
            ]
    return rows


def marks_in(rows: Iterable[Sequence[Any]]) -> Marks:
    """Return the content of the rows of the hidden sheet."""
    lang = "en"
    tables: dict[str, str] = {}
    columns: dict[tuple[str, str], tuple[str, str]] = {}
    examples: dict[str, dict[str, str]] = {}
    for row in rows:
        kind, title, *texts = [str(cell or "") for cell in (*row, "", "", "", "", "")]
        if kind == _LANG:
            lang = title
        elif kind == _SHEET:
            tables[title] = texts[0]
        elif kind == _COLUMN:
            columns[title, texts[0]] = texts[2], texts[1]
        elif kind == _EXAMPLE:
            heads = [text for sheet, text in columns if sheet == title]
            examples[title] = {head: text for head, text in zip(heads, texts, strict=False) if text}
    return Marks(lang, tables, columns, examples)
