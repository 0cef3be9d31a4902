"""Items of Wikidata, as their JSON has them, to organizations and persons.

https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html; what a property means says its page, such as
https://www.wikidata.org/wiki/Property:P749.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ...model.ids import make_id
from ...problems.translations import Phrase
from ...records.readers import Line, RecordReader
from ...values.identifiers import SCHEMES
from ...values.language import LANGUAGE
from ...vocab import OrganizationKind
from ...vocab.namespaces import WIKIDATA
from ..losses import Losses
from ..settling import label
from .catalogue import Catalogue, compact, left_out
from .country_items import country_of
from .taking import drop, objects_in, string

__all__ = ["lines"]

HUMAN: Final = "Q5"
THINK_TANK: Final = "Q155271"
ORGANIZATION: Final = "Q43229"
KINDS: Final[Mapping[str, str]] = {
    **{(kind.iri or "").removeprefix(WIKIDATA): kind.value for kind in OrganizationKind if WIKIDATA in (kind.iri or "")},
    "Q3918": "higher_education",
    "Q38723": "higher_education",
    "Q189004": "higher_education",
    "Q875538": "higher_education",
    "Q902104": "higher_education",
    "Q15936437": "higher_education",
    "Q62078547": "higher_education",
    "Q31855": "research_institute",
    "Q4830453": "enterprise",
    "Q6881511": "enterprise",
    "Q783794": "enterprise",
    "Q891723": "enterprise",
    "Q48204": "association",
    "Q955824": "association",
    "Q327333": "government",
    "Q192350": "government",
    "Q79913": "nonprofit",
    "Q7278": "political_party",
    "Q11032": "media",
    "Q192283": "media",
    "Q1331793": "media",
}  # fmt: skip
"""The kind for each class. Any other class becomes a term with a namespace, such as `wikidata:Q1664720`."""
SCHEMES_OF: Final[Mapping[str, str]] = {
    "P6782": "ror",
    "P2427": "grid",
    "P213": "isni",
    "P496": "orcid",
    "P214": "viaf",
    "P227": "gnd",
    "P1278": "lei",
    "P3153": "fundref",
    "P10283": "openalex",
}
ORGANIZATIONAL: Final = frozenset(["P6782", "P2427", "P1278", "P3153", "P749", "P1454", "P1128", "P169", "P488"])
"""Properties that only organizations have: an item with one of them is an organization, whatever its class."""
BODIES: Final = frozenset([*KINDS, THINK_TANK, ORGANIZATION])
COUNTRY: Final = "P17"
PARENTS: Final[Mapping[str, str]] = {"P749": "part_of", "P361": "part_of", "P127": "owned_by"}
CHANGES: Final[Mapping[str, str]] = {"P1365": "predecessor_ids", "P1366": "successor_ids"}
DATES: Final[Mapping[str, str]] = {"P571": "founded", "P576": "dissolved"}
AFFILIATIONS: Final = ("P108", "P1416")
START, END = "P580", "P582"
POINT: Final = "P625"
HEADQUARTERS: Final = "P159"
PAGE: Final = "https://www.wikidata.org/wiki/"
WEBSITE: Final = "P856"
NAMES: Final[Mapping[str, str | None]] = {"P1448": "official", "P1813": "short", "P1705": None}
PRECISIONS: Final[Mapping[int, int]] = {
    9: 4,
    10: 7,
    11: 10,
}  # characters of a date that is precise to a year, a month, a day
WHOLE: Final = ("descriptions", "sitelinks")


def lines(objects: Iterable[dict[str, Any]], reader: RecordReader, losses: Losses) -> Iterator[Line]:
    """Yield the organizations and persons among the items; those that are only referred to come last, with the number of their item."""
    maker = _Maker(Catalogue(reader, losses), losses)
    for given in objects:
        maker.beside = given["entities"] if isinstance(given.get("entities"), dict) else {}
        for item in _items(given, losses):
            yield from maker.item(item)
    yield from maker.catalogue.parties()


def _items(given: dict[str, Any], losses: Losses) -> Iterator[dict[str, Any]]:
    """Yield the items of an object: itself, or those in a response of the API."""
    if not isinstance(given.get("entities"), dict):
        yield given
        return
    entities = given["entities"]
    yield from [one for one in entities.values() if isinstance(one, dict)]
    given["entities"] = [one for one in entities.values() if not isinstance(one, dict)]
    drop(given, "success")
    losses.rest(given)


class _Maker:
    """Makes records of the items of one file."""

    def __init__(self, catalogue: Catalogue, losses: Losses) -> None:
        self.catalogue = catalogue
        self.losses = losses
        self.beside: Mapping[str, Any] = {}  # the items in one response of the API, by id

    def item(self, item: dict[str, Any]) -> Iterator[Line]:
        """Yield the record of an item, or the reason if it is neither an organization nor a person."""
        claims = item.get("claims")
        claims = claims if isinstance(claims, dict) else {}
        classes = [id for statement in _statements(claims, "P31") if (id := _item(_value(statement))) is not None]
        is_body = not BODIES.isdisjoint(classes) or not ORGANIZATIONAL.isdisjoint(claims)
        own = string(item, "id")
        if own is None or SCHEMES["wikidata"].canonical(own) is None or not (HUMAN in classes or is_body):
            self.catalogue.number += 1
            yield left_out(self.catalogue.number, _why_not(own, classes, item))
            return
        type = "person" if HUMAN in classes else "organization"
        made = {"type": type, "id": make_id(type, "wikidata", own), "names": self.names(item, claims)}
        made["identifiers"] = [{"scheme": "wikidata", "value": own}, *self.identifiers(claims)]
        if type == "person":
            self.take(claims, "P31", HUMAN)
            made["affiliations"] = [
                {"organization_id": id, "period": period} if period else {"organization_id": id}
                for key in AFFILIATIONS
                for id, period in self.bodies(claims, key)
            ]
        else:
            self.kind(claims, classes, made)
            self.organization(claims, made)
        made["urls"] = [*dict.fromkeys([url for url in self.taken(claims, WEBSITE) if isinstance(url, str)])]
        drop(
            item, "type", "lastrevid", "modified", "pageid", "ns", "title"
        )  # information of the wiki about its own page
        self.losses.rest(item, WHOLE)
        yield from self.catalogue.record(compact(made))

    def names(self, item: dict[str, Any], claims: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the labels, the aliases, and the names among the statements."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for key, kind in (("labels", None), ("aliases", "alias")):
            given = item.get(key)
            for texts in [*given.values()] if isinstance(given, dict) else []:
                for text in objects_in({"": texts}, ""):
                    self.name(text, "value", kind, found)
        for key, kind in NAMES.items():
            for statement in _statements(claims, key):
                value = _value(statement)
                if isinstance(value, dict) and self.name(value, "text", kind, found):
                    self.done(statement)
        return [*found.values()]

    def name(
        self, text: dict[str, Any], key: str, kind: str | None, found: dict[tuple[str, str], dict[str, Any]]
    ) -> bool:
        """Add a name with its language, once; return whether there is a name."""
        value = string(text, key)
        if value is None:
            return False
        tag = string(text, "language")
        language = None if tag in (None, "mul") else LANGUAGE.read(tag)[0]
        if language is None and tag not in (None, "mul"):
            self.losses.property("labels.language")
        said = {"value": value, "lang": language, "kind": kind}
        known = found.setdefault((value, str(language)), compact(said))
        if kind not in (None, "alias") and "kind" not in known:
            known["kind"] = kind
        return True

    def identifiers(self, claims: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the identifiers of known registers."""
        for key, scheme in SCHEMES_OF.items():
            seen: set[str] = set()
            for statement in _statements(claims, key):
                value = _value(statement)
                found = SCHEMES[scheme].canonical(value) if isinstance(value, str) else None
                if found is not None and (found in seen or not seen or SCHEMES[scheme].several):
                    if found not in seen:
                        yield {"scheme": scheme, "value": found}
                    seen.add(found)
                    self.done(statement)

    def kind(self, claims: dict[str, Any], classes: list[str], made: dict[str, Any]) -> None:
        """Set the kind: the first known class; the class of think tanks has its own field."""
        if THINK_TANK in classes:
            made["is_think_tank"] = True
            self.take(claims, "P31", THINK_TANK)
        self.take(claims, "P31", ORGANIZATION)
        others = [id for id in classes if id not in (THINK_TANK, ORGANIZATION)]
        chosen = next((id for id in others if id in KINDS), others[0] if others else None)
        if chosen is not None:
            made["kind"] = KINDS.get(chosen, f"wikidata:{chosen}")
            for id in others:
                if id == chosen or KINDS.get(id) == made["kind"]:
                    self.take(claims, "P31", id)

    def organization(self, claims: dict[str, Any], made: dict[str, Any]) -> None:
        """Set the fields that only organizations have."""
        for key, name in DATES.items():
            for statement in _statements(claims, key):
                date = _date(_value(statement))
                if date is not None and name not in made:
                    made[name] = date
                    self.done(statement)
        for statement in _statements(claims, COUNTRY):
            code = country_of(_item(_value(statement)))
            if code is not None and "country" not in made and not _has_ended(statement):
                made["country"] = code
                self.done(statement)
        parents: dict[tuple[str, str], dict[str, Any]] = {}
        for key, relation in PARENTS.items():
            for id, period in self.bodies(claims, key):
                parent = {"organization_id": id, **({} if relation == "part_of" else {"relation": relation})}
                parents.setdefault((id, relation), {**parent, **({"period": period} if period else {})})
        made["parents"] = [*parents.values()]
        for key, name in CHANGES.items():
            made[name] = [*dict.fromkeys([id for id, _ in self.bodies(claims, key)])]
        made["places"] = []
        for statement in _statements(claims, POINT):
            point = _point(_value(statement))
            if point is not None:
                made["places"].append({"kind": "physical", "coordinates": point})
                self.done(statement)
        made["places"] += self.headquarters(claims)

    def headquarters(self, claims: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the places of the headquarters, as far as the file says where they are; an item alone is only an id."""
        for statement in _statements(claims, HEADQUARTERS):
            own = _item(_value(statement))
            if own is None or _has_ended(statement):
                continue
            countries = {
                code: snak for snak in _qualifiers(statement, COUNTRY) if (code := country_of(_item(_said(snak))))
            }
            points = [snak for snak in _qualifiers(statement, POINT) if _point(_said(snak)) is not None]
            place: dict[str, Any] = {"kind": "physical"}
            if locality := self.labels(own):
                place["locality"] = locality
            if len(countries) == 1:
                ((place["country"], snak),) = countries.items()
                _take_value(snak)
            if points:
                place["coordinates"] = _point(_said(points[0]))
                _take_value(points[0])
            if len(place) > 1:
                self.done(statement)
                yield {**place, "url": PAGE + own}

    def labels(self, id: str) -> dict[str, str]:
        """Return the labels of an item beside the others of a response."""
        item = self.beside.get(id)
        labels = item.get("labels") if isinstance(item, dict) else None
        found: dict[str, str] = {}
        for text in objects_in({"": [*labels.values()]}, "") if isinstance(labels, dict) else []:
            tag, value = text.get("language"), text.get("value")
            if isinstance(tag, str) and isinstance(value, str) and LANGUAGE.read(tag)[0] is not None:
                found[tag] = value
        return found

    def bodies(self, claims: dict[str, Any], key: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the organizations in a property, each with its period."""
        for statement in _statements(claims, key):
            own = _item(_value(statement))
            if own is None:
                continue
            period = {}
            for name, qualifier in (("start", START), ("end", END)):
                for snak in _qualifiers(statement, qualifier):
                    date = _date(_said(snak))
                    if date is not None and name not in period:
                        period[name] = date
                        _take_value(snak)
            self.done(statement)
            id = self.catalogue.party("organization", own, [{"scheme": "wikidata", "value": own}])
            assert id is not None  # it has an identifier
            yield id, period

    # --- statements ---

    def taken(self, claims: dict[str, Any], key: str) -> Iterator[Any]:
        """Take the values of a property."""
        for statement in _statements(claims, key):
            value = _value(statement)
            if value is not None:
                self.done(statement)
                yield value

    def take(self, claims: dict[str, Any], key: str, id: str) -> None:
        """Take the statements of a property whose value is an item."""
        for statement in _statements(claims, key):
            if _item(_value(statement)) == id:
                self.done(statement)

    def done(self, statement: dict[str, Any]) -> None:
        """Remove a statement, and count its qualifiers as lost."""
        for key in ("qualifiers", "references"):
            if any(_filled(statement.get(key))):
                self.losses.property(f"claims.{key}")
            statement.pop(key, None)
            statement.pop(f"{key}-order", None)
        if isinstance(snak := statement.get("mainsnak"), dict):
            _take_value(snak)
        drop(statement, "type", "rank", "id")


def _take_value(snak: dict[str, Any]) -> None:
    """Take the value of a statement or qualifier as a whole, such as a point with its precision or a date with its calendar."""
    snak.pop("datavalue", None)
    drop(snak, "snaktype", "property", "hash", "datatype")


def _filled(value: Any) -> Iterator[bool]:
    """Yield whether the lists of an object have items."""
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield any(one) if isinstance(one, list) else bool(one)


def _why_not(own: str | None, classes: list[str], item: Mapping[str, Any]) -> str:
    if own is None or item.get("missing") is not None:
        return Phrase("it has no id")
    if SCHEMES["wikidata"].canonical(own) is None:
        return Phrase("{id} is not the id of an item", id=own)
    listed = ", ".join(classes)
    if not listed:
        return Phrase("{id} is neither an organization nor a person", id=own)
    return Phrase("{id} is neither an organization nor a person, but an instance of {classes}", id=own, classes=listed)


def _statements(claims: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the valid statements of a property: the preferred ones if there are any, never deprecated ones."""
    found = [one for one in objects_in(claims, key) if one and one.get("rank") != "deprecated"]
    preferred = [one for one in found if one.get("rank") == "preferred"]
    return preferred or found


def _has_ended(statement: Mapping[str, Any]) -> bool:
    qualifiers = statement.get("qualifiers")
    return isinstance(qualifiers, dict) and END in qualifiers


def _value(statement: Mapping[str, Any]) -> Any:
    """Return the value of a statement; None if it is unknown or there is none."""
    snak = statement.get("mainsnak")
    return _said(snak) if isinstance(snak, dict) else None


def _said(snak: Mapping[str, Any]) -> Any:
    """Return the value of a statement or qualifier."""
    data = snak.get("datavalue")
    return data.get("value") if isinstance(data, dict) else None


def _qualifiers(statement: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the qualifiers of a statement with a property."""
    qualifiers = statement.get("qualifiers")
    return objects_in(qualifiers, key) if isinstance(qualifiers, dict) else []


def _point(value: Any) -> dict[str, Any] | None:
    """Return the coordinates of a point; None if it has none."""
    if not isinstance(value, dict) or not all(
        [isinstance(value.get(k), (int, float)) for k in ("latitude", "longitude")]
    ):
        return None
    return {key: value[key] for key in ("latitude", "longitude")}


def _item(value: Any) -> str | None:
    """Return the item id in a value; old files have only its number."""
    if not isinstance(value, dict):
        return None
    id = value.get("id", f"Q{value.get('numeric-id')}")
    return SCHEMES["wikidata"].canonical(id) if isinstance(id, str) else None


def _date(value: Any) -> str | None:
    """Return a date with its precision: `+1905-00-00T00:00:00Z` is a year. None for a date before the year 1."""
    if not isinstance(value, dict) or not isinstance(value.get("time"), str) or not value["time"].startswith("+"):
        return None
    length = PRECISIONS.get(value["precision"]) if isinstance(value.get("precision"), int) else None
    return None if length is None else label(value["time"][1:][:length])
