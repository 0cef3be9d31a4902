"""Makes the plans of foreign sheets, and reports what is concluded of each, and what is not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from attrs import evolve

from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..problems.translations import Phrase
from .codes import (
    ALONE,
    COLUMN_IS,
    SHEET_IS,
    SHEET_LANGUAGE,
    SKIPPED_COLUMN,
    SKIPPED_ROWS,
    SKIPPED_SHEET,
    SKIPPED_TEXT,
)
from .further import further_columns, joined, moved
from .grid import Grid, is_filled
from .groups import grouped
from .headings import sheet_title
from .layouts import TITLE_CELLS, Layout, best_layout
from .mapping import NOTHING_SAID, SheetMapping
from .meaning import plain_text
from .plan import Plan, with_column
from .roles import NUMBER, called
from .rows import rows_below
from .spoken import NAMES_OF, language_of

__all__ = ["recognize"]

HEADINGS_ASKED: Final = Phrase(
    "Write the headings in one row, at least two of one kind of record, such as {examples}; or assign them with --map.",
    examples=Phrase("Name + Country, Title + Authors, Event + Date"),
)


def recognize(
    grid: Grid, found: Listing, said: SheetMapping = NOTHING_SAID, scope: Scope = CORE_SCOPE, hint: str = ""
) -> Plan | None:
    """Return the plan for reading a sheet; None, with a problem, if it is not recognised.

    Parameters:
        grid: the sheet.
        found: lists the problems.
        said: its part of the mapping.
        scope: the records that there can be.
        hint: the name of the file, if it has no other sheet.
    """
    filled = [[is_filled(cell) for cell in row] for row in grid.rows]
    if said.table == "" or not any([any(row) for row in filled]):
        return None
    layout = best_layout(grid, filled, said, scope, hint)
    if layout is None:
        count = sum([sum(row) for row in filled])
        at = next((row, row_filled.index(True)) for row, row_filled in enumerate(filled) if any(row_filled))
        found.add([_at(SKIPPED_SHEET(grid.name, count=count, help=HEADINGS_ASKED), grid, *at)])
        return None
    for number in [number for number, role in layout.columns.items() if role.key == "id"]:
        ids = [plain_text(row[number]) for row in grid.rows[layout.head[1] + 1 :] if is_filled(row[number])]
        if not all([text.startswith(f"{layout.columns[number].table}:") for text in ids]):
            del layout.columns[number]
    rows = _filled_down(grid, layout)
    further = further_columns(layout.columns, layout.heads, said)
    found.add(list(joined(grid, rows[layout.head[1] + 1 :], layout.columns, layout.heads, further, scope)))
    grid = grid._replace(rows=rows)
    below = rows_below(grid, layout.head[1], layout.heads, layout.columns, filled)
    records = below.records
    titles = [(row, column) for row in range(layout.head[0]) for column, is_one in enumerate(filled[row]) if is_one]
    lang = said.lang or language_of(layout.columns, layout.heads, grid.name, scope)
    is_read = SHEET_IS(grid.name, what=sheet_title(layout.table, lang, scope), help=_or_else(layout, lang, scope))
    found.add([evolve(is_read, cell=grid.address(layout.head[0], None))])
    if said.lang is None:
        spoken = SHEET_LANGUAGE(grid.name, what=NAMES_OF[lang])
        found.add([evolve(spoken, cell=grid.address(layout.head[0], None))])
    lost = [row for row in range(layout.head[0]) if sum(filled[row]) > TITLE_CELLS]
    lost += [] if records or below.nameless else list(dict.fromkeys([row for row, _ in (*below.groups, *below.texts)]))
    if lost:
        skipped = SKIPPED_ROWS(grid.name, count=len(lost), row=layout.head[1] + 1)
        found.add([evolve(skipped, cell=grid.address(lost[0], None))])
    groups = grouped(grid, below.groups, records, layout.table, layout.columns.values(), lang, scope)
    found.add(groups.problems)
    for code, cells in ((SKIPPED_TEXT, below.texts), (ALONE, below.alone)):
        found.add([_at(code(plain_text(grid.rows[row][column])), grid, row, column) for row, column in cells])
    all_columns = layout._replace(columns={**layout.columns, **further})
    found.add(_columns_said(grid, all_columns, lang, records, filled, said, scope))
    if layout.table == "member":
        found.add(list(moved(grid, rows, layout.columns, layout.heads, lang, layout.head[1] + 1, scope)))
    columns = {number: role for number, role in layout.columns.items() if role.key != NUMBER}
    plan = Plan(
        grid,
        layout.table,
        records,
        columns,
        lang,
        False,
        tuple(titles),
        layout.heads,
        layout.head[1],
        layout.head[0],
        nameless=tuple(below.nameless),
    )
    for role, values in groups.values.items():
        plan = with_column(plan, role, values)
    return plan


def _or_else(layout: Layout, lang: str, scope: Scope) -> Phrase | None:
    """Return what else a sheet may be, and how to say so."""
    if not layout.others:
        return None
    what = ", ".join([sheet_title(tag, lang, scope) for tag in layout.others])
    return Phrase(
        "If it is something else ({what}), give the sheet that name, or state its `type` in a mapping.", what=what
    )


def _at(problem: Problem, grid: Grid, row: int, column: int) -> Problem:
    return evolve(problem, cell=grid.address(row, column))


def _columns_said(
    grid: Grid,
    layout: Layout,
    lang: str,
    records: Sequence[int],
    filled: Sequence[Sequence[bool]],
    said: SheetMapping,
    scope: Scope,
) -> Iterator[Problem]:
    width = max([len(row) for row in filled], default=0)
    for number in range(width):
        head = layout.heads.get(number, "")
        role = layout.columns.get(number)
        count = sum([number < len(filled[row]) and filled[row][number] for row in records])
        if role is not None:
            what = (
                Phrase("a running number, which is not imported") if role.key == NUMBER else called(role, lang, scope)
            )
            yield _at(COLUMN_IS(head, what=what), grid, layout.head[1], number)
        elif count and head not in said.columns:
            cell = grid.column_address(number)
            yield evolve(SKIPPED_COLUMN(head or grid.column_address(number), count=count), cell=cell)


def _filled_down(grid: Grid, layout: Layout) -> list[list[Any]]:
    """Return the rows, with the value of a merged cell in each row that it covers."""
    rows = [list(row) for row in grid.rows]
    for top, left, bottom, right in grid.merged:
        if top > layout.head[1] and left == right:
            for row in range(top + 1, min(bottom, len(rows) - 1) + 1):
                rows[row][left] = rows[top][left]
    return rows
