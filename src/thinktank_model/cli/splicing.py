"""Writes changed records into the text of a file and keeps its layout: all other bytes are unchanged."""

from __future__ import annotations

import io
import json
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

import click

from ..dataset.collection import Dataset, assembled
from ..jsontext.content import Content, is_dataset
from ..jsontext.parsing import encode, parse
from ..jsontext.places import Outline
from ..model.union import Record
from ..problems.problem import Severity
from ..problems.report import InvalidData
from ..records.readers import read_content
from ..records.single import dumps, to_dict
from ..rules.reading import gather
from ..shapes.codec import dump
from ..shapes.migrations import declared, needs_steps
from .inputs import Source
from .profile import dataset_class, scope

__all__ = ["NOTHING", "dataset_of", "spliced"]

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def dataset_of(source: Source, data: bytes, is_lines: bool) -> Dataset:
    """Return the dataset in the bytes of a source, within its limits.

    Raises:
        InvalidData: the dataset has errors.
        ClickException: it has an older schema version, so it cannot be changed in place.
    """
    gathered = gather(read_content(Content(io.BytesIO(data), is_lines, source.limits), "keep", scope()), scope=scope())
    errors = [problem for problem in gathered.problems if problem.severity is Severity.ERROR]
    if errors:
        raise InvalidData(errors)
    top = parse(data.split(b"\n", 1)[0] if is_lines else data)[0]
    if is_dataset(top) and needs_steps(declared(top)[0]):
        raise click.ClickException(
            f"{source.path} is of an older schema version; run thinktank-model migrate {source.path} first"
        )
    return assembled(gathered, dataset_class())


def spliced(
    data: bytes, is_lines: bool, before: Dataset, after: Dataset, renamed: Mapping[str, str] = NOTHING
) -> bytes:
    """Return the bytes of a file with the records of another dataset: changed records are rewritten, new ones are appended.

    Parameters:
        data: the bytes.
        is_lines: whether they are JSON Lines; else they are a document.
        before: the dataset in them.
        after: the new dataset.
        renamed: the new ids of renamed records, which keep their position.
    """
    back = {new: old for old, new in renamed.items()}
    new = {back.get(record.id, record.id): record for record in after}
    old = {record.id: record for record in before}
    added = [record for id, record in new.items() if id not in old]
    if is_lines:
        return _lines(data, before, after, new, added)
    body = data.removeprefix(BOM_UTF8)
    return data[: len(data) - len(body)] + _document(body.decode(), before, after, new, added).encode()


def _lines(data: bytes, before: Dataset, after: Dataset, new: Mapping[str, Record], added: Sequence[Record]) -> bytes:
    end = b"\r\n" if data.split(b"\n", 1)[0].endswith(b"\r") else b"\n"
    ends_bare = data != b"" and not data.endswith(b"\n")
    kept = []
    numbered = iter(before)
    for line in data.removesuffix(b"\n").split(b"\n"):
        value = parse(line)[0] if line.strip() else None
        if is_dataset(value):
            kept.append(line if before.header == after.header else dumps(after.header) + end[:-1])
        elif value is None:
            kept.append(line)
        else:
            old = next(numbered)
            record = new.get(old.id)
            if record is not None:
                kept.append(line if record == old else dumps(record) + end[:-1])
    if ends_bare and added:
        kept[-1] += end[:-1]
    text = b"\n".join([*kept, *[dumps(record) + end[:-1] for record in added]])
    return text if ends_bare and not added else text + b"\n" * bool(text)


class _Spot(NamedTuple):
    """The place of a value in the text."""

    start: int
    end: int


def _document(text: str, before: Dataset, after: Dataset, new: Mapping[str, Record], added: Sequence[Record]) -> str:
    outline = Outline(text)
    top = outline.space(0)
    if "records" not in outline.parts(top):  # a single record
        record = next(iter([*new.values()]), None)
        return text if record is None or len(new) != 1 else _like(text, text, record)
    key, listed = outline.parts(top)["records"]
    spots = [_Spot(start, outline.end(start)) for _, start in outline.parts(listed).values()]
    example = text[spots[0].start : spots[0].end] if spots else ""
    pieces = []
    for spot, old in zip(spots, before, strict=True):
        record = new.get(old.id)
        if record is not None:
            said = text[spot.start : spot.end]
            pieces.append(said if record == old else _like(text, said, record))
    pieces += [_like(text, example, record) for record in added]
    opening = text[listed + 1 : spots[0].start] if spots else "\n"
    between = text[spots[0].end : spots[1].start] if len(spots) > 1 else "," + opening
    last = outline.end(listed) - 1
    closing = text[spots[-1].end : last] if spots else "\n"
    body = opening + between.join(pieces) + closing if pieces else ""
    head = text[: listed + 1]
    if before.header != after.header:
        head = encode(dump(after.header)).decode()[:-1] + "," + text[key : listed + 1]
    return head + body + text[last:]


def _like(text: str, example: str, record: Record) -> str:
    """Return a record as JSON text, in the layout of another record of the same text."""
    ascii_only = text.isascii()
    lines = example.split("\n")
    if len(lines) == 1:
        spaced = '": ' in example
        separators = (", ", ": ") if spaced else (",", ":")
        return json.dumps(to_dict(record), ensure_ascii=ascii_only and spaced, separators=separators)
    outer = _indent(lines[-1])
    inner = max(_indent(lines[1]) - outer, 1)
    made = json.dumps(to_dict(record), ensure_ascii=ascii_only, indent=inner).split("\n")
    return ("\r\n" if lines[0].endswith("\r") else "\n").join([made[0], *[" " * outer + line for line in made[1:]]])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
