"""Finds the two sides of a text that says one thing in Chinese and in another language: "国家 Country"."""

from __future__ import annotations

from typing import Final

from ..problems.patterns import pattern
from ..values.folding import HAN

__all__ = ["sides_of"]

LONGEST: Final = 200  # characters of a heading, a term or a name
_BETWEEN: Final = pattern(
    r"(?<=[\u3400-\u9fff）)])[ \t\n/|]+(?=[A-Za-zÀ-ÿ])|(?<=[A-Za-zÀ-ÿ.)）])[ \t\n/|]+(?=[\u3400-\u9fff])"
)
_LETTER: Final = pattern("[A-Za-zÀ-ÿ]")


def sides_of(text: str) -> tuple[str, ...]:
    """Return the Chinese side of a text and the other one, in their order; empty if it does not have two.

    >>> sides_of("国家/地区 Country/Region"), sides_of("DOI号"), sides_of("E-mail")
    (('国家/地区', 'Country/Region'), (), ())
    """
    if len(text) > LONGEST or HAN.search(text) is None:
        return ()
    sides = tuple(_BETWEEN.split(text.strip()))
    if len(sides) != 2 or (HAN.search(sides[0]) is None) == (HAN.search(sides[1]) is None):
        return ()
    return sides if all([_LETTER.search(side) or HAN.search(side) for side in sides]) else ()
