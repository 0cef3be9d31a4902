"""Names records in a calendar: the UID of an event, the address of a participant."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from ...dataset.collection import Dataset
from ...model.events import Event
from ...problems.patterns import pattern
from ...vocab import IdentifierRelation, IdentifierStatus

__all__ = ["ID", "SEQUENCE", "address", "host_of", "own_id", "party_of", "uid"]

HOST: Final = "thinktank-model"
ID: Final = "X-THINKTANK-ID"
"""The property with the id of an event whose UID is from another calendar."""
SEQUENCE: Final = "ical:sequence"
"""The key of `extensions` that holds how often the event was changed in a calendar (RFC 5545, section 3.8.7.4)."""
URN: Final = "urn:x-thinktank-model:"
_SLUG: Final = "[a-z0-9]+(?:[-._][a-z0-9]+)*"
_OWN: Final = pattern(f"(event:{_SLUG})@[^@]*")
_PARTY: Final = pattern(f".*?((?:organization|person|program|group):{_SLUG})")


def host_of(dataset: Dataset) -> str:
    """Return the part of a UID after the @: the host of the dataset's URL."""
    return (urlsplit(dataset.base_uri).hostname if dataset.base_uri else None) or HOST


def uid(event: Event, host: str) -> str:
    """Return the UID that the event already has, else one made from its id, which is stable."""
    for identifier in event.identifiers:
        if (
            identifier.scheme == "ical_uid"
            and identifier.status is IdentifierStatus.CONFIRMED
            and identifier.relation is IdentifierRelation.SELF
        ):
            return identifier.value
    return f"{event.id}@{host}"


def own_id(uid: str) -> str | None:
    """Return the event id in a UID; None for a UID of another program."""
    found = _OWN.fullmatch(uid)
    return None if found is None else found[1]


def address(dataset: Dataset, id: str) -> str:
    """Return the address of a party."""
    return (dataset.base_uri or URN) + id


def party_of(address: str) -> str | None:
    """Return the id of the party in an address."""
    found = _PARTY.fullmatch(address)
    return None if found is None else found[1]
