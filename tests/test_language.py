"""Language tags: RFC 5646 well-formedness and case, RFC 4647 look-up, scripts. Oracle: langcodes."""

from __future__ import annotations

import langcodes
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinktank_model.values.language import LANGUAGE, canonical_language, expected_letter, in_other_script, lookup

# tag, canonical case (RFC 5646, sections 2.1.1 and appendix A)
WELL_FORMED = [
    ("de", "de"), ("FR", "fr"), ("zh-hant", "zh-Hant"), ("ZH-hans-cn", "zh-Hans-CN"), ("mn-cYRL-mn", "mn-Cyrl-MN"),
    ("zh-cmn-hans-cn", "zh-cmn-Hans-CN"), ("zh-yue-hk", "zh-yue-HK"), ("sr-latn", "sr-Latn"), ("sl-rozaj-biske", "sl-rozaj-biske"),
    ("de-ch-1901", "de-CH-1901"), ("sl-it-nedis", "sl-IT-nedis"), ("hy-latn-it-arevela", "hy-Latn-IT-arevela"), ("es-419", "es-419"),
    ("de-ch-x-phonebk", "de-CH-x-phonebk"), ("az-arab-x-aze-derbend", "az-Arab-x-aze-derbend"), ("x-whatever", "x-whatever"),
    ("de-qaaa", "de-Qaaa"), ("en-us-u-islamcal", "en-US-u-islamcal"), ("zh-cn-a-myext-x-private", "zh-CN-a-myext-x-private"),
    ("en-a-myext-b-another", "en-a-myext-b-another"), ("zh-latn-pinyin", "zh-Latn-pinyin"), ("i-klingon", "i-klingon"),
    ("en-gb-oed", "en-GB-oed"), ("sgn-be-fr", "sgn-BE-FR"), ("art-lojban", "art-lojban"), ("de-1996", "de-1996"), ("und", "und"),
    ("zh-min-nan", "zh-min-nan"), ("en-a-bbb-x-a-ccc", "en-a-bbb-x-a-ccc"), ("aaaa", "aaaa"), ("abcdefgh", "abcdefgh"),
]  # fmt: skip

MALFORMED = [
    ("", "empty"), ("e", "one letter"), ("de-419-DE", "two regions"), ("a-DE", "a singleton first"),
    ("ar-a-aaa-b-bbb-a-ccc", "a singleton twice"), ("de-1996-1996", "a variant twice"), ("sl-rozaj-rozaj", "a variant twice"),
    ("zh_CN", "an underscore"), ("en-", "a hyphen at the end"), ("-en", "a hyphen first"), ("en--US", "two hyphens"),
    ("en-abcdefghi", "nine letters"), ("abcdefghi", "nine letters"), ("x", "private use of nothing"), ("x-", "private use of nothing"),
    ("en-x", "private use of nothing"), ("en-a", "an extension of nothing"), ("en-a-b", "a subtag of one letter in an extension"),
    ("fr\n", "a line feed"), ("fr ", "a space"), ("fré", "not ASCII"), ("٢", "not ASCII"), ("English", "no tag but 7 letters long"),
    ("Chinese (simplified)", "a name"), ("de-" + "a" * 200, "far too long"), ("zh-Hans-Hant", "two scripts"), ("1a", "a digit first"),
    ("\u212ao", "the Kelvin sign is no K"),
]  # fmt: skip
MALFORMED.remove(
    ("English", "no tag but 7 letters long")
)  # "english" is a well-formed, if unregistered, language subtag


@pytest.mark.parametrize(("tag", "canonical"), WELL_FORMED)
def test_well_formed_tags_are_put_in_canonical_case(tag: str, canonical: str) -> None:
    """With a warning and its fix where the case was another."""
    assert canonical_language(tag) == canonical
    value, problems = LANGUAGE.read(tag)
    assert value == canonical
    assert [p.code for p in problems] == ([] if tag == canonical else ["language.not-canonical"])
    assert LANGUAGE.read(canonical) == (canonical, ())


@pytest.mark.parametrize(("tag", "why"), MALFORMED, ids=[case[1] for case in MALFORMED])
def test_malformed_tags_are_refused(tag: str, why: str) -> None:
    """RFC 5646, sections 2.1 and 2.2.9."""
    value, problems = LANGUAGE.read(tag)
    assert value is None and [p.code for p in problems] == ["language.malformed"]
    with pytest.raises(ValueError, match="is not a language tag"):
        canonical_language(tag)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("zh_CN", '"zh-CN"'),
        ("Simplified Chinese", '"zh-Hans"'),
        ("中文", '"zh"'),
        (" fr ", '"fr"'),
        ("français", '"fr"'),
        ("e", None),
    ],
)
def test_the_tag_that_was_meant_is_suggested(written: str, meant: str | None) -> None:
    """Names of common languages, underscores, spaces."""
    assert LANGUAGE.read(written)[1][0].suggestion == meant


SUBTAGS = st.sampled_from(
    ["en", "zh", "cmn", "Hans", "latn", "CN", "gb", "419", "1996", "rozaj", "pinyin", "x", "a", "u", "abc", "co"]
)


@given(st.lists(SUBTAGS, min_size=1, max_size=6))
def test_langcodes_agrees_that_a_well_formed_tag_can_be_parsed(subtags: list[str]) -> None:
    """Whatever we take, the oracle takes, and gives it the same case.

    It takes more: repeated variants and singletons, which RFC 5646 section 2.2.9 refuses, and it replaces old subtags by new
    ones (`normalize=False` keeps it from that). Left out are extended languages, which it writes without their prefix, and
    languages of 4 to 8 letters, which the RFC reserves or registers and the oracle does not know. It sorts variants, which the
    RFC does not ask for.
    """
    tag = "-".join(subtags)
    value, _ = LANGUAGE.read(tag)
    if (
        value is not None
        and len(subtags[0]) < 4
        and not any([len(subtag) == 3 and subtag.isalpha() for subtag in subtags[1:]])
    ):
        theirs = langcodes.Language.get(value, normalize=False).to_tag()
        assert sorted(theirs.split("-")) == sorted(value.split("-"))


@given(st.text(max_size=20))
def test_no_text_raises(text: str) -> None:
    """And the canonical form is a fixed point."""
    value, _ = LANGUAGE.read(text)
    assert value is None or LANGUAGE.read(value) == (value, ())


@pytest.mark.parametrize(
    ("ranges", "tags", "found"),
    [
        (["fr"], ["en", "fr"], "fr"),
        (["fr-CA"], ["en", "fr"], "fr"),
        (["zh-Hant-TW"], ["zh-Hant", "zh"], "zh-Hant"),
        (["zh"], ["en", "zh-Hans"], "zh-Hans"),
        (["zh-Hant"], ["zh-Hans"], "zh-Hans"),
        (["EN-us"], ["en"], "en"),
        (["de", "fr"], ["en", "fr"], "fr"),
        (["de"], ["en"], None),
        (["en-a-myext"], ["en"], "en"),
        ([], ["en"], None),
    ],
)
def test_lookup_follows_rfc_4647(ranges: list[str], tags: list[str], found: str | None) -> None:
    """From long to short; a longer tag suits after an equal one; a singleton never ends a range."""
    assert lookup(ranges, tags) == found


@pytest.mark.parametrize(
    ("text", "tag", "other"),
    [
        ("Work plan for 2025", "zh-Hans", True),
        ("工作计划", "zh-Hans", False),
        ("CMI 智库", "zh", False),
        ("CMI", "zh", False),
        ("2025", "zh", False),
        ("工作计划", "en", True),
        ("工作计划", "fr", True),
        ("Plan de travail", "fr", False),
        ("план", "ru", False),
        ("plan", "ru", True),
        ("план", "zh-Latn-pinyin", True),
        ("zhìkù", "zh-Latn-pinyin", False),
        ("カタカナ", "ja", False),
        ("план", "sr-Latn", True),
        ("anything", "tlh", False),
        ("!?", "en", False),
        ("智库", "x-private", False),
        ("智库", "und", False),
    ],
)
def test_a_text_without_a_letter_of_its_script_is_noticed(text: str, tag: str, other: bool) -> None:
    """An acronym or a number is at home everywhere; a tag that implies no script asks for none."""
    assert in_other_script(text, tag) is other


def test_the_letter_of_a_script_is_looked_up_once() -> None:
    """None where nothing is expected."""
    assert expected_letter("zh-Hant") is expected_letter("zh")
    assert expected_letter("tlh") is None and expected_letter("en-Zzzz") is None
