"""Reads events, organizations and persons of schema.org from JSON-LD of web pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ...model.ids import make_id
from ...model.union import RECORD
from ...problems.pointers import pointer
from ...problems.problem import Problem, Severity
from ...shapes.annotations import shape_of
from ...shapes.codec import read
from ...vocab import AttendanceMode, EventKind, EventStatus, OrganizationKind, ParticipationRole, Vocabulary
from ...vocab.namespaces import SCHEMA
from ..codes import PROPERTY_NOT_CARRIED
from .codes import CLASS_NOT_CARRIED, NOTHING_KNOWN, REMOTE_CONTEXT
from .schemaorg_values import (
    address,
    as_list,
    date,
    identifier,
    local,
    names,
    place,
    text,
)

__all__ = ["SchemaOrg"]

_EVENTS: Final = frozenset("CourseInstance EventSeries Festival Hackathon".split())
_ORGANIZATIONS: Final = frozenset(
    "Airline Consortium CollegeOrUniversity Cooperative Corporation FundingAgency FundingScheme LibrarySystem LocalBusiness NGO "
    "PoliticalParty Project ResearchProject School WorkersUnion".split()
)


def _by_iri(vocabulary: type[Vocabulary]) -> Mapping[str, str]:
    """Return the terms of a vocabulary by their name in schema.org."""
    iris = {term.iri or "": term.value for term in vocabulary}
    return {iri.removeprefix(SCHEMA): term for iri, term in iris.items() if iri.startswith(SCHEMA)}


_KINDS: Final = {**_by_iri(EventKind), **_by_iri(OrganizationKind)}
_TERMS: Final = {"eventStatus": _by_iri(EventStatus), "eventAttendanceMode": _by_iri(AttendanceMode)}
_ROLES: Final = {
    "attendee": ParticipationRole.ATTENDEE,
    "attendees": ParticipationRole.ATTENDEE,
    "performer": ParticipationRole.SPEAKER,
    "performers": ParticipationRole.SPEAKER,
    "contributor": ParticipationRole.PARTICIPANT,
}


def _class(types: list[str]) -> str | None:
    """Return the record type for objects of these classes."""
    for name in types:
        if name == "Person":
            return "person"
        if name.endswith("Event") or name in _EVENTS:
            return "event"
        if name.endswith("Organization") or name in _ORGANIZATIONS:
            return "organization"
    return None


class SchemaOrg:
    """Reads one document.

    Attributes:
        records: the plain records that were found, in their order.
        problems: the data that could not be carried over.
    """

    def __init__(self, document: Any, report: Callable[[Problem], None]) -> None:
        self.report = report
        self.found: dict[str, dict[str, Any]] = {}
        self._ids: dict[tuple[str, ...], str] = {}
        self._nodes: dict[str, tuple[Any, str]] = {}
        self._done: set[str] = set()
        self._language = "und"
        self._meanings: dict[str, str] = {}
        roots = list(self._roots(document, ""))
        for node, at in roots:
            self._register(node, at)
        for node, at in roots:
            self._root(node, at)
        if not self.found:
            report(NOTHING_KNOWN(expected='an object with "@type": "Event" or "Organization"'))

    @property
    def records(self) -> list[dict[str, Any]]:
        """The records that were found."""
        return list(self.found.values())

    # --- the document ---

    def _roots(self, value: Any, at: str) -> Iterator[tuple[Any, str]]:
        """Yield the objects at the top, or in `@graph`."""
        for node, here in as_list(value, at):
            if isinstance(node, dict):
                if "@context" in node:
                    self._context(node["@context"], f"{here}/@context")
                if "@graph" in node:
                    yield from self._roots(node["@graph"], f"{here}/@graph")
                if any([self.name(key) == "@type" for key in node]):
                    yield node, here

    def _context(self, context: Any, at: str) -> None:
        """Check that the keys can be understood without the network, and read the file's own definitions."""
        for one, here in as_list(context, at):
            if isinstance(one, dict):
                for key, meaning in one.items():
                    iri = meaning.get("@id") if isinstance(meaning, dict) else meaning
                    if key == "@language" and isinstance(iri, str):
                        self._language = iri
                    elif isinstance(iri, str):
                        self._meanings[key] = iri
            if isinstance(one, str) and local(one.rstrip("/") + "/") not in (
                "",
                "docs/jsonldcontext.json/",
                "docs/jsonldcontext.jsonld/",
            ):
                self.report(REMOTE_CONTEXT(one, at=here, expected='"https://schema.org"'))

    def name(self, key: str) -> str:
        """Return the schema.org name of a key or class, or its IRI in another vocabulary."""
        meaning = self._meanings.get(key)
        if meaning is None:
            prefix, colon, rest = key.partition(":")
            start = self._meanings.get(prefix) if colon else self._meanings.get("@vocab")
            meaning = key if start is None or key.startswith("@") else start + (rest if colon else key)
        return {"id": "@id", "type": "@type"}.get(local(meaning), local(meaning))

    def _register(self, node: Any, at: str) -> None:
        """Register objects with an id, since other objects may refer to them by it."""
        if isinstance(node, dict):
            name = next((item for key, item in node.items() if self.name(key) == "@id"), None)
            if isinstance(name, str) and len(node) > 1:
                self._nodes.setdefault(name, (node, at))
            for key, value in node.items():
                for item, here in as_list(value, at + pointer(key)):
                    self._register(item, here)

    # --- objects ---

    def _node(self, given: Any, at: str, wanted: tuple[str, ...] = ("event", "organization", "person")) -> str | None:
        """Return the id of the record of an object; None if it is not of a wanted type."""
        name = given
        if isinstance(given, dict) and len(given) == 1:
            ((key, item),) = given.items()
            name = item if self.name(key) == "@id" else None
        if isinstance(name, str) and name in self._nodes:
            given, at = self._nodes[name]
        if not isinstance(given, dict):
            return None
        node = {self.name(key): (value, at + pointer(key)) for key, value in given.items()}
        types = [self.name(one) for one, _ in as_list(*node.get("@type", (None, ""))) if isinstance(one, str)]
        tag = _class(types)
        if tag not in wanted:
            return None
        id = self._id(tag, {key: value for key, (value, _) in node.items()})
        if id is not None and at not in self._done:
            self._done.add(at)
            self._fill(tag, id, node, types[0])
        return id

    def _root(self, node: Any, at: str) -> None:
        """Read an object. The contents of an object of an unknown class are searched."""
        if self._node(node, at) is None:
            types = [one for key, value in node.items() if self.name(key) == "@type" for one, _ in as_list(value, "")]
            self.report(CLASS_NOT_CARRIED(types[0] if types else None, at=at))
            for key, value in node.items():
                for item, here in as_list(value, at + pointer(key)):
                    if isinstance(item, dict) and any([self.name(name) == "@type" for name in item]):
                        self._root(item, here)

    def _id(self, tag: str, node: Mapping[str, Any]) -> str | None:
        """Return the id of the record of an object: its own if it is one of ours, else one made from its name."""
        called = names(node.get("name", node.get("legalName")), "und")
        own = node.get("@id")
        if isinstance(own, str):
            tail = f"{tag}:{own.rpartition(tag + ':')[2]}"
            if own.endswith(tail) and not read(shape_of(RECORD).options[tag].fields["id"].shape, tail)[1]:
                return tail
        if not called:
            return None
        words = [called[0]["value"]]
        start = date(node.get("startDate"))
        if tag == "event" and start is not None:
            words.append(start[:10])
        key = (tag, own) if isinstance(own, str) else (tag, *words)
        if key not in self._ids:
            try:
                made = wish = make_id(tag, *words)
            except ValueError:
                return None
            number = 1
            while made in self._ids.values():
                number += 1
                made = f"{wish[:190]}-{number}"
            self._ids[key] = made
        return self._ids[key]

    def _fill(self, tag: str, id: str, node: Mapping[str, tuple[Any, str]], type: str) -> None:
        record = self.found.setdefault(id, {"type": tag, "id": id})
        filler = _Filler(self, record, self._language_of(node))
        for key, (value, here) in node.items():
            if not key.startswith("@"):
                method = getattr(filler, f"{tag}_{key}", None) or getattr(filler, f"any_{key}", None)
                if method is None or not method(value, here):
                    self.lost(key, type, id, here)
        kind = _KINDS.get(type)
        if kind is not None and tag != "person":
            record.setdefault("kind", kind)
        record.setdefault("names", [{"value": id.partition(":")[2]}])

    def _language_of(self, node: Mapping[str, tuple[Any, str]]) -> str:
        """Return the language of texts without a language."""
        given, _ = node.get("inLanguage", (None, ""))
        return given if self._language == "und" and isinstance(given, str) else self._language

    def lost(self, key: str, type: str, id: str, at: str) -> None:
        """Report data without a place."""
        self.report(PROPERTY_NOT_CARRIED(property=key, source=type, count=1, at=at, record_id=id))

    def parties(self, value: Any, at: str, wanted: tuple[str, ...] = ("organization", "person")) -> list[str]:
        """Return the ids of the parties that a value names."""
        found = [self._node(item, place, wanted) for item, place in as_list(value, at)]
        return list(dict.fromkeys([id for id in found if id is not None]))


class _Filler:
    """Puts the properties of an object into its record. Each method handles a property and returns whether all of it was carried."""

    def __init__(self, reader: SchemaOrg, record: dict[str, Any], language: str) -> None:
        self.reader = reader
        self.record = record
        self.language = language
        self.fields = shape_of(RECORD).options[record["type"]].fields

    def put(self, field: str, value: Any) -> bool:
        """Put a value into a field if it is valid there; items are appended to a list."""
        shape = self.fields[field].shape
        whole = [*self.record.get(field, ()), *value] if isinstance(value, list) else value
        if not value or any([fault.severity is Severity.ERROR for fault in read(shape, whole)[1]]):
            return False
        self.record[field] = whole
        return True

    def put_each(self, field: str, values: list[Any]) -> bool:
        """Put items into a list, and return whether there were any and all have a place."""
        done = [value in self.record.get(field, ()) or self.put(field, [value]) for value in values]
        return bool(done) and all(done)

    # --- of all ---

    def any_name(self, value: Any, _: str) -> bool:
        return self.put_each("names", names(value, self.language))

    def any_alternateName(self, value: Any, _: str) -> bool:  # noqa: N802 - the names of the methods are those of schema.org
        return self.put_each("names", [{**name, "kind": "alias"} for name in names(value, self.language)])

    def any_url(self, value: Any, at: str) -> bool:
        return self.put_each("urls", [one for one, _ in as_list(value, at)])

    def any_sameAs(self, value: Any, at: str) -> bool:  # noqa: N802
        done = []
        for one, _ in as_list(value, at):
            known = identifier(one, self.record["type"])
            done.append(self.put_each("identifiers", [known]) if known else self.put_each("urls", [one]))
        return bool(done) and all(done)

    def any_identifier(self, value: Any, at: str) -> bool:
        found = [identifier(one, self.record["type"]) for one, _ in as_list(value, at)]
        return self.put_each("identifiers", [one for one in found if one]) and None not in found

    # --- of events ---

    def event_startDate(self, value: Any, _: str) -> bool:  # noqa: N802
        return self.put("start", date(value))

    def event_endDate(self, value: Any, _: str) -> bool:  # noqa: N802
        end = date(value)
        return self.put("end", end)

    def event_description(self, value: Any, _: str) -> bool:
        return self.put("description", text(value, self.language))

    def event_eventStatus(self, value: Any, _: str) -> bool:  # noqa: N802
        return self.put("status", _TERMS["eventStatus"].get(local(value)))

    def event_eventAttendanceMode(self, value: Any, _: str) -> bool:  # noqa: N802
        return self.put("attendance_mode", _TERMS["eventAttendanceMode"].get(local(value)))

    def event_inLanguage(self, value: Any, at: str) -> bool:  # noqa: N802
        given = [one.get("alternateName", "") if isinstance(one, dict) else one for one, _ in as_list(value, at)]
        return self.put_each("languages", given)

    def event_location(self, value: Any, at: str) -> bool:
        done = []
        for one, here in as_list(value, at):
            found, lost = place(one, self.language)
            for keys in lost:
                self.reader.lost(keys[-1], "Place", self.record["id"], here + pointer(*keys))
            done.append(self.put_each("places", [found]))
        return bool(done) and all(done)

    def event_organizer(self, value: Any, at: str) -> bool:
        return self._parties("organizer_ids", value, at)

    def event_sponsor(self, value: Any, at: str) -> bool:
        return self._parties("sponsor_ids", value, at)

    event_funder = event_sponsor

    def _parties(self, field: str, value: Any, at: str) -> bool:
        found = self.reader.parties(value, at)
        return self.put_each(field, found) and len(found) == len(as_list(value, at))

    def event_superEvent(self, value: Any, at: str) -> bool:  # noqa: N802
        found = self.reader.parties(value, at, ("event",))
        return len(found) == 1 and self.put("parent_id", found[0])

    def event_subEvent(self, value: Any, at: str) -> bool:  # noqa: N802
        found = self.reader.parties(value, at, ("event",))
        for id in found:
            self.reader.found[id].setdefault("parent_id", self.record["id"])
        return len(found) == len(as_list(value, at))

    event_subEvents = event_subEvent  # noqa: N815

    # --- of organizations ---

    def organization_legalName(self, value: Any, _: str) -> bool:  # noqa: N802
        return self.put_each("names", [{**name, "kind": "official"} for name in names(value, self.language)])

    def organization_foundingDate(self, value: Any, _: str) -> bool:  # noqa: N802
        return self.put("founded", date(value))

    def organization_dissolutionDate(self, value: Any, _: str) -> bool:  # noqa: N802
        return self.put("dissolved", date(value))

    def organization_parentOrganization(self, value: Any, at: str) -> bool:  # noqa: N802
        found = self.reader.parties(value, at, ("organization",))
        return self.put_each("parents", [{"organization_id": id} for id in found])

    def organization_subOrganization(self, value: Any, at: str) -> bool:  # noqa: N802
        found = self.reader.parties(value, at, ("organization",))
        for id in found:
            parents = self.reader.found[id].setdefault("parents", [])
            if {"organization_id": self.record["id"]} not in parents:
                parents.append({"organization_id": self.record["id"]})
        return len(found) == len(as_list(value, at))

    organization_department = organization_subOrganization

    def organization_location(self, value: Any, at: str) -> bool:
        done = self.event_location(value, at)
        self._seat()
        return done

    def organization_address(self, value: Any, at: str) -> bool:
        done = []
        for one, here in as_list(value, at):
            found, lost = address(one, self.language)
            for keys in lost:
                self.reader.lost(keys[-1], "PostalAddress", self.record["id"], here + pointer(*keys))
            done.append(bool(found) and self.put_each("places", [{"kind": "physical", **found}]))
        self._seat()
        return bool(done) and all(done)

    def _seat(self) -> None:
        """Take the country of the only place as that of the organization."""
        countries = {where.get("country") for where in self.record.get("places", ())}
        if len(countries) == 1 and (country := countries.pop()) is not None:
            self.record["country"] = country

    def organization_email(self, value: Any, at: str) -> bool:
        return self.put_each("contacts", [{"email": str(one).removeprefix("mailto:")} for one, _ in as_list(value, at)])

    def organization_telephone(self, value: Any, at: str) -> bool:
        return self.put_each("contacts", [{"phone": one} for one, _ in as_list(value, at)])

    # --- of persons ---

    def person_affiliation(self, value: Any, at: str) -> bool:
        found = self.reader.parties(value, at, ("organization",))
        return self.put_each("affiliations", [{"organization_id": id} for id in found])

    person_worksFor = person_affiliation  # noqa: N815


def _participations(role: ParticipationRole) -> Callable[[_Filler, Any, str], bool]:
    """Return the method for a property with participants in a role."""

    def put(filler: _Filler, value: Any, at: str) -> bool:
        found = filler.reader.parties(value, at)
        done = filler.put_each("participations", [{"party_id": id, "role": role.value} for id in found])
        return done and len(found) == len(as_list(value, at))

    return put


for _name, _role in _ROLES.items():
    setattr(_Filler, f"event_{_name}", _participations(_role))
