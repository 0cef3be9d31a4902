"""Linked data: three processors read the same from our JSON-LD, nothing is fetched, and nothing is lost when it is read back."""

from __future__ import annotations

import io
import json
import random
import re
import socket
import time
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import pytest
from attrs import evolve
from hypothesis import given, settings

import thinktank_model as tm
from thinktank_model.formats.linked.context import fixed, kinds, vocabularies
from thinktank_model.formats.linked.iris import RDF, TERMS, is_iri, safe
from thinktank_model.formats.linked.plan import Kind, class_of, objects, properties
from thinktank_model.formats.linked.reading import plain_records
from thinktank_model.formats.linked.writing import Writer
from thinktank_model.jsontext.shown import json_text
from thinktank_model.model.union import RECORD
from thinktank_model.profiles.building import (
    DATE,
    LABEL,
    URL,
    NamedRecord,
    Node,
    Open,
    Ordered,
    Ref,
    Unique,
    Vocabulary,
    frozen,
)
from thinktank_model.shapes.annotations import shape_of

from . import generate, strategies
from .oracles import oracle
from .scale import examples, in_full, thinned

ox = oracle("pyoxigraph")
rdflib = oracle("rdflib")
jsonld = oracle("pyld").jsonld
pyshacl = oracle("pyshacl")

Triples = frozenset[tuple[str, str, str]]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any network connection fails the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    jsonld.set_document_loader(refuse)


def exported(ds: tm.Dataset, name: str) -> bytes:
    held = io.BytesIO()
    tm.export(ds, held, format=name)
    return held.getvalue()


def triples(quads: Any) -> Triples:
    """Return statements in comparable form, because processors differ in the case of language tags."""
    return frozenset([(str(q.subject), str(q.predicate), plain(q.object)) for q in quads])


def plain(term: Any) -> str:
    language = getattr(term, "language", None)
    return f"{term.value!r}@{language.lower()}" if language else str(term)


def by_pyld(text: bytes) -> Triples:
    return triples(
        ox.parse(jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}), format=ox.RdfFormat.N_QUADS)
    )


def by_rdflib(text: bytes, format: str = "json-ld") -> Triples:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its parser uses a function that it has deprecated
        graph = rdflib.Graph().parse(data=text.decode(), format=format)
    return triples(ox.parse(graph.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES))


def by_oxigraph(text: bytes, format: Any = None) -> Triples:
    return triples(ox.parse(text, format=format or ox.RdfFormat.JSON_LD))


NASTY = (
    "a\\b\"c'd\n\t<script>&amp;",
    "@id",
    "@context",
    "_:b0",
    "https://example.org/a b",
    "\u2028\u00a0\ufeff\U0001f600 e\u0301",
    '"^^<http://www.w3.org/2001/XMLSchema#integer> . <a> <b> <c>',
    "} ] , @graph : [ {",
    "\ud7ff\ue000\ufffd",
)


def nasty() -> tm.Dataset:
    """Return a dataset of difficult values: JSON-LD keywords, clashing prefixes, numbers without an exact form in JSON, odd IRIs."""
    source: Any = {
        "type": "source",
        "id": "source:a",
        "titles": {"en": NASTY[0].replace("\n\t", " "), "x-klingon": "q", "zh-Latn-pinyin": "@type"},
        "url": "https://example.org/[a]?b=/../c#d#e",
        "published": "2024-03-01T10:00:00.123456789-05:00",
        "retrieved": "2024-21%",
        "statements": [{"field": "/lang", "value": "en", "source_id": "source:a", "confidence": 1e-07}],
        "extensions": {
            "event:a": "clash",
            "schema:name": "given",
            "nobody:x": 1.5,
            "local:a": {"@id": "x", "@context": "https://example.org/evil"},
            "tt:b": [None, 2**53, {"z": 1, "a": [[]]}],
            "wikidata:c": None,
            "xsd:d": True,
            "prov:e": 7,
            **{f"odd:k{n}": text for n, text in enumerate(NASTY)},
        },
        "@context": "https://example.org/evil",
        "@graph": [],
        "@type": "x",
        "name": 1,
        "relation": {"@id": 1},
    }
    party: Any = {
        "type": "organization",
        "id": "organization:a.b-c_d",
        "names": [
            {"value": "A", "id": "own", "type": "odd", "@id": "x"},
            {"value": "B", "lang": "fr", "preferred": True},
            {"value": "C", "lang": "fr"},
            {"value": "A", "lang": "fr", "kind": "former"},
            {"value": "B", "lang": "fr", "kind": "alias"},
        ],
        "kind": "no_such_kind",
        "focus_areas": ["event:term", "local:term", "nobody:term", "sdg:4", "schema:Thing", "bare_term"],
        "places": [{"kind": "physical", "coordinates": {"latitude": -0.0000001, "longitude": 180.0}}],
        "identifiers": [
            {"scheme": "ror", "value": "013q1eq08"},
            {"scheme": "wikidata", "value": "Q42", "status": "rejected"},
            {"scheme": "x:y", "value": '<>"'},
        ],
        "urls": ["HTTPS://example.org", "https://例.org/ü?x=\ue000", "https://example.org/a/../b", "https://[::1]:80/"],
        "merged_ids": ["organization:old"],
    }
    records = [tm.from_dict(plain, unknown="keep") for plain in (source, party)]
    prefixes = {
        "event": "https://example.org/e#",
        "schema": "https://schema.org/",
        "local": "https://example.org/[l]/",
        "tt": "https://example.org/tt",
        "odd": "https://example.org/odd?x=",
        "wikidata": "https://example.org/other/",
    }
    return tm.Dataset(records=tuple(records), base_uri="https://example.org/x#", prefixes=prefixes)


@cache
def datasets() -> dict[str, tm.Dataset]:
    made = [tm.from_dict(generate.record(seed, tag, 0.6)) for seed in range(4) for tag in sorted(generate.CLASSES)]
    found = {record.id: record for record in made}
    return {
        **{name: tm.example(name) for name in tm.example_names()},
        "generated": tm.Dataset(records=tuple(found.values()), title={"en": "All"}, extensions={"x:a": [1, None]}),
        "nasty": nasty(),
        "empty": tm.Dataset(),
    }


NAMES = (*tm.example_names(), "generated", "nasty", "empty")


# --- the same statements, whoever reads ---


@in_full
@pytest.mark.parametrize("name", NAMES)
def test_three_processors_and_every_syntax_give_the_same_statements(name: str) -> None:
    """pyld, rdflib and pyoxigraph from our JSON-LD; and our Turtle and N-Quads."""
    ds = datasets()[name]
    text = exported(ds, "jsonld")
    found = by_oxigraph(text)
    assert by_pyld(text) == found
    assert by_rdflib(text) == found
    assert by_oxigraph(exported(ds, "turtle"), ox.RdfFormat.TURTLE) == found
    if name != "nasty":  # rdflib turns 0.0000001 into 1E-7, which is not a decimal
        assert by_rdflib(exported(ds, "turtle"), "turtle") == found
    assert by_oxigraph(exported(ds, "nquads"), ox.RdfFormat.N_QUADS) == found
    assert len(found) > 5 * len(ds)


@settings(max_examples=examples(15), deadline=None)
@given(value=strategies.records())
def test_any_record_gives_the_same_statements(value: Any) -> None:
    """For any content."""
    ds = tm.Dataset(records=(tm.from_dict(value),))
    text = exported(ds, "jsonld")
    found = by_oxigraph(text)
    assert by_pyld(text) == found == by_rdflib(text)
    assert by_oxigraph(exported(ds, "turtle"), ox.RdfFormat.TURTLE) == found
    assert tm.import_file(io.BytesIO(text), format="jsonld").dataset == ds


def test_n_quads_stand_in_a_graph_that_is_named_after_the_dataset() -> None:
    """So that several datasets can be distinguished in one store."""
    ds = tm.example("riverside-2025")
    quads = list(ox.parse(exported(ds, "nquads"), format=ox.RdfFormat.N_QUADS))
    assert {str(quad.graph_name) for quad in quads} == {"<https://example.org/riverside/dataset>"}


def test_equal_datasets_are_equal_files() -> None:
    """In every syntax; there are no blank nodes, whose names would change."""
    for name in ("jsonld", "turtle", "nquads"):
        for ds in datasets().values():
            text = exported(ds, name)
            assert text == exported(ds, name) and b"_:b" not in text.replace(b'"_:b0"', b"")


def test_what_is_nasty_comes_back() -> None:
    """Unknown keys, clashing prefixes, unknown terms, numbers: the records are equal."""
    ds = nasty()
    text = exported(ds, "jsonld")
    imported = tm.import_file(io.BytesIO(text), format="jsonld", unknown="keep")
    assert imported.report.ok and imported.dataset == ds
    again = tm.import_file(io.BytesIO(text), format="jsonld")
    assert again.dataset is None and {p.code for p in again.report.errors} == {"key.unknown"}


def test_no_keyword_of_the_data_becomes_one_of_json_ld() -> None:
    """Unknown keys are in one JSON literal."""
    document = json.loads(exported(nasty(), "jsonld"))
    keywords: list[str] = []

    def walk(value: Any) -> None:
        for key, item in value.items() if isinstance(value, dict) else [("", v) for v in value]:
            keywords.extend([key] if key.startswith("@") else [])
            if isinstance(item, (dict, list)):
                walk(item)

    walk(document["@graph"])
    assert set(keywords) == {"@type", "@value", "@none"}


# --- IRIs ---


def test_ids_become_iris_with_the_base_of_the_dataset() -> None:
    """If the dataset has no base, a local one is used and reported."""
    ds = tm.example("riverside-2025")
    subjects = {s for s, _, _ in by_oxigraph(exported(ds, "jsonld"))}
    assert {f"<https://example.org/riverside/{record.id}>" for record in ds} < subjects
    bare = tm.Dataset(records=ds.records)
    report = tm.export(bare, io.BytesIO(), format="jsonld")
    assert [(p.code, p.severity) for p in report] == [("export.no-base-uri", tm.Severity.INFO)]
    assert "<urn:thinktank-model:program:riverside>" in {s for s, _, _ in by_oxigraph(exported(bare, "jsonld"))}


def test_terms_follow_the_prefixes_of_the_header() -> None:
    """A namespaced term gets its IRI from the header; a term of ours is a concept of the SKOS vocabularies."""
    found = by_oxigraph(exported(nasty(), "jsonld"))
    about = {o for _, p, o in found if p.endswith("#focusAreas>")}
    own = "https://example.org/x#local/Topic/"
    assert about == {
        "<https://example.org/e#term>",
        "<https://example.org/%5Bl%5D/term>",
        f"<{own}nobody:term>",
        "<http://metadata.un.org/sdg/4>",
        "<https://schema.org/Thing>",
        f"<{own}bare_term>",
    }
    assert ("<https://example.org/x#source:a>", "<https://example.org/e#a>", '"clash"') in found
    assert ("<https://example.org/x#source:a>", "<https://schema.org/name>", '"given"') in found


def test_each_vocabulary_is_a_concept_scheme_in_three_languages() -> None:
    """Every term in the data is one of its concepts."""
    graph = rdflib.Graph().parse(data=tm.skos_vocabularies(), format="turtle")
    skos = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
    concepts = set(graph.subjects(rdflib.RDF.type, skos.Concept))
    assert len(concepts) == sum([len(vocabulary) for vocabulary in vocabularies().values()])
    for concept in concepts:
        languages = sorted([label.language for label in graph.objects(concept, skos.prefLabel)])
        assert languages == ["en", "fr", "zh-Hans"] and graph.value(concept, skos.notation)
    used = {o[1:-1] for name in NAMES for _, _, o in by_oxigraph(exported(datasets()[name], "jsonld"))}
    assert {iri for iri in used if iri.startswith(TERMS)} <= {str(concept) for concept in concepts}
    symposium = rdflib.URIRef(TERMS + "EventKind/symposium")
    assert rdflib.Literal("研讨会", lang="zh-Hans") in set(graph.objects(symposium, skos.prefLabel))
    replaced = rdflib.URIRef("http://purl.org/dc/terms/isReplacedBy")
    assert graph.value(rdflib.URIRef(TERMS + "EventKind/colloquium"), replaced) == symposium


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("https://example.org", True),
        ("HTTPS://example.org:80/a;b/c%20d?x=[", False),
        ("https://example.org/a#b#c", False),
        ("https://example.org/?a=/../b", False),
        ("https://[::1]/", True),
        ("https://example.org/\ue000", False),
        ("https://example.org/?\ue000", True),
        ("https://example.org/%zz", False),
        ("urn:a:b", False),
    ],
)
def test_what_can_stand_in_rdf_as_it_is(url: str, right: bool) -> None:
    """RFC 3987; characters that every processor keeps."""
    assert is_iri(url) is right
    if right:
        assert safe(url) == url
        assert list(ox.parse(f"<{url}> <{url}> <{url}> .".encode(), format=ox.RdfFormat.N_TRIPLES))


def test_each_property_of_a_class_is_one() -> None:
    """No two fields of a class share a property, no key has two meanings, and no key is a prefix of ids."""
    for cls in objects():
        iris = [property.iri for property in properties(cls).values() if property.kind is not Kind.EXTENSIONS]
        assert len(set(iris)) == len(iris)
    assert {key for key, kind in kinds().items() if kind is None} == {"number", "upper", "value"}
    assert not set(shape_of(RECORD).options) & fixed().keys()


def test_the_context_is_the_one_that_is_shipped() -> None:
    """Other programs read it from the file; the meaning of a key never changes."""
    shipped = Path(tm.__file__).parent / "data" / "context.jsonld"
    assert shipped.read_text(encoding="utf-8") == json_text({"@context": tm.jsonld_context()}, indent=2) + "\n"


# --- SHACL ---


def graph_of(ds: tm.Dataset) -> Any:
    return rdflib.Graph().parse(data=exported(ds, "turtle").decode(), format="turtle")


@cache
def shapes() -> Any:
    return rdflib.Graph().parse(data=tm.shacl_shapes(), format="turtle")


def violations(graph: Any) -> set[tuple[str, str, str]]:
    """Return the focus node, the path and the kind of each violation."""
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes())
    return {
        (
            str(report.value(result, sh.focusNode)),
            str(report.value(result, sh.resultPath) or ""),
            str(report.value(result, sh.sourceConstraintComponent))
            .partition("#")[2]
            .removesuffix("ConstraintComponent"),
        )
        for result in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    }


@in_full
@pytest.mark.parametrize("name", thinned([*tm.example_names(), "generated"], 1))
def test_what_is_valid_conforms_to_the_shapes(name: str) -> None:
    """Checked with pyshacl."""
    assert violations(graph_of(datasets()[name])) == set()


def expanded(iri: str) -> Any:
    prefix, _, name = iri.partition(":")
    return rdflib.URIRef(fixed()[prefix]["@id"] + name)


def misfit_of(pattern: str) -> str:
    """Return a text that a pattern refuses. SHACL has no look-ahead, so no pattern uses it."""
    assert not re.search(r"\(\?[=!<]", pattern)
    return next(text for text in (" ", "\n", "!", "") if not re.search(pattern, text))


def faults() -> Iterator[tuple[Any, Any, str, Callable[[Any, Any, Any], None]]]:
    """Return, for each property of each class, each way to break it and the expected violation."""
    iri, text = rdflib.URIRef("https://example.org/nothing"), rdflib.Literal("text", lang="en")

    def put(*objects: Any) -> Callable[[Any, Any, Any], None]:
        def plant(graph: Any, node: Any, path: Any) -> None:
            graph.remove((node, path, None))
            for item in objects:
                graph.add((node, path, item))

        return plant

    wrong = {
        Kind.TEXT: (("Datatype", put(rdflib.Literal("x"))), ("UniqueLang", put(text, rdflib.Literal("y", lang="en")))),
        Kind.REFERENCE: (("NodeKind", put(rdflib.Literal("event:a"))), ("Pattern", put(iri))),
        Kind.URL: (("Pattern", put(rdflib.Literal("example.org"))),),
        Kind.DATE: (("Or", put(rdflib.Literal("2024"))),),
        Kind.DECIMAL: (("Datatype", put(rdflib.Literal("1"))),),
        Kind.INTEGER: (("Datatype", put(rdflib.Literal("1"))),),
        Kind.BOOLEAN: (("Datatype", put(rdflib.Literal("true"))),),
        Kind.STRING: (("Datatype", put(text)),),
        Kind.PART: (("NodeKind", put(text)), ("Class", put(iri))),
        Kind.JSON: (("Datatype", put(rdflib.Literal("1"))),),
    }
    for cls in objects():
        for property in properties(cls).values():
            if property.kind is Kind.EXTENSIONS:  # any value is allowed there
                continue
            path, ways = expanded(property.iri), list(wrong.get(property.kind, ()))
            shape: Any = property.shape
            if property.kind is Kind.TERM:
                ways.append(("NodeKind", put(rdflib.Literal("held"))) if shape.open else ("In", put(iri)))
            if property.required:
                ways.append(("MinCount", put()))
            if not property.many and property.kind is not Kind.TEXT:
                ways.append(("MaxCount", put(iri, rdflib.Literal("a"))))
            if property.kind is Kind.STRING and "pattern" in shape.schema:
                ways.append(("Pattern", put(rdflib.Literal(misfit_of(shape.schema["pattern"])))))
            if property.kind is Kind.STRING and "enum" in shape.schema:
                ways.append(("In", put(rdflib.Literal("no such value"))))
            if property.kind is Kind.STRING and "anyOf" in shape.schema:
                ways.append(("Or", put(rdflib.Literal(" "))))
            if property.kind is Kind.STRING and "maxLength" in shape.schema:
                ways.append(("MaxLength", put(rdflib.Literal("a" * 100_000))))
            if property.kind is Kind.DECIMAL and shape.most is not None:
                ways.append(("MaxInclusive", put(rdflib.Literal(f"{int(shape.most)}9", datatype=rdflib.XSD.decimal))))
            for code, plant in ways:
                yield cls, path, code, plant


@pytest.mark.slow
def test_every_planted_fault_is_found() -> None:
    """Cardinalities, datatypes, patterns and value lists: each once for each property of each class, in one graph."""
    graph, planted = rdflib.Graph(), set()
    for number, (cls, path, code, plant) in enumerate(faults()):
        node = rdflib.URIRef(f"https://example.org/{objects()[cls].tag or 'part'}:n{number}")
        graph.add((node, rdflib.RDF.type, expanded(class_of(cls))))
        plant(graph, node, path)
        planted.add((str(node), str(path), code))
    assert len(planted) > 500
    assert planted - violations(graph) == set()


def test_rules_on_what_stands_together_are_shapes_too() -> None:
    """Exactly one of two, at least one, at most one."""
    tt, name = expanded("tt:x").rpartition("x")[0], expanded("schema:name")
    graph = rdflib.Graph()
    for node, properties_ in {
        "none": (),
        "both": (
            (rdflib.URIRef(tt + "party"), rdflib.URIRef("https://example.org/person:a")),
            (name, rdflib.Literal("A", lang="en")),
        ),
        "one": ((name, rdflib.Literal("A", lang="en")),),
    }.items():
        subject = rdflib.URIRef(f"https://example.org/{node}")
        graph.add((subject, rdflib.RDF.type, rdflib.URIRef(tt + "Contribution")))
        graph.add((subject, rdflib.URIRef(tt + "role"), rdflib.URIRef(TERMS + "ContributionRole/author")))
        for path, value in properties_:
            graph.add((subject, path, value))
    assert violations(graph) == {("https://example.org/none", "", "Or"), ("https://example.org/both", "", "Not")}


# --- reading ---


def test_a_file_without_a_node_for_the_dataset_is_read() -> None:
    """The result has only the records."""
    record = tm.example("riverside-2025")["event:riverside-assembly-2024"]
    document = json.loads(exported(tm.Dataset(records=(record,)), "jsonld"))
    for changed in (
        {**document, "@graph": document["@graph"][1:]},
        {"@context": document["@context"], **document["@graph"][1]},
    ):
        imported = tm.import_file(io.BytesIO(json.dumps(changed).encode()), format="jsonld")
        assert imported.dataset is not None and imported.dataset.records == (record,)


def test_what_is_not_as_we_write_it_is_left_to_the_reader_of_records() -> None:
    """Invalid numbers and literals are kept unchanged, and the record reader reports them."""
    amount = {"type": ["tt:Amount"], "value": {"@type": "xsd:decimal", "@value": "1_0"}, "currency": "EUR"}
    event = {
        "id": "event:a",
        "type": "tt:Event",
        "names": [{"value": "A"}, "B"],
        "number": {"@type": "xsd:integer", "@value": "12"},
        "funding": [{"amount": amount, "kind": 5}],
        "start": {"@value": "2024"},
        "unknown_keys": "[1]",
        "extensions": {"x:a": {"@type": "rdf:JSON", "@value": "{"}, "x:b": {"@value": "7"}},
        "places": {"kind": "PlaceKind:physical"},
    }
    plan = {"type": ["tt:WorkPlan"], "odd": 1, "priorities": [{"text": {"en": "A"}}, 5], "period": 5}
    assert plain_records([5, {"type": "x"}, event, plan]) == [
        5,
        {"type": "x"},
        {
            "type": "event",
            "id": "event:a",
            "names": [{"value": "A"}, "B"],
            "number": 12,
            "funding": [{"amount": {"value": "1_0", "currency": "EUR"}, "kind": 5}],
            "start": "2024",
            "unknown_keys": [1],
            "extensions": {"x:a": "{", "x:b": 7},
            "places": {"kind": "PlaceKind:physical"},
        },
        {"type": "work_plan", "odd": 1, "priorities": [{"en": "A"}, 5], "period": 5},
    ]


@pytest.mark.parametrize("seed", range(40))
def test_no_change_of_a_file_breaks_the_reader(seed: int) -> None:
    """With any other value at any place, the result is a dataset or an error."""
    rng = random.Random(seed)
    document = json.loads(exported(datasets()["generated"], "jsonld"))
    document["@graph"] = rng.sample(document["@graph"], 8)
    for _ in range(6):
        at: Any = document["@graph"]
        while isinstance(at, (dict, list)) and at:
            parent, key = at, rng.choice(list(at if isinstance(at, dict) else range(len(at))))
            at = at[key]
            if rng.random() < 0.25:
                break
        wrong = [None, 1, "x", [], {}, [None], {"@value": 1}, {"@value": "1e"}, {"id": 3}, "Local:x", ["tt:Event"]]
        parent[key] = rng.choice(wrong)
    imported = tm.import_file(io.BytesIO(json.dumps(document).encode()), format="jsonld", unknown="keep")
    assert (imported.dataset is None) == bool(imported.report.errors)


# --- size ---


def copies(count: int) -> tm.Dataset:
    base = (*tm.example("riverside-2025"), *tm.example("wic-2024"))
    records = [evolve(r, id=f"{r.id}-{n}") for n in range(count // len(base) + 1) for r in base]
    return tm.Dataset(records=tuple(records), base_uri="https://example.org/")


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()  # of this process, because others are busy too
    work()
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("name", ["jsonld", "turtle", "nquads"])
def test_time_grows_as_the_dataset_does(name: str) -> None:
    """Four times as many records take about four times as long."""
    few, many = copies(500), copies(2000)
    exported(few, name)
    least = min([seconds(lambda: exported(few, name)) for _ in range(3)])
    assert min([seconds(lambda: exported(many, name)) for _ in range(2)]) < 2.5 * (len(many) / len(few)) * least


@pytest.mark.slow
@pytest.mark.parametrize("name", ["jsonld", "turtle", "nquads"])
def test_writing_takes_at_most_twice_as_long_as_the_library_alone(name: str) -> None:
    """pyoxigraph reads our JSON-LD and writes the syntax directly: the shortest way without our code."""
    ds = copies(1000)
    text, format = (
        exported(ds, "jsonld"),
        ox.RdfFormat.from_extension({"jsonld": "jsonld", "turtle": "ttl", "nquads": "nq"}[name]),
    )

    def bare() -> None:
        quads = ox.parse(text, format=ox.RdfFormat.JSON_LD)
        ox.serialize((quad.triple for quad in quads) if name == "turtle" else quads, io.BytesIO(), format=format)

    rounds = [(seconds(lambda: exported(ds, name)), seconds(bare)) for _ in range(4)]
    assert min([ours for ours, _ in rounds]) <= 2 * min([theirs for _, theirs in rounds])


class Stage(Vocabulary):
    """How far it is."""

    PAID = "paid", "Paid"


@frozen(kw_only=True, repr=False, eq=False)
class Stay(Node):
    """A stay."""

    desk: Annotated[str, LABEL, "The desk."]
    period: Annotated[tm.Period | None, "When."] = None


def declared(name: str, base: Any, fields: dict[str, Any], **body: Any) -> Any:
    """Return a class of records whose fields depend on a prefix; those that may be missing are None or empty."""
    defaults = {key: () if isinstance(hint, tuple) else None for key, hint in fields.items() if key != "stage"}
    hints = {key: hint[0] if isinstance(hint, tuple) else hint for key, hint in fields.items()}
    more = {"__doc__": f"A {name}.", "__annotations__": hints, "__module__": __name__, **defaults, **body}
    return frozen(kw_only=True, repr=False, eq=False)(type(name, (base,), more))


@cache
def profile_of(prefix: str) -> tm.Profile:
    """Return a profile with a part of its own, a subclass, vocabularies, and one name for fields of two kinds."""
    make: Any = Vocabulary
    studies = make("Studies", {"LAW": (f"{prefix}:law", "Law")})
    fellow = {
        "stage": Annotated[Stage, "How far."],
        "name": Annotated[str | None, LABEL, "As it is signed."],
        "size": Annotated[float | None, "A number."],
        "study": Annotated[str | None, Open(studies), "A term of its own."],
        "started": Annotated[tm.PartialDate | None, DATE, "A date."],
        "stays": (Annotated[tuple[Stay, ...], Ordered(), "Parts."],),
        "mottos": (Annotated[tuple[tm.Text, ...], "Texts."],),
        "friend_ids": (Annotated[tuple[str, ...], Ref(f"{prefix}:fellow", "person"), Unique(), "References."],),
        "page": Annotated[str | None, URL, "An address."],
    }
    summit = {
        "size": Annotated[tm.Text | None, "Not a number."],
        "fellow_id": Annotated[str | None, Ref(f"{prefix}:fellow"), "A reference."],
    }
    records = [
        declared("Fellow", NamedRecord, fellow, type=f"{prefix}:fellow", collection="fellows"),
        declared("Summit", tm.Event, summit, type=f"{prefix}:summit", collection="summits"),
    ]
    terms = {tm.EventKind: [(f"{prefix}:retreat", "Retreat")]}
    return tm.CORE.extended("fellows", records=records, terms=terms, prefixes={prefix: "https://example.org/my/"})


def fellows(prefix: str, **header: Any) -> tm.Dataset:
    """Return a dataset of its records, in which a record of the core refers to one of the profile."""
    fellow: Any = {
        "type": f"{prefix}:fellow",
        "id": f"{prefix}:fellow:a",
        "names": [{"value": "A", "lang": "en"}],
        "stage": "paid",
        "name": "a.",
        "size": 1e-07,
        "study": f"{prefix}:law",
        "started": "2024-05~",
        "stays": [{"desk": "2"}, {"desk": "1", "period": {"start": "2024"}}],
        "mottos": [{"en": "Go"}, {"fr": "Va"}],
        "friend_ids": [f"{prefix}:fellow:b", "person:c"],
        "page": "https://example.org/[a]",
        "extensions": {f"{prefix}:size": 3},
    }
    times: Any = {"kind": f"{prefix}:retreat", "start": "2024", "status": "held"}
    event: Any = {
        "type": "event",
        "id": "event:e",
        "names": [{"value": "E"}],
        "parent_id": f"{prefix}:summit:s",
        **times,
    }
    summit: Any = {**event, "type": f"{prefix}:summit", "id": f"{prefix}:summit:s", "fellow_id": f"{prefix}:fellow:a"}
    del summit["parent_id"]
    return profile_of(prefix).Dataset(records=[fellow, {**summit, "size": {"en": "Large"}}, event], **header)


@pytest.mark.parametrize("prefix", ["my", "schema", "event-kind"])
def test_records_of_a_profile_have_iris_of_its_prefix(prefix: str) -> None:
    """Its classes, fields and terms; ids have the base of the dataset, and what is of ours keeps our properties."""
    ds = fellows(prefix, base_uri="https://example.org/id/")
    text = exported(ds, "jsonld")
    found = by_oxigraph(text)
    assert by_rdflib(text) == found
    assert by_pyld(text) == found == by_oxigraph(exported(ds, "turtle"), ox.RdfFormat.TURTLE)
    assert by_oxigraph(exported(ds, "nquads"), ox.RdfFormat.N_QUADS) == found
    my, fellow, summit = (
        "https://example.org/my/",
        f"<https://example.org/id/{prefix}:fellow:a>",
        f"<https://example.org/id/{prefix}:summit:s>",
    )
    said = {
        (fellow, f"<{RDF}type>", f"<{my}Fellow>"),
        (fellow, f"<{my}stage>", f"<{my}Stage/paid>"),
        (fellow, f"<{my}study>", f"<{my}law>"),
        (fellow, f"<{my}Fellow/size>", '"0.0000001"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (fellow, f"<{my}friend_ids>", f"<https://example.org/id/{prefix}:fellow:b>"),
        (fellow, f"<{my}friend_ids>", "<https://example.org/id/person:c>"),
        (fellow, "<https://schema.org/name>", "'A'@en"),
        (f"{fellow[:-1]}#stays.1>", f"<{RDF}type>", f"<{my}Stay>"),
        (summit, f"<{RDF}type>", "<https://schema.org/Event>"),
        (summit, f"<{RDF}type>", f"<{my}Summit>"),
        (summit, "<https://w3id.org/thinktank-model/def#kind>", f"<{my}retreat>"),
        (summit, f"<{my}Summit/size>", "'Large'@en"),
        (summit, f"<{my}fellow_id>", fellow),
        ("<https://example.org/id/event:e>", "<https://w3id.org/thinktank-model/def#parent>", summit),
    }
    assert said - found == set()


@pytest.mark.parametrize("prefix", ["my", "schema", "event-kind"])
def test_records_of_a_profile_come_back(prefix: str) -> None:
    """With the profile; without it, what is missing is named. A dataset without such records has the context that it always had."""
    ds: Any = fellows(prefix)
    text = exported(ds, "jsonld")
    imported = profile_of(prefix).import_file(io.BytesIO(text), format="jsonld")
    assert imported.dataset is not None, imported.report
    assert tm.dumps(imported.dataset) == tm.dumps(ds)
    assert [p.code for p in tm.export(ds, io.BytesIO(), format="jsonld")] == ["export.no-base-uri"]
    found = tm.import_file(io.BytesIO(text), format="jsonld").report
    assert [p.code for p in found] == ["profile.missing", "profile.unknown-type", "profile.unknown-type"]
    assert (
        "Record" not in fixed() and "Record" not in json.loads(exported(tm.example("wic-2024"), "jsonld"))["@context"]
    )


def test_records_of_a_profile_that_is_not_loaded_are_left_out_and_reported() -> None:
    """Their fields have no known IRIs; references to them are kept."""
    ds = fellows("my")
    kept = tm.loads(tm.dumps(ds), tm.Dataset, unknown="keep")
    for name in ("jsonld", "turtle", "nquads"):
        report = tm.export(kept, io.BytesIO(), format=name)
        assert sorted([p.code for p in report]) == ["export.no-base-uri", *["export.type-not-carried"] * 2]
    text = exported(kept, "jsonld")
    found = by_oxigraph(text)
    parent = (
        "<urn:thinktank-model:event:e>",
        "<https://w3id.org/thinktank-model/def#parent>",
        "<https://example.org/my/summit:s>",
    )
    assert parent in found and by_pyld(text) == found == by_rdflib(text)


def test_records_are_written_one_by_one() -> None:
    """Only one record is in memory at a time."""
    writer = Writer(tm.Dataset().header)

    def endless() -> Iterator[Any]:
        while True:
            yield from tm.example("riverside-2025")

    nodes = writer.nodes(endless())
    assert [next(nodes)["id"] for _ in range(60)][-1]
