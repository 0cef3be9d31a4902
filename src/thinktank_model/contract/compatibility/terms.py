"""Reads parts of a schema: its rules without annotations, its terms, its types; and whether it takes a term."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, Final, TypeAlias

from ..schema import full_schema
from .released import released, released_versions

__all__ = [
    "ALTERNATIVES",
    "MAPS",
    "TYPES",
    "Schema",
    "accepts",
    "bare",
    "short",
    "terms_of",
    "text",
    "types_of",
    "without_terms",
]

Schema: TypeAlias = Mapping[str, Any]

# Keywords that are not rules. `$id` and the like identify a schema, `discriminator` selects a class.
REMARKS: Final = frozenset(
    "title description examples $comment deprecated readOnly writeOnly discriminator $schema $id $anchor $defs".split()
)
MAPS: Final = frozenset(["properties", "patternProperties", "dependentSchemas"])  # keywords that hold schemas by name
PLAIN: Final = frozenset(["const", "enum", "default", "required", "type"])  # keywords whose values are not schemas
TYPES: Final = frozenset("null boolean object array number integer string".split())
ALTERNATIVES: Final = frozenset(["anyOf", "oneOf"])


def bare(value: Any) -> Any:
    """Return a schema without annotations at any depth."""
    if isinstance(value, (list, tuple)):
        return [bare(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: item
        if key in PLAIN
        else {name: bare(part) for name, part in item.items()}
        if key in MAPS and isinstance(item, Mapping)
        else bare(item)
        for key, item in value.items()
        if key not in REMARKS and not key.startswith("x-")
    }


def text(value: Any) -> str:
    """Return a JSON value as canonical text, for comparison and display."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def short(value: Any) -> str:
    """Return the same, cut at 60 characters."""
    whole = text(value)
    return whole if len(whole) <= 60 else whole[:59] + "…"


def terms_of(schema: Schema) -> list[str] | None:
    """Return the terms of a closed list, each as JSON; None if the schema is not such a list."""
    if "enum" in schema:
        return [text(term) for term in schema["enum"]]
    if "const" in schema:
        return [text(schema["const"])]
    for keyword in ALTERNATIVES:
        options = schema.get(keyword)
        if options and all([set(option) == {"const"} for option in options]):
            return [text(option["const"]) for option in options]
    return None


def accepts(schema: Schema, term: str) -> bool:
    """Return whether a schema takes a term, given as JSON; False if that is unknown.

    Only patterns of the library itself are evaluated: a foreign one could take forever.
    """
    value = json.loads(term)
    for keyword, demand in schema.items():
        if keyword in ALTERNATIVES:
            fine = sum([accepts(option, term) for option in demand]) in (
                (1,) if keyword == "oneOf" else range(1, 10**6)
            )
        elif keyword in ("const", "enum"):
            fine = value in demand if keyword == "enum" else value == demand
        elif keyword == "type":
            fine = isinstance(value, str) and "string" in types_of({"type": demand})
        elif keyword in ("maxLength", "minLength"):
            length = len(value) if isinstance(value, str) else demand  # only strings match patterns
            fine = length <= demand if keyword == "maxLength" else length >= demand
        elif keyword == "pattern" or (keyword == "not" and set(demand) == {"pattern"}):
            found = _found(demand if keyword == "pattern" else demand["pattern"], value)
            fine = found is (keyword == "pattern")
        else:
            fine = keyword == "default"
        if not fine:
            return False
    return True


def _found(text: str, value: object) -> bool | None:
    """Return whether a pattern matches a value; None if that is unknown."""
    return re.search(text, value) is not None if isinstance(value, str) and text in _own_patterns() else None


@cache
def _own_patterns() -> frozenset[str]:
    """Return all patterns in the current and the released schemas."""
    schemas: list[object] = [full_schema(), *[released(version) for version in released_versions()]]
    return frozenset(chain.from_iterable([_patterns(schema) for schema in schemas]))


def _patterns(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("pattern"), str):
            yield value["pattern"]
        value = list(value.values())
    for part in value if isinstance(value, list) else ():
        yield from _patterns(part)


def without_terms(schema: Schema) -> dict[str, Any]:
    """Return the rules of a schema other than its list of terms."""
    listed = {
        "type",
        "enum",
        "const",
        *[k for k in ALTERNATIVES if all([set(o) == {"const"} for o in schema.get(k, [{}])])],
    }
    return {key: item for key, item in schema.items() if key not in listed}


def types_of(schema: Schema) -> frozenset[str]:
    """Return the types that a schema takes; an integer is also a number."""
    found = schema.get("type", TYPES)
    types = {found} if isinstance(found, str) else set(found)
    return frozenset(types | {"integer"} if "number" in types else types)
