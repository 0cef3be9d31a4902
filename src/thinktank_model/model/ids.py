"""Makes ids for new records from words."""

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
    """Return a record id made from these words. It is the same on every machine.

    Latin, Greek and Cyrillic letters are romanized. A letter or vowel sign of another script becomes its code point
    (`u590d`), so different names give different ids; `romanize` makes such ids readable. It is a parameter, because an id must
    not depend on what is installed: `pinyin` is one for Chinese. An id over 200 characters is cut and ends in a checksum of
    the whole.

    Parameters:
        type: the type of a record, e.g. `"organization"`.
        parts: the words of the slug, with at least one letter or digit.
        romanize: a function that converts text of another script to Latin letters.

    Raises:
        TypeError: a part or the type is not a string.
        ValueError: no record has this type, or the slug would be empty.

    >>> make_id("organization", "Université de Fudan", "IIS")
    'organization:universite-de-fudan-iis'
    >>> make_id("organization", "复旦")
    'organization:u590d-u65e6'
    """
    return id_made(type, parts, TYPES, romanize)


def id_made(type: str, parts: Sequence[str], types: Sequence[str], romanize: Callable[[str], str] | None = None) -> str:
    """Return the same as `make_id` for the types of any scope."""
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
    """Return a text with Chinese characters replaced by pinyin without tones, each syllable a word.

    Homophones give equal ids, and another release of pypinyin may read a character differently: keep the id that
    was made, and do not compute it again.

    Raises:
        ImportError: pypinyin (extra `pinyin`) is not installed.
    """
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        raise ImportError('pinyin needs pypinyin: pip install "thinktank-model[pinyin]"') from None
    return " ".join(lazy_pinyin(text))
