"""What a change of the schema means, and a check that the current schema keeps the promises of the last release."""

from __future__ import annotations

import contextlib
import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pytest

import thinktank_model as tm
from thinktank_model.contract.compatibility import Change, Kind, compare, faults, released, released_versions
from thinktank_model.shapes.migrations import OLDER, SCHEMA_VERSION

from . import generate
from .scale import in_full, thinned
from .test_migrations import VERSIONS

TERM = "^(?:[a-z0-9]+(?:_[a-z0-9]+)*)$"  # one of our patterns; patterns of others are compared, never run

# A small schema with every construct of ours.
EVENT: dict[str, Any] = {
    "title": "Event",
    "description": "A gathering.",
    "type": "object",
    "properties": {
        "type": {"const": "event"},
        "start": {"description": "The first day.", "type": "string", "pattern": "^[0-9]{4}$"},
        "end": {"description": "The last day.", "type": "string", "pattern": "^[0-9]{4}$"},
        "status": {"type": "string", "enum": ["held", "planned"], "default": "planned"},
        "mode": {"$ref": "#/$defs/Mode"},
        "kind": {"anyOf": [{"const": "forum"}, {"const": "meeting"}, {"pattern": TERM, "maxLength": 20}]},
        "pages": {"type": "integer", "minimum": 1, "maximum": 9},
        "share": {"type": "number"},
        "note": {"type": "string", "maxLength": 5},
        "host": {"type": "string", "pattern": "^(?:person|organization):[a-z]+$"},
        "tags": {"type": "array", "items": {"type": "string", "minLength": 2}, "minItems": 1, "uniqueItems": True},
        "texts": {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z]{2}$"},
            "additionalProperties": {"type": "string"},
        },
        "place": {"$ref": "#/$defs/Place"},
        "box": {
            "type": "object",
            "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}},
            "required": ["a"],
        },
        "any": {},
    },
    "required": ["type", "start"],
    "additionalProperties": False,
    "allOf": [{"anyOf": [{"required": ["note"]}, {"required": ["kind"]}, {"required": ["start"]}]}],
}
SMALL: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:thinktank-model:schema:1.0",
    "oneOf": [{"$ref": "#/$defs/Event"}, {"$ref": "#/$defs/Person"}],
    "$defs": {
        "Event": EVENT,
        "Person": {
            "title": "Person",
            "type": "object",
            "properties": {"type": {"const": "person"}},
            "required": ["type"],
        },
        "Place": {"title": "Place", "type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
        "Mode": {
            "title": "Mode",
            "type": "string",
            "oneOf": [{"const": "online", "title": "Online"}, {"const": "mixed"}],
        },
    },
}
LEAST = {"type": "event", "start": "2024"}


def event(schema: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schema["$defs"]["Event"]
    return found


def put(key: str, **what: Any) -> Callable[[dict[str, Any]], None]:
    """Change keywords of one key of events; None removes a keyword."""

    def change(schema: dict[str, Any]) -> None:
        part = event(schema)["properties"].setdefault(key, {})
        part.update(what)
        for name in [name for name, value in what.items() if value is None]:
            del part[name]

    return change


def require(*keys: str) -> Callable[[dict[str, Any]], None]:
    return lambda schema: event(schema).update(required=["type", *keys])


def drop(key: str) -> Callable[[dict[str, Any]], None]:
    def change(schema: dict[str, Any]) -> None:
        del event(schema)["properties"][key]
        event(schema)["required"] = [name for name in event(schema)["required"] if name != key]

    return change


def rename(key: str, other: str) -> Callable[[dict[str, Any]], None]:
    def change(schema: dict[str, Any]) -> None:
        event(schema)["properties"][other] = event(schema)["properties"].pop(key)
        event(schema)["required"] = [other if name == key else name for name in event(schema)["required"]]

    return change


def both(*changes: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    def change(schema: dict[str, Any]) -> None:
        for one in changes:
            one(schema)

    return change


def add_class(schema: dict[str, Any]) -> None:
    schema["$defs"]["Fund"] = {"title": "Fund", "properties": {"type": {"const": "fund"}}, "required": ["type"]}
    schema["oneOf"].append({"$ref": "#/$defs/Fund"})


def drop_class(schema: dict[str, Any]) -> None:
    del schema["$defs"]["Person"]
    schema["oneOf"].pop()


def modes(*terms: str) -> Callable[[dict[str, Any]], None]:
    return lambda schema: schema["$defs"]["Mode"].update(oneOf=[{"const": term} for term in terms])


# name, change, what is found; then a record that only the old schema takes, and one that only the new one takes. None: there is
# none. ...: there may be one, and the change is not understood. A key that the old schema does not know is kept by old readers.
CHANGES: list[tuple[str, Callable[[dict[str, Any]], None], list[tuple[str, Kind]], Any, Any]] = [
    ("optional key", put("city", type="string"), [("Event.city", Kind.KEY_ADDED)], None, None),
    (
        "required key",
        both(put("city", type="string"), require("start", "city")),
        [("Event.city", Kind.REQUIRED_KEY_ADDED)],
        {},
        None,
    ),
    ("key gone", drop("note"), [("Event.note", Kind.KEY_REMOVED)], {"note": "a"}, None),
    ("required key gone", drop("start"), [("Event.start", Kind.REQUIRED_KEY_REMOVED)], {}, {"start": None, "note": "a"}),
    ("key renamed", rename("note", "remark"), [("Event.note", Kind.KEY_RENAMED)], {"note": "a"}, None),
    ("twins renamed", rename("end", "until"), [("Event.end", Kind.KEY_RENAMED)], {"end": "2024"}, None),
    ("required key renamed", rename("start", "day"), [("Event.start", Kind.KEY_RENAMED)], {}, {"start": None, "day": "2024", "note": "a"}),
    ("made required", require("start", "note"), [("Event.note", Kind.MADE_REQUIRED)], {}, None),
    ("made optional", require(), [("Event.start", Kind.MADE_OPTIONAL)], None, {"start": None, "note": "a"}),
    ("term added", put("status", enum=["held", "planned", "off"]), [("Event.status", Kind.TERM_ADDED)], None, {"status": "off"}),
    ("term gone", put("status", enum=["held"]), [("Event.status", Kind.TERM_REMOVED)], {"status": "planned"}, None),
    ("shared term added", modes("online", "mixed", "x"), [("Event.mode", Kind.TERM_ADDED)], None, {"mode": "x"}),
    ("shared term gone", modes("online"), [("Event.mode", Kind.TERM_REMOVED)], {"mode": "mixed"}, None),
    ("terms written otherwise", put("status", enum=None, oneOf=[{"const": "held"}, {"const": "planned"}]), [], None, None),
    ("tag", put("type", const="events"), [("Event.type", Kind.TERM_REMOVED), ("Event.type", Kind.TERM_ADDED)], {}, {"type": "events"}),
    (
        "list opened",
        put("status", enum=None, pattern=TERM),
        [("Event.status", Kind.WIDENED)],
        None,
        {"status": "else"},
    ),
    ("list opened to others", put("status", enum=None, pattern="^[a-h]+$"), [("Event.status", Kind.CHANGED)], ..., ...),
    ("list closed", put("kind", anyOf=None, enum=["forum"]), [("Event.kind", Kind.NARROWED)], {"kind": "gala"}, None),
    ("list closed to others", put("kind", anyOf=None, enum=["A"]), [("Event.kind", Kind.CHANGED)], ..., ...),
    (
        "open term",
        put("kind", anyOf=[{"const": "forum"}, {"const": "gala"}, {"pattern": TERM, "maxLength": 20}]),
        [("Event.kind", Kind.OPEN_TERM_REMOVED), ("Event.kind", Kind.OPEN_TERM_ADDED)],
        None,
        None,
    ),
    (
        "term beyond the open pattern",
        put("kind", anyOf=[{"const": "forum"}, {"const": "meeting"}, {"const": "A"}, {"pattern": TERM, "maxLength": 20}]),
        [("Event.kind", Kind.WIDENED)],
        None,
        {"kind": "A"},
    ),
    (
        "alternative gone",
        put("kind", anyOf=[{"const": "forum"}, {"const": "meeting"}]),
        [("Event.kind", Kind.NARROWED)],
        {"kind": "gala"},
        None,
    ),
    (
        "alternative narrowed",
        put("kind", anyOf=[{"const": "forum"}, {"const": "meeting"}, {"pattern": TERM, "maxLength": 9}]),
        [("Event.kind", Kind.NARROWED)],
        {"kind": "a" * 12},
        None,
    ),
    ("pattern", put("start", pattern="^[0-9]{3,4}$"), [("Event.start", Kind.CHANGED)], ..., ...),
    ("pattern gone", put("start", pattern=None), [("Event.start", Kind.WIDENED)], None, {"start": "soon"}),
    ("pattern come", put("note", pattern="^a"), [("Event.note", Kind.NARROWED)], {"note": "b"}, None),
    ("reference wider", put("host", pattern="^(?:person|organization|event):[a-z]+$"), [("Event.host", Kind.WIDENED)], None, {"host": "event:a"}),
    ("reference narrower", put("host", pattern="^(?:person):[a-z]+$"), [("Event.host", Kind.NARROWED)], {"host": "organization:a"}, None),
    ("reference to others", put("host", pattern="^(?:person|event):[a-z]+$"), [("Event.host", Kind.CHANGED)], {"host": "organization:a"}, {"host": "event:a"}),
    ("minimum up", put("pages", minimum=2), [("Event.pages", Kind.NARROWED)], {"pages": 1}, None),
    ("minimum down", put("pages", minimum=0), [("Event.pages", Kind.WIDENED)], None, {"pages": 0}),
    ("maximum gone", put("pages", maximum=None), [("Event.pages", Kind.WIDENED)], None, {"pages": 99}),
    ("maximum down", put("pages", maximum=8), [("Event.pages", Kind.NARROWED)], {"pages": 9}, None),
    ("length up", put("note", maxLength=6), [("Event.note", Kind.WIDENED)], None, {"note": "123456"}),
    ("length come", put("start", minLength=5), [("Event.start", Kind.NARROWED)], {}, None),
    ("integer to number", put("pages", type="number"), [("Event.pages", Kind.WIDENED)], None, {"pages": 1.5}),
    ("number to integer", put("share", type="integer"), [("Event.share", Kind.NARROWED)], {"share": 1.5}, None),
    ("other type", put("note", type="boolean", maxLength=None), [("Event.note", Kind.TYPE_CHANGED)], {"note": "a"}, {"note": True}),
    ("two types", put("note", type=["string", "null"]), [("Event.note", Kind.WIDENED)], None, {"note": None}),
    ("any to one", put("any", type="string"), [("Event.any", Kind.NARROWED)], {"any": 3}, None),
    ("default", put("status", default="held"), [("Event.status", Kind.DEFAULT_CHANGED)], ..., ...),
    ("items shorter", put("tags", items={"type": "string"}), [("Event.tags[]", Kind.WIDENED)], None, {"tags": ["a"]}),
    ("items repeat", put("tags", uniqueItems=None), [("Event.tags", Kind.WIDENED)], None, {"tags": ["aa", "aa"]}),
    ("items", put("any", items={"type": "string"}), [("Event.any", Kind.NARROWED)], {"any": [3]}, None),
    ("values", put("texts", additionalProperties={"type": "integer"}), [("Event.texts{}", Kind.TYPE_CHANGED)], {"texts": {"en": "a"}}, {"texts": {"en": 1}}),
    ("values closed", put("texts", additionalProperties=False), [("Event.texts", Kind.NARROWED)], {"texts": {"en": "a"}}, None),
    ("values open", put("texts", additionalProperties=True), [("Event.texts", Kind.WIDENED)], None, {"texts": {"en": 3}}),
    ("names", put("texts", propertyNames={"pattern": "^[a-z]$"}), [("Event.texts{key}", Kind.CHANGED)], ..., ...),
    ("other class", put("place", **{"$ref": "#/$defs/Person"}), [("Event.place", Kind.TYPE_CHANGED)], {"place": {"city": "a"}}, {"place": {"type": "person"}}),
    ("inside a part", lambda s: s["$defs"]["Place"].update(required=[]), [("Place.city", Kind.MADE_OPTIONAL)], None, {"place": {}}),
    ("inside an object", put("box", required=["a", "b"]), [("Event.box.b", Kind.MADE_REQUIRED)], {"box": {"a": 1}}, None),
    ("key added to an open object", put("box", properties={**EVENT["properties"]["box"]["properties"], "c": {"type": "null"}}), [("Event.box.c", Kind.NARROWED)], {"box": {"a": 1, "c": 1}}, None),
    ("known keys of a closed object", put("texts", properties={"en": {"type": "integer"}}), [("Event.texts", Kind.CHANGED)], {"texts": {"en": "a"}}, {"texts": {"en": 1}}),
    ("object opened", put("box", properties=None), [("Event.box", Kind.WIDENED)], None, {"box": {"a": "b"}}),
    ("demand come", lambda s: event(s)["allOf"].append({"required": ["note"]}), [("Event", Kind.NARROWED)], {}, None),
    ("demand gone", lambda s: event(s).pop("allOf"), [("Event", Kind.WIDENED)], None, None),
    ("further keys", lambda s: event(s).update(additionalProperties=True), [("Event", Kind.WIDENED)], None, {"more": 1}),
    ("no further keys", lambda s: s["$defs"]["Person"].update(additionalProperties=False), [("Person", Kind.NARROWED)], {"type": "person", "start": None, "a": 1}, None),
    ("further keys of a kind", lambda s: event(s).update(additionalProperties={"type": "string"}), [("Event", Kind.WIDENED)], None, {"more": "a"}),
    ("unknown keyword", put("note", contentEncoding="base64"), [("Event.note", Kind.CHANGED)], ..., ...),
    ("class added", add_class, [("Fund", Kind.CLASS_ADDED)], None, {"type": "fund", "start": None}),
    ("class removed", drop_class, [("Person", Kind.CLASS_REMOVED)], {"type": "person", "start": None}, None),
    ("class out of the union", lambda s: s["oneOf"].pop(), [("(document)", Kind.NARROWED)], {"type": "person", "start": None}, None),
    ("part of no use", lambda s: s["$defs"].update(Room={"properties": {"a": {}}}), [], None, None),
    ("remarks", both(put("note", title="Note", examples=["a"], **{"x-also": ["x"]}), lambda s: event(s).update(description="x")), [], None, None),
    ("reference resolved", put("mode", **{"$ref": None, "type": "string", "enum": ["online", "mixed"]}), [], None, None),
]  # fmt: skip


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    schema = copy.deepcopy(SMALL)
    change(schema)
    return schema


def takes(schema: dict[str, Any], more: dict[str, Any]) -> bool:
    value = {key: item for key, item in {**LEAST, **more}.items() if key != "start" or item is not None}
    return bool(jsonschema.Draft202012Validator(schema).is_valid(value))


@pytest.mark.parametrize(("change", "found"), [row[1:3] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_each_change_is_found_and_named(
    change: Callable[[dict[str, Any]], object], found: list[tuple[str, Kind]]
) -> None:
    """Each change is found, and no other one."""
    assert [(one.where, one.kind) for one in compare(SMALL, changed(change)).changes] == found


@pytest.mark.parametrize(
    ("change", "found", "only_old", "only_new"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES]
)
def test_what_a_change_means_is_what_a_validator_says(
    change: Callable[[dict[str, Any]], object], found: list[tuple[str, Kind]], only_old: Any, only_new: Any
) -> None:
    """A record that only one of the two schemas accepts is an example of every "no"; without an example the answer is "yes"."""
    new = changed(change)
    kinds = [kind for _, kind in found]
    if only_old is not ...:
        assert (only_old is None) == all([kind.keeps_records for kind in kinds])
        assert only_old is None or (takes(SMALL, only_old) and not takes(new, only_old))
    if only_new is not ... and kinds != [Kind.KEY_REMOVED]:
        by_validator = only_new is None
        assert by_validator == all([kind.keeps_readers for kind in kinds]) or kinds in (
            [Kind.KEY_RENAMED],
            [Kind.WIDENED],
        )
        assert only_new is None or (takes(new, only_new) and not takes(SMALL, only_new))


def test_the_table_has_every_kind_of_change() -> None:
    """Of all kinds in the code."""
    assert {kind for row in CHANGES for _, kind in row[2]} == set(Kind)


@pytest.mark.parametrize(
    ("old", "new", "major"), [("1.0", "1.1", False), ("1.0", "2.0", True), ("0.9", "1.0", True), ("", "2.0", False)]
)
def test_a_major_version_may_break_what_it_likes(old: str, new: str, major: bool) -> None:
    """A breaking change needs a major version."""
    before = {**SMALL, "$id": f"urn:thinktank-model:schema:{old}"}
    after = {**changed(drop("note")), "$id": f"https://example.org/schema/{new}/bundle.json"}
    comparison = compare(before, after)
    assert comparison.is_major == major and (comparison.new, comparison.old) == (new, old or None)
    assert bool(comparison.breaking) != major


def test_what_only_adds_needs_no_major_version() -> None:
    """Optional keys, terms, classes, and additional values of a key, such as references to a new class."""
    after = changed(
        both(
            put("city", type="string"),
            put("status", enum=["held", "planned", "off"]),
            put("host", pattern="^(?:person|organization|fund):[a-z]+$"),
            put("pages", maximum=None),
            add_class,
        )
    )
    assert len(compare(SMALL, after).changes) == 5 and not compare(SMALL, after).breaking
    assert len(compare(after, SMALL).breaking) == 5


def test_a_change_says_what_it_means() -> None:
    """In one line."""
    (one,) = compare(SMALL, changed(require("start", "note"))).changes
    assert str(one) == "Event.note: made required: old records are no longer readable, old readers can read new records"
    assert str(Change("Event.a", Kind.WIDENED, "x")) == (
        "Event.a: widened (x): old records stay readable, old readers cannot read new records"
    )
    (long,) = compare(SMALL, changed(put("start", pattern="^" + "a" * 99))).changes
    assert "…" in long.detail and len(long.detail) < 150


def test_schemas_of_one_class_are_compared_too() -> None:
    """With the definitions that they contain."""
    (one,) = compare(EVENT, {**EVENT, "required": []}).changes[1:]
    assert (one.where, one.kind) == ("Event.start", Kind.MADE_OPTIONAL)


def test_what_cannot_be_told_of_a_term_is_no_yes() -> None:
    """An invalid pattern, or one of others, which could run forever; or an unknown keyword."""
    no = [
        {"pattern": "("},
        {"pattern": "(?:[a-z]|[a-z])*a$"},
        {"format": "date"},
        {"minLength": 99},
        {"not": {"pattern": "g"}},
        {"type": "integer"},
        {"oneOf": []},
    ]
    yes = [{"minLength": 1, "not": {"pattern": "\\n"}}, {"enum": ["gala"]}, {"oneOf": [{"const": "gala"}]}]
    parts: list[tuple[Any, Kind]] = [(p, Kind.WIDENED) for p in no] + [(p, Kind.OPEN_TERM_ADDED) for p in yes]
    for part, kind in parts:
        before = changed(put("kind", anyOf=[{"const": "forum"}, part]))
        after = changed(put("kind", anyOf=[{"const": "forum"}, {"const": "gala"}, part]))
        assert [change.kind for change in compare(before, after).changes] == [kind]
    before = changed(put("kind", oneOf=[{"minLength": 5}], anyOf=None))
    after = changed(put("kind", oneOf=[{"minLength": 5}, {"maxLength": 7}, {"type": "null"}], anyOf=None))
    assert {change.kind for change in compare(before, after).changes} == {Kind.CHANGED}


def test_what_refers_to_itself_is_compared_once() -> None:
    """Infinite chains of references, and lists of lists that nest without end in both schemas."""
    endless = {"A": {"$ref": "#/$defs/B"}, "B": {"$ref": "#/$defs/A"}}
    lists = {"A": {"items": {"$ref": "#/$defs/A"}}, "B": {"items": {"$ref": "#/$defs/B"}, "type": "array"}}
    longer = {"A": {"items": {"$ref": "#/$defs/A"}}, "B": {"items": {"$ref": "#/$defs/B"}, "minItems": 2}}
    for defs in (endless, lists, longer):
        before, after = changed(put("place", **{"$ref": "#/$defs/A"})), changed(put("place", **{"$ref": "#/$defs/B"}))
        for schema in (before, after):
            schema["$defs"].update(defs)
        assert [change.where for change in compare(before, after).changes] == ["Event.place"]


# --- Schemas of other projects ---


def test_schemas_of_other_projects_are_compared() -> None:
    """A list at the top, `true` and `false` as schemas, `definitions`, no title or `$id`, another title."""
    old: dict[str, Any] = {
        "type": "array",
        "items": {"$ref": "#/definitions/Item"},
        "definitions": {"Item": {"type": "object", "properties": {"a": True, "b": {"type": "string"}, "c": False}}},
    }
    new = copy.deepcopy(old)
    new["definitions"]["Item"]["properties"] |= {"a": {"type": "string"}, "c": {}}
    new["minItems"] = 1
    comparison = compare(old, new)
    assert [(change.where, change.kind) for change in comparison.changes] == [
        ("(document)", Kind.NARROWED),
        ("Item.a", Kind.NARROWED),
        ("Item.c", Kind.WIDENED),
    ]
    assert (comparison.old, comparison.new, comparison.is_major) == (None, None, False)
    body = {"title": "A", "properties": {"x": {"type": "string"}}}
    assert [change.where for change in compare(body, {"title": "B", "properties": {}}).changes] == ["B.x"]
    assert [change.where for change in compare(body, {"type": "array"}).changes] == ["(document)"]
    assert not compare(old, old).changes


@pytest.mark.parametrize(
    ("description", "renamed"), [("The first day of it.", True), ("Where it was published, as printed.", False)]
)
def test_a_key_that_says_something_else_is_not_a_new_name(description: str, renamed: bool) -> None:
    """A removed and an added key of the same form are a rename only if their descriptions are mostly the same."""

    def schema(key: str, said: str) -> dict[str, Any]:
        properties = {key: {"type": "string", "description": said}}
        return {"title": "A", "type": "object", "properties": properties, "additionalProperties": False}

    found = compare(schema("start", "The first day."), schema("day", description))
    kinds = [change.kind for change in found.changes]
    assert kinds == ([Kind.KEY_RENAMED] if renamed else [Kind.KEY_REMOVED, Kind.KEY_ADDED])


def test_the_series_of_an_output_was_not_renamed() -> None:
    """It became a container; another key of the same form is unrelated."""
    changes = compare(released("0.9"), tm.json_schema()).changes
    assert [change.kind for change in changes if change.where == "Output.series"] == [Kind.KEY_REMOVED]


@pytest.mark.slow
def test_the_schema_of_an_older_version_is_that_of_its_file() -> None:
    """Each frozen file is valid by the schema of its version; older files are invalid by newer schemas."""
    for version in released_versions():
        document = json.loads((VERSIONS / f"{version}.thinktank.json").read_bytes())
        for other in released_versions():
            valid = jsonschema.Draft202012Validator(released(other)).is_valid(document)
            assert valid == (version == other), (version, other)
    assert compare(released("0.9"), tm.json_schema()).is_major and set(released_versions()) == {*OLDER, SCHEMA_VERSION}


# --- What is not a schema ---


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (5, ": found 5; expected an object, a schema"),
        (
            {"type": 5},
            "/type: found 5; expected one of array, boolean, integer, null, number, object, string, or a list of them",
        ),
        ({"type": "text"}, '/type: found "text"; expected one of'),
        ({"type": ["string", 5]}, "/type: found ["),
        ({"$ref": {}}, "/$ref: found {}; expected a string"),
        ({"pattern": None}, "/pattern: found null; expected a string"),
        ({"minLength": "1"}, '/minLength: found "1"; expected a number'),
        ({"maximum": True}, "/maximum: found true; expected a number"),
        ({"required": "a"}, '/required: found "a"; expected a list of strings'),
        ({"required": [[]]}, "/required: found [[]]; expected a list of strings"),
        ({"enum": "a"}, '/enum: found "a"; expected a list'),
        ({"anyOf": {}}, "/anyOf: found {}; expected a list"),
        ({"oneOf": [{}, 5]}, "/oneOf/1: found 5; expected an object, a schema"),
        ({"uniqueItems": 1}, "/uniqueItems: found 1; expected true or false"),
        ({"properties": []}, "/properties: found []; expected an object"),
        ({"properties": {"a/b": 0}}, "/properties/a~1b: found 0; expected an object, a schema"),
        ({"definitions": {"a": []}}, "/definitions/a: found []; expected an object, a schema"),
        ({"items": {"not": 5}}, "/items/not: found 5; expected an object, a schema"),
        ({"additionalProperties": []}, "/additionalProperties: found []; expected an object, a schema"),
    ],
)
def test_what_is_no_schema_is_told_with_its_place(part: Any, said: str) -> None:
    """With a JSON Pointer, the value found, and the expected one."""
    (fault,) = faults({"$defs": {"A": {"properties": {"x": part}}}})
    assert fault.startswith("/$defs/A/properties/x" + said)
    assert not [
        *faults(
            {
                "additionalProperties": False,
                "items": True,
                "properties": {"a": False},
                "const": 5,
                "examples": [5],
                "x-own": {"type": 5},
            }
        )
    ]


def parts(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield every part of a JSON value with its path."""
    yield at, value
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from parts(part, (*at, key))


@pytest.mark.slow
def test_whatever_has_the_form_of_a_schema_can_be_compared() -> None:
    """After any change it is compared, or refused with a problem."""
    rng, whole = random.Random(4), tm.json_schema()
    everywhere = [*parts(whole)]
    junk: list[Any] = [
        None,
        True,
        0,
        -1.5,
        "",
        "string",
        [],
        {},
        [None],
        {"$ref": "#/$defs/Event"},
        {"const": 1},
        {"enum": [1, None]},
        {"oneOf": [{}]},
    ]
    compared = told = 0
    for _ in range(100):
        schema = copy.deepcopy(whole)
        for _ in range(rng.choice([1, 1, 2])):
            (*path, last), _ = rng.choice(everywhere[1:])
            holder: Any = schema
            with contextlib.suppress(LookupError, TypeError):  # the key that an earlier change removed
                for key in path:
                    holder = holder[key]
                holder[last] = copy.deepcopy(rng.choice([rng.choice(junk), rng.choice(everywhere)[1]]))
        if any(faults(schema)):
            told += 1
        else:
            compared += 1
            there, back = compare(whole, schema).changes, compare(schema, whole).changes
            assert {change.where for change in there} == {change.where for change in back}
    assert compared > 40 and told > 20


# --- The schema of the last release ---


@in_full
def test_every_release_has_its_schema_and_the_newest_is_there() -> None:
    """By version, oldest first."""
    assert released_versions()[-1] == SCHEMA_VERSION
    for version in released_versions():
        assert compare(released(version), released(version)).old == version
        jsonschema.Draft202012Validator.check_schema(released(version))
    with pytest.raises(KeyError, match=r"no released schema version '7\.1', only .*1\.0"):
        released("7.1")


def frozen() -> dict[str, Any]:
    """Return the frozen schema of the present version."""
    schema: dict[str, Any] = json.loads((VERSIONS / f"{SCHEMA_VERSION}.schema.json").read_bytes())
    return schema


def test_the_present_schema_breaks_no_promise() -> None:
    """A change that breaks needs a new major version.

    The file of a version is frozen: python -m tools.renew puts into it what adds, until its release, and refuses what breaks.
    After the release a change that adds needs a new minor version.
    """
    comparison = compare(frozen(), tm.json_schema())
    assert not comparison.breaking, "\n".join(map(str, comparison.breaking))
    assert not comparison.changes or comparison.new != comparison.old, "\n".join(map(str, comparison.changes))


def test_a_break_of_the_present_schema_would_be_found() -> None:
    """For any key of any class that is removed or becomes required."""
    schema = tm.json_schema()
    classes = {name: part for name, part in schema["$defs"].items() if "properties" in part}
    without, strict = copy.deepcopy(schema), copy.deepcopy(schema)
    for name, part in classes.items():
        without["$defs"][name]["properties"] = {}
        strict["$defs"][name]["required"] = list(part["properties"])
    keys = {f"{name}.{key}" for name, part in classes.items() for key in part["properties"]}
    optional = {
        f"{name}.{key}" for name, part in classes.items() for key in part["properties"].keys() - set(part["required"])
    }
    assert len(optional) > 150
    assert {change.where for change in compare(schema, without).breaking} == keys
    assert set(compare(schema, strict).breaking) == {Change(where, Kind.MADE_REQUIRED) for where in optional}


@pytest.mark.parametrize("tag", thinned(sorted(generate.CLASSES), 3))
def test_records_are_readable_by_the_last_released_schema(tag: str) -> None:
    """Checked with records that the library writes today, in addition to the comparison above."""
    old = jsonschema.Draft202012Validator(frozen())
    for seed in range(10):
        old.validate(json.loads(tm.dumps(tm.from_dict(generate.record(seed, tag)))))
