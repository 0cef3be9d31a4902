"""Splits the names of several persons in one cell. A cell that may be read in two ways is kept whole, and is reported."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from ..problems.patterns import pattern
from ..values.folding import HAN, folded
from .kinds import ALL_HAN, ALL_KINDS

__all__ = ["People", "bodies_in", "is_body", "people_in", "turned"]

_ITEMS: Final = pattern(r"[;；\n]")
_RUN: Final = pattern(" {2,}")  # written as one space first: a pattern that begins with any number of spaces takes long
_SLASH: Final = pattern(r" ?[/／] ?")
_COMMA: Final = pattern(r" ?[,，、] ?")
_LISTED: Final = pattern(r" ?、 ?")
_JOINED: Final = pattern(r",? (?:and|et(?! al\b)|&) |(?<=[\u3400-\u9fff]) ?(?:和|及|与|以及|&) ?(?=[\u3400-\u9fff])")
_LEADING: Final = pattern(r"(?:and|et|&) ")
_SUFFIX: Final = pattern(r"(?:ph\.? ?d|m\.?d|j\.?d|mba|m\.?sc|jr|sr|esq|ii|iii|iv)\.?", re.IGNORECASE)
_HAN_PAIR: Final = pattern(r"([\u3400-\u9fff]{2,4}?) *(?:和|及|与|以及|&) *([\u3400-\u9fff]{2,4})")
_HAN_NAME: Final = pattern(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(?:[·•][\u3400-\u9fff]{1,8})+")
_INITIALS: Final = pattern(r"(?:[^\W\d_a-z]\.?[- ]?){1,4}")
_PARTICLES: Final = frozenset("de du des d la le van von der den ten ter da dos di del bin ibn al el y".split())
_BODIES: Final = pattern(rf"\b(?:{ALL_KINDS}|of|for|pour|sur)\b|{ALL_HAN}")


class People(NamedTuple):
    """The names in a cell.

    Attributes:
        names: the names, as written.
        inferred: whether the cell was split, or holds the family name of one person before the given name.
        doubtful: whether the cell may hold several names, and is kept whole.
    """

    names: tuple[str, ...]
    inferred: bool = False
    doubtful: bool = False


def people_in(text: str, is_known: Callable[[str], bool] = lambda _: False) -> People:
    """Return the names in a cell that lists people.

    Between semicolons and on lines of their own, commas belong to the names.

    Parameters:
        text: the cell.
        is_known: whether a text is the name of a record.

    >>> people_in("Ada Example, Bo Sample and Cy Model").names
    ('Ada Example', 'Bo Sample', 'Cy Model')
    >>> people_in("Dupont, Jean; Berg, Anna").names, people_in("Dupont, J., Berg, A.").names
    (('Dupont, Jean', 'Berg, Anna'), ('Dupont, J.', 'Berg, A.'))
    >>> people_in("Institute of Peace and Security"), people_in("Bill and Ada Example").doubtful
    (People(names=('Institute of Peace and Security',), inferred=False, doubtful=False), True)
    """
    pieces = [piece.strip() for piece in _ITEMS.split(_RUN.sub(" ", text)) if piece.strip()]
    if len(pieces) == 1:
        return _of_piece(pieces[0], is_known)
    found = [_between_marks(piece, is_known) for piece in pieces]
    return People(
        tuple([name for one in found for name in one.names]), bool(pieces), any([one.doubtful for one in found])
    )


def turned(name: str) -> str:
    """Return a name with the given name first.

    >>> turned("Dupont, Jean"), turned("Jean Dupont")
    ('Jean Dupont', 'Jean Dupont')
    """
    parts = _COMMA.split(name)
    is_turned = len(parts) == 2 and all(parts) and not HAN.search(name) and not _SUFFIX.fullmatch(parts[1])
    return f"{parts[1]} {parts[0]}" if is_turned else name


def _between_marks(text: str, is_known: Callable[[str], bool]) -> People:
    """Return the names between two semicolons, where a comma is a part of a name."""
    return People((text,)) if _COMMA.search(text) and "、" not in text else _of_piece(text, is_known)


def _of_piece(text: str, is_known: Callable[[str], bool]) -> People:
    if is_known(text):
        return People((text,))
    parts = _SLASH.split(text)
    if len(parts) > 1:
        return _of_parts(text, parts, is_known)
    if _COMMA.search(text):
        return _with_commas(text, is_known)
    parts = _joined(text)
    return _of_parts(text, parts, is_known) if len(parts) > 1 else People((text,))


def _of_parts(text: str, parts: list[str], is_known: Callable[[str], bool]) -> People:
    """Return the parts, if each of them is a full name; the whole text, if it is one name, or a name in two scripts."""
    is_of_body = "/" in text and any([is_body(part) for part in parts])  # in two languages
    if is_of_body or len({HAN.search(part) is None for part in parts}) > 1:
        return People((text,))
    if all([_is_whole(part, is_known) for part in parts]):
        return People(tuple(parts), inferred=True)
    return People((text,), doubtful=not any([is_body(part) for part in parts]))


def _with_commas(text: str, is_known: Callable[[str], bool]) -> People:
    pairs = _joined(text)
    if len(pairs) > 1 and all([len(_COMMA.split(pair)) == 2 for pair in pairs]):
        inner = [_COMMA.split(pair) for pair in pairs]
        if not any([_is_whole(part, is_known) for pair in inner for part in pair]):
            return People(tuple(pairs), inferred=True)  # Family, Given and Family, Given
    first = [part for part in _COMMA.split(text) if part]
    if len(first) == 2 and _SUFFIX.fullmatch(first[1]):
        return People((text,))
    parts = [part for piece in first for part in _joined(_without_and(piece))]
    if all([_is_whole(part, is_known) for part in parts]):
        return People(tuple(parts), inferred=len(parts) > 1)
    families, initials = parts[::2], parts[1::2]
    if len(families) == len(initials) and all([_INITIALS.fullmatch(part) for part in initials]):
        return People(tuple([f"{one}, {other}" for one, other in zip(families, initials, strict=True)]), inferred=True)
    if len(first) == 2 == len(parts) and "、" not in text and not any([is_body(part) for part in parts]):
        return People((text,), inferred=True)  # Family, Given
    return People((text,), doubtful=True)


def _without_and(text: str) -> str:
    """Return the last item of a list without the "and" before it."""
    found = _LEADING.match(text)
    return text if found is None else text[found.end() :]


def _joined(text: str) -> list[str]:
    """Return the names between which "and" stands."""
    pair = _HAN_PAIR.fullmatch(text)
    if pair is not None:
        return [pair[1], pair[2]]
    return [part for part in _JOINED.split(text) if part] if not HAN.search(text) or " " in text else [text]


def _is_whole(text: str, is_known: Callable[[str], bool]) -> bool:
    """Return whether a text is certainly the whole name of a person or a body."""
    if is_known(text) or is_body(text):
        return True
    if HAN.search(text):
        return _HAN_NAME.fullmatch(text) is not None
    words = text.split()
    if not 2 <= len(words) <= 5 or not (words[0][:1].isupper() and words[-1][:1].isupper()):
        return False
    return all([word[:1].isupper() or word.strip("'’.").casefold() in _PARTICLES for word in words])


def bodies_in(text: str, is_known: Callable[[str], bool] = lambda _: False) -> list[str]:
    """Return the names of bodies between which "and" stands; a comma may stand between a body and its parent.

    >>> bodies_in("Example Institute and Sample University"), bodies_in("Ministry of Education and Science")
    (['Example Institute', 'Sample University'], ['Ministry of Education and Science'])
    """
    for marks in (_LISTED, _JOINED):
        parts = [part.strip() for part in marks.split(text) if part.strip()]
        if len(parts) > 1 and all([is_known(part) or is_body(part) for part in parts]):
            return parts
    return [text]


def is_body(text: str) -> bool:
    """Return whether a text has a word that is in names of bodies."""
    return _BODIES.search(folded(text)) is not None and (HAN.search(text) is not None or " " in text)
