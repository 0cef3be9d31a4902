"""Words for values in cells: yes and no, countries, languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from ..problems.translations import primary_subtag
from ..shapes.tree import Boolean, Scalar, Shape
from ..values.countries import COUNTRIES, COUNTRY, REGISTER
from ..values.folding import folded
from ..vocab import Term
from ..vocab.spelling import fold
from ..vocab.term import Vocabulary, spellings_of

__all__ = [
    "BOOLEANS",
    "choices_of",
    "country_label",
    "country_labels",
    "is_nothing",
    "label_of",
    "term_said",
    "yes_or_no",
]

LETTERS: Final = 3  # of a word that has no plural: GIS, ONG
_YES_NO: Final = {"en": ("Yes", "No"), "fr": ("Oui", "Non"), "zh": ("是", "否")}
_COLUMN: Final = {"en": 0, "fr": 1, "zh": 2}
BOOLEANS: Final[Mapping[str, bool]] = MappingProxyType(
    {
        **dict.fromkeys("yes y true x ✓ ✔ √ oui o vrai 是 有 对 1".split(), True),
        **dict.fromkeys("no n false non faux 否 无 不 ✗ × 0".split(), False),
    }
)


NOTHING: Final = frozenset(
    "- -- --- – — ― / ? ?? ??? … n/a n.a. n.d. nd tbd tba tbc s.o. néant 无 不详 未知 待定 暂无".split()
)
"""What people write in a cell that has no value."""


def is_nothing(text: str) -> bool:
    """Return whether a text says that a cell has no value.

    >>> is_nothing("N/A"), is_nothing("？"), is_nothing("NA")
    (True, True, False)
    """
    return unicodedata.normalize("NFKC", text).strip().casefold() in NOTHING


def yes_or_no(lang: str) -> tuple[str, str]:
    """Return the words for yes and no in a language.

    >>> yes_or_no("fr-CA"), yes_or_no("de")
    (('Oui', 'Non'), ('Yes', 'No'))
    """
    return _YES_NO.get(primary_subtag(lang), _YES_NO["en"])


def term_said(vocabulary: type[Vocabulary], text: str) -> str | None:
    """Return the term that a text certainly means, regardless of case, accents, width and plural; None if there is none.

    >>> from thinktank_model.vocab import OrganizationKind
    >>> [term_said(OrganizationKind, text) for text in ("entreprises", "UNIVERSITE", "ONG", "高校", "climat")]
    ['enterprise', 'higher_education', 'nonprofit', 'higher_education', None]
    """
    return spellings_of(vocabulary)[0].get(fold(text)) or _loose_terms(vocabulary).get(_loose(text))


@cache
def _loose_terms(vocabulary: type[Vocabulary]) -> Mapping[str, str]:
    """Return the term of each loose spelling; without those that two terms share."""
    found: dict[str, set[str]] = {}
    for spelling, term in spellings_of(vocabulary)[0].items():
        found.setdefault(_loose(spelling), set()).add(term)
    return MappingProxyType({spelling: next(iter(terms)) for spelling, terms in found.items() if len(terms) == 1})


def _loose(text: str) -> str:
    """Return the folded words of a text in the singular."""
    return " ".join([_singular(word) for word in folded(text).split()])


def _singular(word: str) -> str:
    if len(word) <= LETTERS or not word.isascii():
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith(("s", "x")) and not word.endswith("ss") else word


def label_of(shape: Shape, value: str, lang: str) -> str:
    """Return what people call a value: the label of a term; any other value as it is."""
    terms = shape.terms if isinstance(shape, Term) else ()
    return next((term.label(lang) for term in terms if term.value == value), value)


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
            return tuple(sorted(country_labels(lang).values(), key=None if lang == "zh" else folded))
    return ()
