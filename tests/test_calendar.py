"""iCalendar: writing, reading with two other parsers, reading the files of others, and the reports of losses."""

from __future__ import annotations

import datetime
import io
import zoneinfo
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from thinktank_model.formats.calendar import dates, recurrence, zones
from thinktank_model.formats.calendar.lines import split_text, text_of
from thinktank_model.shapes.annotations import shape_of

from . import generate
from .explained import unexplained
from .oracles import oracle
from .scale import examples, in_full, thinned
from .strategies import values
from .texts import NASTY, WORSE

for name in ("icalendar", "vobject", "dateutil"):
    oracle(name)

import dateutil.tz
import icalendar
import vobject


def event(**said: Any) -> dict[str, Any]:
    return {"type": "event", "id": "event:a", "names": [{"value": "A", "lang": "en"}], "start": "2024-12-20", **said}


def written(
    *records: Any, lang: str = "en", header: dict[str, Any] | None = None, **options: str
) -> tuple[bytes, tm.Report]:
    held = io.BytesIO()
    ds = tm.Dataset(records=records, **(header or {}))
    report = tm.export(ds, held, format="ical", lang=lang, **options)
    return held.getvalue(), report


def imported(text: str | bytes, **options: Any) -> tm.Imported:
    data = text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode()
    return tm.import_file(io.BytesIO(data), format="ical", **options)


def read(text: str | bytes, **options: str) -> list[tm.Event]:
    dataset = imported(text, **options).dataset
    assert dataset is not None
    return [*dataset.events.values()]


def calendar(*lines: str) -> str:
    """Return a calendar with one event that has these lines."""
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])


def parsed(data: bytes) -> Any:
    made: Any = icalendar.Calendar
    return made.from_ical(data)


def only(data: bytes) -> Any:
    (found,) = parsed(data).walk("VEVENT")
    return found


# --- writing ---


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ({}, "20241220", "20241221"),
        ({"end": "2024-12-21"}, "20241220", "20241222"),
        ({"start": "2024-12"}, "20241201", "20250101"),
        ({"start": "2024"}, "20240101", "20250101"),
        ({"start": "2024-33"}, "20240101", "20240401"),
        ({"start": "2024-12-20T14:00:00+08:00"}, "20241220T060000Z", None),
        ({"start": "2024-12-20T14:00:00", "timezone": "Asia/Shanghai", "end": "2024-12-20T16:00:00"}, "20241220T140000", "20241220T160000"),
        ({"start": "2024-12-20T14:00:00+08:00", "timezone": "Asia/Shanghai"}, "20241220T140000", None),
        ({"start": "2024-12-20T14:00:00+07:00", "timezone": "Asia/Shanghai"}, "20241220T070000Z", None),
        ({"start": "2024-12-20T14:00:00"}, "20241220T140000", None),
        ({"start": "2024-12-20T14:00:00.5Z"}, "20241220T140000Z", None),
        ({"start": "2024-12-20", "end": "2024-12-21T16:00:00Z"}, "20241220", "20241222"),
        ({"start": "2024-12-20T14:00:00", "end": "2024-12-21T16:00:00Z"}, "20241220", "20241222"),
        ({"start": "2024-12-20?", "end": "2024-12-10"}, "20241220", "20241221"),
        ({"start": "2024-12-20T14:00:00Z", "end": "2024-12-20T14:00:00Z"}, "20241220T140000Z", None),
        ({"start": "9999-12-31"}, "99991231", None),
        ({"start": "9999"}, "99990101", "99991231"),
        ({"start": "0001-01-01T00:00:00+08:00"}, "00010101", "00010102"),
    ],
)  # fmt: skip
def test_a_partial_date_becomes_what_a_calendar_can_hold(said: dict[str, Any], start: str, end: str | None) -> None:
    """As days with an exclusive end, or as times in a zone, in UTC or floating; each difference is explained."""
    record = tm.from_dict(event(**said))
    data, report = written(record)
    found = only(data)
    assert found["DTSTART"].to_ical().decode() == start
    assert (found["DTEND"].to_ical().decode() if "DTEND" in found else None) == end
    assert unexplained(record, read(data)[0], report) == []


def test_an_event_without_a_date_is_reported_and_not_written() -> None:
    """A calendar cannot hold it; an event that refers to it loses the reference."""
    series = tm.from_dict({k: v for k, v in event(kind="series").items() if k != "start"})
    session = tm.from_dict(event(id="event:b", parent_id="event:a"))
    data, report = written(series, session)
    assert only(data)["UID"] == "event:b@thinktank-model" and "RELATED-TO" not in only(data)
    said = {p.code: p for p in report}
    assert said["export.record-not-carried"].record_id == "event:a"
    assert "parent_id" in said["export.field-not-carried"].message


@pytest.mark.parametrize(
    "zone",
    thinned(
        [
            "Asia/Shanghai",
            "America/Toronto",
            "Europe/Paris",
            "Australia/Lord_Howe",
            "Africa/Casablanca",
            "Asia/Pyongyang",
        ],
        2,
    ),
)
def test_a_vtimezone_gives_the_offsets_of_its_zone(zone: str) -> None:
    """Checked with another library, at every hour around the changes of the clock."""
    made = zones.timezone(zone, {2015, 2018, 2024}).to_ical().decode()
    followed = dateutil.tz.tzical(io.StringIO(made)).get()
    wanted = zoneinfo.ZoneInfo(zone)
    at = datetime.datetime(2015, 1, 1, tzinfo=datetime.UTC)
    for hours in (*range(0, 366 * 24, 1), *range(3 * 8766, 4 * 8766, 1), *range(9 * 8766 + 24, 10 * 8766, 1)):
        local = (at + datetime.timedelta(hours=hours)).astimezone(wanted)
        naive = local.replace(tzinfo=None)
        if (
            local.fold == 0
            and naive.replace(tzinfo=wanted).utcoffset() == naive.replace(tzinfo=wanted, fold=1).utcoffset()
        ):
            assert naive.replace(tzinfo=followed).utcoffset() == local.utcoffset(), local


def test_a_zone_that_is_used_is_described_and_no_other() -> None:
    """Readers need no time zone database to read the file."""
    times = {"start": "2024-12-20T14:00:00", "timezone": "Asia/Shanghai"}
    data, _ = written(event(**times), event(id="event:b", timezone="Europe/Paris"))
    found = parsed(data)
    assert [zone["TZID"] for zone in found.walk("VTIMEZONE")] == ["Asia/Shanghai"]


def test_parties_are_attendees() -> None:
    """Organizations are groups, persons are individuals; the first organizer is the ORGANIZER."""
    records = [
        {"type": "organization", "id": "organization:o", "names": [{"value": 'O, the "first"; one'}]},
        {"type": "organization", "id": "organization:p", "names": [{"value": "P"}]},
        {"type": "person", "id": "person:q", "names": [{"value": "Q"}]},
        event(
            organizer_ids=["organization:o", "organization:p"],
            host_ids=["organization:p"],
            sponsor_ids=["organization:o"],
            participations=[
                {"party_id": "person:q", "role": "keynote_speaker"},
                {"party_id": "organization:gone", "role": "chair"},
            ],
        ),
    ]
    data, report = written(*records)
    found = only(data)
    assert found["ORGANIZER"].params["CN"] == 'O, the "first"; one'
    listed = [(a.params["CN"], a.params.get("CUTYPE"), a.params["ROLE"]) for a in found["ATTENDEE"]]
    assert listed == [
        ("P", "GROUP", "CHAIR"),
        ("P", "GROUP", "NON-PARTICIPANT"),
        ('O, the "first"; one', "GROUP", "NON-PARTICIPANT"),
        ("Q", "INDIVIDUAL", "REQ-PARTICIPANT"),
        ("organization:gone", "GROUP", "CHAIR"),
    ]
    dataset = imported(data).dataset
    assert dataset is not None and dataset.events["event:a"] == tm.from_dict(records[-1])
    assert dataset.organizations["organization:o"].names[0].value == 'O, the "first"; one'
    assert "organization:gone" not in dataset and [p.code for p in report] == ["export.type-not-carried"] * 2


def test_places_are_a_location_and_conferences() -> None:
    """A room is a LOCATION, a URL a CONFERENCE, coordinates a GEO."""
    places = [
        {"kind": "physical", "name": {"en": "Hall"}, "coordinates": {"latitude": 31.2, "longitude": 121.5}},
        {"kind": "virtual", "name": {"en": "Live; room"}, "url": "https://example.org/live"},
        {"kind": "virtual", "url": "https://example.org/more"},
    ]
    record = tm.from_dict(event(places=places))
    data, report = written(record)
    assert read(data) == [record] and len(report) == 0
    several = tm.from_dict(event(places=[*places, {"kind": "physical", "locality": {"fr": "Lyon"}, "country": "FR"}]))
    data, report = written(several)
    assert only(data)["LOCATION"] == "Hall; Lyon, FR"
    assert [p.pointer for p in report] == ["/places"] and unexplained(several, read(data)[0], report) == []


def test_a_uid_of_another_calendar_is_kept_with_its_sequence() -> None:
    """A calendar that already has the event takes the feed as an update; the id stays the same too."""
    record = tm.from_dict(
        event(identifiers=[{"scheme": "ical_uid", "value": "x@y"}], extensions={"ical:sequence": 3, "x:a": 1})
    )
    data, report = written(record)
    assert (only(data)["UID"], only(data)["SEQUENCE"]) == ("x@y", 3)
    back = read(data)[0]
    assert back.id == "event:a" and back.identifiers == record.identifiers and back.extensions["ical:sequence"] == 3
    assert unexplained(record, back, report) == []


def test_a_feed_a_programme() -> None:
    """A feed has the programme's name and only its events; an id that is not a programme is refused."""
    programs = [{"type": "program", "id": f"program:{x}", "names": [{"value": x.upper(), "lang": "fr"}]} for x in "pq"]
    records = [*programs, event(program_ids=["program:p"]), event(id="event:b", program_ids=["program:q"])]
    data, _ = written(*records, program="program:q", lang="fr")
    assert only(data)["UID"] == "event:b@thinktank-model"
    assert parsed(data)["NAME"] == "Q"
    assert imported(data).dataset.title["und"] == "Q"  # type: ignore[union-attr,index]
    with pytest.raises(ValueError, match="no programme 'program:r', only program:p, program:q"):
        written(*records, program="program:r")
    with pytest.raises(ValueError, match="only none"):
        written(event(), program="program:r")
    titled = parsed(written(*records, header={"title": {"en": "Both"}})[0])
    assert titled["NAME"] == "Both" and "NAME" not in parsed(written(event())[0])


def test_the_stamp_is_that_of_the_dataset() -> None:
    """The current time is not used; a time is written in UTC."""
    for generated, stamp in (
        ("2024-12-20T08:00:00.25+08:00", "20241220T000000Z"),
        ("2024-12", "20241201T000000Z"),
        (None, "19700101T000000Z"),
    ):
        data, _ = written(event(), header={"generated": generated} if generated else None)
        assert only(data)["DTSTAMP"].to_ical().decode() == stamp


@pytest.mark.parametrize("lang", ["en", "fr", "zh", "de"])
@pytest.mark.parametrize("name", tm.example_names())
def test_every_difference_is_explained(name: str, lang: str) -> None:
    """For the shipped datasets, written and read again; our own file is understood completely."""
    ds = tm.example(name)
    held = io.BytesIO()
    report = tm.export(ds, held, format="ical", lang=lang)
    back = imported(held.getvalue())
    assert back.dataset is not None and not [p for p in back.report if p.code.startswith("import.")]
    assert [unexplained(event, back.dataset.get(event.id), report) for event in ds.events.values()] == [[]] * len(
        ds.events
    )
    assert all(len(line) <= 75 for line in held.getvalue().split(b"\r\n"))


@settings(max_examples=examples(60), deadline=None)
@given(values(shape_of(tm.Event)))
def test_every_difference_of_any_event_is_explained(data: dict[str, Any]) -> None:
    """For any record: a value that is not read back was reported as lost."""
    record = tm.from_dict(data)
    raw, report = written(record)
    back = imported(raw).dataset
    assert back is not None and unexplained(record, back.get(record.id), report) == []
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))


# --- nasty texts, and a second parser ---


@in_full
def test_nasty_texts_come_back_and_inject_nothing() -> None:
    """In every text field, by both parsers; no line is longer than 75 octets, and all lines end with CR LF."""
    for number, text in enumerate((*NASTY, *WORSE)):
        records: list[Any] = [
            {"type": "organization", "id": "organization:o", "names": [{"value": text}]},
            event(
                names=[{"value": text, "lang": "en"}],
                description={"en": text},
                places=[
                    {"kind": "physical", "name": {"en": text}},
                    {"kind": "virtual", "name": {"en": text}, "url": "https://example.org/a,b;c"},
                ],
                participations=[{"party_id": "organization:o", "role": "speaker"}],
            ),
        ]
        if any(problem.severity == "error" for record in records for problem in tm.validate(record)):
            continue
        data, _ = written(*records)
        assert all(len(line) <= 75 for line in data.split(b"\r\n")) and b"\n" not in data.replace(b"\r\n", b"")
        found = only(data)
        assert sorted(found) == sorted(
            [
                "SUMMARY",
                "DTSTART",
                "DTEND",
                "DTSTAMP",
                "UID",
                "ATTENDEE",
                "CONFERENCE",
                "DESCRIPTION",
                "LOCATION",
                "TRANSP",
            ]
        ), number
        assert (found["SUMMARY"], found["DESCRIPTION"], found["LOCATION"]) == (text, text, text)
        if "\\" not in text:  # this library unescapes parameters too, against RFC 6868
            assert found["ATTENDEE"].params["CN"] == text and found["CONFERENCE"].params["LABEL"] == text
        second = vobject.readOne(data.decode()).vevent
        assert (second.summary.value, second.description.value, second.location.value) == (text, text, text)
        assert len([*second.getChildren()]) == 10
        (back,) = read(data)
        assert back == tm.from_dict(records[1])


def test_a_second_parser_reads_the_shipped_datasets() -> None:
    """They have the same events, times and texts."""
    for name in tm.example_names():
        held = io.BytesIO()
        tm.export(tm.example(name), held, format="ical")
        one: Any = parsed(held.getvalue()).walk("VEVENT")
        two = vobject.readOne(held.getvalue().decode()).vevent_list
        assert [(str(e["UID"]), str(e["SUMMARY"]), e["DTSTART"].dt) for e in one] == [
            (e.uid.value, e.summary.value, e.dtstart.value) for e in two
        ]


# --- reading ---


def test_what_others_write_is_read() -> None:
    """With persons and bodies, but without their e-mail addresses; the report lists what is left out."""
    text = calendar(
        "UID:1@example.org", "SUMMARY;LANGUAGE=FR:Réunion\\, deuxième", "DTSTART;TZID=China Standard Time:20241220T140000",
        "DURATION:PT2H", "STATUS:CONFIRMED", "SEQUENCE:2", "CATEGORIES:governance,Meeting\\, big", "CLASS:PRIVATE",
        "ORGANIZER;CN=Ann Author:mailto:ann@example.org", "ATTENDEE;CUTYPE=GROUP;CN=Some Body;ROLE=CHAIR:mailto:b@example.org",
        "ATTENDEE;CN=Not There;PARTSTAT=DECLINED:mailto:n@example.org", "ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:r@example.org",
        "ATTENDEE:mailto:x@example.org", "GEO:31.2;121.5", "URL:https://example.org/", "URL:htp:/no",
        "BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM",
    )  # fmt: skip
    result = imported(text)
    assert result.dataset is not None
    (found,) = result.dataset.events.values()
    assert found == tm.from_dict(
        {
            "type": "event",
            "id": "event:1-example-org",
            "names": [{"value": "Réunion, deuxième", "lang": "fr"}],
            "start": "2024-12-20T14:00:00+08:00",
            "end": "2024-12-20T16:00:00+08:00",
            "timezone": "Asia/Shanghai",
            "status": "scheduled",
            "organizer_ids": ["person:ann-author"],
            "participations": [{"party_id": "organization:some-body", "role": "chair"}],
            "places": [{"kind": "physical", "coordinates": {"latitude": 31.2, "longitude": 121.5}}],
            "topics": [*found.topics],
            "urls": ["https://example.org/"],
            "identifiers": [{"scheme": "ical_uid", "value": "1@example.org"}],
            "extensions": {"ical:sequence": 2},
        }
    )
    assert "@" not in str(tm.to_dict(result.dataset.persons["person:ann-author"]))
    lost = {dict(p.params).get("property") for p in result.report if p.code == "import.property-not-carried"}
    assert {"CLASS", "VALARM", "ATTENDEE;PARTSTAT=DECLINED", "ATTENDEE;CUTYPE=ROOM", "ATTENDEE without a name"} <= lost
    assert "import.value-left-out" in [p.code for p in result.report]


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        (["DTSTART;VALUE=DATE:20241220"], "2024-12-20", None),
        (["DTSTART;VALUE=DATE:20241220", "DTEND;VALUE=DATE:20241223"], "2024-12-20", "2024-12-22"),
        (["DTSTART;VALUE=DATE:20241220", "DTEND;VALUE=DATE:20241220"], "2024-12-20", None),
        (["DTSTART;VALUE=DATE:20241220", "DURATION:P3D"], "2024-12-20", "2024-12-22"),
        (["DTSTART:20241220T140000Z", "DURATION:nonsense"], "2024-12-20T14:00:00Z", None),
        (["DTSTART:20241220T140000", "DTEND:20241220T150000"], "2024-12-20T14:00:00", "2024-12-20T15:00:00"),
        (["DTSTART;TZID=Nowhere/Here:20241220T140000"], "2024-12-20T14:00:00", None),
        (["DTSTART;TZID=Asia/Shanghai:19000101T000000"], "1900-01-01T00:00:00", None),
        (["DTSTART:20241220T235960Z"], "2024-12-20T23:59:59Z", None),
        (["DTSTART:20241320"], None, None),
        (["DTSTART:yesterday"], None, None),
        (["DTSTART:20241220T140000Z", "DTEND:20241219T140000Z"], "2024-12-20T14:00:00Z", None),
        (["DTSTART:00010101", "DTEND;VALUE=DATE:00010101"], "0001-01-01", None),
        (["DTSTART:99991231T235959Z", "DURATION:P2D"], "9999-12-31T23:59:59Z", None),
        ([], None, None),
    ],
)  # fmt: skip
def test_dates_of_others(lines: list[str], start: str | None, end: str | None) -> None:
    """The end of a whole-day event is exclusive in a calendar and inclusive here; an invalid date is left out and reported."""
    status = [] if start else ["STATUS:CONFIRMED"]
    (found,) = read(calendar("SUMMARY:A", *lines, *status))
    assert (found.start and str(found.start), found.end and str(found.end)) == (start, end)


def test_a_zone_that_the_file_describes_is_followed() -> None:
    """If its name is unknown; a definition that cannot be understood is reported."""
    zone = "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0330\nTZOFFSETTO:+0330\nEND:STANDARD\nEND:VTIMEZONE\n"
    text = calendar("UID:a", "SUMMARY:A", "DTSTART;TZID=Mine:20241220T140000")
    (found,) = read(text.replace("BEGIN:VEVENT", zone + "BEGIN:VEVENT"))
    assert str(found.start) == "2024-12-20T14:00:00+03:30" and found.timezone is None
    broken = zone.replace("TZOFFSETTO:+0330", "TZOFFSETTO:sideways")
    result = imported(text.replace("BEGIN:VEVENT", broken + "BEGIN:VEVENT"))
    assert "TZID=Mine" in [dict(p.params).get("property") for p in result.report]


def test_recurring_events_are_a_series_or_single_events() -> None:
    """A series covers several dates; on request each date becomes an event, except for excluded dates."""
    text = calendar(
        "UID:r", "SUMMARY:R", "DTSTART;TZID=Europe/Paris:20250320T100000", "DTEND;TZID=Europe/Paris:20250320T113000",
        "RRULE:FREQ=WEEKLY;UNTIL=20250417T080000Z", "EXDATE;TZID=Europe/Paris:20250327T100000", "RDATE;TZID=Europe/Paris:20250501T100000",
    )  # fmt: skip
    result = imported(text)
    (series,) = result.dataset.events.values()  # type: ignore[union-attr]
    assert (series.kind, str(series.start), str(series.end)) == ("series", "2025-03-20T10:00:00+01:00", "2025-04-17")
    assert "import.recurrence" in [p.code for p in result.report]
    first, *singles = read(text, recurring="events")
    assert first.kind == "series" and {e.parent_id for e in singles} == {first.id}
    days = [
        "2025-03-20T10:00:00+01:00",
        "2025-04-03T10:00:00+02:00",
        "2025-04-10T10:00:00+02:00",
        "2025-04-17T10:00:00+02:00",
        "2025-05-01T10:00:00+02:00",
    ]
    assert [str(e.start) for e in singles] == days and str(singles[1].end) == "2025-04-03T11:30:00+02:00"
    days_only = read(
        calendar("UID:d", "SUMMARY:D", "DTSTART:20250101", "DTEND:20250103", "RRULE:FREQ=DAILY;INTERVAL=7;COUNT=2"),
        recurring="events",
    )
    assert [(str(e.start), str(e.end)) for e in days_only[1:]] == [
        ("2025-01-01", "2025-01-02"),
        ("2025-01-08", "2025-01-09"),
    ]


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=-1", "nonsense", "FREQ=WEEKLY;BYDAY=XX"],
)  # fmt: skip
def test_a_rule_that_cannot_be_followed_stays_a_series(rule: str) -> None:
    """The rule is reported, and reading ends in bounded time."""
    result = imported(calendar("UID:r", "SUMMARY:R", "DTSTART:20250101", f"RRULE:{rule}"), recurring="events")
    assert [p.code for p in result.report] == ["import.recurrence"] and len(result.dataset) == 1  # type: ignore[arg-type]


def test_a_rule_without_end_is_cut() -> None:
    """After a thousand events, with a report; a rule that never gives a date ends too."""
    result = imported(calendar("UID:r", "SUMMARY:R", "DTSTART:20250101", "RRULE:FREQ=DAILY"), recurring="events")
    assert "import.recurrence-cut" in [p.code for p in result.report]
    assert len(result.dataset) == 1 + recurrence.MOST  # type: ignore[arg-type]
    never = "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5"
    assert len(read(calendar("UID:r", "SUMMARY:R", "DTSTART:20250101", never), recurring="events")) == 2
    assert recurrence.occurrences(datetime.date(2025, 1, 1), "FREQ=YEARLY;COUNT=300", [], [])[-1].year == 2125  # type: ignore[index]


def test_a_moved_event_of_a_series_stands_for_itself() -> None:
    """It is part of the series; an older version of the same event is skipped."""
    one = calendar("UID:r", "SUMMARY:R", "DTSTART:20250101", "RRULE:FREQ=DAILY;COUNT=2", "SEQUENCE:1")
    old = calendar("UID:r", "SUMMARY:Old", "DTSTART:20250101", "SEQUENCE:0")
    moved = calendar("UID:r", "RECURRENCE-ID:20250102", "SUMMARY:Moved", "DTSTART:20250105")
    for text in (one + old + moved, old + one + moved):
        found = {e.names[0].value: e for e in read(text)}
        assert found.keys() == {"R", "Moved"} and found["Moved"].parent_id == found["R"].id
    assert [str(e.start) for e in read(one + moved, recurring="events") if e.kind != "series"] == [
        "2025-01-01",
        "2025-01-05",
    ]


def test_relations_are_followed_where_both_are_there() -> None:
    """Relations to the parent are read; all others are reported."""
    parent = calendar("UID:p", "SUMMARY:P", "DTSTART:20250101")
    child = calendar(
        "UID:c", "SUMMARY:C", "DTSTART:20250101", "RELATED-TO:p", "RELATED-TO;RELTYPE=SIBLING:p", "RELATED-TO:gone"
    )
    result = imported(parent + child)
    assert result.dataset is not None and result.dataset.events["event:c"].parent_id == "event:p"
    lost = {dict(p.params)["property"]: dict(p.params)["count"] for p in result.report}
    assert lost == {"RELATED-TO;RELTYPE=SIBLING": 1, "RELATED-TO;RELTYPE=PARENT": 1}


@pytest.mark.parametrize("text", ["", "BEGIN:SOMETHING", "\0\0", "{}"])
def test_what_is_not_a_calendar_is_an_error(text: str) -> None:
    """With one sentence."""
    result = imported(text)
    assert result.dataset is None and [p.code for p in result.report] == ["import.syntax"]


def test_a_damaged_calendar_is_read_as_far_as_it_goes() -> None:
    """No END, lines that are not properties, invalid UTF-8, events without a name, duplicate ids."""
    text = (
        calendar("UID:a", "SUMMARY:A", "no property", "GEO:north", "ORGANIZER;CN=x@y:mailto:x@y")
        .encode()
        .replace(b"END:VEVENT\nEND:VCALENDAR\n", b"")
    )
    result = imported(text + b"DESCRIPTION:\xff")
    assert result.dataset is not None and "event:a" in result.dataset
    unnamed = imported(
        calendar("UID:a", "DTSTART:20250101") + calendar("UID:A", "SUMMARY:B") + calendar("UID:..", "SUMMARY:-")
    )
    assert list(unnamed.dataset.events) == ["event:a-2", "event:unnamed"]  # type: ignore[union-attr]
    assert [p.code for p in unnamed.report].count("import.record-left-out") == 1
    assert (
        imported("BEGIN:VCALENDAR\nNAME:" + "\u202e" + "\nBEGIN:VTODO\nEND:VTODO\nEND:VCALENDAR").report[0].code
        == "import.property-not-carried"
    )
    long = imported(calendar("UID:" + "a" * 300, "SUMMARY:A")).dataset
    assert long is not None and [e.identifiers for e in long.events.values()] == [()]


@given(st.text(alphabet='BEGIN:VEVENTD\r\n;=,\\"20T Z{}\x00é', max_size=200), st.sampled_from(["series", "events"]))
@settings(max_examples=examples(100), deadline=None)
def test_no_text_raises(text: str, recurring: str) -> None:
    """For any content of a file."""
    imported(calendar(*text.split("\n")), recurring=recurring)
    imported(text)


def test_texts_and_lists_of_a_calendar() -> None:
    """Escapes are undone once; an escaped comma does not separate values."""
    assert text_of(r"a\, b\; c\\n\n d\N") == "a, b; c\\n\n d\n"
    assert split_text(r"a\,b, c,,\\,d") == ["a,b", "c", "\\", "d"]


# --- options ---


@pytest.mark.parametrize(
    ("call", "kind", "said"),
    [
        (lambda: imported("", recuring="events"), TypeError, "the format ical has no option 'recuring', only recurring"),
        (lambda: imported("", recurring="event"), ValueError, "takes one of series, events, not 'event'"),
        (lambda: tm.export(tm.Dataset(), io.BytesIO(), format="csv", program="x"), TypeError, "csv has no option 'program', and has none"),
    ],
)  # fmt: skip
def test_an_unknown_option_is_one_sentence(call: Any, kind: type[Exception], said: str) -> None:
    """The sentence lists the options."""
    with pytest.raises(kind, match=said):
        call()


def test_a_zone_that_this_machine_does_not_know_is_none() -> None:
    """The same for a text that is not a zone name."""
    assert dates.zone_of("Nowhere/Here") is None and dates.zone_of("../x") is None


def test_equal_records_of_a_generator_are_explained() -> None:
    """For records with more fields than hypothesis draws."""
    for seed in range(40):
        record = tm.from_dict(generate.record(seed, "event", 0.6))
        data, report = written(record)
        back = imported(data).dataset
        assert back is not None and unexplained(record, back.get(record.id), report) == []
