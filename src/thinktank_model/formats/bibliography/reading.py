"""Converts CSL items to outputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ...jsontext.limits import Limits
from ...model.ids import make_id
from ...problems.listing import Listing
from ...problems.patterns import pattern
from ...problems.translations import Phrase
from ...records.readers import Line, RecordReader
from ...shapes.explain import Unknown
from ...values.dates import DATE
from ...values.identifiers import SCHEMES
from ...values.ids import Ref
from ...values.language import LANGUAGE
from ...vocab import Open, OutputStatus, Topic
from ..format import Imported, imported
from ..losses import Losses
from ..settling import label, prose, settled
from .items import CITATION_KEY
from .kinds import DATES, IN_BOOKS, NAMES, container_kind, kind_of
from .names import person_name

__all__ = ["outputs"]

TOPICS: Final = Open(Topic)
OWN: Final = Ref("output")
STATES: Final = {status.value for status in OutputStatus}
REGISTERED: Final = {"DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "PMID": "pmid", "PMCID": "pmcid"}
TITLES: Final = ("title", "title-short", "shortTitle")  # a short title is the title where there is no other
SPLIT: Final = pattern("[,;]")
BETWEEN: Final = pattern(r"(?<![\s,;])[\s,;]++(?=[0-9])")  # identifiers in one value


def outputs(
    items: Iterable[Mapping[str, Any]], format: str, unknown: Unknown, limits: Limits, losses: Losses | None = None
) -> Imported:
    """Return the outputs of items, and the persons who made them.

    Parameters:
        items: the items; data without a place is reported.
        format: the name of their format.
        unknown: as in `loads`.
        limits: as in `Dataset.read`.
        losses: the losses so far.
    """
    reader = _Reader(RecordReader(unknown, limits), losses or Losses(format))
    done = imported(reader.lines(items), Listing(limits.problems))
    return Imported(done.dataset, type(done.report)([*done.report, *reader.losses]))


class _Reader:
    """Makes records of the items of one file."""

    def __init__(self, records: RecordReader, losses: Losses) -> None:
        self.records = records
        self.losses = losses
        self.persons: dict[str, dict[str, Any]] = {}
        self.taken: set[str] = set()

    def lines(self, items: Iterable[Mapping[str, Any]]) -> Iterator[Line]:
        """Yield the outputs, with their relations once all titles are known, then the persons."""
        made: list[dict[str, Any]] = []
        waiting: list[tuple[dict[str, Any], str]] = []
        titles: dict[str, list[str]] = {}
        for given in items:
            item = {key: value for key, value in given.items() if value not in (None, "", [], {})}
            data = self.output(item)
            if (original := self.take(item, "original-title")) is not None:
                waiting.append((data, original))
            for title in data.get("titles", {}).values():
                titles.setdefault(title, []).append(data["id"])
            for name in item:
                self.losses.property(name)
            made.append(data)
        for data, original in waiting:
            found = titles.get(original, [])
            if len(found) == 1 and found[0] != data["id"]:
                data["relations"] = [{"type": "is_translation_of", "target": found[0]}]
            else:
                self.losses.property("original-title")
        for number, data in enumerate([*made, *self.persons.values()]):
            yield from settled(data, self.records, number)

    # --- one item ---

    def output(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return the plain data of an output. Carried variables are removed from the item."""
        data: dict[str, Any] = {"type": "output", **self.name(item)}
        type = str(item.pop("type", "document"))
        tag = self.language(item, data)
        for variable in TITLES:
            if "titles" not in data and (title := label(self.take(item, variable))) is not None:
                data["titles"] = {tag: title}
        genre = self.take(item, "genre")
        if (kind := kind_of(type, genre)) is not None:
            data["kind"] = kind
        if genre is not None and kind_of(type, None) == kind:
            self.losses.property("genre")
        self.names(item, data, tag)
        dates = {key: date for variable, key in DATES.items() if (date := self.date(item, variable)) is not None}
        if dates:
            data["dates"] = dates
        for variable, key in (("publisher", "publisher"), ("publisher-place", "publisher_place")):
            if (text := label(self.take(item, variable))) is not None:
                data[key] = {tag: text}
        if (text := prose(self.take(item, "abstract"))) is not None:
            data["abstract"] = {tag: text}
        self.container(item, data, type, tag)
        self.rest(item, data)
        return data

    def take(self, item: dict[str, Any], key: str) -> str | None:
        """Remove a text or number from an item and return it as text. Anything else is kept and reported."""
        value = item.get(key)
        if not isinstance(value, (str, int, float)) or isinstance(value, bool):
            return None
        del item[key]
        text = str(value)
        return text if text.strip() else None

    def name(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return the id: that of one of our outputs, or one made from the name of the item in its file, which is kept."""
        given = self.take(item, "id")
        key = self.take(item, "citation-key")
        own = given if given is not None and OWN.read(given)[0] is not None else None
        key = key or (None if own else given)
        id = own or _id(key) or _id(next((str(item[name]) for name in TITLES if name in item), "")) or "output:untitled"
        number, wanted = 2, id
        while id in self.taken:
            id, number = make_id("output", wanted.partition(":")[2], str(number)), number + 1
        self.taken.add(id)
        kept = label(key)
        return {"id": id, **({"extensions": {CITATION_KEY: kept}} if kept and kept == key else {})}

    def language(self, item: dict[str, Any], data: dict[str, Any]) -> str:
        """Return the language of the item, and so of its texts."""
        given = self.take(item, "language")
        if given is None:
            return "und"
        value, problems = LANGUAGE.read(given.strip().replace("_", "-"))
        if value is None:
            value = next((problem.suggestion.strip('"') for problem in problems if problem.suggestion), None)
        if not isinstance(value, str):
            self.losses.property("language")
            return "und"
        data["languages"] = [value]
        return value

    def names(self, item: dict[str, Any], data: dict[str, Any], tag: str) -> None:
        """Add the contributors: persons as records, bodies as printed."""
        listed: list[dict[str, Any]] = []
        for variable, role in NAMES.items():
            given = item.get(variable)
            if not isinstance(given, list):
                continue
            del item[variable]
            for parts in given:
                made = self.party(parts, tag)
                if made is None:
                    self.losses.property(variable)
                else:
                    listed.append({**made, "role": role})
        if listed:
            data["contributions"] = listed
        else:
            data["anonymous"] = True

    def party(self, parts: Any, tag: str) -> dict[str, Any] | None:
        """Return a contributor; None if it has no name."""
        if isinstance(parts, str):
            parts = {"literal": parts}
        if not isinstance(parts, Mapping):
            return None
        literal = parts.get("literal", parts.get("name"))
        if isinstance(literal, str):
            printed = label(literal)
            return None if printed is None else {"name": {tag: printed}}
        name = {key: text for key, value in person_name(parts).items() if (text := label(value)) is not None}
        if "value" not in name:
            return None
        id = _id(name["value"], "person")
        if id is None or "family" not in name:
            return {"name": {tag: name["value"]}}
        self.persons.setdefault(id, {"type": "person", "id": id, "names": [name]})
        return {"party_id": id}

    def date(self, item: dict[str, Any], variable: str) -> str | None:
        """Return a date of CSL if it is valid; the first date of a range."""
        given = item.pop(variable, None)
        if given is None:
            return None
        text = _date(given)
        if isinstance(given, Mapping) and text is not None and len(given.get("date-parts") or ()) > 1:
            self.losses.property(Phrase("the end of {name}", name=variable))
        if text is None or DATE.read(text)[0] is None:
            self.losses.property(variable)
            return None
        return text

    def container(self, item: dict[str, Any], data: dict[str, Any], type: str, tag: str) -> None:
        """Add the container: the journal or book rather than the series."""
        is_series = "container-title" not in item
        title = label(self.take(item, "collection-title" if is_series else "container-title"))
        made: dict[str, Any] = {}
        if title is not None:
            made["title"] = {tag: title}
            if (kind := container_kind(type, is_series=is_series)) is not None:
                made["kind"] = kind
            for variable, key in (
                ("volume", "volume"),
                ("issue", "issue"),
                ("collection-number" if is_series else "number", "number"),
            ):
                if (value := label(self.take(item, variable))) is not None:
                    made[key] = value
        for variable, scheme in REGISTERED.items():
            of_container = title is not None and (scheme == "issn" or (scheme == "isbn" and type in IN_BOOKS))
            for identifier in self.identifiers(item, variable, scheme):
                (made if of_container else data).setdefault("identifiers", []).append(identifier)
        if made:
            data["container"] = made

    def identifiers(self, item: dict[str, Any], variable: str, scheme: str) -> Iterator[dict[str, str]]:
        """Yield the identifiers in a value, which may have several."""
        given = item.get(variable)
        text = " ".join(map(str, given)) if isinstance(given, list) else self.take(item, variable)
        if isinstance(given, list):
            del item[variable]
        seen: set[str] = set()
        for part in [text] if text is None or SCHEMES[scheme].canonical(text) else BETWEEN.split(text):
            value = None if part is None else SCHEMES[scheme].canonical(part)
            if value is not None and value not in seen and (not seen or SCHEMES[scheme].several):
                seen.add(value)
                yield {"scheme": scheme, "value": value}
            elif part is not None:
                self.losses.property(variable)

    def rest(self, item: dict[str, Any], data: dict[str, Any]) -> None:
        """Add pages, edition, topics, status and URL."""
        pages = label(self.take(item, "page")) or label(self.take(item, "number-of-pages"))
        said = (("pages", pages), ("edition", label(self.take(item, "edition"))))
        data |= {key: value for key, value in said if value is not None}
        topics = [*dict.fromkeys([topic.strip() for topic in SPLIT.split(self.take(item, "keyword") or "")])]
        known = [topic for topic in topics if TOPICS.read(topic)[0] is not None]
        if known:
            data["topics"] = known
        for topic in topics:
            if topic and topic not in known:
                self.losses.property("keyword")
        if item.get("status") in STATES:
            data["status"] = item.pop("status")
        if (url := self.take(item, "URL")) is not None:
            data["files"] = [{"url": url}]


def _date(given: Any) -> str | None:
    """Return the date of a text or of date parts; None if it is not valid."""
    if isinstance(given, (str, int)):
        return _spelt(str(given))
    if not isinstance(given, Mapping):
        return None
    circa = "~" if given.get("circa") not in (None, False, 0, "0", "false", "") else ""
    parts = given.get("date-parts")
    first = (
        parts[0]
        if isinstance(parts, list) and parts and isinstance(parts[0], list)
        else parts
        if isinstance(parts, list)
        else None
    )
    try:
        numbers = [int(part) for part in first or () if part not in (None, "")]
    except (TypeError, ValueError):
        return None
    if not numbers:
        text = given.get("raw", given.get("literal"))
        return _spelt(text) if isinstance(text, str) else None
    season = str(given.get("season", ""))
    if len(numbers) == 1 and season in ("1", "2", "3", "4"):
        numbers.append(20 + int(season))
    text = "-".join([f"{number:0{width}}" for number, width in zip(numbers, (4, 2, 2), strict=False)])
    return text + circa


def _spelt(text: str) -> str | None:
    """Return the date of a text, or the only date that it can mean."""
    value, problems = DATE.read(
        text.strip().partition("/")[0] if "/" in text and text[:4].isdecimal() else text.strip()
    )
    if value is not None:
        return str(value)
    likely = next((problem.suggestion for problem in problems if problem.suggestion), None)
    return None if likely is None else likely.strip('"')


def _id(text: str | None, tag: str = "output") -> str | None:
    try:
        return make_id(tag, text or "")
    except ValueError:
        return None
