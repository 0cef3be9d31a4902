"""Code that users of pandas, pystac or followthemoney would try: each cell works, or gets one sentence about what works here."""

from __future__ import annotations

import copy
import datetime
import pickle
import re
import sys
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.problems.guesses import GUESSES, MODULE, GuessError

from .oracles import oracle

oracle("pandas")

E = "event:riverside-assembly-2024"
WORKS = """
ds
len(ds)
list(ds)
ds.records[0]
ds.title
ds.header
ds.events
ds.events.keys()
list(ds.events.values())
ds.events.get("event:x")
ds.get("event:x")
ds[E]
ds[E].label()
ds[E].label("fr", "en")
ds.label(E)
ds.label(next(iter(ds.members)))
ds.of("event")
ds.of(tm.Event)
E in ds
ds[E] in ds
ds[E].start
ds[E].start.year
ds[E].start.before("2025")
ds[E].start.after(datetime.date(2024, 1, 1))
ds[E].start.to_date()
sorted(ds.events.values(), key=lambda e: e.sort_key)
ds.referrers(E)
ds.find("riverside")
ds.find("riverside", n=1)[0].record
ds.members_at("2025-01-01")
ds.members_at(datetime.date(2025, 1, 1)).certain
ds.events_between("2024", "2025-06")
ds.participants(E).certain
ds.events_of("organization:riverside-institute")
ds.duplicates()
tm.total(e.attendance and e.attendance.total for e in ds.events.values())
ds.add({"type": "source", "id": "source:new", "titles": {"en": "New"}})
ds.replace(ds[E])
ds.remove("person:cleo-specimen", cascade=True)
ds.rename(E, "event:new")
ds.absorb("person:ada-example", "person:bo-sample")
tm.merge_patch(ds[E], {"status": "held"})
tm.json_patch(ds[E], [{"op": "replace", "path": "/status", "value": "held"}])
tm.apply_fixes(tm.dumps(ds[E]))
ds.diff(ds)
bool(ds.diff(ds))
ds.diff(ds.rename(E, "event:new")).renamed
ds.diff(tm.Dataset()).members.left
ds.patch(ds.diff(ds.rename(E, "event:new")))
tm.merge3(ds, ds, ds).conflicts
ds.merge(ds)
ds.check()
ds.check().ok
ds.check().to_dicts()
tm.validate(ds).errors
tm.to_dict(ds[E])
tm.dumps(ds[E])
tm.explain("date.syntax")
tm.explain("date")
tm.label("symposium", "zh", of=tm.EventKind)
tm.EventKind.SYMPOSIUM.label("fr")
ds.to_frame("events")
ds.to_frame("participations", lang="fr")
ds.events._repr_html_()
""".strip().split("\n")
SAYS = {
    "ds[0]": "records by position are in ds.records",
    'ds["event:riverside-asembly-2024"]': "did you mean 'event:riverside-assembly-2024'",
    'ds.events["event:riverside-asembly-2024"]': "did you mean 'event:riverside-assembly-2024'",
    'ds.of("events")': "did you mean 'event'",
    'ds.remove("organization:riverside-institute")': "Use cascade=True to remove both.",
    'ds.rename("event:x", "event:y")': "no record has the id 'event:x'",
    'ds.to_frame("participation")': "did you mean 'participations'",
    'ds.to_frame("memberships")': "did you mean 'members'",
    'tm.explain("date.sintax")': "did you mean 'date.syntax'",
    'ds.add({"type": "event"})': "the required key",
    'ds.write("x.csv")': "use thinktank_model.export",
    'ds[E].start.before("soon")': "is not a date",
    "ds[:3]": "ds.records[:5]",
    'ds[["a", "b"]]': "records by position are in ds.records",
    "ds.participants(ds[E])": "write 'event:riverside-assembly-2024'",
    "ds.remove(ds[E])": "write 'event:riverside-assembly-2024'",
    "ds.referrers(ds[E])": "write 'event:riverside-assembly-2024'",
    "ds.find(None)": "ds.find('fudan', 5)",
    'ds.find("Ada", "person")': "ds.find('fudan', 5)",
    'ds.check("2025-01-01")': "datetime.date(2025, 6, 1)",
    "tm.total(ds.events.values())": "event.attendance.total",
    'tm.EventKind("symposum")': "did you mean 'symposium'",
    'tm.example("wic-2023")': "did you mean 'wic-2024'",
    "ds.head()": "to_frame",
    "ds.shape": "to_frame",
    "ds.to_pandas()": "to_frame",
    'ds.to_csv("x.csv")': "thinktank_model.export(ds,",
    "ds.to_json()": "thinktank_model.dumps(...)",
    'ds.save("x.json")': "ds.write(",
    "ds.items()": "ds.events and the other collections are mappings by id",
    'ds.filter(status="held")': "event.status ==",
    'ds.search("riverside")': "ds.find(text)",
    "ds.append(1)": "ds.add(record)",
    'ds.drop("event:x")': "ds.remove(id)",
    "ds.concat(ds)": "ds.merge(other)",
    "ds.copy()": "it needs no copy",
    "ds.people": "ds.persons",
    "ds.organisations": "ds.organizations",
    "ds.evnts": "did you mean 'events'",
    "ds.events.first()": "next(iter(collection.values()))",
    "ds.events.to_frame()": 'ds.to_frame("events")',
    "ds[E].to_dict()": "thinktank_model.to_dict",
    "ds[E].name": 'record.label("fr", "en")',
    "ds[E].title": "record.names",
    "ds[E].date": "event.start.year",
    "ds[E].participants": "ds.participants(event.id)",
    'ds[E].replace(status="held")': "attrs.evolve(record, status=...)",
    "ds[E].validate()": "thinktank_model.validate",
    "ds[E].strat": "did you mean 'start'",
    "ds[E].start.isoformat()": "str(date)",
    "ds[E].start.date()": "date.to_date()",
    "ds.check().to_frame()": "report.to_dicts()",
    'tm.read("x.json")': "thinktank_model.Dataset.read(",
    "tm.merge(ds, ds)": "thinktank_model.merge3(base, ours, theirs)",
    "tm.evnt": "has no attribute 'evnt'",
}


@pytest.fixture
def names() -> dict[str, Any]:
    return {"tm": tm, "ds": tm.example("riverside-2025"), "E": E, "datetime": datetime}


@pytest.mark.parametrize("cell", WORKS)
def test_a_cell_works_and_its_value_can_be_shown(names: dict[str, Any], cell: str) -> None:
    """As in a notebook."""
    value = eval(cell, names)
    assert isinstance(repr(value), str) and isinstance(getattr(value, "_repr_html_", str)(), str)


@pytest.mark.parametrize(("cell", "said"), SAYS.items())
def test_a_cell_that_cannot_work_says_what_does(names: dict[str, Any], cell: str, said: str) -> None:
    """In one sentence for each problem."""
    with pytest.raises((KeyError, ValueError, AttributeError, TypeError)) as caught:
        eval(cell, names)
    if sys.version_info < (3, 12) and cell.startswith("ds[E].") and type(caught.value) is AttributeError:
        said = "object has no attribute"  # records and dates of Python 3.11 say no more, see `GuidedValue`
    assert said in str(caught.value)


CLASSES = {
    "Dataset": tm.Dataset, "Listing": type(tm.Dataset().events), "Report": tm.Report, "_Common": tm.Event, "Node": tm.Period,
    "PartialDate": tm.PartialDate,
}  # fmt: skip


def test_a_guess_is_about_an_attribute_that_is_missing() -> None:
    """Guesses are only for names that do not exist, and the suggested names exist."""
    ds = tm.example("riverside-2025")
    things = {
        "ds": ds,
        "record": ds.persons["person:ada-example"],
        "event": ds[E],
        "report": ds.check(),
        "date": ds.events[E].start,
    }
    assert set(GUESSES) == set(CLASSES)
    for name, table in {**GUESSES, "": MODULE}.items():
        assert [guess for guess in table if guess in dir(CLASSES.get(name, tm))] == []
        for sentence in table.values():
            for thing, attribute in re.findall(
                r"(?<!\")\b(ds|record|event|report|date|thinktank_model)\.(\w+)", sentence
            ):
                assert hasattr(things.get(thing, tm), attribute) or (thing, attribute) == ("record", "titles"), sentence


def test_a_guess_can_be_pickled_and_asked_for() -> None:
    """A missing attribute is still an `AttributeError`, so `hasattr`, defaults and copying work."""
    ds = tm.example("riverside-2025")
    assert not hasattr(ds, "head") and getattr(ds[E], "head", 3) == 3 and copy.deepcopy(ds) == ds
    with pytest.raises(GuessError) as caught:
        getattr(ds, "head")  # noqa: B009
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
