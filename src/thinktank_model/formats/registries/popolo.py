"""Popolo, the format of open government data for people and organizations, to organizations, persons and events.

https://www.popoloproject.com/specs/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ...model.ids import make_id
from ...problems.translations import Phrase
from ...records.readers import Line, RecordReader
from ...values.dates import DATE, DATE_OR_TIME
from ...values.identifiers import SCHEMES
from ...values.ids import Ref
from ...values.language import LANGUAGE
from ...vocab import EventKind, NameKind, Open, OrganizationKind
from ..losses import Losses
from .catalogue import Catalogue, compact, left_out
from .taking import drop, identifier, objects_in, string, taken_text
from .works import NO_LANGUAGE

__all__ = ["CONTACTS", "STATES", "lines"]

LISTS: Final[Mapping[str, str]] = {"organizations": "organization", "persons": "person", "events": "event"}
"""The list of each record type in a file, in the order of conversion."""
STATES: Final[Mapping[str, str]] = {"scheduled": "confirmed", "cancelled": "cancelled"}
CONTACTS: Final[Mapping[str, str]] = {"email": "email", "phone": "voice", "url": "url"}
"""The type of contact detail for each field of a contact point."""
MARKS: Final = (  # keys of a single object, and the list that it belongs to
    ("person_id", "memberships"),
    ("vote_events", "motions"),
    ("start_date", "events"),
    ("attendees", "events"),
    ("classification", "organizations"),
    ("founding_date", "organizations"),
    ("parent_id", "organizations"),
    ("family_name", "persons"),
    ("given_name", "persons"),
    ("birth_date", "persons"),
    ("gender", "persons"),
    ("memberships", "persons"),
)


def lines(objects: Iterable[dict[str, Any]], reader: RecordReader, losses: Losses) -> Iterator[Line]:
    """The organizations, persons and events of a file, once all of it is known, since they refer to each other."""
    maker = _Maker(Catalogue(reader, losses), losses)
    for given in objects:
        maker.add(given)
    return maker.lines()


class _Maker:
    """Makes the records of one file."""

    def __init__(self, catalogue: Catalogue, losses: Losses) -> None:
        self.catalogue = catalogue
        self.losses = losses
        self.lists: dict[str, list[dict[str, Any]]] = {name: [] for name in (*LISTS, "memberships", "posts", "areas")}
        self.ids: dict[tuple[str, str], str] = {}
        self.taken: set[str] = set()
        self.repeated: list[tuple[str, str]] = []

    def add(self, given: dict[str, Any]) -> None:
        """Add the objects of a file to their lists; the type of a single object is recognized by its keys."""
        found = [name for name in self.lists if isinstance(given.get(name), list)]
        if not found or "name" in given:
            name = next((name for key, name in MARKS if key in given), None)
            if name not in self.lists:
                self.losses.rest(given)
            else:
                self.lists[name].append(given)
                self.embedded(given, name)
            return
        for name in found:
            self.lists[name] += objects_in(given, name)
            for one in objects_in(given, name):
                self.embedded(one, name)
            given[name] = [one for one in given[name] if not isinstance(one, dict)]
        self.losses.rest(given, ("meta", "motions", "vote_events", "speeches", "warnings"))

    def embedded(self, one: dict[str, Any], name: str) -> None:
        """Add the memberships and posts that are inside a person or an organization."""
        key = {"persons": "person_id", "organizations": "organization_id"}.get(name)
        if key is None or not isinstance(one.get("id"), str):
            return
        for inner in ("memberships", "posts"):
            for held in objects_in(one, inner):
                self.lists[inner].append({key: one["id"], **held})
            if isinstance(one.get(inner), list):
                one[inner] = [held for held in one[inner] if not isinstance(held, dict)]

    # --- records ---

    def lines(self) -> Iterator[Line]:
        """Yield the records list by list, in order."""
        known = [(type, one) for name, type in LISTS.items() for one in self.lists[name]]
        own = [self.id(type, one) for type, one in known]
        posts = self.by_id("posts")
        areas = self.by_id("areas")
        belongings = self.memberships(posts)
        for (type, one), id in zip(known, own, strict=True):
            made = None if id is None else self.record(type, one, id, areas, belongings)
            if made is None:
                self.catalogue.number += 1
                yield left_out(self.catalogue.number, Phrase("it has no id and no name, or another item has its id"))
            else:
                self.losses.rest(one)
                yield from self.catalogue.record(made)
        for name in ("posts", "areas"):
            for one in self.lists[name]:
                self.losses.rest({name: one})

    def by_id(self, name: str) -> dict[str, dict[str, Any]]:
        """Return the objects of a list by their ids."""
        return {one["id"]: one for one in self.lists[name] if isinstance(one.get("id"), str)}

    def id(self, type: str, one: dict[str, Any]) -> str | None:
        """Return the id of the record of an object: its own if it is one of ours, else one made from it or from the name."""
        given = one.get("id")
        given = str(given) if isinstance(given, (str, int)) and not isinstance(given, bool) and given != "" else None
        if given is not None and (type, given) in self.ids:
            return None
        if given is not None and _is_ours(given, type):
            wanted = given
        else:
            words = one.get("name") if given is None else given
            try:
                wanted = make_id(type, str(words or ""))
            except ValueError:
                return None
        id, number = wanted, 2
        while id in self.taken:
            id, number = make_id(type, wanted.partition(":")[2], str(number)), number + 1
        self.taken.add(id)
        if given is not None:
            self.ids[type, given] = id
        return id

    def record(
        self,
        type: str,
        one: dict[str, Any],
        id: str,
        areas: Mapping[str, dict[str, Any]],
        belongings: Mapping[str, list[dict[str, Any]]],
    ) -> dict[str, Any]:
        """Return the plain data of a record. Values that it takes over are removed from the object."""
        given = one.pop("id", None)
        made: dict[str, Any] = {
            "type": type,
            "id": id,
            "names": [*self.names(one)],
            "identifiers": [*self.identifiers(one)],
        }
        if given not in (None, id):
            made["extensions"] = {"popolo:id": given}
        made["urls"] = [
            *dict.fromkeys([url for link in objects_in(one, "links") if (url := string(link, "url")) is not None])
        ]
        if type == "person":
            made["affiliations"] = belongings.get(id, [])
        elif type == "organization":
            self.organization(one, made, areas)
            made["parents"] = [
                *made["parents"],
                *[
                    {
                        "organization_id": at["organization_id"],
                        "relation": "affiliated",
                        **({"period": at["period"]} if "period" in at else {}),
                    }
                    for at in belongings.get(id, ())
                ],
            ]
        else:
            self.event(one, made)
        return compact(made)

    def names(self, one: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the name and the other names."""
        if (name := string(one, "name")) is not None:
            parts = {
                key: text
                for key, field in (("given", "given_name"), ("family", "family_name"))
                if (text := string(one, field)) is not None
            }
            yield {"value": name, **parts}
        for other in objects_in(one, "other_names"):
            if (name := string(other, "name")) is None:
                continue
            made: dict[str, Any] = {"value": name, "valid": self.period(other)}
            tag = LANGUAGE.read(other["lang"])[0] if isinstance(other.get("lang"), str) else None
            if isinstance(tag, str):
                made["lang"] = tag
                del other["lang"]
            if other.get("note") in [kind.value for kind in NameKind]:
                made["kind"] = other.pop("note")
            made |= {
                key: text
                for key, field in (("given", "given_name"), ("family", "family_name"))
                if (text := string(other, field)) is not None
            }
            yield compact(made)

    def identifiers(self, one: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the identifiers of known schemes, and of schemes with a namespace."""
        seen: list[str] = []
        for entry in objects_in(one, "identifiers"):
            scheme = entry.get("scheme")
            scheme = scheme.lower() if isinstance(scheme, str) and scheme.lower() in SCHEMES else scheme
            if not isinstance(scheme, str) or (scheme in seen and scheme in SCHEMES and not SCHEMES[scheme].several):
                continue
            found: dict[str, Any] | None = None
            if scheme in SCHEMES:
                found = identifier(entry, "identifier", scheme)
            elif ":" in scheme and (text := string(entry, "identifier")) is not None:
                found = {"scheme": scheme, "value": text}
            if found is not None:
                seen.append(scheme)
                del entry["scheme"]
                yield found

    def period(self, one: dict[str, Any]) -> dict[str, str]:
        """Return the period of validity."""
        found = {}
        for name, key in (("start", "start_date"), ("end", "end_date")):
            value = one.get(key)
            if isinstance(value, str) and DATE.read(value)[0] is not None:
                found[name] = value
                del one[key]
        return found

    def reference(self, one: dict[str, Any], key: str, *types: str) -> str | None:
        """Return the record id for a reference to another object of the file."""
        value = str(one.get(key))
        found = next((self.ids[type, value] for type in types if (type, value) in self.ids), None)
        if found is None and any([_is_ours(value, type) for type in types]):
            found = value
        if found is not None:
            del one[key]
        return found

    def organization(self, one: dict[str, Any], made: dict[str, Any], areas: Mapping[str, dict[str, Any]]) -> None:
        """Set the fields that only organizations have."""
        made["kind"] = self.kind(string(one, "classification"), OrganizationKind)
        parent = self.reference(one, "parent_id", "organization")
        made["parents"] = [] if parent is None else [{"organization_id": parent}]
        for name, key in (("founded", "founding_date"), ("dissolved", "dissolution_date")):
            value = one.get(key)
            if isinstance(value, str) and DATE.read(value)[0] is not None:
                made[name] = one.pop(key)
        area = areas.get(str(one.get("area_id")))
        if area is not None and isinstance(area.get("name"), str):
            made["places"] = [{"kind": "physical", "name": {NO_LANGUAGE: area["name"]}}]
            del one["area_id"]
        made["contacts"] = []
        fields = {type: field for field, type in CONTACTS.items()} | {"phone": "phone", "tel": "phone"}
        for contact in objects_in(one, "contact_details"):
            field = fields.get(str(contact.get("type")))
            if field is not None and (value := string(contact, "value")) is not None:
                del contact["type"]
                made["contacts"].append({field: value})

    def kind(self, text: str | None, vocabulary: Any) -> str | None:
        """Return the kind for a classification; a term that is not ours gets a namespace."""
        if text is None:
            return None
        folded = "_".join(text.casefold().split())
        if not Open(vocabulary).read(folded)[1]:
            return folded
        if not Open(vocabulary).read(text)[1]:
            return text
        try:
            return "popolo:" + make_id("organization", text).partition(":")[2]
        except ValueError:
            self.losses.property("classification")
            return None

    def event(self, one: dict[str, Any], made: dict[str, Any]) -> None:
        """Set the fields that only events have."""
        made["kind"] = self.kind(string(one, "classification"), EventKind)
        for name, key in (("start", "start_date"), ("end", "end_date")):
            value = one.get(key)
            if isinstance(value, str) and DATE_OR_TIME.read(value)[0] is not None:
                made[name] = one.pop(key)
        if (place := string(one, "location")) is not None:
            made["places"] = [{"kind": "physical", "name": {NO_LANGUAGE: place}}]
        if (text := taken_text(one, "description")) is not None:
            made["description"] = {NO_LANGUAGE: text}
        status = {said: status for status, said in STATES.items()}.get(str(one.get("status")))
        if status is not None:
            made["status"] = status
            del one["status"]
        organizer = self.reference(one, "organization_id", "organization")
        made["organizer_ids"] = [] if organizer is None else [organizer]
        made["parent_id"] = self.reference(one, "parent_id", "event")
        made["participations"] = []
        for attendee in objects_in(one, "attendees"):
            party = self.reference(attendee, "id", "person", "organization")
            if party is not None:
                drop(attendee, "name")  # the record has it already
                made["participations"].append({"party_id": party, "role": "attendee"})

    def memberships(self, posts: Mapping[str, dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
        """Return the affiliations of each person and organization; the remaining data of each membership is counted."""
        found: dict[str, list[dict[str, Any]]] = {}
        for one in self.lists["memberships"]:
            body = self.reference(one, "organization_id", "organization")
            key = "person_id" if one.get("person_id") is not None else "member_id"
            party = self.reference(one, key, "person", "organization")
            if body is not None and party is not None:
                role = string(one, "role")
                post = posts.get(str(one.get("post_id")))
                title = role or (string(one, "label") if post is None else None)
                if title is None and post is not None:
                    title = next((post[key] for key in ("role", "label") if isinstance(post.get(key), str)), None)
                    drop(one, "post_id")
                at: dict[str, Any] = {"organization_id": body, "period": self.period(one)}
                if title is not None and party.startswith("person:"):
                    at["title"] = {NO_LANGUAGE: title}
                elif title is not None:
                    self.losses.property("memberships.role")
                found.setdefault(party, []).append(compact(at))
                string(one, "id")
            else:
                said = {"organization_id": body, key: party}
                one.update({name: id for name, id in said.items() if id is not None})
            self.losses.rest({"memberships": one})
        return found


def _is_ours(id: str, type: str) -> bool:
    """Return whether an id is valid for a record type."""
    return Ref(type).read(id) == (id, ())
