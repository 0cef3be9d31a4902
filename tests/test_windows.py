"""The system calls that differ on Windows, with replacements for those of POSIX. The tests need no Windows machine.

`THINKTANK_SIMULATE=windows python -m pytest` runs the whole suite on such a machine (`tests/windows/sitecustomize.py`).
"""

from __future__ import annotations

import errno
import importlib.util
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import pytest

from thinktank_model.cli import output
from thinktank_model.jsontext import files, system
from thinktank_model.jsontext.files import FileChangedError, stamp, writing

from .test_cli import COMMAND, GOOD, SOURCE, environment
from .windows.sitecustomize import MISSING, SIMULATED, Locking

FOLDER = Path(__file__).with_name("windows")


@pytest.fixture
def locking(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Locking:
    """Return the module for locks on Windows, and its folder of temporary files."""
    fake = Locking()
    monkeypatch.setattr(system, "_fcntl", None)
    monkeypatch.setattr(system, "_msvcrt", fake)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
    return fake


def test_the_module_can_be_loaded_without_the_names_of_posix(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each name is used only after checking that it exists; `O_BINARY` is used where it exists."""
    for name in MISSING:
        monkeypatch.delattr(os, name, raising=False)
    monkeypatch.setattr(os, "O_BINARY", 0x8000, raising=False)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    fake = Locking()
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    spec = importlib.util.find_spec("thinktank_model.jsontext.system")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (module._fcntl, module._msvcrt) == (None, fake)
    assert (module.BINARY, module.NOFOLLOW, module.NONBLOCK) == (0x8000, 0, 0)


def test_a_file_is_locked_by_a_byte_that_nobody_reads(locking: Locking, tmp_path: Path) -> None:
    """Another handle is refused until the lock is released; the position in the file does not change."""
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    with open(path, "rb+", buffering=0) as one, open(path, "rb+", buffering=0) as other:
        one.seek(3)
        system.lock(one.fileno())
        assert one.tell() == 3 and locking.places == [system.LOCKED_BYTE]
        with pytest.raises(BlockingIOError):
            system.lock(other.fileno())
        assert other.tell() == 0
        system.unlock(one.fileno())
        system.lock(other.fileno())
        assert set(locking.places) == {system.LOCKED_BYTE}


def test_a_folder_is_locked_through_a_file_among_the_temporary_ones(locking: Locking, tmp_path: Path) -> None:
    """The same file for all users of this folder, another for another folder; nothing is written into the folder itself."""
    handles = [system.open_folder(tmp_path), system.open_folder(tmp_path), system.open_folder(tmp_path.parent)]
    system.lock(handles[0])
    with pytest.raises(BlockingIOError):
        system.lock(handles[1])
    system.lock(handles[2])
    system.sync_folder(handles[0])
    for handle in handles:
        os.close(handle)
    assert os.listdir(tmp_path) == [] and len(os.listdir(tempfile.gettempdir())) == 2


def test_a_folder_without_a_file_among_the_temporary_ones_cannot_be_locked(
    locking: Locking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For example if the disk is full. The error is that of a folder that cannot be opened, and files are written without a lock."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(PermissionError):
        system.open_folder(tmp_path)
    with writing(tmp_path / "a.json") as stream:
        stream.write(b"1")
    assert (tmp_path / "a.json").read_bytes() == b"1"


def test_a_file_is_written_and_what_the_dead_left_is_removed(locking: Locking, tmp_path: Path) -> None:
    """Atomically, with a lost update refused; the file has the default mode of a new file."""
    path = tmp_path / "a.json"
    path.with_name(".a.json.0123456789abcdef.tmp").write_bytes(b"")
    for text in (b"1", b"2"):
        with writing(path) as stream:
            stream.write(text)
    seen = stamp(path)
    with writing(path, expected=seen) as stream:
        stream.write(b"three")
    with pytest.raises(FileChangedError), writing(path, expected=seen) as stream:
        stream.write(b"four")
    assert path.read_bytes() == b"three" and os.listdir(tmp_path) == ["a.json"] and locking.places


def test_the_temporary_file_is_closed_before_it_takes_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows cannot move an open file."""
    opened: list[io.FileIO] = []
    real, replace = files._output, os.replace

    def output(asked: str, handle: int) -> object:
        stream = real(asked, handle)
        opened.append(stream.raw)  # type: ignore[attr-defined]
        return stream

    def replaced(source: Path, target: Path) -> None:
        assert all(raw.closed for raw in opened)
        replace(source, target)

    monkeypatch.setattr(files, "_output", output)
    monkeypatch.setattr(os, "replace", replaced)
    with writing(tmp_path / "a.json") as stream:
        stream.write(b"1")
    assert len(opened) == 1


@pytest.mark.parametrize("times", [3, 10**6])
def test_a_file_that_is_in_use_is_waited_for(
    locking: Locking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """For a limited time; then an error names the file, and the old content is unchanged."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    replace, tries = os.replace, []

    def busy(source: Path, target: Path) -> None:
        tries.append(target)
        if len(tries) < times:
            raise PermissionError(errno.EACCES, "Access is denied", str(source))
        replace(source, target)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr(system, "IN_USE", 0.2 if times > 3 else 60)
    if times > 3:
        with pytest.raises(PermissionError) as caught, writing(path) as stream:
            stream.write(b"new")
        assert caught.value.filename == str(path) and path.read_bytes() == b"old"
    else:
        with writing(path) as stream:
            stream.write(b"new")
        assert path.read_bytes() == b"new" and len(tries) == 3
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_refused_rename_is_an_error_at_once_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There it means that the rename is not allowed."""
    monkeypatch.setattr(system, "_fcntl", ModuleType("fcntl"))
    with pytest.raises(PermissionError):
        monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(errno.EACCES, "no")))
        system.replace(tmp_path, tmp_path)


def test_who_reads_no_further_is_told_by_another_error(locking: Locking, monkeypatch: pytest.MonkeyPatch) -> None:
    """EINVAL instead of EPIPE; on other systems EINVAL is an ordinary error."""
    invalid = OSError(errno.EINVAL, "Invalid argument")
    assert system.is_closed_pipe(invalid) and system.is_closed_pipe(BrokenPipeError())
    monkeypatch.setattr(system, "_fcntl", ModuleType("fcntl"))
    assert not system.is_closed_pipe(invalid) and system.is_closed_pipe(BrokenPipeError())
    assert not system.is_closed_pipe(OSError(errno.EIO, "I/O error"))


def test_standard_output_is_what_python_opens_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Windows console is not a plain file, because it takes text in its own way; line endings are unchanged."""
    written: list[bytes] = []

    class Screen(io.RawIOBase):
        def write(self, data: object) -> int:
            written.append(bytes(data))  # type: ignore[call-overload]
            return len(written[-1])

        def writable(self) -> bool:
            return True

        def isatty(self) -> bool:
            return True

        def fileno(self) -> int:
            return 1

    monkeypatch.setattr(output, "open", lambda *_, **__: Screen(), raising=False)
    with output.standard_output():
        assert output.is_terminal(sys.stdout) and sys.stdout.fileno() == 1
        output.write("智库\n")
    assert b"".join(written) == "智库\n".encode()


@pytest.fixture
def machine() -> dict[str, str]:
    """Return the environment of a process on a simulated Windows machine."""
    path = os.pathsep.join([str(FOLDER), str(SOURCE)])
    return environment(PYTHONPATH=path, THINKTANK_SIMULATE="windows")


@pytest.mark.slow
def test_the_commands_run_on_such_a_machine(machine: dict[str, str], tmp_path: Path) -> None:
    """They read, validate, fix, convert and write; standard output is UTF-8 with line feeds only."""
    (tmp_path / "a.json").write_bytes(
        b'{"type":"output","id":"output:a","titles":{"FR-ca":"\xe6\x99\xba"},"anonymous":true}'
    )
    (tmp_path / "b.jsonl").write_bytes(GOOD * 2)
    for code, arguments in (
        (0, ["validate", "--fix", "a.json"]),
        (0, ["validate", "--jobs", "2", "a.json", "b.jsonl"]),
        (0, ["format", "a.json"]),
        (0, ["convert", "b.jsonl", "c.json", "--dedupe"]),
        (0, ["convert", "a.json", "-", "--to", "jsonl"]),
        (0, ["stats", "a.json"]),
        (0, ["show", "a.json"]),
        (0, ["migrate", "a.json"]),
        (2, ["validate", "missing.json"]),
    ):
        done = subprocess.run([*COMMAND, *arguments], cwd=tmp_path, env=machine, capture_output=True, check=False)
        assert done.returncode == code and b"Traceback" not in done.stderr, (arguments, done)
        assert b"\r" not in done.stdout
        assert arguments[0] != "convert" or arguments[2] != "-" or "智" in done.stdout.decode()
    assert sorted(os.listdir(tmp_path)) == ["a.json", "b.jsonl", "c.json"]
    probe = "import os, thinktank_model.jsontext.system as s; print(s._fcntl, hasattr(os, 'fchown'), s.NOFOLLOW, s.BINARY > 0)"
    done = subprocess.run([sys.executable, "-c", probe], env=machine, capture_output=True, check=True)
    assert done.stdout.split() == [b"None", b"False", b"0", b"True"]


def test_this_run_is_what_it_says() -> None:
    """A simulated run has none of the POSIX names, any other run has them."""
    assert (system._fcntl is None) == SIMULATED
