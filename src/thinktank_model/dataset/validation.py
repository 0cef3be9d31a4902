"""`validate`: one question for anything that can hold records."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from ..jsontext.compressed import UnpackingError
from ..jsontext.content import open_content
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.opening import TooLargeError
from ..problems.problem import Problem, Severity, define
from ..problems.report import Report
from ..records.readers import DocumentReader, Reader, TextReader, read_content
from ..records.single import utf8
from ..shapes.codec import dump
from ..shapes.explain import Unknown
from ..shapes.node import Node
from .reading import Gathered

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
        return _listed(problems_of_reader(TextReader(utf8(data), unknown, limits), today), limits)
    value = dump(data) if isinstance(data, Node) else data
    return _listed(problems_of_reader(DocumentReader(value, unknown, limits), today), limits)


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
    try:
        with open_content(path, limits) as content:
            yield from problems_of_reader(read_content(content, unknown), today)
    except (UnpackingError, TooLargeError) as error:
        yield error.problem


def problems_of_reader(reader: Reader, today: datetime.date | None) -> Iterator[Problem]:
    """The problems of each record; for a dataset then those of the rules across the records that could be read."""
    gathered: Gathered | None = None
    for line in reader:
        yield from line.problems
        if line.is_header:
            gathered = Gathered()
        if gathered is not None:
            gathered.add(line)
    if gathered is not None:
        for owner, problems in gathered.across(today):
            yield from reader.place(owner, problems).problems
