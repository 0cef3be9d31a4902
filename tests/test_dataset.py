"""The frozen collection: lookups, references, files and merging."""

from __future__ import annotations

import contextlib
import datetime
import gc
import json
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.model.index import links, targets

from . import generate


def organization(slug: str, **more: Any) -> tm.Organization:
    return tm.Organization(id=f"organization:{slug}", names=(tm.Name(value=slug),), **more)


@pytest.fixture
def ds() -> tm.Dataset:
    program = tm.CooperationProgram(id="program:p", names=(tm.Name(value="P"),), host_ids=("organization:a",))
    event = tm.Event(
        id="event:e",
        names=(tm.Name(value="E"),),
        start=tm.PartialDate("2024"),
        program_ids=("program:p",),
        participations=(tm.Participation(party_id="organization:b", role="speaker"),),
    )
    return tm.Dataset(
        records=(program, organization("a"), organization("b", merged_ids=("organization:b-old",)), event),
        title=tm.Text(en="Test"),
    )


def test_a_dataset_is_a_collection_of_records(ds: tm.Dataset) -> None:
    """By position and by id."""
    assert len(ds) == 4 and [record.id for record in ds][0] == "program:p"
    assert ds["event:e"].id == "event:e" and ds.get("event:x") is None
    assert "event:e" in ds and "event:x" not in ds and 3 not in ds
    with pytest.raises(KeyError, match="event:x"):
        ds["event:x"]


def test_an_id_that_was_merged_away_finds_the_record_that_took_it_over(ds: tm.Dataset) -> None:
    """Old references stay readable."""
    assert ds["organization:b-old"] is ds["organization:b"]


def test_each_class_has_a_mapping_by_id(ds: tm.Dataset) -> None:
    """It has the plural name of the class and the order of the dataset; it is empty if there are no such records."""
    assert list(ds.organizations) == ["organization:a", "organization:b"]
    assert ds.organizations == ds.of(tm.Organization) and dict(ds.members) == {}
    for shape in generate.CLASSES.values():
        assert shape.cls.collection in dir(ds)
        assert len(getattr(ds, shape.cls.collection)) == sum([type(record) is shape.cls for record in ds])
    with pytest.raises(AttributeError, match="no attribute 'organisations'"):
        ds.organisations  # type: ignore[attr-defined]  # noqa: B018


def test_referrers_say_who_points_here_and_through_which_field(ds: tm.Dataset) -> None:
    """With the exact pointer; merged ids count too."""
    assert ds.referrers("organization:b") == (("event:e", "/participations/0/party_id"),)
    assert ds.referrers("program:p") == (("event:e", "/program_ids/0"),)
    assert ds.referrers("event:e") == ds.referrers("event:x") == ()


def test_links_finds_every_reference_of_a_record() -> None:
    """The same as searching for every string in fields that are declared as references."""
    for seed in range(200):
        value = generate.record(seed, fullness=0.7)
        found = {link.pointer: link.target for link in links(tm.from_dict(value))}
        for at, target in found.items():
            here: Any = value
            for token in at.split("/")[1:]:
                here = here[int(token)] if isinstance(here, list) else here[token]
            assert here == target
        named = json.dumps(
            {key: item for key, item in value.items() if key not in ("id", "merged_ids", "extensions", "statements")}
        )
        for tag in generate.CLASSES:
            assert named.count(f'"{tag}:') <= sum([target.startswith(tag + ":") for target in found.values()])


def test_targets_are_the_ids_of_links() -> None:
    """In the same order; the rules ask for pointers only where one of these ids is of interest."""
    for seed in range(200):
        record = tm.from_dict(generate.record(seed, fullness=0.7))
        assert targets(record) == [link.target for link in links(record)]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_what_is_written_is_read_back_equal_with_stable_bytes(ds: tm.Dataset, tmp_path: Path, name: str) -> None:
    """As a document and as JSON Lines."""
    path = tmp_path / name
    ds.write(path)
    again = tm.Dataset.read(path)
    assert again == ds and hash(again) == hash(ds)
    data = path.read_bytes()
    again.write(path)
    assert path.read_bytes() == data
    assert data.count(b"\n") == (5 if name == "a.jsonl" else 6)


def test_a_document_is_json_with_type_version_and_records(ds: tm.Dataset, tmp_path: Path) -> None:
    """As the contract says, also for an empty dataset."""
    ds.write(tmp_path / "a.json")
    value = json.loads((tmp_path / "a.json").read_bytes())
    assert list(value) == ["type", "schema_version", "title", "records"]
    assert value == tm.to_dict(ds) == json.loads(tm.dumps(ds))
    tm.Dataset().write(tmp_path / "b.json")
    assert tm.Dataset.read(tmp_path / "b.json") == tm.Dataset()


def test_json_lines_need_no_header(ds: tm.Dataset, tmp_path: Path) -> None:
    """Then the header has its defaults."""
    tm.write_jsonl(tmp_path / "a.jsonl", ds)
    assert tm.Dataset.read(tmp_path / "a.jsonl") == tm.Dataset(records=ds.records)


def test_reading_lists_everything_that_is_wrong(tmp_path: Path) -> None:
    """In every record, with its place; pointers refer to the document."""
    path = tmp_path / "a.json"
    path.write_text(
        '{"type": "dataset", "schema_version": "1.0", "nonsense": 1, "records": [\n'
        '{"type": "source", "id": "source:a", "titles": {}},\n{"type": "source", "id": "source:b", "titles": {"en": "B"}},\n'
        '{"type": "sauce"}]}'
    )
    with pytest.raises(tm.InvalidData) as caught:
        tm.Dataset.read(path)
    assert [(p.code, p.pointer, p.line, p.record_id) for p in caught.value.problems] == [
        ("key.unknown", "/nonsense", 1, None),
        ("list.too-short", "/records/0/titles", 2, "source:a"),
        ("type.unknown-record-type", "/records/2/type", 4, None),
    ]


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_as_it_was_on_every_way_out(on: bool, ds: tm.Dataset, tmp_path: Path) -> None:
    """After reading, after invalid data, after a missing file."""
    ds.write(tmp_path / "a.json")
    ds.write(tmp_path / "a.jsonl")
    (tmp_path / "bad.json").write_bytes(b"{")
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        for name in ("a.json", "a.jsonl", "bad.json", "none.json", "none.jsonl"):
            with contextlib.suppress(tm.InvalidData, OSError):
                tm.Dataset.read(tmp_path / name)
            assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()


def test_a_broken_line_is_an_error_of_the_dataset(tmp_path: Path) -> None:
    """With the number of the line."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"type":"dataset","schema_version":"1.0"}\n{\n')
    with pytest.raises(tm.InvalidData, match=r"^2:2: error json\.truncated"):
        tm.Dataset.read(path)


def test_a_dataset_is_read_as_any_other_class(ds: tm.Dataset) -> None:
    """From bytes and from plain data."""
    assert tm.loads(tm.dumps(ds), tm.Dataset) == tm.from_dict(tm.to_dict(ds), tm.Dataset) == ds


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("[]", ["type.wrong-type"]),
        ("{", ["json.truncated"]),
        ('{"type": "dataset", "schema_version": "1.0"}', ["key.missing"]),
        ('{"type": "dataset", "schema_version": "1.0", "records": {}}', ["type.wrong-type"]),
        ('{"type": "dataset", "schema_version": "2.0", "records": []}', ["version.newer-major"]),
        ('{"type": "dataset", "schema_version": "0.1", "records": []}', ["version.unknown"]),
        ('{"type": "dataset", "schema_version": "one", "records": []}', ["version.syntax"]),
        ('{"type": "dataset", "records": []}', ["key.missing"]),
        ('{"schema_version": "1.0", "records": []}', ["key.missing"]),
    ],
)
def test_what_is_no_dataset_is_refused(text: str, codes: list[str], tmp_path: Path) -> None:
    """Each with its own code."""
    path = tmp_path / "a.json"
    path.write_text(text)
    with pytest.raises(tm.InvalidData) as caught:
        tm.Dataset.read(path)
    assert [problem.code for problem in caught.value.problems] == codes


def test_a_newer_minor_version_is_read_and_written_back_whole(tmp_path: Path) -> None:
    """Keys and terms that this library does not know are kept."""
    path = tmp_path / "a.json"
    text = (
        b'{"type":"dataset","schema_version":"1.3","new":[1],"records":[\n'
        b'{"type":"source","id":"source:a","titles":{"en":"A"},"newer":null}\n]}\n'
    )
    path.write_bytes(text)
    ds = tm.Dataset.read(path)
    ds.write(path)
    assert path.read_bytes() == text
    assert [p.code for p in tm.validate(path).warnings] == ["version.newer-minor"]


def test_merging_adds_what_is_missing_and_refuses_what_differs(ds: tm.Dataset) -> None:
    """Nothing is overwritten; merging a dataset with itself changes nothing."""
    other = tm.Dataset(records=(organization("a"), organization("c")))
    merged = ds.merge(other)
    assert [record.id for record in merged][-1] == "organization:c" and len(merged) == 5 and merged.title == ds.title
    assert ds.merge(ds) == ds
    with pytest.raises(tm.InvalidData, match=r"record\.conflict organization:a"):
        ds.merge(tm.Dataset(records=(organization("a", country="CN"),)))


def test_a_record_that_took_over_one_of_the_other_dataset_stands_alone(ds: tm.Dataset) -> None:
    """In either dataset; ids that the other record had taken over before are kept too, so that each reference is found."""
    other = tm.Dataset(
        records=(
            organization("b-old", merged_ids=("organization:b-older",)),
            tm.Member(id="member:m", program_id="program:p", party_id="organization:b-old", role="member"),
        )
    )
    for merged in (ds.merge(other), other.merge(ds)):
        assert {record.id for record in merged} == {record.id for record in ds} | {"member:m"}
        assert merged["organization:b"].merged_ids == ("organization:b-old", "organization:b-older")
        assert merged["organization:b-older"] is merged["organization:b-old"] is merged["organization:b"]
        assert merged.merge(merged) == merged == merged.merge(ds.merge(other).merge(merged))


def test_records_that_were_taken_over_in_turn_end_in_the_last() -> None:
    """A took over B; B, which is only in the other dataset, took over C; the other fields of A are kept."""
    one = tm.Dataset(records=(organization("a", merged_ids=("organization:b",), country="CN"), organization("c")))
    other = tm.Dataset(records=(organization("b", merged_ids=("organization:c",)), organization("d")))
    merged = one.merge(other)
    assert [record.id for record in merged] == ["organization:a", "organization:d"]
    assert merged["organization:c"].merged_ids == ("organization:b", "organization:c")
    assert merged.organizations["organization:a"].country == "CN"


def test_records_that_took_over_each_other_are_told() -> None:
    """Neither of them can be the result."""
    one = tm.Dataset(records=(organization("a", merged_ids=("organization:b",)),))
    other = tm.Dataset(records=(organization("b", merged_ids=("organization:a",)),))
    with pytest.raises(tm.InvalidData) as raised:
        one.merge(other)
    assert [(p.code, p.record_id) for p in raised.value.problems] == [
        ("record.took-each-other", "organization:b"),
        ("record.took-each-other", "organization:a"),
    ]


def test_a_dataset_that_holds_both_is_left_to_the_check() -> None:
    """The fault was there before: merging does not remove it silently."""
    both = tm.Dataset(records=(organization("a", merged_ids=("organization:b",)), organization("b")))
    assert both.merge(both) == both and not both.check().ok
    assert len(both.merge(tm.Dataset(records=(organization("b"),)))) == 2


def test_diff_says_what_the_other_adds_removes_and_changes(ds: tm.Dataset) -> None:
    """By id."""
    other = tm.Dataset(
        records=(
            organization("a", country="CN"),
            organization("b", merged_ids=("organization:b-old",)),
            organization("c"),
        )
    )
    assert ds.diff(other) == (("organization:c",), ("program:p", "event:e"), ("organization:a",))
    assert ds.diff(ds) == ((), (), ())


def test_check_runs_the_rules_with_a_given_day(ds: tm.Dataset) -> None:
    """And with the current day if none is given."""
    assert "event.held-in-future" not in {p.code for p in ds.check()}
    report = ds.check(today=datetime.date(2024, 1, 1))
    assert report.ok and {p.code for p in report} >= {"source.unsourced"}


def test_header_is_the_dataset_without_its_records(ds: tm.Dataset) -> None:
    """As a value of its own."""
    assert ds.header == tm.DatasetHeader(title=tm.Text(en="Test"))
    assert repr(ds) == "<Dataset of 4 records>"


def test_the_wrong_records_are_refused_in_python_too() -> None:
    """With pointers into the list."""
    with pytest.raises(tm.InvalidData) as caught:
        tm.Dataset(records=({"type": "event"}, 3))  # type: ignore[arg-type]
    assert {problem.pointer for problem in caught.value.problems} == {"/records/0", "/records/1"}
