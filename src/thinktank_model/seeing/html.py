"""Tables and cards for notebooks: readable without a style sheet and in the dark; all text is escaped, and nothing runs.

What a person sees at once is bounded: of a long list its beginning and how much more there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, get_args

from ..dataset.collection import Dataset
from ..dataset.listing import Listing
from ..model.union import RECORD
from ..problems.display import escape
from ..problems.problem import Problem
from ..problems.report import Report
from ..shapes.annotations import shape_of
from ..shapes.codec import dump
from ..shapes.tree import Boolean, Number, Scalar

__all__ = ["html_of", "table"]

ROWS: Final = 20  # of a table
COLUMNS: Final = 5  # beside id and label
ITEMS: Final = 10  # of a list in a card
KEYS: Final = 40  # columns of a list of objects; more than any has by the schema
TEXT: Final = 300  # characters of one text
_SIGNS: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_CELL: Final = ' style="text-align:left;vertical-align:top;padding:2px 8px"'
_LIST: Final = ' style="margin:0;padding-left:1.2em"'


def html_of(shown: Any) -> str:
    """Return the HTML of a dataset, a collection, a record or part of one, a report, or a problem."""
    if isinstance(shown, Dataset):
        return _dataset(shown)
    if isinstance(shown, Listing):
        return _listing(shown)
    if isinstance(shown, (Report, Problem)):
        return _report(shown.problems if isinstance(shown, Report) else (shown,))
    return _bold(shown.label() if hasattr(shown, "label") else type(shown).__name__) + _value(dump(shown))


def _text(text: object) -> str:
    """Return a text that is shown as it is, whatever is in it."""
    said = str(text)
    return escape(said if len(said) <= TEXT else said[:TEXT] + "…").translate(_SIGNS)


def _bold(text: object) -> str:
    return f"<p><strong>{_text(text)}</strong></p>"


def table(headings: Iterable[object], rows: Iterable[Iterable[object]], left: int = 0) -> str:
    """Return a table of texts, and below it how many more rows there are."""
    return _table(headings, [map(_text, row) for row in rows], left)


def _table(headings: Iterable[object], rows: Iterable[Iterable[str]], left: int) -> str:
    """Return a table of cells that are HTML already."""
    head = "".join([f"<th{_CELL}>{_text(heading)}</th>" for heading in headings])
    body = "".join(["<tr>" + "".join([f"<td{_CELL}>{cell}</td>" for cell in row]) + "</tr>" for row in rows])
    more = f"<p>… and {left} more</p>" if left > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _dataset(dataset: Dataset) -> str:
    title = "Dataset" if dataset.title is None else dataset.title.best(*filter(None, [dataset.language]))
    held = [(cls.collection, list(dataset.of(cls).values())) for cls in get_args(RECORD)]
    counts = [
        (name, len(records), " · ".join([dataset.label(one) for one in records[:3]]))
        for name, records in held
        if records
    ]
    heading = _bold(f"{title} ({len(dataset)} record{'s' * (len(dataset) != 1)})")
    return heading + (table(("", "records", "such as"), counts) if counts else "")


def _listing(listing: Listing[Any]) -> str:
    if not listing:
        return _bold(f"no {listing.cls.collection}")
    records = [record for record, _ in zip(listing.values(), range(ROWS), strict=False)]
    shape = shape_of(listing.cls)
    plain = [
        name for name, f in shape.fields.items() if isinstance(f.shape, (Scalar, Number, Boolean)) and name != "id"
    ]
    said = {name: sum([getattr(record, name) is not None for record in records]) for name in plain}
    chosen = [name for name in sorted(plain, key=lambda name: -said[name])[:COLUMNS] if said[name]]
    rows = [(one.id, one.label(), *[_plain(getattr(one, name)) for name in chosen]) for one in records]
    return table(("id", "label", *chosen), rows, len(listing) - ROWS)


def _plain(value: object) -> object:
    return "" if value is None else value


def _report(problems: Sequence[Problem]) -> str:
    if not problems:
        return _bold("no problems")
    rows = [
        (one.severity.value, one.code, one.record_id or "", one.pointer or "(whole)", _plain(one.line), one.message)
        for one in problems[:ROWS]
    ]
    return table(("severity", "code", "record", "pointer", "line", "message"), rows, len(problems) - ROWS)


def _value(value: Any) -> str:
    """Return a plain JSON value: an object as a table, a list of objects as a table with a row for each, another list as a list."""
    if isinstance(value, Mapping):
        lines = [f"<tr><th{_CELL}>{_text(key)}</th><td{_CELL}>{_value(item)}</td></tr>" for key, item in value.items()]
        return f"<table><tbody>{''.join(lines)}</tbody></table>"
    if isinstance(value, list) and value and all([isinstance(item, Mapping) for item in value]):
        shown = value[:ITEMS]
        keys = list(dict.fromkeys([key for item in shown for key in item]))
        if len(keys) <= KEYS:  # else almost all cells would be empty
            rows = [[_value(item[key]) if key in item else "" for key in keys] for item in shown]
            return _table(keys, rows, len(value) - ITEMS)
    if isinstance(value, list):
        more = f"<li>… and {len(value) - ITEMS} more</li>" if len(value) > ITEMS else ""
        return f"<ul{_LIST}>" + "".join([f"<li>{_value(item)}</li>" for item in value[:ITEMS]]) + more + "</ul>"
    return _text(value)
