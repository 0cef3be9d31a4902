"""Questions about members and events. Each answer has certain and possible items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Generic, NamedTuple, TypeVar

from ..model.events import Event
from ..model.index import Index, links
from ..model.programs import CooperationProgram, Member
from ..problems.pointers import pointer_tokens
from ..rules.base import current, span_of
from ..shapes.annotations import shape_of
from ..shapes.pointing import shape_at
from ..values.certainty import Certainty
from ..values.dates import DateLike, PartialDate
from ..values.ids import Reference
from ..values.periods import Period
from ..vocab import EventStatus, MemberStatus
from .editing import MissingRecordError

__all__ = ["Answer", "Participant"]

T = TypeVar("T")

NOT_YET: Final = (MemberStatus.INVITED, MemberStatus.APPLIED)
OVER: Final = (MemberStatus.LEFT, MemberStatus.ENDED, MemberStatus.EXPELLED)
TO_COME: Final = (EventStatus.SCHEDULED, EventStatus.POSTPONED, EventStatus.RESCHEDULED)
SHOWN: Final = 5  # items in a representation
TOOK_PART: Final = ("party_id", "on_behalf_of")  # keys of a participation: the party, and the party that it represents


class Answer(NamedTuple, Generic[T]):
    """The answer to a question.

    Attributes:
        certain: the items that certainly match, whatever the partial dates and statuses mean exactly.
        possible: the items that may match.
    """

    certain: tuple[T, ...]
    possible: tuple[T, ...]

    def __repr__(self) -> str:
        return f"<Answer: certain {_listed(self.certain)}; possible {_listed(self.possible)}>"


class Participant(NamedTuple):
    """A party of an event.

    Attributes:
        party_id: the party.
        roles: its roles; empty if the event names it in another way.
        pointers: the JSON Pointers of its mentions in the event.
    """

    party_id: str
    roles: tuple[str, ...]
    pointers: tuple[str, ...]

    def __str__(self) -> str:
        return self.party_id


def _listed(items: tuple[Any, ...]) -> str:
    """Return the first ids of the items, and the number of further ones."""
    ids = [str(getattr(item, "id", item)) for item in items[:SHOWN]]
    return (", ".join(ids) or "none") + (f" and {len(items) - SHOWN} more" if len(items) > SHOWN else "")


def _answer(found: Iterator[tuple[T, Certainty]]) -> Answer[T]:
    known = [(item, certain) for item, certain in found if certain is not False]
    return Answer(
        tuple([item for item, certain in known if certain]), tuple([item for item, certain in known if not certain])
    )


# --- Members ---


def members_at(index: Index, date: DateLike, program: str | None) -> Answer[Member]:
    """Return the members on a day.

    Raises:
        KeyError: there is no programme with this id, nor a member of it.
    """
    day = PartialDate(date)
    asked = None if program is None else current(index, program)
    members = [one for one in index.of(Member).values() if asked is None or current(index, one.program_id) == asked]
    if program is not None and not members and not isinstance(index.find(program), CooperationProgram):
        raise MissingRecordError(program, index.by_id)
    return _answer((member, _is_member(member, day)) for member in members)


def _is_member(member: Member, day: PartialDate) -> Certainty:
    """Return whether a party is a member on a day; this is unknown without a period."""
    if member.status in NOT_YET:
        return False
    if member.period is None:
        return None
    if member.status in OVER and member.period.end is None:  # it ended at an unknown time
        return None if member.period.contains(day) is True else member.period.contains(day)
    return member.period.contains(day)


# --- Events ---


def events_between(index: Index, start: DateLike, end: DateLike | None) -> Answer[Event]:
    """Return the events from the first day of one date to the last day of another."""
    asked = Period(start=PartialDate(start).earliest, end=None if end is None else PartialDate(end).latest)
    return _answer((event, _is_in(event, asked)) for event in index.of(Event).values())


def _is_in(event: Event, asked: Period) -> Certainty:
    first, last = span_of(event)
    if first is None and last is None:
        return None
    return Period(start=_day(first), end=_day(last)).overlaps(asked)


def _day(date: PartialDate | None) -> PartialDate | None:
    """Return the date without its time."""
    return PartialDate(date.text[:10]) if date is not None and date.has_time else date


# --- Who took part ---


def _held(event: Event) -> Certainty:
    """Return whether an event with listed participants was held, which the list implies unless the status says otherwise."""
    return False if event.status is EventStatus.CANCELLED else None if event.status in TO_COME else True


def _named(event: Event) -> Iterator[tuple[str, str, Certainty]]:
    """Yield the parties in an event with their pointers, and whether they took part."""
    for at, target in links(event):
        tokens = pointer_tokens(at)
        place = shape_at(shape_of(Event), tuple(tokens))
        if isinstance(place, Reference) and "organization" in place.targets:
            is_listed = tokens[0] == "participations" and tokens[-1] in TOOK_PART
            yield target, at, _held(event) if is_listed or _held(event) is False else None


def participants(index: Index, event_id: str) -> Answer[Participant]:
    """Return the parties of an event and of its parts.

    Raises:
        KeyError: there is no event with this id.
    """
    event = index.find(event_id)
    if not isinstance(event, Event):
        raise MissingRecordError(event_id, index.by_id)
    found: dict[str, tuple[list[str], list[str], list[Certainty]]] = {}
    for part in [event, *[one for one in index.of(Event).values() if one.parent_id == event.id]]:
        for target, at, certain in _named(part):
            roles, pointers, answers = found.setdefault(current(index, target), ([], [], []))
            answers.append(certain)
            if part is event:
                pointers.append(at)
            if certain is not None and at.endswith("/party_id"):
                roles.append(part.participations[int(pointer_tokens(at)[1])].role)
    return _answer(
        (Participant(id, tuple(dict.fromkeys(roles)), tuple(pointers)), _any(answers))
        for id, (roles, pointers, answers) in found.items()
    )


def events_of(index: Index, party_id: str) -> Answer[Event]:
    """Return the events that a party took part in.

    Raises:
        KeyError: there is no record with this id.
    """
    party = index.find(party_id)
    if party is None:
        raise MissingRecordError(party_id, index.by_id)
    ids = {party.id, *party.merged_ids}
    named = dict.fromkeys([by.record_id for id in ids for by in index.incoming.get(id, ())])
    events = [event for event in map(index.by_id.get, named) if isinstance(event, Event)]
    events.sort(key=lambda event: event.sort_key)
    return _answer((event, _any([sure for id, _, sure in _named(event) if id in ids])) for event in events)


def _any(answers: list[Certainty]) -> Certainty:
    """Return whether any of these is true."""
    return True if True in answers else None if None in answers else False
