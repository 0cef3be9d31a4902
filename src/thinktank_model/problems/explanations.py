"""The catalogue: every code that a problem can have, in any language."""

from __future__ import annotations

from collections.abc import Mapping

from .problem import Code, all_codes
from .translations import Translate, translation

__all__ = [
    "catalogue",
]


def catalogue(lang: str = "en") -> Mapping[str, Code]:
    """Every code that a problem can have, by name, in alphabetical order.

    Parameters:
        lang: the language of their messages and explanations, as in `Problem.message_in`.

    >>> catalogue()["date.syntax"].severity.value
    'error'
    """
    codes = dict(sorted(all_codes().items()))
    translate = translation(lang)
    return codes if translate is str else {name: _translated(code, translate) for name, code in codes.items()}


def _translated(code: Code, translate: Translate) -> Code:
    message, why, mends = translate(code.message), translate(code.why), translate(code.mends)
    return Code(code.name, code.severity, message, why, code.bad, code.good, mends, code.canonical)
