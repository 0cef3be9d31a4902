"""A dataset: a frozen collection of records that belong together, with what it says of itself."""

from __future__ import annotations

import datetime
import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import IO, Annotated, Any, NamedTuple, TypeVar, get_args

from attrs import evolve, fields, frozen

from ..jsontext.compressed import UnpackingError, is_lines, read_whole
from ..jsontext.files import Stamp, writing
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.parsing import encode, parse
from ..jsontext.places import locate
from ..model.header import DatasetHeader
from ..model.index import Index, Referrer
from ..model.union import RECORD, Record
from ..problems.problem import Problem, Severity, define, unfixed
from ..problems.report import InvalidData, Report
from ..records.reading import all_lines, named, write_jsonl
from ..rules import Context, check
from ..shapes.annotations import shape_of
from ..shapes.codec import dump, read
from ..shapes.codes import MISSING, WRONG_TYPE
from ..shapes.explain import Unknown
from ..shapes.migrations import is_newer, is_older, upgrade

__all__ = ["Dataset", "Difference"]

R = TypeVar("R")

CONFLICT = define(
    "record.conflict",
    "error",
    "two datasets have a record {found}, and they differ",
    why="Merging never overwrites: which of the two is right must be decided before.",
    bad='{"type": "source", "id": "source:a", "titles": {"en": "A"}}',
    good='{"type": "source", "id": "source:a", "titles": {"en": "A, as the other dataset has it"}}',
)


class Difference(NamedTuple):
    """How one dataset differs from another, by id."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


@frozen(kw_only=True, repr=False, eq=False)
class Dataset(DatasetHeader):
    """Records that belong together. Frozen: merging and changing give a new one.

    `ds["event:..."]` finds a record by its id (or by one that was merged into it), `ds.events`, `ds.members`, ... are
    mappings by id, one for each class of record, in the order of the dataset.

    >>> ds = Dataset(records=[{"type": "source", "id": "source:a", "titles": {"en": "A"}}])
    >>> len(ds), ds.sources["source:a"].titles["en"]
    (1, 'A')
    """

    records: Annotated[tuple[Record, ...], "The records, in any order."] = ()

    # --- a collection ---

    @cached_property
    def index(self) -> Index:
        """The look-ups over the records, made on first use."""
        return Index(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self.index.find(id) is not None

    def __getitem__(self, id: str) -> Record:
        found = self.index.find(id)
        if found is None:
            raise KeyError(id)
        return found

    def get(self, id: str) -> Record | None:
        """The record with this id, or with this id among its `merged_ids`; None where there is none."""
        return self.index.find(id)

    def of(self, cls: type[R]) -> Mapping[str, R]:
        """The records of one class by id; `ds.of(Event)` is `ds.events`, with its type known to a type checker."""
        return self.index.of(cls)

    def __getattr__(self, name: str) -> Mapping[str, Any]:
        for cls in get_args(RECORD):
            if cls.collection == name:
                return self.index.of(cls)
        raise AttributeError(f"a Dataset has no attribute {name!r}")

    def __dir__(self) -> list[str]:
        return [*object.__dir__(self), *[cls.collection for cls in get_args(RECORD)]]

    def referrers(self, id: str) -> tuple[Referrer, ...]:
        """Who points at this record, and through which field."""
        found = self.index.find(id)
        ids = (id,) if found is None else (found.id, *found.merged_ids)
        return tuple([referrer for one in ids for referrer in self.index.incoming.get(one, ())])

    def __repr__(self) -> str:
        return f"<Dataset of {len(self.records)} records>"

    # --- rules ---

    def check(self, today: datetime.date | None = None, *, texts: Mapping[str, str] | None = None) -> Report:
        """What the rules across records find; each problem names its record, and points into it.

        Parameters:
            today: the reference date for what is "in the future"; the current date if left out.
            texts: source id to the text of the source, where it is at hand, so that quotes are looked up in it.
        """
        return Report(check(Context(self.index, self, today or datetime.date.today(), texts or {})))

    # --- files ---

    @classmethod
    def read(cls, path: str | os.PathLike[str], *, unknown: Unknown = "error", limits: Limits = LIMITS) -> Dataset:
        """Read a dataset document (`.json`) or records one a line (`.jsonl`); unpacked, if `.gz` or `.zst` follows.

        Parameters:
            path: the file.
            unknown: as in `loads`.
            limits: how long a line and how wrong a record may be, and what a compressed file may unpack to.

        Raises:
            InvalidData: lists everything that is wrong in any record; rules across records are left to `check`.
            OSError: the file cannot be read.
        """
        try:
            reading = (
                read_lines(path, unknown, limits)
                if is_lines(path)
                else read_document(read_whole(path, limits), unknown, limits)
            )
        except UnpackingError as error:
            raise InvalidData([error.problem]) from None
        if reading.dataset is None:
            raise InvalidData(reading.problems)
        return reading.dataset

    def write(self, path: str | os.PathLike[str], *, expected: Stamp | None = None) -> None:
        """Write the dataset, atomically; one record a line in either format, so that changes are seen line by line.

        Parameters:
            path: the file.
            expected: what `files.stamp(path)` said before the dataset was read from it, so that nobody's change is undone.

        Raises:
            OSError: it cannot be written, or is not as expected; the old file is whole.
        """
        with writing(path, expected=expected) as stream:
            if is_lines(path):
                write_jsonl(stream, (self.header, *self.records))
            else:
                self.dump_to(stream)

    def dump_to(self, stream: IO[bytes]) -> None:
        """Write the dataset document to a binary stream, one record a line."""
        write_document(stream, dump(self.header), (encode(dump(record)) for record in self.records))

    @property
    def header(self) -> DatasetHeader:
        """What the dataset says of itself, without its records."""
        return DatasetHeader(**{a.name: getattr(self, a.name) for a in fields(DatasetHeader)})

    # --- two datasets ---

    def merge(self, other: Dataset) -> Dataset:
        """A dataset with the records of both; the header is this one's.

        A record that both have must be equal in both, else it is told apart: nothing is overwritten.

        Raises:
            InvalidData: a record differs between the two.
        """
        mine = self.index.by_id
        problems = [CONFLICT(id, record_id=id) for id in self.diff(other).changed]
        if problems:
            raise InvalidData(problems)
        return evolve(self, records=(*self.records, *[record for record in other.records if record.id not in mine]))

    def diff(self, other: Dataset) -> Difference:
        """Which records `other` adds, removes and changes, compared with this dataset."""
        mine, theirs = self.index.by_id, other.index.by_id
        return Difference(
            added=tuple([id for id in theirs if id not in mine]),
            removed=tuple([id for id in mine if id not in theirs]),
            changed=tuple([id for id, record in mine.items() if id in theirs and theirs[id] != record]),
        )


def write_document(stream: IO[bytes], header: Mapping[str, Any], records: Iterable[bytes]) -> None:
    """Write a dataset document, one record a line, in constant memory.

    Parameters:
        stream: where to.
        header: the plain data of what the dataset says of itself.
        records: the canonical JSON of each record.
    """
    stream.write(encode(header)[:-1] + b',"records":[')
    for number, record in enumerate(records):
        stream.write((b",\n" if number else b"\n") + record)
    stream.write(b"\n]}\n")


# --- Reading ---


class Reading(NamedTuple):
    """What reading a dataset gave.

    Attributes:
        dataset: the dataset; None if there is an error.
        problems: everything there is to say, with places.
        header: what the dataset says of itself; None if that is in error.
        records: the records that could be read.
        positions: where each of them stands in the document's list, or the number of its line.
        elsewhere: the ids of those that could not be read.
    """

    dataset: Dataset | None
    problems: tuple[Problem, ...]
    header: DatasetHeader | None
    records: tuple[Record, ...]
    positions: tuple[int, ...]
    elsewhere: tuple[str, ...]


def _reading(
    header: DatasetHeader | None, records: Mapping[int, Record], elsewhere: Iterable[str], problems: Iterable[Problem]
) -> Reading:
    listed, found = tuple(problems), tuple(records.values())
    fine = all([problem.severity is not Severity.ERROR for problem in listed])
    dataset = _assembled(header, found) if fine and header is not None else None
    return Reading(dataset, listed, header, found, tuple(records), tuple(elsewhere))


def _assembled(header: DatasetHeader, records: tuple[Record, ...]) -> Dataset:
    """A dataset of parts that are checked already."""
    dataset = object.__new__(Dataset)
    for attribute in fields(DatasetHeader):
        object.__setattr__(dataset, attribute.name, getattr(header, attribute.name))
    object.__setattr__(dataset, "records", records)
    return dataset


def read_value(value: object, unknown: Unknown, limits: Limits = LIMITS) -> Reading:
    """Read the plain JSON value of a dataset document, record by record. Pointers go into the document."""
    if not isinstance(value, dict):
        problem = WRONG_TYPE(value, expected='an object with the keys of a dataset, "type": "dataset"')
        return _reading(None, {}, (), [problem])
    raw = {key: item for key, item in value.items() if key != "records"}
    header, found = read(shape_of(DatasetHeader), raw, unknown, limits.per_record)
    problems = list(found)
    version = value.get("schema_version")
    unknown = "keep" if is_newer(version) else unknown
    records: dict[int, Record] = {}
    elsewhere: list[str] = []
    listed = value.get("records")
    if listed is None:
        problems.append(MISSING(key="records", expected="the list of records, [...]"))
    elif not isinstance(listed, (list, tuple)):
        problems.append(WRONG_TYPE(listed, at="/records", expected="a list of records"))
    else:
        shape = shape_of(RECORD)
        older = is_older(version)
        for number, given in enumerate(listed):
            item = upgrade(given, version) if older else given
            record, found = read(shape, item, unknown, limits.per_record)
            if record is not None:
                records[number] = record
            if found:
                found = named(unfixed(found) if older else found, item)
                elsewhere += [found[0].record_id or ""]
                problems += [problem.under(f"/records/{number}") for problem in found]
    return _reading(header, records, elsewhere, problems)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the cyclic garbage collector from going through all records again and again while they are made.

    Records are trees, so it finds nothing among them. It is on again on every way out, if it was on before.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_document(data: bytes, unknown: Unknown, limits: Limits = LIMITS) -> Reading:
    """Read the bytes of a dataset document; every problem has its place in them."""
    with _collector_paused():
        value, problems = parse(data)
        if problems:
            return _reading(None, {}, (), problems)
        reading = read_value(value, unknown, limits)
    return reading._replace(problems=locate(data, reading.problems)) if reading.problems else reading


def read_lines(source: str | os.PathLike[str] | IO[bytes], unknown: Unknown, limits: Limits = LIMITS) -> Reading:
    """Read a dataset from records one a line."""
    header: DatasetHeader | None = DatasetHeader()
    records: dict[int, Record] = {}
    problems: list[Problem] = []
    with _collector_paused():
        for line in all_lines(source, unknown, limits):
            problems += line.problems
            if line.record is not None:
                records[line.number] = line.record
            elif line.header is not None:
                header = line.header
    return _reading(header, records, [p.record_id for p in problems if p.record_id is not None], problems)
