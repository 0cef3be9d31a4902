"""`convert`: sorting, removing duplicates, and converting between all forms."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

import thinktank_model as tm

from .conftest import Runner
from .test_cli import GOOD, HEADER, WARNED, folder, here

__all__ = ["folder", "here"]

SAME = b'{"names":[{"preferred":false,"value":"A"}],"id":"organization:a","type":"organization"}\n'  # the same as GOOD, in another spelling


def ids(path: str) -> list[str]:
    return [record.id for record in tm.Dataset.read(path)]


@pytest.mark.parametrize("name", tm.example_names())
@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_sorting_gives_one_form_whatever_the_order(here: Runner, name: str, ending: str) -> None:
    """By type and then by id; the same bytes and records from any order and any form."""
    dataset = tm.example(name)
    outputs = set()
    for seed, source in ((1, "a.json"), (2, "b.jsonl")):
        records = list(dataset)
        random.Random(seed).shuffle(records)
        tm.write_jsonl("x.jsonl", [dataset.header, *records])
        assert here("convert", "x.jsonl", source) == (0, "", "")
        assert here("convert", source, f"sorted.{ending}", "--sort") == (0, "", "")
        outputs.add(Path(f"sorted.{ending}").read_bytes())
    assert len(outputs) == 1
    found = tm.Dataset.read(f"sorted.{ending}")
    assert set(found) == set(dataset) and found.header == dataset.header
    assert [(r.type, r.id) for r in found] == sorted([(r.type, r.id) for r in dataset])


def test_forms_turn_into_each_other_without_loss(here: Runner) -> None:
    """JSON, JSON Lines and the canonical form of the shipped datasets, each converted to the next."""
    for name in tm.example_names():
        Path("a.json").write_text(json.dumps(tm.to_dict(tm.example(name)), indent=4), encoding="utf-8")
        for source, target in (
            ("a.json", "b.jsonl"),
            ("b.jsonl", "c.json"),
            ("c.json", "d.ndjson"),
            ("d.ndjson", "e.json"),
        ):
            assert here("convert", source, target) == (0, "", "")
        assert Path("c.json").read_bytes() == Path("e.json").read_bytes()
        assert Path("b.jsonl").read_bytes() == Path("d.ndjson").read_bytes()
        assert tm.Dataset.read("e.json") == tm.example(name)


def test_identical_records_are_written_once(here: Runner) -> None:
    """In any spelling; the first is kept, and the number of removed ones is reported."""
    Path("x.jsonl").write_bytes(HEADER + WARNED + GOOD + SAME + WARNED)
    code, out, err = here("convert", "x.jsonl", "y.jsonl", "--dedupe")
    assert (code, out) == (0, "")
    assert err == "thinktank-model: 2 of 4 records are duplicates and were written once\n"
    assert Path("y.jsonl").read_bytes() == HEADER + WARNED + GOOD
    assert here("convert", "y.jsonl", "z.jsonl", "--dedupe", "--sort") == (0, "", "")
    assert Path("z.jsonl").read_bytes() == HEADER + GOOD + WARNED
    assert here("convert", "x.jsonl", "z.jsonl") == (0, "", "") and len(ids("z.jsonl")) == 4


def test_records_that_differ_are_kept(here: Runner) -> None:
    """The same id does not make records equal, nor do values that only Python considers equal; `validate` reports them."""
    others = [
        GOOD.replace(b"}]}", b'}],"extensions":{"x:n":%b}}' % n) for n in (b"1", b"1.0", b"true", b"[1]", b"[1.0]")
    ]
    Path("x.jsonl").write_bytes(HEADER + GOOD + b"".join(others))
    assert here("convert", "x.jsonl", "y.jsonl", "--dedupe", "--sort") == (0, "", "")
    assert Path("y.jsonl").read_bytes() == Path("x.jsonl").read_bytes()
    assert "record.duplicate-id" in here("validate", "y.jsonl")[1]


def test_a_dataset_doubled_by_accident_is_itself_again(here: Runner) -> None:
    """Both shipped datasets, with each record twice."""
    for name in tm.example_names():
        dataset = tm.example(name)
        tm.write_jsonl("x.jsonl", [dataset.header, *dataset, *dataset])
        code, _, err = here("convert", "x.jsonl", "y.json", "--dedupe")
        assert code == 0 and f"{len(dataset)} of {2 * len(dataset)} records" in err
        assert tm.Dataset.read("y.json") == dataset
