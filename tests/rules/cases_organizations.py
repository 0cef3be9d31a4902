"""Organizations: parents, successors, and the periods in which they exist."""

from __future__ import annotations

from typing import Any

from .build import Case, activity, event, member, organization, period, program


def unit(slug: str, *parents: str, relation: str = "part_of", **more: Any) -> dict[str, Any]:
    return organization(
        slug,
        parents=[{"organization_id": f"organization:{parent}", "relation": relation, **more} for parent in parents],
    )


def with_ror(fragment: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**fragment, "identifiers": [{"scheme": "ror", "value": "013q1eq08", **more}]}


GONE = organization("a", dissolved="2020-06-30")
A = ["organization:a"]
B = ["organization:b"]
C = ["organization:c"]

CASES = [
    # --- organization.cycle ---
    Case(
        "organization.cycle",
        "each is part of the other; told once, at the first in the dataset",
        [unit("z"), unit("b", "z", "a"), unit("a", "b")],
        (("organization:b", "/parents/1/organization_id"),),
    ),
    Case(
        "organization.cycle",
        "over three, by different relations, beside parents that lead nowhere",
        [unit("a", "top", "b", relation="owned_by"), unit("b", "c"), unit("c", "top", "a"), unit("top")],
        (("organization:a", "/parents/1/organization_id"),),
    ),
    Case(
        "organization.cycle",
        "since different years, but both go on",
        [unit("a", "b", period={"start": "2010"}), unit("b", "a", period={"start": "2020", "end": "2025"})],
        (("organization:a", "/parents/0/organization_id"),),
    ),
    Case(
        "organization.cycle",
        "two circles apart from each other",
        [unit("a", "b"), unit("c", "d"), unit("d", "c"), unit("b", "a")],
        (("organization:a", "/parents/0/organization_id"), ("organization:c", "/parents/0/organization_id")),
    ),
    Case(
        "organization.cycle",
        "two circles with a record in common are told as one, the shortest",
        [unit("a", "b"), unit("b", "a", "c"), unit("c", "d"), unit("d", "b")],
        (("organization:a", "/parents/0/organization_id"),),
    ),
    Case(
        "organization.cycle",
        "two ways up to one parent",
        [unit("a", "b", "c"), unit("b", "d"), unit("c", "d"), unit("d")],
    ),
    Case(
        "organization.cycle",
        "bodies that are affiliated with each other",
        [unit("a", "b", relation="affiliated"), unit("b", "a")],
    ),
    Case(
        "organization.cycle",
        "the parent of old became a part",
        [unit("a", "b", period={"end": "2010"}), unit("b", "a", period={"start": "2010"})],
    ),
    Case(
        "organization.cycle",
        "predecessors, in which the other one agrees",
        [
            organization("a", predecessor_ids=B, successor_ids=B),
            organization("b", predecessor_ids=A, successor_ids=A),
        ],
        (("organization:a", "/predecessor_ids/0"),),
    ),
    Case(
        "organization.cycle",
        "a successor that came before",
        [
            organization("a", successor_ids=B, predecessor_ids=C),
            organization("b", successor_ids=C, predecessor_ids=A),
            organization("c", successor_ids=A, predecessor_ids=B),
        ],
        (("organization:a", "/predecessor_ids/0"),),
    ),
    Case(
        "organization.cycle",
        "one follows two, and two follow one",
        [
            organization("a", successor_ids=[*B, *C]),
            organization("b", predecessor_ids=A, successor_ids=["organization:d"]),
            organization("c", predecessor_ids=A, successor_ids=["organization:d"]),
            organization("d", predecessor_ids=[*B, *C]),
        ],
    ),
    # --- organization.dissolved-active ---
    Case(
        "organization.dissolved-active",
        "it hosts an event, is on its agenda, and somebody speaks for it",
        [
            GONE,
            event(
                start="2020-07-01",
                host_ids=A,
                participations=[{"party_id": "person:p", "role": "speaker", "on_behalf_of": "organization:a"}],
                agenda=[{"title": {"en": "Opening"}, "speaker_ids": A}],
            ),
        ],
        (
            ("event:e", "/host_ids/0"),
            ("event:e", "/participations/0/on_behalf_of"),
            ("event:e", "/agenda/0/speaker_ids/0"),
        ),
    ),
    Case(
        "organization.dissolved-active",
        "it joins a programme, works in an activity and runs a programme",
        [
            GONE,
            member("m", period=period("2021")),
            activity("x", lead_ids=A, period=period("2020-07")),
            program("q", host_ids=A, period=period("2020-07-01")),
        ],
        (("member:m", "/party_id"), ("activity:x", "/lead_ids/0"), ("program:q", "/host_ids/0")),
    ),
    Case(
        "organization.dissolved-active",
        "a time, on the day after",
        [GONE, event(start="2020-07-01T09:00:00+08:00", host_ids=A)],
        (("event:e", "/host_ids/0"),),
    ),
    Case(
        "organization.dissolved-active",
        "on its last day, in its last month, in its last year, at a time in doubt",
        [
            GONE,
            event("a", start="2020-06-30", host_ids=A),
            event("b", start="2020-06", host_ids=A),
            event("c", start="2020", host_ids=A),
            event("d", start="2021?", host_ids=A),
            member("m", period=period(end="2021")),
            member("n", role="partner"),
        ],
    ),
    Case(
        "organization.dissolved-active",
        "when it was dissolved is not known to the day",
        [organization("a", dissolved="2020"), event(start="2020-12-31", host_ids=A)],
    ),
    # --- organization.not-reciprocal ---
    Case(
        "organization.not-reciprocal",
        "the successor does not know",
        [organization("a", successor_ids=B), organization("b")],
        (("organization:a", "/successor_ids/0"),),
    ),
    Case(
        "organization.not-reciprocal",
        "one predecessor does not know",
        [organization("a", predecessor_ids=[*B, *C]), organization("b", successor_ids=A), organization("c")],
        (("organization:a", "/predecessor_ids/1"),),
    ),
    Case(
        "organization.not-reciprocal",
        "both know",
        [organization("a", successor_ids=B), organization("b", predecessor_ids=A)],
    ),
    Case(
        "organization.not-reciprocal",
        "the other one could not be read",
        [organization("a", successor_ids=B)],
        elsewhere=("organization:b",),
    ),
    # --- organization.parents-identifier ---
    Case(
        "organization.parents-identifier",
        "a unit with the ROR id of its university; not shared as well",
        [with_ror(organization("fudan")), with_ror(unit("iis", "other", "fudan"))],
        (("organization:iis", "/identifiers/0"),),
    ),
    Case(
        "organization.parents-identifier",
        "the unit comes first, and its match is not confirmed",
        [with_ror(unit("iis", "fudan"), status="candidate"), with_ror(organization("fudan"))],
        (("organization:iis", "/identifiers/0"),),
    ),
    Case(
        "organization.parents-identifier",
        "marked as that of the parent",
        [with_ror(organization("fudan")), with_ror(unit("iis", "fudan"), relation="parent")],
    ),
    Case(
        "organization.parents-identifier",
        "ruled out",
        [with_ror(organization("fudan")), with_ror(unit("iis", "fudan"), status="rejected")],
    ),
    Case(
        "organization.parents-identifier",
        "the parent has it from its own parent",
        [with_ror(organization("fudan"), relation="parent"), with_ror(unit("iis", "fudan"))],
    ),
    Case(
        "organization.parents-identifier",
        "both have identifiers, and each its own",
        [
            with_ror(organization("fudan")),
            {**unit("iis", "fudan"), "identifiers": [{"scheme": "wikidata", "value": "Q1"}]},
        ],
    ),
]
