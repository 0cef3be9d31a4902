"""A list of problems with a maximum length, because all problems of a large file could fill the memory."""

from __future__ import annotations

from collections.abc import Iterable

from .problem import Problem, Severity, define
from .report import Report

__all__ = ["Listing"]

MORE_PROBLEMS = define(
    "report.more-problems",
    "info",
    "{count} more {count:problem is|problems are} not listed",
    why=(
        "The number of listed problems is limited: a complete list for a large file would fill the memory, and "
        "nobody would read it."
    ),
)


class Listing:
    """Lists the first problems, with at least one error if there is any, and counts the rest.

    Parameters:
        most: the maximum number to list; None for all.

    Attributes:
        problems: the problems that are listed.
        more: the number of problems that are not listed.
        has_error: whether any problem, listed or not, is an error.
    """

    def __init__(self, most: int | None = None) -> None:
        self.most = most
        self.problems: list[Problem] = []
        self.more: int = 0
        self.has_error: bool = False

    def add(self, problems: Iterable[Problem]) -> None:
        """Add problems to the list, or count them once it is full."""
        for problem in problems:
            is_first_error = not self.has_error and problem.severity is Severity.ERROR
            self.has_error = self.has_error or is_first_error
            if self.most is None or len(self.problems) < self.most or is_first_error:
                self.problems.append(problem)
            else:
                self.more += 1

    def report(self) -> Report:
        """Return the listed problems, and last the number of those that are not listed."""
        return Report([*self.problems, MORE_PROBLEMS(count=self.more)] if self.more else self.problems)
