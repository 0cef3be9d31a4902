"""What is shown of datasets, collections, records, reports and problems, independent of the output format.

The output is limited: a long list shows its first items and the number of the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from ..dataset.collection import Dataset
from ..dataset.listing import Listing
from ..problems.display import escape
from ..problems.problem import Problem
from ..problems.report import Report
from ..shapes.annotations import shape_of
from ..shapes.codec import dump
from ..shapes.tree import Boolean, Number, Scalar

__all__ = ["ITEMS", "Grid", "View", "as_grid", "said", "view_of"]

ROWS: Final = 20  # of a table
COLUMNS: Final = 5  # beside id and label
ITEMS: Final = 10  # of a list in a card
KEYS: Final = 40  # columns of a list of objects; more than any has by the schema
TEXT: Final = 300  # characters of one text


class Grid(NamedTuple):
    """A table.

    Attributes:
        headings: what its columns are.
        rows: its cells, each a text or a plain JSON value.
        left: how many more rows there are.
    """

    headings: Sequence[object]
    rows: Sequence[Sequence[Any]]
    left: int = 0


class View(NamedTuple):
    """What is shown: a title, and below it a table or a plain JSON object; either can be left out."""

    title: str | None
    body: Grid | Mapping[str, Any] | None


def view_of(shown: Any) -> View:
    """Return what is shown of a dataset, a collection, a record or part of one, a report, or a problem."""
    if isinstance(shown, Dataset):
        return _dataset(shown)
    if isinstance(shown, Listing):
        return _listing(shown)
    if isinstance(shown, (Report, Problem)):
        return _report(shown.problems if isinstance(shown, Report) else (shown,))
    return View(shown.label() if hasattr(shown, "label") else type(shown).__name__, dump(shown))


def said(text: object) -> str:
    """Return a text as it is shown: without characters that cannot be seen, and not too long."""
    whole = str(text)
    return escape(whole if len(whole) <= TEXT else whole[:TEXT] + "…")


def _dataset(dataset: Dataset) -> View:
    title = "Dataset" if dataset.title is None else dataset.title.best(*filter(None, [dataset.language]))
    held = [(cls.collection, list(dataset.of(cls).values())) for cls in dataset.scope.classes]
    counts = [
        (name, len(records), " · ".join([dataset.label(one) for one in records[:3]]))
        for name, records in held
        if records
    ]
    heading = f"{title} ({len(dataset)} record{'s' * (len(dataset) != 1)})"
    return View(heading, Grid(("", "records", "such as"), counts) if counts else None)


def _listing(listing: Listing[Any]) -> View:
    if not listing:
        return View(f"no {listing.cls.collection}", None)
    records = [record for record, _ in zip(listing.values(), range(ROWS), strict=False)]
    shape = shape_of(listing.cls)
    plain = [
        name for name, f in shape.fields.items() if isinstance(f.shape, (Scalar, Number, Boolean)) and name != "id"
    ]
    count = {name: sum([getattr(record, name) is not None for record in records]) for name in plain}
    chosen = [name for name in sorted(plain, key=lambda name: -count[name])[:COLUMNS] if count[name]]
    rows = [(one.id, one.label(), *[_plain(getattr(one, name)) for name in chosen]) for one in records]
    return View(None, Grid(("id", "label", *chosen), rows, len(listing) - ROWS))


def _plain(value: object) -> object:
    return "" if value is None else value


def _report(problems: Sequence[Problem]) -> View:
    if not problems:
        return View("no problems", None)
    rows = [
        (one.severity.value, one.code, one.record_id or "", one.pointer or "(whole)", _plain(one.line), one.message)
        for one in problems[:ROWS]
    ]
    return View(None, Grid(("severity", "code", "record", "pointer", "line", "message"), rows, len(problems) - ROWS))


def as_grid(value: Sequence[Any]) -> Grid | None:
    """Return a list of objects as a table with a row for each; None for another list."""
    if not value or not all([isinstance(item, Mapping) for item in value]):
        return None
    shown = value[:ITEMS]
    keys = list(dict.fromkeys([key for item in shown for key in item]))
    if len(keys) > KEYS:  # then almost all cells would be empty
        return None
    return Grid(keys, [[item.get(key, "") for key in keys] for item in shown], len(value) - ITEMS)
