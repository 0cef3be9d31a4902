"""Rules about programmes, their parts, work plans and activities: whether their periods fit. And about implemented recommendations."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.programs import Activity, CooperationProgram, Group, Recommendation, WorkPlan
from ..problems.problem import Problem, define
from ..problems.translations import Phrase
from ..vocab import ProgramStatus, RecommendationStatus, WorkPlanStatus
from .base import Context, certainly_before, current, dates_text, outside, overlapping, rule, today
from .cycles import Graph, cycle_problem, find_cycles

__all__: list[str] = []

STATUS_PERIOD = define(
    "program.status-period",
    "warning",
    "the status {found} does not match the period {period}",
    why=(
        "The status and the period contradict each other: a programme with the status ended has an end in the "
        "past, and an active programme does not."
    ),
    bad='[{"id": "program:p", "status": "ended", "period": {"start": "2020"}}]',
    good='[{"id": "program:p", "status": "ended", "period": {"start": "2020", "end": "2022"}}]',
)
CYCLE = define(
    "program.cycle",
    "error",
    "{found} is part of itself through a cycle of programmes: {path}",
    why="A record cannot be part of its own part.",
    bad='[{"id": "program:a", "parent_id": "program:b"}, {"id": "program:b", "parent_id": "program:a"}]',
    good='[{"id": "program:a", "parent_id": "program:b"}, {"id": "program:b"}]',
)
GROUP_CYCLE = define(
    "group.cycle",
    "error",
    "{found} is part of itself through a cycle of groups: {path}",
    why="A record cannot be part of its own part.",
    bad='[{"id": "group:a", "parent_id": "group:b"}, {"id": "group:b", "parent_id": "group:a"}]',
    good='[{"id": "group:a", "parent_id": "group:b"}, {"id": "group:b"}]',
)
ACTIVITY_CYCLE = define(
    "activity.cycle",
    "error",
    "{found} is part of itself through a cycle of activities: {path}",
    why="A record cannot be part of its own part.",
    bad='[{"id": "activity:a", "parent_id": "activity:b"}, {"id": "activity:b", "parent_id": "activity:a"}]',
    good='[{"id": "activity:a", "parent_id": "activity:b"}, {"id": "activity:b"}]',
)
OUTSIDE_PARENT = define(
    "program.outside-parent",
    "warning",
    "the period of the programme, {found}, does not overlap the period of {parent}, {period}",
    why="A part of a programme runs during the whole programme. Otherwise it is a successor, or a date is wrong.",
    bad='[{"id": "program:p", "period": {"start": "2020", "end": "2022"}}, '
    '{"id": "program:q", "parent_id": "program:p", "period": {"start": "2023"}}]',
    good='[{"id": "program:p", "period": {"start": "2020", "end": "2023"}}, '
    '{"id": "program:q", "parent_id": "program:p", "period": {"start": "2023"}}]',
)
OUTSIDE_PROGRAM = define(
    "plan.outside-program",
    "warning",
    "the period of the plan, {found}, does not overlap the period of {program}, {period}",
    why=(
        "The plan covers a time in which the programme does not exist. It belongs to another programme, or a "
        "date is wrong."
    ),
    bad='[{"id": "program:p", "period": {"start": "2020", "end": "2022"}}, '
    '{"id": "work_plan:w", "program_id": "program:p", "period": {"start": "2023", "end": "2023"}}]',
    good='[{"id": "program:p", "period": {"start": "2020", "end": "2023"}}, '
    '{"id": "work_plan:w", "program_id": "program:p", "period": {"start": "2023", "end": "2023"}}]',
)
OVERLAPPING = define(
    "plan.overlapping",
    "warning",
    "the period of the plan, {found}, overlaps the period of {other}, {period}",
    why=(
        "If two plans of one programme cover the same time, it is not clear which one applies. Dropped plans are "
        "ignored, and so are plans without an end: these can be a strategy above the yearly plans."
    ),
    bad='[{"id": "work_plan:v", "program_id": "program:p", "period": {"start": "2025", "end": "2025"}}, '
    '{"id": "work_plan:w", "program_id": "program:p", "period": {"start": "2025", "end": "2025"}}]',
    good='[{"id": "work_plan:v", "program_id": "program:p", "period": {"start": "2024", "end": "2024"}}, '
    '{"id": "work_plan:w", "program_id": "program:p", "period": {"start": "2025", "end": "2025"}}]',
)
ACTIVITY_OUTSIDE_PROGRAM = define(
    "activity.outside-program",
    "warning",
    "the period of the activity, {found}, does not overlap the period of {program}, {period}",
    why=("The activity lies outside the period of the programme. It belongs to another programme, or a date is wrong."),
    bad='[{"id": "program:p", "period": {"start": "2020", "end": "2022"}}, '
    '{"id": "activity:a", "program_id": "program:p", "period": {"start": "2023"}}]',
    good='[{"id": "program:p", "period": {"start": "2020", "end": "2023"}}, '
    '{"id": "activity:a", "program_id": "program:p", "period": {"start": "2023"}}]',
)
OUTSIDE_PLAN = define(
    "activity.outside-plan",
    "warning",
    "the period of the activity, {found}, does not overlap the period of {plan}, {period}",
    why="The activity lies outside the period of the plan. It belongs to another plan, or a date is wrong.",
    bad='[{"id": "work_plan:w", "program_id": "program:p", "period": {"start": "2025", "end": "2025"}}, '
    '{"id": "activity:a", "program_id": "program:p", "work_plan_id": "work_plan:w", "period": {"start": "2026"}}]',
    good='[{"id": "work_plan:w", "program_id": "program:p", "period": {"start": "2025", "end": "2025"}}, '
    '{"id": "activity:a", "program_id": "program:p", "work_plan_id": "work_plan:w", "period": {"start": "2025-10"}}]',
)
UNFULFILLED = define(
    "recommendation.implemented-unfulfilled",
    "info",
    "the recommendation is {found}, but fulfilled_by is missing",
    why=(
        "The result of a recommendation is most often a record: an activity, an event, an output or a work plan. "
        "Link to it to show how the recommendation was carried out."
    ),
    bad='[{"id": "recommendation:r", "status": "implemented"}]',
    good='[{"id": "recommendation:r", "status": "implemented", "fulfilled_by": ["activity:a"]}]',
)


@rule(STATUS_PERIOD)
def programs_have_the_status_of_their_period(context: Context) -> Iterator[Problem]:
    """An ended programme has an end; the end of an active one is not in the past."""
    now = today(context)
    for program in context.index.of(CooperationProgram).values():
        end = None if program.period is None else program.period.end
        if program.status is ProgramStatus.ENDED and end is None:
            advice = Phrase("Add the end of the programme to its period.")
        elif program.status is ProgramStatus.ACTIVE and certainly_before(end, now):
            advice = Phrase('Write the status "ended", or a later end.')
        else:
            continue
        period = Phrase("not given") if program.period is None else dates_text(program.period)
        yield STATUS_PERIOD(program.status.value, at="/status", record_id=program.id, period=period, help=advice)


@rule(CYCLE)
def programs_are_parts_of_larger_ones(context: Context) -> Iterator[Problem]:
    """A programme is not part of itself, directly or through others."""
    for path in find_cycles(_wholes(context, CooperationProgram)):
        yield cycle_problem(CYCLE, path, at="/parent_id", expected="a programme whose chain of parents has an end")


@rule(GROUP_CYCLE)
def groups_are_parts_of_larger_ones(context: Context) -> Iterator[Problem]:
    """A group is not part of itself, directly or through others."""
    for path in find_cycles(_wholes(context, Group)):
        yield cycle_problem(GROUP_CYCLE, path, at="/parent_id", expected="a group whose chain of parents has an end")


@rule(ACTIVITY_CYCLE)
def activities_are_parts_of_larger_ones(context: Context) -> Iterator[Problem]:
    """An activity is not part of itself, directly or through others."""
    for path in find_cycles(_wholes(context, Activity)):
        yield cycle_problem(
            ACTIVITY_CYCLE, path, at="/parent_id", expected="an activity whose chain of parents has an end"
        )


def _wholes(context: Context, cls: type[CooperationProgram | Group | Activity]) -> Graph:
    """Return each record of a class with the record that it is part of."""
    index = context.index
    parents = {id: record.parent_id for id, record in index.of(cls).items()}
    return {id: [] if parent is None else [current(index, parent)] for id, parent in parents.items()}


@rule(OUTSIDE_PARENT)
def parts_run_while_the_whole_does(context: Context) -> Iterator[Problem]:
    """A programme and the programme that it is part of have a day in common."""
    for program in context.index.of(CooperationProgram).values():
        parent = context.index.find(program.parent_id)
        if isinstance(parent, CooperationProgram):
            yield from outside(
                OUTSIDE_PARENT, program.period, parent.period, at="/period", record_id=program.id, parent=parent.id
            )


@rule(OUTSIDE_PROGRAM)
def plans_are_for_what_runs(context: Context) -> Iterator[Problem]:
    """A work plan and its programme have a day in common."""
    for plan in context.index.of(WorkPlan).values():
        program = context.index.find(plan.program_id)
        if isinstance(program, CooperationProgram):
            yield from outside(
                OUTSIDE_PROGRAM, plan.period, program.period, at="/period", record_id=plan.id, program=program.id
            )


@rule(OVERLAPPING)
def plans_follow_each_other(context: Context) -> Iterator[Problem]:
    """Two work plans of one programme do not overlap. Dropped and open-ended ones are ignored."""
    index = context.index
    groups: dict[str, list[WorkPlan]] = {}
    for plan in index.of(WorkPlan).values():
        if plan.status is not WorkPlanStatus.DROPPED and plan.period.end is not None:
            groups.setdefault(current(index, plan.program_id), []).append(plan)
    found: dict[str, Problem] = {}
    for group in groups.values():
        for first, second in overlapping([(plan, plan.period) for plan in group]):
            problem = OVERLAPPING(
                dates_text(second.period),
                at="/period",
                record_id=second.id,
                other=first.id,
                period=dates_text(first.period),
                expected="periods that do not overlap",
            )
            found.setdefault(second.id, problem)
    yield from [found[id] for id in index.of(WorkPlan) if id in found]


@rule(ACTIVITY_OUTSIDE_PROGRAM)
def activities_take_place_while_their_program_runs(context: Context) -> Iterator[Problem]:
    """An activity and its programme have a day in common."""
    for activity in context.index.of(Activity).values():
        program = context.index.find(activity.program_id)
        if isinstance(program, CooperationProgram):
            yield from outside(
                ACTIVITY_OUTSIDE_PROGRAM,
                activity.period,
                program.period,
                at="/period",
                record_id=activity.id,
                program=program.id,
            )


@rule(OUTSIDE_PLAN)
def activities_are_in_their_plan(context: Context) -> Iterator[Problem]:
    """An activity and each work plan that it refers to, or that refers to it, have a day in common."""
    index = context.index
    plans: dict[str, list[str]] = {}
    for plan in index.of(WorkPlan).values():
        for id in plan.activity_ids:
            plans.setdefault(current(index, id), []).append(plan.id)
    for activity in index.of(Activity).values():
        named = [] if activity.work_plan_id is None else [current(index, activity.work_plan_id)]
        for id in dict.fromkeys([*named, *plans.get(activity.id, ())]):
            found = index.find(id)
            if isinstance(found, WorkPlan):
                yield from outside(
                    OUTSIDE_PLAN, activity.period, found.period, at="/period", record_id=activity.id, plan=found.id
                )


@rule(UNFULFILLED)
def what_was_implemented_is_linked(context: Context) -> Iterator[Problem]:
    """An implemented recommendation refers to what implemented it."""
    for recommendation in context.index.of(Recommendation).values():
        if recommendation.status is RecommendationStatus.IMPLEMENTED and not recommendation.fulfilled_by:
            status = recommendation.status.value
            yield UNFULFILLED(
                status,
                at="/status",
                record_id=recommendation.id,
                expected="the record that fulfilled the recommendation",
            )
