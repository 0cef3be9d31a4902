"""Whether a JSON value has the form of a schema that can be compared, before anything is compared; and one form for all.

The forms are those of JSON Schema 2020-12, and the older `definitions` for `$defs`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from ...problems.display import display
from ...problems.pointers import pointer
from .terms import ALTERNATIVES, MAPS, TYPES, Schema

__all__ = ["LEAST", "MOST", "faults", "is_schema", "normal"]

LEAST: Final = frozenset(["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains"])
MOST: Final = frozenset(["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains"])
ONE: Final = frozenset("items not if then else propertyNames contains additionalProperties".split())  # hold one schema
LISTS: Final = ALTERNATIVES | {"allOf", "prefixItems"}  # hold a list of schemas
NAMED: Final = MAPS | {"$defs", "definitions"}  # hold schemas by name


class _Form(NamedTuple):
    keywords: frozenset[str]
    expected: str
    fits: Callable[[Any], bool]


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all([isinstance(item, str) for item in value])


FORMS: Final = (
    _Form(frozenset(["$ref", "pattern"]), "a string", lambda value: isinstance(value, str)),
    _Form(LEAST | MOST, "a number", lambda value: isinstance(value, (int, float)) and not isinstance(value, bool)),
    _Form(frozenset(["required"]), "a list of strings", _are_texts),
    _Form(frozenset(["enum"]) | LISTS, "a list", lambda value: isinstance(value, list)),
    _Form(frozenset(["uniqueItems"]), "true or false", lambda value: isinstance(value, bool)),
    _Form(NAMED, "an object", lambda value: isinstance(value, Mapping)),
    _Form(
        frozenset(["type"]),
        f"one of {', '.join(sorted(TYPES))}, or a list of them",
        lambda value: (value in TYPES) if isinstance(value, str) else _are_texts(value) and set(value) <= TYPES,
    ),
)


def is_schema(value: object) -> bool:
    """Return whether a JSON value is meant as a schema, of this library or another: an object with a keyword of JSON Schema."""
    known = {"$schema", *ONE, *LISTS, *NAMED, *[keyword for form in FORMS for keyword in form.keywords]}
    return isinstance(value, Mapping) and not known.isdisjoint(value)


def normal(schema: Any) -> Schema:
    """Return a schema without faults in normal form: objects for `true` and `false`, `$defs` for `definitions`.

    `true` or `false` in `additionalProperties` are kept.
    """
    if isinstance(schema, bool):
        return {} if schema else {"not": {}}
    made: dict[str, Any] = {}
    for keyword, value in schema.items():
        if keyword in NAMED:
            named = {name: normal(part) for name, part in value.items()}
            name = "$defs" if keyword == "definitions" else keyword
            made[name] = {**made.get(name, {}), **named}
        elif keyword in LISTS:
            made[keyword] = [normal(part) for part in value]
        elif keyword == "$ref":
            made[keyword] = value.replace("#/definitions/", "#/$defs/")
        else:
            made[keyword] = normal(value) if _parts(keyword, value) else value
    return made


def faults(schema: object, at: str = "") -> Iterator[str]:
    """Yield the faults that prevent comparing a value as a schema, each as one line that begins with a JSON Pointer."""
    if isinstance(schema, bool):
        return
    if not isinstance(schema, Mapping):
        yield f"{at or '(whole)'}: found {display(schema)}; expected an object, a schema"
        return
    for keyword, value in schema.items():
        here = at + pointer(keyword)
        form = next((form for form in FORMS if keyword in form.keywords), None)
        if form is not None and not form.fits(value):
            yield f"{here}: found {display(value)}; expected {form.expected}"
        else:
            for step, part in _parts(keyword, value):
                yield from faults(part, here + step)


def _parts(keyword: str, value: Any) -> list[tuple[str, object]]:
    """Return the schemas that a keyword holds, with the path to each."""
    if keyword in NAMED:
        return [(pointer(name), part) for name, part in value.items()]
    if keyword in LISTS:
        return [(pointer(number), part) for number, part in enumerate(value)]
    if keyword in ONE and not (keyword == "additionalProperties" and isinstance(value, bool)):
        return [("", value)]
    return []
