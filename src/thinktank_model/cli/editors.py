"""Settings for editors to complete and check our files offline."""

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
    """Return settings of Visual Studio Code that use a schema for our files, inline or by URL."""
    entry: dict[str, Any] = {"fileMatch": [PATTERN]}
    if url is not None:
        entry["url"] = url
    if schema is not None:
        entry["schema"] = schema
    return {"json.schemas": [entry]}


def write_vscode(path: Path, schema: Mapping[str, Any]) -> Path:
    """Write the schema next to a file of settings, and add its path to the settings. Other settings are kept.

    Returns:
        The file of the schema.

    Raises:
        ClickException: the settings exist and are not plain JSON (they may have comments), so they are not changed.
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
    """Return the indentation of a file of settings; four spaces by default, as in the editor."""
    for line in text.decode().split("\n"):
        if line[:1] in (" ", "\t"):
            return line[: len(line) - len(line.lstrip())]
    return "    "
