"""Decodes the text of a bibliography."""

from __future__ import annotations

from ...jsontext.encodings import UNICODE_MARKS

__all__ = ["decoded_text"]


def decoded_text(data: bytes) -> str:
    """Return the text of a file: UTF-16 or UTF-32 if it begins with the byte order mark of it, else UTF-8. What is neither becomes U+FFFD."""
    encoding = next((name for mark, name in UNICODE_MARKS if data.startswith(mark)), "utf-8-sig")
    return data.decode(encoding, "replace")
