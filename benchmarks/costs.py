"""Costs other than speed: memory, import, growth with the number of records, rules across a data set."""

from __future__ import annotations

import datetime
import gc
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from attrs import frozen

from thinktank_model.dataset.collection import Dataset
from thinktank_model.records.lines import read_jsonl

from .corpus import Corpus, many
from .peers import Contender
from .timing import timed

__all__ = ["Cost", "checking", "growth", "imports", "memory", "sharing"]

DAY = datetime.date(2026, 1, 1)
HELD = 1_000_000  # records of a data set; ten times as many do not fit into memory
SHARED = 200_000  # records that processes share
TRACED = 20_000  # records; tracing memory takes ten times as long


@frozen
class Cost:
    """One measurement.

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
    """Return the memory of a record in bytes, with its share of all caches."""
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


# A peer's model is made from our shapes, so these and the peer are imported before the clock starts.
_LOADERS = """
from thinktank_model.shapes.codec import dumper, loader
from thinktank_model.model.union import RECORD
from thinktank_model.shapes.annotations import shape_of
for shape in shape_of(RECORD).options.values():
    loader(shape), dumper(shape)
"""
IMPORTS = {
    "attrs, cattrs, orjson": ("", "import attrs, cattrs, orjson"),
    "thinktank-model": ("", "import thinktank_model"),
    "thinktank-model, the way to a first record": ("", "import thinktank_model.records"),
    "thinktank-model and all its loaders and dumpers": ("", _LOADERS),
    "msgspec": ("", "import msgspec"),
    "msgspec's models, to be added to it": (
        "import benchmarks.rules, msgspec",
        "from benchmarks.peers.msgspec_models import Models; Models(tuned=False)",
    ),
    "pydantic": ("", "from pydantic import BaseModel"),
    "pydantic's models, to be added to it": (
        "import benchmarks.rules; from pydantic import BaseModel",
        "from benchmarks.peers.pydantic_models import Models; Models(tuned=False)",
    ),
}


def imports(rounds: int) -> list[Cost]:
    """Return the import time in a new process, in milliseconds."""
    times: dict[str, list[float]] = {name: [] for name in IMPORTS}
    for _ in range(rounds):
        for name, (before, timed_code) in IMPORTS.items():
            code = f"{before}\nfrom time import perf_counter\nstart = perf_counter()\n{timed_code}\nprint(perf_counter() - start)"
            run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
            if run.returncode == 0:  # otherwise the library is not installed
                times[name].append(float(run.stdout) * 1000)
    return [Cost("import", name, median(taken), "ms") for name, taken in times.items() if taken]


def growth(base: list[bytes], sizes: Sequence[int]) -> list[Cost]:
    """Return the time per record, and the memory of `read_jsonl` for growing numbers of records."""
    found = []
    for size in sizes:
        with TemporaryDirectory() as folder:
            path = _written(Path(folder), base, size)
            taken = timed(lambda: _streamed(path), collector=True)
            found.append(Cost("stream", f"{size:,} records", taken / size * 1e6, "µs a record"))
            if size <= TRACED:
                tracemalloc.start()
                _streamed(path)
                found.append(
                    Cost("stream, most memory", f"{size:,} records", tracemalloc.get_traced_memory()[1] / 1e6, "MB")
                )
                tracemalloc.stop()
    return found


def _written(folder: Path, base: list[bytes], size: int) -> Path:
    path = folder / f"{size}.jsonl"
    with path.open("wb") as stream:
        stream.writelines(line + b"\n" for line in many(base, size))
    return path


def _streamed(path: Path) -> None:
    for line in read_jsonl(path):
        assert line.record is not None


LOOP = "a loop over read_jsonl"


def sharing(base: list[bytes], records: int, rounds: int) -> list[Cost]:
    """Return the time per record of `validate` with one process and with one per processor, and of a bare loop, measured in turns."""
    with TemporaryDirectory() as folder:
        path = str(_written(Path(folder), base, records))
        commands = {LOOP: ["-c", f"import thinktank_model as tm\nfor line in tm.read_jsonl({path!r}): pass"]}
        for jobs in sorted({1, os.cpu_count() or 1}):
            name = f"{jobs} process{'es' * (jobs > 1)}"
            commands[name] = ["-m", "thinktank_model", "validate", path, "--no-cross-record", "--jobs", str(jobs)]
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, arguments in commands.items():
                start = perf_counter()
                subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
                times[name].append(perf_counter() - start)
    return [
        Cost("validate, the command", name, median(taken) / records * 1e6, "µs a record")
        for name, taken in times.items()
    ] + [
        Cost(
            f"validate, as a multiple of {other}",
            name,
            median([mine / theirs for mine, theirs in zip(times[name], times[other], strict=True)]),
            "times",
        )
        for other, name in pairwise(times)
    ]


def checking(base: list[bytes], sizes: Sequence[int]) -> list[Cost]:
    """Return the time of reading a data set, of the rules across its records, and the ratio of the two."""
    found = []
    for size in sizes:
        if size > HELD:
            continue
        with TemporaryDirectory() as folder:
            path = _written(Path(folder), base, size)
            datasets: list[Dataset] = []
            reading = timed(lambda: datasets.append(Dataset.read(path)), collector=True)
            rules = timed(lambda: datasets[0].check(DAY), collector=True)
            of = f"{size:,} records"
            found += [
                Cost("reading a data set", of, reading / size * 1e6, "µs a record"),
                Cost("its rules across records", of, rules / size * 1e6, "µs a record"),
                Cost("rules, as a multiple of reading", of, rules / reading, "times"),
            ]
    return found
