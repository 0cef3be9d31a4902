"""CSV as in RFC 4180: converts tables to text and back, with every cell unchanged.

The module `csv` reads a text in which every quotation mark is where it should be. It has one limit on the length of a cell,
131,072 characters, for the whole process, and does not report where an open quotation mark begins, so any other text is read here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, islice
from typing import IO, Final, TypeAlias

from attrs import evolve

from ..jsontext.faults import not_utf8
from ..jsontext.parsing import encode
from ..problems.patterns import pattern
from ..problems.problem import Problem
from ..problems.translations import Phrase
from ..sheets.codes import SKIPPED_TEXT
from ..sheets.plan import HEAD_ROWS
from ..tables.table import OWNER, Cell, Table, Texts
from .codes import CSV_READ_AS, CSV_SYNTAX
from .csv_writing import OURS, Written, told

__all__ = ["cell_text", "not_closed", "rows_of", "to_bytes", "to_table", "write"]

Row: TypeAlias = tuple[int, list[str] | None]
"""The number of the first line of a row, and its cells."""

_FORMULA: Final = pattern(r"'*[=+\-@\t\r\n＝＋－＠]")
"""How a text begins that a spreadsheet program takes for a formula, also behind apostrophes."""

_MARKED: Final = pattern(r"'[=+\-@\t\r\n＝＋－＠]")  # what every text with a cell that lost its apostrophe has
_LONE: Final = pattern(r"\r(?!\n)")

_BARE: Final = pattern(r'([^"\r\n]*+)(?:\r\n|\n|\r|\Z)')  # a row without quotation marks

SOME: Final = 1000  # rows that are written at a time
CELLS: Final = 20_000_000  # cells of one table: short rows below many headings could fill the memory


def to_bytes(table: Table, separator: str = ",") -> bytes:
    """Return the CSV text of a table, as `write` writes it."""
    held = io.BytesIO()
    write(table, held, separator)
    return held.getvalue()


def write(table: Table, target: IO[bytes], separator: str = ",") -> None:
    """Write the CSV text of a table in UTF-8. Numbers and booleans are written as in JSON, and a missing value as an empty cell.

    A text that a spreadsheet would take for a formula gets a leading apostrophe, which `to_table` removes.
    """
    rows = chain([table.columns], table.rows)
    while some := [[cell_text(cell) for cell in row] for row in islice(rows, SOME)]:
        text = io.StringIO()  # that of all rows would be most of the memory
        csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(some)
        target.write(text.getvalue().encode())


def cell_text(cell: Cell) -> str:
    """Return what is written for a cell."""
    if isinstance(cell, str):
        return "'" + cell if _FORMULA.match(cell) else cell
    return "" if cell is None else encode(cell).decode()


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def to_table(name: str, data: bytes, report: Callable[[Problem], None], separator: str | None = None) -> Table:
    """Return the table of a CSV text in any usual encoding with any usual separator. Other ones than UTF-8 and a comma are reported.

    Each row has its line number. A broken row is empty, and a short one is filled with empty cells.

    Parameters:
        name: the name of the table.
        data: the text.
        report: takes each problem of the text.
        separator: the separator of cells, if known.
    """
    written = told(data)
    if written is not None and separator is not None:
        written = written._replace(separator=separator)
    if written is None:
        report(evolve(not_utf8(data), line=1))
        return Table(name, (), ())
    if not written.is_usual:
        report(CSV_READ_AS(encoding=written.encoding, separator=written.called))
    above, headings, rows = _headings(rows_of(written))
    for line, cells in above:
        for text in cells or ():
            if text:
                report(evolve(SKIPPED_TEXT(text), line=line))
    if headings is None or not any(headings):
        report(_problem(1, Phrase("no headings")))
        return Table(name, (), ())
    found: list[list[str]] = []
    lines: list[int] = []
    width = len(headings)
    most = CELLS // width
    for line, cells in rows:
        if len(found) == most:
            report(_problem(line, Phrase("more than {count} {count:cell|cells}", count=CELLS)))
            break
        row = cells or []
        if cells is None:
            report(not_closed(line))
        elif len(cells) > width:
            row = cells[:width]
            if any(cells[width:]):
                report(_problem(line, Phrase("a row with more cells than there are headings")))
                row = []
        found.append(row if len(row) == width else row + [""] * (width - len(row)))
        lines.append(line)
    return Table(name, tuple(headings), Texts(found), lines)


def _headings(rows: Iterator[Row]) -> tuple[list[Row], list[str] | None, Iterator[Row]]:
    """Return the rows above the headings, the headings, and the rows below: the first row, if no later one is one of ours."""
    seen: list[Row] = []
    for row in islice(rows, HEAD_ROWS):
        seen.append(row)
        ours = OURS.intersection(row[1] or ())
        if ours and (len(seen) == 1 or len(ours) > 1 or OWNER in ours):
            return seen[:-1], row[1], rows
    return [], seen[0][1] if seen else None, chain(seen[1:], rows)


def not_closed(line: int) -> Problem:
    """Return the problem of a row that is cut off."""
    return _problem(line, Phrase("a quotation mark that is not closed, or not doubled"))


def _problem(line: int, what: Phrase) -> Problem:
    return evolve(CSV_SYNTAX(what=what), line=line)


def rows_of(written: Written) -> Iterator[Row]:
    """Return the rows of a text, each with the number of its first line; None for a row that is cut off."""
    is_regular = _LONE.search(written.text) is None and _regular(written.separator).fullmatch(written.text) is not None
    return _regular_rows(written) if is_regular else _any_rows(written)


def _regular_rows(written: Written) -> Iterator[Row]:
    """Yield the rows of a text that is regular."""
    is_marked = _MARKED.search(written.text) is not None
    reader = csv.reader(_lines(written.text), delimiter=written.separator, strict=True)
    line, count = 1, 0
    try:
        for cells in reader:
            yield line, ([_plain(cell) for cell in cells] if is_marked else cells) or [""]
            line, count = reader.line_num + 1, count + 1
    except csv.Error:  # a cell that is longer than the limit
        yield from islice(_any_rows(written), count, None)


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends."""
    at = 0
    while end := text.find("\n", at) + 1:
        yield text[at:end]
        at = end
    if at < len(text):
        yield text[at:]


@cache
def _regular(separator: str) -> re.Pattern[str]:
    """Return the pattern of texts in which quotation marks are around whole cells, and doubled within them."""
    mark = re.escape(separator)
    cell = rf'(?<![^{mark}\r\n])"[^"]*+(?:""[^"]*+)*+"(?![^{mark}\r\n])'
    return pattern(rf'(?:[^"]*+{cell})*+[^"]*+')


def _any_rows(written: Written) -> Iterator[Row]:
    """Yield the same for any text."""
    text, separator = written.text, written.separator
    cell = _cell(separator)
    line, at = 1, 0
    while at < len(text):
        bare = _BARE.match(text, at)
        if bare is not None:
            split = bare[1].split(separator)
            yield line, [_plain(cell) for cell in split] if "'" in bare[1] else split
            line, at = line + 1, bare.end()
            continue
        first, cells = line, list[str]()
        after = separator
        while after == separator:
            found = cell.match(text, at)
            if found is None:
                yield first, None
                end = (text.find("\n", at) + 1) or len(text)
                line += _line_ends(text[at:end])
                at = end
                break
            quoted, plain, after = found.groups()
            cells.append(_plain(plain if quoted is None else quoted.replace('""', '"')))
            if quoted is not None:
                line += _line_ends(quoted)
            at = found.end()
        else:
            line += 1
            yield first, cells


@cache
def _cell(separator: str) -> re.Pattern[str]:
    mark = re.escape(separator)
    return pattern(rf'(?:"([^"]*+(?:""[^"]*+)*+)"|([^"{mark}\r\n]*+))({mark}|\r\n|\n|\r|\Z)')


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
