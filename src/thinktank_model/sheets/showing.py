"""Formats cells for people: labels in place of terms, names in place of ids, short lists in one cell.

A formatted cell always reads back: if its text would have another meaning, or none, the value itself is shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final, TypeAlias

from ..jsontext.parsing import encode
from ..shapes.tree import Boolean, ListOf, Number, Scalar, Shape
from ..tables.table import Cell
from ..values.countries import COUNTRY
from ..values.ids import Reference
from ..vocab import Term
from .directory import Directory
from .meaning import BETWEEN, Meant, column_reader
from .words import country_label, yes_or_no

__all__ = ["Show", "shower"]

Show: TypeAlias = Callable[[Cell], Cell]

PRECISION: Final = 16  # significant digits of a number in workbooks


def shower(shape: Shape | None, lang: str, directory: Directory, label_of: Callable[[str], str]) -> Show | None:
    """Return a function that formats the cells of a column; None if they are shown unchanged.

    Parameters:
        shape: what the column holds, as the class declares it.
        lang: the language.
        directory: the names of records.
        label_of: a function that returns the label of an id.
    """
    match shape:
        case Boolean():
            yes, no = yes_or_no(lang)
            return lambda cell: {True: yes, False: no}.get(cell, cell) if isinstance(cell, bool) else cell
        case Number():
            return _number
        case ListOf(item=Scalar() as item):
            return _remembering(_list(shape, lang, directory, _said(item, lang, label_of)))
        case Scalar() if (said := _said(shape, lang, label_of)) is not None:
            read = column_reader(shape, lang, directory, is_hinting=False)
            return _remembering(lambda cell: text if read(text := said(str(cell))).value == cell else cell)
    return None


def _said(shape: Scalar, lang: str, label_of: Callable[[str], str]) -> Callable[[str], str] | None:
    if isinstance(shape, Reference):
        return label_of
    if isinstance(shape, Term):
        labels = {term.value: term.label(lang) for term in shape.terms}
        return lambda term: labels.get(term, term)
    return (lambda code: country_label(code, lang)) if shape is COUNTRY else None


def _remembering(show: Show) -> Show:
    memo: dict[Cell, Cell] = {}

    def remembered(cell: Cell) -> Cell:
        if cell not in memo:
            memo[cell] = show(cell)
        return memo[cell]

    return remembered


def _number(cell: Cell) -> Cell:
    """Return the number, or its JSON text if a workbook would change it."""
    if type(cell) is float and (repr(cell) == "-0.0" or float(f"{cell:.{PRECISION}G}") != cell):
        return encode(cell).decode()
    return encode(cell).decode() if type(cell) is int and abs(cell) >= 2**53 else cell


def _list(shape: ListOf, lang: str, directory: Directory, said: Callable[[str], str] | None) -> Show:
    """Return a function that formats a list, which is JSON text in the table, as labels or items separated by semicolons."""
    read = column_reader(shape, lang, directory, is_hinting=False)

    def show(cell: Cell) -> Cell:
        items = json.loads(str(cell))
        if not items:
            return cell
        for shown in ([said(item) for item in items] if said else items, items):
            text = BETWEEN.join(shown)
            if read(text) == Meant(items):
                return text
        each = [text if said and read(text := said(item)) == Meant([item]) else item for item in items]
        text = BETWEEN.join(each)
        return text if read(text) == Meant(items) else cell

    return show
