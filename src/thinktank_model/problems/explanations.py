"""The catalogue: every code that a problem can have, in any language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from .problem import CODES, Code
from .translations import Translate, translation

__all__ = [
    "catalogue",
]

LOADERS: Final[list[Callable[[], object]]] = []
"""Load what is loaded on request and defines codes of its own; put in by the package's `__init__`."""


def catalogue(lang: str = "en") -> Mapping[str, Code]:
    """Every code that a problem can have, by name, in alphabetical order.

    Parameters:
        lang: the language of their messages and explanations, as in `Problem.message_in`.

    >>> catalogue()["date.syntax"].severity.value
    'error'
    """
    for load in LOADERS:
        load()
    codes = dict(sorted(CODES.items()))
    translate = translation(lang)
    return codes if translate is str else {name: _translated(code, translate) for name, code in codes.items()}


def _translated(code: Code, translate: Translate) -> Code:
    message, why, mends = translate(code.message), translate(code.why), translate(code.mends)
    return Code(code.name, code.severity, message, why, code.bad, code.good, mends, code.canonical)
