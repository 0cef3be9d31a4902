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
from ..values.folding import HAN
from ..values.identifiers import Identifier
from ..values.ids import Reference
from ..vocab import Term
from .grid import is_filled
from .human import NAMES, said, shape_of_table
from .meaning import is_term, plain_text
from .names import names_in, whole_name
from .plan import Plan

__all__ = [
    "ABOUT",
    "TITLED",
    "Part",
    "beside_given",
    "count_in",
    "fits",
    "is_identifier",
    "is_name",
    "named_in",
    "parts_of",
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
_ABOUT: Final = pattern(r"about|around|approx|circa|environ|env\.|~|≈|约|大约|左右|ca\.|c\.", re.IGNORECASE)
_MORE: Final = pattern(r"more than|over|plus de|\+|余|多|超过|>", re.IGNORECASE)


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
        return next((number for number, own in self.columns if re.split("[@!.]", own)[0] == field), None)

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


def count_in(cell: Any) -> tuple[int, str] | None:
    """Return the number and the qualifier of a text such as "about 40".

    >>> count_in("40余人"), count_in("environ 1 200"), count_in("forty"), count_in(40.0)
    ((40, 'more_than'), (1200, 'about'), None, None)
    """
    found = _COUNT.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if found is None:
        return None
    words = f"{found[1]} {found[3]}"
    qualifier = "about" if _ABOUT.search(words) else "more_than" if _MORE.search(words) else None
    return None if qualifier is None else (int(re.sub("[^0-9]", "", found[2])), qualifier)


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


def is_identifier(scheme: str, text: str) -> bool:
    """Return whether a text is an identifier of a scheme, in any form that is read."""
    return read(shape_of(Identifier), {"scheme": scheme, "value": text})[0] is not None
