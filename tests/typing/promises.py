"""What a type checker must see of the public surface. Checked by mypy and by a second checker; never run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_type

import attrs

import thinktank_model as tm

record = tm.loads(b"{}")
assert_type(record, tm.Record)
assert_type(tm.loads("{}", tm.Event), tm.Event)
assert_type(tm.from_dict({}, tm.Source, unknown="keep"), tm.Source)
assert_type(tm.dumps(record), bytes)

event = tm.Event(id="event:e", names=(tm.Name(value="E"),), start=tm.PartialDate("2024"))
assert_type(event.start, tm.PartialDate)
assert_type(event.end, tm.PartialDate | None)
assert_type(event.names[0].lang, str | None)
assert_type(event.attendance_mode, tm.AttendanceMode)
assert_type(event.kind, str | None)
assert_type(event.program_ids, tuple[str, ...])
assert_type(attrs.evolve(event, end=tm.PartialDate("2025")), tm.Event)
assert_type(event.start.before(event.start), bool | None)

ds = tm.Dataset.read("a.json")
assert_type(ds, tm.Dataset)
assert_type(ds["event:e"], tm.Record)
assert_type(ds.get("event:e"), tm.Record | None)
assert_type(ds.of(tm.Event), Mapping[str, tm.Event])
assert_type(ds.check(), tm.Report)
assert_type(tm.validate(ds)[0], tm.Problem)
assert_type(tm.validate(ds).problems, tuple[tm.Problem, ...])

for line in tm.read_jsonl("a.jsonl"):
    assert_type(line.record, tm.Record | None)
    assert_type(line.problems, tuple[tm.Problem, ...])

match record:
    case tm.Event(start=start):
        assert_type(start, tm.PartialDate)
    case tm.Member(party_id=party):
        assert_type(party, str)
    case _:
        pass
