"""Finds the profiles of installed projects by their entry points. Each is loaded only when it is requested by name."""

from __future__ import annotations

from functools import reduce
from typing import Final

from ..problems.meant import did_you_mean
from .profile import CORE, Profile

__all__ = ["available_profiles", "load_profile"]

GROUP: Final = "thinktank_model.profiles"  # of entry points


def available_profiles() -> tuple[str, ...]:
    """Return the names of the installed profiles in alphabetical order, without loading them."""
    from importlib.metadata import entry_points

    return tuple(sorted({entry.name for entry in entry_points(group=GROUP)}))


def load_profile(*names: str) -> Profile:
    """Return the installed profile with this name; for several names the profile that combines them.

    A project names its profile in its `pyproject.toml`:

        [project.entry-points."thinktank_model.profiles"]
        my-project = "my_project:PROFILE"

    Raises:
        KeyError: no installed project has a profile of this name.
        ImportError: the module of the profile cannot be loaded.
        ValueError: two of the profiles clash.
    """
    return reduce(lambda one, other: one.joined(other), map(_load, names), CORE)


def _load(name: str) -> Profile:
    from importlib.metadata import entry_points

    if name == CORE.name:
        return CORE
    found = next(iter(entry_points(group=GROUP, name=name)), None)
    if found is None:
        known = available_profiles()
        listed = f"only {', '.join(known)}" if known else "and no other either"
        raise KeyError(f"no profile {name!r} is installed, {listed}{did_you_mean(name, known)}")
    try:
        profile = found.load()
    except Exception as error:
        raise ImportError(
            f"the profile {name!r} of {found.value} cannot be loaded: {type(error).__name__}: {error}"
        ) from error
    if not isinstance(profile, Profile):
        raise ImportError(
            f"the profile {name!r} of {found.value} is an object of type {type(profile).__name__}, not a Profile"
        )
    if name not in profile.profiles:
        raise ImportError(
            f"the entry point {name!r} leads to {found.value}, a profile of the name {profile.name!r}; the two are one name"
        )
    return profile
