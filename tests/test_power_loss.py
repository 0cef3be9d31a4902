"""What the disk holds when the power goes: the calls that a write makes, on a file system that keeps only what was synced.

And kill -9 at each moment in which the commands `format` and `validate --fix` have a temporary file.
"""

from __future__ import annotations

import errno
import itertools
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from thinktank_model.jsontext import files
from thinktank_model.jsontext.files import writing

from .test_cli import COMMAND, environment
from .windows.sitecustomize import SIMULATED

pytestmark = pytest.mark.slow  # each test kills commands

OLD = b"old\n" * 50
NEW = [bytes([65 + number]) * 40_000 + b"\n" for number in range(4)]  # in pieces larger than the buffer


# --- A journal of the calls ---


class Call(NamedTuple):
    """One call to the file system: `create`, `write`, `sync`, `rename`, `unlink`, or `sync-folder`."""

    name: str
    inode: int = 0
    data: bytes = b""
    path: str = ""
    target: str = ""


class Journal:
    """Notes each call to the system that changes a file or a folder, in order, while it is made.

    Parameters:
        monkeypatch: puts the calls back afterwards.
        without: calls that are not noted, as if they had no effect: what the test must notice.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, without: Sequence[str] = ()) -> None:
        self.calls: list[Call] = []
        self.without = without
        self.patch(monkeypatch, "open", self.opened)
        self.patch(monkeypatch, "fsync", self.synced)
        self.patch(monkeypatch, "replace", self.renamed)
        self.patch(monkeypatch, "unlink", self.unlinked)
        before = files._Output.write

        def write(output: Any, data: Any) -> int:
            count = before(output, data)
            self.note(Call("write", os.fstat(output.fileno()).st_ino, bytes(data[:count])))
            return count

        monkeypatch.setattr(files._Output, "write", write)

    def patch(self, monkeypatch: pytest.MonkeyPatch, name: str, noted: Callable[..., None]) -> None:
        call = getattr(os, name)

        def wrapper(*args: Any, **options: Any) -> Any:
            result = call(*args, **options)
            noted(result, *args)
            return result

        monkeypatch.setattr(os, name, wrapper)

    def note(self, call: Call) -> None:
        if call.name not in self.without:
            self.calls.append(call)

    def opened(self, handle: int, path: Any, flags: int, *_: Any) -> None:
        if flags & os.O_EXCL:  # not a descriptor of a folder
            self.note(Call("create", os.fstat(handle).st_ino, path=os.fspath(path)))

    def synced(self, _: None, handle: int) -> None:
        about = os.fstat(handle)
        self.note(Call("sync-folder") if stat.S_ISDIR(about.st_mode) else Call("sync", about.st_ino))

    def renamed(self, _: None, source: Any, target: Any) -> None:
        self.note(Call("rename", path=os.fspath(source), target=os.fspath(target)))

    def unlinked(self, _: None, path: Any) -> None:
        self.note(Call("unlink", path=os.fspath(path)))


# --- The disk after the power went ---


def left(calls: Sequence[Call], path: str, old: bytes | None, chance: random.Random) -> Iterator[bytes | None]:
    """Yield what can be under a name after these calls, if the power goes then; None for no file.

    Of what was written to a file since its last sync each piece may be there or not, a lost one as zeros or as no bytes at all
    if nothing after it is there. Of what was done to the folder since its last sync each step may be there or not, in any
    combination. That is more than a real file system does; what is right here is right there.
    """
    synced: dict[int, list[bytes]] = {}
    pending: dict[int, list[bytes]] = {}
    names: dict[str, int] = {} if old is None else {path: -1}
    steps: list[Call] = []
    for call in calls:
        if call.name == "write":
            pending.setdefault(call.inode, []).append(call.data)
        elif call.name == "sync":
            synced.setdefault(call.inode, []).extend(pending.pop(call.inode, []))
        elif call.name == "sync-folder":
            names, steps = applied(names, steps), []
        else:
            steps.append(call)
    for count in range(len(steps) + 1):
        for kept in itertools.combinations(steps, count):
            inode = applied(names, kept, steps).get(path)
            if inode is None:
                yield None
            elif inode == -1:
                yield old
            else:
                whole = b"".join(synced.get(inode, []))
                rest = pending.get(inode, [])
                for number in range(6):
                    there = [number == 0 or (number > 1 and chance.random() < 0.5) for _ in rest]
                    pieces = [
                        piece if is_there else bytes(len(piece)) for piece, is_there in zip(rest, there, strict=True)
                    ]
                    last = max([place for place, is_there in enumerate(there) if is_there], default=-1)
                    yield whole + b"".join(pieces[: last + 1] if number % 2 else pieces)


def applied(names: dict[str, int], steps: Sequence[Call], all_steps: Sequence[Call] = ()) -> dict[str, int]:
    """Return the names in a folder after these steps. A rename moves the file even if its creation did not reach the disk."""
    inodes = {call.path: call.inode for call in (*all_steps, *steps) if call.name == "create"}
    found = dict(names)
    for call in steps:
        if call.name == "create":
            found[call.path] = call.inode
        elif call.name == "rename":
            found[call.target] = found.pop(call.path, inodes.get(call.path, -1))
        else:
            found.pop(call.path, None)
    return found


def torn(calls: Sequence[Call], path: str, old: bytes | None, new: bytes) -> list[int]:
    """Return after how many of the calls the file could be neither the old nor the new one."""
    chance = random.Random(1)
    return [
        count for count in range(len(calls) + 1) if {*left(calls[:count], path, old, chance)} - {old, new}
    ]  # fmt: skip


def journal(path: Path, monkeypatch: pytest.MonkeyPatch, without: Sequence[str] = ()) -> list[Call]:
    with monkeypatch.context() as patch:
        noted = Journal(patch, without)
        with writing(path) as stream:
            for piece in NEW:
                stream.write(piece)
    return noted.calls


@pytest.mark.parametrize("old", [OLD, None])
def test_power_loss_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bytes | None
) -> None:
    """After any number of calls, whatever unsynced data is lost; after the last call it is certainly the new file."""
    path = tmp_path / "a.json"
    if old is not None:
        path.write_bytes(old)
    calls = journal(path, monkeypatch)
    steps = ["create", "sync", "rename", "sync-folder"]
    assert [call.name for call in calls if call.name != "write"] == (steps[:3] if SIMULATED else steps)
    assert len(calls) >= 7
    assert torn(calls, str(path), old, b"".join(NEW)) == []
    after = {*left(calls, str(path), old, random.Random(2))}
    assert after == ({old, b"".join(NEW)} if SIMULATED else {b"".join(NEW)})


@pytest.mark.skipif(SIMULATED, reason="a folder cannot be synced")
@pytest.mark.parametrize("without", ["sync", "sync-folder"])
def test_the_simulation_notices_a_sync_that_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without: str
) -> None:
    """Without the sync of the file it can be incomplete; without that of the folder the old file can come back."""
    path = tmp_path / "a.json"
    path.write_bytes(OLD)
    calls = journal(path, monkeypatch, [without])
    new = b"".join(NEW)
    assert bool(torn(calls, str(path), OLD, new)) == (without == "sync")
    assert {*left(calls, str(path), OLD, random.Random(2))} != {new}


def test_a_write_that_fails_leaves_the_old_file_whatever_the_disk_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The temporary file is removed; the power can fail at any moment of that."""
    path = tmp_path / "a.json"
    path.write_bytes(OLD)
    with monkeypatch.context() as patch:
        noted = Journal(patch)
        with pytest.raises(OSError, match="full"), writing(path) as stream:
            stream.write(NEW[0])
            raise OSError(errno.ENOSPC, "full")
    assert [call.name for call in noted.calls if call.name != "write"] == ["create", "unlink"]
    assert {
        found
        for count in range(len(noted.calls) + 1)
        for found in left(noted.calls[:count], str(path), OLD, random.Random(3))
    } == {OLD}


# --- kill -9 while the temporary file of a command exists ---

HELD = """
import os, sys, time
from thinktank_model.cli.app import run
from thinktank_model.jsontext import files
moment = sys.argv[1]

def held(name, call):
    def wrapper(*args, **options):
        if name == moment:
            os.write(1, b"now\\n")
            time.sleep(600)
        result = call(*args, **options)
        if name == moment.removesuffix(" done"):
            os.write(1, b"now\\n")
            time.sleep(600)
        return result
    return wrapper

files._Output.write = held("write", files._Output.write)
os.fsync = held("fsync", os.fsync)
os.replace = held("replace", os.replace)
sys.exit(run(sys.argv[2:]))
"""
BEFORE = b"".join(
    [
        b'{"type":"output","id":"output:a%d","titles":{"FR-ca":"A"},"anonymous":true}\n' % number
        for number in range(1200)
    ]
)
AFTER = BEFORE.replace(b"FR-ca", b"fr-CA")
MOMENTS = ["write done", "fsync", "replace", "replace done"]


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("command", [["format"], ["validate", "--fix"]], ids=" ".join)
def test_a_command_that_is_killed_in_the_middle_tears_nothing(tmp_path: Path, command: list[str], moment: str) -> None:
    """The old file before the rename and the new one after it; the next run completes the work and leaves no temporary file."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(BEFORE)
    process = subprocess.Popen(
        [sys.executable, "-c", HELD, moment, *command, str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == b"now\n"
    beside = [name for name in os.listdir(tmp_path) if name != path.name]
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert len(beside) == (moment != "replace done") and all(name.startswith(".a.jsonl.") for name in beside)
    assert path.read_bytes() == (AFTER if moment == "replace done" else BEFORE)
    done = subprocess.run([*COMMAND, *command, str(path)], env=environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == AFTER and os.listdir(tmp_path) == [path.name]


def test_a_command_that_is_killed_as_it_comes_tears_nothing(tmp_path: Path) -> None:
    """The signal is sent as soon as a temporary file appears, without holding the command."""
    path = tmp_path / "a.jsonl"
    for _ in range(6):
        path.write_bytes(BEFORE)
        process = subprocess.Popen([*COMMAND, "format", str(path)], stderr=subprocess.DEVNULL, env=environment())
        while process.poll() is None:
            if len(os.listdir(tmp_path)) > 1:
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0)
        process.wait(60)
        assert path.read_bytes() in (BEFORE, AFTER)
    subprocess.run([*COMMAND, "format", str(path)], env=environment(), capture_output=True, check=True)
    with writing(path) as stream:
        stream.write(b"")
    assert os.listdir(tmp_path) == [path.name]
