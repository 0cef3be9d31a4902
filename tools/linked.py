"""The JSON-LD context that is shipped, for programs in other languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import thinktank_model as tm
from thinktank_model.jsontext.shown import json_text

__all__ = ["files"]

AFTER = ("registry",)


def files() -> Iterator[tuple[Path, str]]:
    """Yield the file with its text."""
    path = Path(tm.__file__).parent / "data" / "context.jsonld"
    yield path, json_text({"@context": tm.jsonld_context()}, indent=2) + "\n"
