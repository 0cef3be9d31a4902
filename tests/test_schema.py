"""The JSON Schema agrees with the library wherever JSON Schema can say the rule."""

from __future__ import annotations

import random
from typing import Any

import jsonschema
import pytest

import thinktank_model as tm
from thinktank_model.model import RECORD
from thinktank_model.shapes import shape_of

from . import generate

TAGS = sorted(generate.CLASSES)
BUNDLE = jsonschema.Draft202012Validator(tm.json_schema())

# Faults that JSON Schema cannot see, each with the reason.
UNSAID = {
    "bad date": "that a day exists in the calendar is arithmetic, not a pattern",
    "lone surrogate": "a validator may see half a pair as a character",
    "control character": "patterns say syntax, not which characters a text may hold",
    "NUL at the end": "as above",
    "bidi override": "as above",
    "white space only": "as above",
    "newline at the end": "a `$` takes a final newline in some dialects of regular expressions",
    "space before": "as above",
    "beyond 64 bits": "JSON Schema has no size of integers",
    "unknown code": "the lists of ISO 3166 are not repeated in the schema",
    "far too long": "only some formats have a greatest length",
    "reference to another type": "where several types may stand",
    "item twice": "objects that differ in key order are equal to a validator",
}


def test_the_bundle_and_each_schema_are_valid_schemas() -> None:
    """By the meta-schema of 2020-12."""
    jsonschema.Draft202012Validator.check_schema(tm.json_schema())
    for option in (*shape_of(RECORD).options.values(), shape_of(tm.Dataset)):
        jsonschema.Draft202012Validator.check_schema(tm.json_schema(option.cls))


def properties(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [one for item in schema for one in properties(item)]
    if not isinstance(schema, dict):
        return []
    own = list(schema["properties"].values()) if "additionalProperties" in schema and "properties" in schema else []
    return own + [one for key, item in schema.items() if key != "allOf" for one in properties(item)]


def test_every_property_has_a_description() -> None:
    """100 %, in every class."""
    found = properties(tm.json_schema())
    assert len(found) > 150
    assert all([one.get("description") for one in found])


@pytest.mark.parametrize("tag", TAGS)
def test_what_the_library_takes_the_schema_takes(tag: str) -> None:
    """Generated records, by the bundle and by the schema of their class."""
    own = jsonschema.Draft202012Validator(tm.json_schema(generate.CLASSES[tag].cls))
    for seed in range(40):
        value = generate.record(seed, tag)
        own.validate(value)
        BUNDLE.validate(value)
        BUNDLE.validate(tm.to_dict(tm.from_dict(value)))


@pytest.mark.parametrize("tag", TAGS)
def test_what_the_library_refuses_the_schema_refuses_but_for_the_unsaid(tag: str) -> None:
    """Mutated records; the exceptions are exactly the named ones."""
    own = jsonschema.Draft202012Validator(tm.json_schema(generate.CLASSES[tag].cls))
    rng = random.Random(3)
    for seed in range(15):
        value = generate.record(seed, tag, fullness=0.5)
        found = list(generate.faults(generate.CLASSES[tag], value))
        for fault in rng.sample(found, min(30, len(found))):
            broken = generate.plant(value, [fault])
            if fault.what not in UNSAID:
                assert not own.is_valid(broken), fault


def test_shipped_datasets_are_valid() -> None:
    """The dataset document too."""
    for name in tm.example_names():
        BUNDLE.validate(tm.to_dict(tm.example(name)))


def test_each_call_gives_a_new_schema() -> None:
    """So that a caller may change it."""
    tm.json_schema()["$defs"].clear()
    assert tm.json_schema()["$defs"]


def test_rules_that_the_schema_cannot_say_are_named() -> None:
    """In x-also, in words."""
    assert any(["begins" in text for text in tm.json_schema(tm.Event)["x-also"]])
