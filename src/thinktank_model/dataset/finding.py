"""Finds records by their names in any language."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import Any, Final, NamedTuple

from ..model.common import titles_of
from ..model.union import Record
from ..values.folding import HAN, folded

__all__ = ["Hit"]

EXACT: Final = 100
BEGINS: Final = 95  # the name begins with the text
WORDS: Final = 90  # the name has the words of the text
BEGINNINGS: Final = 85  # words of the name begin with those of the text
LIKE: Final = 70  # the minimum score of a name with typing errors
FEW: Final = 200  # names that are compared in detail
GRAM: Final = 3  # letters of a trigram
LAST: Final = chr(sys.maxunicode)


class Hit(NamedTuple):
    """A search result.

    Attributes:
        record: the record.
        name: the matching name or title of the record.
        lang: the language of the name, if known.
        score: the similarity: 100 for the whole name, 95 for its beginning, 90 for a name with these words, 85 for a name whose
            words begin so, less with typing errors.
    """

    record: Record
    name: str
    lang: str | None
    score: float


def names_of(record: Any) -> Iterator[tuple[str, str | None]]:
    """Yield the names and titles of a record, each with its language."""
    for name in getattr(record, "names", ()):
        yield name.value, name.lang
    cls: Any = type(record)
    for title in titles_of(cls):
        for lang, text in getattr(record, title).items():
            yield text, lang


class _Entry(NamedTuple):
    record: Record
    name: str
    lang: str | None
    folded: str


class Names:
    """An index of the names of records."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.entries: list[_Entry] = [
            _Entry(record, name, lang, folded(name)) for record in records for name, lang in names_of(record)
        ]

    @cached_property
    def _words(self) -> dict[str, list[int]]:
        """Each word to the entries that have it; in Chinese, which has no spaces, a word can begin at each character."""
        found: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            words = set(entry.folded.split(" "))
            for run in HAN.finditer(entry.folded):
                words |= {run[0][start:] for start in range(len(run[0]))}
            for word in words:
                found.setdefault(word, []).append(number)
        return found

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._words)

    def _with(self, word: str) -> list[list[int]]:
        """Return the entries of each word with this beginning."""
        first, last = [bisect_left(self._sorted, end) for end in (word, word + LAST)]
        return [self._words[known] for known in self._sorted[first:last]]

    def find(self, text: str, n: int) -> tuple[Hit, ...]:
        """Return the records with the most similar names, best first, each with its most similar name."""
        wanted = folded(text)
        if not wanted or n < 1:
            return ()
        words = wanted.split(" ")
        rarest = min(
            map(self._with, words), key=lambda lists: sum(map(len, lists))
        )  # the other words are searched in its names
        scores = {
            number: score
            for number in set(chain.from_iterable(rarest))
            if (score := _score(self.entries[number].folded, wanted, words))
        }
        return self._hits(scores or self._like(wanted), n)

    def _hits(self, scores: dict[int, float], n: int) -> tuple[Hit, ...]:
        best: dict[str, Hit] = {}
        for number in sorted(scores, key=lambda number: (-scores[number], len(self.entries[number].folded), number)):
            entry = self.entries[number]
            if entry.record.id not in best:
                best[entry.record.id] = Hit(entry.record, entry.name, entry.lang, scores[number])
                if len(best) == n:
                    break
        return tuple(best.values())

    # --- Typing errors ---

    @cached_property
    def _grams(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            for gram in grams(entry.folded):
                found.setdefault(gram, []).append(number)
        return found

    def _like(self, wanted: str) -> dict[int, float]:
        """Return the entries that are similar to a text, if rapidfuzz is installed."""
        try:
            from rapidfuzz import fuzz
        except ImportError:
            return {}
        common = Counter([number for gram in grams(wanted) for number in self._grams.get(gram, ())])
        found: dict[int, float] = {}
        for number, _ in common.most_common(FEW):
            name = self.entries[number].folded
            score = max(
                fuzz.ratio(wanted, name), fuzz.token_sort_ratio(wanted, name), fuzz.partial_ratio(wanted, name) - 5
            )
            if score >= LIKE:
                found[number] = round(min(score, BEGINNINGS - 1), 1)
        return found


def _score(name: str, wanted: str, words: list[str]) -> float:
    """Return the similarity of a name to the words of a text; 0 if a word is missing."""
    if name == wanted:
        return EXACT
    if name.startswith(wanted):
        return BEGINS
    known = name.split(" ")
    if all([word in known or (word in name and HAN.fullmatch(word) is not None) for word in words]):
        return WORDS
    return BEGINNINGS if all([any([one.startswith(word) for one in known]) for word in words]) else 0


def grams(text: str) -> set[str]:
    """Return the trigrams of a folded text; of Chinese characters the bigrams."""
    size = 2 if HAN.search(text) else GRAM
    padded = f" {text} "
    return {padded[start : start + size] for start in range(max(1, len(padded) - size + 1))}
