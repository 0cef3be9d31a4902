"""Compares exports with the least that anybody could write by hand: `python -m benchmarks.formats` writes the table of the docs.

**Bare** is the smallest mapping, written by hand, from the same records to the structure of a library, and the writer of that library: it
has the same values in the file, in the language of the record, and it looks up the parties by their ids. It reports no losses, chooses no
language, and trusts every value.
"""

from __future__ import annotations

import datetime
import gc
import io
import os
import re
import sys
import tracemalloc
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import bibtexparser
import icalendar
import orjson
import rispy
from bibtexparser.middlewares.parsestack import default_unparse_stack
from bibtexparser.model import Entry, Field
from rispy.config import TAG_KEY_MAPPING

import thinktank_model as tm
from thinktank_model.formats.bibliography.fields import FIELDS
from thinktank_model.formats.bibliography.kinds import KINDS, NAMES
from thinktank_model.formats.bibliography.kinds import TYPES as TYPES_OF_CSL
from thinktank_model.formats.bibtex import ENTRIES
from thinktank_model.formats.bibtex import TEXTS as TEXTS_OF_BIBTEX
from thinktank_model.formats.calendar.terms import STATUS
from thinktank_model.formats.registries.datacite import CONTRIBUTORS, DATES, NAMED, RELATIONS, TYPES
from thinktank_model.formats.ris import NAMES as NAMES_OF_RIS
from thinktank_model.formats.ris import ONCE as ONCE_OF_RIS
from thinktank_model.formats.ris import TYPES as RIS_TYPES

from .report import table, write_between

__all__ = ["BARE", "corpus", "peak", "ratio"]

DOCS = Path(__file__).parents[1] / "docs" / "performance.md"
MARKS = "<!-- formats: begin -->", "<!-- formats: end -->"
SIZES = (1_000, 10_000, 100_000)
ROUNDS = {1_000: 15, 10_000: 7, 100_000: 3}
MOST = {"ical": 10_000}  # icalendar takes a minute to write 100,000
ROLES = {role: variable for variable, role in NAMES.items()} | {"lead_author": "author", "speaker": "author"}
STAMP = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
SCHEMES = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID"}


# --- the records ---


def corpus(tag: str, size: int) -> tm.Dataset:
    """Return a dataset of so many records of a type: the shipped ones again and again with ids of their own, and all they refer to once."""
    every = [record for name in tm.example_names() for record in tm.example(name)]
    shipped = [record for record in every if record.type == tag]
    ids = re.compile(f'"({"|".join([re.escape(record.id) for record in shipped])})"')
    texts = [tm.dumps(record).decode() for record in shipped]
    made = []
    for number in range(size):
        copy, at = divmod(number, len(shipped))
        made.append(tm.loads(ids.sub(rf'"\1-{copy}"', texts[at])))
    return tm.Dataset(records=[*made, *[record for record in every if record.type != tag]])


# --- the least that one could write ---

Named = Callable[[tm.Dataset, Any, str], Any]
Dated = Callable[[Any], Mapping[str, Any]]


def mapped(
    ds: tm.Dataset, keys: Mapping[str, str], types: Mapping[str, str], named: Named, dated: Dated
) -> Iterator[Any]:
    """Yield the values of each output under the keys of a format.

    Parameters:
        ds: the dataset.
        keys: the key of each variable of CSL.
        types: the type of each type of CSL.
        named: makes the value of a contributor.
        dated: makes the keys and values of the date of issue.
    """
    for output in ds.outputs.values():
        lang = output.languages[0] if output.languages else "en"
        csl = KINDS.get(output.kind or "", "document")
        item: dict[str, Any] = {"id": output.id, keys["type"]: types.get(csl, csl), keys["language"]: lang}
        item[keys["title"]] = output.titles[lang]
        if output.kind is not None and TYPES_OF_CSL.get(csl) != output.kind:
            item[keys["genre"]] = tm.label(output.kind, "en", of=tm.OutputKind)
        for part in output.contributions:
            if part.role in ROLES:
                item.setdefault(keys[ROLES[part.role]], []).append(named(ds, part, lang))
        for part in output.contributions:
            if part.role == "issuing_body":
                if keys["author"] not in item:
                    item[keys["author"]] = [named(ds, part, lang)]
                elif output.publisher is None:
                    item[keys["publisher"]] = ds.label(part.party_id)
        if output.dates is not None and output.dates.issued is not None:
            item.update(dated(output.dates.issued))
        if "submitted" in keys and output.dates is not None and output.dates.submitted is not None:
            item["submitted"] = {"date-parts": [numbers(output.dates.submitted)]}
        for key, texts in (
            ("publisher", output.publisher),
            ("publisher-place", output.publisher_place),
            ("abstract", output.abstract),
        ):
            if texts is not None:
                item[keys[key]] = texts[lang]
        if output.container is not None:
            item[keys["collection-title"]] = output.container.title[lang]
            item[keys["collection-number"]] = output.container.number
            for one in output.container.identifiers:
                item[keys[one.scheme]] = one.value
        if output.pages is not None:
            item[keys["number-of-pages"]] = output.pages
        if output.edition is not None:
            item[keys["edition"]] = output.edition
        if output.topics:
            item[keys["keyword"]] = ", ".join(output.topics)
        if "status" in keys and output.status not in (None, "published"):
            item[keys["status"]] = output.status
        if output.files:
            item[keys["URL"]] = output.files[0].url
        for one in output.identifiers:
            if one.scheme in keys:
                item[keys[one.scheme]] = one.value
        for relation in output.relations:
            if relation.type == "is_translation_of":
                item[keys["original-title"]] = next(iter(ds.outputs[relation.target].titles.values()))
        if "event-title" in keys and output.released_at is not None:
            item["event-title"] = ds.label(output.released_at)
        yield item


def numbers(date: tm.PartialDate) -> list[int]:
    """Return the year, month and day."""
    return [number for number in (date.year, date.month, date.day) if number is not None]


def parts_of_name(ds: tm.Dataset, part: Any, lang: str) -> dict[str, str]:
    """Return the name of a contributor in parts, as CSL has it."""
    if part.party_id is None:
        return {"literal": part.name[lang]}
    party: Any = ds[part.party_id]
    name = party.names[0]
    return {"literal": name.value} if name.family is None else {"family": name.family, "given": name.given}


def text_of_name(ds: tm.Dataset, part: Any, lang: str) -> str:
    """Return the name of a contributor as one text, the family name first."""
    if part.party_id is None:
        return str(part.name[lang])
    party: Any = ds[part.party_id]
    name = party.names[0]
    return str(name.value) if name.family is None else f"{name.family}, {name.given}"


CSL = {key: key for key in (*FIELDS, "event-title")} | SCHEMES


def bare_csl(ds: tm.Dataset) -> bytes:
    """Write CSL-JSON with orjson."""
    items = mapped(ds, CSL, {}, parts_of_name, lambda date: {"issued": {"date-parts": [numbers(date)]}})
    return b"[\n" + b",\n".join([orjson.dumps(item) for item in items]) + b"\n]\n"


RIS = {key: TAG_KEY_MAPPING[tag] for key, tag in {**NAMES_OF_RIS, **ONCE_OF_RIS}.items() if tag in TAG_KEY_MAPPING} | {
    "editor": "secondary_authors", "type": "type_of_reference", "keyword": "keywords", "doi": "doi", "isbn": "issn", "issn": "issn", "contributor": "translated_author",
}  # fmt: skip


def bare_ris(ds: tm.Dataset) -> bytes:
    """Write RIS with rispy."""
    made = []
    for item in mapped(
        ds,
        RIS,
        RIS_TYPES,
        text_of_name,
        lambda date: {"year": f"{date.year:04}", "date": "/".join(map(str, numbers(date)))},
    ):
        for key in ("keywords", "urls"):
            if key in item:
                item[key] = item[key].split(", ")
        made.append(item)
    return str(rispy.dumps(made)).encode()


BIB = dict(TEXTS_OF_BIBTEX) | {
    "type": "ENTRYTYPE", "author": "author", "editor": "editor", "translator": "translator", "contributor": "contributor",
    "collection-number": "number", "URL": "url", "doi": "doi", "isbn": "isbn", "issn": "issn",
}  # fmt: skip


def bare_bibtex(ds: tm.Dataset) -> bytes:
    """Write BibTeX with bibtexparser, which escapes nothing."""
    entries = []
    for item in mapped(
        ds,
        BIB,
        ENTRIES,
        text_of_name,
        lambda date: {"date": date.text, "year": str(date.year), "month": str(date.month)},
    ):
        kind, id = item.pop("ENTRYTYPE"), item.pop("id")
        fields = [Field(key, " and ".join(value) if type(value) is list else str(value)) for key, value in item.items()]
        entries.append(Entry(kind, id, fields))
    with_own = default_unparse_stack(allow_inplace_modification=True)
    return str(bibtexparser.write_string(bibtexparser.Library([*entries]), unparse_stack=with_own)).encode()


def bare_datacite(ds: tm.Dataset) -> bytes:
    """Write DataCite JSON with orjson."""
    return b"[\n" + b",\n".join([orjson.dumps(work) for work in works(ds)]) + b"\n]\n"


def works(ds: tm.Dataset) -> Iterator[dict[str, Any]]:
    """Yield the DataCite record of each output that was issued."""
    for output in ds.outputs.values():
        if output.dates is None or output.dates.issued is None:
            continue
        lang = output.languages[0] if output.languages else "en"
        creators = [part for part in output.contributions if part.role in ROLES and ROLES[part.role] == "author"]
        creators = creators or [part for part in output.contributions if part.role == "issuing_body"]
        issuers = [ds.label(part.party_id) for part in output.contributions if part.role == "issuing_body"]
        work: dict[str, Any] = {
            "types": {
                "resourceTypeGeneral": TYPES.get(output.kind or "", "Text"),
                "resourceType": tm.label(output.kind or "", "en", of=tm.OutputKind),
            },
            "alternateIdentifiers": [{"alternateIdentifier": output.id, "alternateIdentifierType": "thinktank-model"}],
            "creators": [contributor(ds, part, lang) for part in creators],
            "titles": [{"title": text, "lang": tag} for tag, text in output.titles.items()],
            "publisher": {"name": output.publisher[lang] if output.publisher else issuers[0] if issuers else ":unav"},
            "publicationYear": str(output.dates.issued.year),
            "dates": [
                {"date": date.text, "dateType": type}
                for key, type in DATES.items()
                if (date := getattr(output.dates, key)) is not None
            ],
            "schemaVersion": "http://datacite.org/schema/kernel-4",
            "language": lang,
        }
        for one in output.identifiers:
            if one.scheme == "doi":
                work["doi"] = one.value
            else:
                work["alternateIdentifiers"].append(
                    {"alternateIdentifier": one.value, "alternateIdentifierType": one.scheme.upper()}
                )
        others = [part for part in output.contributions if part not in creators]
        if others:
            work["contributors"] = [
                {**contributor(ds, part, lang), "contributorType": CONTRIBUTORS.get(part.role, "Other")}
                for part in others
            ]
        if output.topics:
            work["subjects"] = [{"subject": topic} for topic in output.topics]
        related = [
            {"relatedIdentifier": one.value, "relatedIdentifierType": "DOI", "relationType": RELATIONS[relation.type]}
            for relation in output.relations
            for one in ds.outputs[relation.target].identifiers
            if one.scheme == "doi"
        ]
        if output.container is not None:
            related += [
                {
                    "relatedIdentifier": one.value,
                    "relatedIdentifierType": one.scheme.upper(),
                    "relationType": "IsPublishedIn",
                }
                for one in output.container.identifiers
            ]
        if related:
            work["relatedIdentifiers"] = related
        if output.abstract is not None:
            work["descriptions"] = [
                {"description": text, "descriptionType": "Abstract", "lang": tag}
                for tag, text in output.abstract.items()
            ]
        if output.license is not None:
            work["rightsList"] = [
                {
                    "rights": output.license,
                    "rightsIdentifier": output.license,
                    "rightsIdentifierScheme": "SPDX",
                    "schemeUri": "https://spdx.org/licenses/",
                }
            ]
        if output.funding:
            work["fundingReferences"] = [
                {"funderName": one.name[lang], "awardNumber": one.award}
                for one in output.funding
                if one.name is not None
            ]
        if output.files:
            file = output.files[0]
            work |= {"url": file.url, "formats": [file.media_type]}
            if file.bytes is not None:
                work["sizes"] = [f"{file.bytes} bytes"]
        if output.edition is not None:
            work["version"] = output.edition
        yield work


def contributor(ds: tm.Dataset, part: Any, lang: str) -> dict[str, Any]:
    """Return a contributor of DataCite."""
    if part.party_id is None:
        return {"name": part.name[lang]}
    party: Any = ds[part.party_id]
    name = party.names[0]
    if name.family is None:
        made = {"name": name.value, "nameType": "Organizational"}
    else:
        made = {
            "name": f"{name.family}, {name.given}",
            "nameType": "Personal",
            "givenName": name.given,
            "familyName": name.family,
        }
    found = [
        {"nameIdentifier": one.url, "nameIdentifierScheme": NAMED[one.scheme][0], "schemeUri": NAMED[one.scheme][1]}
        for one in party.identifiers
        if one.scheme in NAMED and one.status == "confirmed" and one.relation == "self"
    ]
    if found:
        made["nameIdentifiers"] = found
    if part.affiliation_ids:
        made["affiliation"] = [{"name": ds.label(id)} for id in part.affiliation_ids]
    return made


def bare_ical(ds: tm.Dataset) -> bytes:
    """Write a calendar with icalendar."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//bare//EN")
    for event in ds.events.values():
        made = icalendar.Event()
        made.add("uid", f"{event.id}@thinktank-model")
        made.add("dtstamp", STAMP)
        if event.status.value in STATUS:
            made.add("status", STATUS[event.status.value])
        if event.parent_id is not None:
            made.add("related-to", f"{event.parent_id}@thinktank-model", parameters={"RELTYPE": "PARENT"})
        name = event.names[0]
        made.add("summary", name.value, parameters={"LANGUAGE": name.lang})
        if event.description is not None:
            tag = next(iter(event.description))
            made.add("description", event.description[tag], parameters={"LANGUAGE": tag})
        start, end = event.start, event.end or event.start
        if start is None or end is None:
            continue
        if start.instant is not None and end.instant is not None:
            zone = None if event.timezone is None else ZoneInfo(event.timezone)
            made.add("dtstart", start.instant.astimezone(zone))
            if event.end is not None:
                made.add("dtend", end.instant.astimezone(zone))
        else:
            made.add("dtstart", start.earliest)
            made.add("dtend", end.latest + DAY)
            made.add("transp", "TRANSPARENT")
        for place in event.places:
            if place.kind == "physical":
                texts = [next(iter(text.values())) for text in (place.name, place.locality) if text]
                made.add("location", ", ".join([*texts, place.country or ""]))
                if place.coordinates is not None:
                    made.add("geo", (place.coordinates.latitude, place.coordinates.longitude))
            elif place.url is not None:
                made.add("conference", icalendar.vUri(place.url), parameters={"VALUE": "URI"})
        roles = (("organizer", event.organizer_ids), ("host", event.host_ids), ("sponsor", event.sponsor_ids))
        parties = [(id, role) for role, ids in roles for id in ids]
        for id, role in [*parties, *[(one.party_id, one.role) for one in event.participations if one.party_id]]:
            address = icalendar.vCalAddress(f"urn:x-thinktank-model:{id}")
            address.params["CN"] = ds.label(id)
            if role == "organizer" and "ORGANIZER" not in made:
                made.add("organizer", address)
            else:
                address.params["CUTYPE"] = "INDIVIDUAL" if id.startswith("person:") else "GROUP"
                address.params["ROLE"] = "REQ-PARTICIPANT"
                address.params["X-ROLE"] = role
                made.add("attendee", address)
        if event.topics:
            made.add("categories", [*event.topics])
        if event.urls:
            made.add("url", event.urls[0])
        calendar.add_component(made)
    return bytes(calendar.to_ical())


TAGS = {"csl-json": "output", "ris": "output", "bibtex": "output", "datacite": "output", "ical": "event"}
BARE: Mapping[str, Callable[[tm.Dataset], bytes]] = {
    "csl-json": bare_csl,
    "ris": bare_ris,
    "bibtex": bare_bibtex,
    "datacite": bare_datacite,
    "ical": bare_ical,
}


# --- measuring ---


def ratio(name: str, ds: tm.Dataset, rounds: int) -> tuple[float, float]:
    """Return the median of export ÷ bare over some rounds of both in turns, and the shortest time of an export in seconds."""
    found, best = [], float("inf")
    for _ in range(rounds):
        gc.collect()
        start = process_time()
        BARE[name](ds)
        bare = process_time() - start
        gc.collect()
        start = process_time()
        tm.export(ds, io.BytesIO(), format=name)
        taken = process_time() - start
        best = min(best, taken)
        found.append(taken / bare)
    return median(found), best


def peak(name: str, ds: tm.Dataset) -> float:
    """Return the memory that an export takes at most, beyond what there is before it, in MiB."""
    with open(os.devnull, "wb") as target:
        tracemalloc.start()
        tm.export(ds, target, format=name)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return found / 2**20


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and write it into the docs."""
    parser = ArgumentParser(prog="python -m benchmarks.formats", description="What an export costs beside the least.")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the greatest number of records (100,000)")
    parser.add_argument(
        "--only", nargs="*", choices=[*BARE], default=[*BARE], help="the formats; the docs are left alone"
    )
    given = parser.parse_args(arguments)
    sizes = [size for size in SIZES if size <= given.most]
    rows = []
    for name in given.only:
        found = {}
        for size in [size for size in sizes if size <= MOST.get(name, size)]:
            ds = corpus(TAGS[name], size)
            found[size] = ratio(name, ds, ROUNDS[size])
        growth = (found[size][1] / size) / (found[sizes[0]][1] / sizes[0])
        ratios = [f"{found[one][0]:.2f}" if one in found else "" for one in sizes]
        rows.append((f"`{name}`", *ratios, f"{growth:.2f}", f"{peak(name, ds):.0f}"))
        print(rows[-1], file=sys.stderr, flush=True)
    head = ("export ÷ bare", *[f"{size:,} records" for size in sizes], "growth", "peak, MiB")
    text = table(head, rows)
    if given.only == [*BARE]:
        write_between(DOCS, *MARKS, text)
    print(text)


if __name__ == "__main__":
    main()
