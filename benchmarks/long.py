"""What a stream costs as it grows: `python -m benchmarks.long FOLDER 100000 1000000 10000000`.

For each number of records it writes JSON Lines into the folder, plain and as `.gz`, and prints for `read_jsonl` over each of them and for
`validate` the processor time of a record and the peak resident memory; every run is a process of its own. The records are those of a
corpus, one in a hundred with a fault, repeated with ids of their own. Ten million records take 11 GB, which are removed again.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

DISTINCT = 20_000  # records, before they repeat
WRITE = "from benchmarks.long import write; write({path!r}, {records})"
READ = "import thinktank_model as tm; print(sum(1 for _ in tm.read_jsonl({path!r}, limits=tm.Limits(unpacked=2**40))))"


def write(path: str, records: int) -> None:
    """Write so many records, plain and compressed, at once."""
    from .corpus import corpus, many

    lines = many(corpus(DISTINCT, faulty=0.01).lines, records)
    with open(path, "wb") as plain, gzip.open(path + ".gz", "wb", compresslevel=1) as packed:
        while some := b"".join([line + b"\n" for line in islice(lines, 1000)]):
            plain.write(some)
            packed.write(some)


def run(*arguments: str) -> tuple[float, int]:
    """Return the processor time in seconds and the peak memory in MiB of a run of Python."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != ("validate" in arguments):  # which finds problems
        raise SystemExit(f"exit code {process.returncode}: {arguments}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def main(folder: str, sizes: Sequence[int]) -> None:
    print("records     what              CPU a record   peak memory", flush=True)
    for records in sizes:
        path = str(Path(folder) / f"long-{records}.jsonl")
        try:
            run("-c", WRITE.format(path=path, records=records))
            for name, *arguments in (
                ("read_jsonl", "-c", READ.format(path=path)),
                ("read_jsonl .gz", "-c", READ.format(path=path + ".gz")),
                ("validate", "-m", "thinktank_model", "validate", "--no-cross-record", "--max-problems", "10", path),
            ):
                seconds, peak = run(*arguments)
                print(f"{records:<11,} {name:16} {seconds / records * 1e6:10.1f} µs {peak:9} MiB", flush=True)
        finally:
            for ending in ("", ".gz"):
                Path(path + ending).unlink(missing_ok=True)


if __name__ == "__main__":
    main(sys.argv[1], [int(size) for size in sys.argv[2:]])
