"""Reading bytes without loss, and the places of values in a text."""

from __future__ import annotations

import json
import math
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinktank_model.jsontext import memory, parsing
from thinktank_model.jsontext.faults import number_loss
from thinktank_model.jsontext.parsing import encode, parse, parse_canonical
from thinktank_model.jsontext.places import SourceMap
from thinktank_model.problems.problem import Problem, Severity

from . import generate

# the fault, the bytes, the expected (code, pointer, line, column) of each problem
BROKEN: list[tuple[str, bytes, list[tuple[str, str, int | None, int | None]]]] = [
    ("two equal keys", b'{"a":1,"a":2}', [("json.duplicate-key", "/a", 1, 8)]),
    ("equal after unescaping", b'{"id":1,"\\u0069d":2}', [("json.duplicate-key", "/id", 1, 9)]),
    ("two equal keys deep down", b'[{"a":\n {"b":1,\n "b":2}}]', [("json.duplicate-key", "/0/a/b", 3, 2)]),
    ("integer beyond 64 bits", b'{"v": 36893488147419103232}', [("json.integer-out-of-range", "/v", 1, 7)]),
    ("integer below 64 bits", b"[-9223372036854775809]", [("json.integer-out-of-range", "/0", 1, 2)]),
    ("very long integer", b"[" + b"9" * 5000 + b"]", [("json.integer-out-of-range", "/0", 1, 2)]),
    ("underflow", b"[1, 1e-400]", [("json.number-out-of-range", "/1", 1, 5)]),
    ("overflow", b"[1e400]", [("json.number-out-of-range", "/0", 1, 2)]),
    ("NaN", b'{"a":[NaN]}', [("json.non-finite-number", "/a/0", 1, 7)]),
    (
        "infinities",
        b"[Infinity,-Infinity]",
        [("json.non-finite-number", "/0", 1, 2), ("json.non-finite-number", "/1", 1, 11)],
    ),
    ("half a pair", b'{"a": "\\ud83d"}', [("json.lone-surrogate", "/a", 1, 8)]),
    ("half a pair in a key", b'{"\\udc00": 1}', [("json.lone-surrogate", "/\udc00", 1, 3)]),
    ("trailing comma in an object", b'{"a":1,}', [("json.syntax", "", 1, None)]),
    ("trailing comma in a list", b"[1,]", [("json.syntax", "", 1, None)]),
    ("a comma alone", b"[,]", [("json.syntax", "", 1, 3)]),
    ("single quotes", b"{'a':1}", [("json.syntax", "", 1, 2)]),
    ("comment", b'{"a":1 // x\n}', [("json.syntax", "", 1, 8)]),
    ("Python's None", b'{"a": None}', [("json.syntax", "", 1, 7)]),
    ("no colon", b'{"a" 1}', [("json.syntax", "", 1, 6)]),
    ("no comma", b'{"a":1 "b":2}', [("json.syntax", "", 1, 8)]),
    ("unquoted key", b"{a:1}", [("json.syntax", "", 1, 2)]),
    ("raw newline in a string", b'{"a":"x\ny"}', [("json.syntax", "", 1, 8)]),
    ("leading zero", b"[01]", [("json.syntax", "", 1, 3)]),
    ("two values", b'{"a":1} {"b":2}', [("json.several-values", "", 1, 9)]),
    ("cut off", b'{"a":', [("json.truncated", "", 1, 6)]),
    ("the name of a file", b"data/programme.json", [("json.syntax", "", 1, 1)]),
    ("nothing", b"", [("json.empty", "", 1, 1)]),
    ("white space only", b" \n", [("json.empty", "", None, None)]),
    ("Latin-1", b'{"a":\n"\xe9"}', [("json.not-utf8", "", 2, None)]),
    ("UTF-16", '{"a":1}'.encode("utf-16"), [("json.not-utf8", "", 1, None)]),
    ("UTF-16 without a mark", '{"é":1}'.encode("utf-16-be"), [("json.not-utf8", "", 1, None)]),
    ("too deep to parse", b"[" * 100_000, [("json.too-deep", "", None, None)]),
    ("a second byte order mark", b"\xef\xbb\xbf\xef\xbb\xbf{}", [("json.byte-order-mark", "", 1, 1)]),
]


@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_would_be_lost_or_is_broken_is_reported_at_its_place(
    data: bytes, expected: list[tuple[str, str, int | None, int | None]]
) -> None:
    """By code, pointer, line and column."""
    value, problems = parse(data)
    assert value is None
    found = [(p.code, p.pointer, p.line, p.column) for p in problems]
    assert [(code, at) for code, at, _, _ in found] == [(code, at) for code, at, _, _ in expected]
    for (_, _, line, column), (_, _, wanted_line, wanted_column) in zip(found, expected, strict=True):
        assert wanted_line in (None, line) and wanted_column in (None, column)


@pytest.mark.parametrize(
    "data",
    [b"{}", b' {"a" : [1 , 2.50, -0.0, 1E5]}\n', b"\xef\xbb\xbf[]", b'["\\u00e9", "\\ud83d\\ude00", "\\/"]', b"18446744073709551615",
     b"0.0000e-999", b"[1.0]", b'{"a":\r\n\t[]}'],
)  # fmt: skip
def test_lossless_text_is_read_as_the_standard_library_reads_it(data: bytes) -> None:
    """In any layout, with any escapes and number formats."""
    value, problems = parse(data)
    assert not problems
    assert value == json.loads(data.removeprefix(b"\xef\xbb\xbf"))


def test_a_byte_order_mark_is_passed_over_only_at_the_start_of_a_file() -> None:
    """A mark in the middle of a file is not white space."""
    assert parse(b"\xef\xbb\xbf{}", line=1) == ({}, ())
    assert parse(b"\xef\xbb\xbf{}", line=2)[1][0].code == "json.byte-order-mark"


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES, st.sampled_from([None, 1, 4]))
def test_what_json_can_write_is_read_back_the_same(value: object, indent: int | None) -> None:
    """parse(json.dumps(x)) == x in any layout; and the output of encode(x) is read as the same value."""
    try:
        text = json.dumps(value, indent=indent, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return
    again, problems = parse(text)
    assert not problems
    assert again == value
    if not any([math.isinf(number) for number in [value] if isinstance(number, float)]):
        assert parse(encode(value)) == (value, ())


NUMBERS = [
    "0",
    "-0",
    "1",
    "1.0",
    "1.00",
    "1e2",
    "100.0",
    "1E+2",
    "0.1",
    "1e-400",
    "1e400",
    "9007199254740993",
    "18446744073709551616",
    "0.1000000000000000055511151231257827",
]
SPACING = st.sampled_from(["", "", " ", "\n", "\t\r\n ", "  "])


@given(st.data())
def test_spaces_never_hide_what_would_be_lost(data: st.DataObject) -> None:
    """With white space anywhere between tokens, and in the strings: a value comes exactly where an exact reader loses nothing, and is the same."""
    draw = data.draw
    lost: list[Any] = []

    def spaced(text: str) -> str:
        return draw(SPACING) + text + draw(SPACING)

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        if len(dict(items)) < len(items):
            lost.append(items)
        return dict(items)

    keys = st.sampled_from(['"a"', '"a "', '" a"', '"\\u0061"', '"b"', '":"'])
    values = st.sampled_from([*NUMBERS, '"x y"', '" "', '"\\": "', '"\\u00e9\\/"'])
    members = draw(st.lists(st.tuples(keys, values), max_size=4))
    text = spaced("{" + ",".join([spaced(key) + ":" + spaced(value) for key, value in members]) + "}")

    def number(digits: str) -> float:
        lost.extend([digits] if number_loss(digits) else [])
        return float(digits)

    json.loads(text, object_pairs_hook=pairs, parse_int=number, parse_float=number)
    value, problems = parse(text.encode())
    assert bool(problems) == bool(lost)
    assert problems or value == json.loads(text)


@pytest.mark.parametrize(
    "layout", [{}, {"indent": 2}, {"indent": "\t"}, {"ensure_ascii": False}, {"separators": (" , ", " : ")}]
)
def test_the_layouts_of_other_programs_are_not_searched_for_losses(
    layout: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a text in which something was lost is read token by token, which takes ten times as long."""
    monkeypatch.setattr(parsing, "losses", lambda text: pytest.fail("searched"))
    value = {"names": [{"value": "Académie \U0001f600", "n": [1, 2.5]}]}
    assert parse(json.dumps(value, **layout).encode()) == (value, ())


@given(st.binary(max_size=60) | st.text(alphabet='{}[]",:0123456789eE.-+ntrfals\\u ', max_size=60).map(str.encode))
def test_no_bytes_raise(data: bytes) -> None:
    """There is a value, or at least one problem."""
    value, problems = parse(data)
    assert bool(problems) or json.loads(data.removeprefix(b"\xef\xbb\xbf")) == value


@pytest.mark.parametrize("indent", [None, 2])
def test_every_value_is_located_exactly(indent: int | None) -> None:
    """In minified and in indented text: the line and column are those of the first character, the offset is that of its byte."""
    for seed in range(40):
        value = generate.record(seed, fullness=0.6)
        text = json.dumps(value, indent=indent, ensure_ascii=False)
        data = text.encode()
        rows = text.split("\n")
        for fault in random.Random(seed).sample(list(generate.faults(generate.CLASSES[value["type"]], value)), 12):
            if fault.what.startswith(("required", "unknown", "key", "bad key", "empty key", "null for", "another")):
                continue
            (found,) = SourceMap(data).place([Problem("date.syntax", Severity.ERROR, fault.at)])
            assert found.line and found.column and found.offset is not None
            here = value
            for token in fault.at.split("/")[1:]:
                here = here[int(token)] if isinstance(here, list) else here[token.replace("~1", "/")]
            start = json.dumps(here, ensure_ascii=False)[0]
            assert rows[found.line - 1][found.column - 1] == start
            assert data[found.offset :].decode().startswith(start)


def test_a_byte_order_mark_counts_in_offsets_and_not_in_columns() -> None:
    """An editor does not show it, but a program that seeks has to skip it."""
    data = b"\xef\xbb\xbf" + '{"é": 1,\n"b": NaN}'.encode()
    (problem,) = parse(data)[1]
    assert (problem.line, problem.column) == (2, 6) and data[problem.offset :].startswith(b"NaN")
    (problem,) = SourceMap(data).place([Problem("key.unknown", Severity.ERROR, "/b", about_key=True)])
    assert (problem.line, problem.column) == (2, 1) and data[problem.offset :].startswith(b'"b"')


def test_a_problem_of_a_key_is_placed_at_the_key_and_of_a_missing_key_at_its_object() -> None:
    """So that an editor jumps to the text that has to be changed."""
    data = b'{\n "a": {"nonsense": 1}\n}'
    problems = [
        Problem("key.unknown", Severity.ERROR, "/a/nonsense", about_key=True),
        Problem("key.missing", Severity.ERROR, "/a"),
    ]
    problems.append(Problem("key.missing", Severity.ERROR, "/a/b/c"))
    problems.append(Problem("key.missing", Severity.ERROR, "/a/nonsense/0"))
    problems.append(Problem("key.missing", Severity.ERROR, "/a", line=9))
    assert [(p.line, p.column) for p in SourceMap(data).place(problems)] == [(2, 8), (2, 7), (2, 7), (2, 20), (9, None)]


def test_canonical_texts_are_parsed_together_however_long_they_are() -> None:
    """One that is not canonical, or that only makes JSON beside the next, gives None for all."""
    long = ['"' + "a" * memory.STEP + '"', "[1]", "2.5"]
    assert parse_canonical(long) == ["a" * memory.STEP, [1], 2.5]
    for text in ("1e2", "[1", "1,2", '"\\u00e9"', ""):
        assert parse_canonical([*long, text]) is None


@pytest.mark.parametrize(
    "texts",
    [["[1", "2]", "3,4"], ['"a', 'b"', "1,2"], ["1],[2"], ['{"a":', "1}", "2,3"], ['"\\', '"'], ["[1,2", "3],4", "5"]],
)
def test_texts_that_are_only_together_as_many_values_are_not_canonical(texts: list[str]) -> None:
    """Each text is one whole value of its own, whatever the texts beside it begin or end."""
    assert parse_canonical(texts) is None
