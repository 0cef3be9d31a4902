"""`diff`: shows how two datasets differ."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import click

from ...dataset.collection import Dataset
from ...dataset.diffing import Difference, MemberChange
from ...jsontext.limits import Limits
from ...jsontext.shown import json_text
from ...problems.display import display, escape
from ...problems.translations import Phrase, Translate, translation
from ...seeing.html import table
from ...shapes.frozenjson import thaw
from ..datasets import whole_dataset
from ..languages import lang_option
from ..options import limited, paths
from ..output import OK, Paint, painter, write

__all__ = ["EXAMPLES", "command"]

EXAMPLES: Final = (
    "thinktank-model diff programme.json programme.jsonl",
    "thinktank-model diff --what members programme.json programme.jsonl",
)


class Row(NamedTuple):
    """One difference: what happened, the record with its name, the place in it, and both values."""

    what: str
    id: str
    name: str
    pointer: str = ""
    before: Any = None
    after: Any = None


@click.command(short_help="Show how two datasets differ.")
@click.argument("old", shell_complete=paths)
@click.argument("new", shell_complete=paths)
@click.option(
    "--what",
    type=click.Choice(["records", "members"]),
    default="records",
    show_default=True,
    help="Compare all fields, or only members: joined, left, renamed, changed role.",
)
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "html"]), default="text", show_default=True)
@lang_option
@limited
def command(old: str, new: str, what: str, form: str, lang: str, limits: Limits) -> int:
    """Show how the dataset NEW differs from the dataset OLD, down to fields and items.

    A record whose id has changed counts as one difference. The exit code is 0, whether or not the datasets differ.
    """
    one, other = whole_dataset(old, limits), whole_dataset(new, limits)
    difference = one.diff(other)
    rows = list(_members(difference) if what == "members" else _records(difference, one, other, lang))
    write(FORMATS[form](rows, translation(lang)))
    return OK


def _records(difference: Difference, one: Dataset, other: Dataset, lang: str) -> Iterator[Row]:
    for id in difference.added:
        yield Row("added", id, other.label(id, lang))
    for id in difference.removed:
        yield Row("removed", id, one.label(id, lang))
    for before, after in difference.renamed:
        yield Row("renamed", after, other.label(after, lang), "/id", before, after)
    for change in difference.changes:
        name = "" if change.record_id is None else other.label(change.record_id, lang)
        yield Row("changed", change.record_id or "", name, change.pointer, thaw(change.before), thaw(change.after))


def _members(difference: Difference) -> Iterator[Row]:
    found = difference.members
    parts: tuple[tuple[str, tuple[MemberChange, ...]], ...] = (
        ("joined", found.joined),
        ("left", found.left),
        ("renamed", found.renamed),
        ("changed role", found.changed_role),
    )
    for what, changes in parts:
        for one in changes:
            yield Row(what, one.party_id, one.name, one.program_id, _roles(one.before), _roles(one.after))


def _roles(said: tuple[str, ...]) -> str | None:
    return ", ".join(said) or None


HEADINGS: Final = (
    Phrase("difference"),
    Phrase("id"),
    Phrase("name"),
    Phrase("where"),
    Phrase("before"),
    Phrase("after"),
)
WORDS: Final[Mapping[str, Phrase]] = {
    "added": Phrase("added"),
    "removed": Phrase("removed"),
    "renamed": Phrase("renamed"),
    "changed": Phrase("changed"),
    "joined": Phrase("joined"),
    "left": Phrase("left"),
    "changed role": Phrase("changed role"),
}
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # the beginnings of formulas
STYLES: Final = {"added": "green", "joined": "green", "removed": "red", "left": "red"}


def _text(rows: list[Row], translate: Translate) -> str:
    paint: Paint = painter()
    lines: list[str] = []
    last = None
    for row in rows:
        if (row.what, row.id) != last:
            word = paint(translate(WORDS[row.what]), STYLES.get(row.what, "yellow"))
            lines.append(
                f"{word} {row.id or translate(Phrase('the metadata of the dataset'))}  {escape(row.name)}".rstrip()
            )
            last = row.what, row.id
        if row.pointer:
            lines.append(f"    {escape(row.pointer)}: {_shown(row.before)} → {_shown(row.after)}")
    return "".join([line + "\n" for line in lines]) or translate(Phrase("no difference")) + "\n"


def _shown(value: Any) -> str:
    return "–" if value is None else escape(display(value))


def _json(rows: list[Row], _translate: Translate) -> str:
    return json_text([row._asdict() for row in rows], indent=2) + "\n"


def _cells(rows: list[Row], translate: Translate) -> list[list[str]]:
    return [
        [
            translate(WORDS[row.what]),
            row.id,
            row.name,
            row.pointer,
            *[_cell(value) for value in (row.before, row.after)],
        ]
        for row in rows
    ]


def _cell(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json_text(value)


def _inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in FORMULA else cell


def _csv(rows: list[Row], translate: Translate) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([translate(heading) for heading in HEADINGS])
    writer.writerows([[_inert(cell) for cell in row] for row in _cells(rows, translate)])
    return stream.getvalue()


def _html(rows: list[Row], translate: Translate) -> str:
    body = table([translate(heading) for heading in HEADINGS], _cells(rows, translate))
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>diff</title></head><body>{body}</body></html>\n'


FORMATS: Final[Mapping[str, Callable[[list[Row], Translate], str]]] = {
    "text": _text,
    "json": _json,
    "csv": _csv,
    "html": _html,
}
