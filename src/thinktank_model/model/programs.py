"""Programmes, their groups, members, plans, activities and recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Literal

from ..shapes.annotations import Ordered, Unique
from ..shapes.declared import field, frozen
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
    """A cooperation programme of think tanks."""

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
        "The parties that run the programme; a rotating host is a member with a period.",
    ] = field(default=(), converter=Takes[Iterable[str]])
    status: Annotated[ProgramStatus, "The status of the programme."] = field(
        default=ProgramStatus.UNKNOWN, converter=Takes[str]
    )
    period: Annotated[Period | None, "The period of the programme."] = field(
        default=None, converter=Takes[Period | Fields | None]
    )
    description: Annotated[Text | None, "A description."] = field(default=None, converter=Takes[TextLike | None])
    aims: Annotated[Text | None, "The goals."] = field(default=None, converter=Takes[TextLike | None])
    principles: Annotated[Text | None, "The principles."] = field(default=None, converter=Takes[TextLike | None])
    positioning: Annotated[Text | None, "The positioning relative to other programmes."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    activity_kinds: Annotated[
        tuple[str, ...], Open(ActivityKind), Unique(), "The kinds of activity that the programme plans."
    ] = field(default=(), converter=Takes[Iterable[str]])
    member_kinds: Annotated[
        tuple[str, ...],
        Open(OrganizationKind),
        Unique(),
        "The kinds of organization that can be members; empty for any.",
    ] = field(default=(), converter=Takes[Iterable[str]])
    topics: Annotated[Topics, "The topics of its work."] = field(default=(), converter=Takes[Iterable[str]])
    sharing_policy: Annotated[
        SharingPolicy | None, "The policy for sharing results among members and with the public."
    ] = field(default=None, converter=Takes[SharingPolicy | Fields | None])
    parent_id: Annotated[str | None, Ref("program"), "The programme that the programme is part of."] = None
    contacts: Contacts = field(default=(), converter=Takes[Iterable[ContactPoint | Fields]])
    funding: Annotated[tuple[Funding, ...], "The funding."] = field(
        default=(), converter=Takes[Iterable[Funding | Fields]]
    )
    observations: Annotated[tuple[Observation, ...], "Numbers over time, such as members or staff."] = field(
        default=(), converter=Takes[Iterable[Observation | Fields]]
    )
    urls: Annotated[Urls, "The web pages."] = field(default=(), converter=Takes[Iterable[str]])


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
    parent_id: Annotated[str | None, Ref("group"), "The group that the group is part of."] = None
    kind: Annotated[str | None, Open(GroupKind), "The kind of group."] = None
    period: Annotated[Period | None, "The period in which the group exists."] = field(
        default=None, converter=Takes[Period | Fields | None]
    )
    description: Annotated[Text | None, "The tasks of the group."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    topics: Annotated[Topics, "The topics of its work."] = field(default=(), converter=Takes[Iterable[str]])
    contacts: Contacts = field(default=(), converter=Takes[Iterable[ContactPoint | Fields]])
    observations: Annotated[tuple[Observation, ...], "The size of the group over time."] = field(
        default=(), converter=Takes[Iterable[Observation | Fields]]
    )
    urls: Annotated[Urls, "The web pages."] = field(default=(), converter=Takes[Iterable[str]])


@frozen(kw_only=True, repr=False, eq=False)
class Member(_Common):
    """The relation of a party to a programme, or to a group within it. Attending an event is not membership."""

    type: ClassVar[Literal["member"]] = "member"
    collection: ClassVar[str] = "members"
    anchors: ClassVar[tuple[str, ...]] = ("http://www.w3.org/ns/org#Membership",)

    program_id: Annotated[str, Ref("program"), "The programme."]
    party_id: Annotated[str, PARTY, "The member."]
    group_id: Annotated[
        str | None, Ref("group"), "The group within the programme, if the membership is in a group."
    ] = None
    role: Annotated[str, Open(MemberRole), "The role in which the party is a member."] = MemberRole.MEMBER.value
    category: Annotated[str | None, Open(MemberCategory), "The category of member that the programme uses."] = None
    status: Annotated[MemberStatus, "The status of the membership."] = field(
        default=MemberStatus.UNKNOWN, converter=Takes[str]
    )
    period: Annotated[Period | None, "The period."] = field(default=None, converter=Takes[Period | Fields | None])
    representative_ids: Annotated[tuple[str, ...], Ref("person"), Unique(), "The representatives of the member."] = (
        field(default=(), converter=Takes[Iterable[str]])
    )
    represents: Annotated[
        str | None, COUNTRY, "The country or area that the member represents, ISO 3166-1 alpha-2."
    ] = None
    designated_by_ids: Annotated[tuple[str, ...], PARTY, Unique(), "The party that nominated the member."] = field(
        default=(), converter=Takes[Iterable[str]]
    )


@frozen(kw_only=True, repr=False, eq=False)
class WorkPlan(_Common):
    """The plan of a programme for a period."""

    type: ClassVar[Literal["work_plan"]] = "work_plan"
    collection: ClassVar[str] = "work_plans"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/Project",)

    program_id: Annotated[str, Ref("program"), "The programme."]
    titles: Annotated[Text, "The title in each language."] = field(converter=Takes[TextLike])
    period: Annotated[Period, "The period of the plan."] = field(converter=Takes[Period | Fields])
    status: Annotated[WorkPlanStatus | None, "The status."] = field(default=None, converter=Takes[str | None])
    adopted_at: Annotated[str | None, Ref("event"), "The event at which the plan was adopted."] = None
    activity_ids: Annotated[tuple[str, ...], Ref("activity"), Unique(), "A description of the plan."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    milestones: Annotated[tuple[Milestone, ...], Ordered(), "The dates on which something is due, in order."] = field(
        default=(), converter=Takes[Iterable[Milestone | Fields]]
    )
    priorities: Annotated[tuple[Text, ...], Ordered(), "The priorities, in order."] = field(
        default=(), converter=Takes[Iterable[TextLike]]
    )


@frozen(kw_only=True, repr=False, eq=False)
class Activity(_Common):
    """An ongoing activity of a programme: exchange, joint research, publication, training."""

    type: ClassVar[Literal["activity"]] = "activity"
    collection: ClassVar[str] = "activities"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/Project",)

    titles: Annotated[Text, "The title in each language."] = field(converter=Takes[TextLike])
    kind: Annotated[str, Open(ActivityKind), "The kind of activity."]
    program_id: Annotated[str, Ref("program"), "The programme."]
    work_plan_id: Annotated[str | None, Ref("work_plan"), "The plan that the activity is part of."] = None
    parent_id: Annotated[str | None, Ref("activity"), "The activity that the activity is part of."] = None
    group_id: Annotated[str | None, Ref("group"), "The group within the programme that carries out the activity."] = (
        None
    )
    lead_ids: Annotated[tuple[str, ...], PARTY, Unique(), "The leaders."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    partner_ids: Annotated[tuple[str, ...], PARTY, Unique(), "The participants."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    period: Annotated[Period | None, "The period of the programme."] = field(
        default=None, converter=Takes[Period | Fields | None]
    )
    status: Annotated[ActivityStatus, "The status."] = field(default=ActivityStatus.UNKNOWN, converter=Takes[str])
    milestones: Annotated[tuple[Milestone, ...], Ordered(), "The dates on which something is due, in order."] = field(
        default=(), converter=Takes[Iterable[Milestone | Fields]]
    )
    eligible_countries: Annotated[
        tuple[str, ...], COUNTRY, Unique(), "The countries or areas of eligible applicants; empty for any."
    ] = field(default=(), converter=Takes[Iterable[str]])
    eligibility: Annotated[Text | None, "Who can apply or take part, in words."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    capacity: Annotated[Count | None, "The number of places or awards."] = field(
        default=None, converter=Takes[Count | Fields | None]
    )
    funding: Annotated[tuple[Funding, ...], "The funding of the activity, or the money that it awards."] = field(
        default=(), converter=Takes[Iterable[Funding | Fields]]
    )
    observations: Annotated[
        tuple[Observation, ...], "What was counted of the activity: applications, grants, outputs."
    ] = field(default=(), converter=Takes[Iterable[Observation | Fields]])
    description: Annotated[Text | None, "A description of the activity."] = field(
        default=None, converter=Takes[TextLike | None]
    )
    event_ids: Annotated[tuple[str, ...], Ref("event"), Unique(), "The events of the activity."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    output_ids: Annotated[tuple[str, ...], Ref("output"), Unique(), "The outputs of the activity."] = field(
        default=(), converter=Takes[Iterable[str]]
    )


@frozen(kw_only=True, repr=False, eq=False)
class Recommendation(_Common):
    """A proposal of participants to a programme or to another party."""

    type: ClassVar[Literal["recommendation"]] = "recommendation"
    collection: ClassVar[str] = "recommendations"
    constraints: ClassVar[tuple[Constraint, ...]] = (at_most_one("proposer_ids", "collective"),)
    renamed: ClassVar[Mapping[str, str]] = {"topic": "concerns"}

    text: Annotated[Text, "What is recommended."] = field(converter=Takes[TextLike])
    topics: Annotated[Topics, "The topic."] = field(default=(), converter=Takes[Iterable[str]])
    concerns: Annotated[
        tuple[str, ...],
        Open(RecommendationTopic),
        Unique(),
        "The areas of the programme that the recommendation concerns.",
    ] = field(default=(), converter=Takes[Iterable[str]])
    output_id: Annotated[str | None, Ref("output"), "The output that contains the recommendation."] = None
    event_id: Annotated[str | None, Ref("event"), "The event at which the recommendation was made."] = None
    proposer_ids: Annotated[tuple[str, ...], PARTY, Unique(), "The parties that made the recommendation."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    collective: Annotated[Text | None, "The group that made the recommendation, if no single parties are named."] = (
        field(default=None, converter=Takes[TextLike | None])
    )
    addressee_ids: Annotated[tuple[str, ...], PARTY, Unique(), "The addressees."] = field(
        default=(), converter=Takes[Iterable[str]]
    )
    consensus: Annotated[Consensus, "The level of agreement among those present."] = field(
        default=Consensus.UNKNOWN, converter=Takes[str]
    )
    status: Annotated[RecommendationStatus, "The status of the recommendation."] = field(
        default=RecommendationStatus.OPEN, converter=Takes[str]
    )
    responses: Annotated[tuple[Response, ...], "The responses of the addressees."] = field(
        default=(), converter=Takes[Iterable[Response | Fields]]
    )
    fulfilled_by: Annotated[
        tuple[str, ...],
        Ref("activity", "event", "output", "work_plan"),
        Unique(),
        "The record that fulfilled the recommendation.",
    ] = field(default=(), converter=Takes[Iterable[str]])
