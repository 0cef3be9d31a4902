"""What a caller most likely meant by a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["did_you_mean"]


def did_you_mean(given: object, names: Iterable[str], cutoff: float = 0.6, *, quoted: bool = True) -> str:
    """Return the end of a sentence about an unknown name: the nearest of the names that exist; empty if none is near.

    >>> did_you_mean("evnt", ["event", "member"]), did_you_mean("x", ["event"])
    ("; did you mean 'event'?", '')
    """
    for name in get_close_matches(str(given)[:100].lower(), list(names), 1, cutoff):
        return f"; did you mean {name!r}?" if quoted else f"; did you mean {name}?"
    return ""
