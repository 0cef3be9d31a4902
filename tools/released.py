"""The frozen schema of the version that is not released yet: what adds to it is taken until then, what breaks it never."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import thinktank_model as tm
from thinktank_model.contract.compatibility import compare
from thinktank_model.jsontext.parsing import encode
from thinktank_model.jsontext.shown import escape_json

from .renew import ROOT

__all__ = ["files"]

AFTER = ("registry",)
FOLDER = Path(tm.__file__).parent / "data" / "released"


def files() -> Iterator[tuple[Path, str]]:
    """Yield the file with its text, before the release of the version that `pyproject.toml` names.

    Raises:
        ValueError: the classes break what the file promises; the text lists how.
    """
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if re.search("[a-z]", version):  # 1.0.0a1
        path, schema = FOLDER / f"{tm.SCHEMA_VERSION}.json", tm.json_schema()
        broken = compare(json.loads(path.read_bytes()), schema).breaking if path.exists() else ()
        if broken:
            listed = "\n".join(map(str, broken))
            raise ValueError(
                f"schema {tm.SCHEMA_VERSION} is frozen, and this breaks it; it needs a new major version:\n{listed}"
            )
        yield path, escape_json(encode(schema).decode()) + "\n"  # compact, since nobody reads it
