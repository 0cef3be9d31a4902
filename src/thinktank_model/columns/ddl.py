"""Schemas of Arrow as Spark takes them."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from .fields import INTEGER, TEXT

__all__ = ["ddl"]

NAMES: Final = {TEXT: "string", INTEGER: "bigint", pa.float64(): "double", pa.bool_(): "boolean", pa.date32(): "date"}
"""The names of types in Spark: https://spark.apache.org/docs/latest/sql-ref-datatypes.html."""


def ddl(schema: pa.Schema) -> str:
    """Return a schema as DDL."""
    return ", ".join([f"`{field.name}` {_called(field.type)}" for field in schema])


def _called(type: pa.DataType) -> str:
    """Return the name of a type in Spark."""
    if pa.types.is_list(type):
        return f"array<{_called(type.value_type)}>"
    if pa.types.is_map(type):
        return f"map<{_called(type.key_type)}, {_called(type.item_type)}>"
    if pa.types.is_struct(type):
        return f"struct<{', '.join([f'`{field.name}`: {_called(field.type)}' for field in type])}>"
    return NAMES[type]
