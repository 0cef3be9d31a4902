"""CSV as RFC 4180 has it: tables to text and back, every cell as it is.

The module `csv` writes it, but does not read it here: it has one limit on the length of a cell, 131,072 characters, for the whole
process, and does not tell where an open quotation mark begins.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Final

from attrs import evolve

from ..jsontext.faults import not_utf8
from ..jsontext.parsing import encode
from ..problems.patterns import pattern
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..tables.table import Cell, Table
from .codes import CSV_SYNTAX

__all__ = ["to_bytes", "to_table"]

_CELL: Final = pattern(r'(?:"([^"]*+(?:""[^"]*+)*+)"|([^",\r\n]*+))(,|\r\n|\n|\r|\Z)')


def to_bytes(table: Table) -> bytes:
    """Return the CSV text of a table, in UTF-8; numbers and booleans as JSON writes them, an empty cell where there is nothing."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([[_text(cell) for cell in row] for row in table.rows])
    return text.getvalue().encode()


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return "" if cell is None else encode(cell).decode()


CELLS: Final = 20_000_000  # of one table: short rows below many headings would fill any memory


def to_table(name: str, data: bytes, report: Callable[[Problem], None]) -> Table:
    """Return the table of a CSV text in UTF-8, with or without a byte order mark.

    Each row has its line. A broken one is empty, one that is shorter than the headings is filled with empty cells.

    Parameters:
        name: the name of the table.
        data: the text.
        report: takes each problem of the text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report(evolve(not_utf8(data), line=data.count(b"\n", 0, error.start) + 1))
        return Table(name, (), ())
    rows = _rows(text)
    _, headings = next(rows, (1, None))
    if headings is None or not any(headings):
        report(_problem(1, Phrase("no headings")))
        return Table(name, (), ())
    found: list[list[Cell]] = []
    lines: list[int] = []
    for line, cells in rows:
        if (len(found) + 1) * len(headings) > CELLS:
            report(_problem(line, Phrase("more than {count} {count:cell|cells}", count=CELLS)))
            break
        row: list[Cell] = []
        if cells is None:
            report(_problem(line, Phrase("a quotation mark that is not closed, or not doubled")))
        elif any(cells[len(headings) :]):
            report(_problem(line, Phrase("a row with more cells than there are headings")))
        else:
            row = [cell or None for cell in cells[: len(headings)]]
        found.append([*row, *[None] * (len(headings) - len(row))])
        lines.append(line)
    return Table(name, tuple(headings), found, lines)


def _problem(line: int, what: Phrase) -> Problem:
    return evolve(CSV_SYNTAX(what=what), line=line)


def _rows(text: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the rows of a text, each with the number of its first line; None for one that is cut off at its end, since it is broken."""
    line, at = 1, 0
    while at < len(text):
        first, cells = line, list[str]()
        separator = ","
        while separator == ",":
            found = _CELL.match(text, at)
            if found is None:
                yield first, None
                end = (text.find("\n", at) + 1) or len(text)
                line += _line_ends(text[at:end])
                at = end
                break
            quoted, plain, separator = found.groups()
            cells.append(plain if quoted is None else quoted.replace('""', '"'))
            line += _line_ends(found[0])
            at = found.end()
        else:
            yield first, cells


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
