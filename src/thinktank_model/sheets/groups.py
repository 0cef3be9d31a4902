"""Reads the headings of groups of rows: the rows below "Kenya" are of bodies in that country, those below "Observers" of observers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from attrs import evolve

from ..model.scope import Scope
from ..problems.problem import Problem
from ..shapes.tree import ObjectOf, Shape
from ..values.countries import COUNTRY
from ..vocab import Term
from .codes import GROUP, VALUE_IS
from .directory import Directory
from .grid import Grid
from .human import shape_of_table
from .meaning import Read, column_reader, plain_text
from .parts import fits
from .plan import Role
from .roles import called
from .rows import heading_in, is_region
from .words import label_of

__all__ = ["Grouped", "grouped"]

FIELDS: Final = ("country", "role", "status", "kind")  # what people group rows by
REGION: Final = Role("", "")  # the level of a region, which is not a value of a field


class Grouped(NamedTuple):
    """The values that headings of groups give to the rows below them.

    Attributes:
        values: for each column that was made, the value of each row.
        problems: what each heading is read as.
    """

    values: dict[Role, dict[int, str]]
    problems: list[Problem]


def grouped(
    grid: Grid,
    groups: Sequence[tuple[int, int]],
    rows: Sequence[int],
    table: str,
    there: Collection[Role],
    lang: str,
    scope: Scope,
) -> Grouped:
    """Return what headings of groups say of rows.

    The first heading of a kind, such as a country or a role, opens a level: a further one of this level ends what the levels below it
    say. A heading that is neither a value nor a region ends what all say.

    Parameters:
        grid: the sheet.
        groups: the cells with headings of groups.
        rows: the rows with records.
        table: their record class.
        there: the columns of the sheet, whose cells say their values.
        lang: the language of the sheet.
        scope: the records that there can be.
    """
    found = Grouped({}, [])
    meant: dict[int, str] = {}  # what headings are read as
    readers = {role: (shape, read) for role, shape, read in _readers(table, lang, scope) if role not in there}
    levels: list[str] = []
    said: dict[Role, str] = {}
    heads = dict(groups)
    count: Counter[int] = Counter()  # of the rows below each heading
    last = 0
    for row in sorted([*heads, *rows]):
        if row not in heads:
            count[last] += 1
            for role, value in said.items():
                found.values.setdefault(role, {})[row] = value
            continue
        last = row
        heading = heading_in(plain_text(grid.rows[row][heads[row]]))
        role, value = _meant(heading, readers)
        if role == REGION and not is_region(heading):
            said = {}
            continue
        level = _level(role)
        if level not in levels:
            levels.append(level)
        said = {other: old for other, old in said.items() if levels.index(_level(other)) < levels.index(level)}
        if role != REGION:
            said[role] = value
            meant[row] = f"{called(role, lang, scope)}: {label_of(readers[role][0], value, lang)}"
    for row, column in groups:
        text = plain_text(grid.rows[row][column])
        what = meant.get(row)
        problem = GROUP(text) if what is None else VALUE_IS(text, what=what, count=count[row])
        found.problems.append(evolve(problem, cell=grid.address(row, column)))
    return found


def _meant(heading: str, readers: Mapping[Role, tuple[Shape, Read]]) -> tuple[Role, str]:
    """Return the column of which a heading is a value, and this value; `REGION` if there is none."""
    for role, (shape, read) in readers.items():
        value = read(heading).value
        if fits(shape, value):
            return role, value
    return REGION, ""


def _level(role: Role) -> str:
    """Return the level of a heading: the role and the status of members are one, so that former members are not observers."""
    return role.table if role.table == "member" else role.key


def _readers(table: str, lang: str, scope: Scope) -> Iterator[tuple[Role, Shape, Read]]:
    """Yield the columns of the records of a sheet by which rows are grouped, and the functions that read their values."""
    for tag in dict.fromkeys(["organization", table] if table == "member" else [table]):
        shape = shape_of_table(tag, scope)
        fields = shape.fields if isinstance(shape, ObjectOf) else {}
        for name in FIELDS:
            field = fields.get(name)
            if field is not None and (field.shape is COUNTRY or isinstance(field.shape, Term)):
                yield Role(tag, name), field.shape, column_reader(field.shape, lang, Directory())
