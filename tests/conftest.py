"""What holds for all tests, and what several of them start from."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.windows import sitecustomize as windows

if windows.SIMULATED:
    windows.simulate()
    folders = [os.path.dirname(windows.__file__), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, folders))  # of the processes that tests start

from thinktank_model.cli.app import run

os.environ["LC_ALL"] = "C.UTF-8"  # the command speaks the language of the locale, and tests read English

Runner: TypeAlias = Callable[..., tuple[int, str, str]]
"""Arguments of the command to its exit code, standard output and standard error."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Runner:
    """Run the command in this process, inside an empty folder; the same without the time that a process takes."""
    monkeypatch.chdir(tmp_path)

    def call_here(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        return code, *capfd.readouterr()

    return call_here
