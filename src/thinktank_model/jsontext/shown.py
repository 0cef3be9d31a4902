"""JSON text that can be shown as it is."""

from __future__ import annotations

import json
import re

from ..problems.display import UNSAFE

__all__ = ["escape_json", "json_text"]


def json_text(value: object, indent: int | None = None) -> str:
    """JSON whose strings hold controls, bidi marks and the like as escapes, so that a terminal does not obey them."""
    return escape_json(json.dumps(value, ensure_ascii=False, indent=indent))


def escape_json(text: str) -> str:
    """JSON text with escapes in place of all that a terminal would obey, but for line ends."""
    return UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return match[0] if match[0] == "\n" else json.dumps(match[0])[1:-1]
