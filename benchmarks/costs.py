"""What is not a race: memory, import, growth with the number of records, rules across a data set."""

from __future__ import annotations

import datetime
import gc
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from attrs import frozen

from thinktank_model.dataset import Dataset
from thinktank_model.records import read_jsonl

from .corpus import Corpus, many
from .peers import Contender
from .timing import timed

__all__ = ["Cost", "checking", "growth", "imports", "memory"]

DAY = datetime.date(2026, 1, 1)


@frozen
class Cost:
    """One measured thing.

    Attributes:
        what: what was measured.
        of: of whom, or at which size.
        value: the figure.
        unit: its unit.
    """

    what: str
    of: str
    value: float
    unit: str


def memory(contenders: Sequence[Contender], corpus: Corpus) -> list[Cost]:
    """The bytes that a held record takes, with its share of everything that was remembered."""
    return [
        Cost("memory of a record held", contender.name, _held(contender, corpus), "bytes")
        for contender in contenders
        if contender.load_all is None and contender.share == 1
    ]


def _held(contender: Contender, corpus: Corpus) -> float:
    contender.prepare()
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    held = contender.read_all(corpus.lines)
    gc.collect()
    size = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return size / len(held)


# The model of a peer is made from our shapes, which are imported before the clock starts.
_OURS = "import benchmarks.rules"
IMPORTS = {
    "attrs, cattrs, orjson": ("", "import attrs, cattrs, orjson"),
    "thinktank-model, import": ("", "import thinktank_model.records"),
    "thinktank-model, a loader for each class": (
        "import thinktank_model.records",
        "from benchmarks.rules import OPTIONS\nfrom thinktank_model.codec import loader\nfor s in OPTIONS.values(): loader(s)",
    ),
    "msgspec": ("", "import msgspec"),
    "msgspec, with its models": (_OURS, "import benchmarks.peers.msgspec_structs as m\nm._Models(True)"),
    "pydantic": ("", "import pydantic"),
    "pydantic, with its models": (_OURS, "import benchmarks.peers.pydantic_models"),
}
