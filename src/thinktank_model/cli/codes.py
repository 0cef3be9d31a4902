"""Codes as a user names them: one by its name, or a family by what stands before the dot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import click

from ..formats.discovery import available_formats
from ..problems.explanations import catalogue
from ..problems.meant import did_you_mean
from ..problems.problem import Code, Severity

__all__ = ["begun_codes", "codes", "in_family", "matching", "severity_of", "summary"]


def in_family(code: str, names: Iterable[str]) -> bool:
    """Whether a code is among these codes and families of codes.

    >>> in_family("date.syntax", ["date"]), in_family("date.syntax", ["dat", "date.reversed"])
    (True, False)
    """
    return any(code == name or code.startswith(name + ".") for name in names)


def matching(name: str) -> Sequence[Code]:
    """The codes of the catalogue with this name or in this family."""
    return [code for code in catalogue().values() if in_family(code.name, [name])]


def severity_of(code: str) -> Severity:
    """How bad the problems of a code are."""
    return catalogue()[code].severity


def summary(code: Code) -> str:
    """What a code says, without what was found where."""
    return re.sub(r"\{[^}]*\}", "…", code.message)


def begun_codes(_context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
    """The codes that complete what a user has begun to type, of several the last one."""
    before, comma, last = begun.rpartition(",")
    return [before + comma + name for name in catalogue() if name.startswith(last)]


def codes(_context: click.Context, _option: click.Parameter, given: Iterable[str] | str | None) -> tuple[str, ...]:
    """A callback for an option: codes and families, separated by commas. One that is not there would change nothing.

    Raises:
        BadParameter: there is no such code, and no such family.
    """
    texts = [given] if isinstance(given, str) else given or ()
    names = [name.strip() for text in texts for name in text.split(",")]
    for name in names:
        if not matching(name):
            available_formats()  # those of other projects define codes too
        if not matching(name):
            known = list(catalogue())
            meant = did_you_mean(name, [*known, *{code.partition(".")[0] for code in known}], quoted=False)
            raise click.BadParameter(f"there is no code or family of codes {name!r}{meant}")
    return tuple(names)
