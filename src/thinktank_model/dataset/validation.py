"""`validate`: one question for anything that can hold records."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from ..jsontext.compressed import UnpackingError, is_lines, read_whole
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.parsing import parse
from ..jsontext.places import locate
from ..model.header import DatasetHeader
from ..model.index import Index
from ..model.union import RECORD
from ..problems.problem import Problem, Severity, define
from ..problems.report import Report
from ..records.reading import all_lines, named, utf8
from ..rules import Context, check, position_of
from ..shapes.annotations import shape_of
from ..shapes.codec import dump, read
from ..shapes.explain import Unknown
from ..shapes.node import Node
from .collection import Reading, read_lines, read_value

__all__ = [
    "validate",
]

MORE_PROBLEMS = define(
    "report.more-problems",
    "info",
    "{count} more problems are not listed",
    why="A list of everything that is wrong in a large file would fill the memory, and nobody would read it.",
)


def validate(
    data: bytes | str | Mapping[str, Any] | Node | os.PathLike[str],
    *,
    unknown: Unknown = "error",
    today: datetime.date | None = None,
    limits: Limits = LIMITS,
) -> Report:
    """Everything there is to say about some data, up to a number of problems; bad data never raises.

    A record is checked by itself. A dataset (a `Dataset`, a document of `type` `dataset`, or a `.jsonl` file whose first line
    is one) is checked record by record and then by the rules across records.

    Parameters:
        data: JSON text (bytes or str), plain data (a mapping), a record, a dataset, or the path of a file.
        unknown: as in `loads`.
        today: as in `Dataset.check`.
        limits: how many problems to list, of all and of each record; of a file also how long a line may be, and what a
            compressed one may unpack to.

    Raises:
        OSError: a path that cannot be read.
        ImportError: a compressed file, and what unpacks it is not installed.

    >>> report = validate('{"type": "organization", "id": "organization:siis", "name": "SIIS"}')
    >>> report.ok, [problem.code for problem in report]
    (False, ['key.unknown', 'key.missing'])
    """
    if isinstance(data, os.PathLike):
        return _listed(_path(Path(data), unknown, today, limits), limits)
    if isinstance(data, (bytes, bytearray, memoryview, str)):
        return _listed(_text(utf8(data), unknown, today, limits), limits)
    return _listed(_value(dump(data) if isinstance(data, Node) else data, unknown, today, limits), limits)


def _listed(problems: Iterable[Problem], limits: Limits) -> Report:
    """The first problems, and at least one error if there is any; then how many more there are."""
    rest = iter(problems)
    listed = list(islice(rest, limits.problems))
    is_bad = any(problem.severity is Severity.ERROR for problem in listed)
    more = 0
    for problem in rest:
        if is_bad or problem.severity is not Severity.ERROR:
            more += 1
        else:
            listed.append(problem)
            is_bad = True
    return Report([*listed, MORE_PROBLEMS(count=more)] if more else listed)


def _path(path: Path, unknown: Unknown, today: datetime.date | None, limits: Limits) -> Iterator[Problem]:
    if not is_lines(path):
        try:
            data = read_whole(path, limits)
        except UnpackingError as error:
            yield error.problem
        else:
            yield from _text(data, unknown, today, limits)
        return
    first = next(all_lines(path, unknown, limits), None)
    if first is not None and first.number == 1 and first.header is not None:
        yield from _dataset(read_lines(path, unknown, limits), today)
    else:
        for line in all_lines(path, unknown, limits):
            yield from line.problems


def _text(data: bytes, unknown: Unknown, today: datetime.date | None, limits: Limits) -> tuple[Problem, ...]:
    value, problems = parse(data)
    return problems or locate(data, _value(value, unknown, today, limits))


def _value(value: object, unknown: Unknown, today: datetime.date | None, limits: Limits) -> Iterable[Problem]:
    if isinstance(value, Mapping) and value.get("type") == "dataset":
        return _dataset(read_value(dict(value), unknown, limits), today, document=True)
    return named(read(shape_of(RECORD), value, unknown, limits.per_record)[1], value)


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
