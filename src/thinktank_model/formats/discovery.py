"""Which formats there are: the modules beside this one, and what other projects add by an entry point."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Final, Literal

from ..problems.problem import MORE_CODES
from .format import Format

__all__ = ["available_formats", "find"]

GROUP: Final = "thinktank_model.formats"  # of entry points

Way = Literal["read", "write"]


def available_formats() -> tuple[Format, ...]:
    """Every format there is, by name: the library's own, then those of other projects, which are looked up with each call.

    A name that is taken already is not taken a second time.

    >>> [format.name for format in available_formats() if format.reads and format.installed][:2]
    ['csv', 'csv-zip']
    """
    found: dict[str, Format] = {}
    for format in (*_own(), *_others()):
        found.setdefault(format.name, format)
    return tuple(found.values())


@cache
def _own() -> tuple[Format, ...]:
    """The formats of the modules in this folder."""
    folder = str(Path(__file__).parent)
    modules = [import_module(f"{__package__}.{entry.name}") for entry in pkgutil.iter_modules([folder])]
    found = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return tuple(sorted(found, key=attrgetter("name")))


def _others() -> Iterator[Format]:
    """The formats of other projects; never looked up before somebody asks for a format that is not one of ours."""
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            yield entry.load().FORMAT
        except (ImportError, AttributeError) as error:
            raise ImportError(f"the format {entry.name!r} of {entry.value} cannot be loaded: {error}") from error


def find(name: str | None, path: str, way: Way) -> Format:
    """The format with a name, or else that of the ending of a path; what it needs is installed.

    Raises:
        ValueError: there is no such format, or it goes the other way only.
        ImportError: a package is missing.
    """
    found = _choice(_own(), name, path, way) or _choice(available_formats(), name, path, way)
    if found is None:
        raise ValueError(_no_format(name, path, way))
    if not found.installed:
        missing = ", ".join(found.packages)
        raise ImportError(f'the format {found.name} needs {missing}: pip install "{found.extra}"')
    return found


def _choice(formats: tuple[Format, ...], name: str | None, path: str, way: Way) -> Format | None:
    fit = [format for format in formats if getattr(format, way) is not None]
    if name is not None:
        return next((format for format in fit if format.name == name), None)
    endings = {ending: format for format in fit for ending in format.endings if path.lower().endswith(ending)}
    return endings[max(endings, key=len)] if endings else None


def _no_format(name: str | None, path: str, way: Way) -> str:
    """One sentence that says which formats there are."""
    fit = {format.name: format.endings for format in available_formats() if getattr(format, way) is not None}
    done = {"read": "read", "write": "written"}[way]
    if name is None:
        listed = ", ".join([ending for endings in fit.values() for ending in endings])
        return f"no format that can be {done} has the ending of {path!r}, only {listed}; name a format to use another ending"
    near = get_close_matches(name, fit, 1)
    return f"there is no format {name!r} that can be {done}, only {', '.join(fit)}" + (
        f"; did you mean {near[0]}?" if near else ""
    )


MORE_CODES.append(_own)  # so that the catalogue has the codes of every format
