"""The parts of a sentence, a letter each: what a word can do in it, and where a claim stands.

The rules of `saying` are about these letters alone, so that they are the same for all words of one kind. The words of each kind are in
the section `Sentences` of `data/cues.txt`. A word that it does not have is `x`, and no plain sentence has one beside its claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from ..problems.patterns import pattern
from ..problems.translations import primary_subtag
from ..values.folding import folded
from ..vocab import AttendanceMode
from .cues import parts_at

__all__ = ["LETTERS", "capitals_of", "letters_of"]

LETTERS: Final = {
    "doubt": "?",
    "doubted": "?",
    "against": "!",
    "denied": "!",
    "supposed": "!",
    "objected": "!",
    "rejected": "!",
    AttendanceMode.MIXED.value: "B",
    AttendanceMode.ONLINE.value: "L",
    AttendanceMode.IN_PERSON.value: "S",
    "coming": "F",
    "opening_soon": "F",
    "holding": "H",
    "opening": "H",
    "ending": "E",
    "issuing": "x",
    "work": "x",
    "drawing": "G",
    "attending": "A",
    "speaking": "V",
    "counted": "U",
    "event": "k",
    "with": "W",
    "there": "T",
    "from": "f",
    "purpose": "p",
    "inside": "i",
    "toward": "v",
    "by": "b",
    "topic": "o",
    "and": "&",
    "body": "U",
    "title": "R",
    "people": "R",
    "adjective": "a",
    "attribute": "z",
    "despite": "y",
    "plain": "w",
    "idle": "w",
}
"""The letter of each kind of words; of a word of several kinds, that of the first one here."""
FIRST: Final[Mapping[str, Mapping[str, str]]] = {
    "": {},
    "person": {"speaking": "V", "body": "U", "title": "R", "people": "R"},
    "output": {"issuing": "H", "work": "k"},
    "start": {"ending": "V"},
    "end": {"opening": "V", "opening_soon": "V"},
}
"""The letters that go before all others, by what is claimed."""
DAY: Final = "t"  # a word before a date, "on"; elsewhere it is something else
UNTIL: Final = "u"  # a word before the last date: "to"
MARKS: Final = {
    **dict.fromkeys(",，、()（）—–", ","),
    **dict.fromkeys(";；.。!！", ";"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys("?？", "?"),
    **dict.fromkeys("'’‘\"“”«»-_·《》", ""),
}
TOPIC: Final = "c"  # a word of a topic or of a name
NAME: Final = "C"  # a word with a capital letter
NUMBER: Final = "n"
DATE: Final = "d"
DATES: Final = ("d", "D")  # the second one is claimed
UNKNOWN: Final = "x"
IN_TOPIC: Final = "xwCkUaio&nRE"  # what a topic goes over: "on the future of coasts"
NEAR_DATE: Final = 4  # words between "on" and a date: "on the morning of"

_TOKEN: Final = pattern("[|]+|[\u3400-\u9fff]|(?:(?![\u3400-\u9fff])\\w)+|[^\\w\\s]")
_WORD: Final = pattern("\\w+")


def capitals_of(sentence: str) -> frozenset[str]:
    """Return the words of a sentence that have a capital letter; of the first word, only one with two.

    >>> sorted(capitals_of("Critics of the Lyon Forum met at COP28."))
    ['cop28', 'forum', 'lyon']
    """
    words = _WORD.findall(sentence)
    found = [word for number, word in enumerate(words) if word[0].isupper() and (number or word[1:2].isupper())]
    if len(words) > 1 and words[0][0].isupper() and words[1][0].isupper():
        found.append(words[0])
    return frozenset([part for word in found for part in folded(word).split()])


@lru_cache(maxsize=256)
def letters_of(
    text: str, lang: str, capitals: frozenset[str], marks: tuple[tuple[int, int, str], ...], first: str = ""
) -> str:
    """Return the letters of the parts of a folded text, whose dates are `|`.

    Parameters:
        text: the text.
        lang: its language.
        capitals: its words with a capital letter.
        marks: places in the text with the letters that they have, such as those of what is claimed.
        first: of what a claim is, where other kinds of words go first: `person`, `output`, `start` or `end`.

    >>> letters_of("the marsh forum was held in lyon", "en", frozenset(["marsh", "forum"]), ((28, 32, "P"),))
    'wCkHiP'
    """
    words: list[str] = []
    letters: list[str] = []  # of what is not a word
    spans = {start: (end, letter) for start, end, letter in marks}
    until = 0
    for found in _TOKEN.finditer(text):
        if found.start() < until:
            continue
        word, letter = found[0], ""
        if found.start() in spans:
            until, letter = spans[found.start()]
        elif word[0] == "|":
            letter = DATE
        elif word.isdigit():
            letter = NUMBER
        elif not word[0].isalnum():
            letter = _mark(text, found.start())
        if letter or word[0].isalnum():
            words.append("" if letter else word)
            letters.append(letter)
    return _resolved(words, letters, capitals, lang, first)


def _mark(text: str, at: int) -> str:
    """Return the letter of a mark; a full stop ends a sentence only before a space or the end, and a hyphen is not a dash."""
    if text[at] == "-":
        return "," if text[at - 1 : at + 2] == " - " else ""
    if text[at] in ".+":
        return ";" if text[at] == "." and not text[at + 1 :].strip() else ""
    return MARKS.get(text[at], UNKNOWN)


def _resolved(words: list[str], letters: list[str], capitals: frozenset[str], lang: str, first: str) -> str:
    """Return the letters of words among which there are other things, each with its letter."""
    parts: list[tuple[str, frozenset[str]]] = []
    at = 0
    while at < len(words):
        size, kinds = parts_at(words, at, lang)
        known = [table[kind] for table in (FIRST[first], LETTERS) for kind in table if kind in kinds]
        name = NAME if words[at] in capitals else UNKNOWN
        parts.append((letters[at] or next(iter(known), name), kinds))
        at += max(1, size)
    found = ""
    for letter, kinds in reversed(parts):
        near = found.lstrip("wo,") if len(found) - len(found.lstrip("wo,")) <= NEAR_DATE else ""
        is_day, is_until = [near[:1] in DATES and kind in kinds for kind in ("day", "until")]
        found = (DAY if is_day else UNTIL if is_until else letter) + found
    return _with_topics(found, "ifo" if primary_subtag(lang) == "zh" else "of")


def _with_topics(letters: str, openings: str) -> str:
    """Return letters in which the unknown words of topics are those of topics."""
    found: list[str] = []
    is_topic = False
    for letter in letters:
        is_topic = letter in openings or (is_topic and letter in IN_TOPIC)
        found.append(TOPIC if is_topic and letter == UNKNOWN else letter)
    return "".join(found)
