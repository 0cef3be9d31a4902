"""Measures the memory of `validate` and `convert` for JSON Lines of growing size, and for one line of a gigabyte.

    python benchmarks/memory.py FOLDER 0.1 1 5

writes files of so many gigabytes into the folder, one at a time, runs the command on each in a process of its own, and prints
its peak resident memory; the files are removed again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import thinktank_model as tm

MIB = 2**20


def run(*arguments: str | Path) -> dict[str, Any]:
    """Return the command's exit code, last line, seconds, and peak memory in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "thinktank_model", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    with process.stdout as output:
        *_, last = [line.decode().strip() for line in output] or [""]
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = used.ru_maxrss * 1024 / MIB
    return {
        "command": arguments[0],
        "exit": process.returncode,
        "peak MiB": round(peak),
        "seconds": round(time.perf_counter() - start),
        "last line": last,
    }


def lines(path: Path, size: int) -> None:
    """Write the records of the article repeatedly, and between them records with long texts, to save time."""
    block = b"".join([tm.dumps(record) + b"\n" for record in tm.example("wic-2024")])
    long = {
        "type": "source",
        "id": "source:long",
        "titles": {"en": "Long"},
        "notes": {"en": "A long text. " * 2500 + "End."},
    }
    block += (tm.dumps(tm.from_dict(long)) + b"\n") * 28
    with path.open("wb") as stream:
        for _ in range(max(1, size // len(block))):
            stream.write(block)


def long_line(path: Path, size: int) -> None:
    """Write a valid line, one of this size, and another valid one."""
    good = tm.dumps(next(iter(tm.example("wic-2024")))) + b"\n"
    with path.open("wb") as stream:
        stream.write(good + b'{"type":"')
        for _ in range(size // MIB):
            stream.write(b"x" * MIB)
        stream.write(b'"}\n' + good)


def main(folder: Path, sizes: list[float]) -> None:
    """Make the files, measure, and print a line of JSON for each run."""
    path, target = folder / "big.jsonl", folder / "out.jsonl"
    try:
        for size in sizes:
            lines(path, int(size * 2**30))
            for arguments in (("validate", path), ("convert", path, target)):
                print(json.dumps({"GiB": size, **run(*arguments)}), flush=True)
                target.unlink(missing_ok=True)
        long_line(path, 2**30)
        print(json.dumps({"GiB": "a line of 1", **run("validate", path)}), flush=True)
        print(json.dumps({"GiB": "a line of 1", **run("convert", path, target)}), flush=True)
    finally:
        path.unlink(missing_ok=True)
        target.unlink(missing_ok=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [float(size) for size in sys.argv[2:]])
