"""Converts records to rows of a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from ...dataset.collection import Dataset
from ...jsontext.parsing import encode
from ...model.scope import Scope
from ...model.union import Record
from ...problems.problem import Problem
from ...shapes.node import Node
from ...shapes.tree import Number
from ...tables.flatten import to_rows
from ...tables.layout import SCOPES
from ...tables.table import OWNER, Cell
from ..codes import DUPLICATE_ID
from .codes import LARGE_INTEGER
from .schema import LARGEST, SqlTable, tables

__all__ = ["Batch", "batches", "unique"]

SIZE: Final = 1000  # records at a time


class Batch(NamedTuple):
    """Rows of some records.

    Attributes:
        records: id, type, position in the dataset and label of each record.
        rows: the rows of each table, with a cell for each column.
        problems: their problems.
    """

    records: Sequence[tuple[str, str, int, str]]
    rows: dict[str, list[tuple[Cell, ...]]]
    problems: list[Problem]


def unique(dataset: Dataset) -> tuple[list[Record], list[Problem]]:
    """Return the records without those with a duplicate id, and the problems about these."""
    first: dict[str, Record] = {}
    again = [record.id for record in dataset if first.setdefault(record.id, record) is not record]
    return list(first.values()), [DUPLICATE_ID(id, record_id=id) for id in again]


def batches(dataset: Dataset, records: Sequence[Record], lang: str) -> Iterator[Batch]:
    """Yield all rows in batches: first that of the dataset, then those of the records.

    Parameters:
        dataset: the dataset.
        records: its records, no two of them with the same id.
        lang: the language of labels.
    """
    yield _batch([dataset.header], [], dataset.scope)
    given = iter(enumerate(records))
    while some := list(islice(given, SIZE)):
        about = [(record.id, record.type, position, dataset.label(record, lang)) for position, record in some]
        yield _batch([record for _, record in some], about, dataset.scope)


def _batch(nodes: Iterable[Node], records: Sequence[tuple[str, str, int, str]], scope: Scope) -> Batch:
    problems: list[Problem] = []
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    for name, found in to_rows(nodes).items():
        table, names, known, numbers = _columns(scope)[name]
        made = rows[table.name] = []
        for row in found:
            beyond = [] if known.issuperset(row) else [name for name in row if name not in known]
            for number in numbers:
                if isinstance(value := row.get(number), int) and value > LARGEST:
                    owner, column = row.get(OWNER, row.get("id")), f"{table.sheet.name}.{number}"
                    problems.append(LARGE_INTEGER(value, record_id=str(owner), column=column, limit=LARGEST))
                    beyond.append(number)
            other = encode({name: row.pop(name) for name in beyond}).decode() if beyond else None
            cells = tuple([row.get(name) for name in names])
            made.append((*cells, other) if table.has_other else cells)
    return Batch(records, rows, problems)


@lru_cache(SCOPES)
def _columns(scope: Scope) -> dict[str, tuple[SqlTable, tuple[str, ...], frozenset[str], list[str]]]:
    """Return for each normalized table the SQL table, its columns in order and as a set, and its number columns."""
    found = {}
    for table in tables(scope).values():
        names = (*table.sheet.keys, *[column.place.name for column in table.columns])
        numbers = [column.place.name for column in table.columns if isinstance(column.place.shape, Number)]
        found[table.sheet.name] = (table, names, frozenset(names), numbers)
    return found
