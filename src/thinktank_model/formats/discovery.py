"""Finds the formats: the modules in this folder, and those that other projects add by an entry point."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Final, Literal
from warnings import warn

from ..problems.meant import did_you_mean
from ..problems.problem import register
from ..problems.translations import Phrase
from .format import Format

__all__ = ["available_formats", "find", "own_formats"]

GROUP: Final = "thinktank_model.formats"  # of entry points

Way = Literal["read", "write"]


def available_formats() -> tuple[Format, ...]:
    """Return all formats by name: the library's own, then those of other projects, which are looked up at each call.

    The first format with a name wins. A format of another project that cannot be loaded is left out, with
    a warning that says why.

    >>> [format.name for format in available_formats() if format.reads and ".csv" in format.endings]
    ['csv']
    """
    others, broken = _others()
    for reason in broken.values():
        warn(reason, RuntimeWarning, stacklevel=2)
    return _named_once([*own_formats(), *others])


def _named_once(formats: Iterable[Format]) -> tuple[Format, ...]:
    found: dict[str, Format] = {}
    for format in formats:
        found.setdefault(format.name, format)
    return tuple(found.values())


@cache
def own_formats() -> tuple[Format, ...]:
    """Return the formats of the modules in this folder: the `FORMAT` of each, and the `FORMATS` of one that has several."""
    folder = str(Path(__file__).parent)
    modules = [import_module(f"{__package__}.{entry.name}") for entry in pkgutil.iter_modules([folder])]
    found = [format for module in modules for format in getattr(module, "FORMATS", ())]
    found += [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return tuple(sorted(found, key=attrgetter("name")))


def _others() -> tuple[list[Format], dict[str, str]]:
    """Return the formats of other projects, and by name why the others cannot be loaded.

    They are only looked up for a format that is not one of ours.
    """
    from importlib.metadata import entry_points

    found: list[Format] = []
    broken: dict[str, str] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            format = entry.load().FORMAT
            if not isinstance(format, Format):
                raise TypeError(f"its FORMAT is an object of type {type(format).__name__}")
            register(*format.codes)
        except Exception as error:  # noqa: BLE001 - whatever the import of another project's module raises
            reason = f"{type(error).__name__}: {error}"
            broken[entry.name] = f"the format {entry.name!r} of {entry.value} cannot be loaded: {reason}"
        else:
            found.append(format)
    return found, broken


def find(name: str | None, path: str, way: Way) -> Format:
    """Return the format with a name, or else that of the extension of a path; the packages that it needs are installed.

    Raises:
        ValueError: there is no such format, or it cannot be read (or written).
        ImportError: a package is missing, or the module of another project's format cannot be loaded.
    """
    found = _choice(own_formats(), name, path, way)
    if found is None:
        others, broken = _others()
        formats = _named_once([*own_formats(), *others])
        found = _choice(formats, name, path, way)
        if found is None and name in broken:
            raise ImportError(broken[name])
        if found is None:
            said = _no_format(formats, name, path, way)
            raise ValueError("; ".join([said, *broken.values()]) if broken else said)
    if not found.installed:
        missing = ", ".join(found.packages)
        raise ImportError(f'the format {found.name} needs {missing}: pip install "{found.extra}"')
    return found


def _choice(formats: tuple[Format, ...], name: str | None, path: str, way: Way) -> Format | None:
    fit = [format for format in formats if getattr(format, way) is not None]
    if name is not None:
        return next((format for format in fit if format.name == name), None)
    ending = _ending(formats, path)
    return next((format for format in fit if ending in format.endings), None)


def _ending(formats: Iterable[Format], path: str) -> str | None:
    """Return the longest ending of a path that a format has, also one for the other way: `a.ror.json` is not a plain document."""
    endings = [ending for format in formats for ending in format.endings if path.lower().endswith(ending)]
    return max(endings, key=len, default=None)


def _no_format(formats: tuple[Format, ...], name: str | None, path: str, way: Way) -> Phrase:
    """Return the message that there is no such format, with those that there are."""
    fit = {format.name: format.endings for format in formats if getattr(format, way) is not None}
    if name is None:
        if (ending := _ending(formats, path)) is not None:
            owner = next(format.name for format in formats if ending in format.endings)
            return Phrase(_NOT_THIS_WAY[way], path=repr(path), format=owner)
        listed = ", ".join([ending for endings in fit.values() for ending in endings])
        return Phrase(_NO_ENDING[way], path=repr(path), listed=listed)
    return Phrase(_NO_NAME[way], name=repr(name), listed=f"{', '.join(fit)}{did_you_mean(name, fit, quoted=False)}")


_NO_ENDING: Final = {
    "read": Phrase(
        "no format that can be read has the ending of {path}, only {listed}; name a format to use another ending"
    ).template,
    "write": Phrase(
        "no format that can be written has the ending of {path}, only {listed}; name a format to use another ending"
    ).template,
}
_NOT_THIS_WAY: Final = {
    "read": Phrase(
        "{path} has the ending of the format {format}, which cannot be read; name a format to use this ending"
    ).template,
    "write": Phrase(
        "{path} has the ending of the format {format}, which cannot be written; name a format to use this ending"
    ).template,
}
_NO_NAME: Final = {
    "read": Phrase("there is no format {name} that can be read, only {listed}").template,
    "write": Phrase("there is no format {name} that can be written, only {listed}").template,
}
