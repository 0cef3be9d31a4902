"""How a message shows a value that was found: short, on one line, without terminal control characters."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from .patterns import pattern
from .translations import Phrase

INTEGER_LEAST: Final = -(2**63)  # integers that every JSON reader handles: 64 bits
INTEGER_MOST: Final = 2**64 - 1
DOUBLE_MOST: Final = 2**53 - 1  # up to here each integer has its own double (RFC 7493)
VALUE_LIMIT: Final = 100  # characters of a value that a problem stores
LITERAL_LIMIT: Final = 300  # characters of JSON that a suggestion may have
MEMO: Final = 1024  # texts in quotes that are kept


# --- Values, as a message shows them ---

# Characters that could move the cursor, or reorder or hide text: C0 and C1 controls, bidi and other format characters, surrogates.
UNSAFE: Final = pattern(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def escape(text: str) -> str:
    """Return the text with every character escaped that could mislead a terminal or a reader."""
    return UNSAFE.sub(_escape, text)


def _plain(value: object) -> dict[object, object]:
    if not isinstance(value, Mapping):
        raise TypeError
    return dict(value)


def shorten(value: object) -> str | int | float | bool | None:
    """Return the value that a problem stores: a scalar as it is, text cut at 100 characters, anything else as JSON text."""
    if type(value) is str and len(value) <= VALUE_LIMIT:  # most are
        return value
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
    """Return a value for display in a message: one line, text in quotes, no terminal control characters.

    A `Phrase`, which describes a value in words, is returned unchanged: it has no quotes and can be translated.

    >>> display("20/12/2024"), display(True), display(None)
    ('"20/12/2024"', 'true', 'null')
    """
    if value is None:
        return "null"
    short = shorten(value)
    if isinstance(short, Phrase):
        return short
    if isinstance(value, str):
        return _quoted(str(short))
    return escape(short) if isinstance(short, str) else json.dumps(short)


@lru_cache(MEMO)
def _quoted(text: str) -> str:
    """Return a text in quotes. Most problems of a file are about the same few values."""
    return '"' + escape(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def literal(value: object) -> str | None:
    """Return the whole JSON text of a value for a suggestion; None if it is too long to repeat.

    >>> literal({"value": 40, "qualifier": "about"})
    '{"value": 40, "qualifier": "about"}'
    """
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LITERAL_LIMIT else None


def value_of(suggestion: str | None) -> object:
    """Return the value whose JSON text a suggestion is: the inverse of `literal`. None for a key with its value, and for several items.

    >>> value_of('"held"'), value_of('"is_think_tank": true')
    ('held', None)
    """
    try:
        return None if suggestion is None else json.loads(suggestion)
    except json.JSONDecodeError:
        return None


def keys_of(suggestion: str | None) -> Mapping[str, object]:
    """Return the keys with their values that a suggestion is; none for any other.

    >>> keys_of('"is_think_tank": true'), keys_of('"held"')
    ({'is_think_tank': True}, {})
    """
    try:
        found: object = json.loads(f"{{{suggestion}}}")
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def sayable(value: object) -> object:
    """Return a scalar that JSON can hold: a lone surrogate and a float that is not finite are described in words."""
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
