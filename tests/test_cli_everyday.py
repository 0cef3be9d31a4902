"""The verbs of everyday work: find, duplicates, diff, merge, rename, absorb; and git with our merge driver."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.cli.inputs import Source
from thinktank_model.cli.splicing import dataset_of, spliced

from .conftest import Runner
from .test_cli import execute, folder, here
from .test_editing import dataset, event, member, organization, program, source

__all__ = ["folder", "here"]

RECORDS = [
    organization("a", names=[{"value": "Fudan University", "lang": "en"}, {"value": "复旦大学", "lang": "zh-Hans"}]),
    organization("b", names=[{"value": "The Fudan University", "lang": "en"}]),
    program(),
    member("m", "organization:a", status="active"),
    event(participations=[{"party_id": "organization:b", "role": "speaker"}]),
]


def written(name: str, records: Any = RECORDS, **header: Any) -> str:
    Path(name).write_text(
        json.dumps({"type": "dataset", "schema_version": "1.0", **header, "records": records}, indent=2) + "\n"
    )
    return name


def test_find_lists_the_closest_names(here: Runner) -> None:
    """As text and as JSON; exit code 1 if nothing is found; invalid data is not searched."""
    code, out, err = here("find", written("x.json"), "復旦")
    assert (code, err) == (0, "") and out.split() == ["95", "organization:a", "复旦大学"]
    code, out, _ = here("find", "x.json", "fudan", "univ", "--format", "json", "-n", "1")
    assert json.loads(out) == [{"id": "organization:a", "name": "Fudan University", "lang": "en", "score": 95}]
    assert here("find", "x.json", "nothing") == (1, "", "")
    code, out, err = here("find", "dataset.json", "a")
    assert (code, out) == (1, "") and "country.unknown" in err


def test_duplicates_lists_pairs(here: Runner) -> None:
    """With score and reasons, in the reader's language."""
    code, out, err = here("duplicates", written("x.json"))
    assert (code, err) == (0, "") and out.splitlines()[0].split()[1:] == ["organization:a", "organization:b"]
    found = json.loads(here("duplicates", "x.json", "--format", "json", "--lang", "fr", "--min", "50")[1])
    assert found[0]["ids"] == ["organization:a", "organization:b"] and "Fudan University" in found[0]["reasons"][0]
    assert found[0]["reasons"][0] not in out


@pytest.mark.parametrize("lang", ["en", "fr", "zh"])
def test_diff_shows_what_differs_in_each_form(here: Runner, lang: str) -> None:
    """Text, JSON, CSV without formulas, and escaped HTML."""
    ds = dataset(RECORDS)
    new = ds.replace(event(end="2025", names=[{"value": "=1+1<b>"}])).remove("member:m").add(source())
    new = new.rename("organization:a", "organization:c")
    written("old.json")
    new.write("new.jsonl")
    code, out, err = here("diff", "old.json", "new.jsonl", "--lang", lang)
    assert (code, err) == (0, "")
    for said in ("member:m", "source:s", "organization:c", '/end: – → "2025"', '"organization:a" → "organization:c"'):
        assert said in out
    rows = json.loads(here("diff", "old.json", "new.jsonl", "--format", "json")[1])
    assert [row["what"] for row in rows][:3] == ["added", "removed", "renamed"]
    assert {
        "what": "changed",
        "id": "event:e",
        "name": "=1+1<b>",
        "pointer": "/end",
        "before": None,
        "after": "2025",
    } in rows
    table = list(csv.reader(here("diff", "old.json", "new.jsonl", "--format", "csv", "--lang", lang)[1].splitlines()))
    assert len(table) == len(rows) + 1 and "'=1+1<b>" in {cell for row in table for cell in row}
    page = here("diff", "old.json", "new.jsonl", "--format", "html", "--lang", lang)[1]
    assert "=1+1&lt;b&gt;" in page and "<b>" not in page
    code, same, _ = here("diff", "old.json", "old.json", "--lang", lang)
    assert (
        code == 0
        and len(same.splitlines()) == 1
        and here("diff", "old.json", "old.json", "--format", "json")[1] == "[]\n"
    )


def test_diff_shows_how_members_differ(here: Runner) -> None:
    """By party and programme."""
    dataset(RECORDS).remove("member:m").add(member("n", "organization:b", role="chair")).write("new.json")
    rows = json.loads(here("diff", written("old.json"), "new.json", "--what", "members", "--format", "json")[1])
    assert [(row["what"], row["id"], row["before"], row["after"]) for row in rows] == [
        ("joined", "organization:b", None, "chair"),
        ("left", "organization:a", "member", None),
    ]
    dataset([]).write("none.json")
    tm.Dataset(title={"en": "T"}).write("title.json")
    assert "T" in here("diff", "none.json", "title.json")[1]


# --- changes in place ---


def test_rename_changes_what_names_the_record_and_nothing_else(here: Runner) -> None:
    """Every other line is unchanged; --diff only shows the changes, and with - they go to standard output."""
    before = Path(written("x.json")).read_text().splitlines()
    code, out, _ = here("rename", "--diff", "x.json", "organization:a", "organization:z")
    assert code == 1 and '+      "id": "organization:z",' in out
    assert here("rename", "x.json", "organization:a", "organization:z") == (0, "", "")
    after = Path("x.json").read_text().splitlines()
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(differing) == 3 and all(["organization:z" in new and "organization:a" in old for old, new in differing])
    done = execute(
        [sys.executable, "-m", "thinktank_model", "rename", "-", "program:p", "program:q"],
        stdin=Path("x.json").read_bytes(),
    )
    assert done.returncode == 0 and b'"program:q"' in done.stdout


def test_absorb_makes_one_record_of_two(here: Runner) -> None:
    """In JSON Lines too, whose other lines keep their bytes."""
    lines = [json.dumps(record, ensure_ascii=False) for record in RECORDS]  # with spaces: not the canonical form
    Path("x.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert here("absorb", "x.jsonl", "organization:a", "organization:b") == (0, "", "")
    after = Path("x.jsonl").read_text(encoding="utf-8").split("\n")
    assert after[1:3] == lines[2:4] and len(after) == 4 and '"merged_ids":["organization:b"]' in after[0]
    assert '"party_id":"organization:a"' in after[3]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["rename", "x.json", "organization:zz", "organization:c"], 2, "no record has the id"),
        (["rename", "x.json", "organization:a", "organization:b"], 1, "record.duplicate-id"),
        (["rename", "none.json", "organization:a", "organization:b"], 2, "none.json"),
        (["rename", "dataset.json", "organization:a", "organization:b"], 1, "country.unknown"),
        (["rename", "old.json", "organization:a", "organization:b"], 2, "older schema version"),
        (["absorb", "x.json", "organization:a", "event:e"], 2, "of type event"),
        (["absorb", "x.json", "organization:a", "organization:a"], 2, "name one record"),
        (["merge", "--driver", "x.json", "x.json"], 2, "--driver needs --base"),
        (["show", "x.json", "organization"], 2, "part of several ids: organization:a, organization:b"),
        (["show", "x.json", "zzz"], 2, "no record has the id 'zzz'"),
    ],
)
def test_what_cannot_be_done_is_told(here: Runner, arguments: list[str], code: int, said: str) -> None:
    """One sentence, and every file is unchanged."""
    before = Path(written("x.json")).read_bytes()
    Path("old.json").write_text(json.dumps({"type": "dataset", "schema_version": "0.9", "records": []}))
    found, out, err = here(*arguments)
    assert (found, out) == (code, "") and said in err and Path("x.json").read_bytes() == before


NEW = dataset(RECORDS).remove("member:m").add(source()).replace(event(end="2025"))


@pytest.mark.parametrize("indent", [None, 1, 4])
@pytest.mark.parametrize("listed", [RECORDS, RECORDS[:1], []])
def test_a_text_takes_other_records(indent: int | None, listed: Any) -> None:
    """In any layout: documents, lines with either line ending, with and without a final one; also with another header."""
    before = dataset(listed)
    document = json.dumps({"type": "dataset", "schema_version": "1.0", "records": listed}, indent=indent)
    after = tm.Dataset(records=[r for r in NEW if r.id in before or r.id == "source:s"], title={"en": "T"})
    for text in (document, "\ufeff" + document, document.replace("\n", "\r\n")):
        made = spliced(text.encode(), False, before, after)
        assert dataset_of(Source("x.json"), made, False) == after
        assert spliced(text.encode(), False, before, before) == text.encode()
        assert len(spliced(text.encode(), False, before, tm.Dataset())) < 90
    for end in ("\n", "\r\n"):
        lines = end.join([json.dumps({"type": "dataset", "schema_version": "1.0"}), *map(json.dumps, listed)])
        for text in (lines, lines + end, lines + end + end):
            made = spliced(text.encode(), True, before, after)
            assert dataset_of(Source("x.jsonl"), made, True) == after
            assert spliced(text.encode(), True, before, before) == text.encode()


def test_a_file_of_one_record_stays_one(here: Runner) -> None:
    """It counts as a dataset of one record."""
    Path("one.json").write_text(json.dumps(organization("a"), indent=4))
    assert here("rename", "one.json", "organization:a", "organization:b")[0] == 0
    assert Path("one.json").read_text() == json.dumps({**organization("a"), "id": "organization:b"}, indent=4)


# --- merge ---


def test_merge_adds_what_is_missing_and_refuses_what_differs(here: Runner) -> None:
    """Without a base, nothing is overwritten."""
    dataset([source()]).write("more.json")
    code, out, err = here("merge", written("x.json"), "more.json")
    assert (code, err) == (0, "") and [one["id"] for one in json.loads(out)["records"]][-1] == "source:s"
    assert here("merge", "x.json", "more.json", "-o", "both.json") == (0, "", "")
    assert Path("both.json").read_text() == out
    assert here("merge", "x.json", "more.json", "-o", "-") == (0, out, "") and not Path("-").exists()
    dataset([event(end="2025")]).write("other.json")
    code, out, err = here("merge", "x.json", "other.json", "-o", "none.json")
    assert (code, out) == (1, "") and "record.conflict event:e /end" in err and not Path("none.json").exists()


@pytest.mark.parametrize(
    "verb", [("merge", "x.json", "x.json"), ("rename", "x.json", "event:e", "event:f"), ("absorb", "x.json", "a", "b")]
)
def test_what_rewrites_a_file_reads_no_more_than_it_may(here: Runner, verb: tuple[str, ...]) -> None:
    """Every such verb has the options for limits; the file is unchanged."""
    before = Path(written("x.json")).read_bytes()
    code, out, err = here(*verb, "--max-document", "100")
    assert code == 2 and out == "" and "larger than 100 bytes" in err and Path("x.json").read_bytes() == before


@pytest.mark.parametrize("lang", ["en", "fr", "zh"])
def test_merge_with_a_base_lists_conflicts(here: Runner, lang: str) -> None:
    """And applies the changes of either side."""
    written("base.json")
    NEW.write("ours.json")
    dataset(RECORDS).replace(event(end="2026", status="held")).write("theirs.json")
    code, out, err = here("merge", "--base", "base.json", "ours.json", "theirs.json", "--lang", lang)
    merged = tm.loads(out, tm.Dataset)
    assert code == 1 and merged.events["event:e"].status == "held" and merged.events["event:e"].end is None
    assert "event:e /end" in err and '"2025"' in err and '"2026"' in err and len(err.splitlines()) == 1


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_merges_datasets_with_our_driver(tmp_path: Path) -> None:
    """Changes of one line on two branches are merged where git alone would not; a conflict is left to a person."""

    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        names = [
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "-c",
            "init.defaultBranch=main",
            "-c",
            "commit.gpgsign=false",
        ]
        return subprocess.run(["git", *names, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)

    path = tmp_path / "x.json"
    ds = dataset(RECORDS)
    git("init", "-q")
    git("config", "merge.thinktank.driver", f"'{sys.executable}' -m thinktank_model merge --driver --base %O %A %B")
    (tmp_path / ".gitattributes").write_text("*.json merge=thinktank\n")
    ds.write(path)
    git("add", "."), git("commit", "-qm", "base"), git("checkout", "-qb", "side")
    ds.replace(event(end="2025")).write(path)
    git("commit", "-qam", "end"), git("checkout", "-q", "main")
    ds.replace(event(status="held")).write(path)
    git("commit", "-qam", "status")
    done = git("merge", "-q", "side", "-m", "both")
    assert done.returncode == 0, done.stderr
    merged = tm.Dataset.read(path).events["event:e"]
    assert (str(merged.end), merged.status) == ("2025", "held")
    git("checkout", "-q", "side")
    tm.Dataset.read(path).replace(event(end="2027")).write(path)
    git("commit", "-qam", "later"), git("checkout", "-q", "main")
    tm.Dataset.read(path).replace(event(end="2026")).write(path)
    git("commit", "-qam", "earlier")
    done = git("merge", "-q", "side", "-m", "both")
    assert done.returncode == 1 and "conflict at event:e /end" in done.stderr + done.stdout
    assert tm.Dataset.read(path).events["event:e"].end == tm.PartialDate("2025")


# --- show and stats in the reader's language ---


def test_show_lists_members_and_takes_part_of_an_id(here: Runner) -> None:
    """With their roles, in the reader's language."""
    out = here("show", written("x.json"), "--lang", "fr")[1]
    assert "Fudan University" in out and "membre" in out and "Members of" not in out
    assert "Members of P\n    Fudan University: member, active\n" in here("show", "x.json")[1]
    assert here("show", "x.json", "event")[1] == here("show", "x.json", "event:e")[1] != ""


def test_stats_says_terms_in_the_readers_language(here: Runner) -> None:
    """Next to the terms as they are in the files."""
    written("x.json", [event(kind="symposium", status="held")])
    out = here("stats", "x.json", "--lang", "zh")[1]
    assert f"symposium  {tm.EventKind.SYMPOSIUM.label('zh')}" in out and "(EventKind)" in out
    assert tm.EventKind.SYMPOSIUM.label("en") not in here("stats", "x.json")[1]
