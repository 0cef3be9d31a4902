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
} | {"une": 1}
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
        (10, 12, 15, 20, 30, 40, 50, 60, 100, 1000),
        "dizaine douzaine quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine millier".split(),
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
    "(?:(plus|moins|au moins|jusqu['’]à) (?:d['’])?|(?:près|pres|environ|quelque|presque|autour|à) (?:d['’])?|)(?:une? |la |cette |ce |)"
    f"(?:bonne |petite |bon |petit |grosse |)({'|'.join(_ABOUT)})(?: de (?!la )| d['’]|(?![A-Za-z\u00c0-\u024f-]))"
    f"|({_ENGLISH_HUNDREDS} (?:thousand|million)(?:(?: and)? {_ENGLISH_HUNDREDS})?|{_ENGLISH_HUNDREDS}|zero"
    f"|(?:{_FRENCH_HUNDREDS} )?(?:mille|millions?)(?: {_FRENCH_HUNDREDS})?|{_FRENCH_HUNDREDS}|zéro)"
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


# --- Before numbers are read: what stands for several words ---

_TWO_OF: Final = {
    "dozen": 24,
    "score": 40,
    "ten": 20,
    "hundred": 200,
    "thousand": 2000,
    "dizaine": 20,
    "douzaine": 24,
    "vingtaine": 40,
} | {
    "centaine": 200,
    "millier": 2000,
}
"""At least how many several of them are: two."""
_SEVERAL: Final = pattern(
    "(?<![\\w-])(?<![0-9] )(?<!of )(?<!de )(?:(?:several|many|a few|plusieurs|quelques|des|some) )?(dozen|score|ten|hundred|thousand|dizaine|"
    "douzaine|vingtaine|centaine|millier)s (?:of|de|d['’])(?! ?(?:thousand|million|millier|hundred|centaine))( ?)"
    "|(?<![\\w-])(?:several|a few) (dozen|hundred|thousand)(?! (?:thousand|million))\\b",
    re.IGNORECASE,
)
_SHARE: Final = pattern(" ?\\b(?:per ?cent|pour ?cent)\\b", re.IGNORECASE)
_HALF: Final = pattern(
    "\\b(?:(?:a )?half(?: an?)?[ -]dozen|(?:une )?demi[- ]douzaine(?: de\\b| d['’])?) ?", re.IGNORECASE
)
_COUPLE: Final = pattern("(?:\\bsome )?\\b(?:a )?couple (?:of )?(?=dozens?\\b|hundreds?\\b)", re.IGNORECASE)
_HUNDREDS: Final = pattern(
    "\\b(eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen) hundred\\b", re.IGNORECASE
)
_TO: Final = pattern("(?<=[A-Za-z])-(to|or|à|ou)-(?=[A-Za-z])", re.IGNORECASE)
_A_SCALE: Final = pattern("\\ba (hundred|thousand|million)\\b", re.IGNORECASE)
_SCALED: Final = pattern(
    "(?<![0-9.,])([0-9]{1,4})(?:[.,]([0-9]{1,2}))? (hundred|thousand|million|mille|millions)\\b", re.IGNORECASE
)
_DOZENS: Final = pattern(
    "(?:\\b(?:between |entre )?([0-9]{1,3})(?: (?:to|or|and|à|ou|et) ([0-9]{1,3}))?[- ])?\\b(?:dozens?\\b|(?<=[0-9] )(douzaine|dizaine|vingtaine|centaine)s?"
    "(?: de\\b| d['’])?)",
    re.IGNORECASE,
)
_HAN_SEVERAL: Final = pattern("((?<!以)上|[数數几幾])([十百千万萬亿億]{1,3})(?![分0-9一二三四五六七八九])")
_HAN_TEENS: Final = pattern("([二两三四五六七八九]?)十[几幾]")
_HAN_EITHER: Final = pattern(
    "(?<![〇零一二两兩三四五六七八九十百千])([一二三四五六七八九]?十)?(一二|二三|两三|三四|四五|五六|六七|七八|八九)([十百千万]?)(?=[余餘多名位个個人家国國项項场場份届所篇部条])"
)


def in_digits(text: str) -> str:
    """Return a text with its numbers in digits; several of something are at least two.

    >>> in_digits("plus de quarante-deux experts, four hundred and six papers, une quarantaine de pays")
    'plus de 42 experts, 406 papers, environ 40 pays'
    >>> in_digits("四十余名代表，１２家智库，一致认为，1.2万人，二〇二四年十二月")
    '40余名代表，12家智库，一致认为，12000人，2024年12月'
    >>> in_digits("three-to-four dozen experts, dozens of guests, 三四十名, 数百人, 十几家")
    'between 36 and 48 experts, at least 24 guests, 30至40名, 至少200人, 11至19家'
    """
    if not text.isascii():
        text = "".join([_digit(char) for char in text])
        text = _HAN_SEVERAL.sub(
            lambda found: f"至少{_han_value(('一' if found[1] == '上' else '二') + found[2])}", text
        )
        text = _HAN_TEENS.sub(_of_teens, text)
        text = _HAN_EITHER.sub(_of_either, text)
        text = _HAN_NUMBER.sub(_of_han, text)
    text = _HUNDREDS.sub(_of_hundreds, _COUPLE.sub("about 2 ", text))
    text = _HALF.sub("6 ", _SHARE.sub("%", _A_SCALE.sub("one \\1", _TO.sub(" \\1 ", text))))
    text = _IN_WORDS.sub(_of_words, _SCALED.sub(_of_scale, text))
    return _DOZENS.sub(_of_dozens, _SEVERAL.sub(_of_several, text))


def _of_several(found: re.Match[str]) -> str:
    behind = "" if found[1] is None else " "
    return f"at least {_TWO_OF[(found[1] or found[3]).lower()]}{behind}"


def _of_hundreds(found: re.Match[str]) -> str:
    return str(100 * _UNITS[found[1].lower()])


def _of_teens(found: re.Match[str]) -> str:
    tens = 10 * (_HAN_UNITS[found[1]] if found[1] else 1)
    return f"{tens + 1}至{tens + 9}"


def _of_either(found: re.Match[str]) -> str:
    tens, scale = _han_value(found[1]) if found[1] else 0, _HAN_SCALES.get(found[3], 1)
    low, high = [tens + _HAN_UNITS[char] * scale for char in found[2]]
    return f"{low}至{high}"


def _of_scale(found: re.Match[str]) -> str:
    scale = _SCALES[found[3].lower()]
    return str(int(found[1]) * scale + int((found[2] or "0").ljust(6, "0")) * scale // 10**6)


def _of_dozens(found: re.Match[str]) -> str:
    size = _ABOUT[found[3].lower()] if found[3] else 12
    behind = " " if found[0].endswith(("'", "’")) else ""
    low, high = [int(number or found[1] or 1) * size for number in found.groups()[:2]]
    return (f"between {low} and {high}" if low < high else str(low)) + behind


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
        said = (found[1] or "environ").lower()
        qualifier = f"{said} de" if said in ("plus", "moins") else said
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
