"""Records added, replaced, removed and renamed: each gives the records of a new dataset, and those that stay are shared."""

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
    """No record has an id. It is a `KeyError` of the id, which looks for what was meant only where it is shown."""

    def __init__(self, id: object, known: Iterable[str] = ()) -> None:
        super().__init__(id)
        self.known = known

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.args  # without all the ids of a dataset

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
    """Return the id of the record that has this id, or had it before it was merged."""
    return id if id in index.by_id else index.merged.get(id)


def added(index: Index, records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the records with further ones behind them.

    Raises:
        InvalidData: a record has an id that another one has.
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
    """Return the records with others in place of those of the same ids.

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
        InvalidData: a record that stays refers to one of them, and that is not to be changed.
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
    while cascade and new:  # what goes can take further records along
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
    """Return the records with one id in place of another, wherever it stands.

    Raises:
        KeyError: no record has, or had, the old id.
        InvalidData: the new id is taken, or not one that the record can have.
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
    """Return the records with other ids in place of some, wherever these stand; those without any of them are the same objects."""
    rewriter = Rewriter(ids)
    wanted = set(ids)
    made = [rewriter.record(record) if _names_any(record, wanted) else record for record in index.records]
    return tuple([record for record in made if record is not None])


def _names_any(record: Record, ids: set[str]) -> bool:
    """Return whether one of these ids may be in the record."""
    if record.statements or record.merged_ids:
        return True
    return record.id in ids or any([link.target in ids for link in links(record)])
