"""Texts for people, and their translations.

What the library says is written in English where it is said. A text that has parameters, or is not itself what a problem
says, is a `Phrase`: a `str` that also knows its template, so that another language can say the same. The translations
stand in one file a language, `data/phrases.fr.json` and the like, from the English text or template to the other one. They
are read when a language is first asked for; a text that is missing there stays English.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache, reduce
from pathlib import Path
from typing import Any, Final, TypeAlias, final

__all__ = ["LANGUAGES", "Phrase", "Translate", "both", "either", "one_of", "put", "translation"]

LANGUAGES: Final = ("en", "fr", "zh")
NONE: Final[Mapping[str, Any]] = {}

Translate: TypeAlias = Callable[[str], str]
"""An English text, perhaps a `Phrase`, to the same in another language."""


@final
class Phrase(str):
    """An English text that can be said in another language.

    Made of data it is none: what was found in a record stands in it as a parameter, and is never translated.

    Parameters:
        template: the text; if there are parameters, a format string over them.
        params: what is put in; where that is a phrase, it is translated too.

    >>> Phrase("a day from 01 to {last}", last=31)
    'a day from 01 to 31'
    """

    __slots__ = ("params", "template")
    template: str
    params: Mapping[str, str | float]

    def __new__(cls, template: str, /, **params: str | float) -> Phrase:  # noqa: D102 - documented by the class
        if isinstance(template, Phrase):
            return template
        phrase = super().__new__(cls, template.format_map(params) if params else template)
        phrase.template = template
        phrase.params = params
        return phrase

    def __getnewargs_ex__(self) -> tuple[tuple[str], Mapping[str, Any]]:  # for copies and pickles
        return (self.template,), self.params


def either(options: Iterable[str]) -> str:
    """One of these, in words.

    >>> either(["event", "output", "person"])
    'event or output or person'
    """
    return reduce(lambda one, other: Phrase("{one} or {other}", one=one, other=other), options)


def both(items: Iterable[str]) -> str:
    """Each of these, in words.

    >>> both(["party_id", "unnamed"])
    'party_id and unnamed'
    """
    return reduce(lambda one, other: Phrase("{one} and {other}", one=one, other=other), items)


def one_of(names: Iterable[str]) -> Phrase:
    """A choice of names.

    >>> one_of(["event", "output"])
    'one of event, output'
    """
    return Phrase("one of {names}", names=", ".join(names))


def translation(lang: str, own: Mapping[str, Mapping[str, str]] = NONE) -> Translate:
    """What translates into this language (a BCP 47 tag); for one of which there are no translations, into English.

    That is `str`: an English text is said as it is.

    As with the labels of vocabularies, the primary language subtag decides.

    Parameters:
        lang: the language.
        own: texts of another project, language to what its English texts are in it; they come before those of the library.

    >>> translation("fr-CA")(Phrase("a day from 01 to {last}, the days of {month}", last=28, month="2023-02"))
    'un jour de 01 à 28, les jours de 2023-02'
    """
    primary = lang.partition("-")[0].lower()
    if primary in own:
        return _into({**_texts(primary), **own[primary]})
    return _translation(primary if primary in LANGUAGES else LANGUAGES[0])


@cache
def _translation(lang: str) -> Translate:
    return str if lang == LANGUAGES[0] else _into(_texts(lang))


@cache
def _texts(lang: str) -> Mapping[str, str]:
    if lang not in LANGUAGES[1:]:
        return {}
    path = Path(__file__).parents[1] / "data" / f"phrases.{lang}.json"
    texts: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return texts


def _into(texts: Mapping[str, str]) -> Translate:
    def translate(text: str) -> str:
        if not isinstance(text, Phrase):
            return texts.get(text, text)
        template = texts.get(text.template, text.template)
        return template.format_map(put(text.params.items(), translate)) if text.params else template

    return translate


def put(params: Iterable[tuple[str, str | float]], translate: Translate) -> dict[str, str | float]:
    """Parameters as a translated template takes them: phrases in its language, and data as it is."""
    return {name: translate(value) if isinstance(value, Phrase) else value for name, value in params}
