"""JSON Pointers (RFC 6901), which locate a value inside a record or document."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

KEY_LIMIT: Final = 500  # characters of a key in a pointer


# --- JSON Pointer (RFC 6901) ---


def pointer(*tokens: str | int) -> str:
    """Return the JSON Pointer (RFC 6901) for these keys and indexes.

    A key over 500 characters is cut and ends in an ellipsis, so the pointer only leads to the object around it: a thousand
    problems below a key of several megabytes would otherwise take gigabytes of pointers.

    >>> pointer("names", 0, "a/b")
    '/names/0/a~1b'
    """
    return "".join(["/" + _shown(str(token)).replace("~", "~0").replace("/", "~1") for token in tokens])


def _shown(key: str) -> str:
    return key if len(key) <= KEY_LIMIT else key[:KEY_LIMIT] + "…"


@lru_cache(maxsize=1024)  # limited, because pointers come from outside
def pointer_tokens(text: str) -> tuple[str, ...]:
    """Return the keys and indexes of a JSON Pointer; the inverse of `pointer`.

    Raises:
        ValueError: the text is not a JSON Pointer (RFC 6901, section 3).

    >>> pointer_tokens("/names/0/a~1b")
    ('names', '0', 'a/b')
    """
    if (text and not text.startswith("/")) or re.search(r"~(?![01])", text):
        raise ValueError(
            f"{text!r} is not a JSON Pointer: it is empty or starts with '/', and '~' is followed by 0 or 1"
        )
    return tuple([token.replace("~1", "/").replace("~0", "~") for token in text.split("/")[1:]])
