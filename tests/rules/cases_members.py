"""Members of a programme and participants of its events."""

from __future__ import annotations

from typing import Any

from .build import Case, event, member, organization, period, person, program

RUNS = program(period=period("2020", "2022"))
ENTERPRISES = program(member_kinds=["enterprise", "higher_education"])


def participants(*parties: str, role: str = "speaker", **more: Any) -> list[dict[str, Any]]:
    return [{"party_id": party, "role": role, **more} for party in parties]


def of_program(*parties: str, **more: Any) -> dict[str, Any]:
    return event(program_ids=["program:p"], participations=participants(*parties), **more)


B = "organization:b"
FIRST = (("event:e", "/participations/0/party_id"),)

CASES = [
    # --- member.outside-program ---
    Case(
        "member.outside-program",
        "joined after the end",
        [RUNS, member("m", period=period("2023-01-01"))],
        (("member:m", "/period"),),
    ),
    Case(
        "member.outside-program",
        "left before the start",
        [RUNS, member("m", period=period("2018", "2019"))],
        (("member:m", "/period"),),
    ),
    Case(
        "member.outside-program",
        "partly, perhaps, in doubt, or of no known time",
        [
            RUNS,
            member("a", role="x:a", period=period("2022-12-31")),
            member("b", role="x:b", period=period("2019", "2020")),
            member("c", role="x:c", period=period("2023?")),
            member("d", role="x:d"),
            member("e", role="x:e", period=period("2030"), program_id="program:q"),
            member("f", role="x:f", period=period("2030"), program_id="program:broken"),
            program("r", period=period(end="2022")),
            member("g", role="x:g", period=period("2010", "2011"), program_id="program:r"),
        ],
        elsewhere=("program:broken",),
    ),
    Case(
        "member.outside-program",
        "a programme that goes on",
        [program(period=period("2020")), member("m", period=period("2090"))],
    ),
    # --- member.overlapping ---
    Case(
        "member.overlapping",
        "both go on",
        [member("m", period=period("2020")), member("n", period=period("2021"))],
        (("member:n", "/period"),),
    ),
    Case(
        "member.overlapping",
        "the earlier record has the later period; one that is over lies between them",
        [
            member("k", period=period("2021", "2024")),
            member("l", period=period("2010", "2012")),
            member("m", period=period("2015", "2022")),
        ],
        (("member:m", "/period"),),
    ),
    Case(
        "member.overlapping",
        "the long one with each of those within it, beside one in doubt",
        [
            member("k", period=period("2010?")),
            member("l", period=period("2010", "2024")),
            member("m", period=period("2011", "2012")),
            member("n", period=period("2015-01", "2015-03")),
        ],
        (("member:m", "/period"), ("member:n", "/period")),
    ),
    Case(
        "member.overlapping",
        "a long one of which the end is in doubt tells nothing",
        [
            member("k", period=period("2010", "2024?")),
            member("l", period=period("2011", "2020")),
            member("m", period=period("2012", "2013")),
        ],
        (("member:m", "/period"),),
    ),
    Case(
        "member.overlapping",
        "the start of one is not known, but its last day lies in the other",
        [member("k", period=period(end="2012")), member("l", period=period("2011", "2020"))],
        (("member:l", "/period"),),
    ),
    Case(
        "member.overlapping",
        "two without a period that nothing tells apart",
        [member("m"), member("n")],
        (("member:n", "/party_id"),),
    ),
    Case(
        "member.overlapping",
        "the same year, which nothing tells apart",
        [member("m", period=period("2020", "2020")), member("n", period=period("2020", "2020"))],
        (("member:n", "/period"),),
    ),
    Case(
        "member.overlapping",
        "one after the other, perhaps in the same year",
        [member("m", period=period("2020", "2021")), member("n", period=period("2021", "2022"))],
    ),
    Case(
        "member.overlapping",
        "dates in doubt",
        [member("m", period=period("2020~", "2022?")), member("n", period=period("2021?"))],
    ),
    Case(
        "member.overlapping",
        "in another role, of another party, in another programme",
        [
            member("k"),
            member("l", role="observer"),
            member("m", party_id="organization:b"),
            member("n", program_id="program:q"),
        ],
    ),
    Case(
        "member.overlapping",
        "left and came back, both without dates",
        [member("m", status="left"), member("n", status="active")],
    ),
    Case("member.overlapping", "one of the two has no period", [member("m"), member("n", period=period("2020"))]),
    # --- member.status-period ---
    *[
        Case("member.status-period", reason, [member("m", status=status, period=dates)], (("member:m", "/status"),))
        for reason, status, dates in [
            ("active, and over", "active", period("2020", "2025-05-31")),
            ("active, and not begun", "active", period("2025-06-02")),
            ("suspended, and over", "suspended", period(end="2024")),
            ("left, and leaving in future", "left", period("2020", "2026")),
            ("expelled, and not yet over", "expelled", period(end="2025-06-02")),
            ("invited, and a member since long", "invited", period("2020")),
            ("applied, and over", "applied", period(end="2020")),
        ]
    ],
    *[
        Case("member.status-period", reason, [member("m", status=status, **({"period": dates} if dates else {}))])
        for reason, status, dates in [
            ("active, and perhaps over", "active", period("2020", "2025")),
            ("active, until today", "active", period("2020", "2025-06-01")),
            ("active from today on", "active", period("2025-06-01")),
            ("active, the end in doubt", "active", period("2020", "2024?")),
            ("left this year", "left", period("2020", "2025")),
            ("left, and nothing known of when", "left", None),
            ("left, and only the start known", "left", period("2020")),
            ("invited for later", "invited", period("2026")),
            ("invited, perhaps for later", "invited", period("2025")),
            ("nothing known of the status", "unknown", period("2020", "2021")),
        ]
    ],
    # --- member.kind-not-allowed ---
    Case(
        "member.kind-not-allowed",
        "media, where enterprises and universities are members",
        [ENTERPRISES, organization("a", kind="media"), member("m")],
        (("member:m", "/party_id"),),
    ),
    Case(
        "member.kind-not-allowed",
        "one that is listed, one of no known kind, and a person",
        [
            ENTERPRISES,
            organization("a", kind="higher_education"),
            organization("b"),
            member("m"),
            member("n", party_id="organization:b"),
            member("o", party_id="person:p"),
        ],
    ),
    Case("member.kind-not-allowed", "no kinds are listed", [program(), organization("a", kind="media"), member("m")]),
    # --- member.host ---
    Case(
        "member.host", "the host is a member", [member("m", party_id="organization:host")], (("member:m", "/party_id"),)
    ),
    Case(
        "member.host",
        "another one is, and the host of another programme",
        [
            member("m"),
            program("q", host_ids=["organization:a"]),
        ],
    ),
    *[
        Case("member.host", f"as {role}", [member("m", party_id="organization:host", role=role)])
        for role in ("host", "presidency", "secretariat")
    ],
    # --- member.before-founded ---
    Case(
        "member.before-founded",
        "a year before",
        [organization("a", founded="2020"), member("m", period=period("2019-12-31"))],
        (("member:m", "/period/start"),),
    ),
    Case(
        "member.before-founded",
        "in that year, in doubt, not known, and a person",
        [
            organization("a", founded="2020-06"),
            organization("b", founded="2020?"),
            member("m", period=period("2020")),
            member("n", party_id="organization:b", period=period("2005")),
            member("o", party_id="organization:c", period=period("2005")),
            member("p", party_id="person:p", period=period("2005")),
            member("q", role="observer", period=period(end="2022")),
            member("r", role="partner"),
        ],
    ),
    # --- participation.not-member ---
    Case("participation.not-member", "a guest", [member("m"), of_program(B)], FIRST),
    Case(
        "participation.not-member",
        "told once, though in two roles",
        [
            member("m"),
            event(program_ids=["program:p"], participations=[*participants(B), *participants(B, role="moderator")]),
        ],
        FIRST,
    ),
    Case(
        "participation.not-member",
        "a member that joined later, and one that had left",
        [
            member("m", period=period("2025")),
            member("n", party_id=B, period=period("2020", "2024-12-19")),
            of_program("organization:a", B),
        ],
        (*FIRST, ("event:e", "/participations/1/party_id")),
    ),
    Case(
        "participation.not-member",
        "only invited so far",
        [member("m", status="invited"), of_program("organization:a")],
        FIRST,
    ),
    Case("participation.not-member", "a person who stands for nobody", [member("m"), of_program("person:p")], FIRST),
    Case(
        "participation.not-member",
        "a member of no programme of the event",
        [
            member("m"),
            member("n", program_id="program:q"),
            event(program_ids=["program:p", "program:q"], participations=participants(B)),
        ],
        FIRST,
    ),
    Case(
        "participation.not-member",
        "guests behind the host and a member",
        [member("m"), of_program("organization:host", "organization:a", B, "person:p")],
        (("event:e", "/participations/2/party_id"), ("event:e", "/participations/3/party_id")),
    ),
    Case("participation.not-member", "a member", [member("m"), of_program("organization:a")]),
    Case(
        "participation.not-member",
        "a group of the programme, and one of another",
        [
            member("m"),
            {"type": "group", "id": "group:own", "names": [{"value": "G"}], "program_id": "program:p"},
            {"type": "group", "id": "group:other", "names": [{"value": "H"}], "program_id": "program:q"},
            of_program("group:own", "group:other"),
        ],
        (("event:e", "/participations/1/party_id"),),
    ),
    Case(
        "participation.not-member",
        "a member of perhaps that time",
        [member("m", period=period("2024", "2024")), of_program("organization:a")],
    ),
    Case("participation.not-member", "no member of the programme is recorded", [program(), of_program(B)]),
    Case(
        "participation.not-member",
        "of one programme of the event no member is recorded",
        [
            member("m"),
            event(program_ids=["program:p", "program:q"], participations=participants(B)),
        ],
    ),
    Case(
        "participation.not-member",
        "a member of one programme of the event",
        [
            member("m"),
            member("n", program_id="program:q", party_id=B),
            event(program_ids=["program:p", "program:q"], participations=participants(B)),
        ],
    ),
    Case("participation.not-member", "an event of no programme", [member("m"), event(participations=participants(B))]),
    Case("participation.not-member", "the host of the programme", [member("m"), of_program("organization:host")]),
    Case(
        "participation.not-member",
        "people without a name",
        [
            member("m"),
            event(
                program_ids=["program:p"],
                participations=[{"unnamed": {"description": {"en": "A chair"}}, "role": "chair"}],
            ),
        ],
    ),
    Case(
        "participation.not-member",
        "a person who represents a member, belongs to it, or speaks for it",
        [
            member("m", representative_ids=["person:p"]),
            person("q", affiliations=[{"organization_id": "organization:a"}]),
            event(
                program_ids=["program:p"],
                participations=[
                    *participants("person:p", "person:q"),
                    *participants("person:r", on_behalf_of="organization:a"),
                ],
            ),
        ],
    ),
    Case(
        "participation.not-member",
        "a member may be among the records that could not be read",
        [member("m"), of_program(B)],
        elsewhere=("member:broken",),
    ),
    # --- participation.duplicate ---
    Case(
        "participation.duplicate",
        "the same party and role",
        [event(participations=[*participants("person:p", "person:q"), *participants("person:p", mode="online")])],
        (("event:e", "/participations/2"),),
    ),
    Case(
        "participation.duplicate",
        "behind people without a name",
        [
            event(
                participations=[
                    {"unnamed": {"description": {"en": "Experts"}}, "role": "speaker"},
                    *participants("person:p", "person:p"),
                ]
            )
        ],
        (("event:e", "/participations/2"),),
    ),
    Case(
        "participation.duplicate",
        "another role, another event, people without a name",
        [
            event("a", participations=[*participants("person:p"), *participants("person:p", role="chair")]),
            event(
                "b",
                participations=[
                    *participants("person:p"),
                    {"unnamed": {"description": {"en": "Experts"}}, "role": "speaker"},
                    {"unnamed": {"description": {"en": "Experts"}}, "role": "speaker"},
                ],
            ),
        ],
    ),
    # --- participation.impossible-mode ---
    Case(
        "participation.impossible-mode",
        "online where all are there",
        [event(attendance_mode="in_person", participations=participants("person:p", mode="online"))],
        (("event:e", "/participations/0/mode"),),
    ),
    Case(
        "participation.impossible-mode",
        "there, or not known how; and online where that can be",
        [
            event("a", attendance_mode="in_person", participations=participants("person:p", mode="in_person")),
            event("b", attendance_mode="in_person", participations=participants("person:p")),
            event("c", participations=participants("person:p", mode="online")),
        ],
    ),
]
