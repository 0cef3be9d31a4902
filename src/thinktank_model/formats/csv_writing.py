"""Recognises the encoding and the separator of a CSV text, which the text does not declare."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..jsontext.encodings import UNICODE_MARKS
from ..problems.patterns import pattern
from ..problems.translations import Phrase

__all__ = ["OURS", "Written", "told"]

COMMA: Final = ","
SEPARATORS: Final = {
    COMMA: Phrase("a comma"),
    ";": Phrase("a semicolon"),
    "\t": Phrase("a tab"),
    "|": Phrase("a vertical bar"),
}
OURS: Final = frozenset({"id", "type", "_record", "schema_version"})  # headings that tables of ours have, with commas
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), *[(mark, name.lower()) for mark, name in UNICODE_MARKS])
_HIGH: Final = re.compile(rb"[\x80-\xff]+")
_QUOTED: Final = pattern(r'"[^"]*(?:"|\Z)')
GLANCE: Final = 2**16  # characters that are searched for separators
PAIRED: Final = 0.8  # share of runs of high bytes with an even length in Chinese text


class Written(NamedTuple):
    """A CSV text with its encoding and separator.

    Attributes:
        text: the text.
        encoding: the encoding.
        separator: the separator of cells.
    """

    text: str
    encoding: str
    separator: str

    @property
    def is_usual(self) -> bool:
        """Whether it is UTF-8 with commas, as in RFC 4180."""
        return self.encoding.startswith("utf-8") and self.separator == COMMA

    @property
    def called(self) -> str:
        """The name of the separator."""
        return SEPARATORS[self.separator]


def told(data: bytes) -> Written | None:
    """Return a CSV text with its encoding and separator; None if the encoding is unknown.

    It tries a byte order mark, UTF-8, GB18030 if the bytes look like Chinese, and then Windows-1252.

    >>> told("Nom;Pays".encode("utf-8")).separator, told("Société;Côte d’Ivoire".encode("cp1252")).encoding
    (';', 'windows-1252')
    >>> told("名称,国家".encode("gb18030")).encoding
    'gb18030'
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        name = "utf-8" if encoding == "utf-8-sig" else "windows-1252" if encoding == "cp1252" else encoding
        return Written(text, name, _separator(text))
    return None


def _encodings(data: bytes) -> Iterator[str]:
    """Yield the encodings that a text can have, the likely ones first."""
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    yield from marked or ["utf-8"]
    if marked or b"\0" in data[:GLANCE]:
        return
    runs = [len(run) for run in _HIGH.findall(data)]
    is_paired = bool(runs) and sum([length % 2 == 0 for length in runs]) >= PAIRED * len(runs)
    yield from ["gb18030", "cp1252"] if is_paired else ["cp1252"]


def _separator(text: str) -> str:
    """Return the separator: the most frequent candidate that occurs in the first lines and in most others."""
    lines = [line for line in _QUOTED.sub("", text[:GLANCE]).splitlines() if line.strip()]
    if not lines:
        return COMMA
    for mark in SEPARATORS:
        if not OURS.isdisjoint([name.strip('"') for name in lines[0].split(mark)]):
            return mark
    usual = {mark: sorted([line.count(mark) for line in lines])[len(lines) // 2] for mark in SEPARATORS}
    best = max(usual, key=lambda mark: usual[mark])
    first = max(SEPARATORS, key=lines[0].count)
    return best if usual[best] else first if lines[0].count(first) else COMMA
