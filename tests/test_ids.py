"""Record ids, references, and making ids."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.values.ids import ANY_ID, ID_LIMIT, OWN_ID, Ref

GOOD = ["event:a", "event:wic-2024", "event:a.b_c-d", "event:1", "event:" + "a" * 194]
BAD = [
    ("", "empty"),
    ("event", "no slug"),
    ("event:", "empty slug"),
    (":a", "no type"),
    ("event:A", "a capital"),
    ("event:a b", "a space"),
    ("event:-a", "starts with a hyphen"),
    ("event:a-", "ends with a hyphen"),
    ("event:a--b", "two hyphens"),
    ("event:é", "not ASCII"),
    ("event:a\n", "a line feed"),
    ("event:a:b", "two colons"),
    ("event:" + "a" * 195, "201 characters"),
    ("Event:a", "a capital in the type"),
    ("event:١", "an Arabic digit"),
]


@pytest.mark.parametrize("text", GOOD)
def test_type_and_slug_make_an_id(text: str) -> None:
    """At most 200 characters."""
    scalar = OWN_ID.bind(tm.Event)
    assert scalar.read(text) == ANY_ID.read(text) == Ref("event").read(text) == (text, ())
    assert scalar.clean is not None and scalar.clean(text)


@pytest.mark.parametrize(("text", "why"), BAD, ids=[case[1] for case in BAD])
def test_anything_else_is_refused(text: str, why: str) -> None:
    """By every type of id."""
    own = OWN_ID.bind(tm.Event)
    for scalar in (own, ANY_ID, Ref("event"), Ref("event", "person")):
        value, problems = scalar.read(text)
        assert value is None and [p.code for p in problems] == ["id.syntax"]
    assert own.clean is not None and not own.clean(text)


def test_an_id_of_another_type_is_told_apart() -> None:
    """The record's own id, and a reference."""
    own = OWN_ID.bind(tm.Event)
    assert [p.code for p in own.read("person:a")[1]] == ["id.wrong-type"]
    assert own.clean is not None and not own.clean("person:a")
    assert [p.code for p in Ref("event").read("person:a")[1]] == ["reference.wrong-type"]
    assert Ref("event", "person").read("person:a") == ("person:a", ())


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("event:WIC 2024", None),  # a name is not turned into a reference to an unknown record
        ("event:WIC-2024", '"event:wic-2024"'),
        ("Event:a", '"event:a"'),
        ("events:A", '"event:a"'),
        ("Symposium", '"event:symposium"'),
        ("event:!!!", None),
        ("zzz:A", None),
    ],
)
def test_the_id_that_was_meant_is_suggested(text: str, suggestion: str | None) -> None:
    """If enough characters remain for a slug."""
    assert Ref("event").read(text)[1][0].suggestion == suggestion


@pytest.mark.parametrize(
    ("parts", "made"),
    [
        (("Université de Fudan", "IIS"), "universite-de-fudan-iis"),
        (("Straße",), "strasse"),
        (("Łódź",), "lodz"),
        (("ИСЗ Щука",), "isz-shchuka"),
        (("Αθήνα",), "athina"),
        (("智库",), "u667a-u5e93"),
        (("a", "智库", "b"), "a-u667a-u5e93-b"),
        (("  --A..B__ ",), "a-b"),
        (("ﬁ Ⅳ ２",), "fi-iv-2"),
    ],
)
def test_make_id_transliterates(parts: tuple[str, ...], made: str) -> None:
    """Latin, Greek and Cyrillic letters become ASCII, others their code points."""
    assert tm.make_id("organization", *parts) == f"organization:{made}"


MARKED = [  # blocks of scripts that write vowels as signs or points
    (0x0591, 0x05EA),  # Hebrew
    (0x0620, 0x065F),  # Arabic
    (0x0900, 0x0DFF),  # from Devanagari to Sinhala
    (0x0E01, 0x0EDD),  # Thai, Lao
    (0x0F40, 0x0FBC),  # Tibetan
    (0x1000, 0x109D),  # Burmese
    (0x1780, 0x17D3),  # Khmer
    (0x3041, 0x30FF),  # kana
    (0x4E00, 0x4FFF),  # Chinese
]
WRITTEN = [
    chr(code) for low, high in MARKED for code in range(low, high + 1) if unicodedata.category(chr(code))[0] in "LM"
]
NAMES = st.text(st.sampled_from(WRITTEN), min_size=1, max_size=8).map(lambda name: unicodedata.normalize("NFC", name))


@given(NAMES, NAMES)
def test_no_two_names_in_another_script_fall_together(one: str, other: str) -> None:
    """Vowel signs distinguish words."""
    made = [tm.make_id("organization", name) for name in (one, other)]
    assert (made[0] == made[1]) == (one == other)


def test_a_mark_makes_another_id() -> None:
    """Every mark, after a letter and alone; accents of Latin letters are removed, composed or not."""
    for mark in WRITTEN:
        if unicodedata.category(mark)[0] == "M":
            assert tm.make_id("event", "a" + mark) != "event:a" and tm.make_id("event", mark).startswith("event:u")
    assert tm.make_id("event", "x\u0304 e\u0301") == "event:x-e"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("organization", None), "not null"),
        (("organization", ["A"]), 'not ["A"]'),
        (("organization", 5), "not 5"),
        (("organization", b"A"), "make_id takes strings"),
        ((tm.Organization, "A"), "make_id takes strings"),
        (("Organization", "A"), '"Organization" is not a type of record, only program, organization, person, member, '),
        (("Organization", "A"), "did you mean 'organization'?"),
        (("nope", "A"), '"nope" is not a type of record'),
        (("dataset", "A"), '"dataset" is not a type of record'),
        (("", "A"), '"" is not a type of record'),
        (("a" * 101, "A"), "is not a type of record"),
        (("organization",), "give at least one letter or digit"),
    ],
)
def test_what_no_id_can_be_made_of_is_one_sentence(given: tuple[Any, ...], said: str) -> None:
    """The sentence says what is accepted."""
    with pytest.raises((TypeError, ValueError), match=re.escape(said)) as raised:
        tm.make_id(*given)
    assert "\n" not in str(raised.value)


def test_an_id_is_readable_where_the_caller_says_how_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package changes nothing: ids are the same on every machine."""
    name = "复旦大学 IIS, 2024"
    assert tm.make_id("organization", name) == "organization:u590d-u65e6-u5927-u5b66-iis-2024"
    assert tm.make_id("organization", name, romanize=tm.pinyin) == "organization:fu-dan-da-xue-iis-2024"
    assert tm.make_id("organization", "复旦", romanize=lambda text: "Fudan") == "organization:fudan"
    monkeypatch.setitem(sys.modules, "pypinyin", None)
    with pytest.raises(ImportError, match=r'pip install "thinktank-model\[pinyin\]"'):
        tm.make_id("organization", name, romanize=tm.pinyin)


@given(st.lists(st.text(max_size=80), min_size=1, max_size=3))
def test_what_make_id_makes_is_an_id(parts: list[str]) -> None:
    """Always the same for the same words; or a ValueError if nothing remains."""
    try:
        made = tm.make_id("organization", *parts)
    except ValueError as error:
        assert "at least one letter or digit" in str(error)
        return
    assert made == tm.make_id("organization", *parts)
    assert Ref("organization").read(made) == (made, ())


@pytest.mark.parametrize("type", ["event", "organization", "recommendation"])
def test_an_id_is_cut_where_it_would_be_too_long_and_not_before(type: str) -> None:
    """Up to 200 characters the slug is complete; a longer one ends in a checksum."""
    for length in range(150, 250):
        slug, made = "a" * length, tm.make_id(type, "a" * length)
        assert len(made) == min(len(type) + 1 + length, ID_LIMIT)
        assert (made == f"{type}:{slug}") == (len(type) + 1 + length <= ID_LIMIT)


def test_long_ids_are_cut_and_stay_different() -> None:
    """The checksum of the whole slug."""
    one, other = (tm.make_id("event", "a" * 300 + end) for end in "xy")
    assert one != other and len(one) == len(other) == ID_LIMIT
    for made in (one, other, tm.make_id("event", "ab " * 100)):
        assert ANY_ID.read(made)[0] == made


def test_merged_ids_are_of_the_same_type_and_not_the_own_one() -> None:
    """They are the ids of records that were merged into this one."""
    record = {"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}
    assert tm.validate({**record, "merged_ids": ["organization:b"]}).ok
    for wrong in ("organization:a", "person:b"):
        (problem,) = tm.validate({**record, "merged_ids": ["organization:c", wrong]})
        assert (problem.code, problem.pointer) == ("id.merged-own", "/merged_ids/1")


def test_a_statement_is_about_a_field_of_its_record() -> None:
    """Its pointer leads to a field that can hold the value; the field may be empty."""
    record = {"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}
    for field, value, found in (
        ("/country", "CN", ()),
        ("/places/7/country", "CN", ()),
        ("/places/-/country", "CN", ()),
        ("/places/0", {"kind": "physical", "country": "CN"}, ()),
        ("/notes/fr", "Une note", ()),
        ("/extensions/a:b/0/c", [1], ()),
        ("/founded", "1960?", ()),
        ("/owner", "CN", ("statement.unknown-field", "/field")),
        ("/country/0", "CN", ("statement.unknown-field", "/field")),
        ("/places/first", "CN", ("statement.unknown-field", "/field")),
        ("/places/²", "CN", ("statement.unknown-field", "/field")),
        ("/places/0/town", "CN", ("statement.unknown-field", "/field")),
        ("country", "CN", ("format.json-pointer", "/field")),
        ("/country", "Atlantis", ("statement.value", "/value")),
        ("/founded", 1960, ("statement.value", "/value")),
        ("/parents", "organization:b", ("statement.value", "/value")),
        ("/places/0", {"kind": "physical", "country": "China", "x": 1}, ("statement.value", "/value/country")),
        ("/places/0", {"kind": "physical"}, ("statement.value", "/value")),
    ):
        statement = {"field": field, "value": value, "source_id": "source:s"}
        problems = tm.validate({**record, "statements": [statement]})
        wanted = [(found[0], "/statements/0" + found[1])] if found else []
        assert [(p.code, p.pointer) for p in problems] == wanted, field


def test_a_value_that_its_field_cannot_hold_says_what_can() -> None:
    """With the expectation and the suggestion of the field; words of a source are never fixed."""
    record = {"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}
    said = {"field": "/parents", "value": "organization:b", "source_id": "source:s"}
    (problem,) = tm.validate({**record, "statements": [said]})
    assert problem.suggestion == '[{"organization_id": "organization:b"}]' and problem.fix is None
    (problem,) = tm.validate({**record, "statements": [said | {"field": "/founded", "value": "5 May 1960"}]})
    assert problem.message.startswith('the field /founded cannot hold "5 May 1960"; expected a date such as')
    assert problem.suggestion == '"1960-05-05"' and problem.fix is None
    (problem,) = tm.validate(
        {**record, "statements": [said | {"field": "/parents/0", "value": {"organisation_id": "x"}}]}
    )
    assert (problem.pointer, problem.about_key) == ("/statements/0/value/organisation_id", True)
