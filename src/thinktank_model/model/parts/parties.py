"""Parties, and how they take part: affiliations, contributions, participations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Final

from ...shapes.annotations import Unique
from ...shapes.declared import field, frozen
from ...shapes.node import Node
from ...shapes.presence import any_of, exactly_one
from ...shapes.takes import Fields, Takes
from ...shapes.tree import Constraint
from ...values.counts import Count
from ...values.ids import Ref
from ...values.periods import Period
from ...values.text import Text, TextLike
from ...vocab import AttendanceMode, ContributionRole, Open, OrganizationRelation, ParticipationRole

__all__ = ["Affiliation", "Contribution", "Parent", "Participation", "Unnamed"]

PARTY: Final = Ref("organization", "person", "program", "group")
"""A party: whoever can host, organize, sign, write or take part."""


@frozen(kw_only=True, repr=False, eq=False)
class Parent(Node):
    """The relation of an organization to one that it belongs to."""

    organization_id: Annotated[str, Ref("organization"), "The organization that the record belongs to."]
    relation: Annotated[OrganizationRelation, "The kind of relation."] = field(
        default=OrganizationRelation.PART_OF, converter=Takes[str]
    )
    period: Annotated[Period | None, "The period in which this holds or held."] = field(
        default=None, converter=Takes[Period | Fields | None]
    )


@frozen(kw_only=True, repr=False, eq=False)
class Affiliation(Node):
    """The relation of a person to an organization."""

    organization_id: Annotated[str, Ref("organization"), "The organization."]
    title: Annotated[Text | None, "The position of the person in the organization."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    period: Annotated[Period | None, "The period in which this holds or held."] = field(
        default=None, converter=Takes[Period | Fields | None]
    )


@frozen(kw_only=True, repr=False, eq=False)
class Unnamed(Node):
    """People whom a source mentions without their names: they are described, never invented."""

    description: Annotated[Text, "A description in the words of the source."] = field(converter=Takes[TextLike])
    count: Annotated[Count | None, "The number of people."] = field(
        default=None, converter=Takes[Count | Fields | None]
    )


@frozen(kw_only=True, repr=False, eq=False)
class Contribution(Node):
    """The part of one party in an output. The place in the list is the order of names."""

    constraints: ClassVar[tuple[Constraint, ...]] = (exactly_one("party_id", "name"),)

    party_id: Annotated[str | None, PARTY, "The record of the contributor."] = None
    name: Annotated[Text | None, "The name of the contributor as printed, if there is no record."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    role: Annotated[str, Open(ContributionRole), "The contribution."]
    affiliation_ids: Annotated[
        tuple[str, ...], Ref("organization"), Unique(), "The affiliations printed with the contributor."
    ] = field(default=(), converter=Takes[Iterable[str]])
    corresponding: Annotated[bool, "Whether this is the corresponding author."] = False


@frozen(kw_only=True, repr=False, eq=False)
class Participation(Node):
    """The part of one party, or of unnamed people, in an event. Both together are a body and its people without names."""

    constraints: ClassVar[tuple[Constraint, ...]] = (any_of("party_id", "unnamed"),)

    party_id: Annotated[str | None, PARTY, "The record of the participant."] = None
    unnamed: Annotated[Unnamed | None, "The participants that the source does not name."] = field(
        default=None, converter=Takes[Unnamed | Fields | None]
    )
    role: Annotated[str, Open(ParticipationRole), "The role in which the party takes part."]
    subject: Annotated[Text | None, "What the party spoke about, or was chosen or honoured for, as printed."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    mode: Annotated[AttendanceMode, "Whether the party took part in person or online."] = field(
        default=AttendanceMode.UNKNOWN, converter=Takes[str]
    )
    on_behalf_of: Annotated[str | None, PARTY, "The party that was represented."] = None
    presented_output_ids: Annotated[tuple[str, ...], Ref("output"), Unique(), "The outputs that were presented."] = (
        field(default=(), converter=Takes[Iterable[str]])
    )
