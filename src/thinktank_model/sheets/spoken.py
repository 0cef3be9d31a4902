"""Tells in which language the headings of a sheet are: that of its texts which do not say theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..model.scope import Scope
from ..problems.patterns import pattern
from ..problems.translations import Phrase
from ..values.folding import HAN, folded
from .headings import labels
from .plan import Role
from .roles import heading_of

__all__ = ["NAMES_OF", "language_of"]

NAMES_OF: Final = {"en": Phrase("English"), "fr": Phrase("French"), "zh": Phrase("Chinese")}
_BOTH: Final = frozenset(
    "type publication organisation organisations".split()
)  # French headings of ours that are English too
_WORDS: Final = {lang: frozenset([folded(entry(lang)) for entry in labels().values()]) | _BOTH for lang in ("en", "fr")}
_SIDES: Final = pattern("[/|\n]")
_FRENCH: Final = pattern(
    r"[àâçéèêëîïôûùœÀÂÇÉÈÊËÎÏÔÛÙŒ]|\b(?:de|du|des|le|la|les|et|en|au|aux|pour|depuis)\b|\b[dl]['’]", re.IGNORECASE
)


def language_of(columns: Mapping[int, Role], heads: Mapping[int, str], name: str, scope: Scope) -> str:
    """Return the language of most headings that are known, and of the name of the sheet; English if no other has most.

    Parameters:
        columns: the meaning of each column, by its number.
        heads: the heading of each column.
        name: the name of the sheet.
        scope: the records that there can be.
    """
    words = " ".join(heads.values())
    if HAN.search(words) and len(HAN.findall(words)) * 2 >= len(heads):
        return "zh"
    known = [(role, heads[number]) for number, role in columns.items()]
    told = [_languages(text) | _declared(role, text, scope) for role, text in known]
    told += [langs for langs in [_languages(name)] if langs]
    told = [langs for langs in told if langs != set(_WORDS)]
    return "fr" if 2 * told.count({"fr"}) > len(told) else "en"


def _declared(role: Role, text: str, scope: Scope) -> set[str]:
    """Return the languages in which a column is declared with this heading, as those of a profile are."""
    return {lang for lang in _WORDS if folded(heading_of(role, lang, scope)) == folded(text)}


def _languages(text: str) -> set[str]:
    """Return the languages that a heading is in, of English and French; none if it does not show any."""
    found: set[str] = set()
    for part in _SIDES.split(text):
        whole, words = folded(part), folded(part).split()
        is_french = _FRENCH.search(part) is not None
        said = {lang for lang, known in _WORDS.items() if whole in known or any([word in known for word in words])}
        found |= {"fr"} if is_french else said
    return found
