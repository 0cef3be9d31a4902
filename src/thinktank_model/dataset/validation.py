"""`validate`: one question for anything that can hold records."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..jsontext.content import open_content
from ..jsontext.limits import LIMITS, Limits
from ..jsontext.opening import UnreadableError
from ..model.scope import CORE_SCOPE, Scope
from ..problems.listing import Listing
from ..problems.problem import Problem
from ..problems.report import Report
from ..records.readers import DocumentReader, Reader, TextReader, read_content
from ..records.single import utf8
from ..rules.reading import check_lines
from ..shapes.codec import dump
from ..shapes.explain import Unknown, check_unknown
from ..shapes.node import Node

__all__ = [
    "validate",
]


def validate(
    data: bytes | str | Mapping[str, Any] | Node | os.PathLike[str],
    *,
    unknown: Unknown = "error",
    today: datetime.date | None = None,
    limits: Limits = LIMITS,
) -> Report:
    """Return the problems of some data, up to a limit. Bad data never raises an error.

    A record is checked alone. A dataset (a `Dataset`, a document of `type` `dataset`, or a `.jsonl` file whose first line
    is one) is checked record by record and then by the rules across records.

    Parameters:
        data: JSON text (bytes or str), plain data (a mapping), a record, a dataset, or the path of a file.
        unknown: as in `loads`.
        today: as in `Dataset.check`.
        limits: the maximum number of problems, in total and per record; for a file also the limits for lines and decompression.

    Raises:
        OSError: a path that cannot be read.
        ImportError: the package that decompresses the file is not installed.

    >>> report = validate('{"type": "organization", "id": "organization:siis", "name": "SIIS"}')
    >>> report.ok, [problem.code for problem in report]
    (False, ['key.unknown', 'key.missing'])
    """
    return checked(data, unknown, today, limits, CORE_SCOPE)


def checked(data: Any, unknown: Unknown, today: datetime.date | None, limits: Limits, scope: Scope) -> Report:
    """Return the same for the records of any scope."""
    check_unknown(unknown)
    if isinstance(data, os.PathLike):
        return _listed(_path(Path(data), unknown, today, limits, scope), limits)
    if isinstance(data, (bytes, bytearray, memoryview, str)):
        return _listed(problems_of_reader(TextReader(utf8(data), unknown, limits, scope), today), limits)
    value = dump(data) if isinstance(data, Node) else data
    return _listed(problems_of_reader(DocumentReader(value, unknown, limits, scope=scope), today), limits)


def _listed(problems: Iterable[Problem], limits: Limits) -> Report:
    listing = Listing(limits.problems)
    listing.add(problems)
    return listing.report()


def _path(path: Path, unknown: Unknown, today: datetime.date | None, limits: Limits, scope: Scope) -> Iterator[Problem]:
    try:
        with open_content(path, limits) as content:
            yield from problems_of_reader(read_content(content, unknown, scope), today)
    except UnreadableError as error:
        yield error.problem


def problems_of_reader(reader: Reader, today: datetime.date | None) -> Iterator[Problem]:
    """Yield the problems of each record; for a dataset then those of the rules across the records that could be read."""
    for line, problems, is_across in check_lines(reader, today, scope=reader.records.scope):
        yield from reader.place(line, problems).problems if is_across else problems
