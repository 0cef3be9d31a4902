"""Converts events to iCalendar."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import IO, Any, Final

from ...dataset.collection import Dataset
from ...jsontext.parsing import encode
from ...model.events import Event
from ...problems.problem import Problem
from ...problems.translations import Phrase
from ...values.language import lookup
from ..losses import Losses, plain, take, take_text
from .dates import DAY, span
from .terms import CHAIRS, FIELD_ROLES, ROLE_PARAMETER, STATUS, STATUS_READ, SUPPORTERS
from .uids import ID, SEQUENCE, address, host_of, own_id, uid
from .zones import timezone

__all__ = ["write"]

PRODUCT: Final = "-//thinktank-model//thinktank-model//EN"
END: Final = b"END:VCALENDAR\r\n"


def write(dataset: Dataset, target: IO[bytes], *, lang: str, program: str | None = None) -> Iterable[Problem]:
    """Write the events as one calendar, event by event.

    Parameters:
        dataset: the dataset.
        target: a binary stream.
        lang: the language of names and texts, where they have it.
        program: the id of a programme, to write only its events.
    """
    if program is not None and program not in dataset.programs:
        raise ValueError(f"the dataset has no programme {program!r}, only {', '.join(dataset.programs) or 'none'}")
    losses = Losses("ical")
    events: list[Event] = []
    years: dict[str, set[int]] = {}
    for event in dataset.events.values():
        if program is not None and program not in event.program_ids:
            continue
        when = span(event)
        if when is None:
            losses.skipped(event.id, Phrase("it has no date"))
            continue
        events.append(event)
        if when.zone is not None:
            years.setdefault(when.zone, set()).update(
                [time.year for time in (when.start, when.end) if time is not None]
            )
    head = _calendar(dataset, lang, program)
    for name in sorted(years):
        head.add_component(timezone(name, years[name]))
    target.write(head.to_ical().removesuffix(END))
    writer = _Writer(dataset, lang, losses)
    for event in events:
        target.write(writer.event(event))
    target.write(END)
    return losses


def _calendar(dataset: Dataset, lang: str, program: str | None) -> Any:
    """Return the calendar without events, with its name and refresh interval."""
    from icalendar import Calendar, vText

    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODUCT)
    programs = [*dataset.programs][:2] if program is None else [program]
    name = None
    if len(programs) == 1:
        name = dataset.programs[programs[0]].label(lang)
    elif dataset.title is not None:
        name = dataset.title.best(lang)
    if name is not None:
        made.add("name", vText(name))  # the package does not know these two as texts, and would not escape them
        made.add("x-wr-calname", vText(name))  # for programs from before RFC 7986
    made.add("refresh-interval", datetime.timedelta(days=1), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "P1D")
    return made


def _stamp(dataset: Dataset) -> datetime.datetime:
    """Return the time stamp of the calendar from the dataset, and not from the clock, so that equal datasets give equal files."""
    made = dataset.generated
    if made is None:
        return datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    if made.instant is not None:
        return made.instant.replace(microsecond=0).astimezone(datetime.UTC)
    return datetime.datetime.combine(made.earliest, datetime.time(), datetime.UTC)


class _Writer:
    """Writes events, and reports what they cannot carry."""

    def __init__(self, dataset: Dataset, lang: str, losses: Losses) -> None:
        self.dataset = dataset
        self.lang = lang
        self.losses = losses
        self.host = host_of(dataset)
        self.stamp = _stamp(dataset)

    def event(self, event: Event) -> bytes:
        """Return the VEVENT of an event."""
        import icalendar

        data = plain(event)
        made = icalendar.Event()
        self.identity(event, data, made)
        self.names(data, made)
        self.times(event, data, made)
        self.places(event, data, made)
        self.parties(data, made)
        if topics := data.pop("topics", None):
            made.add("categories", topics)
        if urls := data.get("urls"):
            made.add("url", urls.pop(0))
        self.losses.left(data)
        written: bytes = made.to_ical()
        return written

    def identity(self, event: Event, data: dict[str, Any], made: Any) -> None:
        """Add the UID, the parent and the status of the event."""
        own = uid(event, self.host)
        made.add("uid", own)
        if own_id(own) != event.id:
            made.add(ID, event.id)
        made.add("dtstamp", self.stamp)
        del data["id"]
        identifiers = data.get("identifiers", [])
        if (kept := {"scheme": "ical_uid", "value": own}) in identifiers:
            identifiers.remove(kept)
        sequence = event.extensions.get(SEQUENCE)
        if isinstance(sequence, int) and sequence >= 0:
            made.add("sequence", sequence)
            del data["extensions"][SEQUENCE]
            if not data["extensions"]:
                del data["extensions"]
        parent = self.dataset.events.get(event.parent_id or "")
        if parent is not None and span(parent) is not None:
            made.add("related-to", uid(parent, self.host), parameters={"RELTYPE": "PARENT"})
            del data["parent_id"]
        state = STATUS.get(event.status.value)
        if state is not None:
            made.add("status", state)
            read = STATUS_READ[state]
            found = data.pop("status")
            if found != read:
                self.losses.changed(event.id, "/status", found, read)

    def names(self, data: dict[str, Any], made: Any) -> None:
        """Add the name and the description in the best language."""
        names = data["names"]
        by_tag: dict[str, int] = {}
        ordered = sorted(
            range(len(names)), key=lambda at: (not names[at].get("preferred"), names[at].get("kind") == "former")
        )
        for at in ordered:
            by_tag.setdefault(names[at].get("lang") or "und", at)
        chosen = names[by_tag[lookup((self.lang, "en"), by_tag) or next(iter(by_tag))]]
        made.add("summary", chosen.pop("value"), parameters=_language(chosen.pop("lang", None)))
        description = data.get("description")
        if description:
            tag = lookup((self.lang, "en"), description) or next(iter(description))
            made.add("description", take_text(data, "description", tag), parameters=_language(tag))

    def times(self, event: Event, data: dict[str, Any], made: Any) -> None:
        """Add the start and the end."""
        when = span(event)
        assert when is not None  # others are not written
        assert event.start is not None
        made.add("dtstart", when.start)
        if when.end is not None:
            made.add("dtend", when.end)
        if not isinstance(when.start, datetime.datetime):
            made.add("transp", "TRANSPARENT")
        if when.zone is not None:
            take(data, "timezone", when.zone)
        for key, time in (("start", when.start), ("end", when.last)):
            found = data.get(key)
            if time is not None and found is not None:
                del data[key]
                if found != (read := text_of(time)):
                    self.losses.changed(event.id, f"/{key}", found, read)
            elif time is not None:
                self.losses.changed(event.id, "/end", "", text_of(time))

    def places(self, event: Event, data: dict[str, Any], made: Any) -> None:
        """Add physical places in one text, and the URLs of online places one by one."""
        from icalendar import vGeo, vUri

        physical = [place for place in data.get("places", ()) if place["kind"] == "physical"]
        described = [(place, *self.where(place)) for place in physical if self.where(place)[0]]
        if described:
            whole = "; ".join([text for _, text, _ in described])
            first, _, tag = described[0]
            made.add("location", whole, parameters=_language(tag))
            is_name = len(physical) == 1 and tag is not None and first.get("name", {}).get(tag) == whole
            if is_name:
                take_text(first, "name", str(tag))
            else:
                self.losses.changed(event.id, "/places", encode(physical).decode(), whole)
            for place, _, _ in described:
                for key in ("kind",) if is_name else ("kind", "name", "locality", "country"):
                    place.pop(key, None)
        for place in physical:
            if "coordinates" in place and "GEO" not in made:
                point = place.pop("coordinates")
                made.add("geo", vGeo((point["latitude"], point["longitude"])))
                place.pop("kind", None)
        for place in data.get("places", ()):
            if "url" in place and place.get("kind") == "virtual":
                del place["kind"]
                tag = lookup((self.lang, "en"), place.get("name", ())) or next(iter(place.get("name", ())), None)
                name = None if tag is None else take_text(place, "name", tag)
                parameters = {"VALUE": "URI", **({"LABEL": name} if name else {}), **_language(tag)}
                made.add("conference", vUri(place.pop("url")), parameters=parameters)

    def where(self, place: dict[str, Any]) -> tuple[str, str | None]:
        """Return the text of a physical place, and its language."""
        texts = [place[key] for key in ("name", "locality") if place.get(key)]
        tags = [lookup((self.lang, "en"), text) or next(iter(text)) for text in texts]
        parts = [text[tag] for text, tag in zip(texts, tags, strict=True)]
        if place.get("country"):
            parts.append(place["country"])
        return ", ".join(parts), next(iter(tags), None)

    def parties(self, data: dict[str, Any], made: Any) -> None:
        """Add organizers, hosts, sponsors and participants. The first organizer is the ORGANIZER."""
        for key, role in FIELD_ROLES.items():
            for number, id in enumerate(data.pop(key, ())):
                is_organizer = role == "organizer" and number == 0
                self.party(made, id, role, "organizer" if is_organizer else "attendee", key)
        for part in data.get("participations", ()):
            if "party_id" in part:
                self.party(made, part.pop("party_id"), part["role"], "attendee", part.pop("role"))

    def party(self, made: Any, id: str, role: str, name: str, exact: str) -> None:
        """Add one party."""
        from icalendar import vCalAddress

        one = vCalAddress(address(self.dataset, id))
        one.params["CN"] = self.dataset.label(id, self.lang)
        if name == "attendee":
            one.params["CUTYPE"] = "INDIVIDUAL" if id.startswith("person:") else "GROUP"
            chair = "CHAIR" if role in CHAIRS else "NON-PARTICIPANT" if role in SUPPORTERS else "REQ-PARTICIPANT"
            one.params["ROLE"] = chair
            one.params[ROLE_PARAMETER] = exact
        made.add(name, one)


def _language(tag: str | None) -> dict[str, str]:
    return {} if tag is None or tag == "und" else {"LANGUAGE": tag}


def text_of(time: datetime.date) -> str:
    """Return a day or time of a calendar in our format."""
    text = time.isoformat()
    return text.replace("+00:00", "Z") if isinstance(time, datetime.datetime) and time.utcoffset() == 0 * DAY else text
