"""The answer that a model is asked for: small classes in which every record and every claim has its quote.

They are not the records: parties are given by name, ids are made later. One walk over their shapes makes the schema, another reads
the answer, and the kind of the field says what must be in a quote: `NAME`, `WORDS`, `DATE`, a `Count`, a term. What no
word of a quote can prove, who is in which relation to whom, is in `unproven`: it becomes a claim for a person to look at.

What an article can say once, such as the day of an event, is a list all the same: an article can give two days, and providers
limit how many keys of a schema may be null.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Final

from attrs import frozen

from ..shapes.annotations import AtLeast
from ..shapes.node import Node
from ..shapes.tree import Scalar
from ..values.countries import COUNTRY
from ..values.text import LABEL, VERBATIM, VERBATIM_LABEL
from ..vocab import (
    ActivityKind,
    AttendanceMode,
    Consensus,
    ContributionRole,
    CountQualifier,
    CountUnit,
    EventKind,
    EventStatus,
    MemberRole,
    NameKind,
    Open,
    OrganizationKind,
    OrganizationRelation,
    OutputKind,
    ParticipantsListed,
    ParticipationRole,
    RecommendationTopic,
    SharingStatus,
)

__all__ = [
    "DATE",
    "NAME",
    "WORDS",
    "Answer",
    "Asked",
]


def _as_printed(name: str, kind: Scalar) -> Scalar:
    """Return a kind of text. It has no example, which a model could take for a fact."""
    return Scalar(name=name, read=kind.read, clean=kind.clean, repeats=False)


QUOTE: Final = _as_printed("words of the article, copied exactly", VERBATIM)
NAME: Final = _as_printed("a name as the article prints it, without its article", VERBATIM_LABEL)
WORDS: Final = _as_printed("words of the article, as printed", VERBATIM)
DATE: Final = _as_printed("a date as YYYY-MM-DD, YYYY-MM or YYYY", LABEL)


@frozen(kw_only=True, repr=False, eq=False)
class Asked(Node):
    """Something that a quote says.

    Attributes:
        quote: the words of the article.
    """

    unproven: ClassVar[tuple[str, ...]] = ()

    quote: Annotated[str, QUOTE, "The words of the article that say it."]


# --- Statements ---


@frozen(kw_only=True, repr=False, eq=False)
class PrintedName(Asked):
    """A name."""

    unproven: ClassVar[tuple[str, ...]] = ("kind",)

    value: Annotated[str, NAME, "The name."]
    kind: Annotated[NameKind | None, "The kind of name, where it is an acronym, a short or another name."] = None


@frozen(kw_only=True, repr=False, eq=False)
class PrintedText(Asked):
    """Words that say something."""

    text: Annotated[str, WORDS, "The words."]


@frozen(kw_only=True, repr=False, eq=False)
class PrintedDate(Asked):
    """A date."""

    date: Annotated[str, DATE, "The date."]


@frozen(kw_only=True, repr=False, eq=False)
class PrintedPlace(Asked):
    """A place."""

    unproven: ClassVar[tuple[str, ...]] = ("country",)

    locality: Annotated[str, NAME, "The city or town."]
    country: Annotated[str | None, COUNTRY, "The country or area."] = None


@frozen(kw_only=True, repr=False, eq=False)
class PrintedCount(Asked):
    """A number with the words that qualify it: "more than 40" is 40 with more_than."""

    value: Annotated[int, AtLeast(0), "The number; the lower one of a range."]
    qualifier: Annotated[CountQualifier, "The qualifier that the words say."] = CountQualifier.EXACT
    upper: Annotated[int | None, AtLeast(0), "The upper number of a range."] = None
    unit: Annotated[str | None, Open(CountUnit), "What is counted."] = None


@frozen(kw_only=True, repr=False, eq=False)
class PrintedEventKind(Asked):
    """The kind of an event."""

    term: Annotated[str, Open(EventKind), "The kind."]


@frozen(kw_only=True, repr=False, eq=False)
class PrintedEventStatus(Asked):
    """Whether an event took place."""

    term: Annotated[EventStatus, "The status."]


@frozen(kw_only=True, repr=False, eq=False)
class PrintedMode(Asked):
    """How people attended."""

    term: Annotated[AttendanceMode, "The mode."]


@frozen(kw_only=True, repr=False, eq=False)
class PrintedListing(Asked):
    """Whether the article names all participants."""

    term: Annotated[ParticipantsListed, "Whether it does."]


@frozen(kw_only=True, repr=False, eq=False)
class PrintedOrganizationKind(Asked):
    """The kind of an organization."""

    term: Annotated[str, Open(OrganizationKind), "The kind."]


@frozen(kw_only=True, repr=False, eq=False)
class PrintedOutputKind(Asked):
    """The kind of an output."""

    term: Annotated[str, Open(OutputKind), "The kind."]


@frozen(kw_only=True, repr=False, eq=False)
class PrintedActivityKind(Asked):
    """A kind of activity that a programme plans."""

    term: Annotated[str, Open(ActivityKind), "The kind."]


@frozen(kw_only=True, repr=False, eq=False)
class PrintedConcern(Asked):
    """An area of a programme that a recommendation concerns."""

    term: Annotated[str, Open(RecommendationTopic), "The area."]


@frozen(kw_only=True, repr=False, eq=False)
class PrintedConsensus(Asked):
    """How many of those present shared a recommendation."""

    term: Annotated[Consensus, "The level of agreement."]


@frozen(kw_only=True, repr=False, eq=False)
class PrintedPolicy(Asked):
    """How a programme shares its results."""

    text: Annotated[str, WORDS, "The words."]
    status: Annotated[SharingStatus | None, "Whether the policy is proposed or adopted."] = None


# --- Relations: the names must be in the quote, a person looks at the relation ---


@frozen(kw_only=True, repr=False, eq=False)
class Parties(Asked):
    """Bodies in one relation, from one passage."""

    names: Annotated[tuple[str, ...], NAME, AtLeast(1), "Their names."]


@frozen(kw_only=True, repr=False, eq=False)
class Belonging(Asked):
    """An organization that another one belongs to."""

    unproven: ClassVar[tuple[str, ...]] = ("relation",)

    name: Annotated[str, NAME, "Its name."]
    relation: Annotated[OrganizationRelation, "The kind of relation."] = OrganizationRelation.PART_OF


@frozen(kw_only=True, repr=False, eq=False)
class Membership(Asked):
    """Members of a programme. Who attends an event is not thereby a member."""

    unproven: ClassVar[tuple[str, ...]] = ("role",)

    names: Annotated[tuple[str, ...], NAME, AtLeast(1), "The names of the members."]
    role: Annotated[str, Open(MemberRole), "The role in which they are members."] = MemberRole.MEMBER.value


@frozen(kw_only=True, repr=False, eq=False)
class Attendees(Asked):
    """Participants in one role, from one passage."""

    unproven: ClassVar[tuple[str, ...]] = ("role",)

    organizations: Annotated[tuple[str, ...], NAME, "The names of organizations."] = ()
    persons: Annotated[tuple[str, ...], NAME, "The names of people; never a description such as `the director`."] = ()
    unnamed: Annotated[
        str | None, WORDS, "The words for people whose names are not given, such as `three experts`."
    ] = None
    count: Annotated[tuple[PrintedCount, ...], "How many unnamed people."] = ()
    role: Annotated[str, Open(ParticipationRole), "The role in which they took part."]
    on_behalf_of: Annotated[str | None, NAME, "The name of the organization that the people represent."] = None


@frozen(kw_only=True, repr=False, eq=False)
class Contributors(Asked):
    """Who made an output."""

    unproven: ClassVar[tuple[str, ...]] = ("role",)

    organizations: Annotated[tuple[str, ...], NAME, "The names of organizations."] = ()
    persons: Annotated[tuple[str, ...], NAME, "The names of people."] = ()
    role: Annotated[str, Open(ContributionRole), "The role."]


@frozen(kw_only=True, repr=False, eq=False)
class Numbers(Node):
    """How many took part. A number that the article gives twice differently is given twice."""

    total: Annotated[tuple[PrintedCount, ...], "All participants."] = ()
    in_person: Annotated[tuple[PrintedCount, ...], "Those in person."] = ()
    online: Annotated[tuple[PrintedCount, ...], "Those online."] = ()
    organizations: Annotated[tuple[PrintedCount, ...], "The organizations represented."] = ()
    countries: Annotated[tuple[PrintedCount, ...], "The countries or areas that they came from."] = ()
    expected: Annotated[tuple[PrintedCount, ...], "Those expected before the event."] = ()
    registered: Annotated[tuple[PrintedCount, ...], "Those who registered."] = ()


# --- Records ---

Names = Annotated[tuple[PrintedName, ...], AtLeast(1), "Its names, the fullest first."]


@frozen(kw_only=True, repr=False, eq=False)
class AskedEvent(Asked):
    """An event that the article reports or announces."""

    names: Names
    kind: Annotated[tuple[PrintedEventKind, ...], "What kind of event the article calls it."] = ()
    status: Annotated[tuple[PrintedEventStatus, ...], "Whether it took place, as the article says in the end."] = ()
    attendance_mode: Annotated[tuple[PrintedMode, ...], "How people attended."] = ()
    start: Annotated[tuple[PrintedDate, ...], "The day, or the first one."] = ()
    end: Annotated[tuple[PrintedDate, ...], "The last day, if it had several."] = ()
    places: Annotated[tuple[PrintedPlace, ...], "Where it was held."] = ()
    attendance: Annotated[Numbers | None, "How many took part."] = None
    organizers: Annotated[tuple[Parties, ...], "Who organized it."] = ()
    hosts: Annotated[tuple[Parties, ...], "Who provided the venue."] = ()
    programs: Annotated[tuple[Parties, ...], "The cooperation programmes that it belongs to."] = ()
    participants: Annotated[tuple[Attendees, ...], "Who took part, one entry for each passage and role."] = ()
    participants_listed: Annotated[tuple[PrintedListing, ...], "Whether all participants are named."] = ()
    description: Annotated[tuple[PrintedText, ...], "A sentence of the article that describes it."] = ()


@frozen(kw_only=True, repr=False, eq=False)
class AskedOrganization(Asked):
    """An organization that the article names. One body under two names is one organization with two names."""

    names: Names
    kind: Annotated[tuple[PrintedOrganizationKind, ...], "What kind of organization the article calls it."] = ()
    parents: Annotated[tuple[Belonging, ...], "Organizations that it belongs to."] = ()


@frozen(kw_only=True, repr=False, eq=False)
class AskedProgram(Asked):
    """A programme in which think tanks work together."""

    names: Names
    hosts: Annotated[tuple[Parties, ...], "Who runs it."] = ()
    description: Annotated[tuple[PrintedText, ...], "Words that describe it."] = ()
    aims: Annotated[tuple[PrintedText, ...], "Words that say its goals."] = ()
    principles: Annotated[tuple[PrintedText, ...], "Words that say its principles."] = ()
    activity_kinds: Annotated[tuple[PrintedActivityKind, ...], "The kinds of activity that it plans."] = ()
    sharing_policy: Annotated[tuple[PrintedPolicy, ...], "How it shares its results."] = ()
    members: Annotated[tuple[Membership, ...], "Bodies that the article calls members."] = ()


@frozen(kw_only=True, repr=False, eq=False)
class AskedOutput(Asked):
    """A report, article, declaration or other result."""

    titles: Annotated[tuple[PrintedName, ...], AtLeast(1), "Its title as printed."]
    kind: Annotated[tuple[PrintedOutputKind, ...], "What kind of output the article calls it."] = ()
    issued: Annotated[tuple[PrintedDate, ...], "When it was published."] = ()
    contributors: Annotated[tuple[Contributors, ...], "Who made it."] = ()
    released_at: Annotated[tuple[Parties, ...], "The name of the event at which it was released."] = ()


@frozen(kw_only=True, repr=False, eq=False)
class AskedRecommendation(Asked):
    """Something that participants proposed, one entry for each proposal."""

    text: Annotated[str, WORDS, "The proposal, in the words of the quote."]
    concerns: Annotated[tuple[PrintedConcern, ...], "The areas of the programme that it concerns."] = ()
    proposers: Annotated[tuple[Parties, ...], "The bodies that proposed it, where they are named."] = ()
    collective: Annotated[
        tuple[PrintedText, ...], "Words for the group that proposed it, where no bodies are named."
    ] = ()
    event: Annotated[tuple[Parties, ...], "The name of the event at which it was proposed."] = ()
    addressees: Annotated[tuple[Parties, ...], "The programmes or bodies that it is addressed to."] = ()
    consensus: Annotated[tuple[PrintedConsensus, ...], "The level of agreement."] = ()


@frozen(kw_only=True, repr=False, eq=False)
class Answer(Node):
    """What an article says. Each kind that is asked for is a key."""

    events: Annotated[tuple[AskedEvent, ...], "The events, each with who took part."] = ()
    organizations: Annotated[tuple[AskedOrganization, ...], "The organizations."] = ()
    programs: Annotated[tuple[AskedProgram, ...], "The cooperation programmes."] = ()
    outputs: Annotated[tuple[AskedOutput, ...], "The outputs."] = ()
    recommendations: Annotated[tuple[AskedRecommendation, ...], "The recommendations."] = ()
