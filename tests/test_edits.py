"""Changes to a JSON text have the effect of JSON Patch on its value, and change no other part of the text."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thinktank_model.jsontext.edits import at_once, edited
from thinktank_model.problems.pointers import pointer
from thinktank_model.problems.problem import Fix

from .oracles import oracle

# --- Data: any JSON text in any layout, and fixes for it ---

KEYS = st.sampled_from(["a", "b", "c/d", "e~f", "", "-", "é", '"', "0", "names", "智库"])
SCALARS = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-3, 3) | st.text(max_size=4)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=16
)
SPACES = ["", "", " ", "\n", "\r\n\t", "  \n"]


def written(value: Any, rng: random.Random) -> str:
    """Return a JSON text of the value in an unusual layout: white space anywhere, any escape, any spelling of numbers."""

    def space() -> str:
        return rng.choice(SPACES)

    if isinstance(value, dict):
        items = [
            f"{space()}{written(key, rng)}{space()}:{space()}{written(item, rng)}{space()}"
            for key, item in value.items()
        ]
        return "{" + (",".join(items) or space()) + "}"
    if isinstance(value, list):
        return "[" + (",".join([f"{space()}{written(item, rng)}{space()}" for item in value]) or space()) + "]"
    if isinstance(value, int) and not isinstance(value, bool):
        return rng.choice([str(value), f"{value}.0", f"{value}E+0"])
    return json.dumps(value, ensure_ascii=rng.random() < 0.5)


def places(value: Any, at: str = "") -> Iterable[tuple[str, Any]]:
    """Yield every place of a value, with the value there."""
    yield at, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in parts:
        yield from places(item, at + pointer(key))


def offers(value: Any, rng: random.Random) -> list[Fix]:
    """Return fixes for a value, many of which conflict."""
    found = []
    for at, item in places(value):
        new = rng.choice(["x", "é智", 7, None])
        found.append(Fix("replace", at, new))
        if at:
            found.append(Fix("remove", at))
        if isinstance(item, dict):
            found += [Fix("add", at + "/new", new), Fix("add", at + "/made/-", new), Fix("add", at + "/made/-", "y")]
            found += [Fix("move", at + "/moved", origin=at + pointer(key)) for key in item]
        if isinstance(item, list):
            found += [Fix("add", at + "/-", new), Fix("add", at + "/-", "z")]
    return rng.sample(found, min(len(found), rng.randint(1, 6)))


def patched(value: Any, fixes: list[Fix]) -> Any:
    """Return what the `jsonpatch` package makes of the value.

    JSON Patch makes one operation after another, so what shifts the places of others comes last: items are taken out from the
    end. Each `add` to a list that is not there is preceded by the making of the list.
    """

    def late(fix: Fix) -> tuple[int, list[tuple[int, str]]]:
        steps = [(int(step), step) if step.isdecimal() else (0, step) for step in fix.path.split("/")]
        return (0, steps) if fix.op == "replace" else (1, steps) if fix.op in ("add", "move") else (2, steps)

    value = copy.deepcopy(value)
    order = [fix for fix in fixes if late(fix)[0] == 0] + [fix for fix in fixes if late(fix)[0] == 1]
    order += sorted([fix for fix in fixes if fix.op == "remove"], key=lambda fix: late(fix)[1], reverse=True)
    for fix in order:
        operation = {"op": fix.op, "path": fix.path, "value": fix.value, "from": fix.origin}
        there = {at for at, _ in places(value)}
        container = fix.path.rpartition("/")[0]
        if fix.op == "add" and fix.path.endswith("/-") and container not in there:
            value = oracle("jsonpatch").apply_patch(value, [{"op": "add", "path": container, "value": []}])
        value = oracle("jsonpatch").apply_patch(value, [operation])
    return value


CASES = st.tuples(VALUES, st.integers(0, 2**32))


@given(CASES)
@example(({"-": 1, "a": [1, 2, 3]}, 0))
def test_the_value_of_the_edited_text_is_the_edited_value(case: tuple[Any, int]) -> None:
    """Compared with the package jsonpatch, in every layout; conflicting fixes are removed before."""
    value, seed = case
    rng = random.Random(seed)
    text = written(value, rng)
    fixes = at_once(offers(value, rng))
    expected = patched(value, fixes)
    assert json.loads(edited(text, fixes)) == expected


@given(CASES)
def test_every_character_outside_is_as_it_was(case: tuple[Any, int]) -> None:
    """The text between the changed values and keys is compared, without using the editor."""
    value, seed = case
    rng = random.Random(seed)
    text = written(value, rng)
    for at, item in rng.sample(found := list(places(value)), min(3, len(found))):
        marked = edited(text, [Fix("replace", at, "\x00mark")])
        before, _, after = marked.partition(json.dumps("\x00mark"))
        assert text.startswith(before) and text.endswith(after) and len(before) + len(after) < len(text)
        assert json.loads(text[len(before) : len(text) - len(after)]) == item


@given(CASES)
def test_nothing_to_do_changes_nothing(case: tuple[Any, int]) -> None:
    text = written(case[0], random.Random(case[1]))
    assert edited(text, []) == text


@given(CASES)
def test_an_item_that_is_added_and_taken_out_leaves_the_text_as_it_was(case: tuple[Any, int]) -> None:
    """The comma is removed with its item; only white space inside an empty container may differ."""
    value, seed = case
    text = written(value, random.Random(seed))
    for at, item in places(value):
        if isinstance(item, list) and item:
            longer = edited(text, [Fix("add", at + "/-", "new")])
            assert edited(longer, [Fix("remove", f"{at}/{len(item)}")]) == text
        elif isinstance(item, dict) and item:
            longer = edited(text, [Fix("add", at + "/new", "new")])
            assert edited(longer, [Fix("remove", at + "/new")]) == text


# --- Layout ---

INDENTED = """{
  "type": "organization",
  "names": [
    {
      "value": "A"
    }
  ],
  "n": 1.50
}
"""
LAYOUTS = [
    # name, text, fixes, edited text
    ("minified", '{"a":[1]}', [Fix("add", "/a/-", 2), Fix("add", "/b/-", "x")], '{"a":[1,2],"b":["x"]}'),
    ("with spaces", '{"a": [1]}', [Fix("add", "/a/-", 2), Fix("add", "/b/-", "x")], '{"a": [1, 2], "b": ["x"]}'),
    (
        "indented",
        INDENTED,
        [Fix("add", "/ids/-", "x"), Fix("add", "/ids/-", "y")],
        INDENTED.replace("1.50\n", '1.50,\n  "ids": [\n    "x",\n    "y"\n  ]\n'),
    ),
    (
        "tabs and CR LF",
        '{\r\n\t"a":\t[\r\n\t\t1\r\n\t]\r\n}',
        [Fix("add", "/a/-", 2), Fix("add", "/b/-", 3)],
        '{\r\n\t"a":\t[\r\n\t\t1,\r\n\t\t2\r\n\t],\r\n\t"b":\t[\r\n\t\t3\r\n\t]\r\n}',
    ),
    (
        "lists on one line in an indented object",
        '{\n  "a": [1]\n}',
        [Fix("add", "/b/-", 2), Fix("add", "/b/-", 3)],
        '{\n  "a": [1],\n  "b": [2, 3]\n}',
    ),
    (
        "commas in front, as nobody writes them",
        '{\n  "a": [\n  ]\n, "b": 1\n, "c": 2\n}',
        [Fix("add", "/d/-", 2)],
        '{\n  "a": [\n  ]\n, "b": 1\n, "c": 2\n, "d": [2]\n}',
    ),
    ("a list that is empty", '{"a": [ ]}', [Fix("add", "/a/-", 1), Fix("add", "/a/-", 2)], '{"a": [1, 2]}'),
    ("an object that is empty", "{}", [Fix("add", "/a/-", 1)], '{"a":[1]}'),
    ("the last item goes", '{"a": [\n  1\n]}', [Fix("remove", "/a/0")], '{"a": []}'),
    ("all items go, and one comes", "[1, 2]", [Fix("remove", "/0"), Fix("remove", "/1"), Fix("add", "/-", 3)], "[3]"),
    ("the first items go", "[ 1 , 2 , 3 ]", [Fix("remove", "/1"), Fix("remove", "/0")], "[ 3 ]"),
    ("an item in the middle goes", "[ 1 , 2 , 3 ]", [Fix("remove", "/1")], "[ 1 , 3 ]"),
    ("a key is renamed where it is", '{"A" : 1, "b":2}', [Fix("move", "/a", origin="/A")], '{"a" : 1, "b":2}'),
    ("text that was escaped stays escaped", '["\\u00e9 x", "é"]', [Fix("replace", "/0", "é")], '["\\u00e9", "é"]'),
    ("text that was not is not", '["e\u0301"]', [Fix("replace", "/0", "é")], '["é"]'),
    ("a text in ASCII stays so", '{"a":[]}', [Fix("add", "/a/-", "é")], '{"a":["\\u00e9"]}'),
    ("the whole value", ' {"a": 1}\n', [Fix("replace", "", None)], " null\n"),
]


@pytest.mark.parametrize(("text", "fixes", "expected"), [row[1:] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS])
def test_what_is_added_looks_like_what_is_beside_it(text: str, fixes: list[Fix], expected: str) -> None:
    """And unchanged values keep their spelling."""
    assert edited(text, fixes) == expected


# --- Conflicts, and what cannot be done ---


def test_of_two_fixes_in_conflict_the_first_is_made() -> None:
    """Fixes conflict if they change the same value, one inside the other, or write the same key; equal fixes are applied once."""
    for first, second in [
        (Fix("replace", "/a", 1), Fix("replace", "/a", 2)),
        (Fix("replace", "/a", 1), Fix("replace", "/a/0/b", 2)),
        (Fix("replace", "/a/0/b", 1), Fix("remove", "/a")),
        (Fix("remove", "/a"), Fix("add", "/a/-", 1)),
        (Fix("add", "/a/b/-", 1), Fix("replace", "/a/b", 1)),
        (Fix("move", "/en", origin="/EN"), Fix("move", "/en", origin="/eN")),
        (Fix("move", "/en", origin="/EN"), Fix("replace", "/EN", "x")),
        (Fix("add", "/a/-", 1), Fix("add", "/a/-", 1)),
    ]:
        assert at_once([first, second]) == [first]
        with pytest.raises(ValueError, match="conflict"):
            edited("{}", [first, second])
    beside = [Fix("replace", "/a", 1), Fix("replace", "/ab", 1), Fix("remove", "/l/0"), Fix("add", "/l/-", 1)]
    assert at_once(beside) == beside


@pytest.mark.parametrize(
    ("text", "fix", "reason"),
    [
        ("{}", Fix("replace", "/a", 1), "nothing at '/a'"),
        ("[1]", Fix("remove", "/1"), "nothing at '/1'"),
        ("{}", Fix("remove", ""), "replaced only"),
        ("{}", Fix("add", "", 1), "replaced only"),
        ('{"a": 1}', Fix("add", "/a", 2), "something at '/a' already"),
        ('{"a": 1}', Fix("add", "/a/-", 2), "takes what is to be added"),
        ("[1]", Fix("add", "/0", 2), "takes what is to be added"),
        ("[1]", Fix("add", "/a/-", 2), "takes what is to be added"),
        ("{}", Fix("add", "/a/b/-", 2), "nothing at '/a'"),
        ('{"a": 1, "b": 2}', Fix("move", "/b", origin="/a"), "something at '/b' already"),
        ('{"a": {"c": 1}}', Fix("move", "/c", origin="/a/c"), "another key of the same one"),
        ("[1, 2]", Fix("move", "/3", origin="/0"), "another key of the same one"),
    ],
)
def test_what_cannot_be_done_is_refused(text: str, fix: Fix, reason: str) -> None:
    """No half of a change is applied."""
    with pytest.raises(ValueError, match=re.escape(reason)):
        edited(text, [fix])
