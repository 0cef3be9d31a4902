"""Tells what is left of the example row of a template in other rows of its sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..model.scope import Scope
from ..shapes.tree import Boolean, ListOf, Number
from ..tables.columns import declared
from ..values.countries import COUNTRY
from ..values.dates import DATE, DATE_OR_TIME
from ..values.language import LANGUAGE
from ..values.timezones import TIMEZONE
from ..vocab import Term
from .grid import is_filled
from .human import shape_of_table
from .meaning import plain_text
from .plan import Role

__all__ = ["Example"]

REAL: Final = (COUNTRY, LANGUAGE, TIMEZONE)  # whose example may be the value of a record, as a term may


class Example:
    """The example row of a sheet, by the numbers of its columns, with their meaning."""

    def __init__(self, texts: Mapping[int, str], columns: Mapping[int, Role], scope: Scope) -> None:
        self.texts = texts
        # columns whose example is not a value of a record: names, texts, addresses, identifiers
        self.sure: set[int] = set()
        self.likely: set[int] = set()  # those with dates and numbers
        for number in texts:
            role = columns.get(number)
            shape = None if role is None else shape_of_table(role.table, scope)
            known = None if role is None or shape is None else declared(shape, role.key)
            leaf = known.item if isinstance(known, ListOf) else known
            if isinstance(leaf, Number) or leaf in (DATE, DATE_OR_TIME):
                self.likely.add(number)
            elif not isinstance(leaf, (Term, Boolean)) and leaf not in REAL:
                self.sure.add(number)

    def left_in(self, row: Sequence[Any]) -> list[int]:
        """Return the columns of a row that are left of the example: dates and numbers only beside a name, a text or an address."""
        same = [n for n, text in self.texts.items() if is_filled(row[n]) and plain_text(row[n]) == text]
        is_begun = any([number in self.sure for number in same])
        return [number for number in same if number in self.sure or (is_begun and number in self.likely)]

    def is_whole(self, row: Sequence[Any]) -> bool:
        """Return whether a row is the example, from which cells may have been removed."""
        own = set(self.texts.values())
        return bool(self.left_in(row)) and all([plain_text(cell) in own for cell in row if is_filled(cell)])
