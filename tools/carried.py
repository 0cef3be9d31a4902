"""Finds out which fields each format with few record types keeps, by writing every field: the page `docs/carried.md`."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import thinktank_model as tm
from thinktank_model.contract.samples import samples
from thinktank_model.formats.format import Format
from thinktank_model.model.union import RECORD
from thinktank_model.shapes.annotations import shape_of
from thinktank_model.shapes.codec import read
from thinktank_model.shapes.tree import ObjectOf

__all__ = ["AFTER", "files"]

AFTER = ("constructors",)
PAGE = "docs/carried.md"
FEW = 3  # record types; a format with more of them has tables for all
HEAD = """# What formats hold

Calendars, bibliographies and registers have fewer fields than the records. This table is made by writing each field in each format: **yes** where
all of it is in the file, *in part* where some of it is, or another value stands for it, and nothing where it is left out. `export`
reports each of the latter two.
"""
MORE: dict[tuple[str | None, str], list[Any]] = {
    ("event", "identifiers"): [[{"scheme": "ical_uid", "value": "a@example.org"}]],
    ("output", "relations"): [[{"type": "is_translation_of", "target": "output:riverside-brief-2025"}]],
}
"""The result for fields whose samples do not show it."""
BESIDE: dict[tuple[str | None, str], dict[str, Any]] = {("event", "timezone"): {"start": "2024-12-20T14:00:00"}}
"""Fields that have no meaning without another field."""
AWAY = ("extensions", "merged_ids", "different_from_ids", "statements")  # of the maintainers of the records


def files() -> Iterator[tuple[str, str]]:
    """Yield the page."""
    formats = [f for f in tm.available_formats() if f.writes and len(f.carries) <= FEW]
    missing = [f.name for f in formats if not f.installed]
    if missing:
        raise ModuleNotFoundError(f"a package is missing for {', '.join(missing)}")
    sections = [HEAD]
    tags = sorted({tag for f in formats for tag in f.carries})
    sections += [_section(tag, [f for f in formats if tag in f.carries]) for tag in tags]
    yield PAGE, "\n".join(sections)


def _section(tag: str, formats: list[Format]) -> str:
    """Return the table of a class."""
    shape = shape_of(RECORD).options[tag]
    lines = [f"## {shape.cls.__name__}\n", "| field | " + " | ".join([f"`{f.name}`" for f in formats]) + " |"]
    lines.append("| --- |" + " --- |" * len(formats))
    names = [name for name in shape.fields if name not in ("id", *AWAY)]
    lines += [f"| `{name}` | " + " | ".join([_carried(shape, name, f) for f in formats]) + " |" for name in names]
    return "\n".join([*lines, ""])


def _carried(shape: ObjectOf, name: str, format: Format) -> str:
    """Return how much of a field a format keeps, for the samples of the field."""
    least = _least(shape)
    found = set()
    least |= BESIDE.get((shape.tag, name), {})
    for sample in [*samples(shape, name), *MORE.get((shape.tag, name), [])]:
        data = {**least, name: sample}
        if name == "contributions":
            data.pop("anonymous", None)
        if read(shape, data)[0] is None:
            continue
        without = {key: value for key, value in data.items() if key != name or shape.fields[name].required}
        before = _written(without if read(shape, without)[0] is not None else least, format)
        after = _written(data, format)
        lost = any([_about(place, name) for place in after[1] - before[1]])
        same = before[0] == after[0] and not shape.fields[name].required
        found.add("**yes**" if not lost else "" if same else "*in part*")
    return "*in part*" if len(found) > 1 else found.pop() if found else ""


def _least(shape: ObjectOf) -> dict[str, Any]:
    """Return a record of a class with only the fields that every format needs."""
    data: dict[str, Any] = {"type": shape.tag, "id": f"{shape.tag}:carried"}
    if "names" in shape.fields:
        start = {"start": "2024-12-20"} if shape.tag == "event" else {}
        return {**data, "names": [{"value": "A", "lang": "en"}], **start}
    return {
        **data,
        "titles": {"en": "A"},
        "languages": ["en"],
        "anonymous": True,
        "publisher": {"en": "P"},
        "dates": {"issued": "2024"},
    }


def _written(data: dict[str, Any], format: Format) -> tuple[bytes, Counter[str]]:
    """Return the file with this record among those of the shipped dataset, and the places in it that are lost or changed."""
    held = io.BytesIO()
    report = tm.export(tm.example("riverside-2025").add(data), held, format=format.name)
    places: Counter[str] = Counter()
    for problem in report:
        if problem.code == "export.field-not-carried":
            params = dict(problem.params)
            places[str(params["field"])] += int(params["count"])
        elif problem.record_id == data["id"]:
            places[problem.pointer.strip("/").replace("/", ".")] += 1
    return held.getvalue(), places


def _about(place: str, name: str) -> bool:
    return place.split(".", maxsplit=1)[0] == name
