"""Converts numbers in words and in other digits to the digits 0 to 9, so that one reader of counts and dates is enough.

English and French words, Chinese numerals, digits of other scripts and full-width ones. A text is changed only where a number is
certain: a Chinese numeral of one character is most often a part of a word, and stays unless something is counted with it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ..problems.patterns import pattern

__all__ = ["in_digits"]

_UNITS: Final = {
    word: value
    for words in (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    )
    for value, word in enumerate(words.split())
} | {"une": 1, "dozen": 12}
_TENS: Final = {
    word: value
    for words in (
        "twenty thirty forty fifty sixty seventy eighty ninety",
        "vingt trente quarante cinquante soixante septante huitante nonante",
    )
    for value, word in enumerate(words.split(), 2)
}
_SCALES: Final = {"hundred": 100, "cent": 100, "cents": 100, "thousand": 1000, "mille": 1000} | dict.fromkeys(
    ["million", "millions"], 10**6
)
_ABOUT: Final = {
    word: value
    for value, word in zip(
        (10, 12, 15, 20, 30, 40, 50, 60, 100),
        "dizaine douzaine quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine".split(),
        strict=True,
    )
}
_ENGLISH_ONES: Final = "one|two|three|four|five|six|seven|eight|nine"
_ENGLISH: Final = (
    f"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:{_ENGLISH_ONES}))?"
    f"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|{_ENGLISH_ONES})"
)
_ENGLISH_HUNDREDS: Final = f"(?:(?:{_ENGLISH_ONES}) hundred(?:(?: and)? {_ENGLISH})?|{_ENGLISH})"
_FRENCH_ONES: Final = "une|un|deux|trois|quatre|cinq|six|sept|huit|neuf"
_FRENCH_TEENS: Final = "dix[- ](?:sept|huit|neuf)|dix|onze|douze|treize|quatorze|quinze|seize"
_FRENCH: Final = (
    "(?:(?:quatre[- ]vingts?|vingt|trente|quarante|cinquante|soixante|septante|huitante|nonante)"
    f"(?:[- ](?:et[- ])?(?:{_FRENCH_TEENS}|{_FRENCH_ONES}))?|{_FRENCH_TEENS}|{_FRENCH_ONES})"
)
_FRENCH_HUNDREDS: Final = f"(?:(?:(?:{_FRENCH_ONES}) )?cents?(?: {_FRENCH})?|{_FRENCH})"
_IN_WORDS: Final = pattern(
    "(?<![A-Za-z\u00c0-\u024f-])(?:"
    f"(?:(?:(plus|moins) d['’])?une |)({'|'.join(_ABOUT)}) (?:de |d['’])"
    f"|({_ENGLISH_HUNDREDS} (?:thousand|million)(?:(?: and)? {_ENGLISH_HUNDREDS})?|{_ENGLISH_HUNDREDS}|zero"
    f"|(?:{_FRENCH_HUNDREDS} )?(?:mille|millions?)(?: {_FRENCH_HUNDREDS})?|{_FRENCH_HUNDREDS}|zéro|dozen)"
    "(?![A-Za-z\u00c0-\u024f-]))",
    re.IGNORECASE,
)
WORD: Final = pattern("[a-z\u00e0-\u00ff]+")

_HAN_UNITS: Final = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_HAN_SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_COUNTED: Final = "余餘多名位个個人家国國项項场場份届屆年月日号號所篇部条條"
_HAN_NUMBER: Final = pattern(
    "((?<![0-9.])[0-9]{1,15}(?:[.][0-9]{1,4})?)?([〇零一二两兩三四五六七八九十百千万萬亿億]{1,12})(?![〇零一二两兩三四五六七八九十百千万萬亿億])"
)


def in_digits(text: str) -> str:
    """Return a text with its numbers in digits.

    >>> in_digits("plus de quarante-deux experts, four hundred and six papers, une quarantaine de pays")
    'plus de 42 experts, 406 papers, environ 40 pays'
    >>> in_digits("四十余名代表，１２家智库，一致认为，1.2万人，二〇二四年十二月")
    '40余名代表，12家智库，一致认为，12000人，2024年12月'
    """
    if not text.isascii():
        text = "".join([_digit(char) for char in text])
        text = _HAN_NUMBER.sub(_of_han, text)
    return _IN_WORDS.sub(_of_words, text)


def _digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


# --- Chinese ---


def _of_han(found: re.Match[str]) -> str:
    digits, numeral = found[1], found[2]
    after = found.string[found.end() : found.end() + 1]
    if digits is None and len(numeral) == 1 and (not after or after not in _COUNTED):
        return found[0]
    if digits is not None:
        if not set(numeral) <= _HAN_SCALES.keys():
            return found[0]
        for char in numeral:
            digits = str(round(float(digits) * _HAN_SCALES[char])) if len(digits) < 15 else digits
        return digits
    if not set(numeral) & _HAN_SCALES.keys():
        return "".join([str(_HAN_UNITS[char]) for char in numeral])  # 二〇二四
    return str(_han_value(numeral))


def _han_value(numeral: str) -> int:
    total = section = digit = 0
    for char in numeral:
        if char in _HAN_UNITS:
            digit = _HAN_UNITS[char]
        elif (scale := _HAN_SCALES[char]) < 10**4:
            section, digit = section + (digit or 1) * scale, 0
        else:
            total, section, digit = (total + section + digit or 1) * scale, 0, 0
    return total + section + digit


# --- English and French ---


def _of_words(found: re.Match[str]) -> str:
    if found[2] is not None:
        qualifier = "environ" if found[1] is None else f"{found[1]} de"
        return f"{qualifier} {_ABOUT[found[2].lower()]} "
    total = current = 0
    for word in WORD.findall(found[3].lower()):
        if (scale := _SCALES.get(word, 0)) >= 1000:
            total, current = total + (current or 1) * scale, 0
        elif scale:
            current = (current or 1) * scale
        elif word in _TENS or word == "vingts":
            tens = 10 * _TENS.get(word, 2)
            current += 76 if current % 100 == 4 and tens == 20 else tens  # quatre-vingt
        else:
            current += _UNITS.get(word, 0)  # and, et
    return str(total + current)
