"""pydantic 2: frozen, strict models that forbid extra keys, a union discriminated by `type`, annotated validators and serializers."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Literal, Union

from attrs import NOTHING
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StrictBool,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    create_model,
    model_validator,
)

from benchmarks.rules import DICT, TUPLE, UNION, class_members, default_of, object_rules, objects, pattern_of, reading
from thinktank_model.problems.pointers import pointer
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.tree import Anything, Boolean, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape

from . import Contender

__all__ = ["CONTENDERS"]

MODELS: dict[ObjectOf, Any] = {}
CONFIG = ConfigDict(frozen=True, strict=True, extra="forbid")


def _model(shape: ObjectOf) -> Any:
    fields: dict[str, Any] = {} if shape.tag is None else {"type": (Literal[shape.tag], ...)}
    for field in shape.fields.values():
        default = default_of(field)
        hint, required = _hint(field.shape), default is NOTHING
        # a default is not validated, so None represents a missing key, and null in the data is refused
        fields[field.name] = (hint, ...) if required else (hint, default)
    rules = object_rules(shape)

    def check(self: Any) -> Any:
        rules(self)  # type: ignore[misc]
        return self

    validators: dict[str, Any] = {} if rules is None else {"rules": model_validator(mode="after")(check)}
    model = create_model(shape.cls.__name__, __config__=CONFIG, __validators__=validators, **fields)
    for name, member in class_members(shape).items():
        setattr(model, name, member)
    if shape.tag is not None:
        model.type = shape.tag  # the rules read it from the class, but pydantic only has it in its fields
    return model


def _hint(shape: Shape) -> Any:
    match shape:
        case Scalar(cls=cls) if issubclass(cls, Enum):
            return cls
        case Scalar(attribute=str()):
            return Annotated[shape.cls, PlainValidator(reading(shape)), PlainSerializer(str, return_type=str)]
        case Scalar():
            pattern = pattern_of(shape)
            if pattern is not None:
                return Annotated[str, StringConstraints(pattern=f"^(?:{pattern[0]})$", max_length=pattern[1])]
            if "enum" in shape.schema:
                return Literal[tuple(shape.schema["enum"])]
            return Annotated[str, AfterValidator(reading(shape))]
        case Number(integer=integer, least=least, most=most):
            return Annotated[int if integer else float, Field(ge=least, le=most)]
        case Boolean():
            return StrictBool
        case ListOf():
            return Annotated[TUPLE[_hint(shape.item), ...], Field(min_length=shape.at_least)]
        case MapOf():
            return Annotated[DICT[_hint(shape.key), _hint(shape.value)], Field(min_length=shape.at_least)]
        case ObjectOf():
            return MODELS[shape]
        case OneOf():
            return Annotated[
                Union[tuple([MODELS[option] for option in shape.options.values()])], Field(discriminator="type")
            ]
        case Anything():
            return Any


for _shape in objects(shape_of(UNION)):
    MODELS[_shape] = _model(_shape)
VALIDATOR = TypeAdapter(_hint(shape_of(UNION)))


def explain(line: bytes) -> list[str]:
    """Return the places of all errors; a missing key is placed at its object, as in the library."""
    try:
        VALIDATOR.validate_json(line)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        return [_pointer(one["loc"], one["type"]) for one in found]
    return []


def _pointer(place: tuple[str | int, ...], kind: str) -> str:
    tokens = [token for token in place[1:] if token != "[key]"]  # the first one is the discriminator of the union
    if kind.startswith("union_tag"):
        return "/type" if kind == "union_tag_invalid" else ""
    return pointer(*tokens[:-1] if kind == "missing" else tokens)


def dump(built: BaseModel) -> bytes:
    """Return canonical JSON."""
    return built.model_dump_json(exclude_defaults=True).encode()


CONTENDERS = (
    Contender(name="pydantic", load=VALIDATOR.validate_json, explain=explain, dump=dump, needs=("pydantic",)),
)
