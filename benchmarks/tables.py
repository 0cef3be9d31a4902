"""Compares imports of tables with their parts: `python -m benchmarks.tables`, or with the names of some formats behind it.

The parts of an import are what the bare reader of the format takes (python-calamine, the modules `csv` and `sqlite3`), and `loads` of
the same records. The ratios are of processor time in one process, taken in turns: the median of some rounds. The memory is the peak of
a process of its own that imports the file, beyond what it has before.
"""

from __future__ import annotations

import csv
import io
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final
from zipfile import ZipFile

import thinktank_model as tm
from benchmarks.corpus import shipped
from benchmarks.timing import timed
from tests.flat import organizations

ROUNDS: Final = 15
ROWS: Final = 10_000
SIZES: Final = (10_000, 100_000)
ENDINGS: Final = {"xlsx": ".xlsx", "csv": ".csv", "csv-zip": ".csv.zip", "sqlite": ".sqlite"}
PEAK: Final = "peak"


def bare_csv(path: Path) -> Any:
    """Return the rows that the module `csv` reads."""
    return list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))


def bare_zip(path: Path) -> Any:
    """Return the same of each file in an archive."""
    with ZipFile(path) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist()]
    return [list(csv.reader(io.StringIO(text, newline=""))) for text in texts]


def bare_workbook(path: Path) -> Any:
    """Return the rows that python-calamine reads."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]


def bare_sqlite(path: Path) -> Any:
    """Return the rows of all tables of ours that have any."""
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        own = [name for name in names if not name.startswith(("search", "_"))]
        return [database.execute(f'select * from "{name}"').fetchall() for name in own]


BARE: Final[dict[str, Callable[[Path], Any]]] = {
    "xlsx": bare_workbook,
    "csv": bare_csv,
    "csv-zip": bare_zip,
    "sqlite": bare_sqlite,
}


def flat(size: int) -> list[bytes]:
    """Return the lines of this many organizations, no two of them alike."""
    return [tm.dumps(record) for record in organizations(size)]


def mixed(size: int) -> list[bytes]:
    """Return the lines of this many records of the shipped datasets."""
    return shipped(size).lines


CORPORA: Final = {"organizations": flat, "mixed records": mixed}


def written(folder: Path, name: str, lines: list[bytes]) -> Path:
    """Return a file of a format with these records."""
    path = folder / f"records-{len(lines)}{ENDINGS[name]}"
    tm.export(tm.Dataset(records=[tm.loads(line) for line in lines]), path)
    return path


def ratio(name: str, path: Path, lines: list[bytes]) -> tuple[float, float]:
    """Return the median of the ratios of an import to its parts, and that of its seconds."""
    taken: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        parts = timed(lambda: (BARE[name](path), [tm.loads(line) for line in lines]), collector=False)
        taken.append((timed(lambda: tm.import_file(path), collector=False), parts))
    return median([own / parts for own, parts in taken]), median([own for own, _ in taken])


def peak(path: Path, small: Path) -> int:
    """Return the peak memory in MiB of an import in a process of its own, which has read a small file before."""
    command = [sys.executable, "-m", "benchmarks.tables", PEAK, str(path), str(small)]
    return int(subprocess.run(command, check=True, capture_output=True).stdout)


def used() -> int:
    """Return the peak memory of this process so far, in MiB; `ru_maxrss` would begin with that of the process which started it."""
    (said,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")]
    return int(said.split()[1]) // 1024


def main(names: list[str]) -> None:
    if names[:1] == [PEAK]:
        tm.import_file(names[2])  # the modules
        before = used()
        imported = tm.import_file(names[1])
        assert imported.dataset is not None
        print(used() - before)
        return
    with TemporaryDirectory() as folder:
        for name in names or ENDINGS:
            for title, made in CORPORA.items():
                lines = made(ROWS)
                times, seconds = ratio(name, written(Path(folder), name, lines), lines)
                print(f"{name:8} {title:14} {times:5.2f} × its parts, {seconds:5.2f} s", flush=True)
            small = written(Path(folder), name, flat(1))
            for size in SIZES:
                path = written(Path(folder), name, flat(size))
                print(f"{name:8} {size:7} rows {peak(path, small):5} MiB", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
