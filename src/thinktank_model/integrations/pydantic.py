"""Support for public classes as fields of pydantic models and in FastAPI.

pydantic asks a class how to read and write it, and for its JSON Schema. `Portable`, the base of all public classes, passes both
questions on to this module, and nothing else imports it. Reading and writing are those of the class's form
(`shapes.forms`), so a record in a pydantic model obeys the rules that it obeys everywhere; each problem becomes a line of
pydantic's error, with the problem's code as its type and the whole problem as its context, so that one answer of FastAPI (422)
lists them all. The JSON Schema is ours, cut into the components that pydantic and OpenAPI keep their definitions in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from pydantic import GetJsonSchemaHandler, TypeAdapter
from pydantic_core import (
    InitErrorDetails,
    PydanticCustomError,
    PydanticSerializationUnexpectedValue,
    ValidationError,
    core_schema,
)

from ..contract.schema import full_schema, name_of
from ..problems.display import sayable
from ..problems.pointers import pointer_tokens
from ..problems.problem import Problem
from ..shapes.forms import form_of
from ..shapes.frozenjson import FREE
from ..shapes.tree import ObjectOf, OneOf

__all__ = ["how_to_read_and_write", "json_schema_for", "line_of"]

PACKAGE: Final = __name__.partition(".")[0]  # the prefix of class names in pydantic's definitions
DEFS: Final = "#/$defs/"


def how_to_read_and_write(cls: Any) -> core_schema.CoreSchema:
    """Return the pydantic core schema of a class: a function that reads it, and one that writes it.

    A class with a key `type` is described in a way that pydantic understands, so that a union with
    `Field(discriminator="type")` tries one class only.
    """
    form = form_of(cls)

    def build(value: object, _inner: object = None) -> Any:
        if isinstance(value, cls):
            return value
        built, problems = form.read(value, "error")
        if built is None:
            raise ValidationError.from_exception_data(cls.__name__, [line_of(problem, value) for problem in problems])
        return built

    build.__name__ = cls.__name__  # the name of the type in errors of pydantic for a union

    def plain(value: object) -> Any:
        if not isinstance(value, cls):
            raise PydanticSerializationUnexpectedValue(f"expected {cls.__name__}, found {type(value).__name__}")
        return form.write(value)

    serialization = core_schema.plain_serializer_function_ser_schema(plain)
    ref = None if form.shape is FREE else f"{PACKAGE}.{name_of(form.shape) or cls.__name__}"
    match form.shape:
        case ObjectOf(tag=str() as tag):
            inner: core_schema.CoreSchema = _tagged(tag)
        case OneOf(options=options):
            inner = core_schema.tagged_union_schema({tag: _tagged(tag) for tag in options}, "type")
        case _:
            return core_schema.no_info_plain_validator_function(build, ref=ref, serialization=serialization)
    return core_schema.no_info_wrap_validator_function(build, inner, ref=ref, serialization=serialization)


def _tagged(tag: str) -> core_schema.CoreSchema:
    """Return the schema of an object with this key `type`. pydantic uses it to choose a class only."""
    return core_schema.typed_dict_schema({"type": core_schema.typed_dict_field(core_schema.literal_schema([tag]))})


# --- Problems as pydantic's errors ---


def line_of(problem: Problem, value: object) -> InitErrorDetails:
    """Return a problem as one line of a pydantic error, which can be written as JSON."""
    context = form_of(Problem).write(problem)
    context["message"] = context.pop("message")  # last, since pydantic fills the template in one pass
    return InitErrorDetails(
        type=PydanticCustomError(problem.code, "{message}", context),
        loc=_location(problem, value),
        input=sayable(problem.value),
    )


def _location(problem: Problem, value: object) -> tuple[str | int, ...]:
    """Return the pointer as pydantic writes it: keys, and the numbers of items."""
    found: list[str | int] = []
    for token in pointer_tokens(problem.pointer):
        if isinstance(value, (list, tuple)) and int(token) < len(value):
            found.append(int(token))
            value = value[int(token)]
        else:
            found.append(str(sayable(token)))
            value = value.get(token) if isinstance(value, Mapping) else None
    return tuple(found)


# --- JSON Schema ---


def json_schema_for(cls: type[Any], handler: GetJsonSchemaHandler) -> dict[str, Any]:
    """Return our JSON Schema of a class. The classes that it refers to become components."""
    schema = full_schema(cls)
    defs = schema.pop("$defs")
    body = {key: value for key, value in schema.items() if key not in ("$schema", "$id")}
    return cast("dict[str, Any]", _linked(body, defs, handler))


def _component(name: str, defs: Mapping[str, Any]) -> Any:
    """Return an entry of our `$defs` as a class that pydantic makes a component from."""

    class Component:
        @classmethod
        def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> core_schema.CoreSchema:
            return core_schema.any_schema(ref=f"{PACKAGE}.{name}")

        @classmethod
        def __get_pydantic_json_schema__(cls, _schema: object, handler: GetJsonSchemaHandler) -> Any:
            return _linked(defs[name], defs, handler)

    return Component


def _linked(schema: Any, defs: Mapping[str, Any], handler: GetJsonSchemaHandler) -> Any:
    """Return the schema with references into our `$defs` replaced by pydantic's references to components."""
    if isinstance(schema, list):
        return [_linked(item, defs, handler) for item in schema]
    if not isinstance(schema, dict):
        return schema
    linked = {key: _linked(item, defs, handler) for key, item in schema.items() if key != "$ref"}
    if "discriminator" in schema:  # OpenAPI takes its values for names of components unless there is a mapping
        tags = [defs[option["$ref"].removeprefix(DEFS)]["properties"]["type"]["const"] for option in schema["oneOf"]]
        targets = [option["$ref"] for option in linked["oneOf"]]
        linked["discriminator"] = {**schema["discriminator"], "mapping": dict(zip(tags, targets, strict=True))}
    if "$ref" in schema:
        part = TypeAdapter(_component(schema["$ref"].removeprefix(DEFS), defs))
        # A handler does not look up components for its argument, but for definitions inside it.
        linked |= handler(core_schema.definitions_schema(part.core_schema, []))
    return linked
