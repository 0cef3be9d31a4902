"""The rules across the records of a grants programme."""

from __future__ import annotations

from collections.abc import Iterator

from thinktank_model import Event, EventStatus
from thinktank_model.profiles.building import Context, Fix, Problem, rule

from .codes import NOT_UPDATED
from .records import Grant
from .terms import GrantStatus

__all__ = ["awarded_at_its_ceremony"]


@rule(NOT_UPDATED)
def awarded_at_its_ceremony(context: Context) -> Iterator[Problem]:
    """A grant whose award ceremony was held is not one that is merely applied for."""
    for id, grant in context.index.of(Grant).items():
        ceremony = context.index.find(grant.awarded_at)
        if grant.status is GrantStatus.APPLIED and isinstance(ceremony, Event) and ceremony.status is EventStatus.HELD:
            awarded = GrantStatus.AWARDED.value
            yield NOT_UPDATED(
                grant.status.value,
                record_id=id,
                at="/status",
                suggestion=f'"{awarded}"',
                fix=Fix("replace", "/status", awarded),
            )
