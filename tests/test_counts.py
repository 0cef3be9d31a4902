"""Counts: what they can express, what is refused, and what is certain about two of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read
from thinktank_model.values.certainty import Certainty
from thinktank_model.values.counts import Count
from thinktank_model.vocab import CountQualifier

from .scale import examples

YES, NO, OPEN = True, False, None
COUNT = shape_of(Count)
SCHEMA = jsonschema.Draft202012Validator(tm.json_schema(Count))


def count(value: int, qualifier: str = "exact", upper: int | None = None, unit: str | None = None) -> Count:
    return Count(value=value, qualifier=CountQualifier(qualifier), upper=upper, unit=unit)


@pytest.mark.parametrize(
    ("made", "bounds", "text"),
    [
        (count(40), (40, 40), "40"),
        (count(0), (0, 0), "0"),
        (count(40, "more_than"), (41, None), "more than 40"),
        (count(40, "at_least"), (40, None), "at least 40"),
        (count(40, "about"), (0, None), "about 40"),
        (count(40, "at_most"), (0, 40), "at most 40"),
        (count(0, "at_most"), (0, 0), "at most 0"),
        (count(40, "less_than"), (0, 39), "less than 40"),
        (count(1, "less_than"), (0, 0), "less than 1"),
        (count(40, "between", 60), (40, 60), "between 40 and 60"),
        (count(40, "more_than", unit="representatives"), (41, None), "more than 40 representatives"),
        (count(12, unit="think_tanks"), (12, 12), "12 think tanks"),
        (count(12, unit="wic:booths"), (12, 12), "12 wic:booths"),
    ],
)
def test_a_count_has_bounds_and_a_text(made: Count, bounds: tuple[int, int | None], text: str) -> None:
    """Both bounds are included; "about 40" has none, because no source says how far off it is."""
    assert (made.bounds, made.lower, made.highest) == (bounds, *bounds)
    assert str(made) == text


WRONG = [
    ({"value": -1}, "number.out-of-range", "/value", "nothing is counted below none"),
    ({"value": 1.5}, "type.wrong-type", "/value", "what is counted is whole"),
    ({"value": "40"}, "type.wrong-type", "/value", "no text is taken for a number"),
    ({"value": True}, "type.wrong-type", "/value", "true is not 1"),
    ({}, "key.missing", "", "no number"),
    ({"value": 40, "qualifier": "circa"}, "term.unknown", "/qualifier", "the vocabulary is closed"),
    ({"value": 40, "qualifier": "between"}, "count.upper-missing", "", "one number is no range"),
    ({"value": 40, "upper": 60}, "count.upper-unexpected", "/upper", "exact, and yet a range"),
    ({"value": 40, "qualifier": "exact", "upper": 60}, "count.upper-unexpected", "/upper", "the default, written"),
    ({"value": 40, "qualifier": "about", "upper": 60}, "count.upper-unexpected", "/upper", "about a range"),
    ({"value": 40, "qualifier": "about", "upper": 30}, "count.upper-unexpected", "/upper", "one problem is enough"),
    ({"value": 40, "qualifier": "between", "upper": 30}, "count.reversed", "/upper", "the greater number first"),
    ({"value": 40, "qualifier": "between", "upper": 40}, "count.reversed", "/upper", "that is exact"),
    (
        {"value": 40, "qualifier": "between", "upper": -1},
        "number.out-of-range",
        "/upper",
        "nothing is counted below none",
    ),
    ({"value": 0, "qualifier": "less_than"}, "count.impossible", "/value", "nothing is less than none"),
]


@pytest.mark.parametrize(("value", "code", "pointer"), [row[:3] for row in WRONG])
def test_what_is_no_count_is_refused(value: dict[str, Any], code: str, pointer: str) -> None:
    """With one problem that gives the expected form; the JSON Schema refuses it too where it can."""
    built, problems = read(COUNT, value)
    assert built is None
    assert [(problem.code, problem.pointer) for problem in problems] == [(code, pointer)]
    assert problems[0].expected and problems[0].message
    assert SCHEMA.is_valid(value) == (code == "count.reversed")


def test_rules_hold_where_another_field_is_wrong() -> None:
    """Each rule is checked as soon as the fields that it needs are valid."""
    _, problems = read(COUNT, {"qualifier": "between"})
    assert {problem.code for problem in problems} == {"key.missing", "count.upper-missing"}
    _, problems = read(COUNT, {"value": "x", "qualifier": "about", "upper": 3})
    assert {problem.code for problem in problems} == {"type.wrong-type", "count.upper-unexpected"}
    _, problems = read(COUNT, {"value": 0, "qualifier": "less_than", "upper": "x"})
    assert {problem.code for problem in problems} == {"type.wrong-type", "count.impossible"}


def test_a_count_made_in_python_obeys_the_same_rules() -> None:
    """And its default qualifier is not written."""
    with pytest.raises(tm.InvalidData):
        count(40, "between", 30)
    assert tm.to_dict(count(40)) == {"value": 40}
    assert tm.to_dict(count(40, "between", 60)) == {"value": 40, "qualifier": "between", "upper": 60}


# --- Comparing ---

SMALL = [
    made
    for value, qualifier, upper in itertools.product(range(4), CountQualifier, (None, 2, 3))
    if (
        made := read(
            COUNT, {"value": value, "qualifier": qualifier.value} | ({} if upper is None else {"upper": upper})
        )[0]
    )
]


def readings(bounds: tuple[int, int | None], beyond: int = 12) -> range:
    """Return every number that a count can mean; if it has no upper bound, up to a number above all others in the test."""
    least, most = bounds
    return range(least, (beyond if most is None else most) + 1)


def outcome(answers: Iterable[bool]) -> Certainty:
    found = set(answers)
    return found.pop() if len(found) == 1 else None


def test_comparisons_are_exact() -> None:
    """For all pairs of small counts and all numbers: the same answer as trying every number that they can mean."""
    assert len(SMALL) > 25
    for one, other in itertools.product(SMALL, [*SMALL, *range(6)]):
        its = readings((other, other) if isinstance(other, int) else other.bounds)
        pairs = list(itertools.product(readings(one.bounds), its))
        assert one.less_than(other) is outcome(a < b for a, b in pairs), (one, other)
        assert one.more_than(other) is outcome(a > b for a, b in pairs), (one, other)
        assert one.at_least(other) is outcome(a >= b for a, b in pairs), (one, other)


COUNTS = st.sampled_from(SMALL)


@given(COUNTS, COUNTS, COUNTS)
@settings(max_examples=examples(300))
def test_certain_answers_are_an_order(a: Count, b: Count, c: Count) -> None:
    """They are transitive and never contradict each other."""
    if a.less_than(b) is YES:
        assert b.less_than(a) is NO and b.more_than(a) is YES and a.at_least(b) is NO
        if b.less_than(c) is YES:
            assert a.less_than(c) is YES
    assert a.less_than(a) in (NO, OPEN)
    assert a == Count(value=a.value, qualifier=a.qualifier, upper=a.upper) and hash(a) == hash(eval(repr(a)))
