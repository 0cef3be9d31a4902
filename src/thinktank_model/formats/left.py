"""Finds what a writer leaves out of a record. Which fields there are is read from the shape of its class, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, cast

from ..shapes.annotations import shape_of
from ..shapes.codec import CodecWriter, dump
from ..shapes.frozenjson import thaw
from ..shapes.generated import compiled
from ..shapes.node import Node
from ..shapes.tree import EXTRA, Boolean, Field, ListOf, MapOf, Number, ObjectOf, Scalar
from .losses import WHOLE, paths_of, says

__all__ = ["Paths", "left_out"]

Paths = Callable[[Any], list[str]]
"""Returns the paths of the parts of an object that have a value, as `paths_of` has them; a path is repeated for each item of a list."""

NONE: Final[frozenset[str]] = frozenset()


def left_out(cls: Any, written: frozenset[str] = NONE, under: str = "") -> Paths:
    """Return the function that finds the set fields of an object except those that a writer looks at itself.

    A field that is added to the model is found by every writer that does not name it. The function is compiled from source, as loaders are:
    one test for each field.

    Parameters:
        cls: the class of the objects.
        written: the names of the fields that the writer looks at itself.
        under: the name of the field of a record that holds the objects; empty for a record.
    """
    return _left_out(cls, written, under)


@cache
def _left_out(cls: Any, written: frozenset[str], under: str) -> Paths:
    assert written <= shape_of(cls).fields.keys()  # one of another name would be written and reported as left out
    writer = CodecWriter()
    name = f"left_out_of_{cls.__name__}"
    writer.line(0, f"def {name}(o):")
    writer.line(1, "found = []")
    for key, field in shape_of(cls).fields.items():
        if key not in written:
            _field(writer, field, under)
    writer.line(1, f"if o.{EXTRA} is not EMPTY: found += {writer.name('unknown', _unknown(under))}(o.{EXTRA})")
    writer.line(1, "return found")
    return cast("Paths", compiled(writer, name)[0])


def _field(writer: CodecWriter, field: Field, under: str) -> None:
    """Write the test of a field."""
    shape, value = field.shape, f"o.{field.name}"
    path = f"{under}.{field.name}" if under else field.name
    item = shape.item if isinstance(shape, ListOf) else shape
    is_text = isinstance(item, MapOf) and isinstance(item.value, Scalar)
    test = "" if field.required else f"if {writer.differs(field, value)}: "
    if path in WHOLE or isinstance(item, (Scalar, Number, Boolean)) or (is_text and under):
        writer.line(1, f"{test}found.append({path!r})")
    elif isinstance(item, ObjectOf):
        part = writer.name(f"part_{field.name}", left_out(item.cls, under=path))
        values = value if item is not shape else f"({value},)"
        if under:
            writer.line(1, f"{test}found += [{path!r} for e in {values} if {part}(e)]")
        else:
            writer.line(1, f"{test}found += [path for e in {values} for path in {part}(e)]")
    elif is_text and item is shape:
        writer.line(1, f"{test}found += [{path + '.'!r} + key for key in {value}]")
    elif under:
        writer.line(1, f"{test}found += [{path!r}] if {writer.name('says', _says)}({value}) else []")
    else:
        writer.line(1, f"{test}found += {writer.name('paths', _paths)}({path!r}, {value})")


def _unknown(under: str) -> Paths:
    """Return the function for keys that the schema does not know."""
    if not under:
        return lambda extra: paths_of(thaw(extra))
    return lambda extra: [f"{under}.{key}" for key, value in thaw(extra).items() if says(value)]


def _says(value: Any) -> bool:
    return says(_plain(value))


def _paths(path: str, value: Any) -> list[str]:
    return paths_of({path: _plain(value)})


def _plain(value: Any) -> Any:
    """Return the plain JSON value of any part of a record."""
    if isinstance(value, Node):
        return dump(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
