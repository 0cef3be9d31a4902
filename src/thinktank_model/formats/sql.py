"""PostgreSQL: one script that makes the tables and fills them, for `psql -f`; read back from a script of pg_dump."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Final

from attrs import evolve

from ..dataset.collection import Dataset
from ..jsontext.faults import not_utf8
from ..jsontext.limits import Limits
from ..jsontext.opening import read_all
from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.patterns import pattern
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..records.readers import RecordReader
from ..shapes.explain import Unknown
from ..tables.table import Cell, Table
from .format import Format, Imported, imported
from .relational import copytext
from .relational.codes import JSON_NUL, SQL_SYNTAX, TABLE_NOT_READ
from .relational.ddl import POSTGRESQL, ForeignKey, create, foreign_keys, indexes, literal, quoted
from .relational.reading import normalized, read_rows
from .relational.rows import Batch, batches, unique
from .relational.schema import POSITION, RECORD, TERM, SqlTable, tables
from .relational.views import labels, views

__all__ = ["FORMAT"]

SCHEMA: Final = "thinktank"
COMMAND: Final = f"pg_dump --schema {SCHEMA} --file dump.sql DATABASE"  # without --inserts
OWN: Final = (RECORD, TERM)
_NUL: Final = pattern(r"(?<!\\)(?:\\\\)*\\u0000")

HEAD: Final = rf"""-- Records of a think-tank cooperation programme, for PostgreSQL 12 or later:
--     psql -f FILE DATABASE
-- The tables are made in the schema {SCHEMA}, or in another one: psql -v schema=NAME -f FILE DATABASE
\set ON_ERROR_STOP on
\if :{{?schema}}
\else
\set schema {SCHEMA}
\endif
set client_encoding = 'UTF8';
set standard_conforming_strings = on;
begin;
create schema :"schema";
set local search_path to :"schema";
"""


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:
    """Write the script; `lang` is the language of labels, and of texts in the views."""
    records, problems = unique(dataset)
    for piece in _script(dataset, [record.id for record in records], batches(dataset, records, lang), lang, problems):
        target.write(piece.encode())
    return problems


def _script(
    dataset: Dataset, ids: Iterable[str], made: Iterable[Batch], lang: str, problems: list[Problem]
) -> Iterator[str]:
    yield HEAD
    scope = dataset.scope
    for statement in create(POSTGRESQL, scope):
        yield f"{statement};\n"
    yield from copytext.block(TERM, ("vocabulary", "term", "en", "fr", "zh"), labels(scope))
    dangling = _Dangling(ids, scope)
    for batch in made:
        problems += batch.problems
        yield from copytext.block(RECORD, ("id", "type", POSITION, "label"), batch.records)
        for name, rows in batch.rows.items():
            problems += _nul(tables(scope)[name], rows)
            dangling.see(name, rows)
            yield from copytext.block(name, tables(scope)[name].names, rows)
    for table in tables(scope).values():
        for key in foreign_keys(table, scope):
            trust = " not valid" if key in dangling.keys else ""
            yield f"alter table {quoted(key.table)} add {key.text}{trust};\n"
    for statement in [*indexes(scope), *_comments(scope), *views(POSTGRESQL, lang, scope)]:
        yield f"{statement};\n"
    yield "commit;\n"


class _Dangling:
    """The foreign keys with references to records that are not in the dataset. New rows must still satisfy them.

    Attributes:
        keys: these foreign keys.
    """

    def __init__(self, ids: Iterable[str], scope: Scope) -> None:
        self.scope = scope
        self.ids = set(ids)
        self.keys: set[ForeignKey] = set()

    def see(self, name: str, rows: Iterable[tuple[Cell, ...]]) -> None:
        """Check rows of a table."""
        table = tables(self.scope)[name]
        waiting = {
            table.names.index(key.column): key for key in foreign_keys(table, self.scope) if key.column is not None
        }
        for index in [index for index, key in waiting.items() if key in self.keys]:
            del waiting[index]
        for index, key in waiting.items():
            if any([row[index] is not None and row[index] not in self.ids for row in rows]):
                self.keys.add(key)


def _nul(table: SqlTable, rows: Iterable[tuple[Cell, ...]]) -> Iterator[Problem]:
    """Report free JSON that PostgreSQL cannot query."""
    free = {column.name for column in table.columns if column.kind == "json"} | {"_other"}
    indexes = [index for index, column in enumerate(table.names) if column in free]
    for row in rows:
        for index in indexes:
            if isinstance(text := row[index], str) and "\\u0000" in text and _NUL.search(text):
                yield JSON_NUL(record_id=str(row[0]), column=f"{table.name}.{table.names[index]}")


def _comments(scope: Scope) -> Iterator[str]:
    """Yield the descriptions of tables and columns as comments in the database."""
    for table in tables(scope).values():
        yield f"comment on table {quoted(table.name)} is {literal(table.sheet.description)}"
        for column in table.columns:
            where = f"{quoted(table.name)}.{quoted(column.name)}"
            yield f"comment on column {where} is {literal(column.place.description)}"


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits, scope: Scope = CORE_SCOPE) -> Imported:
    """Read the data of a script of `write` or pg_dump. Everything else in it is ignored."""
    found = Listing(limits.problems)
    data = read_all(source, limits.document)
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        found.add([not_utf8(data)])
        lines = []
    order: dict[str, int] = {}
    made = list(_tables([line.removesuffix("\r") for line in lines], order, scope, found))
    if not made and not found.problems:
        what = Phrase("no block of data for a table of a dataset")
        if any([line[:12].lower() == "insert into " for line in lines]):
            what = Phrase("its rows in INSERT statements, which are not read; run {command}", command=COMMAND)
        found.add([SQL_SYNTAX(what=what)])
    return imported(read_rows(made, RecordReader(unknown, limits, scope), found, order), found)


def _tables(lines: Iterable[str], order: dict[str, int], scope: Scope, found: Listing) -> Iterator[Table]:
    """Yield the tables of a script, and the positions of the records."""

    def report(line: int, what: Phrase) -> None:
        found.add([evolve(SQL_SYNTAX(what=what), line=line)])

    whole: dict[tuple[str, ...], copytext.Block] = {}
    schemas: dict[str, None] = {}
    for block in copytext.blocks(lines, report):
        schemas |= {block.schema: None} if block.table == RECORD else {}
        first = whole.setdefault((block.table, *block.columns), block)
        if first is not block:
            first.rows.extend(block.rows)
    if len(schemas) > 1:
        command = COMMAND.replace(SCHEMA, next(iter(schemas)))
        what = Phrase(
            "datasets in several schemas ({schemas}); for one of them, run {command}",
            schemas=", ".join(schemas),
            command=command,
        )
        found.add([SQL_SYNTAX(what=what)])
        return
    for block in whole.values():
        if block.table == RECORD and {"id", POSITION} <= set(block.columns):
            order.update(_order(block))
        elif block.table in tables(scope):
            yield normalized(tables(scope)[block.table], block.columns, block.rows, found)
        elif block.table not in OWN:
            found.add([TABLE_NOT_READ(block.table)])


def _order(block: copytext.Block) -> Iterator[tuple[str, int]]:
    where = block.columns.index("id"), block.columns.index(POSITION)
    for row in block.rows:
        id, position = row[where[0]], row[where[1]]
        if id is not None and position is not None and position.lstrip("-").isdecimal() and len(position) < 20:
            yield id, int(position)


FORMAT: Final = Format(
    name="sql",
    title="SQL script for PostgreSQL, tables with data",
    endings=(".sql",),
    write=write,
    read=read,
    profiles=True,
)
