"""SQLite: one database file with foreign keys, checks, views for people and full-text search. Nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from ..dataset.collection import Dataset
from ..jsontext.limits import Limits
from ..jsontext.opening import UnreadableError
from ..model.header import DatasetHeader
from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..records.readers import Line, RecordReader
from ..shapes.explain import Unknown
from ..tables.table import Table
from .codes import NOT_UTF8
from .copies import copied
from .format import Format, Imported, imported
from .relational import search
from .relational.codes import NOT_A_DATABASE, TABLE_NOT_READ
from .relational.ddl import SQLITE, create, indexes, quoted
from .relational.reading import normalized, read_rows
from .relational.rows import batches, unique
from .relational.schema import POSITION, RECORD, TERM, SqlTable, tables
from .relational.views import labels, views

__all__ = ["FORMAT"]

APPLICATION: Final = 0x74746D31  # "ttm1": by which the program `file` and others can recognise the files
SOME: Final = 10_000  # records that are read at a time
OWN: Final = (RECORD, TERM)


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:
    """Write the database; `lang` is the language of labels, and of texts in the views."""
    import shutil
    import sqlite3
    import tempfile

    records, problems = unique(dataset)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dataset.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            for setting in (f"application_id = {APPLICATION}", "journal_mode = off", "synchronous = off"):
                database.execute(f"pragma {setting}")
            database.execute("begin")
            for statement in [*create(SQLITE, dataset.scope), search.CREATE]:
                database.execute(statement)
            database.executemany(f"insert into {TERM} values (?, ?, ?, ?, ?)", labels(dataset.scope))
            for batch in batches(dataset, records, lang):
                problems += batch.problems
                database.executemany(f"insert into {RECORD} values (?, ?, ?, ?)", batch.records)
                for name, rows in batch.rows.items():
                    marks = ", ".join("?" * len(tables(dataset.scope)[name].names))
                    database.executemany(f"insert into {quoted(name)} values ({marks})", rows)
                database.executemany(search.INSERT, search.entries(batch.rows, dataset.scope))
            for statement in [*indexes(dataset.scope), *views(SQLITE, lang, dataset.scope), search.OPTIMIZE]:
                database.execute(statement)
            database.execute("commit")
        with path.open("rb") as made:
            shutil.copyfileobj(made, target, 2**20)
    return problems


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits, scope: Scope = CORE_SCOPE) -> Imported:
    """Read a database that `write` made, possibly edited since."""
    found = Listing(limits.problems)
    with _opened(source, limits) as database:
        return imported(_lines(database, RecordReader(unknown, limits, scope), found), found)


@contextmanager
def _opened(source: IO[bytes], limits: Limits) -> Iterator[Any]:
    """Open the database of a file so that no trigger or the like in it runs."""
    import sqlite3

    with copied(source, limits) as path:
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)) as database:
                database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, min(limits.document, 2**31 - 1))
                for setting in ("trusted_schema = off", "query_only = on", "cell_size_check = on"):
                    database.execute(f"pragma {setting}")
                yield database
        except UnicodeDecodeError:  # in the name of a table or column
            raise UnreadableError(NOT_A_DATABASE(reason=NOT_UTF8)) from None
        except sqlite3.Error as error:
            raise UnreadableError(NOT_A_DATABASE(reason=str(error))) from None


def _text(data: bytes) -> str:
    """Return a text. Bytes that are not UTF-8 become characters that the reader of the record refuses."""
    return data.decode("utf-8", "surrogateescape")


def _lines(database: Any, reader: RecordReader, found: Listing) -> Iterator[Line]:
    """Yield the header, then the records in order, in batches."""
    there = _tables(database, reader.scope, found)
    headers = [_Query(table) for table in there if table.type == DatasetHeader.type]
    yield from read_rows(_rows(database, headers, found), reader, found)
    there = [table for table in there if table.type != DatasetHeader.type]
    order = _order(database) if RECORD in _names(database) else {}
    if len(order) <= SOME:
        yield from read_rows(_rows(database, map(_Query, there), found), reader, found, order)
        return
    ids = list(order)
    seen: Counter[str] = Counter()
    for start in range(0, len(ids), SOME):
        part: dict[str, list[str]] = {}
        for id in ids[start : start + SOME]:
            part.setdefault(id.rpartition(":")[0], []).append(id)
        yield from read_rows(_rows(database, _of(there, part), found, seen), reader, found, order)
    others = [table for table in there if _count(database, table) != seen[table.name]]
    yield from read_rows(_rows(database, map(_other, others), found), reader, found, order)


def _order(database: Any) -> dict[str, int]:
    """Return the positions of records that have one."""
    query = f"select id from {RECORD} where {POSITION} is not null order by {POSITION}, id"
    return {id: number for number, (id,) in enumerate(database.execute(query))}


class _Query(NamedTuple):
    """A query for rows of a table."""

    table: SqlTable
    where: str = ""
    values: Sequence[str | int] = ()


def _of(there: Iterable[SqlTable], part: dict[str, list[str]]) -> Iterator[_Query]:
    """Yield the rows of some records, by type."""
    for table in there:
        if table.type in part:
            marks = ", ".join("?" * len(part[table.type]))
            yield _Query(table, f" where {quoted(table.whose)} in ({marks})", part[table.type])


def _other(table: SqlTable) -> _Query:
    """Return the rows of a table without a record position, such as those that people added."""
    column, begins = quoted(table.whose), table.type + ":"
    known = f"{column} in (select id from {RECORD} where {POSITION} is not null)"
    where = f" where {column} is null or not (substr({column}, 1, ?) = ? and {known})"
    return _Query(table, where, (len(begins), begins))


def _count(database: Any, table: SqlTable) -> int:
    """Return the number of rows of a table."""
    ((count,),) = database.execute(f"select count(*) from {quoted(table.name)}")
    return int(count)


def _rows(
    database: Any, queries: Iterable[_Query], found: Listing, seen: Counter[str] | None = None
) -> Iterator[Table]:
    """Yield the rows that queries give, of the tables that have any, and count them."""
    for table, where, values in queries:
        keys = ", ".join(map(quoted, table.keys))  # else an index may give the items of a list in another order
        order = f" order by {keys}" if keys else ""
        columns, rows = _fetched(database, f"select * from {quoted(table.name)}{where}{order}", tuple(values))
        if seen is not None:
            seen[table.name] += len(rows)
        if rows:
            yield normalized(table, columns, rows, found)


def _fetched(database: Any, query: str, values: Sequence[str | int]) -> tuple[list[str], list[Any]]:
    """Return the columns and rows of a query."""
    import sqlite3

    try:
        cursor = database.execute(query, values)
        rows = cursor.fetchall()
    except sqlite3.OperationalError:  # a text that is not UTF-8, or a fault that comes again
        if database.text_factory is _text:
            raise
        database.text_factory = _text
        return _fetched(database, query, values)
    return [about[0] for about in cursor.description], rows


def _names(database: Any) -> list[str]:
    """Return the tables in a database, without virtual tables and those that SQLite makes for itself."""
    found = database.execute("select name, sql from sqlite_master where type = 'table'").fetchall()
    acting = [name for name, sql in found if str(sql).lower().startswith("create virtual")]
    own = ("sqlite_", *[f"{name}_" for name in acting])
    return [name for name, _ in found if name not in acting and not name.startswith(own)]


def _tables(database: Any, scope: Scope, found: Listing) -> list[SqlTable]:
    """Return the existing tables of a dataset, and report other tables."""
    names = _names(database)
    there = [table for name, table in tables(scope).items() if name in names]
    if not there:
        raise UnreadableError(NOT_A_DATABASE(reason=Phrase("it has none of the tables of a dataset")))
    found.add([TABLE_NOT_READ(name) for name in names if name not in tables(scope) and name not in OWN])
    return there


FORMAT: Final = Format(
    name="sqlite",
    title="SQLite database with views and full-text search",
    endings=(".sqlite", ".sqlite3", ".db"),
    write=write,
    read=read,
    profiles=True,
)
