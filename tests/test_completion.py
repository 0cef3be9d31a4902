"""Shell completion: the script for each shell, run by that shell if it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import thinktank_model as tm

from .scale import in_full
from .test_cli import call, environment

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A search path on which the command is found by its name, as after an installation."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "thinktank-model"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m thinktank_model "$@"\n')
    command.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def in_shell(shell: str, script: str, path: str, cwd: Path | None = None) -> list[str]:
    """Return the lines that a script prints in a shell."""
    start = {
        "bash": ["bash", "--norc", "--noprofile", "-c"],
        "zsh": ["zsh", "-f", "-c"],
        "fish": ["fish", "--no-config", "-c"],
    }
    variables = environment(PATH=path, HOME="/nonexistent")
    done = subprocess.run(
        [*start[shell], script], capture_output=True, env=variables, cwd=cwd, timeout=120, check=False
    )
    return done.stdout.decode().splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("shell", SHELLS)
def test_there_is_a_script_for_each_shell(shell: str) -> None:
    """The documentation shows how to get it; it contains the command and the completion variable."""
    done = call(env={"_THINKTANK_MODEL_COMPLETE": f"{shell}_source"})
    assert done.returncode == 0 and done.stderr == b""
    for word in (b"thinktank-model", f"_THINKTANK_MODEL_COMPLETE={shell}_complete".encode()):
        assert word in done.stdout


WORDS = [
    ("val", {"validate"}),
    ("s", {"schema", "show", "split", "stats"}),
    ("validate --un", {"--unknown"}),
    ("validate --unknown ", {"error", "keep"}),
    ("validate --format j", {"json", "jsonl", "junit"}),
    ("validate --select date.r", {"date.reversed"}),
    ("validate --ignore json,date.r", {"json,date.reversed"}),
    ("explain country.u", {"country.unknown"}),
    ("new rec", {"recommendation"}),
    ("new event --f", {"--format"}),
    ("schema work", {"work_plan"}),
    ("examples w", {"wic-2024"}),
    ("convert --so", {"--sort"}),
]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(("typed", "wanted"), WORDS, ids=[typed for typed, _ in WORDS])
def test_bash_completes(path: str, typed: str, wanted: set[str]) -> None:
    """The script is sourced, and its function called as bash calls it."""
    words = ["thinktank-model", *typed.split(" ")]
    listed = " ".join([f"'{word}'" for word in words])
    script = (
        'eval "$(_THINKTANK_MODEL_COMPLETE=bash_source thinktank-model)"; complete -p thinktank-model;'
        f"COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1};"
        '_thinktank_model_completion thinktank-model; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    registered, *found = in_shell("bash", script, path)
    assert "-F _thinktank_model_completion thinktank-model" in registered
    assert set(found) == wanted


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
@pytest.mark.parametrize(("typed", "wanted"), [(typed, wanted) for typed, wanted in WORDS if "," not in typed])
def test_fish_completes(path: str, typed: str, wanted: set[str]) -> None:
    """The script is sourced, and fish is asked for its completions. Click's script for fish splits at commas."""
    script = (
        "_THINKTANK_MODEL_COMPLETE=fish_source thinktank-model | source;"
        f"complete --do-complete 'thinktank-model {typed}'"
    )
    assert {line.split("\t")[0] for line in in_shell("fish", script, path)} == wanted


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
@pytest.mark.parametrize(("typed", "wanted"), WORDS, ids=[typed for typed, _ in WORDS])
def test_zsh_completes(path: str, typed: str, wanted: set[str]) -> None:
    """The script is sourced, and its function called; the words that it gives to zsh are recorded."""
    words = ["thinktank-model", *typed.split(" ")]
    listed = " ".join([f"'{word}'" for word in words])
    script = (
        "compdef() { print registered $*; }; compadd() { print -l -- ${completions}; };"
        "_describe() { print -l -- ${completions_with_descriptions%%:*}; };"
        'eval "$(_THINKTANK_MODEL_COMPLETE=zsh_source thinktank-model)";'
        f"words=({listed}); CURRENT={len(words)}; _thinktank_model_completion"
    )
    registered, *found = in_shell("zsh", script, path)
    assert registered == "registered _thinktank_model_completion thinktank-model"
    assert {word for word in found if word} == wanted


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["validate ", "validate a.json p", "stats ", "show p", "convert p", "convert p.json q", "format p", "migrate "])  # fmt: skip
def test_files_are_left_to_the_shell(typed: str) -> None:
    """If a file is expected, the shell completes file names."""
    words = ["thinktank-model", *typed.split(" ")]
    variables = {
        "COMP_WORDS": "thinktank-model " + typed,
        "COMP_CWORD": str(len(words) - 1),
        "_THINKTANK_MODEL_COMPLETE": "bash_complete",
    }
    assert call(env=variables).stdout.decode().strip() == f"file,{words[-1]}"


@in_full
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_a_person_at_bash_gets_words_and_files(path: str, tmp_path: Path) -> None:
    """With the Tab key, in an interactive shell on a terminal."""
    import pty

    (tmp_path / "programme.json").touch()
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        ["bash", "--norc", "--noprofile", "-i"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=tmp_path,
        env=environment(PATH=path, PS1="$ ", TERM="dumb", HOME=str(tmp_path), HISTFILE="/dev/null"),
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""

    def until(wanted: bytes) -> None:
        nonlocal shown
        while wanted not in shown:
            shown += os.read(ours, 65536)

    os.write(ours, b'eval "$(_THINKTANK_MODEL_COMPLETE=bash_source thinktank-model)"; echo rea""dy\n')
    until(b"\nready")
    os.write(ours, b"thinktank-model vali\t")
    until(b"thinktank-model validate ")
    os.write(ours, b"prog\t")
    until(b"programme.json")
    os.write(ours, b"\x15exit\n")
    try:
        while os.read(ours, 65536):
            pass
    except OSError:  # on Linux this error means that the other end is closed
        pass
    os.close(ours)
    assert process.wait(60) == 0


def test_the_words_are_those_of_the_library() -> None:
    """Every code can be completed, and nothing else."""
    variables = {
        "COMP_WORDS": "thinktank-model explain ",
        "COMP_CWORD": "2",
        "_THINKTANK_MODEL_COMPLETE": "bash_complete",
    }
    lines = call(env=variables).stdout.decode().splitlines()
    assert [line.partition(",")[2] for line in lines] == list(tm.catalogue())
