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


def test_importing_leaves_the_work_of_attrs_to_those_who_ask() -> None:
    """`frozen` of `declared.py` declares each class of the model; attrs describes a class on first request, as if it had made it."""
    program = (
        "import attrs, gc, thinktank_model as tm; gc.collect()  # the classes without slots\n"
        "from thinktank_model.shapes.node import Node\n"
        "def below(cls): return [cls, *[one for sub in cls.__subclasses__() for one in below(sub)]]\n"
        "print(sum([isinstance(vars(cls)['__attrs_attrs__'], tuple) for cls in below(Node)]), len(below(Node)) > 40)\n"
        "print(attrs.fields(tm.Event).names.name, isinstance(vars(tm.Event)['__attrs_attrs__'], tuple))"
    )
    assert execute([sys.executable, "-c", program]).stdout.split() == [b"1", b"True", b"names", b"True"]


def test_importing_loads_little_of_the_standard_library() -> None:
    """Modules that take long to import are imported where they are used."""
    program = (
        "import sys, attrs, orjson; before = set(sys.modules); import thinktank_model;"
        "print(*sorted([name for name in set(sys.modules) - before if '.' not in name]))"
    )
    found = execute([sys.executable, "-c", program]).stdout.decode().split()
    assert not {"difflib", "pathlib", "urllib", "ipaddress", "decimal", "json"} & set(found), found
