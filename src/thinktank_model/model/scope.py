"""The record classes, rules and codes that a reader knows: those of the core, or of a profile that extends it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from ..problems.problem import Code, Problem, define
from ..problems.translations import Phrase
from ..shapes.annotations import shape_of
from ..shapes.tree import OneOf
from .union import RECORD

__all__ = ["CORE_SCOPE", "MISSING", "Scope", "is_ours", "missing_profiles"]

MISSING = define(
    "profile.missing",
    "warning",
    "the data needs the profile {found}, which is not loaded",
    why=(
        "A file lists in `profiles` the profiles that it needs. Without the profile, its types of record cannot "
        "be read, and its terms and rules are not checked."
    ),
    bad='{"type": "dataset", "schema_version": "1.0", "profiles": {"my-project": "https://example.org/my-project/"}}',
    good='{"type": "dataset", "schema_version": "1.0"}',
)
OURS: Final = __name__.partition(".")[0]
NONE: Final[Mapping[str, Any]] = MappingProxyType({})


class Scope:
    """The record classes, rules and codes that a reader knows. Immutable; that of the core is `CORE_SCOPE`.

    Parameters:
        record: the shape of any record; by default that of the core.
        shapes: the shapes of classes whose shape differs from the core.
        rules: rules across records in addition to those of the core.
        codes: problem codes in addition to those of the catalogue, by name.
        profiles: the IRIs of the profiles besides the core, by name.
        prefixes: the IRIs of their prefixes.
    """

    def __init__(
        self,
        record: OneOf | None = None,
        shapes: Mapping[Any, Any] = NONE,
        rules: tuple[Any, ...] = (),
        codes: Mapping[str, Code] = NONE,
        profiles: Mapping[str, str] = NONE,
        prefixes: Mapping[str, str] = NONE,
    ) -> None:
        self._record = record
        self.shapes: Mapping[Any, Any] = shapes
        self.rules: tuple[Any, ...] = rules
        self.codes: Mapping[str, Code] = codes
        self.profiles: Mapping[str, str] = profiles
        self.prefixes: Mapping[str, str] = prefixes

    @property
    def record(self) -> OneOf:
        """The shape of any record."""
        core: OneOf = self._record or shape_of(RECORD)
        return core

    def shape_of(self, cls: Any) -> Any:
        """Return the shape of a class in this scope."""
        return self.shapes[cls] if cls in self.shapes else shape_of(cls)

    @property
    def classes(self) -> tuple[Any, ...]:
        """The record classes."""
        return tuple([option.cls for option in self.record.options.values()])


CORE_SCOPE: Final = Scope()


def is_ours(thing: object) -> bool:
    """Return whether a class or function is one of this library, and not of a project that builds on it."""
    return str(getattr(thing, "__module__", "")).partition(".")[0] == OURS


def missing_profiles(value: Mapping[str, Any], scope: Scope) -> tuple[Problem, ...]:
    """Report the profiles that a raw header needs and the scope does not have."""
    named = value.get("profiles")
    advice = 'Load it with load_profile("{name}"), or --profile {name} on the command line.'
    return tuple(
        [
            MISSING(name, at=f"/profiles/{name}", about_key=True, help=Phrase(advice, name=name[:100]))
            for name in (named if isinstance(named, Mapping) else ())
            if isinstance(name, str) and name not in scope.profiles
        ]
    )
