"""JSON Schema 2020-12 from shapes, so that programs in any language can check records.

It says whatever JSON Schema can say: types, required and unknown keys, terms, patterns, ranges, alternatives. What it cannot
say (check digits, calendar days, the order of dates, an integer written `1.0`) stands in `x-also` as text.
"""

from __future__ import annotations

from typing import Any, Final

from .dataset import Dataset
from .frozenjson import JsonMap, thaw
from .migrations import SCHEMA_VERSION
from .model import RECORD
from .shapes import Anything, Boolean, Field, ListOf, MapOf, Number, ObjectOf, Scalar, Shape, shape_of
from .values.node import Node

__all__ = ["json_schema"]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
BASE: Final = f"urn:thinktank-model:schema:{SCHEMA_VERSION}"
Schema = dict[str, Any]


def json_schema(cls: type[Node] | None = None) -> Schema:
    """The JSON Schema (2020-12) of one class, or of everything: any record, and a dataset document.

    It is complete in itself and fetches nothing: classes stand in `$defs`. A new dict each time.

    >>> json_schema()["$id"]
    'urn:thinktank-model:schema:1.0'
    """
    defs: dict[str, Schema] = {}
    if cls is None:
        options = [_reference(option, defs) for option in (*shape_of(RECORD).options.values(), shape_of(Dataset))]
        return {
            "$schema": DIALECT,
            "$id": BASE,
            "title": "A record, or a dataset document, of a think-tank cooperation programme",
            "oneOf": options,
            "$defs": dict(sorted(defs.items())),
        }
    body = _object(shape_of(cls), defs)
    return {"$schema": DIALECT, "$id": f"{BASE}:{cls.__name__}", **body, "$defs": dict(sorted(defs.items()))}


def _reference(shape: ObjectOf, defs: dict[str, Schema]) -> Schema:
    name = shape.cls.__name__
    if name not in defs:
        defs[name] = {}
        defs[name] = _object(shape, defs)
    return {"$ref": f"#/$defs/{name}"}


def _object(shape: ObjectOf, defs: dict[str, Schema]) -> Schema:
    properties: dict[str, Schema] = {}
    if shape.tag is not None:
        properties["$schema"] = {"type": "string", "description": "The schema, for editors; kept as it is."}
        properties["type"] = {"const": shape.tag, "description": "The type of the record."}
    properties |= {name: _property(field, defs) for name, field in shape.fields.items()}
    required = [name for name, field in shape.fields.items() if field.required]
    said = [dict(check.schema) for check in shape.checks if check.schema is not None]
    unsaid = [check.description for check in shape.checks if check.schema is None]
    schema: Schema = {
        "title": shape.cls.__name__,
        "description": shape.description,
        "type": "object",
        "properties": properties,
        "required": ["type", *required] if shape.tag is not None else required,
        "additionalProperties": False,
    }
    if said:
        schema["allOf"] = said
    if unsaid:
        schema["x-also"] = unsaid
    anchors = getattr(shape.cls, "anchors", ())
    if anchors:
        schema["x-anchors"] = list(anchors)
    return schema


def _property(field: Field, defs: dict[str, Schema]) -> Schema:
    schema: Schema = {"description": field.description, **_schema(field.shape, defs)}
    if not field.required and field.default is not None:
        default = field.default
        schema["default"] = thaw(default) if isinstance(default, (tuple, JsonMap)) else default
    return schema


def _schema(shape: Shape, defs: dict[str, Schema]) -> Schema:
    match shape:
        case Scalar():
            return {"type": "string", **shape.schema, "examples": list(shape.examples)}
        case Number():
            limits = {"minimum": shape.least, "maximum": shape.most}
            return {"type": "integer" if shape.integer else "number"} | {
                k: v for k, v in limits.items() if v is not None
            }
        case Boolean():
            return {"type": "boolean"}
        case Anything():
            return {}
        case ListOf():
            schema: Schema = {"type": "array", "items": _schema(shape.item, defs)}
            if shape.at_least:
                schema["minItems"] = shape.at_least
            if shape.unique:
                schema["uniqueItems"] = True
            return schema
        case MapOf():
            schema = {
                "type": "object",
                "propertyNames": dict(shape.key.schema),
                "additionalProperties": _schema(shape.value, defs),
            }
            if shape.at_least:
                schema["minProperties"] = shape.at_least
            return schema
        case ObjectOf():
            return _reference(shape, defs)
        case _:
            return {"oneOf": [_reference(option, defs) for option in shape.options.values()]}
