"""`split`: each line of JSON Lines is written unchanged to one of two files, in one pass."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import tracemalloc
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinktank_model.cli import splitting
from thinktank_model.cli.splitting import Kept
from thinktank_model.jsontext.limits import LIMITS
from thinktank_model.model.scope import CORE_SCOPE
from thinktank_model.records.readers import LineReader

from .conftest import Runner
from .scale import in_full
from .test_cli import COMMAND, GOOD, HEADER, WARNED, WRONG, call, environment, on_a_terminal
from .test_streams import BOM, PIECES, PRETTY, TEXTS
from .test_streams import LIMITS as SMALL

LONG = b'{"type":"source","id":"source:l","titles":{"en":"%b"}}\n' % (b"A" * 400)


@pytest.fixture
def here(here: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Run the command in a folder."""
    monkeypatch.chdir(tmp_path)
    return here


def divided(data: bytes) -> tuple[bytes, bytes]:
    """Return the valid and the invalid lines of a stream with short lines only."""
    kept = Kept(io.BytesIO(data))
    good, bad = io.BytesIO(), io.BytesIO()
    target, poured = good, 0
    for line in LineReader(kept, "error", SMALL):
        before, target = target, bad if line.record is None and line.header is None else good
        if target is not before or line.offset - poured >= splitting.MANY:
            kept.pour(before.write, line.offset)
            poured = line.offset
    kept.pour(target.write)
    return good.getvalue(), bad.getvalue()


@given(
    st.lists(st.sampled_from((*PIECES, LONG, b" " * 249 + b"\n", b" " * 250 + b"\n", b" " * 400 + b"\n")), max_size=12),
    st.sampled_from([0, 300, splitting.HELD]),
    st.sampled_from([0, 300, splitting.MANY]),
)
def test_no_byte_is_lost_or_changed(pieces: list[bytes], held: int, many: int) -> None:
    """Both files together have all lines, each file in the original order, however few bytes are held in memory."""
    data = b"".join(pieces)
    with patch.object(splitting, "HELD", held), patch.object(splitting, "MANY", many):
        good, bad = divided(data)
    for part in (good, bad):
        rest = iter(data.split(b"\n"))
        assert all(line in rest for line in part.split(b"\n")[:-1])
    assert sorted(good.split(b"\n") + bad.split(b"\n")) == sorted([b"", *data.split(b"\n")])


@given(TEXTS)
def test_what_is_good_is_read_as_it_was(data: bytes) -> None:
    """The first file has the valid records and no error; the second has no valid line."""
    good, bad = divided(data)
    before = [line.record for line in LineReader(io.BytesIO(data), "error", SMALL) if line.record is not None]
    after = list(LineReader(io.BytesIO(good), "error", SMALL))
    assert [line.record for line in after if line.header is None] == before
    found = LineReader(io.BytesIO(bad), "error", SMALL)
    if data.count(b"dataset") == 0:
        assert [line.record for line in found if line.record is not None and not line.raw.startswith(BOM)] == []


def test_the_lines_go_where_they_belong_and_the_report_says_why(here: Runner, tmp_path: Path) -> None:
    """The header goes with the valid lines; the report has the line numbers of the source; the exit code is that of `validate`."""
    data = HEADER + GOOD + WRONG + b"\n" + WARNED.replace(b"\n", b"\r\n") + PRETTY + b"{\n" + GOOD.strip()
    (tmp_path / "in.jsonl").write_bytes(data)
    code, out, err = here("split", "in.jsonl", "--good", "good.jsonl", "--bad", "bad.jsonl", "--lang", "fr")
    assert (code, out) == (1, "")
    assert err == "thinktank-model: in.jsonl: 3 valides, 3 non valides\u00a0; problèmes dans bad.problems.jsonl\n"
    assert Path("good.jsonl").read_bytes() == HEADER + GOOD + WARNED.replace(b"\n", b"\r\n") + GOOD.strip()
    assert Path("bad.jsonl").read_bytes() == WRONG + b"\n" + PRETTY + b"{\n"
    found = [json.loads(line) for line in Path("bad.problems.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["path"], one["line"], one["code"]) for one in found] == [
        ("in.jsonl", 3, "country.unknown"),
        ("in.jsonl", 6, "json.value-on-several-lines"),
        ("in.jsonl", 11, "json.truncated"),
    ]
    assert "China" in found[0]["message"] and "pays" in found[0]["message"]
    assert here("split", "good.jsonl", "--good", "again.jsonl", "--bad", "none.jsonl")[0] == 0
    assert Path("again.jsonl").read_bytes() == Path("good.jsonl").read_bytes()
    assert Path("none.jsonl").read_bytes() == Path("none.problems.jsonl").read_bytes() == b""


def test_a_header_with_an_error_is_a_bad_line(here: Runner, tmp_path: Path) -> None:
    """So the file of valid lines has no header."""
    (tmp_path / "in.jsonl").write_bytes(HEADER.replace(b'"1.0"', b"1") + GOOD)
    assert here("split", "in.jsonl", "--good", "g", "--bad", "b")[2].startswith(
        "thinktank-model: in.jsonl: 1 valid, 1 invalid"
    )
    assert Path("g").read_bytes() == GOOD and Path("b.problems.jsonl").exists()


@in_full
def test_pipes_and_compressed_files(tmp_path: Path) -> None:
    """Standard input, standard output, `.gz`: the same lines."""
    data = HEADER + GOOD * 3 + WRONG
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(data))
    for source, stdin in (("-", data), ("in.jsonl.gz", b"")):
        done = call("split", source, "--good", "-", "--bad", "/dev/null", cwd=tmp_path, stdin=stdin)
        assert (done.returncode, done.stdout) == (1, HEADER + GOOD * 3)
        done = call("split", source, "--good", "g", "--bad", "b", "--report", "-", cwd=tmp_path, stdin=stdin)
        assert (tmp_path / "g").read_bytes() + (tmp_path / "b").read_bytes() == data
        assert [json.loads(line)["line"] for line in done.stdout.splitlines()] == [5]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "g", "in.jsonl.gz"]
        (tmp_path / "b").unlink()
        (tmp_path / "g").unlink()


def test_zst_where_it_is_installed(here: Runner, tmp_path: Path) -> None:
    """Like `.gz`."""
    zstd = pytest.importorskip("backports.zstd")
    (tmp_path / "in.jsonl.zst").write_bytes(zstd.compress(GOOD + WRONG))
    assert here("split", "in.jsonl.zst", "--good", "g", "--bad", "b")[0] == 1
    assert (Path("g").read_bytes(), Path("b").read_bytes()) == (GOOD, WRONG)


def test_a_terminal_does_not_obey_what_is_written(tmp_path: Path) -> None:
    """Invalid lines can contain anything."""
    (tmp_path / "in.jsonl").write_bytes(b'"\x1b[2J"\n')
    _, shown = on_a_terminal("split", tmp_path / "in.jsonl", "--good", "/dev/null", "--bad", "-")
    assert "\x1b" not in shown and "\\u001b[2J" in shown


# --- Hostile input ---


@pytest.mark.parametrize(
    ("data", "good", "bad"),
    [
        (b"", b"", b""),
        (b"\n \n\n", b"\n \n\n", b""),
        (b"[\n" * 50 + GOOD, GOOD, b"[\n" * 50),
        (b"\x00" * 40 + b"\n" + GOOD, GOOD, b"\x00" * 40 + b"\n"),
        (b"a,b,c\n1,2,3\n\n4,5,6", b"", b"a,b,c\n1,2,3\n\n4,5,6"),
        (b"x" * 300_000 + b"\n" + GOOD, GOOD, b"x" * 300_000 + b"\n"),
        (GOOD + b"x" * 300_000, GOOD, b"x" * 300_000),
        (GOOD + b" " * 300_000 + b"\n" + GOOD, GOOD * 2, b" " * 300_000 + b"\n"),
        (BOM + GOOD + BOM + GOOD, BOM + GOOD, BOM + GOOD),
        (GOOD + b"\n" * 5000 + WRONG, GOOD + b"\n" * 5000, WRONG),
    ],
    ids=["empty", "blank", "brackets", "nul", "csv", "giant", "giant at the end", "giant and empty", "bom", "blanks"],
)
def test_whatever_is_in_it(here: Runner, tmp_path: Path, data: bytes, good: bytes, bad: bytes) -> None:
    """For any content: each line goes to the right file; also giant lines, and a table that is not JSON."""
    (tmp_path / "in.jsonl").write_bytes(data)
    code, _, _ = here("split", "in.jsonl", "--good", "g", "--bad", "b", "--max-line", "100000")
    assert (Path("g").read_bytes(), Path("b").read_bytes()) == (good, bad)
    assert code == (1 if bad else 0)


@in_full
def test_a_giant_line_takes_little_memory(tmp_path: Path) -> None:
    """It waits on the disk until its file is known, and so do empty lines."""

    class Endless:
        left = 400 * 2**20

        def readline(self, size: int = -1) -> bytes:
            self.left -= (size := min(size, self.left))
            return b"x" * size

    written = 0

    def write(data: bytes) -> None:
        nonlocal written
        written += len(data)

    kept = Kept(Endless())
    tracemalloc.start()
    lines = list(LineReader(kept, "error", LIMITS._replace(line=2**16), CORE_SCOPE))
    kept.pour(write)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(lines) == 1 and written == 400 * 2**20 and peak < 8 * 2**20


# --- What is refused ---


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["in.jsonl", "--good", "x", "--bad", "x"], "x and x are the same file"),
        (["in.jsonl", "--good", "x", "--bad", "./x"], "are the same file"),
        (["in.jsonl", "--good", "in.jsonl", "--bad", "b"], "are the same file"),
        (["in.jsonl", "--good", "g", "--bad", "link.jsonl"], "are the same file"),
        (["in.jsonl", "--good", "g", "--bad", "hard.jsonl"], "are the same file"),
        (["in.jsonl", "--good", "g", "--bad", "b", "--report", "g"], "are the same file"),
        (["in.jsonl", "--good", "-", "--bad", "-"], "only one output can go to standard output"),
        (["in.json", "--good", "g", "--bad", "b"], "convert --to jsonl"),
        (["no.jsonl", "--good", "g", "--bad", "b"], "no.jsonl: No such file"),
        (["no.jsonl.gz", "--good", "g", "--bad", "b"], "no.jsonl.gz: No such file"),
        (["folder", "--good", "g", "--bad", "b"], "folder: Is a directory"),
        (["in.jsonl", "--good", "folder", "--bad", "b"], "folder"),
        (["in.jsonl", "--good", "g", "--bad", "none/b"], "none/b: No such file"),
        (["in.jsonl", "--good", "g", "--bad", "/proc/b"], "/proc/b: "),  # not even root can write to it
        (["in.jsonl", "--good", "g.gz", "--bad", "b"], "g.gz: compressed files are read, not written"),
        (["cut.jsonl.gz", "--good", "g", "--bad", "b"], "Nothing was written."),
        (["bomb.jsonl.gz", "--good", "g", "--bad", "b", "--max-unpacked", "100"], "larger than 100 bytes"),
    ],
)
def test_what_cannot_be_done_writes_nothing(here: Runner, tmp_path: Path, arguments: list[str], said: str) -> None:
    """Exit code 2, one line with the reason, and all files are unchanged."""
    (tmp_path / "in.jsonl").write_bytes(GOOD + WRONG)
    (tmp_path / "in.json").write_bytes(GOOD)
    (tmp_path / "link.jsonl").symlink_to("in.jsonl")
    (tmp_path / "hard.jsonl").hardlink_to(tmp_path / "in.jsonl")
    (tmp_path / "folder").mkdir()
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(os.urandom(1000).hex().encode() + GOOD * 500)[:-50])
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(GOOD * 500))
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir() if path.is_file()}
    code, out, err = here("split", *arguments)
    assert (code, out) == (2, "") and said in err and err.count("\n") == 1
    assert before == {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir() if path.is_file()}


def test_zst_without_what_unpacks_it(here: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence says what to install."""
    monkeypatch.setitem(sys.modules, "backports", None)
    monkeypatch.setitem(sys.modules, "compression", None)
    (tmp_path / "in.jsonl.zst").write_bytes(b"")
    code, _, err = here("split", "in.jsonl.zst", "--good", "g", "--bad", "b")
    assert code == 2 and 'pip install "thinktank-model[zst]"' in err


@pytest.mark.slow
def test_a_killed_run_leaves_no_half_of_a_file(tmp_path: Path) -> None:
    """The files keep their old content, and a later run removes temporary files."""
    (tmp_path / "g").write_bytes(b"old")
    command = [*COMMAND, "split", "-", "--good", "g", "--bad", "b"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, env=environment()) as started:
        assert started.stdin is not None
        started.stdin.write((GOOD + WRONG) * 5000)
        started.stdin.flush()
        os.kill(started.pid, signal.SIGKILL)
    assert (tmp_path / "g").read_bytes() == b"old" and not (tmp_path / "b").exists()
    assert call("split", "-", "--good", "g", "--bad", "b", cwd=tmp_path, stdin=GOOD).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "b.problems.jsonl", "g"]


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    """As with `| head`; the file of invalid lines is unchanged."""
    (tmp_path / "in.jsonl").write_bytes((GOOD + WRONG) * 20_000)
    shell = f"{' '.join(COMMAND)} split in.jsonl --good - --bad bad.jsonl | head -n 1"
    done = subprocess.run(["/bin/sh", "-c", shell], cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (GOOD, b"") and not (tmp_path / "bad.jsonl").exists()
