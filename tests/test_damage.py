"""Damaged text: what is reported, fixed and left alone. The oracle for mojibake is to encode it with the wrong encoding."""

from __future__ import annotations

import html
import json
import unicodedata
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.values.damage import PLACEHOLDERS, ROUNDS, UNSURE, read_back, unescaped
from thinktank_model.values.text import LABEL, PROSE, VERBATIM, VERBATIM_LABEL


def said(text: str, scalar: Any = LABEL) -> list[tuple[str, str | None]]:
    """Return the codes without their area, and the values of the fixes."""
    value, problems = scalar.read(text)
    assert value == text
    return [
        (problem.code.removeprefix("text."), None if problem.fix is None else problem.fix.value) for problem in problems
    ]


@pytest.mark.parametrize(
    ("text", "code", "mended"),
    [
        ("Universit\ufffdt", "replacement-character", None),
        ("UniversitÃ¤t MÃ¼nster", "mojibake", "Universität Münster"), ("The Instituteâ€™s plan", "mojibake", "The Institute’s plan"),
        ("Å“uvre", "mojibake", "œuvre"), ("20 Â°C", "mojibake", "20 °C"), ("Ã…ngstrÃ¶m", "mojibake", "Ångström"), ("ä¸\xadå›½", "mojibake", "中国"),
        ("ðŸ˜€", "mojibake", "😀"), ("ÃƒÂ¤hnlich", "mojibake", "ähnlich"), ("Universität – UniversitÃ¤t", "mojibake", None), ("ï»¿Name", "mojibake", None),
        ("Müller &amp; Söhne", "markup", "Müller & Söhne"), ("Institute&#8217;s", "markup", "Institute’s"), ("Institute&#146;s", "markup", "Institute’s"),
        ("&#x4E2D;&#x56FD;", "markup", "中国"), ("A &amp;amp; B", "markup", "A & B"), ("a &lt; b", "markup", "a < b"), ("caf&eacute;&nbsp;bar", "markup", "café bar"),
        ("<b>Bell</b> Labs", "markup", None), ("a<br/>b", "markup", None), ("<p>Hello", "markup", None), ("<jats:p>x", "markup", None), ('<a href="x">y', "markup", None),
        ("&lt;b&gt;Bell&lt;/b&gt;", "markup", None), ("A&#0;B", "markup", None), ("A&#xD800;B", "markup", None), ("A&#7;B", "markup", None), ("&nbsp;", "markup", None),
        ("Har\xadbour", "soft-hyphen", "Harbour"), ("Harbour\U000e0068\U000e0069", "invisible", None), ("a\u2062b", "invisible", None),
        ("x\ufe0f\ufe0f", "invisible", None), ("a\u3164b", "invisible", None), *[(text, "placeholder", None) for text in sorted(PLACEHOLDERS)],
    ],
)  # fmt: skip
def test_damage_is_told_and_mended_where_that_is_certain(text: str, code: str, mended: str | None) -> None:
    """In labels and prose alike; the fixed text has no problem of its own."""
    for scalar in (LABEL, PROSE):
        assert (code, mended) in said(text, scalar)
        if mended is not None:
            assert said(text, scalar) == [(code, mended)] and said(mended, scalar) == []


@pytest.mark.parametrize(
    "text",
    [
        "AT&T", "R&D Lab; A<B", "a&b;c", "&foo;", "x<b>y", "if a<b", "Null", "Nan", "None", "Na", "NA", "3M", "451", "360", "C#", "- item", "…and more", "!!!",
        "“Être” – l’été", "NÃO", "IRMÃ»", "PÅ…", "À…", "„DEMÄ“", "Úžice", "Čapek", "Älmhult", "Åre", "Â", "Ã", "é…", "café”…", "Ñandú", "Đà Nẵng", "Ħaż-Żebbuġ",
        "می\u200cخواهم", "👩\u200d🔬", "❤\ufe0f", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "हिन्दी", "ภาษาไทย", "한국어", "《论语》", "中国·北京",
        "葛\U000e0100城市", "İstanbul Üniversitesi", "œuvre", "Žižek", "“Ça”",
    ],
)  # fmt: skip
def test_what_is_whole_is_left_alone(text: str) -> None:
    """Signs, names and scripts that only look like damage."""
    for scalar in (LABEL, PROSE, VERBATIM, VERBATIM_LABEL):
        assert said(text, scalar) == []


@pytest.mark.parametrize("scalar", [VERBATIM, VERBATIM_LABEL], ids=["prose", "label"])
def test_verbatim_text_is_never_mended(scalar: Any) -> None:
    """Its spaces, hyphens and placeholder words are not reported; real damage is."""
    for text in ("a  b", " a", "a\u00a0b", "a\u200bb", "Har\xadbour", "N/A"):
        assert said(text, scalar) == []
    for text, code in (
        ("e\u0301", "not-nfc"),
        ("Ã¤", "mojibake"),
        ("&amp;", "markup"),
        ("\ufffd", "replacement-character"),
    ):
        assert said(text, scalar) == [(code, None)]


WORDS = st.text(
    st.sampled_from("aeinrst AEäöüßéèçñøåÅŁőžœ’“”–…中国科学院αβгдюя")
    | st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["C"]),
    max_size=20,
)


@given(WORDS)
@example("„DEMÄ“")
def test_what_was_never_decoded_wrongly_is_not_read_back(text: str) -> None:
    """Text is repaired only if its bytes in Windows-1252 are UTF-8, and decoding them wrongly gives the same text again."""
    back = read_back(text)
    if back != text:
        assert not text.isascii()
        assert len(back) < len(text)


@given(
    st.lists(
        st.sampled_from(
            ["Universität", "Müller", "naïve", "déjà", "São Paulo", "中国科学院", "Москва", "l’été", "Żółć", "Ελλάδα"]
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_was_decoded_wrongly_is_read_back(words: list[str]) -> None:
    """Decoded as Latin-1 or, if it has a character for each byte, as Windows-1252."""
    text = " ".join(words)
    latin = text.encode().decode("latin-1")
    assert read_back(latin) == text
    wrong = "".join([bytes([byte]).decode("cp1252", "replace") for byte in text.encode()])
    if "\ufffd" not in wrong:
        assert read_back(wrong) == text and said(wrong, LABEL)[0][0] == "mojibake"


def test_what_was_damaged_over_and_over_is_undone_three_times() -> None:
    """The time is bounded; more than three rounds do not occur in real data."""
    wrong = "é"
    for _ in range(ROUNDS + 1):
        wrong = wrong.encode().decode("latin-1")
    assert read_back(wrong) == "é".encode().decode("latin-1")
    assert unescaped("&" + "amp;" * (ROUNDS + 1)) == "&amp;"


@given(st.lists(st.sampled_from(["a", "<", "&", "é", "'x'", '"', "中国"]), min_size=2, max_size=5).map(" ".join))
def test_what_html_escapes_is_unescaped(text: str) -> None:
    """The fix is the unescaped text, if that is clean."""
    escaped = html.escape(text)
    assume(LABEL.read(text)[1] == ())
    fixes = {problem.fix.value for problem in LABEL.read(escaped)[1] if problem.fix is not None}
    assert fixes <= {text}


def test_surely_sound_characters_are_in_nfc_and_printable() -> None:
    """Every character that the quick test accepts, alone and after a letter."""
    for number in range(0x110000):
        if UNSURE.search(chr(number)) is None:
            assert chr(number).isprintable() and chr(number) not in "&<"
            assert unicodedata.is_normalized("NFC", f"e{chr(number)}e")


@given(WORDS, st.sampled_from([LABEL, PROSE, VERBATIM, VERBATIM_LABEL]))
def test_no_fix_of_a_text_says_something_else(text: str, scalar: Any) -> None:
    """A fixed text has no further problem; verbatim text has no fix."""
    _, problems = scalar.read(text)
    for problem in problems:
        if problem.fix is not None:
            assert scalar in (LABEL, PROSE)
            assert problem.code not in [again.code for again in scalar.read(str(problem.fix.value))[1]]


# --- Names that a source gives ---


@pytest.mark.parametrize("key", ["value", "given", "family"])
def test_a_sourced_name_is_verbatim(key: str) -> None:
    """Read, explained and built in Python; the same name without a source gets a warning and a fix."""
    name = {"value": "Anna  A", key: "Anna  A"}
    record = {"type": "organization", "id": "organization:a", "names": [name]}
    own = [p for p in tm.validate(record) if p.code == "text.odd-whitespace"]
    assert f"/names/0/{key}" in [p.pointer for p in own] and all([p.fix is not None for p in own])
    for given_name in (name | {"source_id": "source:a"}, {"source_id": "source:a"} | name):
        sourced = record | {"names": [given_name]}
        assert list(tm.validate(sourced)) == []
        assert tm.loads(json.dumps(sourced)) == tm.from_dict(sourced)
        assert [p.code for p in tm.validate(sourced | {"kind": "no such"})] == ["term.syntax"]
        fixed, _ = tm.apply_fixes(json.dumps(sourced)) if hasattr(tm, "apply_fixes") else (None, None)
        assert fixed is None or b"Anna  A" in fixed
    assert tm.Name(value=name["value"], source_id="source:a").value == name["value"]


def test_no_fix_changes_a_shipped_record() -> None:
    """The first shipped article prints a name with an odd space; no record needs a fix."""
    for example_name in tm.example_names():
        report = tm.validate(tm.example(example_name))
        assert [p for p in report if p.fix is not None] == []


# --- Numbers ---


@pytest.mark.parametrize(
    ("number", "codes"),
    [(2**53 - 1, []), (2**53, ["number.beyond-double"]), (-(2**53), ["number.beyond-double"]), (2**64, ["number.out-of-range"]), (1e300, [])],
)  # fmt: skip
def test_an_integer_that_javascript_cannot_hold_is_told(number: float, codes: list[str]) -> None:
    """RFC 7493, section 2.2; in free JSON and in counts."""
    record = {
        "type": "organization",
        "id": "organization:a",
        "names": [{"value": "A"}],
        "extensions": {"a:b": [number]},
    }
    assert [p.code for p in tm.validate(record)] == codes
    if number == 2**53:
        event = {
            "type": "event",
            "id": "event:a",
            "names": [{"value": "A"}],
            "start": "2024",
            "attendance": {"total": {"value": number}},
        }
        assert [(p.code, p.pointer) for p in tm.validate(event)] == [(codes[0], "/attendance/total/value")]
