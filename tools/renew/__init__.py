"""Renew every file that is generated and checked in.

`python -m tools.renew` writes them, `--check` lists what is stale and ends with 1; steps may be named, else all are taken. A step is a
module of `tools` with a function `files()` that yields each file it makes, as a path and its text. It may say `AFTER`, the steps whose
files it reads, and `FOLDERS`, in which nothing may stand but what it makes. Each step runs in a process of its own, so that it sees
what the ones before it wrote.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

__all__ = ["ROOT", "main", "renew", "stale", "steps"]

TOOLS = Path(__file__).parent.parent
ROOT = TOOLS.parent


def steps() -> list[str]:
    """Return the names of all steps, in an order in which they can run. Their modules are not imported: what they import may be stale."""
    after = {}
    for path in sorted(TOOLS.glob("*.py")):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        if any([isinstance(node, ast.FunctionDef) and node.name == "files" for node in body]):
            values = [node.value for node in body if isinstance(node, ast.Assign) and _name(node) == "AFTER"]
            after[path.stem] = ast.literal_eval(values[0]) if values else ()
    return [name for name in TopologicalSorter(after).static_order() if name in after]


def _name(node: ast.Assign) -> str:
    return ast.unparse(node.targets[0])


def stale(step: str) -> dict[Path, bytes | None]:
    """Return the files of a step that are not what it makes, each with what it should hold; None where nothing makes it."""
    module = importlib.import_module(f"tools.{step}")
    wanted: dict[Path, bytes | None] = {ROOT / path: text.encode() for path, text in module.files()}
    for folder in getattr(module, "FOLDERS", ()):
        wanted |= {path: None for path in folder.rglob("*") if path.is_file() and path not in wanted}
    return {path: data for path, data in wanted.items() if data != (path.read_bytes() if path.exists() else None)}


def renew(step: str, *, check: bool) -> bool:
    """Write the files of a step, or only name those that are stale. Whether there is nothing left to do."""
    try:
        found = stale(step)
    except ModuleNotFoundError as error:
        print(f"{step}: not done, {error}")
        return True
    for path, data in sorted(found.items()):
        print(f"{step}: {path.relative_to(ROOT)}")
        if check:
            continue
        if data is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return not (check and found)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.renew", description="Renew what is generated and checked in."
    )
    parser.add_argument("--check", action="store_true", help="list what is stale, and write nothing")
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"one of {', '.join(steps())}; all of them by default")
    options = parser.parse_args()
    if unknown := set(options.steps) - set(steps()):
        parser.error(f"there is no step {', '.join(sorted(unknown))}")
    if len(options.steps) == 1:
        return 0 if renew(options.steps[0], check=options.check) else 1
    command = [sys.executable, "-m", "tools.renew", *(["--check"] if options.check else [])]
    codes = []
    for step in [step for step in steps() if step in options.steps or not options.steps]:
        codes.append(subprocess.run([*command, step], cwd=ROOT, check=False).returncode)
        if codes[-1] and not options.check:
            break  # what comes after would be made from what is stale
    return max(codes)
