"""The SQL that creates the tables, in the dialects of SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from ...model.scope import CORE_SCOPE, Scope
from ...shapes.tree import Number
from ...tables.table import OWNER
from ...vocab import Term
from .schema import OTHER, POSITION, RECORD, TERM, Kind, SqlColumn, SqlTable, tables

__all__ = ["POSTGRESQL", "SQLITE", "Dialect", "ForeignKey", "create", "foreign_keys", "indexes", "literal", "quoted"]

CHILD: Final = "on delete cascade on update cascade"
REFERENCE: Final = "deferrable initially deferred"


class Dialect(NamedTuple):
    """The differences of a database.

    Attributes:
        name: the name of the database.
        types: the type of a column for each kind.
        is_object: the test that a column `{}` holds a JSON object.
        is_json: the test that it holds JSON; empty if the type implies it.
        is_boolean, is_number: the same.
        child_options: the text after the columns of a child table.
        record_options: the text after the columns of any other table.
        has_inline_keys: whether foreign keys are in the table; otherwise they are added after the data.
    """

    name: str
    types: dict[Kind, str]
    is_object: str
    is_json: str
    is_boolean: str
    is_number: str
    child_options: str
    record_options: str
    has_inline_keys: bool


SQLITE: Final = Dialect(
    name="sqlite",
    types={
        "text": "text",
        "integer": "integer",
        "number": "any",  # unchanged: 40 and 40.0 are different values
        "boolean": "integer",
        "texts": "text",
        "json": "text",
    },
    is_object="json_type({0}) = 'object'",
    is_json="{0} is null or json_valid({0})",
    is_boolean="{0} in (0, 1)",
    is_number="typeof({0}) in ('integer', 'real', 'null')",
    child_options=" strict, without rowid",
    record_options=" strict",
    has_inline_keys=True,
)
POSTGRESQL: Final = Dialect(
    name="postgresql",
    types={
        "text": "text",
        "integer": "bigint",
        "number": "numeric",
        "boolean": "boolean",
        "texts": "jsonb",
        "json": "json",  # unchanged: jsonb writes 1e300 with 301 digits, and has no NUL
    },
    is_object="jsonb_typeof({0}) = 'object'",
    is_json="",
    is_boolean="",
    is_number="",
    child_options="",
    record_options="",
    has_inline_keys=False,
)


class ForeignKey(NamedTuple):
    """A foreign key.

    Attributes:
        table: the table that refers.
        columns: its columns.
        target: the table that is referred to.
        keys: the columns of the target.
        options: the action on a change.
        column: the column of a reference between records; None for a key from a child to its owner.
    """

    table: str
    columns: tuple[str, ...]
    target: str
    keys: tuple[str, ...]
    options: str
    column: str | None = None

    @property
    def text(self) -> str:
        """The constraint."""
        target = f"{quoted(self.target)} ({_listed(self.keys)})"
        return f"foreign key ({_listed(self.columns)}) references {target} {self.options}"


def quoted(name: str) -> str:
    """Return a name, quoted if it is a keyword."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as an SQL literal, for databases in which a backslash is an ordinary character."""
    return "'" + text.replace("'", "''") + "'"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(quoted, names))


def foreign_keys(table: SqlTable, scope: Scope = CORE_SCOPE) -> Iterator[ForeignKey]:
    """Yield the foreign keys of a table. References to several types refer to the table `record`, which has every id."""
    of_type = {one.type: one.name for one in tables(scope).values() if one.is_record}
    if table.owner is not None:
        keys = ("id",) if len(table.keys) == 2 else table.keys[:-1]
        yield ForeignKey(table.name, table.keys[:-1], table.owner, keys, CHILD)
    elif table.is_record:
        yield ForeignKey(table.name, ("id",), RECORD, ("id",), CHILD)
    for column in table.columns:
        if column.reference is not None:
            targets = column.reference.targets
            target = of_type.get(targets[0], RECORD) if len(targets) == 1 else RECORD
            yield ForeignKey(table.name, (column.name,), target, ("id",), REFERENCE, column.name)


def create(dialect: Dialect, scope: Scope = CORE_SCOPE) -> Iterator[str]:
    """Yield the statements that create the tables of a scope."""
    end = dialect.record_options
    yield (
        f"create table {RECORD} (\n  id text not null primary key,\n  type text not null,\n  {POSITION} integer,\n  label text\n){end}"
    )
    terms = (
        "vocabulary text not null,\n  term text not null,\n  en text not null,\n  fr text not null,\n  zh text not null"
    )
    yield f"create table {TERM} (\n  {terms},\n  primary key (vocabulary, term)\n){dialect.child_options}"
    for table in tables(scope).values():
        yield _create(table, dialect, scope)


def _create(table: SqlTable, dialect: Dialect, scope: Scope) -> str:
    described = [(f"{quoted(key)} {'text' if key == OWNER else 'integer'} not null", "") for key in table.keys]
    described += [(_column(column, dialect, table), column.place.description) for column in table.columns]
    if table.has_other:
        described.append((f"{quoted(OTHER)} {dialect.types['json']}{_check(OTHER, dialect.is_json)}", ""))
    constraints = []
    if table.keys:
        constraints.append(f"primary key ({_listed(table.keys)})")
    if table.sheet.listed is not None and table.sheet.listed.unique and not table.has_other:
        constraints.append(f'unique ({_listed(table.keys[:-1])}, "value")')
    if dialect.has_inline_keys:
        constraints += [key.text for key in foreign_keys(table, scope)]
    parts = [*described, *[(constraint, "") for constraint in constraints]]
    lines = []
    for number, (part, description) in enumerate(parts):
        comma = "," if number < len(parts) - 1 else ""
        lines.append(f"  {part}{comma}" + (f" -- {description}" if description else ""))
    end = dialect.child_options if table.keys else dialect.record_options
    return f"create table {quoted(table.name)} ( -- {table.sheet.description}\n" + "\n".join(lines) + f"\n){end}"


def _column(column: SqlColumn, dialect: Dialect, table: SqlTable) -> str:
    name, shape = quoted(column.name), column.place.shape
    made = f"{name} {dialect.types[column.kind]}"
    if table.is_record and column.name == "id":
        return f"{made} not null primary key{_check(column.name, _begins((table.type,)))}"
    if column.place.required and column.kind not in ("integer", "number"):  # a large number is in `_other`
        made += " not null"
    if isinstance(shape, Term) and not shape.open:
        made += _check(column.name, f"{{0}} in ({', '.join([literal(term.value) for term in shape.vocabulary])})")
    if column.reference is not None:
        made += _check(column.name, _begins(column.reference.targets))
    if isinstance(shape, Number):
        made += _check(column.name, dialect.is_number if column.kind == "number" else "")
        for sign, bound in ((">=", shape.least), ("<=", shape.most)):
            made += "" if bound is None else _check(column.name, f"{{0}} {sign} {bound}")
    test = {"boolean": dialect.is_boolean, "json": dialect.is_json, "texts": dialect.is_object}.get(column.kind, "")
    return made + _check(column.name, test)


def _begins(targets: tuple[str, ...]) -> str:
    """Return the test that an id is of one of these types, or of a type of another project: `<prefix>:<type>:<slug>`."""
    own = [f"substr({{0}}, 1, {len(target) + 1}) = {literal(target + ':')}" for target in targets]
    return " or ".join([*own, "{0} like '%:%:%'"] if own else [])


def _check(name: str, test: str) -> str:
    return f" check ({test.format(quoted(name))})" if test else ""


def indexes(scope: Scope = CORE_SCOPE) -> Iterator[str]:
    """Yield the statements that create indexes for references."""
    yield f"create index {RECORD}_{POSITION} on {RECORD} ({POSITION})"
    for table in tables(scope).values():
        for column in table.columns:
            if column.reference is not None or (
                table.keys and not table.has_other and isinstance(column.place.shape, Term)
            ):
                name = f"{table.name}_by_{column.name}"
                yield f"create index {quoted(name)} on {quoted(table.name)} ({quoted(column.name)})"
