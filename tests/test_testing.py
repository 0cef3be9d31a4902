"""The strategies for other projects' tests: valid data is accepted by all validators, and a near miss has exactly the announced problem."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from random import Random
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.shapes.codec import read
from thinktank_model.testing import NearMiss, datasets, near_misses, plain, plain_datasets, records
from thinktank_model.testing.faults import faults, plant

from .oracles import oracle
from .scale import MANY, examples
from .test_profiles import MY, Grant, Summit

oracle("jsonschema_rs")
import jsonschema_rs  # noqa: E402 - which is asked for first

PROFILES = {"core": tm.CORE, "my-project": MY}
CLASSES = [(name, cls) for name, profile in PROFILES.items() for cls in profile.own_records]
each = pytest.mark.parametrize(("profile", "cls"), CLASSES, ids=[f"{name}-{cls.__name__}" for name, cls in CLASSES])
SUPPRESSED = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def judges_of(profile: tm.Profile, cls: Any) -> list[Callable[[Any], bool]]:
    """Return whether a plain record is valid for Python and for two validators of JSON Schema."""
    schema, shape = profile.json_schema(cls), profile.shape_of(cls)
    return [
        lambda value: read(shape, value)[1] == (),
        jsonschema_rs.validator_for(schema).is_valid,
        jsonschema.Draft202012Validator(schema).is_valid,
    ]


def valid(profile: tm.Profile, cls: Any, count: int) -> None:
    """Draw this many records; each validator accepts each of them."""
    judges = judges_of(profile, cls)

    @settings(max_examples=count, deadline=None, suppress_health_check=SUPPRESSED, database=None)
    @given(plain(cls, profile))
    def check(value: Any) -> None:
        assert all([judge(value) for judge in judges])

    check()


def missed(profile: tm.Profile, cls: Any, count: int) -> None:
    """Draw this many near misses; each has the announced code at its place, and no other problem."""
    shape = profile.shape_of(cls)

    @settings(max_examples=count, deadline=None, suppress_health_check=SUPPRESSED, database=None)
    @given(near_misses(cls, profile))
    def check(miss: NearMiss) -> None:
        built, problems = read(shape, miss.value)
        assert built is None and [(p.code, p.pointer) for p in problems] == [(miss.code, miss.pointer)], miss

    check()


@each
def test_drawn_records_are_valid(profile: str, cls: Any) -> None:
    """By Python and by both validators."""
    valid(PROFILES[profile], cls, examples(30))


@each
def test_near_misses_are_refused_as_they_say(profile: str, cls: Any) -> None:
    """With one problem."""
    missed(PROFILES[profile], cls, examples(60))


@pytest.mark.slow
@each
def test_many_drawn_records_are_valid(profile: str, cls: Any) -> None:
    """`MANY` of a class, and as many near misses: each record drawn is judged by all three, then again with one fault in it.

    To draw a record costs about twenty times what the three judges need, so the near misses are made of the same records.
    """
    chosen = PROFILES[profile]
    shape = chosen.shape_of(cls)
    judges = judges_of(chosen, cls)

    @settings(max_examples=MANY, deadline=None, suppress_health_check=SUPPRESSED, database=None)
    @given(plain(cls, chosen), st.randoms(use_true_random=False))
    def check(value: Any, random: Random) -> None:
        assert all([judge(value) for judge in judges])
        fault = random.choice(list(faults(shape, value)))
        built, problems = read(shape, plant(value, [fault]))
        assert built is None and [(p.code, p.pointer) for p in problems] == [(fault.code, fault.reported_at)], fault

    check()


@given(st.sampled_from([Grant, Summit, tm.Source]).flatmap(lambda cls: records(cls, MY)))
@settings(max_examples=examples(30), deadline=None)
def test_records_are_built(record: Any) -> None:
    """Of the requested class of the profile."""
    assert isinstance(record, MY.Record) and MY.loads(MY.dumps(record)) == record


@pytest.mark.parametrize("name", PROFILES)
def test_references_of_drawn_datasets_resolve(name: str) -> None:
    """Ids are unique, and the requested classes are there."""
    profile = PROFILES[name]
    first: list[Any] = [Grant, Summit] if name == "my-project" else [tm.Activity]

    @given(datasets(profile, *first))
    @settings(max_examples=examples(30), deadline=None, suppress_health_check=SUPPRESSED)
    def check(ds: tm.Dataset) -> None:
        assert all([ds.of(cls) for cls in first]) and type(ds) is profile.Dataset
        wrong = {"reference.dangling", "reference.self", "record.duplicate-id"}
        assert wrong.isdisjoint([problem.code for problem in ds.check()])

    check()


@pytest.mark.slow
def test_they_shrink() -> None:
    """To a record with only its required fields, and to an empty dataset."""
    least = find(plain(tm.Source), lambda _value: True)
    assert set(least) == {"type", "id", "titles"}
    assert find(plain_datasets(), lambda _listed: True) == []


def test_without_hypothesis_one_sentence_says_what_is_missing() -> None:
    """Like every optional package."""
    code = "import sys; sys.modules['hypothesis'] = None; import thinktank_model.testing"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip().endswith(
        'ImportError: thinktank_model.testing needs hypothesis: pip install "thinktank-model[testing]"'
    )
