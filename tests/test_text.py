"""Text and names: the rules of every text, language maps, preferred names."""

from __future__ import annotations

import copy
import json
import pickle
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.problems.pointers import pointer_tokens
from thinktank_model.problems.problem import Fix
from thinktank_model.shapes.tree import Scalar
from thinktank_model.values import language
from thinktank_model.values.language import canonical_language, expected_letter
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
    ("\na", ["text.odd-whitespace"], ["text.control-character"]),
    ("a\n b", ["text.odd-whitespace"], ["text.control-character"]),
    ("a\n\nb\n\tc", [], ["text.control-character"]),
    ("a\ne\u0301", ["text.not-nfc"], ["text.control-character"]),
    ("e\n\u0301", [], ["text.control-character"]),
    ("\u200d", ["text.empty"], ["text.empty"]),
    ("\u200e \u00ad", ["text.empty"], ["text.empty"]),
    ("\u200b", ["text.empty"], ["text.empty"]),
    ("\x07", ["text.control-character"], ["text.control-character"]),
    ("\ue000", [], []),
    ("\u0301", [], []),
    ("a\u2060b", ["text.odd-whitespace"], ["text.odd-whitespace"]),
    ("a\u3000b", ["text.odd-whitespace"], ["text.odd-whitespace"]),
    ("\u200eab\u00ad", ["text.soft-hyphen"], ["text.soft-hyphen"]),
    ("e\u0301", ["text.not-nfc"], ["text.not-nfc"]),
    ("e\u0301  x", ["text.odd-whitespace", "text.not-nfc"], ["text.odd-whitespace", "text.not-nfc"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "prose", "label"), CASES, ids=[ascii(case[0]) for case in CASES])
def test_what_is_said_of_a_text(text: str, prose: list[str], label: list[str]) -> None:
    """Errors for empty and invisible texts, warnings for spaces and normalization."""
    assert [problem.code for problem in PROSE.read(text)[1]] == prose
    assert [problem.code for problem in LABEL.read(text)[1]] == label
    for scalar, codes in ((PROSE, prose), (LABEL, label)):
        assert scalar.clean is not None and not (scalar.clean(text) and codes)


def test_what_is_no_character_is_refused_in_every_plane() -> None:
    """The last two code points of each of the 17 planes, and 32 more (Unicode, section 23.7); adjacent ones are accepted."""
    never = [*range(0xFDD0, 0xFDF0), *[plane * 0x10000 + last for plane in range(17) for last in (0xFFFE, 0xFFFF)]]
    for number in never:
        assert [problem.code for problem in PROSE.read(f"a{chr(number)}")[1]] == ["text.control-character"], hex(number)
    for plane in range(1, 17):
        for number in (plane * 0x10000, plane * 0x10000 + 0xFFFD):
            assert "text.control-character" not in [p.code for p in PROSE.read(f"a{chr(number)}")[1]], hex(number)


DAMAGE = {f"text.{kind}" for kind in "replacement-character mojibake markup soft-hyphen invisible placeholder".split()}

TEXTS = st.text(
    st.sampled_from("aé e\u0301\n\n\t\u00a0\u200b\u200d\u2028\u202e\x00\r智.")
    | st.characters(exclude_categories=["Cs"]),
    max_size=12,
)
SCALARS = st.sampled_from([PROSE, LABEL])


@given(TEXTS, SCALARS)
def test_clean_says_yes_only_where_read_finds_nothing(text: str, scalar: Scalar) -> None:
    """The quick test never misses a problem; the value is kept as it was written."""
    assert scalar.clean is not None
    value, problems = scalar.read(text)
    assert not scalar.clean(text) or (value, problems) == (text, ())
    assert value == (None if any([problem.severity == "error" for problem in problems]) else text)


@given(st.lists(st.text(st.sampled_from("ab e\u0301智\u00a0"), max_size=4), max_size=5).map("\n".join))
def test_several_lines_are_clean_where_each_is(text: str) -> None:
    """Joined lines are clean too; lines between paragraphs may be empty, but not the first and the last."""
    lines = text.split("\n")
    clean = all([line == "" or not LABEL.read(line)[1] for line in lines])
    assert (not PROSE.read(text)[1]) == (clean and "" not in (lines[0], lines[-1]))


@given(TEXTS, SCALARS)
@example("e\u0301  x", LABEL)
@example("e\u0301 \nx", PROSE)
def test_each_fix_makes_a_text_clean(text: str, scalar: Scalar) -> None:
    """Each fix alone, for any other problems of the text; and visible characters are kept."""
    value, problems = scalar.read(text)
    for problem in problems:
        if value is not None and DAMAGE.isdisjoint([said.code for said in problems]):
            assert problem.fix is not None and problem.fix.path == "" and problem.fix.op == "replace"
            assert isinstance(problem.fix.value, str)
            assert scalar.read(problem.fix.value) == (problem.fix.value, ())
            unspaced = "".join([char for char in text if not (char.isspace() or char in "\u200b\u2060")])
            kept = "".join([char for char in str(problem.fix.value) if not char.isspace()])
            assert unicodedata.normalize("NFC", unspaced) == unicodedata.normalize("NFC", kept)


@given(TEXTS, SCALARS)
def test_what_is_suggested_for_a_text_with_controls_is_free_of_them(text: str, scalar: Scalar) -> None:
    """It may still need composing."""
    _, problems = scalar.read(text)
    if problems and problems[0].code == "text.control-character" and problems[0].suggestion is not None:
        assert {"text.control-character", "text.odd-whitespace"}.isdisjoint(
            [p.code for p in scalar.read(json.loads(problems[0].suggestion))[1]]
        )


@pytest.mark.parametrize(
    ("text", "scalar", "suggestion"),
    [
        ("a\r\nb", PROSE, "a\nb"),
        ("a\rb", PROSE, "a\nb"),
        ("a\r\nb", LABEL, "a b"),
        ("a\n\tb", LABEL, "a b"),
        ("a\u202eb\u202c", PROSE, "ab"),
        ("\ufeffa", LABEL, "a"),
        ("a\u00a0 b", LABEL, "a b"),
        ("a\u2028b", PROSE, "a\nb"),
        ("a\u2028b", LABEL, "a b"),
        ("a\u200bb", LABEL, "ab"),
        (" a", LABEL, "a"),
        ("\x07", LABEL, None),
        (" " + "a" * 101, LABEL, None),
    ],
    ids=ascii,
)
def test_what_was_meant_is_suggested(text: str, scalar: Scalar, suggestion: str | None) -> None:
    """As JSON, so that it can be copied; unless the result is empty or too long to repeat."""
    found = scalar.read(text)[1][0].suggestion
    assert (None if found is None else json.loads(found)) == suggestion


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a  b", "has two spaces in a row"),
        (" a", "has white space at the start or end of a line"),
        ("a\u00a0b", "has the spacing character U+00A0"),
        ("a\x00b", "holds the character U+0000"),
        ("a\U0001ffffb", "holds the character U+1FFFF"),
    ],
)
def test_a_message_names_what_cannot_be_seen(text: str, said: str) -> None:
    """By its code point."""
    assert said in LABEL.read(text)[1][0].message


@pytest.mark.parametrize(
    "text", ["a " * 200_000, " " * 400_000, "\n" * 400_000, "a\u00a0" * 200_000, "e\u0301" * 200_000, "\x00" * 400_000]
)
def test_a_huge_text_is_read_and_its_problems_stay_small(text: str) -> None:
    """A text may have any length; a message may not."""
    for scalar in (PROSE, LABEL):
        for problem in scalar.read(text)[1]:
            assert len(problem.message) < 1000 and len(str(problem.value)) <= 100


def test_half_characters_are_never_clean() -> None:
    """The quick test does not accept a lone surrogate."""
    for scalar in (PROSE, LABEL):
        assert scalar.clean is not None and not scalar.clean("a\ud800") and not scalar.clean("a\n\ud800")


def test_a_text_is_an_immutable_mapping() -> None:
    """Equal in any order, hashable; can be copied and pickled."""
    text = tm.Text({"en": "A", "fr": "B"})
    assert text == tm.Text(fr="B", en="A") and hash(text) == hash(tm.Text(fr="B", en="A"))
    assert dict(text) == {"en": "A", "fr": "B"} and len(text) == 2 and "en" in text and text["fr"] == "B"
    assert text != {"en": "A", "fr": "B"} and eval(repr(text), {"Text": tm.Text}) == text
    for again in (copy.deepcopy(text), pickle.loads(pickle.dumps(text))):
        assert again == text
    with pytest.raises(AttributeError, match="immutable"):
        text._entries = {}
    with pytest.raises(AttributeError, match="immutable"):
        del text._entries


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
        (None, ["list.too-short"]),
        ("A", ["type.wrong-type"]),
        ([("en", "A")], ["type.wrong-type"]),
        ({"value": "A", "lang": "en"}, ["language.malformed", "language.malformed"]),
        ({"en": "a\x00", "French": "b"}, ["text.control-character", "language.malformed"]),
    ],
)
def test_wrong_entries_raise_with_every_problem(entries: dict[str, str], codes: list[str]) -> None:
    """In Python as in JSON."""
    with pytest.raises(tm.InvalidData) as caught:
        tm.Text(entries)
    assert [problem.code for problem in caught.value.problems] == codes


def test_keywords_add_to_a_mapping_and_win() -> None:
    """As in `dict`; a text can be made from another text."""
    assert tm.Text({"en": "A", "fr": "B"}, fr="C") == tm.Text(en="A", fr="C")
    assert tm.Text(tm.Text(en="A")) == tm.Text(en="A") and tm.Text(tm.Text(en="A"), fr="B") == tm.Text(en="A", fr="B")


def applied(fix: Fix, value: dict[str, Any]) -> dict[str, Any]:
    """Return the object after a fix that moves one key to the place of another (RFC 6902)."""
    value = copy.deepcopy(value)
    origin, place = pointer_tokens(str(fix.origin)), pointer_tokens(fix.path)
    assert fix.op == "move" and origin[:-1] == place[:-1]
    inner = value
    for token in origin[:-1]:
        inner = inner[token]
    inner[place[-1]] = inner.pop(origin[-1])
    return value


def test_a_tag_in_another_case_is_renamed_and_its_text_kept() -> None:
    """The fix is a move, because replacing the value at the key's pointer would lose the text."""
    record: dict[str, Any] = {"type": "source", "id": "source:a", "titles": {"en": "Plan", "ZH-hans": "工作计划"}}
    (problem,) = tm.validate(record)
    assert (problem.code, problem.pointer) == ("language.not-canonical", "/titles/ZH-hans")
    assert problem.fix == Fix("move", "/titles/zh-Hans", origin="/titles/ZH-hans")
    mended = applied(problem.fix, record)
    assert mended["titles"] == {"en": "Plan", "zh-Hans": "工作计划"} and not tm.validate(mended)


def test_a_tag_is_not_renamed_onto_another() -> None:
    """That would lose the other text; a person has to decide."""
    report = tm.validate({"type": "source", "id": "source:a", "titles": {"zh-hans": "智库", "zh-Hans": "计划"}})
    assert [(problem.code, problem.fix) for problem in report] == [
        ("language.not-canonical", None),
        ("list.duplicate", None),
    ]


def test_tags_are_stored_in_canonical_case() -> None:
    """The warning is not shown in Python."""
    assert list(tm.Text({"ZH-hans": "智库"})) == ["zh-Hans"]


@pytest.mark.parametrize(
    ("ranges", "found"),
    [(("fr-CA",), "B"), (("zh-CN", "fr"), "C"), (("de",), "A"), ((), "A"), (("zh",), "C"), (("fr-x-us",), "B")],
)
def test_best_picks_by_lookup_then_english(ranges: tuple[str, ...], found: str) -> None:
    """RFC 4647."""
    assert tm.Text({"zh-Hans": "C", "fr": "B", "en": "A"}).best(*ranges) == found


def test_only_a_tag_has_a_canonical_form() -> None:
    """A name of a language is refused, with what a tag looks like."""
    with pytest.raises(ValueError, match="'French!' is not a language tag such as fr or zh-Hans"):
        canonical_language("French!")


def test_best_falls_back_to_the_first_tag() -> None:
    """If there is no English text; in the order of writing, whatever the order of the texts was."""
    assert tm.Text({"ru": "план", "fr": "B"}).best("de") == tm.Text({"fr": "B", "ru": "план"}).best("de") == "B"


def test_a_text_in_another_script_is_noticed() -> None:
    """At its key."""
    report = tm.validate({"type": "source", "id": "source:a", "titles": {"en": "Plan", "zh-Hans": "Work plan"}})
    assert [(p.code, p.pointer) for p in report] == [("language.script-mismatch", "/titles/zh-Hans")]


def names(*given: dict[str, object]) -> list[tuple[str, str]]:
    report = tm.validate({"type": "person", "id": "person:a", "names": list(given)})
    return [(problem.code, problem.pointer) for problem in report]


def test_one_name_a_language_can_be_preferred() -> None:
    """Names without a language count as one language of their own."""
    en, fr = {"value": "A", "lang": "en", "preferred": True}, {"value": "B", "lang": "fr", "preferred": True}
    assert names(en, fr) == []
    assert names(en, fr, {**en, "value": "C"}) == [("name.several-preferred", "/names/2/preferred")]
    assert names({"value": "A", "preferred": True}, {"value": "B", "preferred": True}) == [
        ("name.several-preferred", "/names/1/preferred")
    ]


def test_a_name_in_another_script_is_noticed() -> None:
    """At its value; without a language no script is expected."""
    assert names({"value": "智库", "lang": "en"}) == [("language.script-mismatch", "/names/0/value")]
    assert names({"value": "智库"}, {"value": "CMI", "lang": "zh"}) == []


def test_parts_of_a_name_stand_beside_the_whole() -> None:
    """Given and family names never replace the value."""
    assert names({"value": "Ada Lovelace", "given": "Ada", "family": "Lovelace"}) == []
    assert names({"given": "Ada", "family": "Lovelace"}) == [("key.missing", "/names/0")]
    assert names({"value": "Ada\nLovelace", "given": ""}) == [
        ("text.control-character", "/names/0/value"),
        ("text.empty", "/names/0/given"),
    ]


def test_a_suggestion_repeats_a_text_up_to_a_length() -> None:
    """100 characters are repeated, a longer text is not; the fix has it anyway."""
    for length, repeated in ((100, True), (101, False)):
        (problem,) = LABEL.read(" " + "a" * length)[1]
        assert (problem.suggestion is not None) == repeated
        assert problem.fix is not None and problem.fix.value == "a" * length


@pytest.mark.parametrize("tag", ["en", "zh-Hans", "ja", "ko", "ru", "ar", "el", "he", "hi", "th", "km", "und-Tibt"])
def test_a_text_that_begins_like_its_script_has_a_letter_of_it(tag: str) -> None:
    """A first letter, which spares a search in most texts, is remembered as one of the script exactly if it is."""
    letters, letter = language.SCRIPTS[tag], expected_letter(tag)
    assert letter is not None
    for _ in range(2):  # the second time from the cache
        for character in ("", *map(chr, range(0x20, 0x3100, 7)), "A", "a", "é", "中", "の", "한"):
            assert letters[character] is bool(letter.match(character))


@pytest.mark.parametrize("tag", ["mul", "und", "sr"])
def test_every_character_fits_a_tag_without_a_script(tag: str) -> None:
    """Such a tag implies no script, so no text is searched for letters."""
    assert expected_letter(tag) is None
    assert all(language.SCRIPTS[tag][character] for character in "aЖ中1")


def test_few_scripts_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tags come from outside, so what is known of them is limited, and the answers stay the same."""
    monkeypatch.setattr(language, "SCRIPTS_LIMIT", 2)
    language.SCRIPTS.clear()
    for tag, fits in [("en", True), ("zh-Hans", False), ("fr", True), ("mul", True), ("ru", False), ("en", True)]:
        assert language.in_other_script("Work plan", tag) is not fits
    assert len(language.SCRIPTS) <= 2


def test_few_first_characters_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts come from outside too, so the characters of a script are limited."""
    monkeypatch.setattr(language, "SCRIPTS_LIMIT", 3)
    letters = language.SCRIPTS["en"]
    for character in "aЖ中bcd":
        assert letters[character] is (character in "abcd")
    assert len(letters) <= 3
