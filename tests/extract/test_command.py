"""`thinktank-model extract`: what is written where, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import thinktank_model as tm

from ..conftest import Runner
from ..test_cli import folder, here
from .stand_ins import ARTICLES, GOLD

__all__ = ["folder", "here"]

TIDAL = ARTICLES[0]
ARTICLE = str(GOLD / "tidal-2026.txt")
ANSWER = str(GOLD / "tidal-2026.answer.json")
DAY = ["--published", TIDAL.published]


def test_plan_writes_what_to_ask(here: Runner) -> None:
    """As text: the rules, the schema and the article; as JSON: the messages and the schema."""
    code, out, err = here("extract", "plan", ARTICLE, *DAY)
    assert (
        (code, err) == (0, "") and "Rules:" in out and '"$defs"' in out and out.rstrip().endswith(TIDAL.text.rstrip())
    )
    code, out, err = here("extract", "plan", ARTICLE, "--kind", "events", "--format", "json", "--article-lang", "fr")
    asked = json.loads(out)
    assert (
        code == 0
        and list(asked["schema"]["properties"]) == ["events"]
        and "in the language fr" in asked["messages"][1]["content"]
    )


def test_accept_writes_records(here: Runner, tmp_path: Path) -> None:
    """The command also lists what a person must confirm; `score` can compare the records."""
    code, out, err = here("extract", "accept", ARTICLE, ANSWER, *DAY)
    (tmp_path / "records.json").write_text(out, encoding="utf-8")
    dataset = tm.Dataset.read(tmp_path / "records.json")
    assert code == 0 and dataset == tm.Dataset(records=TIDAL.accept(TIDAL.answer).records)
    assert "warning: /events/0/attendance/total: the article gives 2 values" in err
    assert (
        f"{len(dataset)} records, 0 refused, 20 to confirm" in err
        and "info: event:estuary-policy-forum /statements/" in err
    )
    code, out, err = here("extract", "score", str(GOLD / "tidal-2026.thinktank.json"), str(tmp_path / "records.json"))
    assert (code, err) == (0, "") and out.splitlines()[-1].split() == ["total", "58", "0", "0", "1.000", "1.000"]
    (tmp_path / "none.json").write_text(json.dumps(tm.to_dict(dataset.records[0])), encoding="utf-8")
    arguments = ["extract", "score", "--source", "source:estuary-wire", "--format", "json"]
    found = json.loads(here(*arguments, str(GOLD / "tidal-2026.thinktank.json"), str(tmp_path / "none.json"))[1])
    assert found["fields"]["total"] == {"right": 0, "wrong": 0, "missed": 58, "precision": 1.0, "recall": 0.0}
    assert len(found["missed"]) == 58 and found["unsupported"] == [] and found["not_asked"] == 0


def test_what_is_refused_gives_1(here: Runner, tmp_path: Path) -> None:
    """The message for the model is written on request, always in English; problems are in the language of the user."""
    (tmp_path / "answer.txt").write_text('Here: {"events": [{"quote": "A forum", "names": []}]}', encoding="utf-8")
    code, out, err = here("extract", "accept", ARTICLE, str(tmp_path / "answer.txt"), *DAY, "--lang", "fr")
    assert code == 1 and 'les mots "A forum" ne sont pas dans l’article' in err and tm.loads(out, tm.Dataset).records
    code, out, _ = here("extract", "accept", ARTICLE, str(tmp_path / "answer.txt"), *DAY, "--repair")
    assert code == 1 and "- /events/0/quote: the words" in out
    assert here("extract", "accept", ARTICLE, ANSWER, *DAY, "--repair")[:2] == (0, "")


def test_claims_that_the_gold_records_do_not_have_give_1(here: Runner, tmp_path: Path) -> None:
    """They are listed."""
    gold = tm.Dataset.read(GOLD / "tidal-2026.thinktank.json")
    held = gold.events["event:estuary-forum-3"]
    other = tm.from_dict({**tm.to_dict(held), "status": "cancelled"})
    tm.Dataset(records=[*[record for record in gold if record is not held], other]).write(tmp_path / "answer.json")
    code, out, _ = here("extract", "score", str(GOLD / "tidal-2026.thinktank.json"), str(tmp_path / "answer.json"))
    assert code == 1 and "unsupported: event:estuary-forum-3 status cancelled" in out and "missed: " in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plan", "none.txt"], "none.txt"),
        (["plan", "bytes.txt"], "is not a text in UTF-8"),
        (["plan", "numbers.txt"], "give it with --article-lang"),
        (["plan", ARTICLE, "--published", "yesterday"], "yesterday"),
        (["plan", ARTICLE, "--kind", "persons"], "persons"),
        (["plan", "broken.txt.gz"], "broken.txt.gz"),
        (
            [
                "score",
                str(GOLD / "tidal-2026.thinktank.json"),
                str(GOLD / "tidal-2026.thinktank.json"),
                "--source",
                "source:x",
            ],
            "source:x",
        ),
        ([], "Usage"),
    ],
)
def test_misuse_is_2(here: Runner, tmp_path: Path, arguments: list[str], said: str) -> None:
    """The command explains the mistake in one sentence."""
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "numbers.txt").write_text("1 2 3", encoding="utf-8")
    (tmp_path / "broken.txt.gz").write_bytes(b"\x1f\x8bnothing")
    paths = [str(tmp_path / one) if (tmp_path / one).exists() or one == "none.txt" else one for one in arguments]
    code, out, err = here("extract", *paths)
    assert code == 2 and said in out + err
