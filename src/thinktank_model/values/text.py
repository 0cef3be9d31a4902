"""Text in several languages, and the rules for all texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from ..problems.display import literal
from ..problems.patterns import pattern
from ..problems.pointers import pointer
from ..problems.portable import Portable
from ..problems.problem import Fix, Problem, define
from ..problems.report import InvalidData
from ..problems.translations import Phrase
from ..shapes.explain import INVALID, Explainer
from ..shapes.frozenjson import in_order
from ..shapes.tree import Constraint, MapOf, Reading, Scalar, also
from .damage import (
    EXPECTED,
    LAYOUT,
    PLACEHOLDER,
    PLACEHOLDER_LIMIT,
    PLACEHOLDERS,
    UNSURE,
    decoded_c1,
    find_damage,
    is_sound,
    mended,
    read_back,
)
from .language import LANGUAGE, SCRIPT_MISMATCH, SCRIPTS, in_other_script, lookup

__all__ = ["Text"]

EMPTY_TEXT = define(
    "text.empty",
    "error",
    "{found} is an empty text",
    why="An empty text is omitted; otherwise there would be two ways to write a missing value.",
    bad='{"notes": {"en": " "}}',
    good="{}",
)
CONTROL = define(
    "text.control-character",
    "error",
    "{found} holds the character {character}",
    why=(
        "Control characters, direction overrides and noncharacters are invisible. They break terminals, tables "
        "and CSV files, and can make a text look different from what it contains."
    ),
    bad='{"title": {"en": "Annual\\u0007 report"}}',
    good='{"title": {"en": "Annual report"}}',
)
ODD_SPACE = define(
    "text.odd-whitespace",
    "warning",
    "{found} has {what}",
    why=(
        "Leading, trailing and double spaces, and spaces other than U+0020, are rarely intended and make equal "
        "names unequal. Quotes and names in the words of a source keep their spaces without a warning."
    ),
    bad='{"value": "Bell  Labs"}',
    good='{"value": "Bell Labs"}',
    mends="single spaces between words, no spaces at line ends, and Unicode form C",
)
NOT_NFC = define(
    "text.not-nfc",
    "warning",
    "{found} is not in Unicode normalization form C",
    why="The same letter can be encoded as one or two characters (UAX #15). Form C makes equal texts equal.",
    bad='{"value": "Universite\\u0301"}',
    good='{"value": "Universit\\u00e9"}',
    mends="the text in Unicode form C, which looks the same, and with single spaces",
)

# Controls except tab and newline, bidi overrides and isolates, the byte order mark U+FEFF, noncharacters, surrogates.
_FORBIDDEN_BMP: Final = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff"
_FORBIDDEN: Final = pattern(
    f"[{_FORBIDDEN_BMP}\ud800-\udfff"
    + "".join([f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)])
    + "]"
)
_LINE_ENDS: Final = pattern(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LINE_CONTROLS: Final = r"\t\n"
_LINE_CONTROL: Final = pattern(f"[{_LINE_CONTROLS}]")
# Spaces and separators other than U+0020, tab and newline; and zero-width characters that only typesetting needs.
_ODD_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_ODD_SPACE: Final = pattern(f"[{_ODD_SPACES}\u200b\u2060]")
_ZERO_WIDTH: Final = pattern("[\u200b\u2060]")
_LINE_SEPARATOR: Final = pattern("[\u2028\u2029]")
_SPACES: Final = pattern(f"[ {_ODD_SPACES}]+")
# A visible character: neither white space nor a format character (joiners and direction marks are fine next to letters).
# Spelled out, since `\s` differs between engines.
_UNSEEN: Final = (
    r"\t-\r\x1c-\x20\x85\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180e\u2000-\u200f\u2028\u2029\u202f\u205f-\u2064"
    r"\u206a-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\uffa0"
)
_VISIBLE: Final = pattern(f"[^{_UNSEEN}\U000e0000-\U000e0fff]")
_SHOWN: Final = 100  # characters of a text that a suggestion repeats


def _is_clean(text: str) -> bool:
    """Return whether a text is certainly one line without any problem; most texts are checked at the speed of C.

    Texts of several lines, or with joiners or rare letters, are left to `_problems`.
    """
    return (
        (
            text.isprintable() and "&" not in text and "<" not in text
            if text.isascii()
            else UNSURE.search(text) is None or is_sound(text)
        )
        and "  " not in text
        and text.strip(" ") == text != ""
        and (len(text) > PLACEHOLDER_LIMIT or text not in PLACEHOLDERS)
    )


def _are_clean_lines(text: str) -> bool:
    """Return the same for a text of several lines, which may be empty. They are checked as one line."""
    return (
        "\n" in text
        and text[0] != "\n"
        and text[-1] != "\n"
        and " \n" not in text
        and "\n " not in text
        and _is_clean(text.replace("\n", ""))
    )


def _problems(text: str, *, lines: bool, verbatim: bool = False) -> tuple[Problem, ...]:
    """Return all problems of a text.

    Verbatim text is written as in its source: it is never fixed, and its layout is not checked.
    """
    if not _VISIBLE.search(text):
        return (EMPTY_TEXT(text, expected="at least one letter", help="Omit the key if there is no text."),)
    found = _FORBIDDEN.search(text) or (None if lines else _LINE_CONTROL.search(text))
    if found is not None:
        character = f"U+{ord(found[0]):04X}"
        without = Phrase("text without this character") if lines else Phrase("one line of text without this character")
        return (CONTROL(text, character=character, expected=without, suggestion=_shown(_mend(text, lines))),)
    said: list[Problem] = []
    better = unicodedata.normalize("NFC", _tidy(mended(text), lines))
    if not _VISIBLE.search(better) or _FORBIDDEN.search(better) or (not lines and _LINE_CONTROL.search(better)):
        better = unicodedata.normalize("NFC", _tidy(text, lines))  # an entity stood for a forbidden character
    fix = None if verbatim else Fix("replace", "", better)
    if not verbatim and _tidy(text, lines) != text == read_back(text):
        odd = _ODD_SPACE.search(text)
        double = Phrase("two spaces in a row") if "  " in text else Phrase("white space at the start or end of a line")
        what = double if odd is None else Phrase("the spacing character {sign}", sign=f"U+{ord(odd[0]):04X}")
        expected = "single spaces between words"
        said.append(ODD_SPACE(text, what=what, expected=expected, suggestion=_shown(better), fix=fix))
    if not unicodedata.is_normalized("NFC", text):
        said.append(NOT_NFC(text, expected="the text in Unicode form C", fix=fix))
    left = [damage.code for damage in find_damage(better)]
    for code, params in find_damage(text):
        if not (verbatim and code in LAYOUT):
            undone = code.mends != "" and code not in left
            said.append(
                code(
                    text,
                    expected=EXPECTED.get(code.name, ""),
                    help="Omit the key if there is no text." if code is PLACEHOLDER else None,
                    suggestion=_shown(better) if undone else None,
                    fix=fix if undone else None,
                    **params,
                )
            )
    return tuple(said)


def _mend(text: str, lines: bool) -> str:
    """Return the most likely intended form of a text with forbidden characters.

    Controls from U+0080 on are punctuation of Windows-1252 decoded as Latin-1, so they are replaced and not dropped.
    """
    text = _FORBIDDEN.sub("", decoded_c1(text.replace("\r\n", "\n").replace("\r", "\n")))
    return unicodedata.normalize("NFC", _tidy(text if lines else _LINE_CONTROL.sub(" ", text), lines))


def repaired(text: str, kind: Scalar, *, lines: bool) -> str | None:
    """Return a text of another program: unchanged if it is valid, else without forbidden characters; None if nothing visible is left.

    Parameters:
        text: the text.
        kind: the scalar that must take it: `LABEL` or `PROSE`.
        lines: whether it may have several lines.
    """
    if (kind.clean is not None and kind.clean(text)) or kind.read(text)[0] is not None:
        return text
    better = _mend(text, lines)
    return better if _VISIBLE.search(better) else None


def readable(text: str) -> str:
    """Return the text of a file with `\\n` for all line endings, and without the characters that no text may have.

    >>> readable("\\ufeffA forum\\r\\nin Lyon")
    'A forum\\nin Lyon'
    """
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def _tidy(text: str, lines: bool) -> str:
    """Return the text with single spaces, and without white space at the ends of the text and of its lines."""
    text = _LINE_SEPARATOR.sub("\n" if lines else " ", _ZERO_WIDTH.sub("", text))
    return "\n".join([_SPACES.sub(" ", line).strip(" ") for line in text.split("\n")]).strip()


def _shown(text: str) -> str | None:
    """Return a text for a suggestion; None if it is too long to repeat, or nothing visible is left."""
    return literal(text) if len(text) <= _SHOWN and _VISIBLE.search(text) else None


def _scalar(title: str, name: str, example: str, *, lines: bool, verbatim: bool = False) -> Scalar:
    def read(text: str) -> Reading:
        if lines and _are_clean_lines(text):
            return text, ()
        problems = _problems(text, lines=lines, verbatim=verbatim)
        return (text, problems) if not problems or problems[0].severity == "warning" else (None, problems)

    return Scalar(
        name=name,
        read=read,
        repeats=False,
        clean=_is_clean,
        schema={
            "title": title,
            "pattern": f"[^{_UNSEEN}]",
            "not": {"pattern": f"[{_FORBIDDEN_BMP}{'' if lines else _LINE_CONTROLS}]"},
            "x-also": [
                also("No noncharacter beyond U+FFFF stands in it.", CONTROL),
                also("It has something to see other than characters from U+E0000 to U+E0FFF.", EMPTY_TEXT),
            ],
        },
        examples=(example,),
    )


PROSE: Final = _scalar("Prose", "text", "Joint research on the governance of the internet.", lines=True)
VERBATIM: Final = _scalar(
    "Verbatim", "the words of a source", "More than 40 think tanks took part.", lines=True, verbatim=True
)
LABEL: Final = _scalar("Label", "text of one line", "Shanghai Institutes for International Studies", lines=False)
VERBATIM_LABEL: Final = _scalar("Label", LABEL.name, LABEL.examples[0], lines=False, verbatim=True)


class Text(Portable, Mapping[str, str]):
    """Prose in one or several languages: an immutable mapping of language tags (BCP 47), sorted, to text.

    Parameters:
        entries: a mapping of tags to texts; or the tags as keyword arguments.

    Raises:
        InvalidData: with all problems, if one is an error.

    >>> title = Text({"fr": "Plan de travail", "zh-Hans": "工作计划"})
    >>> title["fr"], title.best("zh-CN", "en")
    ('Plan de travail', '工作计划')
    """

    __slots__ = ("_entries",)
    _entries: dict[str, str]

    def __init__(self, entries: Mapping[str, str] | None = None, /, **more: str) -> None:
        explainer = Explainer()
        given = more if entries is None else {**entries, **more} if more else entries
        built = explainer.walk(TEXT, given, "")
        if built is INVALID:
            raise InvalidData(explainer.problems)
        object.__setattr__(self, "_entries", built._entries)

    @classmethod
    def _of(cls, entries: dict[str, str]) -> Text:
        """Return a text of entries that are already checked."""
        built = object.__new__(cls)
        object.__setattr__(built, "_entries", in_order(entries))
        return built

    @classmethod
    def __shape__(cls) -> MapOf:
        return TEXT

    def best(self, *ranges: str) -> str:
        """Return the text in the best language: by look-up (RFC 4647), else English, else the first.

        Parameters:
            ranges: language ranges in order of preference, such as `"fr-CA", "en"`.
        """
        tag = lookup((*ranges, "en"), self._entries)
        return next(iter(self._entries.values())) if tag is None else self._entries[tag]

    def __getitem__(self, tag: str) -> str:
        return self._entries[tag]

    def __contains__(self, tag: object) -> bool:
        return tag in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Text is immutable; make a new one to change {name!r}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Text is immutable; make a new one without {name!r}")

    def __eq__(self, other: object) -> bool:
        return self._entries == other._entries if isinstance(other, Text) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._entries.items()))

    def __repr__(self) -> str:
        return f"Text({self._entries!r})"

    def __reduce__(self) -> tuple[type[Text], tuple[dict[str, str]]]:
        return Text, (dict(self._entries),)


TextLike: TypeAlias = Mapping[str, str]
"""What a constructor takes for a `Text`, which is such a mapping itself."""


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
    checks=(
        Constraint(
            (),
            _scripts,
            None,
            "scripts",
            "Each text is in a script of its language.",
            codes=(SCRIPT_MISMATCH,),
            fits=lambda tag, content: not in_other_script(content, tag),
            begins=SCRIPTS,
        ),
    ),
)
