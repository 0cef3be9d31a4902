"""Settings of all tests, and the fixtures that several test files share."""

import difflib
import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, settings

from tests.windows import sitecustomize as windows

if windows.SIMULATED:
    windows.simulate()
    folders = [os.path.dirname(windows.__file__), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, folders))  # for the processes that tests start

from tests.scale import IN_FULL, examples
from thinktank_model.cli.app import run

# No deadline: durations depend on the machine more than on the code.
settings.register_profile(
    "any machine",
    settings(),
    max_examples=examples(),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=IN_FULL or bool(os.environ.get("THINKTANK_SAME_EXAMPLES")),
)
settings.load_profile("any machine")
os.environ["LC_ALL"] = "C.UTF-8"  # The command uses the language of the locale; the tests read English.

ROOT = Path(__file__).parent.parent
OPTION = "--snapshots"
PART = "--part"

Snapshot: TypeAlias = Callable[[str, str], None]
"""The name of a file of the project, and the text that it must hold."""
Runner: TypeAlias = Callable[..., tuple[int, str, str]]
"""Arguments of the command to its exit code, standard output and standard error."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--snapshots FOLDER`: run the tests that keep a text in a file, and write what they find into a folder; `--part N/M`."""
    parser.addoption(OPTION, metavar="FOLDER", help="write snapshots there; only tests that have some are run")
    parser.addoption(
        PART,
        metavar="N/M",
        default="1/1",
        help="run the Nth of M parts of the tests, each of which takes about as long",
    )


@pytest.hookimpl(trylast=True)  # after `-m` and `-k`
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With `--snapshots`, deselect all other tests; with `--part`, those of other parts."""
    if config.getoption(OPTION):
        items[:] = [item for item in items if "snapshot" in getattr(item, "fixturenames", ())]
    number, parts = map(int, config.getoption(PART).split("/"))
    items[:] = items[number - 1 :: parts]


def pytest_collection_finish() -> None:
    """Leave out what was collected when the collector runs: it stays until the end, and would be gone through thousands of times."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    """Compare a text with the file that keeps it. `python -m tools.renew snapshots` writes such files; read what changed in them."""
    folder = request.config.getoption(OPTION)

    def compare(name: str, text: str) -> None:
        if folder:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
            return
        path = ROOT / name
        known = path.read_bytes().decode() if path.exists() else ""
        if text != known:
            lines = difflib.unified_diff(known.splitlines(), text.splitlines(), name, "now", n=0, lineterm="")
            pytest.fail("\n".join([*list(lines)[:40], "if that is meant: python -m tools.renew"]), pytrace=False)

    return compare


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Runner:
    """Run the command in this process, in an empty folder: as in a process of its own, but faster."""
    monkeypatch.chdir(tmp_path)

    def call_here(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        return code, *capfd.readouterr()

    return call_here
