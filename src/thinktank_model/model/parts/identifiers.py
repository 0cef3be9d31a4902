"""What the identifiers of one record must not say: that it is another kind of thing, or two things of one kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from ...problems.problem import Problem, define
from ...values.identifiers import SCHEMES, Identifier
from ...vocab import IdentifierRelation, IdentifierStatus

__all__: list[str] = []

SUBJECT = define(
    "identifier.subject",
    "warning",
    "{found} cannot identify this record: the scheme {scheme} is for {subjects}",
    why=(
        "An ORCID iD identifies a person; an ISSN identifies a journal or series as a whole. The record is of "
        "another kind. If the identifier belongs to the whole that the record is part of, give it the relation "
        "`parent`."
    ),
    bad='{"type": "organization", "identifiers": [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]}',
    good='{"type": "person", "identifiers": [{"scheme": "orcid", "value": "0000-0002-1825-0097"}]}',
)
REPEATED = define(
    "identifier.repeated",
    "warning",
    "the identifier {found} repeats or contradicts the one at {place}",
    why=(
        "A register has one entry per entity, so a record has at most one confirmed identifier of a scheme, and "
        "each identifier has one status. Schemes that give one entity several identifiers, such as an ISBN for "
        "each binding, are exempt."
    ),
    bad='{"identifiers": [{"scheme": "ror", "value": "013q1eq08"}, {"scheme": "ror", "value": "04w9fbh59"}]}',
    good='{"identifiers": [{"scheme": "ror", "value": "013q1eq08"}, '
    '{"scheme": "ror", "value": "04w9fbh59", "status": "rejected"}]}',
)

PUBLICATIONS: Final = ("output", "source")  # each can be a whole journal, series or book


@cache
def subjects_of(type: str) -> frozenset[str]:
    """Return what a record of this type can be, in the words of `Scheme.subjects`."""
    return frozenset([type, "container"] if type in PUBLICATIONS else [type])


def is_own(identifier: Identifier) -> bool:
    """Return whether the identifier is confirmed, and names the record itself and not what it is a part of."""
    return identifier.status is IdentifierStatus.CONFIRMED and identifier.relation is IdentifierRelation.SELF


def misplaced(identifiers: Sequence[Identifier], subjects: frozenset[str]) -> Iterator[Problem]:
    """Report identifiers of schemes that can name none of these things; pointers go into the record."""
    for number, identifier in enumerate(identifiers):
        scheme = SCHEMES.get(identifier.scheme)
        if (
            scheme is None
            or not subjects.isdisjoint(scheme.subjects)
            or identifier.relation is not IdentifierRelation.SELF
        ):
            continue
        if identifier.status is not IdentifierStatus.REJECTED:
            advice = "Move it to the record that it identifies."
            if "container" in scheme.subjects and "output" in subjects:
                advice = 'Move it to the identifiers of "container", the publication that the output appeared in.'
            at, listed = f"/identifiers/{number}", ", ".join(sorted(scheme.subjects))
            yield SUBJECT(identifier.value, at=at, scheme=scheme.name, subjects=listed, help=advice)


def are_of_different_schemes(identifiers: Sequence[Identifier]) -> bool:
    """Return whether no two identifiers are of one scheme, as in most records: then `repeated` finds nothing."""
    return len({identifier.scheme for identifier in identifiers}) == len(identifiers)


def repeated(identifiers: Sequence[Identifier]) -> Iterator[Problem]:
    """Report each identifier that is there already, and each further one of a scheme that gives a thing only one."""
    seen: dict[tuple[str, str, IdentifierRelation], int] = {}
    own: dict[str, int] = {}
    for number, identifier in enumerate(identifiers):
        scheme = SCHEMES.get(identifier.scheme)
        same = seen.setdefault((identifier.scheme, identifier.value, identifier.relation), number)
        first, advice = same, "Remove one of the two."
        if same == number and scheme is not None and not scheme.several and is_own(identifier):
            first = own.setdefault(scheme.name, number)
            advice = 'Give the wrong identifier the status "rejected" or the relation "parent".'
        if first != number:
            place = f"/identifiers/{first}"
            yield REPEATED(identifier.value, at=f"/identifiers/{number}", place=place, help=advice)
