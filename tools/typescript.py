"""The TypeScript types, which a program in Node.js makes from the JSON Schema that is shipped."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .renew import ROOT, MissingToolError

__all__ = ["files"]

AFTER = ("artefacts",)
FOLDER = ROOT / "typescript"


def files() -> Iterator[tuple[Path, str]]:
    """The file with its text.

    Raises:
        MissingToolError: there is no npm.
    """
    if shutil.which("npm") is None:
        raise MissingToolError("npm is not installed")
    if not (FOLDER / "node_modules").exists():
        subprocess.run(["npm", "ci", "--silent", "--no-progress"], cwd=FOLDER, check=True)
    command = ["node", "build.mjs"]
    done = subprocess.run(command, cwd=FOLDER, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    yield FOLDER / "thinktank-model.d.ts", done.stdout
