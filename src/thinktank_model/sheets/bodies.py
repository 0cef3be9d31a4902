"""Tells names of one body, in several languages, from the names of several bodies in one cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from ..problems.patterns import pattern
from ..values.folding import HAN, folded
from .kinds import ALL_HAN, ALL_KINDS

__all__ = ["ACRONYM", "are_several", "is_body", "several_beside", "unwrapped"]

MANY: Final = 12  # names that no body has in one cell
ACRONYM: Final = pattern(r"[A-Z][A-Z0-9&.-]{1,11}")
_KIND: Final = pattern(rf"\b(?:{ALL_KINDS})\b|{ALL_HAN}")
_ENGLISH: Final = pattern(
    r"\b(?:of|for|the|and|on|institute|university|center|college|department|school|council|foundation|academy|society|"
    r"committee|network|bank|studies|research|policy|peace|international affairs)\b"
)
_FRENCH: Final = pattern(
    r"\b(?:d|l|de|du|des|la|le|les|pour|et|sur|en|institut|universite|departement|ecole|conseil|fondation|academie|"
    r"societe|comite|reseau|banque|etudes|recherches?|politique|paix)\b"
)
_LISTS: Final = (
    pattern(r" ?、 ?"),
    pattern(r" \+ "),
    pattern(r",? (?:and|et|&) |(?<=[\u3400-\u9fff]) ?(?:和|及|与|以及) ?(?=[\u3400-\u9fff])"),
)
_COMMA: Final = pattern(r" ?[,，] ?")
_SLASH: Final = pattern(r" ?[/／] ?")
_WRAPPED: Final = pattern(
    r"(?<=[ ’'](?:of|de|du|la|le|et|en))[ \t]*\n\s*|(?<=[ ](?:for|the|and|des|les|sur))[ \t]*\n\s*|"
    r"(?<=[ ]pour)[ \t]*\n\s*|(?<=[\w,&-])[ \t]*\n\s*(?=(?:of|for|and|de|du|des|pour|et|&|sur|on|in)\s)"
)


def unwrapped(text: str) -> str:
    """Return a text without the line ends in the middle of a name."""
    return _WRAPPED.sub(" ", text) if "\n" in text else text


def are_several(names: Sequence[str]) -> bool:
    """Return whether two names in one cell belong to two bodies: both are whole, and no other language or script tells them apart."""
    return len(names) > MANY or any([_are_two(one, other) for one, other in combinations(names, 2)])


def several_beside(text: str) -> tuple[list[str], bool]:
    """Return the names between marks that can also be a part of a name, and whether they belong to several bodies."""
    names = [part.strip() for part in _SLASH.split(text) if part.strip()]
    if len(names) > 1 and all(map(is_body, names)):
        return names, are_several(names)
    for marks in _LISTS:
        parts = [part.strip() for part in marks.split(text) if part.strip()]
        if len(parts) > 1 and all([is_body(part) or ACRONYM.fullmatch(part) for part in parts]):
            return [text], True
    parts = [part for part in _COMMA.split(text) if part]
    if len(parts) > 1 and _KIND.search(folded(text)) is None:  # as "Alpha, Beta and Gamma"
        words = [word for part in parts for word in _LISTS[-1].split(part)]
        return [text], len(words) > len(parts) and all([word[:1].isupper() for word in words])
    if not 1 < len(parts) <= MANY:
        return [text], False
    kinds = [set(_KIND.findall(folded(part))) for part in parts]
    return [text], any([one & other for one, other in combinations(kinds, 2)]) and all(map(is_body, parts))


def _are_two(one: str, other: str) -> bool:
    if folded(one) == folded(other) or _script(one) != _script(other):
        return False
    if ACRONYM.fullmatch(one) and ACRONYM.fullmatch(other):
        return sorted(one) != sorted(other)  # as OECD and OCDE have the same letters
    if not (is_body(one) and is_body(other)):
        return False
    said = [
        (_ENGLISH.search(words) is not None, _FRENCH.search(words) is not None) for words in map(folded, (one, other))
    ]
    is_unsure = (False, False) in said and not _stems(one) & _stems(other)  # as "Mekong Forum" beside an institute
    return is_unsure or said[0] == said[1] or any(map(all, zip(*said, strict=True)))


def _stems(text: str) -> set[str]:
    """Return how the words for kinds of bodies in a name begin, which is often the same in another language."""
    return {kind[:4] for kind in _KIND.findall(folded(text))}


def is_body(text: str) -> bool:
    """Return whether a text is the whole name of a body."""
    return _KIND.search(folded(text)) is not None and (HAN.search(text) is not None or " " in text)


def _script(text: str) -> str:
    """Return the script of the first letter of a text."""
    letter = next((char for char in text if char.isalpha()), "-")
    return unicodedata.name(letter, "").replace("-", " ").partition(" ")[0]
