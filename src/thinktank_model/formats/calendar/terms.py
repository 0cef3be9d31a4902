"""Maps terms of events to values of a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["CHAIRS", "FIELD_ROLES", "ROLES_READ", "ROLE_PARAMETER", "STATUS", "STATUS_READ", "SUPPORTERS"]

STATUS: Final[Mapping[str, str]] = {
    "scheduled": "CONFIRMED",
    "held": "CONFIRMED",
    "rescheduled": "CONFIRMED",
    "moved_online": "CONFIRMED",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}
STATUS_READ: Final[Mapping[str, str]] = {"CONFIRMED": "scheduled", "TENTATIVE": "postponed", "CANCELLED": "cancelled"}
CHAIRS: Final = frozenset(["chair", "moderator", "head_of_delegation", "organizer", "co_organizer"])
SUPPORTERS: Final = frozenset(
    "host sponsor observer interpreter guiding_body supporter implementing_organizer assisting_organizer patron".split()
)
FIELD_ROLES: Final[Mapping[str, str]] = {"organizer_ids": "organizer", "host_ids": "host", "sponsor_ids": "sponsor"}
"""Fields of an event whose parties stand among those who take part."""
ROLES_READ: Final[Mapping[str, str]] = {
    "CHAIR": "chair",
    "REQ-PARTICIPANT": "attendee",
    "OPT-PARTICIPANT": "attendee",
    "NON-PARTICIPANT": "observer",
}
ROLE_PARAMETER: Final = "X-THINKTANK-ROLE"
"""The parameter with the exact role, or with the field of the event of the party."""
