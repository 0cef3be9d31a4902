"""The fuzz targets without a fuzzer: with their seeds, and with every input that once failed."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import thinktank_model as tm
from thinktank_model.cli import fixing
from thinktank_model.shapes import explain
from thinktank_model.shapes.codes import NULL
from thinktank_model.values import dates, language
from thinktank_model.values.identifiers import SCHEMES
from tools.fuzz import __main__ as command
from tools.fuzz import laws
from tools.fuzz.draw import Choices
from tools.fuzz.seeds import seeds
from tools.fuzz.targets import SCALARS, TARGETS

CRASHES = sorted(path for path in command.CRASHES.glob("*/*") if path.is_file())


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_the_laws_hold_for_the_seeds(target: str) -> None:
    """And for each seed with a byte changed, removed or doubled, so that some inputs are invalid in new ways."""
    rng = random.Random(5)
    found = seeds(target)
    assert len(found) >= 8
    for seed in found:
        at = rng.randrange(len(seed) + 1)
        for changed in (seed, seed[:at] + rng.randbytes(1) + seed[at + 1 :], seed[:at] + seed[at + 1 :], seed * 2):
            TARGETS[target].run(changed)


@pytest.mark.parametrize("crash", CRASHES, ids=lambda path: f"{path.parent.name}-{path.name}"[:60])
def test_the_laws_hold_where_they_were_once_broken(crash: Path) -> None:
    """Each file in `tests/corpus` once failed the target that its folder names."""
    TARGETS[crash.parent.name].run(crash.read_bytes())


def test_every_scheme_and_every_kind_of_text_is_a_target() -> None:
    """They are derived from the model, so additions to it are fuzzed too."""
    assert {f"identifier-{name}" for name in SCHEMES} <= set(TARGETS)
    assert {"json", "jsonl", "date", "count", "language", "merge", "round-trip", "command"} <= set(TARGETS)
    assert len(SCALARS) > 30


@pytest.mark.parametrize(
    ("target", "place", "name", "wrong"),
    [
        ("language", language, "_in_case", lambda lower: lower[::-1]),
        ("date", dates, "_possible", lambda text, times: 1 / 0),
        ("record", explain.Explainer, "_unknown", lambda *_: None),
        ("record", explain.Explainer, "_missing", lambda self, key, at, *_: self._null(key, at + "/nowhere")),
        ("merge", tm.Dataset, "merge", lambda self, other: self),
        pytest.param("command", fixing, "_lines", lambda data: 1 / 0, marks=pytest.mark.slow),
    ],
    ids=[
        "not canonical",
        "another exception",
        "a fault unseen",
        "a pointer to nowhere",
        "a record lost",
        "a traceback",
    ],
)
def test_a_broken_library_breaks_the_laws(
    monkeypatch: pytest.MonkeyPatch, target: str, place: Any, name: str, wrong: Any
) -> None:
    """With a planted defect, at least one seed fails."""
    monkeypatch.setattr(place, name, wrong)
    with pytest.raises((AssertionError, ZeroDivisionError)):
        for seed in seeds(target):
            TARGETS[target].run(seed)


def test_choices_come_from_the_bytes_and_then_from_a_fixed_seed() -> None:
    """Equal bytes give equal choices; other bytes give other choices."""
    first, again, other = Choices(b"abc"), Choices(b"abc"), Choices(b"xyz")
    drawn = [[one.randint(0, 10**6) for _ in range(20)] for one in (first, again, other)]
    assert drawn[0] == drawn[1] and drawn[0][0] != drawn[2][0]
    assert [round(Choices(bytes([n, 0])).random(), 3) for n in (0, 128)] == [0, 0.5]


def test_an_unsound_problem_is_told() -> None:
    """A pointer that leads nowhere, a place outside the text, a message with control characters."""
    problem = NULL(at="/a", key="a")
    laws.sound([problem], {"a": None})
    with pytest.raises(AssertionError, match="leads nowhere"):
        laws.sound([problem], {"b": None})
    with pytest.raises(AssertionError, match="leads nowhere"):
        laws.sound([NULL(at="/a/1", key="1")], {"a": [0]})
    with pytest.raises(AssertionError):
        laws.located(b"{}", [evolve(problem, line=2, column=1, offset=1)])
    with pytest.raises(AssertionError):
        laws.located(b"{}", [evolve(problem, line=1, column=1, offset=3)])


def test_the_command_lists_its_targets(capsys: pytest.CaptureFixture[str]) -> None:
    """One per line."""
    assert command.main(["--list"]) == 0
    assert capsys.readouterr().out.split() == list(TARGETS)


def test_the_command_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without atheris: one sentence, and exit code 2."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert command.main([]) == 2
    assert "pip install -e '.[fuzz]'" in capsys.readouterr().err
