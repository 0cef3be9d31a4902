"""Display of datasets, collections, records and reports: short, escaped and bounded; and as data frames."""

from __future__ import annotations

import datetime
import io
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from rich.console import Console

import thinktank_model as tm

from . import generate
from .oracles import oracle
from .test_editing import dataset, event, member, organization, program, source
from .test_profiles import ALL, MY, Grant

for name in ("pandas", "polars"):
    oracle(name)

import pandas
import polars

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;"
MANY = tm.Dataset(records=[organization(f"o{n}", names=[{"value": f"Body {n} {HOSTILE}"}]) for n in range(300)])


class Parsed(HTMLParser):
    """A browser's view of a text: its tags with their attributes, and the visible text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.read: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {f"{name}={value}" for name, value in attrs}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.read.append(data)


def html(thing: Any) -> str:
    text: str = thing._repr_html_()
    return text


STYLES = {"style=text-align:left;vertical-align:top;padding:2px 8px", "style=margin:0;padding-left:1.2em"}
TAGS = {"table", "thead", "tbody", "tr", "th", "td", "p", "strong", "ul", "li"}


def shown() -> Iterator[Any]:
    ds = tm.example("wic-2024")
    yield from (
        ds,
        MANY,
        tm.Dataset(),
        tm.Dataset(title={"en": HOSTILE}, language="en"),
        ds.events,
        MANY.organizations,
        ds.members,
    )
    yield from (*ds.events.values(), next(iter(ds.organizations.values())).names[0], MANY.records[0])
    broken = tm.validate({"type": "event", "id": HOSTILE, "names": HOSTILE, HOSTILE: 1})
    yield from (broken, tm.Report(broken.problems * 9), broken[0], tm.Report())


@pytest.mark.parametrize("thing", list(shown()), ids=lambda thing: type(thing).__name__)
def test_html_is_made_of_a_few_tags_whatever_the_names_are(thing: Any) -> None:
    """All text is escaped, nothing is executed, no colour is set, and the length is bounded."""
    text = thing._repr_html_()
    parsed = Parsed(text)
    assert parsed.tags <= TAGS and parsed.attributes <= STYLES
    assert len(text) < 60_000 and "<script" not in text


def test_html_shows_what_there_is() -> None:
    """Labels, counts, the number of hidden items; a member by its id."""
    read = Parsed(MANY._repr_html_()).read
    assert read[:1] == ["Dataset (300 records)"] and "organizations" in read and any([HOSTILE in one for one in read])
    assert Parsed(html(MANY.organizations)).read[-1] == "… and 280 more"
    ds = dataset([organization("a", country="CN"), event(), event(id="event:f", topics=[f"x:{n}" for n in range(12)])])
    assert Parsed(html(ds.organizations)).read == [
        "id",
        "label",
        "country",
        "status",
        "organization:a",
        "A",
        "CN",
        "unknown",
    ]
    assert "… and 2 more" in Parsed(ds["event:f"]._repr_html_()).read
    report = tm.validate({"type": "source", "id": "source:a"})
    assert Parsed(report._repr_html_()).read[:6] == ["severity", "code", "record", "pointer", "line", "message"]
    assert Parsed(tm.Report()._repr_html_()).read == ["no problems"]
    assert len(Parsed(tm.Report(report.problems * 30)._repr_html_()).read) < 200
    assert Parsed(tm.Period(start="2024")._repr_html_()).read == ["Period", "start", "2024"]
    assert Parsed(html(tm.Dataset())).read == ["Dataset (0 records)"] and Parsed(html(ds.work_plans)).read == [
        "no work_plans"
    ]
    assert Parsed(html(dataset([event()]))).read[0].endswith("(1 record)")
    long = organization("a", names=[{"value": "x" * 400}])
    assert max(map(len, Parsed(dataset([long])._repr_html_()).read)) == 301


def test_a_list_of_objects_is_one_table_with_a_row_for_each() -> None:
    """Its columns are all keys of the objects; a missing value is an empty cell."""
    names = [{"value": "A"}, {"value": "阿", "lang": "zh-Hans"}]
    text = html(tm.from_dict(organization("a", names=names)))
    rows = text.partition(">names<")[2].partition("</table>")[0].split("<tr>")[1:]
    assert [Parsed(row.partition("</tr>")[0]).read for row in rows] == [["value", "lang"], ["A"], ["阿", "zh-Hans"]]
    assert rows[1].count("<td") == 2
    many = html(tm.from_dict(organization("a", names=[{"value": f"Name {n}"} for n in range(12)])))
    assert "Name 9" in many and "Name 10" not in many and "… and 2 more" in many


def test_objects_with_too_many_keys_of_their_own_are_not_put_in_one_table() -> None:
    """Otherwise each row would have a cell for every key of any object."""
    names = [{"value": f"Name {n}", **{f"x{n}-{key}": key for key in range(100)}} for n in range(10)]
    text = html(tm.from_dict(organization("a", names=names), unknown="keep"))
    assert text.count("<td") < 1100 and Parsed(text).tags >= {"ul", "li"}


def drawn(thing: Any) -> str:
    """Return rich's output for a terminal without colours."""
    stream = io.StringIO()
    Console(file=stream, width=400, color_system=None).print(thing)
    return stream.getvalue()


@pytest.mark.parametrize("thing", list(shown()), ids=lambda thing: type(thing).__name__)
def test_rich_draws_what_html_shows(thing: Any) -> None:
    """The same texts; none is read as markup, and no control character reaches the terminal."""
    text = drawn(thing)
    assert all([word in text for said in Parsed(thing._repr_html_()).read for word in said.split()])
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", text)


def test_names_are_not_markup_in_a_terminal() -> None:
    """Square brackets are ordinary characters, and an escape sequence has no effect."""
    ds = dataset([organization("a", names=[{"value": "[red]A[/red] [link=x]"}])])
    for thing in (ds, ds.organizations, ds.records[0]):
        assert "[red]A[/red] [link=x]" in drawn(thing)
    assert "\x1b" not in drawn(tm.validate({"type": "event", "id": "\x1b[31mred"}))


def test_records_of_a_profile_are_shown_too() -> None:
    """Including the collections that it adds."""
    ds = MY.Dataset(records=ALL)
    assert {"grants", "summits", "events"} <= set(Parsed(html(ds)).read) and "grants" in drawn(ds)
    assert Parsed(html(ds.of(Grant))).read[:2] == ["id", "label"]


def test_a_collection_names_the_first_of_its_records() -> None:
    """In a few words, for any number and length; the repr of a record is code."""
    assert repr(MANY.organizations) == (
        "<300 organizations: organization:o0, organization:o1, organization:o2, organization:o3, organization:o4, ...>"
    )
    assert repr(MANY.work_plans) == "<0 work plans: none>"
    long = dataset([organization("x" * 150 + str(n)) for n in range(9)])
    assert len(repr(long.organizations)) < 500
    assert eval(repr(MANY.records[0]), vars(tm)) == MANY.records[0]


def test_a_collection_is_a_mapping() -> None:
    """With completion of its ids; an unknown id gets a suggestion."""
    found: Any = MANY.organizations
    assert found == MANY.of("organization") and found._ipython_key_completions_() == list(found.keys())
    assert MANY._ipython_key_completions_() == [record.id for record in MANY]
    assert "organization:o1" in found and "organization:x" not in found and 3 not in found
    assert list(found.items())[0] == ("organization:o0", MANY.records[0]) and len(list(found.values())) == 300
    with pytest.raises(KeyError, match="did you mean 'organization:o299'"):
        found["organization:o2999"]
    assert found["organization:o1"] is MANY.records[1]
    with pytest.raises(KeyError):
        MANY.events["organization:o1"]


def test_the_text_about_a_code_is_that_of_the_command() -> None:
    """In any language; a family has the texts of all its codes."""
    text = tm.explain("date.syntax", lang="fr")
    assert (text.startswith("date.syntax erreur") and "Incorrect" in text) or "Faux" in text
    assert tm.explain("date").count("\nWrong:\n") == len([code for code in tm.catalogue() if code.startswith("date.")])
    assert "--fix writes" in tm.explain("date.syntax") and "Right:" not in tm.explain("json.line-too-long")
    with pytest.raises(KeyError, match="did you mean 'date.syntax'"):
        tm.explain("date.sintax")
    with pytest.raises(KeyError, match="no code '!'"):
        tm.explain("!")


def test_a_term_has_a_label() -> None:
    """Of a closed or open vocabulary; an unknown term is its own label."""
    assert (
        tm.label("held", "fr", of=tm.EventStatus) == "Tenu"
        and tm.label(tm.EventStatus.HELD, of=tm.EventStatus) == "Held"
    )
    assert tm.label("x:own", "zh", of=tm.EventKind) == "x:own"


def test_a_report_becomes_rows() -> None:
    """All with the same keys, and with the message in a language."""
    report = tm.validate({"type": "event", "id": "event:e", "names": [{"value": "A  B"}], "start": "20/12/2024"})
    rows = report.to_dicts("fr")
    assert len({tuple(row) for row in rows}) == 1 and [row["code"] for row in rows] == [
        problem.code for problem in report
    ]
    assert rows[-1]["message"] == report[-1].message_in("fr") and rows[-1]["severity"] == "error"
    assert [row["fix"] and row["fix"]["value"] for row in rows] == [
        problem.fix and problem.fix.value for problem in report
    ]
    assert list(pandas.DataFrame(rows)["pointer"]) == [problem.pointer for problem in report]


# --- data frames ---

EVENTS = tm.Dataset(
    records=[
        organization("a", names=[{"value": "A", "lang": "en"}, {"value": "甲", "lang": "zh-Hans"}], country="CN"),
        program(),
        event(
            kind="symposium",
            start="2024-12",
            attendance={"total": {"value": 40, "qualifier": "more_than"}},
            program_ids=["program:p", "program:q"],
            topics=["x:a"],
            notes={"en": "Notes", "fr": "Remarques"},
            places=[{"kind": "physical", "coordinates": {"latitude": 39.9, "longitude": 116.4}}],
            participations=[
                {"party_id": "organization:a", "role": "speaker"},
                {"unnamed": {"description": {"en": "Some"}, "count": {"value": 3}}, "role": "x:own"},
            ],
        ),
        event(id="event:f", start="2025-01-02"),
        member("m", "organization:a", period={"start": "2024"}),
        source(),
    ]
)


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_a_frame_has_a_row_a_record(engine: Any) -> None:
    """Dates and counts with their bounds, references and terms with their labels, texts in a language."""
    frame = EVENTS.to_frame("events", lang="fr", engine=engine)
    rows = frame.to_dict("records") if engine == "pandas" else frame.to_dicts()
    assert len(rows) == 2
    wanted = {
        "id": "event:e",
        "label": "E",
        "kind": "symposium",
        "kind_label": "Symposium",
        "start": "2024-12",
        "attendance_total": "more than 40",
        "attendance_total_low": 41,
        "program_ids": "program:p; program:q",
        "program_ids_label": "P; program:q",
        "notes": "Remarques",
    }
    assert {key: rows[0][key] for key in wanted} == wanted
    assert [str(rows[0][f"start_{end}"])[:10] for end in ("earliest", "latest")] == ["2024-12-01", "2024-12-31"]
    assert rows[0]["attendance_total_high"] in (None, pandas.NA) or rows[0]["attendance_total_high"] is pandas.NA
    assert "participations" not in rows[0]


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_a_frame_has_a_row_an_item(engine: Any) -> None:
    """Each with its record and position; names and places of all records that have them."""
    frame = EVENTS.to_frame("participations", engine=engine)
    assert [list(frame[name]) for name in ("record_id", "position", "party_id_label", "role_label")][:2] == [
        ["event:e"] * 2,
        [0, 1],
    ]
    assert [list(frame[name])[0] for name in ("party_id_label", "role_label")] == ["A", "Speaker"]
    assert list(frame["unnamed_count_high"])[1] == 3 and list(frame["role_label"])[1] == "x:own"
    names = EVENTS.to_frame("names", lang="zh", engine=engine)
    assert list(names["value"]) == ["A", "甲", "P", "E", "E"] and list(names["record_label"])[0] == "甲"
    places = EVENTS.to_frame("places", engine=engine)
    assert list(places["coordinates_latitude"]) == [39.9] and len(EVENTS.to_frame("members", engine=engine)) == 1


def test_a_frame_has_all_columns_and_types_without_rows() -> None:
    """So that the frames of two datasets can be concatenated."""
    empty = tm.Dataset()
    for what in ("events", "participations", "contributions", "members"):
        for engine, types in (("pandas", "dtypes"), ("polars", "schema")):
            frame = empty.to_frame(what, engine=engine)  # type: ignore[arg-type]
            assert len(frame) == 0 and dict(getattr(frame, types))
    assert empty.to_frame("events", engine="polars").schema["start_earliest"] == polars.Date
    assert EVENTS.to_frame("events")["start_earliest"].dt.date[1] == datetime.date(2025, 1, 2)


def test_frames_take_every_record() -> None:
    """For any record: no column is missing, and none changes its type."""
    records = {r["id"]: r for r in [generate.record(seed, tag, 0.9) for tag in generate.CLASSES for seed in range(5)]}
    ds = tm.Dataset(records=records.values())
    for shape in generate.CLASSES.values():
        assert len(ds.to_frame(shape.cls.collection, engine="polars")) == len(ds.of(shape.cls))
        assert len(ds.to_frame(shape.cls.collection)) == len(ds.of(shape.cls))
    assert len(ds.to_frame("names")) == sum([len(getattr(record, "names", ())) for record in ds])


def test_what_has_no_frame_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a suggestion, or what to install."""
    with pytest.raises(KeyError, match="no collection and no list 'participation'; did you mean 'participations'"):
        EVENTS.to_frame("participation")
    with pytest.raises(KeyError, match="no list '!'"):
        EVENTS.to_frame("!")
    with pytest.raises(ValueError, match="no engine 'excel'; expected one of pandas, polars"):
        EVENTS.to_frame("events", engine="excel")  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ImportError, match=r"to_frame needs polars: pip install .thinktank-model\[polars\]"):
        EVENTS.to_frame("events", engine="polars")
