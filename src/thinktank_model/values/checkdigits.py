"""Computes the check digits of identifiers.

Each function takes the characters before the check digits, in the alphabet of the scheme, and returns one or two check characters.
"""

from __future__ import annotations

from operator import mul
from typing import Final

__all__ = ["ean_13", "isbn", "isbn_10", "issn", "mod_11_2", "mod_97_10", "ror", "uscc"]


def _table(alphabet: str) -> bytes:
    """Return a table that translates each character of an alphabet to its index."""
    return bytes.maketrans(alphabet.encode(), bytes(range(len(alphabet))))


_TEN_AS_X: Final = "0123456789X"
_DIGITS: Final = _table("0123456789")

# All letters except I, O, S, V and Z, which are easily misread (GB 32100-2015).
_USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC: Final = _table(_USCC_ALPHABET)

_MOD_11_2_WEIGHTS: Final = tuple([2**power % 11 for power in range(15, 0, -1)])
_EAN_WEIGHTS: Final = (1, 3) * 6
_ISBN_10_WEIGHTS: Final = tuple(range(10, 1, -1))
_ISSN_WEIGHTS: Final = tuple(range(8, 1, -1))
_POWERS_OF_3: Final = tuple([3**power % 31 for power in range(17)])

# Crockford's base 32 digits, which omit i, l, o and u, mapped to those of `int`.
_CROCKFORD: Final = str.maketrans("0123456789abcdefghjkmnpqrstvwxyz", "0123456789abcdefghijklmnopqrstuv")
_LETTERS_AS_NUMBERS: Final = str.maketrans({chr(ord("A") + place): str(10 + place) for place in range(26)})


def _weighed(text: str, values: bytes, weights: tuple[int, ...]) -> int:
    """Return the weighted sum of the values of the characters."""
    return sum(map(mul, text.encode().translate(values), weights))


def mod_11_2(digits: str) -> str:
    """ISO/IEC 7064 MOD 11-2 over 15 digits: ORCID and ISNI (ISO 27729).

    >>> mod_11_2("000000021825009")
    '7'
    """
    return _TEN_AS_X[(1 - _weighed(digits, _DIGITS, _MOD_11_2_WEIGHTS)) % 11]


def mod_97_10(text: str) -> str:
    """ISO/IEC 7064 MOD 97-10, two check digits; a letter counts as two digits, A as 10: LEI (ISO 17442).

    >>> mod_97_10("5493001KJTIIGC8Y1R")
    '12'
    """
    return f"{98 - int(text.translate(_LETTERS_AS_NUMBERS)) * 100 % 97:02}"


def ror(text: str) -> str:
    """ISO/IEC 7064 MOD 97-10, two check digits, over the number of 7 digits in Crockford's base 32.

    >>> ror("013q1eq")
    '08'
    """
    return f"{98 - int(text.translate(_CROCKFORD), 32) * 100 % 97:02}"


def ean_13(digits: str) -> str:
    """Return the check digit over 12 digits with the weights 1 and 3 in turn, modulo 10 (GS1 General Specifications)."""
    return str(-_weighed(digits, _DIGITS, _EAN_WEIGHTS) % 10)


def isbn_10(digits: str) -> str:
    """Return the check character over 9 digits with the weights 10 to 2, modulo 11 (ISO 2108:1992)."""
    return _TEN_AS_X[-_weighed(digits, _DIGITS, _ISBN_10_WEIGHTS) % 11]


def isbn(digits: str) -> str:
    """Return the check character of an ISBN (ISO 2108): over 9 digits that of an ISBN-10, over 12 that of an ISBN-13.

    >>> isbn("316148410"), isbn("978316148410")
    ('X', '0')
    """
    return isbn_10(digits) if len(digits) == 9 else ean_13(digits)


def issn(digits: str) -> str:
    """Return the check character over 7 digits with the weights 8 to 2, modulo 11 (ISO 3297).

    >>> issn("0317847")
    '1'
    """
    return _TEN_AS_X[-_weighed(digits, _DIGITS, _ISSN_WEIGHTS) % 11]


def uscc(text: str) -> str:
    """Return the check character over 17 characters with the powers of 3 as weights, modulo 31 (GB 32100-2015).

    >>> uscc("12100000425006117")
    'P'
    """
    return _USCC_ALPHABET[-_weighed(text, _USCC, _POWERS_OF_3) % 31]
