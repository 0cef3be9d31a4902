"""Suggestions for names that do not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["did_you_mean"]


def did_you_mean(given: object, names: Iterable[str], cutoff: float = 0.6, *, quoted: bool = True) -> str:
    """Return "; did you mean ...?" with the existing name that is most similar; empty if none is similar.

    >>> did_you_mean("evnt", ["event", "member"]), did_you_mean("x", ["event"])
    ("; did you mean 'event'?", '')
    """
    for name in get_close_matches(str(given)[:100].lower(), list(names), 1, cutoff):
        return f"; did you mean {name!r}?" if quoted else f"; did you mean {name}?"
    return ""
