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
FROZEN = ROOT / "tests" / "versions" / f"{tm.SCHEMA_VERSION}.schema.json"


def files() -> Iterator[tuple[Path, str]]:
    """Yield the file with its text, before the release of the version that `pyproject.toml` names.

    Raises:
        ValueError: the classes break what the file promises; the text lists how.
    """
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if re.search("[a-z]", version):  # 1.0.0a1
        schema = tm.json_schema()
        broken = compare(json.loads(FROZEN.read_bytes()), schema).breaking if FROZEN.exists() else ()
        if broken:
            listed = "\n".join(map(str, broken))
            raise ValueError(
                f"schema {tm.SCHEMA_VERSION} is frozen, and this breaks it; it needs a new major version:\n{listed}"
            )
        yield FROZEN, escape_json(encode(schema).decode()) + "\n"  # compact, since nobody reads it
