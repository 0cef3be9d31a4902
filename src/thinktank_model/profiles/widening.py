"""Makes the shapes of a profile: those of the core with the types and terms of the profile."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from ..model.common import types_of
from ..model.scope import is_ours
from ..rules.foreign import guarded_within
from ..shapes.tree import Field, ListOf, MapOf, ObjectOf, OneOf, Scalar, Shape
from ..values.ids import Reference, reference_among
from ..vocab.term import Term, Vocabulary, with_terms

__all__ = ["Widening"]


class Widening:
    """Makes the shapes of a profile from those of the core. Unchanged shapes are the same objects.

    Parameters:
        classes: the record classes, including those of the core.
        terms: the new terms of open vocabularies.
        prefixes: the prefixes whose types and terms are all known.
    """

    def __init__(
        self,
        classes: Iterable[Any],
        terms: Mapping[type[Vocabulary], tuple[Vocabulary, ...]],
        prefixes: Collection[str],
    ) -> None:
        self.terms = terms
        self.prefixes: frozenset[str] = frozenset(prefixes)
        self.extended: set[type[Vocabulary]] = set()
        self._kinds: dict[str, list[str]] = {}
        self._made: dict[Shape, Shape] = {}
        for cls in classes:
            own, *bases = types_of(cls)
            for base in bases:
                self._kinds.setdefault(base, []).append(own)

    def of(self, shape: Shape) -> Any:
        """Return the shape in the profile."""
        if shape not in self._made:
            self._made[shape] = self._of(shape)
        return self._made[shape]

    def _of(self, shape: Shape) -> Shape:
        match shape:
            case Reference(targets=targets):
                more = [kind for target in targets for kind in self._kinds.get(target, ()) if kind not in targets]
                return reference_among((*targets, *dict.fromkeys(more)), self.prefixes)
            case Term(open=True, vocabulary=vocabulary):
                self.extended.add(vocabulary)
                return with_terms(vocabulary, self.terms.get(vocabulary, ()), self.prefixes)
            case ListOf():
                item = self.of(shape.item)
                return shape if item is shape.item else ListOf(item, shape.at_least, shape.unique, shape.ordered)
            case MapOf():
                value = self.of(shape.value)
                return (
                    shape if value is shape.value else MapOf(shape.cls, shape.key, value, shape.at_least, shape.checks)
                )
            case ObjectOf():
                return self._object(shape)
            case OneOf():
                return OneOf(
                    MappingProxyType({tag: self.of(option) for tag, option in shape.options.items()}), shape.other
                )
        return shape

    def _object(self, shape: ObjectOf) -> ObjectOf:
        fields = {name: self._field(field) for name, field in shape.fields.items()}
        checks = tuple([check if is_ours(check.check) else guarded_within(check) for check in shape.checks])
        if checks == shape.checks and all([field is shape.fields[name] for name, field in fields.items()]):
            return shape
        return ObjectOf(shape.cls, MappingProxyType(fields), shape.tag, checks)

    def _field(self, field: Field) -> Field:
        shape, beside = self.of(field.shape), field.beside
        if beside is not None:
            other = self.of(beside[1])
            assert isinstance(other, Scalar)
            beside = beside if other is beside[1] else (beside[0], other)
        if shape is field.shape and beside is field.beside:
            return field
        return Field(field.name, shape, field.description, field.default, beside, field.headings)
