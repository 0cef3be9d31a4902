"""validate: takes any input and returns a report."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import thinktank_model as tm

from . import generate

GOOD = {"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}
DANGLING = {"type": "member", "id": "member:m", "program_id": "program:p", "party_id": "organization:a"}


def test_every_kind_of_input_is_taken(tmp_path: Path) -> None:
    """bytes, str, mapping, record, Dataset and path give the same problems for the same data."""
    record = tm.from_dict(GOOD)
    path = tmp_path / "a.json"
    path.write_bytes(tm.dumps(record))
    for data in (tm.dumps(record), tm.dumps(record).decode(), GOOD, record, path, bytearray(tm.dumps(record))):
        report = tm.validate(data)  # type: ignore[arg-type]
        assert report.ok and len(report) == 0


def test_a_dataset_is_checked_across_its_records_in_every_form(tmp_path: Path) -> None:
    """Pointers refer to the document, or to the record if there is no document."""
    ds = tm.Dataset(records=[GOOD, DANGLING])
    ds.write(tmp_path / "a.json")
    ds.write(tmp_path / "a.jsonl")
    for data in (ds, tm.to_dict(ds), tm.dumps(ds), tmp_path / "a.json"):
        (error,) = tm.validate(data).errors
        assert (error.code, error.pointer, error.record_id) == (
            "reference.dangling",
            "/records/1/program_id",
            "member:m",
        )
    (error,) = tm.validate(tmp_path / "a.jsonl").errors
    assert (error.code, error.pointer, error.record_id) == ("reference.dangling", "/program_id", "member:m")
    (error,) = tm.validate(tmp_path / "a.json").errors
    assert error.line == 3


def test_lines_without_a_header_are_checked_one_by_one(tmp_path: Path) -> None:
    """They are separate records, not a dataset, so rules across records do not apply."""
    path = tmp_path / "a.jsonl"
    tm.write_jsonl(path, [tm.from_dict(DANGLING)])
    assert len(tm.validate(path)) == 0
    path.write_bytes(b"{\n" + tm.dumps(tm.from_dict(DANGLING)))
    assert [p.code for p in tm.validate(path)] == ["json.truncated"]


def test_a_record_that_cannot_be_read_is_not_missing() -> None:
    """Only its own errors are reported, not the references to it."""
    broken = {**GOOD, "names": []}
    document = {"type": "dataset", "schema_version": "1.0", "records": [DANGLING, broken]}
    codes = [(p.code, p.pointer) for p in tm.validate(document).errors]
    assert codes == [("list.too-short", "/records/1/names"), ("reference.dangling", "/records/0/program_id")]


def test_today_is_handed_to_the_rules() -> None:
    """An event that is marked as held is in the future of an earlier day."""
    event = {"type": "event", "id": "event:e", "names": [{"value": "E"}], "start": "2024-12-20", "status": "held"}
    document = {"type": "dataset", "schema_version": "1.0", "records": [event]}
    assert "event.held-in-future" in {p.code for p in tm.validate(document, today=datetime.date(2024, 1, 1))}
    assert "event.held-in-future" not in {p.code for p in tm.validate(document, today=datetime.date(2025, 1, 1))}


def test_a_missing_file_raises_as_opening_it_would(tmp_path: Path) -> None:
    """A missing file is not invalid data."""
    with pytest.raises(FileNotFoundError):
        tm.validate(tmp_path / "nothing.json")


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "id", "names", "records", "schema_version", "value", "$schema"]) | st.text(), inner
        )
    ),
    max_leaves=15,
)


@given(JUNK)
def test_nothing_raises(data: Any) -> None:
    """For any content of a mapping; each problem can be shown."""
    for value in (data, {"type": "event", "names": data}, {"type": "dataset", "records": data, "schema_version": data}):
        if not isinstance(value, (str, bytes)):
            assert isinstance(str(tm.validate(value)), str)


def test_warnings_of_a_valid_record_are_reported() -> None:
    """They do not make reading fail."""
    value = {**GOOD, "kind": "own_kind"}
    assert tm.from_dict(value) and [p.code for p in tm.validate(value)] == ["term.unlisted"]
    assert [p.code for p in tm.validate(tm.from_dict(value))] == ["term.unlisted"]


def test_the_same_values_in_python_and_in_json_have_the_same_problems() -> None:
    """Tuples for lists, and objects for their JSON forms, make no difference."""
    for seed in range(50):
        value = generate.record(seed)
        value["nonsense"] = 1
        built = {key: tuple(item) if isinstance(item, list) else item for key, item in value.items()}
        assert tm.validate(value) == tm.validate(built)


def test_problems_of_two_records_with_one_id_stand_at_their_own_places() -> None:
    """The second is reported as a duplicate; the references of both are checked; the other rules use the first."""
    member = {"type": "member", "id": "member:m", "program_id": "program:gone", "party_id": "organization:a"}
    records = [
        {"type": "source", "id": "source:s", "titles": {"en": "S"}},
        {**member, "period": {"start": "2999"}},
        member,
        {"type": "organization", "id": "organization:a", "names": [{"value": "A"}]},
    ]
    value = {"type": "dataset", "schema_version": "1.0", "records": records}
    report = tm.validate(value, today=datetime.date(2024, 12, 31))
    found = {(problem.code, problem.pointer) for problem in report}
    assert ("record.duplicate-id", "/records/2/id") in found
    assert {at for code, at in found if code == "reference.dangling"} == {
        "/records/1/program_id",
        "/records/2/program_id",
    }
    others = {at for code, at in found if not code.startswith(("record.", "reference."))}
    assert others and not [at for at in others if at.startswith("/records/2")]
