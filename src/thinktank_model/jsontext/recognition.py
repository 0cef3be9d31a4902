"""Recognises files of other formats by their first bytes: workbooks, tables, calendars, web pages."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..problems.patterns import pattern
from ..problems.translations import Phrase

__all__ = ["Format", "recognize"]

HEAD: Final = 2000  # bytes that are searched for the signature of a text format
TAIL: Final = 65_536  # bytes at the end of an archive, where the names of its files are listed
BLANKS: Final = b" \t\r\n"  # the white space of JSON (RFC 8259, section 2)

IMPORT: Final = Phrase("To import records from it, see thinktank-model import --help.")
WRITE: Final = Phrase("Write its content as records in a .json or .jsonl file.")
UNPACK: Final = Phrase("Decompress the file first, if you trust it.")
ENDING: Final = Phrase("Give the file the ending of its compression, .gz or .zst.")
EXPORT: Final = Phrase("Export its rows first, as JSON or as a table.")
CONVERT: Final = Phrase("Convert it to JSON first.")
ANOTHER: Final = Phrase("This may be an error page: download the data itself.")


class Format(NamedTuple):
    """A file format: its name, and advice on what to do with such a file."""

    name: Phrase
    help: Phrase


_WORKBOOK: Final = Format(Phrase("an Excel workbook (.xlsx)"), IMPORT)
_DOCUMENT: Final = Format(Phrase("a Word document (.docx)"), WRITE)
_CSV: Final = Format(Phrase("a table (.csv or .tsv)"), IMPORT)
_YAML: Final = Format(Phrase("YAML"), CONVERT)
_ARCHIVE: Final = Format(Phrase("a ZIP archive"), UNPACK)

# The names of the files in an archive tell its format.
_PARTS: Final = (
    (b"xl/workbook", _WORKBOOK),
    (b"word/document", _DOCUMENT),
    (b"ppt/presentation", Format(Phrase("a PowerPoint presentation (.pptx)"), WRITE)),
    (b"META-INF/container.xml", Format(Phrase("an EPUB book"), WRITE)),
    (b"opendocument.spreadsheet", Format(Phrase("an OpenDocument spreadsheet (.ods)"), IMPORT)),
    (b"opendocument.text", Format(Phrase("an OpenDocument text (.odt)"), WRITE)),
)
_MAGIC: Final = (
    (b"%PDF-", Format(Phrase("a PDF file"), WRITE)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format(Phrase("an Office file from before 2007 (.xls, .doc)"), IMPORT)),
    (b"\x89PNG", Format(Phrase("a PNG image"), WRITE)),
    (b"\xff\xd8\xff", Format(Phrase("a JPEG image"), WRITE)),
    (b"GIF8", Format(Phrase("a GIF image"), WRITE)),
    (b"\x1f\x8b", Format(Phrase("data compressed by gzip"), ENDING)),
    (b"\x28\xb5\x2f\xfd", Format(Phrase("data compressed by Zstandard"), ENDING)),
    (b"PAR1", Format(Phrase("a Parquet file"), IMPORT)),
    (b"SQLite format 3\0", Format(Phrase("an SQLite database"), EXPORT)),
    (b"{\\rtf", Format(Phrase("an RTF document"), WRITE)),
)
_TEXTS: Final = (
    (r"begin:v(?:calendar|event)\b", Format(Phrase("an iCalendar file (.ics)"), IMPORT)),
    (r"begin:vcard\b", Format(Phrase("a vCard file (.vcf)"), IMPORT)),
    (r"(?:%[^\n]*\n\s*)*@[a-z]{3,20}\s*[{(]", Format(Phrase("a BibTeX file (.bib)"), IMPORT)),
    (r"ty  - ", Format(Phrase("a RIS file (.ris)"), IMPORT)),
    (r"<!doctype html|<html\b", Format(Phrase("a web page (HTML)"), ANOTHER)),
    (r"<\?xml|<[a-z][a-z0-9:_-]*[\s>]", Format(Phrase("XML"), CONVERT)),
    (r"@prefix |@base |prefix [a-z]*:", Format(Phrase("RDF (Turtle)"), CONVERT)),
    (r"---[ \t]*\r?\n|%yaml |(?:- )?[a-z_$][a-z0-9_$-]*:(?:[ \t]|\r?\n)", _YAML),
)
_SIGNATURES: Final = tuple([(pattern(start, re.IGNORECASE), format) for start, format in _TEXTS])
_SEPARATORS: Final = ",;\t"


def recognize(data: bytes) -> Format | None:
    """Return the format of bytes that are not JSON; None if they may be meant as JSON.

    >>> recognize(b"%PDF-1.7\\n").name, recognize(b'{"type": "event",}')
    ('a PDF file', None)
    """
    if data.startswith(b"PK\x03\x04"):
        names = data[:HEAD] + data[-TAIL:]
        return next((format for part, format in _PARTS if part in names), _ARCHIVE)
    for start, format in _MAGIC:
        if data.startswith(start):
            return format
    head = data[:HEAD].lstrip(BLANKS).decode(errors="replace").removeprefix("\ufeff")
    if head[:1] in ("{", "["):
        return None
    for signature, format in _SIGNATURES:
        if signature.match(head):
            return format
    return _CSV if _is_table(head.splitlines()[:3]) else None


def _is_table(lines: list[str]) -> bool:
    """Return whether there are two or more lines with the same number of the same separator."""
    counts = [tuple([line.count(separator) for separator in _SEPARATORS]) for line in lines[:2]]
    return len(lines) > 1 and any(counts[0]) and counts[0] == counts[1]
