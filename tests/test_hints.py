"""Suggestions: each can replace the wrong value, is valid there, and has the intended meaning; otherwise none is made."""

from __future__ import annotations

import datetime
import io
import json
import random
from collections import Counter
from itertools import islice
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.jsontext.parsing import parse
from thinktank_model.jsontext.recognition import recognize
from thinktank_model.problems.display import LITERAL_LIMIT
from thinktank_model.shapes.explain import Explainer
from thinktank_model.values.dates import DATE, DATE_OR_TIME
from thinktank_model.values.identifier_slips import several
from thinktank_model.values.identifiers import SCHEMES
from thinktank_model.vocab.spelling import nearest

from .scale import thinned
from .slips import Across, Slip, across, applied, judge, judge_across, slips

SLIPS = 2000  # 100,000 by hand: python -m tests.slips 100000


@pytest.mark.slow
def test_a_suggestion_is_accepted_and_changes_no_meaning() -> None:
    """Over generated slips: written as it stands it gives the record that was meant, without another problem.

    Where what was written is none of the values of its field (a decade for a date, a time for a day, an expression for a
    licence), nothing is suggested.
    """
    given: Counter[str] = Counter()
    for slip in islice(slips(), SLIPS):
        for problem, fault in judge(slip):
            given[slip.what] += 1
            assert not fault, (str(problem), fault)
    assert sum(given.values()) > SLIPS / 2 and len(given) > 15


@pytest.mark.parametrize(
    ("written", "meant", "fault"),
    [
        ({"founded": "20/12/2024"}, {"founded": "2024-12-21"}, "another value"),
        ({"founded": "20/12/2024"}, None, "another meaning"),
        ({"founded": "20/12/2024", "country": "XX"}, {"founded": "2024-12-20"}, "a second problem"),
    ],
)
def test_the_judge_finds_what_is_wrong(written: dict[str, Any], meant: dict[str, Any] | None, fault: str) -> None:
    """The test above can fail."""
    record = {"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}
    found = [fault for _, fault in judge(Slip("", record | written, meant and record | meant))]
    assert len(found) == 1 and found[0].startswith(fault)


TODAY = datetime.date(2025, 6, 1)
NEIGHBOURS = [
    *[
        {"type": "person", "id": f"person:{id}", "names": [{"value": id}]}
        for id in ("li-wei", "li-wen", "li-we", "wang")
    ],
    {"type": "organization", "id": "organization:iis", "names": [{"value": "IIS"}]},
    {"type": "program", "id": "program:p", "names": [{"value": "P"}], "host_ids": ["organization:iis"]},
    {"type": "event", "id": "event:forum", "names": [{"value": "F"}], "start": "2024", "program_ids": ["program:p"]},
    {"type": "event", "id": "event:forums", "names": [{"value": "F"}], "start": "2024", "parent_id": "event:forum"},
    {
        "type": "event",
        "id": "event:forum-a",
        "names": [{"value": "A"}],
        "start": "2024",
        "parent_id": "event:forum",
        "participations": [{"party_id": f"person:{id}", "role": "speaker"} for id in ("li-wei", "li-wen", "wang")],
    },
]  # records with similar ids


@pytest.mark.parametrize("name", thinned(["neighbours", *tm.example_names()], 1))
def test_rules_across_records_suggest_what_was_meant(name: str) -> None:
    """For a mistyped reference: the right id or none; most get one, even among similar ids."""
    records = NEIGHBOURS if name == "neighbours" else [tm.to_dict(record) for record in tm.example(name)]
    chosen = random.Random(1).sample([slip for seed in range(10) for slip in across(records, random.Random(seed))], 150)
    given = 0
    for slip in chosen:
        for problem, fault in judge_across(slip, TODAY):
            given += 1
            assert not fault, (str(problem), fault)
    assert given > len(chosen) / (4 if name == "neighbours" else 2)


def test_the_judge_finds_what_is_wrong_across_records() -> None:
    """The test above can fail."""
    written = [
        {**record, "parent_id": "event:forun"} if "parent_id" in record else record for record in NEIGHBOURS[:-1]
    ]
    meant = [{**record, "parent_id": "event:other"} if "parent_id" in record else record for record in NEIGHBOURS[:-1]]
    ((_, fault),) = judge_across(Across(written, meant), TODAY)
    assert fault == 'not what was meant: "event:forum"'


# --- What people write ---

ORGANIZATION = {"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}
EVENT = {"type": "event", "id": "event:a", "names": [{"value": "A"}], "start": "2024"}
OUTPUT = {"type": "output", "id": "output:a", "titles": {"en": "A"}, "anonymous": True}
KIND = [
    ("Think Tank", '"is_think_tank": true'),
    ("think_tank", '"is_think_tank": true'),
    ("Univ.", '"higher_education"'),
    ("education", '"higher_education"'),
    ("charity", '"nonprofit"'),
    ("IGO", '"international_organization"'),
    ("Entreprise", '"enterprise"'),
    ("enterprize", '"enterprise"'),
    ("Governance unit", None),
]


@pytest.mark.parametrize(("written", "suggestion"), KIND)
def test_a_kind_in_other_words(written: str, suggestion: str | None) -> None:
    """A term, or the key that expresses it with true; never an unknown word."""
    record = ORGANIZATION | {"kind": written}
    (problem,) = tm.validate(record)
    assert problem.suggestion == suggestion
    if suggestion is not None:
        assert not tm.validate(applied(record, problem)).problems


def test_a_flag_that_is_there_is_not_suggested_again() -> None:
    """Even if the flag is false: then the two contradict each other, and only the author can decide."""
    (problem,) = tm.validate(ORGANIZATION | {"kind": "Think Tank", "is_think_tank": False})
    assert problem.suggestion is None


@pytest.mark.parametrize(
    ("record", "suggestion", "help"),
    [
        (EVENT | {"status": "CONFIRMED"}, '"scheduled"', None),
        (EVENT | {"start": "2024年5月"}, '"2024-05"', None),
        (EVENT | {"start": "2024-12-20T14:00:00+08:00[Asia/Shanghai]"}, '"2024-12-20T14:00:00+08:00"', '"timezone": "Asia/Shanghai"'),
        (EVENT | {"start": "2024/2025"}, None, '"2024" for its start, "2025" for its end'),
        (EVENT | {"start": "03/04/2024"}, None, '"2024-04-03" or "2024-03-04"'),
        (ORGANIZATION | {"founded": "2024-12-20 14:00"}, None, '"2024-12-20" if the time does not matter'),
        (ORGANIZATION | {"founded": "2023-02-29"}, None, '"2023-02" if the rest is not known'),
        (ORGANIZATION | {"urls": ["https://a.org/x, https://b.org/y"]}, None, "each address as an item"),
        (ORGANIZATION | {"urls": ["https://a.org/x (in French)"]}, None, None),
        (ORGANIZATION | {"urls": "https://a.org/"}, '["https://a.org/"]', None),
        (ORGANIZATION | {"names": [{"value": "Institute\u0092s"}]}, '"Institute’s"', None),
        (ORGANIZATION | {"is_think_tank": "oui"}, None, None),
        (ORGANIZATION | {"places": ["Shanghai"]}, None, '{"kind": "physical", "name": {"...": "Shanghai"}}'),
        (OUTPUT | {"license": "CC BY-NC 4.0"}, '"CC-BY-NC-4.0"', None),
        (OUTPUT | {"files": [{"url": "https://a.org/", "media_type": ".PDF"}]}, '"application/pdf"', None),
        (OUTPUT | {"languages": "en, fr"}, '["en", "fr"]', None),
        (OUTPUT | {"start_date": "2024"}, None, 'keep it in "extensions"'),
        (EVENT | {"startt": "soon"}, None, 'The nearest key is "start".'),
        (EVENT | {"attendance": {"total": "40%"}}, None, '{"value": ...}'),
        (EVENT | {"attendance": {"total": "31家以上"}}, '{"value": 31, "qualifier": "at_least", "unit": "organizations"}', None),
    ],
)  # fmt: skip
def test_what_people_write(record: dict[str, Any], suggestion: str | None, help: str | None) -> None:
    """A complete value is a suggestion; a choice for the author is advice."""
    (problem,) = tm.validate(record)
    assert problem.suggestion == suggestion
    assert (help or "") in (problem.help or "") and (help is None) == (problem.help is None)
    if suggestion is not None:
        assert not tm.validate(applied(record, problem)).problems


@pytest.mark.parametrize(
    ("value", "suggestions"),
    [
        (["isbn", "978-0-306-40615-7 (hbk.)"], ['"9780306406157"']),
        (["doi", "https://doi-org.proxy.example.edu/10.1000/abc"], ['"10.1000/abc"']),
        (["ror", "https://ror.org/013q1eq0l"], [None]),
        (["isil", "DE-1"], [None]),
        (["issn", "0954-4054 (print), 2041-2975 (online)"], ['{"scheme": "issn", "value": "0954-4054"}, {"scheme": "issn", "value": "2041-2975"}']),
        (["issn", "0954-4054, 2041-2976"], [None]),
    ],
)  # fmt: skip
def test_identifiers_with_a_remark_or_beside_each_other(value: list[str], suggestions: list[str | None]) -> None:
    """Several in one text become several items; a wrong one is never called a URL."""
    record = ORGANIZATION | {"identifiers": [{"scheme": value[0], "value": value[1]}]}
    problems = list(tm.validate(record))
    assert [problem.suggestion for problem in problems] == suggestions
    for problem in problems:
        assert problem.suggestion is None or not tm.validate(applied(record, problem)).errors


def test_a_page_of_identifiers_is_not_taken_apart() -> None:
    """A text longer than a line or two contains more than identifiers."""
    orcid = "0000-0002-1825-0097"
    for count, found in ((3, [orcid] * 3), (20, [])):
        assert several("; ".join([orcid] * count), SCHEMES["orcid"].canonical) == found


def test_several_identifiers_keep_what_is_said_of_the_one() -> None:
    """Each gets the status and relation of the original."""
    item = {"scheme": "issn", "value": "0954-4054, 2041-2975", "status": "candidate", "relation": "parent"}
    (problem,) = tm.validate(ORGANIZATION | {"identifiers": [item]})
    assert problem.pointer == "/identifiers/0" and problem.suggestion is not None
    assert json.loads(f"[{problem.suggestion}]")[1] == item | {"value": "2041-2975"}


def test_what_is_right_in_another_scheme_is_named() -> None:
    """Only the author can change the scheme."""
    (problem,) = tm.validate(ORGANIZATION | {"identifiers": [{"scheme": "ror", "value": "0000-0002-1825-0097"}]})
    assert problem.suggestion is None and problem.help == 'The value is a valid ORCID iD: write the scheme "orcid".'


class Timestamp(datetime.datetime):
    """A subclass of datetime like that of pandas, whose text is not that of `isoformat`."""

    def __str__(self) -> str:
        return "Timestamp"


@pytest.mark.parametrize(
    ("shape", "value", "suggestion"),
    [
        (DATE, Timestamp(2024, 12, 20, 14), None),
        (DATE, 20241220, '"2024-12-20"'),
        (DATE, 2024.0, '"2024"'),
        (DATE, True, None),
        (DATE, object(), None),
    ],
)  # fmt: skip
def test_dates_of_python(shape: Any, value: object, suggestion: str | None) -> None:
    """A time never loses its time of day, and other values are not turned into dates."""
    explainer = Explainer()
    explainer.walk(shape, value, "")
    assert [problem.suggestion for problem in explainer.problems] == [suggestion]


@pytest.mark.parametrize(
    ("shape", "value", "text"),
    [
        (DATE, datetime.date(2024, 12, 20), "2024-12-20"),
        (DATE, Timestamp(2024, 12, 20), "2024-12-20"),
        (DATE_OR_TIME, datetime.datetime(2024, 12, 20, 14, tzinfo=datetime.UTC), "2024-12-20T14:00:00+00:00"),
        (DATE_OR_TIME, Timestamp(2024, 12, 20), "2024-12-20T00:00:00"),
    ],
)
def test_dates_of_python_are_taken(shape: Any, value: object, text: str) -> None:
    """In a field for days, midnight without an offset is a day, because pandas stores days so."""
    explainer = Explainer()
    assert explainer.walk(shape, value, "").text == text and not explainer.problems


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("symposion", "symposium"),
        ("workshp", "workshop"),
        ("wrokshop", "workshop"),
        ("press_conferense", "press_conference"),
        ("co_chair", None),
        ("inactive", None),
        ("vice_chairs", "vice_chair"),
        ("hall", None),
        ("held", None),
    ],
)
def test_a_near_word_is_a_slip_of_the_pen(text: str, term: str | None) -> None:
    """Word by word and letter by letter; if two are equally similar, none is suggested."""
    terms = ["symposium", "workshop", "press_conference", "vice_chair", "active", "ball", "call", "helm", "help"]
    assert nearest(text, terms) == term


def test_a_suggestion_is_short() -> None:
    """A long suggestion is left out because it would hide the message."""
    value = {"value": "x" * 90}
    (problem,) = tm.validate(ORGANIZATION | {"names": [{"value": "A"}], "topics": "x"}).errors[:1]
    assert problem.suggestion is None or len(problem.suggestion) <= LITERAL_LIMIT
    (problem,) = tm.validate(ORGANIZATION | {"names": {**value, "lang": "en"}})
    assert problem.suggestion == '[{"value": "' + "x" * 90 + '", "lang": "en"}]'
    (problem,) = tm.validate(ORGANIZATION | {"names": {"value": "x" * 400}})
    assert (problem.suggestion, problem.help) == (None, "Write a list, even for a single item.")


# --- Files of other formats ---


def archive(*names: str) -> bytes:
    return b"PK\x03\x04" + b"".join([name.encode() + b"\0" for name in names])


FORMATS = [
    (archive("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook (.xlsx)"),
    (archive("word/document.xml"), "a Word document (.docx)"),
    (archive("a.json"), "a ZIP archive"),
    (b"%PDF-1.7\n\xe2\xe3", "a PDF file"),
    (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
    (b"\x1f\x8b\x08\0", "data compressed by gzip"),
    (b"name,country\nSIIS,CN\n", "a table (.csv or .tsv)"),
    (b'"name";"country"\n"SIIS";"CN"\n', "a table (.csv or .tsv)"),
    (b"@article{siis,\n  title = {A}\n}\n", "a BibTeX file (.bib)"),
    (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "an iCalendar file (.ics)"),
    (b"TY  - RPRT\nER  - \n", "a RIS file (.ris)"),
    (b"<?xml version='1.0'?>\n<a/>", "XML"),
    (b"\n<!DOCTYPE html>\n<html>", "a web page (HTML)"),
    (b"type: organization\nid: organization:a\n", "YAML"),
    (b"---\n- a\n", "YAML"),
]


@pytest.mark.parametrize(("data", "name"), FORMATS, ids=[name for _, name in FORMATS])
def test_another_format_is_recognized_by_its_content(data: bytes, name: str) -> None:
    """It is one problem, with the name of the format and what to do; as a document, as JSON Lines and in a dataset."""
    value, problems = parse(data)
    assert value is None and [problem.code for problem in problems] == ["json.syntax"]
    assert problems[0].message.startswith(f"this is not JSON: it is {name}. ") and problems[0].help
    (line,) = tm.read_jsonl(io.BytesIO(data))
    assert line.record is None and [problem.code for problem in line.problems] == ["json.syntax"]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"{'a': 1}", b"[1,\n2,,\n]", b"nul", b"a, b", b'"a"\n"b"', b"example.json", b"\xef\xbb\xbf{", b"(a)\n(b)", b"\x00\x01"],
)  # fmt: skip
def test_json_with_a_fault_is_not_taken_for_another_format(data: bytes) -> None:
    """Text that begins like JSON, and text that is too short, gets the messages about syntax."""
    assert recognize(data) is None
