"""`validate --resume`: after any number of interruptions, the last run gives the result of an uninterrupted run and reads nothing twice."""

from __future__ import annotations

import gzip
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import thinktank_model as tm
from tests.generate import CLASSES, apart, faults, plant, record
from thinktank_model.cli import parts as parts_module
from thinktank_model.cli import resuming
from thinktank_model.cli.app import run
from thinktank_model.cli.packing import packed, unpacked
from thinktank_model.cli.parts import Part
from thinktank_model.cli.reports import FORMATS
from thinktank_model.jsontext import system
from thinktank_model.problems.translations import LANGUAGES

from .conftest import Runner
from .scale import examples
from .test_cli import COMMAND, DANGLING, GOOD, HEADER, WARNED, WRONG, environment
from .test_streams import PRETTY

DAY = ("--today", "2026-01-01")


def fill(folder: Path, times: int = 20) -> None:
    """Write files of every kind, some with many parts."""
    folder.mkdir()
    (folder / "a.jsonl").write_bytes((GOOD + WRONG + PRETTY + WARNED) * times + b"{\n" + GOOD)
    (folder / "b.json").write_bytes(WRONG)
    (folder / "c.jsonl").write_bytes(HEADER + GOOD * 3 + DANGLING + WRONG)
    (folder / "d.jsonl").write_bytes(b"")
    (folder / "e.ndjson").write_bytes(HEADER.replace(b"1.0", b"1.9") + GOOD.replace(b"}\n", b',"hue":1}\n') * times)
    (folder / "z.jsonl.gz").write_bytes(gzip.compress((GOOD + WRONG * 2) * times)[:-20])


@pytest.fixture
def here(here: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Run the command in a folder with data, with small parts."""
    monkeypatch.setattr(parts_module, "SIZE", 600)
    monkeypatch.chdir(tmp_path)
    fill(tmp_path / "data")
    return here


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Return the parts that are read: their paths and start positions."""
    found: list[tuple[str, int]] = []
    whole: Callable[..., object] = Part.open

    def noted(part: Part) -> object:
        found.append((part.source.path, part.start))
        return whole(part)

    monkeypatch.setattr(Part, "open", noted)
    return found


ASKED = ("validate", "data", "data/z.jsonl.gz", "missing.jsonl", *DAY)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "more", [(), ("--no-cross-record", "--max-problems", "7", "--show-source", "--statistics", "-v")]
)
def test_with_a_state_the_same_is_said(here: Runner, form: str, more: tuple[str, ...]) -> None:
    """In the first run, and in a second run from the state alone; in every format and language."""
    asked = (*ASKED, *more, "--lang", "fr", "--format", form)
    problems = () if "--max-problems" in more else ("--max-problems", "100")
    assert here(*ASKED, *more, *problems, "--resume", "state") == here(*ASKED, *more)
    assert here(*asked, *problems, "--resume", "state") == here(*asked, *problems)


def test_what_is_finished_is_not_read_again(here: Runner, opened: list[tuple[str, int]]) -> None:
    """It is not even opened; a missing file is looked for again; only a changed file is read again."""
    first = here(*ASKED, "--resume", "state")
    parts = len(opened)
    assert parts > 15 and len(set(opened)) == parts
    opened.clear()
    assert here(*ASKED, "--resume", "state") == first and opened == [("missing.jsonl", 0)]
    opened.clear()
    Path("data/b.json").write_bytes(WRONG + b" ")
    Path("missing.jsonl").write_bytes(GOOD)
    assert here(*ASKED, "--resume", "state") == here(*ASKED)
    assert opened[:2] == [("data/b.json", 0), ("missing.jsonl", 0)]
    Path("data/c.jsonl").unlink()
    assert here(*ASKED, "--resume", "state") == here(*ASKED)


def test_standard_input_is_read_each_time(here: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may have other content."""
    for text in (GOOD, WRONG):
        with open("input", "wb+") as stream:
            stream.write(text)
            stream.seek(0)
            with open(stream.fileno(), closefd=False, encoding="utf-8") as given:
                monkeypatch.setattr("sys.stdin", given)
                assert here("validate", "-", *DAY, "--resume", "state")[0] == (text == WRONG)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(25))
@given(st.data())
def test_wherever_a_run_is_ended(
    here: Runner, opened: list[tuple[str, int]], capfd: pytest.CaptureFixture[str], data: st.DataObject
) -> None:
    """After any number of bytes of the state: nothing is lost, and stored parts are not read again; in several processes too."""
    if not Path("whole").exists():
        Path("said").write_text(here(*ASKED, "--resume", "whole")[1])
    whole = Path("whole").read_bytes()
    head = whole.index(b"\n") + 1
    cut = data.draw(st.integers(head, len(whole)))
    Path("state").write_bytes(whole[:cut] + data.draw(st.sampled_from((b"", b"\x00" * 50, b"garbage\n", b"0 {}\n"))))
    opened.clear()
    assert run([*ASKED, "--resume", "state"]) == 2
    out, _ = capfd.readouterr()
    assert out == Path("said").read_text()
    assert Path("state").read_bytes().count(b"\n") == whole.count(b"\n")
    assert len(opened) == whole[cut:].count(b"\n") + 1  # the missing file


@pytest.mark.slow
def test_several_processes_go_on_too(here: Runner) -> None:
    """The state does not depend on the number of processes."""
    alone = here(*ASKED)
    assert here(*ASKED, "--resume", "state", "--jobs", "2") == alone
    whole = Path("state").read_bytes()
    Path("state").write_bytes(whole[: len(whole) // 2])
    assert here(*ASKED, "--resume", "state", "--jobs", "2") == alone
    assert Path("state").read_bytes() == whole


def test_the_state_may_lie_among_the_files(here: Runner) -> None:
    """It is not checked as data."""
    alone = here("validate", "data", *DAY)
    for _ in range(2):
        assert here("validate", "data", *DAY, "--resume", "data/state.jsonl") == alone


# --- What is refused ---


def test_another_run_is_not_gone_on_with(here: Runner) -> None:
    """Other options give other problems; the reference date of the first run applies unless another is given."""
    assert here("validate", "data/b.json", *DAY, "--resume", "state")[0] == 1
    assert here("validate", "data/b.json", "--resume", "state", "--strict", "--format", "github")[0] == 1
    for more, said in (
        (("--unknown", "keep"), 'unknown "error", and this one has "keep"'),
        (("--today", "2026-01-02"), 'today "2026-01-01"'),
        (("--max-line", "5"), "limits"),
        (("--max-problems", "5"), "max_problems 100, and this one has 5"),
    ):
        code, _, err = here("validate", "data/b.json", "--resume", "state", *more)
        assert code == 2 and said in err and "name a new file with --resume" in err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (GOOD, "is not a state file of validate"),
        (b"", "is not a state file of validate"),
        (b"\x00" * 5000, "is not a state file of validate"),
        (None, "directory"),
    ],
)
def test_other_files_stay_as_they_are(here: Runner, content: bytes | None, said: str) -> None:
    """So a mistyped name loses nothing."""
    if content is None:
        Path("state").mkdir()
    else:
        Path("state").write_bytes(content)
    code, out, err = here("validate", "data", "--resume", "state")
    assert (code, out) == (2, "") and said in err
    assert content is None or Path("state").read_bytes() == content


def test_where_no_state_can_be_written(here: Runner) -> None:
    """The error comes before anything is read."""
    code, out, err = here("validate", "data", "--resume", "/proc/state")
    assert (code, out) == (2, "") and "/proc/state" in err


def test_a_full_disk_is_said(here: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stored part stays valid."""

    def full(row: Any) -> bytes:
        if "outcome" in row:
            raise OSError(28, "No space left on device")
        return line(row)

    line = resuming._line
    monkeypatch.setattr(resuming, "_line", full)
    code, _, err = here("validate", "data", "--resume", "state")
    assert code == 2 and "No space left on device" in err


def test_two_runs_at_once_do_not_mix(here: Runner) -> None:
    """The second one is refused."""
    here("validate", "data/b.json", "--resume", "state")
    handle = os.open("state", os.O_RDWR)
    system.lock(handle)
    code, _, err = here("validate", "data/b.json", "--resume", "state")
    os.close(handle)
    assert code == 2 and "in use by another run" in err


def test_a_file_system_without_locks(here: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state works without locks."""

    def none(_: int) -> None:
        raise OSError

    monkeypatch.setattr(system, "lock", none)
    assert here("validate", "data/b.json", "--resume", "state")[0] == 1


@pytest.mark.parametrize("more", [("--fix",), ("--diff",), ("--cross-record",), ("--write-back", "x.xlsx")])
def test_what_does_not_go_with_it(here: Runner, more: tuple[str, ...]) -> None:
    """Options that change files or check records together."""
    code, _, err = here("validate", "data", "--resume", "state", *more)
    assert code == 2 and "--resume cannot be combined" in err and not Path("state").exists()


# --- Problems as plain data ---


def test_a_problem_comes_back_as_it_was() -> None:
    """Equal, and with the same message in each language."""
    rng = random.Random(1)
    found: list[tm.Problem] = []
    for number in range(80):
        value = record(number)
        found += tm.validate(plant(value, apart(list(faults(CLASSES[value["type"]], value)), 3, rng))).problems
    found += tm.validate("{").problems
    assert len({problem.code for problem in found}) > 20 and any(problem.fix for problem in found)
    for problem in found:
        back = unpacked(packed(problem))
        assert back == problem
        assert [back.message_in(lang) for lang in LANGUAGES] == [problem.message_in(lang) for lang in LANGUAGES]


# --- Killed ---


def killed(folder: Path, patience: float, *more: str) -> bool:
    """Run the command for at most this many seconds; return whether it was killed."""
    command = [*COMMAND, "validate", "data", *DAY, "--resume", "state", *more]
    with (
        (folder / "out").open("wb") as out,
        subprocess.Popen(command, cwd=folder, stdout=out, env=environment()) as started,
    ):
        try:
            started.wait(patience)
        except subprocess.TimeoutExpired:
            started.kill()
            return True
    return False


def undisturbed(folder: Path, *more: str) -> bytes:
    command = [*COMMAND, "validate", "data", *DAY, *more]
    return subprocess.run(command, cwd=folder, capture_output=True, env=environment(), check=False).stdout


@pytest.mark.slow
def test_a_killed_run_goes_on(tmp_path: Path) -> None:
    """Twice, at any moment."""
    fill(tmp_path / "data", 800)
    expected = undisturbed(tmp_path)
    for patience in (0.9, 1.2):
        killed(tmp_path, patience)
    assert undisturbed(tmp_path, "--resume", "state") == expected


@pytest.mark.slow
def test_a_run_that_is_killed_fifty_times(tmp_path: Path) -> None:
    """Each run makes progress, in small files and in a large one; the last result is that of an uninterrupted run."""
    fill(tmp_path / "data", 100)
    for number in range(40):
        shutil.copy(tmp_path / "data" / "a.jsonl", tmp_path / "data" / f"n{number}.jsonl")
    large = GOOD.replace(b'"A"', b'"' + b"A" * 5000 + b'"')
    (tmp_path / "data" / "large.jsonl").write_bytes((large * 300 + WRONG) * 12)
    (tmp_path / "data" / "large.jsonl.gz").write_bytes(gzip.compress((large * 300 + WRONG) * 6))
    expected = undisturbed(tmp_path, "data/large.jsonl.gz", "--max-problems", "0")
    rng, state, kills = random.Random(1), tmp_path / "state", 0
    while kills < 50:
        if killed(tmp_path, rng.uniform(0.4, 3), "data/large.jsonl.gz", "--max-problems", "0"):
            kills += 1
        else:
            assert (tmp_path / "out").read_bytes() == expected
            os.truncate(state, rng.randrange(1000, state.stat().st_size))  # to make the run longer
    assert undisturbed(tmp_path, "data/large.jsonl.gz", "--max-problems", "0", "--resume", "state") == expected
