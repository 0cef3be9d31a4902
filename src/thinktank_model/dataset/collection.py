"""A dataset: a frozen collection of records that belong together, with what it says of itself."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePath
from typing import IO, Annotated, Any, NamedTuple, TypeVar, get_args, overload

from attrs import evolve, field, fields, frozen

from ..jsontext.compressed import is_lines, plain_name
from ..jsontext.content import open_content
from ..jsontext.files import LINE_ENDINGS, Stamp, writing
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.opening import UnreadableError
from ..jsontext.parsing import encode
from ..model.header import DatasetHeader
from ..model.index import Index, Referrer
from ..model.union import RECORD, Record
from ..problems.meant import did_you_mean
from ..problems.problem import define
from ..problems.report import InvalidData, Report
from ..records.lines import write_jsonl
from ..records.readers import read_content
from ..rules import Context, check
from ..shapes.codec import dump
from ..shapes.explain import Unknown, check_unknown
from ..shapes.takes import Fields, Takes
from .collections import Collections
from .reading import Gathered, gather

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


TOOK_EACH_OTHER = define(
    "record.took-each-other",
    "error",
    "{found} was merged into {other} in one dataset, and {other} into {found} in the other, directly or not",
    why="Of two records that were merged one remains. Which of the two that is must be decided before the datasets are merged.",
    bad='{"type": "organization", "id": "organization:a", "names": [{"value": "A"}], "merged_ids": ["organization:b"]}',
    good='{"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}',
)


class MissingRecordError(KeyError):
    """No record has an id. It is a `KeyError` of the id, which looks for what was meant only where it is shown."""

    def __init__(self, id: object, known: Iterable[str] = ()) -> None:
        super().__init__(id)
        self.known = known

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.args  # without all the ids of a dataset

    def __str__(self) -> str:
        (id,) = self.args
        return f"no record has the id {id!r}{did_you_mean(id, self.known)}"


def _dataset(other: object) -> Dataset:
    """What must be a dataset.

    Raises:
        TypeError: it is not one.
    """
    if not isinstance(other, Dataset):
        raise TypeError(
            f"expected a Dataset, found an object of type {type(other).__name__}; use Dataset(records=[...])"
        )
    return other


class Difference(NamedTuple):
    """How one dataset differs from another, by id."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


@frozen(kw_only=True, repr=False, eq=False)
class Dataset(Collections, DatasetHeader):
    """Records that belong together. Frozen: merging and changing give a new one.

    `ds["event:..."]` finds a record by its id (or by one that was merged into it), `ds.events`, `ds.members`, ... are
    mappings by id, one for each class of record, in the order of the dataset.

    >>> ds = Dataset(records=[{"type": "source", "id": "source:a", "titles": {"en": "A"}}])
    >>> len(ds), ds.sources["source:a"].titles["en"]
    (1, 'A')
    """

    records: Annotated[tuple[Record, ...], "The records, in any order."] = field(
        default=(), converter=Takes[Iterable[Record | Fields]]
    )

    # --- a collection ---

    @cached_property
    def index(self) -> Index:
        """The look-ups over the records, made on first use."""
        return Index(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __contains__(self, item: object) -> bool:
        """Whether a record has this id, or had it before it was merged; of a record whether it is in the dataset."""
        if isinstance(item, str):
            return self.index.find(item) is not None
        id: Any = getattr(item, "id", None)
        return id in self.index.by_id and self.index.by_id[id] == item

    def __getitem__(self, id: str) -> Record:
        found = self.index.find(id)
        if found is None:
            raise MissingRecordError(id, self.index.by_id)
        return found

    def get(self, id: str) -> Record | None:
        """The record with this id, or with this id among its `merged_ids`; None where there is none."""
        return self.index.find(id)

    @overload
    def of(self, cls: type[R]) -> Mapping[str, R]: ...
    @overload
    def of(self, cls: str) -> Mapping[str, Record]: ...
    def of(self, cls: type[R] | str) -> Mapping[str, Any]:
        """The records of one class by id: `ds.of(Event)` and `ds.of("event")` are `ds.events`.

        Raises:
            KeyError: no class of record has this type.
        """
        if isinstance(cls, str):
            types = {known.type: known for known in get_args(RECORD)}
            if cls not in types:
                raise KeyError(f"no type of record {cls!r}{did_you_mean(cls, types)}")
            return self.index.of(types[cls])
        return self.index.of(cls)

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
        check_unknown(unknown)
        try:
            with open_content(path, limits) as content:
                gathered = gather(read_content(content, unknown))
        except UnreadableError as error:
            raise InvalidData([error.problem]) from None
        if gathered.has_error:
            raise InvalidData(gathered.problems)
        return assembled(gathered)

    def write(self, path: str | os.PathLike[str], *, expected: Stamp | None = None) -> None:
        """Write the dataset, atomically; one record a line in either format, so that changes are seen line by line.

        Parameters:
            path: the file.
            expected: what `files.stamp(path)` said before the dataset was read from it, so that nobody's change is undone.

        Raises:
            ValueError: the path has the ending of another format.
            OSError: it cannot be written, or is not as expected; the old file is whole.
        """
        if PurePath(plain_name(path)).suffix not in ("", ".json", *LINE_ENDINGS):
            raise ValueError(
                f"Dataset.write writes .json, .jsonl and .ndjson; for {os.fspath(path)!r} use thinktank_model.export"
            )
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
        """Return a dataset with the records of both; the header is this one's.

        A record that both have must be equal in both: nothing is overwritten. Where a record of one took over a record of the
        other (`merged_ids`), it stands alone, with the ids that the other had taken over in its turn.

        Raises:
            InvalidData: a record differs between the two, or two records took over each other.
            TypeError: `other` is not a dataset.
        """
        mine, theirs = self.index.by_id, _dataset(other).index.by_id
        takers = _takers(mine, theirs)
        heirs = _heirs(takers)
        problems = [
            *[TOOK_EACH_OTHER(id, record_id=id, other=takers[id]) for id in takers if heirs[id] in takers],
            *[CONFLICT(id, record_id=id) for id in self.diff(other).changed if id not in takers],
        ]
        if problems:
            raise InvalidData(problems)
        taken: dict[str, list[str]] = {}
        for id, heir in heirs.items():
            gone = mine[id] if id in mine else theirs[id]
            taken.setdefault(heir, []).extend([id, *gone.merged_ids])
        union = (*self.records, *[record for record in other.records if record.id not in mine])
        left = [record for record in union if record.id not in takers]
        return evolve(self, records=tuple([_with_taken(record, taken.get(record.id, ())) for record in left]))

    def diff(self, other: Dataset) -> Difference:
        """Which records `other` adds, removes and changes, compared with this dataset."""
        mine, theirs = self.index.by_id, _dataset(other).index.by_id
        return Difference(
            added=tuple([id for id in theirs if id not in mine]),
            removed=tuple([id for id in mine if id not in theirs]),
            changed=tuple([id for id, record in mine.items() if id in theirs and theirs[id] != record]),
        )


def _takers(mine: Mapping[str, Record], theirs: Mapping[str, Record]) -> dict[str, str]:
    """Each record that only one dataset has to the record, in the other dataset alone, that took it over."""
    return {
        old: id
        for ours, others in ((mine, theirs), (theirs, mine))
        for id, record in ours.items()
        for old in record.merged_ids
        if old in others and old not in ours and id not in others
    }


def _heirs(takers: Mapping[str, str]) -> dict[str, str]:
    """Each record that was taken over to the one that has it in the end; to one of its circle if there is none."""
    heirs = dict(takers)
    for start in takers:
        id, passed = start, set[str]()
        while id in heirs and id not in passed:
            passed.add(id)
            id = heirs[id]
        heirs.update(dict.fromkeys(passed, id))
    return heirs


def _with_taken(record: Record, ids: Iterable[str]) -> Record:
    """The record with further ids that it took over."""
    known = {record.id, *record.merged_ids}
    new = [id for id in dict.fromkeys(ids) if id not in known]
    return evolve(record, merged_ids=(*record.merged_ids, *new)) if new else record


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


def assembled(gathered: Gathered) -> Dataset:
    """A dataset of what could be read; its parts are checked already."""
    dataset = object.__new__(Dataset)
    header = gathered.header or DatasetHeader()
    for attribute in fields(DatasetHeader):
        object.__setattr__(dataset, attribute.name, getattr(header, attribute.name))
    object.__setattr__(dataset, "records", gathered.records)
    return dataset
