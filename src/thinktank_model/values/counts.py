"""Numbers as sources give them: 40, more than 40, about 40, 40 to 60."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from attrs import frozen

from ..problems import Problem, define
from ..shapes import AtLeast, Constraint, within
from ..vocab import CountQualifier, CountUnit, Open
from .node import Node

__all__ = ["Count"]

UPPER_MISSING = define(
    "count.upper-missing",
    "error",
    "the count is between {found} and nothing",
    why="`between` needs both bounds: without the upper one it says `at_least`.",
    bad='{"value": 40, "qualifier": "between"}',
    good='{"value": 40, "qualifier": "between", "upper": 60}',
)
UPPER_UNEXPECTED = define(
    "count.upper-unexpected",
    "error",
    "the upper bound {found} stands beside the qualifier {qualifier}",
    why="Only `between` has a second bound; beside any other qualifier it would contradict it.",
    bad='{"value": 40, "qualifier": "about", "upper": 60}',
    good='{"value": 40, "qualifier": "between", "upper": 60}',
)
REVERSED = define(
    "count.reversed",
    "error",
    "the upper bound {found} is not above {value}",
    why="The lower bound stands in `value`, the upper one in `upper`.",
    bad='{"value": 60, "qualifier": "between", "upper": 40}',
    good='{"value": 40, "qualifier": "between", "upper": 60}',
)
IMPOSSIBLE = define(
    "count.impossible",
    "error",
    "no count is less than {found}",
    why="A count is 0 or more, so nothing can be less than 0.",
    bad='{"value": 0, "qualifier": "less_than"}',
    good='{"value": 0}',
)

_UPPER_SCHEMA = {
    "if": {"required": ["qualifier"], "properties": {"qualifier": {"const": "between"}}},
    "then": {"required": ["upper"]},
    "else": {"not": {"required": ["upper"]}},
}


def _upper_with_between(count: Count) -> Iterator[Problem]:
    if count.qualifier is CountQualifier.BETWEEN:
        if count.upper is None:
            yield UPPER_MISSING(count.value, expected='the key "upper" beside the qualifier "between"')
    elif count.upper is not None:
        expected = 'the key "upper" only beside the qualifier "between"'
        yield UPPER_UNEXPECTED(count.upper, at="/upper", qualifier=str(count.qualifier), expected=expected)


@frozen(kw_only=True, repr=False, eq=False)
class Count(Node):
    """How many, as exactly as the source says it. Comparisons go by the bounds: None where they leave it open.

    >>> str(Count(value=40, qualifier="more_than")), Count(value=40, qualifier="more_than").bounds
    ('more than 40', (41, None))
    """

    constraints: ClassVar[tuple[Constraint, ...]] = (
        Constraint(
            ("qualifier", "upper"),
            _upper_with_between,
            _UPPER_SCHEMA,
            "upper_with_between",
            "An upper bound stands beside the qualifier between, and nowhere else.",
        ),
    )

    value: Annotated[int, AtLeast(0), "The number that the source gives."]
    qualifier: Annotated[CountQualifier, "How the number is meant."] = CountQualifier.EXACT
    upper: Annotated[int | None, AtLeast(0), "The upper bound, for between only."] = None
    unit: Annotated[str | None, Open(CountUnit), "What is counted."] = None

    @within("value", "qualifier", "upper")
    def _possible(self) -> Iterator[Problem]:
        """The bounds leave at least one number, and an upper bound is above the lower one."""
        if self.qualifier is CountQualifier.LESS_THAN and self.value == 0:
            yield IMPOSSIBLE(self.value, at="/value", expected="1 or more beside less_than")
        if self.upper is not None and self.upper <= self.value:
            yield REVERSED(self.upper, at="/upper", value=self.value, expected=f"more than {self.value}")

    @property
    def bounds(self) -> tuple[int, int | None]:
        """The least and the greatest number that it can mean; None where there is no greatest. `about` bounds nothing."""
        match self.qualifier:
            case CountQualifier.EXACT:
                return self.value, self.value
            case CountQualifier.MORE_THAN:
                return self.value + 1, None
            case CountQualifier.AT_LEAST:
                return self.value, None
            case CountQualifier.AT_MOST:
                return 0, self.value
            case CountQualifier.LESS_THAN:
                return 0, self.value - 1
            case CountQualifier.BETWEEN:
                return self.value, self.upper
            case _:
                return 0, None

    @property
    def lower(self) -> int:
        """The least number that it can mean."""
        return self.bounds[0]

    @property
    def highest(self) -> int | None:
        """The greatest number that it can mean; None where there is none. (`upper` is the JSON key of `between`.)"""
        return self.bounds[1]

    def less_than(self, other: Count | int) -> bool | None:
        """Whether it is less than another count, or a number: True or False where the bounds decide, else None."""
        low, high = self.bounds
        other_low, other_high = (other, other) if isinstance(other, int) else other.bounds
        if high is not None and high < other_low:
            return True
        return False if other_high is not None and low >= other_high else None

    def more_than(self, other: Count | int) -> bool | None:
        """Whether it is more than another count, or a number, as `less_than`."""
        low, high = self.bounds
        other_low, other_high = (other, other) if isinstance(other, int) else other.bounds
        if other_high is not None and low > other_high:
            return True
        return False if high is not None and high <= other_low else None

    def __str__(self) -> str:
        words = "" if self.qualifier is CountQualifier.EXACT else self.qualifier.label().lower() + " "
        return f"{words}{self.value}" + ("" if self.upper is None else f" and {self.upper}")
