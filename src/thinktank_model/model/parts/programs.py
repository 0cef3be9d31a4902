"""The parts of programmes and events: sharing policy, attendance, agenda."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar

from ...problems.problem import Problem
from ...shapes.annotations import Unique, within
from ...shapes.declared import field, frozen
from ...shapes.node import Node
from ...shapes.presence import any_of
from ...shapes.takes import Fields, Takes
from ...shapes.tree import Constraint
from ...values.counts import Count
from ...values.dates import DATE_OR_TIME, DateLike, PartialDate
from ...values.licenses import LICENSE
from ...values.periods import REVERSED, in_order, reversed_dates
from ...values.text import Text, TextLike
from ...vocab import Access, SharingStatus
from .parties import PARTY

__all__ = ["AgendaItem", "Attendance", "SharingPolicy"]


@frozen(kw_only=True, repr=False, eq=False)
class SharingPolicy(Node):
    """How the results of a programme are shared."""

    text: Annotated[Text, "The text of the policy."] = field(converter=Takes[TextLike])
    status: Annotated[SharingStatus, "Whether the policy is in force."] = field(
        default=SharingStatus.UNKNOWN, converter=Takes[str]
    )
    license: Annotated[str | None, LICENSE, "The licence of the results: an SPDX id or a URL."] = None
    access: Annotated[Access | None, "The access rights to the results."] = field(
        default=None, converter=Takes[str | None]
    )


@frozen(kw_only=True, repr=False, eq=False)
class Attendance(Node):
    """How many took part in an event."""

    constraints: ClassVar[tuple[Constraint, ...]] = (
        any_of("total", "in_person", "online", "organizations", "countries", "expected", "registered"),
    )

    total: Annotated[Count | None, "The number of all participants."] = field(
        default=None, converter=Takes[Count | Fields | None]
    )
    in_person: Annotated[Count | None, "The number of participants in person."] = field(
        default=None, converter=Takes[Count | Fields | None]
    )
    online: Annotated[Count | None, "The number of participants online."] = field(
        default=None, converter=Takes[Count | Fields | None]
    )
    organizations: Annotated[Count | None, "The number of organizations represented."] = field(
        default=None, converter=Takes[Count | Fields | None]
    )
    countries: Annotated[Count | None, "The number of countries or areas that the participants came from."] = field(
        default=None, converter=Takes[Count | Fields | None]
    )
    expected: Annotated[Count | None, "The number of participants expected before the event."] = field(
        default=None, converter=Takes[Count | Fields | None]
    )
    registered: Annotated[Count | None, "The number of registrations."] = field(
        default=None, converter=Takes[Count | Fields | None]
    )


@frozen(kw_only=True, repr=False, eq=False)
class AgendaItem(Node):
    """One item on the agenda of an event."""

    title: Annotated[Text, "The name."] = field(converter=Takes[TextLike])
    description: Annotated[Text | None, "A description of the agenda item."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    start: Annotated[PartialDate | None, DATE_OR_TIME, "The start."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    end: Annotated[PartialDate | None, DATE_OR_TIME, "The end."] = field(default=None, converter=Takes[DateLike | None])
    speaker_ids: Annotated[tuple[str, ...], PARTY, Unique(), "The speakers."] = field(
        default=(), converter=Takes[Iterable[str]]
    )

    @within("start", "end", codes=(REVERSED,), when="all", quick=in_order)
    def _start_before_end(self) -> Iterator[Problem]:
        """An item does not end before it begins."""
        return reversed_dates(self.start, self.end, "/end")
