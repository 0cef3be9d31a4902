"""Full-text search that finds Chinese words of any length, which have no spaces between them: also those of two characters.

Each run of Chinese characters is indexed with all its ends (清华大学, 华大学, 大学, 学), so that `清华*`, `大学*`, `university*` and
`universite*` find what they find in any text. Traditional characters are found by simplified ones too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from ...jsontext.parsing import parse
from ...records.single import utf8
from ...tables.table import OWNER, Cell
from ...values.folding import HAN, folded
from .schema import SqlTable, tables

__all__ = ["CREATE", "INSERT", "OPTIMIZE", "SEARCH", "Entry", "entries"]

SEARCH: Final = "search"
LONGEST: Final = 12  # characters of what is looked for in one run
CREATE: Final = (
    f"create virtual table {SEARCH} using fts5("
    "words, text unindexed, record_id unindexed, field unindexed, lang unindexed, "
    "tokenize = 'unicode61 remove_diacritics 2')"
)
INSERT: Final = f"insert into {SEARCH} (words, text, record_id, field, lang) values (?, ?, ?, ?, ?)"
OPTIMIZE: Final = f"insert into {SEARCH} ({SEARCH}) values ('optimize')"


class Entry(NamedTuple):
    """A text that can be found.

    Attributes:
        words: what it is found by.
        text: the text.
        record_id: the record that it stands in.
        field: where in that.
        lang: its language.
    """

    words: str
    text: str
    record_id: str
    field: str
    lang: str | None


def entries(rows: dict[str, list[tuple[Cell, ...]]]) -> Iterator[Entry]:
    """The names of records and their texts in each language."""
    for name, found in rows.items():
        table = tables()[name]
        owner = table.names.index(OWNER if OWNER in table.names else "id") if name != "dataset" else None
        texts = [(index, column) for index, column in enumerate(table.names) if _is_texts(table, column)]
        names = table.names.index("value") if table.sheet.name.endswith(".names") else None
        for row in found if owner is not None else ():
            id = str(row[owner or 0])
            field = table.sheet.name.partition(".")[2]
            if names is not None:
                lang = row[table.names.index("lang")]
                text = str(row[names])
                yield Entry(_words(text), text, id, field, None if lang is None else str(lang))
            for index, column in texts:
                if row[index] is not None:
                    at = ".".join([part for part in (field, column if column != "value" else "") if part])
                    for tag, said in parse(utf8(str(row[index])))[0].items():
                        yield Entry(_words(said), said, id, at, tag)


def _is_texts(table: SqlTable, column: str) -> bool:
    return any([one.name == column and one.kind == "texts" for one in table.columns])


def _words(text: str) -> str:
    """What a text is found by.

    >>> _words("École 清華")
    'École 清華 华 华 清华 ecole'
    """
    other = folded(text)
    found = set(other.split(" ")).union(*[_ends(one) for one in (text, other)])
    return " ".join([text, *sorted(found - {""} - set(text.split(" ")))])


def _ends(text: str) -> set[str]:
    return {run[0][start : start + LONGEST] for run in HAN.finditer(text) for start in range(len(run[0]))}
