"""Rules across records, which no record can check by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..problems.problem import Problem
from . import events, members, organizations, outputs, plans, references, sources
from .base import RULES, Context, Rule, position_of
from .foreign import guarded

__all__ = ["Context", "check", "position_of"]

AREAS: Final = [area.__name__ for area in (references, organizations, members, events, outputs, plans, sources)]
"""The areas in the order in which their rules speak: what a record is, before what it does."""


def check(context: Context, more: Iterable[Rule] = ()) -> Iterator[Problem]:
    """Run all rules, area by area, and then those of a profile."""
    for rule in sorted(RULES, key=lambda rule: AREAS.index(rule.check.__module__)):
        yield from rule.check(context)
    for rule in more:
        yield from guarded(rule, context)
