"""DataCite JSON: the outputs, with the metadata for registering a DOI (DataCite metadata schema 4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

from ..dataset.collection import Dataset
from ..jsontext.limits import Limits
from ..jsontext.parsing import encode
from ..model.outputs import Output
from ..model.parties import Organization, Person
from ..model.parts.dealings import Funding
from ..model.parts.outputs import File, OutputDates, Relation
from ..model.parts.parties import Contribution
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
from .left import left_out
from .losses import Losses
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
INSTEAD: Final = ("issuing_body", "signatory")
"""Roles that stand for the authors where there is none."""
WRITTEN: Final = frozenset(
    "id identifiers titles kind contributions anonymous dates languages license publisher edition abstract topics funding files "
    "relations".split()
)
"""The fields that a record is made of; of all others it is only reported that they are left out."""
OF_A_CONTRIBUTION: Final = left_out(Contribution, frozenset(["role", "name"]), "contributions")
OF_AN_IDENTIFIER: Final = left_out(Identifier, frozenset(["scheme", "value"]), "identifiers")
OF_DATES: Final = left_out(OutputDates, frozenset(DATES), "dates")
OF_FUNDING: Final = left_out(Funding, frozenset(["name", "funder_id", "award"]), "funding")
OF_A_FILE: Final = left_out(File, frozenset(["url", "media_type", "bytes"]), "files")
OF_ANOTHER_FILE: Final = left_out(File, under="files")
OF_A_RELATION: Final = left_out(Relation, under="relations")


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits) -> Imported:
    """Read a work, a list or lines of works, or a response of the API."""
    return read_items(source, lines, "datacite", "DataCite JSON", unknown, limits)


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:
    """Write a list of records of DataCite, one per line."""
    losses = Losses("datacite")
    works = _Works(dataset, lang, losses)
    start = b"[\n"
    for output in dataset.outputs.values():
        issued = None if output.dates is None else output.dates.issued
        if issued is None:
            losses.skipped(output.id, Phrase("it has no year of issue"))
            continue
        target.write(start + encode(works.made(output, issued)))
        start = b",\n"
    target.write(b"[]\n" if start == b"[\n" else b"\n]\n")
    return losses


class _Works:
    """Makes the DataCite records of outputs, and reports what they cannot carry."""

    def __init__(self, dataset: Dataset, lang: str, losses: Losses) -> None:
        self.dataset = dataset
        self.lang = lang
        self.losses = losses
        self._outputs = dataset.outputs
        self._parties: dict[str, dict[str, Any]] = {}
        self._affiliations: dict[str, dict[str, str]] = {}
        self._kinds: dict[str | None, dict[str, str]] = {}

    def made(self, output: Output, issued: PartialDate) -> dict[str, Any]:
        """Return the record of an output. What is left out of it is found on the way, so that no record is made plain data."""
        left = left_out(type(output), WRITTEN)(output)
        parts = [*output.contributions]
        read = output.languages[0] if output.languages else NO_LANGUAGE  # the language of texts without one
        made: dict[str, Any] = {
            "types": self.kind(output.kind),
            **self.identifiers(output, left),
            "creators": self.creators(output, parts, read, left),
            "titles": self.titles(output),
            "publisher": self.publisher(output, left),
            "publicationYear": f"{issued.year:04}",
            "contributors": [self.contributor(output, part, read, left) for part in parts],
            "subjects": [{"subject": topic} for topic in output.topics],
            "dates": _dates(output, left),
            "relatedIdentifiers": [*self.relations(output, left)],
            "descriptions": [
                {"description": text, "descriptionType": "Abstract", **_lang(tag)}
                for tag, text in (output.abstract.items() if output.abstract is not None else ())
            ],
            "rightsList": [] if output.license is None else [_rights(output.license)],
            "fundingReferences": [*self.funding(output, read, left)],
            **_files(output, left),
            "schemaVersion": SCHEMA,
        }
        if output.languages:
            made["language"] = output.languages[0]
            left += ["languages"] if len(output.languages) > 1 else []
        if output.edition is not None:
            made["version"] = output.edition
        if output.anonymous and output.contributions:
            left.append("anonymous")
        self.losses.paths(output.type, left)
        return {key: value for key, value in made.items() if value != []}

    def kind(self, kind: str | None) -> dict[str, str]:
        """Return the general and the own type of a kind."""
        if kind not in self._kinds:
            own = {"resourceType": label(kind, self.lang, of=OutputKind)} if kind else {}
            self._kinds[kind] = {"resourceTypeGeneral": TYPES.get(kind or "", "Text"), **own}
        return self._kinds[kind]

    def identifiers(self, output: Output, left: list[str]) -> dict[str, Any]:
        """Return the DOI, and the other identifiers."""
        made: dict[str, Any] = {}
        others = [{"alternateIdentifier": output.id, "alternateIdentifierType": OWN_ID}]
        for one in output.identifiers:
            if more := OF_AN_IDENTIFIER(one):  # it is not confirmed, or identifies another thing
                left += ["identifiers.scheme", "identifiers.value", *more]
            elif one.scheme == "doi" and "doi" not in made:
                made["doi"] = one.value
            else:
                others.append({"alternateIdentifier": one.value, "alternateIdentifierType": one.scheme.upper()})
        return {**made, "alternateIdentifiers": others}

    def titles(self, output: Output) -> list[dict[str, str]]:
        """Return the title in the output's own language first, then the others as translations."""
        titles = output.titles
        first = lookup((*output.languages[:1], self.lang, "en"), titles) or next(iter(titles))
        others = [
            {"title": title, **_lang(tag), "titleType": "TranslatedTitle"}
            for tag, title in (titles.items() if len(titles) > 1 else ())
            if tag != first
        ]
        return [{"title": titles[first], **_lang(first)}, *others]

    # --- who ---

    def creators(self, output: Output, parts: list[Contribution], read: str, left: list[str]) -> list[dict[str, Any]]:
        """Return the authors, or else those who issued or signed the output, and remove them from the contributions."""
        for roles in (CREATORS, INSTEAD):
            found = [part for part in parts if part.role in roles]
            if found:
                parts[:] = [part for part in parts if part.role not in roles]
                return [self.creator(output, part, read, left) for part in found]
        return [{"name": UNAVAILABLE}]

    def creator(self, output: Output, part: Contribution, read: str, left: list[str]) -> dict[str, Any]:
        """Return one of the authors."""
        if part.role != "author":
            self.losses.changed(output.id, "/contributions", part.role, "author")
        return self.party(output, part, read, left)

    def contributor(self, output: Output, part: Contribution, read: str, left: list[str]) -> dict[str, Any]:
        """Return another contributor."""
        type = CONTRIBUTORS.get(part.role, "Other")
        self.losses.changed(output.id, "/contributions", part.role, type)
        return {**self.party(output, part, read, left), "contributorType": type}

    def party(self, output: Output, part: Contribution, read: str, left: list[str]) -> dict[str, Any]:
        """Return a contributor, with identifiers and affiliations."""
        left += OF_A_CONTRIBUTION(part)
        if part.party_id is None:
            assert part.name is not None  # for the type checker; it is required where there is no party
            tag = lookup((read, self.lang, "en"), part.name) or next(iter(part.name))
            if tag != read:
                self.losses.changed(output.id, "/contributions", tag, read)
            left += ["contributions.name"] if len(part.name) > 1 else []
            made: dict[str, Any] = {"name": part.name[tag]}
        else:
            left += [] if part.name is None else ["contributions.name"]
            made = self.known(part.party_id)
        if part.affiliation_ids:
            return {**made, "affiliation": [self.affiliation(body) for body in part.affiliation_ids]}
        return made

    def known(self, id: str) -> dict[str, Any]:
        """Return a contributor with a record; without one only the id is known."""
        if id not in self._parties:
            party = self.dataset.get(id)
            made: dict[str, Any] = {}
            if isinstance(party, Person):
                name = shown_name(party, self.lang)
                made |= {"name": printed(csl_name(name)), "nameType": "Personal"}
                parts = (("givenName", name.given), ("familyName", name.family))
                made |= {key: value for key, value in parts if value is not None}
            else:
                made |= {"name": self.dataset.label(id, self.lang), "nameType": "Organizational"}
            if party is not None and (found := [*_identified(party)]):
                made["nameIdentifiers"] = found
            self._parties[id] = made
        return self._parties[id]

    def affiliation(self, id: str) -> dict[str, str]:
        """Return the affiliation with an organization."""
        if id not in self._affiliations:
            made = {"name": self.dataset.label(id, self.lang)}
            body = self.dataset.get(id)
            for identifier in _identified(body) if isinstance(body, Organization) else ():
                if identifier["nameIdentifierScheme"] == "ROR":
                    made |= {
                        "affiliationIdentifier": identifier["nameIdentifier"],
                        "affiliationIdentifierScheme": "ROR",
                        "schemeUri": identifier["schemeUri"],
                    }
            self._affiliations[id] = made
        return self._affiliations[id]

    def publisher(self, output: Output, left: list[str]) -> dict[str, str]:
        """Return the publisher as printed, or else the issuer."""
        texts = output.publisher
        if texts is not None:
            tag = lookup((*output.languages[:1], self.lang, "en"), texts) or next(iter(texts))
            left += [f"publisher.{other}" for other in texts if other != tag] if len(texts) > 1 else []
            return {"name": texts[tag], **_lang(tag)}
        issuer = next((p.party_id for p in output.contributions if p.role == "issuing_body" and p.party_id), None)
        name = UNAVAILABLE if issuer is None else self.affiliation(issuer)["name"]
        self.losses.changed(output.id, "/publisher", "", name)
        return {"name": name}

    # --- the rest ---

    def relations(self, output: Output, left: list[str]) -> Iterator[dict[str, str]]:
        """Yield the related outputs that have an identifier, and the journal by its ISSN."""
        for relation in output.relations:
            other = self._outputs.get(relation.target)
            own = () if other is None else other.identifiers
            found = next((one for one in own if one.scheme in RELATED and _is_own(one)), None)
            type = RELATIONS.get(relation.type)
            if found is None or type is None:
                left += OF_A_RELATION(relation)
                continue
            if relation.type in ("is_translation_of", "summarizes"):
                self.losses.changed(output.id, "/relations", relation.type, type)
            yield {
                "relatedIdentifier": found.value,
                "relatedIdentifierType": RELATED[found.scheme],
                "relationType": type,
            }
        for identifier in () if output.container is None else output.container.identifiers:
            if identifier.scheme in ("issn", "isbn") and _is_own(identifier):
                name = identifier.scheme.upper()
                yield {
                    "relatedIdentifier": identifier.value,
                    "relatedIdentifierType": name,
                    "relationType": "IsPublishedIn",
                }

    def funding(self, output: Output, read: str, left: list[str]) -> Iterator[dict[str, str]]:
        """Yield the funders."""
        for number, one in enumerate(output.funding):
            left += OF_FUNDING(one)
            if one.name is not None:
                tag = lookup((read, self.lang, "en"), one.name) or next(iter(one.name))
                name = one.name[tag]
                left += ["funding.name"] if len(one.name) > 1 else []
                left += [] if one.funder_id is None else ["funding.funder_id"]
                if tag != read:
                    self.losses.changed(output.id, f"/funding/{number}/name", tag, read)
            elif one.funder_id is not None:
                name = self.dataset.label(one.funder_id, self.lang)
                self.losses.changed(output.id, f"/funding/{number}/funder_id", one.funder_id, name)
            else:
                left += [] if one.award is None else ["funding.award"]
                continue
            yield {"funderName": name} if one.award is None else {"funderName": name, "awardNumber": one.award}


def _dates(output: Output, left: list[str]) -> list[dict[str, str]]:
    """Return the dates of an output; a season becomes its year."""
    dates = output.dates
    assert dates is not None  # others are not written
    left += OF_DATES(dates)
    made = []
    for key, type in DATES.items():
        if (date := getattr(dates, key)) is not None:
            plain = date.text.rstrip("?~%") if date.precision != "season" else date.text[:4]
            said = {"dateInformation": date.text} if plain != date.text else {}
            made.append({"date": plain, "dateType": type, **said})
    return made


def _files(output: Output, left: list[str]) -> dict[str, Any]:
    """Return where the first file is, with its size and format."""
    if not output.files:
        return {}
    first, *others = output.files
    left += OF_A_FILE(first)
    for other in others:
        left += OF_ANOTHER_FILE(other)
    made: dict[str, Any] = {"url": first.url}
    if first.media_type is not None:
        made["formats"] = [first.media_type]
    if first.bytes is not None:
        made["sizes"] = [f"{first.bytes} bytes"]
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
