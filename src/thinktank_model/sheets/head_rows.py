"""Tells rows of headings from rows of records, and reads headings that stand in one row or in two."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from typing import Any, Final

from ..model.scope import Scope
from ..problems.patterns import pattern
from ..problems.translations import LANGUAGES
from ..values.countries import COUNTRIES
from ..values.folding import folded
from .composed import is_subject
from .grid import Grid, is_filled
from .meaning import plain_text
from .plan import Role
from .roles import is_naming, read_below, read_heading
from .words import country_labels

__all__ = [
    "FEW",
    "are_groups",
    "are_headings",
    "classes_of",
    "has_headings",
    "heads_of",
    "is_second",
    "names_records",
    "roles_of",
]

FEW: Final = 2  # recognised headings that a sheet must have
HEADINGS: Final = 1024  # of which the classes that know them are kept
_VALUE: Final = pattern(r"\S@\S|://|\bwww\.|^[0-9][0-9\s.,/:-]*$|[0-9]年")  # of a row of values, not of headings


@lru_cache(8 * HEADINGS)
def roles_of(text: str, tag: str, scope: Scope) -> tuple[Role, ...]:
    """Return the columns of a record class that a heading can mean, the most likely first; one of two rows has a line end."""
    upper, _, lower = text.partition("\n")
    return read_below(upper, lower, tag, scope) if lower else read_heading(text, tag, scope)


@lru_cache(HEADINGS)
def classes_of(text: str, scope: Scope) -> int:
    """Return the number of record classes that know a heading: one that few know says more. At least 1."""
    return max(1, len([tag for tag in scope.record.options if roles_of(text, tag, scope)]))


def names_records(text: str, scope: Scope) -> bool:
    """Return whether a heading is that of the names of some class: in the first column, it says what the rows are of."""
    return any([is_naming(role) for tag in scope.record.options for role in roles_of(text, tag, scope)[:1]])


def are_headings(texts: Collection[str], scope: Scope) -> bool:
    """Return whether all texts but at most one of four are headings, one of them that of names, and none is a value."""
    known = [text for text in texts if any([roles_of(text, tag, scope) for tag in scope.record.options])]
    is_value = any([_VALUE.search(text) or folded(text) in _countries() or text in COUNTRIES for text in texts])
    return (
        not is_value and len(known) >= max(FEW, 0.75 * len(texts)) and any([names_records(one, scope) for one in known])
    )


def heads_of(grid: Grid, first: int, last: int, scope: Scope) -> dict[int, str]:
    """Return the heading of each column; two rows of headings are joined."""
    lower = {n: plain_text(cell).strip() for n, cell in enumerate(grid.rows[last]) if is_filled(cell)}
    if first == last:
        return lower
    upper: dict[int, str] = {n: plain_text(cell).strip() for n, cell in enumerate(grid.rows[first]) if is_filled(cell)}
    for top, left, bottom, right in grid.merged:
        if top <= first <= bottom and left in upper:
            upper |= dict.fromkeys(range(left, right + 1), upper[left])
    if _groups(grid.rows[first], scope) > 1:  # above several columns, unmerged
        for n in sorted(lower):
            if n not in upper and is_subject(upper.get(n - 1, ""), scope):
                upper[n] = upper[n - 1]
    width = max([*lower, *upper], default=-1) + 1
    return {
        n: "\n".join([part for part in (upper.get(n), lower.get(n)) if part])
        for n in range(width)
        if n in lower or n in upper
    }


def are_groups(grid: Grid, filled: Sequence[Sequence[bool]], row: int, scope: Scope) -> bool:
    """Return whether a row has headings above those of the next row, which has more."""
    if not 0 <= row < len(filled) - 1:
        return False
    is_over = any([top <= row <= bottom and right > left for top, left, bottom, right in grid.merged])
    is_more = sum(filled[row + 1]) > sum(filled[row]) or (is_over and min(sum(filled[row]), sum(filled[row + 1])) > 1)
    return is_more and _groups(grid.rows[row], scope) > 1


def is_second(grid: Grid, filled: Sequence[Sequence[bool]], row: int, scope: Scope) -> bool:
    """Return whether a row continues the headings above it: at least half of its texts are headings, and none is a value.

    Under words for groups, merged cells and gaps, one heading is enough. Else, a text below the heading of names is a name.
    """
    texts = {n: plain_text(cell).strip() for n, cell in enumerate(grid.rows[row]) if is_filled(cell)}
    if any([_VALUE.search(text) or folded(text) in _countries() for text in texts.values()]):
        return False
    known = [n for n, text in texts.items() if any([roles_of(text, tag, scope) for tag in scope.record.options])]
    is_open = any([not filled[row - 1][n] for n in texts if n < len(filled[row - 1])])
    is_merged = any([top <= row - 1 <= bottom for top, _, bottom, _ in grid.merged])
    if is_open or is_merged or _groups(grid.rows[row - 1], scope) > 1:
        return bool(known)
    upper = {n: plain_text(grid.rows[row - 1][n]) for n in set(texts).difference(known)}
    return 2 * len(known) >= len(texts) and not any([names_records(text, scope) for text in upper.values()])


@cache
def _countries() -> frozenset[str]:
    return frozenset([folded(text) for lang in LANGUAGES for text in country_labels(lang).values()])


def has_headings(row: Sequence[Any], scope: Scope) -> bool:
    """Return whether a text of a row is a heading of some class, or can head several columns."""
    texts = [plain_text(cell).strip() for cell in row if is_filled(cell)]
    return (
        any([roles_of(text, tag, scope) for text in texts for tag in scope.record.options]) or _groups(row, scope) > 0
    )


def _groups(row: Sequence[Any], scope: Scope) -> int:
    """Return how many texts of a row can head several columns."""
    return len([text for text in {plain_text(cell) for cell in row if is_filled(cell)} if is_subject(text, scope)])
