"""DataCite JSON: the outputs, with the metadata for registering a DOI (DataCite metadata schema 4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

from ..dataset.collection import Dataset
from ..jsontext.limits import Limits
from ..jsontext.parsing import encode
from ..model.outputs import Output
from ..model.parties import Organization, Person
from ..model.union import Record
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..shapes.explain import Unknown
from ..values.dates import PartialDate
from ..values.identifiers import Identifier
from ..values.language import lookup
from ..vocab import IdentifierRelation, IdentifierStatus, OutputKind, label
from .bibliography.names import csl_name, printed, shown_name
from .format import Format, Imported
from .losses import Losses, plain
from .registries.datacite import (
    CONTRIBUTORS,
    DATES,
    NAMED,
    OWN_ID,
    RELATED,
    RELATIONS,
    TYPES,
    UNAVAILABLE,
    lines,
)
from .registries.reading import read_items
from .registries.works import NO_LANGUAGE

__all__ = ["FORMAT"]

SCHEMA: Final = "http://datacite.org/schema/kernel-4"
CREATORS: Final = ("author", "lead_author", "speaker")


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits) -> Imported:
    """Read a work, a list or lines of works, or a response of the API."""
    return read_items(source, lines, "datacite", "DataCite JSON", unknown, limits)


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:
    """Write a list of records of DataCite, one per line."""
    losses = Losses("datacite")
    start = b"[\n"
    for output in dataset.outputs.values():
        issued = None if output.dates is None else output.dates.issued
        if issued is None:
            losses.skipped(output.id, Phrase("it has no year of issue"))
            continue
        target.write(start + encode(_Record(dataset, output, lang, losses).made(issued)))
        start = b",\n"
    target.write(b"[]\n" if start == b"[\n" else b"\n]\n")
    return losses


class _Record:
    """Makes the DataCite record of an output, and reports what it cannot carry."""

    def __init__(self, dataset: Dataset, output: Output, lang: str, losses: Losses) -> None:
        self.dataset = dataset
        self.output = output
        self.lang = lang
        self.losses = losses
        self.data = plain(output)
        self.read = next(iter(output.languages), NO_LANGUAGE)  # the language of texts without one

    def made(self, issued: PartialDate) -> dict[str, Any]:
        """Return the record."""
        output, data = self.output, self.data
        kind = data.pop("kind", None)
        made: dict[str, Any] = {
            "types": {
                "resourceTypeGeneral": TYPES.get(kind or "", "Text"),
                **({"resourceType": label(kind, self.lang, of=OutputKind)} if kind else {}),
            },
            **self.identifiers(),
            "creators": [*self.people(CREATORS)]
            or [*self.people(("issuing_body", "signatory"))]
            or [{"name": UNAVAILABLE}],
            "titles": [*self.titles()],
            "publisher": self.publisher(),
            "publicationYear": f"{issued.year:04}",
            "contributors": [*self.contributors()],
            "subjects": [{"subject": topic} for topic in data.pop("topics", ())],
            "dates": [*self.dates()],
            "relatedIdentifiers": [*self.relations()],
            "descriptions": [
                {"description": text, "descriptionType": "Abstract", **_lang(tag)}
                for tag, text in data.pop("abstract", {}).items()
            ],
            "rightsList": [_rights(data.pop("license"))] if "license" in data else [],
            "fundingReferences": [*self.funding()],
            **self.files(),
            "schemaVersion": SCHEMA,
        }
        if output.languages:
            made["language"] = data["languages"].pop(0)
        if "edition" in data:
            made["version"] = data.pop("edition")
        if not output.contributions:
            data.pop("anonymous", None)
        self.losses.left(data)
        return {key: value for key, value in made.items() if value != []}

    def identifiers(self) -> dict[str, Any]:
        """Return the DOI, and the other identifiers."""
        made: dict[str, Any] = {}
        others = [{"alternateIdentifier": self.data.pop("id"), "alternateIdentifierType": OWN_ID}]
        for identifier in [*self.data.get("identifiers", ())]:
            if len(identifier) > 2:  # it is not confirmed, or identifies another thing
                continue
            self.data["identifiers"].remove(identifier)
            if identifier["scheme"] == "doi" and "doi" not in made:
                made["doi"] = identifier["value"]
            else:
                others.append(
                    {
                        "alternateIdentifier": identifier["value"],
                        "alternateIdentifierType": identifier["scheme"].upper(),
                    }
                )
        return {**made, "alternateIdentifiers": others}

    def titles(self) -> Iterator[dict[str, str]]:
        """Yield the title in the output's own language first, then the others as translations."""
        titles = self.data.pop("titles")
        first = lookup((*self.output.languages[:1], self.lang, "en"), titles) or next(iter(titles))
        yield {"title": titles[first], **_lang(first)}
        for tag, title in titles.items():
            if tag != first:
                yield {"title": title, **_lang(tag), "titleType": "TranslatedTitle"}

    # --- who ---

    def people(self, roles: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield the contributors with some roles."""
        for part in self.data.get("contributions", ()):
            if part.get("role") in roles:
                if part["role"] != "author":
                    self.losses.changed(self.output.id, "/contributions", part["role"], "author")
                del part["role"]
                yield self.party(part)

    def contributors(self) -> Iterator[dict[str, Any]]:
        """Yield the other contributors."""
        for part in self.data.get("contributions", ()):
            if "role" in part:
                role = part.pop("role")
                type = CONTRIBUTORS.get(role, "Other")
                self.losses.changed(self.output.id, "/contributions", role, type)
                yield {**self.party(part), "contributorType": type}

    def party(self, part: dict[str, Any]) -> dict[str, Any]:
        """Return a contributor, with identifiers and affiliations."""
        id = part.get("party_id")  # the record is not in the dataset: only the name and identifiers elsewhere are known
        party = None if id is None else self.dataset.get(id)
        made: dict[str, Any] = {}
        if id is None:
            text = part["name"]
            tag = lookup((self.read, self.lang, "en"), text) or next(iter(text))
            if tag != self.read:
                self.losses.changed(self.output.id, "/contributions", tag, self.read)
            made["name"] = text.pop(tag)
        elif isinstance(party, Person):
            name = shown_name(party, self.lang)
            made |= {"name": printed(csl_name(name)), "nameType": "Personal"}
            made |= {
                key: value
                for key, value in (("givenName", name.given), ("familyName", name.family))
                if value is not None
            }
        else:
            made |= {"name": self.dataset.label(id, self.lang), "nameType": "Organizational"}
        if party is not None and (found := [*_identified(party)]):
            made["nameIdentifiers"] = found
        if bodies := part.get("affiliation_ids"):
            made["affiliation"] = [self.affiliation(body) for body in bodies]
        return made

    def affiliation(self, id: str) -> dict[str, str]:
        """Return the affiliation with an organization."""
        made = {"name": self.dataset.label(id, self.lang)}
        body = self.dataset.get(id)
        if isinstance(body, Organization):
            for identifier in _identified(body):
                if identifier["nameIdentifierScheme"] == "ROR":
                    made |= {
                        "affiliationIdentifier": identifier["nameIdentifier"],
                        "affiliationIdentifierScheme": "ROR",
                        "schemeUri": identifier["schemeUri"],
                    }
        return made

    def publisher(self) -> dict[str, str]:
        """Return the publisher as printed, or else the issuer."""
        texts = self.data.get("publisher")
        if texts:
            tag = lookup((*self.output.languages[:1], self.lang, "en"), texts) or next(iter(texts))
            return {"name": texts.pop(tag), **_lang(tag)}
        for part in self.output.contributions:
            if part.role == "issuing_body" and part.party_id is not None:
                name = self.dataset.label(part.party_id, self.lang)
                self.losses.changed(self.output.id, "/publisher", "", name)
                return {"name": name}
        self.losses.changed(self.output.id, "/publisher", "", UNAVAILABLE)
        return {"name": UNAVAILABLE}

    # --- the rest ---

    def dates(self) -> Iterator[dict[str, str]]:
        """Yield its dates; a season becomes its year."""
        for key, type in DATES.items():
            text = self.data.get("dates", {}).pop(key, None)
            if text is None:
                continue
            date = PartialDate(text)
            plain = text.rstrip("?~%") if date.precision != "season" else text[:4]
            said = {"dateInformation": text} if plain != text else {}
            yield {"date": plain, "dateType": type, **said}

    def relations(self) -> Iterator[dict[str, str]]:
        """Yield the related outputs that have an identifier, and the journal by its ISSN."""
        for relation in self.data.get("relations", ()):
            other = self.dataset.outputs.get(relation["target"])
            found = (
                None
                if other is None
                else next((i for i in other.identifiers if i.scheme in RELATED and _is_own(i)), None)
            )
            if found is not None:
                type = RELATIONS[relation["type"]]
                if relation["type"] in ("is_translation_of", "summarizes"):
                    self.losses.changed(self.output.id, "/relations", relation["type"], type)
                relation.clear()
                yield {
                    "relatedIdentifier": found.value,
                    "relatedIdentifierType": RELATED[found.scheme],
                    "relationType": type,
                }
        for identifier in () if self.output.container is None else self.output.container.identifiers:
            if identifier.scheme in ("issn", "isbn") and _is_own(identifier):
                name = identifier.scheme.upper()
                yield {
                    "relatedIdentifier": identifier.value,
                    "relatedIdentifierType": name,
                    "relationType": "IsPublishedIn",
                }

    def funding(self) -> Iterator[dict[str, str]]:
        """Yield the funders."""
        for number, one in enumerate(self.data.get("funding", ())):
            id = one.get("funder_id")
            if "name" in one:
                tag = lookup((self.read, self.lang, "en"), one["name"]) or next(iter(one["name"]))
                name = one["name"].pop(tag)
                if tag != self.read:
                    self.losses.changed(self.output.id, f"/funding/{number}/name", tag, self.read)
            elif id is not None:
                name = self.dataset.label(one.pop("funder_id"), self.lang)
                self.losses.changed(self.output.id, f"/funding/{number}/funder_id", id, name)
            else:
                continue
            yield {"funderName": name, **({"awardNumber": one.pop("award")} if "award" in one else {})}

    def files(self) -> dict[str, Any]:
        """Return where the first file is, with its size and format."""
        first = next(iter(self.data.get("files", ())), None)
        if first is None:
            return {}
        made: dict[str, Any] = {"url": first.pop("url")}
        if "media_type" in first:
            made["formats"] = [first.pop("media_type")]
        if "bytes" in first:
            made["sizes"] = [f"{first.pop('bytes')} bytes"]
        return made


def _lang(tag: str) -> dict[str, str]:
    return {} if tag == "und" else {"lang": tag}


def _is_own(identifier: Identifier) -> bool:
    return identifier.status is IdentifierStatus.CONFIRMED and identifier.relation is IdentifierRelation.SELF


def _identified(party: Record) -> Iterator[dict[str, str]]:
    for identifier in party.identifiers:
        if identifier.scheme in NAMED and _is_own(identifier):
            scheme, uri = NAMED[identifier.scheme]
            yield {
                "nameIdentifier": identifier.url or identifier.value,
                "nameIdentifierScheme": scheme,
                "schemeUri": uri,
            }


def _rights(license: str) -> dict[str, str]:
    """Return a licence: an SPDX id or a URL."""
    if ":" in license:
        return {"rightsUri": license}
    return {
        "rights": license,
        "rightsIdentifier": license,
        "rightsIdentifierScheme": "SPDX",
        "schemeUri": "https://spdx.org/licenses/",
    }


FORMAT: Final = Format(
    name="datacite",
    title="DataCite JSON, the outputs",
    endings=(".datacite.json", ".datacite.jsonl"),
    carries=("output",),
    write=write,
    read=read,
    keys=({"data.attributes.doi"}, {"data.attributes.creators"}, {"creators", "titles"}, {"types.resourceTypeGeneral"}),
)
