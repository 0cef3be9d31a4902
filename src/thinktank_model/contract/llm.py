"""The schema for constrained output of language models: what strict modes and grammar compilers take.

Their rules are narrow: each key is required, no object is open, there is no `oneOf`, `not`, `if`, pattern or length, and few values
may be of one type or another. So a key that may be absent takes null, or an empty list where it is a list; a map is a list of pairs, free
JSON is its text, and the records of an answer are the list `records`.
Keys that only a person writes are left out (`LEFT_OUT`). What the strings must be is in their descriptions: only closed
vocabularies are enumerated, because the limits on enumerated values are low.

`answers.py` writes records in this form, and reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from ..model.union import RECORD
from ..shapes.annotations import shape_of
from ..shapes.forms import form_of
from ..shapes.tree import Anything, Boolean, Field, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape
from ..values.text import LABEL, PROSE, VERBATIM, VERBATIM_LABEL
from ..vocab import Term
from .schema import BASE, DIALECT, Schema, name_of

__all__ = ["LEFT_OUT"]

LEFT_OUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "extensions": "Data of other projects.",
        "merged_ids": "Ids of records that were merged into this one.",
        "different_from_ids": "Ids of similar records that are about something else.",
    }
)
"""The keys of records that the variant `llm` does not have, and what they hold. Keys that no schema knows are left out too."""

WORDS: Final = (PROSE, LABEL, VERBATIM, VERBATIM_LABEL)
"""Texts whose examples would mislead: an institute is not an example of a given name."""
NULL: Final[Schema] = {"type": "null"}
FREE_TEXT: Final = 'Any JSON, as its text, such as "CN" with its quotation marks, 40 or [1, 2].'
UNKNOWN_IS_NULL: Final = "Write null or an empty list for whatever is not known; never invent a value."


def llm(cls: Any = None) -> Schema:
    """Return the schema of one class, or of a list of any records, that the strict modes of language models take."""
    return schema_of(root_of(cls), "Records" if cls is None else cls.__name__)


def schema_of(shape: ObjectOf, title: str) -> Schema:
    """Return the schema of an answer of this shape, complete in itself."""
    walk = _Walk()
    body = walk.object(shape, UNKNOWN_IS_NULL)
    return {
        "$schema": DIALECT,
        "$id": f"{BASE}:{title}:llm",
        "title": title,
        **body,
        "$defs": dict(sorted(walk.defs.items())),
    }


# --- The shapes of an answer ---


@cache
def root_of(cls: Any = None) -> ObjectOf:
    """Return the shape of a whole answer: that of a class, or of any records without one.

    Raises:
        TypeError: the class has no JSON form.
    """
    return answer_of(ListOf(shape_of(RECORD)) if cls is None else form_of(cls).shape)


def answer_of(shape: Shape) -> ObjectOf:
    """Return the shape of a whole answer, which must be an object: records are under `records`, another value under `value`."""
    match shape:
        case ObjectOf():
            return shape
        case ListOf(item=OneOf()):
            return _object("Records", "Records.", records=(shape, "The records."))
    return _object("Answer", "A value.", value=(shape, "The value."))


@cache
def pair_of(shape: MapOf) -> ObjectOf:
    """Return the shape of one entry of a map, which an answer has as a list of entries."""
    said = f"One entry: {shape.key.name}, and its value. No two entries of a list have the same key."
    return _object(
        f"{shape.cls.__name__}Entry",
        said,
        key=(shape.key, "The key of the entry."),
        value=(shape.value, "The value of the entry."),
    )


def is_free(shape: Shape) -> bool:
    """Return whether a shape takes free JSON, which an answer has as text."""
    return isinstance(shape, Anything) or (isinstance(shape, MapOf) and isinstance(shape.value, Anything))


def is_empty_if_absent(field: Field) -> bool:
    """Return whether an answer has an empty list, and not null, where a record does not have the key."""
    return not field.required and isinstance(field.shape, (ListOf, MapOf)) and not is_free(field.shape)


def _object(name: str, said: str, **fields: tuple[Shape, str]) -> ObjectOf:
    """Return the shape of an object that only answers have, whose keys are all required."""
    known = {key: Field(key, shape, description) for key, (shape, description) in fields.items()}
    return ObjectOf(type(name, (), {"__doc__": said}), MappingProxyType(known), None, ())


# --- The schema ---


class _Walk:
    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {}

    def object(self, shape: ObjectOf, said: str = "") -> Schema:
        properties: dict[str, Schema] = {} if shape.tag is None else {"type": {"type": "string", "enum": [shape.tag]}}
        properties |= {name: self._property(field) for name, field in shape.fields.items() if name not in LEFT_OUT}
        return {
            "type": "object",
            "description": f"{shape.description} {said}".strip(),
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }

    def schema(self, shape: Shape) -> Schema:
        if is_free(shape):
            return {"type": "string", "description": FREE_TEXT}
        match shape:
            case Number():
                return {"type": "integer" if shape.integer else "number"}
            case Boolean():
                return {"type": "boolean"}
            case ListOf():
                return {"type": "array", "items": self.schema(shape.item)}
            case MapOf():
                return {"type": "array", "items": self.schema(pair_of(shape))}
            case OneOf():
                return {"anyOf": [self.schema(option) for option in shape.options.values()]}
            case Scalar() if shape in WORDS or not shape.examples:
                return {"type": "string", "description": f"Write {shape.name}."}
            case Scalar() if not isinstance(shape, Term):
                return {"type": "string", "description": f"Write {shape.name}, such as {shape.examples[0]}"}
        assert isinstance(shape, (Term, ObjectOf))
        name = str(name_of(shape))
        if name not in self.defs:
            self.defs[name] = {}
            self.defs[name] = _terms(shape) if isinstance(shape, Term) else self.object(shape)
        return {"$ref": f"#/$defs/{name}"}

    def _property(self, field: Field) -> Schema:
        schema = self.schema(field.shape)
        if not field.required and not is_empty_if_absent(field):
            schema = {**schema, "type": [schema["type"], "null"]} if "type" in schema else {"anyOf": [schema, NULL]}
        if "$ref" in schema:  # beside which strict modes take nothing
            return schema
        beside = schema.get("description")
        return {**schema, "description": f"{field.description} {beside}" if beside else field.description}


def _terms(shape: Term) -> Schema:
    """Return a vocabulary: a closed one enumerated, of an open one the terms in words."""
    terms = [term.value for term in shape.terms if term.replaced_by is None]
    if shape.open:
        said = f"The {shape.name}. Write one of these terms if it fits: {', '.join(terms)}."
        return {"type": "string", "description": said}
    return {"type": "string", "description": f"The {shape.name}.", "enum": terms}
