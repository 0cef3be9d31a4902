"""The library's JSON Schema for validators: one schema per class, selected by `type` before validation.

That is the fast way, and the one that gives paths: of a `oneOf` over all classes a validator says only that none fits.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import orjson

from benchmarks.rules import OPTIONS, Broken
from thinktank_model.contract.variants import json_schema

__all__ = ["by_type", "explaining", "loading"]


def by_type(compile: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    """Return a validator for each value of `type`."""
    schemas = {tag: orjson.loads(_schema(shape.cls)) for tag, shape in OPTIONS.items()}
    for schema in schemas.values():
        del schema["$id"]  # a relative reference stays relative
    return {tag: compile(schema) for tag, schema in schemas.items()}


@cache
def _schema(cls: type) -> bytes:
    return orjson.dumps(json_schema(cls))


def loading(check: dict[str, Callable[[Any], Any]]) -> Callable[[bytes], Any]:
    """Return a function that parses, validates, and returns the plain value; the validation raises, or returns False."""

    def load(line: bytes) -> Any:
        value = orjson.loads(line)
        if check[value["type"]](value) is False:
            raise Broken("schema")
        return value

    return load


def explaining(pointers: dict[str, Callable[[Any], list[str]]]) -> Callable[[bytes], list[str]]:
    """Return a function that returns the pointers of all problems."""

    def explain(line: bytes) -> list[str]:
        value = orjson.loads(line)
        if "type" not in value:
            return [""]
        tag = value["type"]
        if not isinstance(tag, str) or tag not in pointers:
            return ["/type"]
        return pointers[tag](value)

    return explain
