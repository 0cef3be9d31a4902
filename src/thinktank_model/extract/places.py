"""Countries that a text names. At each place the longest name counts: Papua New Guinea is not Guinea."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from ..problems.translations import primary_subtag
from ..values.countries import COUNTRIES
from ..values.countries import REGISTER as NAMES
from ..values.folding import folded

__all__ = ["countries_in"]

OTHER_PLACES: Final = (
    "New Mexico|Nouveau-Mexique|新墨西哥|Gulf of Mexico|golfe du Mexique|墨西哥湾|Gulf of Guinea|golfe de Guinée|几内亚湾|"
    "South China Sea|East China Sea|mer de Chine|Sea of Japan|mer du Japon|日本海|Lake Chad|lac Tchad|乍得湖|Niger Delta|delta du Niger|"
    "New South Wales|New England|印度洋|内蒙古"
)
"""Places that are not countries, and have the name of a country in theirs."""


def countries_in(lang: str, text: str) -> frozenset[str]:
    """Return the codes of the countries that a text names.

    >>> countries_in("en", "in Juba, South Sudan"), countries_in("zh", "在印度尼西亚")
    (frozenset({'SS'}), frozenset({'ID'}))
    """
    is_chinese = primary_subtag(lang) == "zh"
    words = _words(text, is_chinese)
    known = _known(is_chinese)
    found: set[str] = set()
    at = 0
    while at < len(words):
        name, code = next((one for one in known.get(words[at], ()) if words[at : at + len(one[0])] == one[0]), ((), ""))
        found |= {code} if code else set[str]()
        at += max(1, len(name))
    return frozenset(found)


def _words(text: str, is_chinese: bool) -> tuple[str, ...]:
    words = folded(text)
    return tuple(words.replace(" ", "")) if is_chinese else tuple(words.split())


@cache
def _known(is_chinese: bool) -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    """Return the names of countries and other places by their first words, the longest first; other places have no code."""
    names = {_words(name, is_chinese): code for code in sorted(COUNTRIES) for name in NAMES.note(code).split("|")}
    names |= {_words(name, is_chinese): "" for name in OTHER_PLACES.split("|")}
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in sorted(filter(None, names), key=len, reverse=True):
        found.setdefault(name[0], []).append((name, names[name]))
    return found
