"""Checks that there is memory for orjson, which ends the process without memory instead of raising `MemoryError`.

This includes its errors, which keep a copy of the text. So before it works on a large text, that much memory is allocated and
freed by Python, which does raise. The figures were measured with orjson 3.11, as address space, and rounded up.
"""

from __future__ import annotations

from typing import Final

__all__ = ["STEP", "for_reading", "for_writing"]

STEP: Final = 2**18  # bytes of text between two checks, each of which takes some microseconds
RESERVE: Final = 64 * 2**20  # bytes; no text of one step takes more


class _State:
    """The memory that was checked.

    Attributes:
        left: bytes of text that can be read before the next check.
    """

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = 0


_state: Final = _State()


def for_reading(text: bytes) -> None:
    """Check that there is memory for orjson to read a text.

    Raises:
        MemoryError: there is not enough.
    """
    _state.left -= len(text)
    if _state.left < 0:
        bytes(RESERVE if len(text) <= STEP else to_read(text))
        _state.left = STEP


def for_writing(text: bytes) -> None:
    """Check that there is memory for orjson to write the values of a text. Texts of up to one step need no check.

    Raises:
        MemoryError: there is not enough.
    """
    bytes(to_write(text))


def to_read(text: bytes) -> int:
    """Return the maximum memory that orjson takes to read a text: a buffer of proportional size, and the values."""
    return (
        RESERVE
        + len(text)
        * (
            13 if text.isascii() else 16
        )  # one character above U+FFFF makes every character of its string take four bytes
        + text.count(b",") * 40
        + text.count(b":") * 64
        + text.count(b'"') * 24
        + text.count(b"{") * 112
        + text.count(b"[") * 56
    )


def to_write(text: bytes) -> int:
    """Return the maximum memory that orjson takes to write the values of a text. Its buffer grows in steps, and at once for a whole list."""
    return RESERVE + len(text) * 8 + text.count(b",") * 256
