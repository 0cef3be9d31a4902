"""`new`: a record that has its required fields."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.cli.verbs.new import shapes
from thinktank_model.problems.pointers import pointer, pointer_tokens
from thinktank_model.shapes.tree import ListOf, MapOf, ObjectOf, Scalar, Shape

from .conftest import Runner
from .test_cli import call, folder, here

__all__ = ["folder", "here"]

RECORDS = [tag for tag in shapes() if tag != "dataset"]


def blanks(value: Any, at: str = "") -> Iterator[str]:
    """Yield the pointers of the blanks: empty texts, and ids that are only a type."""
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from blanks(item, at + pointer(key))
    elif value == "" or (isinstance(value, str) and value.endswith(":")):
        yield at


def example(shape: Shape, at: tuple[str, ...]) -> Any:
    """Return a valid value for a pointer."""
    match shape:
        case ObjectOf():
            return example(shape.fields[at[0]].shape, at[1:])
        case ListOf():
            return example(shape.item, at[1:])
        case MapOf():
            return example(shape.value, at[1:])
        case Scalar():
            return (shape.examples or ("Text",))[0]
    raise AssertionError(shape)


@pytest.mark.parametrize("tag", RECORDS)
def test_a_new_record_misses_exactly_what_must_be_filled_in(here: Runner, tag: str) -> None:
    """`validate` reports each blank and nothing else; with examples filled in, the record is valid."""
    code, out, err = here("new", tag)
    assert (code, err) == (0, "")
    Path("x.json").write_text(out, encoding="utf-8")
    code, lines, _ = here("validate", "--format", "jsonl", "x.json")
    problems = [json.loads(line) for line in lines.splitlines()]
    built = json.loads(out)
    assert code == 1 and sorted(problem["pointer"] for problem in problems) == sorted(blanks(built))
    assert all(problem["expected"] for problem in problems)
    filled = copy.deepcopy(built)
    for at in blanks(built):
        *path, last = pointer_tokens(at)
        parent = filled
        for token in path:
            parent = parent[int(token)] if isinstance(parent, list) else parent[token]
        parent[int(last) if isinstance(parent, list) else last] = example(shapes()[tag], pointer_tokens(at))
    report = tm.validate(filled)
    assert report.ok, report
    assert tm.to_dict(tm.from_dict(filled)) == filled  # keys in canonical order, no optional key
    assert list(filled) == list(built)


@pytest.mark.parametrize("tag", RECORDS)
def test_the_id_can_be_given(here: Runner, tag: str) -> None:
    """With or without its type."""
    for given in ("forum-2025", f"{tag}:forum-2025"):
        assert json.loads(here("new", tag, "--id", given)[1])["id"] == f"{tag}:forum-2025"


def test_a_wrong_id_is_refused(here: Runner) -> None:
    """With a suggestion; a dataset has no id."""
    for arguments, said in (
        (["event", "--id", "Forum 2025"], 'did you mean "event:forum-2025"?'),
        (["event", "--id", "organization:a"], "event:"),
        (["event", "--id", ""], "event:"),
        (["dataset", "--id", "a"], "no id"),
        (["conference"], "event"),
        ([], "TYPE"),
    ):
        code, out, err = here("new", *arguments)
        assert (code, out) == (2, "") and said in err and len(err.splitlines()) == 1


def test_a_new_dataset_is_ready_for_its_records(here: Runner) -> None:
    """As a document, or as the first line of JSON Lines."""
    assert here("new", "dataset", "--output", "x.json") == (0, "", "")
    assert here("validate", "x.json")[:2] == (0, "0 valid, 0 invalid\n")
    assert json.loads(Path("x.json").read_text()) == {
        "type": "dataset",
        "schema_version": tm.SCHEMA_VERSION,
        "records": [],
    }
    assert here("new", "dataset", "--output", "x.jsonl") == (0, "", "")
    with open("x.jsonl", "a") as stream:
        stream.write(here("new", "event", "--id", "forum", "--format", "jsonl")[1])
    _, out, _ = here("validate", "x.jsonl")
    assert out.splitlines()[-1] == "0 valid, 1 invalid" and "x.jsonl:2:" in out
    assert here("new", "dataset", "--format", "jsonl")[1] == Path("x.jsonl").read_text().splitlines(True)[0]


def test_the_form_is_that_of_the_ending_or_the_one_asked_for(here: Runner) -> None:
    """One line, or indented."""
    for arguments, lines in (([], 9), (["--format", "json"], 9), (["--format", "jsonl"], 1)):
        assert len(here("new", "source", *arguments)[1].splitlines()) == lines - 2 * (lines > 1)
    for name, lines in (("a.json", 7), ("a.jsonl", 1), ("a.ndjson", 1), ("a", 7)):
        assert here("new", "source", "--output", name) == (0, "", "")
        assert len(Path(name).read_bytes().splitlines()) == lines


def test_a_file_that_is_there_is_not_written_over(here: Runner) -> None:
    """Somebody may have filled it in."""
    Path("x.json").write_bytes(b"before")
    code, out, err = here("new", "event", "--output", "x.json")
    assert (code, out, err) == (2, "", "thinktank-model: x.json: File exists\n")
    assert Path("x.json").read_bytes() == b"before"
    assert here("new", "event", "--output", "no/such/folder.json")[0] == 2


def test_it_can_be_piped() -> None:
    """From one process to the other."""
    done = call("validate", "-", stdin=call("new", "person", "--id", "a").stdout)
    assert done.returncode == 1 and done.stdout.count(b"error") == 1
