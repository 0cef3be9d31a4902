"""Finds profiles: those of installed projects by their entry points, others by module and attribute. Each is loaded only on request."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

from ..problems.meant import did_you_mean
from .profile import CORE, Profile

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["available_profiles", "load_profile"]

GROUP: Final = "thinktank_model.profiles"  # of entry points


def available_profiles() -> tuple[str, ...]:
    """Return the names of the installed profiles in alphabetical order, without loading them."""
    from importlib.metadata import entry_points

    return tuple(sorted({entry.name for entry in entry_points(group=GROUP)}))


def load_profile(*names: str) -> Profile:
    """Return the installed profile with this name; for several names the profile that combines them.

    A name such as `my_project:PROFILE` is a module and its attribute, for a profile that is not installed.

    A project names its profile in its `pyproject.toml`:

        [project.entry-points."thinktank_model.profiles"]
        my-project = "my_project:PROFILE"

    Raises:
        KeyError: no installed project has a profile of this name, or it is not a module and an attribute.
        ImportError: the module of the profile cannot be loaded, or its attribute is not a profile.
        ValueError: two of the profiles clash.
    """
    return reduce(lambda one, other: one.joined(other), map(_load, names), CORE)


def _load(name: str) -> Profile:
    from importlib.metadata import EntryPoint, entry_points

    if name == CORE.name:
        return CORE
    if ":" in name:  # which the name of a profile cannot have
        if EntryPoint.pattern.fullmatch(name) is None:
            raise KeyError(f"{name!r} is not a module and an attribute such as my_project:PROFILE")
        return _loaded(EntryPoint(name, name, GROUP))
    found = next(iter(entry_points(group=GROUP, name=name)), None)
    if found is None:
        known = available_profiles()
        listed = f"only {', '.join(known)}" if known else "and no other either"
        raise KeyError(f"no profile {name!r} is installed, {listed}{did_you_mean(name, known)}")
    profile = _loaded(found)
    if name not in profile.profiles:
        raise ImportError(
            f"the entry point {name!r} leads to {found.value}, a profile of the name {profile.name!r}; the two are one name"
        )
    return profile


def _loaded(found: EntryPoint) -> Profile:
    called = "profile" if found.name == found.value else f"profile {found.name!r} of"
    try:
        profile = found.load()
    except Exception as error:
        raise ImportError(f"the {called} {found.value} cannot be loaded: {type(error).__name__}: {error}") from error
    if not isinstance(profile, Profile):
        raise ImportError(f"the {called} {found.value} is an object of type {type(profile).__name__}, not a Profile")
    return profile
