"""The schemas of released versions, as they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

__all__ = ["released", "released_versions"]

_FOLDER: Final = Path(__file__).parents[2] / "data" / "released"


def released_versions() -> tuple[str, ...]:
    """Return the versions whose schema is kept in the package, oldest first."""
    found = [path.stem for path in _FOLDER.glob("*.json")]
    return tuple(sorted(found, key=lambda version: [int(number) for number in version.split(".")]))


def released(version: str) -> dict[str, Any]:
    """Return the schema of a released version, as it was.

    Raises:
        KeyError: no such version was released; the message lists those there are.
    """
    if version not in released_versions():
        raise KeyError(f"there is no released schema version {version!r}, only {', '.join(released_versions())}")
    schema: dict[str, Any] = json.loads((_FOLDER / f"{version}.json").read_bytes())
    return schema
