"""The main job on real data: read a dataset, check it, ask it things, change it, write it back.

The data is the article of 20 December 2024 about the symposium of the World Internet Conference's think-tank programme.
"""

import tempfile
from pathlib import Path

import attrs

import thinktank_model as tm

ds = tm.example("wic-2024")
report = ds.check()
print(f"{len(ds)} records read: {len(report.errors)} errors, {len(report.warnings)} warnings")
for problem in report.warnings:
    print("  ", problem)

event = next(iter(ds.events.values()))
print(f"\n{event.names[0].value}: {event.start}, {event.attendance_mode.label()}, {event.attendance.total}")
named = [ds[p.party_id] for p in event.participations if p.party_id]
for organization in named[:3]:
    print("  ", organization.names[0].value)
print(f"   ... {len(named)} organizations are named; {event.participants_listed.label().lower()}")

program = ds[event.program_ids[0]]
print(f"\n{len(ds.referrers(program.id))} references to {program.id}; hosted by {program.host_ids[0]}")

# Records are frozen: a change makes a new record, which is validated like any other.
try:
    attrs.evolve(event, end=tm.PartialDate("2024-12-19"))
except tm.InvalidData as error:
    print(f"\nA wrong change is refused: {error}")

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "copy.thinktank.json"
    ds.write(path)
    print(f"\nWritten back and read again, equal: {tm.Dataset.read(path) == ds}")
