"""Schema versions: every older version can be read, newer minor versions are read without loss, newer major versions are refused."""

from __future__ import annotations

import copy
import datetime
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cattrs import Converter
from hypothesis import example, given
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.cli.checking import Options
from thinktank_model.cli.fixing import fixed
from thinktank_model.model.union import RECORD
from thinktank_model.shapes import construct, explain, migrations
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.migrations import OLDER, SCHEMA_VERSION, STEPS, arrive, declared, needs_steps, upgrade

from . import generate
from .oracles import oracle

VERSIONS = Path(__file__).parent / "versions"
RELEASED = (*OLDER, SCHEMA_VERSION)
ENDING = ".thinktank.json"

EVENT = {"type": "event", "id": "event:a", "names": [{"value": "A"}], "start": "2024"}


def frozen(version: str) -> Path:
    return VERSIONS / (version + ENDING)


def records_of(version: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(frozen(version).read_bytes())["records"]
    return found


# --- The files that are read permanently ---


def test_every_released_version_has_a_frozen_file() -> None:
    """One for each version, unchanged after its release; the newest has every type of record."""
    assert {path.name.removesuffix(ENDING) for path in VERSIONS.glob("*" + ENDING)} == set(RELEASED)
    for version in RELEASED:
        assert {record["type"] for record in records_of(version)} <= set(shape_of(RECORD).options)
        assert json.loads(frozen(version).read_bytes())["schema_version"] == version
    assert {record["type"] for record in records_of(SCHEMA_VERSION)} == set(shape_of(RECORD).options)


@pytest.mark.parametrize("version", RELEASED)
def test_the_file_of_every_version_is_read_whole(version: str, tmp_path: Path) -> None:
    """As a document, as JSON Lines with and without a header, as plain data; it is valid, and is written in the newest version."""
    dataset = tm.Dataset.read(frozen(version))
    assert len(dataset) == len(records_of(version)) and dataset.schema_version == SCHEMA_VERSION
    assert tm.validate(frozen(version)).ok and tm.validate(json.loads(frozen(version).read_bytes())).ok
    assert tm.from_dict(json.loads(frozen(version).read_bytes()), tm.Dataset) == dataset
    assert tm.loads(frozen(version).read_bytes(), tm.Dataset) == dataset

    raw = json.loads(frozen(version).read_bytes())
    header = {key: value for key, value in raw.items() if key != "records"}
    (lines := tmp_path / "lines.jsonl").write_text("\n".join([json.dumps(one) for one in [header, *raw["records"]]]))
    assert tm.Dataset.read(lines) == dataset and tm.validate(lines).ok
    (bare := tmp_path / "bare.jsonl").write_text("\n".join([json.dumps(one) for one in raw["records"]]))
    assert [line.record for line in tm.read_jsonl(bare)] == list(dataset)

    dataset.write(tmp_path / "again.json")
    assert tm.Dataset.read(tmp_path / "again.json") == dataset
    assert not [problem for problem in tm.validate(tmp_path / "again.json") if problem.code.startswith("version")]


@pytest.mark.parametrize("version", RELEASED)
def test_a_record_of_every_version_is_read_alone(version: str) -> None:
    """By each reader: text, mapping, another project's converter, pydantic."""
    converter = tm.register_hooks(Converter())
    for raw, record in zip(records_of(version), tm.Dataset.read(frozen(version)), strict=True):
        assert tm.loads(json.dumps(raw)) == tm.from_dict(raw) == record
        assert tm.loads(json.dumps(raw), type(record)) == record
        assert converter.structure(raw, type(record)) == converter.structure(raw, RECORD) == record
        assert oracle("pydantic").TypeAdapter(type(record)).validate_python(raw) == record
        assert tm.validate(raw).ok and tm.validate(json.dumps(raw)).ok


def test_what_the_file_of_0_9_says_is_what_it_always_said() -> None:
    """Its content in the newest layout, byte for byte."""
    out = io.BytesIO()
    tm.Dataset.read(frozen("0.9")).dump_to(out)
    assert out.getvalue() == (VERSIONS / "0.9.as-1.0.json").read_bytes()


# --- Steps ---

OLD_AND_NEW: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("program", {"name": "A"}, {"names": [{"value": "A"}]}),
    ("output", {"series": {"en": "A"}}, {"container": {"title": {"en": "A"}, "kind": "series"}}),
    ("recommendation", {"topic": "funding"}, {"concerns": ["funding"]}),
    (
        "organization",
        {"name": {"en": "A", "fr": "B"}, "acronym": "C"},
        {
            "names": [
                {"value": "A", "lang": "en", "preferred": True},
                {"value": "B", "lang": "fr", "preferred": True},
                {"value": "C", "kind": "acronym"},
            ]
        },
    ),
    ("person", {"name": {"zh": "A"}}, {"names": [{"value": "A", "lang": "zh", "preferred": True}]}),
    ("event", {"date": "2024", "end_date": "2025"}, {"start": "2024", "end": "2025"}),
    ("event", {"online": True}, {"attendance_mode": "online"}),
    ("event", {"online": False}, {"attendance_mode": "in_person"}),
    ("event", {"attendees": 3}, {"attendance": {"total": {"value": 3}}}),
    ("member", {"since": "2024", "role": "chair"}, {"role": "chair", "period": {"start": "2024"}}),
    ("member", {"until": "2025", "since": "2024"}, {"period": {"start": "2024", "end": "2025"}}),
    ("output", {"doi": "10.1/a"}, {"identifiers": [{"scheme": "doi", "value": "10.1/a"}]}),
    ("output", {"doi": "x", "identifiers": [{"a": 1}]}, {"identifiers": [{"a": 1}, {"scheme": "doi", "value": "x"}]}),
    ("dataset", {"lang": "en"}, {"language": "en", "schema_version": SCHEMA_VERSION}),
    ("source", {"schema_version": "0.9", "lang": "fr"}, {"lang": "fr"}),
    (
        "source",
        {"$schema": "urn:thinktank-model:schema:0.9:Source"},
        {"$schema": "urn:thinktank-model:schema:1.0:Source"},
    ),
    ("source", {"$schema": "./source.schema.json"}, {"$schema": "./source.schema.json"}),
]
LEFT_ALONE: list[tuple[str, dict[str, Any]]] = [
    ("event", {"name": "A", "names": [{"value": "B"}]}),
    ("event", {"name": "A", "acronym": "C", "names": [{"value": "B"}]}),
    ("event", {"name": 3}),
    ("event", {"acronym": "A"}),
    ("event", {"online": "yes"}),
    ("event", {"online": True, "attendance_mode": "mixed"}),
    ("event", {"date": "2024", "start": "2023"}),
    ("event", {"attendees": 3, "attendance": {"total": {"value": 4}}}),
    ("member", {"since": "2024", "period": {"start": "2023"}}),
    ("output", {"doi": "a", "identifiers": "b"}),
    ("source", {"name": "A", "doi": "a", "date": "2024", "schema_version": "1.0"}),
]


@pytest.mark.parametrize(("tag", "old", "new"), OLD_AND_NEW)
def test_each_step_does_what_it_says(tag: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Data of 0.9 and the same data in the newest layout; the given value is not changed."""
    given = {"type": tag, **old}
    before = copy.deepcopy(given)
    assert upgrade(given, "0.9") == {"type": tag, **new}
    assert given == before


def test_every_step_has_a_case() -> None:
    """In the table above; and a docstring of one sentence."""
    for step in STEPS:
        assert step.version in RELEASED and step.change.__doc__
        for tag in step.types:
            changed = [
                old
                for kind, old, _ in OLD_AND_NEW
                if kind == tag and step.change({"type": tag, **old}) != {"type": tag, **old}
            ]
            assert changed or any(
                [step.change(record) != record for record in records_of("0.9") if record["type"] == tag]
            )


@pytest.mark.parametrize(("tag", "old"), LEFT_ALONE)
def test_what_no_step_understands_stays(tag: str, old: dict[str, Any]) -> None:
    """Nothing is overwritten or dropped; the reader reports it."""
    assert upgrade({"type": tag, **old}, "0.9") == {"type": tag, **old}
    if tag == "event":
        report = tm.validate({**EVENT, **old, "schema_version": "0.9"})
        assert {problem.code for problem in report.errors} & {"key.unknown"}


def test_the_newest_layout_is_left_alone() -> None:
    """Upgrading twice changes nothing more, and a key that a step removes is not a key of a class."""
    for tag in generate.CLASSES:
        for seed in range(20):
            record = generate.record(seed, tag)
            assert upgrade(record, "0.9") == record
    assert arrive(EVENT).value is EVENT


KEYS = st.sampled_from(
    [
        "type",
        "schema_version",
        "name",
        "names",
        "acronym",
        "date",
        "start",
        "end_date",
        "online",
        "attendees",
        "attendance",
        "since",
        "until",
        "period",
        "doi",
        "identifiers",
        "lang",
        "records",
        "$schema",
        "else",
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["event", "member", "output", "0.9"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


def scalars(value: Any, key: str = "") -> Iterator[Any]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from scalars(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from scalars(item, key)
    elif key not in ("schema_version", "online", "type", "$schema"):  # renamed, or removed
        yield repr(value)


@given(st.dictionaries(KEYS, VALUES, max_size=8), st.sampled_from([*generate.CLASSES, "dataset", "other"]))
@example({"schema_version": {"else": [1]}}, "dataset")
@example(
    {"records": [{"type": "dataset", "schema_version": {"else": 1}, "lang": "en", "records": [{"type": "event"}]}]},
    "dataset",
)
def test_a_migration_never_fails_and_loses_nothing(value: dict[str, Any], tag: str) -> None:
    """For any data, every value is still there, and upgrading twice changes nothing more."""
    value = {**value, "type": tag}
    newest = upgrade(value, "0.9")
    assert not Counter(scalars(value)) - Counter(scalars(newest))
    assert upgrade(newest, "0.9") == newest


def test_only_an_older_version_is_overwritten() -> None:
    """Any other version value is reported by the reader; a dataset inside a dataset is unchanged."""
    for odd in ("1.0", "7.0", "soon", 9, None, {"a": 1}):
        assert upgrade({"type": "dataset", "schema_version": odd}, "0.9")["schema_version"] == odd
        assert upgrade({"type": "event", "schema_version": odd}, "0.9")["schema_version"] == odd
    inner = {"type": "dataset", "schema_version": "0.9", "lang": "en", "records": [{"type": "event", "date": "2024"}]}
    outer = {"type": "dataset", "schema_version": "0.9", "records": [inner]}
    assert upgrade(outer, "0.9") == {"type": "dataset", "schema_version": SCHEMA_VERSION, "records": [inner]}


def test_what_is_no_object_stays() -> None:
    """The same for data of an unknown version."""
    for value in (None, 3, "a", [1]):
        assert upgrade(value, "0.9") is value and arrive(value).value is value
    assert upgrade({"name": "A"}, "soon") == {"name": "A"}


# --- What is said about it ---


def test_reading_an_older_version_is_said_once() -> None:
    """As an info, at the place of the version; the records of a dataset are not reported separately."""
    report = tm.validate(frozen("0.9"))
    (said,) = [problem for problem in report if problem.code == "version.migrated"]
    assert (said.severity, said.pointer, said.line) == ("info", "/schema_version", 1)
    assert "0.9" in said.message and "1.0" in said.message and "thinktank-model migrate" in said.message
    (alone,) = tm.validate({**EVENT, "schema_version": "0.9"})
    assert (alone.code, alone.pointer, alone.record_id) == ("version.migrated", "/schema_version", "event:a")
    (named,) = tm.validate({**EVENT, "$schema": "urn:thinktank-model:schema:0.9"})
    assert (named.code, named.pointer) == ("version.migrated", "/$schema")


def test_problems_of_an_older_record_are_those_of_the_newest_layout() -> None:
    """Their pointers refer to that layout; their places are those of the containing values."""
    raw = {"type": "event", "schema_version": "0.9", "id": "event:a", "name": {"en": ""}, "date": "2024", "titel": 1}
    report = tm.validate(json.dumps(raw, indent=1))
    found = [(problem.code, problem.pointer) for problem in report]
    assert ("text.empty", "/names/0/value") in found and ("key.unknown", "/titel") in found
    assert all([problem.line for problem in report])
    kept = tm.from_dict({**raw, "name": "A"}, unknown="keep")
    assert tm.to_dict(kept)["titel"] == 1


def test_a_dataset_of_the_newest_version_may_hold_an_older_record() -> None:
    """The record then declares its version itself."""
    old = {"type": "event", "schema_version": "0.9", "id": "event:b", "name": "B", "date": "2024"}
    document = {"type": "dataset", "schema_version": "1.0", "records": [EVENT, old]}
    assert [problem.pointer for problem in tm.validate(document) if problem.code == "version.migrated"] == [
        "/records/1/schema_version"
    ]
    assert str(tm.from_dict(document, tm.Dataset).events["event:b"].start) == "2024"


# --- A version that only adds ---


@pytest.fixture
def additive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulate a library with a version 1.1 that needs no step."""
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", "1.1")
    monkeypatch.setattr(migrations, "OLDER", ("0.9", "1.0"))
    written = construct._written
    headers = {"schema_version": "1.1"}
    monkeypatch.setattr(
        construct, "_written", lambda shape: headers if issubclass(shape.cls, tm.DatasetHeader) else written(shape)
    )


OPTIONS = Options(today=datetime.date(2026, 1, 1), verbose=True)
SLIP = {"type": "organization", "id": "organization:a", "names": [{"value": "A", "lang": "EN"}]}


@pytest.mark.usefixtures("additive")
@pytest.mark.parametrize(
    ("text", "is_lines"),
    [
        (json.dumps({"type": "dataset", "schema_version": "1.0", "language": "FR", "records": [SLIP]}), False),
        (json.dumps({"type": "dataset", "schema_version": "1.0", "language": "FR"}) + "\n" + json.dumps(SLIP), True),
        (json.dumps({**SLIP, "$schema": "urn:thinktank-model:schema:1.0"}), True),
    ],
)
def test_a_version_that_only_adds_takes_no_fix_away(text: str, is_lines: bool) -> None:
    """Its pointers stay valid: files of the previous version are fixed and read as the newest one."""
    assert not needs_steps("1.0") and needs_steps("0.9")
    after, mended = fixed(text.encode(), is_lines, OPTIONS)
    assert after.decode() == text.replace('"EN"', '"en"').replace('"FR"', '"fr"')
    assert mended["language.not-canonical"] == text.count('"EN"') + text.count('"FR"')
    old = text.replace("1.0", "0.9")
    assert fixed(old.encode(), is_lines, OPTIONS) == (old.encode(), Counter())


@pytest.mark.usefixtures("additive")
def test_a_version_that_only_adds_is_a_migration_all_the_same() -> None:
    """The info is reported, and the problems of the record keep their fixes."""
    document = {"type": "dataset", "schema_version": "1.0", "records": [SLIP]}
    found = tm.validate(document).problems
    assert [(p.code, p.fix is None) for p in found if p.severity != "info"] == [("language.not-canonical", False)]
    assert [p.pointer for p in found if p.code == "version.migrated"] == ["/schema_version"]
    assert upgrade(document, "1.0")["schema_version"] == "1.1"
    alone = tm.validate({**SLIP, "$schema": "urn:thinktank-model:schema:1.0:Organization"})
    assert [(p.code, p.fix is None) for p in alone if p.severity != "info"] == [("language.not-canonical", False)]


# --- Newer versions ---

NEWER = {**EVENT, "$schema": "urn:thinktank-model:schema:1.9:Event", "mood": {"value": ["good"]}}


def test_a_newer_minor_version_is_read_with_a_warning_and_loses_nothing() -> None:
    """A single record, a document, JSON Lines: unknown keys are kept at every depth, and written back."""
    record = {**NEWER, "places": [{"kind": "physical", "country": "CN", "floor": 3}]}
    (said,) = [problem for problem in tm.validate(record) if problem.code.startswith("version")]
    assert (said.code, said.severity, said.pointer) == ("version.newer-minor", "warning", "/$schema")
    assert tm.to_dict(tm.from_dict(record)) == record and json.loads(tm.dumps(tm.loads(json.dumps(record)))) == record

    document = {"type": "dataset", "schema_version": "1.9", "colour": "red", "records": [record]}
    report = tm.validate(document)
    assert [p.code for p in report if p.pointer == "/schema_version"] == ["version.newer-minor"] and report.ok
    assert tm.to_dict(tm.from_dict(document, tm.Dataset)) == document


def test_a_newer_minor_version_loses_nothing_in_files(tmp_path: Path) -> None:
    """Read and written, as a document and as JSON Lines."""
    header = {"type": "dataset", "schema_version": "1.9", "colour": "red"}
    record = {key: value for key, value in NEWER.items() if key != "$schema"}
    (path := tmp_path / "a.json").write_text(json.dumps({**header, "records": [record]}))
    (lines := tmp_path / "a.jsonl").write_text(json.dumps(header) + "\n" + json.dumps(record))
    for source in (path, lines):
        dataset = tm.Dataset.read(source)
        dataset.write(tmp_path / "b.json")
        assert json.loads((tmp_path / "b.json").read_bytes()) == {**header, "records": [record]}
        assert [p.code for p in tm.validate(source).warnings if p.code.startswith("version")] == ["version.newer-minor"]


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ({**EVENT, "$schema": "urn:thinktank-model:schema:2.0"}, "/$schema"),
        ({**EVENT, "schema_version": "3.1"}, "/schema_version"),
        ({"type": "dataset", "schema_version": "2.0", "records": []}, "/schema_version"),
        ({"type": "dataset", "schema_version": "2.0", "records": [], "new": 1}, "/schema_version"),
    ],
)
def test_a_newer_major_version_is_refused_and_says_what_to_upgrade(value: dict[str, Any], at: str) -> None:
    """It is the only error, because unknown keys are expected."""
    cls = tm.Dataset if value["type"] == "dataset" else tm.Event
    with pytest.raises(tm.InvalidData) as raised:
        tm.from_dict(value, cls)
    (problem,) = raised.value.problems
    assert (problem.code, problem.pointer) == ("version.newer-major", at)
    assert problem.help == "Upgrade thinktank-model."
    assert [found.code for found in tm.validate(value)] == ["version.newer-major"]


def test_only_released_versions_are_read() -> None:
    """The layout of 0.1 is not known; and a dataset in memory always has the newest version."""
    assert [p.code for p in tm.validate({**EVENT, "$schema": "urn:thinktank-model:schema:0.1"})] == ["version.unknown"]
    for old in ("0.1", "0.9"):
        with pytest.raises(tm.InvalidData, match=r"version\.unknown"):
            tm.Dataset(schema_version=old)
    with pytest.raises(tm.InvalidData, match=r"version\.newer-major"):
        tm.Dataset(schema_version="2.0")
    assert tm.Dataset(schema_version="1.9").schema_version == "1.9"


def test_our_schemas_name_the_version() -> None:
    """By `$id`, which a record gives in `$schema`."""
    for schema in (tm.json_schema(), tm.json_schema(tm.Event), tm.json_schema(tm.Dataset)):
        assert declared({"$schema": schema["$id"]}) == (SCHEMA_VERSION, "/$schema")
        value = {**EVENT, "$schema": schema["$id"]}
        assert not tm.validate(value).problems and tm.to_dict(tm.from_dict(value)) == value


def test_a_version_that_is_none_is_no_reason_to_fail() -> None:
    """The invalid version itself is reported."""
    found: list[Any] = [None, 3, [], {}, "x" * 500, "٠.٩"]
    for wrong in found:
        codes = {problem.code for problem in tm.validate({**EVENT, "schema_version": wrong}).errors}
        assert codes == {"key.unknown"} or codes == {"key.null"}
        assert not tm.validate({**EVENT, "$schema": wrong}).ok or isinstance(wrong, str)


def test_records_of_the_newest_version_pay_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The version is looked up only in data that declares one."""
    monkeypatch.setattr(explain, "arrive", None)
    for tag in generate.CLASSES:
        raw = generate.record(1, tag)
        assert tm.to_dict(tm.from_dict(raw))["id"] == raw["id"]
    with pytest.raises(TypeError):
        tm.from_dict({**EVENT, "schema_version": "0.9"})
