"""Makes the classes of vocabularies as `enum` would, in a tenth of the time.

`enum` examines each value and each class for devices that a vocabulary does not use (`auto()`, `member`, flags, other types of value),
which took a fifth of `import thinktank_model`. In a vocabulary each name stands for a tuple of texts, and everything but the members
is inherited. A class that is anything else, such as one with aliases or a method `__init__`, is left to `enum` as a whole.
"""

from __future__ import annotations

from enum import EnumType
from typing import Any, Final

__all__ = ["VocabularyType"]

NOT_PLAIN: Final = ("__new__", "__init__")
KEPT: Final = (
    "_member_names_",
    "_member_map_",
    "_value2member_map_",
    "_unhashable_values_",
    "_hashable_values_",
    "_unhashable_values_map_",
)
"""What `enum` keeps for each class about its members; the last two from Python 3.12 on."""


class _Body(dict[str, Any]):
    """What the body of a class defines."""

    def __setitem__(self, name: str, value: Any) -> None:
        if type(value) is tuple and name in self:
            raise TypeError(f"{name!r} is defined twice")
        super().__setitem__(name, value)


class VocabularyType(EnumType):
    """The metaclass of vocabularies."""

    @classmethod
    def __prepare__(cls, name: str, bases: tuple[type, ...], **options: Any) -> Any:  # type: ignore[override]
        return _Body()

    def __new__(cls, name: str, bases: tuple[type, ...], body: Any, **options: Any) -> Any:
        """Return the class with its members."""
        terms = _terms(body)
        base = next((base for base in bases if isinstance(base, cls) and not base._member_names_), None)
        if base is not None and terms:
            return _plain(cls, name, bases, {key: body[key] for key in body if key not in terms} | _empty(base), terms)
        made = super().__prepare__(name, bases, **options)
        for key, value in body.items():
            made[key] = value
        return super().__new__(cls, name, bases, made, **options)


def _terms(body: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the members by name; none of them if `enum` has to make one."""
    terms = {name: value for name, value in body.items() if type(value) is tuple and name[0] != "_"}
    rest = [name for name in body if name[0] == "_" or hasattr(body[name], "__get__")]
    is_plain = len(terms) + len(rest) == len(body) and not any([name in body for name in NOT_PLAIN])
    return terms if is_plain and len({value[0] for value in terms.values()}) == len(terms) else {}


def _empty(base: type) -> dict[str, Any]:
    """Return what `enum` keeps for a class without members, such as the base of vocabularies."""
    return {name: type(vars(base)[name])() for name in KEPT if name in vars(base)}


def _plain(
    cls: type, name: str, bases: tuple[type, ...], body: dict[str, Any], terms: dict[str, tuple[str, ...]]
) -> Any:
    made: Any = type.__new__(cls, name, bases, body)
    make: Any = made._new_member_
    members = {key: make(made, *value) for key, value in terms.items()}
    for number, (key, member) in enumerate(members.items()):
        member._name_, member._sort_order_, member.__objclass__ = key, number, made
    made._member_names_.extend(members)
    made._member_map_.update(members)
    made._value2member_map_.update({member._value_: member for member in members.values()})
    for (
        key,
        member,
    ) in members.items():  # last, since each makes Python forget where it found the attributes of the class
        type.__setattr__(made, key, member)
    return made
