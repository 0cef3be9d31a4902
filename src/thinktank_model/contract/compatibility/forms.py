"""Whether a JSON value has the form of a schema that can be compared, before anything is compared.

The forms are those of JSON Schema 2020-12, but that a schema is an object: `true` and `false` may stand for one as
`additionalProperties` alone, as in the schemas of this library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from ...problems.display import display
from ...problems.pointers import pointer
from .terms import ALTERNATIVES, MAPS, TYPES

__all__ = ["LEAST", "MOST", "faults"]

LEAST: Final = frozenset(["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains"])
MOST: Final = frozenset(["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains"])
ONE: Final = frozenset("items not if then else propertyNames contains additionalProperties".split())  # hold one schema
LISTS: Final = ALTERNATIVES | {"allOf", "prefixItems"}  # hold a list of schemas
NAMED: Final = MAPS | {"$defs"}  # hold schemas by name


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


def faults(schema: object, at: str = "") -> Iterator[str]:
    """What in a value keeps it from being compared as a schema, each as one line that begins with a JSON Pointer."""
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
    """The schemas that a keyword holds, with the way to each."""
    if keyword in NAMED:
        return [(pointer(name), part) for name, part in value.items()]
    if keyword in LISTS:
        return [(pointer(number), part) for number, part in enumerate(value)]
    if keyword in ONE and not (keyword == "additionalProperties" and isinstance(value, bool)):
        return [("", value)]
    return []
