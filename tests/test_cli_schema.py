"""`schema --diff` and `schema --vscode`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm

from .conftest import Runner


def changed(version: str, **events: Any) -> str:
    """Return the name of a file with a schema in which the class of events has other keywords."""
    schema = tm.json_schema()
    schema["$id"] = f"urn:thinktank-model:schema:{version}"
    schema["$defs"]["Event"].update(events)
    Path(f"{version}.json").write_text(json.dumps(schema))
    return f"{version}.json"


def properties(**more: Any) -> dict[str, Any]:
    found: dict[str, Any] = tm.json_schema()["$defs"]["Event"]["properties"]
    return {**found, **more}


# --- schema --diff ---


def test_nothing_changed_is_0(here: Runner) -> None:
    """For a released version compared with the current one, and for a file compared with itself."""
    code, out, err = here("schema", "--diff", "1.0", "current")
    assert (code, err) == (0, "") and out.endswith("0 changes from 1.0 to current (1.0)\n")
    Path("a.json").write_text(here("schema", "event")[1])
    assert here("schema", "--diff", "a.json", "a.json")[:2] == (0, "0 changes from a.json (1.0) to a.json (1.0)\n")


def test_what_only_adds_is_0(here: Runner) -> None:
    """Each addition is listed."""
    name = changed("1.1", properties=properties(mood={"type": "string"}))
    code, out, _ = here("schema", "--diff", "current", name)
    assert code == 0
    assert out.splitlines() == [
        "Event.mood: optional key added: old records stay readable, old readers can read new records",
        "1 change from current (1.0) to 1.1.json (1.1)",
    ]


def test_older_versions_and_schemas_of_other_projects_are_compared(here: Runner) -> None:
    """The first release has another major version; a schema of another project needs neither `$id` nor `$defs`."""
    code, out, _ = here("schema", "--diff", "0.9", "current")
    assert code == 0 and "Dataset.lang: key renamed (to language)" in out and "a new major version" in out
    Path("theirs.json").write_text('{"type": "array", "items": true}')
    Path("newer.json").write_text('{"type": "array", "items": {"type": "string"}}')
    code, out, _ = here("schema", "--diff", "theirs.json", "newer.json")
    assert code == 1 and out.startswith("BREAKING (document)[]: narrowed")
    assert here("schema", "--diff", "newer.json", "theirs.json")[0] == 0


def test_what_breaks_is_1_but_for_a_new_major_version(here: Runner) -> None:
    """Each change that breaks is marked."""
    required = [*tm.json_schema()["$defs"]["Event"]["required"], "end"]
    code, out, _ = here("schema", "--diff", "current", changed("1.1", required=required))
    assert code == 1
    assert out.splitlines() == [
        "BREAKING Event.end: made required: old records are no longer readable, old readers can read new records",
        "1 change from current (1.0) to 1.1.json (1.1), 1 of them breaking: that needs a new major version",
    ]
    code, out, _ = here("schema", "--diff", "current", changed("2.0", required=required))
    assert (
        code == 0 and "BREAKING" not in out and out.endswith("(2.0), a new major version, which may change anything\n")
    )


def test_json_says_the_same(here: Runner) -> None:
    """With the same exit code."""
    required = [*tm.json_schema()["$defs"]["Event"]["required"], "end"]
    code, out, _ = here("schema", "--diff", "current", changed("1.1", required=required), "--format", "json")
    assert code == 1 and json.loads(out) == {
        "old": {"name": "current", "version": "1.0"},
        "new": {"name": "1.1.json", "version": "1.1"},
        "changes": [
            {
                "where": "Event.end",
                "change": "made required",
                "detail": "",
                "old_records_stay_readable": False,
                "old_readers_can_read": True,
                "breaking": True,
            }
        ],
        "major": False,
        "breaking": 1,
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--diff", "7.1", "current"], "neither a file nor a known schema version: 0.9, 1.0, current"),
        (
            ["--diff", "nowhere.json", "current"],
            "'nowhere.json' is neither a file nor a known schema version: 0.9, 1.0, current",
        ),
        (["--diff", "1.0", "broken.json"], "'broken.json' is not a JSON Schema: 1:2: error json."),
        (["--diff", "1.0", "list.json"], "'list.json' is not a JSON Schema"),
        (
            ["--diff", "odd.json", "1.0"],
            "'odd.json' is not a JSON Schema that can be compared: /properties/a/type: found 5; expected one",
        ),
        (["--diff", "1.0", "."], "Is a directory"),
        (["--diff", "1.0"], "requires 2 arguments"),
        (["event", "--vscode"], "different things"),
        (["--vscode", "--diff", "1.0", "current"], "different things"),
        (["--format", "json"], "--format is for --diff"),
        (["--output", "a.json"], "--output for --vscode"),
    ],
)
def test_misuse_is_one_sentence_and_2(here: Runner, arguments: list[str], said: str) -> None:
    """The sentence lists the known versions."""
    Path("broken.json").write_text("{")
    Path("list.json").write_text("[]")
    Path("odd.json").write_text('{"properties": {"a": {"type": 5}}}')
    code, out, err = here("schema", *arguments)
    assert (code, out) == (2, "") and said in err and err.count("\n") == 1


# --- schema --vscode ---


def test_settings_hold_the_schema(here: Runner) -> None:
    """When printed, they are complete."""
    code, out, _ = here("schema", "--vscode")
    assert code == 0
    assert json.loads(out) == {"json.schemas": [{"fileMatch": ["*.thinktank.json"], "schema": tm.json_schema()}]}


def test_settings_are_written_with_the_schema_beside_them(here: Runner) -> None:
    """A second run changes nothing."""
    code, out, err = here("schema", "--vscode", "--output", ".vscode/settings.json")
    assert (code, out, err) == (
        0,
        ".vscode/settings.json: uses .vscode/thinktank.schema.json for *.thinktank.json\n",
        "",
    )
    written = Path(".vscode/settings.json").read_bytes()
    (entry,) = json.loads(written)["json.schemas"]
    assert entry == {"fileMatch": ["*.thinktank.json"], "url": "./.vscode/thinktank.schema.json"}
    assert json.loads(Path(entry["url"]).read_bytes()) == tm.json_schema()
    assert here("schema", "--vscode", "--output", ".vscode/settings.json")[0] == 0
    assert Path(".vscode/settings.json").read_bytes() == written


def test_what_stands_in_settings_stays(here: Runner) -> None:
    """Other settings, other schemas, their order and the indentation; an older entry of ours is replaced."""
    other = {"fileMatch": ["package.json"], "url": "./a.json"}
    ours = {"fileMatch": ["*.thinktank.json"], "schema": {}}
    before = {"z": {"é": [1]}, "json.schemas": [ours, other], "a": None}
    Path("settings.json").write_text(json.dumps(before, indent="\t", ensure_ascii=False))
    assert here("schema", "--vscode", "--output", "settings.json")[0] == 0
    text = Path("settings.json").read_text()
    after = json.loads(text)
    assert list(after) == list(before) and after["z"] == before["z"] and after["a"] is None
    assert after["json.schemas"][0] == other and after["json.schemas"][1]["fileMatch"] == ["*.thinktank.json"]
    assert len(after["json.schemas"]) == 2 and text.startswith('{\n\t"z"') and "é" in text


@pytest.mark.parametrize("text", ['{"a": 1, // why\n}', "[]", '{"json.schemas": {}}', '{"a": 1, "a": 2}', ""])
def test_settings_that_are_no_plain_json_are_left_alone(here: Runner, text: str) -> None:
    """For example with comments: the command prints what to add by hand."""
    Path("settings.json").write_text(text)
    code, _, err = here("schema", "--vscode", "--output", "settings.json")
    assert code == 2 and "nothing was written" in err and '"fileMatch": ["*.thinktank.json"]' in err
    assert Path("settings.json").read_text() == text and not Path("thinktank.schema.json").exists()
