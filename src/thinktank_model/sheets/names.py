"""Splits several names in one cell: in two languages, or with an acronym."""

from __future__ import annotations

import re
from typing import Final

from ..problems.patterns import pattern
from ..values.folding import HAN

__all__ = ["names_in", "tag_of"]

_BETWEEN: Final = pattern(r" [/|] |／|\n|[;；]")
_BRACKETS: Final = pattern(r"[(（]([^()（）]+)[)）]\Z")
_ACRONYM: Final = pattern(r"[A-Z][A-Z0-9&.-]{1,11}")
CHINESE: Final = "zh"


def names_in(text: str) -> list[tuple[str, dict[str, str]]]:
    """Return the names in a cell, each with its certain attributes: Chinese, or an acronym.

    >>> names_in("示例大学 (Example University)")
    [('示例大学', {'lang': 'zh'}), ('Example University', {})]
    >>> names_in("Sample Policy Centre (SPC)")
    [('Sample Policy Centre', {}), ('SPC', {'kind': 'acronym'})]
    >>> names_in("Institute of Economics (Paris)")
    [('Institute of Economics (Paris)', {})]
    """
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    found: list[str] = []
    for part in parts:
        inner = _BRACKETS.search(part)
        outer = "" if inner is None else part[: inner.start()].rstrip()
        if inner and outer and (_ACRONYM.fullmatch(inner[1]) or _is_chinese(outer) != _is_chinese(inner[1])):
            found += [outer, inner[1].strip()]
        else:
            found.append(part)
    return [(part, _about(part, is_alone=len(found) == 1)) for part in found]


def _about(text: str, *, is_alone: bool) -> dict[str, str]:
    if _is_chinese(text):
        return {"lang": CHINESE}
    return {"kind": "acronym"} if not is_alone and _ACRONYM.fullmatch(text) else {}


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
