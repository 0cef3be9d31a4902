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
    changed: list[Record] = []
    for record, numbers in _chosen(dataset, claims):
        plain: Any = dump(record)
        for number in numbers:
            plain["statements"][number]["method"] = CONFIRMED
        changed.append(_record(plain) or record)
    return dataset.replace(*changed)


def reject(dataset: Dataset, claims: Iterable[Problem]) -> Dataset:
    """Return a dataset without claims that are wrong, and without what is stated of them.

    Of two values for one field the other one stays a statement. A record that cannot be without such a value, such as a membership
    without its party or an output without its only author, is removed with the references to it.

    Parameters:
        dataset: the records.
        claims: those of `to_confirm(dataset)` that are wrong.

    Raises:
        ValueError: the dataset has no such statement with the method `inference`.
    """
    changed: list[Record] = []
    gone: list[str] = []
    for record, numbers in _chosen(dataset, claims):
        plain: Any = dump(record)
        said = plain["statements"]
        wrong = [said[number] for number in numbers]
        plain["statements"] = [one for number, one in enumerate(said) if number not in numbers]
        right = {one["field"] for one in plain["statements"]} & {one["field"] for one in wrong}
        for place in _outermost({_place(one["field"]) for one in wrong if one["field"] not in right}):
            _take_away(plain, place)
        kept = _record({key: value for key, value in plain.items() if key != "statements" or value})
        changed += [] if kept is None else [kept]
        gone += [record.id] if kept is None else []
    return dataset.replace(*changed).remove(*gone, cascade=True)


def _chosen(dataset: Dataset, claims: Iterable[Problem]) -> list[tuple[Record, list[int]]]:
    """Return the records with claims, each with the numbers of their statements."""
    known = {(one.record_id, one.pointer) for one in to_confirm(dataset)}
    numbers: dict[str, list[int]] = {}
    for claim in claims:
        if (claim.record_id, claim.pointer) not in known:
            raise ValueError(f"{claim.record_id} has no statement to confirm at {claim.pointer}")
        numbers.setdefault(str(claim.record_id), []).append(int(claim.pointer.rpartition("/")[2]))
    return [(dataset[id], chosen) for id, chosen in numbers.items()]


def _place(field: str) -> tuple[str, ...]:
    """Return what goes if the value of a field is wrong: of a name the whole name."""
    tokens = pointer_tokens(field)
    return tuple(tokens[:-1] if tokens[-1] == "value" else tokens)


def _outermost(places: set[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the places that are not inside others, the later items of a list before the earlier ones."""
    outermost = [one for one in places if not any([one[:size] in places for size in range(1, len(one))])]
    return sorted(
        outermost, key=lambda one: [(int(token), "") if token.isdigit() else (0, token) for token in one], reverse=True
    )


def _take_away(plain: dict[str, Any], place: tuple[str, ...]) -> None:
    """Take away what is at a place, with what is stated of it, and what is then empty."""
    *way, last = place
    owners: list[Any] = [plain]
    for token in way:
        owners.append(owners[-1][int(token)] if isinstance(owners[-1], list) else owners[-1].get(token, {}))
    owner = owners.pop()
    is_list = isinstance(owner, list)
    if is_list:
        del owner[int(last)]
    else:
        owner.pop(last, None)
    if not owner and way:
        owners.pop().pop(way[-1], None)
    at = pointer(*place)
    said = [one for one in plain["statements"] if not f"{one['field']}/".startswith(f"{at}/")]
    plain["statements"] = [{**one, "field": _moved(one["field"], way, last)} if is_list else one for one in said]


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
