"""Samples of all fields, from the shipped datasets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from ..dataset.collection import Dataset
from ..dataset.examples import _ENDING, _FOLDER, example_names
from ..jsontext.parsing import encode, parse
from ..shapes.annotations import shape_of
from ..shapes.codec import read
from ..shapes.tree import Boolean, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape

_SHORT: Final = 120  # bytes of a sample, if there are such
_SAMPLES: Final = 3  # of a field
_WHOLE: Final = 600  # bytes of the sample of a class, if there are such


# --- Samples ---


def samples(shape: ObjectOf, name: str) -> list[Any]:
    """Return one or more JSON values of a field from the shipped datasets, preferably short ones.

    If they do not have the field, values of the same field in other classes are used if they are valid here, or else one is made.

    >>> from thinktank_model import Event
    >>> samples(shape_of(Event), "timezone")
    ['America/Toronto']
    """
    shipped = _shipped()
    own = shipped.get((shape.cls.__name__, name))
    if own is None:
        elsewhere = [value for (_, other), values in shipped.items() if other == name for value in values]
        own = [value for value in [*elsewhere, *_made(shape, name)] if _suits(shape, name, value)]
        own = own or list(_made(shape, name))
    short = [value for value in own if _size(value) <= _SHORT]
    return short[:_SAMPLES] or [min(own, key=_size)]


def whole_sample(shape: ObjectOf) -> Any:
    """Return one valid JSON object of a class from the shipped datasets, with many fields but still readable.

    For a class that they do not have, an object with the required fields.

    >>> from thinktank_model import Period
    >>> read(shape_of(Period), whole_sample(shape_of(Period)))[1]
    ()
    """
    shipped = [value for value in _shipped().get((shape.cls.__name__, ""), []) if not read(shape, value)[1]]
    fitting = [value for value in shipped if _size(value) <= _WHOLE]
    if fitting:
        return max(fitting, key=_size)
    smallest = sample(shape)
    short = {key: value for key, value in smallest.items() if key not in shape.fields or _size(value) <= _SHORT}
    return smallest if read(shape, short)[1] else short


def _size(value: Any) -> int:
    return len(encode(value))


def _suits(shape: ObjectOf, name: str, value: Any) -> bool:
    """Return whether a shipped record of the class has no problem with this value in it."""
    records = _shipped().get((shape.cls.__name__, ""), [])
    return any([not read(shape, {**record, name: value})[1] for record in records[:1]])


@cache
def _shipped() -> Mapping[tuple[str, str], list[Any]]:
    """Return the distinct values in the shipped datasets by class and field; whole records are under the empty name."""
    found: dict[tuple[str, str], dict[bytes, Any]] = {}
    for name in example_names():
        document, _ = parse((_FOLDER / (name + _ENDING)).read_bytes())
        for cls, field, value in _values(shape_of(Dataset), document):
            found.setdefault((cls, field), {}).setdefault(encode(value), value)
    return {place: list(values.values()) for place, values in found.items()}


def _values(shape: Shape, value: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield every value inside a value with its class and field, and each item of a list as a list of one."""
    match shape:
        case OneOf():
            yield from _values(shape.options[value["type"]], value)
        case ListOf():
            for item in value:
                yield from _values(shape.item, item)
        case ObjectOf():
            name = shape.cls.__name__
            yield name, "", value
            for key, field in shape.fields.items():
                if key in value and not read(field.shape, value[key])[1]:
                    yield name, key, value[key]
                    if isinstance(field.shape, ListOf):
                        yield from [(name, key, [item]) for item in value[key]]
                if key in value:
                    yield from _values(field.shape, value[key])


def _made(shape: ObjectOf, name: str) -> Iterator[Any]:
    """Make values of a field that no shipped dataset has."""
    field = shape.fields[name]
    yield sample(field.shape)
    merged = [f"{shape.tag}:example"]  # the only value that differs in each class
    if shape.tag is not None and not read(field.shape, merged)[1]:
        yield merged


def sample(shape: Shape) -> Any:
    """Return a small valid value of a shape; for a class that no shipped dataset has, an object with the required fields."""
    match shape:
        case Scalar():
            return shape.examples[0]
        case Number():
            return shape.least or 1
        case Boolean():
            return True
        case ListOf():
            return [sample(shape.item)]
        case MapOf():
            return {shape.key.examples[0]: sample(shape.value)}
        case ObjectOf():
            shipped = _shipped().get((shape.cls.__name__, ""), ())
            chosen = {
                name for check in shape.checks if check.said is not None for name in check.fields[: check.said[0]]
            }
            made = {
                name: sample(field.shape) for name, field in shape.fields.items() if field.required or name in chosen
            }
            return min(shipped, key=_size, default={"type": shape.tag, **made} if shape.tag else made)
        case OneOf():
            return sample(next(iter(shape.options.values())))
    return "any JSON"
