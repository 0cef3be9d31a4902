"""Rows of a database out of records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from ...dataset.collection import Dataset
from ...jsontext.parsing import encode
from ...model.union import Record
from ...problems.problem import Problem
from ...shapes.node import Node
from ...shapes.tree import Number
from ...tables.flatten import Row, to_rows
from ...tables.table import OWNER, Cell
from ..codes import DUPLICATE_ID, LARGE_INTEGER
from .schema import LARGEST, OTHER, SqlTable, tables

__all__ = ["Batch", "batches", "unique"]

SIZE: Final = 1000  # records at a time


class Batch(NamedTuple):
    """Rows of some records.

    Attributes:
        records: of each record id, type, position in the dataset and label.
        rows: by the name of the table its rows, with a cell for each column.
        problems: what there is to say about them.
    """

    records: list[tuple[str, str, int, str]]
    rows: dict[str, list[tuple[Cell, ...]]]
    problems: list[Problem]


def unique(dataset: Dataset) -> tuple[list[Record], list[Problem]]:
    """The records, without those whose id another one has, and problems about these."""
    first: dict[str, Record] = {}
    again = [record.id for record in dataset if first.setdefault(record.id, record) is not record]
    return list(first.values()), [DUPLICATE_ID(id, record_id=id) for id in again]


def batches(dataset: Dataset, records: Sequence[Record], lang: str) -> Iterator[Batch]:
    """All rows: first that of the dataset, then those of the records, some at a time.

    Parameters:
        dataset: the dataset.
        records: its records, no two of them with the same id.
        lang: the language of labels.
    """
    yield _batch([dataset.header], [])
    given = iter(enumerate(records))
    while some := list(islice(given, SIZE)):
        about = [(record.id, record.type, position, dataset.label(record, lang)) for position, record in some]
        yield _batch([record for _, record in some], about)


def _batch(nodes: Iterable[Node], records: list[tuple[str, str, int, str]]) -> Batch:
    problems: list[Problem] = []
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    for table, found in zip(_tables(raw := to_rows(nodes)), raw.values(), strict=True):
        names = (*table.sheet.keys, *[column.place.name for column in table.columns])
        integers = [column.place.name for column in table.columns if isinstance(column.place.shape, Number)]
        made = rows[table.name] = []
        for row in found:
            other = _other(table, row, names, integers, problems)
            cells = tuple([row.get(name) for name in names])
            made.append((*cells, other) if table.has_other else cells)
    return Batch(records, rows, problems)


def _tables(raw: Mapping[str, Any]) -> Iterator[SqlTable]:
    by_sheet = {table.sheet.name: table for table in tables().values()}
    return (by_sheet[name] for name in raw)


def _other(
    table: SqlTable, row: Row, names: tuple[str, ...], integers: list[str], problems: list[Problem]
) -> str | None:
    """What the columns have no place for, as JSON text; it is taken out of the row."""
    large = [name for name in integers if isinstance(value := row.get(name), int) and value > LARGEST]
    for name in large:
        owner = row.get(OWNER, row.get("id"))
        column = f"{table.sheet.name}.{name}"
        problems.append(LARGE_INTEGER(row[name], record_id=owner, column=column, limit=LARGEST))
    beyond = [*large, *[name for name in row if name not in names]] if large or len(row) > _known(row, names) else []
    if not beyond:
        return None
    return encode({name: row.pop(name) for name in beyond}).decode()


def _known(row: Row, names: tuple[str, ...]) -> int:
    return sum([name in row for name in names])
