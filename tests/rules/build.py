"""Small datasets from fragments of records, completed with required fields and with the records that they refer to."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import thinktank_model as tm
from thinktank_model.model.index import Index, links
from thinktank_model.model.union import RECORD
from thinktank_model.problems.pointers import pointer_tokens
from thinktank_model.rules import Context, check
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.tree import ListOf, MapOf, Number, ObjectOf, Scalar, Shape

TODAY = datetime.date(2025, 6, 1)
NOT_THERE = "not-there"  # no record is made for this slug

REQUIRED: dict[str, dict[str, Any]] = {
    "program": {"host_ids": ["organization:host"]},
    "member": {"program_id": "program:p", "party_id": "organization:a"},
    "event": {"start": "2024-12-20"},
    "output": {"anonymous": True},
    "work_plan": {"program_id": "program:p", "period": {"start": "2025", "end": "2025"}},
    "activity": {"program_id": "program:p", "kind": "exchange"},
    "recommendation": {"text": {"en": "To meet again"}},
}

Fragment = Mapping[str, Any]


class Case(NamedTuple):
    """A small dataset with the places where one rule must report a problem; a near miss has none."""

    code: str
    reason: str
    records: list[dict[str, Any]]
    found: tuple[tuple[str, str], ...] = ()
    texts: Mapping[str, str] = {}
    elsewhere: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


def least(shape: Shape, text: str) -> Any:
    """Return a small value of a shape for a required field that the table of defaults does not list."""
    match shape:
        case MapOf():
            return {"en": text}
        case ListOf():
            return [least(shape.item, text)]
        case ObjectOf():
            return {name: least(field.shape, text) for name, field in shape.fields.items() if field.required}
        case Number():
            return shape.least or 0
        case Scalar():
            return shape.examples[0]
    raise TypeError(f"{shape} needs a value in REQUIRED")


def complete(fragment: Fragment, undated: bool = False) -> dict[str, Any]:
    """Return a complete record: its type, and the required and recommended fields that the fragment does not give."""
    kind, _, slug = fragment["id"].partition(":")
    text = f"The {kind} {slug}"
    whole: dict[str, Any] = {"type": kind, **({} if undated and kind == "event" else REQUIRED.get(kind, {}))}
    for name, field in shape_of(RECORD).options[kind].fields.items():
        if field.required and name not in {*whole, *fragment}:
            whole[name] = [{"value": text}] if name == "names" else least(field.shape, text)
    return {**copy.deepcopy(whole), **copy.deepcopy(dict(fragment))}


def records_of(fragments: Iterable[Fragment], elsewhere: Iterable[str] = (), undated: bool = False) -> list[Any]:
    """Return the records, and one more for every id that they refer to."""
    found = [tm.from_dict(complete(fragment, undated)) for fragment in fragments]
    known = {NOT_THERE, *elsewhere, *[id for record in found for id in (record.id, *record.merged_ids)]}
    for record in found:  # the list grows during the iteration
        for _, target in links(record):
            if target not in known and not target.endswith(NOT_THERE):
                known.add(target)
                found.append(tm.from_dict(complete({"id": target})))
    return found


def records_in(case: Case) -> list[Any]:
    """Return the records of a case and those that they refer to. Events get a date unless the case is about dates."""
    return records_of(case.records, case.elsewhere, undated=case.code == "event.undated")


def context_of(case: Case) -> Context:
    """Return the context that the rules get for a case."""
    index = Index(records_in(case), case.elsewhere)
    return Context(index, tm.DatasetHeader(), TODAY, case.texts)


def problems_of(case: Case) -> list[tm.Problem]:
    """Return the problems that the rules report, without infos that are not the topic of the case."""
    return [p for p in check(context_of(case)) if p.severity is not tm.Severity.INFO or p.code == case.code]


def mended(records: list[dict[str, Any]], problem: tm.Problem) -> list[dict[str, Any]]:
    """Return the records after the fix of a problem; a missing list counts as empty."""
    changed = copy.deepcopy(records)
    fix = problem.fix
    assert fix is not None
    id = fix.record_id or problem.record_id
    here: Any = next(record for record in changed if record["id"] == id)
    *path, last = pointer_tokens(fix.path)
    for token in path:
        here = here[int(token)] if isinstance(here, list) else here.setdefault(token, [])
    match fix.op:
        case "add":
            assert last == "-"
            here.append(fix.value)
        case "remove":
            del here[int(last)]
        case "replace":
            here[int(last) if isinstance(here, list) else last] = fix.value
    return changed


def record(type: str, slug: str, /, **fields: Any) -> dict[str, Any]:
    """Return a fragment of a record."""
    return {"id": f"{type}:{slug}", **fields}


def period(start: str | None = None, end: str | None = None) -> dict[str, str]:
    """Return a period as JSON writes it."""
    return {key: date for key, date in (("start", start), ("end", end)) if date is not None}


def count(value: int, qualifier: str = "exact", unit: str | None = None, upper: int | None = None) -> dict[str, Any]:
    """Return a count as JSON writes it."""
    said = {"value": value, "qualifier": qualifier, "upper": upper, "unit": unit}
    return {key: item for key, item in said.items() if item is not None}


def program(slug: str = "p", **fields: Any) -> dict[str, Any]:
    return record("program", slug, **fields)


def organization(slug: str, **fields: Any) -> dict[str, Any]:
    return record("organization", slug, **fields)


def person(slug: str, **fields: Any) -> dict[str, Any]:
    return record("person", slug, **fields)


def member(slug: str, **fields: Any) -> dict[str, Any]:
    return record("member", slug, **fields)


def event(slug: str = "e", **fields: Any) -> dict[str, Any]:
    return record("event", slug, **fields)


def output(slug: str = "o", **fields: Any) -> dict[str, Any]:
    return record("output", slug, **fields)


def group(slug: str, **fields: Any) -> dict[str, Any]:
    return record("group", slug, **fields)


def plan(slug: str, **fields: Any) -> dict[str, Any]:
    return record("work_plan", slug, **fields)


def activity(slug: str, **fields: Any) -> dict[str, Any]:
    return record("activity", slug, **fields)


def recommendation(slug: str, **fields: Any) -> dict[str, Any]:
    return record("recommendation", slug, **fields)


def source(slug: str, **fields: Any) -> dict[str, Any]:
    return record("source", slug, **fields)
