"""How another project marks a rule across records. Ours register themselves in their modules; a profile's are values."""

from __future__ import annotations

from collections.abc import Callable

from ..problems.problem import Code
from ..rules.base import Check, Rule

__all__ = ["rule"]


def rule(*codes: Code) -> Callable[[Check], Rule]:
    """Make a function a rule across records that reports these codes; hand it to `Profile.extended(rules=[...])`.

    The function takes a `Context` and yields problems that name their record (`record_id`) and point into it (`at`). Its docstring says
    the rule in one sentence.
    """

    def mark(check: Check) -> Rule:
        return Rule(check, codes)

    return mark
