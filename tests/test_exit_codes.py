"""Exit codes 0, 1, 2 and 130 of the installed command, in every format, for any input and any way to end."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from thinktank_model.cli.reports import FORMATS

from .test_cli import COMMAND, DANGLING, GOOD, HEADER, WARNED, WRONG, environment, execute

pytestmark = pytest.mark.slow  # each test runs the command several times

SCRIPT = Path(sys.executable).with_name("thinktank-model")
INSTALLED = [str(SCRIPT)] if SCRIPT.exists() else list(COMMAND)
PLAIN = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}  # where Python would choose ASCII


def xml(text: str) -> None:
    """Check JUnit with the rules of Jenkins' xUnit plugin (junit-10.xsd): elements and attributes."""
    inside = {"testsuites": {"testsuite"}, "testsuite": {"testcase"}, "testcase": {"failure", "error", "system-out"}}
    allowed = {
        "testsuites": {"name"},
        "testsuite": {"name", "tests", "failures", "errors", "time"},
        "testcase": {"name", "classname", "time"},
        "failure": {"type", "message"},
        "error": {"type", "message"},
        "system-out": set(),
    }
    required = {"testsuite": {"name", "tests", "failures", "errors", "time"}, "testcase": {"name", "time"}}
    top = ElementTree.fromstring(text)
    assert top.tag == "testsuites"
    for element in top.iter():
        assert required.get(element.tag, set()) <= set(element.attrib) <= allowed[element.tag]
        assert {child.tag for child in element} <= inside.get(element.tag, set())
        assert element.tag in ("failure", "error", "system-out") or not (element.text or "").strip()
    for suite in top:
        counts = [len(suite), *[sum([case.find(tag) is not None for case in suite]) for tag in ("failure", "error")]]
        assert [int(suite.attrib[key]) for key in ("tests", "failures", "errors")] == counts


def lines(text: str) -> None:
    for line in text.splitlines():
        assert {"path", "line", "column", "code", "message"} <= set(json.loads(line))


def commands(text: str) -> None:
    """Check workflow commands as GitHub documents them; the last line has the counts."""
    *found, last = text.splitlines()
    assert re.fullmatch("[0-9]+ valid, [0-9]+ invalid", last)
    for line in found:
        assert re.fullmatch(
            r"::(error|warning|notice) file=[^,:]+(,line=[1-9][0-9]*,col=[1-9][0-9]*,title=[a-z.-]+)?::[^\r\n]+", line
        )


def text(found: str) -> None:
    assert re.search("^[0-9]+ valid, [0-9]+ invalid$", found, re.MULTILINE)


WELL_FORMED: dict[str, Callable[[str], object]] = {
    "text": text,
    "json": json.loads,
    "jsonl": lines,
    "sarif": json.loads,
    "junit": xml,
    "github": commands,
}


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that every user may read, with files of every kind."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    (folder / "empty").mkdir()
    (folder / "data").mkdir()
    for name, content in {
        "good.json": GOOD,
        "warned.json": WARNED,
        "wrong.json": WRONG.replace(b"China", "中国".encode()),
        "broken.json": b'{"type": "organization",}',
        "dataset.jsonl": HEADER + GOOD + DANGLING,
        "secret.json": GOOD,
        "data/good.json": GOOD,
        "data/wrong.jsonl": GOOD + WRONG,
    }.items():
        (folder / name).write_bytes(content)
    (folder / "secret.json").chmod(0)
    os.mkfifo(folder / "fifo")
    yield folder
    shutil.rmtree(folder)


def test_every_format_has_a_reader_here() -> None:
    """So that an added format is tested too."""
    assert set(WELL_FORMED) == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("code", "given"),
    [
        (0, ["good.json", "warned.json"]),
        (1, ["--strict", "warned.json"]),
        (1, ["wrong.json", "good.json"]),
        (1, ["broken.json"]),
        (1, ["dataset.jsonl"]),
        (1, ["data"]),
        (2, ["missing.json", "wrong.json"]),
        (2, ["empty", "good.json"]),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else None,
)
def test_what_is_found_gives_the_exit_code(place: Path, form: str, code: int, given: list[str]) -> None:
    """0 nothing wrong, 1 problems found, 2 not everything could be checked. The output is complete and UTF-8 in each case."""
    done = execute([*INSTALLED, "validate", "--format", form, *given], cwd=place, env=PLAIN)
    assert done.returncode == code
    assert len(done.stderr.splitlines()) == (code == 2)
    out = done.stdout.decode("utf-8")
    WELL_FORMED[form](out)
    assert "wrong.json" not in given or "中国" in out


@pytest.mark.parametrize("form", FORMATS)
def test_wrong_usage_is_2(place: Path, form: str) -> None:
    """With one line about the mistake, and an empty standard output."""
    for given in (
        ["--nonsense", "good.json"],
        [],
        ["--today", "now", "good.json"],
        ["--select", "no.code", "good.json"],
    ):
        done = execute([*INSTALLED, "validate", "--format", form, *given], cwd=place, env=PLAIN)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, b"", 1)


@pytest.mark.parametrize("form", FORMATS)
def test_a_pipe_with_a_name_is_read(place: Path, form: str) -> None:
    """Once, to its end."""
    writer = threading.Thread(target=(place / "fifo").write_bytes, args=(HEADER + GOOD + DANGLING,), daemon=True)
    writer.start()
    done = execute([*INSTALLED, "validate", "--format", form, "fifo"], cwd=place, env=PLAIN)
    writer.join(10)
    assert done.returncode == 1 and done.stderr == b""
    WELL_FORMED[form](done.stdout.decode())
    assert b"reference.dangling" in done.stdout


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_may_not_be_read_is_said(place: Path, form: str) -> None:
    """As a user without root's rights, which are dropped after loading the program. The files beside it are checked."""
    program = (
        "import os, sys; from thinktank_model.cli.app import run; run(['validate', '--format', sys.argv[1], 'good.json', 'wrong.json']);"
        "os.geteuid() or os.seteuid(65534); print('---', flush=True);"
        "sys.exit(run(['validate', '--format', sys.argv[1], 'secret.json', 'wrong.json']))"
    )
    done = execute([sys.executable, "-c", program, form], cwd=place, env=PLAIN)
    assert done.returncode == 2
    assert done.stderr == b"thinktank-model: secret.json: Permission denied\n"
    out = done.stdout.decode().partition("---\n")[2]
    WELL_FORMED[form](out)
    assert "country.unknown" in out


def started(form: str) -> subprocess.Popen[bytes]:
    """Return the command while it waits for standard input, with Ctrl-C enabled however the tests are run."""
    process = subprocess.Popen(
        [*INSTALLED, "validate", "--format", form, "--max-problems", "0", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(**PLAIN),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no thread runs by then
    )
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(WRONG * 2)
    process.stdin.flush()
    assert process.stdout.read(1)
    return process


@pytest.mark.parametrize("form", FORMATS)
def test_ctrl_c_is_130(form: str) -> None:
    """In the middle of a run; without a message, and with output that cannot be mistaken for a complete one."""
    process = started(form)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130 and err.strip() == b""
    assert b"valid, " not in out and b"exit_code" not in out and b"</testsuites>" not in out


@pytest.mark.parametrize("form", FORMATS)
def test_a_closed_pipe_is_141(form: str) -> None:
    """The reader has ended; no message is written."""
    process = started(form)
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    process.stdout.close()
    process.stdin.write(WRONG * 10)
    process.stdin.close()
    assert process.wait(60) == 141 and process.stderr.read() == b""
    process.stderr.close()
