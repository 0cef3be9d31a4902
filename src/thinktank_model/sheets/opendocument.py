"""Finds in OpenDocument spreadsheets what their reader drops: error values, formulas without a value, tabs, line breaks, merged cells.

The names are those of OpenDocument 1.3, part 3, and of LibreOffice, which writes `calcext:value-type="error"`.
"""

from __future__ import annotations

import io
import re
from typing import Any, Final

from ..problems.patterns import pattern
from .odd import Odd

__all__ = ["CONTENT", "odd_cells"]

CONTENT: Final = "content.xml"  # the part with the cells
MOST_SPACES: Final = 1000  # of one element, which a few bytes could make fill the memory
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_NOTE: Final = f"{_OFFICE}annotation"
_SIGNS: Final = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}
_ODD: Final = re.compile(rb':formula=|"error"|:tab[ /]|:line-break|-spanned="[^1]|:annotation[ >]|:a[ >]')
_SPACES: Final = pattern(r"[ \t\r\n]+")


def odd_cells(content: bytes) -> dict[str, Odd]:
    """Return what is odd in each sheet.

    Raises:
        ParseError: the part is not XML.
    """
    from xml.etree import ElementTree  # rarely needed, and slow to import

    found: dict[str, Odd] = {}
    if _ODD.search(content) is None:
        return found
    row = 0
    odd = Odd()
    for _, element in ElementTree.iterparse(io.BytesIO(content)):  # noqa: S314 - expat refuses bombs
        if element.tag == f"{_TABLE}table-row":
            high = _repeated(element.get(f"{_TABLE}number-rows-repeated"))
            column = 0
            for cell in [child for child in element if child.tag in _CELLS]:
                _look(cell, row, column, high, odd)
                column += _repeated(cell.get(f"{_TABLE}number-columns-repeated"))
            row += high
            element.clear()
        elif element.tag == f"{_TABLE}table":
            found[element.get(f"{_TABLE}name", "")] = odd
            row, odd = 0, Odd()
            element.clear()
    return found


def _look(cell: Any, row: int, column: int, high: int, odd: Odd) -> None:
    """Note what is odd in a cell, which stands for as many rows as are given, and the columns that it names."""
    kind = cell.get(f"{_OFFICE}value-type")
    if cell.find(_NOTE) is not None:
        odd.comments.append((row, column))
        cell.remove(cell.find(_NOTE))
    if cell.get(f"{_CALC}value-type") == "error":
        odd.errors[row, column] = "".join(cell.itertext())
    elif cell.get(f"{_TABLE}formula") and not kind and not "".join(cell.itertext()):
        odd.bare.add((row, column))
    names = {child.tag for child in cell.iter()} if len(cell) else frozenset()
    if f"{_TEXT}a" in names:
        odd.links[row, column] = next(cell.iter(f"{_TEXT}a")).get(_HREF, "")
    if kind == "string" and not names.isdisjoint((f"{_TEXT}tab", f"{_TEXT}line-break")):
        for part in cell.iter():
            sign = _SIGNS.get(part.tag, "") * min(_repeated(part.get(f"{_TEXT}c")), MOST_SPACES)
            part.text, part.tail = sign or _SPACES.sub(" ", part.text or ""), _SPACES.sub(" ", part.tail or "")
        text = "\n".join(["".join(part.itertext()) for part in cell if part.tag == f"{_TEXT}p"])
        odd.texts.append((row, column, high, _repeated(cell.get(f"{_TABLE}number-columns-repeated")), text))
    down, right = [_repeated(cell.get(f"{_TABLE}number-{side}-spanned")) for side in ("rows", "columns")]
    if down > 1 or right > 1:
        odd.merged.append((row, column, row + down - 1, column + right - 1))


def _repeated(said: str | None) -> int:
    """Return how many rows, columns or spaces an element stands for."""
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) < 8 else 1
