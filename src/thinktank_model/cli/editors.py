"""Settings that make editors complete and check our files, without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import click

from ..jsontext.compressed import read_whole
from ..jsontext.files import writing
from ..jsontext.limits import LIMITS
from ..jsontext.parsing import parse
from ..jsontext.shown import json_text

__all__ = ["PATTERN", "vscode", "write_vscode"]

PATTERN: Final = "*.thinktank.json"
SCHEMA_FILE: Final = "thinktank.schema.json"


def vscode(schema: Mapping[str, Any] | None = None, url: str | None = None) -> dict[str, Any]:
    """Return the settings of Visual Studio Code that use a schema, given here or in a file, for our files."""
    entry: dict[str, Any] = {"fileMatch": [PATTERN]}
    if url is not None:
        entry["url"] = url
    if schema is not None:
        entry["schema"] = schema
    return {"json.schemas": [entry]}


def write_vscode(path: Path, schema: Mapping[str, Any]) -> Path:
    """Write the schema beside a file of settings, and into the settings where it is; what else is in them stays.

    Returns:
        The file of the schema.

    Raises:
        ClickException: the settings are there and are not plain JSON (they may have comments), so they are left as they are.
        OSError: a file cannot be read or written.
    """
    added = vscode(url=f"./{path.resolve().parent.name}/{SCHEMA_FILE}")
    text = read_whole(path, LIMITS) if path.exists() else b"{}"
    settings, problems = parse(text)
    listed = settings.get("json.schemas", []) if isinstance(settings, dict) else None
    if problems or not isinstance(listed, list):
        by_hand = json_text(added["json.schemas"][0])
        raise click.ClickException(
            f"{path} is not a plain JSON object with a list json.schemas, so nothing was written; add to that list: {by_hand}"
        )
    others = [one for one in listed if not (isinstance(one, dict) and PATTERN in one.get("fileMatch", ()))]
    settings["json.schemas"] = [*others, *added["json.schemas"]]
    path.parent.mkdir(parents=True, exist_ok=True)
    schema_path = path.with_name(SCHEMA_FILE)
    with writing(schema_path) as stream:
        stream.write((json_text(dict(schema), indent=2) + "\n").encode())
    with writing(path) as stream:
        stream.write((json.dumps(settings, ensure_ascii=False, indent=_indent(text)) + "\n").encode())
    return schema_path


def _indent(text: bytes) -> str:
    """Return how a file of settings is indented; by four spaces where that cannot be seen, as the editor itself does."""
    for line in text.decode().split("\n"):
        if line[:1] in (" ", "\t"):
            return line[: len(line) - len(line.lstrip())]
    return "    "
