"""Record ids and references: `<type>:<slug>`. The type shows what a reference points to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Final

from ..problems.meant import close_matches
from ..problems.patterns import pattern, whole
from ..problems.problem import define
from ..problems.translations import Phrase, either
from ..shapes.annotations import OfClass
from ..shapes.tree import Reading, Scalar, also
from .record_types import RECORD_TYPES

__all__: list[str] = []

ID_LIMIT: Final = 200  # characters

_SLUG: Final = "[a-z0-9]+(?:[-._][a-z0-9]+)*"
_TYPE: Final = "[a-z]+(?:_[a-z]+)*"
_NAMESPACED: Final = f"[a-z][a-z0-9-]*:{_TYPE}"  # a type of another project
_PLAIN_SLUG: Final = pattern(_SLUG, re.ASCII)
_ID: Final = pattern(f"((?:([a-z][a-z0-9-]*):)?{_TYPE}):{_SLUG}", re.ASCII)

SYNTAX = define(
    "id.syntax",
    "error",
    "{found} is not a record id",
    why=(
        "An id is `<type>:<slug>`. The slug has lower-case letters and digits, separated by single `-`, `.` or "
        "`_`, so that it can be used without quoting in an IRI, a file name and a command line."
    ),
    bad='{"type": "event", "id": "Symposium 2024"}',
    good='{"type": "event", "id": "event:symposium-2024"}',
)
WRONG_TYPE = define(
    "id.wrong-type",
    "error",
    "the id {found} belongs to another type of record",
    why="The part before the colon is the type of the record, so that a reference shows what it points to.",
    bad='{"type": "event", "id": "organization:symposium"}',
    good='{"type": "event", "id": "event:symposium"}',
)
WRONG_TARGET = define(
    "reference.wrong-type",
    "error",
    "{found} has the wrong record type for this field",
    why="The field can refer only to certain types of record. The id shows the type.",
    bad='{"program_id": "organization:wic"}',
    good='{"program_id": "program:wic-think-tanks"}',
)


def _read(text: str, targets: tuple[str, ...], wrong: Any) -> Reading:
    kind, _, slug = text.partition(":")
    if kind in targets and len(text) <= ID_LIMIT and _PLAIN_SLUG.fullmatch(slug):
        return text, ()  # as most references, without a closer look
    found = _ID.fullmatch(text) if len(text) <= ID_LIMIT else None
    if found is None or found[2] in RECORD_TYPES:  # event:a:b is not an id of a type b of another project
        likely = _meant(text[: 2 * ID_LIMIT].strip(), targets, own=wrong is WRONG_TYPE)
        suggestion = f'"{likely}"' if likely is not None and len(likely) <= ID_LIMIT else None
        example = f"{targets[0] if targets else '<type>'}:<slug>"
        expected = Phrase(
            "an id such as {example}, at most {limit} {limit:character|characters}", example=example, limit=ID_LIMIT
        )
        return None, (SYNTAX(text, expected=expected, suggestion=suggestion),)
    if targets and found[1] not in targets and (found[2] is None or wrong is WRONG_TYPE):
        expected = Phrase("an id that starts with {starts}", starts=either([f'"{t}:"' for t in targets]))
        return None, (wrong(text, expected=expected),)
    return text, ()


def _meant(text: str, targets: tuple[str, ...], own: bool) -> str | None:
    """Return the id that a text means. No id is made from a name for a reference, since there may be no such record."""
    kind, colon, rest = text.partition(":")
    near = close_matches(kind.lower(), targets, 1, 0.75) if colon else targets if len(targets) == 1 else ()
    words = rest if colon else kind
    slug = slug_of(words)
    if not near or not slug or (not own and slug != words.strip().lower()):
        return None
    return f"{near[0]}:{slug}"


class Reference(Scalar):
    """The id of another record.

    Attributes:
        targets: the types of record it may refer to; empty for any.
    """

    __slots__ = ("targets",)

    def __init__(self, *, targets: tuple[str, ...], **more: Any) -> None:
        super().__init__(**more)
        self.targets: tuple[str, ...] = targets


_NAMESPACE_RULE: Final = also("A namespace cannot be the name of a record type.", SYNTAX)


def _reference_schema(targets: tuple[str, ...]) -> Mapping[str, Any]:
    return {
        **whole(f"(?:(?:{'|'.join(targets)})|{_NAMESPACED}):{_SLUG}"),
        "maxLength": ID_LIMIT,
        "x-also": [_NAMESPACE_RULE],
    }


@cache
def Ref(*targets: str) -> Reference:
    """Return the scalar of a field that refers to records of these types or of other projects.

    The id of a record of another project, `<prefix>:<type>:<slug>`, does not show its class; only the project's profile knows it.

    >>> Ref("event").read("event:symposium-2024")
    ('event:symposium-2024', ())
    """
    if not targets or not all([isinstance(target, str) for target in targets]):
        raise TypeError('Ref takes types of records such as "event"; ANY_ID refers to a record of any type')
    return Reference(
        name=Phrase("the id of a record of type {types}", types=either(targets)),
        read=lambda text: _read(text, targets, WRONG_TARGET),
        schema=_reference_schema(targets),
        examples=tuple([f"{target}:example" for target in targets]),
        targets=targets,
    )


def reference_among(targets: tuple[str, ...], prefixes: Collection[str]) -> Reference:
    """Return the scalar of a field that refers to records of these types, if all types with these prefixes are known."""

    def read(text: str) -> Reading:
        found, problems = _read(text, targets, WRONG_TARGET)
        kind = text.rpartition(":")[0]
        if not problems and kind not in targets and kind.partition(":")[0] in prefixes:
            expected = Phrase("an id that starts with {starts}", starts=either([f'"{t}:"' for t in targets]))
            return None, (WRONG_TARGET(text, expected=expected),)
        return found, problems

    known = "A type with the prefix of a profile is one that the profile has, and that the field takes."
    schema = _reference_schema(targets)
    return Reference(
        name=Ref(*targets).name,
        read=read,
        schema={**schema, "x-also": [*schema["x-also"], also(known, WRONG_TARGET)]},
        examples=tuple([f"{target}:example" for target in targets]),
        targets=targets,
    )


@cache
def _own_id(tag: str) -> Scalar:
    own = pattern(f"{tag}:{_SLUG}", re.ASCII)  # shorter than the pattern of all ids, so it is matched faster
    return Scalar(
        name=Phrase("the id of the record, {tag}:<slug>", tag=tag),
        read=lambda text: _read(text, (tag,), WRONG_TYPE),
        repeats=False,
        schema={**whole(f"{tag}:{_SLUG}"), "maxLength": ID_LIMIT},
        examples=(f"{tag}:example",),
        clean=lambda text: len(text) <= ID_LIMIT and own.fullmatch(text) is not None,
    )


OWN_ID: Final = OfClass(lambda cls: _own_id(cls.type))
"""The record's own id: its part before the colon is the type of the class."""

ANY_ID: Final = Scalar(
    name="a record id",
    read=lambda text: _read(text, (), WRONG_TYPE),
    schema={
        "title": "RecordId",
        **whole(f"(?:[a-z][a-z0-9-]*:)?{_TYPE}:{_SLUG}"),
        "maxLength": ID_LIMIT,
        "x-also": [_NAMESPACE_RULE],
    },
    examples=("organization:example",),
)
"""The id of a record of any type."""


# --- Slugs ---

# The usual romanisation of letters that do not decompose into an ASCII letter and a mark.
_ROMAN: Final = (
    dict(zip("ßæœøłđðþıŋħ", "ss ae oe o l d d th i ng h".split(), strict=True))
    | dict(
        zip(
            "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
            "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i yi ye g".split(" "),
            strict=True,
        )
    )
    | dict(
        zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(), strict=True)
    )
)


# Marks for letters of any script, mostly accents. Marks of one script (the vowel signs of Bengali) distinguish words.
_ACCENTS: Final = pattern("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe2f]")


def _roman(char: str) -> str:
    if char.isascii():
        return char
    if char in _ROMAN:
        return _ROMAN[char]
    base = unicodedata.normalize("NFKD", char)
    plain = "".join([c if c.isascii() else _ROMAN.get(c, "") for c in base if not unicodedata.combining(c)])
    is_read = char.isalnum() or (unicodedata.category(char)[0] == "M" and not _ACCENTS.match(char))
    return plain if plain or not is_read else f"-u{ord(char):x}-"


def slug_of(words: str) -> str:
    """Return the slug of words; empty if they have no letter or digit."""
    lower = unicodedata.normalize("NFC", words).lower()
    return re.sub("[^a-z0-9]+", "-", "".join(map(_roman, lower)).lower(), flags=re.ASCII).strip("-")
