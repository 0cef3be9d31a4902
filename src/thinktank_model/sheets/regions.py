"""Finds the tables on a foreign sheet: beside each other, and below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from ..model.scope import CORE_SCOPE, Scope
from .grid import Grid, is_filled
from .head_rows import FEW, are_headings
from .mapping import NOTHING_SAID, SheetMapping
from .meaning import plain_text
from .plan import HEAD_ROWS

__all__ = ["tables_on"]

ABOVE: Final = 200_000  # rows above the further tables of a sheet, which are empty rows in each of them
BESIDE: Final = 4_000_000  # cells of all tables beside each other, each of which has empty cells in place of the others


def tables_on(
    grid: Grid, said: SheetMapping = NOTHING_SAID, scope: Scope = CORE_SCOPE
) -> Iterator[tuple[Grid, SheetMapping]]:
    """Yield the tables on a sheet, with all rows up to their end, and the mapping of each."""
    for part in _beside(grid, said, scope):
        yield from _below(part, said, scope)
        said = SheetMapping(is_further=True)


def _below(grid: Grid, said: SheetMapping, scope: Scope) -> Iterator[tuple[Grid, SheetMapping]]:
    """Yield the tables below each other.

    A row of headings that are not those of the first one, after an empty row or a title, begins a further table, until there are
    `ABOVE` rows above such tables.
    """
    first: frozenset[str] = frozenset()
    starts: list[tuple[int, int]] = []
    above = hidden = 0
    top = 0 if said.head is None else said.head[0]
    for at, row in enumerate(grid.rows[top:] if said.table != "" else (), top):
        count = sum(map(is_filled, row))
        if count >= FEW and (above < FEW or not first):
            texts = frozenset([plain_text(cell).strip() for cell in row if is_filled(cell)])
            if not texts <= first and are_headings(texts, scope):
                starts += [(at - above, at)] if first else []
                first = texts
                hidden += at
                if hidden > ABOVE:
                    break
        above = count
    ends = [start for start, _ in starts] + [len(grid.rows)]
    yield (grid._replace(rows=grid.rows[: ends[0]]) if starts else grid), said
    for (start, at), end in zip(starts, ends[1:], strict=True):
        rows = [[""] * len(row) for row in grid.rows[:start]]
        merged = [one for one in grid.merged if one[0] >= start]
        yield (
            grid._replace(rows=[*rows, *grid.rows[start:end]], merged=merged),
            SheetMapping(head=(at, at), is_further=True),
        )


def _beside(grid: Grid, said: SheetMapping, scope: Scope) -> Iterator[Grid]:
    """Yield the tables beside each other, with empty cells in place of the others: each has headings, and an empty column before it."""
    first, last = (0, HEAD_ROWS - 1) if said.head is None else said.head
    for at, row in enumerate(grid.rows[first : last + 1] if said.table != "" else (), first):
        starts = _starts(row, scope)
        starts = [n for n in starts if n == 0 or not any([is_filled(cells[n - 1]) for cells in grid.rows[at:]])]
        starts = starts[: max(1, BESIDE // (len(grid.rows) * len(row) or 1))]
        if len(starts) > 1:
            ends = [*starts[1:], len(row)]
            yield from [grid.between(start, end) for start, end in zip([0, *starts[1:]], ends, strict=True)]
            return
    yield grid


def _starts(row: Sequence[Any], scope: Scope) -> list[int]:
    """Return the columns in which the headings of a table begin, after an empty cell."""
    texts = [plain_text(cell).strip() if is_filled(cell) else "" for cell in row]
    edges = [n for n, text in enumerate(texts) if text and (n == 0 or not texts[n - 1])]
    if len(edges) < FEW:
        return []
    runs = [(start, [text for text in texts[start:end] if text]) for start, end in pairwise([*edges, len(texts)])]
    return [start for start, run in runs if len(run) >= FEW and are_headings(run, scope)]
