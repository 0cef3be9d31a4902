"""Adds, replaces, removes and renames records. Each function returns the records of a new dataset; unchanged ones are shared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..model.index import Index, links
from ..model.union import Record
from ..problems.meant import did_you_mean
from ..problems.problem import Problem, define
from ..problems.report import InvalidData
from ..problems.translations import Phrase
from ..rules.references import DUPLICATE_ID
from .rewriting import Rewriter

__all__ = ["MissingRecordError", "added", "removed", "renamed", "replaced", "rewritten"]

IN_USE = define(
    "record.in-use",
    "error",
    "the record {target} cannot be removed: {found} refers to it",
    why=(
        "Removing a record that others refer to leaves dangling references. Change the references first, or "
        "remove them too (`cascade=True`)."
    ),
    bad='[{"id": "member:m", "party_id": "organization:a"}]',
    good='[{"id": "organization:a"}, {"id": "member:m", "party_id": "organization:a"}]',
)


class MissingRecordError(KeyError):
    """No record has this id. A `KeyError` that computes its suggestion only for display."""

    def __init__(self, id: object, known: Iterable[str] = ()) -> None:
        super().__init__(id)
        self.known = known

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.args  # without listing all ids of the dataset

    def __str__(self) -> str:
        id: Any = self.args[0]
        if isinstance(id, str):
            kind = id.partition(":")[0]
            return f"no record has the id {id!r}{did_you_mean(id, [one for one in self.known if one.startswith(kind)])}"
        if isinstance(getattr(id, "id", None), str):
            return f"expected the id of a record, found the record; write {id.id!r}"
        if isinstance(id, slice):
            return "records by position are in ds.records: ds.records[:5]"
        return f"no record has the id {id!r}; an id is a str, and records by position are in ds.records"


def _taken(index: Index, id: str) -> str | None:
    """Return the current id of the record with this id or merged id."""
    return id if id in index.by_id else index.merged.get(id)


def added(index: Index, records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the records with others added at the end.

    Raises:
        InvalidData: the id of a record is taken.
    """
    new = tuple(records)
    owners: dict[str, str] = {}
    problems: list[Problem] = []
    for record in new:
        for at, id in _own(record):
            owner = _taken(index, id) or owners.get(id)
            if owner is not None:
                expected = Phrase("a unique id: {other} already has this id", other=owner)
                problems.append(DUPLICATE_ID(id, at=at, record_id=record.id, expected=expected))
            owners.setdefault(id, record.id)
    if problems:
        raise InvalidData(problems)
    return (*index.records, *new)


def _own(record: Record) -> list[tuple[str, str]]:
    """Return the ids of a record, each with its pointer."""
    return [("/id", record.id), *[(f"/merged_ids/{number}", id) for number, id in enumerate(record.merged_ids)]]


def replaced(index: Index, records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the records with others in place of those with the same ids.

    Raises:
        KeyError: there is no record with such an id.
    """
    new = {record.id: record for record in records}
    for id in new:
        if id not in index.by_id:
            raise MissingRecordError(id, index.by_id)
    return tuple([new.get(record.id, record) for record in index.records])


def removed(index: Index, ids: Iterable[str], *, cascade: bool) -> tuple[Record, ...]:
    """Return the records without some of them.

    Raises:
        KeyError: there is no record with such an id.
        InvalidData: a remaining record refers to one of them, and `cascade` is false.
    """
    gone: set[str] = set()
    for id in ids:
        found = index.find(id)
        if found is None:
            raise MissingRecordError(id, index.by_id)
        gone |= {found.id, *found.merged_ids}
    if not cascade:
        problems = [
            IN_USE(
                by.record_id, at=by.pointer, record_id=by.record_id, target=id, help="Use cascade=True to remove both."
            )
            for id in sorted(gone)
            for by in index.incoming.get(id, ())
            if by.record_id not in gone
        ]
        if problems:
            raise InvalidData(problems)
    left, new = {record.id: record for record in index.records if record.id not in gone}, gone
    while cascade and new:  # removing a record can require removing others
        rewriter, known = Rewriter(dict.fromkeys(new)), new
        new = set()
        for id in dict.fromkeys([by.record_id for one in sorted(known) for by in index.incoming.get(one, ())]):
            record = rewriter.record(left[id]) if id in left else None
            if record is not None:
                left[id] = record
            elif id in left:
                new |= {id, *left.pop(id).merged_ids}
    return tuple([left[record.id] for record in index.records if record.id in left])


def renamed(index: Index, old: str, new: str) -> tuple[Record, ...]:
    """Return the records with an id renamed everywhere.

    Raises:
        KeyError: no record has, or had, the old id.
        InvalidData: the new id is taken, or not valid for the record.
    """
    owner, taken = _taken(index, old), _taken(index, new)
    if owner is None:
        raise MissingRecordError(old, index.by_id)
    if old == new:
        return index.records
    if taken is not None:
        expected = Phrase("a unique id: {other} already has this id", other=taken)
        raise InvalidData([DUPLICATE_ID(new, at="/id", record_id=old, expected=expected)])
    return rewritten(index, {old: new})


def rewritten(index: Index, ids: dict[str, str | None]) -> tuple[Record, ...]:
    """Return the records with ids replaced everywhere. Records without any of them are the same objects."""
    rewriter = Rewriter(ids)
    wanted = set(ids)
    made = [rewriter.record(record) if _names_any(record, wanted) else record for record in index.records]
    return tuple([record for record in made if record is not None])


def _names_any(record: Record, ids: set[str]) -> bool:
    """Return whether the record may contain one of these ids."""
    if record.statements or record.merged_ids:
        return True
    return record.id in ids or any([link.target in ids for link in links(record)])
