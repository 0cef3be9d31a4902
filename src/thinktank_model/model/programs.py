"""Programmes, their members, plans, activities and recommendations."""

from __future__ import annotations

from typing import Annotated, ClassVar

from attrs import frozen

from ..shapes.annotations import AtLeast, Unique
from ..shapes.presence import at_most_one
from ..shapes.tree import Constraint
from ..values.identifiers import Identifier
from ..values.ids import Ref
from ..values.periods import Period
from ..values.text import Text
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
from .common import Topics, Urls, _Common, _Named
from .parts.programs import SharingPolicy

__all__ = [
    "Activity",
    "CooperationProgram",
    "Member",
    "Recommendation",
    "WorkPlan",
]


@frozen(kw_only=True, repr=False, eq=False)
class CooperationProgram(_Named):
    """A programme in which think tanks work together, run by one or more hosts."""

    type: ClassVar[str] = "program"
    collection: ClassVar[str] = "programs"
    anchors: ClassVar[tuple[str, ...]] = (
        "http://www.w3.org/ns/org#OrganizationalCollaboration",
        "https://schema.org/ResearchProject",
    )

    host_ids: Annotated[tuple[str, ...], Ref("organization"), AtLeast(1), Unique(), "Who runs the programme."]
    status: Annotated[ProgramStatus, "Where the programme stands."] = ProgramStatus.UNKNOWN
    period: Annotated[Period | None, "When it runs."] = None
    description: Annotated[Text | None, "What it is."] = None
    aims: Annotated[Text | None, "What it is meant to reach."] = None
    principles: Annotated[Text | None, "The principles that it follows."] = None
    positioning: Annotated[Text | None, "How it sees its place among others."] = None
    activity_kinds: Annotated[tuple[str, ...], Open(ActivityKind), Unique(), "The kinds of activity it plans."] = ()
    member_kinds: Annotated[
        tuple[str, ...],
        Open(OrganizationKind),
        Unique(),
        "The kinds of organization that can be members; empty for any.",
    ] = ()
    topics: Annotated[Topics, "What it works on."] = ()
    sharing_policy: Annotated[SharingPolicy | None, "How results are shared among members and with the public."] = None
    parent_id: Annotated[str | None, Ref("program"), "The programme that it is part of."] = None
    identifiers: Annotated[tuple[Identifier, ...], "Its identifiers in other registers."] = ()
    urls: Annotated[Urls, "Its web pages."] = ()


@frozen(kw_only=True, repr=False, eq=False)
class Member(_Common):
    """The relation of an organization or person to a programme. Attending an event is no membership."""

    type: ClassVar[str] = "member"
    collection: ClassVar[str] = "members"
    anchors: ClassVar[tuple[str, ...]] = ("http://www.w3.org/ns/org#Membership",)

    program_id: Annotated[str, Ref("program"), "The programme."]
    party_id: Annotated[str, Ref("organization", "person"), "Who is a member."]
    role: Annotated[str, Open(MemberRole), "As what."] = MemberRole.MEMBER.value
    category: Annotated[str | None, Open(MemberCategory), "The programme's own group of members."] = None
    status: Annotated[MemberStatus, "Where the membership stands."] = MemberStatus.UNKNOWN
    period: Annotated[Period | None, "From when to when."] = None
    representative_ids: Annotated[tuple[str, ...], Ref("person"), Unique(), "Who speaks for the member."] = ()


@frozen(kw_only=True, repr=False, eq=False)
class WorkPlan(_Common):
    """What a programme means to do in a period."""

    type: ClassVar[str] = "work_plan"
    collection: ClassVar[str] = "work_plans"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/Project",)

    program_id: Annotated[str, Ref("program"), "The programme."]
    titles: Annotated[Text, "Its title in every language."]
    period: Annotated[Period, "The time that it plans."]
    status: Annotated[WorkPlanStatus | None, "Where it stands."] = None
    adopted_at: Annotated[str | None, Ref("event"), "The event at which it was adopted."] = None
    activity_ids: Annotated[tuple[str, ...], Ref("activity"), Unique(), "What it plans."] = ()
    priorities: Annotated[tuple[Text, ...], "What comes first, in order."] = ()


@frozen(kw_only=True, repr=False, eq=False)
class Activity(_Common):
    """Something that a programme does over a time: exchange, joint research, publication, training."""

    type: ClassVar[str] = "activity"
    collection: ClassVar[str] = "activities"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/Project",)

    titles: Annotated[Text, "Its title in every language."]
    kind: Annotated[str, Open(ActivityKind), "What kind of activity it is."]
    program_id: Annotated[str, Ref("program"), "The programme."]
    work_plan_id: Annotated[str | None, Ref("work_plan"), "The plan that it is part of."] = None
    lead_ids: Annotated[tuple[str, ...], Ref("organization", "person"), Unique(), "Who leads it."] = ()
    partner_ids: Annotated[tuple[str, ...], Ref("organization", "person"), Unique(), "Who works in it."] = ()
    period: Annotated[Period | None, "When it runs."] = None
    status: Annotated[ActivityStatus, "Where it stands."] = ActivityStatus.UNKNOWN
    description: Annotated[Text | None, "What is done."] = None
    event_ids: Annotated[tuple[str, ...], Ref("event"), Unique(), "The events held for it."] = ()
    output_ids: Annotated[tuple[str, ...], Ref("output"), Unique(), "What came of it."] = ()


@frozen(kw_only=True, repr=False, eq=False)
class Recommendation(_Common):
    """What participants proposed that a programme, or somebody else, should do."""

    type: ClassVar[str] = "recommendation"
    collection: ClassVar[str] = "recommendations"
    constraints: ClassVar[tuple[Constraint, ...]] = (at_most_one("proposer_ids", "collective"),)

    text: Annotated[Text, "What is recommended."]
    topic: Annotated[str | None, Open(RecommendationTopic), "What it is about."] = None
    event_id: Annotated[str | None, Ref("event"), "The event at which it was made."] = None
    proposer_ids: Annotated[tuple[str, ...], Ref("organization", "person"), Unique(), "Who made it."] = ()
    collective: Annotated[Text | None, "The group that made it, where nobody is singled out."] = None
    addressee_ids: Annotated[
        tuple[str, ...], Ref("program", "organization", "person"), Unique(), "Whom it is addressed to."
    ] = ()
    consensus: Annotated[Consensus, "How many of those present shared it."] = Consensus.UNKNOWN
    status: Annotated[RecommendationStatus, "What became of it."] = RecommendationStatus.OPEN
    fulfilled_by: Annotated[
        tuple[str, ...], Ref("activity", "event", "output", "work_plan"), Unique(), "What fulfilled it."
    ] = ()
