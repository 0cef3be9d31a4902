"""The schemas of released versions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

__all__ = ["released", "released_versions"]

_FOLDER: Final = Path(__file__).parents[2] / "data" / "released"


def released_versions() -> tuple[str, ...]:
    """Return the versions whose schemas are in the package, oldest first."""
    found = [path.stem for path in _FOLDER.glob("*.json")]
    return tuple(sorted(found, key=lambda version: [int(number) for number in version.split(".")]))


def released(version: str) -> dict[str, Any]:
    """Return the schema of a released version.

    Raises:
        KeyError: there is no such version; the message lists all versions.
    """
    if version not in released_versions():
        raise KeyError(f"there is no released schema version {version!r}, only {', '.join(released_versions())}")
    schema: dict[str, Any] = json.loads((_FOLDER / f"{version}.json").read_bytes())
    return schema
