"""Programmes, their work plans and activities."""

from __future__ import annotations

from .build import Case, activity, period, plan, program

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
