"""Merges two datasets without overwriting anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from ..model.index import Index
from ..model.union import Record
from ..problems.display import display
from ..problems.problem import Problem, define
from ..problems.report import InvalidData
from ..problems.translations import Phrase
from .diffing import Change, changes_of

__all__: list[str] = []

CONFLICT = define(
    "record.conflict",
    "error",
    "two datasets have different records {found}",
    why="Merging never overwrites a value. Decide first which of the two is right.",
    bad='{"type": "source", "id": "source:a", "titles": {"en": "A"}}',
    good='{"type": "source", "id": "source:a", "titles": {"en": "A, as the other dataset has it"}}',
)
TOOK_EACH_OTHER = define(
    "record.took-each-other",
    "error",
    "{found} was merged into {other} in one dataset, but {other} into {found} in the other dataset",
    why="Two merged records leave one record. Decide which one remains before merging the datasets.",
    bad='{"type": "organization", "id": "organization:a", "names": [{"value": "A"}], "merged_ids": ["organization:b"]}',
    good='{"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}',
)


def combined(first: Index, second: Index) -> tuple[Record, ...]:
    """Return the records of both, those of the first before those that only the second has.

    Raises:
        InvalidData: a record differs between the two, or two records replace each other.
    """
    mine, theirs = first.by_id, second.by_id
    takers = _takers(mine, theirs)
    heirs = _heirs(takers)
    problems = [
        *[TOOK_EACH_OTHER(id, record_id=id, other=takers[id]) for id in takers if heirs[id] in takers],
        *[
            _conflict(change)
            for id, record in mine.items()
            if id in theirs and id not in takers
            for change in changes_of(record, theirs[id], id)
        ],
    ]
    if problems:
        raise InvalidData(problems)
    taken: dict[str, list[str]] = {}
    for id, heir in heirs.items():
        gone = mine[id] if id in mine else theirs[id]
        taken.setdefault(heir, []).extend([id, *gone.merged_ids])
    union = (*first.records, *[record for record in second.records if record.id not in mine])
    left = [record for record in union if record.id not in takers]
    return tuple([_with_taken(record, taken.get(record.id, ())) for record in left])


def _conflict(change: Change) -> Problem:
    """Return the problem of a record that differs between the datasets."""
    here, there = display(change.before), display(change.after)
    advice = Phrase("The value is {here} in one dataset and {there} in the other.", here=here, there=there)
    return CONFLICT(change.record_id, record_id=change.record_id, at=change.pointer, help=advice)


def _takers(mine: Mapping[str, Record], theirs: Mapping[str, Record]) -> dict[str, str]:
    """Map each record that only one dataset has to the record of the other dataset that replaced it."""
    return {
        old: id
        for ours, others in ((mine, theirs), (theirs, mine))
        for id, record in ours.items()
        for old in record.merged_ids
        if old in others and old not in ours and id not in others
    }


def _heirs(takers: Mapping[str, str]) -> dict[str, str]:
    """Map each replaced record to its final replacement; in a cycle, to one of the records in the cycle."""
    heirs = dict(takers)
    for start in takers:
        id, passed = start, set[str]()
        while id in heirs and id not in passed:
            passed.add(id)
            id = heirs[id]
        heirs.update(dict.fromkeys(passed, id))
    return heirs


def _with_taken(record: Record, ids: Iterable[str]) -> Record:
    """Return the record with further merged ids."""
    known = {record.id, *record.merged_ids}
    new = [id for id in dict.fromkeys(ids) if id not in known]
    return evolve(record, merged_ids=(*record.merged_ids, *new)) if new else record
