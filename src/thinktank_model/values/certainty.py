"""Three-valued answers: True and False where every reading of the data agrees, None where it depends on the reading."""

from __future__ import annotations

__all__ = ["both", "opposite"]


def both(*answers: bool | None) -> bool | None:
    """Whether all of the answers hold: certainly not if one does not, unknown if one is unknown.

    >>> both(True, None), both(False, None), both(True, True)
    (None, False, True)
    """
    if False in answers:
        return False
    return None if None in answers else True


def opposite(answer: bool | None) -> bool | None:
    """The answer to the opposite question; unknown stays unknown."""
    return None if answer is None else not answer
