"""`validate`: one question for anything that can hold records."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .codec import dump, read
from .dataset import Reading, read_lines, read_value
from .explain import Unknown
from .files import LINE_ENDINGS
from .index import Index
from .jsontext import locate, parse
from .model import RECORD, DatasetHeader
from .phrases import translation
from .problems import CODES, Code, Problem, Report
from .records import all_lines, named, utf8
from .rules import Context, check, position_of
from .shapes import shape_of
from .values.node import Node

__all__ = ["catalogue", "validate"]


def catalogue(lang: str = "en") -> Mapping[str, Code]:
    """Every code that a problem can have, by name, in alphabetical order.

    Parameters:
        lang: the language of their messages and explanations, as in `Problem.message_in`.

    >>> catalogue()["date.syntax"].severity.value
    'error'
    """
    translate = translation(lang)
    return {name: code.translated(translate) for name, code in sorted(CODES.items())}


def validate(
    data: bytes | str | Mapping[str, Any] | Node | os.PathLike[str],
    *,
    unknown: Unknown = "error",
    today: datetime.date | None = None,
) -> Report:
    """Everything there is to say about some data; bad data never raises.

    A record is checked by itself. A dataset (a `Dataset`, a document of `type` `dataset`, or a `.jsonl` file whose first line
    is one) is checked record by record and then by the rules across records.

    Parameters:
        data: JSON text (bytes or str), plain data (a mapping), a record, a dataset, or the path of a file.
        unknown: as in `loads`.
        today: as in `Dataset.check`.

    Raises:
        OSError: a path that cannot be read.

    >>> report = validate('{"type": "organization", "id": "organization:siis", "name": "SIIS"}')
    >>> report.ok, [problem.code for problem in report]
    (False, ['key.unknown', 'key.missing'])
    """
    if isinstance(data, os.PathLike):
        return _path(Path(data), unknown, today)
    if isinstance(data, (bytes, bytearray, memoryview, str)):
        return _text(utf8(data), unknown, today)
    return Report(_value(dump(data) if isinstance(data, Node) else data, unknown, today))


def _path(path: Path, unknown: Unknown, today: datetime.date | None) -> Report:
    if path.suffix not in LINE_ENDINGS:
        return _text(path.read_bytes(), unknown, today)
    first = next(all_lines(path, unknown), None)
    if first is not None and first.number == 1 and first.header is not None:
        return Report(_dataset(read_lines(path, unknown), today))
    return Report([problem for line in all_lines(path, unknown) for problem in line.problems])


def _text(data: bytes, unknown: Unknown, today: datetime.date | None) -> Report:
    value, problems = parse(data)
    return Report(problems or locate(data, _value(value, unknown, today)))


def _value(value: object, unknown: Unknown, today: datetime.date | None) -> Iterable[Problem]:
    if isinstance(value, Mapping) and value.get("type") == "dataset":
        return _dataset(read_value(dict(value), unknown), today, document=True)
    return named(read(shape_of(RECORD), value, unknown)[1], value)


def _dataset(reading: Reading, today: datetime.date | None, *, document: bool = False) -> tuple[Problem, ...]:
    """The problems of reading, then those of the rules across the records that could be read."""
    index = Index(reading.records, reading.elsewhere)
    context = Context(index, reading.header or DatasetHeader(), today or datetime.date.today(), {})
    across = list(check(context))
    if document:
        owners = [position_of(index, problem) for problem in across]
        places = ["" if owner is None else f"/records/{reading.positions[owner]}" for owner in owners]
        across = [problem.under(place) for problem, place in zip(across, places, strict=True)]
    return (*reading.problems, *across)
