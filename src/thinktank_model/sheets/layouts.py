"""Finds the layout of a foreign sheet: the rows of headings, the record class, and the meaning of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from ..model.scope import Scope
from ..problems.patterns import pattern
from ..shapes.tree import ObjectOf
from ..values.folding import folded
from .evidence import Sample, by_cells, looks_like_persons, sample, speaks_of_members, weight
from .grid import Grid, is_filled
from .head_rows import FEW, are_groups, classes_of, has_headings, heads_of, is_second, names_records, roles_of
from .human import shape_of_table
from .mapping import SheetMapping
from .meaning import plain_text
from .plan import HEAD_ROWS, Role
from .roles import NAMING, NUMBER, RARE, is_naming, table_named

__all__ = ["TITLE_CELLS", "Layout", "best_layout"]

TITLE_CELLS: Final = 2  # the most cells of a row that is a title
CLOSE: Final = 1.0  # difference of the scores of two classes that a sheet may be alike
EVEN: Final = 0.1  # the same, of two classes between which nothing decides
COMMON: Final = ("organization", "member")  # what most lists are of, so that it goes before events
SEVERAL: Final = 5  # classes that know a heading which does not tell what it names
HALVED: Final = 3  # loss of one of two rows of headings without the other
SHOWN: Final = 4  # classes that a sheet may be as well, which are named
MADE: Final = ("id", "program_id", "party_id")  # the fields that the import gives a record
PERSON: Final = "person"  # the class whose lists often have a column that no field takes: private addresses
_RUNNING: Final = frozenset([folded(text) for text in ("No.", "Nr", "N°", "#", "序号")])
_VOLUME: Final = pattern("vol|volume|tome|卷|卷号")


class Layout(NamedTuple):
    """A possible layout of a sheet.

    Attributes:
        table: the record class.
        head: the first and the last row of headings.
        columns: the meaning of each column, by its number.
        heads: the heading of each column, by its number.
        score: the number of recognised headings, plus other evidence.
        known: the number of recognised headings.
        is_sure: whether it is more than what the sheet may be as well: a list of members says so.
        others: the record classes that it may be as well, if there is little evidence.
    """

    table: str
    head: tuple[int, int]
    columns: dict[int, Role]
    heads: dict[int, str]
    score: float
    known: int
    is_sure: bool = True
    others: tuple[str, ...] = ()


class _Sheet(NamedTuple):
    """A sheet, and what is known of it.

    Attributes:
        grid: its cells.
        filled: which of them have a value.
        said: its part of the mapping.
        scope: the records that there can be.
        named: the record class that its name, or the mapping, says.
        hinted: the one that the name of the file says.
    """

    grid: Grid
    filled: Sequence[Sequence[bool]]
    said: SheetMapping
    scope: Scope
    named: str | None
    hinted: str | None


class _Head(NamedTuple):
    """A row, or two rows, that may be the headings of a sheet.

    Attributes:
        rows: the first and the last row.
        heads: the heading of each column.
        spoken: the record class that the title above says.
        counts: the columns that only count the rows.
        cells: the texts below.
        all_cells: the same with the last row of headings, if there are two, so that no row is hidden as headings.
    """

    rows: tuple[int, int]
    heads: dict[int, str]
    spoken: str | None
    counts: Mapping[int, Role]
    cells: Mapping[int, Sample]
    all_cells: Mapping[int, Sample]


def best_layout(
    grid: Grid, filled: Sequence[Sequence[bool]], said: SheetMapping, scope: Scope, hint: str
) -> Layout | None:
    """Return the layout of a sheet for which most speaks, with those that it may have as well; None if it has none.

    Parameters:
        grid: the sheet.
        filled: which of its cells have a value.
        said: its part of the mapping.
        scope: the records that there can be.
        hint: the name of the file, if it has no other sheet.
    """
    named = None if said.is_further else said.table or table_named(grid.name, scope)
    hinted = table_named(hint, scope) if hint and not said.is_further else None
    sheet = _Sheet(grid, filled, said, scope, named, None if hinted in RARE else hinted)
    found = list(_layouts(sheet))
    best = _best(found, sheet)
    return best if best is None or best.table in (said.table, named) else _with_others(best, found, grid)


def _best(found: Sequence[Layout], sheet: _Sheet) -> Layout | None:
    """Return the layout for which most speaks."""
    sure = [one for one in found if one.is_sure and (one.known >= FEW or one.table == sheet.named)]
    known = {row: max([one.known for one in sure if one.head[0] == row]) for row in {one.head[0] for one in sure}}
    sure = [one for one in sure if one.known > max([known[row] for row in known if row < one.head[0]], default=0)]
    best = max(sure, key=lambda layout: layout.score, default=None)
    if best is None or best.table != "event" or best.table in (sheet.named, sheet.said.table):
        return best
    alike = [one for one in sure if one.table in COMMON and one.score > best.score - EVEN and one.head == best.head]
    return max(alike, key=lambda layout: layout.score, default=best)  # where nothing decides


def _with_others(best: Layout, found: Sequence[Layout], grid: Grid) -> Layout:
    """Return a layout with the record classes that the sheet may have as well."""
    others = [one for one in found if one.head == best.head and one.table != best.table]
    near = [one for one in others if one.score > best.score - CLOSE]
    if (near and best.known <= FEW) or looks_like_persons(best.columns, sample(grid, best.head[1])):
        near += [one for one in others if one.table == PERSON]
    near.sort(key=lambda one: (one.table in RARE, not (one.table == PERSON and best.known <= FEW), -one.score))
    return best._replace(others=tuple(dict.fromkeys([one.table for one in near]))[:SHOWN])


# --- rows of headings ---


def _layouts(sheet: _Sheet) -> Iterator[Layout]:
    """Yield the layouts that a sheet may have."""
    grid, scope = sheet.grid, sheet.scope
    tags = [sheet.said.table] if sheet.said.table else sorted(scope.record.options, key=lambda tag: tag in RARE)
    for first, last in _head_rows(sheet):
        above = zip(grid.rows[:first], sheet.filled, strict=False)
        titles = [
            plain_text(cell) for row, is_one in above if sum(is_one) <= TITLE_CELLS for cell in row if is_filled(cell)
        ]
        heads, cells = heads_of(grid, first, last, scope), sample(grid, last)
        head = _Head(
            (first, last),
            heads,
            (table_named(" ".join(titles), scope) if titles else None) or sheet.hinted,
            {n: Role("event", NUMBER) for n, text in heads.items() if _counts(grid, last, n, text)},
            cells,
            cells if last == first else sample(grid, first),
        )
        is_half = first == last and any([are_groups(grid, sheet.filled, row, scope) for row in (first - 1, first)])
        for tag in tags:
            layout = _layout(tag, head, sheet)
            if layout is not None:
                yield layout._replace(score=layout.score - HALVED) if is_half else layout


def _head_rows(sheet: _Sheet) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of the rows that may be the headings of a sheet."""
    grid, filled, scope = sheet.grid, sheet.filled, sheet.scope
    if sheet.said.head is not None:
        first, last = sheet.said.head
        if last < len(grid.rows) and (last == first or (last == first + 1 and any(filled[last]))):
            yield first, last
        return
    for row in range(min(len(grid.rows), HEAD_ROWS)):
        if sum(filled[row]) < FEW:
            continue
        yield row, row
        is_more = row + 1 < len(grid.rows) and any(filled[row + 1])
        if is_more and has_headings(grid.rows[row], scope) and is_second(grid, filled, row + 1, scope):
            yield row, row + 1


def _counts(grid: Grid, last: int, number: int, text: str) -> bool:
    """Return whether a column only counts the rows: its heading may be that of a number, its values are 1, 2, 3."""
    values = [plain_text(row[number]) for row in grid.rows[last + 1 :] if number < len(row) and is_filled(row[number])]
    return folded(text) in _RUNNING and values[:3] == ["1", "2", "3"][: len(values)] != []


# --- columns ---


def _layout(tag: str, head: _Head, sheet: _Sheet) -> Layout | None:
    """Return the layout of a sheet with these headings as one of a record class; None if its names would not be known."""
    scope, said, heads = sheet.scope, sheet.said.columns, head.heads
    columns, again = _columns(tag, head, sheet)
    if not any([is_naming(role) for role in columns.values()]):
        return None
    columns = by_cells(tag, columns, {n: own for n, own in head.cells.items() if heads.get(n) not in said}, scope)
    is_sure = tag != "member" or tag in (sheet.named, head.spoken) or speaks_of_members(columns, heads, head.cells)
    if not is_sure and not any([role.table == tag for role in columns.values()]):
        return None
    running = {n for n, role in columns.items() if role.key == NUMBER or _is_running(heads[n], role)}
    known = len(columns) - len(running)
    own = len([role for role in columns.values() if role.table.partition(".")[0] == tag])
    plain = {n for n in columns if classes_of(heads[n], scope) > SEVERAL}
    weighed = min([weight(tag, columns, cells, scope, plain) for cells in (head.cells, head.all_cells)])
    first = next((n for n in sorted(heads) if n not in running), None)
    score = (
        known
        + 2.5 * (sheet.named == tag)
        + (1.5 if tag == "member" else 1.0) * (head.spoken == tag)
        - 0.6 * (head.rows[1] - head.rows[0])
        - 0.3 * (len(heads) - len(columns))
        - 1.0 * again
        - 1.0 * (first is not None and first not in columns and names_records(heads[first], scope))
        + 0.01 * own
        + 0.3 * (tag == "member" and is_sure)
        + (0.0 if sheet.named else 0.5 if head.spoken else 1.0) * weighed
        - 0.5 * len(_lacking(tag, columns, scope))
        - 0.6 * _is_of_others(tag, columns, heads, scope)
        + 0.02 * sum([1 / classes_of(heads[number], scope) for number in columns])
        - 3.0 * any([text.rpartition("\n")[2].isdigit() for text in heads.values()])
    )
    return Layout(tag, head.rows, columns, heads, score, known, is_sure)


def _lacking(tag: str, columns: Mapping[int, Role], scope: Scope) -> list[str]:
    """Return the fields that each record of a class needs, and that neither a column nor the import gives it."""
    shape = shape_of_table(tag, scope)
    fields = shape.fields if isinstance(shape, ObjectOf) else {}
    there = {role.field for role in columns.values() if role.table == tag}
    return [name for name, field in fields.items() if field.required and name not in (*MADE, *NAMING, *there)]


def _is_of_others(tag: str, columns: Mapping[int, Role], heads: Mapping[int, str], scope: Scope) -> bool:
    """Return whether the column with the names has the word for another class: "Activity" on a list of events."""
    naming = next(n for n, role in columns.items() if is_naming(role))
    other = table_named(heads[naming], scope)
    return other not in (None, tag) and not {tag, other} <= {*COMMON}


def _columns(tag: str, head: _Head, sheet: _Sheet) -> tuple[dict[int, Role], int]:
    """Return the meaning of the columns, and the number of those that only name the record, which another column names.

    What such a column names is not what the rows are about.
    """
    columns: dict[int, Role] = {}
    taken: set[Role] = set()
    again = 0
    meanings = {n: _meanings(n, text, tag, head, sheet) for n, text in head.heads.items()}
    if any([_VOLUME.fullmatch(folded(text)) for text in head.heads.values()]):  # a number beside it is that of an issue
        meanings = {n: [r for r in own if n in head.counts or not r or r.key != NUMBER] for n, own in meanings.items()}
    only = {meant[0] for meant in meanings.values() if len(meant) == 1}  # what a column with one meaning has
    for number, meant in meanings.items():
        free = [role for role in meant if role is not None and (role not in taken or role.key == NUMBER)]
        role = next((role for role in free if len(meant) == 1 or role not in only), next(iter(free), None))
        if role is not None:
            columns[number] = role
            taken.add(role)
        elif meant and all([role is not None and is_naming(role) for role in meant]):
            again += 1
    return columns, again


def _meanings(number: int, text: str, tag: str, head: _Head, sheet: _Sheet) -> Sequence[Role | None]:
    """Return what a column can mean, the most likely first: what a mapping says, a number of the rows, or what its heading says."""
    if text in sheet.said.columns:
        return [sheet.said.columns[text]]
    return [head.counts[number]._replace(table=tag)] if number in head.counts else roles_of(text, tag, sheet.scope)


def _is_running(text: str, role: Role) -> bool:
    """Return whether a column says nothing of the class: a number of events, whose heading may be that of a number of rows."""
    return role.key == "number" and folded(text) in _RUNNING
