"""Quotes in a text: whether the text has these words, and if not, the passage from which they were most likely taken.

Two texts are compared in Unicode form C and with white space counted as one space; next to Chinese characters it is
ignored. Straight and curly quotation marks are the same, and so are hyphens and dashes; soft hyphens and characters without width are
ignored. All other differences count: a quote with another letter, word or mark is not in the text.

The time is linear in the length of the text and the quote, for any content, because articles are untrusted.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from ..problems.patterns import pattern
from ..values.folding import WIDE

__all__ = ["Found", "Near", "Passages", "find_quote"]

CLUSTER: Final = 31  # a letter and its marks (UAX #15, stream-safe text); sorting more of them takes quadratic time
LIKE: Final = (
    0.6  # share of the words of a quote that a passage of the same length must have to count as the intended one
)
AROUND: Final = 60  # characters before and after a quote that can qualify it
SENTENCE_LIMIT: Final = 1000  # characters of a sentence that can be plain
SENTENCE: Final = 200  # characters of its sentence before a quote, which can deny it
REACH: Final = 3  # words at an end of a quote, and how far from their place they may be beside its length

_WORD: Final = pattern("[\u3400-\u9fff\uf900-\ufaff]|(?:(?![_\u3400-\u9fff\uf900-\ufaff])\\w)+")
_WIDE: Final = pattern(WIDE)
_FULL_STOP: Final = pattern(
    "(?<=[a-zà-ÿ0-9)”’\"'»]{2})[.][\"'”’)»]?(?=\\s|$)|[!?…][\"'”’)»]?(?=\\s|$)|[。！？]”?|\\n[ \\t]*\\n"
)
"""What is between two sentences: a full stop, but not that of an initial, or an empty line."""
_SENTENCE_END: Final = pattern("[.;:!?。；：！？]+")


_MARKS: Final = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)
"""Marks that word processors change: they are one mark in a quote."""
_UNSEEN: Final = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff"
)  # which word processors and web pages put between letters


class Found(NamedTuple):
    """A quote that is in the text.

    Attributes:
        start: its start in the text.
        end: its end in the text.
        passage: the words as the text has them.
    """

    start: int
    end: int
    passage: str


class Near(NamedTuple):
    """The passage from which a quote was most likely taken; the text does not have the quote itself.

    Attributes:
        start: its start in the text.
        end: its end in the text.
        passage: the words as the text has them.
    """

    start: int
    end: int
    passage: str


def find_quote(text: str, quote: str) -> Found | Near | None:
    """Return the place of these words in a text, or else the most similar passage, or None.

    Spaces, line breaks and the Unicode form do not matter; every letter, word and mark does. To look up many quotes in one text,
    make `Passages` of it.

    Parameters:
        text: the text.
        quote: the words.

    >>> find_quote("More than 40\\nthink tanks met in Lyon.", "40 think tanks")
    Found(start=10, end=24, passage='40\\nthink tanks')
    >>> find_quote("More than 40 think tanks met in Lyon.", "More than 50 think tanks met")
    Near(start=0, end=28, passage='More than 40 think tanks met')
    >>> find_quote("More than 40 think tanks met in Lyon.", "The minister spoke") is None
    True
    """
    return Passages(text).find(quote)


class Passages:
    """A text in which many quotes are looked up."""

    def __init__(self, text: str) -> None:
        self.text: str = text
        self.plain: str
        self.plain, self._starts, self._ends = _aligned(text)
        self._words: list[tuple[str, int, int]] = list(_words(self.plain))
        self._sentences: dict[str, tuple[str, ...]] = {}

    def find(self, quote: str) -> Found | Near | None:
        """Return the place of these words in the text, or else the most similar passage, or None."""
        wanted = plain(quote)
        if not wanted:
            return None
        at = self.plain.find(wanted)
        if at >= 0:
            return Found(*self._span(at, at + len(wanted)))
        seen, places = self._seen
        small, _ = _seen(wanted)
        at = seen.find(small) if small else -1
        if at >= 0:
            return Found(*self._span(places[at], places[at + len(small) - 1] + 1))
        near = self._near([word for word, _, _ in _words(wanted)])
        return None if near is None else Near(*self._span(*near))

    def around(self, quote: str) -> str:
        """Return a quote with up to 60 characters before and after it in the text; empty if the text does not have it."""
        wanted = plain(quote)
        at = self.plain.find(wanted) if wanted else -1
        return self.plain[max(0, at - AROUND) : at + len(wanted) + AROUND] if at >= 0 else ""

    def before(self, quote: str) -> str:
        """Return the words of its sentence before a quote; empty if the text does not have it."""
        wanted = plain(quote)
        at = self.plain.find(wanted) if wanted else -1
        return _SENTENCE_END.split(self.plain[max(0, at - SENTENCE) : at])[-1] if at > 0 else ""

    def after(self, quote: str) -> str:
        """Return the words of its sentence after a quote; empty if the text does not have it."""
        wanted = plain(quote)
        at = self.plain.find(wanted) if wanted else -1
        end = at + len(wanted)
        return _SENTENCE_END.split(self.plain[end : end + SENTENCE])[0] if at >= 0 else ""

    def sentences(self, quote: str) -> tuple[str, ...]:
        """Return the sentences of the text that a quote touches, whole but for very long ones, which are left out; none without it."""
        if quote not in self._sentences:
            self._sentences[quote] = tuple(self._around(quote))
        return self._sentences[quote]

    def _around(self, quote: str) -> Iterator[str]:
        found = self.find(quote)
        if not isinstance(found, Found):
            return
        first = bisect_right(self._stops, found.start) - 1
        last = bisect_left(self._stops, found.end)
        spans = pairwise(self._stops[first : last + 1])
        yield from [plain(self.text[start:end]) for start, end in spans if end - start <= SENTENCE_LIMIT]

    @cached_property
    def _stops(self) -> list[int]:
        """The places between sentences, with the beginning and the end of the text."""
        return [0, *[found.end() for found in _FULL_STOP.finditer(self.text)], len(self.text)]

    @cached_property
    def _seen(self) -> tuple[str, list[int]]:
        return _seen(self.plain)

    def _span(self, first: int, after: int) -> tuple[int, int, str]:
        start, end = self._starts[first], self._ends[after - 1]
        return start, end, self.text[start:end]

    def _near(self, wanted: list[str]) -> tuple[int, int] | None:
        """Return the part of the plain text that has most of these words, if it has enough of them."""
        size = len(wanted)
        best = shared = start = 0
        left = Counter(
            wanted
        )  # for the words of the quote, how many of each are missing in the window, which is as long as the quote
        for number, (word, _, _) in enumerate(self._words):
            if number >= size:
                gone = self._words[number - size][0]
                shared -= left[gone] >= 0
                left[gone] += 1
            shared += left[word] > 0
            left[word] -= 1
            if shared > best:
                best, start = shared, max(0, number - size + 1)
        if not best or best < LIKE * size:
            return None
        last = min(start + size, len(self._words)) - 1
        first, last = self._edge(wanted, start, 1), self._edge(wanted[::-1], last, -1)
        return self._words[min(first, last)][1], self._words[max(first, last)][2]

    def _edge(self, wanted: list[str], at: int, step: int) -> int:
        """Return the word near an end of the window that is one of the words at that end of the quote."""
        reach = REACH + len(wanted)
        for number, word in enumerate(wanted[:REACH]):
            expected = at + number * step
            around = range(max(0, expected - reach), min(expected + reach + 1, len(self._words)))
            found = [place for place in around if self._words[place][0] == word]
            if found:
                return min(found, key=lambda place: abs(place - expected))
        return at


def _seen(plain: str) -> tuple[str, list[int]]:
    """Return a plain text with one mark for those that mean the same and without unseen characters, and the places of its characters."""
    places = [at for at, char in enumerate(plain) if char not in _UNSEEN]
    return "".join([plain[at] for at in places]).translate(_MARKS), places


def without_unseen(text: str) -> str:
    """Return a text without soft hyphens and characters that have no width."""
    return text if text.isascii() else "".join([char for char in text if char not in _UNSEEN])


def plain(text: str) -> str:
    """Return a text in form C with single spaces, and with none at its ends and beside Chinese characters.

    >>> plain(" Universite\\u0301\\n de  Fudan "), plain("2024年 12 月")
    ('Université de Fudan', '2024年12月')
    """
    return _aligned(text)[0]


def _aligned(text: str) -> tuple[str, list[int], list[int]]:
    """Return the plain text, and for each of its characters the start and end of its original in the text."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    is_after_space, space_start = False, 0
    for start, end in _clusters(text):
        cluster = text[start:end]
        if cluster.isspace():
            space_start = space_start if is_after_space else start
            is_after_space = True
            continue
        if is_after_space and chars and not (_WIDE.match(chars[-1]) or _WIDE.match(cluster)):
            chars.append(" ")
            starts.append(space_start)
            ends.append(start)
        is_after_space = False
        for char in cluster if len(cluster) == 1 and cluster.isascii() else unicodedata.normalize("NFC", cluster):
            chars.append(char)
            starts.append(start)
            ends.append(end)
    return "".join(chars), starts, ends


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each letter, with the marks and vowel letters that form C may join to it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or at - start >= CLUSTER or not _joins(text[at]):
            yield start, at
            start = at


def _joins(char: str) -> bool:
    return char > "\u02ff" and (unicodedata.combining(char) != 0 or "\u1160" <= char <= "\u11ff")


def _words(plain: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text without case, each with its place; for Chinese, which has no spaces, the characters."""
    for found in _WORD.finditer(plain):
        yield found[0].casefold(), found.start(), found.end()
