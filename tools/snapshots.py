"""What tests compare with a file of the project: the texts that they hand to the fixture `snapshot`, without comparing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .renew import ROOT

__all__ = ["files"]

AFTER = ("registry", "artefacts")  # tests read the kit when they are collected


def files() -> Iterator[tuple[Path, str]]:
    """Yield each file with its text."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--snapshots={folder}", "tests"]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            sys.exit(done.stdout)
        for path in sorted(Path(folder).rglob("*.*")):
            yield path.relative_to(folder), path.read_bytes().decode()
