"""DataCite JSON: the outputs, as a DOI is registered for them (DataCite metadata schema 4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, Final

from ..dataset.collection import Dataset
from ..jsontext.parsing import encode
from ..model.outputs import Output
from ..model.parties import Organization, Person
from ..model.union import Record
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..values.dates import PartialDate
from ..values.identifiers import Identifier
from ..values.language import lookup
from ..vocab import IdentifierRelation, IdentifierStatus, OutputKind, label
from .bibliography.names import csl_name, printed, shown_name
from .format import Format
from .losses import Losses, plain

__all__ = ["FORMAT"]

SCHEMA: Final = "http://datacite.org/schema/kernel-4"
UNAVAILABLE: Final = ":unav"
"""What DataCite has where a required value is not known."""
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
"""The general type of each kind; one that is not here is a `Text`."""
CREATORS: Final = ("author", "lead_author", "speaker")
CONTRIBUTORS: Final[Mapping[str, str]] = {
    "editor": "Editor",
    "editor_in_chief": "Editor",
    "coordinator": "ProjectLeader",
    "commissioner": "Sponsor",
    "funder": "Sponsor",
}
"""The type of each role; one that is not here is `Other`."""
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
"""DataCite 4.5 has no translation and no summary; the nearest relation stands for them."""
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
    """Makes the record of an output; what is left of it is reported."""

    def __init__(self, dataset: Dataset, output: Output, lang: str, losses: Losses) -> None:
        self.dataset = dataset
        self.output = output
        self.lang = lang
        self.losses = losses
        self.data = plain(output)

    def made(self, issued: PartialDate) -> dict[str, Any]:
        """Return the record."""
        output, data = self.output, self.data
        del data["id"]
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
        if made["creators"] == [{"name": UNAVAILABLE}]:
            data.pop("anonymous", None)
        self.losses.left(data)
        return {key: value for key, value in made.items() if value != []}

    def identifiers(self) -> dict[str, Any]:
        """Return the DOI, and the other identifiers."""
        made: dict[str, Any] = {}
        others: list[dict[str, str]] = []
        for identifier in [*self.data.get("identifiers", ())]:
            if len(identifier) > 2:  # it is not sure, or that of another thing
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
        return {**made, **({"alternateIdentifiers": others} if others else {})}

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
        """Yield those of some roles."""
        for part in self.data.get("contributions", ()):
            if part.get("role") in roles:
                if part["role"] not in ("author", "issuing_body", "signatory"):
                    self.losses.changed(self.output.id, "/contributions", part["role"], "creator")
                del part["role"]
                yield self.party(part)

    def contributors(self) -> Iterator[dict[str, Any]]:
        """Yield all others."""
        for part in self.data.get("contributions", ()):
            if "role" in part:
                role = part.pop("role")
                type = CONTRIBUTORS.get(role, "Other")
                self.losses.changed(self.output.id, "/contributions", role, type)
                yield {**self.party(part), "contributorType": type}

    def party(self, part: dict[str, Any]) -> dict[str, Any]:
        """Return one of them, with identifiers and affiliations."""
        id = part.pop("party_id", None)
        party = None if id is None else self.dataset.get(id)
        made: dict[str, Any] = {}
        if id is None:
            text = part["name"]
            tag = lookup((self.lang, "en"), text) or next(iter(text))
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
        if bodies := part.pop("affiliation_ids", None):
            made["affiliation"] = [self.affiliation(body) for body in bodies]
        return made

    def affiliation(self, id: str) -> dict[str, str]:
        """Return an organization that is beside a name."""
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
        """Who published it: as printed, else who issued it."""
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
        """Yield the dates of its life; a season is told as its year."""
        for key, type in DATES.items():
            text = self.data.get("dates", {}).pop(key, None)
            if text is None:
                continue
            date = PartialDate(text)
            plain = text.rstrip("?~%") if date.precision != "season" else text[:4]
            said = {"dateInformation": text} if plain != text else {}
            yield {"date": plain, "dateType": type, **said}

    def relations(self) -> Iterator[dict[str, str]]:
        """Yield the outputs that it relates to and that have an identifier; the journal that it appeared in by its ISSN."""
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
        """Who paid for it."""
        for given, one in zip(self.output.funding, self.data.get("funding", ()), strict=True):
            if given.funder_id is None and given.name is None:
                continue
            name = (
                given.name.best(self.lang)
                if given.name is not None
                else self.dataset.label(given.funder_id or "", self.lang)
            )
            yield {"funderName": name, **({"awardNumber": one.pop("award")} if given.award else {})}
            one.pop("funder_id", None)
            one.pop("name", None)

    def files(self) -> dict[str, Any]:
        """Return where the first file is; of all of them the sizes and formats."""
        files = self.data.get("files", [])
        made: dict[str, Any] = {}
        if files:
            made["url"] = files[0].pop("url")
        if formats := [*dict.fromkeys([one.pop("media_type") for one in files if "media_type" in one])]:
            made["formats"] = formats
        if sizes := [f"{one.pop('bytes')} bytes" for one in files if "bytes" in one]:
            made["sizes"] = sizes
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
    """Return a licence: an SPDX id, or an address."""
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
    endings=(".datacite.json",),
    carries=("output",),
    write=write,
)
