"""Grants of a think-tank cooperation programme: a profile of thinktank-model."""

from .profile import GRANTS, GrantsDataset
from .records import FundedEvent, Grant
from .terms import FundingEvents, GrantStatus

__all__ = ["GRANTS", "FundedEvent", "FundingEvents", "Grant", "GrantStatus", "GrantsDataset"]
