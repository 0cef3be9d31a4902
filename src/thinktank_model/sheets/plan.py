"""What is to be read from a sheet: which rows are records, and what each column holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from .grid import Grid

__all__ = ["HEAD_ROWS", "Plan", "Role"]

HEAD_ROWS: Final = 30  # below these no headings are looked for


class Role(NamedTuple):
    """What a column holds.

    Attributes:
        table: the name of a table.
        key: a column of it; `names@fr` and `names!acronym` for names.
    """

    table: str
    key: str


class Plan(NamedTuple):
    """How a sheet is read.

    Attributes:
        grid: its cells.
        table: the table that it holds.
        rows: the numbers of the rows that are records.
        columns: the number of each column to what it holds.
        lang: the language of labels, and of texts that do not say theirs.
        is_ours: whether we made the workbook, so that nothing has to be concluded.
        titles: what is above the headings.
        heads: the number of each column to its heading.
        head: the number of the row with the headings.
        first_head: the same of the first row with headings, if there are two.
        is_known: whether the headings are ours, so that it is certain what the columns hold.
    """

    grid: Grid
    table: str
    rows: list[int]
    columns: dict[int, Role]
    lang: str
    is_ours: bool
    titles: tuple[str, ...] = ()
    heads: Mapping[int, str] = {}
    head: int = 0
    first_head: int = 0
    is_known: bool = False
