"""Reads the annotations of classes and makes shapes of them. No other module reads annotations."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Final

import attrs
from attrs import NOTHING

from ..problems.problem import Code, Problem
from .tree import (
    EXTRA,
    Anything,
    Boolean,
    Constraint,
    Field,
    ListOf,
    MapOf,
    Number,
    ObjectOf,
    OneOf,
    Scalar,
    Shape,
    When,
)

__all__ = [
    "UNIONS",
    "AtLeast",
    "Beside",
    "Between",
    "OfClass",
    "Ordered",
    "Unique",
    "Written",
    "shape_of",
    "within",
]


def within(
    *fields: str, codes: tuple[Code, ...], when: When = "any", quick: Callable[..., bool] | None = None
) -> Callable[[Callable[[Any], Iterator[Problem]]], Callable[[Any], Iterator[Problem]]]:
    """Mark a method of a class as a rule that reads these fields and reports these codes.

    The method yields problems whose pointers go into the object. It runs whenever these fields are valid, even where
    others are not, so a rule must not read any other field. It does not run if every optional field among them is
    missing.

    Parameters:
        fields: the names of the fields.
        codes: the codes of the problems that it reports.
        when: when the rule can find anything, as in `Constraint`; it makes reading valid records faster.
        quick: a faster test of the values of these fields, as in `Constraint`, for the same reason.
    """

    def mark(method: Callable[[Any], Iterator[Problem]]) -> Callable[[Any], Iterator[Problem]]:
        method.__reads__, method.__codes__ = fields, codes  # type: ignore[attr-defined]
        method.__when__, method.__quick__ = when, quick  # type: ignore[attr-defined]
        return method

    return mark


def _checks(cls: type) -> tuple[Constraint, ...]:
    """Return the declared constraints of an attrs class (`constraints`), then its methods marked by `within`."""
    found: list[Constraint] = list(getattr(cls, "constraints", ()))
    for owner in reversed(cls.__mro__):
        for name, method in vars(owner).items():
            if hasattr(method, "__reads__"):
                doc = " ".join((method.__doc__ or "").split())
                optional = [
                    a.name for a in attrs.fields(cls) if a.default is not NOTHING and a.name in method.__reads__
                ]
                found.append(
                    Constraint(
                        method.__reads__,
                        getattr(cls, name),
                        name=name,
                        description=doc,
                        needs=tuple(optional),
                        codes=method.__codes__,
                        when=method.__when__,
                        quick=method.__quick__,
                    )
                )
    return tuple(found)


# --- What an annotation may say beside its type ---


class AtLeast:
    """The minimum number of items of a list, or the minimum of a number."""

    __slots__ = ("least",)

    def __init__(self, least: float) -> None:
        self.least: float = least


class Between:
    """The minimum and the maximum of a number."""

    __slots__ = ("least", "most")

    def __init__(self, least: float, most: float) -> None:
        self.least: float = least
        self.most: float = most


class Unique:
    """The list has no duplicate items."""


class Ordered:
    """The order of the items is significant. In other lists it is not."""


class Written:
    """The key is required in JSON and always written, although the attribute has a default in Python."""


class OfClass:
    """A scalar that depends on the class of the field: `bind` makes it for that class."""

    __slots__ = ("bind",)

    def __init__(self, bind: Callable[[Any], Scalar]) -> None:
        self.bind: Callable[[Any], Scalar] = bind


class Beside:
    """Another scalar that applies if the object has a certain key: it has the same errors but fewer warnings."""

    __slots__ = ("key", "scalar")

    def __init__(self, key: str, scalar: Scalar) -> None:
        self.key: str = key
        self.scalar: Scalar = scalar


# --- From annotations to shapes ---

UNIONS: Final = (typing.Union, types.UnionType)


def shape_of(cls: Any) -> Any:
    """Return the shape of an attrs class, of a class with a method `__shape__()`, or of a union of tagged classes.

    Raises:
        TypeError: an annotation has no shape.
    """
    return _shape_of(cls)


class _Options(Mapping[str, ObjectOf]):
    """The shape of each class of a union, by its tag. It is made when it is asked for: most programs read a few classes.

    Parameters:
        classes: the classes by their tags.
    """

    __slots__ = ("_classes",)

    def __init__(self, classes: Mapping[str, Any]) -> None:
        self._classes: Mapping[str, Any] = classes

    def __getitem__(self, tag: str) -> ObjectOf:
        shape: ObjectOf = shape_of(self._classes[tag])
        return shape

    def __contains__(self, tag: object) -> bool:
        return tag in self._classes

    def __iter__(self) -> Iterator[str]:
        return iter(self._classes)

    def __len__(self) -> int:
        return len(self._classes)


@cache
def _shape_of(cls: Any) -> Any:
    own = getattr(cls, "__shape__", None)
    if own is not None:
        return own()
    if typing.get_origin(cls) in UNIONS:
        options = typing.get_args(cls)
        kept = getattr(options[0], "__kept__", None)
        other = None if kept is None else shape_of(kept())
        return OneOf(_Options({option.type: option for option in options}), other)
    hints = typing.get_type_hints(cls, include_extras=True)
    order = _order(cls)
    attributes = sorted(attrs.fields(cls), key=lambda a: order.get(a.name, 0))
    fields = {a.name: _field(a, hints[a.name], cls) for a in attributes if a.name != EXTRA}
    tag = None if "type" in fields else getattr(cls, "type", None)
    return ObjectOf(cls, types.MappingProxyType(fields), tag, _checks(cls))


def _common(cls: type) -> frozenset[str]:
    """Return the fields that all records have, from the base class with the `id`. They come last in JSON."""
    bases = [base for base in cls.__mro__[1:] if attrs.has(base) and "id" in attrs.fields_dict(base)]
    return frozenset(attrs.fields_dict(bases[-1])) if bases else frozenset()


def _order(cls: type) -> Mapping[str, int]:
    """Return the position of each field that is not written in the order of declaration: the first ones, and those that all records have."""
    first = {"id": -1, "type": -2} if "id" in attrs.fields_dict(cls) else {}
    return dict.fromkeys(_common(cls), 1) | first


def _field(attribute: attrs.Attribute[Any], hint: Any, cls: type) -> Field:
    hint, notes = _unwrap(hint)
    description = " ".join([note for note in notes if isinstance(note, str)])
    notes = [note.bind(cls) if isinstance(note, OfClass) else note for note in notes if not isinstance(note, str)]
    try:
        shape = _shape(hint, notes)
    except TypeError as error:
        raise TypeError(f"{cls.__name__}.{attribute.name}: {error}") from None
    if not description:
        raise TypeError(f"{cls.__name__}.{attribute.name} has no description: Annotated[..., 'One sentence.']")
    written = any([isinstance(note, Written) for note in notes])
    default = NOTHING if written else attribute.default
    beside = next(((note.key, note.scalar) for note in notes if isinstance(note, Beside)), None)
    return Field(attribute.name, shape, description, default, beside)


def _unwrap(hint: Any) -> tuple[Any, list[Any]]:
    """Return the type without `Annotated` and without `| None`, and the metadata of `Annotated`."""
    notes: list[Any] = []
    while True:
        if typing.get_origin(hint) is Annotated:
            notes += hint.__metadata__
            hint = hint.__origin__
        elif typing.get_origin(hint) in UNIONS and type(None) in typing.get_args(hint):
            hint = typing.Union[tuple([option for option in typing.get_args(hint) if option is not type(None)])]  # noqa: UP007 - made of a tuple
        else:
            return hint, notes


def _shape(hint: Any, notes: list[Any]) -> Shape:
    inner, more = _unwrap(hint)
    notes = notes + [note for note in more if not isinstance(note, str)]
    if typing.get_origin(inner) is tuple:
        least = next((int(n.least) for n in notes if isinstance(n, AtLeast)), 0)
        unique = any(isinstance(n, Unique) for n in notes)
        ordered = any(isinstance(n, Ordered) for n in notes)
        rest = [n for n in notes if not isinstance(n, (AtLeast, Ordered, Unique))]
        return ListOf(_shape(typing.get_args(inner)[0], rest), least, unique, ordered)
    for note in notes:
        if isinstance(note, (Scalar, MapOf)):
            return note
    if typing.get_origin(inner) in UNIONS and all([hasattr(option, "type") for option in typing.get_args(inner)]):
        return typing.cast(Shape, shape_of(inner))
    if inner is bool:
        return Boolean()
    if inner in (int, float):
        low = next((n.least for n in notes if isinstance(n, (AtLeast, Between))), None)
        high = next((n.most for n in notes if isinstance(n, Between)), None)
        return Number(inner is int, low, high)
    if inner is object:
        return Anything()
    if isinstance(inner, type) and (hasattr(inner, "__shape__") or attrs.has(inner)):
        return typing.cast(Shape, shape_of(inner))
    raise TypeError(f"{inner} has no shape; a str needs a Scalar beside it in Annotated[...]")
