"""Interprets a cell in its column: the value in our format, and whether it was inferred.

Nothing is guessed: a value without a certain meaning is unchanged, and the reader reports what is wrong with it.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Callable, Sequence
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
from ..values.language import REGISTER as LANGUAGES
from ..values.licenses import LICENSE
from ..values.timezones import TIMEZONE
from ..values.urls import URL
from ..vocab import Term
from ..vocab.spelling import fold
from ..vocab.term import spellings_of
from .bilingual import sides_of
from .days import NO_HINTS, DateHints, date_in
from .directory import Directory
from .people import bodies_in, people_in, turned
from .words import BOOLEANS, country_label, term_said, yes_or_no

__all__ = [
    "BETWEEN",
    "Meant",
    "Raw",
    "Read",
    "certain",
    "column_reader",
    "is_other",
    "is_plain",
    "is_term",
    "plain_text",
]

Raw: TypeAlias = str | float | bool | datetime.date | datetime.time | datetime.timedelta | None
"""What a spreadsheet program has in a cell; None where there is nothing."""

BETWEEN: Final = "; "  # items of a list in one cell
EPOCH: Final = datetime.date(1899, 12, 30)  # day 0, as programs count days after February 1900
EPOCH_1904: Final = datetime.date(1904, 1, 1)
SERIALS: Final = range(10_000, 80_000)  # plausible day numbers in a column of dates: from 1927 to 2119
YEARS: Final = range(1000, 3000)
_SERIAL: Final = pattern("[3-7][0-9]{4}")  # as text; below 30,000 it may be a year with a digit too many
_HINTED: Final = (COUNTRY, DATE, DATE_OR_TIME, LANGUAGE, URL, LICENSE, CURRENCY, TIMEZONE)
_ITEMS: Final = pattern("[;；\n]")
_MORE_ITEMS: Final = pattern("[,，、/／]| (?:and|et|&) |[和及与]")
_MORE_URLS: Final = pattern("[,，、]?[ \t]+(?:(?:and|et|&|/) )?|[,，、](?=https?:|www[.])")
_PERSONS: Final = pattern("([0-9]{1,15}) ?(?:people|persons?|participants?|personnes?|人|名|位)", re.IGNORECASE)
_PLAIN: Final = pattern("-?(?:0|[1-9][0-9]{0,14})(?:[.][0-9]{1,15})?")
_GROUPED: Final = pattern("[0-9]{1,3}(?:[ \u00a0\u202f,'’][0-9]{3})+")


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
        doubtful: whether it may be several names.
    """

    value: Any
    concluded: bool = False
    unknown: tuple[str, ...] = ()
    doubtful: bool = False


Read: TypeAlias = Callable[[Raw], Meant]


def column_reader(
    shape: Shape | None,
    lang: str,
    directory: Directory,
    epoch: datetime.date = EPOCH,
    *,
    is_hinting: bool = True,
    is_of_people: bool = False,
    dates: DateHints = NO_HINTS,
) -> Read:
    """Return a function that reads the cells of a column, with a cache.

    Parameters:
        shape: the shape of the column from its class; None for an unknown column.
        lang: the language of labels.
        directory: the names of records.
        epoch: the date of day 0 in the workbook.
        is_hinting: whether URLs, languages, licences and the like are read in other formats too.
        is_of_people: whether its names are those of persons, several of which a cell may have.
        dates: what is known of its dates.
    """
    if not is_hinting and _leaf(shape) in _WRITTEN:
        read: Read = _list(_text, is_closed=False) if isinstance(shape, ListOf) else _text
    else:
        read = _reader(shape, _Context(lang, directory, epoch, is_hinting, is_of_people, dates))
    memo: dict[tuple[type, Raw], Meant] = {}

    def remembering(raw: Raw) -> Meant:
        key = (type(raw), raw)
        found = memo.get(key)
        if found is None:
            found = memo[key] = read(raw)
        return found

    return remembering


class _Context(NamedTuple):
    """What the cells of a column are read with: the parameters of `column_reader`."""

    lang: str
    directory: Directory
    epoch: datetime.date
    is_hinting: bool
    is_of_people: bool
    dates: DateHints


def _leaf(shape: Shape | None) -> Shape | None:
    return shape.item if isinstance(shape, ListOf) else shape


def _text(raw: Raw) -> Meant:
    return Meant(plain_text(raw))


def _reader(shape: Shape | None, context: _Context) -> Read:
    match shape:
        case Scalar():
            return _scalar(shape, context)
        case Number():
            return _number
        case Boolean():
            yes, no = yes_or_no(context.lang)
            return lambda raw: _boolean(raw, yes, no)
        case ListOf(item=Reference() as item) if context.is_of_people and context.is_hinting:
            return _people(_scalar(item, context), item, context.directory)
        case ListOf(item=Scalar() as item):
            is_closed = isinstance(item, (Term, Reference)) or item in _HINTED
            split = bodies_in if isinstance(item, Reference) and context.is_hinting else None
            return _list(_scalar(item, context), is_closed=is_closed, shape=item, split=split)
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


def _scalar(shape: Scalar, context: _Context) -> Read:
    lang, directory = context.lang, context.directory
    if isinstance(shape, Reference):
        return lambda raw: _reference(shape, plain_text(raw), directory)
    if isinstance(shape, Term):
        labels = {term.label(lang): term.value for term in reversed(shape.terms) if term.replaced_by is None}
        if context.is_hinting:
            return _of_sides(shape, lambda raw: _term_of_others(shape, labels, plain_text(raw)))
        return lambda raw: _term(shape, labels, plain_text(raw))
    if shape in (DATE, DATE_OR_TIME):
        return lambda raw: _date(shape, raw, context)
    if shape is COUNTRY:
        return _of_sides(shape, lambda raw: _country(plain_text(raw), lang))
    if shape is LANGUAGE:
        return lambda raw: _language(plain_text(raw))
    if shape in _HINTED:
        return lambda raw: _hinted(shape, plain_text(raw))
    return lambda raw: Meant(plain_text(raw))


def _of_sides(shape: Scalar, read: Read) -> Read:
    """Return a function that also reads a text in two languages, of which one side or both say the value: "中国 China"."""

    def reading(raw: Raw) -> Meant:
        meant = read(raw)
        sides = () if not isinstance(raw, str) or _is_understood(shape, meant) else sides_of(raw)
        said = {side.value for side in map(read, sides) if _is_understood(shape, side)}
        return Meant(said.pop(), True) if len(said) == 1 else meant

    return reading


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


def _term_of_others(shape: Term, labels: dict[str, str], text: str) -> Meant:
    """Return the term of a label, or of another word, in any spelling. A word without one is not a new term."""
    bare = text.strip()
    if bare in labels:
        return Meant(labels[bare])
    known = term_said(shape.vocabulary, bare)
    if known is None:
        return Meant(bare if is_term(shape, bare) else text)
    return Meant(known, known != bare)


def is_term(shape: Term, text: str) -> bool:
    """Return whether a text is a known term of a vocabulary, or one with a namespace."""
    return (":" in text or any([text == term.value for term in shape.terms])) and _reading(shape, text)[0] is not None


def _language(text: str) -> Meant:
    tag = _reading(LANGUAGE, text.strip())[0]
    if isinstance(tag, str):
        return Meant(tag, tag != text.strip())  # in canonical case
    meant = _hinted(LANGUAGE, text)
    is_misspelt = meant.concluded and LANGUAGES.named(text) is None and LANGUAGES.meant(text) == meant.value
    return Meant(text) if is_misspelt else meant  # as for countries


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


def _date(shape: Scalar, raw: Raw, context: _Context) -> Meant:
    if isinstance(raw, datetime.datetime) and shape is DATE:
        return Meant(raw.date().isoformat(), raw.time() != datetime.time())
    if context.is_hinting and isinstance(raw, str) and _SERIAL.fullmatch(raw.strip()):
        raw = float(raw)
    if isinstance(raw, float) and raw.is_integer():
        if int(raw) in YEARS:
            return Meant(str(int(raw)))
        if int(raw) in SERIALS:
            return Meant((context.epoch + datetime.timedelta(int(raw))).isoformat(), True)
    text = plain_text(raw)
    found = date_in(shape, text, context.dates) if context.is_hinting else None
    return _hinted(shape, text) if not context.is_hinting else Meant(found or text, found not in (None, text.strip()))


def _reference(shape: Reference, text: str, directory: Directory) -> Meant:
    if ":" in text and _reading(shape, text)[0] is not None:  # few names have a colon, and refusing one is slow
        return Meant(text)
    found = directory.exact(text, shape.targets)
    if len(found) == 1:
        return Meant(found[0])
    found = directory.alike(text, shape.targets)
    if not found:
        found = list(dict.fromkeys([id for side in sides_of(text) for id in directory.alike(side, shape.targets)]))
    return Meant(found[0], True) if len(found) == 1 else Meant(text, False, (text.strip(),))


# --- other values ---


def _number(raw: Raw) -> Meant:
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 2**53:
        return Meant(int(raw))
    if isinstance(raw, str):
        bare = unicodedata.normalize("NFKC", raw).strip()
        if _PLAIN.fullmatch(bare):
            return Meant(json.loads(bare), bare != raw.strip())
        if _GROUPED.fullmatch(bare):
            return Meant(int(re.sub("[^0-9]", "", bare)), True)
        persons = _PERSONS.fullmatch(bare)
        return Meant(bare) if persons is None else Meant(int(persons[1]), True)
    return Meant(raw if isinstance(raw, (int, float)) else plain_text(raw))


def _boolean(raw: Raw, yes: str, no: str) -> Meant:
    if isinstance(raw, bool):
        return Meant(raw)
    text = plain_text(raw)
    if text in (yes, no):
        return Meant(text == yes)
    word = BOOLEANS.get(text.strip().casefold())
    return Meant(text) if word is None else Meant(word, True)


def _list(
    item: Read, *, is_closed: bool, shape: Scalar | None = None, split: Callable[..., list[str]] | None = None
) -> Read:
    """Return a function that reads lists: items separated by semicolons, or JSON text, which we write for other lists.

    Parameters:
        item: reads an item.
        is_closed: whether the items are terms, codes or the like, between which other marks may stand.
        shape: the shape of an item.
        split: splits names that are not known yet.
    """

    def read(raw: Raw) -> Meant:
        text = raw if type(raw) is str else plain_text(raw)
        if text.startswith("["):
            value, problems = parse(text.encode("utf-8", "replace"))
            if not problems and isinstance(value, list):
                return Meant(value)
        elif not is_closed and _ITEMS.search(text) is None:
            value, concluded, unknown, _ = item(text.strip())
            return Meant([value], concluded, unknown)
        pieces = [piece.strip() for piece in _ITEMS.split(text) if piece.strip()]
        found = [item(piece) for piece in pieces]
        if is_closed and shape is not None:
            found = [
                part
                for piece, meant in zip(pieces, found, strict=True)
                for part in _parts(piece, meant, item, shape, split)
            ]
        unknown = tuple([name for meant in found for name in meant.unknown])
        return Meant([meant.value for meant in found], any([meant.concluded for meant in found]), unknown)

    return read


def _people(item: Read, shape: Reference, directory: Directory) -> Read:
    """Return a function that reads lists of persons."""

    def read(raw: Raw) -> Meant:
        text = plain_text(raw)
        people = people_in(text, lambda name: bool(directory.alike(name, shape.targets)))
        found = [item(name if directory.exact(name, shape.targets) else turned(name)) for name in people.names]
        unknown = tuple([name for meant in found for name in meant.unknown])
        inferred = people.inferred or any([meant.concluded for meant in found])
        return Meant([meant.value for meant in found], inferred, unknown, people.doubtful)

    return read


def _parts(piece: str, meant: Meant, item: Read, shape: Scalar, split: Callable[..., list[str]] | None) -> list[Meant]:
    """Return an item, or the items between other marks, if it is none and they are: each of a list of names, any of the others."""
    if _is_understood(shape, meant):
        return [meant]
    marks = _MORE_URLS if shape is URL else _MORE_ITEMS
    pieces = [part.strip() for part in marks.split(piece) if part.strip()]
    if len(pieces) < 2:
        return [meant]
    parts = [item(part) for part in pieces]
    known = [_is_understood(shape, part) for part in parts]
    if all(known) or (any(known) and not isinstance(shape, Reference)):
        return [Meant(part.value, True) for part in parts]
    bodies = [piece] if split is None else split(piece, lambda name: not item(name).unknown)
    return [meant] if len(bodies) < 2 else [item(name)._replace(concluded=True) for name in bodies]


def _is_understood(shape: Scalar, meant: Meant) -> bool:
    """Return whether a value is valid in a field."""
    if isinstance(shape, Term):
        return is_term(shape, meant.value)
    return not meant.unknown and _reading(shape, meant.value)[0] is not None


# --- columns ---


def certain(raw: Sequence[Any], read: Read) -> list[Any] | None:
    """Return the values of cells; None if one of them was inferred, or names an unknown record."""
    keys: Sequence[Any] = raw if set(map(type, raw)) <= {str} else [(type(cell), cell) for cell in raw]
    values: dict[Any, Any] = {}
    for key, cell in dict(zip(keys, raw, strict=True)).items():
        meant = read(cell) if cell is not None and cell != "" else Meant(None)
        if meant.concluded or meant.unknown:
            return None
        values[key] = meant.value
    return list(map(values.__getitem__, keys))


def is_other(cell: Any, value: Any) -> bool:
    """Return whether a value differs from the literal value of the cell."""
    items = value if isinstance(value, list) else [value]
    return any([plain_text(item) not in plain_text(cell) for item in items])
