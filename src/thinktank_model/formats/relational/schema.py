"""The schema of the database for any dialect and data: the normalized tables, with names that rarely need quoting.

| table | holds |
|---|---|
| `event`, `organization`, ... | one row per record |
| `event_participations`, `event_host_ids`, ... | one row per list item; `_record` and `_participations` say whose and where |
| `my:grant`, `my:grant_names`, ... | the same for the records of a profile; such names need quoting |
| `dataset` | the metadata of the dataset |
| `record` | every record by id: its type, its position in the dataset, and a label |
| `term` | the terms of the vocabularies, with labels |

The column `_other` holds a JSON object with data that has no place in the other columns of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from ...model.header import DatasetHeader
from ...model.scope import CORE_SCOPE, Scope
from ...shapes.tree import Boolean, MapOf, Number, Scalar, Shape
from ...tables.columns import WHOLE
from ...tables.layout import SCOPES, Place, Sheet, layout
from ...tables.table import OWNER
from ...values.ids import Reference

__all__ = ["LARGEST", "OTHER", "POSITION", "RECORD", "TERM", "SqlColumn", "SqlTable", "sql_name", "tables"]

Kind: TypeAlias = Literal["text", "integer", "number", "boolean", "texts", "json"]

RECORD: Final = "record"
TERM: Final = "term"
OTHER: Final = "_other"
POSITION: Final = "position"
LARGEST: Final = 2**63 - 1  # integer of a column


class SqlColumn(NamedTuple):
    """A column.

    Attributes:
        name: its name in the database.
        place: the column of the normalized table.
        kind: the kind of its values: text, number, boolean, JSON object of texts, or any JSON.
    """

    name: str
    place: Place
    kind: Kind

    @property
    def reference(self) -> Reference | None:
        """The target of its references, if it has any."""
        return self.place.shape if isinstance(self.place.shape, Reference) else None


class SqlTable(NamedTuple):
    """A table.

    Attributes:
        name: its name in the database.
        sheet: the normalized table.
        owner: the name of the table that it is a child of, in the database.
        keys: the columns of the owner and position of its rows.
        columns: the other columns, without `_other`.
        has_other: whether there is a column `_other`.
    """

    name: str
    sheet: Sheet
    owner: str | None
    keys: tuple[str, ...]
    columns: tuple[SqlColumn, ...]
    has_other: bool

    @property
    def type(self) -> str:
        """The type of the records of its rows."""
        return self.sheet.name.partition(".")[0]

    @property
    def whose(self) -> str:
        """The column with the id of the record."""
        return OWNER if self.keys else "id"

    @property
    def is_record(self) -> bool:
        """Whether its rows are records."""
        return self.owner is None and self.name != DatasetHeader.type

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns."""
        return (*self.keys, *[column.name for column in self.columns], *([OTHER] if self.has_other else []))


def sql_name(name: str) -> str:
    """Return the name in a database of a table or a column.

    >>> sql_name("event.participations"), sql_name("period.start"), sql_name("_value")
    ('event_participations', 'period_start', 'value')
    """
    return "value" if name == WHOLE else name.replace(".", "_")


@lru_cache(SCOPES)
def tables(scope: Scope = CORE_SCOPE) -> dict[str, SqlTable]:
    """Return the tables of a scope by name in the database, each after the one that it is a child of."""
    names = _different([sheet.name for sheet in layout(scope).values()])
    made = [_table(sheet, names) for sheet in layout(scope).values()]
    return {table.name: table for table in made}


def _different(given: Iterable[str]) -> dict[str, str]:
    """Return the name in a database for each name. Classes of a profile may have names that differ by a dot, or in case only."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for one in given:
        name = sql_name(one)
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        found[one] = name
    return found


def _table(sheet: Sheet, names: Mapping[str, str]) -> SqlTable:
    own = _different([*sheet.keys, *[place.name for place in sheet.columns]])
    columns = tuple([SqlColumn(own[place.name], place, _kind(place.shape)) for place in sheet.columns])
    owner = None if sheet.owner is None else names[sheet.owner]
    keys = tuple([own[key] for key in sheet.keys])
    has_other = sheet.columns[0].name != WHOLE
    return SqlTable(names[sheet.name], sheet, owner, keys, columns, has_other)


def _kind(shape: Shape) -> Kind:
    match shape:
        case Scalar():
            return "text"
        case Number():
            return "integer" if shape.integer else "number"
        case Boolean():
            return "boolean"
        case MapOf(value=Scalar()):
            return "texts"
    return "json"
