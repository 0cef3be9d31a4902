"""The benchmark of formats compares an export with a mapping that does the same."""

from __future__ import annotations

import io

import pytest

import thinktank_model as tm

from .oracles import oracle

for package in ("bibtexparser", "icalendar", "rispy"):
    oracle(package)

from benchmarks import formats  # noqa: E402 - needs these packages


@pytest.mark.parametrize("name", formats.BARE)
def test_the_least_that_one_could_write_has_as_much_in_it(name: str) -> None:
    """A mapping that left out what takes time would make an export look slow, and one that did more would make it look fast."""
    dataset, target = formats.corpus(formats.TAGS[name], 140), io.BytesIO()
    tm.export(dataset, target, format=name)
    assert 0.9 < len(formats.BARE[name](dataset)) / len(target.getvalue()) < 1.1
