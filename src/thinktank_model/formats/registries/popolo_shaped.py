"""Converts organizations, persons and events to Popolo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...dataset.collection import Dataset
from ...model.union import Record
from ...problems.patterns import pattern
from ...values.language import lookup
from ..losses import Losses, plain
from .popolo import CONTACTS, STATES
from .works import NO_LANGUAGE

__all__ = ["Shaper"]

DATE: Final = pattern(r"[0-9]{4}(-[0-9]{2}){0,2}")
ENDS: Final = {"start": "start_date", "end": "end_date"}
TIME: Final = pattern(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){0,2}(Z|[+-][0-9]{2}(:[0-9]{2})?)")
MEMBERS: Final = ("person", "organization")


class Shaper:
    """Makes the objects of the records of a dataset; remaining data of a record is reported.

    Parameters:
        dataset: the dataset.
        lang: the language of texts: Popolo has one.
        losses: counts the values without a place.
    """

    def __init__(self, dataset: Dataset, lang: str, losses: Losses) -> None:
        self.dataset = dataset
        self.lang = lang
        self.losses = losses
        self.memberships: list[dict[str, Any]] = []

    def lists(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Yield the name of each list and its objects; memberships are known after the persons."""
        yield "persons", [self.person(record) for record in self.dataset.persons.values()]
        yield "organizations", [self.organization(record) for record in self.dataset.organizations.values()]
        yield "memberships", self.memberships
        yield "events", [self.event(record) for record in self.dataset.events.values()]

    def person(self, record: Record) -> dict[str, Any]:
        """Return a person; affiliations become memberships."""
        data = plain(record)
        made = self.named(data)
        for number, one in enumerate(data.get("affiliations", ())):
            at = {"person_id": record.id, "organization_id": one.pop("organization_id")}
            title = self.text(record.id, one, "title", f"/affiliations/{number}/title")
            self.memberships.append({**at, **({} if title is None else {"role": title}), **self.period(one)})
        self.losses.left(data)
        return made

    def organization(self, record: Record) -> dict[str, Any]:
        """Return an organization with the first of its parents."""
        data = plain(record)
        made = self.named(data)
        if "kind" in data:
            made["classification"] = data.pop("kind")
        parents = data.get("parents", [])
        first = next((one for one in parents if [*one] == ["organization_id"]), None)
        if first is not None:
            made["parent_id"] = first.pop("organization_id")
        made |= _dates(data, {"founded": "founding_date", "dissolved": "dissolution_date"}, DATE)
        details = [
            {"type": CONTACTS[field], "value": contact.pop(field)}
            for contact in data.get("contacts", ())
            if len([*CONTACTS.keys() & contact]) == 1
            for field in [*CONTACTS.keys() & contact]
        ]
        if details:
            made["contact_details"] = details
        self.losses.left(data)
        return made

    def event(self, record: Record) -> dict[str, Any]:
        """Return an event. Everybody who takes part in it is an attendee."""
        data = plain(record)
        made = self.named(data)
        if "kind" in data:
            made["classification"] = data.pop("kind")
        made |= _dates(data, ENDS, DATE, TIME)
        if (text := self.text(record.id, data, "description", "/description")) is not None:
            made["description"] = text
        if data.get("status") in STATES:
            made["status"] = STATES[data.pop("status")]
        place = next((one for one in data.get("places", ()) if one["kind"] == "physical" and "name" in one), None)
        if place is not None:
            made["location"] = self.text(record.id, place, "name", "/places")
            del place["kind"]
        organizers = data.get("organizer_ids", [])
        organizer = next((id for id in organizers if id.startswith("organization:")), None)
        if organizer is not None:
            made["organization_id"] = organizer
            organizers.remove(organizer)
        if "parent_id" in data:
            made["parent_id"] = data.pop("parent_id")
        attendees = [*self.attendees(record.id, data)]
        if attendees:
            made["attendees"] = attendees
        self.losses.left(data)
        return made

    def attendees(self, id: str, data: Mapping[str, Any]) -> Iterator[dict[str, str]]:
        """Yield the persons and organizations that take part."""
        for number, one in enumerate(data.get("participations", ())):
            party = one.get("party_id", "")
            if party.partition(":")[0] in MEMBERS and "unnamed" not in one:
                del one["party_id"]
                role = one.pop("role")
                if role != "attendee":
                    self.losses.changed(id, f"/participations/{number}/role", role, "attendee")
                yield {"id": party, "name": self.dataset.label(party, self.lang)}

    def named(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the common values of all objects: id, names, identifiers and pages."""
        shown = self.dataset.label(data["id"], self.lang)
        made: dict[str, Any] = {"id": data.pop("id"), "name": shown}
        others = []
        names = data["names"]
        first = next((one for one in names if one["value"] == shown), names[0])
        for one in [first, *[one for one in names if one is not first]]:
            value = one.pop("value")
            parts = {
                key: one.pop(field)
                for field, key in (("given", "given_name"), ("family", "family_name"))
                if field in one
            }
            if one is first:
                made |= parts
                continue
            valid = self.period(one, "valid")
            more = {key: one.pop(field) for field, key in (("lang", "lang"), ("kind", "note")) if field in one}
            others.append({"name": value, **parts, **valid, **more})
        if others:
            made["other_names"] = others
        identifiers = [
            {"scheme": one.pop("scheme"), "identifier": one.pop("value")}
            for one in data.get("identifiers", ())
            if len(one) == 2
        ]
        if identifiers:
            made["identifiers"] = identifiers
        if "urls" in data:
            made["links"] = [{"url": url} for url in data.pop("urls")]
        return made

    def period(self, one: dict[str, Any], field: str = "period") -> dict[str, str]:
        """Take the dates of a period that Popolo can write."""
        return _dates(one.get(field, {}), ENDS, DATE)

    def text(self, id: str, data: dict[str, Any], key: str, at: str) -> str | None:
        """Take a text in the best language; the file does not say which language that is."""
        texts = data.get(key)
        if not texts:
            return None
        tag = lookup((self.lang, "en"), texts) or next(iter(texts))
        if tag != NO_LANGUAGE:
            self.losses.changed(id, at, tag, NO_LANGUAGE)
        text: str = texts.pop(tag)
        return text


def _dates(data: dict[str, Any], keys: Mapping[str, str], *forms: re.Pattern[str]) -> dict[str, str]:
    """Take the dates that Popolo can write, in one of these forms, each under its key."""
    return {
        key: data.pop(name) for name, key in keys.items() if any([form.fullmatch(data.get(name, "")) for form in forms])
    }
