"""What a rule across records is: a generator over a context, registered by `@rule` beside its code.

Every rule runs in a time linear in the records: it looks things up and never compares all with all. It fires only where
something is certain, whatever the partial dates and counts turn out to be.
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
]

T = TypeVar("T")


class Context:
    """What a rule sees.

    Attributes:
        index: the records and the look-ups over them.
        header: the metadata of the dataset.
        today: the reference date.
        texts: source id to the text of the source, where it is at hand.
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
        check: context to problems that name their record (`record_id`) and point into it (`at`).
        codes: the codes of the problems that it reports.
    """

    check: Check
    codes: tuple[Code, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        """A rule of another project is where its function was: the module has it under the name of the function."""
        module, name = self.check.__module__, self.check.__qualname__
        if getattr(modules.get(module), name, None) is self:
            return _found, (module, name)
        return Rule, tuple(self)

    @property
    def description(self) -> str:
        """What the rule says, in one sentence."""
        return " ".join((self.check.__doc__ or "").split("\n\n")[0].split())


def _found(module: str, name: str) -> Rule:
    found: Rule = getattr(import_module(module), name)
    return found


RULES: Final[list[Rule]] = []
"""Every rule, in the order in which they run."""


def rule(*codes: Code) -> Callable[[Check], Check]:
    """Register a rule that reports these codes. It yields problems that name their record (`record_id`) and point into it (`at`)."""

    def register(check: Check) -> Check:
        RULES.append(Rule(check, codes))
        return check

    return register


def position_of(index: Index, problem: Problem) -> int | None:
    """Return where among the records the one stands that a problem is about; None for a problem of no single one.

    Its `record_id` tells, but where two records have one id: then a problem is about the first of them, unless the rule
    said the `position`, as a rule does that goes through all records and not only those by id.
    """
    return index.positions.get(problem.record_id or "") if problem.position is None else problem.position


# --- Looking up ---


def current(index: Index, id: str) -> str:
    """Return the id that a record has today: for one that was merged away the id of the record that took it over."""
    found = index.find(id)
    return id if found is None else found.id


def all_read(context: Context) -> bool:
    """Return whether every record could be read. If not, what seems to be missing may be in one that could not, or is kept unread."""
    index = context.index
    return index.elsewhere <= index.by_id.keys() and not index.of(KeptRecord)


# --- Times ---


class Dated(Protocol):
    """Whatever has a first and a last day. No end means that it goes on."""

    @property
    def start(self) -> PartialDate | None: ...  # noqa: D102 - see the class
    @property
    def end(self) -> PartialDate | None: ...  # noqa: D102 - see the class


class Span(NamedTuple):
    """A stretch of time of which either side may be open."""

    start: PartialDate | None
    end: PartialDate | None


def today(context: Context) -> PartialDate:
    """Return the reference date as a value that dates of records can be compared with."""
    return PartialDate(context.today.isoformat())


def span_of(event: Event) -> Span:
    """When an event takes place. One that says no end ends on the day it begins (RFC 5545, section 3.6.1); a series goes on."""
    return Span(event.start, event.end) if event.kind == EventKind.SERIES else closed(event)


def closed(dated: Dated) -> Span:
    """Return a stretch of time that is over on the day it begins where it says no end."""
    if dated.end is None and dated.start is not None and dated.start.has_time:
        return Span(dated.start, PartialDate(dated.start.text[:10]))
    return Span(dated.start, dated.end or dated.start)


def certainly_before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Return whether one date lies before another one in every reading of both; no, where one of them is not known."""
    return one is not None and other is not None and one.before(other) is True


def apart(one: Dated, other: Dated) -> bool:
    """Return whether two stretches of time certainly have nothing in common."""
    return certainly_before(one.end, other.start) or certainly_before(other.end, one.start)


def dates_text(dated: Dated) -> str:
    """Return a stretch of time as a message shows it.

    >>> dates_text(Span(PartialDate("2024"), None))
    '2024/..'
    """
    return f"{dated.start or '..'}/{dated.end or '..'}"


def outside(
    code: Code, span: Dated | None, whole: Dated | None, *, at: str, record_id: str, **named: Any
) -> Iterator[Problem]:
    """Report a stretch of time that certainly has nothing in common with the one that it belongs to; not where one is unknown.

    Parameters:
        code: the rule.
        span: when it is.
        whole: when that is which it belongs to.
        at: where the dates are in the record.
        record_id: the record.
        named: further parameters of the message.
    """
    if span is not None and whole is not None and apart(span, whole):
        period = dates_text(whole)
        expected = Phrase("dates within {period}", period=period)
        yield code(dates_text(span), at=at, record_id=record_id, period=period, expected=expected, **named)


def overlapping(periods: Iterable[tuple[T, Period]]) -> list[tuple[T, T]]:
    """Pairs whose periods certainly overlap or are the same, each in the order given, sorted by the second.

    Two plans for `2025` do not overlap in every reading, but nothing tells them apart.

    Each period is compared with one other: of those that surely begin before it the one that surely lasts longest. So
    many are no more work each than a few; of three that overlap each other two pairs are found.
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
    """Return the first day on which it has begun in every reading; a date with a qualifier says nothing."""
    dates = [date.latest for date in (period.start, period.end) if date is not None and not date.qualified]
    return min(dates, default=datetime.date.max)


def _surely_to(period: Period) -> datetime.date:
    """Return the last day on which it has not ended in any reading."""
    if period.end is None:
        return datetime.date.max
    dates = [date.earliest for date in (period.start, period.end) if date is not None and not date.qualified]
    return max(dates, default=datetime.date.min)
