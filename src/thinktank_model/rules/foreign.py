"""Runs the rules of other projects. A rule that fails is reported as a problem, and the others still run."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from ..problems.display import shorten
from ..problems.problem import Code, Problem, define
from ..problems.translations import Phrase
from ..shapes.tree import Constraint
from .base import Context, Rule

__all__ = ["guarded", "guarded_within"]

FAILED = define(
    "profile.rule-failed",
    "error",
    "the rule {rule} of a profile failed: {reason}",
    why=(
        "The error is in the rule, not in the data: it raised an exception or reported an undeclared code. "
        "Report it to the author of the rule. All other rules were checked."
    ),
)


def guarded(rule: Rule, context: Context) -> Iterator[Problem]:
    """Yield the problems that a rule finds, or a problem about the rule if it raises or reports a code that it does not declare."""
    return _guarded(getattr(rule.check, "__name__", repr(rule.check)), rule.codes, rule.check, context)


def guarded_within(one: Constraint) -> Constraint:
    """Return a rule about several fields of an object that reports its own failure in the same way."""
    made: Constraint = copy.copy(one)
    made.check = partial(_guarded, one.name, one.codes, one.check)
    return made


def _guarded(
    name: str, codes: Iterable[Code], check: Callable[[Any], Iterable[Problem]], subject: Any
) -> Iterator[Problem]:
    declared = {code.name for code in codes}
    try:
        for problem in check(subject):
            if not isinstance(problem, Problem):
                kind = type(problem).__name__
                reason = Phrase("it yielded an object of type {type} instead of a problem", type=kind)
                yield FAILED(rule=name, reason=reason)
            elif problem.code not in declared:
                reason = Phrase("it reported {code}, which it does not declare", code=problem.code)
                yield FAILED(rule=name, reason=reason)
            else:
                yield problem
    except Exception as error:  # noqa: BLE001 - whatever a rule of another project raises
        yield FAILED(rule=name, reason=str(shorten(f"{type(error).__name__}: {error}")))
