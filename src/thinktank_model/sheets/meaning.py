"""Interprets a cell in its column: the value in our format, and whether it was inferred.

Nothing is guessed: a value without a certain meaning is unchanged, and the reader reports what is wrong with it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeAlias

from ..jsontext.parsing import parse
from ..problems.display import value_of
from ..problems.patterns import pattern
from ..shapes.tree import Bad, Boolean, ListOf, Number, Reading, Scalar, Shape
from ..values.countries import COUNTRIES, COUNTRY, REGISTER
from ..values.currencies import CURRENCY
from ..values.dates import DATE, DATE_OR_TIME
from ..values.ids import Reference
from ..values.language import LANGUAGE
from ..values.licenses import LICENSE
from ..values.timezones import TIMEZONE
from ..values.urls import URL
from ..vocab import Term
from ..vocab.spelling import fold
from ..vocab.term import spellings_of
from .directory import Directory
from .words import BOOLEANS, country_label, yes_or_no

__all__ = ["BETWEEN", "Meant", "Raw", "Read", "column_reader", "is_plain", "plain_text"]

Raw: TypeAlias = str | float | bool | datetime.date | datetime.time | datetime.timedelta | None
"""What a spreadsheet program has in a cell; None where there is nothing."""

BETWEEN: Final = "; "  # items of a list in one cell
EPOCH: Final = datetime.date(1899, 12, 30)  # day 0, as programs count days after February 1900
EPOCH_1904: Final = datetime.date(1904, 1, 1)
SERIALS: Final = range(10_000, 80_000)  # plausible day numbers in a column of dates: from 1927 to 2119
YEARS: Final = range(1000, 3000)
_HINTED: Final = (COUNTRY, DATE, DATE_OR_TIME, LANGUAGE, URL, LICENSE, CURRENCY, TIMEZONE)
_ITEMS: Final = pattern("[;；\n]")
_MORE_ITEMS: Final = pattern("[,，、/]| (?:and|et|&) |[和及与]")
_GROUPED: Final = pattern("[0-9]{1,3}(?:[   ,'’][0-9]{3})+")


_WRITTEN: Final = (
    LANGUAGE,
    URL,
    LICENSE,
    CURRENCY,
    TIMEZONE,
)  # those that rarely have another format in our workbooks


class Meant(NamedTuple):
    """The interpretation of a cell.

    Attributes:
        value: the value for the table, or a list of texts.
        concluded: whether it was inferred from another format.
        unknown: names of records that are not in the directory; they are in the value unchanged.
    """

    value: Any
    concluded: bool = False
    unknown: tuple[str, ...] = ()


Read: TypeAlias = Callable[[Raw], Meant]


def column_reader(
    shape: Shape | None, lang: str, directory: Directory, epoch: datetime.date = EPOCH, *, is_hinting: bool = True
) -> Read:
    """Return a function that reads the cells of a column, with a cache.

    Parameters:
        shape: the shape of the column from its class; None for an unknown column.
        lang: the language of labels.
        directory: the names of records.
        epoch: the date of day 0 in the workbook.
        is_hinting: whether URLs, languages, licences and the like are read in other formats too.
    """
    if not is_hinting and _leaf(shape) in _WRITTEN:
        read: Read = _list(_text, is_closed=False) if isinstance(shape, ListOf) else _text
    else:
        read = _reader(shape, lang, directory, epoch)
    memo: dict[tuple[type, Raw], Meant] = {}

    def remembering(raw: Raw) -> Meant:
        key = (type(raw), raw)
        found = memo.get(key)
        if found is None:
            found = memo[key] = read(raw)
        return found

    return remembering


def _leaf(shape: Shape | None) -> Shape | None:
    return shape.item if isinstance(shape, ListOf) else shape


def _text(raw: Raw) -> Meant:
    return Meant(plain_text(raw))


def _reader(shape: Shape | None, lang: str, directory: Directory, epoch: datetime.date) -> Read:
    match shape:
        case Scalar():
            return _scalar(shape, lang, directory, epoch)
        case Number():
            return _number
        case Boolean():
            yes, no = yes_or_no(lang)
            return lambda raw: _boolean(raw, yes, no)
        case ListOf(item=Scalar() as item):
            return _list(_scalar(item, lang, directory, epoch), isinstance(item, (Term, Reference)) or item in _HINTED)
    return lambda raw: Meant(plain_text(raw))


def is_plain(shape: Shape) -> bool:
    """Return whether the cells of a column are plain texts."""
    return isinstance(shape, Scalar) and not isinstance(shape, (Term, Reference)) and shape not in _HINTED


def plain_text(raw: Raw) -> str:
    """Return the text of a cell.

    >>> plain_text(2024.0), plain_text(datetime.datetime(2024, 12, 20)), plain_text(True)
    ('2024', '2024-12-20', 'true')
    """
    match raw:
        case str():
            return raw
        case bool():
            return "true" if raw else "false"
        case float() if raw.is_integer() and abs(raw) < 2**53:
            return str(int(raw))
        case datetime.datetime() if raw.time() == datetime.time():
            return raw.date().isoformat()
        case datetime.datetime() | datetime.time():
            return raw.isoformat(timespec="seconds")
        case datetime.date():
            return raw.isoformat()
    return str(raw)


# --- texts ---


def _scalar(shape: Scalar, lang: str, directory: Directory, epoch: datetime.date) -> Read:
    if isinstance(shape, Reference):
        return lambda raw: _reference(shape, plain_text(raw), directory)
    if isinstance(shape, Term):
        labels = {term.label(lang): term.value for term in reversed(shape.terms) if term.replaced_by is None}
        return lambda raw: _term(shape, labels, plain_text(raw))
    if shape in (DATE, DATE_OR_TIME):
        return lambda raw: _date(shape, raw, epoch)
    if shape is COUNTRY:
        return lambda raw: _country(plain_text(raw), lang)
    if shape in _HINTED:
        return lambda raw: _hinted(shape, plain_text(raw))
    return lambda raw: Meant(plain_text(raw))


def _reading(shape: Scalar, text: str) -> Reading:
    """Return what a scalar reads in a text, from its cache if it is there, as the reader of the record will."""
    if not shape.repeats:
        return shape.read(text)
    try:
        return shape.memo[text], ()
    except Bad:
        return shape.memo.refused.get(text) or shape.read(text)


def _hinted(shape: Scalar, text: str) -> Meant:
    """Return the text, or the only value that it can mean by the rule of the scalar."""
    bare = text.strip()
    value, problems = _reading(shape, bare)
    if value is not None:
        return Meant(bare)
    hints = [problem.suggestion for problem in problems if problem.suggestion is not None]
    hint = value_of(hints[0]) if hints else None
    return Meant(hint, True) if isinstance(hint, str) and shape.read(hint)[0] is not None else Meant(text)


def _term(shape: Term, labels: dict[str, str], text: str) -> Meant:
    if _reading(shape, text)[0] is not None:
        return Meant(text)
    if text in labels:
        return Meant(labels[text])
    known = spellings_of(shape.vocabulary)[0].get(fold(text))
    return Meant(text) if known is None else Meant(known, True)


def _country(text: str, lang: str) -> Meant:
    if text in COUNTRIES:
        return Meant(text)
    meant = _hinted(COUNTRY, text)
    if not meant.concluded:
        return meant
    bare = text.strip().replace(".", "")
    if REGISTER.named(bare) is None and REGISTER.meant(bare) == meant.value:
        return Meant(text)  # a typing error is a fault, not another name
    return Meant(meant.value, text != country_label(meant.value, lang))


def _date(shape: Scalar, raw: Raw, epoch: datetime.date) -> Meant:
    if isinstance(raw, datetime.datetime) and shape is DATE:
        return Meant(raw.date().isoformat())
    if isinstance(raw, float) and raw.is_integer():
        if int(raw) in YEARS:
            return Meant(str(int(raw)))
        if int(raw) in SERIALS:
            return Meant((epoch + datetime.timedelta(int(raw))).isoformat(), True)
    return _hinted(shape, plain_text(raw))


def _reference(shape: Reference, text: str, directory: Directory) -> Meant:
    if ":" in text and _reading(shape, text)[0] is not None:  # few names have a colon, and refusing one is slow
        return Meant(text)
    found = directory.exact(text, shape.targets)
    if len(found) == 1:
        return Meant(found[0])
    found = directory.alike(text, shape.targets)
    return Meant(found[0], True) if len(found) == 1 else Meant(text, False, (text.strip(),))


# --- other values ---


def _number(raw: Raw) -> Meant:
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 2**53:
        return Meant(int(raw))
    if isinstance(raw, str):
        bare = raw.strip()
        if _GROUPED.fullmatch(bare):
            return Meant(int(re.sub("[^0-9]", "", bare)), True)
        return Meant(bare)
    return Meant(raw if isinstance(raw, (int, float)) else plain_text(raw))


def _boolean(raw: Raw, yes: str, no: str) -> Meant:
    if isinstance(raw, bool):
        return Meant(raw)
    text = plain_text(raw)
    if text in (yes, no):
        return Meant(text == yes)
    word = BOOLEANS.get(text.strip().casefold())
    return Meant(text) if word is None else Meant(word, True)


def _list(item: Read, is_closed: bool) -> Read:
    """Return a function that reads lists: items separated by semicolons, or JSON text, which we write for other lists."""

    def read(raw: Raw) -> Meant:
        text = raw if type(raw) is str else plain_text(raw)
        if text.startswith("["):
            value, problems = parse(text.encode("utf-8", "replace"))
            if not problems and isinstance(value, list):
                return Meant(value)
        elif not is_closed and _ITEMS.search(text) is None:
            value, concluded, unknown = item(text.strip())
            return Meant([value], concluded, unknown)
        pieces = [piece.strip() for piece in _ITEMS.split(text) if piece.strip()]
        found = [item(piece) for piece in pieces]
        if is_closed:
            found = [part for piece, meant in zip(pieces, found, strict=True) for part in _parts(piece, meant, item)]
        unknown = tuple([name for meant in found for name in meant.unknown])
        return Meant([meant.value for meant in found], any([meant.concluded for meant in found]), unknown)

    return read


def _parts(piece: str, meant: Meant, item: Read) -> list[Meant]:
    """Return an item, or several items separated by commas, if each is valid."""
    if meant.concluded or (meant.value != piece and not meant.unknown):
        return [meant]
    pieces = [part.strip() for part in _MORE_ITEMS.split(piece) if part.strip()]
    if len(pieces) < 2:
        return [meant]
    parts = [item(part) for part in pieces]
    if all([part.concluded or part.value != text for part, text in zip(parts, pieces, strict=True)]):
        return [Meant(part.value, True) for part in parts]
    return [meant]
