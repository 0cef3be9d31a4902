"""Events, organizations and persons of schema.org: what is read, what is reported, and that nothing breaks the reader."""

from __future__ import annotations

import copy
import io
import json
import random
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.formats.linked.schemaorg_values import (
    address,
    as_list,
    date,
    identifier,
    local,
    names,
    place,
    text,
)

SCHEMA = "https://schema.org"


def read(document: Any) -> tm.Imported:
    return tm.import_file(io.BytesIO(json.dumps(document).encode()), format="jsonld")


def records(document: Any) -> dict[str, Any]:
    imported = read(document)
    assert imported.dataset is not None, imported.report
    return {record.id: tm.to_dict(record) for record in imported.dataset}


def lost(document: Any) -> list[tuple[str, str]]:
    return [(p.code, p.pointer) for p in read(document).report if p.code.startswith("import.")]


def event(**more: Any) -> dict[str, Any]:
    return {"@context": SCHEMA, "@type": "Event", "name": "A", **more}


def of_event(**more: Any) -> dict[str, Any]:
    """Return the record of an event, without the keys that every event has."""
    found: dict[str, Any] = records(event(**more))["event:a"]
    assert [found.pop(key) for key in ("type", "id", "names")] == ["event", "event:a", [{"value": "A"}]]
    return found


# --- the properties ---


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"endDate": "2025-06-02"}, {"end": "2025-06-02"}),
        ({"eventStatus": "EventCancelled"}, {"status": "cancelled"}),
        ({"eventStatus": "https://schema.org/EventScheduled"}, {"status": "scheduled"}),
        ({"eventAttendanceMode": "http://schema.org/OnlineEventAttendanceMode"}, {"attendance_mode": "online"}),
        ({"inLanguage": ["en", {"@type": "Language", "alternateName": "fr"}]}, {"languages": ["en", "fr"]}),
        (
            {"description": {"@value": "What happened", "@language": "en"}, "inLanguage": []},
            {"description": {"en": "What happened"}},
        ),
        ({"url": "https://example.org/a"}, {"urls": ["https://example.org/a"]}),
        ({"sameAs": "https://example.org/b"}, {"urls": ["https://example.org/b"]}),
        (
            {"sameAs": ["http://www.wikidata.org/entity/Q42"]},
            {"identifiers": [{"scheme": "wikidata", "value": "Q42"}]},
        ),
        ({"location": "Macao"}, {"places": [{"kind": "physical", "name": {"und": "Macao"}}]}),
        (
            {"location": {"@type": "VirtualLocation", "url": "https://example.org/live"}},
            {"places": [{"kind": "virtual", "url": "https://example.org/live"}]},
        ),
        (
            {
                "location": {
                    "@type": "Place",
                    "name": {"@value": "Salle", "@language": "fr"},
                    "address": {
                        "addressCountry": {"@type": "Country", "name": "MO"},
                        "addressRegion": "CN-GD",
                        "addressLocality": "X",
                    },
                    "geo": {"latitude": "22.2", "longitude": 113.5},
                }
            },
            None,  # a subdivision of another country
        ),
        (
            {"location": {"@type": "Place", "address": "Road 1", "geo": {"latitude": "north"}}},
            {"places": [{"kind": "physical", "name": {"und": "Road 1"}}]},
        ),
        ({"subjectOf": "x", "image": None}, {}),
    ],
)
def test_a_property_of_an_event(given: dict[str, Any], expected: dict[str, Any] | None) -> None:
    """It becomes the equivalent field; None if the record cannot hold it, and then it is reported."""
    found = of_event(**given)
    if expected is None:
        assert found == {} and ("import.property-not-carried", "/location") in lost(event(**given))
    else:
        assert found == expected


@pytest.mark.parametrize(
    "given",
    [
        {"endDate": "tomorrow"},
        {"endDate": ["2025"]},
        {"eventStatus": "EventForgotten"},
        {"eventStatus": {"@id": "EventCancelled"}},
        {"eventAttendanceMode": 1},
        {"inLanguage": "French"},
        {"description": {"@value": 1}},
        {"description": " "},
        {"url": "example.org"},
        {"sameAs": [1]},
        {"sameAs": []},
        {"identifier": "B-17"},
        {"location": {"@type": "Place"}},
        {"location": {"@type": "VirtualLocation"}},
        {"organizer": "ACME"},
        {"organizer": {"@type": "Organization"}},
        {"organizer": {"@type": "Organization", "name": "!"}},
        {"superEvent": {"@id": "https://example.org/nowhere"}},
        {"performer": {"@type": "PerformingGroup", "name": "Band"}},
        {"name_": "x"},
        {"offers": {"@type": "Offer", "price": "0"}},
        {"alternateName": 5},
    ],
)
def test_what_has_no_place_is_reported_at_its_key(given: dict[str, Any]) -> None:
    """With a warning; everything else is read."""
    ((key, _),) = given.items()
    assert of_event(**given) == {} or key == "organizer"
    assert ("import.property-not-carried", f"/{key}") in lost(event(**given))
    assert read(event(**given)).report.ok


def test_parties_of_an_event_become_records() -> None:
    """Organizers, sponsors, speakers and attendees; one that is named twice is one record."""
    found = records(
        event(
            organizer=[
                {"@type": "Organization", "@id": "#a", "name": "Acme", "url": "https://acme.example.org"},
                {"@type": "Person", "name": "Ada"},
            ],
            sponsor={"@id": "#a"},
            funder={"@type": "NGO", "name": "Fund"},
            performer=[
                {"@type": "Person", "name": "Ada"},
                {"@type": "Person", "name": "Bo", "worksFor": {"@id": "#a"}},
            ],
            attendee={"@type": "CollegeOrUniversity", "name": "U"},
            contributor={"@type": "Person", "name": "Cy", "familyName": "Cy"},
        )
    )
    a = found["event:a"]
    assert a["organizer_ids"] == ["organization:acme", "person:ada"]
    assert a["sponsor_ids"] == ["organization:acme", "organization:fund"]
    assert a["participations"] == [
        {"party_id": "person:ada", "role": "speaker"},
        {"party_id": "person:bo", "role": "speaker"},
        {"party_id": "organization:u", "role": "attendee"},
        {"party_id": "person:cy", "role": "participant"},
    ]
    assert found["person:bo"]["affiliations"] == [{"organization_id": "organization:acme"}]
    assert found["organization:u"]["kind"] == "higher_education"
    assert len(found) == 7


def test_events_within_events() -> None:
    """In either direction, and in a cycle."""
    found = records(
        event(
            **{"@id": "#a"},
            startDate="2025-06-01T09:00Z",
            subEvent=[
                {"@type": "Event", "name": "B", "superEvent": {"@id": "#a"}},
                {"@type": "EventSeries", "name": "C"},
            ],
            superEvent={"@type": "Event", "name": "D", "subEvents": [{"@id": "#a"}]},
        )
    )
    assert {id: record.get("parent_id") for id, record in found.items()} == {
        "event:a-2025-06-01": "event:d",
        "event:b": "event:a-2025-06-01",
        "event:c": "event:a-2025-06-01",
        "event:d": None,
    }
    assert found["event:c"]["kind"] == "series" and found["event:a-2025-06-01"]["start"] == "2025-06-01T09:00:00Z"


def test_texts_are_in_the_language_of_their_object() -> None:
    """If neither the text nor the file gives a language."""
    found = records(event(inLanguage="fr", description="Texte"))["event:a"]
    assert found["names"] == [{"value": "A", "lang": "fr"}] and found["description"] == {"fr": "Texte"}


def test_an_organization() -> None:
    """With its names, its place, its parents and its units."""
    found = records(
        {
            "@context": [SCHEMA, {"@language": "en"}],
            "@type": "ResearchOrganization",
            "name": "Acme",
            "legalName": "Acme Ltd",
            "alternateName": ["AC", {"@value": "阿", "@language": "zh-hans"}],
            "foundingDate": "1905",
            "dissolutionDate": "2001-02",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Paris",
                "addressCountry": "FR",
                "postalCode": "75001",
            },
            "location": {"@type": "Place", "name": "Hall", "address": {"addressCountry": "FR"}},
            "email": "mailto:office@example.org",
            "telephone": "+33 1 23 45 67 89",
            "identifier": [{"@type": "PropertyValue", "value": "https://ror.org/013q1eq08"}],
            "parentOrganization": {
                "@type": "Organization",
                "@id": "#p",
                "name": "P",
                "department": {"@type": "Organization", "name": "Acme"},
            },
            "subOrganization": [
                {
                    "@type": "Organization",
                    "name": "S",
                    "parentOrganization": {"@type": "ResearchOrganization", "name": "Acme"},
                }
            ],
        }
    )
    acme = found["organization:acme"]
    assert acme["names"] == [
        {"value": "Acme", "lang": "en"},
        {"value": "Acme Ltd", "lang": "en", "kind": "official"},
        {"value": "AC", "lang": "en", "kind": "alias"},
        {"value": "阿", "lang": "zh-Hans", "kind": "alias"},
    ]
    assert acme["kind"] == "research_institute" and acme["country"] == "FR" and acme["founded"] == "1905"
    assert acme["contacts"] == [{"email": "office@example.org"}, {"phone": "+33 1 23 45 67 89"}]
    assert acme["identifiers"] == [{"scheme": "ror", "value": "013q1eq08"}]
    assert acme["parents"] == [{"organization_id": "organization:p"}]
    assert found["organization:s"]["parents"] == [{"organization_id": "organization:acme"}]


# --- the document ---


@pytest.mark.parametrize(
    "document",
    [
        {"@context": "http://schema.org/", "@type": "http://schema.org/Event", "name": "A"},
        {"@context": {"@vocab": "https://schema.org/"}, "@type": "Event", "name": "A"},
        {"@context": {"s": "https://schema.org/"}, "@type": "s:Event", "s:name": "A"},
        {
            "@context": {"@vocab": "https://schema.org/", "kind": "@type", "called": {"@id": "name"}},
            "kind": "Event",
            "called": "A",
        },
        {
            "@context": [None, "https://schema.org", {"id": "@id", "type": "@type"}],
            "type": ["Event", "Thing"],
            "name": "A",
        },
        {"https://schema.org/name": "A", "@type": ["https://schema.org/Event"]},
        [{"@context": SCHEMA, "@graph": [{"@type": "Event", "name": {"@set": ["A"]}}]}, 5, None],
        {"@context": SCHEMA, "@type": "WebPage", "mainEntity": {"@list": [{"@type": "Event", "name": "A"}]}},
    ],
)
def test_every_usual_form_of_a_document_is_read(document: Any) -> None:
    """Prefixes, aliases, expanded keys, graphs, and events inside the description of a page."""
    assert list(records(document)) == ["event:a"]


def test_an_id_of_ours_stays() -> None:
    """For our own data that others republish."""
    found = records(event(**{"@id": "https://example.org/id/event:own-1"}))
    assert list(found) == ["event:own-1"]
    assert list(records({"@context": SCHEMA, "@type": "Event", "@id": "https://example.org/event:own-1"})) == [
        "event:own-1"
    ]


def test_two_things_of_one_name_are_two_records() -> None:
    """If their ids differ; without ids they are one record."""
    two = [event(**{"@id": f"#{number}"}) for number in range(3)]
    assert list(records(two)) == ["event:a", "event:a-2", "event:a-3"]
    assert list(records([event(), event()])) == ["event:a"]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"@context": "https://example.org/context", "@type": "Event", "name": "A"}, "import.remote-context"),
        ({"@context": SCHEMA, "@type": "Recipe", "name": "A"}, "import.nothing-known"),
        ({"@context": {"@vocab": "https://example.org/"}, "@type": "Event", "name": "A"}, "import.nothing-known"),
        ({}, "import.nothing-known"),
        (5, "import.nothing-known"),
        ([[]], "import.nothing-known"),
    ],
)
def test_what_cannot_be_read_is_an_error(document: Any, code: str) -> None:
    """Nothing is fetched."""
    imported = read(document)
    assert imported.dataset is None and code in {p.code for p in imported.report.errors}


def test_what_has_no_class_here_is_reported() -> None:
    """Once for each object; known objects inside it are read."""
    page = {"@type": "WebPage", "breadcrumb": {"@type": "BreadcrumbList"}, "about": event()}
    assert lost({"@context": SCHEMA, "@graph": [page]}) == [
        ("import.class-not-carried", "/@graph/0"),
        ("import.class-not-carried", "/@graph/0/breadcrumb"),
    ]


def test_text_that_is_not_json_is_an_error() -> None:
    """As everywhere."""
    imported = tm.import_file(io.BytesIO(b'{"@context": '), format="jsonld")
    assert imported.dataset is None and [p.code for p in imported.report] == ["json.truncated"]


# --- values ---


def test_values() -> None:
    """In every form that pages use, and invalid ones."""
    assert local(None) == "" and local("sdo:Event") == "Event"
    assert as_list({"@set": [1, None]}, "/a") == [(1, "/a/@set/0")]
    assert date("2025-06-01T09:00:00+0800") == "2025-06-01T09:00:00+08:00"
    assert date({"@value": "2025-06"}) == "2025-06" and date(5) is None
    assert names([" A  B ", 5, {"@value": "C", "@language": 7}, {"@value": "D", "@language": "not a tag"}], "fr") == [
        {"value": "A B", "lang": "fr"},
        {"value": "C"},
        {"value": "D"},
    ]
    assert text([{"@value": "A", "@language": "en"}, {"@value": "B", "@language": "en"}], "und") == {"en": "A"}
    assert identifier({"@value": "Q42"}, "event") == {"scheme": "wikidata", "value": "Q42"}
    assert identifier("https://orcid.org/0000-0002-1825-0097", "event") is None and identifier(None, "event") is None
    assert address(5, "en") == ({}, []) and address(" ", "en") == ({}, [])
    assert place({"name": "Hall", "address": "Road 1"}, "en")[1] == [("address",)]
    assert place({"@id": "#p", "capacity": 5, "geo": {"latitude": "22.2", "longitude": 113}}, "en") == (
        {"kind": "physical", "coordinates": {"latitude": 22.2, "longitude": 113.0}},
        [("capacity",)],
    )


WRONG: tuple[Any, ...] = (
    None,
    1,
    "x",
    [],
    {},
    [[]],
    {"@value": {}},
    {"@id": 1},
    {"@type": "Event"},
    "event:a",
    True,
    -1.5,
)


@pytest.mark.parametrize("seed", range(60))
def test_no_document_breaks_the_reader(seed: int) -> None:
    """With any other value at any place: a dataset or an error."""
    rng = random.Random(seed)
    thing = {
        "@type": "Organization",
        "@id": "#o",
        "name": "O",
        "address": {"addressCountry": "FR"},
        "parentOrganization": {"@id": "#o"},
    }
    document: Any = {
        "@context": [SCHEMA, {"@language": "en", "n": {"@id": "name"}}],
        "@graph": [
            event(
                startDate="2025-06-01",
                organizer=thing,
                subEvent=[event(name="B")],
                location=[{"geo": {"latitude": 1}}, "X"],
            ),
            {
                **thing,
                "sameAs": ["https://ror.org/013q1eq08"],
                "subOrganization": [thing],
                "telephone": "+33 1 23 45 67 89",
            },
            {"@type": "Person", "name": "P", "affiliation": thing, "inLanguage": "en"},
        ],
    }
    document = copy.deepcopy(document)  # no object occurs at two places of it
    for _ in range(5):
        at: Any = document
        while isinstance(at, (dict, list)) and at:
            parent, key = at, rng.choice(list(at if isinstance(at, dict) else range(len(at))))
            at = at[key]
            if rng.random() < 0.2:
                break
        parent[key] = copy.deepcopy(rng.choice(WRONG))
    imported = read(document)
    assert (imported.dataset is None) == bool(imported.report.errors)
