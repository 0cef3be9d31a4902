"""Reads and writes a single record."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast, get_origin, overload

from ..jsontext.parsing import encode, parse
from ..jsontext.places import SourceMap
from ..model.union import RECORD, Record
from ..problems.report import InvalidData
from ..shapes.annotations import UNIONS, shape_of
from ..shapes.codec import DUMPERS, read
from ..shapes.explain import Unknown, check_unknown
from ..shapes.node import Node
from .placing import placed

__all__ = ["dumps", "from_dict", "loads", "to_dict"]

N = TypeVar("N", bound=Node)


@overload
def loads(data: bytes | str, *, unknown: Unknown = "error") -> Record: ...
@overload
def loads(data: bytes | str, cls: type[N], *, unknown: Unknown = "error") -> N: ...
def loads(data: bytes | str, cls: Any = None, *, unknown: Unknown = "error") -> Any:
    """Read one record from JSON.

    Parameters:
        data: the JSON text; bytes are UTF-8.
        cls: the expected class; by default the key `type` decides.
        unknown: `"error"` refuses keys that the schema does not know, `"keep"` keeps them and writes them back.

    Raises:
        InvalidData: with all problems, each with its line and column.
        TypeError: the data is not JSON text, or `cls` is not a class of the model.

    >>> loads('{"type": "organization", "id": "organization:siis", "names": [{"value": "SIIS"}]}').names[0].value
    'SIIS'
    """
    return read_text(data, _shape_of_records() if cls is None else _shape(cls), unknown)


def read_text(data: bytes | str, shape: Any, unknown: Unknown) -> Any:
    """Read a value of any shape from JSON. Errors are those of `loads`."""
    if unknown != "error":  # a call for each record takes time
        check_unknown(unknown)
    text = data if type(data) is bytes else utf8(data)
    value, problems = parse(text)
    if problems:
        raise InvalidData(problems)
    built, problems = read(shape, value, unknown)
    if built is None:
        raise InvalidData(placed(problems, value, SourceMap(text)))
    return built


def _shape(cls: Any) -> Any:
    """Return the shape of a class that can be read; by default that of any record."""
    return _shape_of_records() if cls is None or cls is Record else shape_of(known_class(cls))


@cache  # `shape_of` has its own cache, but hashing a union takes long
def _shape_of_records() -> Any:
    return shape_of(RECORD)


def known_class(cls: Any) -> Any:
    """Return a class that can be read, or None.

    Raises:
        TypeError: it is not such a class.
    """
    if cls is None or cls is Record:
        return cls
    if not (isinstance(cls, type) and issubclass(cls, Node)) and get_origin(cls) not in UNIONS:
        name = getattr(cls, "__name__", repr(cls))
        raise TypeError(
            f"{name} is not a class of the model; expected one such as Event or Dataset, or none for any record"
        )
    return cls


def utf8(data: object) -> bytes:
    """Return the bytes of a JSON text. A lone surrogate becomes its escape, which the strict reader reports."""
    if isinstance(data, str):
        return data.encode(errors="backslashreplace")
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data)
    if isinstance(data, os.PathLike):
        raise TypeError(
            f"expected JSON text, found the path {os.fspath(data)}; read a file with Dataset.read or validate"
        )
    hint = "; make a record of plain data with from_dict" if isinstance(data, Mapping) else ""
    raise TypeError(f"expected JSON text as str or bytes, found an object of type {type(data).__name__}{hint}")


def dumps(record: Node) -> bytes:
    """Return canonical JSON: `type`, `id`, then the order of declaration; compact, UTF-8, without defaults.

    Language tags and the keys of free JSON are sorted. Two records are equal if and only if their bytes are.

    Raises:
        TypeError: the argument is not a record or another object of the model.
    """
    return encode(DUMPERS[type(record)](record))


@overload
def from_dict(data: Mapping[str, Any], *, unknown: Unknown = "error") -> Record: ...
@overload
def from_dict(data: Mapping[str, Any], cls: type[N], *, unknown: Unknown = "error") -> N: ...
def from_dict(data: Mapping[str, Any], cls: Any = None, *, unknown: Unknown = "error") -> Any:
    """Make a record from plain data, as `json.load` returns it. Parameters and errors are those of `loads`."""
    from ..shapes.neighbours.converters import converter  # cattrs is slow to import, and JSON text does not need it

    _shape(cls)
    wanted: Any = cls or Record
    return converter(unknown).structure(data, wanted)


def to_dict(record: Node) -> dict[str, Any]:
    """Return the plain data of a record: the content of `dumps` as dicts, lists and scalars."""
    from ..shapes.neighbours.converters import converter

    return cast("dict[str, Any]", converter().unstructure(record))
