"""The model as pydantic 2 classes: frozen, strict models that forbid extra keys, a union discriminated by `type`, annotated validators and serializers.

As documented: patterns, `Literal` and enums where they express a rule. With memos: a repeated value is a `str` whose rules are
one look-up, as in the library itself.
"""

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

from benchmarks.rules import (
    DICT,
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
from thinktank_model.problems.pointers import pointer
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.tree import Anything, Boolean, ListOf, MapOf, Number, ObjectOf, OneOf, Scalar, Shape

__all__ = ["Models", "dump"]

CONFIG = ConfigDict(frozen=True, strict=True, extra="forbid")


class Models:
    """The models of all record classes.

    Parameters:
        tuned: whether values are memoised.
    """

    def __init__(self, tuned: bool) -> None:
        self.tuned = tuned
        self.memos: dict[Scalar, Remembering] = {}
        self.models: dict[ObjectOf, Any] = {}
        for shape in objects(shape_of(UNION)):
            self.models[shape] = self.model(shape)
        self.adapter: TypeAdapter[Any] = TypeAdapter(self.hint(shape_of(UNION)))

    def model(self, shape: ObjectOf) -> Any:
        fields: dict[str, Any] = {} if shape.tag is None else {"type": (Literal[shape.tag], ...)}
        for field in shape.fields.values():
            default = default_of(field)
            hint, required = self.hint(field.shape), default is NOTHING
            # a default is not validated, so None stands for an absent key, and null in its place is refused
            fields[field.name] = (hint, ...) if required else (hint, default)
        rules = object_rules(shape)

        def check(built: Any) -> Any:
            rules(built)  # type: ignore[misc]
            return built

        validators: dict[str, Any] = {} if rules is None else {"rules": model_validator(mode="after")(check)}
        model = create_model(shape.cls.__name__, __config__=CONFIG, __validators__=validators, **fields)
        for name, member in class_members(shape).items():
            setattr(model, name, member)
        if shape.tag is not None:
            model.type = shape.tag  # the rules ask the class for it; pydantic has it in its fields alone
        return model

    def hint(self, shape: Shape) -> Any:
        match shape:
            case Scalar(cls=cls) if issubclass(cls, Enum):
                return cls
            case Scalar() if self.tuned and shape.repeats:
                remembered = AfterValidator(self.memos.setdefault(shape, Remembering(reading(shape))).__getitem__)
                return Annotated[str, remembered, PlainSerializer(str, return_type=str)]
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
                return Annotated[TUPLE[self.hint(shape.item), ...], Field(min_length=shape.at_least)]
            case MapOf():
                return Annotated[DICT[self.hint(shape.key), self.hint(shape.value)], Field(min_length=shape.at_least)]
            case ObjectOf():
                return self.models[shape]
            case OneOf():
                options = tuple([self.models[option] for option in shape.options.values()])
                return Annotated[Union[options], Field(discriminator="type")]
            case Anything():
                return Any

    def explain(self, line: bytes) -> list[str]:
        """Return the places of all errors; a missing key is placed at the object that it misses in, as the library does."""
        try:
            self.adapter.validate_json(line)
        except ValidationError as error:
            found = error.errors(include_url=False, include_context=False, include_input=False)
            return [_pointer(one["loc"], one["type"]) for one in found]
        return []

    def forget(self) -> None:
        for memo in self.memos.values():
            memo.clear()


def _pointer(place: tuple[str | int, ...], kind: str) -> str:
    tokens = [token for token in place[1:] if token != "[key]"]  # the first one is the discriminator of the union
    if kind.startswith("union_tag"):
        return "/type" if kind == "union_tag_invalid" else ""
    return pointer(*tokens[:-1] if kind == "missing" else tokens)


def dump(built: BaseModel) -> bytes:
    """Return canonical JSON."""
    return built.model_dump_json(exclude_defaults=True).encode()
