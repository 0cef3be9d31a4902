"""Shapes: what a class looks like in JSON, as one small neutral tree. The only reader of annotations.

A class says what it holds once, in its annotations:

    country: Annotated[str | None, COUNTRY, "Where it is established."] = None
    host_ids: Annotated[tuple[str, ...], Ref("organization"), AtLeast(1), "Who runs the programme."]

`shape_of(cls)` reads them into a tree of eight kinds of node: `Scalar` (a JSON string: text, date, term, reference, ...),
`Number`, `Boolean`, `Anything` (free JSON), `ListOf`, `MapOf`, `ObjectOf` and `OneOf` (a union told by `type`). Everything else in the library (the loader,
the explainer, the dumper, JSON Schema, reference checks, documentation, test data) walks that tree and never looks at a
class again.

The classes here are plain ones, not attrs classes: that saves a tenth of the library's import time.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Final, TypeAlias

import attrs
from attrs import NOTHING

from .problems import Code, Problem, is_encodable

__all__ = [
    "EXTRA",
    "UNIONS",
    "Anything",
    "AtLeast",
    "Bad",
    "Between",
    "Boolean",
    "Constraint",
    "Field",
    "ListOf",
    "MapOf",
    "Memo",
    "Number",
    "ObjectOf",
    "OfClass",
    "OneOf",
    "Reading",
    "Scalar",
    "Shape",
    "Unique",
    "Written",
    "also",
    "shape_of",
    "within",
]

NO_KEYWORDS: Final[Mapping[str, Any]] = types.MappingProxyType({})
MEMO_LIMIT: Final = 65_536  # entries; a full memo is cleared
REFUSED_LIMIT: Final = 1024  # entries
REFUSED_LENGTH: Final = 200  # characters
EXTRA: Final = "unknown_keys"  # the attribute of every object that holds the keys its shape does not know

Reading: TypeAlias = tuple[Any, tuple[Problem, ...]]
"""What reading one string gave: the value (None if there is an error), and everything there is to say about it."""


class Bad(LookupError):
    """A quick way's no: it does not say why, the explainer does."""


class Memo(dict[str, Any]):
    """Text to value for a scalar that repeats; only texts about which there is nothing to report get in.

    Looking a text up in it is type check, rule, parsing and interning at once. A text that is not clean raises `Bad`.
    """

    __slots__ = ("read", "refused")

    def __init__(self, read: Callable[[str], Reading]) -> None:
        self.read = read
        self.refused: dict[str, Reading] = {}  # what was said of the last texts that are not clean

    def __missing__(self, text: object) -> Any:
        if type(text) is not str or text in self.refused or not is_encodable(text):
            raise Bad
        value, problems = reading = self.read(text)
        if problems:
            if len(text) <= REFUSED_LENGTH:
                if len(self.refused) >= REFUSED_LIMIT:
                    self.refused.clear()
                self.refused[text] = reading
            raise Bad
        if len(self) >= MEMO_LIMIT:
            self.clear()
        self[text] = value
        return value


def also(rule: str, *codes: Code) -> dict[str, Any]:
    """What JSON Schema cannot say of a value, as an entry of the annotation `x-also` beside what it can.

    Parameters:
        rule: what must hold, in one sentence.
        codes: the codes of the problems that are reported where it does not.
    """
    return {"codes": [code.name for code in codes], "rule": rule}


class Scalar:
    """A value that JSON writes as one string.

    Attributes:
        name: what it is, for messages and documentation: "country code".
        read: JSON text to value and problems; the one place where the rules of this value are written.
        cls: the Python type of the value.
        attribute: the attribute of the value that holds its JSON text; None where the value is a `str`, its own text.
        repeats: whether the same value is often met again (countries, terms, dates); such values are remembered.
        clean: for values that do not repeat, a quick test that says True only where `read` would return the text as it
            is, without any problem.
        schema: the JSON Schema keywords beside `type: string`; under `x-also` what they cannot say (`also`), and as `title`
            the name of the value, if the schema is to say it in one place for all fields.
        examples: JSON texts that `read` takes without a problem.
        memo: the values of texts that were read before, if it repeats.
    """

    __slots__ = ("attribute", "clean", "cls", "examples", "memo", "name", "read", "repeats", "schema")

    def __init__(
        self,
        *,
        name: str,
        read: Callable[[str], Reading],
        cls: Any = str,
        attribute: str | None = None,
        repeats: bool = True,
        clean: Callable[[str], bool] | None = None,
        schema: Mapping[str, Any] = NO_KEYWORDS,
        examples: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.read = read
        self.cls = cls
        self.attribute = attribute
        self.repeats = repeats
        self.clean = clean
        self.schema = schema
        self.examples = examples
        self.memo = Memo(read)


class Number:
    """A JSON number: an integer, or any number; never a bool."""

    __slots__ = ("integer", "least", "most")

    def __init__(self, integer: bool, least: float | None = None, most: float | None = None) -> None:
        self.integer = integer
        self.least = least
        self.most = most


class Boolean:
    """true or false, and nothing that is merely like it."""


class Anything:
    """Free JSON, kept as it is."""


class ListOf:
    """A JSON list, in Python a tuple.

    Attributes:
        item: the shape of each item.
        at_least: how many items there must be.
        unique: whether an item may stand there only once.
    """

    __slots__ = ("at_least", "item", "unique")

    def __init__(self, item: Shape, at_least: int = 0, unique: bool = False) -> None:
        self.item = item
        self.at_least = at_least
        self.unique = unique


class MapOf:
    """A JSON object with free keys, in Python an immutable mapping of class `cls`.

    Attributes:
        cls: the mapping's class; `cls._of(dict)` wraps checked entries.
        key: the shape of each key.
        value: the shape of each value.
        at_least: how many entries there must be.
        checks: rules over the whole mapping.
    """

    __slots__ = ("at_least", "checks", "cls", "key", "value")

    def __init__(
        self, cls: Any, key: Scalar, value: Shape, at_least: int = 0, checks: tuple[Constraint, ...] = ()
    ) -> None:
        self.cls = cls
        self.key = key
        self.value = value
        self.at_least = at_least
        self.checks = checks


class Field:
    """One key of an object.

    Attributes:
        name: the JSON key and the Python attribute.
        shape: what it holds.
        description: one sentence for people.
        default: the value that an absent key stands for; `attrs.NOTHING` where the key is required.
    """

    __slots__ = ("default", "description", "name", "shape")

    def __init__(self, name: str, shape: Shape, description: str, default: Any = NOTHING) -> None:
        self.name = name
        self.shape = shape
        self.description = description
        self.default = default

    @property
    def required(self) -> bool:
        """Whether JSON must have the key."""
        return self.default is NOTHING


class ObjectOf:
    """A JSON object with known keys, in Python an attrs class.

    Attributes:
        cls: the attrs class.
        fields: its keys in canonical order: `id`, the class's own, then those common to all.
        tag: the value of the key `type`; None where the object has no such key.
        checks: the rules that concern more than one field.
    """

    __slots__ = ("checks", "cls", "fields", "tag")

    def __init__(self, cls: Any, fields: Mapping[str, Field], tag: str | None, checks: tuple[Constraint, ...]) -> None:
        self.cls = cls
        self.fields = fields
        self.tag = tag
        self.checks = checks

    @property
    def description(self) -> str:
        """The first paragraph of the class's docstring."""
        return " ".join((self.cls.__doc__ or "").split("\n\n")[0].split())


class OneOf:
    """A JSON object of one of several classes, told by its key `type`.

    Attributes:
        options: the value of `type` to the shape of the object.
    """

    __slots__ = ("options",)

    def __init__(self, options: Mapping[str, ObjectOf]) -> None:
        self.options = options


Shape: TypeAlias = Scalar | Number | Boolean | Anything | ListOf | MapOf | ObjectOf | OneOf


# --- Rules over several fields of one object ---


class Constraint:
    """A rule that concerns more than one field of an object.

    Attributes:
        fields: the attributes it reads; it runs only where each of them is valid.
        check: object to problems, with pointers into the object.
        schema: the rule as JSON Schema keywords, where JSON Schema can say it; else None.
        name: what it is called.
        description: what it says.
        needs: of the fields it reads those with a default, if it has nothing to say where all of them have it; empty
            for a rule that must always be asked.
        quick: for a rule of a mapping: a cheaper test of the plain entries, True only where `check` finds nothing.
        said: for a rule on how many of its fields say something, the least and the greatest number; the whole rule.
    """

    __slots__ = ("check", "description", "fields", "name", "needs", "quick", "said", "schema")

    def __init__(
        self,
        fields: tuple[str, ...],
        check: Callable[[Any], Iterator[Problem]],
        schema: Mapping[str, Any] | None = None,
        name: str = "",
        description: str = "",
        needs: tuple[str, ...] = (),
        quick: Callable[[Any], bool] | None = None,
        said: tuple[int, int] | None = None,
    ) -> None:
        self.fields = fields
        self.check = check
        self.schema = schema
        self.name = name
        self.description = description
        self.needs = needs
        self.quick = quick
        self.said = said


def within(*fields: str) -> Callable[[Callable[[Any], Iterator[Problem]]], Callable[[Any], Iterator[Problem]]]:
    """Mark a method of a class as a rule of its objects that reads these fields.

    The method yields problems whose pointers go into the object. It runs whenever these fields are valid, even where
    others are not, so a rule must read no other field. Where every optional field among them is left out, it does not run:
    a rule is about what is said.
    """

    def mark(method: Callable[[Any], Iterator[Problem]]) -> Callable[[Any], Iterator[Problem]]:
        method.__reads__ = fields  # type: ignore[attr-defined]
        return method

    return mark


def _checks(cls: type) -> tuple[Constraint, ...]:
    """The declared constraints of an attrs class (`constraints`), then its methods marked by `within`."""
    found: list[Constraint] = list(getattr(cls, "constraints", ()))
    for owner in reversed(cls.__mro__):
        for name, method in vars(owner).items():
            if hasattr(method, "__reads__"):
                doc = " ".join((method.__doc__ or "").split())
                optional = [
                    a.name for a in attrs.fields(cls) if a.default is not NOTHING and a.name in method.__reads__
                ]
                found.append(Constraint(method.__reads__, getattr(cls, name), None, name, doc, tuple(optional)))
    return tuple(found)


# --- What an annotation may say beside its type ---


class AtLeast:
    """How many items a list must hold, or the least value of a number."""

    __slots__ = ("least",)

    def __init__(self, least: float) -> None:
        self.least = least


class Between:
    """The least and the greatest value of a number."""

    __slots__ = ("least", "most")

    def __init__(self, least: float, most: float) -> None:
        self.least = least
        self.most = most


class Unique:
    """No item of the list may stand there twice."""


class Written:
    """The key is required in JSON and always written, although Python has a default for it."""


class OfClass:
    """A scalar that differs from class to class: `bind` makes it for the class that the field is read in."""

    __slots__ = ("bind",)

    def __init__(self, bind: Callable[[Any], Scalar]) -> None:
        self.bind = bind


# --- From annotations to shapes ---

UNIONS: Final = (typing.Union, types.UnionType)


def shape_of(cls: Any) -> Any:
    """The shape of a class: an attrs class, one that states its own in `__shape__()`, or a union of tagged classes.

    Raises:
        TypeError: an annotation says something that has no shape.
    """
    return _shape_of(cls)


@cache
def _shape_of(cls: Any) -> Any:
    own = getattr(cls, "__shape__", None)
    if own is not None:
        return own()
    if typing.get_origin(cls) in UNIONS:
        return OneOf(
            types.MappingProxyType({shape_of(option).tag: shape_of(option) for option in typing.get_args(cls)})
        )
    hints = typing.get_type_hints(cls, include_extras=True)
    attributes = sorted(attrs.fields(cls), key=lambda a: (a.name != "id", a.name in _common(cls)))
    fields = {a.name: _field(a, hints[a.name], cls) for a in attributes if a.name != EXTRA}
    tag = None if "type" in fields else getattr(cls, "type", None)
    return ObjectOf(cls, types.MappingProxyType(fields), tag, _checks(cls))


def _common(cls: type) -> frozenset[str]:
    """The fields of the base class that brings the `id`: what all records have. They come last in JSON."""
    bases = [base for base in cls.__mro__[1:] if attrs.has(base) and "id" in attrs.fields_dict(base)]
    return frozenset(attrs.fields_dict(bases[-1])) if bases else frozenset()


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
    return Field(attribute.name, shape, description, default)


def _unwrap(hint: Any) -> tuple[Any, list[Any]]:
    """The type without `Annotated` and without `| None`, and what `Annotated` said beside it."""
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
        rest = [n for n in notes if not isinstance(n, (AtLeast, Unique))]
        return ListOf(_shape(typing.get_args(inner)[0], rest), least, unique)
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
