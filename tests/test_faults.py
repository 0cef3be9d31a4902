"""Writing when system calls fail: afterwards the file is the complete old or new one, and no other file is left."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import thinktank_model as tm
from thinktank_model.jsontext import files, system
from thinktank_model.jsontext.files import FileChangedError, stamp, writing

from .windows.sitecustomize import SIMULATED

OLD = b"old\n" * 1000
NEW = [bytes([65 + number]) * 50_000 + b"\n" for number in range(8)]  # larger than the buffer


def write(path: Path) -> None:
    with writing(path) as stream:
        for piece in NEW:
            stream.write(piece)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.json"
    path.write_bytes(OLD)
    return path


# --- A fault at every call to the system ---


class Faults:
    """Intercepts the system calls that a write makes: counts them, and lets one of them fail.

    Parameters:
        monkeypatch: puts the calls back afterwards.
        index: the call that fails, from 0; -1 for none.
        number: the error that it fails with; None for a write that takes only a part of what it is given.
    """

    CALLS = ("open", "fsync", "replace", "fchmod", "fchown", "scandir", "stat")

    def __init__(self, monkeypatch: pytest.MonkeyPatch, index: int = -1, number: int | None = errno.EIO) -> None:
        self.index, self.number = index, number
        self.made: list[str] = []
        for name in self.CALLS:
            if not hasattr(os, name):
                continue  # on a machine without that call
            monkeypatch.setattr(os, name, self.wrapped(name, getattr(os, name)))
        before = files._Output.write
        faults = self

        def faulty(output: Any, data: Any) -> int:
            if faults.hit("write"):
                if faults.number is None:
                    return before(output, memoryview(data)[: max(1, len(data) // 3)])
                with files._named(output.asked):
                    raise OSError(faults.number, os.strerror(faults.number))
            return before(output, data)

        monkeypatch.setattr(files._Output, "write", faulty)

    def hit(self, name: str) -> bool:
        self.made.append(name)
        return len(self.made) - 1 == self.index

    def wrapped(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **options: Any) -> Any:
            if self.hit(name) and self.number is not None:
                raise OSError(
                    self.number, os.strerror(self.number), *[a for a in args[:1] if isinstance(a, (str, Path))]
                )
            return call(*args, **options)

        return wrapper


def calls(monkeypatch: pytest.MonkeyPatch, path: Path) -> list[str]:
    """Return the system calls of one write."""
    with monkeypatch.context() as patch:
        faults = Faults(patch)
        write(path)
    path.write_bytes(OLD)
    return faults.made


KINDS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT]


FORGIVEN = ("open", "fchown", "replace") if SIMULATED else ("open", "fchown")  # Windows reports this for a file in use


def test_a_fault_at_every_index_leaves_a_whole_file_and_one_clear_error(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Disk full, I/O error, no permission, read-only, quota, at each call: the old file remains or, after the rename, the new one."""
    made = calls(monkeypatch, path)
    assert made.count("write") >= 6 and made.count("fsync") == 2 - SIMULATED and made.count("replace") == 1
    renamed = made.index("replace")
    failed = 0
    for index, name in enumerate(made):
        for number in KINDS:
            with monkeypatch.context() as patch:
                Faults(patch, index, number)
                try:
                    write(path)
                except OSError as error:
                    failed += 1
                    assert error.errno == number and os.fspath(error.filename) == str(path), (name, error)
                    assert len(str(error).splitlines()) == 1
                    whole = OLD if index <= renamed else b"".join(NEW)
                else:
                    assert name in FORGIVEN and (number == errno.EACCES or (SIMULATED and name == "open")), (
                        name,
                        number,
                    )
                    whole = b"".join(NEW)
            assert path.read_bytes() == whole, (name, number)
            assert os.listdir(path.parent) == [path.name], (name, number)
            path.write_bytes(OLD)
    assert failed > 50


def test_a_short_write_is_continued(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system may write only a part of the data, at any call."""
    for index, name in enumerate(calls(monkeypatch, path)):
        if name == "write":
            with monkeypatch.context() as patch:
                Faults(patch, index, None)
                write(path)
            assert path.read_bytes() == b"".join(NEW) and os.listdir(path.parent) == [path.name]
            path.write_bytes(OLD)


def test_a_failing_close_is_reported(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some file systems report a full disk only then; the old file is replaced only after closing."""

    def close(output: io.FileIO) -> None:
        io.FileIO.close(output)
        with files._named(str(path)):
            raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(files._Output, "close", close)
        with pytest.raises(OSError, match="a.json") as caught:
            write(path)
    assert caught.value.errno == errno.EIO
    assert path.read_bytes() == OLD and os.listdir(path.parent) == [path.name]


def test_a_folder_that_cannot_be_synced_is_no_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some file systems refuse with EINVAL, and nothing can be done."""
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write(path)
    assert path.read_bytes() == b"".join(NEW)


@pytest.mark.slow
def test_a_real_limit_of_the_system(path: Path) -> None:
    """Without patches: the kernel limits the size of files, at several sizes."""
    script = (
        "import resource, sys\nfrom pathlib import Path\nfrom tests.test_faults import write\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))\n"
        "try:\n    write(Path(sys.argv[1]))\nexcept OSError as error:\n    print(error.strerror, error.filename)\n"
    )
    for size in (0, 1, 70_000, 400_007):
        done = subprocess.run(
            [sys.executable, "-c", script, str(path), str(size)], capture_output=True, text=True, check=True
        )
        assert done.stdout == f"File too large {path}\n" and not done.stderr
        assert path.read_bytes() == OLD and os.listdir(path.parent) == [path.name]


def test_a_full_device_is_named(tmp_path: Path) -> None:
    """Only regular files are replaced; the error of a directly written path names it too."""
    with pytest.raises(OSError, match="No space left on device: '/dev/full'"):
        write(Path("/dev/full"))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """One error, about the requested file."""
    with pytest.raises(FileNotFoundError) as caught:
        write(tmp_path / "no" / "a.json")
    assert caught.value.filename == str(tmp_path / "no" / "a.json")


def test_a_long_name_in_any_script(tmp_path: Path) -> None:
    """A name of 255 bytes leaves no room for a suffix."""
    path = tmp_path / ("智" * 85)
    write(path)
    write(path)
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.skipif(SIMULATED, reason="there are no owners")
def test_the_owner_is_kept_where_that_is_allowed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tool that root runs does not change the owner of a file; a user who may not change owners can still write."""
    given: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "fchown", lambda _, user, group: given.append((user, group)))
    write(path)
    assert given == [(path.stat().st_uid, path.stat().st_gid)]


# --- Two writers ---


def test_a_lost_update_is_refused(path: Path) -> None:
    """Two programs read and change a file; the second write is refused, so the first change is kept."""
    first = second = stamp(path)
    with writing(path, expected=first) as stream:
        stream.write(b"first")
    with (
        pytest.raises(FileChangedError, match="another program wrote it meanwhile") as caught,
        writing(path, expected=second) as stream,
    ):
        stream.write(b"second")
    assert caught.value.filename == str(path)
    assert path.read_bytes() == b"first" and os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("change", ["written", "replaced", "removed", "made"])
def test_a_change_during_the_block_is_noticed(path: Path, change: str) -> None:
    """Without a given stamp: a change in place, a replacement, a removal, or a new file."""
    if change == "made":
        path.unlink()
    with pytest.raises(FileChangedError), writing(path) as stream:
        stream.write(b"ours")
        if change == "replaced":
            other = path.with_name("other")
            other.write_bytes(OLD)
            os.replace(other, path)
        elif change == "removed":
            path.unlink()
        else:
            path.write_bytes(b"theirs")
    assert (
        not path.exists() if change == "removed" else path.read_bytes() == (OLD if change == "replaced" else b"theirs")
    )


def test_a_dataset_is_not_written_over_a_change(tmp_path: Path) -> None:
    """`Dataset.write` compares the file with the stamp that the caller took before reading."""
    path = tmp_path / "programme.json"
    tm.example("wic-2024").write(path)
    seen = stamp(path)
    ds = tm.Dataset.read(path)
    tm.example("riverside-2025").write(path)
    with pytest.raises(FileChangedError):
        ds.write(path, expected=seen)
    ds.write(path, expected=stamp(path))
    assert tm.Dataset.read(path) == ds


def test_of_many_writers_at_once_each_is_told_or_kept(path: Path) -> None:
    """Each writer adds a line to what it read and retries if refused: no added line is lost."""
    path.write_bytes(b"")

    def add(number: int) -> None:
        while True:
            seen = stamp(path)
            data = path.read_bytes()
            try:
                with writing(path, expected=seen) as stream:
                    stream.write(data + b"%d\n" % number)
                return
            except FileChangedError:
                continue

    threads = [threading.Thread(target=add, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(map(int, path.read_bytes().split())) == list(range(12)) and os.listdir(path.parent) == [path.name]


# --- Locks ---


def test_writing_goes_on_where_there_are_no_locks(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without locks nothing is cleaned up, because a running writer cannot be recognized."""
    left = path.with_name(".a.json.0123456789abcdef.tmp")
    left.write_bytes(b"")

    def lock(_: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    with monkeypatch.context() as patch:
        patch.setattr(system, "lock", lock)
        write(path)
    assert path.read_bytes() == b"".join(NEW) and left.exists()
    write(path)
    assert not left.exists()


def test_who_holds_the_folder_for_ever_stops_nobody(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for the lock ends after some time."""
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    handle = system.open_folder(path.parent)
    system.lock(handle)
    write(path)
    os.close(handle)
    assert path.read_bytes() == b"".join(NEW)


def test_temporary_files_of_the_living_and_of_other_files_stay(path: Path) -> None:
    """Only those of ended processes are removed, never a symbolic link or a file with another name."""
    names = [".b.json.0123456789abcdef.tmp", ".a.json.0123.tmp", "a.json.0123456789abcdef.tmp"]
    for name in [*names, ".a.json.0123456789abcdef.tmp", ".a.json.fedcba9876543210.tmp"]:
        path.with_name(name).write_bytes(b"")
    path.with_name(".a.json.1111111111111111.tmp").symlink_to(path)
    living = os.open(path.with_name(".a.json.fedcba9876543210.tmp"), os.O_WRONLY)
    system.lock(living)
    write(path)
    os.close(living)
    kept = [*names, ".a.json.fedcba9876543210.tmp", ".a.json.1111111111111111.tmp", "a.json"]
    assert sorted(os.listdir(path.parent)) == sorted(kept)


# --- kill -9 ---

KILLED = """
import os, sys
from pathlib import Path
from thinktank_model.jsontext.files import writing
path, size = Path(sys.argv[1]), int(sys.argv[2])
number = int(path.read_bytes().split()[0])
while True:
    number += 1
    with writing(path) as stream:
        for _ in range(size):
            stream.write(b"%d\\n" % number * 1000)
    os.write(1, b"%d\\n" % number)
"""


def kill_often(path: Path, times: int, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Yield the last completed write and the content of the file, each time a writer was killed at a random moment."""
    path.write_bytes(b"0\n" * 1000)
    for _ in range(times):
        size = chance.choice([1, 20, 200])
        writer = subprocess.Popen([sys.executable, "-S", "-c", KILLED, str(path), str(size)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(chance.random() * 0.02)
        writer.send_signal(signal.SIGKILL)
        said = (first + writer.stdout.read()).split()
        assert writer.wait() == -signal.SIGKILL
        writer.stdout.close()
        found = set(path.read_bytes().split())
        assert len(found) == 1 and len(path.read_bytes().split()) in (1000, 20_000, 200_000), "torn"
        yield int(said[-1]), int(found.pop())


@pytest.mark.slow
def test_a_writer_that_is_killed_tears_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was reported as written is there, or what came after it; the next run leaves no temporary file.

    `python -m tests.test_faults 1000` does it a thousand times.
    """
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    path = tmp_path / "a.txt"
    for completed, found in kill_often(path, 12, random.Random(1)):
        assert completed <= found <= completed + 1
    with writing(path) as stream:
        stream.write(b"0\n")
    assert os.listdir(tmp_path) == ["a.txt"]


def main(times: int, folder: Path) -> None:
    """Run the long test and print its figures."""
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    path = folder / "a.txt"
    lost = midway = most = 0
    for completed, found in kill_often(path, times, random.Random(7)):
        lost += not completed <= found <= completed + 1
        left = len(os.listdir(folder)) - 1
        midway += left
        most = max(most, left)
    with writing(path) as stream:
        stream.write(b"0\n")
    left = len(os.listdir(folder)) - 1
    print(json.dumps({"killed": times, "torn": 0, "lost": lost, "in the middle of a write": midway, "left over": left}))


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        main(int(sys.argv[1]), Path(scratch))
