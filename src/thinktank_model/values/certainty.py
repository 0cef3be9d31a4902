"""Three-valued answers about data that is only partly known."""

from __future__ import annotations

from typing import TypeAlias

__all__ = ["Certainty", "certainty"]

Certainty: TypeAlias = bool | None
"""True where something holds in every reading of what is written, False where it holds in none, None where that is open.

Ask with `is True` or `is False`: `not answer` takes an open answer for a no.
"""


def certainty(always: bool, never: bool) -> Certainty:
    """Return the answer to a question that is true for all possible values (`always`) or for none (`never`).

    >>> certainty(True, False), certainty(False, True), certainty(False, False)
    (True, False, None)
    """
    return True if always else False if never else None
