"""Counts a stream of records one by one, so that memory does not grow with the stream."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from attrs import define, field

from ..model.parties import Organization, Person
from ..model.parts.provenance import SourceRef, Statement
from ..model.sources import Source
from ..model.union import Record
from ..shapes.annotations import shape_of
from ..shapes.tree import ListOf, ObjectOf, Shape
from ..values.countries import COUNTRY
from ..values.dates import DATE, DATE_OR_TIME, PartialDate
from ..vocab import Term, Vocabulary
from .profile import scope

__all__ = ["Tally"]

PROVENANCE: Final = (SourceRef, Statement)  # fields about single sources and their reading
BEYOND: Final = (Organization, Person, Source)  # classes whose dates do not count as activity of programmes

_Visit: TypeAlias = Callable[[Any], None]


@define(eq=False)
class Tally:
    """The counts of the records that were added.

    Attributes:
        types: the number of records of each type.
        terms: by vocabulary, how often each term is in a field, the default of an absent key included.
        vocabularies: those vocabularies, by name.
        countries: how often each country code is in a field.
        first, last: the earliest start and the latest end among the dates of programmes, their members, events and results.
        filled: by type, the number of records with a value in each field.
    """

    types: Counter[str] = field(factory=Counter)
    terms: defaultdict[str, Counter[str]] = field(factory=lambda: defaultdict(Counter))
    countries: Counter[str] = field(factory=Counter)
    first: PartialDate | None = None
    last: PartialDate | None = None
    filled: defaultdict[str, Counter[str]] = field(factory=lambda: defaultdict(Counter))
    vocabularies: dict[str, type[Vocabulary]] = field(factory=dict)
    _dated: bool = False
    _visits: dict[int, _Visit | None] = field(factory=dict)

    def add(self, record: Record) -> None:
        """Count a record and its values."""
        shape = shape_of(type(record))
        self.types[record.type] += 1
        filled = self.filled[record.type]
        for name, known in shape.fields.items():
            value = getattr(record, name)
            filled[name] += known.required or value != known.default
        self._dated = not isinstance(record, BEYOND)
        visit = self._visit(shape)
        if visit is not None:
            visit(record)

    @property
    def records(self) -> int:
        """The number of records that were added."""
        return self.types.total()

    def fields(self) -> dict[str, dict[str, int]]:
        """The number of records of each type with a value in each field, in canonical order."""
        shapes = scope().record.options
        return {tag: {name: self.filled[tag][name] for name in shapes[tag].fields} for tag in shapes if self.types[tag]}

    def _date(self, date: PartialDate) -> None:
        if not self._dated:
            return
        if self.first is None or date.earliest < self.first.earliest:
            self.first = date
        if self.last is None or date.latest > self.last.latest:
            self.last = date

    def _visit(self, shape: Shape) -> _Visit | None:
        """Return the function that counts the values in a value of this shape; None if there is nothing to count."""
        if id(shape) not in self._visits:
            self._visits[id(shape)] = self._visitor(shape)
        return self._visits[id(shape)]

    def _visitor(self, shape: Shape) -> _Visit | None:
        if shape is COUNTRY:
            return _counter(self.countries)
        if shape is DATE or shape is DATE_OR_TIME:
            return self._date
        match shape:
            case Term():
                self.vocabularies[shape.vocabulary.__name__] = shape.vocabulary
                return _counter(self.terms[shape.vocabulary.__name__])
            case ListOf():
                return _each(self._visit(shape.item))
            case ObjectOf() if shape.cls not in PROVENANCE:
                inner = [
                    (name, visit) for name, f in shape.fields.items() if (visit := self._visit(f.shape)) is not None
                ]
                return _fields(inner)
        return None


def _counter(counts: Counter[str]) -> _Visit:
    def visit(value: Any) -> None:
        counts[value] += 1

    return visit


def _each(visit: _Visit | None) -> _Visit | None:
    if visit is None:
        return None

    def visit_all(values: Any) -> None:
        for value in values:
            visit(value)

    return visit_all


def _fields(inner: list[tuple[str, _Visit]]) -> _Visit | None:
    def visit_fields(built: Any) -> None:
        for name, visit in inner:
            value = getattr(built, name)
            if value is not None:
                visit(value)

    return visit_fields if inner else None
