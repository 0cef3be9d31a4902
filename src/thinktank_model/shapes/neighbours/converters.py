"""Hooks that teach our classes to a cattrs converter, and the library's own converter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache, lru_cache
from types import NoneType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin

import attrs
from cattrs import ClassValidationError, Converter

from ...problems.portable import Portable
from ...problems.report import InvalidData
from ...problems.translations import either
from ..annotations import UNIONS
from ..codes import WRONG_TYPE
from ..explain import Unknown, check_unknown
from ..forms import Form, form_of, form_of_shape
from ..tree import ListOf, ObjectOf, OneOf, Scalar

__all__ = [
    "converter",
    "register_hooks",
]

C = TypeVar("C", bound=Converter)
PLAIN: Final = (str, int, float, bool, NoneType)
PROFILES: Final = 16  # whose converters are kept, for each way of treating unknown keys


def register_hooks(converter: C, unknown: Unknown = "error") -> C:
    """Teach a cattrs converter the public classes, and return it.

    Its other hooks are unchanged, so its own attrs classes can have ours in fields, lists, dicts and unions. In a union the
    JSON value decides: by its key `type`, or else by its JSON type. Our classes are tried first.

    Parameters:
        converter: any cattrs converter.
        unknown: what to do with keys that the schema does not know, as in `loads`.
    """
    return taught(converter, unknown, form_of)


def taught(converter: C, unknown: Unknown, forms: Callable[[Any], Form]) -> C:
    """Teach a converter the public classes in the given forms, as `register_hooks` does.

    Parameters:
        converter: any cattrs converter.
        unknown: as in `loads`.
        forms: a function that returns the form of a class.
    """
    check_unknown(unknown)

    def read(value: object, cls: Any) -> Any:
        return _read(forms(cls), value, unknown)

    def union_hook(union: Any, converter: Converter) -> Callable[[object, Any], Any]:
        return _union_hook(union, converter, unknown, forms)

    # By class and not by a predicate, because cattrs tries its own hook for `str`, which takes every vocabulary, before predicates.
    converter.register_structure_hook(Portable, read)
    converter.register_unstructure_hook(Portable, _write)
    converter.register_structure_hook_factory(_is_union_with_ours, union_hook)
    return converter


@cache
def converter(unknown: Unknown = "error") -> Converter:
    """Return the library's own converter: a cattrs converter that knows the public classes."""
    return register_hooks(Converter(), unknown)


@lru_cache(PROFILES)
def converter_of(unknown: Unknown, forms: Callable[[Any], Form]) -> Converter:
    """Return a cattrs converter that knows the public classes in these forms."""
    return taught(Converter(), unknown, forms)


def _write(built: Any) -> Any:
    cls: Any = type(built)
    return form_of(cls).write(built)


def _read(form: Form, value: object, unknown: Unknown) -> Any:
    built, problems = form.read(value, unknown)
    if built is None:
        raise InvalidData(problems)
    return built


# --- Unions ---


def _is_ours(option: Any) -> bool:
    return isinstance(option, type) and issubclass(option, Portable)


def _is_union_with_ours(hint: Any) -> bool:
    """Return whether a union has one of our classes and another type than None. cattrs handles a union with None by itself."""
    options = [option for option in get_args(hint) if option is not NoneType]
    return get_origin(hint) in UNIONS and len(options) > 1 and any(map(_is_ours, options))


def _union_hook(
    union: Any, converter: Converter, unknown: Unknown, form_of: Callable[[Any], Form]
) -> Callable[[object, Any], Any]:
    """Return the hook of a union, which reads a value as the first option that fits: ours, then one of exactly its type, then the others."""
    options = get_args(union)
    ours = [option for option in options if _is_ours(option)]
    forms = _forms(ours, form_of)
    plain = [option for option in options if option in PLAIN]
    others = [option for option in options if option not in (*ours, *plain)]

    def structure_union(value: object, _: Any) -> Any:
        if isinstance(value, tuple(ours)):
            return value
        fitting = [form for form in forms if _fits(form, value)]
        told = [form for form in fitting if isinstance(value, Mapping) and value.get("type") in _tags(form)]
        refused: list[Exception] = []
        for form in told or fitting:
            try:
                return _read(form, value, unknown)
            except InvalidData as error:
                refused.append(error)
        if type(value) in plain:
            return value
        rest = () if told else tuple([option for option in others if _can_be(option, value)])
        if rest:
            try:
                union_of_rest: Any = Union[rest]  # noqa: UP007 - made of a tuple
                return converter.structure(value, union_of_rest)
            except Exception as error:  # noqa: BLE001 - whatever a hook of the other project raises is one answer of several
                refused.append(error)
        if len(refused) > 1:
            raise ClassValidationError(f"no type of {union} takes the value", refused, union)
        names = [getattr(option, "__name__", str(option)) for option in options]
        raise refused[0] if refused else InvalidData([WRONG_TYPE(value, expected=either(names))])

    return structure_union


def _forms(ours: list[Any], form_of: Callable[[Any], Form]) -> list[Form]:
    """Return the forms of classes; all classes that have a key `type` share one form."""
    tagged = [cls for cls in ours if isinstance(shape := form_of(cls).shape, ObjectOf) and shape.tag is not None]
    if len({cls.type for cls in tagged}) < max(2, len(tagged)):
        return [form_of(cls) for cls in ours]
    options = {cls.type: cast("ObjectOf", form_of(cls).shape) for cls in tagged}
    return [form_of_shape(OneOf(options)), *[form_of(cls) for cls in ours if cls not in tagged]]


def _fits(form: Form, value: object) -> bool:
    """Return whether a value has the JSON type of a form."""
    kind = str if isinstance(form.shape, Scalar) else (list, tuple) if isinstance(form.shape, ListOf) else Mapping
    return isinstance(value, kind)


def _tags(form: Form) -> Collection[str | None]:
    match form.shape:
        case OneOf(options=options):
            return options.keys()
        case ObjectOf(tag=str() as tag):
            return (tag,)
    return ()


def _can_be(option: Any, value: object) -> bool:
    """Return whether a value can be read as another project's class without coercion."""
    cls = get_origin(option) or option
    if not isinstance(cls, type) or issubclass(cls, (str, bytes)):
        return True
    if attrs.has(cls) or issubclass(cls, Mapping):
        return isinstance(value, Mapping)
    return not issubclass(cls, Collection) or isinstance(value, (list, tuple))
