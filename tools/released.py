"""The schema of the version that is not released yet: until then it is that of the classes, and never renewed after it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import thinktank_model as tm
from thinktank_model.jsontext.shown import json_text

from .renew import ROOT

__all__ = ["files"]

AFTER = ("registry",)
FOLDER = Path(tm.__file__).parent / "data" / "released"


def files() -> Iterator[tuple[Path, str]]:
    """Yield the file with its text, before the release of the version that `pyproject.toml` names."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if re.search("[a-z]", version):  # 1.0.0a1
        yield FOLDER / f"{tm.SCHEMA_VERSION}.json", json_text(tm.json_schema()) + "\n"
