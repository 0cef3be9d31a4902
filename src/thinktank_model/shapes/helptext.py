"""The docstring and signature of a class, for `help(Event)` and `inspect.signature(Event)`. They are made from its shape on request."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from attrs import NOTHING

from .annotations import shape_of
from .declared import defaults_of
from .tree import EXTRA, Boolean, Field, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape

__all__ = ["LazyDocstring", "LazySignature"]


class LazyDocstring:
    """The docstring of a class, with its fields listed after the first paragraph."""

    __slots__ = ("own",)

    def __init__(self, own: str) -> None:
        self.own: str = own

    def __get__(self, instance: object, cls: Any) -> str:
        summary, *more = inspect.cleandoc(self.own).split("\n\n", 1)
        return "\n\n".join([summary, "\n".join(["Attributes:", *_fields(cls)]), *more])


def _fields(cls: Any) -> Iterator[str]:
    fields: list[Field] = list(shape_of(cls).fields.values())
    defaults = defaults_of(cls)
    for field in fields:
        optional = " | None" if defaults[field.name] is None else ""
        yield f"    {field.name}: {_python_type(field.shape)}{optional}: {field.description}"


def _python_type(shape: Shape) -> str:
    """Return the type of the values that a shape builds, written as an annotation."""
    match shape:
        case Scalar() | MapOf() | ObjectOf():
            return str(shape.cls.__name__)
        case ListOf():
            return f"tuple[{_python_type(shape.item)}, ...]"
        case Number():
            return "int" if shape.integer else "float"
        case Boolean():
            return "bool"
        case OneOf():
            return " | ".join([option.cls.__name__ for option in shape.options.values()])
    return "object"  # of free JSON


class LazySignature:
    """The signature of a class: a keyword for each field, required ones first."""

    __slots__ = ()

    def __get__(self, instance: object, cls: Any) -> inspect.Signature:
        order = {name: index for index, name in enumerate([*shape_of(cls).fields, EXTRA])}
        defaults = sorted(defaults_of(cls).items(), key=lambda one: (one[1] is not NOTHING, order[one[0]]))
        return _Brief([_parameter(name, default) for name, default in defaults])


def _parameter(name: str, default: Any) -> inspect.Parameter:
    given = inspect.Parameter.empty if default is NOTHING else default
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=given)


class _Brief(inspect.Signature):
    """A signature that prints required parameters only, since the docstring below it lists all."""

    __slots__ = ()

    def __str__(self) -> str:
        required = [name for name, parameter in self.parameters.items() if parameter.default is parameter.empty]
        return f"({', '.join(['*', *required, '...'])})"

    def format(self, **_: Any) -> str:  # what Python 3.13 and later print
        return str(self)
