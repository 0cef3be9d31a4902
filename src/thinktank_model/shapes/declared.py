"""Declares the classes of the model: attrs classes that attrs works on when it is first asked about them.

    from ..shapes.declared import field, frozen

    @frozen(kw_only=True, repr=False, eq=False)
    class Place(Node): ...

To type checkers `field` and `frozen` are those of attrs. At run time `frozen` only gives the class its slots: a class of the model
has the constructor, equality and representation of `Node`, its reader comes from its shape, and both need no more than
the names and defaults of the fields. What attrs itself, cattrs and other libraries read, `__attrs_attrs__`, is made by attrs on
first request. Half of the time of `import thinktank_model` was spent on it.

A class of another project is decorated with `attrs.frozen`, also if it extends one of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import attrs
from attrs import NOTHING

__all__ = ["defaults_of", "field", "frozen"]

ATTRIBUTES: Final = "__attrs_attrs__"  # where attrs keeps what it knows of a class, and looks for it


class _Field:
    """The default and the converter of a field."""

    __slots__ = ("converter", "default")

    def __init__(self, default: Any = NOTHING, converter: Any = None) -> None:
        self.default: Any = default
        self.converter: Any = converter


if TYPE_CHECKING:
    from attrs import field, frozen
else:
    field = _Field

    def frozen(*, kw_only: bool, repr: bool, eq: bool) -> Any:
        """Return the decorator; its parameters are for type checkers, and the same for all classes."""
        assert (kw_only, repr, eq) == (True, False, False)
        return _slotted


class _Attributes:
    """The attributes of one class as attrs describes them. They take the place of this descriptor when they are read."""

    __slots__ = ("fields", "owner")

    def __init__(self, fields: Mapping[str, _Field]) -> None:
        self.fields: Mapping[str, _Field] = fields
        self.owner: Any = None

    def __set_name__(self, owner: Any, name: str) -> None:
        self.owner = owner

    def __get__(self, instance: object, cls: Any) -> Any:
        made = attrs.frozen(kw_only=True, repr=False, eq=False)(self._twin())
        setattr(self.owner, ATTRIBUTES, attrs.fields(made))
        return attrs.fields(made)

    def _twin(self) -> Any:
        """Return a class like the owner, for attrs to work on."""
        body = {name: attrs.field(default=one.default, converter=one.converter) for name, one in self.fields.items()}
        told = {name: getattr(self.owner, name) for name in ("__annotations__", "__module__", "__qualname__")}
        make: Any = type(self.owner)
        return make(self.owner.__name__, self.owner.__bases__, {**body, **told})


def _slotted(cls: Any) -> Any:
    """Return the same class with slots for its fields. No method of it may use `super()` without arguments, which means the old one."""
    body = {name: value for name, value in vars(cls).items() if name not in {"__dict__", "__weakref__"}}
    names = [name for name, kind in cls.__annotations__.items() if not kind.startswith("ClassVar")]
    given = {name: body.pop(name, NOTHING) for name in names}
    fields = {name: value if isinstance(value, _Field) else _Field(value) for name, value in given.items()}
    body |= {"__slots__": tuple(names), ATTRIBUTES: _Attributes(fields)}
    if hasattr(cls, "__attrs_props__"):  # pragma: no branch - from attrs 25.4 on; those of `Node`
        body["__attrs_props__"] = cls.__attrs_props__
    return type(cls)(cls.__name__, cls.__bases__, body)


def defaults_of(cls: Any) -> Mapping[str, Any]:
    """Return the default of each field of an attrs class by name, `attrs.NOTHING` where it is required, in the order of attrs.

    Any other class has none.
    """
    return _defaults_of(cls)


@cache
def _defaults_of(cls: Any) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        own = vars(base).get(ATTRIBUTES, ())
        if isinstance(own, _Attributes):
            named = {name: one.default for name, one in own.fields.items()}
        else:
            named = {one.name: one.default for one in own if not one.inherited}
        found = {name: default for name, default in found.items() if name not in named} | named
    return found
