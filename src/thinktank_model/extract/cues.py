"""Which words of a language say a term: "s'est tenu" says that an event was held.

A term that a model gives must have one of its cue words in its quote. The labels of a vocabulary are cues by themselves; `data/cues.txt`
adds what texts write in their place. The longest cue counts where several begin: "was to be held" does not say "held".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from ..problems.translations import LANGUAGES, primary_subtag
from ..values.folding import folded
from ..vocab import Vocabulary

__all__ = ["cues_of", "has_cues", "is_description", "said_by", "says_number_of"]


_FILE: Final = Path(__file__).parents[1] / "data" / "cues.txt"


def has_cues(lang: str) -> bool:
    """Return whether cues of a language are known."""
    return primary_subtag(lang) in LANGUAGES


def said_by(vocabulary: type[Vocabulary], lang: str, quote: str) -> frozenset[str]:
    """Return the terms of a vocabulary that the words of a quote say.

    >>> from thinktank_model.vocab import EventStatus
    >>> sorted(said_by(EventStatus, "fr", "le symposium s'est tenu à Beijing"))
    ['held']
    >>> sorted(said_by(EventStatus, "en", "The forum was to be held in May and has been postponed."))
    ['postponed', 'scheduled']
    """
    found = [terms for _, terms in _found(_table(vocabulary, primary_subtag(lang)), lang, quote)]
    return frozenset([term for terms in found for term in terms])


def cues_of(term: Vocabulary, lang: str) -> tuple[str, ...]:
    """Return the words that say a term, without accents; `*` stands for any ending."""
    table = _table(type(term), primary_subtag(lang))
    return tuple([cue for cue, terms in table if term.value in terms])


def says_number_of(what: str, lang: str, words: str) -> bool:
    """Return whether words beside a number say which number of an event's attendance it is: "expected", "online"."""
    return any([what in terms for _, terms in _found(_section("Attendance", primary_subtag(lang)), lang, words)])


def is_description(name: str, lang: str) -> bool:
    """Return whether what is given as a person's name describes somebody: "the person in charge", "several experts".

    >>> is_description("Le responsable de la Conférence", "fr"), is_description("Léa Martin", "fr"), is_description("负责人", "zh")
    (True, False, True)
    """
    found = _found(_section("Descriptions", primary_subtag(lang)), lang, name)
    is_first = [start == 0 or primary_subtag(lang) == "zh" for start, _ in found]
    return any(is_first) or name[:1].islower()


_Table: TypeAlias = tuple[tuple[str, frozenset[str]], ...]
"""Cues, folded, each with what it says."""


def _found(table: _Table, lang: str, words: str) -> list[tuple[int, frozenset[str]]]:
    """Return where in words the cues of a table begin, and what each says."""
    pattern = _compiled(table, primary_subtag(lang) == "zh")
    return [(found.start(), table[(found.lastindex or 0) - 1][1]) for found in pattern.finditer(folded(words))]


@cache
def _table(vocabulary: type[Vocabulary], lang: str) -> _Table:
    """Return the cues of a vocabulary: its labels, and what the file adds."""
    found: dict[str, set[str]] = {}
    for cue, terms in _section(vocabulary.__name__, lang):
        found.setdefault(cue, set()).update([vocabulary(term).replaced_by or term for term in terms])
    for term in vocabulary:
        label = folded(term.label(lang)) + ("" if lang == "zh" else "*")
        found.setdefault(label, set()).add(term.replaced_by or term.value)
    return _sorted(found)


@cache
def _section(name: str, lang: str) -> _Table:
    """Return the cues of one section of the file."""
    found: dict[str, set[str]] = {}
    for term, languages in _written().get(name, {}).items():
        for cue in filter(None, languages[LANGUAGES.index(lang)].split("|")):
            words = [folded(word) + "*" * word.endswith("*") for word in cue.split(" ")]
            found.setdefault(" ".join(words), set()).add(term)
    return _sorted(found)


def _sorted(cues: Mapping[str, Iterable[str]]) -> _Table:
    """Return the longest first: where several begin, the first one of a pattern is taken."""
    return tuple([(cue, frozenset(cues[cue])) for cue in sorted(cues, key=lambda cue: (-len(cue), cue))])


@cache
def _written() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the sections of the file: term to its cues in each language."""
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


@cache
def _compiled(table: _Table, is_chinese: bool) -> re.Pattern[str]:
    """Return a pattern with a group for each cue. Words of Chinese have no edges."""
    groups = "|".join([f"({re.escape(cue).replace(re.escape('*'), '[a-z0-9]*')})" for cue, _ in table])
    return re.compile(groups if is_chinese else rf"(?<![^\W_])(?:{groups})(?![^\W_])")
