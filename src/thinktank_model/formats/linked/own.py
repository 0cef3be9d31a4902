"""The linked data of a profile: IRIs of its classes, fields and terms, made from its prefixes. The frozen context has none of them.

The class `Grant` of the type `grants:grant` is `grants:Grant`, its field `asked` is `grants:asked`, and a term of its vocabulary `Stage` is
`grants:Stage/paid`. What a class has from ours keeps our properties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from ...model.common import types_of
from ...model.scope import Scope, is_ours
from .derived import DERIVED, Derive, names_of, same_as
from .plan import Kind, Property, class_of, classes_of, properties, property_in, walked

__all__ = ["Own", "derived_of", "own_of"]

PROFILES: Final = 16  # whose plans are kept


class Own:
    """What a profile adds.

    Attributes:
        prefixes: the prefix of each of its classes, of records and of their parts.
        records: its classes of records.
        classes: the same by their RDF class.
        kinds: the kind of the values of each of its keys.
    """

    def __init__(self, scope: Scope) -> None:
        records = [cls for cls in scope.classes if not is_ours(cls)]
        self.prefixes: dict[Any, str] = {}
        for record in records:
            for cls in walked([record]):
                if not is_ours(cls):
                    self.prefixes.setdefault(cls, record.type.partition(":")[0])
        self.records: frozenset[Any] = frozenset(records)
        self.classes: Mapping[str, Any] = {self.class_of(cls): cls for cls in records}
        self._said: dict[str, set[Kind]] = {}
        for cls, name, field in self._fields():
            self._said.setdefault(self._key(cls, name), set()).add(property_in(field).kind)
        self._known: dict[Any, Mapping[str, Property]] = {}
        self._by_key: dict[Any, Mapping[str, Property]] = {}
        self.kinds: Mapping[str, Kind] = {
            one.key: one.kind for cls, name, _ in self._fields() for one in [self.properties(cls)[name]]
        }

    def _fields(self) -> Iterator[tuple[Any, str, Any]]:
        """Yield the fields that the profile declares: the class, the name and the field."""
        for cls, shape in walked(self.prefixes).items():
            if cls in self.prefixes:
                yield from [
                    (cls, name, field) for name, field in shape.fields.items() if not is_ours(_owner(cls, name))
                ]

    def properties(self, cls: Any) -> Mapping[str, Property]:
        """Return the properties of a class, by field; not its id."""
        if cls not in self.prefixes:
            return properties(cls)
        if cls not in self._known:
            self._known[cls] = {
                name: known if is_ours(_owner(cls, name)) else self._property(cls, known)
                for name, known in properties(cls).items()
            }
        return self._known[cls]

    def by_key(self, cls: Any) -> Mapping[str, Property]:
        """Return the properties of a class by their keys."""
        if cls not in self._by_key:
            self._by_key[cls] = {one.key: one for one in self.properties(cls).values()}
        return self._by_key[cls]

    def _key(self, cls: Any, name: str, within: str = "") -> str:
        """Return the compact IRI of a field, with the prefix of the class that declares it."""
        return f"{self.prefixes.get(_owner(cls, name), self.prefixes[cls])}:{within}{name}"

    def _property(self, cls: Any, known: Property) -> Property:
        """Return a property of the profile. Where one name has values of several kinds, its IRI has the name of the class too."""
        key = self._key(cls, known.field)
        if len(self._said[key]) > 1:
            key = self._key(cls, known.field, f"{_owner(cls, known.field).__name__}/")
        return known._replace(key=key, iri=key)

    def class_of(self, cls: Any) -> str:
        """Return the RDF class of a class of ours or of the profile."""
        return f"{self.prefixes[cls]}:{cls.__name__}" if cls in self.prefixes else class_of(cls)

    def classes_of(self, cls: Any) -> tuple[list[str], list[str]]:
        """Return the RDF classes of a class: those of ours and of public vocabularies, and those of the profile."""
        own = [self.class_of(base) for base in reversed(cls.__mro__) if base in self.prefixes]
        ours = next((base for base in cls.__mro__ if is_ours(base)), cls)
        known = cls if not own else ours if hasattr(ours, "type") else None
        return ([] if known is None else list(classes_of(known))), own


def _owner(cls: Any, name: str) -> Any:
    """Return the class that declares a field first."""
    return next(base for base in reversed(cls.__mro__) if name in vars(base).get("__annotations__", {}))


def derived_of(cls: Any) -> tuple[Derive, ...]:
    """Return what is derived from the fields of a class of records: what is derived from those of the class of ours that it is."""
    for tag in types_of(cls):
        if tag in DERIVED:
            return DERIVED[tag]
    return (names_of, same_as) if hasattr(cls, "names") else (same_as,)


@lru_cache(PROFILES)
def own_of(scope: Scope) -> Own:
    """Return what the profiles of a scope add."""
    return Own(scope)
