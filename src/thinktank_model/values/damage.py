"""Finds damaged text: lost letters, wrong decoding, markup, invisible characters, placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple
from unicodedata import is_normalized

from ..problems.patterns import pattern
from ..problems.problem import Code, define
from ..problems.translations import Phrase
from .registers import Register

__all__ = [
    "EXPECTED",
    "LAYOUT",
    "Damage",
    "decoded_c1",
    "find_damage",
    "is_sound",
    "mended",
    "unescaped",
]

REPLACEMENT = define(
    "text.replacement-character",
    "warning",
    "{found} has the replacement character U+FFFD",
    why=(
        "Software writes U+FFFD in place of a character that it cannot decode. The character is lost and must be "
        "taken from the source."
    ),
    bad='{"value": "Universit\\ufffdt am Meer"}',
    good='{"value": "Universit\\u00e4t am Meer"}',
)
MOJIBAKE = define(
    "text.mojibake",
    "warning",
    "{found} looks like UTF-8 that was read as Windows-1252",
    why=(
        "Each non-ASCII character became two or three characters. If the whole text can be decoded as UTF-8, the "
        "result is the original."
    ),
    bad='{"value": "Universit\\u00c3\\u00a4t"}',
    good='{"value": "Universit\\u00e4t"}',
    mends="the text decoded as UTF-8, if all of it can be decoded",
)
MARKUP = define(
    "text.markup",
    "warning",
    "{found} has the markup {markup}",
    why="Texts are plain text: HTML entities and tags are shown literally, and a search does not find the word.",
    bad='{"value": "M\\u00fcller &amp; S\\u00f6hne"}',
    good='{"value": "M\\u00fcller & S\\u00f6hne"}',
    mends="the characters that the entities stand for; tags stay unchanged",
)
SOFT_HYPHEN = define(
    "text.soft-hyphen",
    "warning",
    "{found} has a soft hyphen",
    why=("The soft hyphen, U+00AD, marks where a word can be divided. It is invisible and makes equal names unequal."),
    bad='{"value": "Har\\u00adbour Institute"}',
    good='{"value": "Harbour Institute"}',
    mends="the text without soft hyphens",
)
INVISIBLE = define(
    "text.invisible",
    "warning",
    "{found} has the invisible character {character}",
    why=(
        "Software reads characters that readers cannot see: they make equal texts unequal, and can hide whole "
        "sentences."
    ),
    bad='{"value": "Harbour\\udb40\\udc68\\udb40\\udc69"}',
    good='{"value": "Harbour"}',
)
PLACEHOLDER = define(
    "text.placeholder",
    "warning",
    "{found} is a placeholder",
    why="Omit unknown values. A placeholder is counted and shown as if it were a value.",
    bad='{"notes": {"en": "N/A"}}',
    good="{}",
)

EXPECTED: Final = {
    "text.replacement-character": Phrase("the character in the source"),
    "text.mojibake": Phrase("the text of the source"),
    "text.markup": Phrase("plain text"),
    "text.soft-hyphen": Phrase("the word without this character"),
    "text.invisible": Phrase("text without this character"),
}
LAYOUT: Final = (SOFT_HYPHEN, PLACEHOLDER)  # damage that a source, and so a verbatim text, may have

# Placeholders of forms, spreadsheets and programs for a missing value. Names of people and places are not included (Null,
# Nan, None, Na). Case matters: a program writes `null`, a person is called Null.
PLACEHOLDERS: Final = frozenset(
    "N/A n/a N/A. n/a. N.A. #N/A #REF! #VALUE! #NAME? null NULL (null) nil undefined NaN TBD tbd TBA tba TBC tbc "
    "s.o. S.O. s/o n.c. N.C. n.r. k.A. 无 無 暂无 暂缺 待定 不详 不詳 未知 不适用 - -- --- – — —— − ‐ ‑ _ __ ___ . .. ... … …… · "
    "? ?? ??? ？ * ** *** / // \\ ~ # = +".split()
) | {
    "[object Object]",
    "to be determined",
    "To be determined",
    "to be announced",
    "To be announced",
    "sans objet",
    "Sans objet",
}
PLACEHOLDER_LIMIT: Final = max(map(len, PLACEHOLDERS))  # characters

# --- Mojibake ---

# The characters of Windows-1252 in place of the control characters of Latin-1, which is what those were meant to be.
_C1: Final = dict(zip(range(0x80, 0xA0), "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ", strict=True))
_TO_BYTES: Final = {ord(character): byte for byte, character in _C1.items()}
_TAIL: Final = "\x80-\xbf" + "".join(
    map(chr, _TO_BYTES)
)  # the decoded form of a byte from 80 to BF, which continues a letter
_BEGIN: Final = pattern(f"[\xc2-\xf4][{_TAIL}]")
_SURE: Final = pattern(f"\xc3[\xa0-\xba\xbc-\xbf]|\xc2[\xa0-\xba\xbc-\xbf]|\xe2\u20ac[{_TAIL}]|\xef\xbb\xbf")
_WORD_END: Final = pattern(r"(?<![a-z])[\xc2-\xdf][…’”“‘–—™›»](?!\w)")  # also in a word in capitals: PÅ…
_LATIN: Final = pattern("[\xa0-\u024f\u02b0-\u02ff\u2000-\u22ff]")
_FOREIGN: Final = "[^\x00-\u02ff\u2000-\u2bff\u3000-\u303f\uff00-\uff60]"
_MIXED: Final = pattern(f"[A-Za-z]{_FOREIGN}|{_FOREIGN}[A-Za-z]")
ROUNDS: Final = 3  # how often a text may have been decoded wrongly, or escaped


def _bytes_read_back(text: str) -> str | None:
    try:
        return text.translate(_TO_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def _read_back(text: str) -> str | None:
    """Return the original of a UTF-8 text that was decoded as Windows-1252; None if that is not certain."""
    back = _bytes_read_back(text)
    if back is None or back == text:
        return None
    letters = [char for char in back if not char.isascii()]
    if all([_LATIN.fullmatch(char) for char in letters]):
        return None if len(letters) == 1 and _WORD_END.search(text) else back
    # letters of another script form their own words, and are not next to a Latin letter
    return back if (len(letters) > 1 or letters[0] > "\uffff") and not _MIXED.search(back) else None


def read_back(text: str) -> str:
    """Return the text with wrong decoding undone, as often as that is certain."""
    for _ in range(ROUNDS):
        back = _read_back(text)
        if back is None:
            break
        text = back
    return text


def decoded_c1(text: str) -> str:
    """Return the text with C1 controls decoded as Windows-1252, or with wrong decoding undone."""
    back = read_back(text)
    return text.translate(_C1) if back == text else back


# --- Markup ---

ENTITIES: Final = Register("entities")
_ENTITY: Final = pattern("&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,30}));")
_ELEMENT: Final = (
    "a|abbr|b|blockquote|br|cite|code|div|em|font|h[1-6]|hr|i|img|jats:[a-z-]+|li|mml:[a-z]+|ol|p|pre|script|small|span|"
    "strong|sub|sup|table|tbody|td|th|tr|u|ul"
)
# A closing tag, an opening tag with attributes, or one that cannot be a formula; not a<b>c.
_TAG: Final = pattern(
    f"</(?:{_ELEMENT})>|<(?:{_ELEMENT})\\s[^<>=]{{0,100}}=[^<>]{{0,500}}>|<(?:{_ELEMENT})\\s?/>|"
    "<(?:br|hr|div|em|font|li|ol|ul|p|span|strong|sub|sup|table|td|th|tr|h[1-6]|jats:[a-z-]+|mml:[a-z]+)>",
    re.IGNORECASE,
)


def _character(found: re.Match[str]) -> str:
    """Return the character of an HTML entity; the entity itself if it has none."""
    if found[3] is not None:
        number = int(ENTITIES.note(found[3]) or "0", 16)
    else:
        number = int(found[1]) if found[1] else int(found[2], 16)
    if number in _C1:
        return _C1[number]
    is_character = 0x20 <= number < 0x110000 and not 0xD800 <= number < 0xE000
    return chr(number) if is_character else found[0]


def unescaped(text: str) -> str:
    """Return the text with HTML entities replaced by their characters."""
    for _ in range(ROUNDS):
        plain = _ENTITY.sub(_character, text)
        if plain == text:
            break
        text = plain
    return text


def markup(text: str) -> str | None:
    """Return the first entity or tag in a text."""
    for found in _ENTITY.finditer(text):
        if found[3] is None or found[3] in ENTITIES:
            return found[0]
    tag = _TAG.search(text)
    return None if tag is None else tag[0]


# --- What no one sees ---

_FLAG: Final = pattern("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f")  # of England, of Texas
_VARIATION: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"  # selects a form of the previous character; one at a time
_HIDDEN: Final = pattern(
    f"[\u034f\u17b4\u17b5\u2061-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e00ff]|[{_VARIATION}][{_VARIATION}]+"
)

# --- All together ---

# All except characters that always form a printable, undamaged text in NFC: the letters and punctuation of some scripts,
# without those that could start mojibake with the punctuation after them.
UNSURE: Final = pattern(
    "[^ !-%'-;=-~\xab\xbb\xb7\xc0\xc1\xc6-\xd6\xd8-\xf6\xf8-\xff\u0100-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e"
    "\u2013\u2014\u2018-\u201d\u2026\u0391-\u03a1\u03a3-\u03a9\u03ac-\u03ce\u0400-\u045f\u0621-\u063a"
    "\u0641-\u064a\u3001-\u3011\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fef\uac00-\ud7a3\uff01-\uff5e]"
)
# What a text with other characters must not have: unusual characters, mojibake, doubled variation selectors.
_ODD: Final = "&<\ufffd\u3164\uffa0"
_SUSPECT: Final = pattern(
    f"[{_ODD}{_TAIL}{_VARIATION}](?:(?<=[{_ODD}])|(?<=[\xc2-\xf4][{_TAIL}])|(?<=[{_VARIATION}][{_VARIATION}]))"
)


def is_sound(line: str) -> bool:
    """Return whether a line with unusual characters is printable, in NFC and certainly not damaged."""
    return line.isprintable() and is_normalized("NFC", line) and _SUSPECT.search(line) is None


class Damage(NamedTuple):
    """One kind of damage in a text: its code, and the parameters of the message."""

    code: Code
    params: Mapping[str, Any]


def find_damage(text: str) -> Iterator[Damage]:
    """Yield every kind of damage in a text."""
    if "\ufffd" in text:
        yield Damage(REPLACEMENT, {})
    if _BEGIN.search(text):
        if read_back(text) != text:  # other damage may be a part of it
            yield Damage(MOJIBAKE, {})
            return
        if _SURE.search(text):
            yield Damage(MOJIBAKE, {})
    found = markup(text)
    if found is not None:
        yield Damage(MARKUP, {"markup": found[:40]})
    if "\xad" in text:
        yield Damage(SOFT_HYPHEN, {})
    hidden = _HIDDEN.search(_FLAG.sub("", text))
    if hidden is not None:
        yield Damage(INVISIBLE, {"character": f"U+{ord(hidden[0][-1]):04X}"})
    if text.strip() in PLACEHOLDERS:
        yield Damage(PLACEHOLDER, {})


def mended(text: str) -> str:
    """Return the text with all damage undone that can be undone with certainty."""
    plain = unescaped(read_back(text))
    return (text if _TAG.search(plain) else plain).replace("\xad", "")
