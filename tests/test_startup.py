"""Start-up time: each import delays the command."""

from __future__ import annotations

import sys

import pytest

from benchmarks.startup import least

from .test_cli import GOOD, execute

SELDOM = {"xml.etree", "concurrent.futures", "multiprocessing", "shutil", "logging", "socket", "rich.console", "importlib.metadata"}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", ["validate -", "stats -", "show -", "explain date.syntax", "new event", "schema event"]
)
def test_a_verb_loads_nothing_that_it_does_not_need(arguments: str) -> None:
    """Processes, XML, terminal output and the like are loaded on demand."""
    program = (
        "import sys; from thinktank_model.cli.app import run; code = run(sys.argv[1:]);"
        f"sys.exit(code or ', '.join({SELDOM!r} & set(sys.modules)) or None)"
    )
    done = execute([sys.executable, "-c", program, *arguments.split()], stdin=GOOD)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_verb_loads_no_other_verb() -> None:
    """Each verb is a separate module."""
    program = (
        "import sys; from thinktank_model.cli.app import run; run(['explain', 'date']);"
        "print(*[name for name in sys.modules if name.startswith('thinktank_model.cli.verbs.')], file=sys.stderr)"
    )
    assert execute([sys.executable, "-c", program]).stderr.split() == [b"thinktank_model.cli.verbs.explain"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the times of child processes are asked for as on Linux")
def test_starting_takes_little_longer_than_importing_the_library() -> None:
    """The bar is 1.5 times a bare click program that imports the library; this test allows more for a busy machine."""
    measured = least(4)
    bare, *others = measured.values()
    assert len(others) > 5
    assert max(others) / bare < 2, measured
