"""Reads workbooks (.xlsx, .xls, .ods) as grids of raw cells. What the package cannot read is looked up in the file."""

from __future__ import annotations

import io
import posixpath
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any, Final, NamedTuple

from ..jsontext.limits import Limits
from ..jsontext.opening import UnreadableError
from ..problems.translations import Phrase
from ..tables.table import letters
from .biff import odd_cells_of_old
from .codes import BROKEN_WORKBOOK
from .compound import MAGIC, is_sound
from .meaning import Raw
from .odd import NOTHING_ODD, Odd
from .opendocument import CONTENT, odd_cells

__all__ = ["Grid", "Workbook", "read_workbook"]

DAMAGED: Final = Phrase("its parts are damaged")
AUTHOR: Final = "thinktank-model"  # of the notes in a marked copy, which begin with it
PIECE: Final = 2**18  # bytes of a sheet that are searched at a time
CELLS: Final = 20_000_000  # cells of one sheet: two distant cells could fill the memory
_FORMULA: Final = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*><f(?:/>|[^>]*/>|[^>]*>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>'
)
_ERROR: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]* t="e"[^>]*>(?:<f[^<]*(?:</f>)?)?<v>([^<]*)</v>')
_LINKED: Final = re.compile(rb"<hyperlink ([^<>]*)>")
_OURS: Final = b">" + f"{AUTHOR}:".encode()
_COMMENT: Final = re.compile(rb'<(?:\w{1,9}:)?comment [^<>]*?ref="([A-Z]{1,3})([0-9]{1,7})')
_RELATION: Final = re.compile(rb"<Relationship ([^<>]*)>")
_ATTRIBUTE: Final = re.compile(rb'\b([Ii]d|Type|Target|ref)="([^"]*)"')
_CELL: Final = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
_FORMULAS: Final = re.compile(rb"<f[ />]")  # not <formula1>, which a drop-down has
_PLACE: Final = re.compile(rb"\br=[\"']([A-Z]{0,3})([0-9]{0,7})")
_FAR: Final = re.compile(rb"r=[\"'](?:[A-Z]{2}|[A-Z]?[0-9]{6})")
_FARTHER: Final = re.compile(rb"r=[\"'](?:[A-Z]{3}|[A-Z]{0,2}[0-9]{5})")
"""A sheet with more than `CELLS` cells has both: a column of two letters or a row of six digits, and one of three or of five."""
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Grid(NamedTuple):
    """The cells of a sheet.

    Attributes:
        name: the name of the sheet.
        rows: the rows, all of equal length; an empty cell is an empty text.
        merged: ranges of merged cells, each as (first row, first column, last row, last column), from 0.
        visible: whether the sheet is visible.
        odd: what the reader drops or misreads.
        flipped: whether rows and columns are exchanged.
    """

    name: str
    rows: Sequence[Sequence[Any]]
    merged: Sequence[tuple[int, int, int, int]] = ()
    visible: bool = True
    odd: Odd = NOTHING_ODD
    flipped: bool = False

    def address(self, row: int, column: int | None) -> str:
        """Return the name of a cell as in spreadsheets; without a column that of the row.

        >>> Grid("Members", ()).address(6, 4), Grid("Membres 2024", ()).address(2, None)
        ('Members!E7', "'Membres 2024'!3:3")
        """
        if column is None:
            cell = f"{letters(row)}:{letters(row)}" if self.flipped else f"{row + 1}:{row + 1}"
        else:
            cell = f"{letters(row)}{column + 1}" if self.flipped else f"{letters(column)}{row + 1}"
        if not self.name:
            return cell
        name = self.name if re.fullmatch(r"[^\W\d][\w.]*", self.name) else "'" + self.name.replace("'", "''") + "'"
        return f"{name}!{cell}"

    def column_address(self, column: int) -> str:
        """Return the name of a whole column."""
        at = self.address(0, column)
        return f"{at}:{column + 1}".replace("!A", "!") if self.flipped else at.removesuffix("1")

    def between(self, first: int, end: int) -> Grid:
        """Return the grid with empty cells in all columns but some.

        Parameters:
            first: the first of these columns.
            end: the column after the last of them.
        """
        wide = len(self.rows[0]) if self.rows else 0
        before, after = [""] * first, [""] * (wide - end)
        rows = [[*before, *row[first:end], *after] for row in self.rows]
        merged = [one for one in self.merged if first <= one[1] < end]
        return self._replace(rows=rows, merged=merged, odd=self.odd.between(first, end))

    def turned(self) -> Grid:
        """Return the grid with rows and columns exchanged."""
        return self._replace(rows=list(zip(*self.rows, strict=True)), odd=self.odd.turned(), flipped=True)


class Workbook(NamedTuple):
    """The grids of a workbook, and whether it uses the 1904 date system."""

    grids: list[Grid]
    is_1904: bool = False


def read_workbook(data: bytes, limits: Limits) -> Workbook:
    """Read a workbook.

    Raises:
        UnreadableError: it is damaged, locked by a password, too large, or not a workbook.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    package = _Package(data, limits) if data.startswith(b"PK") else None
    is_old = data.startswith(MAGIC)
    if is_old and not is_sound(data):
        raise UnreadableError(BROKEN_WORKBOOK(reason=DAMAGED))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        old = odd_cells_of_old(data) if is_old else []
        odd = (
            [*old, *[NOTHING_ODD] * len(book.sheets_metadata)]
            if package is None
            else map(package.look, book.sheet_names)
        )
        grids = [_grid(book, *pair, is_old=is_old) for pair in zip(book.sheets_metadata, odd, strict=False)]
    except PasswordError:
        raise UnreadableError(BROKEN_WORKBOOK(reason=Phrase("it is locked by a password"))) from None
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableError(BROKEN_WORKBOOK(reason=str(error))) from None
    except (
        BaseException
    ) as error:  # calamine panics at some damage, and what is raised then derives from BaseException only
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableError(BROKEN_WORKBOOK(reason=DAMAGED)) from None
    return Workbook([grid for grid in grids if grid is not None], package is not None and package.is_1904)


def _grid(book: Any, entry: Any, odd: Odd, *, is_old: bool) -> Grid | None:
    if not str(entry.typ).endswith("WorkSheet"):
        return None
    sheet = book.get_sheet_by_name(entry.name)
    rows = sheet.to_python(skip_empty_area=False)
    if is_old:  # only there a number without a fraction is an integer
        rows = [[float(cell) if type(cell) is int else cell for cell in row] for row in rows]
    odd.write_to(rows)
    merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()] or odd.merged
    visible = str(entry.visible).endswith("Visible") and not str(entry.visible).endswith("Hidden")
    return Grid(entry.name, rows, merged, visible, odd)


class _Package:
    """The parts of an .xlsx or .ods file that are read directly."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        from zipfile import BadZipFile, ZipFile

        try:
            self.archive = ZipFile(io.BytesIO(data))
            size = sum([entry.file_size for entry in self.archive.infolist()])
        except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise UnreadableError(BROKEN_WORKBOOK(reason=str(error))) from None
        if size > limits.unpacked_from(len(data)):
            raise UnreadableError(BROKEN_WORKBOOK(reason=Phrase("it unpacks to more than the limit")))
        self.failures = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)
        self.is_1904 = False
        self.paths = dict(self._sheets()) if "xl/workbook.xml" in self.archive.NameToInfo else {}
        self.odd = self._odd_cells() if CONTENT in self.archive.NameToInfo else {}

    def _sheets(self) -> Iterator[tuple[str, str]]:
        """Yield the name of each sheet, and the path of its part."""
        from xml.etree import ElementTree  # rarely needed, and slow to import

        try:
            book = ElementTree.fromstring(self.archive.read("xl/workbook.xml"))  # noqa: S314 - expat refuses bombs
            links = ElementTree.fromstring(self.archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
        except (*self.failures, ElementTree.ParseError) as error:
            raise UnreadableError(BROKEN_WORKBOOK(reason=str(error))) from None
        about = book.find(f"{_MAIN}workbookPr")
        self.is_1904 = about is not None and about.get("date1904") in ("1", "true")
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        for sheet in book.iter(f"{_MAIN}sheet"):
            target = targets.get(sheet.get(_LINK), "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            yield sheet.get("name", ""), path

    def _odd_cells(self) -> dict[str, Odd]:
        """Return what is odd in each sheet of an OpenDocument spreadsheet."""
        from xml.etree.ElementTree import ParseError

        try:
            return odd_cells(self.archive.read(CONTENT))
        except (*self.failures, ParseError) as error:
            raise UnreadableError(BROKEN_WORKBOOK(reason=str(error))) from None

    def look(self, name: str) -> Odd:
        """Return what is odd in a sheet.

        Raises:
            UnreadableError: the sheet is damaged, or its cells are too far apart.
        """
        path = self.paths.get(name)
        if path not in self.archive.NameToInfo:
            return self.odd.get(name, NOTHING_ODD)
        odd = Odd()
        links: dict[bytes, tuple[int, int]] = {}
        is_far = is_farther = False
        try:
            for number, text in enumerate(self._pieces(path)):
                if not is_far and _FAR.search(text) is not None:
                    is_far, is_farther = True, number > 0  # what comes before was only searched for one of them
                is_farther = is_farther or (is_far and _FARTHER.search(text) is not None)
                if _FORMULAS.search(text) is not None:
                    odd.bare.update([_place(*found.groups()) for found in _FORMULA.finditer(text)])
                if b't="e"' in text:
                    odd.errors |= {_place(*found.groups()[:2]): found[3].decode() for found in _ERROR.finditer(text)}
                for said in _LINKED.findall(text) if b"<hyperlink " in text else ():
                    marks = dict(_ATTRIBUTE.findall(said))
                    place = _CELL.match(marks.get(b"ref", b""))
                    if place is not None and b"id" in marks:
                        links[marks[b"id"]] = _place(*place.groups())
            self._look_beside(path, links, odd)
            high, wide = self._size(path) if is_farther else (0, 0)
        except self.failures as error:
            raise UnreadableError(BROKEN_WORKBOOK(reason=str(error))) from None
        if wide * high > CELLS:
            raise UnreadableError(
                BROKEN_WORKBOOK(
                    reason=Phrase(
                        "the sheet {name} is too large (rows: {high}, columns: {wide})", name=name, high=high, wide=wide
                    )
                )
            )
        return odd

    def _look_beside(self, path: str, links: Mapping[bytes, tuple[int, int]], odd: Odd) -> None:
        """Note the targets of links, and the cells with comments, from the parts beside a sheet."""
        folder, _, name = path.rpartition("/")
        beside = f"{folder}/_rels/{name}.rels"
        if beside not in self.archive.NameToInfo or not (
            links or any(["/comment" in one for one in self.archive.NameToInfo])
        ):
            return
        for said in _RELATION.findall(self.archive.read(beside)):
            marks = dict(_ATTRIBUTE.findall(said))
            target = unescape(marks.get(b"Target", b"").decode())
            if marks.get(b"Id") in links:
                odd.links[links[marks[b"Id"]]] = target
            elif marks.get(b"Type", b"").endswith(b"/comments"):
                part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                if part in self.archive.NameToInfo:
                    odd.comments.extend(_comments(self.archive.read(part)))

    def _pieces(self, path: str) -> Iterator[bytes]:
        """Yield the text of a sheet in pieces of whole cells, since all of it may be most of the memory."""
        rest = b""
        with self.archive.open(path) as part:
            while more := part.read(PIECE):
                text = rest + more
                end = text.rfind(b"<c ")
                if end > 0:
                    yield text[:end]
                    rest = text[end:]
                else:
                    rest = text
        yield rest

    def _size(self, path: str) -> tuple[int, int]:
        """Return the last row and the last column of a sheet. Few sheets need it, and it takes time."""
        high = wide = 0
        for text in self._pieces(path):
            places = _PLACE.findall(text)
            high = max([high, *[int(row) for _, row in places if row]])
            wide = max([wide, *[_number(column) for column in {column for column, _ in places}]])
        return high, wide


def _comments(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield the cells with comments that are not only ours, as in a marked copy."""
    found = [*_COMMENT.finditer(text)]
    ends = [one.start() for one in found[1:]] + [len(text)]
    for one, end in zip(found, ends, strict=True):
        if _OURS not in text[one.end() : end]:
            yield _place(*one.groups())


def _number(column: bytes) -> int:
    """Return the number of a column, from 1."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def _place(column: bytes, row: bytes) -> tuple[int, int]:
    return int(row) - 1, _number(column) - 1


def rows_with_values(rows: Sequence[Sequence[Raw]], start: int) -> Sequence[int]:
    """Return the numbers of the rows from one on that have a cell that is not empty."""
    first = [row[0] if row else None for row in rows[start:]]
    if set(map(type, first)) == {str} and all(first) and not any(map(str.isspace, first)):  # type: ignore[arg-type]
        return range(start, len(rows))
    return [number for number in range(start, len(rows)) if any(map(is_filled, rows[number]))]


def is_filled(cell: Raw) -> bool:
    """Return whether a cell is not empty."""
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None
