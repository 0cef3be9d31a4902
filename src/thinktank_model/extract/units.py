"""What a number in a text counts: the thing right behind it, or the label right before it.

"40 experts from 12 countries" counts 40 experts and 12 countries; "Hall 7. Experts spoke" counts nothing. A word for a thing supports a
number only in the same clause, with at most adjectives between them.
"""

from __future__ import annotations

from typing import Final

from ..problems.patterns import pattern
from ..problems.translations import primary_subtag
from ..values.folding import folded
from ..vocab import CountUnit
from .counting import Counted
from .cues import counting_kinds, said_by, says_number_of

__all__ = ["PEOPLE", "is_number_of", "units_of"]

PEOPLE: Final = frozenset(["people", "participants", "representatives", "experts"])
_NOTHING: Final = frozenset[str]()
_NOBODY_NAMED: Final = frozenset(["people"])
_BODIES: Final = frozenset(["organizations"])
_BETWEEN: Final = 5  # words between a number and what is counted, such as "senior Chinese and foreign"
_NEAR: Final = 3  # words of a label before a number, and adjectives before a French noun
_FAR: Final = 8  # words behind a number that can say which number of an event it is
_HAN_NEAR: Final = 8  # characters
_LONGEST: Final = 80  # characters of a label

_CLAUSE_END: Final = pattern("(?<![ .][a-z])[.](?= |$)|[;!?,|()。；！？，、（）:：]|['’]s |s['’] | [-–—] ")
_TURN: Final = pattern(
    "\\b(?:and|but|while|whereas|instead|rather|against|versus|vs|than|plus|et|mais|tandis|contre|lieu|que)\\b|和|与|及|而|但"
)
"""A word behind which a clause speaks of something else."""
_ASIDE: Final = pattern("^ ?[+]? ?[(（][^)）]{0,30}[)）]")
_NOT: Final = pattern(
    "\\b(?:not|no|none|never|without|nobody|pas|aucun|aucune|sans|ni|non|jamais)\\b|n['’]t\\b|[没未无不非]"
)
_PLURAL: Final = pattern("(?!overseas)[a-z]+(?<!ou)(?<!s)s")
_CAME: Final = pattern(
    " ?(?:attended|took part|participated|came|joined|were present|ont (?:participe|assiste|pris part)|etaient presents)\\b|(?:参会|与会|出席|参加)"
)
_LINK: Final = pattern(
    "(?: ?[:：(（=]| of| was| were| is| numbered| total(?:l)?ed| reached| stood at| de| etait| etaient| atteignait|共|达到?|为|约|有|是|计)$"
)
_HAN_QUALIFIER: Final = pattern("^(?:出头|有余|左右|上下|以上)")
_ATTENDANCE: Final = pattern(
    "\\b(?:attendance|turnout|headcount|affluence|nombre de participants)$|(?:参会|与会|出席)人?数$"
)
_NUMBERED: Final = pattern("\\b(?:numbered|total(?:l)?ed) ?$")


def units_of(count: Counted, lang: str) -> frozenset[str]:
    """Return the units that the words at a count say: those right behind it, or else a label right before it.

    Parameters:
        count: the count.
        lang: the language of the text.
    """
    clause = _clause(count.behind)
    found = _behind_han(count, clause, lang) if primary_subtag(lang) == "zh" else _behind(count, clause, lang)
    return found or _before(count, clause, lang)


def is_number_of(what: str, count: Counted, lang: str) -> bool:
    """Return whether the words at a count say which number of an event's attendance it is: "40 experts online", "online: 40".

    Parameters:
        what: such as `online`.
        count: the count.
        lang: the language of the text.
    """
    units = units_of(count, lang)
    if units and units.isdisjoint(PEOPLE):
        return False
    is_han = primary_subtag(lang) == "zh"
    clause = _clause(count.behind)
    behind = _TURN.split(clause)[0]
    if count.is_followed and len(behind) == len(count.behind):  # no mark is between this number and the next one
        behind = "" if is_han else " ".join(behind.split()[:-2])
    words = [behind] if is_han else [" ".join(behind.split()[:_FAR])]
    label = _label(count)
    words.append(label[-_HAN_NEAR:] if is_han else " ".join(label.rstrip(" :：(（").split()[-_NEAR:]))
    if not units and (_is_other_han(clause, what, lang) if is_han else _first_noun(clause, lang)):
        return False
    return any([says_number_of(what, lang, one) and _NOT.search(one) is None for one in words])


def _clause(behind: str) -> str:
    """Return the words behind a number up to the end of their clause, without an aside right behind the number."""
    aside = _ASIDE.match(behind)
    return _CLAUSE_END.split(behind if aside is None else behind[aside.end() :])[0]


def _label(count: Counted) -> str:
    """Return the words of the clause before a number, unless another number is in it."""
    text = count.before.rstrip(" :：(（")
    pieces = _CLAUSE_END.split(text)
    if count.is_preceded and len(pieces) == 1:
        return _TURN.split(text)[-1] if _TURN.search(text) else ""
    return _TURN.split(pieces[-1])[-1] + count.before[len(text) :]


def _before(count: Counted, clause: str, lang: str) -> frozenset[str]:
    if _CAME.match(clause):
        return _NOBODY_NAMED
    words = folded(clause).split()
    if words and "stop" not in counting_kinds(words[0], lang):
        return _NOTHING
    label = _label(count)[-_LONGEST:].rstrip()
    name = label
    while (link := _LINK.search(name)) is not None:
        name = name[: link.start()].rstrip()
    if _ATTENDANCE.search(name):
        return _NOBODY_NAMED | said_by(CountUnit, lang, name[-_HAN_NEAR:])
    if _NUMBERED.search(label):
        return said_by(CountUnit, lang, name)
    if name == label:
        return _NOTHING
    if primary_subtag(lang) == "zh":
        return said_by(CountUnit, lang, name[-4:])
    return said_by(CountUnit, lang, " ".join(name.split()[-2:]))


def _behind(count: Counted, clause: str, lang: str) -> frozenset[str]:
    """Return the units of the first noun in the plural behind a number."""
    unit = count.plain.get("unit")
    if unit is not None:
        return frozenset([unit])
    words = folded(clause.replace("in-person", "")).split()
    is_english = primary_subtag(lang) == "en"
    for at, word in enumerate(words[: (_BETWEEN if is_english else _NEAR) + 1]):
        kinds = counting_kinds(word, lang)
        if "other" in kinds:
            return _NOTHING
        if "person" in kinds:
            return _NOBODY_NAMED | _more_people(words[at + 1 :], lang)
        found, size = _cue(words, at, lang)
        last = words[at + size - 1]
        if found and (
            not is_english
            or count.plain["value"] == 1
            or last.endswith("s")
            or (found & PEOPLE and word in ("people", "men"))
        ):
            return found | (_more_people(words[at + size :], lang) if found & PEOPLE else _NOTHING)
        if "group" in kinds:
            return _BODIES
        if "stop" in kinds or (is_english and not found and _PLURAL.fullmatch(word)):
            return _NOTHING
    return _NOTHING


def _cue(words: list[str], at: int, lang: str) -> tuple[frozenset[str], int]:
    """Return the units of the longest cue at a word, and of how many words it is."""
    for size in (3, 2):
        joint = said_by(CountUnit, lang, " ".join(words[at : at + size]))
        parts = [
            said_by(CountUnit, lang, " ".join(words[first:last]))
            for first, last in ((at + 1, at + size), (at, at + size - 1))
        ]
        if len(words) >= at + size and joint - parts[0] - parts[1]:
            return joint - parts[0] - parts[1], size
    return said_by(CountUnit, lang, words[at]), 1


def _more_people(words: list[str], lang: str) -> frozenset[str]:
    """Return the units of people who are named with others: "experts and representatives"."""
    if not words or "joining" not in counting_kinds(words[0], lang):
        return _NOTHING
    return PEOPLE & said_by(CountUnit, lang, " ".join(words[1:_NEAR]))


def _first_noun(clause: str, lang: str) -> bool:
    """Return whether a noun in the plural, or of a measure, is right behind a number: "3 days online"."""
    words = folded(clause).split()
    return bool(words) and ("other" in counting_kinds(words[0], lang) or _PLURAL.fullmatch(words[0]) is not None)


def _is_other_han(clause: str, what: str, lang: str) -> bool:
    """Return whether something else is counted: "2天线上", but not "60线上"."""
    return bool(clause) and not says_number_of(what, lang, clause[:2])


def _behind_han(count: Counted, clause: str, lang: str) -> frozenset[str]:
    """Return the units that the measure word behind a number allows, and that the clause says."""
    unit = count.plain.get("unit")
    said = said_by(CountUnit, lang, clause)
    if unit in PEOPLE:
        return frozenset([unit]) | (said & PEOPLE)
    if unit is not None:
        return frozenset([unit]) | (said & {"think_tanks"})
    words = _HAN_QUALIFIER.sub("", clause.strip())
    if words[:1] == "所":
        return _BODIES
    first = 1 if words[:1] in ("个", "個") else 0
    for size in range(1, _HAN_NEAR + 1):
        found = said_by(CountUnit, lang, words[first : first + size])
        if found and (first or found != said_by(CountUnit, lang, words[1:size])):  # it begins at the number
            return found | (said & PEOPLE if found & PEOPLE else _NOTHING)
        if found or words[first + size - 1 : first + size] == "的":
            return _NOTHING
    return said_by(CountUnit, lang, words[:2])
