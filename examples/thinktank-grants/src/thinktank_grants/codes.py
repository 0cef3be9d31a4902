"""What can be wrong with grants. The codes are values: nothing is registered, and no other profile sees them."""

from __future__ import annotations

from functools import partial
from typing import Final

from thinktank_model.profiles.building import Code

from .texts import FRENCH

__all__ = ["NOT_UPDATED", "TOO_MUCH"]

_code: Final = partial(Code, translations={"fr": FRENCH})

TOO_MUCH: Final = _code(
    "grants:grant.too-much",
    "error",
    "the grant awards {found}, and {asked} was asked for",
    why="A programme gives no more than what was asked for; the two amounts were most often exchanged.",
    bad='{"asked": 1000, "awarded": 2000}',
    good='{"asked": 2000, "awarded": 1000}',
)
NOT_UPDATED: Final = _code(
    "grants:grant.not-updated",
    "warning",
    "the grant is {found}, and its award ceremony was held",
    why="What was handed over at a ceremony is awarded: the status was not brought up to date.",
    bad='[{"id": "grants:grant:a", "status": "applied", "awarded_at": "event:a"}, {"id": "event:a", "status": "held"}]',
    good='[{"id": "grants:grant:a", "status": "awarded", "awarded_at": "event:a"}, {"id": "event:a", "status": "held"}]',
    mends="the status awarded",
)
