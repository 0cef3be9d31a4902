"""What parties give, answer and reach: funding, responses, milestones, and sizes that were observed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar

from ...shapes.annotations import Unique
from ...shapes.declared import field, frozen
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

    funder_id: Annotated[str | None, PARTY, "The record of the funder."] = None
    name: Annotated[Text | None, "The name of the funder as printed, if there is no record."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    recipient_ids: Annotated[tuple[str, ...], PARTY, Unique(), "The recipients; if empty, the record itself."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    kind: Annotated[str, Open(FundingKind), "The form of the funding."]
    amount: Annotated[Amount | None, "The amount."] = field(default=None, converter=Takes[Amount | Fields | None])
    period: Annotated[Period | None, "The period of the funding."] = field(
        default=None, converter=Takes[Period | Fields | None]
    )
    award: Annotated[str | None, LABEL, "The number or name of the award, as printed."] = None


@frozen(kw_only=True, repr=False, eq=False)
class Milestone(Node):
    """A date on which something of a call or plan is due or is made known. The time from opening to closing is a `period`."""

    kind: Annotated[str, Open(MilestoneKind), "What is due or announced."]
    date: Annotated[PartialDate, DATE_OR_TIME, "The day, or the time with its offset."] = field(
        converter=Takes[DateLike]
    )


@frozen(kw_only=True, repr=False, eq=False)
class Observation(Node):
    """A size at a time: how many members, countries or downloads a source counts."""

    measure: Annotated[str, Open(ObservationMeasure), "What is counted."]
    count: Annotated[Count, "The number."] = field(converter=Takes[Count | Fields])
    date: Annotated[PartialDate | None, "The date of the count."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    source_id: Annotated[str | None, Ref("source"), "The source of the number."] = None


@frozen(kw_only=True, repr=False, eq=False)
class Response(Node):
    """What a party answered to a recommendation or an output."""

    constraints: ClassVar[tuple[Constraint, ...]] = (
        exactly_one("party_id", "name"),
        at_most_one("document_id", "document"),
    )

    party_id: Annotated[str | None, PARTY, "The record of the respondent."] = None
    name: Annotated[Text | None, "The name of the respondent as printed, if there is no record."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    kind: Annotated[str, Open(ResponseKind), "The answer."]
    date: Annotated[PartialDate | None, "The date of the answer."] = field(
        default=None, converter=Takes[DateLike | None]
    )
    document_id: Annotated[str | None, Ref("output"), "The record of the document with the answer."] = None
    document: Annotated[Text | None, "The citation of the document with the answer, if there is no record."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    source_id: Annotated[str | None, Ref("source"), "The source that reports the answer."] = None
