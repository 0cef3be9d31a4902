"""Recognizes the format of a JSON file by the keys of its first object, if the file name does not determine it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import IO, Any, Final

from ..problems.patterns import pattern
from .format import Format

__all__ = ["recognized"]

HEAD: Final = 2**13  # bytes that are examined
TOKEN: Final = pattern(r'"((?:[^"\\]|\\.)*)"(\s*:)?|[{}]', re.DOTALL)
DEPTH: Final = 3  # of a key with dots


def recognized(stream: IO[bytes], formats: Iterable[Format]) -> Format | None:
    """Return the format of the beginning of a stream; the position of the stream is unchanged.

    Parameters:
        stream: a binary stream; the result is None if it can neither peek nor seek.
        formats: the formats to choose from.
    """
    keys = _keys(_head(stream))
    return next((format for format in formats if any([set(wanted) <= keys for wanted in format.keys])), None)


def _head(stream: Any) -> bytes:
    if hasattr(stream, "peek"):
        return bytes(stream.peek(HEAD)[:HEAD])
    if not stream.seekable():
        return b""
    at = stream.tell()
    head: bytes = stream.read(HEAD)
    stream.seek(at)
    return head


def _keys(head: bytes) -> set[str]:
    """Return the keys of the first object and of the objects in it, as far as these bytes reach."""
    text = head.decode("utf-8-sig", "replace").lstrip()
    found: set[str] = set()
    path: list[str] = []  # the key of each open object
    key = ""
    for token in TOKEN.finditer(text if text[:1] in ("{", "[") else ""):
        if token[0] == "{":
            path.append(key)
            key = ""
        elif token[0] == "}":
            key = path.pop() if path else ""
            if not path:
                break
        elif token[2] is not None:
            key = token[1]
            if len(path) <= DEPTH:
                found.add(".".join([*path[1:], key]))
    return found
