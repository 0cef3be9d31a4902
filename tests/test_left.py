"""What a writer leaves out of a record, found from the shape of its class."""

from __future__ import annotations

import pytest

import thinktank_model as tm
from thinktank_model.formats.left import left_out
from thinktank_model.formats.losses import paths_of, plain

from . import generate


@pytest.mark.parametrize("tag", generate.CLASSES)
def test_it_finds_what_the_plain_data_has(tag: str) -> None:
    """The same paths, for sparse and for full records of every class."""
    for seed in range(60):
        record = tm.from_dict(generate.record(seed, tag, (0.2, 0.5, 0.9)[seed % 3]))
        data = plain(record)
        del data["type"]
        assert {*left_out(type(record))(record)} == {*paths_of(data)}, seed


def test_keys_that_the_schema_does_not_know_are_found() -> None:
    """In a record and in a part of it; empty ones say nothing."""
    data = {
        "type": "output", "id": "output:a", "titles": {"en": "A"}, "anonymous": True, "mine": {"a": 1, "b": ""},
        "files": [{"url": "https://example.org/", "size": {"k": 1}, "none": {}}],
    }  # fmt: skip
    record = tm.from_dict(data, unknown="keep")
    found = {*left_out(type(record), frozenset(["id", "titles", "anonymous"]))(record)}
    assert found == {"mine.a", "files.url", "files.size"}
