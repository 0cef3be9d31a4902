"""The JSON-LD context, which maps keys to properties. It is in every document, so nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, get_args

from ...model.header import WELL_KNOWN, DatasetHeader
from ...model.scope import CORE_SCOPE, Scope
from ...model.union import RECORD
from ...vocab.term import Term
from .derived import KEYS
from .iris import LOCAL_BASE, PREFIXES, TERMS, safe
from .own import own_of
from .plan import POSITION, Kind, objects, properties

__all__ = ["jsonld_context"]

LOCAL: Final = "Local"  # the prefix of terms and keys without an IRI
RECORD_PREFIX: Final = (
    "Record"  # of the ids of records of profiles, whose own prefixes are those of their classes and terms
)
UNKNOWN_KEYS: Final = "unknown_keys"
_COERCED: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.TEXT: {"@container": "@language"},
    Kind.REFERENCE: {"@type": "@id"},
    Kind.TERM: {"@type": "@id"},
    Kind.URL: {"@type": "@id"},
    Kind.DATE: {"@type": "xsd:date"},
    Kind.DECIMAL: {"@type": "xsd:decimal"},
    Kind.JSON: {"@type": "rdf:JSON"},
}


def _prefix(iri: str) -> dict[str, Any]:
    return {"@id": iri, "@prefix": True}


@cache
def vocabularies() -> Mapping[str, Any]:
    """Return the vocabularies of all fields by name."""
    shapes = [property.shape for cls in objects() for property in properties(cls).values()]
    found = {shape.vocabulary.__name__: shape.vocabulary for shape in shapes if isinstance(shape, Term)}
    return dict(sorted(found.items()))


@cache
def kinds() -> Mapping[str, Kind | None]:
    """Return the kind of the values of each key; None if it differs between classes and each value has its type."""
    found: dict[str, Kind | None] = {}
    for cls in objects():
        for property in properties(cls).values():
            if found.setdefault(property.key, property.kind) is not property.kind:
                found[property.key] = None
    return found


@cache
def fixed() -> Mapping[str, Any]:
    """Return the part of the context that every document has."""
    terms: dict[str, Any] = {}
    for cls in objects():
        for property in properties(cls).values():
            kind = kinds()[property.key]
            meaning = {"@id": property.iri, **(_COERCED.get(kind, {}) if kind is not None else {})}
            terms[property.key] = "@nest" if kind is Kind.EXTENSIONS else meaning
    return {
        "@version": 1.1,
        "id": "@id",
        "type": "@type",
        **{name: _prefix(iri) for name, iri in PREFIXES.items()},
        **{name: _prefix(f"{TERMS}{name}/") for name in vocabularies()},
        **dict(sorted({**terms, **KEYS}.items())),
        POSITION: {"@id": "schema:position"},
        UNKNOWN_KEYS: {"@id": "tt:unknownKeys", "@type": "rdf:JSON"},
    }


def jsonld_context(base_uri: str = LOCAL_BASE, prefixes: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the JSON-LD context of a dataset, as in its files. It needs nothing from the network.

    Parameters:
        base_uri: the prefix that turns an id into an IRI.
        prefixes: the IRIs of the prefixes of namespaced terms and keys.

    >>> jsonld_context("https://example.org/")["event"]
    {'@id': 'https://example.org/event:', '@prefix': True}
    """
    names = Names(DatasetHeader(base_uri=None if base_uri == LOCAL_BASE else base_uri, prefixes=prefixes or {}))
    return names.context


class Names:
    """The names of a dataset in its linked data.

    Parameters:
        header: the metadata of the dataset.
        scope: the records that it can have.

    Attributes:
        base: the prefix that turns an id into an IRI.
        context: the context of its documents.
        fragment: the separator between the id of a record and the path to a part of it.
        kinds: the kind of the values of each key.
    """

    def __init__(self, header: DatasetHeader, scope: Scope = CORE_SCOPE) -> None:
        self.base: str = LOCAL_BASE if header.base_uri is None else safe(header.base_uri)
        self.fragment: str = ":" if "#" in self.base else "#"
        self._given: dict[str, str] = {name: name for name in WELL_KNOWN}
        ids = {cls.type: _prefix(f"{self.base}{cls.type}:") for cls in get_args(RECORD)}
        self.context: dict[str, Any] = {**fixed(), **ids, LOCAL: _prefix(self.base + "local/")}
        for name, iri in header.prefixes.items():
            key = name if self.context.get(name, iri) in (iri, _prefix(str(iri))) else f"X-{name}"
            self.context[key] = _prefix(safe(str(iri)))
            self._given[name] = key
        own = own_of(scope)
        self.kinds: Mapping[str, Kind | None] = {**kinds(), **own.kinds}
        self._types: frozenset[str] = frozenset([cls.type for cls in own.classes.values()])
        if self._types:
            self.context[RECORD_PREFIX] = _prefix(self.base)
            for key, kind in own.kinds.items():
                self.context[self.own(key)] = {"@id": self.own(key), **_COERCED.get(kind, {})}

    def own(self, compact: str) -> str:
        """Return a compact IRI of a profile with the prefix that it has here; others unchanged."""
        return self._namespaced(compact) or compact

    def id(self, id: str) -> str:
        """Return the id of a record as a compact IRI."""
        return f"{RECORD_PREFIX}:{id}" if id.rpartition(":")[0] in self._types else id

    @property
    def has_own(self) -> bool:
        """Whether there can be records of profiles."""
        return bool(self._types)

    def term(self, vocabulary: str, known: Mapping[str, Any], prefix: str, text: str) -> str:
        """Return a term as a compact IRI. Terms of a vocabulary of a profile have its prefix; that of ours is empty."""
        if text in known and ":" not in text:
            return f"{self._given.get(prefix, prefix)}:{vocabulary}/{text}" if prefix else f"{vocabulary}:{text}"
        return self._namespaced(text) or f"{LOCAL}:{vocabulary}/{text}"

    def key(self, text: str) -> str:
        """Return a key of another project as a compact IRI."""
        return self._namespaced(text) or f"{LOCAL}:{text}"

    def _namespaced(self, text: str) -> str | None:
        prefix, colon, name = text.partition(":")
        given = self._given.get(prefix) if colon else None
        return None if given is None else f"{given}:{name}"
