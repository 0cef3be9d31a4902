"""Check digits: what the last characters of an identifier must be, given those before them."""

from __future__ import annotations

from typing import Final

__all__ = ["isbn10", "isbn13", "issn", "mod_11_2", "mod_97_10", "ror", "uscc"]

# Each function takes the characters before the check, already known to be of the right alphabet and length.

_CROCKFORD: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_USCC: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS: Final = tuple([3**place % 31 for place in range(17)])


def _ten_as_x(number: int) -> str:
    return "X" if number == 10 else str(number)


def mod_11_2(digits: str) -> str:
    """ISO 7064 MOD 11-2, the check character of ORCID and ISNI.

    >>> mod_11_2("000000021825009")
    '7'
    """
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return _ten_as_x((12 - total % 11) % 11)


def mod_97_10(text: str) -> str:
    """ISO 7064 MOD 97-10, the two check digits of an LEI (ISO 17442); letters count from A = 10."""
    number = int("".join([str(int(char, 36)) for char in text]) + "00")
    return f"{98 - number % 97:02}"


def ror(text: str) -> str:
    """The two check digits of a ROR id: ISO 7064 MOD 97-10 of the number that its first 7 characters are in base 32."""
    number = 0
    for char in text:
        number = number * 32 + _CROCKFORD.index(char)
    return f"{98 - number * 100 % 97:02}"


def isbn13(digits: str) -> str:
    """The check digit of an ISBN-13 (ISO 2108): weights 1 and 3 in turn, modulo 10."""
    return str(-sum([int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)]) % 10)


def isbn10(digits: str) -> str:
    """The check character of an ISBN-10: weights 10 to 2, modulo 11."""
    return _ten_as_x(-sum([int(digit) * (10 - place) for place, digit in enumerate(digits)]) % 11)


def issn(digits: str) -> str:
    """The check character of an ISSN (ISO 3297): weights 8 to 2, modulo 11."""
    return _ten_as_x(-sum([int(digit) * (8 - place) for place, digit in enumerate(digits)]) % 11)


def uscc(text: str) -> str:
    """The check character of a Chinese unified social credit code (GB 32100-2015): powers of 3, modulo 31."""
    total = sum([_USCC.index(char) * weight for char, weight in zip(text, _USCC_WEIGHTS, strict=True)])
    return _USCC[-total % 31]
