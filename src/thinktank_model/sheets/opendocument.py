"""Finds the cells of OpenDocument spreadsheets with an error value, and with a formula without a value: both are read as empty.

The names are those of OpenDocument 1.3, part 3, and of LibreOffice, which writes `calcext:value-type="error"`.
"""

from __future__ import annotations

import io
from typing import Final

__all__ = ["CONTENT", "odd_cells"]

CONTENT: Final = "content.xml"  # the part with the cells
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def odd_cells(content: bytes) -> dict[str, tuple[frozenset[tuple[int, int]], dict[tuple[int, int], str]]]:
    """Return for each sheet the cells with a formula without a value, and those with an error value.

    Raises:
        ParseError: the part is not XML.
    """
    from xml.etree import ElementTree  # rarely needed, and slow to import

    found: dict[str, tuple[frozenset[tuple[int, int]], dict[tuple[int, int], str]]] = {}
    if b":formula=" not in content and b'"error"' not in content:
        return found
    row = 0
    bare: set[tuple[int, int]] = set()
    errors: dict[tuple[int, int], str] = {}
    for _, element in ElementTree.iterparse(io.BytesIO(content)):  # noqa: S314 - expat refuses bombs
        if element.tag == f"{_TABLE}table-row":
            column = 0
            for cell in [child for child in element if child.tag in _CELLS]:
                text = "".join(cell.itertext())
                if cell.get(f"{_CALC}value-type") == "error":
                    errors[row, column] = text
                elif cell.get(f"{_TABLE}formula") and not cell.get(f"{_OFFICE}value-type") and not text:
                    bare.add((row, column))
                column += _repeated(cell.get(f"{_TABLE}number-columns-repeated"))
            row += _repeated(element.get(f"{_TABLE}number-rows-repeated"))
            element.clear()
        elif element.tag == f"{_TABLE}table":
            found[element.get(f"{_TABLE}name", "")] = frozenset(bare), errors
            row, bare, errors = 0, set(), {}
            element.clear()
    return found


def _repeated(said: str | None) -> int:
    """Return how many rows or columns an element stands for."""
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) < 8 else 1
