"""The rules across records: what no record can know of itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from . import events, members, organizations, outputs, plans, references, sources  # noqa: F401 - they register their rules, in this order
from .base import RULES, Context

__all__ = ["Context", "check"]


def check(context: Context) -> Iterator[Problem]:
    """Run every rule, one after another."""
    for rule in RULES:
        yield from rule(context)
