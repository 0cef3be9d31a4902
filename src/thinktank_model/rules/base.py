"""The base of the rules across records. A rule is a generator over a context, registered with `@rule` next to its code.

Every rule runs in time linear in the records: it uses look-ups and never compares all pairs. It only reports what
is certain, whatever the exact values of partial dates and counts are.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from sys import modules
from typing import Any, Final, NamedTuple, Protocol, TypeAlias, TypeVar

from ..model.events import Event
from ..model.header import DatasetHeader
from ..model.index import Index
from ..model.kept import KeptRecord
from ..problems.problem import Code, Problem
from ..problems.translations import Phrase
from ..values.dates import PartialDate
from ..values.periods import Period
from ..vocab import EventKind

__all__ = [
    "RULES",
    "Context",
    "Dated",
    "Rule",
    "Span",
    "all_read",
    "apart",
    "certainly_before",
    "closed",
    "current",
    "dates_text",
    "outside",
    "overlapping",
    "position_of",
    "rule",
    "span_of",
    "today",
    "value_of",
]

T = TypeVar("T")


class Context:
    """The data that a rule reads.

    Attributes:
        index: the records and the look-ups over them.
        header: the metadata of the dataset.
        today: the reference date.
        texts: the texts of sources by source id, as far as they are available.
    """

    __slots__ = ("header", "index", "texts", "today")

    def __init__(self, index: Index, header: DatasetHeader, today: datetime.date, texts: Mapping[str, str]) -> None:
        if not isinstance(today, datetime.date):
            raise TypeError(
                f"today is a datetime.date, not an object of type {type(today).__name__}: datetime.date(2025, 6, 1)"
            )
        self.index: Index = index
        self.header: DatasetHeader = header
        self.today: datetime.date = today
        self.texts: Mapping[str, str] = texts


Check: TypeAlias = Callable[[Context], Iterator[Problem]]


class Rule(NamedTuple):
    """A rule across records.

    Attributes:
        check: a function that yields problems, each with its record (`record_id`) and a pointer into it (`at`).
        codes: the codes of the problems that it reports.
    """

    check: Check
    codes: tuple[Code, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        """A rule of another project is where its function was: the module has it under the name of the function."""
        module, name = self.check.__module__, self.check.__qualname__
        if getattr(modules.get(module), name, None) is self:
            return value_of, (module, name)
        return Rule, tuple(self)

    @property
    def description(self) -> str:
        """The rule, in one sentence."""
        return " ".join((self.check.__doc__ or "").split("\n\n")[0].split())


def value_of(module: str, name: str) -> Any:
    """Return what a module has under a name: a rule or a profile that was pickled by it."""
    return getattr(import_module(module), name)


RULES: Final[list[Rule]] = []
"""Every rule, in the order in which they run."""


def rule(*codes: Code) -> Callable[[Check], Check]:
    """Register a rule that reports these codes. It yields problems with their record (`record_id`) and a pointer into it (`at`)."""

    def register(check: Check) -> Check:
        RULES.append(Rule(check, codes))
        return check

    return register


def position_of(index: Index, problem: Problem) -> int | None:
    """Return the index of the record that a problem is about; None if it is not about a single record.

    The `record_id` identifies it. If two records have the same id, the problem is about the first, unless the rule
    gave the `position`, as rules do that go through all records.
    """
    return index.positions.get(problem.record_id or "") if problem.position is None else problem.position


# --- Looking up ---


def current(index: Index, id: str) -> str:
    """Return the current id of a record: for a merged record, the id of the record that replaced it."""
    found = index.find(id)
    return id if found is None else found.id


def all_read(context: Context) -> bool:
    """Return whether all records could be read. If not, an id that seems to be missing may belong to one that could not, or that is kept unread."""
    index = context.index
    return index.elsewhere <= index.by_id.keys() and not index.of(KeptRecord)


# --- Times ---


class Dated(Protocol):
    """Anything with a start and an end. Without an end it is ongoing."""

    @property
    def start(self) -> PartialDate | None: ...  # noqa: D102 - see the class
    @property
    def end(self) -> PartialDate | None: ...  # noqa: D102 - see the class


class Span(NamedTuple):
    """A stretch of time with an optional start and end."""

    start: PartialDate | None
    end: PartialDate | None


def today(context: Context) -> PartialDate:
    """Return the reference date as a `PartialDate`, for comparison with dates of records."""
    return PartialDate(context.today.isoformat())


def span_of(event: Event) -> Span:
    """Return when an event takes place. Without an end it ends on its first day (RFC 5545, section 3.6.1); a series is ongoing."""
    return Span(event.start, event.end) if event.kind == EventKind.SERIES else closed(event)


def closed(dated: Dated) -> Span:
    """Return the stretch of time, which ends on its first day if it has no end."""
    if dated.end is None and dated.start is not None and dated.start.has_time:
        return Span(dated.start, PartialDate(dated.start.text[:10]))
    return Span(dated.start, dated.end or dated.start)


def certainly_before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Return whether one date is before the other, whatever both mean exactly; False if one is unknown."""
    return one is not None and other is not None and one.before(other) is True


def apart(one: Dated, other: Dated) -> bool:
    """Return whether two stretches of time certainly have no day in common."""
    return certainly_before(one.end, other.start) or certainly_before(other.end, one.start)


def dates_text(dated: Dated) -> str:
    """Return a stretch of time for display in a message.

    >>> dates_text(Span(PartialDate("2024"), None))
    '2024/..'
    """
    return f"{dated.start or '..'}/{dated.end or '..'}"


def outside(
    code: Code, span: Dated | None, whole: Dated | None, *, at: str, record_id: str, **named: Any
) -> Iterator[Problem]:
    """Report a stretch of time that certainly has no day in common with that of its whole. Unknown ones are not reported.

    Parameters:
        code: the rule.
        span: the stretch of time of the part.
        whole: the stretch of time of the whole.
        at: the pointer to the dates in the record.
        record_id: the id of the record.
        named: further parameters of the message.
    """
    if span is not None and whole is not None and apart(span, whole):
        period = dates_text(whole)
        expected = Phrase("dates within {period}", period=period)
        yield code(dates_text(span), at=at, record_id=record_id, period=period, expected=expected, **named)


def overlapping(periods: Iterable[tuple[T, Period]]) -> list[tuple[T, T]]:
    """Return the pairs whose periods certainly overlap or are equal, each in the given order, sorted by the second item.

    Two plans for `2025` need not overlap, but nothing distinguishes them.

    Each period is compared with one other: of those that certainly begin before it, the one that certainly lasts longest. So
    the time is linear. If three periods overlap each other, two pairs are found.
    """
    entries = list(periods)
    first: dict[Period, int] = {}
    pairs = {(place, first.setdefault(period, place)) for place, (_, period) in enumerate(entries)}
    longest: int | None = None
    for place in sorted(range(len(entries)), key=lambda place: _surely_from(entries[place][1])):
        period = entries[place][1]
        if longest is not None and entries[longest][1].overlaps(period) is True:
            pairs.add((max(longest, place), min(longest, place)))
        if longest is None or _surely_to(entries[longest][1]) < _surely_to(period):
            longest = place
    return [(entries[one][0], entries[two][0]) for two, one in sorted(pairs) if one != two]


def _surely_from(period: Period) -> datetime.date:
    """Return the first day on which it has certainly begun. A date with a qualifier is ignored."""
    dates = [date.latest for date in (period.start, period.end) if date is not None and not date.qualified]
    return min(dates, default=datetime.date.max)


def _surely_to(period: Period) -> datetime.date:
    """Return the last day on which it has certainly not ended."""
    if period.end is None:
        return datetime.date.max
    dates = [date.earliest for date in (period.start, period.end) if date is not None and not date.qualified]
    return max(dates, default=datetime.date.min)
