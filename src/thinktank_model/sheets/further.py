"""Brings together the columns of a sheet that a mapping gives the same field, and takes apart one that has the words of two fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import evolve

from ..model.scope import Scope
from ..problems.problem import Problem
from ..shapes.tree import ListOf
from ..tables.columns import declared
from ..vocab.parties import MemberRole, MemberStatus
from .codes import SKIPPED_VALUE, VALUE_IS
from .grid import Grid, is_filled
from .human import shape_of_table
from .mapping import SheetMapping
from .meaning import plain_text
from .plan import Role
from .roles import called
from .words import term_said

__all__ = ["further_columns", "joined", "moved"]

_OF_MEMBER: Final = ((Role("member", "status"), MemberStatus), (Role("member", "role"), MemberRole))


def further_columns(columns: dict[int, Role], heads: Mapping[int, str], said: SheetMapping) -> dict[int, Role]:
    """Return the columns whose field in a mapping another column has; those of names, of which there can be several, become columns."""
    found: dict[int, Role] = {}
    for number, text in heads.items():
        role = None if number in columns else said.columns.get(text)
        if role is not None and role in columns.values():
            (columns if role.key.startswith("names@") else found)[number] = role
    return found


def joined(
    grid: Grid,
    rows: list[list[Any]],
    columns: Mapping[int, Role],
    heads: Mapping[int, str],
    further: Mapping[int, Role],
    scope: Scope,
) -> Iterator[Problem]:
    """Put the cells of further columns of a field into its first one, and yield the conflicts.

    Those of lists and texts are put beside those that are there, others into gaps.
    """
    top = len(grid.rows) - len(rows)
    for number, role in further.items():
        first = next(n for n, own in columns.items() if own == role)
        mark = _between(role, scope)
        for at, row in enumerate(rows, top):
            kept, more = plain_text(row[first]), plain_text(row[number])
            if is_filled(row[number]) and not is_filled(row[first]):
                row[first] = row[number]
            elif is_filled(row[number]) and mark:
                row[first] = f"{kept}{mark}{more}"
            elif is_filled(row[number]) and more != kept:
                yield evolve(SKIPPED_VALUE(more, kept=kept), cell=grid.address(at, number), heading=heads[number])


def moved(
    grid: Grid,
    rows: list[list[Any]],
    columns: dict[int, Role],
    heads: dict[int, str],
    lang: str,
    top: int,
    scope: Scope,
) -> Iterator[Problem]:
    """Put words for the role of a member in the column of its status into a column of their own, or the other way round.

    Only if no column has that field. `top` is the first row below the headings.
    """
    for (own, words), (other, others) in (_OF_MEMBER, _OF_MEMBER[::-1]):
        number = next((n for n, role in columns.items() if role == own), None)
        if number is None or other in columns.values():
            continue
        found: dict[str, list[int]] = {}
        for at, row in enumerate(rows[top:], top):
            text = plain_text(row[number]).strip()
            if text and term_said(words, text) is None and term_said(others, text) is not None:
                found.setdefault(text, []).append(at)
        if found:
            further = len(rows[0])
            columns[further], heads[further] = other, heads[number]
            for row in rows:
                row.append("")
        for text, places in found.items():
            for at in places:
                rows[at][further], rows[at][number] = text, ""
            problem = VALUE_IS(text, what=called(other, lang, scope), count=len(places))
            yield evolve(problem, cell=grid.address(places[0], number), heading=heads[number])


def _between(role: Role, scope: Scope) -> str:
    """Return what is between two values of a column in one cell; empty if it takes one value."""
    if "@" in role.key and "." not in role.table:
        return "" if role.key.startswith(("titles@", "text@")) else "\n"
    shape = shape_of_table(role.table, scope)
    is_list = shape is not None and isinstance(declared(shape, role.key), ListOf)
    return "; " if is_list or "." in role.table else ""
