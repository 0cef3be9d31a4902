"""Texts that break formats, in every field with free text, in every text format, read by a second parser: equal fields, nothing injected."""

from __future__ import annotations

import io
import json
import re
import warnings
from collections.abc import Callable
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest

import thinktank_model as tm
from thinktank_model.formats.bibliography.latex import encoded

from .oracles import oracle
from .scale import in_full
from .texts import NASTY, WORSE

bibtexparser = oracle("bibtexparser")
icalendar = oracle("icalendar")
networkx = oracle("networkx")
pybtex = oracle("pybtex.database")
jsonld = oracle("pyld.jsonld")
pyoxigraph = oracle("pyoxigraph")
rdflib = oracle("rdflib")
rispy = oracle("rispy")
vobject = oracle("vobject")
TAG_KEY_MAPPING = oracle("rispy.config").TAG_KEY_MAPPING

PLAIN = "plain"
BASE = "https://example.org/"


class Case(NamedTuple):
    """A dataset with a text everywhere.

    Attributes:
        raw: the text, which is in free JSON, and the key of the output in another bibliography.
        prose: the text of the fields that may have several lines; `PLAIN` if the rules for text refuse it.
        label: the text of those that have one line.
        dataset: the dataset.
    """

    raw: str
    prose: str
    label: str
    dataset: tm.Dataset


def records(raw: str, text: str, label: str) -> list[Any]:
    """Return records with a text in every field that takes free text: labels, titles, prose and free JSON."""
    prose = {"en": text}
    return [
        {"type": "organization", "id": "organization:o", "names": [{"value": label, "lang": "en"}], "notes": prose},
        {"type": "person", "id": "person:p", "names": [{"value": label, "family": label, "given": label}]},
        {
            "type": "output",
            "id": "output:a",
            "titles": prose,
            "kind": "chapter",
            "languages": ["en"],
            "contributions": [
                {"party_id": "person:p", "role": "author"},
                {"party_id": "organization:o", "role": "author"},
                {"name": prose, "role": "editor"},
            ],
            "dates": {"issued": "2024-05-06"},
            "publisher": prose,
            "publisher_place": prose,
            "container": {"title": prose, "kind": "book", "volume": label, "issue": label, "number": label},
            "pages": label,
            "edition": label,
            "abstract": prose,
            "extensions": {"csl:id": raw, "x:own": {raw: [raw]}},
        },
        {
            "type": "event",
            "id": "event:e",
            "names": [{"value": label, "lang": "en"}],
            "start": "2024-05-06",
            "description": prose,
            "places": [
                {"kind": "physical", "name": prose},
                {"kind": "virtual", "name": prose, "url": "https://example.org/a,b;c"},
            ],
            "organizer_ids": ["organization:o"],
            "participations": [{"party_id": "person:p", "role": "speaker", "subject": prose}],
        },
    ]


def case(raw: str) -> Case:
    """Return the dataset of a text, with as much of it as the rules for text take."""
    for text, label in ((raw, raw), (raw, " ".join(raw.split())), (PLAIN, PLAIN)):
        made = records(raw, text, label)
        if not any(problem.severity == "error" for record in made for problem in tm.validate(record)):
            return Case(raw, text, label, tm.Dataset(records=made, title={"en": text}, base_uri=BASE))
    raise AssertionError(raw)


CASES = [case(text) for text in (*NASTY, *WORSE)]
NORMAL = case(PLAIN)


def written(format: str, ds: tm.Dataset) -> bytes:
    target = io.BytesIO()
    tm.export(ds, target, format=format)
    return target.getvalue()


def said(value: str) -> str:
    """Return a text as one line."""
    return re.sub("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+", " ", value).strip()


# --- bibliographies ---


def test_ris_by_rispy() -> None:
    """One item with equal fields."""
    tags = {"TI": "title", "AB": "abstract", "PB": "publisher", "CY": "place_published", "T2": "secondary_title"}
    once = {"VL": "volume", "IS": "number", "ET": "edition"}
    assert tags | once == {tag: TAG_KEY_MAPPING[tag] for tag in tags | once}
    (plain,) = rispy.loads(written("ris", NORMAL.dataset).decode())
    for one in CASES:
        (item,) = rispy.loads(written("ris", one.dataset).decode())
        assert item["id"] == "output:a" and {item[key] for key in tags.values()} == {said(one.prose)}, ascii(
            one.raw[:50]
        )
        assert {item[key] for key in once.values()} == {said(one.label)}, ascii(one.raw[:50])
        unknown = item.pop("unknown_tag", {})
        assert unknown.get("U1", [""]) == [said(one.raw)] and unknown.keys() <= {"U1", "ED", "A5"}, ascii(one.raw[:50])
        assert item.keys() - {"end_page"} == plain.keys() - {"unknown_tag"}, ascii(one.raw[:50])


@in_full
def test_bibtex_by_two_parsers() -> None:
    """One entry whose fields are the TeX of the texts."""
    prose, once = ("title", "abstract", "publisher", "address", "booktitle"), ("volume", "issue", "edition", "pages")
    for one in CASES:
        data = written("bibtex", one.dataset).decode()
        library = bibtexparser.parse_string(data)
        assert [entry.key for entry in library.entries] == ["output:a"] and len(library.blocks) == 1, ascii(
            one.raw[:50]
        )
        fields = {field.key: field.value for field in library.entries[0].fields}
        assert {fields[name] for name in prose} == {encoded(said(one.prose))}, ascii(one.raw[:50])
        assert {fields[name] for name in once} == {encoded(said(one.label))}, ascii(one.raw[:50])
        assert fields.get("ids", "") == encoded(said(one.raw)), ascii(one.raw[:50])
        second = pybtex.parse_string(data, "bibtex")
        assert [*second.entries] == ["output:a"]
        found = second.entries["output:a"].fields
        wanted = " ".join(encoded(said(one.prose)).split())
        assert {" ".join(found[name].split()) for name in prose} == {wanted}, ascii(one.raw[:50])


def leaves(value: Any) -> list[str]:
    """Return all texts of a JSON value."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in leaves(one)]
    return [text for one in value for text in leaves(one)] if isinstance(value, list) else [value]


def keys(value: Any) -> Any:
    """Return a JSON value with its keys and without its texts; a particle is a part of a name."""
    if isinstance(value, dict):
        return {key: keys(one) for key, one in value.items() if key != "non-dropping-particle"}
    return [keys(one) for one in value] if isinstance(value, list) else None


@pytest.mark.parametrize("format", ["csl-json", "datacite", "popolo", "ror-shaped"])
def test_json_has_the_same_texts_under_the_same_keys(format: str) -> None:
    """As with a plain text, by the parser of the standard library."""
    plain = json.loads(written(format, NORMAL.dataset))
    for one in CASES:
        found = json.loads(written(format, one.dataset))
        assert keys(found) == keys(plain), ascii(one.raw[:50])
        assert {one.prose, one.label} & {*leaves(found)}, ascii(one.raw[:50])
        if format == "csl-json":
            assert found[0]["citation-key"] == one.raw and found[0]["abstract"] == one.prose, ascii(one.raw[:50])


# --- calendars ---


def unescaped(value: str) -> str:
    """Return the text of a property that the parser does not know."""
    return re.sub(r"\\([\\;,n])", lambda found: "\n" if found[1] == "n" else found[1], value)


@in_full
def test_a_calendar_by_two_parsers() -> None:
    """Its name, and all texts of the event."""
    (plain,) = icalendar.Calendar.from_ical(written("ical", NORMAL.dataset)).subcomponents
    for one in CASES:
        data = written("ical", one.dataset)
        assert b"\n" not in data.replace(b"\r\n", b"") and all(len(line) <= 75 for line in data.split(b"\r\n"))
        calendar = icalendar.Calendar.from_ical(data)
        (event,) = calendar.subcomponents
        found = (event["SUMMARY"], event["DESCRIPTION"], event["LOCATION"], unescaped(calendar["X-WR-CALNAME"]))
        assert found == (one.label, one.prose, one.prose, one.prose), ascii(one.raw[:50])
        assert event.keys() == plain.keys() and not calendar.errors and not event.errors, ascii(one.raw[:50])
        second = vobject.readOne(data.decode())
        assert (second.vevent.summary.value, second.vevent.description.value) == (one.label, one.prose)
        assert len(second.vevent_list) == 1 and len([*second.vevent.getChildren()]) == len(plain)


# --- linked data and graphs ---


def by_pyoxigraph(data: bytes, format: str) -> list[str]:
    """Return the objects of all statements."""
    kinds = {"turtle": pyoxigraph.RdfFormat.TURTLE, "nquads": pyoxigraph.RdfFormat.N_QUADS}
    kind = kinds.get(format, pyoxigraph.RdfFormat.JSON_LD)
    return [getattr(quad.object, "value", "") for quad in pyoxigraph.parse(data, format=kind)]


def by_another(data: bytes, format: str) -> list[str]:
    """Return the same by pyld for JSON-LD, and by rdflib."""
    if format == "jsonld":
        return [one["object"]["value"] for graph in jsonld.to_rdf(json.loads(data)).values() for one in graph]
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # the parser of N-Quads in rdflib 7 calls what rdflib deprecates
        graph = rdflib.Graph() if format == "turtle" else rdflib.Dataset(default_union=True)
        return [str(found[2]) for found in graph.parse(data=data, format=format).triples((None, None, None))]


@in_full
@pytest.mark.parametrize("parser", [by_pyoxigraph, by_another])
@pytest.mark.parametrize("format", ["turtle", "nquads", "jsonld"])
def test_linked_data_by_other_parsers(format: str, parser: Callable[[bytes, str], list[str]]) -> None:
    """As many statements as with a plain text, and the same texts."""
    plain = parser(written(format, NORMAL.dataset), format)
    for one in CASES:
        found = parser(written(format, one.dataset), format)
        assert len(found) == len(plain) > 80, ascii(one.raw[:50])
        texts = [one.prose, one.label]
        assert len([text for text in found if text in texts]) >= plain.count(PLAIN) - 1 > 10, ascii(one.raw[:50])
        assert [text for text in found if text == one.raw or json.dumps(one.raw, ensure_ascii=False)[1:-1] in text], (
            ascii(one.raw[:50])
        )


@pytest.mark.parametrize("format", ["graphml", "gexf", "graphml-participation", "gexf-coauthors"])
def test_graphs_by_networkx_and_an_xml_parser(format: str) -> None:
    """As many nodes and edges as with a plain text, and labels that are the texts."""
    reader: Any = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[format.partition("-")[0]]
    data = written(format, NORMAL.dataset)
    plain, elements = reader(io.BytesIO(data)), len([*ElementTree.fromstring(data).iter()])
    for one in CASES:
        data = written(format, one.dataset)
        found = reader(io.BytesIO(data))
        assert found.number_of_nodes() == plain.number_of_nodes() and found.number_of_edges() == plain.number_of_edges()
        assert {label for _, label in found.nodes(data="label")} <= {one.prose, one.label}, ascii(one.raw[:50])
        assert len([*ElementTree.fromstring(data).iter()]) == elements, ascii(one.raw[:50])


def test_most_texts_are_held() -> None:
    """Only those with control characters, byte order marks or overrides of the direction are refused."""
    refused = [one.raw for one in CASES if one.prose != one.raw]
    assert len(CASES) >= 75 and len(refused) == 6
    assert all(re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufeff]", text) for text in refused)
