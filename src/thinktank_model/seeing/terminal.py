"""Tables and cards for a terminal, drawn by rich, which asks for them: `rich.print(ds.events)`.

Nothing in a text is taken for markup or for a command of the terminal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.box import SIMPLE
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from .content import ITEMS, Grid, as_grid, said, view_of

__all__ = ["rich_of"]


def rich_of(shown: Any) -> RenderableType:
    """Return what rich draws of a dataset, a collection, a record or part of one, a report, or a problem."""
    title, body = view_of(shown)
    heading = [] if title is None else [Text(said(title), style="bold")]
    return Group(*heading, *([] if body is None else [_value(body)]))


def _value(value: Any) -> RenderableType:
    """Return a plain JSON value: an object as lines of keys and values, a list of objects as a table, another list as lines."""
    if isinstance(value, Mapping):
        lines = Table.grid(padding=(0, 2))
        for key, item in value.items():
            lines.add_row(Text(said(key), style="bold"), _value(item))
        return lines
    grid = value if isinstance(value, Grid) else as_grid(value) if isinstance(value, list) else None
    if grid is not None:
        return _table(grid)
    if isinstance(value, list):
        return Group(*[_value(item) for item in value[:ITEMS]], *_more(len(value) - ITEMS))
    return Text(said(value))


def _table(grid: Grid) -> RenderableType:
    drawn = Table(box=SIMPLE, pad_edge=False)
    for heading in grid.headings:
        drawn.add_column(Text(said(heading)), overflow="fold")
    for row in grid.rows:
        drawn.add_row(*map(_value, row))
    return Group(drawn, *_more(grid.left))


def _more(left: int) -> list[Text]:
    return [Text(f"… and {left} more", style="dim")] if left > 0 else []
