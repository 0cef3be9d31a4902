"""Found values as a message shows them: short, on one line, nothing that a terminal would obey."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Final

from .patterns import pattern
from .translations import Phrase

INTEGER_LEAST: Final = -(2**63)  # what JSON's readers can be trusted with: 64 bits
INTEGER_MOST: Final = 2**64 - 1
DOUBLE_MOST: Final = 2**53 - 1  # the largest integer below which every one is a double of its own (RFC 7493)
VALUE_LIMIT: Final = 100  # characters of a found value that a problem keeps
LITERAL_LIMIT: Final = 300  # characters of JSON that a suggestion repeats


# --- Values, as a message shows them ---

# What could move the cursor, reorder or hide text: C0 and C1 controls, bidi and other format characters, surrogates.
UNSAFE: Final = pattern(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def escape(text: str) -> str:
    """Return the text with everything escaped that could confuse a terminal or a reader."""
    return UNSAFE.sub(_escape, text)


def _plain(value: object) -> dict[object, object]:
    if not isinstance(value, Mapping):
        raise TypeError
    return dict(value)


def shorten(value: object) -> str | int | float | bool | None:
    """Return the found value as a problem keeps it: a scalar as it is, text cut at 100 characters, the rest as JSON text."""
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, int):
        return value if INTEGER_LEAST <= value <= INTEGER_MOST else Phrase("an integer beyond 64 bits")
    if isinstance(value, Phrase):
        return value
    if isinstance(value, str):
        text = str.__str__(value)
    elif isinstance(value, (Mapping, list, tuple)):
        template = (
            "an object with {count} {count:key|keys}"
            if isinstance(value, Mapping)
            else "a list with {count} {count:item|items}"
        )
        if len(value) > 10:
            return Phrase(template, count=len(value))
        try:
            text = json.dumps(value, ensure_ascii=False, default=_plain)
        except (TypeError, ValueError, RecursionError):
            return Phrase(template, count=len(value))
    else:
        return Phrase("a Python {name}", name=type(value).__name__)
    return text if len(text) <= VALUE_LIMIT else text[: VALUE_LIMIT - 1] + "…"


def display(value: object) -> str:
    """Return a value as a message shows it: one line, text in quotes, nothing that a terminal would obey.

    Words about a value, a `Phrase`, stay as they are: without quotes, and in a form that can be translated.

    >>> display("20/12/2024"), display(True), display(None)
    ('"20/12/2024"', 'true', 'null')
    """
    short = shorten(value)
    if isinstance(short, Phrase):
        return short
    if isinstance(value, str):
        return '"' + escape(str(short).replace("\\", "\\\\").replace('"', '\\"')) + '"'
    return escape(short) if isinstance(short, str) else json.dumps(short)


def literal(value: object) -> str | None:
    """Return the JSON text of a value as a suggestion gives it, in full; None where it is too long to be repeated.

    >>> literal({"value": 40, "qualifier": "about"})
    '{"value": 40, "qualifier": "about"}'
    """
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LITERAL_LIMIT else None


def sayable(value: object) -> object:
    """Return a scalar as JSON can hold it: what is half a character or not a number, in words."""
    if isinstance(value, str):
        text = str.__str__(value)
        return text if is_encodable(text) else escape(text)
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def is_encodable(text: str) -> bool:
    """Return whether the text can be written as UTF-8, that is, has no lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
