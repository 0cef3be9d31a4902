"""The parts of a sheet: the cells of each table on it, and the names in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from ..model.scope import Scope
from ..problems.patterns import pattern
from ..shapes.annotations import shape_of
from ..shapes.codec import read
from ..shapes.tree import Boolean, ListOf, Number, ObjectOf, Scalar, Shape
from ..values.folding import HAN, folded
from ..values.identifiers import Identifier
from ..values.ids import Reference
from ..values.known_schemes import SCHEMES
from ..vocab import Term
from .grid import is_filled
from .human import NAMES, said, shape_of_table
from .meaning import is_term, plain_text
from .names import names_in, whole_name
from .plan import Plan, Role

__all__ = [
    "ABOUT",
    "TITLED",
    "Counted",
    "Part",
    "beside_given",
    "count_in",
    "fits",
    "is_name",
    "named_in",
    "parts_of",
    "scheme_of",
    "several_in",
    "target_of",
    "text_in",
    "texts_in",
    "texts_of",
]

TITLED: Final = ("titles", "text")  # the fields that name records without names
ABOUT: Final = ("lang", "kind", "given", "family")  # the attributes of a name on a main sheet
_COUNT: Final = pattern(r"(\D*?)([0-9]+(?:[\s,.’'][0-9]{3})*)(\D*)")
_SEVERAL: Final = (pattern(r"[;；,，、\n]|[ \t]/[ \t]| (?:and|et|or|ou|&) |[和或]"), pattern(r"[;；,，、/\s]+"))
_RANGE: Final = pattern(
    r"([0-9]{1,15}) ?(?:[-–—~～]|to|à|至|到) ?([0-9]{1,15})(?: ?[^\W\d_]{1,20}){0,3}", re.IGNORECASE
)
_QUALIFIERS: Final = (
    ("about", pattern(r"about|around|approx|circa|environ|env\.|~|≈|约|大约|左右|ca\.|c\.", re.IGNORECASE)),
    ("at_least", pattern(r"at least|\bmin(?:imum|\.)|au moins|≥|至少|以上|不少于", re.IGNORECASE)),
    ("at_most", pattern(r"at most|up to|\bmax(?:imum|\.)|au plus|jusqu|≤|至多|最多|不超过|以内", re.IGNORECASE)),
    ("less_than", pattern(r"(?:less|fewer) than|under|moins de|<|不到|不足", re.IGNORECASE)),
    ("more_than", pattern(r"more than|over|plus de|\+|余|多|超过|>", re.IGNORECASE)),
)


class Counted(NamedTuple):
    """A number in words: its value, how it is meant, and the upper bound of a range."""

    value: int
    qualifier: str
    upper: int | None = None


class Part(NamedTuple):
    """The cells of one table on a sheet.

    Attributes:
        plan: the sheet.
        table: the name of the table.
        columns: the numbers of its columns on the sheet, and their keys.
    """

    plan: Plan
    table: str
    columns: list[tuple[int, str]]

    @property
    def naming(self) -> list[tuple[int, str]]:
        """The columns with names on a main sheet."""
        return [(number, key) for number, key in self.columns if is_name(key)]

    @property
    def key(self) -> tuple[int, str]:
        """The key that identifies the part."""
        return id(self.plan.grid), self.table

    @property
    def is_beside(self) -> bool:
        """Whether it is a list with one item in each row of another table; a record does not need the item."""
        return "." in self.table and "." not in self.plan.table

    def beside(self, table: str) -> tuple[int, str]:
        """Return the key of another table on the same sheet."""
        return id(self.plan.grid), table

    def cells(self, number: int) -> list[Any]:
        """Return the cells of a column."""
        rows = self.plan.grid.rows
        return [rows[row][number] for row in self.plan.rows]

    def all_cells(self) -> Sequence[Sequence[Any]]:
        """Return the cells of all columns of the sheet."""
        grid = self.plan.grid
        wide = len(grid.rows[0]) if grid.rows else 0
        return list(zip(*[grid.rows[row] for row in self.plan.rows], strict=True)) or [()] * wide

    def address(self, place: int, number: int | None) -> str:
        """Return the name of a cell in the row of a record."""
        return self.plan.grid.address(self.plan.rows[place], number)

    def column(self, key: str) -> int | None:
        """Return the number of a column on the sheet."""
        return next((number for number, own in self.columns if own == key), None)

    def column_of(self, field: str) -> int | None:
        """Return the number of the first column that holds a field or a part of it."""
        return next((number for number, own in self.columns if Role(self.table, own).field == field), None)

    def is_needed(self, key: str, scope: Scope) -> bool:
        """Return whether a record without a value in a column is not valid."""
        shape = shape_of_table(self.table, scope)
        field = shape.fields.get(key.partition(".")[0]) if isinstance(shape, ObjectOf) else None
        return field is None or field.required


def parts_of(plan: Plan) -> Iterator[Part]:
    """Yield the tables on a sheet, its main table first. A list has the table of its records, even if no column is in that."""
    tables = [role.table for role in plan.columns.values()]
    owners = [] if "." in plan.table else [table.partition(".")[0] for table in tables]
    for table in dict.fromkeys([plan.table, *owners, *tables]):
        yield Part(plan, table, [(number, role.key) for number, role in plan.columns.items() if role.table == table])


def text_in(cell: Any) -> Any:
    """Return the text of a cell; None if it is empty."""
    return None if cell is None or cell == "" else cell if type(cell) is str else plain_text(cell)


def texts_in(cells: Sequence[Any]) -> list[Any]:
    """Return the texts of cells."""
    if set(map(type, cells)) <= {str}:
        return [cell or None for cell in cells]
    keys = [(type(cell), cell) for cell in cells]
    texts = {key: text_in(key[1]) for key in dict.fromkeys(keys)}
    return [texts[key] for key in keys]


# --- names ---


def is_name(key: str) -> bool:
    """Return whether a column holds names on a main sheet."""
    return key.startswith((f"{NAMES}@", f"{NAMES}!", f"{NAMES}."))


def named_in(
    part: Part, place: int, naming: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, str, str, dict[str, str]]]:
    """Yield the names in a row: the column, its key, the name, and the known attributes of the name."""
    cells = part.plan.grid.rows[part.plan.rows[place]]
    halves: dict[str, str] = {}
    last: tuple[int, str] | None = None
    beside = None if part.plan.is_ours else beside_given(naming)
    given = "" if beside is None else (text_in(cells[beside[1]]) or "").strip()
    for number, key in naming:
        cell = text_in(cells[number])
        if cell is None or not cell.strip():
            continue
        if part.plan.is_ours:
            yield number, key, cell, said(key)
        elif beside is not None and number == beside[0] and given:
            whole = whole_name(cell.strip(), given)
            names = names_in(cell.strip()) if whole is None else [(whole[0], {**names_in(whole[0])[0][1], **whole[1]})]
            yield from [(number, key, text, {**about, **said(key)}) for text, about in names]
        elif beside is not None and number == beside[1] and is_filled(cells[beside[0]]):
            continue
        elif key.startswith(f"{NAMES}."):
            halves[key.partition(".")[2]] = cell.strip()
            last = number, key
        else:
            for text, about in names_in(cell.strip()):
                yield number, key, text, {**about, **said(key)}
    if last is not None:
        given, family = halves.get("given", ""), halves.get("family", "")
        made = family + given if HAN.search(family) else f"{given} {family}".strip()
        yield *last, made, halves


def beside_given(naming: Sequence[tuple[int, str]]) -> tuple[int, int] | None:
    """Return the columns of names and of given names that are beside each other without one of family names."""
    numbers = {key: number for number, key in naming}
    names = [number for number, key in naming if key.startswith(f"{NAMES}@")]
    given = numbers.get(f"{NAMES}.given")
    return None if given is None or f"{NAMES}.family" in numbers or len(names) != 1 else (names[0], given)


def texts_of(part: Part, place: int, naming: Sequence[tuple[int, str]], titling: Sequence[int]) -> list[str]:
    """Return the names of the record of a row."""
    cells = part.plan.grid.rows[part.plan.rows[place]]
    titles = [text_in(cells[number]) for number in titling]
    return [
        *[text for _, _, text, _ in named_in(part, place, naming)],
        *[text for text in titles if text and text.strip()],
    ]


# --- values ---


def count_in(cell: Any) -> Counted | None:
    """Return the number and the qualifier of a text such as "about 40".

    >>> [count_in(text) for text in ("40余人", "environ 1 200", "30-40")]
    [Counted(value=40, qualifier='more_than', upper=None), Counted(value=1200, qualifier='about', upper=None), \
Counted(value=30, qualifier='between', upper=40)]
    >>> count_in("forty"), count_in(40.0), count_in("40-30")
    (None, None, None)
    """
    if not isinstance(cell, str):
        return None
    ends = _RANGE.fullmatch(cell.strip())
    if ends is not None:
        return Counted(int(ends[1]), "between", int(ends[2])) if int(ends[1]) < int(ends[2]) else None
    found = _COUNT.fullmatch(cell.strip())
    if found is None:
        return None
    words = f"{found[1]} {found[3]}"
    qualifier = next((name for name, marks in _QUALIFIERS if marks.search(words)), None)
    return None if qualifier is None else Counted(int(re.sub("[^0-9]", "", found[2])), qualifier)


def several_in(text: str, shape: Shape) -> list[str]:
    """Return the values in a cell that holds several, each of them valid; empty for any other.

    >>> from thinktank_model.values.urls import URL
    >>> several_in("https://a.example, https://b.example", URL), several_in("https://a.example", URL)
    (['https://a.example', 'https://b.example'], [])
    """
    if fits(shape, text.strip()):
        return []
    for marks in _SEVERAL:
        items = list(dict.fromkeys([item.strip() for item in marks.split(text) if item.strip()]))
        if len(items) > 1 and all([fits(shape, item) for item in items]):
            return items
    return []


def fits(shape: Shape, value: Any) -> bool:
    """Return whether a value is valid in a field. A word that a vocabulary does not have is not a new term."""
    match shape:
        case Term():
            return isinstance(value, str) and is_term(shape, value)
        case Scalar():
            return isinstance(value, str) and shape.read(value)[0] is not None
        case Number():
            return type(value) in (int, float) and (not shape.integer or type(value) is int)
        case Boolean():
            return type(value) is bool
        case ListOf(item=item):
            return isinstance(value, list) and all([fits(item, one) for one in value])
    return True


def target_of(shape: Shape, key: str) -> str | None:
    """Return the type of the new records for names in a column."""
    item = shape.item if isinstance(shape, ListOf) else shape
    if not isinstance(item, Reference):
        return None
    if "organization" in item.targets and "speaker" not in key:
        return "organization"
    return next((target for target in ("person", "program") if target in item.targets), None)


def scheme_of(text: str, scheme: str, head: str) -> str | None:
    """Return the scheme of an identifier; None if it is none.

    Parameters:
        text: the text, in any form that is read.
        scheme: the scheme of its column.
        head: the heading, which may name another scheme too: "ISBN / DOI".
    """
    others = [word for word in folded(head).split() if word != scheme and word in SCHEMES]
    return next((one for one in (scheme, *others) if _is_identifier(one, text)), None)


def _is_identifier(scheme: str, text: str) -> bool:
    """Return whether a text is an identifier of a scheme, in any form that is read."""
    return read(shape_of(Identifier), {"scheme": scheme, "value": text})[0] is not None
