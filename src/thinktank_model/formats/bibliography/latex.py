"""Converts text to TeX and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...problems.patterns import pattern

__all__ = ["decoded", "encoded"]

_SIGNS: Final[Mapping[int, str]] = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        '"': r"\textquotedbl{}",
        "@": r"\char64{}",
        "`": r"\textasciigrave{}",
        **{sign: "\\" + sign for sign in "&%$#_"},
    }
)
"""BibTeX counts every brace, also one behind a backslash, and some programs begin an entry at every @."""
_LIGATURE: Final = pattern("([-'])(?=\\1)")  # two hyphens would become a dash, two apostrophes a quotation mark
_SPECIAL: Final = pattern(r"""[\\{}~^"@`&%$#_]|--|''""")
_NAMED: Final = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textquotedbl{}": '"',
    r"\char64{}": "@",
    r"\textasciigrave{}": "`",
}


def encoded(text: str) -> str:
    """Return a text with TeX commands and BibTeX braces escaped."""
    if _SPECIAL.search(text) is None:  # as most are
        return text
    return _LIGATURE.sub(r"\1{}", text.translate(_SIGNS))


def decoded(text: str) -> str:
    """Return the text that TeX would print, without grouping braces."""
    if "\\" not in text and "$" not in text and "~" not in text and "--" not in text and "`" not in text:
        return text.replace("{", "").replace("}", "")
    marks = {}
    for number, (name, sign) in enumerate(_NAMED.items()):
        mark = chr(0xE000 + number)
        marks[mark] = sign
        text = text.replace(name, mark)
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        text = LatexNodes2Text(math_mode="verbatim", keep_comments=True).latex_to_text(text)
    except Exception:  # noqa: BLE001 - whatever TeX of others can bring about; the text stays as it is written
        text = text.replace("{", "").replace("}", "")
    return "".join([marks.get(sign, sign) for sign in text]).strip()
