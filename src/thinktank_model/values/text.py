"""Text: prose in several languages, and the rules that every text obeys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from ..explain import INVALID, Explainer
from ..patterns import pattern
from ..problems import Fix, InvalidData, Problem, define, pointer
from ..shapes import Constraint, MapOf, Reading, Scalar
from .language import LANGUAGE, SCRIPT_MISMATCH, in_other_script, lookup

__all__ = ["Text"]

EMPTY_TEXT = define(
    "text.empty",
    "error",
    "{found} is an empty text",
    why="A text that says nothing is left out; otherwise there would be two ways to say nothing.",
    bad='{"notes": {"en": " "}}',
    good="{}",
)
CONTROL = define(
    "text.control-character",
    "error",
    "{found} holds the character {character}",
    why="Control characters, overrides of the writing direction and noncharacters are invisible, break terminals, tables and "
    "CSV files, and can make a text show something else than it says.",
    bad='{"title": {"en": "Annual\\u0007 report"}}',
    good='{"title": {"en": "Annual report"}}',
)
ODD_SPACE = define(
    "text.odd-whitespace",
    "warning",
    "{found} has {what}",
    why="Spaces at the ends, double ones and spaces other than U+0020 are seldom meant and make equal names unequal. A text "
    "that is quoted verbatim may need them, so it is kept as it is.",
    bad='{"value": "Bell  Labs"}',
    good='{"value": "Bell Labs"}',
)
NOT_NFC = define(
    "text.not-nfc",
    "warning",
    "{found} is not in Unicode normalization form C",
    why="The same letter can be written as one or as two characters (UAX #15). One form makes equal texts equal.",
    bad='{"value": "Universite\\u0301"}',
    good='{"value": "Universit\\u00e9"}',
)

# Controls but tab and newline, bidi overrides and isolates, the mark U+FEFF, noncharacters.
_FORBIDDEN: Final = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join([f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)])
    + "]"
)
# Spaces and separators other than U+0020, tab and newline, and zero-width ones that no script needs.
_ODD: Final = "\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000"
_ODD_SPACE: Final = pattern(f"[{_ODD}]")
_ALL_SPACES: Final = pattern(f"[ {_ODD}]+")


def _is_clean_line(text: str) -> bool:
    """A line about which there is nothing to say, or False if that takes a closer look."""
    # isprintable refuses controls, separators but U+0020, format characters and half characters, at the speed of C
    return (
        text.isprintable()
        and text != ""
        and text[0] != " "
        and text[-1] != " "
        and "  " not in text
        and (text.isascii() or unicodedata.is_normalized("NFC", text))
    )


def _is_clean_prose(text: str) -> bool:
    return _is_clean_line(text) or not _problems(text, lines=True)


def _is_clean_label(text: str) -> bool:
    return _is_clean_line(text) or not _problems(text, lines=False)


def _problems(text: str, *, lines: bool) -> tuple[Problem, ...]:
    """Everything there is to say about a text."""
    if not _ALL_SPACES.sub("", text).strip():
        return (EMPTY_TEXT(text, expected="at least one letter", suggestion="no such key if there is nothing to say"),)
    found = _FORBIDDEN.search(text) or (None if lines else re.search("[\t\n]", text))
    if found is not None:
        character = f"U+{ord(found[0]):04X}"
        return (CONTROL(text, character=character, expected="text without it", suggestion="the text without it"),)
    said: list[Problem] = []
    tidy = _tidy(text)
    if tidy != text:
        odd = _ODD_SPACE.search(text)
        what = f"the space U+{ord(odd[0]):04X}" if odd else "a double space, or one at an end"
        said.append(ODD_SPACE(text, what=what, expected="single spaces between words", fix=Fix("replace", "", tidy)))
    if not unicodedata.is_normalized("NFC", text):
        said.append(NOT_NFC(text, expected="NFC", fix=Fix("replace", "", unicodedata.normalize("NFC", tidy))))
    return tuple(said)


def _tidy(text: str) -> str:
    """The text with single spaces, and none at the ends of it or of its lines."""
    lines = [_ALL_SPACES.sub(" ", line).strip(" ") for line in text.split("\n")]
    return "\n".join(lines).strip()


def _scalar(name: str, example: str, *, lines: bool) -> Scalar:
    def read(text: str) -> Reading:
        problems = _problems(text, lines=lines)
        return (text, problems) if not problems or problems[0].severity == "warning" else (None, problems)

    return Scalar(
        name=name,
        read=read,
        repeats=False,
        clean=_is_clean_prose if lines else _is_clean_label,
        schema={"minLength": 1, "pattern": "\\S"},
        examples=(example,),
    )


PROSE: Final = _scalar("text", "Joint research on the governance of the internet.", lines=True)
LABEL: Final = _scalar("text of one line", "Shanghai Institutes for International Studies", lines=False)


class Text(Mapping[str, str]):
    """Prose in one or several languages: an immutable mapping of language tags (BCP 47) to text.

    Parameters:
        entries: a mapping of tags to texts; or the tags as keyword arguments.

    Raises:
        InvalidData: with every problem, if one is an error.

    >>> title = Text({"fr": "Plan de travail", "zh-Hans": "工作计划"})
    >>> title["fr"], title.best("zh-CN", "en")
    ('Plan de travail', '工作计划')
    """

    __slots__ = ("_entries",)
    _entries: dict[str, str]

    def __init__(self, entries: Mapping[str, str] | None = None, /, **more: str) -> None:
        explainer = Explainer()
        built = explainer.walk(TEXT, {**(entries or {}), **more}, "")
        if built is INVALID:
            raise InvalidData(explainer.problems)
        object.__setattr__(self, "_entries", built._entries)

    @classmethod
    def _of(cls, entries: dict[str, str]) -> Text:
        """A text around entries that are checked already."""
        built = object.__new__(cls)
        object.__setattr__(built, "_entries", entries)
        return built

    @classmethod
    def __shape__(cls) -> MapOf:
        return TEXT

    def best(self, *ranges: str) -> str:
        """The text in the language that suits best: RFC 4647 look-up, then English, then the first there is.

        Parameters:
            ranges: language ranges in order of preference, such as `"fr-CA", "en"`.
        """
        tag = lookup((*ranges, "en"), self._entries)
        return next(iter(self._entries.values())) if tag is None else self._entries[tag]

    def __getitem__(self, tag: str) -> str:
        return self._entries[tag]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Text is immutable; make a new one to change {name!r}")

    def __eq__(self, other: object) -> bool:
        return self._entries == other._entries if isinstance(other, Text) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._entries.items()))

    def __repr__(self) -> str:
        return f"Text({self._entries!r})"

    def __reduce__(self) -> tuple[type[Text], tuple[dict[str, str]]]:
        return Text, (dict(self._entries),)


def _scripts(text: Text) -> Iterator[Problem]:
    for tag, content in text._entries.items():
        if in_other_script(content, tag):
            expected = "a text in that language, or another tag"
            yield SCRIPT_MISMATCH(content, at=pointer(tag), tag=tag, expected=expected)


TEXT: Final = MapOf(
    Text,
    LANGUAGE,
    PROSE,
    at_least=1,
    checks=(Constraint((), _scripts, None, "scripts", "Each text is in a script of its language."),),
)
