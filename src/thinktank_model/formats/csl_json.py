"""CSL-JSON: the outputs, for reference managers and citation processors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any, Final

from ..dataset.collection import Dataset
from ..jsontext.limits import Limits
from ..jsontext.opening import UnreadableError, read_all
from ..jsontext.parsing import encode, parse
from ..problems.problem import Problem
from ..problems.report import Report
from ..problems.translations import Phrase
from ..shapes.explain import Unknown
from .bibliography.items import Items
from .bibliography.reading import outputs
from .codes import SYNTAX
from .format import Format, Imported
from .losses import Losses

__all__ = ["FORMAT"]

CALLED: Final = "CSL-JSON"


def write(dataset: Dataset, target: IO[bytes], *, lang: str) -> Iterable[Problem]:
    """Write a list of items, one per line."""
    losses = Losses("csl-json")
    start = b"[\n"
    for item in Items(dataset, lang, losses):
        target.write(start + encode(item))
        start = b",\n"
    target.write(b"[]\n" if start == b"[\n" else b"\n]\n")
    return losses


def read(source: IO[bytes], *, unknown: Unknown, limits: Limits) -> Imported:
    """Read a list of items, an object with such a list, or a single item."""
    value, problems = parse(read_all(source, limits.document))
    if problems:
        return Imported(None, Report(problems))
    losses = Losses("csl-json")
    return outputs(_items(value, losses), "csl-json", unknown, limits, losses)


def _items(value: Any, losses: Losses) -> Iterable[dict[str, Any]]:
    if isinstance(value, dict):
        listed = next((value[key] for key in ("items", "references") if isinstance(value.get(key), list)), None)
        value = listed if listed is not None else [value]
    if not isinstance(value, list):
        raise UnreadableError(SYNTAX(format=CALLED, reason=Phrase("it is not a list of items")))
    for item in value:
        if isinstance(item, dict):
            yield item
        else:
            losses.property(Phrase("an item that is not an object"))


FORMAT: Final = Format(
    name="csl-json",
    title="CSL-JSON, the outputs",
    endings=(".csl.json", ".csljson"),
    carries=("output",),
    write=write,
    read=read,
)
