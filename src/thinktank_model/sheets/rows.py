"""Sorts the rows below the headings of a sheet of other people: records, headings of groups, notes, and rows that lack a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, Final, NamedTuple

from ..model.union import RECORD
from ..problems.patterns import pattern
from ..problems.translations import LANGUAGES
from ..shapes.annotations import shape_of
from ..values.folding import HAN, folded
from ..vocab import EventKind, OrganizationKind, OutputKind, Term
from .grid import Grid, is_filled
from .headings import variants
from .human import shape_of_table
from .meaning import plain_text
from .plan import Role
from .roles import NUMBER, is_naming
from .words import country_labels, term_said

__all__ = ["Rows", "heading_in", "is_region", "nameless_in", "notes_in", "rows_below"]

ACRONYM: Final = 8  # letters of a word in capitals that can be the name of one body
WORDS: Final = 4  # of the shortest sentence
LONGEST: Final = 60  # characters of a term
KINDS: Final = (OrganizationKind, EventKind, OutputKind)
CLAUSES: Final = 8  # characters of a Chinese text with a comma that is a sentence
_CLAUSE: Final = pattern("[，；：]")
_NOTE: Final = pattern(
    r"\W*(?:notes?|sources?|remarques?|updated|mise à jour|last update|注|备注|说明|资料来源|来源)\b|\*|注[：:]",
    re.IGNORECASE,
)
_SUM: Final = pattern(r"(?:sub|sous|grand )?[- ]?total\b|totaux\b|sum\b|somme\b|合计|总计|小计|共计|总数")
_ONLY_SUM: Final = pattern(r"(?:(?:sub|sous|grand )?[- ]?total|totaux|sum|somme)(?: général)?|合计|总计|小计|共计|总数")
_COUNTED: Final = pattern(r"共?计?\s?[0-9][0-9,.]*\s?[^\W\d_]+(?:\s[^\W\d_]+)?")
_LETTER: Final = pattern(r"[^\W\d_]")
_REGIONS: Final = pattern(
    r"(?:(?:north|northern|south|southern|east|eastern|west|western|central|latin|middle|sub-saharan) )*"
    r"(?:africa|americas?|asia|europe|oceania|east|the caribbean|caribbean|pacific|asia[- ]pacific|international|world)"
    r"|(?:afrique|amériques?|asie|europe|océanie|caraïbes|pacifique|moyen-orient|international|monde)"
    r"(?: (?:du nord|du sud|de l['’]est|de l['’]ouest|centrale|latine|subsaharienne|orientale|occidentale|australe))?"
    r"|(?:东|西|南|北|中|东南|拉丁)*(?:非洲|美洲|亚洲|欧洲|大洋洲|非|美|亚|欧)|中东|国际",
    re.IGNORECASE,
)
_AFTER: Final = pattern(r" ?[(（][^()（）]{0,80}[)）]\Z")
_MEMBERS: Final = pattern(
    r"(?:[^\W\d_]{2,20}[ -]){0,3}(?:members|membres)(?: [^\W\d_]{2,20}){0,2}|[^\W\d_]{0,4}(?:成员|会员)(?:单位|机构)?",
    re.IGNORECASE,
)
MARKS: Final = " .:：-–—"  # around the heading of a group
_GROUPS: Final = ("@member", "@organization", "@person", "@event", "@output")


class Rows(NamedTuple):
    """The rows below the headings.

    Attributes:
        records: the rows with records.
        nameless: the rows with values of a record and no name.
        alone: the rows of records that have only a name, in a table whose rows have more.
        groups: the cells with headings of groups of rows.
        texts: the cells of all other rows.
    """

    records: list[int]
    nameless: list[int]
    alone: list[tuple[int, int]]
    groups: list[tuple[int, int]]
    texts: list[tuple[int, int]]


def rows_below(
    grid: Grid, head: int, heads: Mapping[int, str], columns: Mapping[int, Role], filled: Sequence[Sequence[bool]]
) -> Rows:
    """Return the rows of a sheet below its headings.

    Parameters:
        grid: the sheet, with the value of a merged cell in each row that it covers.
        head: the last row of the headings.
        heads: the headings.
        columns: the meaning of each column.
        filled: whether each cell has a value of its own.
    """
    found = Rows([], [], [], [], [])
    bare = {row for row, column in [*grid.odd.bare, *grid.odd.errors] if column in columns}
    body = [row for row in range(head + 1, len(grid.rows)) if any(filled[row]) or row in bare]
    named = [number for number, role in columns.items() if is_naming(role)]
    are_capitals = _are_capitals([grid.rows[row][number] for row in body for number in named])
    full = sorted([sum(filled[row]) for row in body if not _heads_group(grid.rows[row], filled[row])])
    usual = full[len(full) // 2] if full else 0
    merged = {top for top, left, _, right in grid.merged if right > left}
    nameless = set(nameless_in(grid, columns, body))
    for row in body:
        at = [(row, column) for column, is_one in enumerate(filled[row]) if is_one]
        if not at or (row in bare and not any([is_filled(grid.rows[row][number]) for number in named])):
            found.nameless.append(row)
            continue
        first = plain_text(grid.rows[row][at[0][1]]).strip()
        is_lonely = len(at) == 1 and usual > 1 and row not in bare
        is_below = not any(filled[row - 1]) or bool(found.texts and found.texts[-1][0] == row - 1)
        if _is_head_again(grid.rows[row], heads) or _is_sum(first, [grid.rows[row][column] for _, column in at[1:]]):
            found.texts.extend(at)
        elif is_lonely and (row in merged or _is_group(first, are_capitals=are_capitals)):
            found.groups.extend(at)
        elif is_lonely and (is_below or _NOTE.match(first) or (usual > 2 and re.fullmatch("[0-9]{4}", first))):
            found.texts.extend(at)
        elif row in nameless and any([column in columns and columns[column].key != NUMBER for _, column in at]):
            found.nameless.append(row)
        elif any([is_filled(grid.rows[row][number]) for number in named]):
            found.records.append(row)
            if is_lonely:
                found.alone.extend(at)
        else:
            found.texts.extend(at)
    return found


def nameless_in(grid: Grid, columns: Mapping[int, Role], rows: Iterable[int]) -> list[int]:
    """Return the rows that have a value of a record, and none that names it; none if no column has names."""
    named = [number for number, role in columns.items() if is_naming(role)]
    others = [number for number, role in columns.items() if role.key != NUMBER and number not in named]
    return [
        row
        for row in rows
        if named
        and any([is_filled(grid.rows[row][number]) for number in others])
        and not any([is_filled(grid.rows[row][number]) for number in named])
    ]


def notes_in(grid: Grid, rows: Sequence[int], ids: int | None) -> list[int]:
    """Return the rows of a sheet of ours that people wrote below its records: a note in one cell, and a total.

    Parameters:
        grid: the sheet.
        rows: the numbers of its rows with values.
        ids: the column with ids; None if there is none. A row with an id and another value is a record.
    """
    firsts = {row: tuple(islice(filter(is_filled, grid.rows[row]), 2)) for row in rows}
    lonely = {row for row, cells in firsts.items() if len(cells) == 1}
    doubtful = [row for row in firsts if row in lonely or ids is None or not is_filled(grid.rows[row][ids])]
    sums = {cell for cell in {firsts[row][0] for row in doubtful} if _is_total(plain_text(cell).strip(), ())}
    are_notes = bool(lonely) and (ids is not None or _usual(grid, rows) > 1)
    found: list[int] = []
    for row in doubtful:
        first = firsts[row][0]
        if row in lonely:
            is_more = found[-1:] == [row - 1] and row - 1 in lonely  # a further line of a note
            text = plain_text(first).strip()
            is_apart = row - 1 not in firsts and row > rows[0] and _is_sentence(text)
            if are_notes and (is_more or is_apart or first in sums or _NOTE.match(text)):
                found.append(row)
        elif first in sums:
            cells = [cell for cell in grid.rows[row] if is_filled(cell)]
            if _is_total(plain_text(first).strip(), cells[1:]):
                found.append(row)
    return found


def _usual(grid: Grid, rows: Sequence[int]) -> int:
    """Return how many cells most of some rows have."""
    return sorted([sum(map(is_filled, grid.rows[row])) for row in rows])[len(rows) // 2]


def _is_head_again(row: Sequence[Any], heads: Mapping[int, str]) -> bool:
    """Return whether a row has the headings again, as at the top of each printed page."""
    texts = {number: plain_text(cell) for number, cell in enumerate(row) if is_filled(cell)}
    return len(texts) > 1 and all([folded(text) == folded(heads.get(n, "")) for n, text in texts.items()])


def _is_sum(first: str, others: Sequence[Any]) -> bool:
    """Return whether a row begins with "Total" and has only numbers else."""
    return _is_total(first, others) or (
        _SUM.match(first.casefold()) is not None and not any([_LETTER.search(str(cell)) for cell in others])
    )


def _is_total(first: str, others: Iterable[Any]) -> bool:
    """Return whether a row has only the word for a total, and numbers or what they count: "30 members", "共30家"."""
    return _ONLY_SUM.fullmatch(first.casefold().strip(" :：")) is not None and all(
        [_LETTER.search(str(cell)) is None or _COUNTED.fullmatch(str(cell).strip()) is not None for cell in others]
    )


def _is_sentence(text: str) -> bool:
    """Return whether a text is no name: it ends like a sentence, or all of its many words but the first are small."""
    if HAN.search(text):
        return text.endswith(("。", "！", "？")) or (len(text) > CLAUSES and _CLAUSE.search(text) is not None)
    words = text.split()
    small = [word for word in words[1:] if word[:1].islower()]
    is_long = len(words) > WORDS and len(small) == len(words) - 1
    return is_long or (len(words) >= WORDS and text.endswith((".", "!", "?")) and len(small) * 2 > len(words))


def _are_capitals(names: Iterable[Any]) -> bool:
    """Return whether most names are in capitals."""
    texts = [cell for cell in names if isinstance(cell, str) and cell.strip()]
    return sum([text.isupper() for text in texts]) * 2 > len(texts)


def _heads_group(row: Sequence[Any], filled: Sequence[bool]) -> bool:
    """Return whether the only text in a row is certainly no record, whatever the other rows have: a region or a country."""
    if sum(filled) != 1:
        return False
    return _is_name_of_group(heading_in(plain_text(row[filled.index(True)])))


def heading_in(text: str) -> str:
    """Return the heading of a group without the marks around it, and without the words in brackets after it.

    >>> heading_in("Former members (left before 2024):"), heading_in("(A)")
    ('Former members', '(A)')
    """
    bare = text.strip(MARKS)
    return _AFTER.sub("", bare).strip(MARKS) or bare


def is_region(heading: str) -> bool:
    """Return whether a heading is the name of a part of the world."""
    return _REGIONS.fullmatch(heading) is not None


def _is_name_of_group(plain: str) -> bool:
    """Return whether a text is a region, a country, the title of a sheet, or a word for several records of a kind."""
    if is_region(plain) or folded(plain) in _names_of_groups() or _MEMBERS.fullmatch(plain) is not None:
        return True
    are_several = HAN.search(plain) is not None or plain.casefold().endswith(("s", "x"))
    return are_several and len(plain) <= LONGEST and any([term_said(kinds, plain) for kinds in KINDS])


def _is_group(text: str, *, are_capitals: bool) -> bool:
    """Return whether a text that is alone in its row heads a group: a region, a country, a letter, a kind of members, or a line in capitals."""
    plain = heading_in(text)
    if (len(plain) == 1 and plain.isalpha()) or _is_name_of_group(plain):
        return True
    return plain.isupper() and not are_capitals and not (len(plain) <= ACRONYM and plain.isalpha())


@cache
def _names_of_groups() -> frozenset[str]:
    """Return what groups of rows are called: countries, sheets, and roles of members in the plural."""
    shape: Any = shape_of_table("member")
    role = shape.fields["role"].shape
    assert isinstance(role, Term)  # a vocabulary
    roles = [term.label(lang) for term in role.terms for lang in LANGUAGES]
    plural = [" ".join([f"{word}s" for word in label.split()]) for label in roles]
    countries = [label for lang in LANGUAGES for label in country_labels(lang).values()]
    sheets = [text for key in _GROUPS if key[1:] in shape_of(RECORD).options for text in variants(key)]
    last = [f"{label}s" for label in roles]
    return frozenset([folded(text) for text in (*roles, *plural, *last, *countries, *sheets)])
