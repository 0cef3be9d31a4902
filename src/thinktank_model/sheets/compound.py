"""Checks the tables of a compound file, which an old workbook is, before it is read, and finds its streams.

The reader follows these tables without end where they run in a circle, and reserves whatever length they name. The names below are
those of [MS-CFB]: https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Final

__all__ = ["MAGIC", "is_sound", "stream"]

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER: Final = struct.Struct("<30xHH6xLLL8xLLLL109L")
LARGE: Final = 4096  # bytes of the shortest stream that has sectors of its own
SHIFTS: Final = (9, 12)  # of sectors of 512 and 4,096 bytes
ENTRY: Final = 128  # bytes of an entry of the directory
LENGTH: Final = struct.Struct("<120xQ")
PLACE: Final = struct.Struct("<64xHBx48xLQ")
ROOT: Final = 5  # the kind of the entry that has all small streams
SHORT: Final = 0xFFFFFFFF  # of a length in a file of short sectors the rest means nothing


def is_sound(data: bytes) -> bool:
    """Return whether every table fits into the file, and every chain of sectors ends."""
    if len(data) < HEADER.size:
        return False
    shift, _, folders, fats, first, mini, minis, more, mores, *places = HEADER.unpack_from(data)
    if shift not in SHIFTS:
        return False
    size = 1 << shift
    if max(folders, fats, minis, mores) * size > len(data):
        return False
    places += [number for at in _next(data, size, more, mores) for number in _numbers(data, size, at)[:-1]]
    table = [number for at in places if at < len(data) // size for number in _numbers(data, size, at)]
    if not _ends(table) or not _ends([n for at in _chain(table, mini) for n in _numbers(data, size, at)]):
        return False
    directory = b"".join([_sector(data, size, at) for at in _chain(table, first)])
    mask = SHORT if shift == SHIFTS[0] else ~0
    lengths = [LENGTH.unpack_from(directory, at)[0] & mask for at in range(0, len(directory) - ENTRY + 1, ENTRY)]
    return max(lengths, default=0) <= len(data)


def stream(data: bytes, names: Sequence[str]) -> bytes:
    """Return the stream of a sound file that has one of the names; empty if there is none."""
    shift, small, _, _, first, mini, _, more, mores, *places = HEADER.unpack_from(data)
    size = 1 << shift
    places += [number for at in _next(data, size, more, mores) for number in _numbers(data, size, at)[:-1]]
    table = [number for at in places if at < len(data) // size for number in _numbers(data, size, at)]
    directory = b"".join([_sector(data, size, at) for at in _chain(table, first)])
    root = b""
    for at in range(0, len(directory) - ENTRY + 1, ENTRY):
        wide, kind, start, length = PLACE.unpack_from(directory, at)
        length &= SHORT
        if kind == ROOT:
            root = b"".join([_sector(data, size, number) for number in _chain(table, start)])
        elif directory[at : at + max(wide - 2, 0)].decode("utf-16-le", "replace") in names:
            if length >= LARGE:
                return b"".join([_sector(data, size, number) for number in _chain(table, start)])[:length]
            minis = [n for number in _chain(table, mini) for n in _numbers(data, size, number)]
            return b"".join([root[n << small : (n + 1) << small] for n in _chain(minis, start)])[:length]
    return b""


def _sector(data: bytes, size: int, at: int) -> bytes:
    return data[(at + 1) * size : (at + 2) * size]


def _numbers(data: bytes, size: int, at: int) -> tuple[int, ...]:
    found = _sector(data, size, at)
    return struct.unpack(f"<{len(found) // 4}L", found[: len(found) // 4 * 4])


def _next(data: bytes, size: int, at: int, most: int) -> Iterator[int]:
    """Yield the sectors with further places of tables, each of which ends with the number of the next one."""
    for _ in range(most):
        if not (numbers := _numbers(data, size, at)):
            return
        yield at
        at = numbers[-1]


def _chain(table: Sequence[int], at: int) -> Iterator[int]:
    """Yield the sectors of a chain that ends."""
    while at < len(table):
        yield at
        at = table[at]


def _ends(table: Sequence[int]) -> bool:
    """Return whether every chain of a table ends."""
    seen = [-1] * len(table)  # the start of the chain in which a sector was met first
    for start in range(len(table)):
        at = start
        while at < len(table) and seen[at] < 0:
            seen[at] = start
            at = table[at]
        if at < len(table) and seen[at] == start:
            return False
    return True
