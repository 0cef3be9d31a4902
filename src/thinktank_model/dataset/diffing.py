"""The difference between two datasets, down to the fields and items of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple, Self, get_args

from ..model.common import types_of
from ..model.header import DatasetHeader
from ..model.index import Index
from ..model.parts.identifiers import is_own
from ..model.programs import Member
from ..model.union import RECORD, Record
from ..problems.pointers import pointer
from ..shapes.annotations import shape_of
from ..shapes.codec import dump
from ..shapes.frozenjson import JsonValue, exact, freeze
from ..shapes.tree import ListOf, MapOf, ObjectOf, Shape
from ..values.identifiers import SCHEMES
from ..vocab import MemberStatus
from .editing import rewritten
from .items import pairs

__all__ = ["Change", "Difference", "MemberChange", "MembersDifference", "Renaming"]


class Change(NamedTuple):
    """One field or item that differs.

    Attributes:
        record_id: the new id of the record; None for the metadata of the dataset.
        pointer: the JSON Pointer in the old record; the last token of an added item is its position in the new list.
        before: the old JSON value, frozen; None if there was none.
        after: the new JSON value; None if there is none.
    """

    record_id: str | None
    pointer: str
    before: JsonValue
    after: JsonValue


class Renaming(NamedTuple):
    """A record whose id changed."""

    before: str
    after: str


class MemberChange(NamedTuple):
    """A change of a party's membership in a programme.

    Attributes:
        program_id: the programme.
        party_id: the new id of the party.
        name: the new name of the party, or its old name if it was removed.
        before: its old roles or name; empty if it was not a member.
        after: its new roles or name; empty if it is no longer a member.
    """

    program_id: str
    party_id: str
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class MembersDifference(NamedTuple):
    """The difference between the members of programmes. A party with several memberships counts once."""

    joined: tuple[MemberChange, ...]
    left: tuple[MemberChange, ...]
    renamed: tuple[MemberChange, ...]
    changed_role: tuple[MemberChange, ...]


class _Ids(NamedTuple):
    """The ids of added, removed and changed records."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


class Difference(_Ids):
    """The difference between two datasets. As a tuple it has the ids of added, removed and changed records.

    Attributes:
        added: the ids of records that only the other dataset has.
        removed: the ids of records that only the first has.
        changed: the new ids of records that differ in more than their id.
        renamed: records with another id in the other dataset, recognised by a confirmed identifier, and organizations,
            persons and programmes by a name that only one record has.
        changes: each field and item that differs, in records and in the header.
        headers: the metadata of both datasets.
        before: the records that were removed or changed, by id, with the new ids in place of the old ones.
        after: the records that were added or changed, by id.
    """

    renamed: tuple[Renaming, ...]
    headers: tuple[DatasetHeader, DatasetHeader]
    before: Mapping[str, Record]
    after: Mapping[str, Record]
    _indexes: tuple[Index, Index]

    def __new__(cls, one: Index, other: Index, headers: tuple[DatasetHeader, DatasetHeader]) -> Self:  # noqa: D102
        renamed = _renamed(one, other)
        ids: dict[str, str | None] = dict(renamed)
        mine = Index(rewritten(one, ids)).by_id if ids else one.by_id
        theirs = other.by_id
        added = tuple([id for id in theirs if id not in mine])
        removed = tuple([id for id in mine if id not in theirs])
        changed = tuple([id for id, record in mine.items() if id in theirs and theirs[id] != record])
        self = super().__new__(cls, added, removed, changed)
        self.renamed = renamed
        self.headers = headers
        self.before = {id: mine[id] for id in (*removed, *changed)}
        self.after = {id: theirs[id] for id in (*added, *changed)}
        self._indexes = one, other
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        one, other = self._indexes
        return _again, (one.records, other.records, self.headers)

    def __bool__(self) -> bool:
        """Return whether there is any difference."""
        return any(self) or self.renamed != () or self.headers[0] != self.headers[1]

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Each field and item that differs, in the header and in the records that both datasets have."""
        both = [(None, *self.headers), *[(id, self.before[id], self.after[id]) for id in self.changed]]
        return tuple([change for id, before, after in both for change in changes_of(before, after, id)])

    @cached_property
    def members(self) -> MembersDifference:
        """The parties that joined or left a programme, or whose name or role changed."""
        one, other = self._indexes
        ids = dict(self.renamed)
        was = _members(one, ids)
        now = _members(other, {})
        joined = [MemberChange(*key, _name(other, key[1]), (), now[key]) for key in now if key not in was]
        back = {new: old for old, new in self.renamed}
        left = [MemberChange(*key, _name(one, back.get(key[1], key[1])), was[key], ()) for key in was if key not in now]
        stay = [key for key in was if key in now]
        names = {key: (_name(one, back.get(key[1], key[1])), _name(other, key[1])) for key in stay}
        renamed = [MemberChange(*key, new, (old,), (new,)) for key, (old, new) in names.items() if old != new]
        roles = [MemberChange(*key, names[key][1], was[key], now[key]) for key in stay if was[key] != now[key]]
        return MembersDifference(tuple(joined), tuple(left), tuple(renamed), tuple(roles))


def _again(
    one: tuple[Record, ...], other: tuple[Record, ...], headers: tuple[DatasetHeader, DatasetHeader]
) -> Difference:
    return Difference(Index(one), Index(other), headers)


_OVER = (MemberStatus.LEFT, MemberStatus.EXPELLED)


def _members(index: Index, ids: Mapping[str, str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the roles of each party in each programme, with new ids in place of old ones, without former members."""
    found: dict[tuple[str, str], set[str]] = {}
    for member in index.of(Member).values():
        if member.status not in _OVER:
            program, party = [ids.get(id, id) for id in (member.program_id, member.party_id)]
            found.setdefault((program, party), set()).add(member.role)
    return {key: tuple(sorted(roles)) for key, roles in found.items()}


def _name(index: Index, id: str) -> str:
    record = index.find(id)
    return id if record is None else record.label()


# --- Which record is which ---


def _renamed(one: Index, other: Index) -> tuple[Renaming, ...]:
    """Return the records whose id differs in the other dataset."""
    gone = [record for id, record in one.by_id.items() if id not in other.by_id and id not in other.merged]
    come = [record for id, record in other.by_id.items() if id not in one.by_id and id not in one.merged]
    found: dict[str, str] = {}
    taken: set[str] = set()
    if gone and come:
        for marks in (own_identifiers, _names):
            mine, theirs = _by_mark(gone, marks), _by_mark(come, marks)
            for mark, id in mine.items():
                if mark in theirs and id not in found and theirs[mark] not in taken:
                    found[id] = theirs[mark]
                    taken.add(theirs[mark])
    return tuple([Renaming(record.id, found[record.id]) for record in gone if record.id in found])


def _by_mark(records: list[Record], marks: Any) -> dict[Any, str]:
    """Map each mark that only one record has to the id of that record."""
    found: dict[Any, set[str]] = {}
    for record in records:
        for mark in marks(record):
            found.setdefault((record.type, *mark), set()).add(record.id)
    return {mark: next(iter(ids)) for mark, ids in found.items() if len(ids) == 1}


def own_identifiers(record: Any) -> Iterator[tuple[str, str]]:
    """Yield the confirmed identifiers of the record itself."""
    for identifier in getattr(record, "identifiers", ()):
        scheme = SCHEMES.get(identifier.scheme)
        if is_own(identifier) and scheme is not None and types_of(type(record))[-1] in scheme.subjects:
            yield identifier.scheme, identifier.value


def _names(record: Any) -> Iterator[tuple[str]]:
    """Yield the names of an organization, person or programme."""
    if type(record) in PARTIES:
        yield from [(name.value,) for name in record.names]


def _parties() -> tuple[type[Any], ...]:
    """Return the classes of parties and of programmes."""
    fields = shape_of(Member).fields
    types = {type for name in ("party_id", "program_id") for type in fields[name].shape.targets}
    return tuple([cls for cls in get_args(RECORD) if cls.type in types])


PARTIES = _parties()


# --- Fields ---


def changes_of(before: Any, after: Any, record_id: str | None) -> Iterator[Change]:
    """Yield each field and item in which two objects of one class differ."""
    if before != after:
        for at, old, new in _differing(shape_of(type(before)), dump(before), dump(after), ""):
            yield Change(record_id, at, freeze(old), freeze(new))


def _differing(shape: Shape | None, before: Any, after: Any, at: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield the pointers at which two plain values differ, with both values; None for a missing value."""
    match shape:
        case ObjectOf() | MapOf() if isinstance(before, dict) and isinstance(after, dict):
            for key in {**before, **after}:
                one, other = before.get(key), after.get(key)
                if (key in before) != (key in after) or not same(one, other):
                    yield from _differing(_inner(shape, key), one, other, at + pointer(key))
        case ListOf() if isinstance(before, list) and isinstance(after, list):
            yield from _in_list(shape, before, after, at)
        case _:
            yield at, before, after


def same(one: Any, other: Any) -> bool:
    """Return whether the JSON of two plain values is equal."""
    return exact(freeze(one)) == exact(freeze(other))


def _inner(shape: ObjectOf | MapOf, key: str) -> Shape | None:
    if isinstance(shape, MapOf):
        return shape.value
    return shape.fields[key].shape if key in shape.fields else None


def _in_list(shape: ListOf, before: list[Any], after: list[Any], at: str) -> Iterator[tuple[str, Any, Any]]:
    found = pairs(shape, before, after)
    stay = [new for old, new in found if old is not None and new is not None]
    said = False
    if not shape.ordered or stay == sorted(stay):
        for old, new in found:
            one = None if old is None else before[old]
            other = None if new is None else after[new]
            if old is None or new is None or not same(one, other):
                said = True
                yield from _differing(shape.item, one, other, f"{at}/{new if old is None else old}")
    if not said:  # the same items in another order, or a list whose order is significant
        yield at, before, after
