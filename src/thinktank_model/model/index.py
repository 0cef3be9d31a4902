"""Look-ups over a collection of records: by id, by class, and by references in both directions. Built once, in linear time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from ..shapes.annotations import shape_of
from ..shapes.generated import Writer, compiled
from ..shapes.tree import ListOf, ObjectOf, Shape
from ..values.ids import Reference
from .common import classes_of
from .union import Record

__all__ = ["Index", "Link", "Referrer", "links", "targets"]

R = TypeVar("R")


class Link(NamedTuple):
    """A reference in a record: its JSON Pointer, and the id that it refers to."""

    pointer: str
    target: str


class Referrer(NamedTuple):
    """A record that refers to another, and the field with the reference."""

    record_id: str
    pointer: str


_Walk = Callable[[Any, str], Iterator[Link]]


@cache
def _walk(shape: Shape) -> _Walk | None:
    """Return a generator over the references in a value of this shape; None if there cannot be any."""
    match shape:
        case Reference():
            return lambda value, at: iter((Link(at, value),))
        case ListOf():
            return _walk_list(_walk(shape.item), isinstance(shape.item, Reference))
        case ObjectOf():
            inner = [(name, walk) for name, field in shape.fields.items() if (walk := _walk(field.shape)) is not None]
            return _walk_object(inner) if inner else None
    return None


def _walk_list(item: _Walk | None, plain: bool) -> _Walk | None:
    if item is None:
        return None
    if plain:
        return lambda value, at: (Link(f"{at}/{index}", target) for index, target in enumerate(value))
    return lambda value, at: (link for index, part in enumerate(value) for link in item(part, f"{at}/{index}"))


def _walk_object(inner: Sequence[tuple[str, _Walk]]) -> _Walk:
    def walk(value: Any, at: str) -> Iterator[Link]:
        for name, of_field in inner:
            found = getattr(value, name)
            if found:
                yield from of_field(found, f"{at}/{name}")

    return walk


def links(record: Record) -> Iterator[Link]:
    """Return all references in a record, in the order of declaration."""
    walk = _walk(shape_of(type(record)))
    return iter(()) if walk is None else walk(record, "")


# --- The same without pointers ---


class _TargetsWriter(Writer):
    """Writes the function that collects the references in objects of a class."""

    def function(self, shape: ObjectOf) -> str:
        name = f"targets_{shape.cls.__name__}"
        self.line(0, f"def {name}(o, found):")
        for field in shape.fields.values():
            if _walk(field.shape) is not None:
                self.line(1, f"v = o.{field.name}")
                self.line(1, "if v:")
                self.value(2, field.shape, "v")
        self.line(1, "return found")
        return name

    def value(self, depth: int, shape: Shape, name: str) -> None:
        match shape:
            case Reference():
                self.line(depth, f"found.append({name})")
            case ListOf(item=Reference()):
                self.line(depth, f"found += {name}")
            case ListOf():
                self.line(depth, f"for e{depth} in {name}:")
                self.value(depth + 1, shape.item, f"e{depth}")
            case _:
                assert isinstance(shape, ObjectOf)  # no other kind holds references
                self.line(depth, f"{self.name(f'targets_{shape.cls.__name__}', _collector(shape))}({name}, found)")


@cache
def _collector(shape: ObjectOf) -> Callable[[Any, list[str]], list[str]]:
    writer = _TargetsWriter()
    found: Callable[[Any, list[str]], list[str]] = compiled(writer, writer.function(shape))[0]
    return found


def targets(record: Record) -> list[str]:
    """Return the ids that a record refers to, in the order of declaration.

    Rules ask this first, since it takes a tenth of the time of `links`, and ask for the pointers only where one of
    the ids is of interest.
    """
    return _collector(shape_of(type(record)))(record, [])


class Index:
    """Look-ups over records.

    Attributes:
        records: the records, in their order.
        by_id: the record of each id; of two records with the same id the first.
        merged: for each merged id the id of the record that replaced it.
        elsewhere: ids that are known to exist although their records could not be read.
    """

    def __init__(self, records: Iterable[Record], elsewhere: Iterable[str] = ()) -> None:
        self.records: tuple[Record, ...] = tuple(records)
        self.elsewhere: frozenset[str] = frozenset(elsewhere)
        by_id: dict[str, Record] = {}
        merged: dict[str, str] = {}
        for record in self.records:
            by_id.setdefault(record.id, record)
            for old in record.merged_ids:
                merged.setdefault(old, record.id)
        self.by_id: Mapping[str, Record] = MappingProxyType(by_id)
        self.merged: Mapping[str, str] = MappingProxyType(merged)

    def __reduce__(self) -> tuple[Any, ...]:
        return Index, (self.records, self.elsewhere)

    def of(self, cls: type[R]) -> Mapping[str, R]:
        """Return the records of one class, and of other projects' subclasses of it, by id, in their order."""
        return self._by_class.get(cls, MappingProxyType({}))

    def find(self, id: str | None) -> Record | None:
        """Return the record with this id, or the record that replaced it; None if there is none."""
        return None if id is None else self.by_id.get(id) or self.by_id.get(self.merged.get(id, ""))

    @cached_property
    def _by_class(self) -> Mapping[type[Any], Mapping[str, Any]]:
        found: dict[type[Any], dict[str, Any]] = {}
        for id, record in self.by_id.items():
            for cls in classes_of(type(record)):
                found.setdefault(cls, {})[id] = record
        return {cls: MappingProxyType(records) for cls, records in found.items()}

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The index of the record of each id; of two records with the same id the first."""
        found: dict[str, int] = {}
        for position, record in enumerate(self.records):
            found.setdefault(record.id, position)
        return found

    @cached_property
    def incoming(self) -> Mapping[str, Sequence[Referrer]]:
        """All referrers of each id, in the order of the records."""
        found: dict[str, list[Referrer]] = {}
        for record in self.records:
            for at, target in links(record):
                found.setdefault(target, []).append(Referrer(record.id, at))
        return found
