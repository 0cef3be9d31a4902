"""Suggestions for values of the wrong type and for unknown keys.

A suggestion is JSON that can be copied: it is offered only if it is valid at its place without any problem. If
something is missing that only the author knows, there is advice instead.

A class that understands more of what people write (a count as "40+") has a static method `_meant`, which takes the
text and returns the plain value that it means, or None.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from ..problems.display import INTEGER_LEAST, INTEGER_MOST, VALUE_LIMIT, is_encodable, literal
from ..problems.meant import close_matches
from ..problems.patterns import pattern
from ..problems.translations import Phrase
from .migrations import SCHEMA_VERSION
from .tree import Boolean, Field, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape

__all__ = ["Advice", "advise", "flag_for", "likely_class", "meant_key", "suggested"]

UNKNOWN: Final = "..."  # in an example, a text that only the author knows
NUMBER: Final = "...#"  # the same for a number
TRUTHS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
DATASET: Final = f'{{"type": "dataset", "schema_version": "{SCHEMA_VERSION}", "records": [...]}}'
BETWEEN_ITEMS: Final = pattern("[,;\u3001\uff0c\uff1b]")
MIDNIGHT: Final = "T00:00:00"

Fits: TypeAlias = Callable[[Shape, object], bool]
"""Whether a shape takes a plain value without any problem."""


class Advice(NamedTuple):
    """What to write instead: a JSON text, or a sentence of advice."""

    suggestion: str | None = None
    help: str | None = None


def advise(shape: Shape, value: object, fits: Fits) -> Advice:
    """Return advice for a value of the wrong type.

    >>> from thinktank_model import Name
    >>> from thinktank_model.shapes.annotations import shape_of
    >>> advise(shape_of(Name), "SIIS", lambda shape, value: True).suggestion
    '{"value": "SIIS"}'
    """
    text = suggested(shape, value, fits)
    return Advice(text) if text is not None else Advice(None, _in_words(shape, value))


def suggested(shape: Shape, value: object, fits: Fits) -> str | None:
    """Return the JSON text to write in place of a value; None if no valid value is similar, or it is too long to repeat."""
    found = next((meant for meant in _candidates(shape, value) if fits(shape, meant)), None)
    return None if found is None else literal(found)


# --- Values ---


def _candidates(shape: Shape, value: object) -> Iterator[object]:
    """Yield plain values that may have been meant, the most likely first. They need not be valid."""
    if not _is_usable(value):
        return
    match shape, value:
        case ListOf(), Mapping():
            yield [value]
        case ListOf(), str() | int() | float():
            yield [value]
            if isinstance(value, str) and isinstance(shape.item, Scalar):
                yield [item.strip() for item in BETWEEN_ITEMS.split(value)]
            yield from [[item] for item in _candidates(shape.item, value)]
        case Scalar(), _ if not isinstance(value, bool):
            yield from _texts(shape, value)
        case Number(), str():
            yield from _numbers(value.strip())
        case Number(integer=True), float() if value.is_integer():
            yield int(value)
        case Boolean(), str() | int() if (truth := TRUTHS.get(str(value).lower())) is not None:
            yield truth
        case ObjectOf(), str() | int() | float() if not isinstance(value, bool):
            yield from _objects(shape, value)


def _is_usable(value: object) -> bool:
    return not isinstance(value, str) or (len(value) <= VALUE_LIMIT and is_encodable(value))


def _texts(shape: Scalar, value: object) -> Iterator[object]:
    """Yield the texts that a text, number or Python date may mean."""
    if isinstance(value, int) and not INTEGER_LEAST <= value <= INTEGER_MOST:
        return  # Python refuses to print integers of thousands of digits
    written = getattr(value, "isoformat", lambda: str(value) if isinstance(value, (str, int, float)) else "")()
    for text in (written, written.removesuffix(MIDNIGHT)):
        yield text
        for problem in shape.read(text)[1] if is_encodable(text) else ():
            if problem.suggestion is not None:
                yield json.loads(problem.suggestion)


def _numbers(text: str) -> Iterator[object]:
    if re.fullmatch(r"-?[0-9]{1,20}", text):
        yield int(text)
    elif re.fullmatch(r"-?[0-9]{1,20}\.[0-9]{1,20}", text):
        yield float(text)


def _objects(shape: ObjectOf, value: str | float) -> Iterator[dict[str, object]]:
    """Yield objects that hold a bare value and nothing that is unknown."""
    own = getattr(shape.cls, "_meant", None)
    if own is not None and isinstance(value, str):
        meant = own(value)
        yield from () if meant is None else [meant]
        return
    # a text that is a valid id goes to a reference; any other goes to a required field
    for name in sorted(shape.fields, key=lambda name: (not name.endswith("_id"), not shape.fields[name].required)):
        for inner in _inner(shape.fields[name].shape, value):
            if all([other == name or not field.required for other, field in shape.fields.items()]):
                yield {name: inner}


def _inner(shape: Shape, value: str | float) -> Iterator[object]:
    """Yield values for a field of an object: the bare value itself, or an object that holds it."""
    if isinstance(shape, ObjectOf):
        yield from _objects(shape, value)
    elif isinstance(shape, (Scalar, Number)):
        yield value


# --- Advice ---


def _in_words(shape: Shape, value: object) -> str | None:
    """Return advice for a value without a suggestion."""
    match shape, value:
        case ListOf(item=ObjectOf() as item), str() | int() | float():
            return Phrase("Write a list, [{item}], even for a single item.", item=_example(item, value))
        case ListOf(), _:
            return Phrase("Write a list, even for a single item.")
        case MapOf(key=key, value=Scalar()), str():
            return _such_as(f'{{"{key.examples[0]}": "..."}}')
        case Scalar(), int() | float() if shape.examples:
            return Phrase('Write a string such as "{example}".', example=shape.examples[0])
        case ObjectOf(), str() | int() | float() | list() | tuple():
            return _such_as(_example(shape, value))
        case OneOf(), list() | tuple():
            return Phrase("Write one record per line in a .jsonl file, or {dataset}.", dataset=DATASET)
    return None


def _such_as(example: str) -> Phrase:
    return Phrase("Write an object such as {example}.", example=example)


def _example(shape: ObjectOf, value: object) -> str:
    """Return an example object, with an ellipsis in place of unknown values."""
    own = getattr(shape.cls, "_meant", None)
    meant = own(value) if own is not None and isinstance(value, str) and _is_usable(value) else None
    built = {name: _unknown(field.shape) for name, field in _shown(shape)}
    return json.dumps(meant or built, ensure_ascii=False).replace(f'"{NUMBER}"', UNKNOWN)


def _unknown(shape: Shape) -> object:
    """Return the placeholder for a value of the shape in an example."""
    if isinstance(shape, MapOf) and shape.key.examples and isinstance(shape.value, Scalar):
        return {shape.key.examples[0]: UNKNOWN}
    return NUMBER if isinstance(shape, Number) else UNKNOWN


def _shown(shape: ObjectOf) -> list[tuple[str, Field]]:
    """Return the required fields, or the first field if none is required."""
    required = [(name, field) for name, field in shape.fields.items() if field.required]
    return required or list(shape.fields.items())[:1]


# --- Keys and classes ---


def meant_key(shape: ObjectOf, key: str, given: Mapping[Any, object]) -> str | None:
    """Return the field that an unknown key most likely means and that is not given yet: by its new name, or a similar one."""
    free = [name for name in shape.fields if name not in given]
    renamed = getattr(shape.cls, "renamed", {}).get(key)
    if renamed in free:
        return str(renamed)
    near = [name for name in close_matches(key.lower()[:50], free, 3, 0.7) if _differ_in_spelling(key, name)] or [
        name for name in free if name in (key + "s", key + "_id", key + "_ids")
    ]
    return near[0] if near else None


def _differ_in_spelling(key: str, name: str) -> bool:
    """Return whether two keys are similar even without their common ending, unlike `member_ids` and `merged_ids`."""
    ending = next((ending for ending in ("_ids", "_id") if key.endswith(ending) and name.endswith(ending)), "")
    stems = [text.removesuffix(ending) for text in (key.lower()[:50], name)]
    return not ending or bool(close_matches(stems[0], stems[1:], 1, 0.6))


def flag_for(shape: ObjectOf, text: str, given: Mapping[Any, object]) -> str | None:
    """Return the boolean key with the meaning of a text: `is_think_tank` for "Think Tank"; None if there is none, or it is given."""
    flags = [name for name, field in shape.fields.items() if isinstance(field.shape, Boolean) and name not in given]
    near = close_matches("is_" + re.sub(r"[\W_]+", "_", text[:50].casefold()), flags, 1, 0.9)
    return near[0] if near else None


def likely_class(shape: OneOf, value: Mapping[Any, object]) -> ObjectOf | None:
    """Return the most likely class of an object without a known type: by its id, or the one class that has most of its keys."""
    by_id = shape.options.get(str(value.get("id")).partition(":")[0])
    if by_id is not None:
        return by_id
    scores = {}
    for tag, option in shape.options.items():
        known = sum([key in option.fields for key in value])
        missing = sum([field.required and name not in value for name, field in option.fields.items()])
        scores[tag] = (known, -missing)
    second, first = sorted(scores, key=lambda tag: scores[tag])[-2:]
    return shape.options[first] if scores[first] > scores[second] else None
