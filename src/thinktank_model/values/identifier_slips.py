"""Suggests the identifier that a text contains: with a remark, in a sentence, behind a proxy, next to another.

Only for suggestions: nothing is read by guessing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final, TypeAlias

from ..problems.patterns import pattern

__all__ = ["meant", "several", "unquoted"]

LIMIT: Final = 300  # characters; a longer text is more than an identifier

Canonical: TypeAlias = Callable[[str], "str | None"]
"""The canonical form of an identifier of a scheme; None for what is none."""

_AROUND: Final = " \t\n.,;:\"'<>()[]{}\u00ab\u00bb\u2018\u2019\u201c\u201d\u3001\u3002\u300a\u300b"  # in a sentence
_PROXY: Final = pattern(r"https?://[^/]*doi[.-]org[^/]*/(.*)", re.ASCII | re.IGNORECASE)  # that of a library
_REMARK: Final = pattern(r"\([^()]*\)|\[[^\[\]]*\]")
_BETWEEN: Final = pattern(r"[,;/|\u3001\uff0c\uff1b]|\s+(?:and|et|und|&)\s+|\s{2,}|\s(?=[0-9A-Za-z-]{8,})")


def meant(text: str, canonical: Canonical, proxied: bool) -> str | None:
    """Return the identifier that a text most likely means, although it does not have the syntax of its scheme.

    That is the same in other characters, without the query of a URL, without a remark, or behind the proxy of a library.

    Parameters:
        proxied: whether identifiers of the scheme are often behind a proxy of its resolver.
    """
    if len(text) > LIMIT:
        return None
    plain = _plain(text)
    found = _PROXY.fullmatch(plain) if proxied else None
    behind = unquoted(found[1]) if found else plain
    for candidate in (plain, re.split("[?#]", plain, maxsplit=1)[0], _plain(_REMARK.sub(" ", text)), behind):
        identifier = canonical(candidate)
        if identifier is not None:
            return identifier
    return None


def unquoted(text: str) -> str:
    """Return a part of a URL without its escapes."""
    from urllib.parse import unquote  # slow to import: it needs ipaddress

    return unquote(text)


def several(text: str, canonical: Canonical) -> list[str]:
    """Return the identifiers in a text that lists several, in canonical form; empty for other texts."""
    if len(text) > LIMIT:
        return []
    parts = [part.strip(_AROUND) for part in _BETWEEN.split(_REMARK.sub(" ", text))]
    found = [canonical(part) for part in parts if part]
    return [one for one in found if one is not None] if len(found) > 1 and None not in found else []


def _plain(text: str) -> str:
    """Return the text with variants of ASCII characters in ASCII, without surrounding punctuation."""
    shown = [
        "-" if char == "\u2212" or unicodedata.category(char) == "Pd" else char
        for char in unicodedata.normalize("NFKC", text)
        if unicodedata.category(char) != "Cf"
    ]
    return "".join(shown).strip(_AROUND)
