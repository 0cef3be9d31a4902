"""Makes records from an answer: finds parties by their names, and writes a statement with its quote for each claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from ..model.union import RECORD, Record
from ..problems.problem import Problem, Severity
from ..shapes.annotations import shape_of
from ..shapes.codec import read
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
from .drafts import EXTRACTED, INFERRED, Draft, Drafts
from .proving import Proof
from .taking import Taking

__all__ = ["Building"]

ANYBODY: Final = ("organization", "person", "program")
"""The types of a party, in the order in which a name is searched."""


class Building:
    """Makes the records of an answer."""

    def __init__(self, answer: Answer, taking: Taking, proof: Proof, text: str, source_id: str) -> None:
        self.answer: Answer = answer
        self.taking: Taking = taking
        self.proof: Proof = proof
        self.lang: str = proof.lang
        self.drafts: Drafts = Drafts(text, proof.lang, source_id, _names(answer))

    def records(self) -> list[Record]:
        """Return the records. Bodies and programmes come first, so that every name that has a record is known."""
        for organization in self.answer.organizations:
            self._organization(organization)
        for program in self.answer.programs:
            self._program(program)
        for event in self.answer.events:
            self.drafts.named("event", event.names, self._at(event))
        for event in self.answer.events:
            self._event(event)
        for output in self.answer.outputs:
            self._output(output)
        for recommendation in self.answer.recommendations:
            self._recommendation(recommendation)
        return [self._read(draft) for draft in self.drafts.all.values()]

    def _at(self, asked: Asked) -> str:
        return self.taking.places[id(asked)]

    def _text(self, words: str) -> dict[str, str]:
        return {self.lang: words}

    # --- records ---

    def _organization(self, asked: AskedOrganization) -> None:
        draft = self.drafts.named("organization", asked.names, self._at(asked))
        draft.cite(asked.quote)
        if asked.kind is not None:
            draft.put("kind", asked.kind.term, asked.kind.quote)
        for parent in asked.parents:
            other = self.drafts.party(parent.name, parent.quote, self._at(parent), "organization")
            if other is not draft:
                more = {} if parent.relation is OrganizationRelation.PART_OF else {"relation": parent.relation.value}
                draft.append("parents", {"organization_id": other.id, **more}, parent.quote, INFERRED)

    def _program(self, asked: AskedProgram) -> None:
        draft = self.drafts.named("program", asked.names, self._at(asked))
        draft.cite(asked.quote)
        self._parties(draft, "host_ids", asked.hosts, *ANYBODY)
        for name in ("description", "aims", "principles"):
            said = getattr(asked, name)
            if said is not None:
                draft.put(name, self._text(said.text), said.quote)
        for kind in asked.activity_kinds:
            draft.append("activity_kinds", kind.term, kind.quote)
        policy = asked.sharing_policy
        if policy is not None:
            status = {} if policy.status is None else {"status": policy.status.value}
            draft.put("sharing_policy", {"text": self._text(policy.text), **status}, policy.quote)
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

    def _event(self, asked: AskedEvent) -> None:
        draft = self.drafts.named("event", asked.names, self._at(asked))
        draft.cite(asked.quote)
        for name in ("kind", "status", "attendance_mode", "participants_listed"):
            said = getattr(asked, name)
            if said is not None:
                draft.put(name, str(said.term), said.quote)
        for name in ("start", "end"):
            self._date(draft, name, getattr(asked, name))
        for place in asked.places:
            country = {} if place.country is None else {"country": place.country}
            is_named = place.country is None or self.proof.country(place.country, place.quote)
            whole = {"kind": "physical", "locality": self._text(place.locality), **country}
            draft.append("places", whole, place.quote, EXTRACTED if is_named else INFERRED)
        if asked.attendance is not None:
            self._attendance(draft, asked.attendance)
        self._parties(draft, "organizer_ids", asked.organizers, *ANYBODY)
        self._parties(draft, "host_ids", asked.hosts, *ANYBODY)
        self._parties(draft, "program_ids", asked.programs, "program")
        for attendees in asked.participants:
            for participation in self._participations(attendees):
                draft.append("participations", participation, attendees.quote, INFERRED)
            draft.cite(attendees.quote)
        if asked.description is not None:
            draft.put("description", self._text(asked.description.text), asked.description.quote)

    def _date(self, draft: Draft, field: str, asked: PrintedDate | None) -> None:
        if asked is not None:
            is_completed = f"{self._at(asked)}/date" in self.taking.completed
            draft.put(field, asked.date, asked.quote, INFERRED if is_completed else EXTRACTED)

    def _attendance(self, draft: Draft, numbers: Numbers) -> None:
        """Set each number that the article gives once; a number that it gives in different ways only gets statements."""
        known: dict[str, Any] = {}
        for name in shape_of(Numbers).fields:
            counts = [(_count(count), count.quote) for count in getattr(numbers, name)]
            for value, quote in counts:
                draft.state(f"/attendance/{name}", value, quote)
            different = [
                value for number, (value, _) in enumerate(counts) if value not in [one for one, _ in counts[:number]]
            ]
            if len(different) == 1:
                known[name] = different[0]
            elif different:
                at = f"{self.taking.places[id(numbers)]}/{name}"
                self.taking.report(codes.DISAGREEMENT(field=f"/attendance/{name}", count=len(different)), at)
        if known:
            draft.data["attendance"] = known

    def _participations(self, asked: Attendees) -> Iterator[dict[str, Any]]:
        at = self._at(asked)
        represented = None
        if asked.on_behalf_of is not None:
            represented = self.drafts.party(asked.on_behalf_of, asked.quote, at, *ANYBODY)
        behalf = {} if represented is None else {"on_behalf_of": represented.id}
        role = {"role": asked.role}
        people: dict[str, Any] = {}
        if asked.unnamed is not None:
            count = {} if asked.count is None else {"count": _count(asked.count)}
            people = {"unnamed": {"description": self._text(asked.unnamed), **count}}
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
        if asked.kind is not None:
            draft.put("kind", asked.kind.term, asked.kind.quote)
        if asked.issued is not None:
            is_completed = f"{self._at(asked.issued)}/date" in self.taking.completed
            draft.data["dates"] = {"issued": asked.issued.date}
            draft.state("/dates/issued", asked.issued.date, asked.issued.quote, INFERRED if is_completed else EXTRACTED)
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
        draft.put("text", self._text(asked.text), asked.quote)
        for concern in asked.concerns:
            draft.append("concerns", concern.term, concern.quote)
        self._parties(draft, "proposer_ids", asked.proposers, *ANYBODY)
        if asked.collective is not None:
            draft.put("collective", self._text(asked.collective.text), asked.collective.quote, INFERRED)
        self._parties(draft, "addressee_ids", asked.addressees, "program", "organization")
        if asked.consensus is not None:
            draft.put("consensus", asked.consensus.term.value, asked.consensus.quote)
        self._refer(draft, "event_id", asked.event)

    # --- relations ---

    def _parties(self, draft: Draft, field: str, relations: Iterable[Parties], *types: str) -> None:
        for relation in relations:
            for name in relation.names:
                party = self.drafts.party(name, relation.quote, self._at(relation), *types)
                draft.append(field, party.id, relation.quote, INFERRED)

    def _refer(self, draft: Draft, field: str, relation: Parties | None) -> None:
        """Set a reference to an event of the answer by the event's name."""
        if relation is None:
            return
        event = self.drafts.find(relation.names[0], "event")
        if event is None:
            self.taking.report(codes.UNRESOLVED(relation.names[0], at="/names/0"), self._at(relation))
        else:
            draft.put(field, event.id, relation.quote, INFERRED)

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


def _names(answer: Answer) -> Iterator[str]:
    """Yield the names of the bodies and programmes of an answer."""
    for bodies in (answer.organizations, answer.programs):
        for body in bodies:
            yield from [name.value for name in body.names]
