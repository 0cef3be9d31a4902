"""The progress bar: shown on a terminal during a long run, and nowhere else."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from .test_cli import GOOD, call, on_a_terminal

BAR = "MB"  # of the processed bytes
CLEAR = "\x1b[2K"


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes long enough for a bar: 24 MB in few records."""
    path = tmp_path_factory.mktemp("big") / "big.jsonl"
    line = GOOD.replace(b'"A"', b'"' + b"A" * 200_000 + b'"')
    path.write_bytes(b"".join([line.replace(b":a", b":a%d" % number) for number in range(120)]))
    return path


RUNS: list[Sequence[str]] = [["validate"], ["stats"], ["convert"]]


def arguments(run: Sequence[str], big: Path, tmp_path: Path) -> list[str | Path]:
    return [*run, big, *([tmp_path / "out.jsonl"] if run[0] == "convert" else [])]


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS, ids=[run[0] for run in RUNS])
def test_a_long_run_shows_how_far_it_is_on_a_terminal(big: Path, tmp_path: Path, run: Sequence[str]) -> None:
    """The bar is removed at the end, and --quiet shows none."""
    given = arguments(run, big, tmp_path)
    code, shown = on_a_terminal(*given)
    assert code == 0 and BAR in shown and CLEAR in shown
    assert BAR not in shown.rpartition(CLEAR)[2]
    for option in ("--quiet", "-q"):
        code, shown = on_a_terminal(*given, option)
        assert code == 0 and BAR not in shown and CLEAR not in shown


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_rate_and_the_time_left_also_of_compressed_files(big: Path, tmp_path: Path, jobs: str) -> None:
    """The bar shows the bytes of the compressed file, up to its end."""
    packed = tmp_path / "big.jsonl.gz"
    packed.write_bytes(gzip.compress(big.read_bytes(), 0))
    code, shown = on_a_terminal("validate", packed, "--jobs", jobs)
    assert code == 0 and "MB/s" in shown and re.search(r"\d:\d\d:\d\d", shown)
    done = [float(found) for found in re.findall(r"([0-9.]+)/2\d\.\d MB", shown)]
    assert done and done == sorted(done) and 15 < done[-1] <= packed.stat().st_size / 1e6


@pytest.mark.slow
def test_split_shows_it_too(big: Path, tmp_path: Path) -> None:
    """Unless the output goes to the same terminal."""
    given: list[str | Path] = ["split", big, "--good", tmp_path / "g", "--bad", tmp_path / "b"]
    assert BAR in on_a_terminal(*given)[1]
    assert BAR not in on_a_terminal(*given, "-q")[1]
    assert BAR not in on_a_terminal(*given, "--report", "-")[1]


@pytest.mark.slow
@pytest.mark.parametrize("run", RUNS, ids=[run[0] for run in RUNS])
def test_elsewhere_there_is_no_progress(big: Path, tmp_path: Path, run: Sequence[str]) -> None:
    """Neither in a pipe nor in a file is anything written to standard error."""
    done = call(*arguments(run, big, tmp_path), env={"FORCE_COLOR": "1"})
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.slow
def test_a_bar_without_colours(big: Path) -> None:
    """NO_COLOR removes the colours of the bar; a dumb terminal gets no bar."""
    _, shown = on_a_terminal("validate", big, env={"NO_COLOR": "1"})
    assert BAR in shown and not re.search("\x1b\\[[0-9;]*3[0-9][0-9;]*m", shown)
    _, shown = on_a_terminal("validate", big, env={"TERM": "dumb"})
    assert "\x1b" not in shown


@pytest.mark.slow
def test_a_short_run_shows_nothing(tmp_path: Path) -> None:
    """It ends before a bar would appear."""
    (tmp_path / "x.json").write_bytes(GOOD)
    for run in RUNS:
        _, shown = on_a_terminal(*arguments(run, tmp_path / "x.json", tmp_path))
        assert CLEAR not in shown
