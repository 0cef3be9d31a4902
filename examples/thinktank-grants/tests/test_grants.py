"""What a project tests of its profile; all of it works from the installed package alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thinktank_grants import GRANTS, FundedEvent, FundingEvents, Grant, GrantStatus

import thinktank_model as tm
from thinktank_model.testing import NearMiss, datasets, near_misses, plain, records

GRANT: dict[str, Any] = {
    "type": "grants:grant",
    "id": "grants:grant:river-towns",
    "names": [{"value": "River towns"}],
    "program_id": "program:p",
    "recipient_id": "organization:o",
    "status": "applied",
    "asked": 2000,
    "awarded_at": "grants:event:ceremony",
}
CEREMONY: dict[str, Any] = {
    "type": "grants:event",
    "id": "grants:event:ceremony",
    "names": [{"value": "Ceremony"}],
    "kind": "grants:award",
    "start": "2024-05-06",
    "status": "held",
    "budget": 500,
    "grant_id": "grants:grant:river-towns",
}
OTHERS: list[dict[str, Any]] = [
    {"type": "program", "id": "program:p", "names": [{"value": "P"}], "host_ids": ["organization:o"]},
    {"type": "organization", "id": "organization:o", "names": [{"value": "O"}]},
]
TODAY = __import__("datetime").date(2025, 1, 1)


def dataset() -> tm.Dataset:
    return GRANTS.Dataset(records=[GRANT, CEREMONY, *OTHERS])


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "thinktank_model", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


# --- Records ---


def test_a_grant_is_read_and_written() -> None:
    """In the form of all records, with the types that the class declares."""
    grant = GRANTS.loads(json.dumps(GRANT), Grant)
    assert grant.status is GrantStatus.APPLIED and grant.asked == 2000
    assert GRANTS.to_dict(grant) == GRANT
    assert GRANTS.loads(GRANTS.dumps(grant)) == grant
    assert GRANTS.validate(GRANT).ok


def test_a_rule_within_a_grant() -> None:
    """Found in data and in Python, in English and in French."""
    wrong = {**GRANT, "asked": 1000, "awarded": 2000}
    (problem,) = GRANTS.validate(wrong).problems
    assert (problem.code, problem.pointer) == ("grants:grant.too-much", "/awarded")
    assert problem.message_in("fr") == "la subvention accorde 2000, alors que 1000 étaient demandés"
    with pytest.raises(tm.InvalidData):
        Grant(
            id="grants:grant:a", names=[{"value": "A"}], program_id="program:p", recipient_id="person:a",
            status=GrantStatus.PAID, asked=1, awarded=2,
        )  # fmt: skip


def test_terms_have_labels_and_are_known() -> None:
    """A slip in a term of ours is noticed, which the core cannot do."""
    assert GRANTS.label("grants:award", "fr", of=tm.EventKind) == "Remise de subventions"
    assert GRANTS.label("grants:call", "zh", of=tm.EventKind) == "Call for applications"
    assert FundingEvents.AWARD in GRANTS.terms[tm.EventKind]
    (problem,) = GRANTS.validate({**CEREMONY, "kind": "grants:awrd"}).problems
    assert (problem.code, problem.suggestion) == ("term.unlisted", '"grants:award"')


def test_references_lead_to_subclasses() -> None:
    """A funded event is an event; a grant is none."""
    assert GRANTS.validate({**GRANT, "awarded_at": "event:e"}).ok
    (problem,) = GRANTS.validate({**GRANT, "awarded_at": "grants:grant:g"}).problems
    assert (problem.code, problem.pointer) == ("reference.wrong-type", "/awarded_at")


# --- Datasets ---


def test_a_dataset_collects_them() -> None:
    """A subclass is also where its base is."""
    ds = dataset()
    assert list(ds.of(Grant)) == [GRANT["id"]] and list(ds.of(FundedEvent)) == list(ds.events) == [CEREMONY["id"]]
    assert [by.record_id for by in ds.referrers(GRANT["id"])] == [CEREMONY["id"]]
    renamed = ds.rename(GRANT["id"], "grants:grant:new")
    assert type(renamed) is GRANTS.Dataset
    assert renamed.of(FundedEvent)[CEREMONY["id"]].grant_id == "grants:grant:new"


def test_a_file_says_what_it_needs(tmp_path: Path) -> None:
    """The profile reads it back; the core names what is missing, or keeps the records whole."""
    for name in ("programme.json", "programme.jsonl"):
        path = tmp_path / name
        dataset().write(path)
        assert GRANTS.Dataset.read(path) == dataset()
        found = {problem.code for problem in tm.validate(path)}
        assert found >= {"profile.missing", "profile.unknown-type"}
        with pytest.raises(tm.InvalidData, match="grants"):
            tm.Dataset.read(path)
        kept = tm.Dataset.read(path, unknown="keep")
        kept.write(path)
        assert GRANTS.Dataset.read(path) == dataset()


def test_the_rule_and_its_fix() -> None:
    """What the rule finds, the fix fixes."""
    found = [problem for problem in dataset().check(TODAY) if problem.code == "grants:grant.not-updated"]
    assert [(problem.record_id, problem.pointer) for problem in found] == [(GRANT["id"], "/status")]
    better, report = GRANTS.apply_fixes(GRANTS.dumps(dataset()), today=TODAY)
    assert json.loads(better)["records"][0]["status"] == "awarded"
    assert "grants:grant.not-updated" not in {problem.code for problem in report}


# --- The contract ---


def test_the_json_schema_describes_it() -> None:
    """With an id of its own, and the labels in three languages."""
    schema = GRANTS.json_schema()
    assert schema["$id"] == "urn:thinktank-model:profile:grants:1.0"
    assert {"const": "grants:award", "title": "Award ceremony"}.items() <= schema["$defs"]["OpenEventKind"]["anyOf"][
        27
    ].items()
    assert jsonschema.Draft202012Validator(schema).is_valid(GRANTS.to_dict(dataset()))
    assert not jsonschema.Draft202012Validator(schema).is_valid({**GRANT, "asked": "2000"})
    assert "Grant" not in tm.json_schema()["$defs"]


# --- Laws, over drawn data ---


@given(st.sampled_from([Grant, FundedEvent]).flatmap(lambda cls: records(cls, GRANTS)))
@settings(deadline=None, max_examples=50)
def test_what_is_written_is_read(record: Grant | FundedEvent) -> None:
    """Of each record that can be drawn."""
    assert GRANTS.loads(GRANTS.dumps(record), type(record)) == record


@given(near_misses(Grant, GRANTS))
@settings(deadline=None, max_examples=50)
def test_near_misses_are_refused(miss: NearMiss) -> None:
    """With exactly the code that is expected, where it is expected."""
    with pytest.raises(tm.InvalidData) as caught:
        GRANTS.from_dict(miss.value, Grant)
    assert [(p.code, p.pointer) for p in caught.value.problems] == [(miss.code, miss.pointer)]


@given(plain(Grant, GRANTS))
@settings(deadline=None, max_examples=50)
def test_the_schema_takes_what_the_profile_takes(value: dict[str, Any]) -> None:
    """Both judges agree."""
    assert VALIDATOR.is_valid(value)


VALIDATOR = jsonschema.Draft202012Validator(GRANTS.json_schema(Grant))


@given(datasets(GRANTS, Grant))
@settings(deadline=None, max_examples=20)
def test_references_of_drawn_datasets_resolve(ds: tm.Dataset) -> None:
    """Each finds a record."""
    assert ds.of(Grant)
    assert "reference.dangling" not in {problem.code for problem in ds.check(TODAY)}


# --- The command line ---


def test_the_command_knows_the_profile(tmp_path: Path) -> None:
    """By its name, as it is installed."""
    path = tmp_path / "programme.json"
    dataset().write(path)
    assert tm.available_profiles() == ("grants",) and tm.load_profile("grants") is not None
    assert run("validate", str(path)).returncode == 1
    checked = run("validate", "--profile", "grants", "--lang", "fr", str(path))
    assert checked.returncode == 0 and "grants:grant.not-updated" in checked.stdout, checked
    assert "sa remise a eu lieu" in checked.stdout
    assert run("validate", "--profile", "grants", "--strict", "--fix", str(path)).returncode in (0, 1)
    assert GRANTS.Dataset.read(path).of(Grant)[GRANT["id"]].status is GrantStatus.AWARDED
    assert "too-much" in run("explain", "--profile", "grants", "grants:grant").stdout
    assert json.loads(run("schema", "--profile", "grants", "grants:grant").stdout)["title"] == "Grant"
    assert json.loads(run("new", "--profile", "grants", "grants:grant", "--id", "a").stdout)["id"] == "grants:grant:a"
    missing = run("validate", "--profile", "grant", str(path))
    assert missing.returncode == 2 and "did you mean 'grants'" in missing.stderr


# --- Sheets and linked data ---


def test_sheets_have_our_headings(tmp_path: Path) -> None:
    """In the language of the reader; what is exported comes back."""
    path = tmp_path / "grants.xlsx"
    pytest.importorskip("xlsxwriter")
    calamine = pytest.importorskip("python_calamine")
    assert not tm.export(dataset(), path, lang="fr").errors
    heads = calamine.CalamineWorkbook.from_path(path).get_sheet_by_name("Subventions").to_python()[0]
    assert {"Bénéficiaire", "Montant demandé"} <= set(heads)
    read = GRANTS.import_file(path).dataset
    assert read is not None and {one.id: one for one in read} == {one.id: one for one in dataset()}


def test_linked_data_has_our_iris(tmp_path: Path) -> None:
    """Of our prefix; a funded event is an event to those who do not know it."""
    path = tmp_path / "grants.jsonld"
    assert not tm.export(dataset(), path).errors
    nodes = {node["id"]: node for node in json.loads(path.read_text(encoding="utf-8"))["@graph"]}
    grant, ceremony = nodes["Record:grants:grant:river-towns"], nodes["Record:grants:event:ceremony"]
    assert grant["grants:asked"] == 2000 and grant["grants:status"] == "grants:GrantStatus/applied"
    assert ceremony["type"] == ["schema:Event", "tt:Event", "grants:FundedEvent"]
    assert GRANTS.import_file(path).dataset == dataset()
