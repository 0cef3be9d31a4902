"""Text and names: what every text obeys, language maps, preferred names."""

from __future__ import annotations

import copy
import pickle
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.shapes import Scalar
from thinktank_model.values.text import LABEL, PROSE

# text, codes in prose, codes in a label
CASES: list[tuple[str, list[str], list[str]]] = [
    ("Joint research", [], []),
    ("智库 é ñ", [], []),
    ("👩\u200d🔬 می\u200cخواهم", [], []),
    ("", ["text.empty"], ["text.empty"]),
    (" \u00a0\t\n", ["text.empty"], ["text.empty"]),
    ("a\nb", [], ["text.control-character"]),
    ("a\tb", [], ["text.control-character"]),
    ("a\r\nb", ["text.control-character"], ["text.control-character"]),
    ("a\x00", ["text.control-character"], ["text.control-character"]),
    ("a\x85b", ["text.control-character"], ["text.control-character"]),
    ("a\u202eb", ["text.control-character"], ["text.control-character"]),
    ("a\u2066b", ["text.control-character"], ["text.control-character"]),
    ("\ufeffa", ["text.control-character"], ["text.control-character"]),
    ("a\uffff", ["text.control-character"], ["text.control-character"]),
    ("a\U0001ffff", ["text.control-character"], ["text.control-character"]),
    (" a", ["text.odd-whitespace"], ["text.odd-whitespace"]),
    ("a ", ["text.odd-whitespace"], ["text.odd-whitespace"]),
    ("a  b", ["text.odd-whitespace"], ["text.odd-whitespace"]),
    ("a\u00a0b", ["text.odd-whitespace"], ["text.odd-whitespace"]),
    ("a\u200bb", ["text.odd-whitespace"], ["text.odd-whitespace"]),
    ("a\u2028b", ["text.odd-whitespace"], ["text.odd-whitespace"]),
    ("a \nb", ["text.odd-whitespace"], ["text.control-character"]),
    ("a\n", ["text.odd-whitespace"], ["text.control-character"]),
    ("e\u0301", ["text.not-nfc"], ["text.not-nfc"]),
    ("e\u0301  x", ["text.odd-whitespace", "text.not-nfc"], ["text.odd-whitespace", "text.not-nfc"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "prose", "label"), CASES, ids=[ascii(case[0]) for case in CASES])
def test_what_is_said_of_a_text(text: str, prose: list[str], label: list[str]) -> None:
    """Errors for what is empty or invisible, warnings for spaces and normalization."""
    assert [problem.code for problem in PROSE.read(text)[1]] == prose
    assert [problem.code for problem in LABEL.read(text)[1]] == label


TEXTS = st.text(st.sampled_from("aé e\u0301\n\t\u00a0\u200b\u202e\x00智.") | st.characters(), max_size=12)


@given(TEXTS, st.sampled_from([PROSE, LABEL]))
def test_clean_says_yes_exactly_where_read_finds_nothing(text: str, scalar: Scalar) -> None:
    """The quick way and the full one agree; the value is kept as it was written."""
    assert scalar.clean is not None
    value, problems = scalar.read(text)
    assert scalar.clean(text) == (not problems)
    assert value in (None, text)


@given(TEXTS)
def test_the_fixes_make_a_text_clean(text: str) -> None:
    """Applied one after another; and a fix never empties a text."""
    value, problems = PROSE.read(text)
    if value is not None and problems:
        fix = problems[-1].fix
        assert fix is not None and isinstance(fix.value, str)
        again, left = PROSE.read(fix.value)
        assert again is not None and not left
        assert unicodedata.is_normalized("NFC", again) or problems[-1].code == "text.odd-whitespace"


def test_half_characters_are_never_clean() -> None:
    """A text with half a surrogate pair must not slip through the quick way."""
    for scalar in (PROSE, LABEL):
        assert scalar.clean is not None and not scalar.clean("a\ud800") and not scalar.clean("a\n\ud800")


def test_a_text_is_an_immutable_mapping() -> None:
    """Equal whatever the order, hashable, copied and pickled."""
    text = tm.Text({"en": "A", "fr": "B"})
    assert text == tm.Text(fr="B", en="A") and hash(text) == hash(tm.Text(fr="B", en="A"))
    assert dict(text) == {"en": "A", "fr": "B"} and len(text) == 2 and "en" in text and text["fr"] == "B"
    assert text != {"en": "A", "fr": "B"} and eval(repr(text), {"Text": tm.Text}) == text
    for again in (copy.deepcopy(text), pickle.loads(pickle.dumps(text))):
        assert again == text
    with pytest.raises(AttributeError, match="immutable"):
        text._entries = {}


@pytest.mark.parametrize(
    ("entries", "codes"),
    [
        ({}, ["list.too-short"]),
        ({"en": ""}, ["text.empty"]),
        ({"English!": "A"}, ["language.malformed"]),
        ({"zh-hans": "智库", "zh-Hans": "智库"}, ["language.not-canonical", "list.duplicate"]),
        ({"en": "A", "fr": " ", "x": "B"}, ["text.empty", "language.malformed"]),
        ({"en": 3}, ["type.wrong-type"]),
        ({"en": None}, ["key.null"]),
        ({3: "A"}, ["type.wrong-type"]),
    ],
)
def test_wrong_entries_raise_with_every_problem(entries: dict[str, str], codes: list[str]) -> None:
    """In Python as in JSON."""
    with pytest.raises(tm.InvalidData) as caught:
        tm.Text(entries)
    assert [problem.code for problem in caught.value.problems] == codes


def test_tags_are_stored_in_canonical_case() -> None:
    """With a warning that nobody sees in Python."""
    assert list(tm.Text({"ZH-hans": "智库"})) == ["zh-Hans"]


@pytest.mark.parametrize(
    ("ranges", "found"),
    [(("fr-CA",), "B"), (("zh-CN", "fr"), "C"), (("de",), "A"), ((), "A"), (("zh",), "C")],
)
def test_best_picks_by_lookup_then_english(ranges: tuple[str, ...], found: str) -> None:
    """RFC 4647."""
    assert tm.Text({"zh-Hans": "C", "fr": "B", "en": "A"}).best(*ranges) == found


def test_best_falls_back_to_the_first() -> None:
    """Where there is no English either."""
    assert tm.Text({"ru": "план", "fr": "B"}).best("de") == "план"


def test_a_text_in_another_script_is_noticed() -> None:
    """At its key."""
    report = tm.validate({"type": "source", "id": "source:a", "titles": {"en": "Plan", "zh-Hans": "Work plan"}})
    assert [(p.code, p.pointer) for p in report] == [("language.script-mismatch", "/titles/zh-Hans")]


def names(*given: dict[str, object]) -> list[tuple[str, str]]:
    report = tm.validate({"type": "person", "id": "person:a", "names": list(given)})
    return [(problem.code, problem.pointer) for problem in report]


def test_one_name_a_language_can_be_preferred() -> None:
    """A name without a language counts as one language of its own."""
    en, fr = {"value": "A", "lang": "en", "preferred": True}, {"value": "B", "lang": "fr", "preferred": True}
    assert names(en, fr) == []
    assert names(en, fr, en) == [("name.several-preferred", "/names/2/preferred")]
    assert names({"value": "A", "preferred": True}, {"value": "B", "preferred": True}) == [
        ("name.several-preferred", "/names/1/preferred")
    ]


def test_a_name_in_another_script_is_noticed() -> None:
    """At its value; without a language nothing is expected."""
    assert names({"value": "智库", "lang": "en"}) == [("language.script-mismatch", "/names/0/value")]
    assert names({"value": "智库"}, {"value": "CMI", "lang": "zh"}) == []
