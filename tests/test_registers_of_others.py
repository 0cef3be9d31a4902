"""Wikidata, OpenAlex, Crossref, DataCite, Popolo and ROR: what is read, and that every loss is reported."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.formats.content import recognized
from thinktank_model.formats.discovery import own_formats
from thinktank_model.formats.registries.country_items import country_of
from thinktank_model.values.countries import COUNTRY

from .ror import V1, V2
from .scale import examples, thinned

# Every body, person and work below is invented. Identifiers are from the documentation of their registers.


def snak(value: Any, type: str = "string") -> dict[str, Any]:
    return {"snaktype": "value", "property": "P1", "datavalue": {"value": value, "type": type}}


def item(id: str) -> dict[str, Any]:
    return {"entity-type": "item", "numeric-id": int(id[1:]), "id": id}


def claim(value: Any, rank: str = "normal", **more: Any) -> dict[str, Any]:
    return {"mainsnak": snak(value), "type": "statement", "rank": rank, "id": "Q1$x", **more}


def time(text: str, precision: int) -> dict[str, Any]:
    return {
        "time": text,
        "precision": precision,
        "timezone": 0,
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727",
    }


WIKIDATA: dict[str, Any] = {
    "type": "item",
    "id": "Q1000001",
    "labels": {"en": {"language": "en", "value": "Riverside Institute"}, "fr": {"language": "fr", "value": "Institut de Riverside"}},
    "descriptions": {"en": {"language": "en", "value": "invented institute"}},
    "aliases": {"en": [{"language": "en", "value": "RI of Riverside"}, {"language": "en", "value": "Riverside Institute"}]},
    "claims": {
        "P31": [claim(item("Q155271")), claim(item("Q31855"))],
        "P571": [claim(time("+1890-05-00T00:00:00Z", 10), references=[{"snaks": {}}])],
        "P576": [claim(time("+1990-01-01T00:00:00Z", 9))],
        "P749": [claim(item("Q1000002"), qualifiers={"P580": [snak(time("+1950-00-00T00:00:00Z", 9))]})],
        "P127": [claim(item("Q1000003"))],
        "P1365": [claim(item("Q1000004"))],
        "P856": [claim("https://riverside.example.org/")],
        "P625": [claim({"latitude": 37.8, "longitude": -122.27, "precision": 0.01, "globe": "x"})],
        "P6782": [claim("015w2mp89")],
        "P213": [claim("0000 0001 0125 2443"), claim("0000 0001 0125 2444")],
        "P1813": [claim({"text": "RI", "language": "mul"})],
        "P18": [claim("Picture.jpg")],
    },
    "sitelinks": {"enwiki": {"site": "enwiki", "title": "Riverside Institute"}},
    "lastrevid": 5,
}  # fmt: skip
OPENALEX_BODY: dict[str, Any] = {
    "id": "https://openalex.org/I97018004",
    "ror": "https://ror.org/015w2mp89",
    "display_name": "Riverside Institute",
    "display_name_alternatives": ["Riverside Old Institute"],
    "display_name_acronyms": ["RI"],
    "country_code": "US",
    "type": "facility",
    "type_id": "https://openalex.org/institution-types/facility",
    "homepage_url": "https://riverside.example.org/",
    "ids": {"openalex": "https://openalex.org/I97018004", "ror": "https://ror.org/015w2mp89", "wikidata": "https://www.wikidata.org/wiki/Q1000001", "mag": 97018004},
    "geo": {"city": "Oakland", "geonames_city_id": "5378538", "country_code": "US", "country": "United States", "latitude": 37.8, "longitude": -122.27},
    "international": {"display_name": {"fr": "Institut de Riverside"}},
    "associated_institutions": [
        {"id": "https://openalex.org/I97018005", "ror": "https://ror.org/013q1eq08", "display_name": "Riverside University", "country_code": "US", "type": "education", "relationship": "parent"},
        {"id": "https://openalex.org/I97018006", "display_name": "Somebody", "relationship": "related"},
    ],
    "works_count": 12,
    "cited_by_count": 40,
}  # fmt: skip
OPENALEX_WORK: dict[str, Any] = {
    "id": "https://openalex.org/W2741809807",
    "doi": "https://doi.org/10.1000/abc",
    "title": "Rivers &amp; <i>rules</i>",
    "display_name": "Rivers &amp; <i>rules</i>",
    "publication_year": 2024,
    "publication_date": "2024-12-20",
    "language": "en",
    "type": "article",
    "ids": {"openalex": "https://openalex.org/W2741809807", "doi": "https://doi.org/10.1000/abc", "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/5815332"},
    "primary_location": {
        "landing_page_url": "https://doi.org/10.1000/abc",
        "pdf_url": "https://journal.example.org/abc.pdf",
        "license": "cc-by",
        "source": {"id": "https://openalex.org/S1983995261", "display_name": "River Journal", "issn_l": "2049-3630", "issn": ["2049-3630", "1234"], "type": "journal", "host_organization_name": "River Press"},
    },
    "biblio": {"volume": "7", "issue": "2", "first_page": "10", "last_page": "12"},
    "authorships": [
        {
            "author_position": "first",
            "author": {"id": "https://openalex.org/A1969205032", "display_name": "Josiah Carberry", "orcid": "https://orcid.org/0000-0002-1825-0097"},
            "institutions": [{"id": "https://openalex.org/I97018004", "display_name": "Riverside Institute", "ror": "https://ror.org/015w2mp89", "country_code": "US"}],
            "is_corresponding": True,
            "raw_author_name": "J. Carberry",
        },
        {"author": {"id": None, "display_name": "A Second Author"}, "institutions": [], "is_corresponding": False},
    ],
    "open_access": {"is_oa": True, "oa_status": "gold"},
    "is_retracted": False,
    "cited_by_count": 3,
    "abstract_inverted_index": {"Rivers": [0, 3], "need": [1], "rules.": [2]},
    "funders": [{"id": "https://openalex.org/F1234567", "display_name": "River Fund"}],
    "referenced_works": ["https://openalex.org/W1000000001"],
}  # fmt: skip
CROSSREF: dict[str, Any] = {
    "DOI": "10.1000/ABC",
    "URL": "https://doi.org/10.1000/abc",
    "type": "journal-article",
    "title": ["Rivers &amp; <i>rules</i>"],
    "subtitle": ["A view"],
    "language": "en",
    "author": [
        {"given": "Josiah", "family": "Carberry", "sequence": "first", "ORCID": "https://orcid.org/0000-0002-1825-0097", "authenticated-orcid": False, "affiliation": [{"name": "Riverside Institute", "id": [{"id": "https://ror.org/015w2mp89", "id-type": "ROR", "asserted-by": "publisher"}]}]},
        {"name": "River Group", "sequence": "additional", "affiliation": []},
    ],
    "editor": [{"given": "An", "family": "Editor", "affiliation": [{"name": "Without an id"}]}],
    "institution": [{"name": "River Office", "acronym": ["RO"]}],
    "issued": {"date-parts": [[2024, 12]]},
    "published": {"date-parts": [[2024, 12]]},
    "published-online": {"date-parts": [[2025, 1, 2]]},
    "accepted": {"date-parts": [[2024, 11, 5]]},
    "publisher": "River Press",
    "publisher-location": "Oakland",
    "container-title": ["River Journal", "RJ"],
    "volume": "7",
    "issue": "2",
    "journal-issue": {"issue": "2"},
    "ISSN": ["2049-3630"],
    "issn-type": [{"value": "2049-3630", "type": "print"}],
    "page": "10-12",
    "abstract": "<jats:title>Abstract</jats:title><jats:p>Rivers need rules.</jats:p>",
    "license": [{"URL": "https://creativecommons.org/licenses/by/4.0/", "content-version": "vor", "delay-in-days": 0}],
    "link": [{"URL": "https://journal.example.org/abc.pdf", "content-type": "application/pdf", "intended-application": "text-mining"}],
    "funder": [{"DOI": "10.13039/501100001809", "name": "River Fund", "award": ["R-1"], "doi-asserted-by": "publisher"}],
    "is-referenced-by-count": 3,
    "relation": {"is-translation-of": [{"id": "10.1000/def", "id-type": "doi", "asserted-by": "subject"}]},
    "reference": [{"key": "1", "DOI": "10.1000/ghi"}],
}  # fmt: skip
DATACITE: dict[str, Any] = {
    "doi": "10.1000/abc",
    "types": {"resourceTypeGeneral": "Report", "resourceType": "Policy brief", "ris": "RPRT"},
    "titles": [{"title": "Rivers and rules", "lang": "en"}, {"title": "A view", "titleType": "Subtitle"}, {"title": "Rivières et règles", "titleType": "TranslatedTitle", "lang": "fr"}, {"title": "Other", "titleType": "Other"}],
    "creators": [
        {"name": "Carberry, Josiah", "nameType": "Personal", "givenName": "Josiah", "familyName": "Carberry", "nameIdentifiers": [{"nameIdentifier": "https://orcid.org/0000-0002-1825-0097", "nameIdentifierScheme": "ORCID", "schemeUri": "https://orcid.org"}], "affiliation": [{"name": "Riverside Institute", "affiliationIdentifier": "https://ror.org/015w2mp89", "affiliationIdentifierScheme": "ROR"}]},
        {"name": "River Group", "nameType": "Organizational", "nameIdentifiers": [], "affiliation": ["Riverside University"]},
    ],
    "contributors": [{"name": "An Editor", "contributorType": "Editor"}, {"name": "A Curator", "contributorType": "DataCurator"}],
    "publisher": {"name": "River Press", "lang": "en"},
    "publicationYear": 2024,
    "dates": [{"date": "2024-12-20", "dateType": "Issued"}, {"date": "2024-11", "dateType": "Accepted"}, {"date": "2023/2024", "dateType": "Collected"}],
    "language": "en",
    "subjects": [{"subject": "digital_economy"}, {"subject": "Rivers"}],
    "descriptions": [{"description": "Rivers need rules.", "descriptionType": "Abstract"}, {"description": "How.", "descriptionType": "Methods"}],
    "rightsList": [{"rights": "CC BY 4.0", "rightsIdentifier": "cc-by-4.0", "rightsIdentifierScheme": "SPDX"}],
    "fundingReferences": [{"funderName": "River Fund", "funderIdentifier": "https://doi.org/10.13039/501100001809", "funderIdentifierType": "Crossref Funder ID", "awardNumber": "R-1", "awardTitle": "Rivers"}],
    "url": "https://press.example.org/abc",
    "formats": ["application/pdf"],
    "sizes": ["120 bytes"],
    "version": "2",
    "container": {"type": "Series", "title": "River Briefs", "volume": "7", "firstPage": "10", "lastPage": "12", "identifier": "2049-3630", "identifierType": "ISSN"},
    "relatedIdentifiers": [{"relatedIdentifier": "10.1000/def", "relatedIdentifierType": "DOI", "relationType": "Cites"}],
    "citationCount": 3,
    "schemaVersion": "http://datacite.org/schema/kernel-4",
    "geoLocations": [{"geoLocationPlace": "Oakland"}],
}  # fmt: skip
POPOLO: dict[str, Any] = {
    "organizations": [
        {"id": "ri", "name": "Riverside Institute", "classification": "Research institute", "parent_id": "ru", "founding_date": "1890", "area_id": "oak", "contact_details": [{"type": "email", "value": "office@riverside.example.org", "note": "by day"}], "identifiers": [{"scheme": "ROR", "identifier": "015w2mp89"}, {"scheme": "DUNS", "identifier": "1"}]},
        {"id": "ru", "name": "Riverside University", "other_names": [{"name": "Old University", "note": "former", "lang": "en", "start_date": "1880", "end_date": "1900"}], "dissolution_date": "2000-01", "image": "https://riverside.example.org/logo.png"},
    ],
    "persons": [{"id": "jc", "name": "Josiah Carberry", "given_name": "Josiah", "family_name": "Carberry", "links": [{"url": "https://riverside.example.org/jc", "note": "page"}], "birth_date": "1929", "email": "private@example.org"}],
    "memberships": [
        {"id": "m1", "person_id": "jc", "organization_id": "ri", "role": "Director", "start_date": "1970", "end_date": "1980-05"},
        {"person_id": "jc", "organization_id": "ru", "post_id": "chair"},
        {"person_id": "jc", "organization_id": "nowhere", "role": "Member"},
    ],
    "posts": [{"id": "chair", "label": "Chair of rivers", "organization_id": "ru"}],
    "areas": [{"id": "oak", "name": "Oakland", "type": "city"}],
    "events": [
        {"id": "e1", "name": "River session", "classification": "session", "start_date": "1975-06-01", "end_date": "1975-06-02", "location": "Main hall", "status": "confirmed", "description": "They met.", "organization_id": "ri", "attendees": [{"id": "jc", "name": "Josiah Carberry"}], "parent_id": "e0"},
        {"id": "e0", "name": "River year", "classification": "Legislative period"},
    ],
}  # fmt: skip
SAMPLES = {
    "wikidata": WIKIDATA,
    "openalex body": OPENALEX_BODY,
    "openalex work": OPENALEX_WORK,
    "crossref": CROSSREF,
    "datacite": DATACITE,
    "popolo": POPOLO,
    "ror v1": V1,
    "ror v2": V2,
}


def read(name: str, value: Any, **more: Any) -> tm.Imported:
    data = json.dumps(value).encode()
    return tm.import_file(io.BytesIO(data), format=name.partition(" ")[0], **more)


def records(name: str, value: Any) -> dict[str, dict[str, Any]]:
    dataset = read(name, value).dataset
    assert dataset is not None
    return {
        record.id: {key: said for key, said in tm.to_dict(record).items() if key not in ("id", "type")}
        for record in dataset
    }


def lost(imported: tm.Imported) -> dict[str, int]:
    """Return the properties that are reported as lost, with their counts."""
    found = [dict(p.params) for p in imported.report if p.code == "import.property-not-carried"]
    return {str(one["property"]): int(one["count"]) for one in found}


# --- what becomes of each ---


def test_an_item_of_wikidata_becomes_an_organization() -> None:
    """With the organizations that it refers to; of an item that is not in the file only the id is known."""
    found = records("wikidata", WIKIDATA)
    assert found["organization:wikidata-q1000001"] == {
        "names": [
            {"value": "Riverside Institute", "lang": "en"},
            {"value": "Institut de Riverside", "lang": "fr"},
            {"value": "RI of Riverside", "lang": "en", "kind": "alias"},
            {"value": "RI", "kind": "short"},
        ],
        "kind": "research_institute",
        "is_think_tank": True,
        "founded": "1890-05",
        "dissolved": "1990",
        "parents": [
            {"organization_id": "organization:wikidata-q1000002", "period": {"start": "1950"}},
            {"organization_id": "organization:wikidata-q1000003", "relation": "owned_by"},
        ],
        "predecessor_ids": ["organization:wikidata-q1000004"],
        "places": [{"kind": "physical", "coordinates": {"latitude": 37.8, "longitude": -122.27}}],
        "urls": ["https://riverside.example.org/"],
        "identifiers": [
            {"scheme": "wikidata", "value": "Q1000001"},
            {"scheme": "ror", "value": "015w2mp89"},
            {"scheme": "isni", "value": "0000000101252443"},
        ],
    }
    assert found["organization:wikidata-q1000002"]["names"] == [{"value": "Q1000002"}]
    assert lost(read("wikidata", WIKIDATA)) == {"claims.P18": 1, "claims.P213": 1, "claims.references": 1, "descriptions": 1, "sitelinks": 1}  # fmt: skip


def test_the_headquarters_of_wikidata_are_a_place_if_the_file_says_where_they_are() -> None:
    """By the item of the town beside it, or by a country or point at the statement; the id alone, or a former place, is reported as lost."""
    town = {
        "id": "Q90",
        "claims": {},
        "labels": {"fr": {"language": "fr", "value": "Paris"}, "x": {"language": "??", "value": "?"}},
    }
    point = {"datavalue": {"value": {"latitude": 48.5, "longitude": 2.25}}}
    where = {"P17": [{"datavalue": {"value": {"id": "Q142"}}}], "P625": [point]}
    statements = [
        claim(item("Q90")),
        {**claim(item("Q60")), "qualifiers": where},
        claim(item("Q61")),
        {**claim(item("Q90")), "qualifiers": {"P582": [point]}},
    ]
    given = {**WIKIDATA, "claims": {**WIKIDATA["claims"], "P159": statements, "P625": []}}
    found = records("wikidata", {"entities": {"Q1000001": given, "Q90": town}})
    assert found["organization:wikidata-q1000001"]["places"] == [
        {"kind": "physical", "locality": {"fr": "Paris"}, "url": "https://www.wikidata.org/wiki/Q90"},
        {
            "kind": "physical",
            "country": "FR",
            "coordinates": {"latitude": 48.5, "longitude": 2.25},
            "url": "https://www.wikidata.org/wiki/Q60",
        },
    ]
    assert lost(read("wikidata", {"entities": {"Q1000001": given, "Q90": town}}))["claims.P159"] == 1
    alone = {**WIKIDATA, "claims": {"P31": WIKIDATA["claims"]["P31"], "P159": statements[:1]}}
    assert "places" not in records("wikidata", alone)["organization:wikidata-q1000001"]
    assert lost(read("wikidata", alone))["claims.P159"] == 1


def test_an_organization_of_wikidata_has_its_country() -> None:
    """The first that holds still and that has a code; the others are named as lost, as is a former country."""
    ended = claim(item("Q183"), qualifiers={"P582": [snak(time("+1990-00-00T00:00:00Z", 9))]})
    claims = {**WIKIDATA["claims"], "P17": [claim(item("Q15180")), ended, claim(item("Q142")), claim(item("Q30"))]}
    given = {**WIKIDATA, "claims": claims}
    assert records("wikidata", given)["organization:wikidata-q1000001"]["country"] == "FR"
    assert lost(read("wikidata", given))["claims.P17"] == 1
    best = {**WIKIDATA, "claims": {**claims, "P17": [*claims["P17"], claim(item("Q35"), rank="preferred")]}}
    assert records("wikidata", best)["organization:wikidata-q1000001"]["country"] == "DK"


def test_each_country_has_an_item() -> None:
    """One, but for Denmark and the Netherlands, whose kingdoms have more parts; all are items, and codes in force."""
    lines = (Path(tm.__file__).parent / "data" / "country-items.txt").read_text(encoding="utf-8").splitlines()
    rows = [entry.split("=") for line in lines if not line.startswith("#") for entry in line.split()]
    codes = [code for code, _ in rows]
    assert codes == sorted(set(codes)) and [code for code, items in rows if "," in items] == ["DK", "NL"]
    assert set(codes) == set(COUNTRY.schema["enum"])
    listed = [one for _, items in rows for one in items.split(",")]
    assert len(set(listed)) == len(listed) and all([country_of(one) is not None for one in listed])


def test_a_human_becomes_a_person_without_private_data() -> None:
    """With employers; a birth date is reported as lost, and its value is not stored."""
    given = {
        "id": "Q1000009",
        "labels": {"en": {"language": "en", "value": "Josiah Carberry"}},
        "claims": {
            "P31": [claim({"entity-type": "item", "numeric-id": 5})],
            "P108": [claim(item("Q1000001"), qualifiers={"P582": [snak(time("+1980-05-01T00:00:00Z", 11))], "P39": [snak("x")]})],
            "P496": [claim("0000-0002-1825-0097")],
            "P569": [claim(time("+1929-04-13T00:00:00Z", 11))],
        },
    }  # fmt: skip
    imported = read("wikidata", {"entities": {"Q1000009": given}, "success": 1})
    assert imported.dataset is not None
    person = imported.dataset.persons["person:wikidata-q1000009"]
    assert tm.to_dict(person)["affiliations"] == [
        {"organization_id": "organization:wikidata-q1000001", "period": {"end": "1980-05-01"}}
    ]
    assert [i.scheme for i in person.identifiers] == ["wikidata", "orcid"]
    assert lost(imported) == {"claims.P569": 1, "claims.qualifiers": 1}
    assert "1929" not in "".join([problem.message for problem in imported.report])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"claims": {"P31": [claim(item("Q515"))]}}, "an instance of Q515"),
        ({"claims": []}, "neither an organization nor a person"),
        ({"id": "P31"}, "P31 is not the id of an item"),
        ({"id": None}, "it has no id"),
        ({"id": "Q1000001", "missing": "", "claims": None}, "it has no id"),
    ],
)
def test_another_item_is_left_out_with_its_reason(change: dict[str, Any], said: str) -> None:
    """The other items of the file are read."""
    imported = read("wikidata", [{**WIKIDATA, **change}, {**WIKIDATA, "id": "Q1000007"}])
    messages = [problem.message for problem in imported.report if problem.code == "import.record-left-out"]
    assert len(messages) == 1 and said in messages[0]
    assert imported.dataset is not None and "organization:wikidata-q1000007" in imported.dataset


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"P31": [claim(item("Q31855")), claim(item("Q3918"), "preferred")]}, {"kind": "higher_education"}),
        ({"P31": [claim(item("Q31855"), "deprecated"), claim(item("Q43229"))]}, {}),
        ({"P31": [claim(item("Q1664720"))], "P1454": [claim(item("Q2"))]}, {"kind": "wikidata:Q1664720"}),
        ({"P31": [claim(item("Q43229"))], "P571": [claim(time("-0300-00-00T00:00:00Z", 9))]}, {}),
        ({"P31": [claim(item("Q43229"))], "P571": [claim(time("+1900-00-00T00:00:00Z", 7))]}, {}),
        ({"P31": [claim(item("Q43229"))], "P571": [claim("1900")], "P625": [claim({"latitude": "x"})]}, {}),
        ({"P31": [claim(item("Q43229"))], "P571": [{"mainsnak": {"snaktype": "novalue"}}]}, {}),
    ],
)  # fmt: skip
def test_a_statement_of_wikidata(claims: dict[str, Any], expected: dict[str, Any]) -> None:
    """Preferred statements are used, deprecated ones are not; a date that a record cannot hold is reported as lost."""
    found = records("wikidata", {"id": "Q1000001", "labels": WIKIDATA["labels"], "claims": claims})
    (made,) = found.values()
    assert {key: made[key] for key in made if key not in ("names", "identifiers")} == expected


def test_an_institution_of_openalex_becomes_an_organization() -> None:
    """And its parent, of which less is known."""
    found = records("openalex", OPENALEX_BODY)
    assert found["organization:openalex-i97018004"] == {
        "names": [
            {"value": "Riverside Institute", "preferred": True},
            {"value": "Riverside Old Institute", "kind": "alias"},
            {"value": "RI", "kind": "acronym"},
            {"value": "Institut de Riverside", "lang": "fr"},
        ],
        "kind": "research_institute",
        "country": "US",
        "places": [{"kind": "physical", "locality": {"en": "Oakland"}, "country": "US", "coordinates": {"latitude": 37.8, "longitude": -122.27}}],
        "parents": [{"organization_id": "organization:openalex-i97018005"}],
        "observations": [{"measure": "outputs", "count": {"value": 12}}],
        "urls": ["https://riverside.example.org/"],
        "identifiers": [
            {"scheme": "openalex", "value": "I97018004"},
            {"scheme": "ror", "value": "015w2mp89"},
            {"scheme": "wikidata", "value": "Q1000001"},
        ],
    }  # fmt: skip
    assert found["organization:openalex-i97018005"]["country"] == "US"
    assert {"ids.mag", "geo.geonames_city_id", "cited_by_count", "associated_institutions.relationship"} <= lost(read("openalex", OPENALEX_BODY)).keys()  # fmt: skip


def test_a_work_of_openalex_becomes_an_output() -> None:
    """With the authors who have an identifier; the abstract is rebuilt from its index."""
    found = records("openalex", {"meta": {"count": 1}, "results": [OPENALEX_WORK]})
    assert found["output:openalex-w2741809807"] == {
        "titles": {"en": "Rivers & rules"},
        "kind": "article",
        "contributions": [
            {"party_id": "person:openalex-a1969205032", "role": "author", "affiliation_ids": ["organization:openalex-i97018004"], "corresponding": True},
            {"name": {"en": "A Second Author"}, "role": "author"},
        ],
        "dates": {"issued": "2024-12-20"},
        "access": "open",
        "languages": ["en"],
        "publisher": {"en": "River Press"},
        "container": {
            "title": {"en": "River Journal"},
            "kind": "journal",
            "volume": "7",
            "issue": "2",
            "identifiers": [{"scheme": "issn_l", "value": "2049-3630"}, {"scheme": "openalex", "value": "S1983995261"}, {"scheme": "issn", "value": "2049-3630"}],
        },
        "pages": "10-12",
        "abstract": {"en": "Rivers need rules. Rivers"},
        "funding": [{"funder_id": "organization:openalex-f1234567", "kind": "openalex:funding"}],
        "observations": [{"measure": "citations", "count": {"value": 3}}],
        "files": [{"url": "https://journal.example.org/abc.pdf", "media_type": "application/pdf"}],
        "identifiers": [
            {"scheme": "openalex", "value": "W2741809807"},
            {"scheme": "doi", "value": "10.1000/abc"},
            {"scheme": "pmcid", "value": "PMC5815332"},
        ],
    }  # fmt: skip
    person = found["person:openalex-a1969205032"]
    assert [one["scheme"] for one in person["identifiers"]] == ["openalex", "orcid"]
    assert lost(read("openalex", OPENALEX_WORK)) == {"authorships.raw_author_name": 1, "open_access.oa_status": 1, "primary_location.license": 1, "primary_location.source": 1, "referenced_works": 1}  # fmt: skip


def test_a_work_of_crossref_becomes_an_output() -> None:
    """Without the markup in titles and abstracts."""
    found = records("crossref", {"status": "ok", "message-type": "work", "message": CROSSREF})
    assert found["output:doi-10-1000-abc"] == {
        "titles": {"en": "Rivers & rules: A view"},
        "kind": "article",
        "contributions": [
            {"party_id": "person:orcid-0000-0002-1825-0097", "role": "author", "affiliation_ids": ["organization:ror-015w2mp89"]},
            {"name": {"en": "River Group"}, "role": "author"},
            {"name": {"en": "An Editor"}, "role": "editor"},
            {"name": {"en": "River Office"}, "role": "issuing_body"},
        ],
        "dates": {"accepted": "2024-11-05", "issued": "2024-12"},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "languages": ["en"],
        "publisher": {"en": "River Press"},
        "publisher_place": {"en": "Oakland"},
        "container": {"title": {"en": "River Journal"}, "kind": "journal", "volume": "7", "issue": "2", "identifiers": [{"scheme": "issn", "value": "2049-3630"}]},
        "pages": "10-12",
        "abstract": {"en": "Abstract\nRivers need rules."},
        "funding": [{"funder_id": "organization:fundref-501100001809", "kind": "grant", "award": "R-1"}],
        "observations": [{"measure": "citations", "count": {"value": 3}}],
        "files": [{"url": "https://journal.example.org/abc.pdf", "media_type": "application/pdf"}],
        "identifiers": [{"scheme": "doi", "value": "10.1000/abc"}],
    }  # fmt: skip
    assert found["person:orcid-0000-0002-1825-0097"]["names"] == [
        {"value": "Josiah Carberry", "given": "Josiah", "family": "Carberry"}
    ]
    assert lost(read("crossref", CROSSREF)) == {"container-title": 1, "editor.affiliation": 1, "institution.acronym": 1, "license.content-version": 1, "license.delay-in-days": 1, "link.intended-application": 1, "published-online.date-parts": 1, "reference.DOI": 1, "reference.key": 1, "relation.is-translation-of": 1}  # fmt: skip


def test_a_work_of_datacite_becomes_an_output() -> None:
    """With its titles in each language."""
    found = records("datacite", {"data": {"id": "10.1000/abc", "type": "dois", "attributes": DATACITE}})
    assert found["output:doi-10-1000-abc"] == {
        "titles": {"en": "Rivers and rules: A view", "fr": "Rivières et règles"},
        "kind": "policy_brief",
        "contributions": [
            {"party_id": "person:orcid-0000-0002-1825-0097", "role": "author", "affiliation_ids": ["organization:ror-015w2mp89"]},
            {"name": {"en": "River Group"}, "role": "author"},
            {"name": {"en": "An Editor"}, "role": "editor"},
            {"name": {"en": "A Curator"}, "role": "datacite:DataCurator"},
        ],
        "dates": {"accepted": "2024-11", "issued": "2024-12-20"},
        "license": "CC-BY-4.0",
        "languages": ["en"],
        "publisher": {"en": "River Press"},
        "container": {"title": {"en": "River Briefs"}, "kind": "series", "volume": "7", "identifiers": [{"scheme": "issn", "value": "2049-3630"}]},
        "pages": "10-12",
        "edition": "2",
        "abstract": {"en": "Rivers need rules."},
        "topics": ["digital_economy"],
        "funding": [{"funder_id": "organization:fundref-501100001809", "kind": "grant", "award": "R-1"}],
        "observations": [{"measure": "citations", "count": {"value": 3}}],
        "files": [{"url": "https://press.example.org/abc", "media_type": "application/pdf", "bytes": 120}],
        "identifiers": [{"scheme": "doi", "value": "10.1000/abc"}],
    }  # fmt: skip
    assert lost(read("datacite", DATACITE)) == {"creators.affiliation": 1, "dates.date": 1, "dates.dateType": 1, "descriptions.description": 1, "descriptions.descriptionType": 1, "fundingReferences.awardTitle": 1, "geoLocations.geoLocationPlace": 1, "relatedIdentifiers.relatedIdentifier": 1, "subjects.subject": 1, "titles.title": 1, "titles.titleType": 1}  # fmt: skip


def test_a_file_of_popolo_becomes_records_that_refer_to_each_other() -> None:
    """Memberships become affiliations; private data is reported as lost."""
    found = records("popolo", POPOLO)
    assert found["organization:ri"] == {
        "names": [{"value": "Riverside Institute"}],
        "kind": "research_institute",
        "parents": [{"organization_id": "organization:ru"}],
        "places": [{"kind": "physical", "name": {"und": "Oakland"}}],
        "founded": "1890",
        "contacts": [{"email": "office@riverside.example.org"}],
        "identifiers": [{"scheme": "ror", "value": "015w2mp89"}],
        "extensions": {"popolo:id": "ri"},
    }
    assert found["organization:ru"]["names"][1] == {"value": "Old University", "lang": "en", "kind": "former", "valid": {"start": "1880", "end": "1900"}}  # fmt: skip
    assert found["person:jc"]["affiliations"] == [
        {"organization_id": "organization:ri", "title": {"und": "Director"}, "period": {"start": "1970", "end": "1980-05"}},
        {"organization_id": "organization:ru", "title": {"und": "Chair of rivers"}},
    ]  # fmt: skip
    assert found["event:e1"] == {
        "names": [{"value": "River session"}],
        "kind": "session",
        "start": "1975-06-01",
        "end": "1975-06-02",
        "status": "scheduled",
        "organizer_ids": ["organization:ri"],
        "places": [{"kind": "physical", "name": {"und": "Main hall"}}],
        "participations": [{"party_id": "person:jc", "role": "attendee"}],
        "parent_id": "event:e0",
        "description": {"und": "They met."},
        "extensions": {"popolo:id": "e1"},
    }
    assert found["event:e0"]["kind"] == "popolo:legislative-period"
    assert {"birth_date", "email", "image", "memberships.role", "memberships.organization_id", "memberships.person_id", "contact_details.note", "identifiers.scheme"} <= lost(read("popolo", POPOLO)).keys()  # fmt: skip


def test_popolo_is_written_and_read_back() -> None:
    """The shipped datasets too, except for reported losses."""
    ds = read("popolo", POPOLO).dataset
    assert ds is not None
    held = io.BytesIO()
    report = tm.export(ds, held, format="popolo")
    assert {p.code for p in report} == {
        "export.field-not-carried"
    }  # the ids that they had in other registers, and the place
    back = read("popolo", json.loads(held.getvalue())).dataset
    assert back is not None and [r.id for r in back] == [r.id for r in ds]
    assert [a.label() for a in back] == [a.label() for a in ds]
    for name in tm.example_names():
        shipped, target = tm.example(name), io.BytesIO()
        tm.export(shipped, target, format="popolo")
        again = read("popolo", json.loads(target.getvalue())).dataset
        assert again is not None and {*again.persons} == {*shipped.persons} and {*again.events} == {*shipped.events}


@pytest.mark.parametrize(
    ("alone", "expected"),
    [
        ({"id": "a", "name": "A", "founding_date": "1900"}, {"organization:a"}),
        ({"id": "a", "name": "A", "family_name": "A"}, {"person:a"}),
        ({"id": "a", "name": "A", "memberships": [{"organization_id": "b", "role": "x"}], "gender": "x"}, {"person:a"}),
        ({"id": "a", "name": "A", "start_date": "1900"}, {"event:a"}),
        ({"id": "a", "name": "A"}, set()),
        ({"person_id": "a", "organization_id": "b", "role": "x"}, set()),
        ({"persons": [{"id": 7, "name": "A"}, {"name": "A"}, {"id": 7, "name": "B"}, {"id": "", "name": ""}]}, {"person:7", "person:a"}),
        ({"persons": [{"id": "a/b", "name": "A"}, {"id": "a-b", "name": "B"}]}, {"person:a-b", "person:a-b-2"}),
    ],
)  # fmt: skip
def test_objects_of_popolo_that_stand_alone(alone: dict[str, Any], expected: set[str]) -> None:
    """The type is recognized by the keys; an ambiguous object is reported as lost, and of two with one id the second is left out."""
    imported = read("popolo", alone)
    assert imported.dataset is not None and {r.id for r in imported.dataset} == expected
    assert imported.report or expected


# --- what has no place ---


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield every value with the keys and positions that lead to it."""
    yield path, value
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(inner, (*path, key))


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """Return a copy with another value at one place."""
    whole = copy.deepcopy(value)
    if not path:
        return new
    at = whole
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = new
    return whole


def names(path: tuple[Any, ...]) -> list[str]:
    return [key for key in path if isinstance(key, str)]


MARK = "zzmark"
OWN_KEYS = [name for name in SAMPLES if name != "ror v1"]  # its keys become those of schema 2, which the report names
SAYS_NOTHING = {
    "type",
    "lastrevid",
    "sequence",
    "authenticated-orcid",
    "doi-asserted-by",
    "ris",
    "rights",
    "rightsIdentifierScheme",
    "schemaVersion",
}
"""Keys whose text says who asserted a value, or repeats the value beside it."""


def is_told(name: str, path: tuple[Any, ...], imported: tm.Imported) -> bool:
    """Return whether a value with the mark of a place is in a record, or is reported."""
    if imported.dataset is not None and any([MARK in tm.dumps(record).decode() for record in imported.dataset]):
        return True
    if any([MARK in str(p.value) or p.code == "import.record-left-out" for p in imported.report]):
        return True
    keys = names(path)
    said = {key for property in lost(imported) for key in property.split(".")}
    return not said.isdisjoint(keys) or MARK in said


@pytest.mark.parametrize("name", OWN_KEYS)
def test_no_unknown_key_is_lost_silently(name: str) -> None:
    """At any place: it is reported, by itself or with the object around it."""
    sample = SAMPLES[name]
    for path, value in places(sample):
        if isinstance(value, dict):
            given = changed(sample, (*path, MARK), MARK)
            assert is_told(name, (*path, MARK), read(name, given)), path


@pytest.mark.parametrize("new", thinned([MARK, {MARK: MARK}, [[MARK]], [MARK, 5]], 1), ids=repr)
@pytest.mark.parametrize("name", OWN_KEYS)
def test_no_value_of_another_type_is_lost_silently(name: str, new: Any) -> None:
    """At any place: it is read, or reported."""
    sample = SAMPLES[name]
    for path, _ in places(sample):
        if path and path[-1] not in SAYS_NOTHING:
            imported = read(name, changed(sample, path, new))
            assert is_told(name, path, imported), path


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text(max_size=8) | st.sampled_from(["10.1000/abc", "2024", "en", "https://example.org", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
@pytest.mark.parametrize("name", SAMPLES)
def test_hostile_values_raise_nothing(name: str, data: st.DataObject) -> None:
    """Any JSON at any place: the file is read, problems have messages, records are valid."""
    sample = SAMPLES[name]
    value = copy.deepcopy(sample)
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from([path for path, _ in places(value) if path]))
        value = changed(value, path, data.draw(JSON))
    imported = read(name, data.draw(st.sampled_from([value, [value, value], {"data": value}, {"items": [value, 5]}])))
    assert all([problem.message and str(problem) for problem in imported.report])
    if imported.dataset is not None:
        assert [tm.loads(tm.dumps(record)) for record in imported.dataset] == [*imported.dataset]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_second_item_with_one_id_is_left_out(name: str) -> None:
    """It is reported, so that no id is given twice."""
    if name == "popolo":
        given: Any = {**POPOLO, "persons": [*POPOLO["persons"], *POPOLO["persons"]]}
    else:
        given = [SAMPLES[name], SAMPLES[name]]
    imported = read(name, given)
    assert imported.dataset is not None and "import.record-left-out" in [p.code for p in imported.report]
    assert len({r.id for r in imported.dataset}) == len(imported.dataset)


def test_relations_lead_to_works_of_the_same_file() -> None:
    """In any order; other relations are reported."""
    other = {**CROSSREF, "DOI": "10.1000/def", "relation": {}}
    found = records(
        "crossref", {"message-type": "work-list", "message": {"items": [CROSSREF, other], "total-results": 2}}
    )
    assert found["output:doi-10-1000-abc"]["relations"] == [
        {"type": "is_translation_of", "target": "output:doi-10-1000-def"}
    ]
    cited = {**OPENALEX_WORK, "id": "https://openalex.org/W1000000001", "doi": None, "ids": {}}
    found = records("openalex", [cited, OPENALEX_WORK])
    assert found["output:openalex-w2741809807"]["relations"] == [
        {"type": "cites", "target": "output:openalex-w1000000001"}
    ]


# --- finding the format ---


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_is_known_by_its_keys(name: str, tmp_path: Path) -> None:
    """As a path that ends in .json, and as a stream; our own datasets are still recognized."""
    path = tmp_path / "x.json"
    for value in (SAMPLES[name], [SAMPLES[name]]):
        path.write_text("\ufeff " + json.dumps(value, indent=2), encoding="utf-8")
        expected = read(name, value).dataset
        assert expected and tm.import_file(path).dataset == expected
        assert tm.import_file(io.BytesIO(path.read_bytes())).dataset == expected
    for shipped in map(tm.example, tm.example_names()):
        for ending in (".json", ".jsonl"):
            shipped.write(tmp_path / f"ours{ending}")
            assert tm.import_file(tmp_path / f"ours{ending}").dataset == shipped


@pytest.mark.parametrize("head", [b"", b"[]", b"nonsense", b'{"labels": "claims', b'"labels" "claims"', b"}{", b'{"a": {"labels": 1, "claims": 2}}', b'{"x": 1} {"labels": 1, "claims": 1}'])  # fmt: skip
def test_other_beginnings_are_of_no_register(head: bytes) -> None:
    """Only the keys of the first object count."""
    stream = io.BytesIO(head)
    assert recognized(stream, own_formats()) is None and stream.tell() == 0


def test_a_stream_that_cannot_be_looked_into_needs_a_format() -> None:
    """One sentence says so."""

    class Pipe(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def seekable(self) -> bool:
            return False

    with pytest.raises(ValueError, match="no format that can be read"):
        tm.import_file(Pipe())  # type: ignore[arg-type]
