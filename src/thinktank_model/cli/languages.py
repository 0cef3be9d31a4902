"""The language of the command's output and help: from `--lang`, or else from the locale."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from typing import Any, Final, TypeVar

import click

from ..problems.translations import LANGUAGES, translation

__all__ = ["column", "lang_of_all", "lang_option", "language", "language_of", "speak", "width"]

F = TypeVar("F", bound=Callable[..., Any])

VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts (POSIX, section 8.2)
_GIVEN: Final[ContextVar[str | None]] = ContextVar("lang", default=None)


def speak(lang: str | None) -> None:
    """Set the language for the rest of the run; None is that of the locale."""
    _GIVEN.set(lang)


def language() -> str:
    """Return the language of this run."""
    return _GIVEN.get() or language_of(os.environ)


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
    if given is not None:
        speak(given)
    return language()


def lang_option(command: F) -> F:
    """Add the option `--lang` to a verb with output for people. Its parameter is `lang`."""
    return _option(command, "The language of messages.  [default: the locale]", expose_value=True)


def lang_of_all(command: F) -> F:
    """Add the option `--lang` to the command itself, for the help and messages of every verb."""
    return _option(command, "The language of help and messages.  [default: the locale]", expose_value=False)


def _option(command: F, help: str, *, expose_value: bool) -> F:
    choice = click.Choice(LANGUAGES)
    # Eager like --help, so that the help is in the language that is given before it.
    return click.option("--lang", type=choice, callback=_chosen, is_eager=True, expose_value=expose_value, help=help)(
        command
    )
