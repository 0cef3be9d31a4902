"""The columns that a heading can mean, for each record class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from ..model.scope import CORE_SCOPE, Scope
from ..problems.patterns import pattern
from ..shapes.tree import Boolean, Field, ListOf, MapOf, Number, ObjectOf, Scalar, Shape
from ..tables.columns import is_spread
from ..tables.layout import SCOPES
from ..values.folding import folded
from .bilingual import sides_of
from .composed import below, composed
from .headings import heading, labels, sheet_title, variants
from .human import shape_of_table
from .plan import Role
from .questions import asked

__all__ = [
    "NAMING",
    "NUMBER",
    "RARE",
    "Heading",
    "called",
    "heading_of",
    "is_naming",
    "read_below",
    "read_heading",
    "roles",
    "roles_beside",
    "table_named",
]

NUMBER: Final = "#"  # the key of a column that counts the rows
LETTERS: Final = 5  # the minimum letters of a scheme's name as a heading: DOI, ORCID
LANGS: Final = ("en", "fr", "zh")
NAMING: Final = ("names", "titles", "text")  # the fields that name a record, the first of them that its class has
RARE: Final = ("program", "group")  # types that few lists are about
TYPES: Final = 64  # whose headings are kept, of each scope

# Columns of lists with one item in each row of foreign workbooks: the type, the key in headings.txt, the role.
_FURTHER: Final = (
    ("organization", "locality", "organization.places", "locality@"),
    ("organization", "email", "organization.contacts", "email"),
    ("organization", "phone", "organization.contacts", "phone"),
    ("event", "country", "event.places", "country"),
    ("event", "locality", "event.places", "locality@"),
    ("event", "email", "event.contacts", "email"),
    ("program", "email", "program.contacts", "email"),
    ("person", "given", "person", "names.given"),
    ("person", "family", "person", "names.family"),
    ("person", "organization_id", "person.affiliations", "organization_id"),
    ("person", "title", "person.affiliations", "title@"),
    ("output", "urls", "output.files", "url"),
    ("output", "contribution_names", "output.contributions", "name@"),
)
_SCHEMES: Final = {"output": ("doi", "isbn", "handle"), "organization": ("ror", "wikidata"), "person": ("orcid",)}
_LANGUAGE: Final = {
    "en": pattern(r"\b(?:english|anglais)\b|英文|英语|英語|[(\[（] *(?:en|eng) *[)\]）]", re.IGNORECASE),
    "fr": pattern(r"\b(?:french|fran[cç]ais)\b|法文|法语|法語|[(\[（] *(?:fr|fra) *[)\]）]", re.IGNORECASE),
    "zh": pattern(r"\b(?:chinese|chinois)\b|中文|汉语|[(\[（] *(?:zh|cn|chi)(?:-[a-z]+)? *[)\]）]", re.IGNORECASE),
}
_CODE: Final = pattern(r"(?:^|[\s_-])(EN|FR|ZH|CN)$")
_LOOSE: Final = pattern(r"\b(?:in|en|de|du|of)$")
_COUNTING: Final = frozenset("no nr n number # 序号 编号 num numero sn s n".split())


class Heading(NamedTuple):
    """A heading: its words, and the language in it."""

    text: str
    lang: str | None


@lru_cache(SCOPES * TYPES)
def roles(tag: str, scope: Scope = CORE_SCOPE) -> dict[str, tuple[Role, ...]]:
    """Return the possible columns of each folded heading on a sheet of a class, the most likely first."""
    found: dict[str, dict[Role, None]] = {}
    for text, role in _roles(tag, scope):
        found.setdefault(folded(text), {})[role] = None
    found.pop("", None)
    return {text: tuple(meant) for text, meant in found.items()}


def _roles(tag: str, scope: Scope) -> Iterator[tuple[str, Role]]:
    shape = scope.record.options[tag]
    if tag == "member":
        yield from [
            (text, role) for text, role in _fields(tag, "", shape, tag) if role.key not in ("notes@", "party_id")
        ]
        yield from [(text, Role("organization", "names@")) for text in variants("member.party_id")]
        yield from _fields("organization", "", scope.record.options["organization"], "organization")
        yield from _further("organization")
        yield from [(text, Role("member", "notes@")) for text in variants("notes")]
        return
    yield from _fields(tag, "", shape, tag)
    yield from _further(tag)
    for field in [name for name in NAMING if name in shape.fields][:1]:
        for text in (*titles_of(tag, scope), *variants("name"), *variants("titles")):
            yield text, Role(tag, f"{field}@")


def titles_of(tag: str, scope: Scope = CORE_SCOPE) -> tuple[str, ...]:
    """Return the titles that people give to the sheet of a class."""
    if f"@{tag}" in labels():
        return variants(f"@{tag}")
    return tuple(dict.fromkeys([sheet_title(tag, lang, scope) for lang in LANGS]))


def _further(tag: str) -> Iterator[tuple[str, Role]]:
    for own, key, table, column in _FURTHER:
        if own == tag:
            yield from [(text, Role(table, column)) for text in variants(key)]
            if table == "event.places" and key == "locality":  # of two columns, the venue is in the city
                yield from [(text, Role(table, "name@")) for text in labels()[key].variants]
            if table == "person.affiliations" and key == "title":  # beside a position: Dr, Prof.
                yield from [(text, Role(tag, "notes@")) for text in variants("title@")]
    for scheme in _SCHEMES.get(tag, ()):
        yield scheme, Role(f"{tag}.identifiers", scheme)


def _fields(
    tag: str, prefix: str, shape: ObjectOf, root: str, record: ObjectOf | None = None
) -> Iterator[tuple[str, Role]]:
    whole = record or shape
    for name, field in shape.fields.items():
        path = prefix + name
        own: Shape = field.shape
        if name == "names" and not prefix:
            for key in (f"{tag}.name", "name"):
                yield from [(text, Role(root, "names@")) for text in (variants(key) if key in labels() else ())]
            yield from [(text, Role(root, "names!acronym")) for text in variants("acronym")]
        elif isinstance(own, MapOf) and is_spread(own):
            yield from [(text, Role(root, f"{path}@")) for text in _texts(tag, path, field, whole, text=True)]
        elif isinstance(own, (Scalar, Number, Boolean)) or (isinstance(own, ListOf) and isinstance(own.item, Scalar)):
            yield from [(text, Role(root, path)) for text in _texts(tag, path, field, whole)]
        elif isinstance(own, ObjectOf) and is_spread(own):
            if name == "period":  # one cell with both ends
                yield from [(text, Role(root, f"{path}.start")) for text in variants(name)]
            yield from _fields(tag, f"{path}.", own, root, whole)


def _texts(tag: str, path: str, field: Field, record: ObjectOf, *, text: bool = False) -> Iterator[str]:
    """Yield the headings of a column in all languages: those that its field states, or the variants of the longest key that has any."""
    if "." in path or field.headings is not None:
        yield from [heading(tag, record, path, lang) for lang in LANGS]
        for key in (f"{tag}.{path}", path):
            yield from variants(key) if key in labels() else ()
        return
    keys = [key for key in (f"{tag}.{path}", f"{path}@" if text else path, path) if key in labels()]
    yield from variants(keys[0]) if keys else [path]


def is_naming(role: Role) -> bool:
    """Return whether a column identifies the record of a row."""
    return "." not in role.table and role.field in (*NAMING, "id", "party_id")


def roles_beside(tag: str) -> list[Role]:
    """Return the columns of lists with one item in each row on a sheet of a class."""
    further = [Role(table, column) for own, _, table, column in _FURTHER if own == tag]
    return [*further, *[Role(f"{tag}.identifiers", scheme) for scheme in _SCHEMES.get(tag, ())]]


def called(role: Role, lang: str, scope: Scope = CORE_SCOPE) -> str:
    """Return the heading of a column in a language, with the title of its sheet.

    >>> called(Role("organization", "names@"), "fr"), called(Role("output.identifiers", "doi"), "en")
    ('Organisations – Nom', 'Outputs – Identifiers – DOI')
    """
    return f"{sheet_title(role.table, lang, scope)} – {heading_of(role, lang, scope)}"


def heading_of(role: Role, lang: str, scope: Scope = CORE_SCOPE) -> str:
    """Return the heading of a column in a language.

    >>> heading_of(Role("organization", "names@fr"), "fr"), heading_of(Role("output.contributions", "name@"), "en")
    ('Nom (fr)', 'Authors')
    """
    base, at, tag = role.key.partition("@")
    head, _, kind = base.partition("!")
    if head == "names" or head.startswith("names."):
        part = labels()[kind or head.partition(".")[2] or "name"](lang)
        return f"{part} ({tag})" if tag else part
    if role.table.endswith(".identifiers"):
        return base.upper() if len(base) <= LETTERS else base.capitalize()
    if role.table.endswith(".contributions"):
        return labels()["contribution_names"](lang)
    shape = shape_of_table(role.table, scope)
    assert shape is not None  # roles are made of shapes
    return heading(role.table, shape, f"{base}@{tag or '?'}" if at else base, lang).removesuffix(" (?)")


# --- headings ---


def split_language(text: str) -> Heading:
    """Return the words of a heading, and the language in it."""
    code = _CODE.search(text.strip())
    if code is not None:
        return Heading(text.strip()[: code.start()], {"CN": "zh"}.get(code[1], code[1].lower()))
    for lang, words in _LANGUAGE.items():
        found = words.search(text)
        if found is not None:
            rest = _LOOSE.sub("", folded(text[: found.start()] + " " + text[found.end() :])).strip()
            return Heading(rest, lang)
    return Heading(text, None)


def read_heading(text: str, tag: str, scope: Scope = CORE_SCOPE) -> tuple[Role, ...]:
    """Return the possible columns of a heading on a sheet of a class, the most likely first; empty if it is unknown."""
    known = roles(tag, scope)
    whole = known.get(folded(text))
    if whole is not None:
        return whole[::-1] if text.rstrip().endswith(("?", "？")) else whole
    if folded(text) in _COUNTING:
        return (Role(tag, NUMBER),)
    sides = [read_heading(side, tag, scope) for side in sides_of(text)]
    if any(sides):  # what both mean goes first
        both = [role for role in sides[0] if role in sides[1]]
        return tuple(dict.fromkeys([*both, *sides[0], *sides[1]]))
    plain, lang = split_language(text)
    if lang is not None:
        meant = known.get(folded(plain) or "name", ()) or composed(plain, tag, known, scope)
        if meant:
            return tuple([role._replace(key=role.key + lang) if role.key.endswith("@") else role for role in meant])
    parts = [part for part in re.split(r"[/|\n(（\[]", text) if folded(part)]
    found = [known[folded(part)] for part in parts if folded(part) in known]
    if found and len(parts) > 1:
        return found[0]
    meanings = (composed(part, tag, known, scope) for part in dict.fromkeys([text, *parts]))
    meant = next((meant for meant in meanings if meant), ())
    question = "" if meant else asked(text)
    return read_heading(question, tag, scope) if question else meant


def read_below(upper: str, lower: str, tag: str, scope: Scope = CORE_SCOPE) -> tuple[Role, ...]:
    """Return the possible columns of a heading below another one, the most likely first."""
    known = roles(tag, scope)
    plain, lang = split_language(lower)
    meant = below(upper, plain if folded(plain) else "name", tag, known, scope)
    first = re.split("[/|(（]", plain)[0].strip()
    if meant == () and first not in ("", plain):  # as "Name / position"
        meant = below(upper, first, tag, known, scope)
    if meant is not None:
        return tuple([role._replace(key=role.key + (lang or "")) if role.key.endswith("@") else role for role in meant])
    meanings = (read_heading(joined, tag, scope) for joined in (f"{upper} {lower}", lower, f"{upper} ({lower})"))
    return next((meant for meant in meanings if meant), ())


def table_named(text: str, scope: Scope = CORE_SCOPE) -> str | None:
    """Return the record class in the name of a sheet or title, by the longest match; a rare class yields to the others.

    >>> table_named("Membres 2025"), table_named("活动安排"), table_named("Programme members"), table_named("Feuil1")
    ('member', 'event', 'member', None)
    """
    words = f" {folded(re.sub('[0-9]+', ' ', text))} "
    best: tuple[bool, int, str] | None = None
    for tag in scope.record.options:
        for variant in titles_of(tag, scope):
            known = folded(variant)
            fits = known in words if not known.isascii() else f" {known} " in words
            if fits and (best is None or (tag not in RARE, len(known)) > best[:2]):
                best = tag not in RARE, len(known), tag
    return None if best is None else best[2]
