"""Memory does not grow with the input. `python benchmarks/memory.py FOLDER 0.1 1 5` shows it for gigabytes."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from benchmarks.memory import MIB, lines, long_line

ROOT = Path(__file__).parent.parent
ROOM = 24  # MiB: variation between runs, and buffers


def run(*arguments: str | Path) -> dict[str, Any]:
    """Return the memory of one run. A small process starts it, because the system counts memory of the parent for its child at first."""
    code = "import json, sys; from benchmarks.memory import run; print(json.dumps(run(*sys.argv[1:])))"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return cast("dict[str, Any]", json.loads(done.stdout))


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["validate", "convert"])
def test_lines_take_no_more_memory_if_there_are_more(tmp_path: Path, verb: str) -> None:
    """Twelve times the lines; a list of them would exceed the limit."""
    path, target = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    peaks = []
    for size in (4, 48):
        lines(path, size * MIB)
        done = run(verb, path, *([target] if verb == "convert" else []))
        assert done["exit"] == 0
        peaks.append(done["peak MiB"])
    assert peaks[1] - peaks[0] < ROOM


@pytest.mark.slow
def test_a_long_line_takes_no_memory(tmp_path: Path) -> None:
    """It is reported, and the lines around it are read; also in a compressed file, to which the same limit applies."""
    path = tmp_path / "a.jsonl"
    long_line(path, 192 * MIB)
    done = run("validate", path)
    assert done["exit"] == 1 and done["last line"] == "2 valid, 1 invalid" and done["peak MiB"] < 100
    packed = tmp_path / "b.jsonl.gz"
    with path.open("rb") as plain, gzip.open(packed, "wb", 1) as stream:
        shutil.copyfileobj(plain, stream)
    done = run("validate", packed)
    assert done["exit"] == 1 and done["peak MiB"] < 100
