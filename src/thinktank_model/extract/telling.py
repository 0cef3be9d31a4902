"""Detects the language of an article, among the three with cue words."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..problems.patterns import pattern
from .numerals import WORD

__all__ = ["language_of"]

_HAN: Final = pattern("[\u3400-\u9fff]")
_WORDS: Final = {
    **dict.fromkeys("the of and to in that for was were with".split(), "en"),
    **dict.fromkeys("le la les des du et une dans pour est sont avec".split(), "fr"),
}
_GLANCE: Final = 10_000  # characters


def language_of(text: str) -> str | None:
    """Return `en`, `fr` or `zh-Hans`, the language of most words of a text; None if it is none of them.

    >>> language_of("The forum was held in Lyon."), language_of("Le forum s'est tenu à Lyon."), language_of("论坛在里昂举行。")
    ('en', 'fr', 'zh-Hans')
    """
    glance = text[:_GLANCE].lower()
    counts = Counter([_WORDS[word] for word in WORD.findall(glance) if word in _WORDS])
    counts["zh-Hans"] = len(_HAN.findall(glance)) // 2  # two characters are about one word
    language, count = counts.most_common(1)[0]
    return language if count else None
