"""The model as msgspec Structs, in two styles.

As documented: frozen Structs with tags, constraints in `Meta`, terms as the vocabularies' enums, codes as `Literal`, dates by
`dec_hook` and `enc_hook`, everything else in `__post_init__`. Tuned: plain `str` fields whose rules are look-ups in memos, in
one `__post_init__` a class, and no collector for the Structs.

msgspec stops at the first fault; to list all of them a user needs an explainer beside it, here the library's own.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Annotated, Any, Literal, Union

import msgspec
import orjson
from attrs import NOTHING

from benchmarks.rules import (
    DICT,
    OPTIONS,
    TUPLE,
    UNION,
    Remembering,
    class_members,
    default_of,
    object_rules,
    objects,
    pattern_of,
    reading,
)
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.explain import Explainer
from thinktank_model.shapes.tree import Anything, Boolean, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape

__all__ = ["Models"]


class _Marker(type):
    """Makes a class that represents one scalar in annotations, because a day and a time are values of the same class."""

    cls: type

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.cls)


class Models:
    """The Structs of all record classes.

    Parameters:
        tuned: whether values are memoised.
    """

    def __init__(self, tuned: bool) -> None:
        self.tuned = tuned
        self.memos: dict[Scalar, Remembering] = {}
        self.custom: dict[Any, Callable[[Any], Any]] = {}
        self.types: dict[Any, Any] = {}
        for shape in objects(shape_of(UNION)):
            self.types[shape] = self.struct(shape)
        union: Any = Union[tuple([self.types[shape] for shape in OPTIONS.values()])]
        self.decode = msgspec.json.Decoder(union, dec_hook=self.dec_hook).decode
        self.encode = msgspec.json.Encoder(enc_hook=str).encode

    def dec_hook(self, kind: Any, value: Any) -> Any:
        return self.custom[kind](value)

    def struct(self, shape: ObjectOf) -> Any:
        fields: list[Any] = []
        for field in shape.fields.values():
            hint = self.hint(field.shape)
            default = default_of(field)
            fields.append((field.name, hint) if default is NOTHING else (field.name, hint, default))
        members = class_members(shape)
        rules = object_rules(shape, self.unchecked)
        if rules is not None:
            members["__post_init__"] = rules
        if shape.tag is not None:
            members["type"] = shape.tag
        return msgspec.defstruct(
            shape.cls.__name__,
            fields,
            namespace=members,
            tag_field=None if shape.tag is None else "type",
            tag=shape.tag,
            frozen=True,
            kw_only=True,
            omit_defaults=True,
            forbid_unknown_fields=True,
            gc=not self.tuned,
        )

    def unchecked(self, scalar: Scalar) -> Any:
        """Return the check that `__post_init__` must make for a scalar that msgspec decodes as a plain `str`; None if none is needed."""
        if self.is_custom(scalar):
            return None
        if self.tuned:
            return self.memo(scalar) if scalar.repeats else reading(scalar)
        return None if pattern_of(scalar) or "enum" in scalar.schema else reading(scalar)

    def memo(self, scalar: Scalar) -> Remembering:
        return self.memos.setdefault(scalar, Remembering(reading(scalar)))

    def is_custom(self, scalar: Scalar) -> bool:
        return scalar.attribute is not None

    def hint(self, shape: Shape) -> Any:
        match shape:
            case Scalar(cls=cls) if issubclass(cls, Enum):
                return cls
            case Scalar() if self.is_custom(shape):
                return self.marker(shape)
            case Scalar():
                pattern = pattern_of(shape)
                if self.tuned or (pattern is None and "enum" not in shape.schema):
                    return str
                if pattern is None:
                    return Literal[tuple(shape.schema["enum"])]
                return Annotated[str, msgspec.Meta(pattern=f"^(?:{pattern[0]})\\Z", max_length=pattern[1])]
            case Number(integer=integer, least=least, most=most):
                return Annotated[int if integer else float, msgspec.Meta(ge=least, le=most)]
            case Boolean():
                return bool
            case ListOf():
                return Annotated[TUPLE[self.hint(shape.item), ...], msgspec.Meta(min_length=shape.at_least)]
            case MapOf():
                # a key's rule is checked in __post_init__, with that of its value
                return Annotated[DICT[str, self.hint(shape.value)], msgspec.Meta(min_length=shape.at_least)]
            case ObjectOf():
                return self.types[shape]
            case OneOf():
                return Union[tuple([self.types[option] for option in shape.options.values()])]
            case Anything():
                return Any

    def marker(self, scalar: Scalar) -> Any:
        """Return the type that represents a scalar in an annotation, and tells `dec_hook` which rule to apply."""
        if scalar not in self.types:
            kind = self.types[scalar] = _Marker(scalar.cls.__name__, (), {"cls": scalar.cls})
            self.custom[kind] = self.memo(scalar).__getitem__ if self.tuned else reading(scalar)
        return self.types[scalar]

    def explain(self, line: bytes) -> list[str]:
        """Return no problems if decoding succeeds; otherwise those of the library's explainer."""
        try:
            self.decode(line)
        except (msgspec.ValidationError, LookupError):
            explainer = Explainer()
            explainer.walk(shape_of(UNION), orjson.loads(line), "")
            return [problem.pointer for problem in explainer.problems if problem.severity == "error"]
        return []

    def forget(self) -> None:
        for memo in self.memos.values():
            memo.clear()
