"""Language tags (BCP 47): well-formed, in canonical case, and the script that a tag implies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from ..patterns import pattern
from ..problems import Fix, define
from ..shapes import Reading, Scalar

__all__ = ["canonical_language", "lookup"]

MALFORMED = define(
    "language.malformed",
    "error",
    "{found} is not a language tag",
    why="BCP 47 (RFC 5646) tags are what browsers, libraries and translation tools understand; a name of a language is not.",
    bad='{"title": {"Chinese": "\\u667a\\u5e93"}}',
    good='{"title": {"zh-Hans": "\\u667a\\u5e93"}}',
)
NOT_CANONICAL = define(
    "language.not-canonical",
    "warning",
    "the language tag {found} is not in canonical case",
    why="RFC 5646, section 2.1.1: the language in lower case, the script in title case, the region in upper case. One "
    "spelling makes equal tags equal texts; the record holds the canonical one.",
    bad='{"lang": "zh-hans"}',
    good='{"lang": "zh-Hans"}',
)
SCRIPT_MISMATCH = define(
    "language.script-mismatch",
    "warning",
    "{found} is marked as {tag}, but has no letter of that script",
    why="Most often a translation was forgotten, or two languages changed places.",
    bad='{"title": {"zh-Hans": "Work plan for the next year"}}',
    good='{"title": {"en": "Work plan for the next year"}}',
)

LIMIT: Final = 100  # characters
# RFC 5646, section 2.1, without the grandfathered tags.
_LANGTAG: Final = pattern(
    "([a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"  # language and extended languages
    "(-[a-z]{4})?(-(?:[a-z]{2}|[0-9]{3}))?"  # script, region
    "((?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"  # variants
    "((?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*)"  # extensions
    "(-x(?:-[a-z0-9]{1,8})+)?",  # private use
    re.ASCII,
)
_SINGLETON: Final = pattern("-([0-9a-wy-z])(?=-)", re.ASCII)
_PRIVATE: Final = pattern("x(?:-[a-z0-9]{1,8})+", re.ASCII)
_GRANDFATHERED: Final = (
    "en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu sgn-be-fr "
    "sgn-be-nl sgn-ch-de art-lojban cel-gaulish no-bok no-nyn zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang"
).split()

# What people write for a tag, in lower case.
_NAMES: Final = {
    "english": "en", "anglais": "en", "french": "fr", "français": "fr", "francais": "fr", "chinese": "zh", "chinois": "zh",
    "中文": "zh", "simplified chinese": "zh-Hans", "traditional chinese": "zh-Hant", "mandarin": "cmn", "pinyin": "zh-Latn-pinyin",
    "german": "de", "spanish": "es", "russian": "ru", "arabic": "ar", "japanese": "ja", "korean": "ko", "portuguese": "pt",
}  # fmt: skip


def _parse(text: str) -> str | None:
    """The tag in canonical case, or None if it is not well-formed."""
    lower = text.lower()
    if len(text) > LIMIT or not text.isascii():
        return None
    if lower not in _GRANDFATHERED and not _PRIVATE.fullmatch(lower):
        found = _LANGTAG.fullmatch(lower)
        if found is None or _repeats(found[4].split("-")[1:]) or _repeats(_SINGLETON.findall(found[5])):
            return None
    return _in_case(lower)


def _repeats(subtags: list[str]) -> bool:
    """RFC 5646, section 2.2.9: no variant and no singleton stands twice in a well-formed tag."""
    return len(set(subtags)) < len(subtags)


def _in_case(lower: str) -> str:
    """RFC 5646, section 2.1.1: two letters in upper case, four in title case, but not first or after a singleton."""
    subtags = lower.split("-")
    for index, subtag in enumerate(subtags):
        if index and len(subtags[index - 1]) > 1:
            subtags[index] = {2: subtag.upper(), 4: subtag.title()}.get(len(subtag), subtag)
        elif index:
            break  # all that follows a singleton stays in lower case
    return "-".join(subtags)


def canonical_language(text: str) -> str:
    """The language tag in canonical case (RFC 5646, section 2.1.1).

    Raises:
        ValueError: the text is no well-formed BCP 47 tag.

    >>> canonical_language("ZH-hans-cn")
    'zh-Hans-CN'
    """
    tag = _parse(text)
    if tag is None:
        raise ValueError(f"{text!r} is not a language tag such as fr or zh-Hans (BCP 47)")
    return tag


def _read(text: str) -> Reading:
    tag = _parse(text)
    if tag is None:
        likely = _NAMES.get(text[:40].strip().lower()) or _parse(text[:LIMIT].strip().replace("_", "-"))
        suggestion = f'"{likely}"' if likely else None
        return None, (MALFORMED(text, expected="a BCP 47 tag such as fr or zh-Hans", suggestion=suggestion),)
    if tag != text:
        return tag, (
            NOT_CANONICAL(text, expected="canonical case", suggestion=f'"{tag}"', fix=Fix("replace", "", tag)),
        )
    return tag, ()


LANGUAGE: Final = Scalar(
    name="a language tag",
    read=_read,
    schema={"pattern": "^[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*$", "maxLength": LIMIT},
    examples=("en", "fr", "zh-Hans", "zh-Latn-pinyin"),
)


def lookup(ranges: Iterable[str], tags: Iterable[str]) -> str | None:
    """The tag that suits the reader best: the look-up of RFC 4647, section 3.4; None if no range has one.

    Each range is tried from long to short, `zh-Hant-TW`, `zh-Hant`, `zh`; a tag that only goes on where the range ends
    (`zh-Hans` for `zh`) suits too, after an equal one.

    >>> lookup(["fr-CA", "en"], ["en", "fr"])
    'fr'
    """
    by_lower = {tag.lower(): tag for tag in tags}
    for wanted in ranges:
        subtags = wanted.lower().split("-")
        while subtags:
            short = "-".join(subtags)
            longer = next((tag for lower, tag in by_lower.items() if lower.startswith(short + "-")), None)
            if (found := by_lower.get(short, longer)) is not None:
                return found
            subtags.pop()
            if subtags and len(subtags[-1]) == 1:
                subtags.pop()  # a singleton never ends a range
    return None


# --- Scripts ---

# The letters of a script, by its ISO 15924 code; only scripts whose mix-up with another is worth a warning.
_LETTERS: Final = {
    "latn": "A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff",
    "hani": "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af",
    "jpan": "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af",
    "kore": "\u1100-\u11ff\u3130-\u318f\u4e00-\u9fff\uac00-\ud7a3",
    "cyrl": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "arab": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "grek": "\u0370-\u03ff\u1f00-\u1fff",
    "hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "deva": "\u0900-\u097f\ua8e0-\ua8ff",
    "thai": "\u0e00-\u0e7f",
}
_SAME: Final = {"hans": "hani", "hant": "hani", "hrkt": "jpan", "hira": "jpan", "kana": "jpan", "hang": "kore"}
# The script that a language is written in where its tag names none.
_IMPLIED: Final = {
    **dict.fromkeys("en fr de es it pt nl pl cs sk sv da nb nn no fi et lv lt hu ro hr sl tr vi id ms sw".split(), "latn"),
    **dict.fromkeys("zh cmn yue wuu".split(), "hani"),
    **dict.fromkeys("ru uk be bg mk kk ky".split(), "cyrl"),
    **dict.fromkeys("ar fa ur ps".split(), "arab"),
    **dict.fromkeys("hi mr ne".split(), "deva"),
    "ja": "jpan", "ko": "kore", "el": "grek", "he": "hebr", "th": "thai",
}  # fmt: skip
_WORD: Final = pattern("[a-z]{4}", re.ASCII)


_LETTER: Final = {script: pattern(f"[{letters}]") for script, letters in _LETTERS.items()}


@cache
def expected_letter(tag: str) -> re.Pattern[str] | None:
    """A pattern that finds one letter of the script that a canonical tag says or implies; None if nothing is expected."""
    subtags = tag.lower().split("-")
    said = next((subtag for subtag in subtags[1:] if len(subtag) == 4 and subtag.isalpha()), None)
    script = _IMPLIED.get(subtags[0]) if said is None else _SAME.get(said, said)
    return None if script is None else _LETTER.get(script)


def in_other_script(text: str, tag: str) -> bool:
    """Whether a text has letters, but none of the script that its language tag says or implies.

    A short Latin acronym or name (CMI, ROR) is at home in a text of any script.

    >>> in_other_script("Work plan", "zh-Hans"), in_other_script("CMI", "zh-Hans")
    (True, False)
    """
    letter = expected_letter(tag)
    if letter is None or letter.search(text):
        return False
    if text.isascii():
        return _WORD.search(text) is not None
    return any([char.isalpha() for char in text])
