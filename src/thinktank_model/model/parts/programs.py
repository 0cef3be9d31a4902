"""The parts of programmes and events: sharing policy, attendance, agenda."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from attrs import frozen

from ...problems.problem import Problem
from ...shapes.annotations import Unique, within
from ...shapes.node import Node
from ...shapes.presence import any_of
from ...shapes.tree import Constraint
from ...values.counts import Count
from ...values.dates import DATE_OR_TIME, PartialDate
from ...values.ids import Ref
from ...values.licenses import LICENSE
from ...values.periods import REVERSED, reversed_dates
from ...values.text import Text
from ...vocab import Access, SharingStatus

__all__ = ["AgendaItem", "Attendance", "SharingPolicy"]


@frozen(kw_only=True, repr=False, eq=False)
class SharingPolicy(Node):
    """How the results of a programme are shared."""

    text: Annotated[Text, "The policy in words."]
    status: Annotated[SharingStatus, "Whether it is in force."] = SharingStatus.UNKNOWN
    license: Annotated[str | None, LICENSE, "The licence that results get: an SPDX id or a URL."] = None
    access: Annotated[Access | None, "Who can read the results."] = None


@frozen(kw_only=True, repr=False, eq=False)
class Attendance(Node):
    """How many took part in an event."""

    constraints: ClassVar[tuple[Constraint, ...]] = (any_of("total", "in_person", "online", "organizations"),)

    total: Annotated[Count | None, "All who took part."] = None
    in_person: Annotated[Count | None, "Those who were there."] = None
    online: Annotated[Count | None, "Those who joined online."] = None
    organizations: Annotated[Count | None, "The organizations that were represented."] = None


@frozen(kw_only=True, repr=False, eq=False)
class AgendaItem(Node):
    """One item on the agenda of an event."""

    title: Annotated[Text, "What it is called."]
    description: Annotated[Text | None, "What was said or done."] = None
    start: Annotated[PartialDate | None, DATE_OR_TIME, "When it begins."] = None
    end: Annotated[PartialDate | None, DATE_OR_TIME, "When it ends."] = None
    speaker_ids: Annotated[tuple[str, ...], Ref("organization", "person"), Unique(), "Who speaks."] = ()

    @within("start", "end", codes=(REVERSED,))
    def _start_before_end(self) -> Iterator[Problem]:
        """An item does not end before it begins."""
        return reversed_dates(self.start, self.end, "/end")
