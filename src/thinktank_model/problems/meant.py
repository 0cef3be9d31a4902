"""Suggestions for names that do not exist."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["close_matches", "did_you_mean"]


def close_matches(word: str, options: Iterable[str], count: int = 3, cutoff: float = 0.6) -> list[str]:
    """Return the options that are most similar to a word, as `difflib.get_close_matches`."""
    from difflib import get_close_matches  # only where something is wrong

    return get_close_matches(word, list(options), count, cutoff)


def did_you_mean(given: object, names: Iterable[str], cutoff: float = 0.6, *, quoted: bool = True) -> str:
    """Return "; did you mean ...?" with the existing name that is most similar; empty if none is similar.

    >>> did_you_mean("evnt", ["event", "member"]), did_you_mean("x", ["event"])
    ("; did you mean 'event'?", '')
    """
    for name in close_matches(str(given)[:100].lower(), names, 1, cutoff):
        return f"; did you mean {name!r}?" if quoted else f"; did you mean {name}?"
    return ""
