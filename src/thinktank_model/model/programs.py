"""Programmes, their groups, members, plans, activities and recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Literal

from attrs import field, frozen

from ..shapes.annotations import Ordered, Unique
from ..shapes.presence import at_most_one
from ..shapes.takes import Fields, Takes
from ..shapes.tree import Constraint
from ..values.countries import COUNTRY
from ..values.counts import Count
from ..values.ids import Ref
from ..values.periods import Period
from ..values.text import Text, TextLike
from ..vocab import (
    ActivityKind,
    ActivityStatus,
    Consensus,
    GroupKind,
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
from .common import Contacts, Topics, Urls, _Common, _Named
from .parts.contacts import ContactPoint
from .parts.dealings import Funding, Milestone, Observation, Response
from .parts.parties import PARTY
from .parts.programs import SharingPolicy

__all__ = [
    "Activity",
    "CooperationProgram",
    "Group",
    "Member",
    "Recommendation",
    "WorkPlan",
]


@frozen(kw_only=True, repr=False, eq=False)
class CooperationProgram(_Named):
    """A programme in which think tanks work together."""

    type: ClassVar[Literal["program"]] = "program"
    collection: ClassVar[str] = "programs"
    anchors: ClassVar[tuple[str, ...]] = (
        "http://www.w3.org/ns/org#OrganizationalCollaboration",
        "https://schema.org/ResearchProject",
    )

    host_ids: Annotated[
        tuple[str, ...],
        PARTY,
        Unique(),
        "Who runs the programme; a host that rotates is a member with a period instead.",
    ] = field(default=(), converter=Takes[Iterable[str]])
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
    contacts: Contacts = field(default=(), converter=Takes[Iterable[ContactPoint | Fields]])
    funding: Annotated[tuple[Funding, ...], "The money given for it."] = field(
        default=(), converter=Takes[Iterable[Funding | Fields]]
    )
    observations: Annotated[tuple[Observation, ...], "Its size over time."] = field(
        default=(), converter=Takes[Iterable[Observation | Fields]]
    )
    urls: Annotated[Urls, "Its web pages."] = field(default=(), converter=Takes[Iterable[str]])


@frozen(kw_only=True, repr=False, eq=False)
class Group(_Named):
    """A body within a programme: a steering committee, a secretariat, a working group. Its members are `Member` records."""

    type: ClassVar[Literal["group"]] = "group"
    collection: ClassVar[str] = "groups"
    anchors: ClassVar[tuple[str, ...]] = (
        "http://www.w3.org/ns/org#OrganizationalUnit",
        "http://vivoweb.org/ontology/core#Committee",
    )

    program_id: Annotated[str, Ref("program"), "The programme."]
    parent_id: Annotated[str | None, Ref("group"), "The group that it is part of."] = None
    kind: Annotated[str | None, Open(GroupKind), "What kind of body it is."] = None
    period: Annotated[Period | None, "When it exists."] = field(default=None, converter=Takes[Period | Fields | None])
    description: Annotated[Text | None, "What it does."] = field(default=None, converter=Takes[TextLike | None])
    topics: Annotated[Topics, "What it works on."] = field(default=(), converter=Takes[Iterable[str]])
    contacts: Contacts = field(default=(), converter=Takes[Iterable[ContactPoint | Fields]])
    observations: Annotated[tuple[Observation, ...], "Its size over time."] = field(
        default=(), converter=Takes[Iterable[Observation | Fields]]
    )
    urls: Annotated[Urls, "Its web pages."] = field(default=(), converter=Takes[Iterable[str]])


@frozen(kw_only=True, repr=False, eq=False)
class Member(_Common):
    """The relation of a party to a programme, or to a group within it. Attending an event is not membership."""

    type: ClassVar[Literal["member"]] = "member"
    collection: ClassVar[str] = "members"
    anchors: ClassVar[tuple[str, ...]] = ("http://www.w3.org/ns/org#Membership",)

    program_id: Annotated[str, Ref("program"), "The programme."]
    party_id: Annotated[str, PARTY, "Who is a member."]
    group_id: Annotated[str | None, Ref("group"), "The group within the programme that it is a membership in."] = None
    role: Annotated[str, Open(MemberRole), "The role in which the party is a member."] = MemberRole.MEMBER.value
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
    represents: Annotated[str | None, COUNTRY, "The country or area whose seat it holds, ISO 3166-1 alpha-2."] = None
    designated_by_ids: Annotated[tuple[str, ...], PARTY, Unique(), "Who named the member."] = field(
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
    milestones: Annotated[tuple[Milestone, ...], Ordered(), "Dates on which something is due, in order."] = field(
        default=(), converter=Takes[Iterable[Milestone | Fields]]
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
    parent_id: Annotated[str | None, Ref("activity"), "The activity that it is part of."] = None
    group_id: Annotated[str | None, Ref("group"), "The group within the programme that does it."] = None
    lead_ids: Annotated[tuple[str, ...], PARTY, Unique(), "Who leads it."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    partner_ids: Annotated[tuple[str, ...], PARTY, Unique(), "Who works in it."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    period: Annotated[Period | None, "When it runs."] = field(default=None, converter=Takes[Period | Fields | None])
    status: Annotated[ActivityStatus, "Where it stands."] = field(default=ActivityStatus.UNKNOWN, converter=Takes[str])
    milestones: Annotated[tuple[Milestone, ...], Ordered(), "Dates on which something is due, in order."] = field(
        default=(), converter=Takes[Iterable[Milestone | Fields]]
    )
    eligible_countries: Annotated[
        tuple[str, ...], COUNTRY, Unique(), "The countries or areas from which one can apply; empty for any."
    ] = field(default=(), converter=Takes[Iterable[str]])
    eligibility: Annotated[Text | None, "Who can apply or take part, in words."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    capacity: Annotated[Count | None, "How many can take part, or are chosen."] = field(
        default=None, converter=Takes[Count | Fields | None]
    )
    funding: Annotated[tuple[Funding, ...], "The money given for it, or awarded by it."] = field(
        default=(), converter=Takes[Iterable[Funding | Fields]]
    )
    observations: Annotated[tuple[Observation, ...], "What was counted of it: applications, grants, outputs."] = field(
        default=(), converter=Takes[Iterable[Observation | Fields]]
    )
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
    renamed: ClassVar[Mapping[str, str]] = {"topic": "concerns"}

    text: Annotated[Text, "What is recommended."] = field(converter=Takes[TextLike])
    topics: Annotated[Topics, "The subject that it is about."] = field(default=(), converter=Takes[Iterable[str]])
    concerns: Annotated[
        tuple[str, ...], Open(RecommendationTopic), Unique(), "The parts of a programme's work that it concerns."
    ] = field(default=(), converter=Takes[Iterable[str]])
    output_id: Annotated[str | None, Ref("output"), "The output in which it is written."] = None
    event_id: Annotated[str | None, Ref("event"), "The event at which it was made."] = None
    proposer_ids: Annotated[tuple[str, ...], PARTY, Unique(), "Who made it."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    collective: Annotated[Text | None, "The group that made it, where nobody is singled out."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    addressee_ids: Annotated[tuple[str, ...], PARTY, Unique(), "Whom it is addressed to."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    consensus: Annotated[Consensus, "How many of those present shared it."] = field(
        default=Consensus.UNKNOWN, converter=Takes[str]
    )
    status: Annotated[RecommendationStatus, "What became of it."] = field(
        default=RecommendationStatus.OPEN, converter=Takes[str]
    )
    responses: Annotated[tuple[Response, ...], "What those concerned answered."] = field(
        default=(), converter=Takes[Iterable[Response | Fields]]
    )
    fulfilled_by: Annotated[
        tuple[str, ...], Ref("activity", "event", "output", "work_plan"), Unique(), "What fulfilled it."
    ] = field(default=(), converter=Takes[Iterable[str]])
