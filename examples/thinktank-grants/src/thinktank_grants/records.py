"""The classes of a grants programme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from thinktank_model import Event
from thinktank_model.profiles.building import (
    LABEL,
    AtLeast,
    Headings,
    NamedRecord,
    Problem,
    Ref,
    frozen,
    within,
)

from .codes import TOO_MUCH
from .terms import GrantStatus

__all__ = ["FundedEvent", "Grant"]


@frozen(kw_only=True, repr=False, eq=False)
class Grant(NamedRecord):
    """Money that an organization asks a programme for."""

    type: ClassVar[Literal["grants:grant"]] = "grants:grant"
    collection: ClassVar[str] = "grants"
    headings: ClassVar[Headings] = Headings("Grants", "Subventions", "资助")

    program_id: Annotated[str, Ref("program"), "The programme that gives it."]
    recipient_id: Annotated[
        str, Ref("organization", "person"), Headings("Recipient", "Bénéficiaire", "受资助方"), "Who asks for it."
    ]
    status: Annotated[GrantStatus, "How far it has come."]
    asked: Annotated[
        int, AtLeast(1), Headings("Asked for", "Montant demandé", "申请金额"), "How much was asked for, in euros."
    ]
    awarded: Annotated[
        int | None, AtLeast(1), Headings("Awarded", "Montant accordé", "批准金额"), "How much was awarded, in euros."
    ] = None
    awarded_at: Annotated[str | None, Ref("event"), "The event at which it was handed over."] = None
    reference: Annotated[str | None, LABEL, "The number of its file."] = None

    @within("asked", "awarded", codes=(TOO_MUCH,))
    def _not_more_than_was_asked_for(self) -> Iterator[Problem]:
        """No more is awarded than was asked for."""
        if self.awarded is not None and self.awarded > self.asked:
            yield TOO_MUCH(self.awarded, at="/awarded", asked=self.asked)


@frozen(kw_only=True, repr=False, eq=False)
class FundedEvent(Event):
    """An event with a budget: all that an event has, and two fields more."""

    type: ClassVar[Any] = "grants:event"  # to a type checker the literal of the base class cannot be another one
    collection: ClassVar[str] = "funded_events"

    budget: Annotated[int, AtLeast(0), "What it may cost, in euros."]
    grant_id: Annotated[str | None, Ref("grants:grant"), "The grant that pays for it."] = None
