"""Suggestions for names that do not exist."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

__all__ = ["close_matches", "closest", "did_you_mean"]

FEW: Final = 100  # options of which what is similar is remembered


def close_matches(word: str, options: Iterable[str], count: int = 3, cutoff: float = 0.6) -> list[str]:
    """Return the options that are most similar to a word, as `difflib.get_close_matches`."""
    known = tuple(options)
    find = _remembered if len(known) <= FEW else _similar
    return list(find(word, known, count, cutoff))


def closest(word: str, options: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the option that is most similar to a word; None if none is similar.

    >>> closest("evnt", ["event", "member"]), closest("x", ["event"])
    ('event', None)
    """
    return next(iter(close_matches(word, options, 1, cutoff)), None)


def _similar(word: str, options: tuple[str, ...], count: int, cutoff: float) -> list[str]:
    from difflib import get_close_matches  # only where something is wrong

    return get_close_matches(word, options, count, cutoff)


_remembered: Final = lru_cache(1024)(_similar)  # a large file has the same fault many times


def did_you_mean(given: object, names: Iterable[str], cutoff: float = 0.6, *, quoted: bool = True) -> str:
    """Return "; did you mean ...?" with the existing name that is most similar; empty if none is similar.

    >>> did_you_mean("evnt", ["event", "member"]), did_you_mean("x", ["event"])
    ("; did you mean 'event'?", '')
    """
    name = closest(str(given)[:100].lower(), names, cutoff)
    if name is None:
        return ""
    return f"; did you mean {name!r}?" if quoted else f"; did you mean {name}?"
