"""Ids of new records, made of words."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Final, get_args

from ..problems.display import display
from ..problems.meant import did_you_mean
from ..values.ids import ID_LIMIT, slug_of
from .union import RECORD

__all__ = ["make_id", "pinyin"]

TYPES: Final[tuple[str, ...]] = tuple([cls.type for cls in get_args(RECORD)])


def make_id(type: str, *parts: str, romanize: Callable[[str], str] | None = None) -> str:
    """Return a record id made of these words, the same for the same words on every machine.

    Latin, Greek and Cyrillic letters are romanized. A letter or vowel sign of another script becomes its code point
    (`u590d`), so no two names in it fall together; `romanize` makes such ids readable. It is a parameter, because an id must
    not depend on what is installed: `pinyin` is one for Chinese. An id over 200 characters is cut and ends in a checksum of
    the whole.

    Parameters:
        type: the type of a record, e.g. `"organization"`.
        parts: what the slug is made of, at least one letter or digit in all.
        romanize: writes text of another script in Latin letters, before the slug is made of it.

    Raises:
        TypeError: a part or the type is not a string.
        ValueError: no record has this type, or nothing is left to make a slug of.

    >>> make_id("organization", "Université de Fudan", "IIS")
    'organization:universite-de-fudan-iis'
    >>> make_id("organization", "复旦")
    'organization:u590d-u65e6'
    """
    return id_made(type, parts, TYPES, romanize)


def id_made(type: str, parts: Sequence[str], types: Sequence[str], romanize: Callable[[str], str] | None = None) -> str:
    """Return the same for the types of any scope."""
    for given in (type, *parts):
        if not isinstance(given, str):
            raise TypeError(f'make_id takes strings, make_id("organization", "Fudan University"), not {display(given)}')
    if type not in types:
        raise ValueError(f"{display(type)} is not a type of record, only {', '.join(types)}{did_you_mean(type, types)}")
    words = " ".join(parts)
    slug = slug_of(words if romanize is None else romanize(words))
    if not slug:
        raise ValueError(f"no slug can be made of {parts!r}: give at least one letter or digit")
    if len(type) + 1 + len(slug) > ID_LIMIT:
        checksum = f"{zlib.crc32(slug.encode()):08x}"
        slug = slug[: ID_LIMIT - len(type) - 10].rstrip("-") + "-" + checksum
    return f"{type}:{slug}"


def pinyin(text: str) -> str:
    """Return a text with its Chinese characters in pinyin without tones, one syllable a word; the rest stays.

    Names that sound alike come out alike, and another release of pypinyin may read a character otherwise: keep the id that
    was made, and do not make it a second time.

    Raises:
        ImportError: pypinyin is not installed, the extra `pinyin`.
    """
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        raise ImportError('pinyin needs pypinyin: pip install "thinktank-model[pinyin]"') from None
    return " ".join(lazy_pinyin(text))
