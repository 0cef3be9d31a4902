"""Reads the JSON-LD that `export` writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from ...jsontext.parsing import parse
from ...model.header import DatasetHeader
from ...problems.patterns import pattern
from ...records.single import utf8
from ...vocab.term import Term
from .context import LOCAL, UNKNOWN_KEYS
from .derived import DERIVED, KEYS
from .iris import THINKTANK
from .plan import CLASSES, POSITION, Kind, Property, class_of, properties

__all__ = ["is_own", "plain_records"]

_NUMBER: Final = pattern(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?", re.ASCII)
_TYPES: Final = {class_of(cls): cls for cls in CLASSES}


def is_own(context: object) -> bool:
    """Return whether a context was written by `export`."""
    tt = context.get("tt") if isinstance(context, Mapping) else None
    return isinstance(tt, Mapping) and tt.get("@id") == THINKTANK


def plain_records(nodes: list[Any]) -> list[Any]:
    """Return the plain values of the nodes of a document, including the dataset. Unknown data is kept unchanged."""
    return [_record(node) for node in nodes]


def _record(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    given = node.get("type")
    listed = given if isinstance(given, list) else [given]
    cls = next((_TYPES[one] for one in listed if isinstance(one, str) and one in _TYPES), None)
    if cls is None:
        return node
    tag: str = cls.type
    derived = {key for key in KEYS if tag in DERIVED} - {property.key for property in properties(cls).values()}
    data = {"type": tag, **_object(cls, {key: value for key, value in node.items() if key not in derived})}
    if cls is DatasetHeader:
        data.pop("id", None)
    return data


def _object(cls: Any, node: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    by_key = _by_key(cls)
    for key, value in node.items():
        property = by_key.get(key)
        if key == "id":
            if cls in CLASSES:
                data["id"] = value
        elif property is not None:
            data[property.field] = _value(property, value)
        elif key == UNKNOWN_KEYS:
            kept = _json(value)
            data.update(kept if isinstance(kept, dict) else {key: kept})
        elif key not in ("type", "@context", POSITION):
            data[key] = value
    return data


@cache
def _by_key(cls: Any) -> Mapping[str, Property]:
    return {property.key: property for property in properties(cls).values()}


def _value(property: Property, value: Any) -> Any:
    one = _READ.get(property.kind)
    if one is None:
        return value
    if property.many:
        return [one(property, item) for item in value] if isinstance(value, list) else value
    return one(property, value)


def _term(property: Property, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    assert isinstance(property.shape, Term)  # as the kind implies
    name = property.shape.vocabulary.__name__
    for start in (f"{name}:", f"{LOCAL}:{name}/"):
        if value.startswith(start):
            return value.removeprefix(start)
    return value.removeprefix("X-")


def _literal(_: Property, value: Any) -> Any:
    return value.get("@value", value) if isinstance(value, dict) else value


def _number(property: Property, value: Any) -> Any:
    text = _literal(property, value)
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        return text
    return int(text) if property.kind is Kind.INTEGER and "." not in text else float(text)


def _json(value: Any) -> Any:
    """Return the value of a JSON literal; any other value unchanged."""
    text = value.get("@value") if isinstance(value, dict) else value
    if not isinstance(text, str):
        return value
    found, problems = parse(utf8(text))
    return text if problems else found


def _extensions(_: Property, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {
        key.removeprefix(f"{LOCAL}:").removeprefix("X-"): _json(item) if isinstance(item, dict) else item
        for key, item in value.items()
    }


def _part(property: Property, value: Any) -> Any:
    return _object(property.shape.cls, value) if isinstance(value, dict) else value  # type: ignore[union-attr]


def _text(_: Property, value: Any) -> Any:
    return value.get("text", value) if isinstance(value, dict) else value


_READ: Final[Mapping[Kind, Callable[[Property, Any], Any]]] = {
    Kind.TERM: _term,
    Kind.URL: _literal,
    Kind.DATE: _literal,
    Kind.DECIMAL: _number,
    Kind.INTEGER: _number,
    Kind.JSON: lambda _, value: _json(value),
    Kind.EXTENSIONS: _extensions,
    Kind.PART: _part,
    Kind.TEXTS: _text,
}
