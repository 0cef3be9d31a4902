"""Which JSON the strict reader accepts, alone and between two valid lines, and that it loses nothing."""

from __future__ import annotations

import io
import json
import os
import time
import tracemalloc
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.jsontext.encodings import guess
from thinktank_model.jsontext.parsing import parse

from .joined import joined
from .scale import examples

GOOD = b'{"type":"source","id":"source:a","titles":{"en":"A"}}'
SUITE = "THINKTANK_JSON_SUITE"  # names a folder with the files of the JSON parsing test suite (nst/JSONTestSuite)
BOM = b"\xef\xbb\xbf"

# --- Our own table: by category, what must be read ---

ACCEPTED: dict[str, list[bytes]] = {
    "scalars": [b"null", b"true", b"false", b"0", b'""', b'"a"', b"-1", b"1.5", b" null", b"true ", b"\t1\r", b" 1 "],
    "empty": [b"{}", b"[]", b" { } ", b"[ ]", b"[{}]", b'{"":[]}', b"[[],[]]", b'{"a":{}}', b'{"":""}', b"[[[[]]]]"],
    "white space": [b'{\t"a"\t:\t1\t}', b'{ "a" : [ 1 , 2 ] }', b"[1\r]", b"\t[\t]\t", b'{"a":1\r,"b":2}', b"[ null ]"],
    "integers": [b"-0", b"9007199254740993", b"-9223372036854775808", b"18446744073709551615", b"[10,20]", b"100000000000"],
    "fractions": [b"0.5", b"-0.0", b"1.0", b"1.50", b"0.30000000000000004", b"123.456789", b"-0.1", b"0.1", b"12.000"],
    "exponents": [b"1e5", b"1E5", b"1e+5", b"1E-5", b"0e1", b"0E+1", b"1.5e300", b"-1e-7", b"1e22", b"0e99999999999999999999",
                  b"0.000e-999", b"5e-324", b"1.7976931348623157e308", b"2.2250738585072014e-308", b"1e0005", b"1000e-3"],
    "as C prints": [b"0.10000000000000001", b"39.904210999999997", b"0.1000000000000000055511151231257827", b"4.9e-324",
                    b"4.9406564584124654e-324", b"0.30000000000000004441", b"1e+23", b"9.9999999999999992e+22", b"1.0000000000000000000"],
    "escapes": [b'"\\""', b'"\\\\"', b'"\\/"', b'"\\b\\f\\n\\r\\t"', b'"\\u0041"', b'"\\u00e9"', b'"\\u4e2d"', b'"\\uABCD\\uabcd"',
                b'"\\ud83d\\ude00"', b'"\\uDBFF\\uDFFF"', b'"\\u0000"', b'"\\u2028"', b'"\\\\ud800"', b'"\\uFFFF"', b'"\\u005C"'],
    "text": [s.encode() for s in ('"é"', '"智库"', '"😀"', '"\u2028"', '"\x7f"', '"\x85"', '"\ufeff"', '"\uffff"', '"//"', '"/* */"',
                                  '"{[,:]}"', '"\U0010ffff"', '"e\u0301"', '"\u00a0"', '"عربي"', '"null"', '"\'"', '"#"')],
    "keys": [b'{"a":1,"A":2}', b'{"a":1,"a ":2}', '{"é":1,"e\u0301":2}'.encode(), b'{"\\u0061":1}', b'{"a":{"a":{"a":1}}}',
             b'[{"a":1},{"a":2}]', b'{"":1," ":2}', b'{"\\n":1}', b'{"a":"a"}', b'{"1":1,"01":2}', b'{"__proto__":1}'],
    "depth": [b"[" * n + b"]" * n for n in (2, 63, 64, 200, 254)] + [b'{"a":' * n + b"1" + b"}" * n for n in (2, 64, 250)],
    "size": [b'"' + b"a" * 70_000 + b'"', b"[" + b"0," * 5000 + b"0]", b"1" + b" " * 5000, b'["' + "智".encode() * 9000 + b'"]'],
}  # fmt: skip

# --- By code, what must be refused ---

_SYNTAX = [
    # commas and colons
    b"[1,]", b"[,1]", b"[,]", b"[1,,2]", b"[1,,]", b'{"a":1,}', b'{,"a":1}', b"{,}", b'{"a":1,,"b":2}', b"[1 2]", b"[1:2]", b'["a":1]',
    b'{"a",1}', b'{"a"}', b'{"a" 1}', b'{"a"::1}', b'{"a":}', b"{:1}", b'{"a":1 "b":2}', b"[1;2]", b'{"a"=1}', b"[,", b'{"a":1:2}',
    # keys
    b"{a:1}", b"{'a':1}", b"{1:1}", b"{null:1}", b"{[]:1}", b"{{}:1}", b"{a}", b"{1}", b"{true:1}", b"{\xc3\xa9:1}",
    # brackets
    b"]", b"}", b"[}", b"{]", b"[1}", b'{"a":1]', b"[]]", b"{}}", b"[1]]", b"([])", b"<a>", b"<null>", b"[(1)]", b"[1],", b"{},",
    # numbers
    b"[01]", b"[-01]", b"[00]", b"[+1]", b"[.5]", b"[-.5]", b"[1.]", b"[1.e5]", b"[1e]", b"[1e+]", b"[1.5e]", b"[--1]", b"[1+1]", b"[- 1]",
    b"[0x1F]", b"[1_000]", b"[1 000]", b"[0b1]", b"[1,5.]", b"[1.2.3]", b"[1-]", b"[1e5.5]", b"[1ee5]", b"[-]", b"[-a]", b"[1a]", b"[1f]",
    "[١]".encode(), "[１]".encode(), "[½]".encode(), b"[+]", b"[e5]", b"[0e]", b"[0.e1]", b"[2.]", b"[ .1 ]",
    # words
    b"[True]", b"[False]", b"[None]", b"[NULL]", b"[nul]", b"[nulll]", b"[truee]", b"[tru]", b"[undefined]", b"[abc]", b"[nan]", b"[inf]",
    b"[+Infinity]", b"[Infinit]", b"[yes]", b"TRUE", b"abc", b"[nul ]", b"[trueabc]", b"[-true]", b"[*]", b"[&a]", b"[$]", b"[@]",
    # strings
    b"['a']", b"[`a`]", b'[a"]', b'["a"b"]', b'["a""b"]', b'["a" "b"]', "[\u201ca\u201d]".encode(), b'[a\\"]', b"[\\n]",
    # comments and the like
    b"// x", b"# x", b"/* x */ 1", b"[1 // x", b"[1 /* x */]", b"[1] // x", b"{} # x", b"<!-- x -->", b"--- {}", b"%YAML", b"[1]\x0c", b"[1,\0 2]", b'{"a":\0 1}', b"[1] \0 2",
    "[\u00a0]".encode(), "[\u2060]".encode(), "[1\u3000]".encode(), b"[\x0b1]", b"\x0c", b"[\x1f]", "\u00a0".encode(), b"\x08[]",
    # names of files, other formats
    b"data/programme.json", b"a.jsonl", b"id,name", b"id: event:a", b"(1)", b"=1", b"{} x", b"1 2", b"1,2", b"[1] 2", b"null null",
] + [b'["\\' + bytes([letter]) + b'"]' for letter in b"acdeghijklmopqsvwxyzABCDEFNRTUX0189' -%"] + [
    b'["\\u' + digits + b'"]' for digits in (b"", b"1", b"12", b"123", b"123g", b"00 0", b"+041", b"{41}", b"\xc3\xa900")
] + [b'["a' + bytes([control]) + b'b"]' for control in range(1, 32) if control != 10]  # fmt: skip

REFUSED: dict[str, list[bytes]] = {
    "json.syntax": _SYNTAX,
    "json.truncated": [
        b"[", b"{", b"[1", b"[1,", b'{"a"', b'{"a":', b'{"a":1', b'{"a":1,', b'["a', b'["a]', b'["a\\', b'["a\\u', b'["a\\u12', b"[tru", b"[f", b"[nul",
        b"[-", b"[1.", b"[1e", b"[1e+", b"[1E-", b'{"', b'{"a', b'{"a\\"', b'"', b'"abc', b"-", b"1.", b"1e", b"t", b"fals", b"[[[[", b'[{"a":[{',
        b'["\xe6\x99\xba', b"[[],", b'{"a":"b","c', b'{"a":{"b":1}', b"[1.5e",
    ],
    "json.duplicate-key": [
        b'{"a":1,"a":2}', b'{"a":1,"a":1}', b'{"id":1,"\\u0069d":2}', b'[{"a":[],"b":0,"a":[]}]', b'{"":1,"":2}', b'{"a":{"b":1,"b":2}}',
        b'{"\\/":1,"/":2}', b'{"\xc3\xa9":1,"\\u00e9":2}', b'{"\\ud83d\\ude00":1,"\xf0\x9f\x98\x80":2}', b'{"a":1,"b":2,"a":3,"b":4}',
        b'{"\\"":1,"\\u0022":2}', b'{"a":1 , "a":2}',
    ],
    "json.integer-out-of-range": [
        b"18446744073709551616", b"-9223372036854775809", b"[100000000000000000000]", b'{"a":1e2,"b":99999999999999999999999}',
        b"[-" + b"9" * 5000 + b"]", b"[123456789012345678901234567890]", b"-18446744073709551615", b"[0,36893488147419103232]",
    ],
    "json.number-out-of-range": [
        b"1e400", b"-1e400", b"1e-400", b"-1e-400", b"[1.8e308]", b"[1e999999999999999999]", b"[0.00000001e-330]", b"[2e-324]",
        b"[" + b"9" * 400 + b".5]", b'{"a":123456789e999}', b"[0." + b"0" * 400 + b"1]",
    ],
    "json.number-precision": [
        b"0.1000000000000000055511151231257829", b"1.000000000000000005", b"9007199254740993.0", b"[39.904211000000000001]", b"4.8e-324",
        b"0.100000000000000011", b"9007199254740992.5",
        b"123456789012345678901.5", b"1.7976931348623158e308", b"0.12345678901234567890", b"3.14159265358979323846",
    ],
    "json.non-finite-number": [
        b"NaN", b"[NaN]", b"Infinity", b"-Infinity", b'{"a":NaN}', b"[1,-Infinity]", b'{"a":[Infinity,1]}', b"[NaN,NaN]",
    ],
    "json.lone-surrogate": [
        b'"\\ud800"', b'"\\udc00"', b'"\\ud83d"', b'"\\ud83d\\u0041"', b'"\\udc00\\ud800"', b'"a\\udfffb"', b'{"\\ud800":1}', b'"\\ud83dx"',
        b'["\\uDBFF\\uD800"]', b'"\\ud83d\\\\ude00"', b'"\\ud800\\ud800\\udc00"',
    ],
    "json.not-utf8": [
        b'"\x80"', b'"\xbf"', b'"\xc0\x80"', b'"\xc1\xbf"', b'"\xe0\x80\x80"', b'"\xe0\x9f\xbf"', b'"\xed\xa0\x80"', b'"\xed\xbf\xbf"',
        b'"\xf0\x80\x80\x80"', b'"\xf4\x90\x80\x80"', b'"\xf5\x80\x80\x80"', b'"\xf8\x88\x80\x80\x80"', b'"\xfe"', b'"\xff"', b'"\xe9"',
        b'"\xc3"', b'"\xe6\x99"', b'"\xf0\x9f\x98"', b'"\xc3\xc3\xa9"', b'{"\xe9":1}', b"[\xe9]", b"\xff\xfe", b"\xfe\xff", b"\x80", b"[1]\xff",
        b'"\xed\xa0\xbd\xed\xb8\x80"', '["上海"]'.encode("gb18030"), '["臺灣"]'.encode("big5"), '["Zürich"]'.encode("latin-1"),
        '["a"]'.encode("utf-16"), '["a"]'.encode("utf-16-le"), '["a"]'.encode("utf-16-be"), '["a"]'.encode("utf-32"),
        '["a"]'.encode("utf-32-le"), '["a"]'.encode("utf-32-be"), '["é"]'.encode("utf-16-le"), '["€"]'.encode("cp1252"),
    ],
    "json.byte-order-mark": [
        BOM + BOM + b"1", b" " + BOM + b"{}", b"[" + BOM + b"1]", b"[1]" + BOM, b'{"a":' + BOM + b"1}", b'{"a":1,' + BOM + b'"b":2}',
    ],
    "json.several-values": [
        b"{}{}", b"{} {}", b"[][]", b'{"a":1} {"b":2}', b'1 "a"', b'"a""b"', b"[1]\t[2]", b'null {"a":1}', b"{}[", b'{}"',
    ],
    "json.nul-tail": [b"\0", b"\0\0\0\0", b"{}\0", b"{}\0\0\0\0\0", b'{"a":\0\0', b'{"a":"x\0\0\0', b"[1]\0 \0", b"[1,\0", b"\0 "],
    "json.too-deep": [b"[" * n + b"]" * n for n in (256, 500, 1025, 20_000)] + [b'{"a":' * 300 + b"1" + b"}" * 300, b"[" * 100_000],
}  # fmt: skip

CASES = [(category, data, None) for category, listed in ACCEPTED.items() for data in listed]
CASES += [(code, data, code) for code, listed in REFUSED.items() for data in listed]  # type: ignore[misc]


def test_the_table_is_as_large_as_the_public_suite() -> None:
    """And has no duplicate case."""
    assert len(CASES) >= 300 and len({data for _, data, _ in CASES}) == len(CASES)


@joined("category,data,code", CASES)
def test_alone(category: str, data: bytes, code: str | None) -> None:
    """Valid JSON is read as by the standard library; invalid JSON has its code and its exact place."""
    value, problems = parse(data)
    if code is None:
        assert not problems and value == json.loads(data), category
        return
    assert value is None and problems and problems[0].code == code
    for problem in problems:
        assert problem.line == 1 and problem.column and problem.offset is not None and problem.offset <= len(data)
        assert problem.expected or problem.suggestion or problem.help or code == "json.syntax"


@joined("category,data,code", CASES)
def test_between_two_good_lines(category: str, data: bytes, code: str | None) -> None:
    """The same code, with the place in the file; and the lines around it are read."""
    lines = list(tm.read_jsonl(io.BytesIO(GOOD + b"\n" + data + b"\n" + GOOD)))
    assert lines[0].record == lines[-1].record == tm.loads(GOOD)
    assert [line.number for line in lines] == [1, 2, 3]
    found = lines[1].problems
    assert lines[1].record is None and found
    if code is None:
        assert not found[0].code.startswith("json.") or found[0].code == "json.too-deep", category
    else:
        assert found == parse(data, line=2, offset=len(GOOD) + 1)[1]
        assert found[0].code == code or data.startswith(BOM)


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(15, 800), st.sampled_from("ge"))
def test_a_float_is_read_back_from_every_print_of_it(number: float, digits: int, form: str) -> None:
    """With 17 digits or more as C or Java print it, or in its shortest form; with fewer digits, the float that they denote."""
    for text in (f"{number:.{digits}{form}}", f"{number:.17g}", repr(number)):
        if abs(float(text)) == float("inf") or text.lstrip("-").isdigit():  # rounded up; printed as an integer
            continue
        value, problems = parse(text.encode())
        assert not problems and value == float(text) and (digits < 17 or value == number)


@given(st.floats(1e-6, 1e6), st.integers(18, 40), st.integers(1, 9))
def test_digits_that_a_float_does_not_give_back_are_refused(number: float, digits: int, more: int) -> None:
    """For any such digits."""
    printed = f"{number:.{digits}e}"
    mantissa, _, exponent = printed.partition("e")
    odd = f"{mantissa[:-1]}{(int(mantissa[-1]) + more) % 10}e{exponent}"
    assert [problem.code for problem in parse(odd.encode())[1]] in (
        ["json.number-precision"],
        [] if Decimal(odd) == Decimal(repr(float(odd))) else None,
    )


# --- The public suite, where its files are at hand ---


def suite() -> list[Path]:
    """Return the files of the suite, which its CI stage provides (.ci/stages/json-suite)."""
    folder = os.environ.get(SUITE)
    if folder is None:
        pytest.skip(f"the JSON test suite is not at hand; {SUITE} names its folder")
    found = sorted(Path(folder).glob("*.json"))
    assert len(found) > 280
    return found


UNDECIDED = Path(__file__).parent / "json-suite.txt"  # more cases than the npm package has, whose texts are UTF-8
OURS = {
    "y_object_duplicated_key.json",
    "y_object_duplicated_key_and_value.json",
}  # valid JSON, but one of the two would be lost


def test_the_public_suite() -> None:
    """y_ is accepted, n_ refused with a code, i_ as listed; and as a line, the lines around it are read."""
    undecided = dict([line.split() for line in UNDECIDED.read_text().splitlines()])
    for path in suite():
        data = path.read_bytes()
        value, problems = parse(data)
        verdict = problems[0].code if problems else "accepted"
        if path.name in OURS:
            assert verdict == "json.duplicate-key"
        elif path.name.startswith("y_"):
            assert verdict == "accepted" and value == json.loads(data), path.name
        elif path.name.startswith("n_"):
            assert verdict != "accepted" and problems[0].line and problems[0].offset is not None, path.name
        else:
            assert verdict == undecided[path.name], path.name
        lines = list(tm.read_jsonl(io.BytesIO(GOOD + b"\n" + data + b"\n" + GOOD)))
        assert lines[0].record == lines[-1].record == tm.loads(GOOD), path.name


# --- Nothing is lost ---


class Pairs(list[Any]):
    """An object as the oracle reads it: every key and value."""


def exact(value: object) -> object:
    """Return a value in the form of the oracle."""
    if isinstance(value, dict):
        return Pairs([(key, exact(item)) for key, item in value.items()])
    if isinstance(value, list):
        return [exact(item) for item in value]
    return Decimal(repr(value)) if isinstance(value, float) else value


DIGITS = st.text("0123456789", min_size=1, max_size=22)
NUMBERS = st.tuples(DIGITS, st.none() | DIGITS, st.none() | st.integers(-420, 420)).map(
    lambda n: (n[0].lstrip("0") or "0") + (f".{n[1]}" if n[1] else "") + (f"e{n[2]}" if n[2] is not None else "")
)
STRINGS = st.lists(st.sampled_from(["a", "\\u0061", "b", "\\ud83d", "\\ude00", "é", "\\u00e9", "\\n"]), max_size=3).map(
    lambda parts: '"' + "".join(parts) + '"'
)
TEXTS = st.recursive(
    NUMBERS | STRINGS | st.sampled_from(["null", "true", "NaN", "-Infinity", "-0", "-0.0"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[" + ",".join(items) + "]")
        | st.lists(st.tuples(STRINGS, inner), max_size=4).map(
            lambda items: "{" + ", ".join([f"{key}: {item}" for key, item in items]) + "}"
        )
    ),
    max_leaves=12,
)


def is_lossless(value: Any) -> bool:
    """Return whether a plain value can hold everything that the oracle found."""
    if isinstance(value, Pairs):
        keys = [key for key, _ in value]
        return len(set(keys)) == len(keys) and all(is_lossless(key) and is_lossless(item) for key, item in value)
    if isinstance(value, list):
        return all(is_lossless(item) for item in value)
    if isinstance(value, str):
        return not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, float):
        return False  # the oracle reads only NaN and the infinities as floats
    if isinstance(value, Decimal):
        return abs(float(value)) != float("inf") and Decimal(repr(float(value))) == value
    return not isinstance(value, int) or -(2**63) <= value < 2**64


@pytest.mark.slow
@settings(max_examples=examples(500))
@given(TEXTS)
def test_no_loss_is_silent(text: str) -> None:
    """An independent reader that keeps every key and digit reads the same, or there is a problem."""
    exactly = json.loads(text, parse_float=Decimal, object_pairs_hook=Pairs)
    value, problems = parse(text.encode())
    assert (not problems) == is_lossless(exactly)
    if not problems:
        assert exact(value) == exactly


# --- Encodings ---


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        *[('{"name": "Réseau"}', f"utf-16{end}", "UTF-16") for end in ("", "-le", "-be")],
        *[('{"name": "Réseau"}', f"utf-32{end}", "UTF-32") for end in ("", "-le", "-be")],
        *[('"智库"', f"utf-16{end}", "UTF-16") for end in ("", "-le", "-be")],
        ('{"name": "Réseau à Montréal"}', "latin-1", "Latin-1"),
        ('{"name": "“Zürich”"}', "cp1252", "Windows-1252"),
        ('{"name": "上海国际问题研究院"}', "gb18030", "GB18030"),
        ('{"name": "中国现代国际关系研究院", "city": "北京"}', "gbk", "GB18030"),
        ('{"name": "\ufeff上海"}'[9:], "gb18030", "GB18030"),
        ('{"name": "臺灣亞洲交流基金會"}', "big5", "Big5"),
        ('{"name": "' + "上海国际问题研究院" * 6000 + '"}', "gb18030", "GB18030"),
    ],
)
def test_the_guess_names_the_encoding(text: str, encoding: str, name: str) -> None:
    """So that the message says which encoding to convert from."""
    data = text.encode(encoding)
    assert guess(data) == name
    (problem,) = parse(data)[1]
    assert problem.code == "json.not-utf8" and f"look like {name}" in problem.message


def test_other_guesses() -> None:
    """Damaged UTF-8 is still UTF-8; without evidence no encoding is named."""
    damaged = '{"name": "Réseau de réflexion à Montréal"}'.encode().replace("à".encode(), b"\xe0")
    assert guess(damaged) == "UTF-8 with some broken bytes"
    assert (guess(b'"\xed\xa0\xbd\xed\xb8\x80"') or "").startswith("CESU-8")
    assert guess(b'"\x81"') is None and ", but" not in parse(b'"\x81"')[1][0].message
    assert guess('"閟\x81"'[:2].encode("gb18030") + b'\x81\x40"') == "GB18030"


def test_a_mark_is_passed_over_once_at_the_start_of_a_file() -> None:
    """In JSON Lines too; not at the start of a later line."""
    lines = list(tm.read_jsonl(io.BytesIO(BOM + GOOD + b"\n" + BOM + GOOD + b"\n" + GOOD)))
    assert [line.record is not None for line in lines] == [True, False, True]
    assert [p.code for p in lines[1].problems] == ["json.byte-order-mark"]


# --- JSON Lines that are none ---

INDENTED = json.dumps(json.loads(GOOD), indent=2).encode()


def codes(data: bytes) -> list[tuple[int, list[str]]]:
    """Return the number of each line and the codes of its problems."""
    return [(line.number, [p.code for p in line.problems]) for line in tm.read_jsonl(io.BytesIO(data))]


def test_indented_json_is_reported_once_and_its_neighbours_come_out() -> None:
    """Not once for each line."""
    data = GOOD + b"\n" + INDENTED + b"\n" + GOOD + b"\n" + INDENTED.replace(b"\n", b"\r\n")
    assert codes(data) == [
        (1, []),
        (2, ["json.value-on-several-lines"]),
        (9, []),
        (10, ["json.value-on-several-lines"]),
    ]
    (problem,) = list(tm.read_jsonl(io.BytesIO(data)))[1].problems
    assert (problem.line, problem.column, problem.offset) == (
        2,
        1,
        len(GOOD) + 1,
    ) and "takes 7 lines" in problem.message
    array = b"[\n " + GOOD + b",\n " + GOOD + b"\n]"
    assert codes(array) == [(1, ["json.value-on-several-lines"])]


def test_a_broken_line_does_not_swallow_what_follows() -> None:
    """The line after an open bracket is not taken as its continuation."""
    cut = GOOD[:-3]
    assert codes(cut + b"\n" + GOOD + b"\n" + GOOD) == [(1, ["json.truncated"]), (2, []), (3, [])]
    assert codes(GOOD + b"\n" + cut) == [(1, []), (2, ["json.truncated"])]
    assert codes(b"{\n{\n}\n" + GOOD)[-1] == (4, [])
    assert codes(b"[\n1,\n]\n" + GOOD) == [(1, ["json.truncated"]), (2, ["json.syntax"]), (3, ["json.syntax"]), (4, [])]
    assert codes(b'{"a\n' + GOOD) == [(1, ["json.truncated"]), (2, [])]


def test_no_more_is_looked_at_ahead_than_a_line_may_hold() -> None:
    """For any number of unfinished lines; a line that is too long ends the search."""
    data = b"[\n" * 200 + GOOD
    found = list(tm.read_jsonl(io.BytesIO(data), limits=tm.Limits(line=100)))
    assert [line.record is not None for line in found] == [False] * 200 + [True]
    data = b"[\n" + b" " * 500 + b"1\n]\n" + GOOD
    found = list(tm.read_jsonl(io.BytesIO(data), limits=tm.Limits(line=100)))
    assert [[p.code for p in line.problems] for line in found] == [
        ["json.truncated"],
        ["json.line-too-long"],
        ["json.syntax"],
        [],
    ]


def test_nul_bytes_after_the_last_line() -> None:
    """As after a crash: the lines before them are read."""
    assert codes(GOOD + b"\n" + b"\0" * 4096) == [(1, []), (2, ["json.nul-tail"])]
    assert codes(GOOD + b"\n" + GOOD[:20] + b"\0" * 4096) == [(1, []), (2, ["json.nul-tail"])]


def test_many_losses_on_one_line_take_linear_time_and_are_capped() -> None:
    """A thousand are listed; finding their places does not scan the line each time."""
    problems = parse(b"[" + b"1e999," * 50_000 + b"0]")[1]
    assert len(problems) == 1000 and problems[-1].offset == 1 + 6 * 999


def test_many_problems_below_a_huge_key_take_little_memory() -> None:
    """Their pointers have only the start of the key; the places are exact anyway."""
    key = b"k" * 2**21
    data = b'{"' + key + b'":{' + b'"a":1,' * 999 + b'"a":2}}'
    tracemalloc.start()
    problems = parse(data)[1]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(problems) == 999 and peak < 60 * len(
        data
    )  # most of it is allocated first and released: `jsontext.memory`
    assert problems[-1].pointer == "/" + "k" * 500 + "…/a" and data[problems[-1].offset or 0 :] == b'"a":2}}'
    report = tm.validate(b'{"type":"organization","id":"organization:a","names":[{"value":"A"}],"' + key + b'":[1]}')
    assert [p.code for p in report] == ["key.unknown"] and len(report[0].pointer) < 600 and report[0].line == 1


@pytest.mark.slow
def test_unfinished_lines_take_linear_time() -> None:
    """Each line is read at most twice, for any number of lines."""
    taken = []
    for number in (5_000, 40_000):
        start = time.thread_time()
        assert len(list(tm.read_jsonl(io.BytesIO(b"{\n" * number)))) == number
        taken.append(time.thread_time() - start)
    assert taken[1] < 24 * taken[0] + 0.1
