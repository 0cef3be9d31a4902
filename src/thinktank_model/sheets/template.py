"""Templates: workbooks to fill in, with a sheet for each record class and an example row, which an import skips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Final

from ..model.scope import CORE_SCOPE, Scope
from ..problems.translations import Phrase, translation
from ..shapes.tree import Boolean, ListOf, MapOf, Number, ObjectOf, Scalar, Shape
from ..tables.columns import declared, is_spread
from ..tables.table import Cell
from ..values.countries import COUNTRY
from ..values.dates import DATE, DATE_OR_TIME
from ..values.identifiers import SCHEMES
from ..values.ids import Reference
from ..values.text import LABEL, PROSE, VERBATIM
from ..vocab import Term
from .headings import sheet_title
from .human import Column, Sheet, shape_of_table
from .meaning import BETWEEN
from .plan import Role
from .roles import heading_of, roles_beside
from .words import country_label, yes_or_no
from .writing import write_workbook

__all__ = ["template_sheets", "write_template"]

LANGS: Final = {"en": "en", "fr": "fr", "zh": "zh-Hans"}
_TEXTS: Final = (PROSE, LABEL, VERBATIM)
SELDOM: Final = frozenset(
    "id merged_ids different_from_ids extensions statements sharing_policy sha256 published_raw group_id "
    "designated_by_ids represents participants_listed anonymous peer_review".split()
)
_OF_MEMBERS: Final = ("acronym", "country", "kind", "is_think_tank", "founded", "focus_areas", "urls")


def write_template(target: IO[bytes], types: Iterable[str], lang: str, scope: Scope = CORE_SCOPE) -> None:
    """Write a workbook to fill in.

    Parameters:
        target: a binary stream.
        types: the record types; a sheet of members has columns for the organizations too.
        lang: the language of headings, notes and drop-downs.
        scope: the records that there can be.

    Raises:
        ImportError: the package that writes workbooks is not installed.
    """
    sheets = template_sheets(types, lang, scope)
    for _ in write_workbook(target, sheets, lang, scope, are_examples=True):
        raise AssertionError  # examples are short


def template_sheets(types: Iterable[str], lang: str, scope: Scope = CORE_SCOPE) -> list[Sheet]:
    """Return the sheets of a workbook to fill in."""
    return [_sheet(tag, lang, scope) for tag in types]


def _sheet(tag: str, lang: str, scope: Scope) -> Sheet:
    columns = [_column(role, lang, scope) for role in dict.fromkeys(_roles(tag, lang, scope))]
    return Sheet(sheet_title(tag, lang, scope), tag, columns, [[_example(column, lang) for column in columns]])


def _column(role: Role, lang: str, scope: Scope) -> Column:
    shape = shape_of_table(role.table, scope)
    key = role.key.removesuffix("@") + "@" + LANGS[lang] if role.key.endswith("@") else role.key
    known = None if shape is None or key.startswith("names") else declared(shape, key)
    return Column(heading_of(Role(role.table, key), lang, scope), key, known, role.table)


def _roles(tag: str, lang: str, scope: Scope) -> Iterator[Role]:
    options = scope.record.options
    shape = options[tag]
    own = "organization" if tag == "member" else tag
    langs = [LANGS[lang], *[other for other in LANGS.values() if other != LANGS[lang]]]
    if own == "person":
        yield from (Role(tag, "names.given"), Role(tag, "names.family"))
    elif "names" in options[own].fields:
        yield from [Role(own, f"names@{other}") for other in langs]
    if tag == "member":
        organization = options[own]
        yield Role(own, "names!acronym")
        yield from [Role(own, name) for name in _OF_MEMBERS if name in organization.fields]
        yield from roles_beside(own)
    for name, field in shape.fields.items():
        if name not in SELDOM and (tag, name) != ("member", "party_id"):
            yield from _of_field(tag, name, field.shape, langs if name == "titles" else langs[:1])
    if tag != "member":
        yield from roles_beside(tag)


def _of_field(tag: str, name: str, shape: Shape, langs: list[str]) -> Iterator[Role]:
    if isinstance(shape, MapOf) and is_spread(shape):
        yield from [Role(tag, f"{name}@{lang}") for lang in langs]
    elif isinstance(shape, (Scalar, Number, Boolean)) or (isinstance(shape, ListOf) and isinstance(shape.item, Scalar)):
        yield Role(tag, name)
    elif name == "attendance":
        yield Role(tag, "attendance.total.value")
    elif name == "dates":
        yield Role(tag, "dates.issued")
    elif name == "period" and isinstance(shape, ObjectOf):
        yield from (Role(tag, "period.start"), Role(tag, "period.end"))


# --- the example ---


def _example(column: Column, lang: str) -> Cell:
    translate = translation(lang)
    if column.key.startswith(("names@", "titles@", "text@", "names.")):
        tag = column.key.partition("@")[2] or lang
        return translation(tag)(Phrase("Example (replace this row)"))
    if column.key == "names!acronym":
        return "EX"
    if column.table.endswith(".identifiers"):
        return SCHEMES[column.key].examples[0]
    return (
        _of_shape(column.shape, lang) if column.shape is not None else translate(Phrase("Example (replace this row)"))
    )


def _of_shape(shape: Shape, lang: str) -> Cell:
    match shape:
        case ListOf(item=item):
            return BETWEEN.join([str(_of_shape(item, lang))])
        case Boolean():
            return yes_or_no(lang)[0]
        case Number():
            return 40
        case Term(terms=terms):
            return next(term.label(lang) for term in terms if term.replaced_by is None)
        case Reference():
            return translation(lang)(Phrase("Name of the record"))
        case Scalar() if shape is COUNTRY:
            return country_label("FR", lang)
        case Scalar() if shape in (DATE, DATE_OR_TIME):
            return "2024-12-20"
        case Scalar() if shape in _TEXTS:
            return translation(lang)(Phrase("Text"))
        case Scalar():
            return shape.examples[0] if shape.examples else translation(lang)(Phrase("Text"))
    return None
