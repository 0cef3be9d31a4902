"""mashumaro with orjson: frozen dataclasses that forbid extra keys, selected by `type`, with a strategy for each kind of value."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from enum import Enum
from typing import Any, Literal, NewType, Union

import orjson
from attrs import NOTHING
from mashumaro.codecs.basic import BasicDecoder
from mashumaro.codecs.orjson import ORJSONEncoder
from mashumaro.config import BaseConfig

from benchmarks.rules import (
    DICT,
    OPTIONS,
    TUPLE,
    UNION,
    Broken,
    class_members,
    default_of,
    object_rules,
    objects,
    reading,
)
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.tree import Anything, Boolean, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape

from . import Contender

__all__ = ["CONTENDERS"]

KINDS: dict[Shape, Any] = {}
STRATEGIES: dict[Any, Any] = {}
NEW_TYPE: Any = NewType  # its name is not a literal here


class Config(BaseConfig):
    forbid_extra_keys = True
    omit_default = True
    serialization_strategy = STRATEGIES


def _number(shape: Number) -> Callable[[Any], Any]:
    kinds = (int,) if shape.integer else (int, float)
    least, most = shape.least, shape.most

    def check(value: Any) -> Any:
        if type(value) not in kinds or (least is not None and value < least) or (most is not None and value > most):
            raise Broken("number")
        return value

    return check


def _boolean(value: Any) -> bool:
    if value is not True and value is not False:
        raise Broken("boolean")
    return bool(value)


def _kind(name: str, base: Any, read: Callable[[Any], Any], write: Callable[[Any], Any] | None = None) -> Any:
    """Return a new type with its own strategy."""
    kind = NEW_TYPE(name, base)
    STRATEGIES[kind] = {"deserialize": read, "serialize": write or _same}
    return kind


def _same(value: Any) -> Any:
    return value


def _text(value: Any) -> Any:
    return value.text


def _hint(shape: Shape) -> Any:
    match shape:
        case Scalar(cls=cls) if issubclass(cls, Enum):
            return cls
        case Scalar():
            if shape not in KINDS:
                KINDS[shape] = _kind(
                    f"Scalar{len(KINDS)}", shape.cls, reading(shape), _text if shape.attribute else None
                )
            return KINDS[shape]
        case Number():
            return KINDS.setdefault(
                shape, _kind(f"Number{len(KINDS)}", int if shape.integer else float, _number(shape))
            )
        case Boolean():
            return KINDS.setdefault(shape, _kind(f"Boolean{len(KINDS)}", bool, _boolean))
        case ListOf():
            return TUPLE[_hint(shape.item), ...]
        case MapOf():
            return DICT[_hint(shape.key), _hint(shape.value)]
        case ObjectOf():
            return KINDS[shape]
        case OneOf():
            return Union[tuple([KINDS[option] for option in shape.options.values()])]
        case Anything():
            return Any


def _dataclass(shape: ObjectOf) -> Any:
    fields: list[Any] = [] if shape.tag is None else [("type", Literal[shape.tag])]
    for field in shape.fields.values():
        default = default_of(field)
        if default is NOTHING:
            fields.append((field.name, _hint(field.shape)))
        elif isinstance(default, dict):
            fields.append((field.name, _hint(field.shape), dataclasses.field(default_factory=dict)))
        else:
            fields.append((field.name, _hint(field.shape), dataclasses.field(default=default)))
    members = {**class_members(shape), "Config": Config, "__module__": __name__}
    rules = object_rules(shape, lengths=True)
    if rules is not None:
        members["__post_init__"] = rules
    return dataclasses.make_dataclass(
        shape.cls.__name__, fields, namespace=members, frozen=True, kw_only=True, slots=True
    )


for _shape in objects(shape_of(UNION)):
    KINDS[_shape] = globals()[_shape.cls.__name__] = _dataclass(_shape)  # mashumaro looks classes up in their module
# Asked by `type` and not as a union: of a union with a discriminator it compiles the classes again at every fault.
DECODERS = {tag: BasicDecoder(KINDS[shape]).decode for tag, shape in OPTIONS.items()}
ENCODERS = {KINDS[shape]: ORJSONEncoder(KINDS[shape]).encode for shape in OPTIONS.values()}


def load(line: bytes) -> Any:
    """Parse with orjson, then build the object."""
    value = orjson.loads(line)
    return DECODERS[value["type"]](value)


def dump(built: Any) -> bytes:
    """Return canonical JSON."""
    return ENCODERS[type(built)](built)


def explain(line: bytes) -> list[str]:
    """It stops at the first fault, and names the field of the outermost class only."""
    try:
        load(line)
    except Exception as error:  # BLE001: a strategy may raise any exception
        name = getattr(error, "field_name", None)
        return [f"/{name}" if isinstance(name, str) else ""]
    return []


CONTENDERS = (Contender(name="mashumaro", load=load, explain=explain, dump=dump, needs=("mashumaro", "orjson")),)
