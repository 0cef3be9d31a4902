"""The schemas of released versions, packed, since they never change again; that of the present version is the shipped one."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any, Final

from ...shapes.migrations import SCHEMA_VERSION

__all__ = ["released", "released_versions"]

_DATA: Final = Path(__file__).parents[2] / "data"
_PACKED: Final = ".json.gz"


def released_versions() -> tuple[str, ...]:
    """Return the versions whose schemas are in the package, oldest first."""
    found = {SCHEMA_VERSION, *[path.name.removesuffix(_PACKED) for path in (_DATA / "released").glob(f"*{_PACKED}")]}
    return tuple(sorted(found, key=lambda version: [int(number) for number in version.split(".")]))


def released(version: str) -> dict[str, Any]:
    """Return the schema of a released version, or of the present one.

    Raises:
        KeyError: there is no such version; the message lists all versions.
    """
    if version not in released_versions():
        raise KeyError(f"there is no released schema version {version!r}, only {', '.join(released_versions())}")
    path = _DATA / "released" / f"{version}{_PACKED}"
    shipped = _DATA / "schema" / "thinktank-model.json"
    schema: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()) if path.exists() else shipped.read_bytes())
    return schema
