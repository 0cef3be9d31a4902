"""The JSON form of every public class: its shape, and how other libraries read and write it.

Most classes have a shape, so `codec` makes their form. Problems and their parts are in a lower layer than shapes;
their forms are made here from the annotations and docstrings of those classes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from inspect import cleandoc
from operator import attrgetter
from types import MappingProxyType, NoneType
from typing import Any, Final, NamedTuple, cast, get_args, get_type_hints

import attrs

from ..problems.display import is_encodable, sayable
from ..problems.patterns import pattern
from ..problems.pointers import pointer
from ..problems.problem import CODES, Fix, Problem, Severity, all_codes, define
from ..problems.report import InvalidData, Report
from ..problems.translations import one_of
from .annotations import shape_of
from .codec import dump, dumper, read
from .codes import WRONG_TYPE
from .explain import INVALID, Explainer, Unknown
from .frozenjson import FREE, JsonMap, thaw
from .tree import EXTRA, Anything, Boolean, Constraint, Field, ListOf, MapOf, Number, ObjectOf, Reading, Scalar, Shape

__all__ = ["Form", "form_of"]

CODE_LIMIT: Final = 200  # characters
FOREIGN_CODE: Final = pattern("[a-z][a-z0-9-]*:[a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+", re.ASCII)
"""A code of another project: its prefix, and a name such as those of the catalogue."""

UNKNOWN_WORD = define(
    "report.unknown-word",
    "error",
    "unknown word in a report: {found}",
    why=(
        "Software reads the code and severity of a problem and the operation of its fix. A code that is not in "
        "the catalogue comes from another version of the library."
    ),
    bad='{"code": "date.syntax", "severity": "fatal", "pointer": "/start"}',
    good='{"code": "date.syntax", "severity": "error", "pointer": "/start"}',
)


class Form(NamedTuple):
    """The JSON form of a class.

    Attributes:
        shape: the shape of its JSON.
        read: a function that returns the value built from a raw one, or None if there is an error, and all problems.
        write: a function that returns the plain JSON value of a built one.
    """

    shape: Shape
    read: Callable[[object, Unknown], tuple[Any, tuple[Problem, ...]]]
    write: Callable[[Any], Any]


@cache
def form_of(cls: Any) -> Form:
    """Return the form of a class.

    Raises:
        TypeError: the class has no JSON form.
    """
    if cls in REPORTED:
        return Form(_reported()[cls], partial(_read_reported, cls), _write)
    return form_of_shape(getattr(cls, "__form__", partial(shape_of, cls))())


def form_of_shape(shape: Shape) -> Form:
    """Return the form of a class with this shape."""
    return Form(shape, partial(read, shape), _writer(shape))


def _writer(shape: Shape) -> Callable[[Any], Any]:
    match shape:
        case ObjectOf():
            return dumper(shape)
        case Scalar(attribute=str() as attribute):
            return attrgetter(attribute)
        case MapOf():
            return lambda built: {key: thaw(value) for key, value in built.items()}
    return dump  # any record: its own class decides


# --- Problems, and what they are made of ---

REPORTED: Final = (Severity, Fix, Problem, Report)


def _text(name: str, example: str) -> Scalar:
    return Scalar(name=name, read=lambda text: (text, ()), repeats=False, clean=is_encodable, examples=(example,))


POINTER: Final = _text("JSON pointer", "/names/0")
TEXT: Final = _text("text", "text")


def _one_word(title: str, words: Mapping[str, Any], **more: Any) -> Scalar:
    """Return a scalar that only takes these words."""

    def read_word(text: str) -> Reading:
        return (words[text], ()) if text in words else (None, (UNKNOWN_WORD(text, expected=one_of(words)),))

    schema = {"title": title, "enum": list(words)}
    return Scalar(name="a word of a report", read=read_word, schema=schema, examples=tuple(words), **more)


def _read_code(text: str) -> Reading:
    known = text in CODES or text in all_codes() or FOREIGN_CODE.fullmatch(text[:CODE_LIMIT]) is not None
    return (text, ()) if known else (None, (UNKNOWN_WORD(text, expected="a code of the catalogue"),))


def _scalars(built: Any) -> Iterator[Problem]:
    """Report a value in a problem or a fix that is not a scalar."""
    params = getattr(built, "params", None) or {}
    for at, value in [("/value", built.value), *[(pointer("params", name), params[name]) for name in params]]:
        if isinstance(value, (JsonMap, tuple)):
            yield WRONG_TYPE(thaw(value), at=at, expected="a string, a number, or true or false")


def _object(cls: type[Any], kinds: Mapping[Any, Shape], own: Mapping[str, Shape], keys: Mapping[str, str]) -> ObjectOf:
    """Return the shape of an attrs class whose attributes are texts, numbers and the like, described in its docstring.

    Parameters:
        cls: the class.
        kinds: the shape of each type.
        own: the shapes of attributes whose type does not determine it, and of keys that are written but are not attributes.
        keys: the JSON keys of attributes that have another name in JSON.
    """
    section = cleandoc(cls.__doc__ or "").partition("Attributes:\n")[2]
    said = re.findall(r"^ {4}(\w+): (.*(?:\n {5,}.*)*)", section, re.MULTILINE)
    described = {name: f"{text[0].upper()}{' '.join(text[1:].split()).rstrip('.')}." for name, text in said}
    hints, defaults = (
        get_type_hints(cls),
        {attribute.name: attribute.default for attribute in attrs.fields(cls) if attribute.eq},
    )
    fields = {}
    for name in (*defaults, *[name for name in own if name not in defaults]):
        key, shape = keys.get(name, name), own.get(name)
        if shape is None:
            types = set(get_args(hints[name]) or (hints[name],)) - {NoneType}
            shape = kinds[types.pop()] if len(types) == 1 else Anything()
        default = attrs.NOTHING if shape is POINTER else defaults.get(name)
        fields[key] = Field(key, shape, described.get(name, ""), default)
    schema = {"properties": {"value": {"type": ["boolean", "number", "string"]}}}
    check = Constraint(("value",), _scalars, schema, "scalars", "What was found is a scalar, or is said in words.")
    return ObjectOf(cls, MappingProxyType(fields), None, (check,))


@cache
def _reported() -> Mapping[Any, Shape]:
    """Return the shapes of the classes in lower layers. They are made on the first call."""
    kinds: dict[Any, Shape] = {
        str: TEXT,
        int: Number(integer=True),
        bool: Boolean(),
        Severity: _one_word("Severity", {word.value: word for word in Severity}, cls=Severity, attribute="_value_"),
    }
    operation = _one_word("FixOperation", {word: word for word in get_args(get_type_hints(Fix)["op"])})
    kinds[Fix] = _object(Fix, kinds, {"op": operation, "path": POINTER}, {"origin": "from"})
    code = Scalar(
        name="code of a problem", read=_read_code, schema={"title": "ProblemCode"}, examples=(WRONG_TYPE.name,)
    )
    problem = _object(Problem, kinds, {"code": code, "pointer": POINTER, "params": FREE, "message": TEXT}, {})
    return {Severity: kinds[Severity], Fix: kinds[Fix], Problem: problem, Report: ListOf(problem)}


class _Given:
    """The attributes of a problem or fix before it is made."""


class _Reader(Explainer):
    """Makes problems and fixes with their constructors, since they cannot keep unknown keys."""

    __slots__ = ()

    def build(self, built: Any, shape: ObjectOf, values: Mapping[str, Any], at: str) -> Any:
        """Return the problem or fix with these attributes; the result does not matter if there is an error."""
        before = self.errors
        built = super().build(
            _Given(), shape, values, at
        )  # the class itself is frozen: its constructor makes the object
        if self.errors != before or INVALID in values.values():
            return built
        given = vars(built)
        for derived in (EXTRA, "message"):
            given.pop(derived, None)
        if "from" in given:
            given["origin"] = given.pop("from")
        if "params" in given:
            given["params"] = tuple(dict(given["params"]).items())
        return shape.cls(**given)


def _read_reported(cls: Any, value: object, _unknown: Unknown) -> tuple[Any, tuple[Problem, ...]]:
    """Read an object of a class in a lower layer, as `codec.read` does. It cannot keep unknown keys, so it refuses them."""
    if isinstance(value, cls):
        return value, ()
    reader = _Reader()
    try:
        built = reader.walk(_reported()[cls], value, "")
    except InvalidData:  # more errors than anyone would read
        built = INVALID
    if built is INVALID:
        return None, tuple(reader.problems)
    return Report(built) if cls is Report else built, ()


def _write(built: Any) -> Any:
    """Return the plain JSON value of a report, a part of it, or a value in it, without defaults."""
    if isinstance(built, Report):
        return [_write(problem) for problem in built]
    if isinstance(built, Severity):
        return built.value
    if not isinstance(built, (Problem, Fix)):
        return {name: sayable(value) for name, value in built} if isinstance(built, tuple) else sayable(built)
    shape = cast("ObjectOf", _reported()[type(built)])
    values = [(field, getattr(built, "origin" if key == "from" else key)) for key, field in shape.fields.items()]
    return {field.name: _write(value) for field, value in values if value != field.default}
