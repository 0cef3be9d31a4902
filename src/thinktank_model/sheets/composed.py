"""The meaning of headings made of the word for a record and that for a value of it, in one cell or in one above the other.

"Member country", "Nom du think tank" and "成员机构名称" are a class word with a value word, in any order; "Organisation" above "Country" is
the same. Under a heading that refers to another record, as "Contact person" does, a value is one of that other record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from ..model.scope import CORE_SCOPE, Scope
from ..problems.patterns import pattern
from ..shapes.tree import ListOf, Shape
from ..tables.columns import declared
from ..values.dates import DATE, DATE_OR_TIME
from ..values.folding import HAN, folded
from ..values.ids import Reference
from .headings import labels, variants
from .human import shape_of_table
from .plan import Role

__all__ = ["Known", "below", "composed", "is_subject"]

Known = Mapping[str, tuple[Role, ...]]
"""The columns that each folded heading can mean on a sheet of a class."""

TYPES: Final = 64  # whose words are kept
LONGEST: Final = 8  # words of a heading that is taken apart
CONTACT: Final = "contact"
REPRESENTATIVES: Final = "representative_ids"
ABOVE: Final = ("organization", "person", "member", "event", "output")  # the classes that headings above others name
_LITTLE: Final = frozenset("of the a an in s de des du d la le les l 的".split())
_GENERAL: Final = frozenset(
    "information informations info details data about general on sur donnees 信息 基本信息".split()
)
_COUNTS: Final = frozenset("number numbers no n nr nombre nb total count".split())
_KINDS: Final = frozenset("participating participante affiliated associated full current".split())  # of members
_HELD: Final = ("举办", "举行", "召开")  # what is done with events
_TIMES: Final = frozenset("year date day annee an jour".split())
_AREAS: Final = frozenset("state states etat etats".split())  # a member state is an area, or the member itself
_MEMBERSHIP: Final = (Role("member", "role"), Role("member", "status"))  # what a heading of that word means
_RELATION: Final = frozenset("membership adhesion".split())  # whose name is not that of a member
_MEMBER: Final = pattern("memb|adhesion|成员|会员")
_LETTERS: Final = 3  # of a word without a plural


class _Words(NamedTuple):
    """The words for the records of a class, as phrases in the singular; those in Chinese apart, longest first."""

    phrases: frozenset[tuple[str, ...]]
    han: tuple[str, ...]


def composed(text: str, tag: str, known: Known, scope: Scope = CORE_SCOPE) -> tuple[Role, ...]:
    """Return the columns of a heading that names the record and a value of it on a sheet of a class; empty if it is not such a heading."""
    if HAN.search(text):
        return _in_chinese(folded(text), tag, known, scope)
    words = [word for word in folded(text).split() if word not in _KINDS]
    if not 0 < len(words) <= LONGEST or words[-1] in _LITTLE or _all_words().isdisjoint(map(_singular, words)):
        return ()
    for subject in (tag, CONTACT):
        phrases = _words(subject).phrases
        rest, run = _taken_off(words, phrases)
        if run and (len(rest) or subject == tag):
            is_count = words[: len(rest)] == rest and not _COUNTS.isdisjoint(rest)  # the number of members
            meant = () if is_count or _AREAS.intersection(rest) else _of(subject, run, " ".join(rest), tag, known)
            if meant:
                return meant
    bodies = _words("organization").phrases
    for parts in (_taken_off(words, bodies)[0], words[:-1] if (_singular(words[-1]),) in bodies else []):
        if 0 < len(parts) < len(words) and (meant := _referred(" ".join(_without_little(parts)), known, scope)):
            return meant
    return _named_by(words, known) or _timed(words, known, scope)


def _named_by(words: Sequence[str], known: Known) -> tuple[Role, ...]:
    """Return the columns that a heading with "name" beside another heading means: of "Author name" and "Name of the country"."""
    for word, *parts in (words, [words[-1], *words[:-1]]):
        found = known.get(" ".join(_without_little(parts)), ()) if word in _names() else ()
        if found:
            return found
    return ()


def below(upper: str, lower: str, tag: str, known: Known, scope: Scope = CORE_SCOPE) -> tuple[Role, ...] | None:
    """Return the columns of a heading below one that says what it is about; None if the upper one does not say that."""
    run = _named(upper, CONTACT)
    if run:
        return _of(CONTACT, run, folded(lower), tag, known)
    run = _named(upper, tag)
    if run:
        found = _of(tag, run, folded(lower), tag, known)
        return found or composed(lower, tag, known, scope) or None
    refers = [role for role in known.get(folded(upper), ()) if isinstance(_leaf(role, scope), Reference)]
    if refers:
        return tuple(refers[:1]) if folded(lower) in _names() else ()
    return () if any([_named(upper, other) for other in ABOVE if other in scope.record.options]) else None


def is_subject(text: str, scope: Scope = CORE_SCOPE) -> bool:
    """Return whether a heading may stand above those of the values of a record, or of the person to contact."""
    return any([_named(text, tag) for tag in (CONTACT, *ABOVE) if tag == CONTACT or tag in scope.record.options])


def _of(subject: str, run: Sequence[str], rest: str, tag: str, known: Known) -> tuple[Role, ...]:
    """Return the columns of a value of a subject, which some words name."""
    if subject == CONTACT:
        if rest in _names():
            return tuple([role for role in (Role("member", REPRESENTATIVES),) if tag == role.table])
        return tuple([role for role in known.get(rest, ()) if role.table.endswith(".contacts")])
    if rest == "" or rest in _names():
        is_naming = not _RELATION.issuperset(run)
        return (
            known.get("name", ())
            if is_naming
            else ()
            if rest
            else tuple([role for role in _MEMBERSHIP if tag == role.table])
        )
    found = known.get(rest, ())
    is_of_member = any([_MEMBER.match(word) for word in run])
    own = [role for role in found if (role.table == "member") == is_of_member]
    return tuple(own if own and tag == "member" else found)


def _timed(words: Sequence[str], known: Known, scope: Scope) -> tuple[Role, ...]:
    """Return the columns of dates that a heading with "year" or "date" beside what happened then can mean: "Année d'adhésion"."""
    for word, *parts in (words, [words[-1], *words[:-1]]):
        rest = " ".join(_without_little(parts)) if word in _TIMES else ""
        found = [role for role in known.get(rest, ()) if _leaf(role, scope) in (DATE, DATE_OR_TIME)]
        if found:
            return tuple(found)
    return ()


def _without_little(words: Sequence[str]) -> list[str]:
    """Return words without the little ones at their ends."""
    kept = [at for at, word in enumerate(words) if word not in _LITTLE]
    return list(words[kept[0] : kept[-1] + 1]) if kept else []


def _named(text: str, subject: str) -> tuple[str, ...]:
    """Return the words of a text that only names a class or the contact, apart from general words; empty if it does not."""
    words = _words(subject)
    whole = folded(text)
    if HAN.search(whole):
        rest, run = _han_off(whole.replace(" ", ""), words.han)
        return run if not rest or rest in _GENERAL else ()
    parts = [word for word in whole.split() if word not in _GENERAL]
    if not 0 < len(parts) <= LONGEST:
        return ()
    left, taken = _taken_off(parts, words.phrases)
    return () if left else taken


def _taken_off(words: Sequence[str], phrases: frozenset[tuple[str, ...]]) -> tuple[list[str], tuple[str, ...]]:
    """Return the words without those of a class at the beginning and the end, and the words taken off."""
    single = [_singular(word) for word in words]
    start = _run(single, 0, phrases)
    end = next((at for at in range(start, len(words)) if _run(single, at, phrases) == len(words)), len(words))
    rest = _without_little(words[start:end])
    run = [*single[:start], *single[end:]]
    return rest, tuple([word for word in run if word not in _LITTLE])


def _run(words: Sequence[str], at: int, phrases: frozenset[tuple[str, ...]]) -> int:
    """Return where the words of a class end that begin at a place; the place itself if there are none."""
    end = at
    while at < len(words):
        size = next(
            (size for size in range(min(4, len(words) - at), 0, -1) if tuple(words[at : at + size]) in phrases), 0
        )
        if size:
            end = at = at + size
        elif words[at] in _LITTLE:
            at += 1
        else:
            break
    return end


def _in_chinese(text: str, tag: str, known: Known, scope: Scope) -> tuple[Role, ...]:
    """Return the columns of a Chinese heading, in which the words for the record come first."""
    whole = text.replace(" ", "")
    for subject in (tag, CONTACT):
        rest, run = _han_off(whole, _words(subject).han)
        if run and (rest or subject == tag):
            meant = _of(subject, run, rest.removeprefix("的"), tag, known)
            if meant:
                return meant
    body = next((word for word in _words("organization").han if whole.endswith(word)), "")
    meant = _referred(whole.removesuffix(body), known, scope) if body else ()
    name = next((word for word in _names() if HAN.search(word) and whole.endswith(word)), "")
    return meant or (known.get(whole.removesuffix(name), ()) if name else ())


def _referred(rest: str, known: Known, scope: Scope) -> tuple[Role, ...]:
    """Return the columns that refer to bodies in some role: of "Host institution" and "主办机构"."""
    return tuple([role for role in known.get(rest, ()) if isinstance(_leaf(role, scope), Reference)])


def _han_off(text: str, words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return a Chinese text without the words of a class at its beginning, and these words."""
    run: list[str] = []
    while first := next((word for word in words if text.startswith(word)), ""):
        run.append(first)
        text = text.removeprefix(first).removeprefix("的")
    return text, tuple(run)


@lru_cache(TYPES)
def _words(subject: str) -> _Words:
    """Return the words for the records of a class, of what its sheets and names are called; those for a contact."""
    keys = [f"@{subject}", f"{subject}.name"]
    keys += ["@organization", "organization.name"] if subject == "member" else []
    keys = ["contacts", REPRESENTATIVES] if subject == CONTACT else keys
    texts = [folded(text) for key in keys if key in labels() for text in variants(key)]
    names = _names() | {folded(text) for key in ("given", "family") for text in variants(key)}
    han = {
        text.removesuffix("名称").removesuffix("名单").removesuffix("列表") for text in texts if HAN.search(text)
    } - names
    han |= set(_HELD) if subject == "event" else set()
    phrases: set[tuple[str, ...]] = set()
    for text in [text for text in texts if not HAN.search(text)]:
        words = [word for word in text.split() if word not in names]
        phrases.add(tuple([_singular(word) for word in _without_little(words)]))
    return _Words(frozenset(phrases - {()}), tuple(sorted(han - {""}, key=len, reverse=True)))


@lru_cache(1)
def _all_words() -> frozenset[str]:
    """Return the words that a heading of two parts has: those for records and contacts, and those for times."""
    subjects = [CONTACT, *[key[1:] for key in labels() if key.startswith("@")]]
    return _TIMES.union(
        [word for word in _names() if " " not in word],
        *[phrase for subject in subjects for phrase in _words(subject).phrases],
    )


@lru_cache(1)
def _names() -> frozenset[str]:
    """Return the words for the name of a record or a person."""
    return frozenset([folded(text) for key in ("name", "titles", "title@") for text in variants(key)])


def _leaf(role: Role, scope: Scope) -> Shape | None:
    """Return what a cell of a column holds, or each item in it."""
    shape = shape_of_table(role.table, scope)
    known = None if shape is None or role.key.endswith("@") else declared(shape, role.key)
    return known.item if isinstance(known, ListOf) else known


def _singular(word: str) -> str:
    if len(word) <= _LETTERS or not word.isascii():
        return word
    return (
        f"{word[:-3]}y"
        if word.endswith("ies")
        else word[:-1]
        if word.endswith("s") and not word.endswith("ss")
        else word
    )
