"""Converts records of the Research Organization Registry (ROR), in both schemas, to organizations and back.

https://ror.readme.io/docs/ror-data-structure (schema 2.1), and the schema 1.0 that came before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from ...model.ids import make_id
from ...problems.patterns import pattern
from ...records.readers import Line, RecordReader
from ...values.identifiers import SCHEMES
from ...vocab import IdentifierRelation, IdentifierStatus
from ..losses import Losses, take, take_text
from ..settling import label
from .catalogue import Catalogue

__all__ = ["lines", "organization", "ror_id", "shaped", "updated"]

HOME: Final = "https://ror.org/"
KINDS: Final[Mapping[str, str]] = {
    "education": "higher_education",
    "nonprofit": "nonprofit",
    "company": "enterprise",
    "government": "government",
    "facility": "research_institute",
    "other": "other",
    "archive": "ror:archive",
    "healthcare": "ror:healthcare",
    "funder": "ror:funder",
}
SCHEMA: Final[Mapping[str, str]] = {"grid": "grid", "isni": "isni", "wikidata": "wikidata", "fundref": "fundref"}
RANKS: Final = ("label", "alias", "acronym")  # of the types of names
TEXT: Final = (str,)
TEXTS: Final = (str, list)
NUMBER: Final = (int, float)
TAKEN: Final[Mapping[str, Mapping[str, tuple[type, ...]]]] = {
    "id": {},
    "types": {},
    "established": {},
    "status": {},
    "names": {"value": TEXT, "types": TEXTS, "lang": TEXT},
    "links": {"type": TEXT, "value": TEXT},
    "external_ids": {"type": TEXT, "all": TEXTS, "preferred": TEXT},
    "relationships": {"type": TEXT, "id": TEXT, "label": TEXT},
    "locations": {"geonames_details": (dict,)},
}
"""The keys that are read, and those of the objects under them with the types of their values. Any other key of the registry is lost,
and named, and so is a value of another type."""
DETAILS: Final[Mapping[str, tuple[type, ...]]] = {
    **dict.fromkeys(
        "name country_code country_name country_subdivision_code country_subdivision_name continent_code continent_name".split(),
        TEXT,
    ),
    "lat": NUMBER,
    "lng": NUMBER,
}
"""The keys of the details of a location that are read, or that the codes imply."""
V1: Final = frozenset(
    "id name aliases acronyms labels types established status links wikipedia_url relationships addresses country external_ids".split()
)
ADDRESS: Final = frozenset("lat lng city geonames_city primary".split())
CITY: Final = frozenset(["id", "city"])
COUNTRY: Final = frozenset(["country_code", "country_name"])
IN_ENGLISH: Final = "en"  # what places are called


def ror_id(record: Mapping[str, Any]) -> str:
    """Return the ROR id of a record without the URL before it; empty if it has none."""
    return str(record.get("id") or "").removeprefix("http://").removeprefix("https://").removeprefix("ror.org/")


def updated(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record in schema 2, converted from schema 1 if necessary."""
    if "names" in record:
        return dict(record)
    new: dict[str, Any] = {key: value for key, value in record.items() if key not in V1}
    new |= {key: record.get(key) for key in ("id", "established", "status")}
    names: list[Any] = [{"value": record.get("name"), "types": ["ror_display", "label"], "lang": None}]
    names += [_renamed(one, {"label": "value", "iso639": "lang"}, types=["label"]) for one in _list(record, "labels")]
    names += [{"value": one, "types": ["alias"], "lang": None} for one in _list(record, "aliases")]
    names += [{"value": one, "types": ["acronym"], "lang": None} for one in _list(record, "acronyms")]
    new |= {"names": names, "status": _lower(record.get("status"))}
    new["types"] = [_lower(one) for one in _list(record, "types")]
    new["relationships"] = [
        {**one, "type": _lower(one.get("type"))} if isinstance(one, dict) else one
        for one in _list(record, "relationships")
    ]
    links = [{"type": "website", "value": one} for one in _list(record, "links")]
    wikipedia = record.get("wikipedia_url")
    new["links"] = [*links, *([{"type": "wikipedia", "value": wikipedia}] if wikipedia else [])]
    known = record.get("external_ids")
    if isinstance(known, dict):
        new["external_ids"] = [_renamed(one, {}, type=kind.lower()) for kind, one in known.items()]
    else:
        new["external_ids"] = _several(known)
    new["locations"] = [_location(record, one) for one in _list(record, "addresses")]
    return new


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _renamed(value: Any, names: Mapping[str, str], **more: Any) -> Any:
    """Return an object with other keys, and with more of them; anything else as it is."""
    return {**{names.get(key, key): said for key, said in value.items()}, **more} if isinstance(value, dict) else value


def _location(record: Mapping[str, Any], address: Any) -> Any:
    """Return an address in schema 2."""
    if not isinstance(address, dict):
        return address
    city, country = address.get("geonames_city"), record.get("country")
    details = {
        "name": _of(city, "city") or address.get("city"),
        "country_code": _of(country, "country_code"),
        "lat": address.get("lat"),
        "lng": address.get("lng"),
    }
    more = {key: value for key, value in address.items() if key not in ADDRESS}
    for key, one, known in (("geonames_city", city, CITY), ("country", country, COUNTRY)):
        if isinstance(one, dict):
            more[key] = {name: value for name, value in one.items() if name not in known}
        elif one is not None:
            more[key] = one
    return {**more, "geonames_id": _of(city, "id"), "geonames_details": details}


def _of(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _text(value: Any, key: str) -> str | None:
    """Return the text of a key; None for a value of another type."""
    found = _of(value, key)
    return found if isinstance(found, str) else None


def _list(record: Mapping[str, Any], key: str) -> list[Any]:
    return _several(record.get(key))


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


# --- to organizations ---


def organization(record: Mapping[str, Any], losses: Losses) -> dict[str, Any]:
    """Return the plain organization of a record of either schema. What has no place in it is counted."""
    given = updated(record)
    own = ror_id(given)
    made: dict[str, Any] = {"type": "organization"}
    if own:
        made["id"] = make_id("organization", "ror", own)
    _names(given, made)
    kinds = [KINDS[kind] for kind in _list(given, "types") if isinstance(kind, str) and kind in KINDS]
    kinds.sort(key=lambda kind: kind == "ror:funder")
    if kinds:
        made["kind"] = kinds[0]
    _relations(given, made, losses)
    made["places"] = [place for one in _list(given, "locations") if (place := _place(one))]
    countries = [place["country"] for place in made["places"] if "country" in place]
    if countries:
        made["country"] = countries[0]
    year = given.get("established")
    if isinstance(year, int) and 0 < year < 10_000:
        made["founded"] = f"{year:04}"
    if given.get("status") in ("active", "inactive", "withdrawn"):
        made["status"] = given["status"]
    made["urls"] = list(dict.fromkeys([str(u) for one in _list(given, "links") if (u := _of(one, "value"))]))
    made["identifiers"] = [{"scheme": "ror", "value": own}] if own else []
    made["identifiers"] += _identifiers(given, losses)
    losses.rest(_left(given, made, kinds), ("admin",))
    return {key: value for key, value in made.items() if value not in ([], None)}


def _left(given: Mapping[str, Any], made: Mapping[str, Any], kinds: Sequence[str]) -> dict[str, Any]:
    """Return what has no place in an organization."""
    left = {key: value for key, value in given.items() if key not in TAKEN}
    for key, taken in TAKEN.items():
        if taken:
            left[key] = [_not_read(one, taken) for one in _list(given, key)]
    details = [_of(one, "geonames_details") for one in _list(given, "locations")]
    left["locations"] += [{"geonames_details": _not_read(one, DETAILS)} for one in details if isinstance(one, dict)]
    if len(kinds) > 1 or len(kinds) < len(_list(given, "types")):
        left["types"] = True
    left |= {
        key: given.get(key) for key, name in (("established", "founded"), ("status", "status")) if name not in made
    }
    return left


def _not_read(value: Any, taken: Mapping[str, tuple[type, ...]]) -> Any:
    """Return the keys of an object that are not read, and those with a value of another type; anything else as it is."""
    if not isinstance(value, dict):
        return value
    return {name: said for name, said in value.items() if name not in taken or not _fits(said, taken[name])}


def _fits(value: Any, types: tuple[type, ...]) -> bool:
    """Return whether a value, or each value of a list, has one of the types, or is missing."""
    if isinstance(value, list):
        return list in types and all([isinstance(one, types) and not isinstance(one, list) for one in value])
    return value is None or (isinstance(value, types) and not isinstance(value, bool))


def _names(given: Mapping[str, Any], made: dict[str, Any]) -> None:
    found = {}
    for one in _list(given, "names"):
        value = label(_text(one, "value"))
        if value is None:
            continue
        types = _several(_of(one, "types"))
        kind = next((kind for kind in RANKS if kind in types), "label")
        name: dict[str, Any] = {"value": value, "lang": _text(one, "lang")}
        if kind != "label":
            name["kind"] = kind
        if "ror_display" in types:
            name["preferred"] = True
        rank = (not name.get("preferred", False), RANKS.index(kind), value, name["lang"] or "")
        found[rank] = {key: said for key, said in name.items() if said is not None}
    made["names"] = [found[rank] for rank in sorted(found)]


def _place(location: Any) -> dict[str, Any] | None:
    details = _of(location, "geonames_details")
    if not isinstance(details, dict):
        return None
    place: dict[str, Any] = {"kind": "physical"}
    name, country = label(_text(details, "name")), _of(details, "country_code")
    if name is not None:
        place["locality"] = {IN_ENGLISH: name}
    if country:
        place["country"] = country
    if country and _of(details, "country_subdivision_code"):
        place["subdivision"] = f"{country}-{details['country_subdivision_code']}"
    lat, lng = _of(details, "lat"), _of(details, "lng")
    if lat is not None and lng is not None:
        place["coordinates"] = {"latitude": lat, "longitude": lng}
    return place if len(place) > 1 else None


def _identifiers(given: Mapping[str, Any], losses: Losses) -> Iterator[dict[str, Any]]:
    for scheme in SCHEMA:
        for one in _list(given, "external_ids"):
            if _of(one, "type") == scheme:
                values = [_of(one, "preferred"), *_several(_of(one, "all"))]
                texts = list(dict.fromkeys(["".join(str(value).split()) for value in values if value]))
                kept = texts if SCHEMES[scheme].several else texts[:1]
                yield from ({"scheme": scheme, "value": text} for text in kept)
                for _ in texts[len(kept) :]:
                    losses.property(f"external_ids.{scheme}.all")


def _relations(given: Mapping[str, Any], made: dict[str, Any], losses: Losses) -> None:
    for one in _list(given, "relationships"):
        kind, target = _of(one, "type"), ror_id(one) if isinstance(one, dict) else ""
        if not target:
            continue
        id = make_id("organization", "ror", target)
        if kind == "parent":
            made.setdefault("parents", []).append({"organization_id": id})
        elif kind in ("predecessor", "successor"):
            made.setdefault(f"{kind}_ids", []).append(id)
        else:
            losses.property(f"relationships.{kind}")
    for key in ("predecessor_ids", "successor_ids"):
        if key in made:
            made[key] = sorted(set(made[key]))
    if "parents" in made:
        made["parents"] = [
            {"organization_id": id} for id in sorted({one["organization_id"] for one in made["parents"]})
        ]


def lines(records: Iterable[Mapping[str, Any]], reader: RecordReader, losses: Losses) -> Iterator[Line]:
    """Yield the organizations of records. Those that are only referred to come last, with name and id."""
    catalogue = Catalogue(reader, losses)
    for record in records:
        for one in _list(updated(record), "relationships"):
            kind, said = _of(one, "type"), label(_text(one, "label"))
            if kind in ("parent", "predecessor", "successor") and said and (target := ror_id(one)):
                catalogue.party("organization", said, [{"scheme": "ror", "value": target}])
        yield from catalogue.record(organization(record, losses))
    yield from catalogue.parties()


# --- and back ---


def shaped(data: dict[str, Any], ids: Mapping[str, str], labels: Mapping[str, str], lang: str) -> dict[str, Any]:
    """Return a record of schema 2 made from the plain data of an organization. Carried values are removed from the data; the rest is lost.

    Parameters:
        data: the plain data.
        ids: the ROR ids of organizations, by our id.
        labels: the labels of organizations, by id.
        lang: the language of the name that is shown, where there is one; ROR shows one name only.
    """
    own = data.pop("id")
    types = {kind: name for name, kind in KINDS.items()}
    kind = data.get("kind")
    made: dict[str, Any] = {"id": HOME + ids[own] if own in ids else None}
    shown = min(data["names"], key=lambda name: (not name.get("preferred", False), name.get("lang") != lang))
    shown.pop("preferred", None)
    made["names"] = [_name(name, name is shown) for name in data["names"]]
    data["names"] = [name for name in data["names"] if name]
    made["types"] = [types[kind]] if kind in types and take(data, "kind", kind) else ["other"]
    status = data.get("status")
    made["status"] = status if status is not None and take(data, "status", status) else "active"
    year = _YEAR.match(str(data.get("founded") or ""))
    made["established"] = int(year[0]) if year else None
    if year:
        take(data, "founded", year[0])  # a month and a day are lost
    made["links"] = [
        {"type": "wikipedia" if "wikipedia.org/" in url else "website", "value": url} for url in data.pop("urls", ())
    ]
    made["external_ids"] = list(_external(data))
    made["relationships"] = list(_related(data, ids, labels))
    made["locations"] = [_located(place) for place in data.get("places", ()) if place["kind"] == "physical"]
    data["places"] = [place for place in data.get("places", ()) if place]
    if made["locations"] and made["locations"][0]["geonames_details"]["country_code"] == data.get("country"):
        data.pop("country", None)
    return made


_YEAR: Final = pattern("[0-9]{4}(?=(?:-[0-9]{2}){0,2}\\Z)")


def _name(name: dict[str, Any], is_shown: bool) -> dict[str, Any]:
    kind = name.get("kind")
    types = [kind] if kind in ("alias", "acronym") and take(name, "kind", kind) else ["label"]
    if is_shown:
        types.append("ror_display")
    return {"value": name.pop("value"), "lang": name.pop("lang", None), "types": types}


def _external(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    found: dict[str, list[str]] = {}
    left = []
    for one in data.pop("identifiers", ()):
        is_own = one.get("status", IdentifierStatus.CONFIRMED) == IdentifierStatus.CONFIRMED
        is_own = is_own and one.get("relation", IdentifierRelation.SELF) == IdentifierRelation.SELF
        if is_own and one["scheme"] in (*SCHEMA, "ror"):
            found.setdefault(one["scheme"], []).append(one["value"])
        else:
            left.append(one)
    if left:
        data["identifiers"] = left
    found.pop("ror", None)
    for scheme, values in found.items():
        yield {"type": scheme, "all": values, "preferred": values[0]}


def _related(data: dict[str, Any], ids: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for key, kind in (("parents", "parent"), ("predecessor_ids", "predecessor"), ("successor_ids", "successor")):
        left = []
        for one in data.pop(key, ()):
            target = one if isinstance(one, str) else one.get("organization_id")
            if target in ids:
                yield {"type": kind, "id": HOME + ids[target], "label": labels[target]}
                if not isinstance(one, str):
                    one.pop("organization_id")
                    left += [one] if one else []
            else:
                left.append(one)
        if left:
            data[key] = left


def _located(place: dict[str, Any]) -> dict[str, Any]:
    place.pop("kind")
    country, subdivision = place.pop("country", None), place.pop("subdivision", None)
    point = place.pop("coordinates", {})
    details = {"name": take_text(place, "locality", IN_ENGLISH), "country_code": country}
    details |= {"lat": point.get("latitude"), "lng": point.get("longitude")}
    if subdivision is not None:
        details["country_subdivision_code"] = subdivision.partition("-")[2]
    return {"geonames_id": None, "geonames_details": details}
