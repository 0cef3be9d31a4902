"""Records in and out of JSON, one at a time or one a line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from typing import IO, Any, NamedTuple, TypeVar, cast, overload

from attrs import evolve

from ..jsontext.compressed import opened
from ..jsontext.files import writing
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.lines import entries
from ..jsontext.parsing import encode, parse
from ..jsontext.places import locate
from ..model.header import DatasetHeader
from ..model.union import RECORD, Record
from ..problems.problem import Problem, define, unfixed
from ..problems.report import InvalidData
from ..shapes.annotations import shape_of
from ..shapes.codec import dump, read
from ..shapes.converters import converter
from ..shapes.explain import Unknown
from ..shapes.migrations import is_newer, is_older, upgrade
from ..shapes.node import Node
from ..shapes.tree import Shape

__all__ = ["Line", "dumps", "from_dict", "loads", "read_jsonl", "to_dict", "write_jsonl"]

N = TypeVar("N", bound=Node)

HEADER_RECORDS = define(
    "json.document-as-lines",
    "error",
    "the first line is a whole dataset document",
    why="In JSON Lines the first line is the dataset without `records`, and each record has a line of its own.",
    bad='{"type": "dataset", "schema_version": "1.0", "records": []}',
    good='{"type": "dataset", "schema_version": "1.0"}',
)


def named(problems: Iterable[Problem], value: object) -> tuple[Problem, ...]:
    """The problems of a raw record, with its id where it has one."""
    own = value.get("id") if isinstance(value, Mapping) else getattr(value, "id", None)
    own = own[:200] if isinstance(own, str) else None
    return tuple([evolve(p, record_id=own) if own is not None and p.record_id is None else p for p in problems])


def read_text(data: bytes, shape: Shape, unknown: Unknown) -> tuple[Any, tuple[Problem, ...]]:
    """The built value of a JSON text or None, and every problem with its place in the text."""
    value, problems = parse(data)
    if problems:
        return None, problems
    built, problems = read(shape, value, unknown)
    return built, locate(data, named(problems, value)) if problems else ()


@overload
def loads(data: bytes | str, *, unknown: Unknown = "error") -> Record: ...
@overload
def loads(data: bytes | str, cls: type[N], *, unknown: Unknown = "error") -> N: ...
def loads(data: bytes | str, cls: Any = None, *, unknown: Unknown = "error") -> Any:
    """Read one record from JSON.

    Parameters:
        data: the JSON text; bytes are UTF-8.
        cls: the class that it must be of; without it the record's key `type` decides.
        unknown: `"error"` refuses keys that the schema does not know, `"keep"` keeps them and writes them back.

    Raises:
        InvalidData: with every problem, each with its line and column.

    >>> loads('{"type": "organization", "id": "organization:siis", "names": [{"value": "SIIS"}]}').names[0].value
    'SIIS'
    """
    built, problems = read_text(utf8(data), shape_of(cls or RECORD), unknown)
    if built is None:
        raise InvalidData(problems)
    return built


def utf8(data: bytes | bytearray | memoryview | str) -> bytes:
    """The bytes of a JSON text. Half a surrogate pair becomes its escape, which the strict reader reports."""
    return data.encode(errors="backslashreplace") if isinstance(data, str) else bytes(data)


def dumps(record: Node) -> bytes:
    """Canonical JSON: `type`, `id`, then the order of declaration; compact, UTF-8; nothing that has its default."""
    return encode(dump(record))


@overload
def from_dict(data: Mapping[str, Any], *, unknown: Unknown = "error") -> Record: ...
@overload
def from_dict(data: Mapping[str, Any], cls: type[N], *, unknown: Unknown = "error") -> N: ...
def from_dict(data: Mapping[str, Any], cls: Any = None, *, unknown: Unknown = "error") -> Any:
    """Make a record of plain data, as `json.load` gives it. Parameters and errors are those of `loads`."""
    return converter(unknown).structure(data, cls or RECORD)


def to_dict(record: Node) -> dict[str, Any]:
    """The plain data of a record: what `dumps` writes, as dicts, lists and scalars."""
    return cast("dict[str, Any]", converter().unstructure(record))


# --- JSON Lines ---


class Line(NamedTuple):
    """One line of a JSON Lines file.

    Attributes:
        number: its number, from 1.
        offset: its first byte, from 0.
        record: the record; None where the line has an error.
        problems: everything there is to say about it, warnings too.
        header: what the dataset says of itself, on the first line of a file that has it.
    """

    number: int
    offset: int
    record: Record | None
    problems: tuple[Problem, ...] = ()
    header: DatasetHeader | None = None


def read_jsonl(
    source: str | os.PathLike[str] | IO[bytes], *, unknown: Unknown = "error", limits: Limits = LIMITS
) -> Iterator[Line]:
    """Read records one a line, in constant memory. A broken line never hides its neighbours.

    Empty lines are passed over, and so is a dataset's first line about itself if nothing is wrong with it.

    Parameters:
        source: a path, or a binary stream. A path that ends in `.gz` or `.zst` is unpacked.
        unknown: as in `loads`.
        limits: how long a line and how wrong a record may be, and what a compressed file may unpack to.
    """
    for line in all_lines(source, unknown, limits):
        if line.header is None or line.problems:
            yield line


def all_lines(source: str | os.PathLike[str] | IO[bytes], unknown: Unknown, limits: Limits = LIMITS) -> Iterator[Line]:
    """Every line that is not empty, the dataset's own first line too."""
    for _, line in raw_lines(source, unknown, limits):
        yield line


def raw_lines(
    source: str | os.PathLike[str] | IO[bytes], unknown: Unknown, limits: Limits = LIMITS
) -> Iterator[tuple[bytes, Line]]:
    """The same lines with their bytes."""
    shape = shape_of(RECORD)
    older: str | None = None  # the version that all records have, if it is an older one
    with opened(source, limits) if isinstance(source, (str, os.PathLike)) else nullcontext(source) as stream:
        for number, offset, data, value, problems in entries(stream, limits.line):
            if problems:
                yield data, Line(number, offset, None, _on_line(problems, number, offset))
            elif number == 1 and isinstance(value, dict) and value.get("type") == "dataset":
                line, unknown = _header_line(data, value, unknown, limits)
                older = value["schema_version"] if is_older(value.get("schema_version")) else None
                yield data, line
            else:
                newest = value if older is None else upgrade(value, older)
                record, found = read(shape, newest, unknown, limits.per_record)
                found = found if older is None else unfixed(found)
                yield data, Line(number, offset, record, _placed(found, newest, data, number, offset) if found else ())


def _header_line(data: bytes, value: dict[str, Any], unknown: Unknown, limits: Limits) -> tuple[Line, Unknown]:
    """The first line as a header, and how unknown keys are to be treated in the lines after it."""
    if "records" in value:
        return Line(
            1, 0, None, _on_line((HEADER_RECORDS(suggestion="the file under a name that ends in .json"),), 1, 0)
        ), unknown
    header, problems = read(shape_of(DatasetHeader), value, unknown, limits.per_record)
    unknown = "keep" if is_newer(value.get("schema_version")) else unknown
    return Line(1, 0, None, _placed(problems, value, data, 1, 0), header), unknown


def _placed(problems: Iterable[Problem], value: object, data: bytes, number: int, offset: int) -> tuple[Problem, ...]:
    return _on_line(locate(data, named(problems, value)), number, offset)


def _on_line(problems: Iterable[Problem], number: int, offset: int) -> tuple[Problem, ...]:
    """Problems placed in one line, placed in the file."""
    return tuple([evolve(p, line=number, offset=offset + (p.offset or 0)) for p in problems])


def write_jsonl(target: str | os.PathLike[str] | IO[bytes], records: Iterable[Record | DatasetHeader]) -> None:
    """Write records one a line, in constant memory; to a path atomically.

    Parameters:
        target: a path, or a binary stream.
        records: the records; a `DatasetHeader` may stand first.
    """
    opened = writing(target) if isinstance(target, (str, os.PathLike)) else nullcontext(target)
    with opened as stream:
        for record in records:
            stream.write(dumps(record) + b"\n")
