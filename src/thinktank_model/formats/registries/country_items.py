"""The countries that items of Wikidata stand for, so that the item of a country need not be in the file too."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ...problems.shipped import shipped

__all__ = ["country_of"]


def country_of(item: str | None) -> str | None:
    """Return the code of the country or area of an item; None for any other item, such as that of a former country.

    >>> country_of("Q142"), country_of("Q15180")
    ('FR', None)
    """
    return None if item is None else _countries().get(item)


@cache
def _countries() -> Mapping[str, str]:
    lines = [line for line in shipped("country-items.txt").splitlines() if not line.startswith("#")]
    rows = [entry.split("=") for entry in " ".join(lines).split()]
    return {item: code for code, items in rows for item in items.split(",")}
