"""Memory for orjson, made sure of beforehand: where it gets none it does not raise `MemoryError`, it ends the process.

The same holds for its errors, which keep a copy of the text. So before it works on much text, that much memory is asked for and
given back, by a call of Python, which raises. The figures were measured with orjson 3.11, as address space, and rounded up.
"""

from __future__ import annotations

from typing import Final

__all__ = ["for_reading", "for_writing"]

STEP: Final = 2**18  # bytes of text between two looks, each of which takes some microseconds
RESERVE: Final = 64 * 2**20  # bytes; no text of one step takes more


class _State:
    """What was made sure of.

    Attributes:
        left: bytes of text that can be read before the next look.
    """

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = 0


_state: Final = _State()


def for_reading(text: bytes) -> None:
    """Make sure that orjson can read a text.

    Raises:
        MemoryError: it could not.
    """
    _state.left -= len(text)
    if _state.left < 0:
        bytes(RESERVE if len(text) <= STEP else to_read(text))
        _state.left = STEP


def for_writing(text: bytes) -> None:
    """Make sure that orjson can write what it read from a text.

    Raises:
        MemoryError: it could not.
    """
    if len(text) > STEP:
        bytes(to_write(text))


def to_read(text: bytes) -> int:
    """Return the most memory that orjson takes to read a text: a buffer in proportion to it, and the values."""
    return (
        RESERVE
        + len(text)
        * (13 if text.isascii() else 16)  # a character beyond U+FFFF makes each in its string take four bytes
        + text.count(b",") * 40
        + text.count(b":") * 64
        + text.count(b'"') * 24
        + text.count(b"{") * 112
        + text.count(b"[") * 56
    )


def to_write(text: bytes) -> int:
    """Return the most memory that orjson takes to write the values of a text: it grows in steps, and at once by what a list may need."""
    return RESERVE + len(text) * 8 + text.count(b",") * 256
