"""`migrate`: files of older versions are upgraded; everything else is unchanged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import thinktank_model as tm

from .conftest import Runner
from .test_migrations import frozen, records_of


def test_a_document_is_written_anew_and_means_the_same(here: Runner) -> None:
    """Once; a second run changes no byte."""
    Path("a.json").write_bytes(frozen("0.9").read_bytes())
    assert here("migrate", "a.json") == (0, "a.json: 15 upgraded to schema version 1.0\n", "")
    assert tm.Dataset.read("a.json") == tm.Dataset.read(frozen("0.9"))
    assert not [problem for problem in tm.validate(Path("a.json")) if problem.code.startswith("version")]
    written = Path("a.json").read_bytes()
    assert here("migrate", "a.json") == (0, "a.json: nothing to do\n", "") and Path("a.json").read_bytes() == written


@pytest.mark.parametrize("header", [True, False])
def test_json_lines_are_written_anew(here: Runner, header: bool) -> None:
    """With and without a header; lines of the newest version are kept byte for byte, empty ones too."""
    raw = json.loads(frozen("0.9").read_bytes())
    first = [{key: value for key, value in raw.items() if key != "records"}] if header else []
    same = b'{"type":"source",  "id":"source:same", "titles":{"en":"\\u0041"}}\r\n\n'
    text = "".join([json.dumps(one) + "\n" for one in [*first, *raw["records"]]]).encode()
    Path("a.jsonl").write_bytes(text + (b"" if header else same))
    assert here("migrate", "a.jsonl") == (0, f"a.jsonl: {14 + header} upgraded to schema version 1.0\n", "")
    records = [line.record for line in tm.read_jsonl("a.jsonl") if line.record is not None]
    assert records[:14] == list(tm.Dataset.read(frozen("0.9")))
    if not header:
        assert Path("a.jsonl").read_bytes().endswith(same.replace(b"\r", b""))


def test_a_single_record_is_written_anew(here: Runner) -> None:
    """By the version in the record itself."""
    Path("a.json").write_text(json.dumps(records_of("0.9")[1], indent=2))
    assert here("migrate", "a.json")[:2] == (0, "a.json: 1 upgraded to schema version 1.0\n")
    assert tm.loads(Path("a.json").read_bytes()) == tm.from_dict(records_of("0.9")[1])


def test_keys_that_nobody_knows_are_kept(here: Runner) -> None:
    """Values that no migration step understands are kept too; `validate` reports what is wrong with them."""
    record = {"type": "event", "id": "event:a", "name": 7, "date": "2024", "mood": [1, None]}
    Path("a.json").write_text(
        json.dumps({"type": "dataset", "schema_version": "0.9", "colour": "red", "records": [record, 3]})
    )
    assert here("migrate", "a.json")[0] == 0
    assert json.loads(Path("a.json").read_bytes()) == {
        "type": "dataset",
        "schema_version": "1.0",
        "colour": "red",
        "records": [{"type": "event", "id": "event:a", "name": 7, "start": "2024", "mood": [1, None]}, 3],
    }


def test_check_writes_nothing(here: Runner) -> None:
    """The exit code says whether a file needs an upgrade."""
    Path("a.json").write_bytes(frozen("0.9").read_bytes())
    Path("b.json").write_bytes(frozen("1.0").read_bytes())
    assert here("migrate", "--check", ".") == (
        1,
        "a.json: 15 to upgrade to schema version 1.0\nb.json: nothing to do\n",
        "",
    )
    assert Path("a.json").read_bytes() == frozen("0.9").read_bytes()
    assert here("migrate", "--check", "b.json")[0] == 0


@pytest.mark.parametrize(
    ("name", "content", "place", "code"),
    [
        ("a.json", '{"type":"dataset",\n"schema_version":"2.0","records":[]}', "2:18", "version.newer-major"),
        ("a.json", '{"type":"dataset","schema_version":"0.1","records":[]}', "1:36", "version.unknown"),
        (
            "a.json",
            '{"type":"dataset","schema_version":"1.0","records":[{"type":"event"},\n{"schema_version":"2.0"}]}',
            "2:19",
            "version.newer-major",
        ),
        ("a.json", '{"type":"event","schema_version":"2.0"}', "1:34", "version.newer-major"),
        ("a.json", "{", "1:2", "json.truncated"),
        ("a.json", '{"a":1,"a":2}', "1:8", "json.duplicate-key"),
        ("a.jsonl", '{"type":"dataset","schema_version":"0.9"}\n{"a":1}\n{\n', "3:2", "json.truncated"),
        ("a.jsonl", '{"a":1}\n\n{"$schema":"urn:thinktank-model:schema:9.0"}', "3:12", "version.newer-major"),
        ("a.jsonl", '{"a":1}\n{"b":"' + "x" * (16 * 2**20) + '"}\n', "line 2", "json.line-too-long"),
    ],
)
def test_what_cannot_be_read_is_said_and_stays(here: Runner, name: str, content: str, place: str, code: str) -> None:
    """Each with its place; the other files are migrated."""
    Path(name).write_text(content)
    Path("z.json").write_bytes(frozen("0.9").read_bytes())
    exit_code, out, err = here("migrate", name, "z.json")
    assert exit_code == 1 and out == "z.json: 15 upgraded to schema version 1.0\n"
    assert f"{name}: {place}: error {code}" in err and err.count("\n") == 1
    assert Path(name).read_text() == content


def test_files_of_a_newer_minor_version_stay(here: Runner) -> None:
    """They are read unchanged."""
    Path("a.json").write_text('{"type":"dataset", "schema_version":"1.9", "records":[]}')
    assert here("migrate", "a.json") == (0, "a.json: nothing to do\n", "")


def test_misuse_and_missing_files_are_2(here: Runner) -> None:
    """With one sentence."""
    code, _, err = here("migrate", "-")
    assert code == 2 and "convert, which reads every version" in err
    Path("z.json").write_bytes(frozen("0.9").read_bytes())
    code, out, err = here("migrate", "nowhere.json", "z.json")
    assert code == 2 and "nowhere.json: No such file" in err and "z.json: 15 upgraded" in out


def test_convert_reads_every_version(here: Runner) -> None:
    """And writes the newest version."""
    Path("a.json").write_bytes(frozen("0.9").read_bytes())
    assert here("convert", "a.json", "b.jsonl")[0] == 0
    assert tm.Dataset.read("b.jsonl") == tm.Dataset.read(frozen("0.9"))
