"""Finds the name of a person in a cell that says more: a role, a telephone number, or that the post is vacant."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..problems.patterns import pattern
from ..values.folding import HAN, folded
from .kinds import HOUSES, SURE
from .words import is_nothing

__all__ = ["Post", "is_vacant", "post_in", "says_nothing"]

_VACANT: Final = pattern(
    r"\b(?:vacan(?:t|te|cy|ts)|n n|a (?:pourvoir|designer|confirmer|determiner|definir|preciser|nommer)|"
    r"non (?:designee?|pourvue?)|to be (?:confirmed|announced|determined|appointed|named|decided|designated|filled|advised|defined)|"
    r"not (?:yet )?(?:appointed|named|known|designated|filled)|tb[acdn])\b|"
    r"空缺|出缺|暂缺|待定|待聘|待补|待任命|待确认|待确定|未定|未任命"
)
_NOBODY: Final = frozenset(
    "nn|none|nobody|no one|no contact|unknown|aucun|aucune|personne|inconnu|inconnue|neant|缺|空".split("|")
)
_FILLERS: Final = frozenset(
    "venue lieu place location city ville currently actuellement post position poste seat contact the le la of de du is est yet not".split()
)
_ROLE: Final = (  # which nobody is called
    r"director|directrice|directeur|president|presidente|chairman|chairwoman|chairperson|coordinator|coordinateur|coordinatrice|"
    r"secretary|secretaire|manager|officer|professor|professeur|responsable|researcher|chercheur|chercheuse|fellow|analyst|analyste|"
    r"ambassador|ambassadeur|ambassadrice|rector|recteur|spokesperson|secretariat|representative|representante?"
)
_ALONE: Final = (  # which people can be called too
    r"dir|chair|head|lead|leader|coord|prof|dean|doyen|chief|chef|cheffe|delegue|deleguee|assistant|assistante|founder|fondateur|"
    r"fondatrice|ceo|convenor|contact|contact person|focal point|point focal|editor|ed"
)
_WITH: Final = (
    r"vice|co|deputy|general|generale|executive|executif|senior|junior|associate|research|programme?|policy|project|projet|managing|"
    r"acting|interim|scientific|scientifique|adjoint|adjointe|honorary|emeritus|emerite|founding|former|principal|principale|regional|"
    r"national|international|technical|administrative|administratif|visiting"
)
_ONLY_ROLE: Final = pattern(
    rf"(?:(?:{_WITH}) ){{0,3}}(?:{_ROLE}|{_ALONE})s?(?: (?:{_ROLE}|{_ALONE}|{_WITH})s?){{0,3}}(?: (?:of|for|de|du|des|d|a|au|to|in|and|et|the) .+)?"
)
_SAYS_ROLE: Final = pattern(rf"\b(?:{_ROLE})s?\b")
_FULL: Final = pattern(
    r"((?:Executive |General |Deputy )?Director|Directeur|Directrice|Coordinator|Coordinateur|Coordinatrice)((?: [A-ZÀ-Þ][^\s,;]*){2,4})"
)
_BODY: Final = pattern(rf"\b(?:{SURE}|(?:{HOUSES}) (?:of|for|de|du|des))\b")
_HAN_ROLE: Final = (
    r"(?:副|总|执行|首席|代理|常务|名誉)*(?:主任|院长|所长|会长|主席|秘书长|教授|研究员|负责人|联系人|联络人|处长|部长|校长|"
    r"理事长|总监|经理|助理|组长|司长|局长|书记|主编)"
)
_HAN: Final = pattern(rf"([\u3400-\u9fff·]{{2,4}}?)\s?({_HAN_ROLE})")
_ONLY_HAN: Final = pattern(rf"(?:[\u3400-\u9fff]{{1,8}}[部院所室处办会系局科心司团组])?{_HAN_ROLE}")
_LABEL: Final = pattern(r"([^:：]{1,60}?)\s?[:：]\s?([^:：]+)")
_BRACKETS: Final = pattern(r"([^()（）]+?)\s?[(（]([^()（）]+)[)）]")
_PARTS: Final = pattern(r" ?[,，] ?| [–—-] | ?[|/／] ?")
_PHONE: Final = pattern(
    r"(?:(?:t[eé]l(?:[eé]phone)?|phone|mobile|mob|电话|手机)\s?[.:：]?\s?)?(\+?[(0-9][0-9 ()./-]{6,24}[0-9])",
    re.IGNORECASE,
)
BETWEEN: Final = "; "
COMMA: Final = ", "
DIGITS: Final = 7  # the fewest digits of a telephone number


class Post(NamedTuple):
    """What a cell says of one person.

    Attributes:
        name: the name; empty if there is none.
        role: the role; empty if there is none.
        is_more: whether the cell says anything else too.
    """

    name: str
    role: str = ""
    is_more: bool = False


def is_vacant(text: str) -> bool:
    """Return whether a text says that nobody is named."""
    words = folded(text)
    return is_nothing(text) or words in _NOBODY or _VACANT.search(words) is not None


def says_nothing(text: str) -> bool:
    """Return whether a text says that nobody is named, and nothing else."""
    return is_vacant(text) and not post_in(text).is_more


def post_in(text: str) -> Post:
    """Return the name of a person in a text, and what else it says."""
    if is_vacant(text):
        words = [word for word in _VACANT.sub(" ", folded(text)).split() if word not in _FILLERS]
        return Post("", is_more=bool(words) and folded(text) not in _NOBODY and not is_nothing(text))
    text, is_more = _without_phone(text)
    if not text or _is_role(text):
        return Post("", text, True)
    if " " in text and _BODY.search(folded(text)) and len(_PARTS.split(text)) == 1 and not _labelled(text):
        return Post("", is_more=True)  # the name of a body
    for role, name in _labelled(text):
        if (_is_role(role) or _says_role(role)) and not _is_role(name):
            inner = post_in(name.strip())
            return Post(inner.name, BETWEEN.join(filter(None, [role.strip(), inner.role])), is_more or inner.is_more)
    first, *others = [part for part in _PARTS.split(text) if part] or [text]
    roles = [part for part in others if _is_role(part) or _says_role(part)]
    names = [part for part in (first, *others) if part not in roles]
    if _is_role(first):
        names, roles = names[1:], [first, *roles]
    people = [part for part in names if not _BODY.search(folded(part))]
    if (
        not people
        or not (roles or len(people) < len(names))
        or (not HAN.search("".join(people)) and " " not in COMMA.join(people))
    ):
        return Post(text, "", is_more)
    return Post(COMMA.join(people), BETWEEN.join(roles), is_more or len(people) < len(names))


def _labelled(text: str) -> list[tuple[str, str]]:
    """Return a text as a label and what it labels, in either order."""
    label, bracket, full = _LABEL.fullmatch(text), _BRACKETS.fullmatch(text), _FULL.fullmatch(text)
    han = _HAN.fullmatch(text)
    found = [(label[1], label[2])] if label is not None else []
    found += [(bracket[2], bracket[1])] if bracket is not None else []
    found += [(full[1], full[2].strip())] if full is not None else []
    return found + ([(han[2], han[1])] if han is not None else [])


def _is_role(text: str) -> bool:
    """Return whether a text is a role alone."""
    if any([mark in text for mark in "()（）:：,，"]):
        return False
    if HAN.search(text):
        return _ONLY_HAN.fullmatch(text.strip()) is not None
    return _ONLY_ROLE.fullmatch(folded(text)) is not None


def _says_role(text: str) -> bool:
    """Return whether a text beside a name has the word of a role that nobody is called by."""
    return _SAYS_ROLE.search(folded(text)) is not None


def _without_phone(text: str) -> tuple[str, bool]:
    """Return a text without a telephone number, and whether it had one."""
    found = _PHONE.search(text)
    if found is None or sum(map(str.isdecimal, found[1])) < DIGITS:
        return text, False
    return (text[: found.start()] + text[found.end() :]).strip(" ,;:/|()（），；：–—-"), True
