"""Reads the annotations of classes and makes shapes of them. No other module reads annotations."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Final

from attrs import NOTHING

from ..problems.problem import Code, Problem
from ..problems.translations import primary_subtag
from .declared import defaults_of
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
    "Headings",
    "OfClass",
    "Ordered",
    "Unique",
    "Written",
    "inherited",
    "may_be_none",
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
                defaults = defaults_of(cls)
                optional = [name for name in defaults if defaults[name] is not NOTHING and name in method.__reads__]
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
        if least > most:
            raise ValueError(f"Between({least}, {most}): the minimum is greater than the maximum")
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


class Headings:
    """The heading of a field or class on sheets, in English, French and Chinese; without it a sheet shows its key."""

    __slots__ = ("named",)

    def __init__(self, en: str, fr: str = "", zh: str = "") -> None:
        self.named: Mapping[str, str] = {"en": en, "fr": fr, "zh": zh}

    def __call__(self, lang: str) -> str:
        """Return the heading in a language, by its primary subtag; in English if there is none."""
        return self.named.get(primary_subtag(lang)) or self.named["en"]


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
    defaults = sorted(defaults_of(cls).items(), key=lambda one: order.get(one[0], 0))
    fields = {name: _field(name, default, hints[name], cls) for name, default in defaults if name != EXTRA}
    tag = None if "type" in fields else getattr(cls, "type", None)
    return ObjectOf(cls, types.MappingProxyType(fields), tag, _checks(cls))


def inherited(base: type, cls: Any) -> Mapping[str, Field]:
    """Return the fields of a base class as a class that does not change them has them."""
    hints = typing.get_type_hints(base, include_extras=True)
    return {
        name: _field(name, default, hints[name], cls) for name, default in defaults_of(base).items() if name != EXTRA
    }


def may_be_none(cls: type, name: str) -> bool:
    """Return whether the annotation of a field allows None."""
    hint = typing.get_type_hints(cls)[name]
    return typing.get_origin(hint) in UNIONS and type(None) in typing.get_args(hint)


def _common(cls: type) -> frozenset[str]:
    """Return the fields that all records have, from the base class with the `id`. They come last in JSON."""
    bases = [base for base in cls.__mro__[1:] if "id" in defaults_of(base)]
    return frozenset(defaults_of(bases[-1])) if bases else frozenset()


def _order(cls: type) -> Mapping[str, int]:
    """Return the position of each field that is not written in the order of declaration: the first ones, and those that all records have."""
    first = {"id": -1, "type": -2} if "id" in defaults_of(cls) else {}
    return dict.fromkeys(_common(cls), 1) | first


def _field(name: str, default: Any, hint: Any, cls: type) -> Field:
    hint, notes = _unwrap(hint)
    description = " ".join([note for note in notes if isinstance(note, str)])
    notes = [note.bind(cls) if isinstance(note, OfClass) else note for note in notes if not isinstance(note, str)]
    try:
        shape = _shape(hint, notes)
    except TypeError as error:
        raise TypeError(f"{cls.__name__}.{name}: {error}") from None
    if not description:
        raise TypeError(f"{cls.__name__}.{name} has no description: Annotated[..., 'One sentence.']")
    written = any([isinstance(note, Written) for note in notes])
    beside = next(((note.key, note.scalar) for note in notes if isinstance(note, Beside)), None)
    headings = next((note for note in notes if isinstance(note, Headings)), None)
    return Field(name, shape, description, NOTHING if written else default, beside, headings)


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
        item, *others = typing.get_args(inner)
        if others != [...]:
            raise TypeError(f"{_said(inner)} has no shape; expected tuple[{_said(item)}, ...]")
        least = next((int(n.least) for n in notes if isinstance(n, AtLeast)), 0)
        unique = any(isinstance(n, Unique) for n in notes)
        ordered = any(isinstance(n, Ordered) for n in notes)
        rest = [n for n in notes if not isinstance(n, (AtLeast, Ordered, Unique))]
        return ListOf(_shape(item, rest), least, unique, ordered)
    is_number = inner in (int, float)
    _check(inner, notes, (AtLeast, Between) if is_number else () if inner is bool else (Scalar, MapOf))
    for note in notes:
        if isinstance(note, (Scalar, MapOf)):
            if inner is not note.cls:
                raise TypeError(f"{_named(note)} makes {_said(note.cls)}, and the annotation is {_said(inner)}")
            return note
    if typing.get_origin(inner) in UNIONS and all([hasattr(option, "type") for option in typing.get_args(inner)]):
        return typing.cast(Shape, shape_of(inner))
    if inner is bool:
        return Boolean()
    if is_number:
        low = next((n.least for n in notes if isinstance(n, (AtLeast, Between))), None)
        high = next((n.most for n in notes if isinstance(n, Between)), None)
        return Number(inner is int, low, high)
    if inner is object:
        return Anything()
    if isinstance(inner, type) and (hasattr(inner, "__shape__") or defaults_of(inner)):
        return typing.cast(Shape, shape_of(inner))
    if inner is str:
        raise TypeError("a str needs a Scalar such as LABEL beside it in Annotated[...]")
    listed = "int, float, bool, a Vocabulary, a class such as Text or Period, or tuple[..., ...] of them"
    raise TypeError(f"{_said(inner)} has no shape; expected {listed}")


def _said(hint: Any) -> str:
    return str(getattr(hint, "__name__", hint)) if isinstance(hint, type) and not typing.get_args(hint) else str(hint)


def _named(note: object) -> str:
    """Return how a message names what an annotation says beside its type."""
    return f"the Scalar of {note.name}" if isinstance(note, Scalar) else type(note).__name__


def _check(hint: Any, notes: list[Any], fitting: tuple[type, ...]) -> None:
    """Check that what an annotation says beside its type means something for it, and is said once."""
    said = [note for note in notes if isinstance(note, (AtLeast, Between, Ordered, Scalar, MapOf, Unique))]
    for note in said:
        if not isinstance(note, fitting):
            raise TypeError(f"{_named(note)} means nothing for {_said(hint)}")
    if len(said) > 1:
        raise TypeError(f"Annotated[{_said(hint)}, ...] takes one of its {len(said)} rules, which exclude each other")
