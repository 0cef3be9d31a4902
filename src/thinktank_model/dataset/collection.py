"""The dataset: a frozen collection of records that belong together, with metadata."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePath
from typing import IO, Annotated, Any, ClassVar, Literal, Self, TypeAlias, TypeVar, overload

from attrs import field, fields, frozen

from ..jsontext.compressed import is_lines, plain_name
from ..jsontext.content import open_content
from ..jsontext.files import LINE_ENDINGS, Stamp, writing
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.opening import UnreadableError
from ..jsontext.parsing import encode
from ..model.common import _Common
from ..model.events import Event
from ..model.header import DatasetHeader
from ..model.index import Index, Referrer
from ..model.kept import KeptRecord
from ..model.programs import Member
from ..model.scope import CORE_SCOPE, Scope
from ..model.union import Record
from ..problems.guesses import Guided
from ..problems.meant import did_you_mean
from ..problems.portable import Columnar
from ..problems.report import InvalidData, Report
from ..records.lines import write_jsonl
from ..records.readers import read_content
from ..rules import Context, check
from ..rules.reading import Gathered, gather
from ..shapes.codec import dump
from ..shapes.explain import Unknown, check_unknown
from ..shapes.frozenjson import JsonMap
from ..shapes.takes import Fields, Takes
from ..tables.frames import FlatRows, frame
from ..values.dates import DateLike
from .absorbing import absorbed
from .asking import Answer, Participant, events_between, events_of, members_at, participants
from .collections import Collections
from .combining import combined
from .diffing import Difference
from .editing import MissingRecordError, added, removed, renamed, replaced
from .finding import Hit, Names
from .labels import label_of
from .listing import Listing
from .matching import Duplicate, duplicates
from .merging import patched

__all__ = ["Dataset"]

R = TypeVar("R")
D = TypeVar("D", bound="Dataset")
Given: TypeAlias = _Common | KeptRecord | Fields
"""A record of the dataset's profile, or its plain data; type checkers take a record of any profile."""


def _dataset(other: object) -> Dataset:
    """Return the dataset, or raise an error for another object.

    Raises:
        TypeError: it is not one.
    """
    if not isinstance(other, Dataset):
        raise TypeError(
            f"expected a Dataset, found an object of type {type(other).__name__}; use Dataset(records=[...])"
        )
    return other


@frozen(kw_only=True, repr=False, eq=False)
class Dataset(Columnar, Collections, Guided, DatasetHeader):
    """A frozen collection of records that belong together. Changes return a new dataset.

    `ds["event:..."]` finds a record by its id or a merged id; `ds.events`, `ds.members`, ... are
    mappings by id, one for each class of record, in the order of the dataset.

    >>> ds = Dataset(records=[{"type": "source", "id": "source:a", "titles": {"en": "A"}}])
    >>> len(ds), ds.sources["source:a"].titles["en"]
    (1, 'A')
    """

    scope: ClassVar[Scope] = CORE_SCOPE

    records: Annotated[tuple[Record, ...], "The records, in any order."] = field(
        default=(), converter=Takes[Iterable[Given]]
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
        """Return whether a record has this id or merged id, or whether this record is in the dataset."""
        if isinstance(item, str):
            return self.index.find(item) is not None
        id: Any = getattr(item, "id", None)
        return id in self.index.by_id and self.index.by_id[id] == item

    def __getitem__(self, id: str) -> Record:
        found = self.index.find(id) if isinstance(id, str) else None
        if found is None:
            raise MissingRecordError(id, self.index.by_id)
        return found

    def get(self, id: str) -> Record | None:
        """Return the record with this id, or with this id among its `merged_ids`; None if there is none."""
        return self.index.find(id)

    @overload
    def of(self, cls: type[R]) -> Mapping[str, R]: ...
    @overload
    def of(self, cls: str) -> Mapping[str, Record]: ...
    def of(self, cls: type[R] | str) -> Mapping[str, Any]:
        """Return the records of one class by id: `ds.of(Event)` and `ds.of("event")` are `ds.events`.

        Raises:
            KeyError: no class of record has this type.
        """
        if isinstance(cls, str):
            types = {known.type: known for known in self.scope.classes}
            if cls not in types:
                raise KeyError(f"no type of record {cls!r}{did_you_mean(cls, types)}")
            return Listing(self.index, types[cls])
        return Listing(self.index, cls)

    def referrers(self, id: str) -> tuple[Referrer, ...]:
        """Who points at the record with this id, and through which field."""
        if not isinstance(id, str):
            raise MissingRecordError(id)
        found = self.index.find(id)
        ids = (id,) if found is None else (found.id, *found.merged_ids)
        return tuple([referrer for one in ids for referrer in self.index.incoming.get(one, ())])

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.index.by_id)

    def __repr__(self) -> str:
        return f"<Dataset of {len(self.records)} records>"

    # --- rules ---

    def check(self, today: datetime.date | None = None, *, texts: Mapping[str, str] | None = None) -> Report:
        """Check the rules across records. Each problem has its record and a pointer into it.

        Parameters:
            today: the reference date for "in the future"; by default the current date.
            texts: the texts of sources by source id, in which quotes are looked up.
        """
        context = Context(self.index, self, today or datetime.date.today(), texts or {})
        return Report(check(context, self.scope.rules))

    # --- tables ---

    def to_frame(self, what: str, lang: str = "en", engine: Literal["pandas", "polars"] = "pandas") -> Any:
        """Return a data frame with a flat row for each record of a class, or for each item of the lists inside records.

        Dates have additional columns `_earliest` and `_latest`, counts `_low` and `_high`, ids and terms `_label`.

        Parameters:
            what: `"events"` or another collection; `"participations"`, `"names"`, `"places"`, `"contributions"` or another list, of
                whichever records have it.
            lang: the language of labels and texts.
            engine: the library of the data frame.

        Raises:
            KeyError: there is no such collection or list.
            ImportError: the library is not installed.
        """
        return frame(FlatRows(lang, lambda one: self.label(one, lang), self.scope).of(self.records, what), engine)

    # --- files ---

    @classmethod
    def read(cls, path: str | os.PathLike[str], *, unknown: Unknown = "error", limits: Limits = LIMITS) -> Self:
        """Read a dataset document (`.json`) or JSON Lines (`.jsonl`), also compressed (`.gz`, `.zst`).

        Parameters:
            path: the file.
            unknown: as in `loads`.
            limits: the limits for lines, for the problems of a record and for decompression.

        Raises:
            InvalidData: with all problems of all records. Rules across records are left to `check`.
            OSError: the file cannot be read.
        """
        check_unknown(unknown)
        try:
            with open_content(path, limits) as content:
                gathered = gather(read_content(content, unknown, cls.scope), scope=cls.scope)
        except UnreadableError as error:
            raise InvalidData([error.problem]) from None
        if gathered.has_error:
            raise InvalidData(gathered.problems)
        return assembled(gathered, cls)

    def write(self, path: str | os.PathLike[str], *, expected: Stamp | None = None) -> None:
        """Write the dataset atomically, with one record per line in either format, so that diffs are readable.

        Parameters:
            path: the file.
            expected: the result of `files.stamp(path)` before the dataset was read, to protect changes by others.

        Raises:
            ValueError: the path has the extension of another format.
            OSError: it cannot be written, or is not as expected; the old file is unchanged.
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
        """Write the dataset document to a binary stream, one record per line."""
        write_document(stream, dump(self.header), (encode(dump(record)) for record in self.records))

    @property
    def header(self) -> DatasetHeader:
        """The metadata of the dataset."""
        said = {a.name: getattr(self, a.name) for a in fields(DatasetHeader)}
        return DatasetHeader(**said | needs(self.scope, self.profiles, self.prefixes))

    # --- asking ---

    def label(self, record: _Common | str, *languages: str) -> str:
        """Return a label for a record or id: as `record.label` does, and for a member from its party and programme.

        The language of the dataset comes after the given ones. The label of an unknown id is the id.
        """
        return label_of(self.index, record, (*languages, *([self.language] if self.language else [])))

    @cached_property
    def _names(self) -> Names:
        return Names(self.index.by_id.values())

    def find(self, text: str, n: int = 10) -> tuple[Hit, ...]:
        """Return the records whose names or titles are most similar to a text, best first.

        Names in all languages are searched. Case, accents, width, and simplified or traditional characters are ignored. Names
        with typing errors are found too if the extra `match` is installed.

        Parameters:
            text: a name or the first letters of its words.
            n: the maximum number of records.

        Raises:
            TypeError: the text is not a str, or the number not an int.
        """
        if not isinstance(text, str) or not isinstance(n, int):
            raise TypeError("find takes a text and how many records to return: ds.find('fudan', 5)")
        return self._names.find(text, n)

    def members_at(self, date: DateLike, program: str | None = None) -> Answer[Member]:
        """Return the certain and possible members on a day, of all programmes or of the one with this id.

        A member without a period is possible on every day.

        Raises:
            InvalidData: the date is not valid.
            KeyError: there is no programme with this id, nor a member of it.
        """
        return members_at(self.index, date, program)

    def events_between(self, start: DateLike, end: DateLike | None = None) -> Answer[Event]:
        """Return the certain and possible events in a stretch of time, whatever their status.

        Parameters:
            start: its first day, for `"2024"` that of the year.
            end: its last day, for `"2025-06"` that of the month; by default there is no end.

        Raises:
            InvalidData: a date is not valid, or the end is before the start.
        """
        return events_between(self.index, start, end)

    def participants(self, event_id: str) -> Answer[Participant]:
        """Return the parties of an event: listed participants of it or its sessions, and parties that they represent, are
        certain; other parties in it, such as organizers, and all parties of a future event are possible.

        Raises:
            KeyError: there is no event with this id.
        """
        return participants(self.index, event_id)

    def events_of(self, party_id: str) -> Answer[Event]:
        """Return the events of a party, earliest first: those that it took part in, and as `possible` others that mention it.

        Raises:
            KeyError: there is no record with this id.
        """
        return events_of(self.index, party_id)

    def duplicates(self, min: float = 85) -> tuple[Duplicate, ...]:
        """Return pairs of organizations, persons and programmes that may be the same, the most likely first, with score and reasons.

        Parameters:
            min: the minimum score, from 0 to 100.

        Raises:
            ImportError: rapidfuzz (extra `match`) is not installed.
        """
        return duplicates(self.index, min)

    # --- changing ---

    def add(self, *records: Given) -> Self:
        """Return the dataset with records added at the end.

        Raises:
            InvalidData: a record is not valid, or its id is taken.
        """
        return made_of(self.header, added(self.index, _checked(type(self), records)), type(self))

    def replace(self, *records: Given) -> Self:
        """Return the dataset with these records in place of those with the same ids.

        Raises:
            InvalidData: a record is not valid.
            KeyError: there is no record with such an id.
        """
        return made_of(self.header, replaced(self.index, _checked(type(self), records)), type(self))

    def remove(self, *ids: str, cascade: bool = False) -> Self:
        """Return the dataset without the records with these ids.

        Parameters:
            ids: the ids.
            cascade: whether to remove references to them too: an item of a list, an optional field, or else the whole
                record that requires the reference (such as the memberships of an organization).

        Raises:
            KeyError: there is no record with such an id.
            InvalidData: without `cascade`, with every reference to them.
        """
        return made_of(self.header, removed(self.index, ids, cascade=cascade), type(self))

    def rename(self, old: str, new: str) -> Self:
        """Return the dataset with an id renamed in the record and in all references and statements.

        Raises:
            KeyError: no record has the old id, or has it as a merged id.
            InvalidData: the new id is taken, or not valid for the record.
        """
        return made_of(self.header, renamed(self.index, old, new), type(self))

    def absorb(self, keep_id: str, gone_id: str) -> Self:
        """Return the dataset with two records of the same body merged into one.

        The kept record gets the names, identifiers and other items of the other one without duplicates, each field that it
        lacks, and its ids as `merged_ids`. References to the other are updated, and memberships that agree become one.
        If both have a value for a single-valued field, that of the kept record is used; two different references are
        refused.

        Raises:
            KeyError: there is no record with one of the ids.
            ValueError: both ids are of the same record, or of records of different classes.
            InvalidData: a field for one reference would need two, or the merged data is not valid.
        """
        return made_of(self.header, absorbed(self.index, keep_id, gone_id), type(self))

    # --- two datasets ---

    def merge(self, other: Dataset) -> Self:
        """Return a dataset with the records of both; the header is this one's.

        A record that both have must be equal in both: nothing is overwritten. If a record of one replaces a record of the
        other (`merged_ids`), only the former is kept, with the merged ids of the latter.

        Raises:
            InvalidData: a record differs between the two, or two records replace each other.
            TypeError: `other` is not a dataset.
        """
        return made_of(self.header, combined(self.index, _dataset(other).index), type(self))

    def diff(self, other: Dataset) -> Difference:
        """Return how `other` differs from this dataset: records added, removed, renamed and changed, and each field that differs."""
        return Difference(self.index, _dataset(other).index, (self.header, other.header))

    def patch(self, difference: Difference) -> Self:
        """Return the dataset with a difference applied: `ds.patch(ds.diff(other)) == other`, up to the order of records.

        The difference may be between two other datasets, as long as this one has the old values.

        Raises:
            InvalidData: a record that it renames, removes or changes is missing, one that it adds exists and differs, or a
                field that it changes has another value than the old one.
        """
        return made_of(*patched(self.header, self.index, difference), type(self))


def write_document(stream: IO[bytes], header: Mapping[str, Any], records: Iterable[bytes]) -> None:
    """Write a dataset document, one record per line, in constant memory.

    Parameters:
        stream: where to.
        header: the plain data of the metadata of the dataset.
        records: the canonical JSON of each record.
    """
    stream.write(encode(header)[:-1] + b',"records":[')
    for number, record in enumerate(records):
        stream.write((b",\n" if number else b"\n") + record)
    stream.write(b"\n]}\n")


def needs(scope: Scope, profiles: JsonMap, prefixes: JsonMap) -> dict[str, Any]:
    """Return the profiles and prefixes of a header: those that it already has, and those of the scope."""
    if not scope.profiles:
        return {}
    return {"profiles": {**scope.profiles, **profiles}, "prefixes": {**scope.prefixes, **prefixes}}


def assembled(gathered: Gathered, cls: type[D] = Dataset) -> D:  # type: ignore[assignment]
    """Return a dataset of the records that could be read; they are already checked."""
    return made_of(gathered.header or DatasetHeader(), gathered.records, cls)


def made_of(header: DatasetHeader, records: tuple[Record, ...], cls: type[D] = Dataset) -> D:  # type: ignore[assignment]
    """Return a dataset of parts that are already checked."""
    dataset = object.__new__(cls)
    for attribute in fields(DatasetHeader):
        object.__setattr__(dataset, attribute.name, getattr(header, attribute.name))
    for name, value in needs(cls.scope, header.profiles, header.prefixes).items():
        object.__setattr__(dataset, name, JsonMap(value))
    object.__setattr__(dataset, "records", records)
    return dataset


def _checked(cls: type[Dataset], records: Iterable[Given]) -> tuple[Record, ...]:
    """Return the records as objects of their classes."""
    return cls(records=records).records
