"""`stats`: the content of files in numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.model.union import RECORD
from thinktank_model.shapes.annotations import shape_of

from .conftest import Runner
from .test_cli import GOOD, HEADER, WRONG, call, execute, folder, here

__all__ = ["folder", "here"]


def leaves(value: Any, key: str = "") -> list[tuple[str, Any]]:
    """Return every scalar of plain data with the nearest key above it."""
    if isinstance(value, dict):
        return [leaf for name, item in value.items() for leaf in leaves(item, name)]
    return [leaf for item in value for leaf in leaves(item, key)] if isinstance(value, list) else [(key, value)]


@pytest.mark.parametrize("name", tm.example_names())
@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_the_shipped_datasets_are_counted_right(here: Runner, name: str, ending: str) -> None:
    """Compared with counts of their plain JSON, made without the model."""
    dataset = tm.example(name)
    dataset.write(f"x.{ending}")
    code, out, err = here("stats", "--format", "json", f"x.{ending}")
    assert (code, err) == (0, "")
    found = json.loads(out)
    plain = tm.to_dict(dataset)["records"]
    assert (found["records"], found["invalid"]) == (len(plain), 0)
    assert found["types"] == dict(sorted(Counter(record["type"] for record in plain).items()))
    keys = ("country", "represents", "eligible_countries")
    countries = Counter(value for record in plain for key, value in leaves(record) if key in keys)
    assert found["countries"] == countries and list(found["countries"].values()) == sorted(
        countries.values(), reverse=True
    )
    for tag, filled in found["fields"].items():
        said = Counter(key for record in plain if record["type"] == tag for key in record if key != "type")
        assert list(filled) == list(shape_of(RECORD).options[tag].fields)
        assert {key: count for key, count in filled.items() if count} == said
    kinds = Counter(record["kind"] for record in plain if record["type"] == "organization" and "kind" in record)
    assert found["terms"]["OrganizationKind"] == kinds + Counter(
        kind for record in plain for kind in record.get("member_kinds", ())
    )
    statuses = Counter(record.get("status", "unknown") for record in plain if record["type"] == "event")
    assert found["terms"]["EventStatus"] == statuses


def test_the_period_is_that_of_what_programmes_do(here: Runner) -> None:
    """Not the founding of organizations, nor sources; dates are shown as written."""
    event = {"type": "event", "id": "event:e", "names": [{"value": "E"}], "start": "2024-12", "end": "2025~"}
    event["sources"] = [{"source_id": "source:s", "accessed": "2026-01-01"}]
    plan = {"type": "work_plan", "id": "work_plan:w", "program_id": "program:p", "titles": {"en": "W"}, "period": {"start": "2024-12-01T08:00:00Z"[:10]}}  # fmt: skip
    source = {"type": "source", "id": "source:s", "titles": {"en": "S"}, "published": "1999"}
    old = json.loads(GOOD) | {"founded": "1950"}
    Path("x.jsonl").write_text("".join([json.dumps(record) + "\n" for record in (source, old, plan, event)]))
    assert json.loads(here("stats", "--format", "json", "x.jsonl")[1])["period"] == {
        "start": "2024-12-01",
        "end": "2025~",
    }
    assert "Period covered: 2024-12-01 to 2025~\n" in here("stats", "x.jsonl")[1]
    Path("y.jsonl").write_text(json.dumps(source) + "\n" + json.dumps(old) + "\n")
    assert json.loads(here("stats", "--format", "json", "y.jsonl")[1])["period"] is None
    assert "Period" not in here("stats", "y.jsonl")[1]


def test_the_table_says_what_the_data_says(here: Runner) -> None:
    """Each number of the JSON is in the text, next to its name."""
    for name in tm.example_names():
        tm.example(name).write("x.json")
        found = json.loads(here("stats", "--format", "json", "x.json")[1])
        lines = [line.split() for line in here("stats", "x.json")[1].splitlines()]
        assert lines[0] == [str(found["records"]), "records"]
        for value, count in [
            *found["countries"].items(),
            *[pair for counts in found["terms"].values() for pair in counts.items()],
        ]:
            assert [str(count), value] in lines
        for tag, filled in found["fields"].items():
            total = found["types"][tag]
            for field, count in filled.items():
                assert [str(count), str(round(100 * count / total)), "%", field] in lines


def test_what_has_errors_is_not_counted_and_said(here: Runner) -> None:
    """With exit code 1; an unreadable file gives 2, and the others are counted."""
    for name, records, invalid in (
        ("records.jsonl", 3, 2),
        ("dataset.jsonl", 2, 1),
        ("dataset.json", 2, 1),
        ("wrong.json", 0, 1),
        ("broken.json", 0, 1),
    ):
        code, out, err = here("stats", "--format", "json", name)
        assert code == 1 and "validate" in err and len(err.splitlines()) == 1
        assert (json.loads(out)["records"], json.loads(out)["invalid"]) == (records, invalid)
        assert f"{invalid:7} with errors, not counted\n" in here("stats", name)[1]
    for content in (b'{"type":"dataset","records":[]}', b'{"type":"dataset","schema_version":"1.0"}', b"[]", b"7"):
        Path("x.json").write_bytes(content)
        assert here("stats", "x.json")[0] == 1
    code, out, err = here("stats", "--format", "json", "missing.json", "good.json", "wrong.json")
    assert code == 2 and "missing.json: No such file" in err and json.loads(out)["records"] == 1
    assert here("stats")[0] == 2 and here("stats", "--format", "xml", "good.json")[0] == 2


def test_folders_pipes_and_several_files_are_added_up(here: Runner) -> None:
    """The same arguments as for `validate`."""
    Path("below").mkdir()
    Path("below/a.json").write_bytes(GOOD)
    Path("below/b.jsonl").write_bytes(HEADER + GOOD * 2)
    assert json.loads(here("stats", "--format", "json", "below", "good.json")[1])["types"] == {"organization": 4}
    assert call("stats", "-", stdin=GOOD + GOOD).stdout.startswith(b"2 records\n      2 organizations\n")
    Path("empty.jsonl").write_bytes(HEADER)
    assert here("stats", "empty.jsonl") == (0, "0 records\n", "")


def test_a_term_of_ones_own_cannot_drive_the_terminal(here: Runner) -> None:
    """Open terms are checked for control characters; unknown keys are not counted."""
    Path("x.json").write_bytes(GOOD.replace(b"}]}", b'}],"kind":"own_kind","\\u001b[2J":"\\u202e"}'))
    code, out, _ = here("stats", "x.json")
    assert code == 0 and "      1 own_kind\n" in out and "\x1b" not in out


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc here to measure with")
def test_memory_does_not_grow_with_the_lines(tmp_path: Path) -> None:
    """Ten times the records take the same memory."""
    measure = (
        "import sys; from thinktank_model.cli.app import run; code = run(sys.argv[1:]);"
        "status = dict(line.split(':', 1) for line in open('/proc/self/status'));"
        "print(status['VmHWM'].split()[0], file=sys.stderr); sys.exit(code)"
    )
    peaks = []
    for count in (1_000, 10_000):
        (tmp_path / "x.jsonl").write_bytes(b"".join([GOOD.replace(b":a", b":a%d" % n) + WRONG for n in range(count)]))
        done = execute([sys.executable, "-c", measure, "stats", str(tmp_path / "x.jsonl")], stdout=subprocess.DEVNULL)
        assert done.returncode == 1
        peaks.append(int(done.stderr.split()[-1]))
    assert peaks[1] - peaks[0] < 1_500  # KiB
