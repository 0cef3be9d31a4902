"""The language of the command's output: from `--lang`, or else from the locale."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

import click

from ..problems.translations import LANGUAGES, translation

__all__ = ["column", "lang_option", "language_of", "width"]

F = TypeVar("F", bound=Callable[..., Any])

VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts (POSIX, section 8.2)


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language of the locale in the environment; English for any other locale.

    >>> language_of({"LC_ALL": "", "LANG": "fr_CH.UTF-8"}), language_of({"LC_ALL": "C", "LANG": "fr_CH.UTF-8"})
    ('fr', 'en')
    """
    locale = next(filter(None, [environment.get(name) for name in VARIABLES]), "")
    language = re.split("[-_.@]", locale)[0].lower()
    return language if language in LANGUAGES else LANGUAGES[0]


def width(text: str) -> int:
    """Return the width of a text on a terminal, in columns."""
    return sum([2 if unicodedata.east_asian_width(char) in "WF" else not unicodedata.combining(char) for char in text])


def column(word: str, words: Iterable[str], lang: str) -> str:
    """Return a translated word, padded to the width of the widest word in its column."""
    translate = translation(lang)
    widest = max([width(translate(each)) for each in words])
    return translate(word) + " " * (widest - width(translate(word)))


def _chosen(_context: click.Context, _option: click.Parameter, given: str | None) -> str:
    return given or language_of(os.environ)


def lang_option(command: F) -> F:
    """Add the option `--lang` to a verb with output for people. Its parameter is `lang`."""
    help = "The language of messages.  [default: the locale]"
    return click.option("--lang", type=click.Choice(LANGUAGES), callback=_chosen, help=help)(command)
