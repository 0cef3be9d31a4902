"""What a person decides about extracted records: the claims that no quote proves are confirmed, or taken away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from ..dataset.collection import Dataset
from ..model.union import RECORD, Record
from ..problems.pointers import pointer, pointer_tokens
from ..problems.problem import Problem
from ..problems.report import Report
from ..shapes.annotations import shape_of
from ..shapes.codec import dump, read
from . import codes
from .drafts import INFERRED

__all__ = ["confirm", "reject", "to_confirm"]

CONFIRMED: Final = "manual"


def to_confirm(records: Iterable[Record]) -> Report:
    """Return the claims that a person must confirm: the statements of records with the method `inference`.

    Parameters:
        records: the records, such as a dataset that was written and is read again.
    """
    return Report(_unproven(records))


def _unproven(records: Iterable[Record]) -> Iterator[Problem]:
    for record in records:
        for number, said in enumerate(record.statements):
            if said.method == INFERRED:
                at = f"/statements/{number}"
                yield codes.UNPROVEN(said.value, at=at, field=said.field, record_id=record.id)


def confirm(dataset: Dataset, claims: Iterable[Problem]) -> Dataset:
    """Return a dataset in which a person has confirmed claims: the method of their statements is `manual`.

    Parameters:
        dataset: the records.
        claims: those of `to_confirm(dataset)` that are right.

    Raises:
        ValueError: the dataset has no such statement with the method `inference`.
    """
    for record, fields in _chosen(dataset, claims):
        plain: Any = dump(record)
        for said in plain["statements"]:
            if said["field"] in fields and said.get("method") == INFERRED:
                said["method"] = CONFIRMED
        dataset = dataset.replace(_record(plain) or record)
    return dataset


def reject(dataset: Dataset, claims: Iterable[Problem]) -> Dataset:
    """Return a dataset without claims that are wrong, and without what is stated of them.

    A record that cannot be without such a value, such as a membership without its party or an output without its only author, is removed with the references to it.

    Parameters:
        dataset: the records.
        claims: those of `to_confirm(dataset)` that are wrong.

    Raises:
        ValueError: the dataset has no such statement with the method `inference`.
    """
    for record, fields in _chosen(dataset, claims):
        plain: Any = dump(record)
        for field in sorted(fields, key=_order, reverse=True):
            _take_away(plain, field)
        kept = _record(plain)
        dataset = dataset.remove(record.id, cascade=True) if kept is None else dataset.replace(kept)
    return dataset


def _chosen(dataset: Dataset, claims: Iterable[Problem]) -> list[tuple[Record, set[str]]]:
    """Return the records with claims, each with the fields that the claims are about."""
    known = {(one.record_id, one.pointer): one for one in to_confirm(dataset)}
    fields: dict[str, set[str]] = {}
    for claim in claims:
        if (claim.record_id, claim.pointer) not in known:
            raise ValueError(f"{claim.record_id} has no statement to confirm at {claim.pointer}")
        record = dataset[str(claim.record_id)]
        fields.setdefault(record.id, set()).add(record.statements[int(claim.pointer.rpartition("/")[2])].field)
    return [(dataset[id], chosen) for id, chosen in fields.items()]


def _order(field: str) -> list[tuple[int, str]]:
    """Return what fields are ordered by, so that the later items of a list come after the earlier ones."""
    return [(int(token), "") if token.isdigit() else (0, token) for token in pointer_tokens(field)]


def _take_away(plain: dict[str, Any], field: str) -> None:
    """Take the value of a field away; the name of a name, and the last part of an object, with what they are in."""
    *way, last = pointer_tokens(field)
    if last == "value":
        *way, last = way
    owners: list[Any] = [plain]
    for token in way:
        owners.append(owners[-1][int(token)] if isinstance(owners[-1], list) else owners[-1].get(token, {}))
    owner = owners.pop()
    if isinstance(owner, list):
        del owner[int(last)]
    else:
        owner.pop(last, None)
    place = pointer(*way, last)
    if not owner and way:
        outer: Any = owners[-1]
        del outer[way[-1]]
    statements: list[dict[str, Any]] = []
    for said in plain.pop("statements", []):
        inside = f"{said['field']}/".startswith(f"{place}/")
        if not inside:
            statements.append(
                {**said, "field": _moved(said["field"], way, last) if isinstance(owner, list) else said["field"]}
            )
    if statements:
        plain["statements"] = statements


def _moved(field: str, way: list[str], gone: str) -> str:
    """Return where a field is after an item before it was taken away."""
    tokens = list(pointer_tokens(field))
    if tokens[: len(way)] == way and len(tokens) > len(way) and int(tokens[len(way)]) > int(gone):
        tokens[len(way)] = str(int(tokens[len(way)]) - 1)
    return pointer(*tokens)


def _record(plain: dict[str, Any]) -> Record | None:
    """Return a record from plain data; None if it breaks a rule."""
    built: Record | None = read(shape_of(RECORD), plain)[0]
    return built
