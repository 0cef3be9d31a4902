"""Measures the start-up time of the command, compared with a bare click program that imports the library.

Run as `python benchmarks/startup.py [ROUNDS]`. Each round runs every program once, one after another; a figure is the least
processor time over the rounds, and its ratio to that of the bare program. Compiled bytecode is kept, as an installation has it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

BARE = """
import click
import thinktank_model as tm

@click.command()
@click.argument("file")
def main(file):
    click.echo(tm.validate)

main()
"""
RECORD = '{"type": "organization", "id": "organization:a", "names": [{"value": "A"}]}'
PROGRAM = [sys.executable, "-m", "thinktank_model"]


def programs(folder: Path) -> Mapping[str, Sequence[str]]:
    """Return the programs to run; the first is the bare program."""
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    (folder / "record.json").write_text(RECORD, encoding="utf-8")
    record = str(folder / "record.json")
    return {
        "a bare click program": [sys.executable, str(folder / "bare.py"), record],
        "--version": [*PROGRAM, "--version"],
        "--help": [*PROGRAM, "--help"],
        "validate --help": [*PROGRAM, "validate", "--help"],
        "validate, one record": [*PROGRAM, "validate", record],
        "stats, one record": [*PROGRAM, "stats", record],
        "explain date.syntax": [*PROGRAM, "explain", "date.syntax"],
        "new event": [*PROGRAM, "new", "event"],
    }


def least(rounds: int) -> Mapping[str, float]:
    """Return the shortest processor time in seconds of each program, all run in turns."""
    with tempfile.TemporaryDirectory() as name:
        found = programs(Path(name))
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        variables = kept | {"PYTHONPYCACHEPREFIX": f"{name}/bytecode"}
        times: dict[str, list[float]] = {program: [] for program in found}
        for number in range(rounds + 1):  # the first run compiles
            for program, command in found.items():
                process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=variables)
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                assert process.returncode == 0, command
                if number:
                    times[program].append(usage.ru_utime + usage.ru_stime)
    return {program: min(measured) for program, measured in times.items()}


def main() -> None:
    """Measure and print a table."""
    measured = least(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
    bare = next(iter(measured.values()))
    for program, seconds in measured.items():
        print(f"{program:24} {seconds * 1000:5.0f} ms {seconds / bare:6.2f}")


if __name__ == "__main__":
    main()
