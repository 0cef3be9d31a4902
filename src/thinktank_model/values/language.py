"""Language tags (BCP 47): well-formed, in canonical case, and the script that a tag implies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from ..problems.display import literal
from ..problems.patterns import any_case, pattern, whole
from ..problems.problem import Fix, Problem, define
from ..shapes.codes import DUPLICATE
from ..shapes.tree import Reading, Scalar, also
from .registers import NO_SUCCESSOR, Register

__all__ = ["canonical_language", "lookup"]

MALFORMED = define(
    "language.malformed",
    "error",
    "{found} is not a language tag",
    why=(
        "Browsers, software libraries and translation tools understand BCP 47 tags (RFC 5646), not names of languages."
    ),
    bad='{"title": {"Chinese": "\\u667a\\u5e93"}}',
    good='{"title": {"zh-Hans": "\\u667a\\u5e93"}}',
)
NOT_CANONICAL = define(
    "language.not-canonical",
    "warning",
    "the language tag {found} is not in canonical case",
    why=(
        "RFC 5646, section 2.1.1: language in lower case, script in title case, region in upper case. The record "
        "stores this canonical form, so that equal tags are equal texts."
    ),
    bad='{"lang": "zh-hans"}',
    good='{"lang": "zh-Hans"}',
    mends="the tag in canonical case, which the record always stores",
    canonical=True,
)
UNKNOWN = define(
    "language.unknown",
    "warning",
    "the subtag {subtag} of the language tag {found} is not in the IANA registry",
    why=(
        "Software that looks for a language does not find an unregistered code. A country code is not a language "
        "code (jp, ja), and BCP 47 requires the two-letter code if the language has one (en, not eng)."
    ),
    bad='{"lang": "jp"}',
    good='{"lang": "ja"}',
    mends="the two-letter code instead of the three-letter ISO 639 code",
)
DEPRECATED = define(
    "language.deprecated",
    "warning",
    "the language tag {found} is deprecated",
    why="The IANA registry replaces this tag with another one (iw, he). A search would have to look for both.",
    bad='{"lang": "iw"}',
    good='{"lang": "he"}',
    mends="the tag that the IANA registry gives instead",
)
SCRIPT_MISMATCH = define(
    "language.script-mismatch",
    "warning",
    "{found} is tagged {tag}, but has no letters of that script",
    why="Most often a translation is missing, or two languages were swapped.",
    bad='{"title": {"zh-Hans": "Work plan for the next year"}}',
    good='{"title": {"en": "Work plan for the next year"}}',
)

LIMIT: Final = 100  # characters
# RFC 5646, section 2.1, without the grandfathered tags, and without languages of four to eight letters: four are
# reserved, and none of five to eight is registered (section 2.2.1). Such a word is the name of a language, or a
# key such as "value" in the place of a tag.
_LANGTAG: Final = pattern(
    "([a-z]{2,3}(?:-[a-z]{3}){0,3})"  # language and extended languages
    "(-[a-z]{4})?(-(?:[a-z]{2}|[0-9]{3}))?"  # script, region
    "((?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"  # variants
    "((?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*)"  # extensions
    "(-x(?:-[a-z0-9]{1,8})+)?",  # private use
    re.ASCII,
)
_SINGLETON: Final = pattern("-([0-9a-wy-z])(?=-)", re.ASCII)
_PRIVATE: Final = pattern("x(?:-[a-z0-9]{1,8})+", re.ASCII)
_GRANDFATHERED: Final = frozenset(
    "en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu "
    "sgn-be-fr sgn-be-nl sgn-ch-de art-lojban cel-gaulish no-bok no-nyn zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang".split()
)

REGISTER: Final = Register("languages")


def _parse(text: str) -> str | None:
    """Return the tag in canonical case; None if it is not well-formed."""
    lower = text.lower()
    if len(text) > LIMIT or not text.isascii():
        return None
    if lower not in _GRANDFATHERED and not _PRIVATE.fullmatch(lower):
        found = _LANGTAG.fullmatch(lower)
        if found is None or _repeats(found[4].split("-")[1:]) or _repeats(_SINGLETON.findall(found[5])):
            return None
    return _in_case(lower)


def _repeats(subtags: list[str]) -> bool:
    """Return whether a variant or singleton occurs twice, which is not well-formed (RFC 5646, section 2.2.9)."""
    return len(set(subtags)) < len(subtags)


def _in_case(lower: str) -> str:
    """Return the tag in canonical case: two letters in upper case, four in title case, except first or after a singleton (RFC 5646, section 2.1.1)."""
    subtags = lower.split("-")
    for index, subtag in enumerate(subtags):
        if len(subtag) == 1:
            break  # everything after a singleton stays in lower case
        if index:  # a variant such as 1abc begins with a digit, which `capitalize` does not change
            subtags[index] = {2: subtag.upper(), 4: subtag.capitalize()}.get(len(subtag), subtag)
    return "-".join(subtags)


def canonical_language(text: str) -> str:
    """Return the language tag in canonical case (RFC 5646, section 2.1.1).

    Raises:
        ValueError: the text is not a well-formed BCP 47 tag.

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
        likely = _likely(text)
        suggestion = literal(likely) if likely else None
        return None, (MALFORMED(text, expected="a BCP 47 tag such as fr or zh-Hans", suggestion=suggestion),)
    said = list(_registered(tag))
    if tag != text:
        fix = Fix("replace", "", tag)
        said.insert(0, NOT_CANONICAL(text, expected="canonical case", suggestion=literal(tag), fix=fix))
    return tag, tuple(said)


def _registered(tag: str) -> Iterator[Problem]:
    """Check a tag in canonical case against IANA's registry (RFC 5646, sections 2.2.9 and 4.5)."""
    head = tag.split("-")
    end = next((index for index, subtag in enumerate(head) if len(subtag) == 1 and index), len(head))
    if len(head[0]) == 1 and tag not in REGISTER:
        return  # private use as a whole
    tail, head = head[end:], head[:end]
    # the longest prefix that is one entry: a grandfathered tag, or an extended language with its prefix
    whole = next((n for n in range(len(head), 1, -1) if "-".join(head[:n]) in REGISTER), 0)
    entries = (["-".join(head[:whole])] if whole else []) + head[whole:]
    unknown = [entry for entry in entries if entry not in REGISTER or _is_misplaced(entry, entry is entries[0])]
    for entry in unknown:
        meant = [_meant(other, other is head[0]) if other in unknown else other for other in entries]
        suggestion = None if None in meant else "-".join([*filter(None, meant), *tail])
        is_iso_639 = unknown == [head[0]] and len(entry) == 3
        yield UNKNOWN(
            tag,
            subtag=entry,
            expected="subtags of the IANA registry",
            suggestion=literal(suggestion) if suggestion else None,
            fix=Fix("replace", "", suggestion) if suggestion and is_iso_639 else None,
        )
    newer = [REGISTER.successor(entry) or entry for entry in entries]
    if not unknown and newer != entries:
        preferred = None if NO_SUCCESSOR in newer else "-".join([*newer, *tail])
        yield DEPRECATED(
            tag,
            expected="a current tag",
            suggestion=literal(preferred) if preferred else None,
            fix=Fix("replace", "", preferred) if preferred else None,
        )


def _is_misplaced(entry: str, first: bool) -> bool:
    """Return whether a registered subtag is in the position of another kind: a language that is not first, or another subtag first."""
    is_language = entry.islower() and entry.isalpha() and len(entry) < 4
    return "-" not in entry and is_language is not first


def _meant(subtag: str, first: bool) -> str | None:
    """Return the registered subtag that is most similar to an unknown one."""
    if not first:
        return {"UK": "GB"}.get(subtag)
    found = REGISTER.spellings.get(subtag, "")
    return found if found.islower() else None


def _likely(text: str) -> str | None:
    """Return the tag of a language name, or of a locale of an operating system: zh_CN.UTF-8."""
    bare = text[:LIMIT].strip()
    for tag in (REGISTER.meant(bare), _parse(bare.partition(".")[0].replace("_", "-"))):
        if tag is not None and _parse(tag) == tag:
            problem = next(_registered(tag), None)
            if problem is None or problem.suggestion is not None:
                return tag if problem is None else str(problem.suggestion).strip('"')
    return None


# The patterns above without regard to case, for which JSON Schema has no flag.
_ANY_CASE: Final = (
    f"{_LANGTAG.pattern}|{_PRIVATE.pattern}".replace("a-z", "A-Za-z")
    .replace("a-wy-z", "A-WY-Za-wy-z")
    .replace("x(", "[Xx](")
)

LANGUAGE: Final = Scalar(
    name="a language tag",
    read=_read,
    schema={
        "title": "LanguageTag",
        **whole(f"{_ANY_CASE}|{'|'.join([any_case(tag) for tag in sorted(_GRANDFATHERED)])}"),
        "maxLength": LIMIT,
        "x-also": [
            also("No variant and no extension stands in it twice (RFC 5646, section 2.2.9).", MALFORMED),
            also("Two tags that differ in case only are one.", DUPLICATE),
        ],
    },
    examples=("en", "fr", "zh-Hans", "zh-Latn-pinyin"),
)


_CHINESE_SCRIPT: Final = {"cn": "hans", "sg": "hans", "my": "hans", "tw": "hant", "hk": "hant", "mo": "hant"}


def lookup(ranges: Iterable[str], tags: Iterable[str]) -> str | None:
    """Return the best tag for the reader (look-up of RFC 4647, section 3.4); None if no range matches.

    Each range is shortened step by step: `zh-Hant-TW`, `zh-Hant`, `zh`. Beyond the RFC, a tag that extends the
    range (`zh-Hans` for `zh`) matches too, after an equal one, and Chinese of a region is looked up in the script that
    is used there (`zh-Hans` for `zh-CN`). The range `*` is skipped, as in the RFC.

    >>> lookup(["fr-CA", "en"], ["en", "fr"])
    'fr'
    """
    given = list(tags)
    by_lower: dict[str, str] = {}
    for wanted in ranges:
        if wanted in given:
            return wanted
        by_lower = by_lower or {tag.lower(): tag for tag in given}
        for short in _shorter(wanted.lower().split("-")):
            longer = next((tag for lower, tag in by_lower.items() if lower.startswith(short + "-")), None)
            if (found := by_lower.get(short, longer)) is not None:
                return found
    return None


def _shorter(subtags: list[str]) -> Iterator[str]:
    """Yield a range and its shortened forms; before `zh`, Chinese in the script of the region."""
    script = _CHINESE_SCRIPT.get(subtags[1]) if len(subtags) > 1 and subtags[0] == "zh" else None
    while subtags:
        if len(subtags) == 1 and script is not None:
            yield f"zh-{script}"
        yield "-".join(subtags)
        subtags.pop()
        if subtags and len(subtags[-1]) == 1:
            subtags.pop()  # a singleton never ends a range


# --- Scripts ---

# The letters of a script, by its ISO 15924 code; only scripts that are worth a warning.
_LETTERS: Final = {
    "latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1d00-\u1d25\u1e00-\u1eff\u2184\u2c60-\u2c7f"
    "\ua722-\ua787\ua78b-\ua7ff\uab30-\uab5a\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a",
    "hani": "\u4e00-\u9fff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\uf900-\ufaff\U00020000-\U000323af",
    "jpan": "\u4e00-\u9fff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U000323af",
    "kore": "\uac00-\ud7fb\u1100-\u11ff\u3131-\u318e\u4e00-\u9fff\ua960-\ua97c\uf900-\ufaff\uffa0-\uffdc",
    "cyrl": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "arab": "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "grek": "\u0370-\u03e1\u03f0-\u03ff\u1f00-\u1fff",
    "hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "armn": "\u0531-\u058f\ufb13-\ufb17",
    "geor": "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2d",
    "ethi": "\u1200-\u139f\u2d80-\u2dde\uab01-\uab2e",
    "deva": "\u0900-\u097f\ua8e0-\ua8ff",
    "beng": "\u0980-\u09ff",
    "taml": "\u0b80-\u0bff",
    "telu": "\u0c00-\u0c7f",
    "sinh": "\u0d80-\u0dff",
    "thai": "\u0e01-\u0e7f",
    "laoo": "\u0e80-\u0eff",
    "tibt": "\u0f00-\u0fff",
    "mymr": "\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f",
    "khmr": "\u1780-\u17ff",
}
_SAME: Final = {"hans": "hani", "hant": "hani", "hrkt": "jpan", "hira": "jpan", "kana": "jpan", "hang": "kore"}
# The default script of each language; languages written in several scripts are left out.
_IMPLIED: Final = {
    **dict.fromkeys("en fr de es it pt nl pl cs sk sl hr ro hu sv da nb nn no fi et lv lt is ga cy mt sq".split(), "latn"),
    **dict.fromkeys("ca eu gl lb tr vi id sw".split(), "latn"),
    **dict.fromkeys("zh cmn yue wuu".split(), "hani"),
    **dict.fromkeys("ru uk be bg mk ky".split(), "cyrl"),
    **dict.fromkeys("ar fa ur ps".split(), "arab"),
    **dict.fromkeys("hi mr ne".split(), "deva"),
    **dict.fromkeys("am ti".split(), "ethi"),
    "ja": "jpan", "ko": "kore", "el": "grek", "he": "hebr", "hy": "armn", "ka": "geor", "bn": "beng", "ta": "taml",
    "te": "telu", "si": "sinh", "th": "thai", "lo": "laoo", "bo": "tibt", "my": "mymr", "km": "khmr",
}  # fmt: skip
_LETTER: Final = {script: pattern(f"[{letters}]") for script, letters in _LETTERS.items()}
_LOWER: Final = pattern("[a-zß-öø-ÿ]{4,}")


@lru_cache(maxsize=512)  # limited, because tags come from outside
def expected_letter(tag: str) -> re.Pattern[str] | None:
    """Return a pattern for a letter of the script that a canonical tag has or implies; None if it implies none."""
    subtags = tag.lower().split("-")
    script = _IMPLIED.get(subtags[0])
    for subtag in subtags:
        if len(subtag) == 1:
            break  # a subtag in an extension is not a script
        if len(subtag) == 4 and subtag.isalpha():
            script = _SAME.get(subtag, subtag)
    return None if script is None else _LETTER.get(script)


class _Letters(dict[str, bool]):
    """Whether a character is a letter of a script: a cache.

    Parameters:
        letter: the pattern of the letters; None for any script, which every character fits.
    """

    __slots__ = ("letter",)

    def __init__(self, letter: re.Pattern[str] | None) -> None:
        self.letter: re.Pattern[str] | None = letter

    def __missing__(self, character: str) -> bool:
        if len(self) >= SCRIPTS_LIMIT:
            self.clear()
        self[character] = fits = self.letter is None or self.letter.match(character) is not None
        return fits


class _Scripts(dict[str, _Letters]):
    """For each canonical tag, the letters of the script that it has or implies: a cache. Most texts begin with such a letter."""

    __slots__ = ()

    def __missing__(self, tag: str) -> _Letters:
        if len(self) >= SCRIPTS_LIMIT:
            self.clear()
        self[tag] = letters = letters_of(expected_letter(tag))
        return letters


letters_of: Final = cache(_Letters)  # one for each script
SCRIPTS_LIMIT: Final = 4096  # entries; a full cache is cleared
SCRIPTS: Final = _Scripts()


def in_other_script(text: str, tag: str) -> bool:
    """Return whether a text has letters, but none of the script that its language tag has or implies.

    Latin acronyms and single names (CMI, ROR, Huawei) are fine in any script; a word in lower case, or two
    words, are not.

    >>> in_other_script("Work plan", "zh-Hans"), in_other_script("CMI", "zh-Hans")
    (True, False)
    """
    letters = SCRIPTS[tag]
    if letters[text[:1]] or letters.letter is None or letters.letter.search(text) is not None:
        return False
    if any([char.isalpha() and not _LETTER["latn"].match(char) for char in text]):
        return True
    words = [match.start() for match in _LOWER.finditer(text)]
    return len(words) > 1 or any([not text[start - 1 : start].isalpha() for start in words])
