"""Runs rules across records of other projects. A rule that fails is reported as a problem, and the others still run."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems.display import shorten
from ..problems.problem import Problem, define
from ..problems.translations import Phrase
from .base import Context, Rule

__all__ = ["guarded"]

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
    declared = {code.name for code in rule.codes}
    name = getattr(rule.check, "__name__", repr(rule.check))
    try:
        for problem in rule.check(context):
            if not isinstance(problem, Problem):
                yield FAILED(
                    rule=name,
                    reason=Phrase(
                        "it yielded an object of type {type} instead of a problem", type=type(problem).__name__
                    ),
                )
            elif problem.code not in declared:
                yield FAILED(
                    rule=name, reason=Phrase("it reported {code}, which it does not declare", code=problem.code)
                )
            else:
                yield problem
    except Exception as error:  # noqa: BLE001 - whatever a rule of another project raises
        yield FAILED(rule=name, reason=str(shorten(f"{type(error).__name__}: {error}")))
