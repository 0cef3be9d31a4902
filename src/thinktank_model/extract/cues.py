"""Cue words: the words of a language that express a term. "s'est tenu" means that an event was held.

The quote of a term must have one of the cue words of the term. The labels of a vocabulary are cues too;
`data/cues.txt` adds other words that texts use. If several cues begin at one word, the longest counts: "was to be
held" does not mean "held".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from ..problems.translations import LANGUAGES, primary_subtag
from ..values.folding import folded
from ..vocab import EventStatus, Vocabulary

__all__ = ["cues_of", "has_cues", "is_description", "said_by", "says_number_of"]


_NONE: Final[tuple[tuple[str, ...], frozenset[str]]] = ((), frozenset())
NOT_HELD: Final = frozenset(["scheduled", "postponed", "rescheduled", "cancelled"])
"""Words that mean that an event was not held, or not yet, whatever other words are near: 将于5月举行."""
_FILE: Final = Path(__file__).parents[1] / "data" / "cues.txt"


def has_cues(lang: str) -> bool:
    """Return whether there are cue words of a language."""
    return primary_subtag(lang) in LANGUAGES


def said_by(vocabulary: type[Vocabulary], lang: str, quote: str) -> frozenset[str]:
    """Return the terms of a vocabulary that the words of a quote express.

    >>> from thinktank_model.vocab import EventStatus
    >>> sorted(said_by(EventStatus, "fr", "le symposium s'est tenu à Beijing"))
    ['held']
    >>> sorted(said_by(EventStatus, "en", "The forum was to be held in May and has been postponed."))
    ['postponed', 'scheduled']
    """
    found = [terms for _, terms in _found(_table(vocabulary, primary_subtag(lang)), lang, quote)]
    said = frozenset([term for terms in found for term in terms])
    is_held = vocabulary is EventStatus and EventStatus.HELD.value in said
    return said - {EventStatus.HELD.value} if is_held and (said & NOT_HELD or _is_negated(lang, quote)) else said


def _is_negated(lang: str, quote: str) -> bool:
    """Return whether a quote has a negation or a conditional, so that "held" in it may not mean that something was held."""
    return bool(_found(_section("Negations", primary_subtag(lang)), lang, quote))


def cues_of(term: Vocabulary, lang: str) -> tuple[str, ...]:
    """Return the words that express a term, without accents; `*` matches any ending."""
    table = _table(type(term), primary_subtag(lang))
    return tuple(
        [("" if primary_subtag(lang) == "zh" else " ").join(cue) for cue, terms in table if term.value in terms]
    )


def says_number_of(what: str, lang: str, words: str) -> bool:
    """Return whether words next to a number say which number of an event's attendance it is: "expected", "online"."""
    return any([what in terms for _, terms in _found(_section("Attendance", primary_subtag(lang)), lang, words)])


def is_description(name: str, lang: str) -> bool:
    """Return whether what is given as a person's name describes somebody: "the person in charge", "several experts".

    >>> is_description("Le responsable de la Conférence", "fr"), is_description("Léa Martin", "fr"), is_description("负责人", "zh")
    (True, False, True)
    """
    found = _found(_section("Descriptions", primary_subtag(lang)), lang, name)
    is_first = [start == 0 or primary_subtag(lang) == "zh" for start, _ in found]
    return any(is_first) or name[:1].islower()


_Cue: TypeAlias = tuple[tuple[str, ...], frozenset[str]]
"""The words of a cue, folded, each with `*` for any ending (in Chinese its characters), and its meaning."""
_Table: TypeAlias = tuple[_Cue, ...]


def _found(table: _Table, lang: str, text: str) -> list[tuple[int, frozenset[str]]]:
    """Return the positions of the words at which cues of a table begin, with their meanings; if several begin at one word, only the longest."""
    words = _words(folded(text), lang)
    begun = _by_first_letter(table)
    found: list[tuple[int, frozenset[str]]] = []
    at = 0
    while at < len(words):
        cue, terms = next((one for one in begun.get(words[at][0], ()) if _is_at(one[0], words, at)), _NONE)
        if terms:
            found.append((at, terms))
        at += max(1, len(cue))
    return found


def _words(text: str, lang: str) -> tuple[str, ...]:
    """Return the words of a folded text; for Chinese, which has no spaces, the characters."""
    return tuple(text.replace(" ", "") if primary_subtag(lang) == "zh" else text.split())


def _is_at(cue: tuple[str, ...], words: tuple[str, ...], at: int) -> bool:
    """Return whether a cue begins at a position of a text."""
    own = words[at : at + len(cue)]
    return len(own) == len(cue) and all(
        [word.startswith(part[:-1]) if part[-1] == "*" else word == part for part, word in zip(cue, own, strict=True)]
    )


@cache
def _by_first_letter(table: _Table) -> Mapping[str, list[_Cue]]:
    found: dict[str, list[_Cue]] = {}
    for cue in table:
        found.setdefault(cue[0][0][0], []).append(cue)
    return found


@cache
def _table(vocabulary: type[Vocabulary], lang: str) -> _Table:
    """Return the cues of a vocabulary: its labels, and those in the file."""
    found: dict[tuple[str, ...], set[str]] = {}
    for cue, terms in _section(vocabulary.__name__, lang):
        found.setdefault(cue, set()).update([vocabulary(term).replaced_by or term for term in terms])
    for term in (
        () if vocabulary is EventStatus else vocabulary
    ):  # "programmé" and "programme" are one word without accents
        label = folded(term.label(lang)) + ("" if lang == "zh" else "*")
        found.setdefault(_words(label, lang), set()).add(term.replaced_by or term.value)
    return _sorted(found)


@cache
def _section(name: str, lang: str) -> _Table:
    """Return the cues of one section of the file; none for a language that it does not have."""
    if lang not in LANGUAGES:
        return ()
    found: dict[tuple[str, ...], set[str]] = {}
    for term, languages in _written().get(name, {}).items():
        for cue in filter(None, languages[LANGUAGES.index(lang)].split("|")):
            words = " ".join([folded(word) + "*" * word.endswith("*") for word in cue.split(" ")])
            found.setdefault(_words(words, lang), set()).add(term)
    return _sorted(found)


def _sorted(cues: Mapping[tuple[str, ...], Iterable[str]]) -> _Table:
    """Return the longest cues first, so that each is found before its own beginnings."""
    return tuple([(cue, frozenset(cues[cue])) for cue in sorted(cues, key=lambda cue: (-len("".join(cue)), cue))])


@cache
def _written() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the sections of the file: each term with its cues in each language."""
    found: dict[str, dict[str, list[str]]] = {}
    name = ""
    for line in _FILE.read_text(encoding="utf-8").split("\n"):
        if line.startswith("["):
            name = line.strip("[]")
            found[name] = {}
        elif "\t" in line and line[0] != "#":
            term, *cues = line.split("\t")
            found[name][term] = cues
    return found
