"""Any JSON value, frozen: objects as `JsonMap`, lists as tuples, everything else as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, cast

from ..problems.display import is_encodable
from ..problems.portable import Portable
from .tree import Anything, MapOf, Scalar

__all__ = ["EMPTY", "JsonMap", "JsonValue", "freeze", "thaw"]

JsonValue: TypeAlias = object
"""A JSON value that came through `freeze`: None, bool, int, float, str, a tuple of them, or a `JsonMap`."""


class JsonMap(Portable, Mapping[str, JsonValue]):
    """An immutable, hashable JSON object. Keys keep their order; equality does not look at it.

    >>> JsonMap({"a": [1, {"b": None}]})["a"]
    (1, JsonMap({'b': None}))
    """

    __slots__ = ("_entries",)
    _entries: dict[str, JsonValue]

    def __init__(self, entries: Mapping[str, object] | None = None) -> None:
        object.__setattr__(self, "_entries", {key: freeze(value) for key, value in (entries or {}).items()})

    @classmethod
    def _of(cls, frozen: dict[str, JsonValue]) -> JsonMap:
        """A map around entries that are frozen already."""
        built = object.__new__(cls)
        object.__setattr__(built, "_entries", frozen)
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
        return self._entries == other._entries if isinstance(other, JsonMap) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._entries.items()))

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


def freeze(value: object) -> JsonValue:
    """The frozen twin of a plain JSON value. A value that is no JSON passes unchanged: checking is not done here."""
    if isinstance(value, JsonMap):
        return value
    if isinstance(value, Mapping):
        return JsonMap(value)
    if isinstance(value, (list, tuple)):
        return tuple([freeze(item) for item in value])
    return value


def thaw(value: JsonValue) -> Any:
    """The plain JSON value (dict, list, scalars) of a frozen one: the inverse of `freeze`."""
    kind = type(value)
    if kind is JsonMap:
        return {key: thaw(item) for key, item in cast("JsonMap", value)._entries.items()}
    if kind is tuple:
        return [thaw(item) for item in cast("tuple[JsonValue, ...]", value)]
    return value
