"""The Frictionless descriptor of linked tables: the package `frictionless` accepts valid tables, and finds faults."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.formats.frictionless import in_full

from . import generate
from .oracles import oracle


def exported(dataset: tm.Dataset, **options: str) -> dict[str, bytes]:
    held = io.BytesIO()
    assert len(tm.export(dataset, held, format="csv-zip", **options)) == 0
    with zipfile.ZipFile(held) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def dataset_of_all() -> tm.Dataset:
    made = [tm.from_dict(generate.record(seed, tag, 0.6)) for seed in range(5) for tag in generate.CLASSES]
    return tm.Dataset(records=tuple({record.id: record for record in made if record}.values()))


def problems(files: dict[str, bytes], folder: Path) -> list[tuple[str, str]]:
    """Return the problems of frictionless: the file and the message."""
    frictionless: Any = oracle("frictionless")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert not report.errors, report.errors
    return [(task.place, error.message) for task in report.tasks for error in task.errors]


@pytest.mark.slow
@pytest.mark.parametrize("name", tm.example_names())
def test_frictionless_finds_the_tables_valid(name: str, tmp_path: Path) -> None:
    """With types, required cells, patterns, and primary and foreign keys."""
    assert problems(exported(tm.example(name), descriptor="frictionless"), tmp_path) == []


@pytest.mark.slow
def test_frictionless_finds_generated_records_of_every_class_valid(tmp_path: Path) -> None:
    """For unusual values too."""
    assert problems(exported(dataset_of_all(), descriptor="frictionless"), tmp_path) == []


@pytest.mark.slow
def test_frictionless_finds_what_is_wrong(tmp_path: Path) -> None:
    """An unknown country, an event that does not exist, a duplicate id."""
    files = exported(tm.example("riverside-2025"), descriptor="frictionless")
    files["organization.csv"] = files["organization.csv"].replace(b",CA,", b",Canada,", 1)
    files["event.names.csv"] += b"event:nobody,0,A name,en\r\n"
    assert {name for name, _ in problems(files, tmp_path)} == {"organization.csv", "event.names.csv"}


def test_a_descriptor_is_made_on_request_alone() -> None:
    """Reading the tables ignores it; titles are in the reader's language."""
    dataset = tm.example("riverside-2025")
    assert "datapackage.json" not in exported(dataset)
    held = io.BytesIO()
    tm.export(dataset, held, format="csv-zip", lang="fr", descriptor="frictionless")
    again = tm.import_file(io.BytesIO(held.getvalue()), format="csv-zip")
    assert again.dataset is not None and len(again.report) == 0
    assert again.dataset.header == dataset.header and len(again.dataset) == len(dataset)
    with zipfile.ZipFile(held) as archive:
        assert (
            "Année" in archive.read("datapackage.json").decode() or "Pays" in archive.read("datapackage.json").decode()
        )
    assert "datapackage.json" in exported(tm.Dataset(), descriptor="frictionless")


@pytest.mark.parametrize(
    ("pattern", "takes", "refuses"),
    [("^[a-z]+$", "abc", "abc1"), ("[0-9]", "a1b", "ab"), ("^a|b$", "axx", "xxa"), ("^(?:a|b)$", "b", "ab")],
)
def test_a_pattern_matches_in_full_what_it_matched_in_part(pattern: str, takes: str, refuses: str) -> None:
    """Table Schema matches a pattern with the whole cell."""
    assert re.fullmatch(in_full(pattern), takes) and not re.fullmatch(in_full(pattern), refuses)
