"""Views for people: a row for each record under the plural of its class, a row for each list item, and labels next to ids.

They have the columns of `Dataset.to_frame` that a database can compute: `events`, `organizations`, `participations`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...model.scope import CORE_SCOPE, Scope
from ...problems.translations import primary_subtag
from ...tables.table import OWNER
from ...vocab import Term, Vocabulary
from ...vocab.term import LANGUAGES
from .ddl import Dialect, literal, quoted
from .schema import RECORD, TERM, SqlColumn, SqlTable, tables
from .search import SEARCH

__all__ = ["labels", "views"]

BETWEEN: Final = "'; '"


def labels(scope: Scope = CORE_SCOPE) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the rows of the table of terms: vocabulary, term, and its labels in English, French and Chinese."""
    found: dict[str, dict[str, Vocabulary]] = {}
    for table in tables(scope).values():
        for column in table.columns:
            if isinstance(column.place.shape, Term):
                listed = found.setdefault(column.place.shape.vocabulary.__name__, {})
                listed.update({term.value: term for term in column.place.shape.terms})
    for name, terms in sorted(found.items()):
        for term in terms.values():
            en, fr, zh = [term.label(lang) for lang in LANGUAGES]
            yield name, term.value, en, fr, zh


def views(dialect: Dialect, lang: str, scope: Scope = CORE_SCOPE) -> Iterator[str]:
    """Yield the statements that create the views.

    Parameters:
        dialect: the database.
        lang: the preferred language of texts and labels.
        scope: the records that there can be.
    """
    writer = _Views(dialect, lang, scope)
    taken = {name.casefold() for name in (RECORD, TERM, SEARCH, *tables(scope))}
    of_type = {table.type: table for table in tables(scope).values() if table.is_record}
    for cls in scope.classes:
        if cls.collection.casefold() not in taken:  # a table of a profile may have the name
            taken.add(cls.collection.casefold())
            yield f"create view {quoted(cls.collection)} as\n{writer.records(of_type[cls.type])}"
    lists: dict[str, list[SqlTable]] = {}
    for table in tables(scope).values():
        if table.owner is not None and len(table.keys) == 2 and table.has_other:
            lists.setdefault(table.sheet.name.partition(".")[2], []).append(table)
    for name, listed in lists.items():
        if name.casefold() not in taken and "." not in name:
            yield f"create view {quoted(name)} as\n{writer.items(listed)}"


class _Views:
    def __init__(self, dialect: Dialect, lang: str, scope: Scope) -> None:
        self.dialect = dialect
        self.tables = tables(scope)
        primary = primary_subtag(lang)
        self.terms = primary if primary in ("fr", "zh") else "en"
        written = ("zh-Hans", "zh-Hant") if primary == "zh" else ()
        self.languages = list(dict.fromkeys([lang, primary, *written, *LANGUAGES]))

    def records(self, table: SqlTable) -> str:
        """Return the query for the records of a class."""
        shown = ['x."id"', 'r."label" as "label"', *self.columns(table, without="id"), *self.lists(table)]
        return (
            "select\n  "
            + ",\n  ".join(shown)
            + f"\nfrom {quoted(table.name)} as x left join {RECORD} as r on r.id = x.id"
        )

    def items(self, listed: list[SqlTable]) -> str:
        """Return the query for the items of the lists of one name."""
        columns = {column.name: column for table in listed for column in table.columns}
        return "\nunion all\n".join([self.item(table, columns) for table in listed])

    def item(self, table: SqlTable, columns: dict[str, SqlColumn]) -> str:
        """Return the query for the items of one list, with the columns of all lists of its name."""
        shown = [f'x.{quoted(OWNER)} as "record_id"', 'r."label" as "record_label"']
        shown.append(f'x.{quoted(table.keys[1])} as "position"')
        own = {column.name for column in table.columns}
        for name, column in columns.items():
            shown += self.column(column) if name in own else self.nothing(column)
        return (
            "select\n  "
            + ",\n  ".join(shown)
            + f"\nfrom {quoted(table.name)} as x left join {RECORD} as r on r.id = x.{quoted(OWNER)}"
        )

    def columns(self, table: SqlTable, without: str) -> Iterator[str]:
        """Yield the columns of a table, with labels."""
        for column in table.columns:
            if column.name != without:
                yield from self.column(column)

    def column(self, column: SqlColumn) -> Iterator[str]:
        """Yield a column, and the labels of its ids or terms."""
        cell, name = f"x.{quoted(column.name)}", quoted(column.name)
        yield f"{self.text(cell)} as {name}" if column.kind == "texts" else f"{cell} as {name}"
        label = self.label(column, cell)
        if label is not None:
            yield f"{label} as {quoted(column.name + '_label')}"

    def nothing(self, column: SqlColumn) -> Iterator[str]:
        """Yield the same columns, empty."""
        kind = "text" if column.kind == "texts" else self.dialect.types[column.kind]
        yield f"cast(null as {kind}) as {quoted(column.name)}"
        if self.label(column, "") is not None:
            yield f"cast(null as text) as {quoted(column.name + '_label')}"

    def text(self, cell: str) -> str:
        """Return a text in the best available language."""
        each = "json_each" if self.dialect.has_inline_keys else "jsonb_each_text"
        wanted = ", ".join([f"{cell} ->> {literal(lang)}" for lang in self.languages])
        return f"coalesce({wanted}, (select value from {each}({cell}) limit 1))"

    def label(self, column: SqlColumn, cell: str) -> str | None:
        """Return the label of the id or term in a cell; None if it holds neither."""
        if column.reference is not None:
            return f"(select label from {RECORD} where id = {cell})"
        if isinstance(column.place.shape, Term):
            vocabulary = literal(column.place.shape.vocabulary.__name__)
            known = f"(select {self.terms} from {TERM} where vocabulary = {vocabulary} and term = {cell})"
            return f"coalesce({known}, {cell})"
        return None

    def lists(self, table: SqlTable) -> Iterator[str]:
        """Yield the lists of texts of a record, joined, and the labels of lists of ids and terms."""
        for child in self.tables.values():
            if child.owner == table.name and not child.has_other and child.columns[0].kind == "text":
                name = child.name.removeprefix(table.name + "_")
                yield f"{self.joined(child, 'y.value')} as {quoted(name)}"
                label = self.label(child.columns[0], "y.value")
                if label is not None:
                    yield f"{self.joined(child, label)} as {quoted(name + '_label')}"

    def joined(self, child: SqlTable, value: str) -> str:
        """Return the items of a list of a record in one text."""
        rows, owner, key = quoted(child.name), quoted(OWNER), quoted(child.keys[1])
        if self.dialect.has_inline_keys:
            ordered = f"select {value} as one from {rows} as y where y.{owner} = x.id order by y.{key}"
            return f"(select group_concat(one, {BETWEEN}) from ({ordered}))"
        return f"(select string_agg({value}, {BETWEEN} order by y.{key}) from {rows} as y where y.{owner} = x.id)"
