"""Institutions and works of OpenAlex, as the interface and the snapshot have them, to organizations and outputs.

https://docs.openalex.org/api-entities/institutions/institution-object and https://docs.openalex.org/api-entities/works/work-object
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ...model.ids import make_id
from ...records.readers import Line, RecordReader
from ...values.identifiers import SCHEMES
from ...values.language import LANGUAGE
from ..losses import Losses
from ..settling import prose
from .catalogue import compact
from .ror import IN_ENGLISH, KINDS
from .taking import drop, identifier, objects_in, observations, string, strings_in
from .works import Works, date_of, title_of

__all__ = ["lines"]

IDS: Final[Mapping[str, str]] = {
    "openalex": "openalex",
    "ror": "ror",
    "grid": "grid",
    "wikidata": "wikidata",
    "doi": "doi",
    "pmid": "pmid",
}
TYPES: Final[Mapping[str, str]] = {
    "article": "article",
    "book": "book",
    "book-chapter": "chapter",
    "dataset": "dataset",
    "preprint": "working_paper",
    "report": "report",
    "standard": "standard",
}
CONTAINERS: Final[Mapping[str, str]] = {"journal": "journal", "conference": "proceedings", "book series": "series"}
FUNDING: Final = (  # a list, and the keys of the funder, its name and the award in its objects
    ("grants", "funder", "funder_display_name", "award_id"),
    ("awards", "funder_id", "funder_display_name", "funder_award_id"),
    ("funders", "id", "display_name", "award_id"),
)
MOST_WORDS: Final = 100_000  # of an abstract


def lines(objects: Iterable[dict[str, Any]], reader: RecordReader, losses: Losses) -> Iterator[Line]:
    """Yield the organizations and outputs of objects; the parties that they name come last."""
    maker = _Maker(Works(reader, losses, "openalex"), losses)
    return maker.works.lines(_results(objects, losses), maker.made)


def _results(objects: Iterable[dict[str, Any]], losses: Losses) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file: its own, or those in a response of the API."""
    for given in objects:
        if not isinstance(given.get("results"), list):
            yield given
            continue
        results = objects_in(given, "results")
        given["results"] = [one for one in given["results"] if not isinstance(one, dict)]
        yield from results
        losses.rest(given, ("meta",))


class _Maker:
    """Makes records of the objects of one file."""

    def __init__(self, works: Works, losses: Losses) -> None:
        self.works = works
        self.losses = losses

    def made(self, item: dict[str, Any]) -> dict[str, Any] | None:
        """Return the plain data of a record; None if the object is neither an institution nor a work."""
        own = identifier(item, "id", "openalex")
        if own is None or own["value"][0] not in "IW":
            return None
        listed = [own, *self.identifiers(item, own["value"])]
        return self.institution(item, listed) if own["value"][0] == "I" else self.output(item, listed)

    def identifiers(self, item: dict[str, Any], own: str) -> Iterator[dict[str, Any]]:
        """Yield the identifiers, which are in a separate list, some of them twice."""
        ids = item.get("ids")
        known = ids if isinstance(ids, dict) else {}
        if identifier(known, "openalex", "openalex") not in (None, {"scheme": "openalex", "value": own}):
            self.losses.property("ids.openalex")
        for key in ("ror", "doi", "grid", "wikidata", "pmid"):
            found = [one for holder in (item, known) if (one := identifier(holder, key, IDS[key])) is not None]
            for other in found[1:]:
                if other != found[0]:
                    self.losses.property(f"ids.{key}")
            yield from found[:1]
        if isinstance(known.get("pmcid"), str):
            number = known["pmcid"].rstrip("/").rpartition("/")[2].upper().removeprefix("PMC")
            if (pmcid := identifier({"": f"PMC{number}"}, "", "pmcid")) is not None:
                del known["pmcid"]
                yield pmcid

    # --- institutions ---

    def institution(self, item: dict[str, Any], identifiers: list[dict[str, Any]]) -> dict[str, Any]:
        """Return the plain data of an organization. Values that it takes over are removed from the item."""
        made: dict[str, Any] = {
            "type": "organization",
            "id": make_id("organization", "openalex", identifiers[0]["value"]),
        }
        made["identifiers"] = identifiers
        names = {}
        if (name := string(item, "display_name")) is not None:
            names[name] = {"value": name, "preferred": True}
        for key, kind in (("display_name_alternatives", "alias"), ("display_name_acronyms", "acronym")):
            for text in strings_in(item, key):
                names.setdefault(text, {"value": text, "kind": kind})
        made["names"] = [*names.values(), *self.translations(item)]
        type = string(item, "type")
        made["kind"] = KINDS.get(type, f"openalex:{type}") if type is not None else None
        if type is not None and isinstance(item.get("type_id"), str) and item["type_id"].endswith("/" + type):
            del item["type_id"]
        made["country"] = string(item, "country_code")
        made["places"] = [*self.places(item)]
        ids: dict[str, Any] = next(iter(objects_in(item, "ids")), {})
        pages = [string(item, "homepage_url"), string(ids, "wikipedia")]
        made["urls"] = [url for url in pages if url is not None]
        made["parents"] = [*self.parents(item)]
        made["observations"] = observations(item, "works_count", "outputs") if item.get("works_count") else []
        return made

    def translations(self, item: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the names in other languages."""
        for given in objects_in(item, "international"):
            for texts in objects_in(given, "display_name"):
                for tag in [*texts]:
                    language = LANGUAGE.read(tag)[0]
                    if isinstance(language, str) and (text := string(texts, tag)) is not None:
                        yield {"value": text, "lang": language}

    def places(self, item: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the place."""
        for geo in objects_in(item, "geo"):
            code, city = string(geo, "country_code"), string(geo, "city")
            if code is not None:
                drop(geo, "country")
            place: dict[str, Any] = {"kind": "physical", "country": code}
            if city is not None:
                place["locality"] = {IN_ENGLISH: city}
            point = [geo.get(key) for key in ("latitude", "longitude")]
            if all([isinstance(number, (int, float)) and not isinstance(number, bool) for number in point]):
                place["coordinates"] = {key: geo.pop(key) for key in ("latitude", "longitude")}
            if len(compact(place)) > 1:
                yield compact(place)

    def parents(self, item: dict[str, Any]) -> Iterator[dict[str, str]]:
        """Yield the parents; the parents of these are in their own objects."""
        above = set()
        for body in objects_in(item, "associated_institutions"):
            if body.get("relationship") == "parent" and (id := self.body(body)) is not None:
                del body["relationship"]
                if id not in above:
                    above.add(id)
                    yield {"organization_id": id}

    def body(self, body: dict[str, Any]) -> str | None:
        """Return the id of an institution named in another object; None if it has no id and name."""
        own = identifier(body, "id", "openalex")
        if (
            own is None
            or not isinstance(body.get("display_name"), str)
            or (name := string(body, "display_name")) is None
        ):
            return None
        ror = identifier(body, "ror", "ror")
        country = string(body, "country_code")
        more = {} if country is None else {"country": country}
        return self.works.catalogue.party("organization", name, [own, *([] if ror is None else [ror])], **more)

    # --- works ---

    def output(self, item: dict[str, Any], identifiers: list[dict[str, Any]]) -> dict[str, Any] | None:
        """Return the plain data of an output. Values that it takes over are removed from the item."""
        title = title_of(item, "title")
        shown = title_of(item, "display_name")
        made = self.works.start(identifiers, None)
        if made is None or (title is None and shown is None):
            return None
        if title is not None and shown not in (None, title):
            self.losses.property("display_name")
        tag = self.works.language(item, made)
        made["titles"] = {tag: title or shown}
        made["kind"] = self.works.kind(string(item, "type"), TYPES)
        made["dates"] = self.dates(item)
        made["contributions"] = [*self.contributions(item, tag)]
        if not made["contributions"]:
            made["anonymous"] = True
        self.location(item, made, tag)
        biblio = item.get("biblio")
        if isinstance(biblio, dict):
            pages = [text for key in ("first_page", "last_page") if (text := string(biblio, key)) is not None]
            made["pages"] = "-".join(dict.fromkeys(pages))
        if item.get("is_retracted") is True:
            made["status"] = "retracted"
        if isinstance(item.get("is_retracted"), bool):
            del item["is_retracted"]
        if (abstract := self.abstract(item)) is not None:
            made["abstract"] = {tag: abstract}
        access = item.get("open_access")
        if isinstance(access, dict) and access.get("is_oa") is True:
            made["access"] = "open"
            del access["is_oa"]
        made["observations"] = observations(item, "cited_by_count", "citations")
        made["funding"] = [*self.funding(item, tag)]
        for other in strings_in(item, "referenced_works"):
            found = SCHEMES["openalex"].canonical(other)
            self.works.relate("cites", ("openalex", found or other), "referenced_works")
        return made

    def dates(self, item: dict[str, Any]) -> dict[str, str]:
        """Return the day of publication; the year next to it is ignored."""
        issued = date_of(item, "publication_date")
        if issued is None:
            issued = date_of(item, "publication_year")
        elif item.get("publication_year") == int(issued[:4]):
            del item["publication_year"]
        return {} if issued is None else {"issued": issued}

    def contributions(self, item: dict[str, Any], tag: str) -> Iterator[dict[str, Any]]:
        """Yield the authors in order, with the institutions that OpenAlex found for them."""
        for one in objects_in(item, "authorships"):
            author = one.get("author")
            known = author if isinstance(author, dict) else {}
            printed, name = string(one, "raw_author_name"), string(known, "display_name")
            if name is None and printed is None:
                continue
            if printed is not None and name not in (None, printed):
                self.losses.property("authorships.raw_author_name")
            listed = [
                found
                for key, scheme in (("id", "openalex"), ("orcid", "orcid"))
                if (found := identifier(known, key, scheme))
            ]
            bodies = [id for body in objects_in(one, "institutions") if (id := self.body(body)) is not None]
            made = self.works.contribution("author", {"value": name or printed or ""}, listed, tag, bodies)
            string(one, "author_position")
            if one.get("is_corresponding") is True:
                made["corresponding"] = True
            if isinstance(one.get("is_corresponding"), bool):
                del one["is_corresponding"]
            yield made

    def location(self, item: dict[str, Any], made: dict[str, Any], tag: str) -> None:
        """Set the journal or repository, the licence and the URL."""
        location = item.get("primary_location")
        if not isinstance(location, dict):
            return
        source = location.get("source")
        if isinstance(source, dict):
            container = self.container(item, source, tag)
            made["container"] = container
            if container and (publisher := string(source, "host_organization_name")) is not None:
                made["publisher"] = {tag: publisher}
        license = string(location, "license")
        if license is not None:  # `cc-by` has no version, so it is a name of OpenAlex and not an SPDX id
            self.losses.property("primary_location.license")
        page, pdf = string(location, "landing_page_url"), string(location, "pdf_url")
        dois = [one["value"] for one in made["identifiers"] if one["scheme"] == "doi"]
        is_doi = page is not None and SCHEMES["doi"].canonical(page) in dois
        made["files"] = [{"url": page}] if page is not None and not is_doi else []
        if pdf is not None and pdf != page:
            made["files"].append({"url": pdf, "media_type": "application/pdf"})

    def container(self, item: dict[str, Any], source: dict[str, Any], tag: str) -> dict[str, Any]:
        """Return the container, and the location in it."""
        title = string(source, "display_name")
        if title is None:
            return {}
        type = string(source, "type")
        container: dict[str, Any] = {
            "title": {tag: title},
            "kind": CONTAINERS.get(type or "", f"openalex:{type}" if type else None),
        }
        if container["kind"] is not None:
            container["kind"] = container["kind"].replace(" ", "-")
        listed = [
            one
            for key, scheme in (("issn_l", "issn_l"), ("id", "openalex"))
            if (one := identifier(source, key, scheme))
        ]
        for text in strings_in(source, "issn"):
            value = SCHEMES["issn"].canonical(text)
            if value is None:
                self.losses.property("primary_location.source")
            else:
                listed.append({"scheme": "issn", "value": value})
        container["identifiers"] = listed
        biblio = item.get("biblio")
        if isinstance(biblio, dict):
            container |= {"volume": string(biblio, "volume"), "issue": string(biblio, "issue")}
        return compact(container)

    def abstract(self, item: dict[str, Any]) -> str | None:
        """Return the abstract, which is stored as the positions of each word."""
        index = item.get("abstract_inverted_index")
        if not isinstance(index, dict):
            return None
        lists = [*index.values()]
        words = [
            (place, word)
            for word, places in index.items()
            for place in (places if isinstance(places, list) else ())
            if isinstance(place, int) and not isinstance(place, bool)
        ]
        if (
            not words
            or len(words) > MOST_WORDS
            or len(words) != sum([len(one) if isinstance(one, list) else 1 for one in lists])
        ):
            return None
        del item["abstract_inverted_index"]
        return prose(" ".join([word for _, word in sorted(words)]))

    def funding(self, item: dict[str, Any], tag: str) -> Iterator[dict[str, Any]]:
        """Yield the funders."""
        for key, funder, name, award in FUNDING:
            for one in objects_in(item, key):
                found = identifier(one, funder, "openalex")
                made = self.works.funding(string(one, name), [] if found is None else [found], string(one, award), tag)
                if made is not None:
                    yield made
