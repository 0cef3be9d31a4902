"""Reads the JSON-LD that `export` writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from ...jsontext.parsing import parse
from ...model.header import DatasetHeader
from ...model.scope import CORE_SCOPE, Scope
from ...problems.patterns import pattern
from ...records.single import utf8
from ...vocab.term import Term
from .context import LOCAL, RECORD_PREFIX, UNKNOWN_KEYS
from .derived import KEYS
from .iris import THINKTANK
from .own import Own, own_of
from .plan import CLASSES, POSITION, Kind, Property, class_of

__all__ = ["is_own", "plain_records"]

_NUMBER: Final = pattern(r"-?[0-9]{1,400}(?:\.[0-9]{1,400})?", re.ASCII)
_RECORD: Final = f"{RECORD_PREFIX}:"
_TYPES: Final = {class_of(cls): cls for cls in CLASSES}


def is_own(context: object) -> bool:
    """Return whether a context was written by `export`."""
    tt = context.get("tt") if isinstance(context, Mapping) else None
    return isinstance(tt, Mapping) and tt.get("@id") == THINKTANK


def plain_records(nodes: list[Any], scope: Scope = CORE_SCOPE) -> list[Any]:
    """Return the plain values of the nodes of a document, including the dataset. Unknown data is kept unchanged.

    Parameters:
        nodes: the nodes.
        scope: the records that there can be.
    """
    own = own_of(scope)
    return [_record(node, own) for node in nodes]


def _record(node: Any, own: Own) -> Any:
    if not isinstance(node, dict):
        return node
    given, id = node.get("type"), node.get("id")
    listed = [one for one in (given if isinstance(given, list) else [given]) if isinstance(one, str)]
    cls = next((own.classes[_plain(one)] for one in listed if _plain(one) in own.classes), None)
    if cls is None and isinstance(id, str) and id.startswith(_RECORD):
        return {"type": _id(id).rpartition(":")[0], "id": _id(id)}  # of a profile that is not loaded
    cls = cls or next((_TYPES[one] for one in listed if one in _TYPES), None)
    if cls is None:
        return node
    derived = set() if cls is DatasetHeader else KEYS.keys() - {one.key for one in own.properties(cls).values()}
    data = {"type": cls.type, **_object(cls, {key: value for key, value in node.items() if key not in derived}, own)}
    if cls is DatasetHeader:
        data.pop("id", None)
    return data


def _plain(key: str) -> str:
    """Return a compact IRI with the prefix of the dataset, which differs from one of ours."""
    return key.removeprefix("X-")


def _id(id: Any) -> Any:
    return id.removeprefix(_RECORD) if isinstance(id, str) else id


def _object(cls: Any, node: dict[str, Any], own: Own) -> dict[str, Any]:
    data: dict[str, Any] = {}
    by_key = own.by_key(cls)
    for key, value in node.items():
        property = by_key.get(_plain(key))
        if key == "id":
            if cls in CLASSES or cls in own.records:
                data["id"] = _id(value)
        elif property is not None:
            data[property.field] = _value(property, value, own)
        elif key == UNKNOWN_KEYS:
            kept = _json(value)
            data.update(kept if isinstance(kept, dict) else {key: kept})
        elif key not in ("type", "@context", POSITION):
            data[key] = value
    return data


def _value(property: Property, value: Any, own: Own) -> Any:
    one = partial(_part, own) if property.kind is Kind.PART else _READ.get(property.kind)
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
    if value.startswith(f"{name}:"):
        return value.removeprefix(f"{name}:")
    _, found, term = value.partition(f":{name}/")  # of a profile, or without an IRI
    return term if found else value.removeprefix("X-")


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


def _part(own: Own, property: Property, value: Any) -> Any:
    return _object(property.shape.cls, value, own) if isinstance(value, dict) else value  # type: ignore[union-attr]


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
    Kind.REFERENCE: lambda _, value: _id(value),
    Kind.TEXTS: _text,
}
