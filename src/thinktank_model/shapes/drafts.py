"""Drafts: twins of frozen classes whose attributes can be set while an object is made."""

from __future__ import annotations

from functools import cache
from typing import Any

__all__ = ["draft"]


@cache
def draft(cls: type[Any]) -> type[Any]:
    """Return the unfrozen twin of a frozen class with slots, from which an object gets its class by assignment to `__class__`.

    It is a subclass without slots of its own: then Python need not compare the slots of the two one by one.
    """
    plain = {"__init__": object.__init__, "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    make: Any = type(cls)
    twin: type[Any] = make(f"Draft_{cls.__name__}", (cls,), {"__slots__": (), **plain})
    return twin
