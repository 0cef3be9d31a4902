"""Splits several names in one cell: in two languages, or with an acronym."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from ..problems.patterns import pattern
from ..values.folding import HAN, folded
from .bilingual import sides_of
from .bodies import ACRONYM, are_several, is_body, several_beside, unwrapped

__all__ = ["are_of_several", "names_in", "tag_of", "whole_name"]

_BETWEEN: Final = pattern(r" [/|] |／|\n|[;；]")
_BRACKETS: Final = pattern(r"[(（]([^()（）]+)[)）]\Z")
_INITIAL: Final = pattern(r"[^\W\d_](?:\.-?[^\W\d_])*\.")
_MARK: Final = pattern(r"[/／|\n;；()（）,，、和及与]| (?:and|et|&|\+) ")  # in few names
CHINESE: Final = "zh"
CELLS: Final = 1024  # whose names are kept
BETWEEN: Final = "; "  # of the names of several bodies on lines of their own


def names_in(text: str) -> list[tuple[str, dict[str, str]]]:
    """Return the names in a cell, each with its certain attributes: Chinese, or an acronym. Names of several bodies are kept whole.

    >>> names_in("示例大学 (Example University)")
    [('示例大学', {'lang': 'zh'}), ('Example University', {})]
    >>> names_in("Sample Policy Centre (SPC)")
    [('Sample Policy Centre', {}), ('SPC', {'kind': 'acronym'})]
    >>> names_in("Institute of Economics (Paris)")
    [('Institute of Economics (Paris)', {})]
    >>> names_in("Institute for Peace; Institute for War")
    [('Institute for Peace; Institute for War', {})]
    """
    found, _ = _read(text)
    return [(part, _about(part, is_alone=len(found) == 1)) for part in found]


def are_of_several(text: str) -> bool:
    """Return whether a cell names several bodies, which are kept whole."""
    return _read(text)[1]


@lru_cache(CELLS)
def _read(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the names in a cell, and whether they are those of several bodies."""
    if _MARK.search(text) is None and not sides_of(text):
        return (text,), False
    found = _found(text)
    several = are_several(found)
    if len(found) == 1:
        found, several = several_beside(found[0])
    return (BETWEEN.join([line.strip() for line in text.split("\n")]),) if several else tuple(found), several


def _found(text: str) -> list[str]:
    """Return the texts between marks, and those in brackets that are names."""
    parts = [part.strip() for part in _BETWEEN.split(unwrapped(text)) if part.strip()]
    found: list[str] = []
    for part in parts:
        inner = _BRACKETS.search(part)
        outer = "" if inner is None else part[: inner.start()].rstrip()
        if inner and outer and (ACRONYM.fullmatch(inner[1]) or _is_chinese(outer) != _is_chinese(inner[1])):
            found += [*_sides(outer), inner[1].strip()]
        else:
            found += _sides(part)
    return found


def _sides(text: str) -> Sequence[str]:
    """Return the names of a body in Chinese and in another language; else the text."""
    sides = sides_of(text)
    return sides if sides and all(map(is_body, sides)) else [text]


def whole_name(name: str, given: str) -> tuple[str, dict[str, str]] | None:
    """Return the whole name of a person with its halves, if a given name is beside it; None if they do not fit together.

    The name is the family name, unless the given name is in it.
    """
    if _is_chinese(name) != _is_chinese(given) or len(names_in(name)) > 1 or len(names_in(given)) > 1:
        return None
    if _is_chinese(name):
        is_whole = name.endswith(given) and name != given
        family = name.removesuffix(given).strip() if is_whole else name
        return (name if is_whole else family + given), {"given": given, "family": family}
    words, own = name.replace(",", " ").split(), given.split()
    count = len(own)
    for first, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
        if rest and len(first) == count and all(map(_is_same_given, first, own)):
            whole = name if "," not in name else " ".join([*first, *rest])
            return whole, {"given": given, "family": " ".join(rest)}
    return f"{given} {name}", {"given": given, "family": name}


def _is_same_given(one: str, other: str) -> bool:
    """Return whether two given names are the same, or one is the initial of the other."""
    is_initial = _INITIAL.fullmatch(one) is not None or _INITIAL.fullmatch(other) is not None
    return folded(one) == folded(other) or (is_initial and folded(one)[:1] == folded(other)[:1])


def _about(text: str, *, is_alone: bool) -> dict[str, str]:
    if _is_chinese(text):
        return {"lang": CHINESE}
    return {"kind": "acronym"} if not is_alone and ACRONYM.fullmatch(text) else {}


def _is_chinese(text: str) -> bool:
    return HAN.search(text) is not None


def tag_of(text: str, lang: str) -> str:
    """Return the language of a text by its script, or else that of the sheet.

    >>> tag_of("北京", "fr"), tag_of("Pékin", "fr"), tag_of("Beijing", "zh")
    ('zh', 'fr', 'und')
    """
    if _is_chinese(text):
        return lang if lang.startswith("zh") else CHINESE
    return "und" if lang.startswith("zh") and re.search("[^\\W\\d_]", text) else lang
