"""Makes records from an answer: finds parties by their names, and writes a statement with its quote for each claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final, TypeAlias

from ..model.union import RECORD, Record
from ..problems.problem import Problem, Severity
from ..shapes.annotations import shape_of
from ..shapes.codec import read
from ..values.folding import folded
from ..vocab import CountQualifier, OrganizationRelation
from . import codes
from .asked import (
    Answer,
    Asked,
    AskedEvent,
    AskedOrganization,
    AskedOutput,
    AskedProgram,
    AskedRecommendation,
    Attendees,
    Numbers,
    Parties,
    PrintedCount,
    PrintedDate,
)
from .cues import rejects
from .drafts import EXTRACTED, INFERRED, Draft, Drafts
from .proving import Proof
from .quotes import plain
from .taking import Taking

__all__ = ["Building"]

ANYBODY: Final = ("organization", "person", "program")
"""The types of a party, in the order in which a name is searched."""


COMPARED: Final = 30  # events of one name, and different entries for one event, with which an entry is compared

_Circumstances: TypeAlias = tuple[frozenset[str], frozenset[str]]
"""The days and the places of an entry for an event."""


class Building:
    """Makes the records of an answer."""

    def __init__(self, answer: Answer, taking: Taking, proof: Proof, text: str, source_id: str) -> None:
        self.answer: Answer = answer
        self.taking: Taking = taking
        self.proof: Proof = proof
        self.lang: str = proof.lang
        self.drafts: Drafts = Drafts(text, proof.lang, source_id, _names(answer), self._is_person)
        self._events: dict[str, dict[_Circumstances, None]] = {}

    def records(self) -> list[Record]:
        """Return the records. Bodies and programmes come first, so that every name that has a record is known."""
        for organization in self.answer.organizations:
            self._organization(organization)
        for program in self.answer.programs:
            self._program(program)
        events = [(self._draft_of(event), event) for event in self.answer.events]
        for draft, event in events:
            self._event(draft, event)
        for output in self.answer.outputs:
            self._output(output)
        for recommendation in self.answer.recommendations:
            self._recommendation(recommendation)
        drafts = self.drafts.all.values()
        for draft in drafts:
            for field, count in draft.disputed():
                self.taking.report(codes.DISAGREEMENT(field=f"/{field}", count=count), f"{draft.at}/{field}")
        return [self._read(draft) for draft in drafts]

    def _at(self, asked: Asked) -> str:
        return self.taking.places[id(asked)]

    def _how(self, asked: Asked) -> str:
        """Return how a claim was found: inferred if the article does not say it plainly."""
        return INFERRED if self._at(asked) in self.taking.inferred else EXTRACTED

    def _text(self, words: str) -> dict[str, str]:
        return {self.lang: words}

    def _is_person(self, name: str, quote: str) -> bool:
        """Return whether the article has a name plainly as that of a person."""
        return self.proof.plainly.person(name, self.taking.article.sentences(quote))

    # --- records ---

    def _organization(self, asked: AskedOrganization) -> None:
        draft = self.drafts.named("organization", asked.names, self._at(asked))
        draft.cite(asked.quote)
        self._terms(draft, asked, "kind")
        for parent in asked.parents:
            other = self.drafts.party(parent.name, parent.quote, self._at(parent), "organization")
            if other is not draft:
                more = {} if parent.relation is OrganizationRelation.PART_OF else {"relation": parent.relation.value}
                draft.append("parents", {"organization_id": other.id, **more}, parent.quote, INFERRED)

    def _program(self, asked: AskedProgram) -> None:
        draft = self.drafts.named("program", asked.names, self._at(asked))
        draft.cite(asked.quote)
        self._parties(draft, "host_ids", asked.hosts, *ANYBODY)
        self._texts(draft, asked, "description", "aims", "principles")
        for kind in asked.activity_kinds:
            draft.append("activity_kinds", kind.term, kind.quote)
        for policy in asked.sharing_policy:
            status = {} if policy.status is None else {"status": policy.status.value}
            how = self._method(policy.text, policy.quote)
            draft.put("sharing_policy", {"text": self._text(policy.text), **status}, policy.quote, how)
        for membership in asked.members:
            for name in membership.names:
                party = self.drafts.party(name, membership.quote, self._at(membership), *ANYBODY)
                self._member(draft, party, membership.role, membership.quote, self._at(membership))

    def _member(self, program: Draft, party: Draft, role: str, quote: str, at: str) -> None:
        draft = self.drafts.new("member", [slug.partition(":")[2] for slug in (program.id, party.id)], at)
        draft.cite(quote)
        draft.data["program_id"] = program.id
        draft.put("party_id", party.id, quote, INFERRED)
        draft.put("role", role, quote, INFERRED)

    def _draft_of(self, asked: AskedEvent) -> Draft:
        """Return the record of an event. Two events of one name with different days or places are two."""
        at = self._at(asked)
        own = _circumstances(asked)
        known = [
            draft for name in asked.names for draft in islice(self.drafts.all_named(name.value, "event"), COMPARED)
        ]
        fitting = [draft for draft in known if self._fits(own, draft)]
        if known and not fitting:
            advice = (
                "They have different dates or places, so each is a record. A person decides whether they are one event."
            )
            self.taking.report(codes.SAME_NAME(asked.names[0].value, help=advice), f"{at}/names/0")
            draft = self.drafts.new("event", [asked.names[0].value], at)
        else:
            draft = fitting[0] if fitting else self.drafts.new("event", [asked.names[0].value], at)
        self._events.setdefault(draft.id, {})[own] = None
        return self.drafts.with_names(draft, asked.names)

    def _fits(self, own: _Circumstances, draft: Draft) -> bool:
        """Return whether an entry can be about the event of a record. Nothing fits a record of very many different entries."""
        others = self._events[draft.id]
        return own in others or (len(others) < COMPARED and all([_can_be_one(own, other) for other in others]))

    def _event(self, draft: Draft, asked: AskedEvent) -> None:
        draft.cite(asked.quote)
        self._terms(draft, asked, "kind", "status", "attendance_mode", "participants_listed")
        self._dates(draft, "start", asked.start)
        self._dates(draft, "end", asked.end)
        for place in asked.places:
            country = {} if place.country is None else {"country": place.country}
            before = self.taking.article.before(place.quote)
            is_named = place.country is None or self.proof.country(place.country, place.quote, before)
            is_denied = self.proof.is_denied(place.locality, place.quote, before)
            whole = {"kind": "physical", "locality": self._text(place.locality), **country}
            draft.append("places", whole, place.quote, self._how(place) if is_named and not is_denied else INFERRED)
        for name in shape_of(Numbers).fields if asked.attendance is not None else ():
            for count in getattr(asked.attendance, name):
                draft.put(f"attendance/{name}", _count(count), count.quote, self._how(count))
        self._parties(draft, "organizer_ids", asked.organizers, *ANYBODY)
        self._parties(draft, "host_ids", asked.hosts, *ANYBODY)
        self._parties(draft, "program_ids", asked.programs, "program")
        for attendees in asked.participants:
            for participation in self._participations(attendees):
                draft.append("participations", participation, attendees.quote, INFERRED)
            draft.cite(attendees.quote)
        self._texts(draft, asked, "description")

    def _terms(self, draft: Draft, asked: Asked, *fields: str) -> None:
        for field in fields:
            for said in getattr(asked, field):
                draft.put(field, str(said.term), said.quote, self._how(said))

    def _texts(self, draft: Draft, asked: Asked, *fields: str) -> None:
        for field in fields:
            for said in getattr(asked, field):
                draft.put(field, self._text(said.text), said.quote, self._method(said.text, said.quote))

    def _method(self, text: str, quote: str) -> str:
        """Return how a text was found: inferred if the words before it in its sentence deny it, or those after it reject it."""
        article = self.taking.article
        is_denied = self.proof.is_denied(text, quote, article.before(quote))
        return INFERRED if is_denied or rejects(self.lang, article.after(plain(text))) else EXTRACTED

    def _dates(self, draft: Draft, field: str, asked: Iterable[PrintedDate]) -> None:
        for one in asked:
            is_inferred = f"{self._at(one)}/date" in self.taking.inferred
            draft.put_date(field, one.date, one.quote, INFERRED if is_inferred else self._how(one))

    def _participations(self, asked: Attendees) -> Iterator[dict[str, Any]]:
        at = self._at(asked)
        represented = None
        if asked.on_behalf_of is not None:
            represented = self.drafts.party(asked.on_behalf_of, asked.quote, at, *ANYBODY)
        behalf = {} if represented is None else {"on_behalf_of": represented.id}
        role = {"role": asked.role}
        people: dict[str, Any] = {}
        if asked.unnamed is not None:
            counts = [_count(count) for count in asked.count]
            is_clear = bool(counts) and all([count == counts[0] for count in counts])
            if counts and not is_clear:
                self.taking.report(codes.DISAGREEMENT(field="/count", count=len(counts)), f"{at}/count")
            people = {
                "unnamed": {"description": self._text(asked.unnamed), **({"count": counts[0]} if is_clear else {})}
            }
        is_apart = people and (
            not asked.organizations or ("count" in people["unnamed"] and len(asked.organizations) > 1)
        )
        if is_apart:  # the article does not say how many came from each of several bodies
            yield {**people, **role, **behalf}
        for name in asked.organizations:
            party = self.drafts.party(name, asked.quote, at, "organization", "program")
            yield {"party_id": party.id, **({} if is_apart else people), **role}
        for name in asked.persons:
            yield {"party_id": self.drafts.party(name, asked.quote, at, "person").id, **role, **behalf}

    def _output(self, asked: AskedOutput) -> None:
        draft = self.drafts.new("output", [asked.titles[0].value], self._at(asked))
        draft.cite(asked.quote)
        draft.data["titles"] = self._text(asked.titles[0].value)
        draft.cite(asked.titles[0].quote)
        self._terms(draft, asked, "kind")
        self._dates(draft, "dates/issued", asked.issued)
        for makers in asked.contributors:
            at = self._at(makers)
            named = [
                *[(name, "organization") for name in makers.organizations],
                *[(name, "person") for name in makers.persons],
            ]
            for name, type in named:
                party = self.drafts.party(name, makers.quote, at, type)
                draft.append("contributions", {"party_id": party.id, "role": makers.role}, makers.quote, INFERRED)
        if "contributions" not in draft.data:
            draft.put("anonymous", True, asked.quote, INFERRED)
        self._refer(draft, "released_at", asked.released_at)

    def _recommendation(self, asked: AskedRecommendation) -> None:
        draft = self.drafts.new("recommendation", [asked.text], self._at(asked))
        draft.cite(asked.quote)
        draft.put("text", self._text(asked.text), asked.quote, self._method(asked.text, asked.quote))
        for concern in asked.concerns:
            draft.append("concerns", concern.term, concern.quote)
        self._parties(draft, "proposer_ids", asked.proposers, *ANYBODY)
        for group in asked.collective:
            draft.put("collective", self._text(group.text), group.quote, INFERRED)
        self._parties(draft, "addressee_ids", asked.addressees, "program", "organization")
        self._terms(draft, asked, "consensus")
        self._refer(draft, "event_id", asked.event)

    # --- relations ---

    def _parties(self, draft: Draft, field: str, relations: Iterable[Parties], *types: str) -> None:
        for relation in relations:
            for name in relation.names:
                party = self.drafts.party(name, relation.quote, self._at(relation), *types)
                draft.append(field, party.id, relation.quote, INFERRED)

    def _refer(self, draft: Draft, field: str, relations: Iterable[Parties]) -> None:
        """Refer to an event of the answer by its name, which must be that of one event."""
        for relation in relations:
            at = self._at(relation)
            for number, name in enumerate(relation.names):
                events = self.drafts.all_named(name, "event")
                if len(events) == 1:
                    draft.put(field, next(iter(events)).id, relation.quote, INFERRED)
                elif events:
                    advice = "The reference is left out. A person decides which event it is."
                    self.taking.report(codes.SAME_NAME(name, help=advice), f"{at}/names/{number}")
                else:
                    self.taking.report(codes.UNRESOLVED(name, at=f"/names/{number}"), at)

    # --- reading ---

    def _read(self, draft: Draft) -> Record:
        """Return the record of a draft. A field that breaks a rule is left out, with its statements."""
        while True:
            record, problems = read(shape_of(RECORD), draft.whole())
            if record is not None:
                built: Record = record
                return built
            problem = next(problem for problem in problems if problem.severity is Severity.ERROR)
            self._leave_out(draft, problem)

    def _leave_out(self, draft: Draft, problem: Problem) -> None:
        field = problem.pointer.split("/")[1]
        self.taking.report(codes.RECORD(problem.value, at=f"/{field}", rule=problem.message), draft.at)
        draft.drop(field)


def _count(count: PrintedCount) -> dict[str, Any]:
    """Return a count in the form of records."""
    more = {"upper": count.upper, "unit": count.unit}
    qualifier = {} if count.qualifier is CountQualifier.EXACT else {"qualifier": count.qualifier.value}
    return {"value": count.value, **qualifier, **{key: value for key, value in more.items() if value is not None}}


def _circumstances(event: AskedEvent) -> _Circumstances:
    """Return the days and the places of an entry."""
    return frozenset([date.date for date in event.start]), frozenset([folded(place.locality) for place in event.places])


def _can_be_one(one: _Circumstances, other: _Circumstances) -> bool:
    """Return whether two entries can be about one event: neither their days nor their places contradict each other."""
    (days, places), (other_days, other_places) = one, other
    is_one_day = any([f"{a}-".startswith(f"{b}-") or f"{b}-".startswith(f"{a}-") for a in days for b in other_days])
    return (is_one_day or not (days and other_days)) and (
        not (places and other_places) or not places.isdisjoint(other_places)
    )


def _names(answer: Answer) -> Iterator[str]:
    """Yield the names of bodies and programmes in an answer."""
    for bodies in (answer.organizations, answer.programs):
        for body in bodies:
            yield from [name.value for name in body.names]
    relations: list[Parties] = []
    for program in answer.programs:
        relations += program.hosts
        for membership in program.members:
            yield from membership.names
    for event in answer.events:
        relations += [*event.organizers, *event.hosts, *event.programs]
        for attendees in event.participants:
            yield from [*attendees.organizations, *filter(None, [attendees.on_behalf_of])]
    for output in answer.outputs:
        for makers in output.contributors:
            yield from makers.organizations
    for recommendation in answer.recommendations:
        relations += [*recommendation.proposers, *recommendation.addressees]
    for organization in answer.organizations:
        yield from [parent.name for parent in organization.parents]
    for relation in relations:
        yield from relation.names
