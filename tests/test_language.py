"""Language tags: RFC 5646 well-formedness and case, RFC 4647 look-up, scripts. Oracle: langcodes."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinktank_model.values.language import (
    _IMPLIED,
    _LETTERS,
    _SAME,
    LANGUAGE,
    canonical_language,
    expected_letter,
    in_other_script,
    lookup,
)

from .oracles import oracle

# tag, canonical case (RFC 5646, sections 2.1.1 and appendix A)
WELL_FORMED = [
    ("de", "de"), ("FR", "fr"), ("zh-hant", "zh-Hant"), ("ZH-hans-cn", "zh-Hans-CN"), ("mn-cYRL-mn", "mn-Cyrl-MN"),
    ("zh-cmn-hans-cn", "zh-cmn-Hans-CN"), ("zh-yue-hk", "zh-yue-HK"), ("sr-latn", "sr-Latn"), ("sl-rozaj-biske", "sl-rozaj-biske"),
    ("de-ch-1901", "de-CH-1901"), ("sl-it-nedis", "sl-IT-nedis"), ("hy-latn-it-arevela", "hy-Latn-IT-arevela"), ("es-419", "es-419"),
    ("de-ch-x-phonebk", "de-CH-x-phonebk"), ("az-arab-x-aze-derbend", "az-Arab-x-aze-derbend"), ("x-whatever", "x-whatever"),
    ("de-qaaa", "de-Qaaa"), ("en-us-u-islamcal", "en-US-u-islamcal"), ("zh-cn-a-myext-x-private", "zh-CN-a-myext-x-private"),
    ("en-a-myext-b-another", "en-a-myext-b-another"), ("zh-latn-pinyin", "zh-Latn-pinyin"), ("i-klingon", "i-klingon"),
    ("en-gb-oed", "en-GB-oed"), ("sgn-be-fr", "sgn-BE-FR"), ("art-lojban", "art-lojban"), ("de-1996", "de-1996"), ("und", "und"),
    ("zh-min-nan", "zh-min-nan"), ("en-a-bbb-x-a-ccc", "en-a-bbb-x-a-ccc"), ("de-1abc", "de-1abc"),
    ("I-DEFAULT", "i-default"), ("en-x-ABCD-ef", "en-x-abcd-ef"), ("X-CN-Hans", "x-cn-hans"), ("en-U-NU-Latn", "en-u-nu-latn"),
]  # fmt: skip

MALFORMED = [
    ("", "empty"), ("e", "one letter"), ("de-419-DE", "two regions"), ("a-DE", "a singleton first"),
    ("ar-a-aaa-b-bbb-a-ccc", "a singleton twice"), ("de-1996-1996", "a variant twice"), ("sl-rozaj-rozaj", "a variant twice"),
    ("zh_CN", "an underscore"), ("en-", "a hyphen at the end"), ("-en", "a hyphen first"), ("en--US", "two hyphens"),
    ("en-abcdefghi", "nine letters"), ("abcdefghi", "nine letters"), ("x", "private use of nothing"), ("x-", "private use of nothing"),
    ("en-x", "private use of nothing"), ("en-a", "an extension of nothing"), ("en-a-b", "a subtag of one letter in an extension"),
    ("fr\n", "a line feed"), ("fr ", "a space"), ("fré", "not ASCII"), ("٢", "not ASCII"), ("English", "no tag but 7 letters long"),
    ("Chinese (simplified)", "a name"), ("de-" + "a" * 200, "far too long"), ("zh-Hans-Hant", "two scripts"), ("1a", "a digit first"),
    ("\u212ao", "the Kelvin sign is no K"), ("value", "a key of a name, five letters"), ("lang", "a key of a name, four letters"),
    ("text-CN", "no language has four letters"), ("abcdefgh", "no language has eight letters"), ("i-navajoo", "not grandfathered"),
    ("en-GB-oed-x-a", "a grandfathered tag takes no more"), ("de-abc-abc-abc-abc", "four extended languages"), ("a" * 101, "too long"),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "canonical"), WELL_FORMED)
def test_well_formed_tags_are_put_in_canonical_case(tag: str, canonical: str) -> None:
    """With a warning and its fix where the case was another."""
    assert canonical_language(tag) == canonical
    value, problems = LANGUAGE.read(tag)
    assert value == canonical
    assert ("language.not-canonical" in [p.code for p in problems]) == (tag != canonical)
    assert all([p.severity == "warning" for p in problems])
    assert LANGUAGE.read(canonical)[0] == canonical


@pytest.mark.parametrize(("tag", "why"), MALFORMED, ids=[case[1] for case in MALFORMED])
def test_malformed_tags_are_refused(tag: str, why: str) -> None:
    """RFC 5646, sections 2.1, 2.2.1 (no language of four to eight letters is registered) and 2.2.9."""
    value, problems = LANGUAGE.read(tag)
    assert value is None and [p.code for p in problems] == ["language.malformed"]
    with pytest.raises(ValueError, match="is not a language tag"):
        canonical_language(tag)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("zh_CN", '"zh-CN"'), ("zh_hans_cn", '"zh-Hans-CN"'), ("fr_FR.UTF-8", '"fr-FR"'), (" fr ", '"fr"'), ("French", '"fr"'),
        ("chinese", '"zh"'), ("Simplified Chinese", '"zh-Hans"'), ("Chinese (Traditional)", '"zh-Hant"'), ("中文", '"zh"'),
        ("français", '"fr"'), ("PINYIN", '"zh-Latn-pinyin"'), ("e", None), ("Elvish", None), ("", None), ("\x00", None),
    ],
)  # fmt: skip
def test_the_tag_that_was_meant_is_suggested(written: str, meant: str | None) -> None:
    """Names of common languages, underscores, names of locales, spaces."""
    value, problems = LANGUAGE.read(written)
    assert value is None and problems[0].suggestion == meant


NAMES = {
    "English": "en", "anglais": "en", "英语": "en", "Français": "fr", "francais": "fr", "法语": "fr", "Chinese": "zh", "中文": "zh", "汉语": "zh",
    "Simplified Chinese": "zh-Hans", "简体中文": "zh-Hans", "Chinese (traditional)": "zh-Hant", "繁體中文": "zh-Hant", "Mandarin": "cmn",
    "Cantonese": "yue", "pinyin": "zh-Latn-pinyin", "Deutsch": "de", "español": "es", "português": "pt", "русский": "ru", "العربية": "ar",
    "日本語": "ja", "coréen": "ko", "한국어": "ko", "Greek": "el", "hébreu": "he", "Farsi": "fa", "Ukrainian": "uk", "Latin": "la",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_language_is_a_tag(name: str) -> None:
    """Each is refused in any case, and what is suggested is canonical."""
    for written in (name, name.upper(), f" {name} "):
        value, problems = LANGUAGE.read(written)
        assert value is None and problems[0].suggestion == f'"{NAMES[name]}"'
    assert LANGUAGE.read(NAMES[name]) == (NAMES[name], ())


@pytest.mark.parametrize(
    ("tag", "code", "meant", "mended"),
    [
        ("jp", "unknown", "ja", False), ("cn", "unknown", "zh", False), ("en-UK", "unknown", "en-GB", False), ("eng", "unknown", "en", True),
        ("ger", "unknown", "de", True), ("zho-Hans", "unknown", "zh-Hans", True), ("xx", "unknown", None, False), ("en-XX", None, None, False),
        ("fr-foo", "unknown", None, False), ("de-1abc", "unknown", None, False), ("en-Xyzz", "unknown", None, False), ("fr-ger", "unknown", None, False),
        ("iw", "deprecated", "he", True), ("iw-IL-x-a", "deprecated", "he-IL-x-a", True), ("zh-yue-HK", "deprecated", "yue-HK", True),
        ("zh-cmn-Hans", "deprecated", "cmn-Hans", True), ("i-klingon", "deprecated", "tlh", True), ("zh-min", "deprecated", None, False),
        ("fr-DD", "deprecated", "fr-DE", True), ("en-YU", "deprecated", None, False), ("en-GB-oed", "deprecated", "en-GB-oxendict", True),
        ("i-default", None, None, False), ("x-ours", None, None, False), ("qaa-Qaaa-QM", None, None, False), ("en-u-nu-latn", None, None, False),
    ],
)  # fmt: skip
def test_the_registry_has_its_say(tag: str, code: str | None, meant: str | None, mended: bool) -> None:
    """Unknown and deprecated subtags are warnings, mended where one other tag is certainly meant."""
    value, problems = LANGUAGE.read(tag)
    assert value == tag and [p.code for p in problems] == ([] if code is None else [f"language.{code}"])
    for problem in problems:
        assert problem.suggestion == (None if meant is None else f'"{meant}"')
        assert (None if problem.fix is None else problem.fix.value) == (meant if mended else None)
        assert meant is None or LANGUAGE.read(meant) == (meant, ())


@pytest.mark.parametrize(
    ("written", "meant"), [("en_UK", "en-GB"), ("iw_IL", "he-IL"), ("zz_UK", None), ("a  b", None)]
)
def test_what_is_suggested_for_a_malformed_tag_is_registered(written: str, meant: str | None) -> None:
    """Or nothing is."""
    assert LANGUAGE.read(written)[1][0].suggestion == (None if meant is None else f'"{meant}"')


SUBTAGS = st.sampled_from(
    "en zh cmn yue Hans latn CN gb 419 1996 1abc rozaj pinyin x a u t abc co value abcdefghi b ab1 i oed".split()
)


def takes_more(tag: str) -> str | None:
    """Why langcodes takes a tag that we refuse; None if it has no business to."""
    subtags = tag.lower().split("-")
    head = subtags[: subtags.index("x")] if "x" in subtags else subtags
    singletons = [subtag for subtag in head if len(subtag) == 1]
    end = head.index(singletons[0]) if singletons else len(head)
    variants = [subtag for subtag in head[1:end] if len(subtag) > 4 or (len(subtag) == 4 and subtag[0].isdigit())]
    reasons = {
        "it takes languages of digits, and of four letters or more": not re.fullmatch("[a-z]{2,3}", subtags[0]),
        "it takes a singleton twice (RFC 5646, section 2.2.9 does not)": len(set(singletons)) < len(singletons),
        "it takes a variant twice (section 2.2.9 does not)": len(set(variants)) < len(variants),
        "it takes digits in an extended language": re.match(
            "[a-z]{2,3}(-[a-z]{3})+-(?=[a-z]*[0-9])[a-z0-9]{3}(-|$)", "-".join(head)
        ),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def is_taken_by_langcodes(tag: str) -> bool:
    parser = oracle("langcodes.tag_parser")
    try:
        parser.parse_tag(tag)
    except parser.LanguageTagError:
        return False
    return True


@given(st.lists(SUBTAGS, min_size=1, max_size=6).map("-".join))
def test_langcodes_takes_what_we_take_and_more_only_for_a_reason(tag: str) -> None:
    """The oracle of well-formedness; the disagreements are named in `takes_more`."""
    ours, theirs = LANGUAGE.read(tag)[0] is not None, is_taken_by_langcodes(tag)
    assert theirs or not ours
    assert ours or not theirs or takes_more(tag)


@given(st.lists(SUBTAGS, min_size=1, max_size=6).map("-".join))
def test_langcodes_writes_a_tag_in_the_same_case(tag: str) -> None:
    """The oracle of case, kept from replacing subtags by newer ones (`normalize=False`).

    It differs in order only: it sorts variants and extensions, which the RFC does not ask for. Left out are extended
    languages, which it writes without their prefix, and private use without a language, which it does not parse.
    """
    value, _ = LANGUAGE.read(tag)
    parts = tag.split("-")
    if (
        value is not None
        and len(parts[0]) in (2, 3)
        and not any([len(part) == 3 and part.isalpha() for part in parts[1:]])
    ):
        theirs = oracle("langcodes").Language.get(value, normalize=False).to_tag()
        assert sorted(theirs.split("-")) == sorted(value.split("-"))


@given(st.lists(SUBTAGS, min_size=1, max_size=6).map("-".join), st.data())
def test_case_never_matters(tag: str, data: st.DataObject) -> None:
    """RFC 5646, section 2.1.1: a tag in any case is the same tag."""
    written = "".join([data.draw(st.sampled_from([char.lower(), char.upper()])) for char in tag])
    assert LANGUAGE.read(written)[0] == LANGUAGE.read(tag)[0]


@given(st.text(st.sampled_from("aZ1-x_ é"), max_size=12))
def test_the_schema_takes_whatever_we_take(text: str) -> None:
    """Its pattern leaves order and repetition to the library."""
    if LANGUAGE.read(text)[0] is not None:
        assert re.search(LANGUAGE.schema["pattern"], text)


@given(st.text(max_size=20))
def test_no_text_raises(text: str) -> None:
    """And the canonical form is a fixed point."""
    value, _ = LANGUAGE.read(text)
    assert value is None or LANGUAGE.read(value)[0] == value


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
        (["fr"], [], None),
        (["*", "fr"], ["en", "fr"], "fr"),
        (["*"], ["en"], None),
        (["zh-Hant-CN-x-private1-private2"], ["zh-Hant"], "zh-Hant"),
        (["en-a-myext"], ["en-a-other", "en"], "en"),
        (["z"], ["zh"], None),
        (["en"], ["eng"], None),
        (["zh-CN"], ["zh-Hant", "zh-Hans"], "zh-Hans"),
        (["zh-HK"], ["zh-Hans", "zh-Hant", "zh"], "zh-Hant"),
        (["zh-TW"], ["zh-Hans", "zh-TW"], "zh-TW"),
        (["zh-SG"], ["zh-Hant"], "zh-Hant"),
        (["zh-Hans-HK"], ["zh-Hant", "zh-Hans"], "zh-Hans"),
    ],
)
def test_lookup_follows_rfc_4647(ranges: list[str], tags: list[str], found: str | None) -> None:
    """From long to short; a longer tag suits after an equal one; a singleton never ends a range; `*` is passed over."""
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
        ("Annual Report 2024", "zh-Hans", True),
        ("Huawei", "zh-Hans", False),
        ("OpenAI GPT-4", "zh-Hans", False),
        ("CMI réseau", "zh", True),
        ("École", "zh", False),
        ("https", "zh", True),
        ("план", "zh", True),
        ("CMI план", "zh", True),
        ("×÷", "en", False),
        ("智库", "en-x-hans", True),
        ("Work plan", "x-hans", False),
        ("Work plan", "zh-x-latn", True),
        ("Work plan", "en-t-zh-hans", False),
        ("план", "kk", False),
        ("", "zh", False),
    ],
)
def test_a_text_without_a_letter_of_its_script_is_noticed(text: str, tag: str, other: bool) -> None:
    """An acronym, a name or a number is at home everywhere; a tag that implies no script asks for none."""
    assert in_other_script(text, tag) is other


def test_the_letter_of_a_script_is_remembered_but_not_without_limit() -> None:
    """Tags come from outside; a stream of new ones must not fill the memory."""
    assert expected_letter("zh-Hant") is expected_letter("zh")
    assert expected_letter("tlh") is None and expected_letter("en-Zzzz") is None
    for number in range(2000):
        expected_letter(f"en-x-{number}")
    assert expected_letter.cache_info().currsize <= 512


# How the Unicode names of a script's letters begin.
PREFIXES = {
    "latn": "LATIN", "hani": "CJK UNIFIED", "cyrl": "CYRILLIC", "arab": "ARABIC LETTER", "grek": "GREEK", "hebr": "HEBREW",
    "armn": "ARMENIAN", "geor": "GEORGIAN", "ethi": "ETHIOPIC", "deva": "DEVANAGARI", "beng": "BENGALI", "taml": "TAMIL",
    "telu": "TELUGU", "sinh": "SINHALA", "thai": "THAI", "laoo": "LAO", "tibt": "TIBETAN", "mymr": "MYANMAR", "khmr": "KHMER",
    "kore": "HANGUL", "jpan": "HIRAGANA",
}  # fmt: skip
UNWRITTEN = (range(0x1D00, 0x1DC0), range(0xAB30, 0xAB70), range(0x2071, 0x209D))
# Scripts beside one's own that a text may be written in.
SHARED = {
    "kore": "CJK",
    "jpan": "CJK|KATAKANA|IDEOGRAPHIC|MASU",
    "hani": "CJK|IDEOGRAPHIC|VERTICAL",
    "latn": "FEMININE|MASCULINE|MODIFIER",
}


@pytest.mark.slow
@pytest.mark.parametrize("script", PREFIXES)
def test_the_names_of_unicode_agree_on_the_letters_of_a_script(script: str) -> None:
    """Every letter of the basic plane is found, and no letter of another script.

    But for phonetic extensions (U+1D00 to U+1DBF, U+AB30 to U+AB6F), which mix Latin, Greek and Cyrillic letters, and
    indices (U+2071 to U+209C): no text is written in them.
    """
    letter = expected_letter(f"und-{script}")
    assert letter is not None
    missed, foreign = [], []
    for number in range(0x10000):
        char = chr(number)
        name = unicodedata.name(char, "").removeprefix("FULLWIDTH ").removeprefix("HALFWIDTH ")
        if not char.isalpha() or any([number in block for block in UNWRITTEN]):
            continue
        if name.startswith(PREFIXES[script]):
            missed += [] if letter.match(char) else [hex(number)]
        elif (
            letter.match(char)
            and not re.match(SHARED.get(script, "!"), name)
            and PREFIXES[script].split()[0] not in name
        ):
            foreign.append((hex(number), name))
    assert missed == [] and foreign == []


def test_every_implied_script_has_letters() -> None:
    """Otherwise the language would be named for nothing."""
    assert set(PREFIXES) == set(_LETTERS)
    assert set(_IMPLIED.values()) <= set(_LETTERS) and set(_SAME.values()) <= set(_LETTERS)


def test_langcodes_agrees_on_the_scripts_that_languages_imply() -> None:
    """By its table of likely subtags. It has one Chinese script for each region, and no script for some languages."""
    for language, script in _IMPLIED.items():
        theirs = (oracle("langcodes").Language.get(language).maximize().script or "").lower()
        assert _SAME.get(theirs, theirs) == script, language
