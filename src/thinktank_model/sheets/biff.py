"""Finds in workbooks of Excel 97 to 2003 what their reader drops: error values, and the texts of formulas that LibreOffice does not store.

The names are those of [MS-XLS]: https://learn.microsoft.com/openspecs/office_file_formats/ms-xls.
"""

from __future__ import annotations

import struct
from typing import Final

from .compound import stream
from .odd import Odd

__all__ = ["odd_cells_of_old"]

RECORD: Final = struct.Struct("<HH")
CELL: Final = struct.Struct("<HH2x")
FORMULA, NUMBER, RK, MULRK, BOOLERR, BOUNDSHEET = 0x06, 0x203, 0x27E, 0xBD, 0x205, 0x85
ERROR: Final = 2  # the kind of a result or value
_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"
}  # fmt: skip


def odd_cells_of_old(data: bytes) -> list[Odd]:
    """Return what is odd in each sheet of a sound file, in the order of the sheets."""
    book = stream(data, ("Workbook", "Book", "WORKBOOK", "BOOK"))
    starts: list[int] = []
    at = 0
    while at + RECORD.size <= len(book):
        kind, length = RECORD.unpack_from(book, at)
        if kind == BOUNDSHEET and length >= 4:
            starts.append(struct.unpack_from("<L", book, at + RECORD.size)[0])
        elif kind == 0x0A:  # the end of the part about the whole workbook
            break
        at += RECORD.size + length
    return [_sheet(book, start) for start in starts]


def _sheet(book: bytes, at: int) -> Odd:
    odd = Odd()
    zeros: list[tuple[int, int]] = []
    numbers: set[int] = set()  # the columns with numbers
    depth = 0  # a chart in a sheet is a part of its own
    while at + RECORD.size <= len(book):
        kind, length = RECORD.unpack_from(book, at)
        body = book[at + RECORD.size : at + RECORD.size + length]
        at += RECORD.size + length
        depth += (kind & 0xFF == 0x09) - (kind == 0x0A)
        if depth == 0:
            break
        if depth > 1 or len(body) < 8:
            continue
        place: tuple[int, int] = CELL.unpack_from(body)
        if kind == FORMULA and len(body) >= 14:
            if body[12:14] != b"\xff\xff":
                zeros += [place] * (body[6:14] == bytes(8))
                numbers |= {place[1]} if any(body[6:14]) else set()
            elif body[6] == ERROR:
                odd.errors[place] = _ERRORS.get(body[8], "#?")
        elif kind == BOOLERR and body[7]:
            odd.errors[place] = _ERRORS.get(body[6], "#?")
        elif kind in (NUMBER, RK):
            numbers.add(place[1])
        elif kind == MULRK:
            numbers.update(range(place[1], place[1] + (len(body) - 6) // 6))
    odd.bare.update([place for place in zeros if place[1] not in numbers])  # a text that LibreOffice writes as 0
    odd.texts.extend([(*place, 1, 1, "") for place in odd.bare])
    return odd
