"""JSON Schema 2020-12 from shapes, so that programs in any language can check records.

It has every rule that JSON Schema can express: types, required and unknown keys, terms with their labels, formats as patterns, ranges,
alternatives. Other rules (check digits, the order of dates, rules across records) are in the annotation `x-also`,
next to the value: the codes of the problems, and the rule in words.

Next to each pattern is `x-expected`: the expected form in the words of the library's message.

The patterns are ECMA-262 with the flag `u`, and mean the same in the engines of Python, Java and Rust: no look-around, no
back-reference, no class such as `\\d`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, get_args

from ..dataset.collection import Dataset
from ..model.scope import CORE_SCOPE, MISSING, Scope
from ..model.union import RECORD
from ..problems.display import INTEGER_LEAST, INTEGER_MOST
from ..problems.problem import CODES, Code
from ..rules.base import RULES
from ..shapes.annotations import shape_of
from ..shapes.codes import OUT_OF_RANGE, SURROGATE, TOO_DEEP, WRONG_TYPE
from ..shapes.forms import form_of
from ..shapes.frozenjson import FREE, JsonMap, thaw
from ..shapes.migrations import NEWER_MAJOR, NEWER_MINOR, SCHEMA_VERSION, UNKNOWN_OLD
from ..shapes.tree import (
    Anything,
    Boolean,
    Constraint,
    Field,
    ListOf,
    MapOf,
    Number,
    ObjectOf,
    OneOf,
    Scalar,
    Shape,
    also,
)
from ..vocab import Term
from .expected import expected
from .samples import samples

__all__: list[str] = []

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
BASE: Final = f"urn:thinktank-model:schema:{SCHEMA_VERSION}"
ABBREVIATIONS: Final = {"id": "ID", "ids": "IDs", "url": "URL", "urls": "URLs", "uri": "URI", "sha256": "SHA-256"}
Schema = dict[str, Any]


CLASSES: Final[Mapping[str, type[Any]]] = MappingProxyType({cls.type: cls for cls in (*get_args(RECORD), Dataset)})
"""What a document can be, by the word under its key `type`: a record, or a dataset."""


def full_schema(cls: Any = None) -> Schema:
    """Return the full JSON Schema (2020-12) of one public class, or of everything: any record, and a dataset document.

    It is complete in itself and fetches nothing: classes, values and vocabularies are in `$defs`. A new dict each time.

    >>> full_schema()["$id"]
    'urn:thinktank-model:schema:1.0'
    """
    return profile_schema(CORE_SCOPE, BASE, "", cls, None if cls is None else form_of(cls).shape, Dataset)


class _Defs(dict[str, Schema]):
    """The named definitions of a schema, with its base and scope.

    Attributes:
        base: the `$id` of the schema.
        scope: the record classes that it describes.
    """

    def __init__(self, base: str, scope: Scope) -> None:
        super().__init__()
        self.base = base
        self.scope = scope


def profile_schema(
    scope: Scope, base: str, profile: str, cls: Any, shape: Shape | None, dataset: type[Dataset]
) -> Schema:
    """Return the JSON Schema of one class of a scope, or of everything in it.

    Parameters:
        scope: the records.
        base: the `$id`.
        profile: the name of the profile; empty for the core.
        cls: the class; None for everything.
        shape: its shape.
        dataset: the class of the datasets.
    """
    defs = _Defs(base, scope)
    if shape is not None:
        name = name_of(shape)
        body = _inline(shape, defs) if name is None else _named(name, shape, defs)
        body["x-also"] = [*_text(), *body.get("x-also", ())]
        return {"$schema": DIALECT, "$id": f"{defs.base}:{cls.__name__}", **body, "$defs": dict(sorted(defs.items()))}
    options = [_schema(option, defs) for option in (*scope.record.options.values(), shape_of(dataset))]
    of_profile = f" with the profile {profile}" if profile else ""
    return {
        "$schema": DIALECT,
        "$id": defs.base,
        "title": "ThinktankModel",
        "description": f"A record, or a dataset document, of a think-tank cooperation programme{of_profile}.",
        **_union(options),
        "x-also": _text(),
        "$defs": dict(sorted(defs.items())),
    }


def _text() -> list[Schema]:
    """Return the rules for the JSON text, which a validator cannot check fully."""
    about_text = [code for name, code in sorted(CODES.items()) if name.startswith("json.")]
    lossless = (
        "The text is UTF-8 and strict JSON (RFC 8259), no key stands twice in an object, no number is out of range."
    )
    return [also(lossless, *about_text), also("No string holds half of a surrogate pair.", SURROGATE)]


def name_of(shape: Shape) -> str | None:
    """Return the name of a shape in `$defs`; None for one that is written inline."""
    match shape:
        case Term():
            return ("Open" if shape.open else "") + shape.vocabulary.__name__
        case Scalar():
            return shape.schema.get("title")
        case MapOf() if shape is FREE or (shape.cls is JsonMap and not isinstance(shape.value, Anything)):
            return None  # written inline
        case MapOf() | ObjectOf():
            name: str = shape.cls.__name__
            return name
    return None


def _schema(shape: Shape, defs: _Defs) -> Schema:
    """Return the schema of a shape, or a reference to its definition in `defs`."""
    name = name_of(shape)
    if name is None:
        return _inline(shape, defs)
    if name not in defs:
        defs[name] = {}  # so that recursion ends for a class that refers to itself
        defs[name] = _named(name, shape, defs)
    return {"$ref": f"#/$defs/{name}"}


def _named(name: str, shape: Shape, defs: _Defs) -> Schema:
    match shape:
        case ObjectOf():
            return _object(shape, defs)
        case MapOf():
            return _map(shape, defs)
    assert isinstance(shape, Scalar)  # no other kind has a name
    if isinstance(shape, Term):
        described, body = _first_paragraph(shape.vocabulary.__doc__), _terms(shape)
    else:
        described, body = (
            f"{shape.name[0].upper()}{shape.name[1:]}.",
            {**shape.schema, **_expected(shape), "examples": list(shape.examples)},
        )
    return {"title": name, "description": described, "type": "string", **body}


def _object(shape: ObjectOf, defs: _Defs) -> Schema:
    properties: dict[str, Schema] = {}
    if shape.tag is not None:
        properties["$schema"] = {
            "title": "Schema",
            "description": "The schema, for editors; kept as it is.",
            "type": "string",
            "examples": [defs.base],
        }
        properties["type"] = {
            "title": "Type",
            "description": "The type of the record.",
            "type": "string",
            "const": shape.tag,
            "examples": [shape.tag],
        }
    properties |= {name: _property(shape, field, defs) for name, field in shape.fields.items()}
    required = [name for name, field in shape.fields.items() if field.required]
    said = [dict(check.schema) for check in shape.checks if check.schema is not None]
    unsaid = [_unsaid(check) for check in shape.checks if check.schema is None]
    if issubclass(shape.cls, Dataset):
        unsaid.append(
            also("The schema version was released, and is none that came later.", NEWER_MAJOR, NEWER_MINOR, UNKNOWN_OLD)
        )
        unsaid.append(also("The profiles that it names are loaded.", MISSING))
        unsaid += [also(rule.description, *by_name(rule.codes)) for rule in (*RULES, *defs.scope.rules)]
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


def _property(shape: ObjectOf, field: Field, defs: _Defs) -> Schema:
    words = [ABBREVIATIONS.get(word, word) for word in field.name.split("_")]
    schema: Schema = {
        "title": words[0][0].upper() + " ".join(words)[1:],
        "description": field.description,
        **_schema(field.shape, defs),
    }
    if isinstance(field.shape, Anything):
        schema["type"] = ["array", "boolean", "number", "object", "string"]  # and not null, which is never valid
    if not field.required and field.default is not None:
        default = field.default
        schema["default"] = default.value if isinstance(default, Enum) else thaw(default)
    schema["examples"] = samples(shape, field.name)
    return schema


def _inline(shape: Shape, defs: _Defs) -> Schema:
    match shape:
        case Scalar():
            return {"type": "string", **shape.schema, **_expected(shape)}
        case Number():
            return _number(shape)
        case Boolean():
            return {"type": "boolean"}
        case Anything():
            rule = "It nests 64 levels deep at most, and its integers have 64 bits."
            return {"x-also": [also(rule, TOO_DEEP, OUT_OF_RANGE)]}
        case ListOf():
            schema: Schema = {"type": "array", "items": _schema(shape.item, defs)}
            if shape.at_least:
                schema["minItems"] = shape.at_least
            if shape.unique:
                schema["uniqueItems"] = True
            return schema
        case MapOf():
            return _map(shape, defs)
    assert isinstance(shape, OneOf)  # every other shape has a name
    return _union([_schema(option, defs) for option in shape.options.values()])


def _union(options: list[Schema]) -> Schema:
    """Return the union of objects with the discriminator `type`."""
    return {"type": "object", "required": ["type"], "discriminator": {"propertyName": "type"}, "oneOf": options}


def _map(shape: MapOf, defs: _Defs) -> Schema:
    value = shape.value.name if isinstance(shape.value, Scalar) else "any JSON"
    schema: Schema = {
        "title": shape.cls.__name__,
        "description": f"From {shape.key.name} to {value}, any number of them.",
        "type": "object",
        "propertyNames": _schema(shape.key, defs),
        "additionalProperties": _schema(shape.value, defs),
    }
    if shape.at_least:
        schema["minProperties"] = shape.at_least
    if shape.checks:
        schema["x-also"] = [_unsaid(check) for check in shape.checks]
    return schema


def _number(shape: Number) -> Schema:
    if not shape.integer:
        limits = {"minimum": shape.least, "maximum": shape.most}
        return {"type": "number", **{word: limit for word, limit in limits.items() if limit is not None}}
    return {
        "type": "integer",
        "minimum": INTEGER_LEAST if shape.least is None else shape.least,
        "maximum": INTEGER_MOST if shape.most is None else shape.most,
        "x-also": [also("It is written without a fraction: 40, not 40.0.", WRONG_TYPE)],
    }


def _terms(shape: Term) -> Schema:
    """Return the terms with their labels, and for an open vocabulary the pattern of other terms."""
    terms: list[Schema] = []
    for term in shape.terms:
        described: Schema = {"const": term.value, "title": term.label(), "x-labels": dict(term.labels)}
        if term.iri is not None:
            described["x-iri"] = term.iri
        if term.replaced_by is not None:
            described |= {"deprecated": True, "x-replaced-by": term.replaced_by}
        terms.append(described)
    return {"anyOf" if shape.open else "oneOf": [*terms, *shape.schema.get("anyOf", ())]}


def _expected(shape: Scalar) -> Schema:
    """Return the expected form of a text that does not match the pattern, in words."""
    has_pattern = "pattern" in shape.schema or any(["pattern" in option for option in shape.schema.get("anyOf", ())])
    return {"x-expected": expected(shape)} if has_pattern else {}


# --- What JSON Schema cannot say ---


def _unsaid(check: Constraint) -> Schema:
    return also(check.description, *by_name(check.codes))


def by_name(codes: Iterable[Code]) -> list[Code]:
    """Return the codes in alphabetical order."""
    return sorted(codes, key=lambda code: code.name)


def _first_paragraph(doc: str | None) -> str:
    return " ".join((doc or "").split("\n\n")[0].split())
