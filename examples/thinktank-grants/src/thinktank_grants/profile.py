"""The profile: what thinktank-model knows, and what a grants programme adds."""

from __future__ import annotations

from typing import Final

from thinktank_model import CORE, EventKind

from .records import FundedEvent, Grant
from .rules import awarded_at_its_ceremony
from .terms import FundingEvents

__all__ = ["GRANTS"]

GRANTS: Final = CORE.extended(
    "grants",
    records=[Grant, FundedEvent],
    terms={EventKind: FundingEvents},
    rules=[awarded_at_its_ceremony],
    prefixes={"grants": "https://example.org/grants/"},
)
