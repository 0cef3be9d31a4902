"""Values are equal exactly if their JSON is: records, free JSON and datasets; and none contains what JSON cannot express."""

from __future__ import annotations

import copy
import enum
import itertools
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cattrs import Converter

import thinktank_model as tm
from thinktank_model.shapes.codec import read
from thinktank_model.shapes.frozenjson import exact, freeze, thaw
from thinktank_model.shapes.tree import Number

from . import generate

PAIRS = 2_000
TWINS: list[list[Any]] = [[0, 0.0, -0.0, False], [1, 1.0, True, "1"], [2**53, float(2**53)], [None, [], {}, ""]]
NAMES = ["en", "a", "b", "Z", "智", "\U0001f600", "\uff21"]  # the last two sort differently in UTF-16


def free(rng: random.Random, depth: int = 2) -> Any:
    """Return free JSON of values that Python considers equal."""
    kind = rng.randint(0, 5)
    if depth and kind == 0:
        return [free(rng, depth - 1) for _ in range(rng.randint(0, 3))]
    if depth and kind == 1:
        return {name: free(rng, depth - 1) for name in rng.sample(NAMES, rng.randint(0, 3))}
    return rng.choice(rng.choice(TWINS))


def twisted(rng: random.Random, value: Any, likely: float) -> Any:
    """Return the value with its keys in another order, sometimes with another value that Python considers equal."""
    if isinstance(value, dict):
        keys = rng.sample(list(value), len(value))
        return {key: twisted(rng, value[key], likely) for key in keys}
    if isinstance(value, list):
        return [twisted(rng, item, likely) for item in value]
    if rng.random() >= likely:
        return value
    return rng.choice(next(([*twins] for twins in TWINS if value in twins), [value]))


def pairs(count: int, start: int = 0) -> Iterator[tuple[Any, Any]]:
    """Return pairs of records of one class with one id that are equal, or almost."""
    made = 0
    for seed in itertools.count(start):
        rng = random.Random(seed)
        raw = generate.record(seed)
        raw["extensions"] = {f"x:{name}": free(rng) for name in "ab"}
        if "statements" in raw:
            said = {"field": "/extensions/x:a", "value": free(rng) or 0}  # where any JSON is allowed
            raw["statements"][0] |= said | {"confidence": rng.choice([0, 1, 0.5])}
        one = tm.from_dict(raw)
        for _ in range(20):
            try:
                other = tm.from_dict(twisted(rng, raw, rng.choice([0, 0.05, 0.3])))
            except tm.InvalidData:  # true in place of a number
                continue
            yield one, other
            made += 1
            if made == count:
                return


def breaches(found: Iterator[tuple[Any, Any]]) -> tuple[list[tuple[Any, Any]], int, int]:
    """Return the pairs that break the law, and how many pairs are equal and how many are not."""
    wrong, equal, unequal = [], 0, 0
    for one, other in found:
        same = tm.dumps(one) == tm.dumps(other)
        equal, unequal = equal + same, unequal + (not same)
        left, right = tm.Dataset(records=(one,)), tm.Dataset(records=(other,))
        try:
            merged = list(left.merge(right)) == [one]
        except tm.InvalidData:
            merged = False
        law = (
            (one == other) == same
            and (not same or (hash(one) == hash(other) and repr(one) == repr(other)))
            and (left == right) == same == (left.diff(right) == ((), (), ())) == merged
            and tm.loads(tm.dumps(other)) == other
            and tm.dumps(tm.loads(tm.dumps(other))) == tm.dumps(other)
        )
        if not law:
            wrong.append((one, other))
    return wrong, equal, unequal


@pytest.mark.slow
def test_records_are_equal_exactly_where_their_bytes_are() -> None:
    """`hash`, `repr`, `diff`, `merge` and the equality of datasets agree with it."""
    wrong, equal, unequal = breaches(pairs(PAIRS))
    assert wrong == [] and equal > PAIRS / 10 and unequal > PAIRS / 10


def test_free_json_is_equal_exactly_where_its_text_is() -> None:
    """Alone, in a list, in an object, as the value of a statement."""
    values = [value for twins in TWINS for value in twins]
    statement: dict[str, Any] = {"field": "/country", "source_id": "source:s"}
    for one, other in itertools.product(values, values):
        same = one is other
        assert (exact(freeze(one)) == exact(freeze(other))) == same
        for wrap in (lambda v: [v], lambda v: {"a": v}, lambda v: [{"a": [v]}]):
            left, right = (tm.JsonMap({"x": wrap(value)}) for value in (one, other))
            assert (left == right) == same and (not same or hash(left) == hash(right))
        if one is not None and other is not None:
            said = [tm.Statement(**statement, value=value) for value in (one, other)]
            assert (said[0] == said[1]) == (tm.dumps(said[0]) == tm.dumps(said[1])) == same


def test_keys_stand_in_one_order_whatever_the_way_in() -> None:
    """By code point: language tags, free JSON at every depth, unknown keys that are kept."""
    texts: Any = {"zh-Hans": "智库", "fr": "B", "en": "A"}
    raw: dict[str, Any] = {
        "zz": {"b": 1, "a": 2},
        "aa": 1,
        "type": "source",
        "id": "source:a",
        "titles": texts,
        "extensions": {"x:b": [{"\U0001f600": 1, "\uff21": 2, "b": 3}], "x:a": 1},
    }
    record = tm.from_dict(raw, tm.Source, unknown="keep")
    assert tm.dumps(record).decode() == (
        '{"type":"source","id":"source:a","titles":{"en":"A","fr":"B","zh-Hans":"智库"},'
        '"extensions":{"x:a":1,"x:b":[{"b":3,"\uff21":2,"\U0001f600":1}]},"aa":1,"zz":{"a":2,"b":1}}'
    )
    kept: Any = {"zz": raw["zz"], "aa": 1}
    built = tm.Source(id="source:a", titles=texts, extensions=raw["extensions"], unknown_keys=kept)
    assert built == record and tm.dumps(built) == tm.dumps(record) and repr(built) == repr(record)
    assert list(tm.Text(texts)) == list(tm.Text(fr="B", en="A", **{"zh-Hans": "智库"})) == sorted(texts)
    assert list(texts) == ["zh-Hans", "fr", "en"]  # the caller's object is unchanged


@pytest.mark.parametrize("number", [39, 39.0])
def test_a_declared_number_has_one_form(number: float) -> None:
    """It becomes a float; an integer becomes the equal float, and -0.0 becomes 0.0."""
    place = tm.Coordinates(latitude=number, longitude=-0.0)
    assert tm.dumps(place) == b'{"latitude":39.0,"longitude":0.0}'
    read = tm.loads(f'{{"latitude": {number}, "longitude": -0.0}}', tm.Coordinates)
    assert read == place and tm.dumps(read) == tm.dumps(place)


class Many(enum.IntEnum):
    """An integer of a subclass."""

    A = 40


class Word(str):
    """A text of a subclass."""

    __slots__ = ()


class Degree(float):
    """A float of a subclass."""

    __slots__ = ()


def kinds(value: object) -> set[type[object]]:
    """Return the classes of all scalars and keys in a plain value."""
    if isinstance(value, dict):
        return {type(key) for key in value}.union(*map(kinds, value.values()))
    return set().union(*map(kinds, value)) if isinstance(value, (list, tuple)) else {type(value)}


def test_a_record_holds_plain_values_only() -> None:
    """Values of subclasses are converted: in fields, in free JSON, as keys."""
    assert type(tm.Count(value=Many.A).value) is int
    assert type(tm.Coordinates(latitude=Degree(1), longitude=Many.A).latitude) is float
    given: Any = {Word("x:a"): [Many.A, Word("b"), Degree(1.5), {Word("c"): Many.A}]}
    record = tm.Source(
        id=Word("source:a"), titles=tm.Text({Word("en"): Word("A")}), extensions=given, unknown_keys=given
    )
    assert kinds(tm.to_dict(record)) == {str, int, float}
    assert kinds(tm.to_dict(tm.from_dict({**tm.to_dict(record), **given}, unknown="keep"))) == {str, int, float}
    assert kinds(thaw(tm.JsonMap(given))) == {str, int, float}
    assert tm.JsonMap(given) == tm.JsonMap(copy.deepcopy(given)) == record.extensions


def test_a_map_that_is_built_already_is_checked_like_any_other() -> None:
    """`JsonMap` itself accepts any value, so the record validates it."""
    for wrong in ({"x:a": float("nan")}, {"x:a": 2**70}, {"nothing": 1}, {"x:a": "\ud83d"}, {"x:a": object()}):
        with pytest.raises(tm.InvalidData):
            tm.Source(id="source:a", titles=tm.Text(en="A"), extensions=tm.JsonMap(wrong))
    with pytest.raises(TypeError, match="a key of a JSON object is a string, not 1"):
        tm.JsonMap({1: 2})  # type: ignore[dict-item]


def test_half_a_surrogate_pair_is_refused_as_a_key_too() -> None:
    """As an unknown key that is kept, in free JSON, and at any depth below."""
    record = {"type": "source", "id": "source:a", "titles": {"en": "A"}}
    for more in ({"\ud83d": 1, "a": 2}, {"a": {"\ud83d": 1}}, {"extensions": {"x:a": {"\ud83d": 1}}}):
        with pytest.raises(tm.InvalidData, match=r"text\.lone-surrogate|surrogate"):
            tm.from_dict({**record, **more}, unknown="keep")
        built: dict[str, Any] = more if "extensions" in more else {"unknown_keys": more}
        with pytest.raises(tm.InvalidData):
            tm.Source(id="source:a", titles=tm.Text(en="A"), **built)


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [("bogus", ""), ("keeep", "; did you mean 'keep'?"), ("ERROR", "; did you mean 'error'?"), (None, "")],
)
def test_a_choice_that_does_not_exist_is_refused_by_every_way_in(wrong: Any, hint: str, tmp_path: Path) -> None:
    """With a suggestion; also if the record has no unknown key."""
    raw = {"type": "source", "id": "source:a", "titles": {"en": "A"}}
    document = {"type": "dataset", "schema_version": "1.0", "records": [raw]}
    (whole := tmp_path / "a.json").write_text(json.dumps(document))
    (lines := tmp_path / "a.jsonl").write_text(json.dumps(raw))
    ways: list[Callable[[], object]] = [
        lambda: tm.loads(json.dumps(raw), unknown=wrong),
        lambda: tm.loads(json.dumps(raw), tm.Source, unknown=wrong),
        lambda: tm.from_dict(raw, unknown=wrong),
        lambda: tm.Dataset.read(whole, unknown=wrong),
        lambda: tm.Dataset.read(lines, unknown=wrong),
        lambda: list(tm.read_jsonl(lines, unknown=wrong)),
        lambda: tm.register_hooks(Converter(), unknown=wrong),
        *[
            lambda given=given: tm.validate(given, unknown=wrong)
            for given in (raw, document, json.dumps(raw), whole, lines)
        ],
    ]
    for way in ways:
        with pytest.raises(ValueError, match=f"unknown must be 'error' or 'keep', not {wrong!r}{re.escape(hint)}$"):
            way()


def test_an_integer_that_no_float_equals_is_refused_where_a_float_is_declared() -> None:
    """The loader leaves large integers to the explainer, which accepts those that equal a float."""
    for number in (2**53, 2**53 + 2, -(2**60), 1e300):
        value, problems = read(Number(integer=False), number)
        assert (value, problems, type(value)) == (number, (), float)
    assert [problem.code for problem in read(Number(integer=False), 2**53 + 1)[1]] == ["number.out-of-range"]
