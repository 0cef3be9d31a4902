"""Computes the dates of recurring events."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from ...problems.patterns import pattern

__all__ = ["MOST", "last_day", "occurrences"]

MOST: Final = 1000  # maximum number of events of one rule
YEARS: Final = 100  # after its first event, in which dates are computed
_FREQUENCY: Final = pattern("FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)")  # nothing recurs every hour or more often
_NEVER: Final = pattern("INTERVAL=(?:0+(?![0-9])|-)|COUNT=-")
_UNTIL: Final = pattern("UNTIL=([0-9]{8})(?:T([0-9]{6})(Z?))?")


def last_day(rule: str) -> str | None:
    """Return the last day of a rule, if it has one."""
    found = _UNTIL.search(rule.upper())
    return None if found is None else f"{found[1][:4]}-{found[1][4:6]}-{found[1][6:]}"


def occurrences(
    start: datetime.date, rule: str, more: Iterable[datetime.date], without: Iterable[datetime.date]
) -> list[datetime.date] | None:
    """Return the first dates of a rule, one more than the limit if there are more; None if the rule is not supported.

    Parameters:
        start: the first one.
        rule: the rule (RFC 5545, section 3.3.10); empty if there are only single dates.
        more: additional dates.
        without: excluded dates.
    """
    local = _local(start, datetime.time())
    dates = {local}
    if rule:
        try:
            dates.update(_by_rule(start, local, rule.upper()))
        except (ValueError, TypeError, AttributeError, OverflowError, KeyError):  # of a rule that is not one
            return None
    dates |= {_local(date, local.time()) for date in more}
    kept = sorted(dates - {_local(date, local.time()) for date in without})[: MOST + 1]
    if isinstance(start, datetime.datetime):
        return [date.replace(tzinfo=start.tzinfo) for date in kept]
    return [date.date() for date in kept]


def _by_rule(start: datetime.date, local: datetime.datetime, rule: str) -> Iterator[datetime.datetime]:
    from dateutil.rrule import rrulestr

    if not _FREQUENCY.search(rule) or _NEVER.search(rule):
        raise ValueError("the rule repeats too fast, or not at all")
    last = local.replace(year=min(local.year + YEARS, 9999), day=min(local.day, 28))
    found = _UNTIL.search(rule)
    if found is not None:
        last = min(last, _until(start, found))
    dates: Any = rrulestr(_UNTIL.sub("", rule).replace(";;", ";").strip(";"), dtstart=local)
    yield from islice(dates.replace(until=last) if "COUNT=" not in rule else _before(dates, last), MOST + 1)


def _before(dates: Iterable[datetime.datetime], last: datetime.datetime) -> Iterator[datetime.datetime]:
    """Yield the dates up to the last day, for a rule with a count, which cannot have a last day itself."""
    for date in dates:
        if date > last:
            return
        yield date


def _until(start: datetime.date, found: re.Match[str]) -> datetime.datetime:
    """Return the last instant of a rule in the local time of its event."""
    day, clock, is_utc = found.groups()
    if clock is None:
        return datetime.datetime.strptime(day + "235959", "%Y%m%d%H%M%S")  # noqa: DTZ007 - a clock of the place
    time = datetime.datetime.strptime(day + clock, "%Y%m%d%H%M%S")  # noqa: DTZ007
    zone = start.tzinfo if isinstance(start, datetime.datetime) else None
    if is_utc and zone is not None:
        time = time.replace(tzinfo=datetime.UTC).astimezone(zone).replace(tzinfo=None)
    return time


def _local(date: datetime.date, clock: datetime.time) -> datetime.datetime:
    """Return a date in the local time of the event; a day gets the time of the event."""
    if isinstance(date, datetime.datetime):
        return date.replace(tzinfo=None)
    return datetime.datetime.combine(date, clock)
