"""Work in several processes: the result is the same as with one process."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generate import CLASSES, apart, faults, plant, record
from tests.test_cli import COMMAND, DANGLING, GOOD, HEADER, WARNED, WRONG, call, environment, start
from thinktank_model.cli import parts as parts_module
from thinktank_model.cli.app import run
from thinktank_model.cli.inputs import Source
from thinktank_model.cli.parts import Part, in_order, parts
from thinktank_model.cli.reports import FORMATS

from .scale import in_full

LATER = b'{"type":"dataset","schema_version":"1.9","hue":1}\n'
UNKNOWN_KEY = b'{"type":"organization","id":"organization:k","names":[{"value":"K"}],"hue":"red"}\n'
LONG = b'{"type":"source","id":"source:long","titles":{"en":"%b"}}\n' % (b"A" * 3000)


def _lines(seed: int, records: int) -> bytes:
    """Return valid and invalid records, some over several lines, blank lines, broken lines, both line endings."""
    rng = random.Random(seed)
    found = []
    for number in range(records):
        value = record(1000 * seed + number)
        if rng.random() < 0.3:
            value = plant(value, apart(list(faults(CLASSES[value["type"]], value)), 2, rng))
        try:
            text = json.dumps(value, ensure_ascii=False, indent=rng.choice((None, None, None, 0, 2)))
            found.append(text.encode() + rng.choice((b"\n", b"\n", b"\r\n", b"\n\n")))
        except UnicodeEncodeError:
            continue
        if rng.random() < 0.1:
            found.append(rng.choice((b"{\n", b"\xff\n", b"   \n", b'{"a":1,"a":2}\n', LONG)))
    return b"".join(found)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of every kind, and a part size so small that there are many parts."""
    monkeypatch.setattr(parts_module, "SIZE", 2000)
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_bytes(_lines(1, 60))
    Path("b.json").write_bytes(WRONG)
    Path("c.jsonl").write_bytes(HEADER + _lines(2, 20) + DANGLING)
    Path("d.ndjson").write_bytes(b"\xef\xbb\xbf" + GOOD * 50 + WARNED.strip())
    Path("e.jsonl").write_bytes(LATER + UNKNOWN_KEY * 60)
    Path("f.jsonl").write_bytes(b"")
    Path("g.jsonl").write_bytes(GOOD * 150 + b"\n" * 5000 + WRONG)
    for name in "aceg":
        Path(f"{name}.jsonl.gz").write_bytes(gzip.compress(Path(f"{name}.jsonl").read_bytes()))
    Path("h.jsonl.gz").write_bytes(Path("a.jsonl.gz").read_bytes()[:-300])
    Path("i.jsonl.gz").write_bytes(GOOD)
    return tmp_path


def _run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(arguments)
    return code, *capfd.readouterr()


@given(
    st.lists(st.sampled_from((b"\n", b"ab\n", b"a" * 30 + b"\n", b"\r\n", b"{}", b"{}\n", b"{\n")), max_size=60),
    st.integers(1, 40),
    st.sampled_from(("a.jsonl", "a.jsonl.gz")),
)
def test_parts_begin_with_whole_lines_and_make_up_the_file(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes], size: int, name: str
) -> None:
    """No line is missing, repeated or cut, and only the last part is marked as the last."""
    path = tmp_path_factory.mktemp("parts") / name
    data = b"".join(pieces)
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts_module, "SIZE", size)
        found = list(parts(Source(str(path))))
        for number, part in enumerate(found):
            assert list(parts(Source(str(path)), start=part.start))[1:] == found[number + 1 :]
    ends = [part.start for part in found[1:]] + [len(data)]
    texts = [data[part.start : end] for part, end in zip(found, ends, strict=True)]
    assert b"".join(texts) == data and found[0].start == 0
    assert all(text.endswith(b"\n") for text in texts[:-1]) and all(text.startswith(b"{}") for text in texts[1:-1])
    assert [part.last for part in found] == [False] * (len(found) - 1) + [True]
    assert sum([part.weight for part in found]) == path.stat().st_size
    for part, text in zip(found, texts, strict=True):
        with part.open() as content:
            assert b"".join(iter(lambda: content.readline(7), b"")) == part.first + text


def test_a_part_too_long_to_hold_is_read_by_who_gets_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A compressed line may have any length; the rest of its file is one part, without its bytes."""
    monkeypatch.setattr(parts_module, "SIZE", 100)
    monkeypatch.setattr(parts_module, "LINE_LIMIT", 1000)
    data = GOOD * 5 + b"x" * 5000 + b"\n" + WRONG
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data))
    found = list(parts(Source(str(tmp_path / "a.jsonl.gz"))))
    assert [part.data is None for part in found] == [False, False, True]
    with found[-1].open() as content:
        assert content.readline() == b"\n"  # in place of the first line of the file
        assert content.readline() + content.readline() + content.readline() == data[found[-1].start :]


@in_full
def test_compressed_files_are_shared_out(files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Like plain files: every problem, place and count; a damaged file up to the damage."""
    assert len(list(parts(Source("h.jsonl.gz")))) > 10
    asked = ("validate", "a.jsonl.gz", "h.jsonl.gz", str(files / "i.jsonl.gz"), "--max-problems", "0")
    alone = _run(capfd, *asked)
    assert alone[0] == 1 and alone[1].count("file.damaged") == 2
    assert _run(capfd, *asked, "--jobs", "2") == alone


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        *[("--format", form) for form in FORMATS],
        ("--max-problems", "0", "--show-source"),
        ("--no-cross-record", "--statistics"),
        ("--max-problems", "7"),
    ],
    ids=" ".join,
)
def test_validate_says_the_same_with_several_processes(
    files: Path, capfd: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    """Every problem, place, count, order and exit code; in every format; for files of every kind and for missing files."""
    asked = (
        "validate",
        "--today",
        "2026-01-01",
        *options,
        ".",
        "missing.jsonl",
        "missing.jsonl.gz",
        str(files / "a.jsonl"),
        *[str(path) for path in sorted(files.glob("*.gz"))],
    )
    alone = _run(capfd, *asked)
    assert len(list(parts(Source("a.jsonl")))) > 10 and alone[0] == 2
    assert _run(capfd, *asked, "--jobs", "3") == alone


def test_the_first_line_says_for_every_part_how_unknown_keys_are_read(
    files: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A dataset of a newer schema version has unknown keys."""
    assert files.samefile(".")
    code, out, _ = _run(capfd, "validate", "e.jsonl", "--no-cross-record", "--jobs", "2")
    assert code == 0 and "60 valid, 0 invalid" in out and "key.unknown" not in out.replace("key.unknown /hue", "", 1)


@pytest.mark.slow
def test_standard_input_and_pipes_take_their_turn(tmp_path: Path) -> None:
    """Only the main process can read them."""
    (tmp_path / "a.jsonl").write_bytes(WRONG)
    os.mkfifo(tmp_path / "pipe.jsonl")
    said = []
    for jobs in ("1", "2"):
        writer = threading.Thread(target=(tmp_path / "pipe.jsonl").write_bytes, args=(GOOD + WRONG,))
        writer.start()
        done = call(
            "validate",
            "a.jsonl",
            "-",
            "pipe.jsonl",
            "a.jsonl",
            "--jobs",
            jobs,
            cwd=tmp_path,
            stdin=GOOD + b"{\n" + WRONG,
        )
        writer.join()
        said.append((done.returncode, done.stdout, done.stderr))
    assert said[0] == said[1] and said[0][1].endswith(b"2 valid, 5 invalid\n")


@pytest.mark.slow
@pytest.mark.parametrize("to", ["json", "jsonl"])
def test_convert_writes_the_same_with_several_processes(
    files: Path, capfd: pytest.CaptureFixture[str], to: str
) -> None:
    """Byte for byte, also if the first line is a header; with an error, nothing is written."""
    cases = (("d.ndjson", 51), ("e.jsonl", 60), ("b.json", None), ("a.jsonl", None), ("f.jsonl", 0), ("e.jsonl.gz", 60))
    for source, records in cases:
        targets = [files / f"{jobs}.{source.removesuffix('.gz')}" for jobs in "12"]
        results = [
            _run(capfd, "convert", source, str(target), "--to", to, "--jobs", target.name[0]) for target in targets
        ]
        assert results[0] == results[1] and results[0][0] == (records is None)
        if records is None:
            assert not any(target.exists() for target in targets)
        else:
            assert targets[0].read_bytes() == targets[1].read_bytes()
            assert targets[0].read_bytes().count(b'\n{"type"') == records


@pytest.mark.slow
def test_convert_to_standard_output_writes_nothing_before_all_is_known_to_be_right(tmp_path: Path) -> None:
    """An error at the end of a long file leaves no incomplete output."""
    (tmp_path / "a.jsonl").write_bytes(GOOD * 50_000 + WRONG)
    done = call("convert", "a.jsonl", "-", "--to", "jsonl", "--jobs", "2", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"") and b"1 error, nothing was written" in done.stderr


def _children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def _busy(tmp_path: Path) -> tuple[subprocess.Popen[bytes], list[int]]:
    """Return a run with two worker processes, and these processes."""
    (tmp_path / "a.jsonl").write_bytes(GOOD * 600_000)
    started = start("validate", tmp_path / "a.jsonl", "--jobs", "2")
    workers: list[int] = []
    end = time.monotonic() + 60
    while len(workers) < 2 and time.monotonic() < end:
        time.sleep(0.05)
        workers = [child for child in _children(started.pid) if b"spawn_main" in _command(child)]
    assert len(workers) == 2
    return started, workers


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")


@pytest.mark.slow
@needs_proc
def test_an_interrupt_ends_every_process(tmp_path: Path) -> None:
    """Ctrl-C: exit code 130, no traceback, no remaining process."""
    started, workers = _busy(tmp_path)
    started.send_signal(signal.SIGINT)
    _, err = started.communicate(timeout=60)
    assert started.returncode == 130 and err.strip() == b""
    assert not any(b"spawn_main" in _command(worker) for worker in workers)


@needs_proc
def test_a_process_that_is_killed_is_one_clear_error(tmp_path: Path) -> None:
    """As when memory runs out: exit code 2 with advice, no traceback, no process that waits forever."""
    started, workers = _busy(tmp_path)
    os.kill(workers[0], signal.SIGKILL)
    _, err = started.communicate(timeout=60)
    assert started.returncode == 2 and b"try fewer --jobs" in err and b"Traceback" not in err


@pytest.mark.slow
def test_a_closed_pipe_ends_every_process(tmp_path: Path) -> None:
    """As with `| head`."""
    (tmp_path / "a.jsonl").write_bytes(WRONG * 10_000)
    shell = f"{' '.join(COMMAND)} validate a.jsonl --jobs 2 --max-problems 0 | head -n 1"
    done = subprocess.run(
        ["/bin/sh", "-c", shell], cwd=tmp_path, env=environment(), capture_output=True, timeout=120, check=False
    )
    assert done.stdout.count(b"\n") == 1 and done.stderr == b""


@pytest.mark.slow
def test_no_more_is_read_than_the_processes_need(files: Path) -> None:
    """A file is divided while it is read, so that a file of any size takes little memory."""
    cut = []

    def counted() -> Iterator[Part]:
        for part in parts(Source(str(files / "g.jsonl"))):
            cut.append(part)
            yield part

    with closing(in_order(_start, counted(), 1)) as results:
        assert next(results)[1] == 0 and len(cut) == parts_module.AHEAD


def _start(part: Part) -> int:
    return part.start
