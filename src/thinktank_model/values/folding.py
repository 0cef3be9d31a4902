"""Folds names for comparison: case, accents, width, punctuation, traditional characters."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from ..problems.patterns import pattern
from .registers import Register

__all__ = ["HAN", "WIDE", "folded"]

WIDE: Final = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
"""A Chinese, Japanese or full-width character: next to it white space has no meaning."""

HANZI: Final = Register("hanzi")
HAN: Final = pattern("[\u3400-\u9fff\uf900-\ufaff]+")
_ACCENTS: Final = pattern("[\u0300-\u036f]+")
_BETWEEN: Final = pattern(r"[\W_]+")
_LETTERS: Final = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


@cache
def _simplified() -> dict[int, str]:
    return {ord(traditional): HANZI.note(traditional) for traditional in HANZI.rows}


def folded(text: str) -> str:
    """Return the folded words of a text, separated by spaces.

    >>> folded("Université d’ÉTAT"), folded("ＣＩＩＳ　（國際）")
    ('universite d etat', 'ciis 国际')
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text))).translate(_LETTERS)
        if HAN.search(text):
            text = text.translate(_simplified())
    return _BETWEEN.sub(" ", text).strip()
