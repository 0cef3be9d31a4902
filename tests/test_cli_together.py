"""Problems that many records share: one line in the text format, one entry per record in the formats for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Runner
from .test_cli import folder, here

__all__ = ["folder", "here"]

HEADER = '{"type": "dataset", "schema_version": "1.0"}\n'


def unsourced(count: int) -> str:
    """Return a dataset with this many records without a source."""
    lines = [f'{{"type": "person", "id": "person:p{n}", "names": [{{"value": "P{n}"}}]}}\n' for n in range(count)]
    return HEADER + "".join(lines)


@pytest.mark.parametrize("count", [1, 3])
def test_few_are_listed_one_by_one(here: Runner, count: int) -> None:
    """Up to three, each with its place."""
    Path("few.jsonl").write_text(unsourced(count), encoding="utf-8")
    out = here("validate", "--select", "source.unsourced", "few.jsonl")[1]
    lines = [line for line in out.splitlines() if "source.unsourced" in line]
    assert len(lines) == count and all(f'"person:p{n}" has no source' in line for n, line in enumerate(lines))


def test_many_are_one_line_that_names_three(here: Runner) -> None:
    """The line is at the place of the first record, so that an editor jumps to it."""
    Path("many.jsonl").write_text(unsourced(62), encoding="utf-8")
    out = here("validate", "--select", "source.unsourced", "many.jsonl")[1]
    said = "62 records have no source: person:p0, person:p1, person:p2 and 59 more"
    assert out.splitlines()[0] == f"many.jsonl:2:1: info source.unsourced (whole): {said}"
    assert len(out.splitlines()) == 2


@pytest.mark.parametrize("form", ["jsonl", "json", "sarif"])
def test_programs_get_each(here: Runner, form: str) -> None:
    """A format for programs has one entry for each record."""
    Path("many.jsonl").write_text(unsourced(5), encoding="utf-8")
    out = here("validate", "--format", form, "--select", "source.unsourced", "many.jsonl")[1]
    assert out.count('\\" has no source') == 5
    if form == "jsonl":
        assert [json.loads(line)["record_id"] for line in out.splitlines()] == [f"person:p{n}" for n in range(5)]
