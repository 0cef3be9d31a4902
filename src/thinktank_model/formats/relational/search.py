"""Full-text search that also finds Chinese words, which have no spaces, of any length from two characters.

Each run of Chinese characters is indexed with all its ends (清华大学, 华大学, 大学, 学), so that `清华*`, `大学*`, `university*` and
`universite*` match in any text. Simplified characters also match traditional ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from ...jsontext.parsing import parse
from ...model.scope import CORE_SCOPE, Scope
from ...records.single import utf8
from ...tables.columns import WHOLE
from ...tables.layout import SCOPES
from ...tables.table import OWNER, Cell
from ...values.folding import HAN, folded
from .schema import tables

__all__ = ["CREATE", "INSERT", "OPTIMIZE", "SEARCH", "Entry", "entries"]

SEARCH: Final = "search"
LONGEST: Final = 12  # characters of a search term
CREATE: Final = (
    f"create virtual table {SEARCH} using fts5("
    "words, text unindexed, record_id unindexed, field unindexed, lang unindexed, "
    "tokenize = 'unicode61 remove_diacritics 2')"
)
INSERT: Final = f"insert into {SEARCH} (words, text, record_id, field, lang) values (?, ?, ?, ?, ?)"
OPTIMIZE: Final = f"insert into {SEARCH} ({SEARCH}) values ('optimize')"


class Entry(NamedTuple):
    """A text in the search index.

    Attributes:
        words: the words that find it.
        text: the text.
        record_id: the id of its record.
        field: its field in the record.
        lang: its language.
    """

    words: str
    text: str
    record_id: str
    field: str
    lang: str | None


def entries(rows: dict[str, list[tuple[Cell, ...]]], scope: Scope = CORE_SCOPE) -> Iterator[Entry]:
    """Yield the names of records and their texts in each language."""
    for name, found in rows.items():
        id, names, lang, texts = _columns(name, scope)
        for row in found if id is not None else ():
            owner = str(row[id or 0])
            if names is not None:
                text, tag = str(row[names]), row[lang or 0]
                yield Entry(_words(text), text, owner, "names", None if tag is None else str(tag))
            for index, field in texts:
                if (cell := row[index]) is not None:
                    for language, said in parse(utf8(str(cell)))[0].items():
                        yield Entry(_words(said), said, owner, field, language)


@lru_cache(SCOPES * 200)
def _columns(name: str, scope: Scope) -> tuple[int | None, int | None, int | None, list[tuple[int, str]]]:
    """Return the columns of a table with the record id, with a name and its language, and with texts and their fields."""
    table = tables(scope)[name]
    where = {column: index for index, column in enumerate(table.names)}
    field = table.sheet.name.partition(".")[2]
    texts = [
        (where[column.name], ".".join([part for part in (field, column.place.name) if part and part != WHOLE]))
        for column in table.columns
        if column.kind == "texts"
    ]
    is_names = field == "names"
    names, lang = (where["value"], where["lang"]) if is_names else (None, None)
    return where.get(OWNER, where.get("id")), names, lang, texts


def _words(text: str) -> str:
    """Return the words that find a text.

    >>> _words("École 清華")
    'École 清華 ecole 华 清华 華'
    """
    if text.isascii():
        return text
    other = folded(text)
    found = set(other.split(" "))
    if HAN.search(text):
        found |= _ends(text) | _ends(other)
    return " ".join([text, *sorted(found.difference(text.split(" "), [""]))])


def _ends(text: str) -> set[str]:
    return {run[0][start : start + LONGEST] for run in HAN.finditer(text) for start in range(len(run[0]))}
