"""Three-way merge of datasets, by record and field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from ..jsontext.parsing import encode
from ..model.header import DatasetHeader
from ..model.index import Index
from ..model.union import Record
from ..problems.display import display
from ..problems.pointers import pointer, pointer_tokens
from ..problems.problem import Problem, define
from ..problems.report import InvalidData
from ..problems.translations import Phrase
from ..shapes.annotations import shape_of
from ..shapes.codec import dump, read
from ..shapes.frozenjson import JsonValue, freeze
from ..shapes.tree import ListOf, MapOf, ObjectOf, Shape
from .diffing import Difference, Renaming, same
from .editing import MissingRecordError, rewritten
from .items import pairs
from .rewriting import moved

__all__ = ["Conflict"]


STALE = define(
    "patch.stale",
    "error",
    (
        "the difference changes this value to {found}, but the value is not the one that the difference was "
        "computed from"
    ),
    why=(
        "A difference can be applied to the dataset that it was computed from, or to one with the same values in "
        "the places that it changes. For other values use `merge3`, which lists the conflicts."
    ),
    bad='{"before": {"country": "CN"}, "after": {"country": "HK"}, "here": {"country": "MO"}}',
    good='{"before": {"country": "CN"}, "after": {"country": "HK"}, "here": {"country": "CN"}}',
)


class Conflict(NamedTuple):
    """A field that two sides changed differently, or a record that one side removed and the other changed.

    Attributes:
        record_id: the record; None for the metadata of the dataset.
        pointer: the JSON Pointer of the field in the old record; empty for the whole record.
        base: the JSON value of the common ancestor, frozen; None if there was none.
        ours: the value of one side.
        theirs: the value of the other side.
        our_sources: the ids of the sources of the record on one side.
        their_sources: the same for the other side.
    """

    record_id: str | None
    pointer: str
    base: JsonValue
    ours: JsonValue
    theirs: JsonValue
    our_sources: tuple[str, ...] = ()
    their_sources: tuple[str, ...] = ()


class Joined(NamedTuple):
    """The records and the header that result from three datasets."""

    header: DatasetHeader
    records: tuple[Record, ...]
    conflicts: tuple[Conflict, ...]


_ABSENT: Final[Any] = object()


def joined(
    base: tuple[DatasetHeader, Index],
    ours: tuple[DatasetHeader, Index],
    theirs: tuple[DatasetHeader, Index],
    renamed: tuple[Iterable[Renaming], Iterable[Renaming]],
) -> Joined:
    """Return the dataset with the changes of both sides since the base.

    A value that both changed differently is left unchanged; a value that one side removed and the other changed stays changed.

    Parameters:
        base: the common ancestor.
        ours: one side.
        theirs: the other side.
        renamed: the records that each side renamed.
    """
    sides = [base[1], ours[1], theirs[1]]
    ids, conflicts = _ids(*renamed, sides)
    if ids:
        sides = [
            Index(rewritten(side, {old: new for old, new in ids.items() if new not in side.by_id})) for side in sides
        ]
    was, mine, its = [side.by_id for side in sides]
    records: list[Record] = []
    for id in {**mine, **its, **was}:
        merging = _Merging(id, mine.get(id), its.get(id), is_new=id not in was)
        record = merging.record(was.get(id))
        records += [] if record is None else [record]
        conflicts += merging.conflicts
    of_header = _Merging(None, None, None)
    header = of_header.whole(base[0], ours[0], theirs[0])
    return Joined(header, tuple(records), (*of_header.conflicts, *conflicts))


def _ids(
    mine: Iterable[Renaming], its: Iterable[Renaming], sides: list[Index]
) -> tuple[dict[str, str | None], list[Conflict]]:
    """Return the new ids of records, and the conflicts among them."""
    ours, theirs = dict(mine), dict(its)
    ids: dict[str, str | None] = {}
    taken: set[str] = set()
    conflicts = []
    for old in {**ours, **theirs}:
        one, other = ours.get(old), theirs.get(old)
        if one is not None and other is not None and one != other:
            conflicts.append(Conflict(old, "/id", old, one, other))
        new = min([id for id in (one, other) if id is not None])
        elsewhere = sides[2] if one == new and other != new else sides[1] if other == new and one != new else None
        if new not in taken and (elsewhere is None or new not in elsewhere.by_id):
            ids[old] = new
            taken.add(new)
        if one is not None and other is not None and one != other:
            ids[max(one, other)] = new
            taken.add(new)
    return ids, conflicts


class _Merging:
    """A record that is being merged.

    Attributes:
        conflicts: the conflicts found so far.
    """

    def __init__(self, id: str | None, ours: Record | None, theirs: Record | None, *, is_new: bool = False) -> None:
        self.id = id
        self.is_new = is_new
        self.ours = ours
        self.theirs = theirs
        self.conflicts: list[Conflict] = []
        self._positions: tuple[dict[str, list[int | None]], ...] = ({}, {}, {})

    def conflict(self, at: str, base: Any, ours: Any, theirs: Any) -> Any:
        """Record a conflict, and return the provisional value: the old one; for new records the first in order."""
        was, mine, its = [None if value is _ABSENT else freeze(value) for value in (base, ours, theirs)]
        self.conflicts.append(Conflict(self.id, at, was, mine, its, _sources(self.ours), _sources(self.theirs)))
        return min(ours, theirs, key=encode) if self.is_new else base

    def record(self, base: Record | None) -> Record | None:
        """Return the merged record; None if it was removed."""
        if self.ours == self.theirs or self.theirs == base:
            return self.ours
        if self.ours == base:
            return self.theirs
        if self.ours is None or self.theirs is None:
            left: Record | None = self.ours or self.theirs
            self.conflict("", *[_ABSENT if one is None else dump(one) for one in (base, self.ours, self.theirs)])
            return left
        merged: Record = self.whole(base, self.ours, self.theirs)
        return merged

    def whole(self, base: Any, ours: Any, theirs: Any) -> Any:
        """Return the merged object."""
        shape: ObjectOf = shape_of(type(ours))
        plain = (_ABSENT if base is None else dump(base), dump(ours), dump(theirs))
        merged = self.value(shape, *plain, "")
        built, _ = read(shape, merged, "keep")
        if built is None:  # the sides are valid but their combination is not
            self.conflicts.clear()
            self.conflict("", *plain)
            built = base if base is not None else min(ours, theirs, key=lambda one: encode(dump(one)))
        return built

    def value(self, shape: Shape | None, base: Any, ours: Any, theirs: Any, at: str) -> Any:
        """Return the merged plain value; each of the three can be missing."""
        if _same(ours, theirs) or _same(theirs, base):
            return ours
        if _same(ours, base):
            return theirs
        if isinstance(shape, (ObjectOf, MapOf)) and _are(dict, base, ours, theirs):
            known = len(self.conflicts)
            merged = self.object(shape, {} if base is _ABSENT else base, ours, theirs, at)
            if at == "" or isinstance(shape, MapOf) or read(shape, merged, "keep", limit=1)[0] is not None:
                return merged
            del self.conflicts[known:]
        elif isinstance(shape, ListOf) and _are(list, base, ours, theirs):
            listed = [] if base is _ABSENT else base
            if not shape.ordered:
                return self.list(shape, listed, ours, theirs, at)
            if len(listed) == len(ours) == len(theirs):
                each = enumerate(zip(listed, ours, theirs, strict=True))
                return [self.value(shape.item, one, mine, its, f"{at}/{n}") for n, (one, mine, its) in each]
        return self.conflict(at, base, ours, theirs)

    def object(self, shape: ObjectOf | MapOf, base: Any, ours: Any, theirs: Any, at: str) -> dict[str, Any]:
        """Return the object merged key by key."""
        merged = {}
        known = {**base, **ours, **theirs}
        order = [key for key in (*(shape.fields if isinstance(shape, ObjectOf) else ()), *known) if key in known]
        for key in sorted(dict.fromkeys(order), key="statements".__eq__):  # they point into the other fields
            three = [one.get(key, _ABSENT) for one in (base, ours, theirs)]
            if at == "" and key == "statements":
                three = [
                    value if value is _ABSENT else _moved(value, positions)
                    for value, positions in zip(three, self._positions, strict=True)
                ]
            inner = (
                shape.value if isinstance(shape, MapOf) else shape.fields[key].shape if key in shape.fields else None
            )
            value = self.value(inner, three[0], three[1], three[2], at + pointer(key))
            if value is not _ABSENT:
                merged[key] = value
        return merged

    def list(self, shape: ListOf, base: Any, ours: Any, theirs: Any, at: str) -> list[Any]:
        """Return the merged list: with all items that either side added, without those that either side removed."""
        new: list[Any] = []
        known: dict[bytes, int] = {}
        positions: tuple[dict[int, int], ...] = ({}, {}, {})

        def put(item: Any, *places: int | None) -> None:
            position = known.setdefault(encode(item), len(new))
            if position == len(new):
                new.append(item)
            for place, side in zip(places, positions, strict=True):
                if place is not None:
                    side[place] = position

        mine, its = pairs(shape, base, ours), pairs(shape, base, theirs)
        for number, item in enumerate(base):
            one, other = mine[number].after, its[number].after
            here = _ABSENT if one is None else ours[one]
            there = _ABSENT if other is None else theirs[other]
            if (here is _ABSENT and there is not _ABSENT and not _same(item, there)) or (
                there is _ABSENT and here is not _ABSENT and not _same(item, here)
            ):
                self.conflict(f"{at}/{number}", item, here, there)
                put(there if here is _ABSENT else here, number, one, other)
            elif (value := self.value(shape.item, item, here, there, f"{at}/{number}")) is not _ABSENT:
                put(value, number, one, other)
        more = [(ours[at], at, None) for _, at in mine[len(base) :] if at is not None]
        for item, one, other in sorted(
            [*more, *[(theirs[at], None, at) for _, at in its[len(base) :] if at is not None]],
            key=lambda added: encode(added[0]),
        ):
            put(item, None, one, other)
        for side, whole, kept in zip(positions, (base, ours, theirs), self._positions, strict=True):
            kept[at] = [side.get(number) for number in range(len(whole))]
        return new


def _sources(record: Record | None) -> tuple[str, ...]:
    return () if record is None else tuple([reference.source_id for reference in record.sources])


def _same(one: Any, other: Any) -> bool:
    if one is _ABSENT or other is _ABSENT:
        return one is other
    return same(one, other)


def _are(cls: type[Any], base: Any, ours: Any, theirs: Any) -> bool:
    return isinstance(ours, cls) and isinstance(theirs, cls) and (base is _ABSENT or isinstance(base, cls))


def _moved(statements: Iterable[dict[str, Any]], positions: Mapping[str, list[int | None]]) -> list[dict[str, Any]]:
    """Return the statements with updated pointers; statements about removed items are left out."""
    places = [(statement, moved(pointer_tokens(statement["field"]), positions)) for statement in statements]
    return [{**statement, "field": place} for statement, place in places if place is not None]


# --- A difference made on a dataset ---


def patched(header: DatasetHeader, index: Index, difference: Difference) -> tuple[DatasetHeader, tuple[Record, ...]]:
    """Return the header and the records with a difference applied.

    Raises:
        InvalidData: it cannot be applied.
    """
    ids: dict[str, str | None] = dict(difference.renamed)
    for id in ids:
        if id not in index.by_id:
            raise MissingRecordError(id, index.by_id)
    here = Index(rewritten(index, ids)) if ids else index
    of_header = _Merging(None, None, None)
    new_header = of_header.whole(difference.headers[0], header, difference.headers[1])
    conflicts = of_header.conflicts
    records = dict(here.by_id)
    for id in (*difference.before, *difference.added):
        merging = _Merging(id, here.by_id.get(id), difference.after.get(id), is_new=id not in difference.before)
        record = merging.record(difference.before.get(id))
        conflicts += merging.conflicts
        if record is None:
            records.pop(id, None)
        else:
            records[id] = record
    if conflicts:
        raise InvalidData([_stale(conflict) for conflict in conflicts])
    return new_header, tuple(records.values())


def _stale(conflict: Conflict) -> Problem:
    found = display(conflict.ours)
    advice = Phrase("The value is {found} here.", found=found)
    expected = display(conflict.base)
    return STALE(conflict.theirs, at=conflict.pointer, record_id=conflict.record_id, expected=expected, help=advice)
