"""For any kind of file: no verb waits forever or fills the memory; each ends with exit code 2 and one sentence."""

from __future__ import annotations

import contextlib
import os
import pickle
import pty
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.jsontext import memory, opening
from thinktank_model.jsontext.limits import LIMITS
from thinktank_model.jsontext.opening import UnreadableError, open_binary, read_all, standard_input
from thinktank_model.jsontext.parsing import parse

from .conftest import Runner
from .test_cli import COMMAND, GOOD, HEADER, environment
from .windows.sitecustomize import SIMULATED

VERBS = {
    "validate": ["validate", "FILE"],
    "validate --jobs 2": ["validate", "--jobs", "2", "FILE"],
    "validate --fix": ["validate", "--fix", "FILE"],
    "validate --diff": ["validate", "--diff", "FILE"],
    "stats": ["stats", "FILE"],
    "format": ["format", "FILE"],
    "format --diff": ["format", "--diff", "FILE"],
    "migrate": ["migrate", "FILE"],
    "migrate --check": ["migrate", "--check", "FILE"],
    "show": ["show", "FILE"],
    "convert": ["convert", "FILE", "out.json"],
    "convert --jobs 2": ["convert", "--jobs", "2", "FILE", "out.json"],
    "schema --diff": ["schema", "--diff", "FILE", "current"],
}
OF_FOLDERS = ["validate", "validate --jobs 2", "validate --fix", "validate --diff", "stats", "format", "format --diff", "migrate",
    "migrate --check"]  # fmt: skip


def ends(verb: str, name: str, folder: Path, *, limit: int | None = None, said: str) -> None:
    """Run a verb on a file: it exits with 2 and one line with the name and the reason, in bounded memory."""
    command = [*COMMAND, *[name if part == "FILE" else part for part in VERBS[verb]]]

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=limited,  # noqa: PLW1509 - no thread runs by then
    )
    try:
        _, err = process.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        process.kill()
        raise AssertionError(f"{verb} hangs") from None
    lines = [line for line in err.decode().splitlines() if "would change" not in line]
    assert process.returncode == 2, (process.returncode, err)
    assert len(lines) == 1 and said in lines[0], err


# --- In a folder: regular files only ---


@pytest.mark.slow
@pytest.mark.parametrize("verb", OF_FOLDERS)
def test_a_pipe_or_a_device_in_a_folder_is_passed_over_and_named(tmp_path: Path, here: Runner, verb: str) -> None:
    """Nobody writes to the pipe; the files beside it are read."""
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "a.json").write_bytes(GOOD)
    os.mkfifo(folder / "b.json")
    os.symlink("/dev/zero", folder / "c.jsonl")
    code, out, err = here(*["d" if part == "FILE" else part for part in VERBS[verb]])
    said = [line for line in err.splitlines() if "would change" not in line]
    assert code == 2 and len(said) == 2, err
    assert "d/b.json: is a pipe" in said[0] and "d/c.jsonl: is a device" in said[1]
    assert "1 valid" in out or verb not in ("validate", "validate --jobs 2", "validate --fix")


@pytest.mark.slow
@pytest.mark.parametrize("verb", OF_FOLDERS)
def test_a_loop_of_links_ends(tmp_path: Path, here: Runner, verb: str) -> None:
    """A link to a parent folder is not followed; a link to itself cannot be read."""
    folder = tmp_path / "d"
    (folder / "e").mkdir(parents=True)
    (folder / "a.json").write_bytes(GOOD)
    os.symlink(folder, folder / "e" / "up")
    os.symlink(folder, folder / "up.json")
    arguments = ["d" if part == "FILE" else part for part in VERBS[verb]]
    assert here(*arguments)[0] == 0
    os.symlink("self.json", folder / "self.json")
    code, _, err = here(*arguments)
    assert code == 2 and err.count("self.json: Too many levels of symbolic links") == 1


@pytest.mark.skipif(SIMULATED, reason="there are no pipes that have a path")
def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is replaced between the check and the opening; the opened file is checked too."""
    path, pipe = tmp_path / "a.json", tmp_path / "pipe"
    path.write_bytes(GOOD)
    os.mkfifo(pipe)
    found = os.stat(path)
    for regular in (True, False):
        with monkeypatch.context() as patch:
            patch.setattr(os, "stat", lambda _: found)
            with pytest.raises(OSError, match="is a pipe"):
                open_binary(pipe, regular=regular)


# --- Named ---


@pytest.mark.slow
@pytest.mark.parametrize("verb", VERBS)
def test_a_device_that_never_ends_is_not_read(tmp_path: Path, here: Runner, verb: str) -> None:
    """Nor any other device: opening some of them has effects."""
    for device in ("/dev/zero", "/dev/null"):
        code, _, err = here(*[device if part == "FILE" else part for part in VERBS[verb]])
        said = [line for line in err.splitlines() if "would change" not in line]
        assert code == 2 and len(said) == 1 and f"{device}: is a device" in said[0], err


def test_a_socket_and_a_folder_are_no_files(tmp_path: Path) -> None:
    """In the Python functions too."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.json"))
        with pytest.raises(OSError, match="is a device or a socket"):
            tm.validate(tmp_path / "s.json")
    with pytest.raises(IsADirectoryError):
        tm.Dataset.read(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["validate", "stats", "format --diff", "migrate --check", "show", "convert"])
def test_a_pipe_that_is_named_is_read(tmp_path: Path, here: Runner, verb: str) -> None:
    """As a stream, to its end, once."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(GOOD,), daemon=True)
    writer.start()
    code, _, err = here(*["pipe" if part == "FILE" else part for part in VERBS[verb]])
    writer.join(10)
    assert code in (0, 1) and not writer.is_alive(), err


def test_a_pipe_is_not_migrated_in_place(tmp_path: Path, here: Runner) -> None:
    """It would be read twice, and the second time nobody writes to it."""
    os.mkfifo(tmp_path / "pipe")
    assert here("migrate", "pipe")[::2] == (2, "thinktank-model: pipe: is a pipe, not a regular file\n")


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["validate", "validate --fix", "stats", "format", "show", "convert"])
def test_standard_input_that_never_ends_meets_the_limit(tmp_path: Path, verb: str) -> None:
    """The limit for documents applies even if the size is not known."""
    arguments = ["-" if part == "FILE" else part for part in VERBS[verb]]
    with open("/dev/zero", "rb") as zeros:
        done = subprocess.run(
            [*COMMAND, *arguments, "--max-document", str(2**20)],
            stdin=zeros, capture_output=True, env=environment(), timeout=120, cwd=tmp_path, check=False,
        )  # fmt: skip
    assert done.returncode == 2 and b"larger than 1048576 bytes" in done.stderr
    assert done.stderr.count(b"thinktank-model: ") == 1


# --- Large ---


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return sparse files of 3 GiB, which take no space on the disk."""
    folder = tmp_path_factory.mktemp("large")
    for name in ("zeros.json", "zeros.jsonl"):
        with open(folder / name, "wb") as stream:
            stream.truncate(3 * 2**30)
    (folder / "blanks.json").write_bytes(b" " * (24 * 2**20))
    (folder / "lists.json").write_bytes(b'{"a":[' + b"[]," * (8 * 2**20) + b"[]]}")
    yield folder
    for path in folder.iterdir():
        path.unlink()


@pytest.mark.slow
@pytest.mark.parametrize("verb", VERBS)
def test_three_gibibytes_are_refused_before_they_are_read(large: Path, verb: str) -> None:
    """With a memory limit that reading them would exceed."""
    ends(verb, "zeros.json", large, limit=700 * 2**20, said="zeros.json: the file is larger than 1073741824 bytes")


SMALL = 2**20 * (260 if sys.version_info < (3, 13) else 320)  # the program itself, and little else


@pytest.mark.slow
@pytest.mark.parametrize("name", ["blanks.json", "lists.json"])
@pytest.mark.parametrize("verb", [verb for verb in VERBS if "jobs" not in verb])
def test_where_memory_ends_one_sentence_says_so(large: Path, verb: str, name: str) -> None:
    """No traceback and no segmentation fault: 24 MiB of blanks crashed orjson, which copies them into its error."""
    ends(verb, name, large, limit=SMALL, said="not enough memory")


@pytest.mark.slow
def test_a_process_that_shares_the_work_says_it_too(large: Path) -> None:
    """The worker ends with the same sentence."""
    ends("validate --jobs 2", "lists.json", large, limit=SMALL * 2, said="not enough memory")


LIMITED = """
import resource, sys
import thinktank_model as tm
from thinktank_model.jsontext.parsing import parse
text = eval(sys.argv[1])
used = next(int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith("VmSize"))
limit = used + int(sys.argv[2]) * 2**20
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
try:
    parse(text)
except MemoryError:
    sys.exit(3)
"""
TEXTS = [
    "b' ' * n",
    "b'[' + b'1,' * (n // 2) + b'1]'",
    "b'[' + b'{\"a\":[1,\"xyz\"]},' * (n // 17) + b'1]'",
    "b'\"' + b'a' * n",
]


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
def test_orjson_is_never_left_without_memory(text: str) -> None:
    """With any limit: a value, a problem, or MemoryError; the process stays alive. Without the memory check it is killed (-11)."""
    ended = set()
    for room in (1, 30, 60, 90, 120, 160, 220, 300, 400, 600, 1500):
        script = [sys.executable, "-c", LIMITED, text.replace("n", str(4 * 2**20)), str(room)]
        ended.add(subprocess.run(script, check=False, capture_output=True, env=environment()).returncode)
    assert ended == {0, 3}


def test_the_look_ahead_is_seldom_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most once in a quarter of a mebibyte, for any lines."""
    looks: list[int] = []
    monkeypatch.setattr(memory, "bytes", looks.append, raising=False)
    monkeypatch.setattr(memory._state, "left", 0)
    for _ in range(1000):
        parse(b'"%s"' % (b"1" * 1022))
    assert len(looks) == 4 and set(looks) == {memory.RESERVE}
    memory.for_reading(b"[1,2]" * 2**20)
    memory.for_writing(b"[1,2]" * 2**20)
    assert looks[4] > 60 * 2**20 and looks[5] > 250 * 2**20


# --- The limit of a document ---


def test_a_document_over_the_limit_is_a_problem_in_the_api(tmp_path: Path) -> None:
    """For `validate` and for reading a dataset; at the limit it is read."""
    path = tmp_path / "a.json"
    path.write_bytes(GOOD)
    limits = tm.Limits(document=len(GOOD) - 1)
    assert [p.code for p in tm.validate(path, limits=limits)] == ["file.too-large"]
    with pytest.raises(tm.InvalidData, match=f"larger than {len(GOOD) - 1} bytes"):
        tm.Dataset.read(path, limits=limits)
    assert tm.validate(path, limits=tm.Limits(document=len(GOOD))).ok
    lines = tmp_path / "a.jsonl"
    lines.write_bytes(GOOD)
    assert tm.validate(lines, limits=limits).ok


@pytest.mark.slow
def test_the_option_sets_the_limit(tmp_path: Path, here: Runner) -> None:
    """In each verb that reads documents."""
    (tmp_path / "a.json").write_bytes(GOOD)
    for arguments in VERBS.values():
        if arguments[0] != "schema":
            given = ["a.json" if part == "FILE" else part for part in arguments]
            code, _, err = here(*given, "--max-document", "9")
            said = (
                "thinktank-model: a.json: the file is larger than 9 bytes, the limit for a file that is read as a whole. "
                "Raise the limit with --max-document, or in Python with Limits(document=...).\n"
            )
            assert (code, err.replace("thinktank-model: 0 files would change\n", "")) == (2, said)
    assert LIMITS.document == 2**30


def test_a_file_that_grows_while_it_is_read_meets_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size that the system reports first is not trusted."""
    path = tmp_path / "a.json"
    path.write_bytes(b"1" * 100)
    monkeypatch.setattr(opening, "_size", lambda _: 0)
    with open_binary(path) as stream, pytest.raises(UnreadableError) as caught:
        read_all(stream, 99)
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.filename == str(path) and again.problem == caught.value.problem and again.errno == caught.value.errno


# --- A terminal ---


@pytest.mark.slow
@pytest.mark.parametrize(
    "verb", ["validate", "validate --fix", "validate --diff", "stats", "format", "show", "convert"]
)
def test_the_first_ctrl_d_ends_standard_input(tmp_path: Path, verb: str) -> None:
    """After a line, and at the very beginning."""
    for typed in (HEADER + GOOD, GOOD, b""):
        ours, terminal = pty.openpty()
        arguments = ["-" if part == "FILE" else part for part in VERBS[verb]]
        process = subprocess.Popen(
            [*COMMAND, *arguments], stdin=terminal, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(), cwd=tmp_path
        )  # fmt: skip
        os.write(ours, typed + b"\x04")
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            raise AssertionError(f"{verb} waits for more after {typed!r}") from None
        finally:
            process.communicate()
            os.close(ours)
            os.close(terminal)
        assert process.returncode in (0, 1)


def test_a_stream_stays_at_its_end() -> None:
    """Even if more data would come."""

    class Endless:
        pieces: Iterator[bytes] = iter([b"a\n", b"", b"b\n"])

        def readinto1(self, buffer: Any) -> int:
            piece = next(self.pieces)
            buffer[: len(piece)] = piece
            return len(piece)

    with contextlib.closing(standard_input(Endless())) as stream:  # type: ignore[arg-type]
        assert stream.readline() == b"a\n"
        assert [stream.readline(), stream.read(), stream.read(1)] == [b"", b"", b""]
