"""Rules about ids, references, identifiers and names."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from ..model.common import types_of
from ..model.events import Event
from ..model.index import links, targets
from ..model.outputs import Output
from ..model.parties import Organization, Person
from ..model.parts.identifiers import is_own
from ..model.parts.names import Name
from ..model.programs import CooperationProgram
from ..model.union import Record
from ..problems.problem import Fix, Problem, define
from ..problems.translations import Phrase
from ..values.dates import PartialDate
from ..values.identifiers import SCHEMES
from ..vocab import NameKind
from .base import Context, all_read, certainly_before, current, rule, today

__all__ = ["UNIT_SCHEMES"]

Identified: TypeAlias = CooperationProgram | Organization | Person | Output
Named: TypeAlias = CooperationProgram | Organization | Person | Event

UNIT_SCHEMES: Final = ("ror", "wikidata")  # registers that rarely list parts of organizations
OF_ANOTHER_RULE: Final = frozenset(
    [(Output.type, "doi")]
)  # classes with the identifiers that they share under another code
ABOUT_ITSELF: Final = "/statements/"  # where a source can refer to itself

# --- References ---

DANGLING = define(
    "reference.dangling",
    "error",
    "no record has the id {found}",
    why=("A reference to a missing record carries no information, and an export would create an empty entity for it."),
    bad='[{"id": "member:m", "program_id": "program:p", "party_id": "organization:not-there"}]',
    good='[{"id": "member:m", "program_id": "program:p", "party_id": "organization:a"}, {"id": "organization:a"}]',
)
SELF = define(
    "reference.self",
    "error",
    "the record refers to itself as {found}",
    why=(
        "A record cannot be its own part, member, successor, translation or source. Only a statement of a source "
        "can be about the source itself."
    ),
    bad='[{"id": "event:a", "parent_id": "event:a"}]',
    good='[{"id": "event:a", "parent_id": "event:b"}]',
)
MERGED = define(
    "reference.merged",
    "warning",
    "{found} was merged into another record",
    why="The old id can still be read, but a search for references to the record would miss this one.",
    bad='[{"id": "organization:a", "merged_ids": ["organization:b"]}, {"id": "member:m", "party_id": "organization:b"}]',
    good='[{"id": "organization:a", "merged_ids": ["organization:b"]}, {"id": "member:m", "party_id": "organization:a"}]',
    mends="the current id; the duplicate is removed from a list that already has it",
)


@rule(DANGLING)
def references_resolve(context: Context) -> Iterator[Problem]:
    """Every reference leads to a record."""
    index = context.index
    is_known = index.by_id.__contains__
    dangling = [
        (position, record.id, at, target)
        for position, record in enumerate(index.records)
        if not all(map(is_known, targets(record)))
        for at, target in links(record)
        if index.find(target) is None and target not in index.elsewhere
    ]
    near = _near({target for *_, target in dangling}, index.by_id) if dangling else {}
    for position, id, at, target in dangling:
        meant = near.get(target, {})
        suggestion = None
        if len(meant) == 1 and not _is_taken(index.records[position], at, next(iter(meant))):
            suggestion = f'"{next(iter(meant))}"'
        advice = None if suggestion else "Write the id of a record of the dataset, or add the record."
        expected = Phrase("the id of a record of type {types} in the dataset", types=target.rpartition(":")[0])
        yield DANGLING(
            target, at=at, record_id=id, expected=expected, suggestion=suggestion, help=advice, position=position
        )


def _is_taken(record: Record, at: str, id: str) -> bool:
    """Return whether a record cannot refer to this id here, because the id is its own or already in the same list."""
    listed = at.rpartition("/")[0]
    return id == record.id or any(
        [target == id and there.rpartition("/")[0] == listed for there, target in links(record)]
    )


def _near(wanted: Collection[str], known: Iterable[str]) -> Mapping[str, Mapping[str, None]]:
    """Return for each wanted id the known ids that differ by one typing error: a wrong, missing, extra or swapped letter.

    Two words are that similar if they are equal after removing at most one character from each, so each is looked up
    by the rest. A wrong digit is not a typing error: 2024 is not a misspelt 2025.
    """
    shortened: dict[str, list[str]] = {}
    for id in wanted:
        for form in dict.fromkeys(_one_left_out(id)):
            shortened.setdefault(form, []).append(id)
    found: dict[str, dict[str, None]] = {}
    for id in known:
        for form in _one_left_out(id):
            for meant in shortened.get(form, ()):
                if _digits(meant) == _digits(id):
                    found.setdefault(meant, {})[id] = None
    return found


def _one_left_out(word: str) -> list[str]:
    return [word, *[word[:place] + word[place + 1 :] for place in range(len(word))]]


def _digits(word: str) -> list[str]:
    return [char for char in word if char.isdigit()]


@rule(SELF)
def nothing_refers_to_itself(context: Context) -> Iterator[Problem]:
    """No record refers to itself, under its id or under one that was merged into it."""
    merged = context.index.merged
    for position, record in enumerate(context.index.records):
        found = targets(record)
        if record.id not in found and merged.keys().isdisjoint(found):
            continue
        for at, target in links(record):
            if current(context.index, target) == record.id and not at.startswith(ABOUT_ITSELF):
                yield SELF(target, at=at, record_id=record.id, expected="the id of another record", position=position)


@rule(MERGED)
def references_are_current(context: Context) -> Iterator[Problem]:
    """References use the current id of a record. If a list already has it, the old id is removed."""
    index = context.index
    for position, record in enumerate(index.records if index.merged else ()):
        if index.merged.keys().isdisjoint(targets(record)):
            continue
        found = list(links(record))
        listed = {(at.rpartition("/")[0], target) for at, target in found}
        for at, target in found:
            new = current(index, target)
            if new in (target, record.id):
                continue
            place, _, last = at.rpartition("/")
            there = (place, new) in listed
            listed.add((place, new))
            remove = there and last.isdigit()
            fix = Fix("remove", at) if remove else Fix("replace", at, new)
            suggestion = None if remove else f'"{new}"'
            advice = Phrase('Remove it: "{id}" is already in the list.', id=new) if remove else None
            yield MERGED(
                target, at=at, record_id=record.id, suggestion=suggestion, help=advice, fix=fix, position=position
            )


# --- Ids ---

DUPLICATE_ID = define(
    "record.duplicate-id",
    "error",
    "duplicate id {found}",
    why=(
        "An id belongs to one record permanently. This includes the ids of records that were merged into another "
        "record."
    ),
    bad='[{"id": "person:a"}, {"id": "person:a", "country": "CN"}]',
    good='[{"id": "person:a", "country": "CN"}]',
)
ORPHAN = define(
    "record.orphan",
    "info",
    "{found} is not connected to any programme",
    together="{count} {count:record is|records are} not connected to any programme",
    why="No link leads to the record. Most often it is left over, or the link was forgotten.",
    bad='[{"id": "organization:a"}]',
    good='[{"id": "organization:a"}, {"id": "program:p", "host_ids": ["organization:a"]}]',
)


@rule(DUPLICATE_ID)
def ids_are_unique(context: Context) -> Iterator[Problem]:
    """Ids are unique, merged ids included."""
    owners: dict[str, str] = {}
    for position, record in enumerate(context.index.records):
        for at, id in (("/id", record.id), *[(f"/merged_ids/{n}", old) for n, old in enumerate(record.merged_ids)]):
            if id in owners:
                expected = Phrase("a unique id")
                if owners[id] != id:
                    expected = Phrase("a unique id: {other} already has this id", other=owners[id])
                advice = "Remove one of the records, or give the second record a different id."
                yield DUPLICATE_ID(id, at=at, record_id=record.id, expected=expected, help=advice, position=position)
            else:
                owners[id] = record.id


@rule(ORPHAN)
def records_hang_together(context: Context) -> Iterator[Problem]:
    """Each record is referred to, or refers to a programme, directly or through other records."""
    if not all_read(context):
        return
    index = context.index
    incoming: dict[str, list[str]] = {}
    for record in index.records:
        for target in targets(record):
            id = target if target in index.by_id else index.merged.get(target, target)
            if id != record.id:
                incoming.setdefault(id, []).append(record.id)
    waiting = list(index.of(CooperationProgram))
    leading = set(waiting)
    while waiting:
        for id in incoming.get(waiting.pop(), ()):
            if id not in leading:
                leading.add(id)
                waiting.append(id)
    for id in index.by_id:
        if id not in leading and not incoming.get(id):
            yield ORPHAN(id, record_id=id, expected="a reference to the record, or from the record to its programme")


# --- Identifiers ---

SHARED = define(
    "identifier.shared",
    "error",
    "the record {other} also has the identifier {found}",
    why=(
        "An identifier identifies one entity. Two records with the same identifier are duplicates, or one of "
        "them has the identifier of the whole that it is part of, which needs the relation `parent`."
    ),
    bad='[{"id": "organization:a", "identifiers": [{"scheme": "wikidata", "value": "Q495015"}]}, '
    '{"id": "organization:b", "identifiers": [{"scheme": "wikidata", "value": "Q495015"}]}]',
    good='[{"id": "organization:a", "identifiers": [{"scheme": "wikidata", "value": "Q495015"}]}, '
    '{"id": "organization:b", "identifiers": [{"scheme": "wikidata", "value": "Q495015", "relation": "parent"}]}]',
)


@rule(SHARED)
def identifiers_name_one_record(context: Context) -> Iterator[Problem]:
    """Two records of a class do not share a confirmed identifier of their own.

    Three kinds have their own codes and are left out: the DOI of an output, the identifiers of a parent, and identifiers
    of a scheme for other things, such as the ISSN of the journal of two articles.
    """
    index = context.index
    units: set[tuple[str, str]] = set()
    for id, organization in index.of(Organization).items():
        for above in [current(index, parent.organization_id) for parent in organization.parents]:
            units |= {(id, above), (above, id)}
    owners: dict[tuple[str, str, str], str] = {}
    for id, record in index.by_id.items():
        for number, identifier in enumerate(record.identifiers if isinstance(record, Identified) else ()):
            scheme, kind = SCHEMES.get(identifier.scheme), types_of(type(record))[-1]
            if not is_own(identifier) or (kind, identifier.scheme) in OF_ANOTHER_RULE:
                continue
            if scheme is not None and kind not in scheme.subjects:
                continue
            owner = owners.setdefault((kind, identifier.scheme, identifier.value), id)
            if owner != id and not (identifier.scheme in UNIT_SCHEMES and (id, owner) in units):
                expected = "one record per identifier, or the relation parent"
                yield SHARED(
                    identifier.value, at=f"/identifiers/{number}", record_id=id, other=owner, expected=expected
                )


# --- Names ---

NO_PREFERRED = define(
    "name.no-preferred",
    "warning",
    "the record has {count} {count:name|names} in {found}, and none of them is preferred",
    why=(
        "Lists, tables and graphs show one name of a record in each language. If there are several, mark the one "
        "to show as preferred. Former names are not counted."
    ),
    bad='[{"id": "person:a", "names": [{"value": "A", "lang": "en"}, {"value": "B", "lang": "en"}]}]',
    good='[{"id": "person:a", "names": [{"value": "A", "lang": "en", "preferred": true}, {"value": "B", "lang": "en"}]}]',
)
DUPLICATE_NAME = define(
    "name.duplicate",
    "warning",
    "{found} is also a name of {other}, an organization in the same country",
    why=(
        "Two organizations with the same name in one country are most often the same organization. Acronyms and "
        "former names are not compared, and neither are an organization and its successor."
    ),
    bad='[{"id": "organization:a", "country": "CN", "names": [{"value": "Institute"}]}, '
    '{"id": "organization:b", "country": "CN", "names": [{"value": "INSTITUTE"}]}]',
    good='[{"id": "organization:a", "country": "CN", "names": [{"value": "Institute"}], "merged_ids": ["organization:b"]}]',
)


@rule(NO_PREFERRED)
def names_of_a_language_have_a_first(context: Context) -> Iterator[Problem]:
    """Of several current names in one language, one is preferred, or a name without a language is.

    Each language of a record is reported once.
    """
    now = today(context)
    for record in context.index.by_id.values():
        if not isinstance(record, Named):
            continue
        places: dict[str, list[int]] = {}
        for number, name in enumerate(record.names):
            if name.lang is not None and not _is_over(name, now):
                places.setdefault(name.lang, []).append(number)
        chosen = {name.lang for name in record.names if name.preferred}
        for lang, numbers in places.items():
            if len(numbers) > 1 and chosen.isdisjoint((lang, None)):
                advice = Phrase('Add "preferred": true to one of them, such as /names/{number}.', number=numbers[0])
                yield NO_PREFERRED(lang, at="/names", record_id=record.id, count=len(numbers), help=advice)


def _is_over(name: Name, now: PartialDate) -> bool:
    """Return whether a name is certainly no longer in use."""
    return name.kind is NameKind.FORMER or (name.valid is not None and certainly_before(name.valid.end, now))


@rule(DUPLICATE_NAME)
def names_name_one_organization(context: Context) -> Iterator[Problem]:
    """Two organizations of one country do not have the same name. Each pair is reported once."""
    index, now = context.index, today(context)
    known: set[tuple[str, str]] = set()  # pairs that are related by succession, or already reported
    for id, organization in index.of(Organization).items():
        for other in [current(index, other) for other in (*organization.predecessor_ids, *organization.successor_ids)]:
            known |= {(id, other), (other, id)}
    owners: dict[tuple[str, str], str] = {}
    for id, organization in index.of(Organization).items():
        for number, name in enumerate(organization.names):
            if organization.country is None or _is_over(name, now) or name.kind is NameKind.ACRONYM:
                continue
            owner = owners.setdefault((organization.country, _normalised(name.value)), id)
            if owner != id and (id, owner) not in known:
                known.add((id, owner))
                expected = "one record per organization, or different names"
                yield DUPLICATE_NAME(
                    name.value, at=f"/names/{number}/value", record_id=id, other=owner, expected=expected
                )


def _normalised(name: str) -> str:
    """Return the name normalised in width, case and white space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
