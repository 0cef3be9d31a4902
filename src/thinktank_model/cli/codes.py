"""Problem codes on the command line: single codes, or families by the part before the dot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import click

from ..problems.explanations import in_family, in_language, matching, nearest_code, summary
from ..problems.problem import CODES, Code, Severity, all_codes, code_named
from ..problems.translations import Phrase
from .profile import scope

__all__ = ["begun_codes", "codes", "in_family", "known_codes", "matching", "severity_of", "summary"]


def known_codes(lang: str = "en", names: Collection[str] = ()) -> Mapping[str, Code]:
    """Return all problem codes, including those of the profile; only the codes with these names, if all of them are defined already."""
    defined = {**CODES, **scope().codes}
    wanted = {name: defined[name] for name in names if name in defined}
    is_enough = bool(wanted) and len(wanted) == len(set(names))
    return in_language(wanted if is_enough else {**all_codes(), **scope().codes}, lang)


def severity_of(code: str) -> Severity:
    """Return the severity of a code."""
    return code_named(code, scope().codes).severity


def begun_codes(_context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
    """Return completions for the last code in a list."""
    before, comma, last = begun.rpartition(",")
    return [before + comma + name for name in known_codes() if name.startswith(last)]


def codes(_context: click.Context, _option: click.Parameter, given: Iterable[str] | str | None) -> tuple[str, ...]:
    """The callback of an option with codes and families, separated by commas. Unknown ones are refused, since they would have no effect.

    Raises:
        BadParameter: there is no such code, and no such family.
    """
    texts = [given] if isinstance(given, str) else given or ()
    names = [name.strip() for text in texts for name in text.split(",")]
    for name in names:
        if matching(name, known_codes(names=[name])):
            continue
        from ..formats.discovery import available_formats  # imports them all

        available_formats()  # codes of formats of other projects are in the catalogue too
        if not matching(name, known_codes()):
            near = nearest_code(name, known_codes())
            meant = f"; did you mean {near}?" if near else ""
            said = Phrase("there is no code or family of codes {name}", name=repr(name) + meant)
            raise click.BadParameter(said)
    return tuple(names)
