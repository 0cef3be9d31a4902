"""Codes as a user names them: one by its name, or a family by what is before the dot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

from ..formats.discovery import available_formats
from ..problems.explanations import in_family, in_language, matching, nearest_code, summary
from ..problems.problem import Code, Severity, all_codes
from .profile import scope

__all__ = ["begun_codes", "codes", "in_family", "known_codes", "matching", "severity_of", "summary"]


def known_codes(lang: str = "en") -> Mapping[str, Code]:
    """Return every code that a problem can have, those of the profile too."""
    return in_language({**all_codes(), **scope().codes}, lang)


def severity_of(code: str) -> Severity:
    """Return how bad the problems of a code are."""
    return known_codes()[code].severity


def begun_codes(_context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
    """Return the codes that complete what a user has begun to type, of several the last one."""
    before, comma, last = begun.rpartition(",")
    return [before + comma + name for name in known_codes() if name.startswith(last)]


def codes(_context: click.Context, _option: click.Parameter, given: Iterable[str] | str | None) -> tuple[str, ...]:
    """A callback for an option: codes and families, separated by commas. One that is not there would change nothing.

    Raises:
        BadParameter: there is no such code, and no such family.
    """
    texts = [given] if isinstance(given, str) else given or ()
    names = [name.strip() for text in texts for name in text.split(",")]
    for name in names:
        if not matching(name, known_codes()):
            available_formats()  # those of other projects define codes too
        if not matching(name, known_codes()):
            near = nearest_code(name, known_codes())
            meant = f"; did you mean {near}?" if near else ""
            raise click.BadParameter(f"there is no code or family of codes {name!r}{meant}")
    return tuple(names)
