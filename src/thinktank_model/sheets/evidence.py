"""Weighs what the cells below headings say about the class of their records: names of bodies or meetings, words of vocabularies, years."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, TypeAlias

from ..model.scope import Scope
from ..problems.patterns import pattern
from ..problems.translations import LANGUAGES
from ..shapes.tree import Field, ListOf, ObjectOf, Shape
from ..tables.columns import declared
from ..values.dates import DATE, DATE_OR_TIME
from ..values.folding import HAN, folded
from ..vocab import Term
from ..vocab.events import EventKind
from ..vocab.parties import MemberRole, MemberStatus, OrganizationStatus
from ..vocab.term import Vocabulary
from .grid import Grid, is_filled
from .human import shape_of_table
from .kinds import HOUSES, SURE, SURE_HAN
from .meaning import plain_text
from .plan import Role
from .roles import NUMBER, is_naming
from .words import BOOLEANS, term_said

__all__ = ["Sample", "by_cells", "looks_like_persons", "sample", "speaks_of_members", "weight"]

Sample: TypeAlias = tuple[str, ...]
"""The different texts in the first rows of a column."""

ROWS: Final = 50  # below the headings that are looked at
COLUMNS: Final = 512  # whose words are kept
NAMED: Final = 1.5  # of a sheet whose names are all those of bodies, or of meetings
SAID: Final = 0.5  # of a column whose cells are all words of its vocabulary
HALF: Final = 0.5
_MEMBERSHIP: Final = ("member", "founding_member", "associate_member", "observer")
_GONE: Final = ("suspended", "left", "expelled")
_MEMBER: Final = pattern(
    r"\b(?:full|founding|associate|honorary|corresponding)?[ -]?(?:member|membre)s?\b|成员|会员", re.IGNORECASE
)
_BODY: Final = pattern(rf"\b(?:{SURE}|{HOUSES})\b|{SURE_HAN}")
_PERSON: Final = pattern(r"[^\W\d_a-z]\S{1,40}(?: [^\W\d_a-z]\S{1,40}){1,2}")
_MEMBERS: Final = pattern(r"\bmemb(?:er|re)(?:ship)?s?\b|\badh[ée]sions?\b|成员|会员|入会", re.IGNORECASE)
_YEAR: Final = pattern(r"(?:19|20)[0-9]{2}(?:\.0)?年?")


def sample(grid: Grid, head: int) -> Mapping[int, Sample]:
    """Return the texts of each column below the last row of headings."""
    rows = grid.rows[head + 1 : head + 1 + ROWS]
    width = max([len(row) for row in rows], default=0)
    texts = {
        n: dict.fromkeys([plain_text(row[n]).strip() for row in rows if n < len(row) and is_filled(row[n])])
        for n in range(width)
    }
    return {n: tuple(own) for n, own in texts.items() if own}


def looks_like_persons(columns: Mapping[int, Role], cells: Mapping[int, Sample]) -> bool:
    """Return whether most names may be those of persons: two or three words in capitals, of which none is that of a body or a meeting."""
    naming = next((n for n, role in columns.items() if is_naming(role) and role.key != "id" and n in cells), None)
    texts = () if naming is None else cells[naming]
    bodies, meetings = _kinds(texts) if texts else (1.0, 0.0)
    return bodies + meetings == 0 and sum([_PERSON.fullmatch(text) is not None for text in texts]) > HALF * len(texts)


def weight(
    tag: str, columns: Mapping[int, Role], cells: Mapping[int, Sample], scope: Scope, plain: Collection[int]
) -> float:
    """Return how far the cells speak for a class, from about -2 to 2; `plain` are the columns whose headings do not tell what they name."""
    found = 0.0
    naming = next((n for n, role in columns.items() if is_naming(role) and role.key != "id" and n in cells), None)
    if naming in plain and naming is not None:
        bodies, meetings = _kinds(cells[naming])
        sign = {"organization": 1, "member": 1, "event": -1}.get(tag, 0)
        found += NAMED * sign * (bodies - meetings) - (NAMED * max(bodies, meetings) if tag == "person" else 0)
    for number, role in columns.items():
        shape = _shape(role, scope)
        if number in cells and isinstance(shape, Term):
            found += SAID * (2 * _share(cells[number], shape.vocabulary) - 1)
        elif number in cells and tag == "event" and shape in (DATE, DATE_OR_TIME):
            years = [text for text in cells[number] if _YEAR.fullmatch(text)]
            found -= SAID * len(years) / len(cells[number])
    return found


def by_cells(tag: str, columns: Mapping[int, Role], cells: Mapping[int, Sample], scope: Scope) -> dict[int, Role]:
    """Return what the columns mean, with another vocabulary of their table or class where most cells are its words and few of the first.

    A column "Status" of members with "Founding member" and "Observer" has their roles.
    """
    found = dict(columns)
    for number, role in columns.items():
        shape = _shape(role, scope)
        if number not in cells or not isinstance(shape, Term):
            continue
        texts = cells[number]
        best, own = _share(texts, shape.vocabulary), role
        fields = [(table, *field) for table in dict.fromkeys((role.table, tag)) for field in _fields(table, scope)]
        for table, name, field in fields:
            other = Role(table, name)
            if isinstance(field.shape, Term) and other not in found.values():
                share = _share(texts, field.shape.vocabulary)
                best, own = (share, other) if share > max(best, HALF - 0.01) else (best, own)
        found[number] = own
    return found


def _fields(table: str, scope: Scope) -> list[tuple[str, Field]]:
    shape = shape_of_table(table, scope)
    return list(shape.fields.items()) if isinstance(shape, ObjectOf) else []


def speaks_of_members(columns: Mapping[int, Role], heads: Mapping[int, str], cells: Mapping[int, Sample]) -> bool:
    """Return whether a column of a sheet is one of memberships, by what it means, its heading or its cells."""
    own = [role for role in columns.values() if role.table == "member"]
    asking = {n for n in heads if n in cells and all([text.casefold() in BOOLEANS for text in cells[n]])}
    return (
        any([role.key not in ("id", "notes@", "status", NUMBER) for role in own])
        or any([_MEMBERS.search(text) is not None for n, text in heads.items() if n not in asking])
        or _have_members(columns, cells)
    )


def _have_members(columns: Mapping[int, Role], cells: Mapping[int, Sample]) -> bool:
    """Return whether half of the texts of a column, which has no names, are those of memberships: roles, or ways to leave.

    One is enough in a column where all are words for the status or the role of a member.
    """
    others = [own for n, own in cells.items() if n not in columns or not is_naming(columns[n])]
    for texts in others:
        count = sum([_is_of_member(text) for text in texts])
        if count and (count >= HALF * len(texts) or all([_may_be_of_member(text) for text in texts])):
            return True
    return False


def _may_be_of_member(text: str) -> bool:
    return _is_of_member(text) or any([term_said(vocabulary, text) for vocabulary in (MemberStatus, MemberRole)])


@lru_cache(COLUMNS * 8)
def _is_of_member(text: str) -> bool:
    if len(text) > 40:
        return False
    if term_said(MemberRole, text) in _MEMBERSHIP or _MEMBER.fullmatch(text):
        return True
    return term_said(MemberStatus, text) in _GONE and term_said(OrganizationStatus, text) is None


@lru_cache(COLUMNS)
def _share(texts: Sequence[str], vocabulary: type[Vocabulary]) -> float:
    """Return the share of texts that are words of a vocabulary."""
    return sum([term_said(vocabulary, text) is not None for text in texts]) / len(texts)


@lru_cache(COLUMNS)
def _kinds(texts: Sequence[str]) -> tuple[float, float]:
    """Return the share of names that are those of bodies, and of those of meetings; a meeting of a body is a meeting."""
    meetings = [_is_meeting(text) for text in texts]
    bodies = [
        not is_one and _BODY.search(folded(text)) is not None for text, is_one in zip(texts, meetings, strict=True)
    ]
    return sum(bodies) / len(texts), sum(meetings) / len(texts)


def _is_meeting(text: str) -> bool:
    plain = folded(text)  # a word alone may be the name of anything
    if HAN.search(plain):
        return any([word in plain for word in _meetings() if HAN.search(word)])
    words = [word.removesuffix("s") for word in plain.split()]
    return len(words) > 1 and not _meetings().isdisjoint(words)


@cache
def _meetings() -> frozenset[str]:
    """Return the words for meetings."""
    labels = [folded(text) for term in EventKind for text in (term.value, *[term.label(lang) for lang in LANGUAGES])]
    return frozenset([label for label in labels if " " not in label])


def _shape(role: Role, scope: Scope) -> Shape | None:
    table = shape_of_table(role.table, scope)
    known = None if table is None or role.key.endswith("@") else declared(table, role.key)
    return known.item if isinstance(known, ListOf) else known
