"""Records as a language model writes them: nothing is lost in either direction, and each problem has its place in the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Annotated, Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.contract.llm import LEFT_OUT, root_of
from thinktank_model.contract.schema import CLASSES
from thinktank_model.jsontext.parsing import encode, parse
from thinktank_model.problems.pointers import pointer_tokens
from thinktank_model.shapes.annotations import within
from thinktank_model.shapes.codes import UNKNOWN as UNKNOWN_KEY
from thinktank_model.shapes.node import Node
from thinktank_model.shapes.tree import ListOf, ObjectOf, OneOf, Shape
from thinktank_model.testing import records
from thinktank_model.values.text import Text

from .mutate import mutated
from .oracles import oracle
from .scale import MANY, examples

oracle("jsonschema_rs")
import jsonschema_rs  # noqa: E402 - which is asked for first

SUPPRESSED = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
SOURCE = {"type": "source", "id": "source:a", "titles": [{"key": "en", "value": "A"}]}
each = pytest.mark.parametrize("cls", CLASSES.values(), ids=list(CLASSES))


def without(shape: Shape, value: Any) -> Any:
    """Return a plain value without the keys that the variant leaves out."""
    match shape:
        case ObjectOf():
            kept = {key: item for key, item in value.items() if key == "type" or key not in LEFT_OUT}
            return {
                key: without(shape.fields[key].shape, item) if key in shape.fields else item
                for key, item in kept.items()
            }
        case ListOf():
            return [without(shape.item, item) for item in value]
        case OneOf():
            return without(shape.options[value["type"]], value)
    return value


def there_and_back(cls: Any, count: int) -> None:
    """Draw this many records; each comes back equal except for the keys left out, and its answer is valid."""
    judge = jsonschema_rs.validator_for(tm.json_schema(cls, variant="llm"))
    shape = root_of(cls)

    @settings(max_examples=count, deadline=None, suppress_health_check=SUPPRESSED, database=None)
    @given(records(cls))
    def check(record: Any) -> None:
        answer = tm.to_llm(record)
        text = encode(answer)
        assert parse(text) == (answer, ()) and judge.is_valid(answer)
        assert tm.to_dict(tm.from_llm(text, cls)) == without(shape, tm.to_dict(record))

    check()


@each
def test_a_record_comes_back_from_its_answer(cls: Any) -> None:
    """Equal but for the keys that the variant leaves out."""
    there_and_back(cls, examples(30))


@pytest.mark.slow
@each
def test_many_records_come_back_from_their_answers(cls: Any) -> None:
    """The same in greater number."""
    there_and_back(cls, MANY)


def test_shipped_datasets_come_back_from_their_answers() -> None:
    """Record by record, as a list of records, and as a dataset."""
    shape = root_of(tm.Dataset)
    for name in tm.example_names():
        dataset = tm.example(name)
        plain = without(shape, tm.to_dict(dataset))
        assert tm.to_dict(tm.from_llm(encode(tm.to_llm(dataset)), tm.Dataset)) == plain
        assert [tm.to_dict(record) for record in tm.from_llm(tm.to_llm(dataset.records))] == plain["records"]
        answers = [tm.from_llm(tm.to_llm(record), type(record)) for record in dataset]
        assert [tm.to_dict(record) for record in answers] == plain["records"]


def test_null_and_an_empty_list_say_that_nothing_is_known() -> None:
    """Also for a list or a map, and for a missing key. A required value must be present."""
    empty = tm.from_llm(SOURCE, tm.Source)
    nothings: list[Any] = [None, []]
    for nothing in nothings:
        assert tm.from_llm({**SOURCE, "notes": nothing, "identifiers": nothing, "merged_ids": None}, tm.Source) == empty
    assert tm.to_llm(empty)["notes"] == [] and tm.to_llm(empty)["kind"] is None
    assert [(one.code, one.pointer) for one in problems({**SOURCE, "titles": [], "kind": []})] == [
        ("list.too-short", "/titles"),
        ("type.wrong-type", "/kind"),
    ]


def test_an_answer_without_a_class_is_a_list_of_records() -> None:
    """Under `records`, in order; for a class, the record is under `value`."""
    assert tm.from_llm({"records": [SOURCE, {**SOURCE, "id": "source:b"}]})[1].id == "source:b"
    assert tm.from_llm('{"records": []}') == ()
    one: Any = tm.Record
    assert tm.from_llm({"value": SOURCE}, one) == tm.from_llm(SOURCE, tm.Source)


def problems(data: Any, cls: Any = tm.Source) -> list[tm.Problem]:
    with pytest.raises(tm.InvalidData) as caught:
        tm.from_llm(data, cls)
    return list(caught.value.problems)


def organization(**keys: Any) -> dict[str, Any]:
    return {"type": "organization", "id": "organization:a", "names": [{"value": "A"}], **keys}


def stated(field: str, value: Any) -> dict[str, Any]:
    return {"statements": [{"field": field, "value": value, "source_id": "source:a"}]}


PLACES = [
    # (what is wrong, the keys of the organization, code, pointer, suggestion)
    (
        "a duplicate pair",
        {"notes": [{"key": "en", "value": "a"}, {"key": "en", "value": "b"}]},
        "list.duplicate",
        "/notes/1/key",
        None,
    ),
    ("a pair twice", {"notes": [{"key": "en", "value": "a"}] * 2}, "list.duplicate", "/notes/1/key", None),
    (
        "one tag in two spellings",
        {"notes": [{"key": "EN", "value": "a"}, {"key": "en", "value": "b"}]},
        "list.duplicate",
        "/notes/1/key",
        None,
    ),
    ("half a pair", {"notes": [{"key": "en"}]}, "key.missing", "/notes/0", None),
    ("a null in a pair", {"notes": [{"key": "en", "value": None}]}, "key.null", "/notes/0/value", None),
    (
        "a key too many in a pair",
        {"notes": [{"key": "en", "value": "a", "lang": "en"}]},
        "key.unknown",
        "/notes/0/lang",
        None,
    ),
    (
        "an empty text in a pair",
        {"notes": [{"key": "fr", "value": "a"}, {"key": "en", "value": " "}]},
        "text.empty",
        "/notes/1/value",
        None,
    ),
    ("no language tag", {"notes": [{"key": "?", "value": "a"}]}, "language.malformed", "/notes/0/key", None),
    ("an empty list of what is required", {"names": []}, "list.too-short", "/names", None),
    ("a map as records have it", {"notes": {"en": "a"}}, "type.wrong-type", "/notes", '[{"key": "en", "value": "a"}]'),
    ("a map that no record has", {"notes": {"en": 1}}, "type.wrong-type", "/notes", None),
    ("a text for a map", {"notes": "a"}, "type.wrong-type", "/notes", None),
    ("a required null", {"names": None}, "key.null", "/names", None),
    ("an unknown key", {"nmes": None}, "key.unknown", "/nmes", None),
    ("a key that is left out", {"merged_ids": ["organization:b"]}, "answer.left-out", "/merged_ids", None),
    (
        "free JSON as records have it",
        stated("/notes", {"en": "a"}),
        "type.wrong-type",
        "/statements/0/value",
        r'"{\"en\":\"a\"}"',
    ),
    (
        "a bare text for free JSON",
        stated("/country", "CN"),
        "json.syntax",
        "/statements/0/value",
        r'"\"CN\""',
    ),
    (
        "text that is not JSON, and long",
        stated("/country", "x" * 9999),
        "json.syntax",
        "/statements/0/value",
        None,
    ),
    (
        "duplicate keys in free JSON",
        stated("/x", '{"a":1,"a":2}'),
        "json.duplicate-key",
        "/statements/0/value",
        None,
    ),
    (
        "a number that JSON does not have",
        stated("/x", float("nan")),
        "type.wrong-type",
        "/statements/0/value",
        None,
    ),
    (
        "a value that the field cannot hold",
        stated("/country", "40"),
        "statement.value",
        "/statements/0/value",
        None,
    ),
    (
        "half of a value as free JSON",
        stated("/x", "{"),
        "json.truncated",
        "/statements/0/value",
        None,
    ),
    (
        "free JSON that nests too deep",
        stated("/x", "[" * 63 + "]" * 63),
        "json.too-deep",
        "/statements/0/value",
        None,
    ),
    ("a list of anything but pairs", {"notes": ["en"]}, "type.wrong-type", "/notes/0", None),
    (
        "a warning in a pair beside an error",
        {"notes": [{"key": "en", "value": "a"}, {"key": "zh", "value": "text"}], "country": "XX"},
        "country.unknown",
        "/country",
        None,
    ),
]


@pytest.mark.parametrize(
    ("keys", "code", "at", "suggestion"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES]
)
def test_a_problem_is_placed_in_the_answer(keys: Any, code: str, at: str, suggestion: str | None) -> None:
    """The pointer, the line and the column all refer to the answer."""
    found = next(one for one in problems(organization(**keys), tm.Organization) if one.severity == "error")
    assert (found.code, found.pointer, found.suggestion, found.record_id) == (code, at, suggestion, "organization:a")
    if at.count("/") == 1:
        text = json.dumps(organization(**keys), indent=1)
        placed = next(one for one in problems(text, tm.Organization) if one.code == code)
        assert placed.pointer == at and f'"{at[1:]}": ' in text.split("\n")[(placed.line or 0) - 1]


def test_rules_over_a_whole_map_are_placed_at_its_entry() -> None:
    """The key of the entry in the answer does not matter."""
    notes = [{"key": "en", "value": "a"}, {"key": "ZH", "value": "text"}]
    found = {one.code: one.pointer for one in problems(organization(notes=notes, country="XX"), tm.Organization)}
    assert found["language.script-mismatch"] == "/notes/1/value" and found["language.not-canonical"] == "/notes/1/key"


@attrs.frozen(kw_only=True)
class Titled(Node):
    """A class of another project, with rules that point into a map and into free JSON."""

    titles: Annotated[Text, "The titles."]
    free: Annotated[object, "Anything."]

    @within("titles", "free", codes=(UNKNOWN_KEY,))
    def _rule(self) -> Iterator[tm.Problem]:
        """Report a problem for every value."""
        for at in ("/titles/en", "/titles/de", "/free/a", "/elsewhere/a"):
            yield UNKNOWN_KEY(at=at, key="a", where="Titled", about_key=at == "/titles/en")


def test_rules_over_several_fields_are_placed_in_the_answer() -> None:
    """A pointer into a map refers to the entry; to a missing entry, the list; into free JSON, its text."""
    answer = {"titles": [{"key": "fr", "value": "a"}, {"key": "en", "value": "b"}], "free": '{"a": 1}'}
    assert [one.pointer for one in problems(answer, Titled)] == ["/titles/1/key", "/titles", "/free", "/elsewhere/a"]


def test_a_problem_names_the_record_that_it_is_in() -> None:
    """Of several records, by its own id; a problem of the whole list names none."""
    found = problems({"records": [SOURCE, {**SOURCE, "id": "source:b", "kind": "?"}, 1]}, None)
    assert [(one.pointer, one.record_id) for one in found] == [("/records/1/kind", "source:b"), ("/records/2", None)]
    assert [(one.pointer, one.record_id) for one in problems({"records": 1}, None)] == [("/records", None)]
    assert problems("[]", None)[0].code == "type.wrong-type"


def test_text_that_is_not_json_is_refused_as_everywhere() -> None:
    """With line and column; duplicate keys are not lost silently."""
    assert [(one.code, one.line) for one in problems('{"records":\n}', None)] == [("json.syntax", 2)]
    assert [one.code for one in problems('{"records": [], "records": []}', None)] == ["json.duplicate-key"]


def test_an_answer_with_very_many_errors_ends() -> None:
    """With the same limit as for a record."""
    found = problems({"records": [{"type": "source"}] * 2000}, None)
    assert found[-1].code == "record.too-many-problems" and len(found) < 2000


def hostile(cls: Any, count: int) -> None:
    """Change answers at random: each is read or refused with problems, and every pointer exists in it."""

    @settings(max_examples=count, deadline=None, suppress_health_check=SUPPRESSED, database=None)
    @given(records(cls), st.randoms(use_true_random=False), st.integers(1, 4))
    def check(record: Any, random: Random, changes: int) -> None:
        answer = mutated(random, tm.to_llm(record), changes)
        try:
            tm.from_llm(answer, cls)
        except tm.InvalidData as error:
            for problem in error.problems:
                value = answer
                for token in pointer_tokens(problem.pointer):
                    if not token.endswith("…"):  # the pointer to a key over 500 characters ends at its object
                        value = value[int(token)] if isinstance(value, list) else value[token]

    check()


@each
def test_any_answer_is_read_or_refused_with_places_in_it(cls: Any) -> None:
    """After any change."""
    hostile(cls, examples(30))


@pytest.mark.slow
@each
def test_many_answers_are_read_or_refused_with_places_in_them(cls: Any) -> None:
    """A thousand of each class."""
    hostile(cls, 1000)


def test_what_has_no_form_for_language_models() -> None:
    """An error says so, for a record that was kept for a missing profile and for values that are not records."""
    kept = tm.Dataset(records=[tm.from_dict({"type": "my:grant", "id": "my:grant:a"}, unknown="keep")])
    for one in (kept, *kept, list(kept)):
        with pytest.raises(TypeError, match="record of the type my:grant"):
            tm.to_llm(one)
    with pytest.raises(TypeError, match="expected a record"):
        tm.to_llm([{"type": "source"}])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="not a class of the model"):
        tm.from_llm(SOURCE, dict)  # type: ignore[type-var]
