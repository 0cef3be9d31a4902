"""What parties give, answer and reach: funding, responses, milestones, and sizes that were observed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar

from attrs import field, frozen

from ...shapes.annotations import Unique
from ...shapes.node import Node
from ...shapes.presence import any_of, at_most_one, exactly_one
from ...shapes.takes import Fields, Takes
from ...shapes.tree import Constraint
from ...values.amounts import Amount
from ...values.counts import Count
from ...values.dates import DATE_OR_TIME, DateLike, PartialDate
from ...values.ids import Ref
from ...values.periods import Period
from ...values.text import LABEL, Text, TextLike
from ...vocab import FundingKind, MilestoneKind, ObservationMeasure, Open, ResponseKind
from .parties import PARTY

__all__ = ["Funding", "Milestone", "Observation", "Response"]


@frozen(kw_only=True, repr=False, eq=False)
class Funding(Node):
    """Money that somebody gives or promises. It says at least who gives it, how much it is, or which award it is."""

    constraints: ClassVar[tuple[Constraint, ...]] = (
        at_most_one("funder_id", "name"),
        any_of("funder_id", "name", "amount", "award"),
    )

    funder_id: Annotated[str | None, PARTY, "Who gives the money, as a record."] = None
    name: Annotated[Text | None, "Who gives the money, as printed, where there is no record."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    recipient_ids: Annotated[tuple[str, ...], PARTY, Unique(), "Who gets it; where empty, the record itself."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    kind: Annotated[str, Open(FundingKind), "In what form it is given."]
    amount: Annotated[Amount | None, "How much it is."] = field(default=None, converter=Takes[Amount | Fields | None])
    period: Annotated[Period | None, "The time that it is for."] = field(
        default=None, converter=Takes[Period | Fields | None]
    )
    award: Annotated[str | None, LABEL, "The number or name of the award, as printed."] = None


@frozen(kw_only=True, repr=False, eq=False)
class Milestone(Node):
    """A date on which something of a call or plan is due or is made known. The time from opening to closing is a `period`."""

    kind: Annotated[str, Open(MilestoneKind), "What is due, or made known."]
    date: Annotated[PartialDate, DATE_OR_TIME, "The day, or the time with its offset."] = field(
        converter=Takes[DateLike]
    )


@frozen(kw_only=True, repr=False, eq=False)
class Observation(Node):
    """A size at a time: how many members, countries or downloads a source counts."""

    measure: Annotated[str, Open(ObservationMeasure), "What was counted."]
    count: Annotated[Count, "How many there were."] = field(converter=Takes[Count | Fields])
    date: Annotated[PartialDate | None, "The date for which the number holds."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    source_id: Annotated[str | None, Ref("source"), "The source that gives the number."] = None


@frozen(kw_only=True, repr=False, eq=False)
class Response(Node):
    """What a party answered to a recommendation or an output."""

    constraints: ClassVar[tuple[Constraint, ...]] = (
        exactly_one("party_id", "name"),
        at_most_one("document_id", "document"),
    )

    party_id: Annotated[str | None, PARTY, "Who answered, as a record."] = None
    name: Annotated[Text | None, "Who answered, as printed, where there is no record."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    kind: Annotated[str, Open(ResponseKind), "What the answer was."]
    date: Annotated[PartialDate | None, "When the answer was given."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    document_id: Annotated[str | None, Ref("output"), "The document with the answer, as a record."] = None
    document: Annotated[Text | None, "The document with the answer, as cited, where there is no record."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    source_id: Annotated[str | None, Ref("source"), "The source that reports the answer."] = None
