"""Merges two records of the same body into one, with the data of both, and updates all references."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import evolve

from ..jsontext.parsing import encode
from ..model.index import Index, links
from ..model.parts.names import Name
from ..model.programs import Member
from ..model.union import Record
from ..problems.pointers import pointer, pointer_tokens
from ..problems.problem import Problem, define
from ..problems.report import InvalidData
from ..rules.references import SELF
from ..shapes.annotations import shape_of
from ..shapes.codec import dump
from ..shapes.frozenjson import EMPTY
from ..shapes.tree import Field, ListOf, MapOf, ObjectOf, Shape
from ..values.identifiers import Identifier
from ..values.ids import Reference
from ..vocab import NameKind
from .editing import MissingRecordError, rewritten
from .rewriting import Rewriter, build, moved

__all__ = ["absorbed"]

DIFFERENT_REFERENCE = define(
    "record.different-reference",
    "error",
    "the two records to be merged refer to different records here: {found} and {other}",
    why=(
        "A field that takes one reference cannot hold two, and neither is dropped silently. Decide first which "
        "one is right."
    ),
    bad='{"keep": {"parent_id": "event:a"}, "gone": {"parent_id": "event:b"}}',
    good='{"keep": {"parent_id": "event:a"}, "gone": {"parent_id": "event:a"}}',
)

_SILENT: Final = (None, (), EMPTY, "unknown")  # defaults without information; "member" as a role has some
_NAMES: Final = (None, NameKind.OFFICIAL, NameKind.TRANSLATED)  # kinds of names for display


def absorbed(index: Index, keep: str, gone: str) -> tuple[Record, ...]:
    """Return the records with two of them merged into one.

    Raises:
        KeyError: there is no record with one of the ids.
        ValueError: both ids are of the same record, or the records are of different classes.
        InvalidData: a field for one reference would need two, or the merged data is not valid.
    """
    for id in (keep, gone):
        if index.find(id) is None:
            raise MissingRecordError(id, index.by_id)
    kept, lost = index.find(keep), index.find(gone)
    assert kept is not None
    assert lost is not None
    if kept is lost:
        raise ValueError(f"{keep!r} and {gone!r} name one record")
    if type(kept) is not type(lost):
        raise ValueError(f"{keep!r} is a record of type {kept.type}, {gone!r} of type {lost.type}")
    pairs = [(kept, lost), *_memberships(index, kept.id, lost.id)]
    ids: dict[str, str | None] = {old.id: new.id for new, old in pairs}
    folded = {new.id: _fold(new, old, ids) for new, old in pairs}
    left = [folded.get(record.id, record) for record in index.records if record.id not in ids]
    changed = {record.id: record for record in rewritten(Index(left), ids)}
    return tuple([_with_ids(changed[record.id], [old for new, old in pairs if new.id == record.id]) for record in left])


def _with_ids(record: Record, taken: Iterable[Record]) -> Record:
    """Return the record with the ids of the records that were merged into it."""
    ids = [id for one in taken for id in (one.id, *one.merged_ids)]
    return evolve(record, merged_ids=tuple(dict.fromkeys([*record.merged_ids, *ids]))) if ids else record


def _memberships(index: Index, keep: str, gone: str) -> Iterator[tuple[Member, Member]]:
    """Yield the pairs of memberships that become equal when the two parties are merged: they do not contradict each other."""
    free = [member for member in index.of(Member).values() if member.party_id == keep]
    for member in index.of(Member).values():
        if member.party_id == gone:
            same = next((one for one in free if _agree(dump(one), {**dump(member), "party_id": keep})), None)
            if same is not None:
                free.remove(same)
                yield same, member


def _agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether each single-valued field has the same value in both, or is missing in one."""
    single = [
        f for f in shape_of(Member).fields.values() if not isinstance(f.shape, (ListOf, MapOf)) and f.name != "id"
    ]
    return all(
        [
            one.get(f.name) == other.get(f.name) or (_is_silent(f) and (f.name in one) != (f.name in other))
            for f in single
        ]
    )


def _is_silent(field: Field) -> bool:
    """Return whether the default of a field carries no information."""
    return not field.required and field.default in _SILENT


def _fold(kept: Record, lost: Record, ids: Mapping[str, str | None]) -> Record:
    """Return one record with the data of both. If they differ in a single value, that of the first is kept.

    Raises:
        InvalidData: they differ in a reference.
    """
    cls: type[Any] = type(kept)
    shape: ObjectOf = shape_of(cls)
    mine, its = dump(kept), dump(lost)
    new = {**its, **mine}
    positions: dict[str, list[int | None]] = {}
    problems: list[Problem] = []
    for name in mine.keys() & its.keys() & shape.fields.keys() - {"id", "merged_ids", "statements"}:
        here, there, field = mine[name], its[name], shape.fields[name].shape
        if isinstance(field, ListOf):
            new[name], positions[pointer(name)] = _union(field, here, there)
        elif isinstance(field, MapOf):
            new[name] = {**there, **here}
        elif isinstance(field, Reference) and ids.get(here, here) != ids.get(there, there):
            problems.append(DIFFERENT_REFERENCE(here, at=pointer(name), record_id=kept.id, other=there))
    if problems:
        raise InvalidData(problems)
    for name in its.keys() - mine.keys() & shape.fields.keys():
        if not _is_silent(shape.fields[name]):  # the first has the default, which carries information
            del new[name]
    said = [dict(statement) for statement in mine.get("statements", ())]
    for statement in its.get("statements", ()):
        field_now = moved(pointer_tokens(statement["field"]), positions)
        if field_now is not None and (again := {**statement, "field": field_now}) not in said:
            said.append(again)
    whole = build(cls, {**new, "statements": [], "merged_ids": []})
    own = dict.fromkeys([id for one in (kept, lost) for id in (one.id, *one.merged_ids)])
    itself, kept_at = _without_itself(whole, own)
    plain = dump(itself)
    plain["statements"] = [
        {**statement, "field": place}
        for statement in said
        if (place := moved(pointer_tokens(statement["field"]), kept_at)) is not None
    ]
    plain["sources"] = _with_sources_of(said, kept_at, plain.get("sources", []), own)
    folded: Record = build(cls, {**plain, "merged_ids": mine.get("merged_ids", [])})
    return folded


def _without_itself(record: Record, ids: Mapping[str, None]) -> tuple[Record, Mapping[str, list[int | None]]]:
    """Return the record without its references to itself, and the new positions of the items of its lists.

    Parameters:
        record: the merged record.
        ids: its ids, each mapped to None.

    Raises:
        InvalidData: a reference to itself is required, or a reference to another record would be removed with it.
    """
    rewriter = Rewriter(ids)
    itself = rewriter.record(record)
    before = list(links(record))
    left = set() if itself is None else {target for _, target in links(itself)}
    taken = {target: at for at, target in before if target not in left and target not in ids}
    if itself is not None and not taken:
        return itself, rewriter.positions
    fields = {pointer_tokens(at)[0] for at in taken.values()}
    required = {name for name, field in shape_of(type(record)).fields.items() if field.required}
    advice = "Change this reference before the two records become one: other values of the record cannot be without it."
    raise InvalidData(
        [
            SELF(target, at=at, record_id=record.id, help=advice)
            for at, target in before
            if target in ids and pointer_tokens(at)[0] in (fields or required)
        ]
    )


def _with_sources_of(
    said: Iterable[Mapping[str, Any]],
    positions: Mapping[str, list[int | None]],
    sources: list[dict[str, Any]],
    ids: Container[str],
) -> list[dict[str, Any]]:
    """Return the sources of a record, with the sources of statements about removed values, which would otherwise be lost."""
    new = list(sources)
    for statement in said:
        if moved(pointer_tokens(statement["field"]), positions) is None and statement["source_id"] not in ids:
            source = {key: statement[key] for key in ("source_id", "quote") if key in statement}
            if not any([source.items() <= known.items() for known in new]):
                new.append(source)
    return new


def _union(shape: ListOf, mine: list[Any], its: list[Any]) -> tuple[list[Any], list[int | None]]:
    """Return the items of two lists without duplicates, and the new positions of the items of the second."""
    new, positions = list(mine), list[int | None]()
    near: dict[bytes, list[int]] = {}
    for at, known in enumerate(new):
        near.setdefault(_mark(shape.item, known), []).append(at)
    of_names = isinstance(shape.item, ObjectOf) and shape.item.cls is Name
    preferred = {name.get("lang") for name in mine if name.get("preferred")} if of_names else set()
    for item in its:
        if of_names and item.get("lang") in preferred:
            item = {key: value for key, value in item.items() if key != "preferred"}  # noqa: PLW2901
        alike = near.setdefault(_mark(shape.item, item), [])
        at = next((at for at in alike if _is_double(shape.item, new[at], item)), len(new))
        if at == len(new):
            new.append(item)
            alike.append(at)
        elif of_names and item.get("preferred"):
            new[at] = {**new[at], "preferred": True}
        positions.append(at)
    return (_with_preferred(new) if of_names else new), positions


def _mark(shape: Shape, item: Any) -> bytes:
    """Return the key that an item shares with all items that may be its duplicates."""
    cls = shape.cls if isinstance(shape, ObjectOf) else None
    if cls is Identifier:
        return encode([item.get(key) for key in ("scheme", "value", "relation")])
    return encode(item["value"] if cls is Name else item)


def _is_double(shape: Shape, known: Any, item: Any) -> bool:
    """Return whether an item with the same key as another one has no further information."""
    if isinstance(shape, ObjectOf) and shape.cls is Name:
        return all([known.get(key) == value for key, value in item.items() if key != "preferred"])
    return True


def _with_preferred(names: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the names with a preferred one in each language that has several."""
    new = list(names)
    for lang in dict.fromkeys([name.get("lang") for name in names]):
        of_lang = [at for at, name in enumerate(names) if name.get("lang") == lang]
        shown = [at for at in of_lang if names[at].get("kind") in _NAMES and "valid" not in names[at]]
        if len(of_lang) > 1 and shown and not any([names[at].get("preferred") for at in of_lang]):
            new[shown[0]] = {**names[shown[0]], "preferred": True}
    return new
