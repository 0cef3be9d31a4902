"""Where a profile is defined, so that another process finds it by its name, as it does a class; one without a name goes whole."""

from __future__ import annotations

from collections.abc import Iterable
from sys import modules

from .parts import Part

__all__ = ["defined_as"]


def defined_as(profile: object, parts: Iterable[Part]) -> tuple[str, str] | None:
    """Return the module, and the name in it, under which a profile is; None if none of those that it is made of has it."""
    near = [module for one in parts for module in _modules(one)]
    above = [".".join(path[:end]) for module in near if (path := module.split(".")) for end in range(len(path), 0, -1)]
    for module in dict.fromkeys(above):
        for name, value in vars(modules[module]).items() if module in modules else ():
            if value is profile:
                return module, name
    return None


def _modules(one: Part) -> Iterable[str]:
    """Yield the modules that define what a project adds."""
    yield from [cls.__module__ for cls in one.records]
    yield from [rule.check.__module__ for rule in one.rules]
    yield from [type(term).__module__ for terms in one.terms.values() for term in terms]
