"""The schema variant for generators of code and forms: objects, lists, strings, numbers and enumerations only.

Each generator understands another part of JSON Schema. This variant only uses what all of them understand: one named
class for each of ours, `enum` for a closed vocabulary, `string` for any other text, `additionalProperties` for a map. There is
no combinator except `oneOf` with a `discriminator` for a value of one of several classes. The rules that are given up are listed in
words: under `x-dropped` in each class, and their kinds at the top. A reference has no
siblings, so descriptions of fields that are references are in their class, under `x-descriptions`.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Final

from ..dataset.collection import Dataset
from ..model.union import RECORD
from ..shapes.annotations import shape_of
from ..shapes.forms import form_of
from ..shapes.frozenjson import thaw
from ..shapes.tree import Anything, Boolean, Field, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape
from ..vocab import Term
from .schema import BASE, DIALECT, Schema, name_of

__all__: list[str] = []

DROPPED: Final = (
    "The patterns and lengths of strings.",
    "The terms of open vocabularies, which take others too.",
    "The ranges of numbers.",
    "The least number of items, and that no item stands twice.",
    "The syntax of the keys of maps.",
)
"""What no class says: the kinds of rules that are given up everywhere."""
DEFS: Final = "#/$defs/"


def codegen(cls: Any = None) -> Schema:
    """Return the structure of one class, or of everything, for code generators.

    It takes every value that the full schema takes, and others: `x-dropped` lists the rules that it does not check.

    >>> codegen()["$defs"]["EventStatus"]["enum"][0]
    'scheduled'
    """
    walk = Walk()
    if cls is None:
        options = [walk.schema(option) for option in (*shape_of(RECORD).options.values(), shape_of(Dataset))]
        tags = [*shape_of(RECORD).options, Dataset.type]
        title = "ThinktankModel"
        body = {"title": title, **walk.union(options, tags)}
    else:
        shape = form_of(cls).shape
        title = cls.__name__
        body = {"title": title, **walk.root(shape)}
    return {
        "$schema": DIALECT,
        "$id": f"{BASE}:codegen" if cls is None else f"{BASE}:{title}:codegen",
        **body,
        "x-dropped": [*DROPPED, *body.get("x-dropped", ())],
        "$defs": dict(sorted(walk.defs.items())),
    }


class Walk:
    """A walk over shapes that collects named schemas in `defs`.

    Parameters:
        at: the prefix of references to the named schemas.
    """

    def __init__(self, at: str = DEFS) -> None:
        self.at = at
        self.defs: dict[str, Schema] = {}

    def root(self, shape: Shape) -> Schema:
        """Return the schema of a shape, written inline."""
        match shape:
            case ObjectOf():
                return self._object(shape)
            case OneOf():
                return self.union([self.schema(option) for option in shape.options.values()], list(shape.options))
        schema = self.schema(shape)
        return self.defs.pop(schema["$ref"].removeprefix(self.at)) if "$ref" in schema else schema

    def schema(self, shape: Shape) -> Schema:
        """Return the schema of a shape, or the reference to it."""
        match shape:
            case Number():
                return {"type": "integer" if shape.integer else "number"}
            case Boolean():
                return {"type": "boolean"}
            case Anything():
                return {"tsType": "unknown"}  # json-schema-to-typescript takes an empty schema for an object
            case ListOf():
                return {"type": "array", "items": self.schema(shape.item)}
            case MapOf():
                return {
                    "type": "object",
                    "additionalProperties": isinstance(shape.value, Anything) or self.schema(shape.value),
                }
            case Scalar() if not (isinstance(shape, Term) and not shape.open):
                return {"type": "string"}
        name = "Record" if isinstance(shape, OneOf) else str(name_of(shape))
        if name not in self.defs:
            self.defs[name] = {}  # so that recursion ends for a class that refers to itself
            self.defs[name] = {"title": name, **self._named(shape)}
        return {"$ref": self.at + name}

    def _named(self, shape: Shape) -> Schema:
        if isinstance(shape, Term):
            described = " ".join((shape.vocabulary.__doc__ or "").split("\n\n")[0].split())
            return {"description": described, "type": "string", "enum": [term.value for term in shape.vocabulary]}
        return self.root(shape)

    def union(self, options: list[Schema], tags: list[str]) -> Schema:
        """Return the union of classes with the discriminator `type`. The mapping is for generators that take its value for the name of a class."""
        mapping = dict(zip(tags, [option["$ref"] for option in options], strict=True))
        return {"oneOf": options, "discriminator": {"propertyName": "type", "mapping": mapping}}

    def _object(self, shape: ObjectOf) -> Schema:
        properties: dict[str, Schema] = {}
        if shape.tag is not None:
            properties["$schema"] = {"description": "The schema, for editors; kept as it is.", "type": "string"}
            properties["type"] = {"description": "The type of the record.", "type": "string", "const": shape.tag}
        properties |= {name: self.schema(field.shape) for name, field in shape.fields.items()}
        beside: dict[str, str] = {}
        for name, field in shape.fields.items():
            if (
                "$ref" in properties[name]
            ):  # generators copy the target of a reference with siblings, under another name
                beside[name] = field.description
            else:
                properties[name] = {"description": field.description, **properties[name]}
        required = [name for name, field in shape.fields.items() if field.required]
        schema: Schema = {
            "description": shape.description,
            "type": "object",
            "properties": properties,
            "required": required if shape.tag is None else ["type", *required],
            "additionalProperties": False,
        }
        defaults = {name: _default(field) for name, field in shape.fields.items() if not field.required}
        annotations = {
            "x-descriptions": beside,
            "x-defaults": {name: value for name, value in defaults.items() if value not in (None, False, [], {})},
            "x-dropped": [check.description for check in shape.checks if check.schema is not None],
        }
        return schema | {word: said for word, said in annotations.items() if said}


def _default(field: Field) -> Any:
    """Return the default as an annotation of our own. A generator that knew it would write it into every record."""
    return field.default.value if isinstance(field.default, Enum) else thaw(field.default)
