"""The schemas of released versions."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any, Final

__all__ = ["released", "released_versions"]

_FOLDER: Final = Path(__file__).parents[2] / "data" / "released"
_PACKED: Final = ".gz"  # of versions that never change again; that of the coming one is text


def released_versions() -> tuple[str, ...]:
    """Return the versions whose schemas are in the package, oldest first."""
    return tuple(sorted(_files(), key=lambda version: [int(number) for number in version.split(".")]))


def released(version: str) -> dict[str, Any]:
    """Return the schema of a released version.

    Raises:
        KeyError: there is no such version; the message lists all versions.
    """
    if version not in _files():
        raise KeyError(f"there is no released schema version {version!r}, only {', '.join(released_versions())}")
    path = _files()[version]
    data = path.read_bytes()
    schema: dict[str, Any] = json.loads(gzip.decompress(data) if path.suffix == _PACKED else data)
    return schema


def _files() -> dict[str, Path]:
    """Return the files by version."""
    return {path.name.removesuffix(_PACKED).removesuffix(".json"): path for path in _FOLDER.glob("*.json*")}
