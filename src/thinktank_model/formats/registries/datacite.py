"""Works of DataCite, as the interface and the files of its members have them, to outputs.

https://schema.datacite.org/meta/kernel-4.5/ and https://support.datacite.org/docs/api-get-doi
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ...records.readers import Line, RecordReader
from ...values.dates import DATE
from ...values.identifiers import SCHEMES
from ...values.ids import Ref
from ...values.language import LANGUAGE
from ...values.licenses import LICENSE
from ...vocab import Open, OutputKind, Topic
from ..bibliography.kinds import LABELS
from ..bibliography.names import person_name
from ..losses import Losses
from .catalogue import compact
from .taking import drop, identifier, objects_in, observations, string, taken_text
from .works import NO_LANGUAGE, Works, date_of, plain_text, title_of

__all__ = ["CONTRIBUTORS", "DATES", "NAMED", "OWN_ID", "RELATED", "RELATIONS", "TYPES", "UNAVAILABLE", "lines"]

OWN_ID: Final = "thinktank-model"
"""The type of the alternate identifier with the id of a record of ours."""
UNAVAILABLE: Final = ":unav"
"""The placeholder of DataCite for a required value that is not known."""
TYPES: Final[Mapping[str, str]] = {
    "annual_report": "Report",
    "article": "JournalArticle",
    "blue_book": "Book",
    "book": "Book",
    "case_collection": "Collection",
    "chapter": "BookChapter",
    "dataset": "Dataset",
    "film": "Audiovisual",
    "podcast": "Sound",
    "policy_brief": "Report",
    "proceedings": "ConferenceProceeding",
    "report": "Report",
    "standard": "Standard",
    "video": "Audiovisual",
    "white_paper": "Report",
    "working_paper": "Preprint",
}
"""The general type of each kind; for other kinds it is `Text`."""
KINDS: Final[Mapping[str, str | None]] = {
    "Report": "report",
    "JournalArticle": "article",
    "ConferencePaper": "article",
    "Book": "book",
    "BookChapter": "chapter",
    "ConferenceProceeding": "proceedings",
    "Dataset": "dataset",
    "Standard": "standard",
    "Preprint": "working_paper",
    "Audiovisual": "video",
    "Text": None,
}
"""The kind of each general type, used if there is no more specific type."""
CONTRIBUTORS: Final[Mapping[str, str]] = {
    "editor": "Editor",
    "editor_in_chief": "Editor",
    "coordinator": "ProjectLeader",
    "commissioner": "Sponsor",
    "funder": "Sponsor",
}
"""The type of each role; for other roles it is `Other`."""
ROLES: Final[Mapping[str, str]] = {
    "Editor": "editor",
    "ProjectLeader": "coordinator",
    "Sponsor": "funder",
    "Other": "contributor",
}
DATES: Final[Mapping[str, str]] = {
    "drafted": "Created",
    "submitted": "Submitted",
    "accepted": "Accepted",
    "issued": "Issued",
    "updated": "Updated",
    "withdrawn": "Withdrawn",
}
RELATIONS: Final[Mapping[str, str]] = {
    "is_version_of": "IsVersionOf",
    "is_translation_of": "IsVariantFormOf",
    "is_part_of": "IsPartOf",
    "is_derived_from": "IsDerivedFrom",
    "cites": "Cites",
    "reviews": "Reviews",
    "summarizes": "IsDerivedFrom",
    "supplements": "IsSupplementTo",
    "continues": "Continues",
    "replaces": "Obsoletes",
}
"""DataCite 4.5 has no translation and no summary; the closest relation is used. It has none that is close to `amends`."""
RELATED: Final[Mapping[str, str]] = {
    "doi": "DOI",
    "handle": "Handle",
    "isbn": "ISBN",
    "arxiv": "arXiv",
    "url": "URL",
    "urn": "URN",
}
NAMED: Final[Mapping[str, tuple[str, str]]] = {
    "orcid": ("ORCID", "https://orcid.org/"),
    "isni": ("ISNI", "https://isni.org/"),
    "ror": ("ROR", "https://ror.org/"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/"),
}
FUNDERS: Final[Mapping[str, str]] = {"Crossref Funder ID": "fundref", "ROR": "ror", "ISNI": "isni", "GRID": "grid"}
COUNTS: Final[Mapping[str, str]] = {"citationCount": "citations", "downloadCount": "downloads"}
_TOPICS: Final = Open(Topic)
_OWN: Final = Ref("output")


def lines(objects: Iterable[dict[str, Any]], reader: RecordReader, losses: Losses) -> Iterator[Line]:
    """Yield the outputs of works, and the persons and organizations in them that have an identifier."""
    maker = _Maker(Works(reader, losses, "datacite"))
    return maker.works.lines(_works(objects, losses), maker.output)


def _works(objects: Iterable[dict[str, Any]], losses: Losses) -> Iterator[dict[str, Any]]:
    """Yield the works of a file: its objects, or those in a response of the API."""
    for given in objects:
        is_answer = isinstance(given.get("data"), (dict, list))
        listed = objects_in(given, "data") if is_answer else [given]
        for one in listed:
            attributes = one.get("attributes")
            if not isinstance(attributes, dict):
                yield one
                continue
            yield attributes
            del one["attributes"]
            drop(one, "id", "type")
            losses.rest(one)
        if is_answer:
            data = given.pop("data")
            given["data"] = [one for one in (data if isinstance(data, list) else ()) if not isinstance(one, dict)]
            losses.rest(given, ("meta", "links", "included"))


class _Maker:
    """Makes outputs of the works of one file."""

    def __init__(self, works: Works) -> None:
        self.works = works

    def output(self, item: dict[str, Any]) -> dict[str, Any] | None:
        """Return the plain data of an output. Values that it takes over are removed from the item."""
        own, identifiers = self.identifiers(item)
        titles = objects_in(item, "titles")
        made = self.works.start(identifiers, next((str(one["title"]) for one in titles if one.get("title")), None))
        if made is None:
            return None
        made["id"] = own or made["id"]
        tag = self.works.language(item, made)
        made["titles"] = self.titles(titles, tag)
        if not made["titles"]:
            return None
        made["kind"] = self.kind(item)
        made["contributions"] = [*self.parties(item, "creators", tag), *self.parties(item, "contributors", tag)]
        if not made["contributions"]:
            made["anonymous"] = True
        made["dates"] = self.dates(item)
        if (publisher := self.publisher(item, tag)) is not None:
            made["publisher"] = publisher
        made["topics"] = [*self.topics(item)]
        made["abstract"] = self.abstract(item, tag)
        made["license"] = self.license(item)
        made["edition"] = string(item, "version")
        made["funding"] = [*self.funding(item, tag)]
        made["files"] = self.files(item)
        self.container(item, made, tag)
        self.relations(item)
        made["observations"] = [one for key, measure in COUNTS.items() for one in observations(item, key, measure)]
        string(item, "schemaVersion")
        return made

    def identifiers(self, item: dict[str, Any]) -> tuple[str | None, list[dict[str, Any]]]:
        """Return the id if the record is ours, and the identifiers, the DOI first."""
        found = [one] if (one := identifier(item, "doi", "doi")) is not None else []
        own: str | None = None
        lists = (
            ("identifiers", "identifier", "identifierType"),
            ("alternateIdentifiers", "alternateIdentifier", "alternateIdentifierType"),
        )
        for key, name, type in lists:
            for one in objects_in(item, key):
                said = one.get(type)
                if said == OWN_ID and isinstance(one.get(name), str) and _OWN.read(one[name])[0] is not None:
                    own = own or one[name]
                    drop(one, name, type)
                    continue
                scheme = said.lower() if isinstance(said, str) and said.lower() in SCHEMES else None
                value = None if scheme is None else identifier(one, name, scheme)
                if value is None:
                    continue
                del one[type]
                if value not in found:
                    found.append(value)
        return own, found

    def titles(self, titles: list[dict[str, Any]], tag: str) -> dict[str, str]:
        """Return the title in each language; a subtitle is appended to its title."""
        found: dict[str, str] = {}
        for one in titles:
            type = one.get("titleType")
            if type not in (None, "", "TranslatedTitle", "Subtitle"):
                continue
            language = self.language(one, tag if type != "TranslatedTitle" or not found else NO_LANGUAGE)
            text = None if (type == "Subtitle") != (language in found) else title_of(one, "title")
            if text is not None:
                found[language] = f"{found[language]}: {text}" if language in found else text
                drop(one, "titleType")
                _drop_language(one, language)
        return found

    def language(self, one: Mapping[str, Any], tag: str) -> str:
        """Return the language of a text, or else that of the work."""
        own = LANGUAGE.read(one["lang"])[0] if isinstance(one.get("lang"), str) else None
        return own if isinstance(own, str) else tag

    def kind(self, item: dict[str, Any]) -> str | None:
        """Return the kind. Types of other vocabularies are derived from the general type and are ignored."""
        types = item.get("types")
        if not isinstance(types, dict):
            return None
        general, own = string(types, "resourceTypeGeneral"), types.get("resourceType")
        for key in ("ris", "bibtex", "citeproc", "schemaOrg"):
            string(types, key)
        named = LABELS.get(own.strip().casefold(), own.strip()) if isinstance(own, str) else ""
        is_ours = TYPES.get(named, "Text") == general and (named in LABELS.values() or ":" in named)
        if is_ours and not Open(OutputKind).read(named)[1]:
            del types["resourceType"]
            return named
        return KINDS[general] if general is not None and general in KINDS else self.works.kind(general, {})

    # --- who ---

    def parties(self, item: dict[str, Any], key: str, tag: str) -> Iterator[dict[str, Any]]:
        """Yield the creators or the contributors."""
        for one in objects_in(item, key):
            name = self.name(one)
            if name is None:
                continue
            role = "author"
            if key == "contributors":
                type = string(one, "contributorType")
                role = "contributor" if type is None else ROLES.get(type, f"datacite:{type}")
            is_body = string(one, "nameType") == "Organizational"
            listed = [*self.named(one, ("ror", "isni", "wikidata") if is_body else ("orcid", "isni", "wikidata"))]
            bodies = [*self.affiliations(one)]
            yield self.works.contribution(role, name, listed, tag, bodies, "organization" if is_body else "person")

    def name(self, one: dict[str, Any]) -> dict[str, str] | None:
        """Return a name: its parts if they are given; None if there is none."""
        printed = string(one, "name")
        if printed == UNAVAILABLE:
            return None
        parts = {
            part: text
            for part, key in (("given", "givenName"), ("family", "familyName"))
            if (text := string(one, key)) is not None
        }
        name = person_name(parts)
        if "family" not in name and printed is not None:
            return {"value": printed}
        return name or None

    def named(self, one: dict[str, Any], schemes: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield the identifiers of a party that are valid for its type."""
        seen: set[str] = set()
        for entry in objects_in(one, "nameIdentifiers"):
            said = str(entry.get("nameIdentifierScheme")).casefold()
            scheme = next(
                (scheme for scheme in schemes if NAMED[scheme][0].casefold() == said and scheme not in seen), None
            )
            found = None if scheme is None else identifier(entry, "nameIdentifier", scheme)
            if found is not None and scheme is not None:
                seen.add(scheme)
                drop(entry, "nameIdentifierScheme", "schemeUri", "schemeURI")
                yield found

    def affiliations(self, one: dict[str, Any]) -> Iterator[str]:
        """Yield the affiliations with a ROR id."""
        for body in objects_in(one, "affiliation"):
            found = identifier(body, "affiliationIdentifier", "ror")
            name = None if found is None else string(body, "name")
            if found is not None and name is not None:
                id = self.works.catalogue.party("organization", name, [found])
                if id is not None:
                    drop(body, "affiliationIdentifierScheme", "schemeUri", "schemeURI")
                    yield id

    def publisher(self, item: dict[str, Any], tag: str) -> dict[str, str] | None:
        """Return the publisher."""
        text = string(item, "publisher")
        for one in objects_in(item, "publisher"):
            language = self.language(one, tag)
            text = string(one, "name")
            if text is not None:
                _drop_language(one, language)
                return None if text == UNAVAILABLE else {language: text}
        return None if text in (None, UNAVAILABLE) else {tag: text or ""}

    # --- the rest ---

    def dates(self, item: dict[str, Any]) -> dict[str, str]:
        """Return the dates of the life cycle; the information next to a date can be more precise."""
        found: dict[str, str] = {}
        keys = {type: key for key, type in DATES.items()}
        for one in objects_in(item, "dates"):
            key = keys.get(str(one.get("dateType")))
            if key is None or key in found:
                continue
            more = one.get("dateInformation")
            date = date_of(one, "date")
            if date is None:
                continue
            if isinstance(more, str) and more.startswith(date) and DATE.read(more)[0] is not None:
                date = more
                del one["dateInformation"]
            found[key] = date
            del one["dateType"]
        year = dict(item)
        issued = date_of(year, "publicationYear")
        if issued is not None and found.setdefault("issued", issued)[:4] == issued:
            del item["publicationYear"]
        return found

    def topics(self, item: dict[str, Any]) -> Iterator[str]:
        """Yield the subjects that are topics of ours."""
        seen: set[str] = set()
        for one in objects_in(item, "subjects"):
            subject = one.get("subject")
            if isinstance(subject, str) and not _TOPICS.read(subject)[1] and subject not in seen:
                seen.add(subject)
                del one["subject"]
                yield subject

    def abstract(self, item: dict[str, Any], tag: str) -> dict[str, str]:
        """Return the abstract in each language."""
        found: dict[str, str] = {}
        for one in objects_in(item, "descriptions"):
            language = self.language(one, tag)
            if one.get("descriptionType") == "Abstract" and language not in found:
                text = plain_text(taken_text(one, "description"))
                if text is not None:
                    found[language] = text
                    drop(one, "descriptionType")
                    _drop_language(one, language)
        return found

    def license(self, item: dict[str, Any]) -> str | None:
        """Return the first licence: its id, or else its URL."""
        for one in objects_in(item, "rightsList"):
            for key in ("rightsIdentifier", "rightsUri", "rightsURI"):
                value = one.get(key)
                if isinstance(value, str) and (read := LICENSE.read(value.strip()))[0] is not None:
                    if any([problem.code == "license.unknown" for problem in read[1]]):
                        continue
                    drop(one, key, "rights", "rightsIdentifierScheme", "schemeUri", "schemeURI", "lang")
                    return str(read[0])
        return None

    def funding(self, item: dict[str, Any], tag: str) -> Iterator[dict[str, Any]]:
        """Yield the funders."""
        for one in objects_in(item, "fundingReferences"):
            scheme = FUNDERS.get(str(one.get("funderIdentifierType")))
            found = None if scheme is None else identifier(one, "funderIdentifier", scheme)
            if found is not None:
                del one["funderIdentifierType"]
            award = string(one, "awardNumber")
            made = self.works.funding(string(one, "funderName"), [] if found is None else [found], award, tag)
            if made is not None:
                yield made

    def files(self, item: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the files; a single format or size is that of the file."""
        url = string(item, "url")
        if url is None:
            return []
        file: dict[str, Any] = {"url": url}
        formats, sizes = item.get("formats"), item.get("sizes")
        if isinstance(formats, list) and len(formats) == 1 and isinstance(formats[0], str) and "/" in formats[0]:
            file["media_type"] = formats[0]
            del item["formats"]
        if isinstance(sizes, list) and len(sizes) == 1 and isinstance(sizes[0], str) and sizes[0].endswith(" bytes"):
            number = sizes[0].removesuffix(" bytes")
            if number.isascii() and number.isdecimal() and len(number) < 19:
                file["bytes"] = int(number)
                del item["sizes"]
        return [file]

    def container(self, item: dict[str, Any], made: dict[str, Any], tag: str) -> None:
        """Set the container, and the location in it."""
        given = item.get("container")
        if not isinstance(given, dict) or (title := string(given, "title")) is None:
            return
        type = string(given, "type")
        container: dict[str, Any] = {
            "title": {tag: title},
            "kind": None
            if type is None
            else {"Journal": "journal", "Series": "series", "Book": "book"}.get(type, f"datacite:{type}"),
        }
        container |= {"volume": string(given, "volume"), "issue": string(given, "issue")}
        scheme = str(given.get("identifierType")).lower()
        if scheme in ("issn", "isbn") and (found := identifier(given, "identifier", scheme)) is not None:
            container["identifiers"] = [found]
            del given["identifierType"]
        made["container"] = compact(container)
        pages = [text for key in ("firstPage", "lastPage") if (text := string(given, key)) is not None]
        made["pages"] = "-".join(dict.fromkeys(pages))

    def relations(self, item: dict[str, Any]) -> None:
        """Set the relations to works with an identifier."""
        types = {type: relation for relation, type in [*RELATIONS.items()][::-1]}
        schemes = {name: scheme for scheme, name in RELATED.items() if scheme in SCHEMES}
        for one in objects_in(item, "relatedIdentifiers"):
            relation, scheme = (
                types.get(str(one.get("relationType"))),
                schemes.get(str(one.get("relatedIdentifierType"))),
            )
            found = (
                identifier(one, "relatedIdentifier", scheme) if relation is not None and scheme is not None else None
            )
            if found is not None and relation is not None:
                self.works.relate(relation, (found["scheme"], found["value"]), "relatedIdentifiers.relatedIdentifier")
                drop(one, "relatedIdentifierType", "relationType")


def _drop_language(one: dict[str, Any], language: str) -> None:
    """Remove the language of a text if it is that of the record."""
    if isinstance(one.get("lang"), str) and LANGUAGE.read(one["lang"])[0] == language:
        del one["lang"]
