"""Finds the type of record, or the column, that a mapping most likely means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..model.scope import Scope
from ..problems.meant import closest
from ..shapes.tree import ListOf, ObjectOf
from .human import NAMES, keys_of, shape_of_table
from .roles import RARE, read_heading, roles, table_named

__all__ = ["nearest_column", "nearest_type"]

LONGEST: Final = 100  # characters of a name that are compared


def nearest_type(name: object, scope: Scope) -> str | None:
    """Return the type of record that a text means: one of similar spelling, or one whose sheets are called so."""
    text = str(name)[:LONGEST]
    return closest(text.lower(), scope.record.options) or table_named(text, scope)


def nearest_column(name: object, table: str | None, scope: Scope) -> str | None:
    """Return the column that a text means, as it is written in a mapping; None if none is similar.

    Parameters:
        name: the text, with or without a table: `organization contry`, `contry`, `Country`.
        table: the type of the records of the sheet, if the mapping gives it.
        scope: the records that there can be.
    """
    text = " ".join(str(name)[:LONGEST].split())
    tags = [table] if table and table in scope.record.options else sorted(scope.record.options, key=RARE.__contains__)
    for tag in tags:
        for role in read_heading(text, tag, scope)[:1]:
            if not role.key.startswith("#"):
                return f"{role.table} {role.key}"
    first, _, key = text.partition(" ")
    if not key and first.partition(".")[0] in scope.record.options:
        first, _, key = first.partition(".")
    if shape_of_table(first, scope) is None:
        near = closest(first, _tables(scope)) if key else None
        first, key = ("", key or first) if near is None else (near, key)
    options = dict([(known, where) for where in ([first] if first else tags) for known in _known(where, scope)][::-1])
    said = closest(key, options)
    return None if said is None else f"{options[said]} {_full(options[said], said, scope)}"


def _tables(scope: Scope) -> Iterator[str]:
    """Yield the names of tables: the types of records, and their lists."""
    for tag, shape in scope.record.options.items():
        yield tag
        yield from [f"{tag}.{name}" for name, field in shape.fields.items() if isinstance(field.shape, ListOf)]


def _known(table: str, scope: Scope) -> list[str]:
    """Return the keys of a table, without the mark of texts."""
    shape = shape_of_table(table, scope)
    own = roles(table, scope).values() if table in scope.record.options else ()
    keys = [role.key for meant in own for role in meant if role.table == table and not role.key.startswith("#")]
    keys += [] if shape is None else keys_of(shape)
    named = isinstance(shape, ObjectOf) and NAMES in shape.fields
    return [*dict.fromkeys([key.removesuffix("@") for key in keys]), *([f"{NAMES}.value"] if named else ())]


def _full(table: str, key: str, scope: Scope) -> str:
    """Return a key with the mark of texts, if it is one of texts."""
    shape = shape_of_table(table, scope)
    if key in (NAMES, f"{NAMES}.value") and isinstance(shape, ObjectOf) and NAMES in shape.fields:
        return f"{NAMES}@"
    texts = [] if shape is None else [one for one in keys_of(shape) if one.endswith("@")]
    return f"{key}@" if f"{key}@" in texts else key
