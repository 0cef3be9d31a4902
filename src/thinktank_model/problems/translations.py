"""Translatable texts, and their translations.

Messages are written in English in the code. A text that has parameters, or that is itself a parameter, is a `Phrase`: a `str`
that also keeps its template, so that it can be translated. The translations are in one file per language,
`data/phrases.fr.json` for French, which maps each English text or template to its translation. A file is read when its
language is first used; a text without a translation stays English.

A template writes a word that depends on a number as `{count:record|records}`. The words before and after `|` are the singular
and the plural of the language of the template. French uses the singular for 0 too; Chinese has one form and needs no `|`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache, reduce
from typing import Any, Final, TypeAlias, final

from .shipped import shipped

__all__ = ["LANGUAGES", "Phrase", "Translate", "both", "either", "one_of", "put", "translation"]

LANGUAGES: Final = ("en", "fr", "zh")
NONE: Final[Mapping[str, Any]] = {}

Translate: TypeAlias = Callable[[str], str]
"""A function from an English text, which may be a `Phrase`, to its translation."""

SINGULAR: Final[Mapping[str, tuple[int, ...]]] = {"en": (1,), "fr": (0, 1), "zh": ()}
"""The numbers that take the singular in each language (Unicode CLDR, plural rules)."""


class _Number(int):
    """A number that selects the singular or plural of a word: `{count:record|records}`."""

    lang: str

    def __format__(self, form: str) -> str:
        singular, separator, plural = form.partition("|")
        if not separator:
            return int.__format__(self, form)
        return singular if self in SINGULAR.get(self.lang, SINGULAR["en"]) else plural


def _number(value: str | float, lang: str) -> str | float:
    if type(value) is not int:
        return value
    number = _Number(value)
    number.lang = lang
    return number


@final
class Phrase(str):
    """An English text that can be translated.

    A value from a record is a parameter, never part of the template. Parameters are not translated unless they
    are phrases themselves.

    Parameters:
        template: the text; a format string if there are parameters.
        params: the values of the parameters.

    >>> Phrase("a day from 01 to {last}", last=31)
    'a day from 01 to 31'
    >>> Phrase("{count} {count:record|records}", count=1)
    '1 record'
    """

    __slots__ = ("params", "template")
    template: str
    params: Mapping[str, str | float]

    def __new__(cls, template: str, /, **params: str | float) -> Phrase:  # noqa: D102 - documented by the class
        if isinstance(template, Phrase):
            return template
        numbered = put(params.items(), str) if "|" in template else params
        phrase = super().__new__(cls, template.format_map(numbered) if params else template)
        phrase.template = template
        phrase.params = params
        return phrase

    def __getnewargs_ex__(self) -> tuple[tuple[str], Mapping[str, Any]]:  # for copies and pickles
        return (self.template,), self.params


def either(options: Iterable[str]) -> str:
    """Return the options joined by "or".

    >>> either(["event", "output", "person"])
    'event or output or person'
    """
    return reduce(lambda one, other: Phrase("{one} or {other}", one=one, other=other), options)


def both(items: Iterable[str]) -> str:
    """Return the items joined by "and".

    >>> both(["party_id", "unnamed"])
    'party_id and unnamed'
    """
    return reduce(lambda one, other: Phrase("{one} and {other}", one=one, other=other), items)


def one_of(names: Iterable[str]) -> Phrase:
    """Return the phrase "one of" with these names.

    >>> one_of(["event", "output"])
    'one of event, output'
    """
    return Phrase("one of {names}", names=", ".join(names))


def translation(lang: str, own: Mapping[str, Mapping[str, str]] = NONE) -> Translate:
    """Return the function that translates into a language.

    The primary language subtag decides, as for the labels of vocabularies. For a language without translations the function
    is `str`, so texts stay English.

    Parameters:
        lang: a BCP 47 tag.
        own: the translations of another project, by language; they take precedence over those of the library.

    >>> translation("fr-CA")(Phrase("a day from 01 to {last}, the days of {month}", last=28, month="2023-02"))
    'un jour de 01 à 28, les jours de 2023-02'
    >>> translation("fr")(Phrase("{count} {count:record|records}", count=0))
    '0 enregistrement'
    """
    primary = primary_subtag(lang)
    if primary in own:
        return _into(primary, _texts(primary), own[primary])
    return _translation(primary if primary in LANGUAGES else LANGUAGES[0])


def primary_subtag(lang: str) -> str:
    """Return the language of a BCP 47 tag, without script and region."""
    return lang.partition("-")[0].lower()


@cache
def _translation(lang: str) -> Translate:
    return str if lang == LANGUAGES[0] else _into(lang, _texts(lang))


@cache
def _texts(lang: str) -> Mapping[str, str]:
    if lang not in LANGUAGES[1:]:
        return {}
    texts: dict[str, str] = json.loads(shipped(f"phrases.{lang}.json"))
    return texts


def _into(lang: str, texts: Mapping[str, str], own: Mapping[str, str] = NONE) -> Translate:
    def translate(text: str) -> str:
        template = text.template if isinstance(text, Phrase) else text
        found = own.get(template, texts.get(template))
        said, spoken = (template, LANGUAGES[0]) if found is None else (found, lang)
        if not isinstance(text, Phrase) or not text.params:
            return said
        return said.format_map(put(text.params.items(), translate, spoken))

    return translate


def put(
    params: Iterable[tuple[str, str | float]], translate: Translate, lang: str = LANGUAGES[0]
) -> dict[str, str | float]:
    """Return the parameters of a template by name: phrases are translated, numbers can select a plural form, data is unchanged."""
    return {name: translate(value) if isinstance(value, Phrase) else _number(value, lang) for name, value in params}
