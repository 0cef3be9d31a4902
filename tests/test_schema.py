"""The JSON Schema agrees with the library in every rule that JSON Schema can express, and marks all others."""

from __future__ import annotations

import importlib.resources
import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

import jsonschema
import pytest
from attrs import frozen
from hypothesis import given, settings

import thinktank_model as tm
from thinktank_model.contract.samples import _made, sample
from thinktank_model.contract.schema import CLASSES
from thinktank_model.rules.base import RULES
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read
from thinktank_model.shapes.node import Node
from thinktank_model.values.language import LANGUAGE

from . import generate, judges, strategies
from .joined import joined
from .mutate import mutated
from .oracles import oracle
from .rules.build import Case, context_of, problems_of, records_of
from .rules.test_rules import BREAKING, CASES
from .scale import IN_FULL, SCALE, in_full

# Factor for the numbers of cases, as in test_codec: 200 gives the long run of 200,000 records.
JUDGED = 1_000 if IN_FULL else int(25 * SCALE)  # for each class
TAGS = sorted(generate.CLASSES)
BUNDLE = tm.json_schema()
BY_BUNDLE = jsonschema.Draft202012Validator(BUNDLE)
LIBRARY = {cls.__name__: cls for cls in CLASSES.values()}


OBJECTS = generate.objects(shape_of(tm.Dataset))
PROPERTIES = [(cls, name, field) for cls in OBJECTS for name, field in BUNDLE["$defs"][cls]["properties"].items()]


@frozen(kw_only=True, repr=False, eq=False)
class Part(Node):
    """A class without a type that is in no dataset."""

    seen: Annotated[str, LANGUAGE, "A tag."]


@frozen(kw_only=True, repr=False, eq=False)
class Pledge(Node):
    """The same class with a type."""

    type: ClassVar[str] = "pledge"

    amount: Annotated[int, "How much."]
    kept: Annotated[bool, "Whether it was."]
    of: Annotated[Part, "Of what."]
    more: Annotated[str | None, LANGUAGE, "Not needed."] = None


def within(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every schema in a schema."""
    if isinstance(schema, dict):
        yield schema
    for item in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from within(item)


# --- What it is made of ---


@pytest.mark.slow
def test_the_bundle_and_each_schema_are_valid_schemas() -> None:
    """By the meta-schema of 2020-12; and both validators can compile each."""
    for cls in (None, *CLASSES.values()):
        schema = tm.json_schema(cls)
        jsonschema.Draft202012Validator.check_schema(schema)
        oracle("jsonschema_rs").validator_for(schema)


def test_each_has_a_stable_id_with_the_version_of_the_schema() -> None:
    """A URN, which is not fetched."""
    assert BUNDLE["$id"] == f"urn:thinktank-model:schema:{tm.SCHEMA_VERSION}"
    assert {tm.json_schema(cls)["$id"] for cls in CLASSES.values()} == {f"{BUNDLE['$id']}:{name}" for name in LIBRARY}
    assert [
        ref for schema in within(BUNDLE) if not (ref := schema.get("$ref", "#/$defs/")).startswith("#/$defs/")
    ] == []


@joined("cls,name,field", PROPERTIES)
def test_every_property_has_a_title_a_description_and_valid_examples(
    cls: str, name: str, field: dict[str, Any]
) -> None:
    """All properties of every class; the library and the schema accept an example without a warning."""
    assert field["title"] and field["description"] and field["examples"]
    judge = jsonschema.Draft202012Validator({**field, "$defs": BUNDLE["$defs"]})
    for example in field["examples"]:
        judge.validate(example)
        if name not in ("$schema", "type"):
            assert read(OBJECTS[cls].fields[name].shape, example)[1] == ()


def test_examples_are_those_of_the_field_where_a_shipped_dataset_has_it() -> None:
    """Not only of its value type: an example of pages is not a name."""
    output = BUNDLE["$defs"]["Output"]["properties"]
    shipped = {record.pages for name in tm.example_names() for record in tm.example(name).outputs.values()}
    assert set(output["pages"]["examples"]) <= shipped
    assert output["merged_ids"]["examples"] == [["output:example"]]


def test_a_sample_can_be_made_where_no_dataset_has_one() -> None:
    """For every field of every class, so that a new field has examples too."""
    for shape in OBJECTS.values():
        for name, field in shape.fields.items():
            assert read(field.shape, sample(field.shape))[1] == (), (shape.cls, name)
            assert all([read(field.shape, value)[1] == () for value in _made(shape, name)]), (shape.cls, name)
        assert read(shape, sample(shape))[1] == (), shape.cls
    assert sample(shape_of(Pledge)) == {"type": "pledge", "amount": 1, "kept": True, "of": {"seen": "en"}}


def test_every_vocabulary_stands_there_with_its_labels() -> None:
    """Each term as `const`, with its label as title, all labels, and its IRI."""
    found = {name.removeprefix("Open"): schema for name, schema in BUNDLE["$defs"].items()}
    vocabularies = [v for v in vars(tm).values() if isinstance(v, type) and issubclass(v, tm.Vocabulary)]
    used = [v for v in vocabularies if v.__name__ in found]
    assert len(used) > 25
    for vocabulary in used:
        schema = found[vocabulary.__name__]
        assert ("oneOf" in schema) != ("anyOf" in schema) and schema["description"]
        terms = {term["const"]: term for term in schema.get("oneOf", schema.get("anyOf")) if "const" in term}
        assert list(terms) == [term.value for term in vocabulary]
        for term in vocabulary:
            said = terms[term.value]
            assert (said["title"], said["x-labels"]) == (term.label(), term.labels)
            assert (said.get("x-iri"), said.get("x-replaced-by")) == (term.iri, term.replaced_by)
            assert said.get("deprecated", False) == (term.replaced_by is not None)


def test_unions_are_told_by_type() -> None:
    """Each class of a union has a different constant `type`, which is required."""
    unions = [schema for schema in within(BUNDLE) if "discriminator" in schema]
    assert len(unions) == 2
    for union in unions:
        assert union["discriminator"] == {"propertyName": "type"} and "type" in union["required"]
        options = [BUNDLE["$defs"][option["$ref"].removeprefix("#/$defs/")] for option in union["oneOf"]]
        assert len({option["properties"]["type"]["const"] for option in options}) == len(options) >= 10
        assert all(["type" in option["required"] for option in options])


def test_each_call_gives_a_new_schema() -> None:
    """So that a caller may change it."""
    tm.json_schema()["$defs"].clear()
    assert tm.json_schema()["$defs"]


# --- Patterns ---


def patterns() -> set[str]:
    return {schema["pattern"] for schema in within(BUNDLE) if isinstance(schema.get("pattern"), str)}


def test_patterns_use_only_what_all_engines_share() -> None:
    """No look-around, no flag, no shorthand class, no back-reference, nothing beyond U+FFFF, no possessive quantifier."""
    assert len(patterns()) > 30
    for pattern in patterns():
        re.compile(pattern)
        bare = re.sub(r"\\\\", "", pattern)
        assert not re.search(r"\(\?(?!:)|\\(?![.+*?()\[\]{}|^$/tnr]|x[0-9a-f]{2}|u[0-9a-f]{4})|[*+?}]\+", bare), pattern
        assert "\\ud" not in pattern and max(pattern) <= "\uffff", pattern


def test_no_format_lets_a_last_line_feed_through() -> None:
    """In engines whose `$` matches before a final line feed, such as Python's; text of several lines may end with one."""
    judged = 0
    parts = [(cls, field) for cls in OBJECTS for field in BUNDLE["$defs"][cls]["properties"].values()]
    parts += [(name, schema) for name, schema in BUNDLE["$defs"].items() if schema.get("type") == "string"]
    for name, part in parts:
        judge = jsonschema.Draft202012Validator({**part, "$defs": BUNDLE["$defs"]})
        texts = [example for example in part.get("examples", ()) if isinstance(example, str)]
        lines = {"Prose", "Verbatim"} & {name, part.get("$ref", "").removeprefix("#/$defs/")}
        free = bool(lines) or part["title"] == "Schema" or "array" in part.get("type", ())
        for text in texts:
            assert judge.is_valid(text + "\n") == free, (name, part["title"], text)
            judged += not free
    assert judged > 200


# --- Judges ---


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
def test_the_library_and_two_validators_give_the_same_verdict(tag: str) -> None:
    """For valid and changed records; they differ only by broken rules that `x-also` marks."""
    cls = generate.CLASSES[tag].cls
    counts: Counter[str] = Counter()

    @settings(max_examples=JUDGED)
    @given(strategies.changed(tag))
    def judge(value: Any) -> None:
        verdicts = judges.verdicts(cls, value)
        assert judges.disagreement(cls, value, verdicts) is None
        counts["taken" if not verdicts.errors else "marked" if verdicts.python else "refused"] += 1

    judge()
    assert counts["taken"] and counts["refused"]


@pytest.mark.slow
def test_the_bundle_says_what_the_schema_of_the_class_says() -> None:
    """It selects the class by `type`. Only with the Rust validator, because the other one is slow for unions."""
    bundle = oracle("jsonschema_rs").validator_for(BUNDLE)
    rng = random.Random(21)
    for seed in range(40 * len(TAGS)):
        tag = TAGS[seed % len(TAGS)]
        value = generate.record(seed, tag)
        for candidate in (value, mutated(rng, value, 1)):
            given = judges.verdicts(generate.CLASSES[tag].cls, candidate)
            if candidate.get("type") == tag and given.rust is not None:
                assert bundle.is_valid(candidate) == given.python


@pytest.mark.slow
def test_what_the_library_writes_the_schema_takes() -> None:
    """The canonical form of every accepted record."""
    for seed in range(100):
        BY_BUNDLE.validate(tm.to_dict(tm.from_dict(generate.record(seed))))
    for name in tm.example_names():
        BY_BUNDLE.validate(tm.to_dict(tm.example(name)))


@pytest.mark.slow
@joined("case", CASES)
def test_rules_across_records_are_marked(case: Case) -> None:
    """The schema accepts datasets that break them, and their codes are in `x-also` of the dataset."""
    document = tm.to_dict(tm.Dataset(records=tuple(records_of(case.records, case.elsewhere))))
    assert BY_BUNDLE.is_valid(document)
    marked = judges.annotated(BUNDLE["$defs"]["Dataset"], "")
    assert {problem.code for problem in problems_of(case)} <= marked
    assert case.code in marked


@in_full
def test_a_rule_reports_the_codes_that_it_declares() -> None:
    """All of them occur in the cases of the rules, and no other."""
    seen: dict[Any, set[str]] = {rule: set() for rule in RULES}
    for case in BREAKING:
        for rule in RULES:
            seen[rule] |= {problem.code for problem in rule.check(context_of(case))}
    assert {rule: {code.name for code in rule.codes} for rule in RULES} == seen


def test_marks_name_codes_of_the_catalogue_and_say_the_rule() -> None:
    """In every entry; the library can report each code as an error or a warning."""
    entries = [entry for schema in within(BUNDLE) for entry in schema.get("x-also", ())]
    assert len(entries) > 80
    for entry in entries:
        assert entry["codes"] and set(entry["codes"]) <= tm.catalogue().keys() and entry["rule"].endswith(".")


def test_lone_surrogates_are_refused_before_a_validator_sees_them() -> None:
    """The mark is on the whole text."""
    value = {**generate.record(1, "source"), "published_raw": "\ud800"}
    given = judges.verdicts(tm.Source, value)
    assert given.rust is None and judges.disagreement(tm.Source, value, given) is None
    assert tm.validate(json.dumps(value)).errors[0].code in judges.annotated(tm.json_schema(tm.Source), "")


def test_a_disagreement_is_told() -> None:
    """A check of the test: each kind of difference, with and without marks, is found."""
    ok = generate.record(1, "source")
    bad = judges.verdicts(tm.Source, {**ok, "nothing": 1})
    assert judges.disagreement(tm.Source, ok, bad._replace(python=True, rust=True)) is not None
    assert judges.disagreement(tm.Source, ok, bad._replace(errors=())) is not None
    assert judges.disagreement(tm.Source, ok, bad._replace(rust=True)) is not None
    assert judges.disagreement(tm.Source, ok, bad) is None


# --- Files ---


@pytest.mark.slow
def test_the_schemas_are_shipped_and_printed() -> None:
    """The bundle is a file in the package, usable without the library; the command prints the same schema."""
    shipped = (importlib.resources.files("thinktank_model") / "data/schema/thinktank-model.json").read_bytes()
    for arguments, expected in (([], tm.json_schema()), (["event"], tm.json_schema(tm.Event))):
        done = subprocess.run(
            [sys.executable, "-m", "thinktank_model", "schema", *arguments], capture_output=True, check=True
        )
        assert json.loads(done.stdout) == expected
        assert arguments or expected == json.loads(shipped)


def test_the_schema_of_a_class_is_a_definition_of_the_bundle() -> None:
    """So one file in the package is enough for all classes."""
    bundle = tm.json_schema()["$defs"]
    for cls in CLASSES.values():
        own = tm.json_schema(cls)
        assert own["x-also"][:2] + bundle[cls.__name__].get("x-also", []) == own["x-also"], (
            "what holds for any text comes first"
        )
        assert {**own, **bundle[cls.__name__]} == own | {"x-also": bundle[cls.__name__].get("x-also", own["x-also"])}
