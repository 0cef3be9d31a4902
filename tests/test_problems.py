"""Problems, reports, pointers, and the catalogue of codes."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model import catalogue
from thinktank_model.problems.display import display, escape, shorten
from thinktank_model.problems.pointers import pointer, pointer_tokens
from thinktank_model.problems.problem import Fix, define
from thinktank_model.shapes.explain import INVALID

from .conftest import ROOT, Snapshot
from .joined import joined

FROZEN = "tests/snapshots/codes.txt"


@given(st.lists(st.text(max_size=5)))
def test_pointer_tokens_undoes_pointer(tokens: list[str]) -> None:
    """For any keys, including slashes and tildes."""
    assert list(pointer_tokens(pointer(*tokens))) == tokens


@pytest.mark.parametrize("text", ["a", "a/b", "/~", "/~2", "/a~"])
def test_what_is_no_pointer_is_refused(text: str) -> None:
    """RFC 6901, section 3."""
    with pytest.raises(ValueError, match="is not a JSON Pointer"):
        pointer_tokens(text)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("a" * 100, "a" * 100),
        ("a" * 101, "a" * 99 + "…"),
        (1.5, 1.5),
        (True, True),
        (None, None),
        (2**64, "an integer beyond 64 bits"),
        ([1, "é"], '[1, "é"]'),
        ({"a": set()}, "an object with 1 key"),
        (list(range(11)), "a list with 11 items"),
        (["x" * 200], '["' + "x" * 97 + "…"),
        (object, "a Python type"),
    ],
    ids=str,
)
def test_a_found_value_is_kept_short(value: object, kept: object) -> None:
    """Scalars are kept unchanged, other values as at most 100 characters of text."""
    assert shorten(value) == kept


@pytest.mark.parametrize(
    "char", ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\u2028", "\ud800"]
)
def test_nothing_that_a_terminal_would_obey_stays_in_a_message(char: str) -> None:
    """Control characters, bidi overrides, zero widths, lone surrogates: all are escaped."""
    for text in (
        escape(char),
        display(char),
        display([char]),
        str(tm.Problem("id.syntax", tm.Severity.ERROR, "/" + char)),
    ):
        assert char not in text
    problem = tm.catalogue()["id.syntax"](f"a{char}b", expected=char, suggestion=char)
    assert char not in str(problem) and char not in problem.message


def test_a_message_says_what_was_found_expected_and_to_write() -> None:
    """In this order, on one line; advice is a separate sentence."""
    code = tm.catalogue()["date.syntax"]
    problem = code("soon", at="/start", expected="a date", suggestion='"2024"', record_id="event:a")
    assert problem.message == '"soon" is not a date; expected a date; did you mean "2024"?'
    assert code("soon", help="Ask.").message == '"soon" is not a date. Ask.'
    assert code("soon", suggestion="2", help="Ask.").message == '"soon" is not a date; did you mean 2? Ask.'
    assert str(problem) == f"error date.syntax event:a /start: {problem.message}"


def test_a_place_stands_first() -> None:
    """With a line, and with a line and column."""
    problem = tm.Problem("json.empty", tm.Severity.ERROR, line=3)
    assert str(problem).startswith("line 3: error json.empty (whole): ")
    problem = tm.Problem("json.empty", tm.Severity.ERROR, line=3, column=9)
    assert str(problem).startswith("3:9: ")


def test_a_problem_and_its_fix_seen_from_further_out() -> None:
    """`under` puts a prefix before both pointers, but not before that of a fix to another record."""
    code = tm.catalogue()["id.syntax"]
    inner = code("x", at="/b", fix=Fix("move", "/b", origin="/c"))
    outer = inner.under("/a")
    assert outer.pointer == "/a/b" and outer.fix == Fix("move", "/a/b", origin="/a/c")
    assert inner.under("") is inner
    other = code("x", fix=Fix("add", "/x/-", "y", record_id="event:b"))
    assert other.under("/a").fix == other.fix
    assert code("x").under("/a").fix is None


def test_a_report_is_a_sequence_of_problems() -> None:
    """`.ok` depends on errors only."""
    code, warning = tm.catalogue()["id.syntax"], tm.catalogue()["term.unlisted"]
    report = tm.Report([warning("a"), code("b")])
    assert not report.ok and tm.Report([warning("a")]).ok and tm.Report().ok
    assert len(report) == 2 and list(report) == [*report.problems] and report[1].code == "id.syntax"
    assert report[:1] == tm.Report([warning("a")]) and hash(report[:1]) == hash(tm.Report([warning("a")]))
    assert report != [1]
    assert [p.code for p in report.errors] == ["id.syntax"] and [p.code for p in report.warnings] == ["term.unlisted"]
    assert str(tm.Report()) == "no problems" and str(report).count("\n") == 1
    assert repr(report).startswith("Report([Problem(")


def test_invalid_data_lists_its_problems_one_a_line_and_survives_pickling() -> None:
    """It is a ValueError."""
    error = tm.InvalidData([tm.catalogue()["id.syntax"]("a"), tm.catalogue()["id.syntax"]("b")])
    assert isinstance(error, ValueError) and str(error).count("\n") == 1
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert again.problems == error.problems


def test_representations_are_short() -> None:
    """Of a code, and of the mark for an invalid value."""
    assert repr(catalogue()["id.syntax"]) == "<Code id.syntax>" and repr(INVALID) == "INVALID"


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """Also for names that are loaded on request; and `dir` lists these."""
    with pytest.raises(AttributeError, match="no attribute 'Datset'"):
        tm.Datset  # noqa: B018
    assert {"Dataset", "validate", "Event", "json_schema", "example"} <= set(dir(tm))


def test_the_catalogue_is_whole_whatever_was_loaded() -> None:
    """Codes of modules that are loaded on request are in it too."""
    code = "import thinktank_model as tm; print(*tm.catalogue())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == list(catalogue()) and "import.not-json" in catalogue()


def test_a_code_is_defined_once() -> None:
    """Two rules with one name would share a page but not a meaning."""
    with pytest.raises(ValueError, match="defined twice"):
        define("id.syntax", "error", "x", why="x")


def test_codes_are_never_renamed_or_removed(snapshot: Snapshot) -> None:
    """The list is frozen: `python -m tools.renew` adds new codes, and no line is ever removed."""
    frozen = set((ROOT / FROZEN).read_text(encoding="utf-8").splitlines())
    now = {f"{code.name} {code.severity}" for code in catalogue().values()}
    assert frozen <= now
    snapshot(FROZEN, "\n".join(sorted(now)) + "\n")


@joined("code", catalogue().values())
def test_every_code_explains_itself(code: tm.Code) -> None:
    """One sentence with the reason, and examples that are JSON."""
    assert code.why.endswith(".") and len(code.why) > 30
    assert code.message and not code.message.endswith(".")
    if code.good:
        json.loads(code.good)
    if code.bad and not code.name.startswith("json."):
        json.loads(code.bad)
    assert bool(code.good) == bool(code.bad) or code.name == "json.empty"
