"""The profile: what thinktank-model knows, and what a grants programme adds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from thinktank_model import CORE, Dataset, EventKind

from .records import FundedEvent, Grant
from .rules import awarded_at_its_ceremony
from .terms import FundingEvents

__all__ = ["GRANTS", "GrantsDataset"]

GRANTS: Final = CORE.extended(
    "grants",
    records=[Grant, FundedEvent],
    terms={EventKind: FundingEvents},
    rules=[awarded_at_its_ceremony],
    prefixes={"grants": "https://example.org/grants/"},
)

if TYPE_CHECKING:

    class GrantsDataset(Dataset):
        """What type checkers see of the datasets of the profile: its collections."""

        @property
        def grants(self) -> Mapping[str, Grant]:
            """The grants by id."""
            ...

        @property
        def funded_events(self) -> Mapping[str, FundedEvent]:
            """The funded events by id."""
            ...


else:
    GrantsDataset = GRANTS.Dataset
