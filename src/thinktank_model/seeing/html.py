"""Tables and cards for notebooks: readable without a style sheet and in dark mode; all text is escaped, and there are no scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from .content import ITEMS, Grid, as_grid, said, view_of

__all__ = ["html_of", "table"]

_SIGNS: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_CELL: Final = ' style="text-align:left;vertical-align:top;padding:2px 8px"'
_LIST: Final = ' style="margin:0;padding-left:1.2em"'


def html_of(shown: Any) -> str:
    """Return the HTML of a dataset, a collection, a record or part of one, a report, or a problem."""
    title, body = view_of(shown)
    heading = "" if title is None else f"<p><strong>{_text(title)}</strong></p>"
    return heading + ("" if body is None else _value(body))


def _text(text: object) -> str:
    """Return a text escaped for HTML."""
    return said(text).translate(_SIGNS)


def table(headings: Iterable[object], rows: Iterable[Iterable[object]], left: int = 0) -> str:
    """Return a table, and below it how many more rows there are."""
    head = "".join([f"<th{_CELL}>{_text(heading)}</th>" for heading in headings])
    body = "".join(["<tr>" + "".join([f"<td{_CELL}>{_value(cell)}</td>" for cell in row]) + "</tr>" for row in rows])
    more = f"<p>… and {left} more</p>" if left > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _value(value: Any) -> str:
    """Return a plain JSON value: an object as a table, a list of objects as a table with a row for each, another list as a list."""
    if isinstance(value, Mapping):
        lines = [f"<tr><th{_CELL}>{_text(key)}</th><td{_CELL}>{_value(item)}</td></tr>" for key, item in value.items()]
        return f"<table><tbody>{''.join(lines)}</tbody></table>"
    grid = value if isinstance(value, Grid) else as_grid(value) if isinstance(value, list) else None
    if grid is not None:
        return table(*grid)
    if isinstance(value, list):
        more = f"<li>… and {len(value) - ITEMS} more</li>" if len(value) > ITEMS else ""
        return f"<ul{_LIST}>" + "".join([f"<li>{_value(item)}</li>" for item in value[:ITEMS]]) + more + "</ul>"
    return _text(value)
