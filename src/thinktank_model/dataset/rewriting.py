"""Replaces ids in records, and removes references to records, wherever the shape has an id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..jsontext.parsing import encode
from ..model.union import Record
from ..problems.pointers import pointer, pointer_tokens
from ..problems.report import InvalidData
from ..records.placing import placed
from ..shapes.annotations import shape_of
from ..shapes.codec import dump, read
from ..shapes.pointing import shape_at
from ..shapes.tree import ListOf, ObjectOf, Shape
from ..values.ids import ANY_ID, Reference

__all__ = ["Rewriter", "build", "moved"]

_GONE: Final[Any] = object()


def build(cls: type[Any], data: Mapping[str, Any]) -> Any:
    """Return the record of a class with this plain data.

    Raises:
        InvalidData: the data is not valid.
    """
    built, problems = read(shape_of(cls), data, "keep")
    if built is None:
        raise InvalidData(placed(problems, data))
    return built


class Rewriter:
    """Replaces ids in records. Items of a list that become equal are merged.

    Parameters:
        ids: for each old id the new one, or None to remove the references to it: an item
            of a list, an optional field, or else the object or record that requires it.

    Attributes:
        positions: for the last record, the pointer of each changed list, with the new position of each old item; None for a removed item.
    """

    def __init__(self, ids: Mapping[str, str | None]) -> None:
        self.ids = ids
        self.positions: dict[str, list[int | None]] = {}

    def record(self, record: Record) -> Record | None:
        """Return the record with the new ids; None if it requires a removed one.

        Raises:
            InvalidData: a new id is not valid for the record.
        """
        self.positions = {}
        cls, data = type(record), dump(record)
        shape: ObjectOf = shape_of(cls)
        new = self._object(shape, data, "")
        if new is _GONE:
            return None
        if self.ids.get(record.id) is not None:
            new = {**new, "id": self.ids[record.id]}
        if new.get("statements"):
            new = {**new, "statements": self._statements(shape, new["statements"])}
        return record if new == data else build(cls, new)

    def _statements(self, shape: ObjectOf, statements: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the statements with updated pointers; statements about removed items are left out."""
        kept = []
        for statement in statements:
            tokens = pointer_tokens(statement["field"])
            field, place = moved(tokens, self.positions), shape_at(shape, tokens)
            value = _GONE if place is None else self._value(place, statement["value"], "value")
            if field is not None and value is not _GONE:
                kept.append({**statement, "field": field, "value": value})
        return kept

    def _id(self, id: str) -> Any:
        new = self.ids.get(id, id)
        return _GONE if new is None else new

    def _value(self, shape: Shape, value: Any, at: str) -> Any:
        match shape:
            case ListOf():
                return self._list(shape, value, at)
            case ObjectOf():
                return self._object(shape, value, at)
        return self._id(value) if isinstance(shape, Reference) or shape is ANY_ID else value

    def _list(self, shape: ListOf, value: list[Any], at: str) -> Any:
        items = [self._value(shape.item, item, f"{at}/{index}") for index, item in enumerate(value)]
        if items == value:
            return value
        new: list[Any] = []
        origins: list[Any] = []
        known: dict[bytes, int] = {}
        positions: list[int | None] = []
        for item, before in zip(items, value, strict=True):
            if item is _GONE:
                positions.append(None)
                continue
            first = known.setdefault(encode(item), len(new))
            if first == len(new) or before == origins[first]:  # items that were already equal are not merged
                first = len(new)
                new.append(item)
                origins.append(before)
            positions.append(first)
        self.positions[at] = positions
        return _GONE if len(new) < shape.at_least else new

    def _object(self, shape: ObjectOf, value: dict[str, Any], at: str) -> Any:
        new, is_whole = {}, True
        for name, item in value.items():
            field = shape.fields.get(name)
            made = item if field is None else self._value(field.shape, item, at + pointer(name))
            if made is not _GONE:
                new[name] = made
            elif field is not None and field.required:
                return _GONE
            is_whole = is_whole and made is not _GONE and (made or not item)
        return new if is_whole or read(shape, new, "keep", limit=1)[0] is not None else _GONE


def moved(tokens: Iterable[str], positions: Mapping[str, list[int | None]]) -> str | None:
    """Return the new pointer of a value after the items of lists moved; None if it was removed.

    Parameters:
        tokens: the tokens of its old pointer.
        positions: for the pointer of each list, the new positions of its old items.
    """
    at, new = "", list[str]()
    for token in tokens:
        listed = positions.get(at, [])
        known = token.isdecimal() and int(token) < len(listed)
        position = listed[int(token)] if known else token
        if position is None:
            return None
        new.append(str(position))
        at += pointer(token)
    return pointer(*new)
