"""Events: dates, places, parent events and attendance."""

from __future__ import annotations

from typing import Any

from .build import Case, count, event, organization, period, person, program

VIRTUAL = {"kind": "virtual", "url": "https://example.org/live"}
PHYSICAL = {"kind": "physical", "name": {"en": "Hall 1"}}
HALL_DAY = event("parent", start="2024-12-20")


def attended(*parties: str, role: str = "attendee", mode: str = "unknown", **attendance: Any) -> dict[str, Any]:
    participations = [{"party_id": party, "role": role, "mode": mode} for party in parties]
    return event(attendance=attendance, participations=participations)


def session(start: str, end: str | None = None, slug: str = "session") -> dict[str, Any]:
    return event(slug, start=start, parent_id="event:parent", **({"end": end} if end else {}))


A, B, P, Q = "organization:a", "organization:b", "person:p", "person:q"
SESSION = (("event:session", "/start"),)
TOTAL = (("event:e", "/attendance/total"),)

CASES = [
    # --- event.cycle ---
    Case(
        "event.cycle",
        "over two others",
        [
            event("c", parent_id="event:b"),
            event("a", parent_id="event:c"),
            event("b", parent_id="event:a"),
            event("d", parent_id="event:a"),
        ],
        (("event:c", "/parent_id"),),
    ),
    Case(
        "event.cycle", "two sessions of one event", [event("a", parent_id="event:c"), event("b", parent_id="event:c")]
    ),
    # --- event.outside-program ---
    Case(
        "event.outside-program",
        "before one programme and after another one",
        [
            program("p", period=period("2025")),
            program("q", period=period("2020", "2023")),
            program("r", period=period("2020")),
            event(program_ids=["program:p", "program:r", "program:q"]),
        ],
        (("event:e", "/start"), ("event:e", "/start")),
    ),
    Case(
        "event.outside-program",
        "after the second programme; nothing is known of the first",
        [program("q", period=period("2020", "2023")), event(program_ids=["program:p", "program:q"])],
        (("event:e", "/start"),),
    ),
    Case(
        "event.outside-program",
        "a time, on the day before",
        [program(period=period("2024-12-21")), event(start="2024-12-20T09:00:00+08:00", program_ids=["program:p"])],
        (("event:e", "/start"),),
    ),
    Case(
        "event.outside-program",
        "in the first year, into it, in doubt, and a series that goes on",
        [
            program(period=period("2024", "2024")),
            event("a", program_ids=["program:p"]),
            event("b", start="2023-12-30", end="2024-01-02", program_ids=["program:p"]),
            event("c", start="2023?", program_ids=["program:p"]),
            event("d", start="2020", kind="series", program_ids=["program:p"]),
        ],
    ),
    Case(
        "event.outside-program",
        "a programme of unknown time, and one that could not be read",
        [event(program_ids=["program:q", "program:broken"])],
        elsewhere=("program:broken",),
    ),
    Case(
        "event.outside-program",
        "what prepared the programme, and what takes place beside it",
        [
            program(period=period("2025", "2025")),
            event("a", start="2024", kind="pre_event", program_ids=["program:p"]),
            event("b", start="2026", kind="side_event", program_ids=["program:p"]),
        ],
    ),
    # --- event.outside-parent ---
    Case("event.outside-parent", "the day after", [HALL_DAY, session("2024-12-21")], SESSION),
    Case("event.outside-parent", "the evening before", [HALL_DAY, session("2024-12-19T20:00:00+08:00")], SESSION),
    Case(
        "event.outside-parent",
        "after the end, by the clock of another place",
        [
            event("parent", start="2024-12-20T09:00:00+08:00", end="2024-12-20T18:00:00+08:00"),
            session("2024-12-20T11:30:00+01:00"),
        ],
        SESSION,
    ),
    Case(
        "event.outside-parent",
        "before a series began",
        [event("parent", kind="series", start="2020"), session("2019")],
        SESSION,
    ),
    Case(
        "event.outside-parent",
        "the parent begins at a time and says no end",
        [event("parent", start="2024-12-20T09:00:00+08:00"), session("2024-12-21T09:00:00+08:00")],
        SESSION,
    ),
    *[
        Case(
            "event.outside-parent",
            f"a {kind}, the day before",
            [HALL_DAY, event("session", kind=kind, start="2024-12-19", parent_id="event:parent")],
        )
        for kind in ("side_event", "pre_event")
    ],
    Case(
        "event.outside-parent",
        "during it, beyond its end, in its year or in doubt",
        [
            event("parent", start="2024-12-20T09:00:00+08:00", end="2024-12-20T18:00:00+08:00"),
            session("2024-12-20T10:00:00+08:00", slug="a"),
            session("2024-12-20T17:00:00+08:00", "2024-12-20T19:00:00+08:00", slug="b"),
            session("2024", slug="c"),
            session("2024-12-21?", slug="d"),
            session("2024-12-20", slug="f"),
        ],
    ),
    Case(
        "event.outside-parent",
        "later on the day of a parent that says no end; any time after a series began",
        [
            event("parent", start="2024-12-20T09:00:00+08:00"),
            session("2024-12-20T14:00:00+08:00"),
            event("series", kind="series", start="2020"),
            event("x", start="2031", parent_id="event:series"),
        ],
    ),
    # --- event.undated ---
    Case(
        "event.undated",
        "held, cancelled, and nothing said",
        [event("a", status="held"), event("b", status="cancelled"), event("c", end="2024")],
        (("event:a", ""), ("event:b", ""), ("event:c", "")),
    ),
    Case(
        "event.undated",
        "scheduled, postponed, a series, and one with no more than its year",
        [
            event("a", status="scheduled"),
            event("b", status="postponed"),
            event("c", kind="series", status="held"),
            event("d", start="2024", status="held"),
        ],
    ),
    # --- event.mode-places ---
    *[
        Case(
            "event.mode-places",
            reason,
            [event(start=start, attendance_mode=mode, places=places)],
            (("event:e", "/attendance_mode"),),
        )
        for reason, start, mode, places in [
            ("mixed, and only a hall", "2025-06-02", "mixed", [PHYSICAL]),
            ("online, and no place at all", "2026", "online", []),
            ("in person, and only online", "2024", "in_person", [VIRTUAL]),
        ]
    ],
    *[
        Case("event.mode-places", reason, [event(start=start, attendance_mode=mode, status=status)])
        for reason, start, mode, status in [
            ("mixed, and over", "2025-05-31", "mixed", "held"),
            ("online, today", "2025-06-01", "online", "unknown"),
            ("online, and perhaps over", "2025", "online", "unknown"),
            ("online, and cancelled", "2026", "online", "cancelled"),
        ]
    ],
    *[
        Case("event.mode-places", reason, [event(start="2026", attendance_mode=mode, places=places)])
        for reason, mode, places in [
            ("mixed, with both", "mixed", [PHYSICAL, VIRTUAL]),
            ("online, with an address", "online", [VIRTUAL]),
            ("in person, with a hall and a broadcast", "in_person", [VIRTUAL, PHYSICAL]),
            ("in person, with no place known", "in_person", []),
            ("not known how", "unknown", [VIRTUAL]),
        ]
    ],
    # --- event.held-in-future ---
    Case("event.held-in-future", "tomorrow", [event(start="2025-06-02", status="held")], (("event:e", "/start"),)),
    Case(
        "event.held-in-future",
        "a time of tomorrow",
        [event(start="2025-06-02T00:00:00+08:00", status="held")],
        (("event:e", "/start"),),
    ),
    Case(
        "event.held-in-future",
        "today, this year, in doubt, or not held yet",
        [
            event("a", start="2025-06-01", status="held"),
            event("b", start="2025", status="held"),
            event("c", start="2026~", status="held"),
            event("d", start="2026", status="scheduled"),
            event("e", start="2025-06-01T23:00:00-08:00", status="held"),
        ],
    ),
    # --- event.offset-timezone ---
    Case(
        "event.offset-timezone",
        "in every date of an event",
        [
            event(start="2024-12-20T14:00:00-05:00", end="2024-12-21T18:00:00+08:00", timezone="Asia/Shanghai"),
        ],
        (("event:e", "/start"),),
    ),
    Case(
        "event.offset-timezone",
        "the offset of the day, no offset, no time, or no zone",
        [
            event("a", start="2024-12-20T14:00:00+01:00", end="2025-06-20T14:00:00+02:00", timezone="Europe/Paris"),
            event("b", start="2024-12-20T14:00:00", end="2024-12-20", timezone="Asia/Shanghai"),
            event("c", start="2024-12-20T14:00:00-05:00"),
        ],
    ),
    Case(
        "event.offset-timezone",
        "of another place, an hour off in summer, and in the agenda",
        [
            event(
                start="2024-07-01T09:00:00+01:00",
                end="2024-07-01T18:00:00+02:00",
                timezone="Europe/Paris",
                agenda=[{"title": {"en": "Talks"}, "start": "2024-07-01T15:00:00+08:00"}],
            )
        ],
        (("event:e", "/start"), ("event:e", "/agenda/0/start")),
    ),
    Case(
        "event.offset-timezone",
        "as in the zone, on both sides of the change of clocks, in UTC, without a time, offset or zone",
        [
            event("a", start="2024-12-20T14:00:00+08:00", timezone="Asia/Shanghai"),
            event("b", start="2024-10-27T02:30:00+02:00", end="2024-10-27T02:30:00+01:00", timezone="Europe/Paris"),
            event("c", start="2024-12-20T06:00:00Z", timezone="Asia/Shanghai"),
            event("d", start="2024-12-20", end="2024-12-20T18:00:00", timezone="Asia/Shanghai"),
            event("e", start="2024-12-20T14:00:00-05:00"),
        ],
    ),
    Case(
        "event.offset-timezone",
        "at the beginning of the calendar, which the zone has not reached",
        [event(start="0001-01-01T00:00:00+08:00", timezone="America/New_York")],
    ),
    # --- event.naive-time ---
    Case(
        "event.naive-time",
        "in every date of an event",
        [
            event(
                start="2024-12-20T09:00:00",
                end="2024-12-20T18:00:00",
                agenda=[
                    {"title": {"en": "Opening"}, "start": "2024-12-20T09:00:00", "end": "2024-12-20T09:30:00+08:00"},
                    {"title": {"en": "Talks"}, "end": "2024-12-20T12:00:00"},
                ],
            )
        ],
        (("event:e", "/start"), ("event:e", "/end"), ("event:e", "/agenda/0/start"), ("event:e", "/agenda/1/end")),
    ),
    Case(
        "event.naive-time",
        "with an offset, with a time zone, or without a time",
        [
            event("a", start="2024-12-20T09:00:00Z"),
            event("b", start="2024-12-20T09:00:00", timezone="Asia/Shanghai"),
            event("c", start="2024-12-20", end="2024-12-21"),
        ],
    ),
    # --- event.agenda-outside ---
    Case(
        "event.agenda-outside",
        "days later, the day before, and over before it begins",
        [
            event(
                start="2024-12-20T09:00:00+08:00",
                end="2024-12-21T18:00:00+08:00",
                agenda=[
                    {"title": {"en": "Opening"}, "start": "2024-12-20T09:00:00+08:00"},
                    {"title": {"en": "Panel"}, "start": "2024-12-25"},
                    {"title": {"en": "Dinner"}, "start": "2024-12-19T20:00:00+08:00"},
                    {"title": {"en": "Visit"}, "end": "2024-12-19"},
                ],
            )
        ],
        (("event:e", "/agenda/1/start"), ("event:e", "/agenda/2/start"), ("event:e", "/agenda/3/end")),
    ),
    Case(
        "event.agenda-outside",
        "on its days, into it, in its month, in doubt, undated, and of a series",
        [
            event(
                "a",
                start="2024-12-20",
                end="2024-12-21",
                agenda=[
                    {"title": {"en": "Opening"}, "start": "2024-12-20T09:00:00+08:00"},
                    {"title": {"en": "Camp"}, "start": "2024-12-18", "end": "2024-12-20"},
                    {"title": {"en": "Panel"}, "start": "2024-12"},
                    {"title": {"en": "Dinner"}, "start": "2024-12-25?"},
                    {"title": {"en": "Closing"}, "end": "2024-12-21"},
                    {"title": {"en": "Poster"}},
                ],
            ),
            event("b", kind="series", start="2020", agenda=[{"title": {"en": "Panel"}, "start": "2024-12-25"}]),
        ],
    ),
    # --- event.attendance-mode ---
    Case(
        "event.attendance-mode",
        "some were online",
        [event(attendance_mode="in_person", attendance={"online": count(30, "more_than")})],
        (("event:e", "/attendance/online"),),
    ),
    Case(
        "event.attendance-mode",
        "nobody was online, or perhaps nobody; or it was mixed, or nothing is known",
        [
            event("a", attendance_mode="in_person", attendance={"online": count(0), "total": count(40)}),
            event("b", attendance_mode="in_person", attendance={"online": count(5, "at_most")}),
            event("c", attendance_mode="mixed", attendance={"online": count(30)}),
            event("d", attendance={"online": count(30)}),
            event("e", attendance_mode="in_person"),
        ],
    ),
    # --- event.cancelled-attended ---
    Case(
        "event.cancelled-attended",
        "somebody came",
        [event(status="cancelled", attendance={"organizations": count(2, "at_least")})],
        (("event:e", "/status"),),
    ),
    Case(
        "event.cancelled-attended",
        "somebody spoke",
        [event(status="cancelled", participations=[{"party_id": P, "role": "speaker"}])],
        (("event:e", "/status"),),
    ),
    Case(
        "event.cancelled-attended",
        "nobody came, or perhaps nobody; or it was held",
        [
            event("a", status="cancelled", attendance={"total": count(0)}),
            event("b", status="cancelled", attendance={"total": count(40, "at_most")}),
            event("c", status="cancelled"),
            event("d", status="held", attendance={"total": count(40)}),
        ],
    ),
    # --- event.attendance-sum ---
    Case("event.attendance-sum", "by one", [attended(total=count(40), in_person=count(30), online=count(11))], TOTAL),
    Case(
        "event.attendance-sum",
        "in every reading of the counts",
        [attended(total=count(40, "less_than"), in_person=count(30, "more_than"), online=count(9))],
        TOTAL,
    ),
    Case(
        "event.attendance-sum",
        "one part is above the total",
        [attended(total=count(40, unit="people"), online=count(41))],
        TOTAL,
    ),
    *[
        Case("event.attendance-sum", reason, [event(attendance=attendance)])
        for reason, attendance in [
            ("fits", {"total": count(40), "in_person": count(30), "online": count(10)}),
            ("more than that", {"total": count(40, "more_than"), "in_person": count(30), "online": count(30)}),
            ("about", {"total": count(40, "about"), "in_person": count(30), "online": count(11)}),
            ("at most", {"total": count(40), "in_person": count(30, "at_most"), "online": count(11)}),
            ("between", {"total": count(30, "between", upper=50), "in_person": count(30), "online": count(20)}),
            ("no total", {"in_person": count(30), "online": count(20)}),
            ("other units", {"total": count(10, unit="organizations"), "in_person": count(30, unit="people")}),
            ("organizations do not matter", {"total": count(10), "organizations": count(30)}),
        ]
    ],
    # --- event.fewer-than-listed ---
    Case("event.fewer-than-listed", "two, where one was", [attended(A, P, total=count(1))], TOTAL),
    Case(
        "event.fewer-than-listed",
        "two, where fewer than two were",
        [attended(P, Q, total=count(2, "less_than"))],
        TOTAL,
    ),
    Case(
        "event.fewer-than-listed",
        "more organizations than were there",
        [attended(A, B, organizations=count(1))],
        (("event:e", "/attendance/organizations"),),
    ),
    Case(
        "event.fewer-than-listed",
        "the total is one of organizations, and one is there by its speaker",
        [
            event(
                attendance={"total": count(1, unit="organizations")},
                participations=[
                    {"party_id": A, "role": "attendee"},
                    {"party_id": P, "role": "speaker", "on_behalf_of": B},
                ],
            )
        ],
        TOTAL,
    ),
    Case(
        "event.fewer-than-listed",
        "more there, more online",
        [
            event(
                attendance={"in_person": count(1), "online": count(0), "total": count(9)},
                participations=[
                    {"party_id": A, "role": "attendee", "mode": "in_person"},
                    {"party_id": B, "role": "attendee", "mode": "in_person"},
                    {"party_id": P, "role": "attendee", "mode": "online"},
                ],
            )
        ],
        (("event:e", "/attendance/in_person"), ("event:e", "/attendance/online")),
    ),
    Case(
        "event.fewer-than-listed",
        "more organizations, where the total is of something else",
        [attended(A, B, total=count(9, unit="countries"), organizations=count(1))],
        (("event:e", "/attendance/organizations"),),
    ),
    *[
        Case("event.fewer-than-listed", reason, [attended(A, B, total=total)])
        for reason, total in [
            ("exactly as many", count(2)),
            ("more than that", count(1, "more_than")),
            ("at least that", count(1, "at_least")),
            ("about that", count(1, "about")),
            ("between", count(1, "between", upper=2)),
            ("of something else", count(1, unit="countries")),
        ]
    ],
    Case("event.fewer-than-listed", "organizers are not counted", [attended(A, B, role="organizer", total=count(1))]),
    Case(
        "event.fewer-than-listed",
        "one party in two roles",
        [
            event(
                attendance={"total": count(1)},
                participations=[{"party_id": P, "role": "speaker"}, {"party_id": P, "role": "panelist"}],
            )
        ],
    ),
    Case(
        "event.fewer-than-listed",
        "a person, the organization spoken for, and the one that he or she belongs to",
        [
            organization("a", merged_ids=["organization:a-old"]),
            person("p", affiliations=[{"organization_id": B}]),
            event(
                attendance={"total": count(1)},
                participations=[
                    {"party_id": A, "role": "attendee"},
                    {"party_id": B, "role": "attendee"},
                    {"party_id": P, "role": "speaker", "on_behalf_of": A},
                ],
            ),
        ],
    ),
    Case(
        "event.fewer-than-listed",
        "people without a name",
        [
            event(
                attendance={"total": count(0)},
                participations=[{"unnamed": {"description": {"en": "Experts"}}, "role": "attendee"}],
            )
        ],
    ),
    Case(
        "event.fewer-than-listed",
        "one there and one online",
        [
            event(
                attendance={"in_person": count(1), "online": count(1)},
                participations=[
                    {"party_id": A, "role": "attendee", "mode": "in_person"},
                    {"party_id": B, "role": "attendee", "mode": "online"},
                    {"party_id": P, "role": "attendee"},
                ],
            )
        ],
    ),
    Case("event.fewer-than-listed", "persons are no organizations", [attended(P, Q, organizations=count(1))]),
]
