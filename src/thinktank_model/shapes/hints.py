"""What was most likely meant by a value of the wrong type, as JSON that can be written instead.

A class that knows more of what people write for it (a count as "40+") says so in a static method `_meant`, which takes the
text and returns the plain value that it stands for, or None.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, Final

from ..problems.display import VALUE_LIMIT, is_encodable
from ..problems.translations import Phrase
from .migrations import SCHEMA_VERSION
from .tree import Boolean, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape

__all__ = ["likely_class", "meant_key", "meant_value"]

UNKNOWN: Final = "..."  # stands in a suggestion for what only the author knows
TRUTHS: Final = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}
DATASET: Final = f'{{"type": "dataset", "schema_version": "{SCHEMA_VERSION}", "records": [...]}}'


def meant_value(shape: Shape, value: object) -> str | None:
    """What to write where a value of another type was found; None where that cannot be said.

    >>> from thinktank_model import Name
    >>> from thinktank_model.shapes.annotations import shape_of
    >>> meant_value(shape_of(Name), "SIIS")
    '{"value": "SIIS"}'
    """
    match shape, value:
        case ListOf(), _ if not isinstance(value, (Mapping, list, tuple)):
            item = meant_value(shape.item, value) if isinstance(shape.item, ObjectOf) else None
            return Phrase("a list, [{item}], even for a single item", item=item or UNKNOWN)
        case ListOf(item=ObjectOf()), Mapping():
            return Phrase("a list, [{item}], even for a single item", item=UNKNOWN)
        case MapOf(key=key, value=Scalar()), str():
            return _such_as(f'{{"{key.examples[0]}": "..."}}')
        case Scalar(), int() if not isinstance(value, bool):
            return _in_quotes(shape, str(value))
        case Number(), str() if value.strip().lstrip("-").isdigit():
            return Phrase("the number without quotes, {value}", value=value.strip())
        case Boolean(), str() | int() if str(value).lower() in TRUTHS:
            truth = TRUTHS[str(value).lower()]
            return Phrase("{value} without quotes", value=truth) if isinstance(value, str) else truth
        case ObjectOf(), str() | int() | float() if not isinstance(value, bool):
            return _around(shape, value)
        case ObjectOf(), list():
            return _such_as(_text(_outline(shape)))
        case OneOf(), list() | tuple():
            return Phrase("the records one a line in a .jsonl file, or {dataset}", dataset=DATASET)
    return None


def _in_quotes(shape: Scalar, text: str) -> str | None:
    """A number as the string that it should have been, or what that string should have been."""
    problems = shape.read(text)[1]
    if not problems:
        return Phrase('the value in quotes, "{value}"', value=text)
    return problems[0].suggestion or (
        Phrase('a string such as "{example}"', example=shape.examples[0]) if shape.examples else None
    )


# --- An object around a bare value ---


def _around(shape: ObjectOf, value: str | float) -> str:
    usable = not isinstance(value, str) or (len(value) <= VALUE_LIMIT and is_encodable(value))
    built = _filled(shape, value) if usable else None
    return _text(built) if built is not None else _such_as(_text(_outline(shape)))


def _such_as(example: str) -> Phrase:
    return Phrase("an object such as {example}", example=example)


def _text(built: object) -> str:
    return json.dumps(built, ensure_ascii=False)


def _filled(shape: Shape, value: str | float) -> Any:
    """The plain value of a shape that says what this value says; None where it has no place for it."""
    match shape:
        case Scalar():
            return value if isinstance(value, str) and not shape.read(value)[1] else None
        case Number(integer=integer, least=least, most=most):
            if isinstance(value, str) or (integer and isinstance(value, float)):
                return None
            return value if (least is None or value >= least) and (most is None or value <= most) else None
        case ObjectOf():
            own = getattr(shape.cls, "_meant", None)
            if own is not None and isinstance(value, str):
                return own(value)
            # what reads as an id is one; anything else belongs rather where something must stand
            for name in sorted(
                shape.fields, key=lambda name: (not name.endswith("_id"), not shape.fields[name].required)
            ):
                inner = _filled(shape.fields[name].shape, value)
                if inner is not None:
                    return _outline(shape) | {name: inner}
    return None


def _outline(shape: ObjectOf) -> dict[str, object]:
    """The required keys of an object, with nothing known of their values."""
    return {name: 1 if isinstance(field.shape, Number) else UNKNOWN for name, field in _shown(shape)}


def _shown(shape: ObjectOf) -> list[tuple[str, Any]]:
    """The required fields; where there are none, the first."""
    required = [(name, field) for name, field in shape.fields.items() if field.required]
    return required or list(shape.fields.items())[:1]


# --- Keys and classes ---


def meant_key(shape: ObjectOf, key: str, given: Mapping[Any, object]) -> str | None:
    """The field that an unknown key was most likely meant for: one whose name is near, and that is not there already."""
    free = [name for name in shape.fields if name not in given]
    near = get_close_matches(key.lower()[:50], free, 1, 0.7) or [
        name for name in free if name in (key + "s", key + "_id", key + "_ids")
    ]
    return near[0] if near else None


def likely_class(shape: OneOf, value: Mapping[Any, object]) -> ObjectOf | None:
    """What an object without a known type most likely is: what its id says, or the one class that knows most of its keys."""
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
