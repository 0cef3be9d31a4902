"""Flat rows of records and of list items for analysis, and data frames of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple, TypeAlias

from ..model.scope import CORE_SCOPE, Scope
from ..model.union import Record
from ..problems.meant import did_you_mean
from ..shapes.tree import Boolean, ListOf, MapOf, Number, ObjectOf, Scalar, Shape
from ..values.counts import Count
from ..values.dates import DATE, DATE_OR_TIME
from ..values.ids import Reference
from ..values.text import TEXT
from ..vocab import Term

__all__ = ["Flat", "FlatRows", "frame"]

Kind: TypeAlias = type[str] | type[int] | type[float] | type[bool] | type[datetime.date]
BETWEEN: Final = "; "  # items of a list in one cell


class Flat(NamedTuple):
    """Rows with columns of one type; any value may be None."""

    columns: dict[str, Kind]
    rows: list[dict[str, Any]]


class FlatRows:
    """Makes flat rows for records or list items.

    Parameters:
        lang: the language of labels and texts.
        label_of: a function that returns the label of an id.
        scope: the records that there can be.
    """

    def __init__(self, lang: str, label_of: Callable[[str], str], scope: Scope = CORE_SCOPE) -> None:
        self.lang = lang
        self.label_of = label_of
        self.scope = scope

    def of(self, records: Iterable[Record], what: str) -> Flat:
        """Return the rows for a collection, or for all lists of objects with that name.

        Raises:
            KeyError: there is no such collection or list.
        """
        shapes: list[ObjectOf] = list(self.scope.record.options.values())
        names = {shape.cls.collection for shape in shapes}
        lists = {name for shape in shapes for name in shape.fields if _items(shape, name)}
        if what not in names | lists:
            raise KeyError(f"no collection and no list {what!r}{did_you_mean(what, sorted(names | lists))}")
        flat = Flat({"id": str, "label": str} if what in names else {"record_id": str, "record_label": str}, [])
        own, called = flat.columns
        if what not in names:  # a collection takes precedence over a list with its name
            flat.columns["position"] = int
        for shape in shapes:
            item = _items(shape, what) if what not in names else shape if shape.cls.collection == what else None
            if item is not None:
                self.columns(item, "", flat.columns)
        whole = next((shape for shape in shapes if shape.cls.collection == what), None)
        for record in records:
            whose = {own: record.id, called: self.label_of(record.id)}
            item = None if whole is not None else _items(self.scope.shape_of(type(record)), what)
            if whole is not None and isinstance(record, whole.cls):
                flat.rows.append(self.values(whole, record, "", whose))
            elif item is not None:
                for position, one in enumerate(getattr(record, what)):
                    flat.rows.append(self.values(item, one, "", {**whose, "position": position}))
        return flat

    def columns(self, shape: ObjectOf, prefix: str, columns: dict[str, Kind]) -> None:
        """Add the columns for the fields of an object."""
        for name, field in shape.fields.items():
            at, inner = prefix + name, field.shape
            match inner:
                case Scalar() | ListOf(item=Scalar()):
                    columns[at] = str
                    leaf = inner.item if isinstance(inner, ListOf) else inner
                    if isinstance(leaf, (Reference, Term)):
                        columns[f"{at}_label"] = str
                    elif leaf in (DATE, DATE_OR_TIME):
                        columns |= {f"{at}_earliest": datetime.date, f"{at}_latest": datetime.date}
                case Boolean():
                    columns[at] = bool
                case Number():
                    columns[at] = int if inner.integer else float
                case MapOf() if inner is TEXT:
                    columns[at] = str
                case ObjectOf(cls=cls) if cls is Count:
                    columns |= {at: str, f"{at}_low": int, f"{at}_high": int}
                case ObjectOf():
                    self.columns(inner, f"{at}_", columns)

    def values(self, shape: ObjectOf, built: Any, prefix: str, row: dict[str, Any]) -> dict[str, Any]:
        """Put the fields of an object into a row, and return it."""
        for name, field in shape.fields.items():
            value = getattr(built, name)
            if value is not None and value != ():
                self.value(field.shape, value, prefix + name, row)
        return row

    def value(self, shape: Shape, value: Any, at: str, row: dict[str, Any]) -> None:
        """Put a value into a row."""
        match shape:
            case Scalar() | Number() | Boolean():
                row |= self.scalar(shape, value, at)
            case ListOf(item=Scalar() as item):
                each = [self.scalar(item, one, at) for one in value]
                row |= {key: BETWEEN.join([str(one[key]) for one in each]) for key in each[0]}
            case MapOf() if shape is TEXT:
                row[at] = value.best(self.lang)
            case ObjectOf(cls=cls) if cls is Count:
                row |= {at: str(value), f"{at}_low": value.lower, f"{at}_high": value.highest}
            case ObjectOf():
                self.values(shape, value, f"{at}_", row)

    def scalar(self, shape: Scalar | Number | Boolean, value: Any, at: str) -> dict[str, Any]:
        """Return the cells of a scalar."""
        if shape in (DATE, DATE_OR_TIME):
            return {at: value.text, f"{at}_earliest": value.earliest, f"{at}_latest": value.latest}
        if isinstance(shape, Term):
            term = next((known for known in shape.terms if known == value), None)
            return {at: str(value), f"{at}_label": str(value) if term is None else term.label(self.lang)}
        return {at: value, f"{at}_label": self.label_of(value)} if isinstance(shape, Reference) else {at: value}


def _items(shape: ObjectOf, name: str) -> ObjectOf | None:
    """Return the shape of the items of a list of objects."""
    listed = shape.fields[name].shape if name in shape.fields else None
    return listed.item if isinstance(listed, ListOf) and isinstance(listed.item, ObjectOf) else None


# --- Data frames ---


def frame(flat: Flat, engine: str) -> Any:
    """Return the rows as a data frame.

    Raises:
        ValueError: there is no such engine.
        ImportError: it is not installed.
    """
    if engine not in _FRAMES:
        raise ValueError(f"no engine {engine!r}; expected one of {', '.join(_FRAMES)}")
    try:
        return _FRAMES[engine](flat)
    except ImportError:
        raise ImportError(f'to_frame needs {engine}: pip install "thinktank-model[{engine}]"') from None


def _pandas(flat: Flat) -> Any:
    import pandas

    types = {str: "string", int: "Int64", float: "Float64", bool: "boolean", datetime.date: "datetime64[s]"}
    cells = {name: [row.get(name) for row in flat.rows] for name in flat.columns}
    return pandas.DataFrame(
        {name: pandas.Series(cells[name], dtype=types[kind]) for name, kind in flat.columns.items()}
    )


def _polars(flat: Flat) -> Any:
    import polars

    types = {
        str: polars.String,
        int: polars.Int64,
        float: polars.Float64,
        bool: polars.Boolean,
        datetime.date: polars.Date,
    }
    cells = {name: [row.get(name) for row in flat.rows] for name in flat.columns}
    return polars.DataFrame(cells, schema={name: types[kind] for name, kind in flat.columns.items()})


_FRAMES: Final[dict[str, Callable[[Flat], Any]]] = {"pandas": _pandas, "polars": _polars}
