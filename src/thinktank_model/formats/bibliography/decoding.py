"""Decodes the text of a bibliography."""

from __future__ import annotations

import codecs
from typing import Final

__all__ = ["decoded_text"]

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded_text(data: bytes) -> str:
    """Return the text of a file: UTF-16 if it begins with the byte order mark of it, else UTF-8. What is neither becomes U+FFFD."""
    return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig", "replace")
