"""The record classes: what a cooperation programme, its members, events and outputs are.

This is the only place where that is said. A field is one annotation (type, rule, description) and its default; a class is
its fields; `Record`, the union at the end, is the registry. JSON, JSON Schema, reference checks, documentation and test data
are derived from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final, TypeAlias

from attrs import frozen

from .frozenjson import EMPTY, JsonMap
from .migrations import SCHEMA_VERSION, version_problems
from .phrases import Phrase
from .problems import Problem, define
from .shapes import Anything, AtLeast, Constraint, MapOf, Unique, Written, shape_of, within
from .values.countries import COUNTRY
from .values.dates import DATE_OR_TIME, PartialDate
from .values.formats import EXTENSION_KEY, LICENSE, SCHEMA_VERSION_TEXT, SHA256, TIMEZONE
from .values.identifiers import Identifier
from .values.ids import ANY_ID, OWN_ID, Ref
from .values.language import LANGUAGE
from .values.names import Name, one_preferred_per_language
from .values.node import Node
from .values.outputs import File, OutputDates, Relation
from .values.parties import Affiliation, Contribution, Parent, Participation
from .values.periods import Period, reversed_dates
from .values.places import Place
from .values.presence import any_of, at_most_one
from .values.programs import AgendaItem, Attendance, SharingPolicy
from .values.provenance import SourceRef, Statement
from .values.text import LABEL, Text
from .values.urls import URL
from .vocab import (
    Access,
    ActivityKind,
    ActivityStatus,
    AttendanceMode,
    Consensus,
    EventKind,
    EventStatus,
    MemberCategory,
    MemberRole,
    MemberStatus,
    Open,
    OrganizationKind,
    OrganizationStatus,
    OutputKind,
    OutputStatus,
    ParticipantsListed,
    PeerReview,
    ProgramStatus,
    RecommendationStatus,
    RecommendationTopic,
    Sector,
    SourceKind,
    Topic,
    WorkPlanStatus,
)

__all__ = [
    "Activity",
    "CooperationProgram",
    "DatasetHeader",
    "Event",
    "Member",
    "Organization",
    "Output",
    "Person",
    "Recommendation",
    "Record",
    "Source",
    "WorkPlan",
]

EXTENSIONS = MapOf(JsonMap, EXTENSION_KEY, Anything())

STATEMENT_FIELD = define(
    "statement.unknown-field",
    "error",
    "the record has no field {found} that a statement could be about",
    why="A statement says what a source gives for one field of its record; a pointer to no field says nothing.",
    bad='{"statements": [{"field": "/owner", "value": "organization:a", "source_id": "source:b"}]}',
    good='{"statements": [{"field": "/parents", "value": "organization:a", "source_id": "source:b"}]}',
)
MERGED_ID = define(
    "id.merged-own",
    "error",
    "{found} cannot be an id that this record took over",
    why="`merged_ids` are the ids of records of the same type that were merged into this one; its own id is not among them.",
    bad='{"id": "organization:a", "merged_ids": ["organization:a"]}',
    good='{"id": "organization:a", "merged_ids": ["organization:a-old"]}',
)

LanguageTags: TypeAlias = Annotated[tuple[str, ...], LANGUAGE, Unique()]
Urls: TypeAlias = Annotated[tuple[str, ...], URL, Unique()]
Topics: TypeAlias = Annotated[tuple[str, ...], Open(Topic), Unique()]
Names: TypeAlias = Annotated[tuple[Name, ...], AtLeast(1)]


@frozen(kw_only=True, repr=False, eq=False)
class _Common(Node):
    """What every record has."""

    type: ClassVar[str]
    collection: ClassVar[str]
    anchors: ClassVar[tuple[str, ...]] = ()

    id: Annotated[str, OWN_ID, "The record's own id, <type>:<slug>; never used again for something else."]
    sources: Annotated[tuple[SourceRef, ...], "The sources that the record rests on."] = ()
    statements: Annotated[tuple[Statement, ...], "What single sources say of single fields, where they disagree."] = ()
    notes: Annotated[Text | None, "Remarks of those who keep the record."] = None
    merged_ids: Annotated[tuple[str, ...], ANY_ID, Unique(), "Ids of records that were merged into this one."] = ()
    extensions: Annotated[JsonMap, EXTENSIONS, "Keys of other projects, each with a namespace; any JSON."] = EMPTY

    @within("statements")
    def _statements_name_fields(self) -> Iterator[Problem]:
        """Each statement's pointer starts with a field of the record."""
        names = shape_of(type(self)).fields
        for index, statement in enumerate(self.statements):
            if statement.field.split("/", 2)[1] not in names:
                listed = ", ".join(["/" + name for name in names])
                expected = Phrase("a pointer that starts with one of {names}", names=listed)
                yield STATEMENT_FIELD(statement.field, at=f"/statements/{index}/field", expected=expected)

    @within("id", "merged_ids")
    def _merged_ids_are_alike(self) -> Iterator[Problem]:
        """Merged ids are of the record's type, and not its own."""
        for index, merged in enumerate(self.merged_ids):
            if merged == self.id or not merged.startswith(self.type + ":"):
                expected = Phrase("another id that starts with {type}:", type=self.type)
                yield MERGED_ID(merged, at=f"/merged_ids/{index}", expected=expected)


@frozen(kw_only=True, repr=False, eq=False)
class _Named(_Common):
    """What every record with names has."""

    names: Annotated[Names, "Its names in every language; at most one preferred name a language."]

    @within("names")
    def _one_preferred_name_a_language(self) -> Iterator[Problem]:
        """At most one name a language is preferred."""
        return one_preferred_per_language(self.names)


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
class Organization(_Named):
    """A think tank, or a body that stands behind, beside or above one."""

    type: ClassVar[str] = "organization"
    collection: ClassVar[str] = "organizations"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/Organization", "http://www.w3.org/ns/org#Organization")

    kind: Annotated[str | None, Open(OrganizationKind), "What kind of organization it is."] = None
    is_think_tank: Annotated[bool | None, "Whether it is a think tank itself; absent where that is not known."] = None
    sector: Annotated[str | None, Open(Sector), "The sector that it belongs to."] = None
    parents: Annotated[tuple[Parent, ...], "The organizations that it belongs to, and how."] = ()
    predecessor_ids: Annotated[tuple[str, ...], Ref("organization"), Unique(), "The organizations it came from."] = ()
    successor_ids: Annotated[tuple[str, ...], Ref("organization"), Unique(), "The organizations that followed it."] = ()
    identifiers: Annotated[
        tuple[Identifier, ...], "Its identifiers in other registers (ROR, Wikidata, ISNI, ...)."
    ] = ()
    places: Annotated[tuple[Place, ...], "Where it is."] = ()
    country: Annotated[str | None, COUNTRY, "The country or area of its seat, ISO 3166-1 alpha-2."] = None
    founded: Annotated[PartialDate | None, "When it was founded."] = None
    dissolved: Annotated[PartialDate | None, "When it ceased to exist."] = None
    status: Annotated[OrganizationStatus, "Whether it exists."] = OrganizationStatus.UNKNOWN
    focus_areas: Annotated[Topics, "What it works on."] = ()
    urls: Annotated[Urls, "Its web pages."] = ()

    @within("founded", "dissolved")
    def _founded_before_dissolved(self) -> Iterator[Problem]:
        """An organization is not dissolved before it was founded."""
        return reversed_dates(self.founded, self.dissolved, "/dissolved")


@frozen(kw_only=True, repr=False, eq=False)
class Person(_Named):
    """A person with a public part in a programme. No birth date and no private address has a place here."""

    type: ClassVar[str] = "person"
    collection: ClassVar[str] = "persons"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/Person", "http://xmlns.com/foaf/0.1/Person")

    affiliations: Annotated[tuple[Affiliation, ...], "The organizations that the person belongs to."] = ()
    identifiers: Annotated[
        tuple[Identifier, ...], "The person's identifiers in other registers (ORCID, ISNI, ...)."
    ] = ()
    country: Annotated[str | None, COUNTRY, "The country or area where the person works, ISO 3166-1 alpha-2."] = None
    urls: Annotated[Urls, "Public web pages."] = ()


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
class Event(_Named):
    """A symposium, meeting, release or other gathering, held or planned."""

    type: ClassVar[str] = "event"
    collection: ClassVar[str] = "events"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/Event",)

    kind: Annotated[str | None, Open(EventKind), "What kind of event it is."] = None
    start: Annotated[PartialDate, DATE_OR_TIME, "The day it begins, or the time with its offset."]
    end: Annotated[PartialDate | None, DATE_OR_TIME, "The day it ends, or the time with its offset."] = None
    timezone: Annotated[str | None, TIMEZONE, "The zone of times that have no offset, e.g. Asia/Shanghai."] = None
    attendance_mode: Annotated[AttendanceMode, "In person, online or both."] = AttendanceMode.UNKNOWN
    status: Annotated[EventStatus, "Whether it took place."] = EventStatus.UNKNOWN
    program_ids: Annotated[tuple[str, ...], Ref("program"), Unique(), "The programmes that it belongs to."] = ()
    organizer_ids: Annotated[tuple[str, ...], Ref("organization", "person"), Unique(), "Who organizes it."] = ()
    host_ids: Annotated[tuple[str, ...], Ref("organization"), Unique(), "Who houses it."] = ()
    sponsor_ids: Annotated[tuple[str, ...], Ref("organization", "person"), Unique(), "Who pays for it."] = ()
    places: Annotated[tuple[Place, ...], "Where it takes place, rooms and addresses in the net."] = ()
    attendance: Annotated[Attendance | None, "How many took part."] = None
    participations: Annotated[tuple[Participation, ...], "Who took part, and as what."] = ()
    participants_listed: Annotated[ParticipantsListed, "Whether all are listed."] = ParticipantsListed.UNKNOWN
    agenda: Annotated[tuple[AgendaItem, ...], "What was on the programme of the day, in order."] = ()
    parent_id: Annotated[str | None, Ref("event"), "The event or series that it is part of."] = None
    topics: Annotated[Topics, "What it was about."] = ()
    description: Annotated[Text | None, "What happened there."] = None
    languages: Annotated[LanguageTags, "The languages spoken, BCP 47."] = ()
    output_ids: Annotated[tuple[str, ...], Ref("output"), Unique(), "What came of it."] = ()
    urls: Annotated[Urls, "Its web pages."] = ()

    @within("start", "end")
    def _start_before_end(self) -> Iterator[Problem]:
        """An event does not end before it begins."""
        return reversed_dates(self.start, self.end, "/end")


@frozen(kw_only=True, repr=False, eq=False)
class Output(_Common):
    """A report, article, dataset, declaration or other result that a programme or an organization made."""

    type: ClassVar[str] = "output"
    collection: ClassVar[str] = "outputs"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/CreativeWork",)
    constraints: ClassVar[tuple[Constraint, ...]] = (any_of("contributions", "anonymous"),)

    titles: Annotated[Text, "Its title in every language."]
    kind: Annotated[str | None, Open(OutputKind), "What kind of output it is."] = None
    contributions: Annotated[tuple[Contribution, ...], "Who made it, in the order of names."] = ()
    anonymous: Annotated[bool, "True where nobody is named as having made it."] = False
    status: Annotated[OutputStatus | None, "Where it stands."] = None
    dates: Annotated[OutputDates | None, "The dates of its life."] = None
    peer_review: Annotated[PeerReview, "Whether and by whom it was reviewed."] = PeerReview.UNKNOWN
    program_ids: Annotated[tuple[str, ...], Ref("program"), Unique(), "The programmes that it belongs to."] = ()
    activity_id: Annotated[str | None, Ref("activity"), "The activity that it came of."] = None
    released_at: Annotated[str | None, Ref("event"), "The event at which it was made public."] = None
    identifiers: Annotated[tuple[Identifier, ...], "Its identifiers (DOI, ISBN, Handle, ...)."] = ()
    license: Annotated[str | None, LICENSE, "The licence: an SPDX id or a URL."] = None
    access: Annotated[Access | None, "Who can read it."] = None
    embargo_until: Annotated[PartialDate | None, "The day on which it becomes open."] = None
    languages: Annotated[LanguageTags, "The languages it is written in, BCP 47."] = ()
    publisher: Annotated[Text | None, "Who published it, as printed."] = None
    pages: Annotated[str | None, LABEL, "Pages as printed: a number, or a range within a larger work."] = None
    edition: Annotated[str | None, LABEL, "The edition, as printed."] = None
    series: Annotated[Text | None, "The series that it appeared in."] = None
    abstract: Annotated[Text | None, "A summary."] = None
    topics: Annotated[Topics, "What it is about."] = ()
    files: Annotated[tuple[File, ...], "The files it can be read from."] = ()
    relations: Annotated[tuple[Relation, ...], "How it relates to other outputs."] = ()


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


@frozen(kw_only=True, repr=False, eq=False)
class Source(_Common):
    """A news article, web page, report, data set or interface that records rest on."""

    type: ClassVar[str] = "source"
    collection: ClassVar[str] = "sources"
    anchors: ClassVar[tuple[str, ...]] = ("https://schema.org/NewsArticle", "http://www.w3.org/ns/prov#PrimarySource")

    titles: Annotated[Text, "Its title in every language."]
    kind: Annotated[SourceKind | None, "What kind of source it is."] = None
    publisher: Annotated[Text | None, "Who published it, as printed."] = None
    url: Annotated[str | None, URL, "Where it can be read."] = None
    published: Annotated[PartialDate | None, DATE_OR_TIME, "When it was published, as far as that is certain."] = None
    published_raw: Annotated[str | None, LABEL, "The date as printed, where its meaning is not."] = None
    retrieved: Annotated[PartialDate | None, DATE_OR_TIME, "When it was read."] = None
    lang: Annotated[str | None, LANGUAGE, "The language it is written in, BCP 47."] = None
    translation_of: Annotated[str | None, Ref("source"), "The source that it is a translation of."] = None
    sha256: Annotated[str | None, SHA256, "The hash of its text or file, as it was read."] = None
    license: Annotated[str | None, LICENSE, "The licence: an SPDX id or a URL."] = None


@frozen(kw_only=True, repr=False, eq=False)
class DatasetHeader(Node):
    """What a dataset says of itself: a JSON document without its records, or the first line of a JSON Lines file."""

    type: ClassVar[str] = "dataset"
    anchors: ClassVar[tuple[str, ...]] = ("http://www.w3.org/ns/dcat#Dataset",)

    schema_version: Annotated[str, SCHEMA_VERSION_TEXT, Written(), "The version of the schema it follows."] = (
        SCHEMA_VERSION
    )
    base_uri: Annotated[str | None, URL, "What goes before an id to make an IRI of it."] = None
    title: Annotated[Text | None, "Its title in every language."] = None
    description: Annotated[Text | None, "What it holds, and how it was made."] = None
    language: Annotated[str | None, LANGUAGE, "Its main language: records should have a preferred name in it."] = None
    license: Annotated[str | None, LICENSE, "The licence of the data: an SPDX id or a URL."] = None
    generated: Annotated[PartialDate | None, DATE_OR_TIME, "When it was made."] = None
    extensions: Annotated[JsonMap, EXTENSIONS, "Keys of other projects, each with a namespace; any JSON."] = EMPTY

    @within("schema_version")
    def _version_is_known(self) -> Iterator[Problem]:
        """What follows a newer major version is not read."""
        yield from version_problems(self.schema_version)


Record: TypeAlias = (
    CooperationProgram | Organization | Person | Member | Event | Output | WorkPlan | Activity | Recommendation | Source
)
"""Any record. This union is the registry: a class that stands here is read, written, described and documented."""

RECORD: Final[Any] = Record
"""The union as a value: it is one, but not to a type checker."""
