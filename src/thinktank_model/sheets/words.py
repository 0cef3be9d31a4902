"""Words for values in cells: yes and no, countries, languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from ..problems.translations import primary_subtag
from ..shapes.tree import Boolean, Scalar, Shape
from ..values.countries import COUNTRIES, COUNTRY, REGISTER
from ..vocab import Term

__all__ = ["BOOLEANS", "choices_of", "country_label", "country_labels", "yes_or_no"]

_YES_NO: Final = {"en": ("Yes", "No"), "fr": ("Oui", "Non"), "zh": ("是", "否")}
_COLUMN: Final = {"en": 0, "fr": 1, "zh": 2}
BOOLEANS: Final[Mapping[str, bool]] = MappingProxyType(
    {
        **dict.fromkeys("yes y true x ✓ ✔ √ oui o vrai 是 有 对 1".split(), True),
        **dict.fromkeys("no n false non faux 否 无 不 ✗ × 0".split(), False),
    }
)


def yes_or_no(lang: str) -> tuple[str, str]:
    """Return the words for yes and no in a language.

    >>> yes_or_no("fr-CA"), yes_or_no("de")
    (('Oui', 'Non'), ('Yes', 'No'))
    """
    return _YES_NO.get(primary_subtag(lang), _YES_NO["en"])


@cache
def country_labels(lang: str) -> Mapping[str, str]:
    """Return the names of countries and areas in a language, by code."""
    column = _COLUMN.get(primary_subtag(lang), 0)
    return MappingProxyType({code: REGISTER.note(code).split("|")[column] for code in sorted(COUNTRIES)})


def country_label(code: str, lang: str) -> str:
    """Return the name of a country or area in a language; its code if unknown.

    >>> country_label("CN", "fr"), country_label("MO", "zh")
    ('Chine', '中国澳门特别行政区')
    """
    return country_labels(lang).get(code, code)


def choices_of(shape: Shape | None, lang: str) -> tuple[str, ...]:
    """Return the choices of a column's drop-down; empty if it takes any text or several values."""
    match shape:
        case Boolean():
            return yes_or_no(lang)
        case Term(vocabulary=vocabulary):
            return tuple(dict.fromkeys([term.label(lang) for term in vocabulary if term.replaced_by is None]))
        case Scalar() if shape is COUNTRY:
            return tuple(sorted(country_labels(lang).values()))
    return ()
