"""Verdicts on plain records by the library and by two independent JSON Schema validators, and whether they agree."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import jsonschema

import thinktank_model as tm
from thinktank_model.problems.display import is_encodable
from thinktank_model.problems.pointers import pointer_tokens
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read

from .oracles import oracle

__all__ = ["Verdicts", "annotated", "disagreement", "verdicts"]

Schema = dict[str, Any]


class Verdicts(NamedTuple):
    """The verdicts on one value. `rust` is None if that validator cannot take the value at all."""

    errors: tuple[tm.Problem, ...]
    python: bool
    rust: bool | None


@cache
def _validators(cls: Any) -> tuple[Schema, jsonschema.Draft202012Validator, Any]:
    schema = tm.json_schema(cls)
    return schema, jsonschema.Draft202012Validator(schema), oracle("jsonschema_rs").validator_for(schema)


def verdicts(cls: Any, value: Any) -> Verdicts:
    """Return the three verdicts for a value of one class."""
    _, python, rust = _validators(cls)
    problems = read(shape_of(cls), value)[1]
    errors = tuple([problem for problem in problems if problem.severity is tm.Severity.ERROR])
    said = rust.is_valid(value) if is_encodable(json.dumps(value, ensure_ascii=False)) else None
    return Verdicts(errors, python.is_valid(value), said)


def disagreement(cls: Any, value: Any, given: Verdicts) -> str | None:
    """Return how the verdicts disagree; None if they agree, or differ only by rules that the schema marks as not expressible."""
    if given.rust is not None and given.rust != given.python:
        return f"jsonschema says {given.python}, jsonschema-rs {given.rust}"
    if not given.errors:
        return None if given.python else "the library takes what the schema refuses"
    unsaid = [p for p in given.errors if p.code in annotated(_validators(cls)[0], p.pointer)]
    if given.python and len(unsaid) < len(given.errors):
        said = [f"{p.code} at {p.pointer}" for p in given.errors if p not in unsaid]
        return f"the schema takes what the library refuses for rules that are not marked as unsaid: {said}"
    return None


def annotated(schema: Schema, pointer: str) -> set[str]:
    """Return the codes that the schema marks as not expressible, for the value at a pointer or the values around it."""
    nodes = list(_expanded([schema], schema))
    codes = _codes(nodes)
    for token in pointer_tokens(pointer):
        nodes = list(_expanded(_inside(nodes, token), schema))
        codes |= _codes(nodes)
    return codes


def _codes(nodes: Iterable[Schema]) -> set[str]:
    return {code for node in nodes for entry in node.get("x-also", ()) for code in entry["codes"]}


def _expanded(nodes: Iterable[Schema], root: Schema) -> Iterator[Schema]:
    """Yield the schemas, and the schemas that they combine with `allOf` and the like."""
    for node in nodes:
        yield node
        beside = [part for word in ("allOf", "anyOf", "oneOf") for part in node.get(word, ())]
        beside += [node[word] for word in ("then", "else") if word in node]
        if "$ref" in node:
            beside.append(root["$defs"][node["$ref"].removeprefix("#/$defs/")])
        yield from _expanded(beside, root)


def _inside(nodes: Iterable[Schema], token: str) -> Iterator[Schema]:
    for node in nodes:
        if token in node.get("properties", ()):
            yield node["properties"][token]
        elif isinstance(node.get("additionalProperties"), dict):
            yield from (node["additionalProperties"], node["propertyNames"])
        if "items" in node:
            yield node["items"]
