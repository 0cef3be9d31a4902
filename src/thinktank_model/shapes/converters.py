"""cattrs knows our classes: hooks for any converter, and the library's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, get_args, get_origin

from cattrs import Converter

from .annotations import UNIONS, shape_of
from .codec import dump, dumper, structure
from .explain import Unknown
from .node import Node
from .tree import MapOf, ObjectOf, Scalar

__all__ = [
    "converter",
    "register_hooks",
]


# --- cattrs ---


def _is_ours(hint: Any) -> bool:
    """Whether a type is a class of the model, a value with a shape of its own, or a union of record classes."""
    if get_origin(hint) in UNIONS:
        return all(isinstance(option, type) and issubclass(option, Node) for option in get_args(hint))
    return isinstance(hint, type) and (issubclass(hint, Node) or hasattr(hint, "__shape__"))


def _unstructure_hook(hint: Any) -> Callable[[Any], Any]:
    shape = shape_of(hint)
    match shape:
        case ObjectOf():
            return dumper(shape)
        case Scalar(attribute=str() as attribute):
            return attrgetter(attribute)
        case MapOf():
            return dict
    return dump


C = TypeVar("C", bound=Converter)


def register_hooks(converter: C, unknown: Unknown = "error") -> C:
    """Teach a cattrs converter the classes of the model, and return it.

    Its other hooks stay as they are, so its own attrs classes can hold ours in fields, lists and unions.

    Parameters:
        converter: any cattrs converter.
        unknown: what to do with keys that the schema does not know, as in `loads`.
    """

    def structure_hook(hint: Any) -> Callable[[object, Any], Any]:
        shape = shape_of(hint)
        return lambda value, _: structure(shape, value, unknown)

    converter.register_structure_hook_factory(_is_ours, structure_hook)
    converter.register_unstructure_hook_factory(_is_ours, _unstructure_hook)
    return converter


@cache
def converter(unknown: Unknown = "error") -> Converter:
    """The library's own converter: a plain one that knows the classes of the model."""
    return register_hooks(Converter(), unknown)
