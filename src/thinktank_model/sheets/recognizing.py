"""Recognises foreign sheets: the rows of headings, the record class, and the meaning of columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from attrs import evolve

from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.patterns import pattern
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..values.countries import COUNTRIES
from ..values.folding import HAN, folded
from .codes import (
    ALONE,
    COLUMN_IS,
    GROUP,
    SHEET_IS,
    SHEET_LANGUAGE,
    SKIPPED_COLUMN,
    SKIPPED_ROWS,
    SKIPPED_SHEET,
    SKIPPED_TEXT,
)
from .composed import is_subject
from .evidence import Sample, by_cells, looks_like_persons, sample, speaks_of_members, weight
from .further import further_columns, joined, moved
from .grid import Grid, is_filled
from .headings import labels, sheet_title
from .mapping import NOTHING_SAID, SheetMapping
from .meaning import plain_text
from .plan import HEAD_ROWS, Plan, Role
from .roles import NUMBER, RARE, called, heading_of, is_naming, read_below, read_heading, table_named
from .rows import rows_below
from .words import BOOLEANS, country_labels

__all__ = ["recognize", "tables_on"]

TITLE_CELLS: Final = 2  # score of a title above the headings that names the table
FEW: Final = 2  # recognised headings that a sheet must have
ABOVE: Final = 200_000  # rows above the further tables of a sheet, which are empty rows in each of them
CLOSE: Final = 1.0  # difference of the scores of two classes that a sheet may be alike
EVEN: Final = 0.1  # the same, of two classes between which nothing decides
COMMON: Final = ("organization", "member")  # what most lists are of, so that it goes before events
SEVERAL: Final = 5  # classes that know a heading which does not tell what it names
HALVED: Final = 3  # loss of one of two rows of headings without the other
SHOWN: Final = 4  # classes that a sheet may be as well, which are named
PERSON: Final = "person"  # the class whose lists often have a column that no field takes: private addresses
HEADINGS: Final = 1024  # of which the classes that know them are kept
_RUNNING: Final = frozenset([folded(text) for text in ("No.", "Nr", "N°", "#", "序号")])
_VALUE: Final = pattern(r"\S@\S|://|\bwww\.|^[0-9][0-9\s.,/:-]*$|[0-9]年")  # of a row that is no row of headings
_VOLUME: Final = pattern("vol|volume|tome|卷|卷号")
_MEMBERS: Final = pattern(r"\bmemb(?:er|re)(?:ship)?s?\b|\badh[ée]sions?\b|成员|会员|入会", re.IGNORECASE)

HEADINGS_ASKED: Final = Phrase(
    "Write the headings in one row, at least two of one kind of record, such as {examples}; or assign them with --map.",
    examples=Phrase("Name + Country, Title + Authors, Event + Date"),
)


class _Layout(NamedTuple):
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


def tables_on(
    grid: Grid, said: SheetMapping = NOTHING_SAID, scope: Scope = CORE_SCOPE
) -> Iterator[tuple[Grid, SheetMapping]]:
    """Yield the tables below each other on a sheet, with all rows up to their end, and the mapping of each.

    A row of headings that are not those of the first one, after an empty row or a title, begins a further table, until there are
    `ABOVE` rows above such tables.
    """
    first: frozenset[str] = frozenset()
    starts: list[tuple[int, int]] = []
    above = hidden = 0
    top = 0 if said.head is None else said.head[0]
    for at, row in enumerate(grid.rows[top:] if said.table != "" else (), top):
        count = sum(map(is_filled, row))
        if count >= FEW and (above < FEW or not first):
            texts = frozenset([plain_text(cell).strip() for cell in row if is_filled(cell)])
            if not texts <= first and _are_headings(texts, scope):
                starts += [(at - above, at)] if first else []
                first = texts
                hidden += at
                if hidden > ABOVE:
                    break
        above = count
    ends = [start for start, _ in starts] + [len(grid.rows)]
    yield (grid._replace(rows=grid.rows[: ends[0]]) if starts else grid), said
    for (start, at), end in zip(starts, ends[1:], strict=True):
        rows = [[""] * len(row) for row in grid.rows[:start]]
        merged = [one for one in grid.merged if one[0] >= start]
        yield (
            grid._replace(rows=[*rows, *grid.rows[start:end]], merged=merged),
            SheetMapping(head=(at, at), is_further=True),
        )


def _are_headings(texts: Collection[str], scope: Scope) -> bool:
    """Return whether all texts but at most one of four are headings, one of them that of names, and none is a value."""
    known = [text for text in texts if any([_role(text, tag, scope) for tag in scope.record.options])]
    is_value = any([_VALUE.search(text) or folded(text) in _countries() or text in COUNTRIES for text in texts])
    return (
        not is_value
        and len(known) >= max(FEW, 0.75 * len(texts))
        and any([_names_records(one, scope) for one in known])
    )


def recognize(
    grid: Grid, found: Listing, said: SheetMapping = NOTHING_SAID, scope: Scope = CORE_SCOPE, hint: str = ""
) -> Plan | None:
    """Return the plan for reading a sheet; None, with a problem, if it is not recognised.

    Parameters:
        grid: the sheet.
        found: lists the problems.
        said: its part of the mapping.
        scope: the records that there can be.
        hint: the name of the file, if it has no other sheet.
    """
    filled = [[is_filled(cell) for cell in row] for row in grid.rows]
    if said.table == "" or not any([any(row) for row in filled]):
        return None
    layout = _best(grid, filled, said, scope, hint)
    if layout is None:
        count = sum([sum(row) for row in filled])
        at = next((row, row_filled.index(True)) for row, row_filled in enumerate(filled) if any(row_filled))
        found.add([_at(SKIPPED_SHEET(grid.name, count=count, help=HEADINGS_ASKED), grid, *at)])
        return None
    for number in [number for number, role in layout.columns.items() if role.key == "id"]:
        ids = [plain_text(row[number]) for row in grid.rows[layout.head[1] + 1 :] if is_filled(row[number])]
        if not all([text.startswith(f"{layout.columns[number].table}:") for text in ids]):
            del layout.columns[number]
    rows = _filled_down(grid, layout)
    further = further_columns(layout.columns, layout.heads, said)
    found.add(list(joined(grid, rows[layout.head[1] + 1 :], layout.columns, layout.heads, further, scope)))
    grid = grid._replace(rows=rows)
    below = rows_below(grid, layout.head[1], layout.heads, layout.columns, filled)
    records = below.records
    titles = [(row, column) for row in range(layout.head[0]) for column, is_one in enumerate(filled[row]) if is_one]
    lang = said.lang or _language(layout, grid.name, scope)
    is_read = SHEET_IS(grid.name, what=sheet_title(layout.table, lang, scope), help=_or_else(layout, lang, scope))
    found.add([evolve(is_read, cell=grid.address(layout.head[0], None))])
    if said.lang is None:
        spoken = SHEET_LANGUAGE(grid.name, what=_NAMES[lang])
        found.add([evolve(spoken, cell=grid.address(layout.head[0], None))])
    lost = [row for row in range(layout.head[0]) if sum(filled[row]) > TITLE_CELLS]
    lost += [] if records or below.nameless else list(dict.fromkeys([row for row, _ in (*below.groups, *below.texts)]))
    if lost:
        skipped = SKIPPED_ROWS(grid.name, count=len(lost), row=layout.head[1] + 1)
        found.add([evolve(skipped, cell=grid.address(lost[0], None))])
    for code, cells in ((SKIPPED_TEXT, below.texts), (GROUP, below.groups), (ALONE, below.alone)):
        found.add([_at(code(plain_text(grid.rows[row][column])), grid, row, column) for row, column in cells])
    all_columns = layout._replace(columns={**layout.columns, **further})
    found.add(_columns_said(grid, all_columns, lang, records, filled, said, scope))
    if layout.table == "member":
        found.add(list(moved(grid, rows, layout.columns, layout.heads, lang, layout.head[1] + 1, scope)))
    columns = {number: role for number, role in layout.columns.items() if role.key != NUMBER}
    return Plan(
        grid,
        layout.table,
        records,
        columns,
        lang,
        False,
        tuple(titles),
        layout.heads,
        layout.head[1],
        layout.head[0],
        nameless=tuple(below.nameless),
    )


def _or_else(layout: _Layout, lang: str, scope: Scope) -> Phrase | None:
    """Return what else a sheet may be, and how to say so."""
    if not layout.others:
        return None
    what = ", ".join([sheet_title(tag, lang, scope) for tag in layout.others])
    return Phrase(
        "If it is something else ({what}), give the sheet that name, or state its `type` in a mapping.", what=what
    )


def _at(problem: Problem, grid: Grid, row: int, column: int) -> Problem:
    return evolve(problem, cell=grid.address(row, column))


def _columns_said(
    grid: Grid,
    layout: _Layout,
    lang: str,
    records: Sequence[int],
    filled: Sequence[Sequence[bool]],
    said: SheetMapping,
    scope: Scope,
) -> Iterator[Problem]:
    width = max([len(row) for row in filled], default=0)
    for number in range(width):
        head = layout.heads.get(number, "")
        role = layout.columns.get(number)
        count = sum([number < len(filled[row]) and filled[row][number] for row in records])
        if role is not None:
            what = (
                Phrase("a running number, which is not imported") if role.key == NUMBER else called(role, lang, scope)
            )
            yield _at(COLUMN_IS(head, what=what), grid, layout.head[1], number)
        elif count and head not in said.columns:
            cell = grid.column_address(number)
            yield evolve(SKIPPED_COLUMN(head or grid.column_address(number), count=count), cell=cell)


# --- headings ---


def _best(grid: Grid, filled: Sequence[Sequence[bool]], said: SheetMapping, scope: Scope, hint: str) -> _Layout | None:
    named = None if said.is_further else said.table or table_named(grid.name, scope)
    hinted = table_named(hint, scope) if hint and not said.is_further else None
    hinted = None if hinted in RARE else hinted
    found: list[_Layout] = []
    tags = [said.table] if said.table else sorted(scope.record.options, key=lambda tag: tag in RARE)
    for row in range(min(len(grid.rows), HEAD_ROWS)):
        if (sum(filled[row]) < 2) if said.head is None else (row != said.head[0]):
            continue
        above = [cells for cells, is_one in zip(grid.rows[:row], filled, strict=False) if sum(is_one) <= TITLE_CELLS]
        titles = " ".join([plain_text(cell) for cells in above for cell in cells if is_filled(cell)])
        spoken = table_named(titles, scope) if titles else None
        spoken = spoken or hinted
        for last in (row, row + 1):
            if last >= len(grid.rows) or (last > row and not any(filled[last])):
                continue
            if last > row and said.head is None and not _has_headings(grid.rows[row], scope):
                continue
            if said.head is not None and last != said.head[1]:
                continue
            if last > row and said.head is None and not _is_second(grid, filled, last, scope):
                continue
            heads = _heads(grid, row, last, scope)
            counts = {n: Role("event", NUMBER) for n, text in heads.items() if _counts(grid, last, n, text)}
            cells = sample(grid, last)
            all_cells = cells if last == row else sample(grid, row)
            layouts = [
                _layout(tag, (row, last), heads, named, spoken, said.columns, scope, counts, cells, all_cells)
                for tag in tags
            ]
            loss = HALVED * (
                last == row and (_are_groups(grid, filled, row - 1, scope) or _are_groups(grid, filled, row, scope))
            )
            found += [layout._replace(score=layout.score - loss) for layout in layouts if layout is not None]
    sure = [one for one in found if one.is_sure and (one.known >= FEW or one.table == named)]
    known = {row: max([one.known for one in sure if one.head[0] == row]) for row in {one.head[0] for one in sure}}
    sure = [one for one in sure if one.known > max([known[row] for row in known if row < one.head[0]], default=0)]
    best = max(sure, key=lambda layout: layout.score, default=None)
    if best is not None and best.table == "event" and best.table not in (named, said.table):  # if nothing decides
        alike = [one for one in sure if one.table in COMMON and one.score > best.score - EVEN and one.head == best.head]
        best = max(alike, key=lambda layout: layout.score, default=best)
    if best is None or best.table in (said.table, named):
        return best
    others = [one for one in found if one.head == best.head and one.table != best.table]
    near = [one for one in others if one.score > best.score - CLOSE]
    cells = sample(grid, best.head[1])
    if (near and best.known <= FEW) or looks_like_persons(best.columns, cells):
        near += [one for one in others if one.table == PERSON]
    near.sort(key=lambda one: (one.table in RARE, not (one.table == PERSON and best.known <= FEW), -one.score))
    return best._replace(others=tuple(dict.fromkeys([one.table for one in near]))[:SHOWN])


def _counts(grid: Grid, last: int, number: int, text: str) -> bool:
    """Return whether a column only counts the rows: its heading may be that of a number, its values are 1, 2, 3."""
    values = [plain_text(row[number]) for row in grid.rows[last + 1 :] if number < len(row) and is_filled(row[number])]
    return folded(text) in _RUNNING and values[:3] == ["1", "2", "3"][: len(values)] != []


def _heads(grid: Grid, first: int, last: int, scope: Scope) -> dict[int, str]:
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


def _are_groups(grid: Grid, filled: Sequence[Sequence[bool]], row: int, scope: Scope) -> bool:
    """Return whether a row has headings above those of the next row, which has more."""
    if not 0 <= row < len(filled) - 1 or sum(filled[row + 1]) <= sum(filled[row]):
        return False
    return _groups(grid.rows[row], scope) > 1


def _is_second(grid: Grid, filled: Sequence[Sequence[bool]], row: int, scope: Scope) -> bool:
    """Return whether a row continues the headings above it: at least half of its texts are headings, and none is a value.

    Under words for groups, merged cells and gaps, one heading is enough. Else, a text below the heading of names is a name.
    """
    texts = {n: plain_text(cell).strip() for n, cell in enumerate(grid.rows[row]) if is_filled(cell)}
    if any([_VALUE.search(text) or folded(text) in _countries() for text in texts.values()]):
        return False
    known = [n for n, text in texts.items() if any([_role(text, tag, scope) for tag in scope.record.options])]
    is_open = any([not filled[row - 1][n] for n in texts if n < len(filled[row - 1])])
    is_merged = any([top <= row - 1 <= bottom for top, _, bottom, _ in grid.merged])
    if is_open or is_merged or _groups(grid.rows[row - 1], scope) > 1:
        return bool(known)
    upper = {n: plain_text(grid.rows[row - 1][n]) for n in set(texts).difference(known)}
    return 2 * len(known) >= len(texts) and not any([_names_records(text, scope) for text in upper.values()])


@cache
def _countries() -> frozenset[str]:
    return frozenset([folded(text) for lang in _NAMES for text in country_labels(lang).values()])


def _has_headings(row: Sequence[Any], scope: Scope) -> bool:
    """Return whether a text of a row is a heading of some class, or can head several columns."""
    texts = [plain_text(cell).strip() for cell in row if is_filled(cell)]
    return any([_role(text, tag, scope) for text in texts for tag in scope.record.options]) or _groups(row, scope) > 0


def _groups(row: Sequence[Any], scope: Scope) -> int:
    """Return how many texts of a row can head several columns."""
    return len([text for text in {plain_text(cell) for cell in row if is_filled(cell)} if is_subject(text, scope)])


def _layout(
    tag: str,
    head: tuple[int, int],
    heads: dict[int, str],
    named: str | None,
    spoken: str | None,
    said: Mapping[str, Role | None],
    scope: Scope,
    counts: Mapping[int, Role],
    cells: Mapping[int, Sample],
    all_cells: Mapping[int, Sample],
) -> _Layout | None:
    columns: dict[int, Role] = {}
    taken: set[Role] = set()
    again = 0  # columns that only name the record, which another column names: it is not what the rows are about
    meanings = {n: _meanings(n, text, tag, said, counts, scope) for n, text in heads.items()}
    if any([_VOLUME.fullmatch(folded(text)) for text in heads.values()]):  # a number beside it is that of an issue
        meanings = {n: [r for r in own if n in counts or not r or r.key != NUMBER] for n, own in meanings.items()}
    only = {meant[0] for meant in meanings.values() if len(meant) == 1}  # what a column with one meaning has
    for number, meant in meanings.items():
        free = [role for role in meant if role is not None and (role not in taken or role.key == NUMBER)]
        role = next((role for role in free if len(meant) == 1 or role not in only), next(iter(free), None))
        if role is not None:
            columns[number] = role
            taken.add(role)
        elif meant and all([role is not None and is_naming(role) for role in meant]):
            again += 1
    if not any([is_naming(role) for role in columns.values()]):
        return None
    columns = by_cells(tag, columns, {n: own for n, own in cells.items() if heads.get(n) not in said}, scope)
    running = {n for n, role in columns.items() if role.key == NUMBER or _is_running(heads[n], role)}
    known = len(columns) - len(running)
    own = len([role for role in columns.values() if role.table.partition(".")[0] == tag])
    is_sure = tag != "member" or tag in (named, spoken) or _speaks_of_members(columns, heads, cells)
    if not is_sure and not any([role.table == tag for role in columns.values()]):
        return None
    plain = {n for n in columns if _classes(heads[n], scope) > SEVERAL}
    first = next((n for n in sorted(heads) if n not in running), None)
    weighed = min(
        [weight(tag, columns, own, scope, plain) for own in (cells, all_cells)]
    )  # no row is hidden as headings
    score = (
        known
        + 2.5 * (named == tag)
        + (1.5 if tag == "member" else 1.0) * (spoken == tag)
        - 0.6 * (head[1] - head[0])
        - 0.3 * (len(heads) - len(columns))
        - 1.0 * again
        - 1.0 * (first is not None and first not in columns and _names_records(heads[first], scope))
        + 0.01 * own
        + 0.3 * (tag == "member" and is_sure)
        + (0.0 if named else 0.5 if spoken else 1.0) * weighed
        + 0.02 * sum([1 / _classes(heads[number], scope) for number in columns])
    )
    if any([text.rpartition("\n")[2].isdigit() for text in heads.values()]):
        score -= 3
    return _Layout(tag, head, columns, heads, score, known, is_sure)


def _meanings(
    number: int, text: str, tag: str, said: Mapping[str, Role | None], counts: Mapping[int, Role], scope: Scope
) -> Sequence[Role | None]:
    """Return what a column can mean, the most likely first: what a mapping says, a number of the rows, or what its heading says."""
    if text in said:
        return [said[text]]
    return [counts[number]._replace(table=tag)] if number in counts else _role(text, tag, scope)


def _names_records(text: str, scope: Scope) -> bool:
    """Return whether a heading is that of the names of some class: in the first column, it says what the rows are of."""
    return any([is_naming(role) for tag in scope.record.options for role in _role(text, tag, scope)[:1]])


def _is_running(text: str, role: Role) -> bool:
    """Return whether a column says nothing of the class: a number of events, whose heading may be that of a number of rows."""
    return role.key == "number" and folded(text) in _RUNNING


@lru_cache(HEADINGS)
def _classes(text: str, scope: Scope) -> int:
    """Return the number of record classes that know a heading: one that few know says more. At least 1."""
    return max(1, len([tag for tag in scope.record.options if _role(text, tag, scope)]))


@lru_cache(8 * HEADINGS)
def _role(text: str, tag: str, scope: Scope) -> tuple[Role, ...]:
    upper, _, lower = text.partition("\n")
    return read_below(upper, lower, tag, scope) if lower else read_heading(text, tag, scope)


def _speaks_of_members(columns: Mapping[int, Role], heads: Mapping[int, str], cells: Mapping[int, Sample]) -> bool:
    own = [role for role in columns.values() if role.table == "member"]
    asking = {n for n in heads if n in cells and all([text.casefold() in BOOLEANS for text in cells[n]])}
    return (
        any([role.key not in ("id", "notes@", "status", NUMBER) for role in own])
        or any([_MEMBERS.search(text) is not None for n, text in heads.items() if n not in asking])
        or speaks_of_members(columns, cells)
    )


def _language(layout: _Layout, name: str, scope: Scope) -> str:
    """Return the language of most headings that are known, and of the name of the sheet; English if no other has most."""
    words = " ".join(layout.heads.values())
    if HAN.search(words) and len(HAN.findall(words)) * 2 >= len(layout.heads):
        return "zh"
    known = [(role, layout.heads[number]) for number, role in layout.columns.items()]
    told = [_languages(text) | _declared(role, text, scope) for role, text in known]
    told += [langs for langs in [_languages(name)] if langs]
    told = [langs for langs in told if langs != set(_WORDS)]
    return "fr" if 2 * told.count({"fr"}) > len(told) else "en"


def _declared(role: Role, text: str, scope: Scope) -> set[str]:
    """Return the languages in which a column is declared with this heading, as those of a profile are."""
    return {lang for lang in _WORDS if folded(heading_of(role, lang, scope)) == folded(text)}


def _languages(text: str) -> set[str]:
    """Return the languages that a heading is in, of English and French; none if it does not show any."""
    found: set[str] = set()
    for part in _SIDES.split(text):
        whole, words = folded(part), folded(part).split()
        is_french = _FRENCH.search(part) is not None
        said = {lang for lang, known in _WORDS.items() if whole in known or any([word in known for word in words])}
        found |= {"fr"} if is_french else said
    return found


_NAMES: Final = {"en": Phrase("English"), "fr": Phrase("French"), "zh": Phrase("Chinese")}
_BOTH: Final = frozenset(
    ("type", "publication", "organisation", "organisations")
)  # French headings of ours that are English words too
_WORDS: Final = {lang: frozenset([folded(entry(lang)) for entry in labels().values()]) | _BOTH for lang in ("en", "fr")}
_SIDES: Final = pattern("[/|\n]")
_FRENCH: Final = pattern(
    r"[àâçéèêëîïôûùœÀÂÇÉÈÊËÎÏÔÛÙŒ]|\b(?:de|du|des|le|la|les|et|en|au|aux|pour|depuis)\b|\b[dl]['’]", re.IGNORECASE
)


# --- rows ---


def _filled_down(grid: Grid, layout: _Layout) -> list[list[Any]]:
    """Return the rows, with the value of a merged cell in each row that it covers."""
    rows = [list(row) for row in grid.rows]
    for top, left, bottom, right in grid.merged:
        if top > layout.head[1] and left == right:
            for row in range(top + 1, min(bottom, len(rows) - 1) + 1):
                rows[row][left] = rows[top][left]
    return rows
