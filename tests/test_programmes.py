"""Ten real programmes, described as facts before looking at the classes, and the places of these facts in the model."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any, Final

import pytest

import thinktank_model as tm
from thinktank_model.problems.pointers import pointer_tokens

HERE: Final = Path(__file__).parent / "programmes"
LISTS: Final = sorted(HERE.glob("*.facts.json"))
SLUGS: Final = [path.name.removesuffix(".facts.json") for path in LISTS]
READ_ON: Final = datetime.date(2026, 11, 29)
PROSE: Final = ("description", "notes")
"""Fields that can hold any text, but cannot be queried."""


def facts_of(slug: str) -> dict[str, Any]:
    """Return the facts of a programme, with the place of each in its dataset."""
    return json.loads((HERE / f"{slug}.facts.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def value_at(record: Any, pointer: str) -> Any:
    """The value at a pointer into the JSON of a record."""
    for token in pointer_tokens(pointer):
        record = record[int(token)] if isinstance(record, list) else record[token]
    return record


@pytest.mark.parametrize("slug", SLUGS)
def test_the_dataset_has_no_problem(slug: str) -> None:
    """Public information about a programme gives no error and no warning; a warning would be a false alarm."""
    report = tm.validate(HERE / f"{slug}.json", today=READ_ON)
    assert [str(problem) for problem in report if problem.severity in ("error", "warning")] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_dataset_round_trips(slug: str, tmp_path: Path) -> None:
    """A dataset that is read and written has the same bytes."""
    path = HERE / f"{slug}.json"
    tm.Dataset.read(path).write(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("slug", SLUGS)
def test_each_fact_is_said_where_its_list_says(slug: str) -> None:
    """A fact has its place and a value that is there, or the reason why it has no place."""
    programme = facts_of(slug)
    dataset = tm.Dataset.read(HERE / f"{slug}.json")
    written = {record.id: tm.to_dict(record) for record in dataset.records}
    urls = {record.url for record in dataset.sources.values()}
    assert len(programme["facts"]) >= 25
    for fact in programme["facts"]:
        assert programme["sources"][fact["source"]] in urls
        assert bool(fact.get("at")) != bool(fact.get("reason")), fact
        for place in fact.get("at", ()):
            id, pointer = place.split("#")
            assert value_at(written[id], pointer) not in (None, "", [], {}), place


def test_nearly_every_fact_has_a_place() -> None:
    """95 of 100 facts have a place, and 85 of 100 a field that programs understand too."""
    facts = [fact for slug in SLUGS for fact in facts_of(slug)["facts"]]
    placed = [fact["at"] for fact in facts if "at" in fact]
    fielded = [at for at in placed if not all([place.split("#/")[1].split("/")[0] in PROSE for place in at])]
    assert len(SLUGS) == 10
    assert len(placed) >= 0.95 * len(facts)
    assert len(fielded) >= 0.85 * len(facts)
