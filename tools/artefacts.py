"""The JSON Schema, shipped in the wheel, and the conformance kit: generated from the classes, and checked in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import thinktank_model as tm
from tests import kit, kit_reviewed
from thinktank_model.jsontext.shown import json_text

__all__ = ["files"]

AFTER = ("registry",)
SCHEMA = Path(tm.__file__).parent / "data" / "schema"
KIT = Path(__file__).parent.parent / "conformance"
FOLDERS = [SCHEMA, KIT]


def files() -> Iterator[tuple[Path, str]]:
    """Yield each file with its text."""
    yield SCHEMA / "thinktank-model.json", _laid_out(tm.json_schema(), 4) + "\n"
    counts = {}
    for name, about, cases in kit.documents():
        counts[name] = len(cases)
        yield KIT / name, _kit_file(about, cases)
    yield KIT / "index.json", json_text(_index(counts), indent=2) + "\n"


def _laid_out(value: Any, levels: int, at: str = "\n") -> str:
    """Return JSON with a line for each member of so many levels of objects: for each property of a class, and not each bracket.

    Laid out like this, the schema is not twice as large, and a diff still shows the property that changed.
    """
    if not levels or not isinstance(value, dict):
        return json_text(value)
    inner = at + " "
    members = [f"{json_text(name)}: {_laid_out(item, levels - 1, inner)}" for name, item in value.items()]
    return "{" + inner + ("," + inner).join(members) + at + "}"


def _kit_file(about: dict[str, Any], cases: list[dict[str, Any]]) -> str:
    """Return one case per line, so that diffs show changed cases."""
    head = json_text({"schema_version": tm.SCHEMA_VERSION, **about})[:-1]
    return head + ', "cases": [\n' + ",\n".join([json_text(case) for case in cases]) + "\n]}\n"


def _index(counts: dict[str, int]) -> dict[str, Any]:
    severities = {name: code.severity.value for name, code in tm.catalogue().items()}
    return {
        "schema_version": tm.SCHEMA_VERSION,
        "documentation": "docs/howto/conformance.md",
        "files": counts,
        "severities": severities,
        "codes_without_a_case": kit_reviewed.ELSEWHERE,
    }
