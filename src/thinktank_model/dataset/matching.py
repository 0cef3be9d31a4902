"""Finds records that may be of the same body, with the evidence for and against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations
from math import log
from typing import Any, Final, NamedTuple

from ..model.index import Index, links
from ..problems.translations import Phrase
from ..values.folding import folded
from ..values.identifiers import SCHEMES
from ..values.institutions import NameWords, is_generic, name_words
from ..vocab import NameKind
from .diffing import PARTIES, own_identifiers
from .finding import grams

__all__ = ["Duplicate"]

RARE: Final = 60  # maximum number of records with the same word or letters for these to propose pairs
SHARED: Final = 4  # rare letters that two records must share if they share no rare word
SLIP: Final = 88  # minimum similarity of two words that differ by a typing error
SAME_PARENT: Final = Phrase("the same parent")
GENERIC: Final = 0.25  # relative weight of words that are in many names
DIFFERENT_WORDS: Final = 0.6  # factor if each name has a word that the other lacks
DIFFERENT_KINDS: Final = 0.85  # a hospital and the university that it belongs to
UNIVERSITY: Final = frozenset(["university"])
OTHER_TOPIC: Final = 0.8  # Wuhan University and Wuhan University of Technology
TURNED: Final = 0.8  # York University and the University of York
ACRONYM: Final = 88
CERTAIN: Final = 100
MOST: Final = 99  # without a common identifier
COUNTRY: Final = 3
OTHER_COUNTRY: Final = 25
PARENT: Final = 15
OTHER_IDENTIFIER: Final = 40


class Duplicate(NamedTuple):
    """Two records that may be of the same body.

    Attributes:
        first: the id of the record that is first in the dataset.
        second: the id of the other one.
        score: from 0 to 100; 100 if they share a confirmed identifier.
        reasons: the evidence for and against; each can be translated like the messages of problems.
    """

    first: str
    second: str
    score: float
    reasons: tuple[str, ...]


def _rapidfuzz(what: str) -> Any:
    """Return rapidfuzz, which compares words; the parameter names the caller for the error message."""
    try:
        from rapidfuzz import fuzz
    except ImportError:
        raise ImportError(f'{what} needs rapidfuzz: pip install "thinktank-model[match]"') from None
    return fuzz


def duplicates(index: Index, least: float) -> tuple[Duplicate, ...]:
    """Return pairs of organizations, persons or programmes that may be the same, the most likely first.

    Raises:
        ImportError: rapidfuzz is not installed.
    """
    fuzz = _rapidfuzz("duplicates")
    found = []
    for cls in PARTIES:
        bodies = _Bodies(list(index.of(cls).values()), fuzz)
        found += [pair for one, other in bodies.candidates() if (pair := bodies.judge(one, other)).score >= least]
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second)))


def matches(own: Sequence[Any], others: Sequence[Any], least: float) -> list[Duplicate]:
    """Return pairs of a record and a record of another source that may be the same, by record, the most likely first.

    Parameters:
        own: the records.
        others: the records of the other source, with other ids.
        least: the minimum score.

    Raises:
        ImportError: rapidfuzz is not installed.
    """
    fuzz = _rapidfuzz("matching names")
    bodies = _Bodies([*own, *others], fuzz)
    ids = {record.id for record in own}
    found = []
    for one, other in bodies.candidates():
        if (one.record.id in ids) != (other.record.id in ids):
            mine, its = (one, other) if one.record.id in ids else (other, one)
            pair = bodies.judge(mine, its)
            if pair.score >= least:
                found.append(pair)
    return sorted(found, key=lambda pair: (pair.first, -pair.score, pair.second))


class _Body:
    """A record prepared for comparison."""

    def __init__(self, record: Any) -> None:
        self.record = record
        self.names = [(folded(name.value), name) for name in record.names]
        self.words = [(words, name) for name in record.names for words in name_words(name.value)]
        self.marks = {word for words, _ in self.words for word in words.order}
        self.identifiers = dict(own_identifiers(record))
        self.country = getattr(record, "country", None)
        self.links = {link.target for link in links(record)}
        self.parents = {link.target for link in links(record) if link.target.startswith(record.type + ":")}

    @cached_property
    def acronyms(self) -> set[str]:
        """The acronyms of the body."""
        return {name for name, given in self.names if given.kind == NameKind.ACRONYM or given.value.isupper()}

    @cached_property
    def initials(self) -> set[str]:
        """The first letters of its names, with and without small words."""
        found = set()
        for name, _ in self.names:
            words = name.split(" ")
            for kept in (words, [word for word in words if len(word) > 3]):
                if len(kept) > 2:
                    found.add("".join([word[0] for word in kept]))
        return found


class _Bodies:
    """The records of one class, prepared for comparison."""

    def __init__(self, records: list[Any], fuzz: Any) -> None:
        self.bodies = [_Body(record) for record in records]
        self.fuzz = fuzz
        self.words = Counter([word for body in self.bodies for word in body.marks])

    def weight(self, word: str) -> float:
        """Return the weight of a word: the rarer, the higher."""
        said = log(1 + len(self.bodies) / self.words[word])
        return said * GENERIC if is_generic(word) else said

    def candidates(self) -> Iterator[tuple[_Body, _Body]]:
        """Yield the pairs that are worth comparing, each once."""
        words: dict[object, list[int]] = {}
        letters: dict[object, list[int]] = {}
        for number, body in enumerate(self.bodies):
            marks: set[object] = {*body.marks}
            marks |= {("initials", one) for one in body.initials | body.acronyms} | set(body.identifiers.items())
            for mark in marks:
                words.setdefault(mark, []).append(number)
            for gram in {gram for name, _ in body.names for gram in grams(name)}:
                letters.setdefault(gram, []).append(number)
        close = {pair for listed in words.values() if len(listed) <= RARE for pair in combinations(listed, 2)}
        common = Counter(
            [pair for listed in letters.values() if len(listed) <= RARE for pair in combinations(listed, 2)]
        )
        close |= {pair for pair, count in common.items() if count >= SHARED}
        for one, other in sorted(close):
            first, second = self.bodies[one], self.bodies[other]
            if second.record.id not in first.links and first.record.id not in second.links:
                yield first, second  # a body is not the same as its parts or successors

    def judge(self, one: _Body, other: _Body) -> Duplicate:
        """Return how likely two records are the same, and why."""
        shared = one.identifiers.items() & other.identifiers.items()
        if shared:
            scheme, value = min(shared)
            reason = Phrase("the same identifier, {scheme} {value}", scheme=scheme, value=value)
            return Duplicate(one.record.id, other.record.id, CERTAIN, (reason,))
        score, mine, its = max(
            [
                (self.alike(a, b, x.lang == y.lang), x.value, y.value)
                for a, x in one.words
                for b, y in other.words
                if not a.is_aside or not b.is_aside
            ],
            key=lambda one: one[0],
        )
        reasons = [Phrase("similar names: {one} / {other}", one=mine, other=its)]
        short = (one.acronyms & (other.acronyms | other.initials)) | (other.acronyms & one.initials)
        if short and score < ACRONYM:
            score, reasons = ACRONYM, [Phrase("the acronym {acronym}", acronym=min(short).upper())]
        if one.country and other.country:
            is_same = one.country == other.country
            score += COUNTRY if is_same else -OTHER_COUNTRY
            reasons.append(Phrase("the same country") if is_same else Phrase("different countries"))
        if one.parents & other.parents:
            score += PARENT
            reasons.append(SAME_PARENT)
        apart = [
            scheme
            for scheme in one.identifiers.keys() & other.identifiers.keys()
            if not SCHEMES[scheme].several and one.identifiers[scheme] != other.identifiers[scheme]
        ]
        if apart:
            score -= OTHER_IDENTIFIER
            reasons.append(Phrase("different {scheme} identifiers", scheme=min(apart)))
        return Duplicate(one.record.id, other.record.id, round(max(0, min(score, MOST)), 1), tuple(reasons))

    def alike(self, one: NameWords, other: NameWords, is_same_language: bool) -> float:
        """Return the similarity of two names, from 0 to 100: the weight of their common words."""
        pairs = self.pairs(one.own, other.own)
        common = sum([self.weight(mine) + self.weight(its) for mine, its in pairs])
        common += 2 * sum(map(self.weight, one.generic & other.generic))
        whole = sum(map(self.weight, [*one.own, *other.own, *one.generic, *other.generic]))
        score = 100 * common / whole if whole else 0
        if len(pairs) < min(len(one.own), len(other.own)):
            score *= DIFFERENT_WORDS
        if one.kinds and other.kinds and one.kinds != other.kinds:
            score *= DIFFERENT_KINDS
        elif not one.is_aside and not other.is_aside and _has_other_topic(one, other):
            score *= OTHER_TOPIC
        if is_same_language and one.is_turned(other):
            score *= TURNED
        return score

    def pairs(self, mine: tuple[str, ...], its: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return the pairs of words of two names that are equal apart from typing errors."""
        left, found = list(its), []
        for word in mine:
            same = (
                word if word in left else next((known for known in left if self.fuzz.ratio(known, word) >= SLIP), None)
            )
            if same is not None:
                left.remove(same)
                found.append((word, same))
        return found


def _has_other_topic(one: NameWords, other: NameWords) -> bool:
    """Return whether two names are about different subjects: each has one that the other lacks; for universities, one of them is enough."""
    mine, its = one.generic - other.generic, other.generic - one.generic
    return bool(mine and its) or (one.kinds == other.kinds == UNIVERSITY and bool(mine or its))
