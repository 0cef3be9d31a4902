"""Cue words: the words of a language that express a term. "s'est tenu" means that an event was held.

The quote of a term must have one of the cue words of the term. The labels of a vocabulary are cues too;
`data/cues.txt` adds other words that texts use. If several cues begin at one word, the longest counts: "was to be
held" does not mean "held".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final, TypeAlias

from ..problems.patterns import pattern
from ..problems.shipped import shipped
from ..problems.translations import LANGUAGES, primary_subtag
from ..values.folding import folded
from ..vocab import (
    ActivityKind,
    AttendanceMode,
    Consensus,
    CountUnit,
    EventKind,
    EventStatus,
    OrganizationKind,
    OutputKind,
    ParticipantsListed,
    RecommendationTopic,
    SharingStatus,
    Vocabulary,
)

__all__ = [
    "counting_kinds",
    "cues_of",
    "denies",
    "has_cues",
    "is_description",
    "mentions",
    "parts_at",
    "rejects",
    "said_by",
    "says_number_of",
]


_NONE: Final[tuple[tuple[str, ...], frozenset[str]]] = ((), frozenset())
NOT_HELD: Final = EventStatus.SCHEDULED.value
"""What says of an event that it was not held yet, whatever other words are beside: 将于5月举行."""
COUNTED_THINGS: Final = frozenset([CountUnit.EVENTS.value, CountUnit.OUTPUTS.value])  # who cannot attend
NAMES: Final = range(2, 6)  # words of a person's name
HAN_NAMES: Final = {1: range(2, 4), 2: range(3, 5)}  # its characters, by those of the family name
REACH: Final = 8
"""Words, in Chinese characters, to which a denial extends: "was not cancelled". Before "held" it extends to the end of its clause."""
NEAR: Final = 2  # words to which it extends before a kind: "not a symposium", but "not the first symposium"
NEAR_IN_CHINESE: Final = 4  # characters
_STATES: Final[tuple[type[Vocabulary], ...]] = (EventStatus, AttendanceMode, Consensus, SharingStatus)
_KINDS: Final[tuple[type[Vocabulary], ...]] = (
    EventKind,
    OrganizationKind,
    OutputKind,
    ParticipantsListed,
    RecommendationTopic,
)
_ALL: Final[tuple[type[Vocabulary], ...]] = (*_STATES, ActivityKind, *_KINDS)
DENIABLE: Final[Mapping[type[Vocabulary], int]] = {one: NEAR if one in _KINDS else REACH for one in _ALL}
"""What an article can deny, and how far before it. A unit of a number cannot be denied: the words for it are next to the number."""
IN_CLAUSE: Final = frozenset((*_KINDS, ActivityKind))
"""What a denial in another clause does not concern."""
MARKS: Final = frozenset(["denied", "supposed", "affirmed", "joined", "doubted", "objected", "rejected", "idle"])
"""What words around a cue do to it: "not", "would", "but", "and", "false", "warned against", "was rejected", and "no doubt", which does nothing."""
DENYING: Final = ("denied", "doubted", "objected", "rejected")  # what denies the words after it
END: Final = "|"  # between two sentences, beyond which no cue goes
_SENTENCE_END: Final = pattern("[.;:!?。；：！？]+")
_CLAUSE_END: Final = pattern("[,()—–，、（）]+")
_ALSO: Final = ("or", "nor", "ou", "ni", "或")
_INITIALS: Final = pattern("(?:[A-Z\u00c0-\u00de\u0391-\u03a9\u0410-\u042f][.]-?)+")


def has_cues(lang: str) -> bool:
    """Return whether there are cue words of a language."""
    return primary_subtag(lang) in LANGUAGES


def said_by(vocabulary: type[Vocabulary], lang: str, quote: str, before: str = "") -> frozenset[str]:
    """Return the terms of a vocabulary that the words of a quote say, and do not deny.

    Parameters:
        vocabulary: the vocabulary.
        lang: the language.
        quote: the words.
        before: the words before them in the sentence, which can deny what they say.

    >>> from thinktank_model.vocab import EventStatus
    >>> sorted(said_by(EventStatus, "fr", "le symposium s'est tenu à Beijing"))
    ['held']
    >>> sorted(said_by(EventStatus, "en", "The forum was to be held in May and has been postponed."))
    ['postponed', 'scheduled']
    >>> sorted(said_by(EventStatus, "en", "cancelled", before="The forum was not "))
    []
    """
    if vocabulary not in DENIABLE:
        found = [terms for _, terms in _found(_table(vocabulary, primary_subtag(lang)), lang, quote)]
        return frozenset([term for terms in found for term in terms])
    said = _stated(vocabulary, primary_subtag(lang), quote, before)
    return said - {EventStatus.HELD.value} if vocabulary is EventStatus and NOT_HELD in said else said


def _stated(vocabulary: type[Vocabulary], lang: str, quote: str, before: str) -> frozenset[str]:
    """Return the terms that a quote says and does not deny: a denial is before its cue, with no "but" or end of a sentence between."""
    words, ends = _sentences(f"{before} {quote}", lang)
    first = len(_sentences(before, lang)[0])
    begun = _by_first_letter(_with_denials(vocabulary, lang))
    reach = max(DENIABLE[vocabulary], NEAR_IN_CHINESE if lang == "zh" else 0)
    said: set[str] = set()
    denial, since, is_used, is_past, at = "", 0, False, False, 0
    while at < len(words):
        cue, terms = _cue_at(begun, words, at)
        mark = next(iter(terms & MARKS), "")
        if mark == "doubted":
            return frozenset()
        is_past = is_past or (at in ends and at > since)
        is_over = mark == "affirmed" or (mark == "joined" and (denial == "denied" or is_past))
        if is_over or words[at] == END or (is_used and at in ends and words[at] not in _ALSO):
            denial, is_used = "", False
        if mark in ("denied", "supposed"):
            denial, since, is_used = mark, at + len(cue), False
            is_past = False
        elif terms and not mark:
            is_near = denial == "denied" and at - since < reach and not (is_past and vocabulary in IN_CLAUSE)
            is_held_back = bool(denial) and not is_past  # "held" is denied by any word before it in its clause
            if at + len(cue) > first:
                said |= {term for term in terms if not (is_held_back if term == EventStatus.HELD.value else is_near)}
            is_used = bool(denial)
        at += max(1, len(cue))
    return frozenset(said)


def _sentences(text: str, lang: str) -> tuple[tuple[str, ...], set[int]]:
    """Return the words of a text with a mark between its sentences, and where clauses end."""
    words: list[str] = []
    ends: set[int] = set()
    for sentence in _SENTENCE_END.split(text):
        words += [END] if words else []
        for clause in _CLAUSE_END.split(sentence):
            words += _words(folded(clause), lang)
            ends.add(len(words))
    return tuple(words), ends


def denies(lang: str, before: str) -> bool:
    """Return whether the words before others in their sentence deny them: "recommended not to" share data, "warned against" sharing."""
    sentence = _SENTENCE_END.split(before)[-1]
    words, ends = _sentences(sentence, lang)
    found = [one for one in _marks(lang, sentence) if not one[1].isdisjoint((*DENYING, "affirmed"))]
    if not found or "affirmed" in found[-1][1]:
        return False
    is_open = found[-1][0] + 1 in ends - {len(words)}  # "will not, whatever happens, share data"
    return is_open or len(words) - found[-1][0] <= REACH


def rejects(lang: str, after: str) -> bool:
    """Return whether the words after others in their sentence reject them: to share data "was rejected"."""
    return any(["rejected" in terms for _, terms in _marks(lang, _SENTENCE_END.split(after)[0])])


def _marks(lang: str, text: str) -> list[tuple[int, frozenset[str]]]:
    return _found(_section("Denials", primary_subtag(lang)), lang, text)


def mentions(term: Vocabulary, lang: str, quote: str) -> bool:
    """Return whether a cue of a term is among the words of a quote, also if they deny it."""
    return any([term.value in terms for _, terms in _found(_table(type(term), primary_subtag(lang)), lang, quote)])


def cues_of(term: Vocabulary, lang: str) -> tuple[str, ...]:
    """Return the words that express a term, without accents; `*` matches any ending."""
    table = _table(type(term), primary_subtag(lang))
    return tuple(
        [("" if primary_subtag(lang) == "zh" else " ").join(cue) for cue, terms in table if term.value in terms]
    )


def says_number_of(what: str, lang: str, words: str) -> bool:
    """Return whether words next to a number say which number of an event's attendance it is: "expected", "online"."""
    return any([what in terms for _, terms in _found(_section("Attendance", primary_subtag(lang)), lang, words)])


def counting_kinds(word: str, lang: str) -> frozenset[str]:
    """Return what a folded word behind a number does: `person`, `group`, `other`, which are counted, or `stop` and `joining`."""
    cue, kinds = _cue_at(_by_first_letter(_section("Counting", primary_subtag(lang))), (word,), 0)
    return kinds if cue else frozenset()


def is_description(name: str, lang: str) -> bool:
    """Return whether what is given as a person's name describes somebody: "the person in charge", "several experts".

    A particle is part of a name, and so is an article before a capital letter. A name in small letters alone, bell hooks, has two words
    at least, none of which is a word for people.

    >>> is_description("Le responsable de la Conférence", "fr"), is_description("Léa Martin", "fr"), is_description("负责人", "zh")
    (True, False, True)
    >>> is_description("de Gaulle", "fr"), is_description("An Wei", "en"), is_description("An official", "en")
    (False, False, True)
    """
    words = [word for word in name.split() if folded(word)]
    said = [_described(word, lang) for word in words]
    if not words or primary_subtag(lang) == "zh":
        return any(["people" in terms for terms in said])
    small = [terms for word, terms in zip(words, said, strict=True) if word[:1].islower()]
    is_other = ["people" in terms or "word" in terms for terms in said]
    if "determiner" in said[0] or any([terms & {"people", "word"} for terms in small]):
        return True
    if "article" in said[0] and (
        any(is_other) or any(["particle" not in terms for terms in small if terms is not said[0]])
    ):
        return True
    is_title = "people" in said[0] and all(said)  # Madame la Ministre
    return all(is_other) or is_title or (name.islower() and (len(words) < 2 or "article" in said[0]))


def parts_at(words: Sequence[str], at: int, lang: str) -> tuple[int, frozenset[str]]:
    """Return how many words the longest part of a sentence has that begins at a word, and what kinds of words they are.

    Parameters:
        words: the folded words of the sentence, in Chinese its characters; an empty one is not a word.
        at: the position.
        lang: the language.
    """
    if not words[at]:
        return 0, _NONE[1]
    cue, kinds = _cue_at(_by_first_letter(_parts(primary_subtag(lang))), words, at)
    return len(cue), kinds


def is_named_person(name: str, lang: str) -> bool:
    """Return whether a name is like that of a person: two to five words with capital letters, and none for people, events or bodies.

    In Chinese it has one or two characters behind those of a family name, or is in Latin letters.

    >>> is_named_person("Mara Ellingsen", "en"), is_named_person("Delta Trust", "en"), is_named_person("Paris", "en")
    (True, False, False)
    >>> is_named_person("林知远", "zh"), is_named_person("里昂", "zh")
    (True, False)
    """
    if primary_subtag(lang) == "zh" and not name.isascii():
        letters = folded(name).replace(" ", "")
        family, kinds = _cue_at(_by_first_letter(_section("Names", "zh")), letters, 0) if letters else _NONE
        if "other" in kinds:  # a place whose first character is a family name
            return False
        return len(letters) in HAN_NAMES.get(len(family), ()) and parts_at(letters, 0, lang)[0] < len(letters)
    words = name.split()
    small = [word for word in words if word[:1].islower()]
    is_body = any(["body" in terms for _, terms in _found(_bodies(primary_subtag(lang)), lang, name)])
    return (
        len(words) in NAMES
        and not is_body
        and all(["particle" in _described(word, lang) for word in small])
        and not any([_described(word, lang) & {"people", "determiner"} for word in words])
    )


def _described(word: str, lang: str) -> frozenset[str]:
    """Return what a word does in a description; nothing for an initial."""
    if _INITIALS.fullmatch(word):
        return frozenset()
    found = [terms for _, terms in _found(_section("Descriptions", primary_subtag(lang)), lang, word)]
    return frozenset([term for terms in found for term in terms])


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
        cue, terms = _cue_at(begun, words, at)
        if terms:
            found.append((at, terms))
        at += max(1, len(cue))
    return found


def _words(text: str, lang: str) -> tuple[str, ...]:
    """Return the words of a folded text; for Chinese, which has no spaces, the characters."""
    return tuple(text.replace(" ", "") if primary_subtag(lang) == "zh" else text.split())


def _cue_at(begun: Mapping[str, list[_Cue]], words: Sequence[str], at: int) -> _Cue:
    """Return the longest cue that begins at a position of a text."""
    return next((one for one in begun.get(words[at][0], ()) if _is_at(one[0], words, at)), _NONE)


def _is_at(cue: tuple[str, ...], words: Sequence[str], at: int) -> bool:
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
    labelled = (
        () if vocabulary is EventStatus else vocabulary
    )  # "programmé" and "programme" are one word without accents
    for term in labelled:
        label = folded(term.label(lang)) + ("" if lang == "zh" else "*")
        found.setdefault(_words(label, lang), set()).add(term.replaced_by or term.value)
    return _sorted(found)


@cache
def _with_denials(vocabulary: type[Vocabulary], lang: str) -> _Table:
    """Return the cues of a vocabulary with those of denials."""
    return _sorted(dict([*_section("Denials", lang), *_table(vocabulary, lang)]))


@cache
def _parts(lang: str) -> _Table:
    """Return the words for parts of sentences."""
    found: dict[tuple[str, ...], set[str]] = {}
    for cue, kinds in [
        *_section("Sentences", lang),
        *_section("Denials", lang),
        *[(cue, frozenset(["counted"])) for cue, units in _table(CountUnit, lang) if units - COUNTED_THINGS],
        *_table(AttendanceMode, lang),
        *[(cue, frozenset(["body"])) for cue, _ in _table(OrganizationKind, lang)],
        *[(cue, frozenset(["counted"])) for cue, kinds in _section("Counting", lang) if kinds & {"person", "group"}],
        *[one for one in _section("Descriptions", lang) if "people" in one[1]],
    ]:
        found.setdefault(cue, set()).update(kinds)
    return _sorted(found)


@cache
def _bodies(lang: str) -> _Table:
    """Return the words for what is not a person: bodies, events, outputs."""
    lang = lang if lang in LANGUAGES else "en"
    tables = [_table(one, lang) for one in (OrganizationKind, EventKind, OutputKind, CountUnit)]
    other = [
        one
        for one in (*_section("Sentences", lang), *_section("Names", lang))
        if one[1] & {"event", "counted", "other"}
    ]
    return _sorted({cue: ["body"] for cue, _ in [*[one for table in tables for one in table], *other]})


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
    for line in shipped("cues.txt").split("\n"):
        if line.startswith("["):
            name = line.strip("[]")
            found[name] = {}
        elif "\t" in line and line[0] != "#":
            term, *cues = line.split("\t")
            found[name][term] = cues
    return found
