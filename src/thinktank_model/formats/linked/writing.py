"""Records as JSON-LD: the plain JSON of a record with IRIs, typed values and the id of each part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache, partial
from typing import Any, Final, NamedTuple

from ...jsontext.parsing import encode
from ...model.header import DatasetHeader
from ...model.parts.places import Place
from ...model.scope import CORE_SCOPE, Scope, is_ours
from ...model.union import Record
from ...problems.patterns import pattern
from ...problems.problem import Problem
from ...shapes.annotations import shape_of
from ...shapes.codec import dumper
from ...vocab.term import Term
from .codes import NO_BASE
from .context import UNKNOWN_KEYS, Names
from .derived import REFERRING, Derive
from .iris import EDTF, LOCAL_BASE, PREFIXES, is_iri
from .own import derived_of, own_of
from .plan import POSITION, Kind, Property

__all__ = ["DATASET", "Writer", "missing_base"]

DATASET: Final = "dataset"  # the suffix of the IRI of the dataset itself
MEMO: Final = 65_536  # texts that are cached, since most repeat
SAFE_INTEGER: Final = 2**53  # beyond it JSON numbers are not exact everywhere
_PLACES: Final = {
    "physical": ["schema:Place", "tt:Place"],
    "virtual": ["schema:VirtualLocation", "tt:Place"],
}
_CONTROL: Final = pattern("[\x00-\x1f\x7f\ud800-\udfff]")

Value = Callable[[Any, str], Any]
"""Makes the JSON-LD of a value; the text is the id of where it stands."""


def missing_base(header: DatasetHeader) -> tuple[Problem, ...]:
    """Return the problem of a dataset without `base_uri`."""
    return (NO_BASE(base=LOCAL_BASE, help="Add a base_uri to the dataset."),) if header.base_uri is None else ()


class _Slot(NamedTuple):
    """The key of a field in JSON-LD, and the function that converts its value; None if it is unchanged."""

    key: str
    value: Value | None
    is_part: bool


def typed(datatype: str, text: str) -> dict[str, str]:
    """Return a value with its datatype."""
    return {"@type": datatype, "@value": text}


def date_type(text: str) -> str:
    """Return the datatype of a date, which depends on its precision."""
    if text[-1] in "?~%" or (len(text) == 7 and text[5:] > "12"):
        return EDTF
    return {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}.get(len(text), "xsd:dateTime")


def decimal(number: float) -> str:
    """Return a number as xsd:decimal writes it, without an exponent."""
    return format(Decimal(repr(number)), "f")


@lru_cache(MEMO)
def _date(text: str) -> Any:
    datatype = date_type(text)
    return text if datatype == "xsd:date" else typed(datatype, text)


class Writer:
    """Makes JSON-LD of the records of one dataset.

    Parameters:
        header: the metadata of the dataset.
        scope: the records that it can have.
    """

    def __init__(self, header: DatasetHeader, scope: Scope = CORE_SCOPE) -> None:
        self.names: Names = Names(header, scope)
        self._own = own_of(scope)
        self._tables: dict[Any, tuple[dict[str, _Slot], dict[str, Any], list[str]]] = {}
        self._header = header

    def nodes(self, records: Iterable[Record]) -> Iterator[dict[str, Any]]:
        """Yield the nodes of `@graph`: the dataset, then each record."""
        yield self.object(DatasetHeader, dumper(shape_of(DatasetHeader))(self._header), self.names.base + DATASET)
        for record in records:
            yield self.record(record)

    def record(self, record: Record) -> dict[str, Any]:
        """Return the JSON-LD of a record."""
        cls = type(record)
        data = dumper(shape_of(cls))(record)
        return self.object(cls, data, self.names.id(record.id), self.names.fragment, derived_of(cls))

    def object(
        self, cls: Any, data: Mapping[str, Any], at: str, separator: str = ".", derived: tuple[Derive, ...] = ()
    ) -> dict[str, Any]:
        """Return the JSON-LD of an object. Its parts come last, so that statements about one thing are together."""
        slots, defaults, classes = self._tables.get(cls) or self._table(cls)
        made: dict[str, Any] = {"id": at, "type": classes}
        parts: list[tuple[_Slot, Any, str]] = []
        unknown: dict[str, Any] = {}
        for name, value in data.items():
            slot = slots.get(name)
            if slot is None:
                unknown[name] = value
            elif slot.is_part:
                parts.append((slot, value, f"{at}{separator}{name}"))
            else:
                made[slot.key] = value if slot.value is None else slot.value(value, at)
        for key, value in defaults.items():
            made.setdefault(key, value)
        if shape_of(cls).tag is not None:  # id and type are already written; in other objects they are ordinary keys
            unknown.pop("type")
            unknown.pop("id", None)
        if unknown:
            made[UNKNOWN_KEYS] = encode(unknown).decode()
        for derive in derived:
            made.update(self._referring(derive(data)) if self.names.has_own else derive(data))
        for slot, value, path in parts:
            assert slot.value is not None  # parts have one
            made[slot.key] = slot.value(value, path)
        return made

    def _referring(self, derived: Mapping[str, Any]) -> dict[str, Any]:
        """Return derived properties whose ids are compact IRIs."""
        id = self.names.id
        return {
            key: value if key not in REFERRING else id(value) if isinstance(value, str) else [id(one) for one in value]
            for key, value in derived.items()
        }

    def _table(self, cls: Any) -> tuple[dict[str, _Slot], dict[str, Any], list[str]]:
        """Return the slots of fields, the values of missing fields whose default carries information, and the classes."""
        slots = {}
        defaults = {}
        for name, property in self._own.properties(cls).items():
            value = self._value(property, self._own.prefixes.get(cls, ""))
            key = self.names.own(property.key)
            slots[name] = _Slot(key, value, property.kind in (Kind.PART, Kind.TEXTS))
            if property.default is not None:
                defaults[key] = property.default if value is None else value(property.default, "")
        ours, own = self._own.classes_of(cls)
        self._tables[cls] = made = slots, defaults, [*map(_compact, ours), *map(self.names.own, own)]
        return made

    def _value(self, property: Property, prefix: str) -> Value | None:
        one = self._one(property, prefix)
        if not property.many or one is None:
            return one
        if property.kind not in (Kind.PART, Kind.TEXTS):
            return lambda values, at: [one(value, at) for value in values]
        if property.ordered:
            return lambda values, at: [
                {**one(value, f"{at}.{number}"), POSITION: number} for number, value in enumerate(values)
            ]
        return lambda values, at: [one(value, f"{at}.{number}") for number, value in enumerate(values)]

    def _one(self, property: Property, prefix: str) -> Value | None:
        """Return the function that converts one value of a property; None if it is unchanged."""
        is_coerced = self.names.kinds[property.key] is property.kind
        match property.kind:
            case Kind.REFERENCE if self.names.has_own:
                return lambda value, _: self.names.id(value)
            case Kind.TERM:
                assert isinstance(property.shape, Term)  # as the kind implies
                vocabulary = property.shape.vocabulary
                known = {term.value: term for term in vocabulary}
                own = "" if is_ours(vocabulary) else prefix
                term = lru_cache(MEMO)(partial(self.names.term, vocabulary.__name__, known, own))
                return lambda value, _: term(value)
            case Kind.URL:
                return lambda value, _: value if is_iri(value) else typed("xsd:anyURI", value)
            case Kind.DATE:
                return lambda value, _: _date(value)
            case Kind.DECIMAL:
                return lambda value, _: decimal(value) if is_coerced else typed("xsd:decimal", decimal(value))
            case Kind.INTEGER:
                return lambda value, _: (
                    value if -SAFE_INTEGER < value < SAFE_INTEGER else typed("xsd:integer", str(value))
                )
            case Kind.JSON:
                return lambda value, _: _json(value)["@value"] if is_coerced else _json(value)
            case Kind.EXTENSIONS:
                return lambda value, _: {self.names.key(key): _free(item) for key, item in value.items()}
            case Kind.PART:
                cls = property.shape.cls  # type: ignore[union-attr] # an object has one
                if cls is Place:
                    return lambda value, at: {**self.object(cls, value, at), "type": _PLACES[value["kind"]]}
                return lambda value, at: self.object(cls, value, at)
            case Kind.TEXTS:
                return lambda value, at: {"id": at, "text": value}
        return None


def _json(value: object) -> dict[str, str]:
    """Return free JSON as a literal."""
    return typed("rdf:JSON", encode(value).decode())


def _free(value: Any) -> Any:
    """Return a value of another project: plain if RDF has the same type, else as JSON."""
    kind = type(value)
    if kind is bool or (kind is str and not _CONTROL.search(value)) or (kind is int and abs(value) < SAFE_INTEGER):
        return value
    return _json(value)


@cache
def _compact(iri: str) -> str:
    """Return an IRI shortened with the prefixes that every document has."""
    for name, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{name}:{iri.removeprefix(start)}"
    return iri
