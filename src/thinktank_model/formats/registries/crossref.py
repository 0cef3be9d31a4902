"""Works of Crossref, as the interface and the public data file have them, to outputs.

https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ...records.readers import Line, RecordReader
from ...values.dates import DATE
from ...values.identifiers import SCHEMES
from ...values.licenses import LICENSE
from ..bibliography.names import person_name
from ..losses import Losses
from ..settling import label
from .catalogue import compact
from .taking import drop, identifier, objects_in, observations, string, strings_in, taken_text
from .works import Works, plain_text, title_of

__all__ = ["lines"]

KINDS: Final[Mapping[str, str]] = {
    "journal-article": "article",
    "proceedings-article": "article",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "book": "book",
    "edited-book": "book",
    "monograph": "book",
    "reference-book": "book",
    "proceedings": "proceedings",
    "report": "report",
    "dataset": "dataset",
    "standard": "standard",
    "posted-content": "working_paper",
}
CONTAINERS: Final[Mapping[str, str]] = {
    "journal-article": "journal",
    "proceedings-article": "proceedings",
    "book-chapter": "book",
    "book-section": "book",
    "book-part": "book",
    "reference-entry": "book",
    "report": "series",
}
ROLES: Final[Mapping[str, str]] = {
    "author": "author",
    "editor": "editor",
    "chair": "editor",
    "translator": "translator",
}
DATES: Final[Mapping[str, str]] = {
    "content-created": "drafted",
    "accepted": "accepted",
    "issued": "issued",
    "content-updated": "updated",
}
ISSUED: Final = (
    "published",
    "published-print",
    "published-online",
    "posted",
)  # the same date again, or a later one
RELATIONS: Final[Mapping[str, str]] = {
    "is-version-of": "is_version_of",
    "is-translation-of": "is_translation_of",
    "is-part-of": "is_part_of",
    "is-derived-from": "is_derived_from",
    "is-based-on": "is_derived_from",
    "is-review-of": "reviews",
    "is-supplement-to": "supplements",
    "continues": "continues",
    "replaces": "replaces",
    "is-preprint-of": "is_version_of",
}
ENVELOPE: Final = ("status", "message-type", "message-version")


def lines(objects: Iterable[dict[str, Any]], reader: RecordReader, losses: Losses) -> Iterator[Line]:
    """Yield the outputs of works, and the persons and organizations in them that have an identifier."""
    maker = _Maker(Works(reader, losses, "crossref"))
    return maker.works.lines(_works(objects, losses), maker.output)


def _works(objects: Iterable[dict[str, Any]], losses: Losses) -> Iterator[dict[str, Any]]:
    """Yield the works of a file: its objects, or those in a response of the API."""
    for given in objects:
        message = given.get("message")
        if not isinstance(message, dict):
            message = given
        if not isinstance(message.get("items"), list):
            yield message
        else:
            items = objects_in(message, "items")
            message["items"] = [one for one in message["items"] if not isinstance(one, dict)]
            yield from items
            losses.rest(message)
        if message is not given:
            del given["message"]
            drop(given, *ENVELOPE)
            losses.rest(given)


class _Maker:
    """Makes outputs of the works of one file."""

    def __init__(self, works: Works) -> None:
        self.works = works

    def output(self, item: dict[str, Any]) -> dict[str, Any] | None:
        """Return the plain data of an output. Values that it takes over are removed from the item."""
        identifiers = [one] if (one := identifier(item, "DOI", "doi")) is not None else []
        titles = [text for text in strings_in(item, "title") if text]
        made = self.works.start(identifiers, titles[0] if titles else None)
        if made is None or not titles:
            return None
        type, tag = string(item, "type"), self.works.language(item, made)
        made["kind"] = self.works.kind(type, KINDS)
        if string(item, "subtype") not in (None, "preprint"):
            self.works.losses.property("subtype")
        made["titles"] = {tag: self.title(item, titles)}
        made["contributions"] = [*self.contributions(item, tag)]
        if not made["contributions"]:
            made["anonymous"] = True
        made["dates"] = self.dates(item)
        for key, name in (("publisher", "publisher"), ("publisher-location", "publisher_place")):
            if (text := string(item, key)) is not None:
                made[name] = {tag: text}
        self.container(item, made, type, tag)
        made["pages"] = string(item, "page") or string(item, "article-number")
        made["edition"] = string(item, "edition-number")
        if (abstract := plain_text(taken_text(item, "abstract"))) is not None:
            made["abstract"] = {tag: abstract}
        made["files"] = [*self.files(item, identifiers)]
        made["license"] = self.license(item)
        made["funding"] = [*self.funding(item, tag)]
        made["observations"] = observations(item, "is-referenced-by-count", "citations")
        self.relations(item)
        return made

    def title(self, item: dict[str, Any], titles: list[str]) -> str:
        """Return the title with its subtitle; further titles are lost."""
        for _ in titles[1:]:
            self.works.losses.property("title")
        whole = title_of({"": titles[0]}, "") or titles[0]
        for text in strings_in(item, "subtitle"):
            subtitle = title_of({"": text}, "") or text
            if subtitle.casefold() not in whole.casefold():
                whole = f"{whole}: {subtitle}"
        return whole

    # --- who ---

    def contributions(self, item: dict[str, Any], tag: str) -> Iterator[dict[str, Any]]:
        """Yield the authors and other contributors; the issuers if nobody else is named."""
        for key, role in ROLES.items():
            for party in objects_in(item, key):
                whole = string(party, "name")
                known = ("given", "family", "suffix")
                parts = {part: text for part in known if (text := string(party, part)) is not None}
                name = {"value": whole} if whole is not None else person_name(parts)
                if "value" not in name:
                    party.update(parts)
                    continue
                orcid = None if whole is not None else identifier(party, "ORCID", "orcid")
                drop(party, *(("sequence", "authenticated-orcid") if orcid is not None else ("sequence",)))
                bodies = [*self.affiliations(party)]
                yield self.works.contribution(role, name, [] if orcid is None else [orcid], tag, bodies)
        for key in ("institution", "standards-body"):
            for body in objects_in(item, key):
                if (issuer := string(body, "name")) is not None:
                    yield {"name": {tag: issuer}, "role": "issuing_body"}

    def affiliations(self, party: dict[str, Any]) -> Iterator[str]:
        """Yield the affiliations with a ROR id."""
        for body in objects_in(party, "affiliation"):
            for one in objects_in(body, "id"):
                found = identifier(one, "id", "ror") if one.get("id-type") == "ROR" else None
                name = None if found is None else string(body, "name")
                id = (
                    self.works.catalogue.party("organization", name, [found])
                    if found is not None and name is not None
                    else None
                )
                if id is not None:
                    drop(one, "id-type", "asserted-by")
                    yield id

    # --- when, where ---

    def dates(self, item: dict[str, Any]) -> dict[str, str]:
        """Return the dates of the life cycle. A second, equal date of publication is ignored."""
        found = {name: date for key, name in DATES.items() if (date := _date(item, key)) is not None}
        for key in ISSUED:
            date = _parts(item.get(key))
            if date is not None and date == found.setdefault("issued", date):
                _take(item, key)
        return found

    def container(self, item: dict[str, Any], made: dict[str, Any], type: str | None, tag: str) -> None:
        """Set the container, and the location in it."""
        titles = strings_in(item, "container-title")
        container: dict[str, Any] = {}
        if titles:
            for _ in titles[1:]:
                self.works.losses.property("container-title")
            container = {"title": {tag: title_of({"": titles[0]}, "") or titles[0]}, "kind": CONTAINERS.get(type or "")}
            container["volume"], container["issue"] = string(item, "volume"), string(item, "issue")
            journal_issue = item.get("journal-issue")
            if isinstance(journal_issue, dict) and journal_issue.get("issue") == container["issue"]:
                journal_issue.pop("issue", None)
        for key, scheme in (("ISSN", "issn"), ("ISBN", "isbn")):
            is_of_container = bool(titles) and (scheme == "issn" or type in CONTAINERS)
            for value in self.identifiers(item, key, scheme):
                (container if is_of_container else made).setdefault("identifiers", []).append(value)
        made["container"] = compact(container)

    def identifiers(self, item: dict[str, Any], key: str, scheme: str) -> Iterator[dict[str, str]]:
        """Yield the identifiers in a list of texts, and those in the list that distinguishes print from online."""
        seen: set[str] = set()
        for text in strings_in(item, key):
            value = SCHEMES[scheme].canonical(text.rpartition("/")[2])
            if value is None:
                self.works.losses.property(key)
            elif value not in seen:
                seen.add(value)
                yield {"scheme": scheme, "value": value}
        for one in objects_in(item, f"{scheme}-type"):
            if SCHEMES[scheme].canonical(str(one.get("value"))) in seen:
                drop(one, "value", "type")

    # --- the rest ---

    def files(self, item: dict[str, Any], identifiers: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the files; the URL of the DOI itself is ignored."""
        url = item.get("URL")
        if isinstance(url, str) and identifiers and SCHEMES["doi"].canonical(url) == identifiers[0]["value"]:
            del item["URL"]
        seen: set[str] = set()
        resource = item.get("resource")
        for holder in [
            *(objects_in(resource, "primary") if isinstance(resource, dict) else ()),
            *objects_in(item, "link"),
            item,
        ]:
            url = string(holder, "URL")
            if url is None or url in seen:
                continue
            seen.add(url)
            media_type = string(holder, "content-type") if holder is not item else None
            yield {"url": url, **({"media_type": media_type} if media_type not in (None, "unspecified") else {})}

    def license(self, item: dict[str, Any]) -> str | None:
        """Return the licence of the version of record, or else the first one."""
        listed = objects_in(item, "license")
        for one in sorted(listed, key=lambda one: one.get("content-version") != "vor"):
            url = one.get("URL")
            if isinstance(url, str) and LICENSE.read(url)[0] is not None:
                for other in [other for other in listed if other.get("URL") == url]:
                    del other["URL"]
                return label(url)
        return None

    def funding(self, item: dict[str, Any], tag: str) -> Iterator[dict[str, Any]]:
        """Yield the funders, once for each award."""
        for one in objects_in(item, "funder"):
            found = identifier(one, "DOI", "fundref")
            name, awards = string(one, "name"), strings_in(one, "award")
            if found is not None:
                drop(one, "doi-asserted-by")
                for other in objects_in(one, "id"):
                    if SCHEMES["fundref"].canonical(str(other.get("id"))) == found["value"]:
                        drop(other, "id", "id-type", "asserted-by")
            for award in (*awards, *(() if awards else (None,))):
                made = self.works.funding(name, [] if found is None else [found], award, tag)
                if made is not None:
                    yield made

    def relations(self, item: dict[str, Any]) -> None:
        """Set the relations to works with a DOI."""
        relations = item.get("relation")
        for key, type in RELATIONS.items():
            for one in objects_in(relations, key) if isinstance(relations, dict) else ():
                found = identifier(one, "id", "doi") if one.get("id-type") == "doi" else None
                if found is not None:
                    self.works.relate(type, (found["scheme"], found["value"]), f"relation.{key}")
                    drop(one, "id-type", "asserted-by")


def _date(item: dict[str, Any], key: str) -> str | None:
    """Return a date."""
    date = _parts(item.get(key))
    if date is not None or item.get(key) in ({"date-parts": [[None]]}, {"date-parts": [[]]}):
        _take(item, key)
    return date


def _take(item: dict[str, Any], key: str) -> None:
    """Take a date, which can be given in up to three forms."""
    del item[key]["date-parts"]
    drop(item[key], "date-time", "timestamp")


def _parts(value: Any) -> str | None:
    """Return the date of `{"date-parts": [[2024, 12, 20]]}`; None if it is not a date."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list) or not all([isinstance(part, int) for part in first]) or not first:
        return None
    text = (
        "-".join([f"{part:0{width}}" for part, width in zip(first, (4, 2, 2), strict=False)])
        if max(first) < 10_000
        else ""
    )
    return text if DATE.read(text)[0] is not None else None
