"""The decorator for rules across records of other projects. Our rules are registered in their modules; those of a profile are values."""

from __future__ import annotations

from collections.abc import Callable

from ..problems.problem import Code
from ..rules.base import Check, Rule

__all__ = ["rule"]


def rule(*codes: Code) -> Callable[[Check], Rule]:
    """Turn a function into a rule across records that reports these codes, for `Profile.extended(rules=[...])`.

    The function takes a `Context` and yields problems with their record (`record_id`) and a pointer into it (`at`). Its docstring is
    the rule in one sentence.

    Raises:
        TypeError: it has no codes.
    """
    if not codes or not all([isinstance(code, Code) for code in codes]):
        raise TypeError("a rule names the codes that it reports: @rule(CODE, ...)")

    def mark(check: Check) -> Rule:
        return Rule(check, codes)

    return mark
