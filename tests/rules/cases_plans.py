"""Programmes, their work plans and activities."""

from __future__ import annotations

from .build import Case, activity, group, period, plan, program, recommendation

STATUS = (("program:p", "/status"),)

CASES = [
    # --- program.status-period ---
    Case("program.status-period", "ended, and going on", [program(status="ended", period=period("2020"))], STATUS),
    Case("program.status-period", "ended, and nothing known of when", [program(status="ended")], STATUS),
    Case(
        "program.status-period",
        "active, and over",
        [program(status="active", period=period("2020", "2025-05-31"))],
        STATUS,
    ),
    Case(
        "program.status-period",
        "ended with an end, active until today, until some day this year, in doubt, or for ever",
        [
            program("a", status="ended", period=period(end="2020")),
            program("b", status="active", period=period("2020", "2025-06-01")),
            program("c", status="active", period=period("2020", "2025")),
            program("d", status="active", period=period("2020", "2021?")),
            program("e", status="active", period=period("2020")),
            program("f", status="active"),
            program("g", status="paused", period=period("2020", "2021")),
        ],
    ),
    # --- plan.outside-program ---
    Case(
        "plan.outside-program",
        "for the year after, and for the year before",
        [
            program(period=period("2020", "2022")),
            plan("v", period=period("2023", "2023")),
            plan("w", period=period("2019", "2019")),
        ],
        (("work_plan:v", "/period"), ("work_plan:w", "/period")),
    ),
    Case(
        "plan.outside-program",
        "for the last year and the next, in doubt, of a programme of unknown time, or one that could not be read",
        [
            program(period=period("2020", "2022")),
            plan("u", period=period("2022", "2023")),
            plan("v", period=period("2024?", "2024?")),
            plan("w", program_id="program:q"),
            plan("x", program_id="program:broken"),
        ],
        elsewhere=("program:broken",),
    ),
    # --- plan.overlapping ---
    Case(
        "plan.overlapping",
        "two plans of one year",
        [plan("v", period=period("2024", "2025-12-31")), plan("w", period=period("2025-01-01", "2025-12-31"))],
        (("work_plan:w", "/period"),),
    ),
    Case(
        "plan.overlapping",
        "the same year",
        [plan("v"), plan("w"), plan("x")],
        (("work_plan:w", "/period"), ("work_plan:x", "/period")),
    ),
    Case(
        "plan.overlapping",
        "the later record has the earlier period",
        [plan("v", period=period("2025-06", "2026")), plan("w", period=period("2025-01", "2025-07"))],
        (("work_plan:w", "/period"),),
    ),
    Case(
        "plan.overlapping",
        "one after the other, of two programmes, dropped, or in doubt",
        [
            plan("u", period=period("2024", "2025")),
            plan("v", period=period("2025", "2025")),
            plan("w", period=period("2024", "2025"), program_id="program:q"),
            plan("x", period=period("2024", "2026"), status="dropped"),
            plan("y", period=period("2024?", "2026?")),
        ],
    ),
    Case(
        "plan.overlapping",
        "a strategy without an end beside plans for years",
        [
            plan("u", period=period("2024")),
            plan("v", period=period("2024", "2024")),
            plan("w", period=period("2025", "2025")),
            plan("x", period=period("2025")),
        ],
    ),
    # --- program.cycle ---
    Case(
        "program.cycle",
        "over two others",
        [
            program("c", parent_id="program:b"),
            program("a", parent_id="program:c"),
            program("b", parent_id="program:a"),
            program("d", parent_id="program:a"),
        ],
        (("program:c", "/parent_id"),),
    ),
    Case(
        "program.cycle", "two parts of one", [program("a", parent_id="program:c"), program("b", parent_id="program:c")]
    ),
    # --- group.cycle ---
    Case(
        "group.cycle",
        "over two others",
        [
            group("c", parent_id="group:b"),
            group("a", parent_id="group:c"),
            group("b", parent_id="group:a"),
            group("d", parent_id="group:a"),
        ],
        (("group:c", "/parent_id"),),
    ),
    Case("group.cycle", "two parts of one", [group("a", parent_id="group:c"), group("b", parent_id="group:c")]),
    # --- activity.cycle ---
    Case(
        "activity.cycle",
        "over two others",
        [
            activity("c", parent_id="activity:b"),
            activity("a", parent_id="activity:c"),
            activity("b", parent_id="activity:a"),
            activity("d", parent_id="activity:a"),
        ],
        (("activity:c", "/parent_id"),),
    ),
    Case(
        "activity.cycle",
        "two parts of one",
        [activity("a", parent_id="activity:c"), activity("b", parent_id="activity:c")],
    ),
    # --- program.outside-parent ---
    Case(
        "program.outside-parent",
        "after the end, and before the start",
        [
            program("p", period=period("2020", "2022")),
            program("a", parent_id="program:p", period=period("2023")),
            program("b", parent_id="program:p", period=period("2018", "2019")),
        ],
        (("program:a", "/period"), ("program:b", "/period")),
    ),
    Case(
        "program.outside-parent",
        "in the last year, beyond the end, in doubt, of unknown time, or part of what could not be read",
        [
            program("p", period=period("2020", "2022")),
            program("a", parent_id="program:p", period=period("2022", "2025")),
            program("b", parent_id="program:p", period=period("2023?")),
            program("c", parent_id="program:p"),
            program("d", parent_id="program:c", period=period("1990", "1991")),
            program("e", parent_id="program:broken", period=period("1990", "1991")),
        ],
        elsewhere=("program:broken",),
    ),
    # --- activity.outside-program ---
    Case(
        "activity.outside-program",
        "after the end, and before the start",
        [
            program(period=period("2020", "2022")),
            activity("a", period=period("2023")),
            activity("b", period=period("2018", "2019")),
        ],
        (("activity:a", "/period"), ("activity:b", "/period")),
    ),
    Case(
        "activity.outside-program",
        "in the last year, in doubt, undated, of a programme of unknown time, or one that could not be read",
        [
            program(period=period("2020", "2022")),
            activity("a", period=period("2022", "2023")),
            activity("b", period=period("2023?")),
            activity("c"),
            activity("d", program_id="program:q", period=period("1990", "1991")),
            activity("e", program_id="program:broken", period=period("1990", "1991")),
        ],
        elsewhere=("program:broken",),
    ),
    # --- recommendation.implemented-unfulfilled ---
    Case(
        "recommendation.implemented-unfulfilled",
        "nothing is named",
        [recommendation("a", status="implemented")],
        (("recommendation:a", "/status"),),
    ),
    Case(
        "recommendation.implemented-unfulfilled",
        "something is named, or it was not implemented",
        [
            recommendation("a", status="implemented", fulfilled_by=["activity:a"]),
            recommendation("b", status="accepted"),
        ],
    ),
    # --- activity.outside-plan ---
    Case(
        "activity.outside-plan",
        "of the plan that it names, and of one that names it, each told once",
        [
            plan("v", period=period("2024", "2024"), activity_ids=["activity:a"]),
            plan("w", period=period("2025", "2025"), activity_ids=["activity:a"]),
            activity("a", work_plan_id="work_plan:w", period=period("2026")),
            activity("b", work_plan_id="work_plan:w", period=period("2026")),
        ],
        (("activity:a", "/period"), ("activity:a", "/period"), ("activity:b", "/period")),
    ),
    Case(
        "activity.outside-plan",
        "beyond the plan's end, in doubt, undated, or of a plan that could not be read",
        [
            plan("w", period=period("2025", "2025"), activity_ids=["activity:d"]),
            activity("a", work_plan_id="work_plan:w", period=period("2025-10", "2026")),
            activity("b", work_plan_id="work_plan:w", period=period("2026?")),
            activity("c", work_plan_id="work_plan:broken", period=period("2026")),
            activity("d"),
        ],
        elsewhere=("work_plan:broken",),
    ),
]
