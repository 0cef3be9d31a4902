"""Loader, explainer and dumper agree with each other."""

from __future__ import annotations

import copy
import pickle
import random
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import pytest
from attrs import frozen
from cattrs import Converter
from cattrs.preconf.orjson import make_converter
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.model.union import RECORD
from thinktank_model.shapes import codec
from thinktank_model.shapes import tree as shapes
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import loader, read
from thinktank_model.shapes.drafts import draft
from thinktank_model.shapes.explain import INVALID, Explainer
from thinktank_model.shapes.generated import Writer
from thinktank_model.shapes.node import Node
from thinktank_model.shapes.tree import Bad, Memo

from . import generate, strategies
from .scale import IN_FULL, SCALE, examples, in_full, thinned

# Factor for the numbers of cases: a long run before a release sets it to 10.
ROUND_TRIPS = 10_000 if IN_FULL else int(300 * SCALE)
EXAMPLES = 500 if IN_FULL else int(25 * SCALE)
TAGS = sorted(generate.CLASSES)
JUNK: tuple[Any, ...] = (None, True, 0, 1.5, "x", [], {}, [[]], {"type": "event"}, {"type": []}, "")


def explain(value: object) -> tuple[Any, list[tm.Problem]]:
    explainer = Explainer()
    built = explainer.walk(shape_of(RECORD), value, "")
    return built, explainer.problems


def load(value: Any) -> Any:
    """Return the result of the fast loader: the record, or INVALID."""
    try:
        return loader(shape_of(RECORD).options[value["type"]])(value)
    except (LookupError, TypeError):
        return INVALID


def comes_back(value: Any) -> None:
    """Check that loads(dumps(x)) == x, and that dumping again gives the same bytes."""
    built = tm.from_dict(value)
    data = tm.dumps(built)
    again = tm.loads(data)
    assert again == built
    assert hash(again) == hash(built)
    assert tm.dumps(again) == data


@pytest.mark.parametrize("tag", TAGS)
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_records_survive_a_round_trip_with_stable_bytes(tag: str, data: st.DataObject) -> None:
    """For any valid record; hypothesis reduces a failing record to the few keys that matter."""
    comes_back(data.draw(strategies.records(tag)))


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
def test_many_records_survive_a_round_trip_with_stable_bytes(tag: str) -> None:
    """With records that have all fields; in CI, ten thousand per class."""
    for seed in range(ROUND_TRIPS):
        comes_back(generate.record(seed, tag))


@pytest.mark.parametrize("tag", thinned(TAGS, 4))
@settings(max_examples=2 * EXAMPLES)
@given(data=st.data())
def test_the_loader_says_yes_exactly_where_the_explainer_finds_nothing(tag: str, data: st.DataObject) -> None:
    """On valid and changed values; then both build the same record. A record with `$schema` is left to the explainer."""
    value = data.draw(strategies.changed(tag))
    assume("$schema" not in value)
    built, problems = explain(value)
    fast = load(value)
    assert (fast is not INVALID) == (not problems), [*map(str, problems)]
    if fast is not INVALID:
        assert fast == built


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_junk_is_refused_by_both(junk: Any) -> None:
    """Any value in place of a record gives a result, never an exception of another kind."""
    assert load(junk) is INVALID
    built, problems = explain(junk)
    assert built is INVALID and problems


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_junk_in_a_list_of_texts_is_refused(junk: Any) -> None:
    """A regression: a list in place of a language map, inside a list that the explainer checks the quick way."""
    plan = generate.record(1, "work_plan", fullness=0.0)
    found = tm.validate({**plan, "priorities": [junk]}).errors
    assert found and found[0].pointer.startswith("/priorities/0")


@in_full
@pytest.mark.parametrize("tag", TAGS)
def test_every_planted_fault_is_refused(tag: str) -> None:
    """Hundreds of mutations per class: none is accepted, and each is reported where it was made."""
    count = 0
    seed = 0
    while count < examples(500) * SCALE:
        value = generate.record(seed, tag, fullness=0.5)
        for fault in generate.faults(generate.CLASSES[tag], value):
            broken = generate.plant(value, [fault])
            built, problems = read(shape_of(RECORD), broken)
            errors = [problem for problem in problems if problem.severity is tm.Severity.ERROR]
            assert built is None and errors, (tag, seed, fault.what, fault.at)
            assert fault.reported_at in {problem.pointer for problem in errors}, (fault, [*map(str, errors)])
            count += 1
        seed += 1


@pytest.mark.slow
def test_all_planted_faults_are_reported_in_one_pass() -> None:
    """1 to 10 faults at different places: each is reported, with its exact pointer."""
    rng = random.Random(11)
    planted = reported = 0
    for seed in range(int(1000 * SCALE)):
        tag = TAGS[seed % len(TAGS)]
        value = generate.record(seed, tag, fullness=0.5)
        chosen = generate.apart(list(generate.faults(generate.CLASSES[tag], value)), 1 + seed % 10, rng)
        pointers = {problem.pointer for problem in tm.validate(generate.plant(value, chosen)).errors}
        planted += len(chosen)
        reported += sum([fault.reported_at in pointers for fault in chosen])
    assert planted > 1000 * SCALE
    assert reported >= 0.99 * planted, (reported, planted)


def test_a_record_made_in_python_is_the_one_read_from_json() -> None:
    """The constructor takes JSON forms too, and builds an equal record."""
    for seed in range(200):
        value = generate.record(seed)
        built = tm.from_dict(value)
        arguments = {key: item for key, item in value.items() if key != "type"}
        assert type(built)(**arguments) == built
        again = type(built)(**{key: getattr(built, key) for key in arguments})
        assert again == built


def test_wrong_values_in_python_raise_all_problems_at_once() -> None:
    """The problems are the same as for those values in JSON."""
    wrong: dict[str, Any] = {
        "id": "organization:a",
        "names": [],
        "start": "20/12/2024",
        "status": "over",
        "topics": "x",
    }
    with pytest.raises(tm.InvalidData) as caught:
        tm.Event(**wrong)
    in_json = tm.validate({"type": "event", **wrong})
    assert {(p.code, p.pointer) for p in caught.value.problems} == {(p.code, p.pointer) for p in in_json}
    assert len(caught.value.problems) == 5


def test_records_are_frozen_and_hashable() -> None:
    """Neither attributes nor the containers in them can be changed."""
    built = tm.from_dict(generate.record(3, "event", fullness=1), tm.Event)
    with pytest.raises(AttributeError):
        built.end = None  # type: ignore[misc]
    assert isinstance(hash(built), int)
    assert not hasattr(built, "__dict__")


def test_classes_are_declared_alike() -> None:
    """Attributes are keyword-only, because nobody remembers the order of thirty of them; `Node` defines equality and repr."""
    public: list[Any] = [getattr(tm, name) for name in dir(tm)]
    classes: list[Any] = [cls for cls in public if isinstance(cls, type) and issubclass(cls, Node)]
    assert len(classes) > 25
    for cls in classes:
        with pytest.raises(TypeError, match="positional"):
            cls({})
        assert {"__eq__", "__hash__", "__repr__"}.isdisjoint(vars(cls)) or cls is tm.Dataset, cls


def test_repr_is_code_that_makes_the_record() -> None:
    """eval(repr(x)) == x for every class."""
    names = {name: getattr(tm, name) for name in tm.__dict__ if not name.startswith("_")}
    for tag in TAGS:
        for seed in range(20):
            built = tm.from_dict(generate.record(seed, tag))
            assert eval(repr(built), names) == built


def test_records_and_datasets_survive_pickling_and_copying() -> None:
    """So that they can be sent to other processes, even after lookups."""
    for name in tm.example_names():
        ds = tm.example(name)
        assert len(ds.events) > 0
        for again in (pickle.loads(pickle.dumps(ds)), copy.deepcopy(ds), copy.copy(ds)):
            assert again == ds and list(again.events) == list(ds.events)
        for record in ds:
            assert pickle.loads(pickle.dumps(record)) == copy.deepcopy(record) == record


@pytest.mark.slow
def test_many_threads_read_as_one_does() -> None:
    """The threads share the memos and the loaders that are made on first use."""
    values = [generate.record(seed) for seed in range(300)]
    expected = [tm.from_dict(value) for value in values]
    with ThreadPoolExecutor(32) as pool:
        for found in pool.map(lambda _: [tm.from_dict(value) for value in values], range(32)):
            assert found == expected


# --- unknown keys, $schema, extensions ---


def test_unknown_keys_are_kept_on_request_at_every_level() -> None:
    """`unknown="keep"` loses nothing and changes nothing."""
    value = tm.to_dict(tm.from_dict(generate.record(5, "event", fullness=1)))
    value["x_new"] = {"deep": [1, None, {"a": 2.5}]}
    value["names"][0]["x_more"] = [True]
    assert not tm.validate(value).ok
    kept = tm.from_dict(value, unknown="keep")
    assert tm.to_dict(kept) == value
    assert tm.loads(tm.dumps(kept), unknown="keep") == kept


def test_schema_key_is_accepted_and_kept() -> None:
    """`$schema` helps editors; it is allowed in a record, but an unknown key in a part of one."""
    value = {"$schema": "urn:x", "type": "source", "id": "source:a", "titles": {"en": "A"}}
    assert tm.validate(value).ok
    assert tm.to_dict(tm.from_dict(value)) == value
    assert list(tm.to_dict(tm.from_dict(value)))[:2] == ["type", "id"]
    assert not tm.validate({**value, "$schema": 3}).ok
    assert not tm.validate({**value, "sources": [{"source_id": "source:b", "$schema": "urn:x"}]}).ok


# --- cattrs ---


@frozen
class Review:
    """A class of another project that contains our records."""

    subject: tm.Event
    others: list[tm.Record]
    by_id: dict[str, tm.Organization]
    when: tm.PartialDate
    mood: tm.EventStatus
    title: tm.Text


@pytest.mark.parametrize("make", [Converter, make_converter], ids=["plain", "orjson"])
def test_other_converters_learn_our_classes(make: Any) -> None:
    """After `register_hooks`, containers, unions and foreign classes that contain our records work in both directions."""
    converter = tm.register_hooks(make())
    event = tm.to_dict(tm.from_dict(generate.record(1, "event")))
    organization = tm.to_dict(tm.from_dict(generate.record(2, "organization")))
    raw = {
        "subject": event,
        "others": [event, organization],
        "by_id": {"a": organization},
        "when": "2024-12~",
        "mood": "held",
        "title": {"en": "A"},
    }
    built = converter.structure(raw, Review)
    assert built.subject == tm.from_dict(event)
    assert isinstance(built.others[1], tm.Organization)
    assert built.when == tm.PartialDate("2024-12~") and built.mood is tm.EventStatus.HELD
    assert converter.unstructure(built) == raw


def test_other_converters_are_strict_too() -> None:
    """A wrong record inside a foreign class is refused with our problems."""
    converter = tm.register_hooks(Converter(detailed_validation=False))
    with pytest.raises(tm.InvalidData, match=r"key\.missing"):
        converter.structure([{"type": "event", "id": "event:a"}], list[tm.Event])


# --- the machine ---


@cache
def _values(shape: shapes.ObjectOf) -> dict[str, list[Any]]:
    """Return values of each field of a class: of some objects, and of each list twice in one."""
    maker = generate.Maker(random.Random(2026), 0.7)
    made = [maker.object(shape) for _ in range(20)]
    found: dict[str, list[Any]] = {}
    for name, field in shape.fields.items():
        plain = [value for value in [one.get(name) for one in made] if value is not None]
        plain += [value * 2 for value in plain if isinstance(value, list)]
        found[name] = [Explainer().walk(field.shape, value, "") for value in plain]
        found[name] += [] if field.required else [field.default] * (len(plain) // 2 + 1)
    return found


def _mixed(shape: shapes.ObjectOf, rng: random.Random) -> Any:
    """Return an object whose fields are valid, but come from different objects, so that some break a rule."""
    built: Any = object.__new__(draft(shape.cls))
    for name, values in _values(shape).items():
        setattr(built, name, rng.choice(values))
    built.__class__ = shape.cls
    return built


def _is_asked(shape: shapes.ObjectOf, check: shapes.Constraint, built: Any) -> bool:
    """Return whether the loader asks a rule at all."""
    if check.when == "several":
        return any(len(getattr(built, name)) > 1 for name in check.needs or check.fields)
    differ = [getattr(built, name) != shape.fields[name].default for name in check.needs]
    return not differ or (all(differ) if check.when == "all" else any(differ))


QUICK = [
    (shape, check)
    for shape in generate.objects(shape_of(RECORD)).values()
    for check in shape.checks
    if check.quick is not None
]


@pytest.mark.parametrize(
    ("shape", "check"), QUICK, ids=[f"{shape.cls.__name__}-{check.name}" for shape, check in QUICK]
)
def test_a_quick_test_never_hides_a_problem(shape: shapes.ObjectOf, check: shapes.Constraint) -> None:
    """Where the quick test of a rule says that it holds, the rule finds nothing; most objects need the quick test only."""
    assert check.quick is not None
    rng = random.Random(2026)
    seen = set()
    for _ in range(150):
        built = _mixed(shape, rng)
        values = [getattr(built, name) for name in check.fields]
        if INVALID not in values and _is_asked(shape, check, built):
            holds, problems = check.quick(*values), list(check.check(built))
            assert not (holds and problems), (values, problems)
            seen.add(holds)
    assert True in seen


def test_the_generated_source_can_be_read() -> None:
    """`codec.source` shows the code of loader and dumper."""
    text = codec.source(tm.Event)
    assert "def load_Event(d):" in text and "def dump_Event(o):" in text
    compile(text, "<shown>", "exec")


def test_two_objects_never_share_a_name_in_the_source() -> None:
    """The second gets a number."""
    writer = Writer()
    assert [writer.name("a b", 1), writer.name("a b", 2), writer.name("a b", 1)] == ["a_b", "a_b2", "a_b"]


@pytest.mark.parametrize(
    "wrong", ["\ud800", 2**64, -(2**63) - 1, float("nan"), {1}, {1: 2}, [[{"a": float("inf")}]]], ids=repr
)
def test_free_json_is_refused_where_json_cannot_write_it(wrong: object) -> None:
    """By the quick path and by the explainer."""
    with pytest.raises(Bad):
        codec.free(wrong)
    value = generate.record(1, "source")
    value["extensions"] = {"x:y": wrong}
    assert not tm.validate(value).ok


def test_free_json_that_nests_deep_is_left_to_the_explainer() -> None:
    """The explainer accepts up to 64 levels in total."""
    deep: Any = "x"
    for _ in range(60):
        deep = [deep]
    with pytest.raises(Bad):
        codec.free(deep)
    value = {**generate.record(1, "source"), "extensions": {"x:y": deep}}
    assert tm.validate(value).ok
    assert tm.to_dict(tm.from_dict(value))["extensions"] == {"x:y": deep}


def test_a_shape_of_a_part_can_be_read_by_itself() -> None:
    """A date, a language map, a list of records: `read` takes any shape."""
    assert read(shape_of(tm.Text), {"en": "A"})[0] == tm.Text(en="A")
    assert read(shape_of(tm.PartialDate), "2024") == (tm.PartialDate("2024"), ())
    assert read(shape_of(tm.PartialDate), "soon")[0] is None


def test_a_full_memo_is_cleared_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """So memory stays bounded for any input."""
    monkeypatch.setattr(shapes, "MEMO_LIMIT", 3)
    memo = Memo(lambda text: (text, ()))
    for number in range(10):
        assert memo[str(number)] == str(number)
        assert len(memo) <= 3


def test_a_memo_remembers_what_was_said_of_a_bounded_number_of_short_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same mistake in many records is explained once; a million different mistakes are not kept."""
    monkeypatch.setattr(shapes, "REFUSED_LIMIT", 3)
    memo = Memo(tm.PartialDate.__shape__().read)
    for number in (*range(10), "long" * 100):
        with pytest.raises(Bad):
            memo[f"soon {number}"]
        assert len(memo.refused) <= 3 and f"soon {'long' * 100}" not in memo.refused


def test_a_memo_takes_only_clean_text() -> None:
    """No other type, no unpaired surrogate, no text with a problem."""
    memo = Memo(tm.PartialDate.__shape__().read)
    for wrong in (1, None, True, "\ud800", "soon"):
        with pytest.raises(Bad):
            memo[wrong]  # type: ignore[index]
    assert not memo
