"""Periods with a start and an end, and three-valued comparisons."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, ClassVar, Final, NamedTuple

from ..problems.problem import Problem, define
from ..problems.translations import Phrase
from ..shapes.annotations import within
from ..shapes.declared import field, frozen
from ..shapes.node import Node
from ..shapes.presence import any_of
from ..shapes.takes import Takes
from ..shapes.tree import Constraint
from .certainty import Certainty, certainty
from .dates import DateLike, PartialDate

__all__ = ["Period"]

REVERSED = define(
    "date.reversed",
    "error",
    "the end, {found}, is before the start, {start}",
    why="An end cannot come before its start. The rule reports only dates that are certainly reversed.",
    bad='{"start": "2024-12", "end": "2024-11"}',
    good='{"start": "2024-11", "end": "2024-12"}',
)


def in_order(start: PartialDate, end: PartialDate) -> bool:
    """Return whether an end is certainly not before its start, as in most records, without a closer look."""
    if end.latest < start.earliest:
        return False
    if end.precision != "time" or start.precision != "time":
        return True
    return start.offset == end.offset and (end.earliest > start.earliest or end._clock >= start._clock)


def reversed_dates(start: PartialDate | None, end: PartialDate | None, at: str) -> Iterator[Problem]:
    """Report `date.reversed` if an end is certainly before its start.

    Parameters:
        start: the start, if there is one.
        end: the end, if there is one.
        at: JSON Pointer to the end.
    """
    if start is None or end is None or in_order(start, end) or end.before(start) is not True:
        return iter(())
    expected = Phrase("{date} or later", date=start.text)
    return iter((REVERSED(end.text, at=at, start=start.text, expected=expected),))


class _Span(NamedTuple):
    """The earliest and latest days of the start and the end of a period, as ordinals."""

    start_first: int
    start_last: int
    end_first: int
    end_last: int


_FIRST_DAY: Final = datetime.date.min.toordinal()
_LAST_DAY: Final = datetime.date.max.toordinal()
_NEVER: Final = _LAST_DAY + 1


def _days(date: PartialDate | None) -> tuple[int, int]:
    """Return the first and last day that a date can mean. A missing or qualified date can mean any day."""
    if date is None or date.qualified:
        return _FIRST_DAY, _LAST_DAY
    return date.earliest.toordinal(), date.latest.toordinal()


@frozen(kw_only=True, repr=False, eq=False)
class Period(Node):
    """A period from its first day to its last, both included.

    A missing start is unknown. A missing end means that the period is ongoing: it
    contains every later day, and two such periods overlap. But it may end some day, so it is never certain that such a
    period exceeds another one (`within`).

    Every answer is three-valued and exact: True if it holds for all days that start and end can mean, False if it
    holds for none. A date with a qualifier can mean any day.

    >>> plan = Period(start="2024-09", end="2025")
    >>> plan.contains(PartialDate("2025-03-01")), plan.contains(PartialDate("2026")), plan.contains(PartialDate("2024"))
    (None, False, None)
    """

    constraints: ClassVar[tuple[Constraint, ...]] = (any_of("start", "end"),)

    start: Annotated[PartialDate | None, "The first day; absent if unknown."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    end: Annotated[PartialDate | None, "The last day; absent if the period has no end."] = field(
        default=None, converter=Takes[DateLike | None]
    )

    @within("start", "end", codes=(REVERSED,), when="all", quick=in_order)
    def _start_before_end(self) -> Iterator[Problem]:
        """The end of a period is not before its start."""
        return reversed_dates(self.start, self.end, "/end")

    def _span(self) -> _Span:
        start_first, start_last = _days(self.start)
        end_first, end_last = (_NEVER, _NEVER) if self.end is None else _days(self.end)
        return _Span(start_first, min(start_last, end_last), max(start_first, end_first), end_last)

    def contains(self, date: DateLike) -> Certainty:
        """Return whether a day, or the local day of a time, is in the period."""
        mine = self._span()
        first, last = _days(date if isinstance(date, PartialDate) else PartialDate(date))
        return certainty(
            mine.start_last <= first and last <= mine.end_first, last < mine.start_first or mine.end_last < first
        )

    def overlaps(self, other: Period) -> Certainty:
        """Return whether the periods have a day in common."""
        mine, its = self._span(), other._span()
        return certainty(
            mine.start_last <= its.end_first and its.start_last <= mine.end_first,
            mine.end_last < its.start_first or its.end_last < mine.start_first,
        )

    def within(self, other: Period) -> Certainty:
        """Return whether it is contained in the other period."""
        mine, its = self._span(), other._span()
        end_first = mine.start_first if self.end is None else mine.end_first
        return certainty(
            its.start_last <= mine.start_first and mine.end_last <= its.end_first,
            mine.start_last < its.start_first or its.end_last < end_first,
        )

    def before(self, other: Period) -> Certainty:
        """Return whether it ends before the other period begins."""
        mine, its = self._span(), other._span()
        return certainty(mine.end_last < its.start_first, mine.end_first >= its.start_last)

    def after(self, other: Period) -> Certainty:
        """Return whether it begins after the other period has ended: `other.before(self)`."""
        return other.before(self)
