"""cattrs without the library's loaders: frozen attrs classes, the orjson converter, a hook for each kind of value.

Twice: plain, which stops at the first fault, and with detailed validation, which collects faults.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from typing import Any, NewType, Union

import attrs
from attrs import NOTHING
from cattrs import transform_error
from cattrs.preconf.orjson import OrjsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from benchmarks.rules import DICT, TUPLE, UNION, Broken, class_members, default_of, object_rules, objects, reading
from thinktank_model.problems.pointers import pointer
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.tree import Anything, Boolean, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape

from . import Contender

__all__ = ["CONTENDERS"]

KINDS: dict[Shape, Any] = {}
HOOKS: dict[Any, Callable[[Any, Any], Any]] = {}


def _kind(shape: Shape, base: Any, hook: Callable[[Any, Any], Any]) -> Any:
    kind = KINDS[shape] = NewType(f"Kind{len(KINDS)}", base)
    HOOKS[kind] = hook
    return kind


def _number(shape: Number) -> Callable[[Any, Any], Any]:
    kinds = (int,) if shape.integer else (int, float)
    least, most = shape.least, shape.most

    def check(value: Any, _: Any) -> Any:
        if type(value) not in kinds or (least is not None and value < least) or (most is not None and value > most):
            raise Broken("number")
        return value

    return check


def _boolean(value: Any, _: Any) -> bool:
    if value is not True and value is not False:
        raise Broken("boolean")
    return bool(value)


def _scalar(shape: Scalar) -> Callable[[Any, Any], Any]:
    read = reading(shape)
    return lambda value, _: read(value)


def _hint(shape: Shape) -> Any:
    match shape:
        case Scalar(cls=cls) if issubclass(cls, Enum):
            return cls
        case Scalar():
            return KINDS.get(shape) or _kind(shape, shape.cls, _scalar(shape))
        case Number():
            return KINDS.get(shape) or _kind(shape, int if shape.integer else float, _number(shape))
        case Boolean():
            return KINDS.get(shape) or _kind(shape, bool, _boolean)
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


def _class(shape: ObjectOf) -> Any:
    fields = {}
    for field in shape.fields.values():
        default = default_of(field)
        given = {"factory": dict} if isinstance(default, dict) else {} if default is NOTHING else {"default": default}
        fields[field.name] = attrs.field(type=_hint(field.shape), **given)
    members: dict[str, Any] = {"__shape__": class_members(shape)["__shape__"], "type": shape.tag}
    if "type" in fields:
        del members["type"]
    rules = object_rules(shape, lengths=True)
    if rules is not None:
        members["__attrs_post_init__"] = rules
    return attrs.make_class(shape.cls.__name__, fields, (), members, frozen=True, slots=True, kw_only=True)


for _shape in objects(shape_of(UNION)):
    KINDS[_shape] = _class(_shape)
RECORD = _hint(shape_of(UNION))


def _tag(cls: Any) -> str:
    tag: str = cls.type
    return tag


def _converter(detailed: bool) -> OrjsonConverter:
    converter = make_converter(detailed_validation=detailed, forbid_extra_keys=True, omit_if_default=True)
    for kind, hook in HOOKS.items():
        converter.register_structure_hook(kind, hook)
    for shape in KINDS:
        if isinstance(shape, Scalar) and shape.attribute is not None:
            converter.register_unstructure_hook(shape.cls, lambda value: value.text)
    configure_tagged_union(RECORD, converter, tag_generator=_tag, tag_name="type")
    return converter


def _contender(name: str, detailed: bool) -> Contender:
    converter = _converter(detailed)

    def load(line: bytes) -> Any:
        return converter.loads(line, RECORD)

    def dump(built: Any) -> bytes:
        return converter.dumps(built, RECORD)

    def explain(line: bytes) -> list[str]:
        try:
            converter.loads(line, RECORD)
        except Exception as error:  # BLE001: a hook may raise any exception
            return [_pointer(text) for text in transform_error(error)] if detailed else [""]
        return []

    return Contender(name=name, load=load, explain=explain, dump=dump, needs=("cattrs", "attrs", "orjson"))


_STEP = re.compile(r"\.(\w+)|\[(?:(\d+)|'([^']*)')\]")


def _pointer(text: str) -> str:
    """Return the pointer of a place that cattrs writes as `$.names[0].value`."""
    steps = _STEP.findall(text.rpartition(" @ $")[2])
    return pointer(*[name or index or key for name, index, key in steps])


CONTENDERS = (_contender("cattrs, plain", False), _contender("cattrs, detailed", True))
