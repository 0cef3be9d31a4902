"""Converts iCalendar to events."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import IO, Any, Final, Literal

from attrs import evolve

from ...jsontext.limits import Limits
from ...jsontext.opening import UnreadableError, read_all
from ...model.ids import make_id
from ...problems.listing import Listing
from ...problems.problem import Problem
from ...problems.translations import Phrase
from ...records.readers import Line, RecordReader
from ...shapes.explain import Unknown
from ...shapes.migrations import SCHEMA_VERSION
from ...values.identifiers import SCHEMES
from ...vocab import Open, Topic
from ..codes import RECURRING, RECURRING_CUT, SYNTAX
from ..format import Imported, imported
from ..losses import Losses
from ..settling import label, prose, settled
from .lines import Component, Property, components, split_text, text_of
from .recurrence import MOST, last_day, occurrences
from .terms import FIELD_ROLES, ROLE_PARAMETER, ROLES_READ, STATUS_READ
from .times import Zones, after, moment, shown
from .uids import ID, SEQUENCE, own_id, party_of

__all__ = ["RECURRING_CHOICES", "read"]

RECURRING_CHOICES: Final = ("series", "events")
SAID_ELSEWHERE: Final = (ID, "DTSTAMP", "TRANSP")  # about the file and about availability, not about the event
TOPICS: Final = Open(Topic)
CALLED: Final = "iCalendar"

Recurring = Literal["series", "events"]


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits, recurring: Recurring = "series") -> Imported:
    """Read the events of a calendar.

    Parameters:
        source: a binary stream.
        unknown: as in `loads`.
        limits: as in `Dataset.read`.
        recurring: whether an event that is repeated by a rule becomes one series, or a series and its single events.
    """
    text = read_all(source, limits.document).decode("utf-8-sig", "replace")
    if "BEGIN:V" not in text.upper():
        raise UnreadableError(SYNTAX(format=CALLED, reason=Phrase("it has no line {line}", line="BEGIN:VCALENDAR")))
    found = Listing(limits.problems)
    reader = _Reader(RecordReader(unknown, limits), recurring)
    done = imported(reader.lines(text), found)
    return evolve(done, report=type(done.report)([*done.report, *reader.losses]))


class _Reader:
    """Makes records of the components of one file."""

    def __init__(self, records: RecordReader, recurring: Recurring) -> None:
        self.records = records
        self.recurring = recurring
        self.losses = Losses("ical")
        self.zones = Zones()
        self.ids: dict[str, str] = {}  # of events by their UID
        self.taken: set[str] = set()
        self.parties: dict[str, dict[str, Any]] = {}
        self.noted: list[tuple[str, Problem]] = []

    def lines(self, text: str) -> Iterator[Line]:
        """Yield the metadata, the parties and the events of the file."""
        events: list[Component] = []
        for component in components(text):
            if component.name == "VEVENT":
                events.append(component)
            elif component.name == "VTIMEZONE":
                self.zones.describe(component)
            elif component.name == "VCALENDAR":
                yield from self.header(component)
            else:
                self.losses.property(component.name)
        events = self.newest(events)
        for event in events:
            self.name(event)
        made = [data for event in events for data in self.event(event)]
        for number, data in enumerate([*self.parties.values(), *made]):
            yield from settled(data, self.records, number)

    def header(self, calendar: Component) -> Iterator[Line]:
        """Yield the name of the calendar as the title of the dataset."""
        names = [*calendar.properties.get("NAME", ()), *calendar.properties.get("X-WR-CALNAME", ())]
        title = label(text_of(names[0].value)) if names else None
        if title is not None:
            data = {"type": "dataset", "schema_version": SCHEMA_VERSION, "title": {_tag(names[0]): title}}
            header, problems = self.records.header(data)
            if header is not None:
                yield Line(0, 0, None, problems, header, is_header=True)
                return
            self.losses.property("NAME")

    def newest(self, events: list[Component]) -> list[Component]:
        """Return the latest version of each event: that with the greatest SEQUENCE, and of these the last."""
        kept: dict[object, Component] = {}
        for event in events:
            uid = _first(event, "UID")
            key = object() if not uid else (uid, _first(event, "RECURRENCE-ID"))
            other = kept.get(key)
            if other is not None:
                self.losses.property("VEVENT;SEQUENCE")
                if _sequence(other) > _sequence(event):
                    continue
                del kept[key]
            kept[key] = event
        return [*kept.values()]

    def name(self, event: Component) -> None:
        """Set the id of an event: the one in its UID if it is ours, else one made from the UID, which is the same each time."""
        uid, again = _first(event, "UID"), _first(event, "RECURRENCE-ID")
        own = own_id(_first(event, ID) + "@") or own_id(uid)
        slug = own.partition(":")[2] if own else uid
        words = (slug, again) if again else (slug,)
        id = own if own and not again and len(own) <= 200 else _id("event", *words)
        if id is None:
            id = _id("event", _first(event, "SUMMARY"), _first(event, "DTSTART")) or "event:unnamed"
        number, wanted = 2, id
        while id in self.taken:
            id, number = make_id("event", wanted.partition(":")[2], str(number)), number + 1
        self.taken.add(id)
        if uid and not again:
            self.ids[uid] = id
        event.text = [id]

    def event(self, component: Component) -> Iterator[dict[str, Any]]:
        """Yield the plain data of an event; for a recurring event the series, and its events on request."""
        given = component.properties
        for part in component.parts:
            self.losses.property(part)
        for _ in range(component.unread):
            self.losses.property(Phrase("an unreadable line"))
        for name in SAID_ELSEWHERE:
            given.pop(name, None)
        data: dict[str, Any] = {"type": "event", "id": component.text[0]}
        uid, again = _take(given, "UID"), given.pop("RECURRENCE-ID", [])
        start = self.times(given, data)
        self.texts(given, data)
        self.places(given, data)
        self.who(given, data)
        self.kept(given, data, uid, again)
        rules, dates, without = [given.pop(name, []) for name in ("RRULE", "RDATE", "EXDATE")]
        several = [*self.repeated(data, start, rules, dates, without)] if rules or dates else [data]
        for name, found in given.items():
            for _ in found:
                self.losses.property(name)
        yield from several

    def times(self, given: dict[str, list[Property]], data: dict[str, Any]) -> datetime.date | None:
        """Set the start and the end, and return the start; None if it is not valid."""
        starts, ends, lasts = [given.pop(name, []) for name in ("DTSTART", "DTEND", "DURATION")]
        if not starts:
            return None
        start, zone, is_lost = moment(starts[0], self.zones)
        if is_lost:
            self.losses.property("TZID=" + starts[0].parameters["TZID"])
        if start is None:
            self.losses.property("DTSTART")
            return None
        data["start"] = shown(start)
        end = after(start, lasts[0].value) if lasts and not ends else None
        if ends:
            end, zone_of_end, _ = moment(ends[0], self.zones)
            if zone is None and getattr(start, "tzinfo", None) is not None:  # it starts at a time of UTC
                zone = zone_of_end
        if zone is not None:
            data["timezone"] = zone
        if end is None and (ends or lasts):
            self.losses.property("DTEND" if ends else "DURATION")
        if end is not None and not isinstance(end, datetime.datetime):
            end = end - datetime.timedelta(days=1) if end > datetime.date.min else end
            is_later = shown(end) > data["start"][:10]
        else:
            is_later = end is not None and shown(end) != data["start"]
        if end is not None and is_later:
            data["end"] = shown(end)
        return start

    def texts(self, given: dict[str, list[Property]], data: dict[str, Any]) -> None:
        """Read the name, the description and the URL."""
        found = given.pop("SUMMARY", [])
        if found:
            tag = found[0].parameters.get("LANGUAGE")
            value = label(text_of(found[0].value))
            data["names"] = [{"value": value, **({"lang": tag} if tag else {})}] if value else []
        found = given.pop("DESCRIPTION", [])
        if found and (description := prose(text_of(found[0].value))):
            data["description"] = {_tag(found[0]): description}
        topics = [topic for one in given.pop("CATEGORIES", []) for topic in split_text(one.value)]
        known = [topic for topic in dict.fromkeys(topics) if TOPICS.read(topic)[0] is not None]
        if known:
            data["topics"] = known
        for _ in range(len(set(topics)) - len(known)):
            self.losses.property("CATEGORIES")
        if urls := [*dict.fromkeys([one.value.strip() for one in given.pop("URL", []) if one.value.strip()])]:
            data["urls"] = urls

    def places(self, given: dict[str, list[Property]], data: dict[str, Any]) -> None:
        """Set the places."""
        places: list[dict[str, Any]] = []
        locations = [(_tag(one), label(text_of(one.value))) for one in given.pop("LOCATION", [])[:1]]
        places += [{"kind": "physical", "name": {tag: name}} for tag, name in locations if name is not None]
        for one in given.pop("GEO", [])[:1]:
            try:
                latitude, longitude = [float(part) for part in one.value.replace("\\", "").split(";")]
            except ValueError:
                self.losses.property("GEO")
                continue
            point = {"latitude": latitude, "longitude": longitude}
            if places:
                places[0]["coordinates"] = point
            else:
                places.append({"kind": "physical", "coordinates": point})
        for one in given.pop("CONFERENCE", []):
            name = label(one.parameters.get("LABEL"))
            places.append(
                {"kind": "virtual", "url": one.value.strip(), **({"name": {_tag(one): name}} if name else {})}
            )
        if places:
            data["places"] = places

    def who(self, given: dict[str, list[Property]], data: dict[str, Any]) -> None:
        """Read organizers and participants. E-mail addresses of people are not kept."""
        for one in given.pop("ORGANIZER", []):
            id = self.party(one, "ORGANIZER")
            if id is not None:
                data.setdefault("organizer_ids", []).append(id)
        for one in given.pop("ATTENDEE", []):
            if one.parameters.get("PARTSTAT", "").upper() == "DECLINED":
                self.losses.property("ATTENDEE;PARTSTAT=DECLINED")
                continue
            id = self.party(one, "ATTENDEE")
            exact = one.parameters.get(ROLE_PARAMETER)
            role = exact or ROLES_READ.get(one.parameters.get("ROLE", "").upper(), "attendee")
            if id is not None and role in FIELD_ROLES:
                if id not in data.setdefault(role, []):
                    data[role].append(id)
            elif id is not None:
                data.setdefault("participations", []).append({"party_id": id, "role": role})

    def party(self, one: Property, name: str) -> str | None:
        """Return the id of a party, and a record of it if it has a name."""
        own = party_of(one.value)
        called = label(one.parameters.get("CN"))
        kind = one.parameters.get("CUTYPE", "INDIVIDUAL").upper()
        if own is None:
            if kind not in ("INDIVIDUAL", "GROUP", "UNKNOWN") or called is None or "@" in called:
                self.losses.property(f"{name};CUTYPE={kind}" if called else Phrase("{name} without a name", name=name))
                return None
            self.losses.property(Phrase("the address of {name}", name=name))
            own = _id("organization" if kind == "GROUP" else "person", called)
        tag = own.partition(":")[0] if own else ""
        if (
            own
            and own not in self.parties
            and called
            and called != own
            and tag in ("organization", "person", "program")
        ):
            self.parties[own] = {"type": tag, "id": own, "names": [{"value": called}]}
        return own

    def kept(self, given: dict[str, list[Property]], data: dict[str, Any], uid: str, again: list[Property]) -> None:
        """Read the UID, the sequence number, the status and the parent."""
        if uid and own_id(uid) is None and not again:
            if SCHEMES["ical_uid"].canonical(uid) is not None:
                data["identifiers"] = [{"scheme": "ical_uid", "value": uid}]
            else:
                self.losses.property("UID")
        sequence = _take(given, "SEQUENCE")
        if sequence.isdecimal() and int(sequence[:18]) > 0:
            data["extensions"] = {SEQUENCE: int(sequence[:18])}
        state = _take(given, "STATUS").upper()
        if state in STATUS_READ:
            data["status"] = STATUS_READ[state]
        if again and uid in self.ids:
            data["parent_id"] = self.ids[uid]
        for one in given.pop("RELATED-TO", []):
            relation = one.parameters.get("RELTYPE", "PARENT").upper()
            parent = self.ids.get(text_of(one.value))
            if relation == "PARENT" and parent not in (None, data["id"]) and "parent_id" not in data:
                data["parent_id"] = parent
            else:
                self.losses.property(f"RELATED-TO;RELTYPE={relation}")

    def repeated(
        self,
        data: dict[str, Any],
        start: datetime.date | None,
        rules: list[Property],
        dates: list[Property],
        without: list[Property],
    ) -> Iterator[dict[str, Any]]:
        """Yield a series, and its single events on request if they can be computed."""
        rule = rules[0].value.strip() if rules else ""
        for _ in rules[1:]:
            self.losses.property("RRULE")
        days = None
        if self.recurring == "events" and start is not None:
            days = occurrences(start, rule, self.each(dates), self.each(without))
        series = {key: value for key, value in data.items() if key not in ("end", "participations", "places", "status")}
        series |= {
            "kind": "series",
            **({"end": last} if (last := last_day(rule)) and last > data.get("start", "") else {}),
        }
        if days is None:
            series |= {key: data[key] for key in ("participations", "places", "status") if key in data}
            self.losses.add(RECURRING(rule or "RDATE", record_id=data["id"]))
            yield series
            return
        yield series
        length = _length(data)
        if len(days) > MOST:
            self.losses.add(RECURRING_CUT(rule, record_id=data["id"], count=MOST))
        for day in days[:MOST]:
            single = {key: value for key, value in data.items() if key not in ("identifiers", "extensions", "end")}
            id = _id(
                "event",
                data["id"].partition(":")[2],
                day.strftime("%Y%m%dT%H%M%S") if isinstance(day, datetime.datetime) else f"{day:%Y%m%d}",
            )
            if id is None or id in self.taken:  # it was moved and is a separate event
                continue
            self.taken.add(id)
            end = {} if length is None else {"end": shown(day + length)}
            yield {**single, "id": id, "start": shown(day), "parent_id": data["id"], **end}

    def each(self, found: list[Property]) -> Iterator[datetime.date]:
        """Yield the dates of a list of them."""
        for one in found:
            for value in one.value.split(","):
                date = moment(one._replace(value=value.partition("/")[0]), self.zones)[0]
                if date is not None:
                    yield date


def _length(data: dict[str, Any]) -> datetime.timedelta | None:
    """Return the duration of an event; None if its end is unknown."""
    if "end" not in data:
        return None
    start, end = [datetime.datetime.fromisoformat(data[key]) for key in ("start", "end")]
    try:
        return end - start
    except TypeError:  # one of them has an offset
        return None


def _first(component: Component, name: str) -> str:
    found = component.properties.get(name)
    return text_of(found[0].value).strip() if found else ""


def _take(given: dict[str, list[Property]], name: str) -> str:
    found = given.pop(name, None)
    return text_of(found[0].value).strip() if found else ""


def _sequence(event: Component) -> int:
    text = _first(event, "SEQUENCE")
    return int(text[:18]) if text.isdecimal() else 0


def _tag(found: Property) -> str:
    return found.parameters.get("LANGUAGE") or "und"


def _id(tag: str, *words: str) -> str | None:
    try:
        return make_id(tag, *words)
    except ValueError:
        return None
