"""The readers of many records: one per line, or as the list of a document. Whatever reads more than one goes through them."""

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
    """One line of a JSON Lines file; or one record of the list of a document, or what the document states about itself.

    Attributes:
        number: its number, from 1; of a record in a document its place in the list, from 0, or `ALONE` where it is the document.
        offset: its first byte, from 0; in a document 0.
        record: the record; None where the line has an error.
        problems: everything there is to say about it, warnings too.
        header: the metadata of the dataset, on the first line of a file that has it.
        raw: its bytes as they were read, without the line end; of a value on several lines all of them, joined by line feeds;
            none where the line is too long, and in a document.
        is_header: whether it is what a dataset states about itself, also where that has an error.
    """

    number: int
    offset: int
    record: Record | None
    problems: tuple[Problem, ...] = ()
    header: DatasetHeader | None = None
    raw: bytes = b""
    is_header: bool = False


class Placed(NamedTuple):
    """Problems with their places, and the text that they are in."""

    problems: tuple[Problem, ...]
    text: SourceMap | None


class Reader(Protocol):
    """The records of one source, one after the other."""

    records: RecordReader

    def __iter__(self) -> Iterator[Line]:
        """Return the lines or records; that of a header comes first."""
        ...

    def text(self, line: Line) -> SourceMap | None:
        """Return the text of a line that was just read, or of the document."""
        ...

    def place(self, line: Line | None, problems: Iterable[Problem]) -> Placed:
        """Place problems that were found later, of one of the lines or of the dataset as a whole."""
        ...


class RecordReader:
    """Reads the plain values of one source, as the version that its header declares has them. Whatever its form, it comes here.

    Parameters:
        unknown: as in `loads`.
        limits: how wrong a record may be.
        scope: the records that it knows.
    """

    def __init__(self, unknown: Unknown, limits: Limits, scope: Scope = CORE_SCOPE) -> None:
        check_unknown(unknown)
        self.scope: Scope = scope
        self._given = unknown
        self._unknown = unknown
        self._most = limits.per_record
        self._shape = scope.record
        self._older: Any = None  # the version that all records have, if it is an older one

    def follow(self, value: Mapping[str, Any]) -> None:
        """Read the records from now on as a header declares."""
        version = value.get("schema_version")
        self._unknown = "keep" if is_newer(version) else self._given
        self._older = version if is_older(version) else None

    def header(self, value: Mapping[str, Any]) -> tuple[DatasetHeader | None, tuple[Problem, ...]]:
        """Return what the dataset states about itself, and what there is to say about that; the records follow it."""
        self.follow(value)
        header, problems = read(self.scope.shape_of(DatasetHeader), value, self._given, self._most)
        return header, (*problems, *missing_profiles(value, self.scope)) if value.get("profiles") else problems

    def record(self, value: Any) -> tuple[Record | None, tuple[Problem, ...], Any]:
        """Return the record, what there is to say about it, and its value in the newest layout, which pointers go into."""
        newest = value if self._older is None else upgrade(value, self._older)
        record, problems = read(self._shape, newest, self._unknown, self._most)
        return record, unfixed(problems) if problems and needs_steps(self._older) else problems, newest


class LineReader:
    """Records one per line, in constant memory.

    Parameters:
        stream: a binary stream.
        unknown: as in `loads`.
        limits: how long a line and how wrong a record may be.
        scope: the records that it knows.
        start: what was before the stream.
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
        for number, offset, data, value, problems in entries(self.stream, self.limits.line, self.start):
            if problems:
                yield Line(number, offset, None, problems, None, data)
            elif number == 1 and is_dataset(value):
                yield self._header(data, value)
            else:
                record, found, newest = records.record(value)
                if found:
                    found = placed(found, newest, SourceMap(data, number, offset))
                yield Line(number, offset, record, found, None, data)

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
        """Read the line once more, so that the bytes of a whole dataset need not be kept."""
        number, offset, raw = (1, 0, b"") if line is None else (line.number, line.offset, line.raw)
        if not raw:
            assert isinstance(self.stream, Content)  # which a dataset is read from, so that it can be read twice
            raw = self.stream.line_at(offset)
        text = SourceMap(raw, number, offset)
        return Placed(text.place(problems), text)


class DocumentReader:
    """The records of the plain value of a document: a dataset with its list, or a single record.

    Parameters:
        value: the value.
        unknown: as in `loads`.
        limits: how wrong a record may be.
        source: the text that it is from, if there is one.
        scope: the records that it knows.
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
        """Their places in the document."""
        prefix = "" if line is None or line.number == ALONE else f"/records/{line.number}"
        return Placed(self._placed(problems, None, prefix), self.source)


class TextReader(DocumentReader):
    """The records of a JSON document.

    Parameters:
        data: its bytes.
        unknown: as in `loads`.
        limits: how wrong a record may be.
        scope: the records that it knows.
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
    """Return the reader of whatever a source holds."""
    if content.is_lines:
        return LineReader(content, unknown, content.limits, scope)
    return TextReader(content.read(), unknown, content.limits, scope)
