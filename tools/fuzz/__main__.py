"""The command: runs targets one after the other, each in its own process."""

from __future__ import annotations

import argparse
import importlib.util
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

from .seeds import seeds
from .targets import TARGETS, Target

ROOT: Final = Path(__file__).parents[2]
CRASHES: Final = ROOT / "tests" / "corpus"
TEXT_LIMIT: Final = 256  # bytes of an input that is one text
LIMIT: Final = 8192  # bytes of any other input
SLOW: Final = 10  # seconds after which an input counts as a crash
MEMORY: Final = 2048  # megabytes of memory, after which an input counts as a crash


class Outcome(NamedTuple):
    """The result of running one target.

    Attributes:
        target: its name.
        runs: how many inputs were tried.
        coverage: how many places of the code they reached.
        cpu: seconds of processor time.
        crash: the message about the input that broke a law, if any, or the reason if no input was tried.
    """

    target: str
    runs: int
    coverage: int
    cpu: float
    crash: str | None


def main(arguments: list[str] | None = None) -> int:
    """Fuzz the requested targets; return 1 if an input broke a law, 2 if atheris is not installed."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description="Fuzz the library, target by target.")
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], metavar="TARGET", help="all, if none is named")
    parser.add_argument("--seconds", type=int, default=60, help="for each target (60)")
    parser.add_argument("--runs", type=int, help="the same so many inputs each time, beside the seeds")
    parser.add_argument("--corpus", type=Path, default=ROOT / ".fuzz", help="where inputs are kept (.fuzz)")
    parser.add_argument("--list", action="store_true", help="print the names of the targets and stop")
    chosen = parser.parse_args(arguments)
    if chosen.list:
        print(*TARGETS, sep="\n")
        return 0
    if importlib.util.find_spec("atheris") is None:
        print("fuzzing needs atheris; install it with: pip install -e '.[fuzz]'", file=sys.stderr)
        return 2
    crashes = 0
    for name in chosen.targets or TARGETS:
        outcome = fuzz(TARGETS[name], chosen.corpus / name, chosen.seconds, chosen.runs)
        print(f"{name}: {outcome.runs} runs, {outcome.cpu:.0f} s of CPU, coverage {outcome.coverage}", flush=True)
        if outcome.crash is not None:
            crashes += 1
            print(outcome.crash, flush=True)
    return 1 if crashes else 0


def fuzz(target: Target, corpus: Path, seconds: int, runs: int | None) -> Outcome:
    """Run one target until its time or number of runs is reached, or an input breaks a law."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target.name)):
        (corpus / f"seed-{number:04}").write_bytes(seed)
    crashes = CRASHES / target.name
    crashes.mkdir(parents=True, exist_ok=True)
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={TEXT_LIMIT if target.text else LIMIT}",
        f"-timeout={SLOW}",
        f"-rss_limit_mb={MEMORY}",
        f"-artifact_prefix={crashes}/",
        "-print_final_stats=1",
        "-verbosity=1",
    ]
    if runs is not None:
        options += [f"-runs={runs + len(list(corpus.iterdir()))}", "-seed=1"]
    before = _cpu()
    child = subprocess.run(
        [sys.executable, "-m", "tools.fuzz.child", target.name, *options, str(corpus)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    said = child.stdout
    covered = [int(number) for number in re.findall(r"\bcov: ([0-9]+)", said)]
    counted = re.search(r"number_of_executed_units: ([0-9]+)", said)
    runs_done = int(counted[1]) if counted else 0
    return Outcome(
        target.name,
        runs_done,
        max(covered, default=0),
        _cpu() - before,
        None if child.returncode == 0 and runs_done else said[max(said.find("=== Uncaught"), len(said) - 4000) :],
    )


def _cpu() -> float:
    """Return the processor time of this process's children, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
