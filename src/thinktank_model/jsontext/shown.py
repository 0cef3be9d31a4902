"""JSON text that is safe to display."""

from __future__ import annotations

import json
import re

from ..problems.display import UNSAFE

__all__ = ["escape_json", "json_text"]


def json_text(value: object, indent: int | None = None) -> str:
    """Return JSON with control characters, bidi marks and the like escaped, so that it is safe on a terminal."""
    return escape_json(json.dumps(value, ensure_ascii=False, indent=indent))


def escape_json(text: str) -> str:
    """Return JSON text with all terminal control characters except line endings escaped."""
    return UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return match[0] if match[0] == "\n" else json.dumps(match[0])[1:-1]
