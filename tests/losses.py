"""Finds the cells of a workbook that an import neither reads nor reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import thinktank_model as tm
from thinktank_model.jsontext.limits import LIMITS
from thinktank_model.sheets.grid import Grid, is_filled, read_workbook
from thinktank_model.sheets.marker import LISTS, MARKER
from thinktank_model.sheets.meaning import plain_text

__all__ = ["lost_cells"]


def lost_cells(data: bytes, imported: tm.Imported) -> list[str]:
    """Return the cells whose value is not in the dataset and that no problem mentions by cell, column, row or value.

    An error mentions its whole row.
    """
    nodes = [] if imported.dataset is None else [imported.dataset.header, *imported.dataset]
    held = "\n".join([tm.dumps(node).decode() for node in nodes])
    named = {problem.cell for problem in imported.report}
    named |= {
        re.sub(r"![A-Z]+([0-9]+)$", r"!\1:\1", problem.cell) for problem in imported.report.errors if problem.cell
    }
    named |= {re.sub(r"!([A-Z]+):\1$", r"!\1", problem.cell) for problem in imported.report if problem.cell}
    skipped = {problem.value for problem in imported.report if problem.code == "import.sheet-skipped"}
    values = {str(problem.value) for problem in imported.report}
    replaced = {str(dict(problem.params).get("other")) for problem in imported.report}
    return [
        cell
        for grid in read_workbook(data, LIMITS).grids
        if grid.name not in {MARKER, LISTS} | skipped
        for cell, column, row, sheet, text in _cells(grid)
        if not (_is_in(text, held) or text in values or {cell, column, row, sheet} & (named | replaced))
    ]


def _cells(grid: Grid) -> Iterator[tuple[str, str, str, str, str]]:
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            if is_filled(cell):
                at = grid.address(row, column)
                yield at, grid.column_address(column), grid.address(row, None), at.rpartition("!")[0], _text(cell)


def _text(cell: Any) -> str:
    return plain_text(cell).strip()


def _is_in(text: str, held: str) -> bool:
    parts = [part.strip() for part in re.split(r"[\n;,/()（）、]| and | et ", text) if part.strip()]
    return all([part.replace('"', '\\"') in held for part in parts])
