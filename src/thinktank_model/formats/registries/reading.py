"""Reads a file of a register: its objects one by one, with the reports of losses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from ...jsontext.limits import Limits
from ...problems.listing import Listing
from ...problems.report import Report
from ...records.readers import Line, RecordReader
from ...shapes.explain import Unknown
from ..format import Imported, imported
from ..losses import Losses
from .stream import objects

__all__ = ["read_items"]


def read_items(
    source: IO[bytes],
    lines: Callable[[Iterable[dict[str, Any]], RecordReader, Losses], Iterator[Line]],
    name: str,
    called: str,
    unknown: Unknown,
    limits: Limits,
    prefer: str = "",
) -> Imported:
    """Return the result of reading a file.

    Parameters:
        source: a binary stream.
        lines: a function that makes the records of its objects.
        name: the name of the format.
        called: its name for messages.
        unknown: as in `loads`.
        limits: as in `Dataset.read`.
        prefer: as in `objects`.

    Raises:
        UnreadableError: it is not JSON, is damaged, or is over a limit.
    """
    losses = Losses(name)
    made = lines(objects(source, called, limits, prefer), RecordReader(unknown, limits), losses)
    done = imported(made, Listing(limits.problems))
    return Imported(done.dataset, Report([*done.report, *losses]))
