"""Public classes as fields of pydantic models and in FastAPI: what pydantic asks of our classes.

pydantic asks a class how to read and write it, and for its JSON Schema. `Portable`, the base of all public classes, hands both
questions on to this module, which is imported by that and by nothing else. Reading and writing are those of the class's form
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

PACKAGE: Final = __name__.partition(".")[0]  # begins the names of classes among pydantic's definitions
DEFS: Final = "#/$defs/"


def how_to_read_and_write(cls: Any) -> core_schema.CoreSchema:
    """Return what pydantic calls the core schema of a class: a function that reads it, and one that writes it.

    What its key `type` tells from others says so in a way that pydantic understands, so that a union with
    `Field(discriminator="type")` asks one class and not all of them.
    """
    form = form_of(cls)

    def build(value: object, _inner: object = None) -> Any:
        if isinstance(value, cls):
            return value
        built, problems = form.read(value, "error")
        if built is None:
            raise ValidationError.from_exception_data(cls.__name__, [line_of(problem, value) for problem in problems])
        return built

    build.__name__ = cls.__name__  # where pydantic tries several types, it says by this name which one it speaks of

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
    """Return an object with this key `type`. pydantic looks at it to choose a class, and reads nothing by it."""
    return core_schema.typed_dict_schema({"type": core_schema.typed_dict_field(core_schema.literal_schema([tag]))})


# --- Problems as pydantic's errors ---


def line_of(problem: Problem, value: object) -> InitErrorDetails:
    """Return one problem as one line of a pydantic error. Whatever is in it can be written as JSON."""
    context = form_of(Problem).write(problem)
    context["message"] = context.pop(
        "message"
    )  # last: pydantic fills in one after the other, and not what this one holds
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
    """Our JSON Schema of a class; the classes that it holds become components of their own."""
    schema = full_schema(cls)
    defs = schema.pop("$defs")
    body = {key: value for key, value in schema.items() if key not in ("$schema", "$id")}
    return cast("dict[str, Any]", _linked(body, defs, handler))


def _component(name: str, defs: Mapping[str, Any]) -> Any:
    """Return an entry of our `$defs`, as a class that pydantic can make a component of."""

    class Component:
        @classmethod
        def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> core_schema.CoreSchema:
            return core_schema.any_schema(ref=f"{PACKAGE}.{name}")

        @classmethod
        def __get_pydantic_json_schema__(cls, _schema: object, handler: GetJsonSchemaHandler) -> Any:
            return _linked(defs[name], defs, handler)

    return Component


def _linked(schema: Any, defs: Mapping[str, Any], handler: GetJsonSchemaHandler) -> Any:
    """Return the same schema with pydantic's reference to a component where ours points into `$defs`."""
    if isinstance(schema, list):
        return [_linked(item, defs, handler) for item in schema]
    if not isinstance(schema, dict):
        return schema
    linked = {key: _linked(item, defs, handler) for key, item in schema.items() if key != "$ref"}
    if "discriminator" in schema:  # OpenAPI takes a value of it for the name of a component, unless it is told
        tags = [defs[option["$ref"].removeprefix(DEFS)]["properties"]["type"]["const"] for option in schema["oneOf"]]
        targets = [option["$ref"] for option in linked["oneOf"]]
        linked["discriminator"] = {**schema["discriminator"], "mapping": dict(zip(tags, targets, strict=True))}
    if "$ref" in schema:
        part = TypeAdapter(_component(schema["$ref"].removeprefix(DEFS), defs))
        # What a handler is given it does not look up among its components; what is in definitions it does.
        linked |= handler(core_schema.definitions_schema(part.core_schema, []))
    return linked
