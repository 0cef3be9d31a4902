"""The command: puts one fault after the other into a copy of the project, and runs the tests that are nearest to it."""

from __future__ import annotations

import argparse
import ast
import compileall
import difflib
import importlib.util
import os
import py_compile
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = Path("src", "thinktank_model")
TIMEOUT: Final = 240  # seconds after which a fault counts as noticed, because it made an endless loop
MEMORY: Final = 2 * 2**30  # bytes of address space, likewise

TESTS: Final = {
    "rules": ["tests/rules", "tests/test_messages.py", "tests/test_dataset.py", "tests/test_validation.py"],
    "values": [
        "tests/test_messages.py", "tests/test_formats.py", "tests/test_dates.py", "tests/test_counts.py", "tests/test_ids.py",
        "tests/test_identifiers.py", "tests/test_language.py", "tests/test_places.py", "tests/test_text.py", "tests/test_urls.py",
        "tests/test_shapes.py", "tests/test_validation.py", "tests/test_codec.py", "tests/rules",
        "tests/test_schema.py", "tests/test_conformance.py",
    ],
}  # fmt: skip
"""The tests that state what an area does, quick ones first. A fault that only others would notice counts as a survivor."""


class Mutant(NamedTuple):
    """One fault.

    Attributes:
        path: the file, below the folder of the project.
        operator: the name that cosmic-ray has for the kind of fault.
        before: the text of the file.
        source: the same with the fault.
    """

    path: Path
    operator: str
    before: str
    source: str

    @property
    def diff(self) -> str:
        """The fault as a patch."""
        texts = self.before.splitlines(keepends=True), self.source.splitlines(keepends=True)
        return "".join(difflib.unified_diff(*texts, str(self.path), self.operator))


class Place(NamedTuple):
    """Where a fault can be put.

    Attributes:
        file: the file.
        start: line and column, from 1 and from 0.
        kind: what is done there; that an operator becomes another one is one kind, with a dozen operators to choose from.
        operators: cosmic-ray's names for what can be done, each with the number of this place among those where it fits.
    """

    file: Path
    start: tuple[int, int]
    kind: str
    operators: tuple[tuple[str, int], ...]


def main(arguments: list[str] | None = None) -> int:
    """Draw a sample and run it; 1 if too many faults survive, 2 if cosmic-ray is missing or the tests fail without a fault."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.mutation", description="Count the faults that the tests notice."
    )
    parser.add_argument(
        "paths", nargs="*", default=["values", "rules"], metavar="PATH", help="values rules, or parts of them"
    )
    parser.add_argument("--sample", type=int, default=100, help="how many faults (100)")
    parser.add_argument("--fail-under", type=float, default=90, metavar="PERCENT", help="of faults noticed (90)")
    parser.add_argument("--seed", type=int, default=0, help="of the random sample (0)")
    chosen = parser.parse_args(arguments)
    if importlib.util.find_spec("cosmic_ray") is None:
        print("mutation testing needs cosmic-ray; install it with: pip install -e '.[mutation]'", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "project")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "node_modules", "__pycache__"))
        # By their hash, because a fault may come within the second of the one before it.
        compileall.compile_dir(copy / "src", quiet=1, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
        files = [file for path in chosen.paths for file in _files(copy / PACKAGE / path)]
        for area in {file.relative_to(copy / PACKAGE).parts[0] for file in files}:
            if said := noticed(copy, area):
                print(f"without any fault, {said}", file=sys.stderr)
                return 2
        places, tried, survivors = sorted(_places(files)), 0, []
        for tried, mutant in enumerate(_sample(copy, places, chosen.sample, random.Random(chosen.seed)), 1):
            said = trial(copy, mutant)
            print(f"{tried} {mutant.path} {mutant.operator}: {said or 'SURVIVED'}", flush=True)
            if not said:
                survivors.append(mutant.diff)
    if not tried:
        parser.error("there is nothing in these files in which a fault can be put")
    share = 100 * (1 - len(survivors) / tried)
    print(*survivors, sep="\n")
    print(f"{share:.1f} % noticed of {tried} faults, drawn from {len(places)} places by the seed {chosen.seed}")
    return 1 if share < chosen.fail_under else 0


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _places(files: list[Path]) -> Iterator[Place]:
    """Yield every place where a fault can be put."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    for file in files:
        tree = get_ast(file.read_text(encoding="utf-8"))
        found: dict[tuple[tuple[int, int], str], list[tuple[str, int]]] = {}
        for name in operator_names():
            if get_operator(name).arguments():
                continue
            operator = get_operator(name)()
            positions = (start for node in ast_nodes(tree) for start, _ in operator.mutation_positions(node))
            for occurrence, start in enumerate(positions):
                kind = name.rpartition("_")[0] if "Operator_" in name else name
                found.setdefault((start, kind), []).append((name, occurrence))
        for (start, kind), operators in found.items():
            yield Place(file, start, kind, tuple(operators))


def _sample(copy: Path, places: list[Place], size: int, chance: random.Random) -> Iterator[Mutant]:
    """Faults at random places, one a place. What only changes annotations that nothing reads is none."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    taken = 0
    for place in chance.sample(places, len(places)):
        if taken == size:
            return
        name, occurrence = chance.choice(place.operators)
        before = place.file.read_text(encoding="utf-8")
        source = mutate_code(before, get_operator(name)(), occurrence)
        if source is not None and _bare(source) not in (None, _bare(before)):
            taken += 1
            yield Mutant(place.file.relative_to(copy), name, before, source)


def _bare(source: str) -> str | None:
    """Return the code without the annotations that nothing reads, those of functions and of variables; None if it is not a code."""
    try:
        return ast.dump(_Bare().visit(ast.parse(source)))
    except SyntaxError:
        return None


class _Bare(ast.NodeTransformer):
    """Takes annotations away, but for those of the attributes of classes, which the shapes are made of."""

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = [part if isinstance(part, ast.AnnAssign) else self.visit(part) for part in node.body]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)


def trial(copy: Path, mutant: Mutant) -> str:
    """Return what is said by the test that notices a fault; empty if none does."""
    file = copy / mutant.path
    file.write_text(mutant.source, encoding="utf-8")
    try:
        return noticed(copy, mutant.path.relative_to(PACKAGE).parts[0])
    finally:
        file.write_text(mutant.before, encoding="utf-8")


def noticed(copy: Path, area: str) -> str:
    """Return the first failure of the tests of an area; empty if they pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", *TESTS[area]]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src")}
    try:
        run = subprocess.run(
            command,
            check=False,
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            preexec_fn=_limit,
        )
    except subprocess.TimeoutExpired:
        return "it takes too long"
    if not run.returncode:
        return ""
    lines = [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return (lines or (run.stderr or run.stdout).splitlines()[-1:] or [f"exit code {run.returncode}"])[0][:160]


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
