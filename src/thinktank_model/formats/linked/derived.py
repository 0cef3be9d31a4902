"""Properties of other vocabularies that are derived from several of our fields. They are written in addition, and ignored in reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ...values.identifiers import SCHEMES
from ...vocab import AttendanceMode, ContributionRole, EventStatus, NameKind, OrganizationRelation, Vocabulary
from ...vocab.namespaces import SCHEMA
from .iris import is_iri

__all__ = ["DERIVED", "KEYS", "REFERRING", "Derive", "names_of", "same_as"]

KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "alternateName": {"@id": "schema:alternateName", "@container": "@language"},
    "author": {"@id": "schema:author", "@type": "@id"},
    "eventAttendanceMode": {"@id": "schema:eventAttendanceMode", "@type": "@id"},
    "eventStatus": {"@id": "schema:eventStatus", "@type": "@id"},
    "name": {"@id": "schema:name", "@container": "@language"},
    "orgMember": {"@id": "org:member", "@type": "@id"},
    "orgOrganization": {"@id": "org:organization", "@type": "@id"},
    "sameAs": {"@id": "schema:sameAs", "@type": "@id"},
    "subOrganizationOf": {"@id": "org:subOrganizationOf", "@type": "@id"},
}
"""The keys that are derived, as the context defines them. Objects that have no such field have them from here."""

REFERRING: Final = ("author", "orgMember", "orgOrganization", "subOrganizationOf")
"""Those whose values are ids of records."""

_SCHEMA_ORG: Final[Mapping[Any, Mapping[str, str | None]]] = {
    cls: {term.value: term.iri for term in cls if (term.iri or "").startswith(SCHEMA)}
    for cls in (AttendanceMode, EventStatus)
}


def names_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return one name for each language, as `label` selects it, and the other names."""
    first: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for name in sorted(data["names"], key=_after):
        lang = name.get("lang", "@none")
        if lang not in first:
            first[lang] = name["value"]
        elif name["value"] != first[lang] and name["value"] not in others.setdefault(lang, []):
            others[lang].append(name["value"])
    return {"name": first, **({"alternateName": others} if any(others.values()) else {})}


def _after(name: Mapping[str, Any]) -> tuple[bool, bool]:
    return not name.get("preferred", False), name.get("kind") == NameKind.FORMER


def same_as(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the URLs of confirmed identifiers of the record itself."""
    found = []
    for one in data.get("identifiers", ()):
        scheme = SCHEMES.get(one["scheme"])
        if scheme is not None and not one.keys() & {"status", "relation"}:  # both have their defaults: it is its own
            url = scheme.url(one["value"])
            if url is not None and is_iri(url) and url not in found:
                found.append(url)
    return {"sameAs": found} if found else {}


def _event(data: Mapping[str, Any]) -> Mapping[str, Any]:
    found = {
        "eventStatus": _iri(EventStatus, data.get("status")),
        "eventAttendanceMode": _iri(AttendanceMode, data.get("attendance_mode")),
    }
    return {key: iri for key, iri in found.items() if iri is not None}


def _iri(vocabulary: type[Vocabulary], term: str | None) -> str | None:
    return _SCHEMA_ORG[vocabulary].get(term or "")


def _organization(data: Mapping[str, Any]) -> Mapping[str, Any]:
    above = [
        parent["organization_id"]
        for parent in data.get("parents", ())
        if parent.get("relation", OrganizationRelation.PART_OF) == OrganizationRelation.PART_OF
        and "end" not in parent.get("period", ())
    ]
    return {"subOrganizationOf": above} if above else {}


def _group(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"subOrganizationOf": data["program_id"]}


def _member(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"orgMember": data["party_id"], "orgOrganization": data["program_id"]}


def _output(data: Mapping[str, Any]) -> Mapping[str, Any]:
    authors = [
        part["party_id"]
        for part in data.get("contributions", ())
        if part["role"] == ContributionRole.AUTHOR and "party_id" in part
    ]
    return {"author": list(dict.fromkeys(authors))} if authors else {}


Derive = Callable[[Mapping[str, Any]], Mapping[str, Any]]

DERIVED: Final[Mapping[str, tuple[Derive, ...]]] = {
    "program": (names_of, same_as),
    "group": (names_of, same_as, _group),
    "organization": (names_of, same_as, _organization),
    "person": (names_of, same_as),
    "member": (same_as, _member),
    "event": (names_of, same_as, _event),
    "output": (same_as, _output),
    "work_plan": (same_as,),
    "activity": (same_as,),
    "recommendation": (same_as,),
    "source": (same_as,),
}
"""By type of record."""
