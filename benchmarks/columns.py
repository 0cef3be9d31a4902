"""Compares columns with `loads`, and an engine with the plain stream: `python -m benchmarks.columns`.

Ratios of CPU time in one process, taken in turns: the least of some rounds of each. The records are those that the tests generate, 2,000 of
each class; the lines of the stream are of all classes, and DuckDB has one thread.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import duckdb

import thinktank_model as tm
from tests import generate
from thinktank_model import columns

ROUNDS = 5
LINES = 20_000
SAME = 2000  # records of a class


def least(*calls: Callable[[], Any]) -> list[float]:
    """Return the shortest CPU time of each of these, measured in turns."""
    found = [float("inf")] * len(calls)
    for _ in range(ROUNDS):
        for place, call in enumerate(calls):
            start = process_time()
            call()
            found[place] = min(found[place], process_time() - start)
    return found


def main() -> None:
    print("class            loads       to_arrow  from_arrow")
    every: list[Any] = []
    for tag in generate.CLASSES:
        records = [tm.from_dict(generate.record(seed, tag)) for seed in range(SAME)]
        compare(tag, records)
        every += records
    mixed = [every[place * 7919 % len(every)] for place in range(LINES)]
    compare("all in one table", mixed)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        tm.write_jsonl(path, mixed)
        plain, engine = least(lambda: sum(1 for _ in tm.read_jsonl(path)), lambda: by_duckdb(path))
    print(f"read_jsonl {plain / LINES * 1e6:.1f} µs a line, validate_batches in DuckDB {engine / plain:.2f} ×")


def compare(name: str, records: list[Any]) -> None:
    """Print the times of the three ways for these records."""
    lines, table = [tm.dumps(record) for record in records], columns.to_arrow(records)
    loads, there, back = least(
        lambda: [tm.loads(line) for line in lines],
        lambda: columns.to_arrow(records),
        lambda: columns.from_arrow(table),
    )
    print(f"{name:16} {loads / len(records) * 1e6:6.1f} µs  {there / loads:6.2f} ×  {back / loads:8.2f} ×", flush=True)


def by_duckdb(path: Path) -> None:
    with duckdb.connect(config={"threads": 1}) as database:
        text = f"read_csv('{path}', columns = {{'json': 'varchar'}}, delim = '\x01', quote = '', escape = '', header = false, auto_detect = false)"
        rows = database.sql(f"select row_number() over () as line, json from {text}").to_arrow_reader(10_000)
        assert sum([batch.num_rows for batch in columns.validate_batches(rows)]) >= LINES


if __name__ == "__main__":
    main()
