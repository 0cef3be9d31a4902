"""One invented body in both schemas of ROR. The ids are from the documentation of ROR, so their check digits are correct."""

from __future__ import annotations

from typing import Any

__all__ = ["V1", "V2"]

V2: dict[str, Any] = {
    "id": "https://ror.org/015w2mp89",
    "admin": {"created": {"date": "2018-11-14", "schema_version": "1.0"}, "last_modified": {"date": "2024-12-11", "schema_version": "2.1"}},
    "domains": [],
    "established": 1890,
    "external_ids": [
        {"type": "grid", "all": ["grid.8547.e"], "preferred": "grid.8547.e"},
        {"type": "isni", "all": ["0000 0001 0125 2443"], "preferred": None},
        {"type": "wikidata", "all": ["Q1", "Q495015"], "preferred": "Q495015"},
    ],
    "links": [{"type": "website", "value": "https://example.org/"}, {"type": "wikipedia", "value": "https://en.wikipedia.org/wiki/Example"}],
    "locations": [{"geonames_id": 5378538, "geonames_details": {"name": "Oakland", "country_code": "US", "country_name": "United States", "lat": 37.8, "lng": -122.27}}],
    "names": [
        {"value": "RI", "types": ["acronym"], "lang": None},
        {"value": "Institut de Riverside", "types": ["label"], "lang": "fr"},
        {"value": "Riverside Old Institute", "types": ["alias"], "lang": None},
        {"value": "Riverside Institute", "types": ["ror_display", "label"], "lang": None},
    ],
    "relationships": [
        {"type": "parent", "id": "https://ror.org/013q1eq08", "label": "Riverside University"},
        {"type": "related", "id": "https://ror.org/03jc41j30", "label": "Somebody"},
    ],
    "status": "active",
    "types": ["education", "funder"],
}  # fmt: skip
V1: dict[str, Any] = {
    "id": "https://ror.org/015w2mp89",
    "name": "Riverside Institute",
    "aliases": ["Riverside Old Institute"],
    "acronyms": ["RI"],
    "labels": [{"label": "Institut de Riverside", "iso639": "fr"}],
    "types": ["Education", "Funder"],
    "established": 1890,
    "status": "active",
    "links": ["https://example.org/"],
    "wikipedia_url": "https://en.wikipedia.org/wiki/Example",
    "relationships": [{"type": "Parent", "id": "https://ror.org/013q1eq08", "label": "Riverside University"}],
    "addresses": [{"lat": 37.8, "lng": -122.27, "city": "Oakland", "geonames_city": {"id": 5378538, "city": "Oakland"}}],
    "country": {"country_code": "US", "country_name": "United States"},
    "external_ids": {
        "GRID": {"all": "grid.8547.e", "preferred": "grid.8547.e"},
        "ISNI": {"all": ["0000 0001 0125 2443"], "preferred": None},
        "Wikidata": {"all": ["Q1", "Q495015"], "preferred": "Q495015"},
    },
}  # fmt: skip
