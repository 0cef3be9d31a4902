"""The plan of linked data: the property of each field of each class, made from the shapes. Everything else here is derived from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Any, Final, NamedTuple, get_args

from ...model.header import DatasetHeader
from ...model.union import RECORD
from ...shapes.annotations import shape_of
from ...shapes.tree import Anything, Boolean, ListOf, MapOf, Number, ObjectOf, Scalar, Shape
from ...values.dates import PartialDate
from ...values.ids import ANY_ID, Reference
from ...values.text import Text
from ...values.urls import URL
from ...vocab.namespaces import SCHEMA
from ...vocab.term import Term
from .iris import PARTS, property_of

__all__ = [
    "CLASSES",
    "POSITION",
    "Kind",
    "Property",
    "class_of",
    "classes_of",
    "objects",
    "properties",
    "property_in",
    "walked",
]

POSITION: Final = "position"  # the key of the position of an item in its list, if the order is significant
_KEYS: Final = {"type": "relation"}  # a field `type` is a relation; the key `type` is that of the class


class Kind(Enum):
    """The kind of the value of a property."""

    TEXT = "text in several languages"
    REFERENCE = "another record"
    TERM = "a term of a vocabulary"
    URL = "a web address"
    DATE = "a date"
    DECIMAL = "a number"
    INTEGER = "a whole number"
    BOOLEAN = "true or false"
    STRING = "a string"
    PART = "an object"
    TEXTS = "an object that holds text in several languages"
    JSON = "free JSON"
    EXTENSIONS = "properties of other projects"


class Property(NamedTuple):
    """One field of a class in linked data.

    Attributes:
        field: its name in our JSON.
        key: its name in JSON-LD.
        iri: the property as a compact IRI.
        kind: the kind of its value.
        shape: its shape; for a list that of the items.
        many: whether it is a list.
        ordered: whether the order is significant.
        required: whether there must be a value.
        default: the meaning of a missing key; None if it has none.
    """

    field: str
    key: str
    iri: str
    kind: Kind
    shape: Shape
    many: bool
    ordered: bool
    required: bool
    default: Any


def kind_of(shape: Shape) -> Kind:
    """Return the kind of the values of a shape."""
    if isinstance(shape, Term):
        return Kind.TERM
    if isinstance(shape, Scalar):
        if shape is URL:
            return Kind.URL
        if shape.cls is PartialDate:
            return Kind.DATE
        return Kind.REFERENCE if shape is ANY_ID or isinstance(shape, Reference) else Kind.STRING
    if isinstance(shape, MapOf):
        return Kind.TEXT if shape.cls is Text else Kind.JSON
    if isinstance(shape, Number):
        return Kind.INTEGER if shape.integer else Kind.DECIMAL
    if isinstance(shape, Boolean):
        return Kind.BOOLEAN
    return Kind.JSON if isinstance(shape, Anything) else Kind.PART


_KINDS: Final = {
    "extensions": Kind.EXTENSIONS,
    "base_uri": Kind.STRING,  # the prefix of an IRI does not identify anything
}


@cache
def properties(cls: Any) -> Mapping[str, Property]:
    """Return the properties of a class, by field; not its id."""
    return {field.name: property_in(field) for field in shape_of(cls).fields.values() if field.name != "id"}


def property_in(field: Any, own: str | None = None) -> Property:
    """Return the property of a field; that of another project has a compact IRI of its own, which is its key too."""
    many = isinstance(field.shape, ListOf)
    shape = field.shape.item if many else field.shape
    kind = _KINDS.get(field.name) or kind_of(shape)
    if many and kind is Kind.TEXT:
        kind = Kind.TEXTS
    default = field.default.value if isinstance(field.default, Enum) else field.default
    said = default if isinstance(default, str) and default != "unknown" else None
    key = own or _KEYS.get(field.name, field.name)
    required = field.required or (many and field.shape.at_least > 0)
    ordered = many and field.shape.ordered
    return Property(field.name, key, own or property_of(key), kind, shape, many, ordered, required, said)


def objects() -> Mapping[Any, ObjectOf]:
    """Return the shape of every class, of records and of their parts."""
    return walked(CLASSES)


def walked(classes: Iterable[Any]) -> Mapping[Any, ObjectOf]:
    """Return the shape of these classes and of their parts."""
    found: dict[Any, ObjectOf] = {}

    def walk(shape: Shape) -> None:
        if isinstance(shape, ListOf):
            walk(shape.item)
        elif isinstance(shape, ObjectOf) and shape.cls not in found:
            found[shape.cls] = shape
            for field in shape.fields.values():
                walk(field.shape)

    for cls in classes:
        walk(shape_of(cls))
    return found


CLASSES: Final[tuple[Any, ...]] = (DatasetHeader, *get_args(RECORD))
"""The classes that have a type: what a dataset says of itself, and all records."""


def classes_of(cls: Any) -> Iterator[str]:
    """Yield the RDF classes of a class as IRIs: ours, those of schema.org, then those of other vocabularies."""
    anchors = getattr(cls, "anchors", ())
    yield from sorted(anchors, key=lambda iri: not iri.startswith(SCHEMA))
    if cls.__name__ in PARTS:
        yield PARTS[cls.__name__]
    yield class_of(cls)


def class_of(cls: Any) -> str:
    """Return the class in our own namespace."""
    return "tt:Dataset" if cls is DatasetHeader else f"tt:{cls.__name__}"
