"""Programmes, their members, plans, activities and recommendations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from attrs import field, frozen

from ..shapes.annotations import AtLeast, Ordered, Unique
from ..shapes.presence import at_most_one
from ..shapes.takes import Fields, Takes
from ..shapes.tree import Constraint
from ..values.identifiers import Identifier
from ..values.ids import Ref
from ..values.periods import Period
from ..values.text import Text, TextLike
from ..vocab import (
    ActivityKind,
    ActivityStatus,
    Consensus,
    MemberCategory,
    MemberRole,
    MemberStatus,
    Open,
    OrganizationKind,
    ProgramStatus,
    RecommendationStatus,
    RecommendationTopic,
    WorkPlanStatus,
)
from .common import Topics, Urls, _Common, _Identified, _Named
from .parts.programs import SharingPolicy

__all__ = [
    "Activity",
    "CooperationProgram",
    "Member",
    "Recommendation",
    "WorkPlan",
]


@frozen(kw_only=True, repr=False, eq=False)
class CooperationProgram(_Named, _Identified):
    """A programme in which think tanks work together, run by one or more hosts."""

    type: ClassVar[Literal["program"]] = "program"
    collection: ClassVar[str] = "programs"
    anchors: ClassVar[tuple[str, ...]] = (
        "http://www.w3.org/ns/org#OrganizationalCollaboration",
        "https://schema.org/ResearchProject",
    )

    host_ids: Annotated[tuple[str, ...], Ref("organization"), AtLeast(1), Unique(), "Who runs the programme."] = field(
        converter=Takes[Iterable[str]]
    )
    status: Annotated[ProgramStatus, "Where the programme stands."] = field(
        default=ProgramStatus.UNKNOWN, converter=Takes[str]
    )
    period: Annotated[Period | None, "When it runs."] = field(default=None, converter=Takes[Period | Fields | None])
    description: Annotated[Text | None, "What it is."] = field(default=None, converter=Takes[TextLike | None])
    aims: Annotated[Text | None, "What it is meant to reach."] = field(default=None, converter=Takes[TextLike | None])
    principles: Annotated[Text | None, "The principles that it follows."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    positioning: Annotated[Text | None, "How it sees its place among others."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    activity_kinds: Annotated[tuple[str, ...], Open(ActivityKind), Unique(), "The kinds of activity it plans."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    member_kinds: Annotated[
        tuple[str, ...],
        Open(OrganizationKind),
        Unique(),
        "The kinds of organization that can be members; empty for any.",
    ] = field(default=(), converter=Takes[Iterable[str]])
    topics: Annotated[Topics, "What it works on."] = field(default=(), converter=Takes[Iterable[str]])
    sharing_policy: Annotated[SharingPolicy | None, "How results are shared among members and with the public."] = (
        field(default=None, converter=Takes[SharingPolicy | Fields | None])
    )
    parent_id: Annotated[str | None, Ref("program"), "The programme that it is part of."] = None
    identifiers: Annotated[tuple[Identifier, ...], "Its identifiers in other registers."] = field(
        default=(), converter=Takes[Iterable[Identifier | Fields]]
    )
    urls: Annotated[Urls, "Its web pages."] = field(default=(), converter=Takes[Iterable[str]])


@frozen(kw_only=True, repr=False, eq=False)
class Member(_Common):
    """The relation of an organization or person to a programme. Attending an event is no membership."""

    type: ClassVar[Literal["member"]] = "member"
    collection: ClassVar[str] = "members"
    anchors: ClassVar[tuple[str, ...]] = ("http://www.w3.org/ns/org#Membership",)

    program_id: Annotated[str, Ref("program"), "The programme."]
    party_id: Annotated[str, Ref("organization", "person"), "Who is a member."]
    role: Annotated[str, Open(MemberRole), "As what."] = MemberRole.MEMBER.value
    category: Annotated[str | None, Open(MemberCategory), "The programme's own group of members."] = None
    status: Annotated[MemberStatus, "Where the membership stands."] = field(
        default=MemberStatus.UNKNOWN, converter=Takes[str]
    )
    period: Annotated[Period | None, "From when to when."] = field(
        default=None, converter=Takes[Period | Fields | None]
    )
    representative_ids: Annotated[tuple[str, ...], Ref("person"), Unique(), "Who speaks for the member."] = field(
        default=(), converter=Takes[Iterable[str]]
    )


@frozen(kw_only=True, repr=False, eq=False)
class WorkPlan(_Common):
    """What a programme means to do in a period."""

    type: ClassVar[Literal["work_plan"]] = "work_plan"
    collection: ClassVar[str] = "work_plans"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/Project",)

    program_id: Annotated[str, Ref("program"), "The programme."]
    titles: Annotated[Text, "Its title in every language."] = field(converter=Takes[TextLike])
    period: Annotated[Period, "The time that it plans."] = field(converter=Takes[Period | Fields])
    status: Annotated[WorkPlanStatus | None, "Where it stands."] = field(default=None, converter=Takes[str | None])
    adopted_at: Annotated[str | None, Ref("event"), "The event at which it was adopted."] = None
    activity_ids: Annotated[tuple[str, ...], Ref("activity"), Unique(), "What it plans."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    priorities: Annotated[tuple[Text, ...], Ordered(), "What comes first, in order."] = field(
        default=(), converter=Takes[Iterable[TextLike]]
    )


@frozen(kw_only=True, repr=False, eq=False)
class Activity(_Common):
    """Something that a programme does over a time: exchange, joint research, publication, training."""

    type: ClassVar[Literal["activity"]] = "activity"
    collection: ClassVar[str] = "activities"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/Project",)

    titles: Annotated[Text, "Its title in every language."] = field(converter=Takes[TextLike])
    kind: Annotated[str, Open(ActivityKind), "What kind of activity it is."]
    program_id: Annotated[str, Ref("program"), "The programme."]
    work_plan_id: Annotated[str | None, Ref("work_plan"), "The plan that it is part of."] = None
    lead_ids: Annotated[tuple[str, ...], Ref("organization", "person"), Unique(), "Who leads it."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    partner_ids: Annotated[tuple[str, ...], Ref("organization", "person"), Unique(), "Who works in it."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    period: Annotated[Period | None, "When it runs."] = field(default=None, converter=Takes[Period | Fields | None])
    status: Annotated[ActivityStatus, "Where it stands."] = field(default=ActivityStatus.UNKNOWN, converter=Takes[str])
    description: Annotated[Text | None, "What is done."] = field(default=None, converter=Takes[TextLike | None])
    event_ids: Annotated[tuple[str, ...], Ref("event"), Unique(), "The events held for it."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    output_ids: Annotated[tuple[str, ...], Ref("output"), Unique(), "What came of it."] = field(
        default=(), converter=Takes[Iterable[str]]
    )


@frozen(kw_only=True, repr=False, eq=False)
class Recommendation(_Common):
    """What participants proposed that a programme, or somebody else, should do."""

    type: ClassVar[Literal["recommendation"]] = "recommendation"
    collection: ClassVar[str] = "recommendations"
    constraints: ClassVar[tuple[Constraint, ...]] = (at_most_one("proposer_ids", "collective"),)

    text: Annotated[Text, "What is recommended."] = field(converter=Takes[TextLike])
    topic: Annotated[str | None, Open(RecommendationTopic), "What it is about."] = None
    event_id: Annotated[str | None, Ref("event"), "The event at which it was made."] = None
    proposer_ids: Annotated[tuple[str, ...], Ref("organization", "person"), Unique(), "Who made it."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    collective: Annotated[Text | None, "The group that made it, where nobody is singled out."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    addressee_ids: Annotated[
        tuple[str, ...], Ref("program", "organization", "person"), Unique(), "Whom it is addressed to."
    ] = field(default=(), converter=Takes[Iterable[str]])
    consensus: Annotated[Consensus, "How many of those present shared it."] = field(
        default=Consensus.UNKNOWN, converter=Takes[str]
    )
    status: Annotated[RecommendationStatus, "What became of it."] = field(
        default=RecommendationStatus.OPEN, converter=Takes[str]
    )
    fulfilled_by: Annotated[
        tuple[str, ...], Ref("activity", "event", "output", "work_plan"), Unique(), "What fulfilled it."
    ] = field(default=(), converter=Takes[Iterable[str]])
