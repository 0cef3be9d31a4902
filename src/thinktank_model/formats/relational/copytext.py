"""Reads and writes the blocks `COPY table (columns) FROM stdin;` of PostgreSQL scripts.

https://www.postgresql.org/docs/current/sql-copy.html, "Text Format".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from ...jsontext.parsing import encode
from ...problems.patterns import pattern
from ...problems.translations import Phrase
from ...tables.table import Cell
from .ddl import quoted

__all__ = ["Block", "block", "blocks"]

NOTHING: Final = "\\N"
END: Final = "\\."
_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", "\v": "\\v"}
)
_ESCAPED: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}
_ESCAPE: Final = pattern(r"\\(x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)", re.DOTALL)
_NAME: Final = r'(?:"(?:[^"]|"")+"|\w+)'
_HEAD: Final = pattern(rf"copy ({_NAME}(?:\.{_NAME})?) \(([^()]*)\) from stdin;", re.IGNORECASE)
_NAMES: Final = pattern(_NAME)


class Block(NamedTuple):
    """The rows of one block.

    Attributes:
        table: the name of the table, without its schema.
        columns: the names of the columns.
        rows: the rows, every cell a text or None.
        schema: the name of the schema of the table; empty if the script does not give it.
    """

    table: str
    columns: list[str]
    rows: list[list[str | None]]
    schema: str = ""


def block(table: str, columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """Yield the lines of a block."""
    yield f"copy {quoted(table)} ({', '.join(map(quoted, columns))}) from stdin;\n"
    for row in rows:
        yield "\t".join([_text(cell) for cell in row]) + "\n"
    yield f"{END}\n"


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.translate(_ESCAPES)
    if isinstance(cell, bool):
        return "t" if cell else "f"
    return NOTHING if cell is None else encode(cell).decode()


def blocks(lines: Iterable[str], report: Callable[[int, Phrase], None]) -> Iterator[Block]:
    """Yield the blocks of a script. Text between them is ignored.

    Parameters:
        lines: the lines, without their ends.
        report: a function that takes a line number and a fault.
    """
    current: Block | None = None
    number = 0
    for number, line in enumerate(lines, 1):
        if current is None:
            head = _HEAD.fullmatch(line.strip())
            if head is not None:
                *schema, table = _names(head[1])
                current = Block(table, _names(head[2]), [], "".join(schema))
        elif line == END:
            yield current
            current = None
        else:
            cells = [None if cell == NOTHING else _ESCAPE.sub(_unescaped, cell) for cell in line.split("\t")]
            if len(cells) == len(current.columns):
                current.rows.append(cells)
            else:
                report(
                    number,
                    Phrase(
                        "a row of {found} cells in a block of {count} {count:column|columns}",
                        found=len(cells),
                        count=len(current.columns),
                    ),
                )
    if current is not None:
        report(number, Phrase("a block that does not end with a line that holds only {end}", end=END))
        yield current


def _unescaped(found: re.Match[str]) -> str:
    said = found[1]
    if said[0] == "x" and len(said) > 1:
        return chr(int(said[1:], 16))
    if said[0] in "01234567":
        return chr(int(said, 8) & 0xFF)
    return _ESCAPED.get(said, said)


def _names(text: str) -> list[str]:
    return [name[1:-1].replace('""', '"') if name.startswith('"') else name for name in _NAMES.findall(text)]
