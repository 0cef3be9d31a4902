"""A dataset: a frozen collection of records that belong together, with what it states about itself."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePath
from typing import IO, Annotated, Any, ClassVar, Literal, Self, TypeVar, overload

from attrs import field, fields, frozen

from ..jsontext.compressed import is_lines, plain_name
from ..jsontext.content import open_content
from ..jsontext.files import LINE_ENDINGS, Stamp, writing
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.opening import UnreadableError
from ..jsontext.parsing import encode
from ..model.events import Event
from ..model.header import DatasetHeader
from ..model.index import Index, Referrer
from ..model.programs import Member
from ..model.scope import CORE_SCOPE, Scope
from ..model.union import Record
from ..problems.meant import did_you_mean
from ..problems.portable import Columnar
from ..problems.report import InvalidData, Report
from ..records.lines import write_jsonl
from ..records.readers import read_content
from ..rules import Context, check
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
from .reading import Gathered, gather

__all__ = ["Dataset"]

R = TypeVar("R")
D = TypeVar("D", bound="Dataset")


def _dataset(other: object) -> Dataset:
    """Return what must be a dataset.

    Raises:
        TypeError: it is not one.
    """
    if not isinstance(other, Dataset):
        raise TypeError(
            f"expected a Dataset, found an object of type {type(other).__name__}; use Dataset(records=[...])"
        )
    return other


@frozen(kw_only=True, repr=False, eq=False)
class Dataset(Columnar, Collections, DatasetHeader):
    """Records that belong together. Frozen: merging and changing give a new one.

    `ds["event:..."]` finds a record by its id (or by one that was merged into it), `ds.events`, `ds.members`, ... are
    mappings by id, one for each class of record, in the order of the dataset.

    >>> ds = Dataset(records=[{"type": "source", "id": "source:a", "titles": {"en": "A"}}])
    >>> len(ds), ds.sources["source:a"].titles["en"]
    (1, 'A')
    """

    scope: ClassVar[Scope] = CORE_SCOPE

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
        """Return whether a record has this id, or had it before it was merged; of a record whether it is in the dataset."""
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
        """Return what the rules across records find; each problem names its record, and points into it.

        Parameters:
            today: the reference date for what is "in the future"; the current date if left out.
            texts: source id to the text of the source, where it is at hand, so that quotes are looked up in it.
        """
        context = Context(self.index, self, today or datetime.date.today(), texts or {})
        return Report(check(context, self.scope.rules))

    # --- tables ---

    def to_frame(self, what: str, lang: str = "en", engine: Literal["pandas", "polars"] = "pandas") -> Any:
        """Return a data frame with a flat row for each record of a class, or for each item of the lists inside records.

        Dates have columns `_earliest` and `_latest` beside them, counts `_low` and `_high`, ids and terms `_label`.

        Parameters:
            what: `"events"` or another collection; `"participations"`, `"names"`, `"places"`, `"contributions"` or another list, of
                whichever records have it.
            lang: the language of labels and texts.
            engine: the library that the frame is of.

        Raises:
            KeyError: there is no such collection or list.
            ImportError: the library is not installed.
        """
        return frame(FlatRows(lang, lambda one: self.label(one, lang), self.scope).of(self.records, what), engine)

    # --- files ---

    @classmethod
    def read(cls, path: str | os.PathLike[str], *, unknown: Unknown = "error", limits: Limits = LIMITS) -> Self:
        """Read a dataset document (`.json`) or records one per line (`.jsonl`); unpacked, if `.gz` or `.zst` follows.

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
                gathered = gather(read_content(content, unknown, cls.scope), scope=cls.scope)
        except UnreadableError as error:
            raise InvalidData([error.problem]) from None
        if gathered.has_error:
            raise InvalidData(gathered.problems)
        return assembled(gathered, cls)

    def write(self, path: str | os.PathLike[str], *, expected: Stamp | None = None) -> None:
        """Write the dataset, atomically; one record a line in either format, so that changes are seen line by line.

        Parameters:
            path: the file.
            expected: what `files.stamp(path)` said before the dataset was read from it, so that no one's change is undone.

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
        """What the dataset states about itself, without its records."""
        said = {a.name: getattr(self, a.name) for a in fields(DatasetHeader)}
        return DatasetHeader(**said | needs(self.scope, self.profiles, self.prefixes))

    # --- asking ---

    def label(self, record: Record | str, *languages: str) -> str:
        """Return what to call a record, given by itself or by its id: as `record.label`, and a member by its party and programme.

        After the languages that are asked for, that of the dataset is looked for. An id that no record has is called by itself.
        """
        return label_of(self.index, record, (*languages, *([self.language] if self.language else [])))

    @cached_property
    def _names(self) -> Names:
        return Names(self.index.by_id.values())

    def find(self, text: str, n: int = 10) -> tuple[Hit, ...]:
        """Return the records with the names or titles that are closest to a text, the closest first.

        Any name in any language counts, without regard to case, accents, width, and simplified or traditional characters. Names
        with typing errors are found too where the extra `match` is installed.

        Parameters:
            text: a name or the beginnings of its words.
            n: how many records at most.

        Raises:
            TypeError: the text is not a str, or the number not an int.
        """
        if not isinstance(text, str) or not isinstance(n, int):
            raise TypeError("find takes a text and how many records to return: ds.find('fudan', 5)")
        return self._names.find(text, n)

    def members_at(self, date: DateLike, program: str | None = None) -> Answer[Member]:
        """Return who is a member on a day, of all programmes or of the one with this id: what is certain, what is possible.

        A member without a period is a possible one on every day.

        Raises:
            InvalidData: the date is not one.
        """
        return members_at(self.index, date, program)

    def events_between(self, start: DateLike, end: DateLike | None = None) -> Answer[Event]:
        """Return the events in a stretch of time, whatever became of them: what is certain, what is possible.

        Parameters:
            start: its first day, for `"2024"` that of the year.
            end: its last day, for `"2025-06"` that of the month; without it there is no end.

        Raises:
            InvalidData: a date is not one, or the end lies before the start.
        """
        return events_between(self.index, start, end)

    def participants(self, event_id: str) -> Answer[Participant]:
        """Return the parties of an event: those that are listed as participants of it or its sessions, or were represented, are
        certain; those that it names otherwise, as organizers or on its agenda, and all of an event to come, are possible.

        Raises:
            KeyError: there is no event with this id.
        """
        return participants(self.index, event_id)

    def events_of(self, party_id: str) -> Answer[Event]:
        """Return the events of a party, the earliest first: what it took part in, and as `possible` what else names it.

        Raises:
            KeyError: there is no record with this id.
        """
        return events_of(self.index, party_id)

    def duplicates(self, min: float = 85) -> tuple[Duplicate, ...]:
        """Return pairs of organizations, persons and programmes that may be one, the likeliest first, with score and reasons.

        Parameters:
            min: the least score, from 0 to 100.

        Raises:
            ImportError: rapidfuzz is not installed, the extra `match`.
        """
        return duplicates(self.index, min)

    # --- changing ---

    def add(self, *records: Record | Fields) -> Self:
        """Return the dataset with further records behind those that it has.

        Raises:
            InvalidData: one is not valid, or has an id that another record has or had.
        """
        return made_of(self.header, added(self.index, _checked(type(self), records)), type(self))

    def replace(self, *records: Record | Fields) -> Self:
        """Return the dataset with these records in place of those of the same ids.

        Raises:
            InvalidData: one is not valid.
            KeyError: there is no record with such an id.
        """
        return made_of(self.header, replaced(self.index, _checked(type(self), records)), type(self))

    def remove(self, *ids: str, cascade: bool = False) -> Self:
        """Return the dataset without the records of these ids.

        Parameters:
            ids: the ids.
            cascade: whether to take out what refers to them as well: an item of a list, an optional field, or else the whole
                record that cannot be without it (the memberships of an organization).

        Raises:
            KeyError: there is no record with such an id.
            InvalidData: without `cascade`, with every reference to them.
        """
        return made_of(self.header, removed(self.index, ids, cascade=cascade), type(self))

    def rename(self, old: str, new: str) -> Self:
        """Return the dataset with one id in place of another, wherever it stands: references and statements follow.

        Raises:
            KeyError: no record has the old id, or had it before it was merged.
            InvalidData: the new id is taken, or not one that the record can have.
        """
        return made_of(self.header, renamed(self.index, old, new), type(self))

    def absorb(self, keep_id: str, gone_id: str) -> Self:
        """Return the dataset with one record in place of two that are of one body.

        The record that stays gets the names, identifiers and other items of the other one without doubles, each field that it
        leaves out, and its ids as `merged_ids`. What referred to the other refers to it, and memberships that agree become one.
        Where both say something and only one value can stand, the record that stays is right; two different references are
        refused.

        Raises:
            KeyError: there is no record with one of the ids.
            ValueError: both ids name one record, or records of different classes.
            InvalidData: a field that takes one reference would have to keep two, or what both say does not go together.
        """
        return made_of(self.header, absorbed(self.index, keep_id, gone_id), type(self))

    # --- two datasets ---

    def merge(self, other: Dataset) -> Self:
        """Return a dataset with the records of both; the header is this one's.

        A record that both have must be equal in both: nothing is overwritten. Where a record of one took over a record of the
        other (`merged_ids`), it is alone, with the ids that the other had taken over in its turn.

        Raises:
            InvalidData: a record differs between the two, or two records took over each other.
            TypeError: `other` is not a dataset.
        """
        return made_of(self.header, combined(self.index, _dataset(other).index), type(self))

    def diff(self, other: Dataset) -> Difference:
        """Return how `other` differs from this dataset: records added, removed, renamed and changed, and each field that differs."""
        return Difference(self.index, _dataset(other).index, (self.header, other.header))

    def patch(self, difference: Difference) -> Self:
        """Return the dataset with a difference made on it: `ds.patch(ds.diff(other)) == other`, up to the order of records.

        The difference may be between two other datasets, as long as this one has what it changes.

        Raises:
            InvalidData: a record that it renames, removes or changes is not there, one that it adds is there and differs, or a
                field that it changes has a third value.
        """
        return made_of(*patched(self.header, self.index, difference), type(self))


def write_document(stream: IO[bytes], header: Mapping[str, Any], records: Iterable[bytes]) -> None:
    """Write a dataset document, one record a line, in constant memory.

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
    """Return what a header says of the profiles of a scope: those that it names already, and the scope's own."""
    if not scope.profiles:
        return {}
    return {"profiles": {**scope.profiles, **profiles}, "prefixes": {**scope.prefixes, **prefixes}}


def assembled(gathered: Gathered, cls: type[D] = Dataset) -> D:  # type: ignore[assignment]
    """Return a dataset of what could be read; its parts are checked already."""
    return made_of(gathered.header or DatasetHeader(), gathered.records, cls)


def made_of(header: DatasetHeader, records: tuple[Record, ...], cls: type[D] = Dataset) -> D:  # type: ignore[assignment]
    """Return a dataset of parts that are checked already."""
    dataset = object.__new__(cls)
    for attribute in fields(DatasetHeader):
        object.__setattr__(dataset, attribute.name, getattr(header, attribute.name))
    for name, value in needs(cls.scope, header.profiles, header.prefixes).items():
        object.__setattr__(dataset, name, JsonMap(value))
    object.__setattr__(dataset, "records", records)
    return dataset


def _checked(cls: type[Dataset], records: Iterable[Record | Fields]) -> tuple[Record, ...]:
    """Return the records, each in its class."""
    return cls(records=records).records
