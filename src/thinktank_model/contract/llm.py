"""The schema for constrained output of language models: what strict modes and grammar compilers take.

Their rules are narrow: each key is required (one that may be absent takes null), no object is open, and there is no `oneOf`,
`not`, `if`, pattern or length. So a map is a list of pairs, free JSON is its text, and each record is one of a list under `records`.
Keys that only a curator writes are left out (`LEFT_OUT`). What the strings must be is in their descriptions.
"""

from __future__ import annotations

from typing import Any, Final

from ..model.union import RECORD
from ..shapes.annotations import shape_of
from ..shapes.forms import form_of
from ..shapes.tree import Anything, Boolean, Field, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape
from ..vocab import Term
from .schema import BASE, DIALECT, Schema, name_of

__all__: list[str] = []

LEFT_OUT: Final = frozenset({"extensions", "merged_ids", "different_from_ids"})
NULL: Final[Schema] = {"type": "null"}


def llm(cls: Any = None) -> Schema:
    """Return the schema of one class, or of a list of any records, that the strict modes of language models take.

    A class with a key `type` stands by itself; anything else is in an object, since the whole must be one.
    """
    title = "Records" if cls is None else cls.__name__
    shape = ListOf(shape_of(RECORD)) if cls is None else form_of(cls).shape
    if isinstance(shape, ObjectOf):
        return schema_of(shape, title)
    walk = _Walk()
    return _whole(walk, walk.wrapped("records" if cls is None else "value", shape), title)


def schema_of(shape: ObjectOf, title: str) -> Schema:
    """Return the schema of an answer of this shape, complete in itself."""
    walk = _Walk()
    return _whole(walk, walk.object(shape), title)


def _whole(walk: _Walk, body: Schema, title: str) -> Schema:
    return {
        "$schema": DIALECT,
        "$id": f"{BASE}:{title}:llm",
        "title": title,
        **body,
        "$defs": dict(sorted(walk.defs.items())),
    }


class _Walk:
    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {}

    def wrapped(self, key: str, shape: Shape) -> Schema:
        return _closed({key: self.schema(shape)}, "")

    def object(self, shape: ObjectOf) -> Schema:
        properties: dict[str, Schema] = {} if shape.tag is None else {"type": {"type": "string", "enum": [shape.tag]}}
        properties |= {name: self._property(field) for name, field in shape.fields.items() if name not in LEFT_OUT}
        return _closed(properties, shape.description)

    def schema(self, shape: Shape) -> Schema:
        match shape:
            case Number():
                return {"type": "integer" if shape.integer else "number"}
            case Boolean():
                return {"type": "boolean"}
            case Anything() | MapOf(value=Anything()):
                return {"type": "string", "description": "any JSON, as its text"}
            case ListOf():
                return {"type": "array", "items": self.schema(shape.item)}
            case MapOf():
                assert isinstance(shape.value, Scalar)  # no map of the model holds objects
                name = shape.cls.__name__
                pair = {"key": self.schema(shape.key), "value": self.schema(shape.value)}
                self.defs.setdefault(
                    f"{name}Entry", _closed(pair, f"One entry: {shape.key.name}, and {shape.value.name}.")
                )
                return {"type": "array", "items": {"$ref": f"#/$defs/{name}Entry"}}
            case OneOf():
                return {"anyOf": [self.schema(option) for option in shape.options.values()]}
            case Scalar() if not (isinstance(shape, Term) and not shape.open):
                return {"type": "string", "description": f"{shape.name}, such as {shape.examples[0]}"}
        name = str(name_of(shape))
        if name not in self.defs:
            self.defs[name] = {}
            self.defs[name] = self._terms(shape) if isinstance(shape, Term) else self.object(shape)
        return {"$ref": f"#/$defs/{name}"}

    def _terms(self, shape: Term) -> Schema:
        return {"type": "string", "enum": [term.value for term in shape.vocabulary if term.replaced_by is None]}

    def _property(self, field: Field) -> Schema:
        schema = self.schema(field.shape)
        if "$ref" not in schema:
            beside = schema.get("description")
            schema = {**schema, "description": f"{field.description} ({beside})" if beside else field.description}
        if field.required:
            return schema
        return {**schema, "type": [schema["type"], "null"]} if "type" in schema else {"anyOf": [schema, NULL]}


def _closed(properties: dict[str, Schema], description: str) -> Schema:
    schema: Schema = {"type": "object"}
    if description:
        schema["description"] = description
    return {**schema, "properties": properties, "required": list(properties), "additionalProperties": False}
