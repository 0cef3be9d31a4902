"""The TypeScript types, made from the classes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from thinktank_model.contract.typescript import typescript

from .renew import ROOT

__all__ = ["files"]

AFTER = ("artefacts",)
FOLDER = ROOT / "typescript"


def files() -> Iterator[tuple[Path, str]]:
    """Yield the file with its text."""
    yield FOLDER / "thinktank-model.d.ts", typescript()
