"""Makes the classes of vocabularies, with the members that `enum` would make, in a tenth of the time.

`enum` looks into every value for its own devices (`auto()`, `member`, descriptors), and replaces a placeholder by the member. A vocabulary
has none of these: each name stands for a tuple of texts. So `enum` makes the class without members, and they are
added here. A class that is anything else, such as one with aliases or a method `__init__`, is left to `enum` as a whole.
"""

from __future__ import annotations

from enum import EnumType
from typing import Any

__all__ = ["VocabularyType"]

NOT_PLAIN = ("__new__", "__init__")


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
        rest = super().__prepare__(name, bases, **options)
        for key, value in body.items():
            if key not in terms:
                rest[key] = value
        made: Any = super().__new__(cls, name, bases, rest, **options)
        make: Any = made._new_member_
        members = {key: make(made, *value) for key, value in terms.items()}
        for number, (key, member) in enumerate(members.items()):
            member._name_, member._sort_order_, member.__objclass__ = key, number, made
        made._member_names_.extend(members)
        made._member_map_.update(members)
        made._value2member_map_.update({member._value_: member for member in members.values()})
        for key, member in members.items():
            type.__setattr__(made, key, member)
        return made


def _terms(body: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the members by name; none of them if `enum` has to make one."""
    terms = {name: value for name, value in body.items() if type(value) is tuple and name[0] != "_"}
    plain = [name for name in body if name[0] == "_" or hasattr(body[name], "__get__")]
    is_plain = len(terms) + len(plain) == len(body) and not any([name in body for name in NOT_PLAIN])
    return terms if is_plain and len({value[0] for value in terms.values()}) == len(terms) else {}
