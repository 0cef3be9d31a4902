"""The readers of several records: from lines, or from the list of a document. All reading of several records is done here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, Protocol

from ..jsontext.content import Content, is_dataset
from ..jsontext.files import Readable
from ..jsontext.limits import Limits
from ..jsontext.lines import BEGINNING, Position, entries
from ..jsontext.parsing import parse
from ..jsontext.places import SourceMap
from ..model.header import DatasetHeader
from ..model.scope import CORE_SCOPE, Scope, missing_profiles
from ..model.union import Record
from ..problems.problem import Problem, define, unfixed
from ..shapes.codec import read
from ..shapes.codes import MISSING, WRONG_TYPE
from ..shapes.explain import Unknown, check_unknown
from ..shapes.migrations import is_newer, is_older, needs_steps, upgrade
from .placing import placed

__all__ = ["DocumentReader", "Line", "LineReader", "Reader", "RecordReader", "TextReader", "read_content"]

HEADER_RECORDS = define(
    "json.document-as-lines",
    "error",
    "the first line is a complete dataset document",
    why="In JSON Lines the first line is the dataset without `records`, and each record has a line of its own.",
    bad='{"type": "dataset", "schema_version": "1.0", "records": []}',
    good='{"type": "dataset", "schema_version": "1.0"}',
)


ALONE: Final = -1


class Line(NamedTuple):
    """A line of a JSON Lines file, or a record or the header of a dataset document.

    Attributes:
        number: its number, from 1; for a record of a document its index, from 0, or `ALONE` if it is the document.
        offset: the offset of its first byte, from 0; in a document 0.
        record: the record; None if the line has an error.
        problems: its problems, including warnings.
        header: the metadata of the dataset, on the first line of a file that has it.
        raw: its bytes as they were read, without the line ending; for a value on several lines, all lines joined by line feeds; empty if the line is too long, and in a document.
        is_header: whether it is the header of a dataset, valid or not.
    """

    number: int
    offset: int
    record: Record | None
    problems: tuple[Problem, ...] = ()
    header: DatasetHeader | None = None
    raw: bytes = b""
    is_header: bool = False


class Placed(NamedTuple):
    """Problems with their places, and their text."""

    problems: tuple[Problem, ...]
    text: SourceMap | None


class Reader(Protocol):
    """Iterates over the records of one source."""

    records: RecordReader

    def __iter__(self) -> Iterator[Line]:
        """Iterate over the lines or records; a header comes first."""
        ...

    def text(self, line: Line) -> SourceMap | None:
        """Return the text of the last line that was read, or of the document."""
        ...

    def place(self, line: Line | None, problems: Iterable[Problem]) -> Placed:
        """Add places to problems that were found later, in a line or in the whole dataset."""
        ...


class RecordReader:
    """Reads the plain values of a source of any format, in the version that its header declares.

    Parameters:
        unknown: as in `loads`.
        limits: the maximum number of problems of a record.
        scope: the record classes that it knows.
    """

    def __init__(self, unknown: Unknown, limits: Limits, scope: Scope = CORE_SCOPE) -> None:
        check_unknown(unknown)
        self.scope: Scope = scope
        self._given = unknown
        self._unknown = unknown
        self._most = limits.per_record
        self._shape = scope.record
        self._older: Any = None  # the version of all records, if it is an older one

    def follow(self, value: Mapping[str, Any]) -> None:
        """Read the following records in the version of a header."""
        version = value.get("schema_version")
        self._unknown = "keep" if is_newer(version) else self._given
        self._older = version if is_older(version) else None

    def header(self, value: Mapping[str, Any]) -> tuple[DatasetHeader | None, tuple[Problem, ...]]:
        """Return the header of the dataset and its problems, and read the following records in its version."""
        self.follow(value)
        header, problems = read(self.scope.shape_of(DatasetHeader), value, self._given, self._most)
        return header, (*problems, *missing_profiles(value, self.scope)) if value.get("profiles") else problems

    def record(self, value: Any) -> tuple[Record | None, tuple[Problem, ...], Any]:
        """Return the record, its problems, and its value in the newest layout, to which pointers refer."""
        newest = value if self._older is None else upgrade(value, self._older)
        record, problems = read(self._shape, newest, self._unknown, self._most)
        return record, unfixed(problems) if problems and needs_steps(self._older) else problems, newest


class LineReader:
    """Records one per line, in constant memory.

    Parameters:
        stream: a binary stream.
        unknown: as in `loads`.
        limits: the limits for lines and for the problems of a record.
        scope: the record classes that it knows.
        start: the lines and bytes before the stream.
    """

    def __init__(
        self,
        stream: Readable,
        unknown: Unknown,
        limits: Limits,
        scope: Scope = CORE_SCOPE,
        start: Position = BEGINNING,
    ) -> None:
        self.stream = stream
        self.limits = limits
        self.start = start
        self.records: RecordReader = RecordReader(unknown, limits, scope)

    def __iter__(self) -> Iterator[Line]:
        records = self.records
        new = tuple.__new__  # the constructor of a named tuple takes twice as long
        for number, offset, data, value, problems in entries(self.stream, self.limits.line, self.start):
            if problems:
                yield Line(number, offset, None, problems, None, data)
            elif number == 1 and is_dataset(value):
                yield self._header(data, value)
            else:
                record, found, newest = records.record(value)
                if found:
                    found = placed(found, newest, SourceMap(data, number, offset))
                yield new(Line, (number, offset, record, found, None, data, False))

    def _header(self, data: bytes, value: dict[str, Any]) -> Line:
        source = SourceMap(data)
        if "records" in value:
            self.records.follow(value)
            problem = HEADER_RECORDS(help="Give the file a name that ends in .json.")
            return Line(1, 0, None, source.place([problem]), None, data, True)
        header, problems = self.records.header(value)
        return Line(1, 0, None, placed(problems, value, source) if problems else (), header, data, True)

    def text(self, line: Line) -> SourceMap:
        """Return the line itself."""
        return SourceMap(line.raw, line.number, line.offset)

    def place(self, line: Line | None, problems: Iterable[Problem]) -> Placed:
        """Read the line again, so that the bytes of a whole dataset need not be kept in memory."""
        number, offset, raw = (1, 0, b"") if line is None else (line.number, line.offset, line.raw)
        if not raw:
            assert isinstance(self.stream, Content)  # a dataset is read from it, so that it can be read twice
            raw = self.stream.line_at(offset)
        text = SourceMap(raw, number, offset)
        return Placed(text.place(problems), text)


class DocumentReader:
    """Iterates over the records of a plain document: a dataset or a single record.

    Parameters:
        value: the value.
        unknown: as in `loads`.
        limits: the maximum number of problems of a record.
        source: its text, if there is one.
        scope: the record classes that it knows.
    """

    def __init__(
        self,
        value: object,
        unknown: Unknown,
        limits: Limits,
        source: SourceMap | None = None,
        scope: Scope = CORE_SCOPE,
    ) -> None:
        self.value: Any = value
        self.records: RecordReader = RecordReader(unknown, limits, scope)
        self.source = source

    def __iter__(self) -> Iterator[Line]:
        records = self.records
        if not isinstance(self.value, Mapping) or self.value.get("type") != "dataset":
            record, problems, _ = records.record(self.value)
            yield Line(ALONE, 0, record, self._placed(problems, self.value) if problems else ())
            return
        yield self._header(self.value)
        listed = self.value.get("records")
        for number, given in enumerate(listed if isinstance(listed, (list, tuple)) else ()):
            record, problems, newest = records.record(given)
            if problems:
                problems = self._placed(problems, newest, f"/records/{number}")
            yield Line(number, 0, record, problems)

    def _header(self, value: Mapping[str, Any]) -> Line:
        raw = {key: item for key, item in value.items() if key != "records"}
        header, problems = self.records.header(raw)
        listed = value.get("records")
        if listed is None:
            problems += (MISSING(key="records", expected="the list of records, [...]"),)
        elif not isinstance(listed, (list, tuple)):
            problems += (WRONG_TYPE(listed, at="/records", expected="a list of records"),)
        return Line(0, 0, None, self._placed(problems, raw) if problems else (), header, b"", True)

    def _placed(self, problems: Iterable[Problem], value: object, prefix: str = "") -> tuple[Problem, ...]:
        return placed(problems, value, self.source, prefix)

    def text(self, _line: Line) -> SourceMap | None:
        """Return the whole document."""
        return self.source

    def place(self, line: Line | None, problems: Iterable[Problem]) -> Placed:
        """Add their places in the document."""
        prefix = "" if line is None or line.number == ALONE else f"/records/{line.number}"
        return Placed(self._placed(problems, None, prefix), self.source)


class TextReader(DocumentReader):
    """Iterates over the records of a JSON document.

    Parameters:
        data: its bytes.
        unknown: as in `loads`.
        limits: the maximum number of problems of a record.
        scope: the record classes that it knows.
    """

    def __init__(self, data: bytes, unknown: Unknown, limits: Limits, scope: Scope = CORE_SCOPE) -> None:
        super().__init__(None, unknown, limits, SourceMap(data), scope)
        self.data = data

    def __iter__(self) -> Iterator[Line]:
        self.value, problems = parse(self.data)
        if problems:
            yield Line(0, 0, None, problems)
        else:
            yield from super().__iter__()


def read_content(content: Content, unknown: Unknown, scope: Scope = CORE_SCOPE) -> Reader:
    """Return the reader for the content of a source."""
    if content.is_lines:
        return LineReader(content, unknown, content.limits, scope)
    return TextReader(content.read(), unknown, content.limits, scope)
