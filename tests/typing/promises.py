"""What a type checker must infer for the public names. Checked by mypy and by a second checker; never run."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, assert_type

import attrs

import thinktank_model as tm
from thinktank_model import columns

record = tm.loads(b"{}")
assert_type(record, tm.Record)
assert_type(tm.loads("{}", tm.Event), tm.Event)
assert_type(tm.from_dict({}, tm.Source, unknown="keep"), tm.Source)
assert_type(tm.dumps(record), bytes)
assert_type(tm.from_llm("{}"), tuple[tm.Record, ...])
assert_type(tm.from_llm({}, tm.Event), tm.Event)
assert_type(tm.to_llm(record), dict[str, Any])
assert_type(tm.to_llm([record]), dict[str, Any])

event = tm.Event(id="event:e", names=(tm.Name(value="E"),), start=tm.PartialDate("2024"))
assert_type(event.start, tm.PartialDate | None)
assert_type(event.end, tm.PartialDate | None)
assert_type(event.names[0].lang, str | None)
assert_type(event.attendance_mode, tm.AttendanceMode)
assert_type(event.kind, str | None)
assert_type(event.program_ids, tuple[str, ...])
assert_type(attrs.evolve(event, end=tm.PartialDate("2025")), tm.Event)
assert_type(tm.PartialDate("2024").before(tm.PartialDate("2025")), bool | None)

ds = tm.Dataset.read("a.json")
assert_type(ds, tm.Dataset)
assert_type(ds["event:e"], tm.Record)
assert_type(ds.get("event:e"), tm.Record | None)
assert_type(ds.of(tm.Event), Mapping[str, tm.Event])
assert_type(ds.check(), tm.Report)
assert_type(tm.validate(ds)[0], tm.Problem)
assert_type(tm.validate(ds).problems, tuple[tm.Problem, ...])

assert_type(ds.programs, Mapping[str, tm.CooperationProgram])
assert_type(ds.groups, Mapping[str, tm.Group])
assert_type(ds.organizations, Mapping[str, tm.Organization])
assert_type(ds.persons, Mapping[str, tm.Person])
assert_type(ds.members, Mapping[str, tm.Member])
assert_type(ds.events, Mapping[str, tm.Event])
assert_type(ds.outputs, Mapping[str, tm.Output])
assert_type(ds.work_plans, Mapping[str, tm.WorkPlan])
assert_type(ds.activities, Mapping[str, tm.Activity])
assert_type(ds.recommendations, Mapping[str, tm.Recommendation])
assert_type(ds.sources, Mapping[str, tm.Source])
assert_type(ds.events["event:e"].start, tm.PartialDate | None)

assert_type(columns.from_arrow(ds), list[tm.Record])
assert_type(columns.from_arrow(ds.events, tm.Event), list[tm.Event])
assert_type(columns.from_arrow(ds, tm.Record), list[Any])

for line in tm.read_jsonl("a.jsonl"):
    assert_type(line.record, tm.Record | None)
    assert_type(line.problems, tuple[tm.Problem, ...])

match record:
    case tm.Event(start=start):
        assert_type(start, tm.PartialDate | None)
    case tm.Member(party_id=party):
        assert_type(party, str)
    case _:
        pass

if record.type == "event":
    assert_type(record, tm.Event)
elif record.type == "source" or record.type == "output":
    assert_type(record, tm.Source | tm.Output)
match record.type:
    case "person":
        assert_type(record, tm.Person)
    case _:
        pass

# The style of the documentation: each value as itself or in its JSON form.

tm.PartialDate("2024")
tm.PartialDate(datetime.date(2024, 12, 20))
tm.Text({"en": "A"})
tm.Name(value="A", lang="en", kind="official", valid={"start": "2024"})
tm.Name(value="A", kind=tm.NameKind.OFFICIAL, valid=tm.Period(start=datetime.date(2024, 1, 1)))
tm.Period(start="2024", end=tm.PartialDate("2025"))
tm.Count(value=40, qualifier="more_than", unit="people")
tm.Count(value=40, qualifier=tm.CountQualifier.MORE_THAN)
tm.Identifier(scheme="doi", value="10.1000/abc", status="confirmed")
tm.Coordinates(latitude=31, longitude=121.5)
tm.Place(kind="physical", locality={"en": "Shanghai"}, country="CN", coordinates={"latitude": 31.2, "longitude": 121.5})
tm.Attendance(total={"value": 40}, online=tm.Count(value=3))
tm.Participation(party_id="person:a", role=tm.ParticipationRole.SPEAKER, mode="online")
tm.AgendaItem(title={"en": "Opening"}, start=datetime.datetime(2024, 12, 20, 9, 0, tzinfo=datetime.timezone.utc))  # noqa: UP017
tm.SourceRef(source_id="source:a", accessed=datetime.date(2024, 12, 20))
tm.Statement(field="/start", value={"any": ["JSON", 1]}, source_id="source:a", rank="preferred")
tm.Source(id="source:a", titles={"en": "A"}, kind="news_article", published="2024-12-20")
tm.Organization(
    id="organization:a", names=[{"value": "A"}], founded="1990", parents=[{"organization_id": "organization:b"}]
)
tm.Person(id="person:a", names=(tm.Name(value="A"), {"value": "B"}), affiliations=[])
tm.CooperationProgram(id="program:a", names=[{"value": "A"}], host_ids={"organization:a"}, period={"start": "2024"})
tm.Member(id="member:a", program_id="program:a", party_id="organization:a", status="active")
tm.Event(id="event:a", names=[tm.Name(value="A")], start="2024", status="held", extensions={"my:key": [True]})
tm.Event(
    id="event:a",
    names=(tm.Name(value=text) for text in ("A", "B")),
    start=datetime.date(2024, 12, 20),
    end=None,
    attendance_mode=tm.AttendanceMode.ONLINE,
    organizer_ids=list(ds.organizations),
    attendance={"total": {"value": 40}},
    notes=tm.Text(en="A remark"),
)
tm.Output(
    id="output:a",
    titles={"en": "A"},
    contributions=[{"party_id": "person:a", "role": "author"}],
    dates={"issued": "2024"},
)
tm.WorkPlan(
    id="work_plan:a", program_id="program:a", titles={"en": "A"}, period={"start": "2024"}, priorities=[{"en": "A"}]
)
tm.Activity(id="activity:a", titles={"en": "A"}, kind="training", program_id="program:a", status="planned")
tm.Recommendation(id="recommendation:a", text={"en": "A"}, status=tm.RecommendationStatus.OPEN)
tm.Dataset(records=[event, {"type": "source", "id": "source:a", "titles": {"en": "A"}}], title={"en": "A"})
tm.Dataset(records=ds.events.values(), generated=datetime.datetime.now(tz=datetime.timezone.utc))  # noqa: UP017

# A checker must refuse these; mypy reports a comment that is not needed.

tm.Event(id="event:a", names=[tm.Name(value="A")], start=2024)  # type: ignore[arg-type]
tm.Event(id="event:a", names=["A"], start="2024")  # type: ignore[list-item]
tm.Event(id="event:a", nmes=[], start="2024")  # type: ignore[call-arg]
ds.organisations  # type: ignore[attr-defined]  # noqa: B018
event.start = tm.PartialDate("2025")  # type: ignore[misc]
