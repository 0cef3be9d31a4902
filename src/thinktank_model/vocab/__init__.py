"""The controlled vocabularies: terms, their labels in English, French and Chinese, their IRIs and deprecations.

A *closed* vocabulary takes its own terms only, because programs decide by them: statuses, modes, qualifiers. An *open* one
has known terms and takes others beside them, because the world does not end at a list: kinds, roles, topics.
"""

from __future__ import annotations

from .events import (
    AttendanceMode,
    CountQualifier,
    CountUnit,
    EventKind,
    EventStatus,
    ParticipantsListed,
    ParticipationRole,
    PlaceKind,
)
from .outputs import Access, ContributionRole, OutputKind, OutputRelation, OutputStatus, PeerReview
from .parties import (
    IdentifierRelation,
    IdentifierStatus,
    MemberCategory,
    MemberRole,
    MemberStatus,
    NameKind,
    OrganizationKind,
    OrganizationRelation,
    OrganizationStatus,
    Sector,
)
from .programs import (
    ActivityKind,
    ActivityStatus,
    Consensus,
    ProgramStatus,
    RecommendationStatus,
    RecommendationTopic,
    SharingStatus,
    WorkPlanStatus,
)
from .provenance import SourceKind, StatementMethod, StatementRank
from .term import Open, Term, Vocabulary
from .topics import Topic

__all__ = [
    "Access",
    "ActivityKind",
    "ActivityStatus",
    "AttendanceMode",
    "Consensus",
    "ContributionRole",
    "CountQualifier",
    "CountUnit",
    "EventKind",
    "EventStatus",
    "IdentifierRelation",
    "IdentifierStatus",
    "MemberCategory",
    "MemberRole",
    "MemberStatus",
    "NameKind",
    "Open",
    "OrganizationKind",
    "OrganizationRelation",
    "OrganizationStatus",
    "OutputKind",
    "OutputRelation",
    "OutputStatus",
    "ParticipantsListed",
    "ParticipationRole",
    "PeerReview",
    "PlaceKind",
    "ProgramStatus",
    "RecommendationStatus",
    "RecommendationTopic",
    "Sector",
    "SharingStatus",
    "SourceKind",
    "StatementMethod",
    "StatementRank",
    "Term",
    "Topic",
    "Vocabulary",
    "WorkPlanStatus",
]
