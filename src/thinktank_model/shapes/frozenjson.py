"""Frozen JSON values: objects become `JsonMap`, lists become tuples, other values stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, TypeVar, cast

from ..problems.display import is_encodable
from ..problems.portable import Portable
from .tree import Anything, MapOf, Scalar

__all__ = ["EMPTY", "JsonMap", "JsonValue", "exact", "freeze", "in_order", "plain", "thaw"]

V = TypeVar("V")

JsonValue: TypeAlias = object
"""A JSON value that came through `freeze`: None, bool, int, float, str, a tuple of them, or a `JsonMap`."""


def in_order(entries: dict[str, V]) -> dict[str, V]:
    """Return the entries sorted by key, by code point: the order in which they are held and written."""
    return {key: entries[key] for key in sorted(entries)} if len(entries) > 1 else entries


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key of a JSON object is a string, not {key!r}")
    return str.__str__(key)


class JsonMap(Portable, Mapping[str, JsonValue]):
    """An immutable, hashable JSON object. Its keys are sorted by code point.

    Two maps are equal if and only if their JSON is: `1`, `1.0` and `true` are three values, `0.0` and `-0.0` are two.

    Raises:
        TypeError: a key is not a string, or the argument is not a mapping.
        ValueError: the value contains itself.

    >>> JsonMap({"b": 1, "a": [1, {"c": None}]})
    JsonMap({'a': (1, JsonMap({'c': None})), 'b': 1})
    >>> JsonMap({"a": 1}) == JsonMap({"a": True})
    False
    """

    __slots__ = ("_entries",)
    _entries: dict[str, JsonValue]

    def __init__(self, entries: Mapping[str, object] | None = None) -> None:
        if entries is not None and not isinstance(entries, Mapping):
            raise TypeError(f"expected a mapping, found an object of type {type(entries).__name__}")
        try:
            frozen = {_key(key): freeze(value) for key, value in (entries or {}).items()}
        except RecursionError:
            raise ValueError("the value holds itself or is nested too deeply; JSON has no such value") from None
        object.__setattr__(self, "_entries", in_order(frozen))

    @classmethod
    def _of(cls, frozen: dict[str, JsonValue]) -> JsonMap:
        """Return a map of entries that are already frozen."""
        built = object.__new__(cls)
        object.__setattr__(built, "_entries", in_order(frozen))
        return built

    @classmethod
    def __shape__(cls) -> MapOf:
        return FREE

    def __getitem__(self, key: str) -> JsonValue:
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a JsonMap is immutable; make a new one to change {name!r}")

    def __eq__(self, other: object) -> bool:
        return exact(self) == exact(other) if isinstance(other, JsonMap) else NotImplemented

    def __hash__(self) -> int:
        return hash(exact(self))

    def __repr__(self) -> str:
        return f"JsonMap({self._entries!r})"

    def __reduce__(self) -> tuple[type[JsonMap], tuple[dict[str, object]]]:
        return JsonMap, (dict(self._entries),)


EMPTY: Final = JsonMap()
FREE: Final = MapOf(
    JsonMap,
    Scalar(name="key", read=lambda key: (key, ()), repeats=False, clean=is_encodable, examples=("key",)),
    Anything(),
)
"""Any JSON object."""


def exact(value: JsonValue) -> object:
    """Return a hashable key for a frozen JSON value. Two keys are equal if and only if the JSON of their values is."""
    kind = type(value)
    if kind is str or kind is int:
        return value
    if kind is bool or kind is float:
        return kind, repr(value)  # a tuple with a type in it never equals a tuple of JSON values
    if kind is tuple:
        return tuple(map(exact, cast("tuple[JsonValue, ...]", value)))
    if isinstance(value, JsonMap):
        return JsonMap, tuple(value._entries), tuple(map(exact, value._entries.values()))
    return value


def plain(value: object) -> object:
    """Return the value as a built-in type: the `str` of a `StrEnum`, the `int` of an `IntEnum`."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int.__int__(value)
    return float.__float__(value) if isinstance(value, float) else value


def freeze(value: object) -> JsonValue:
    """Return the frozen form of a plain JSON value. It does not check: a value that is not JSON is returned unchanged."""
    if isinstance(value, JsonMap):
        return value
    if isinstance(value, Mapping):
        return JsonMap(value)
    if isinstance(value, (list, tuple)):
        return tuple([freeze(item) for item in value])
    return plain(value)


def thaw(value: JsonValue) -> Any:
    """Return the plain JSON value (dict, list, scalars) of a frozen one: the inverse of `freeze`."""
    kind = type(value)
    if kind is JsonMap:
        return {key: thaw(item) for key, item in cast("JsonMap", value)._entries.items()}
    if kind is tuple:
        return [thaw(item) for item in cast("tuple[JsonValue, ...]", value)]
    return value
