"""The version of the schema, and what to do with documents of another one. Knows no class: plain dicts only."""

from __future__ import annotations

import re
from typing import Final

from .patterns import pattern
from .problems import Problem, define

__all__ = ["SCHEMA_VERSION", "version_problems"]

SCHEMA_VERSION: Final = "1.0"

NEWER_MINOR = define(
    "version.newer-minor",
    "warning",
    "the data follows schema version {found}, this library knows {known}",
    why="A newer minor version only adds. What this library does not know in it is kept and written back, but not checked.",
    bad='{"type": "dataset", "schema_version": "1.99"}',
    good='{"type": "dataset", "schema_version": "1.0"}',
)
NEWER_MAJOR = define(
    "version.newer-major",
    "error",
    "the data follows schema version {found}, this library knows {known}",
    why="A newer major version may give a known key another meaning, so reading it with old rules could be wrong.",
    bad='{"type": "dataset", "schema_version": "2.0"}',
    good='{"type": "dataset", "schema_version": "1.0"}',
)
UNKNOWN_OLD = define(
    "version.unknown",
    "error",
    "there never was a schema version {found}",
    why="Only released versions can be read: what an unknown one meant is not known.",
    bad='{"type": "dataset", "schema_version": "0.1"}',
    good='{"type": "dataset", "schema_version": "1.0"}',
)

_VERSION: Final = pattern("([0-9]{1,6})\\.([0-9]{1,6})", re.ASCII)


def version_problems(version: object) -> tuple[Problem, ...]:
    """What is to be said of the schema version of a document: newer than ours, or never released.

    A text that is no version is not reported here; the shape of the document does that.
    """
    found = _VERSION.fullmatch(version) if isinstance(version, str) and len(version) < 20 else None
    if found is None:
        return ()
    major, minor = int(found[1]), int(found[2])
    known_major, known_minor = map(int, SCHEMA_VERSION.split("."))
    at = "/schema_version"
    if major > known_major:
        return (NEWER_MAJOR(version, at=at, known=SCHEMA_VERSION, suggestion="nothing: upgrade thinktank-model"),)
    if major < known_major:
        return (UNKNOWN_OLD(version, at=at, expected=SCHEMA_VERSION),)
    if minor > known_minor:
        return (NEWER_MINOR(version, at=at, known=SCHEMA_VERSION, suggestion="nothing, or upgrade thinktank-model"),)
    return ()
