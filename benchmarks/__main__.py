"""Run the benchmark: `python -m benchmarks`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve

from . import costs
from .corpus import corpus, shipped
from .correctness import verify
from .limits import exceeded
from .peers import contenders
from .report import Results, to_json, to_markdown, write_docs
from .timing import TASKS, race

DOCS = Path(__file__).parents[1] / "docs"


def run(records: int, rounds: int, sizes: Sequence[int], *, short: bool = False) -> Results:
    """Run all measurements and print progress; the short form leaves out those without a limit."""
    tasks = [task for task in TASKS if not short or task.limited]
    clean, faulty = corpus(records), {task.faulty: corpus(records, task.faulty) for task in tasks}
    most_faulty = faulty[max(faulty)]
    taking_part = list(contenders())
    _say(f"{records:,} records, {len(taking_part)} contenders; first: are they right?")
    verdicts = tuple([verify(contender, clean, most_faulty) for contender in taking_part])
    figures = []
    for task in tasks:
        _say(task.name)
        figures += race(task, taking_part, faulty[task.faulty], rounds)
    if not short:
        others = shipped(records)
        for task in [task for task in TASKS if not task.faulty]:
            _say(f"{task.name}, shipped records")
            figures += race(evolve(task, name=f"{task.name}, shipped records"), taking_part, others, rounds)
    _say("memory, import, growth, rules across records")
    found = [
        *costs.memory(taking_part, clean),
        *([] if short else costs.imports(rounds)),
        *costs.growth(clean.lines, sizes),
        *costs.checking(clean.lines, sizes),
        *([] if short else costs.sharing(clean.lines, costs.SHARED, 5)),
    ]
    packages = ("thinktank-model", *[name for contender in taking_part for name in contender.needs])
    mean = sum(map(len, clean.lines)) / len(clean.lines)
    return Results(records, mean, rounds, packages, verdicts, tuple(figures), tuple(found))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 1 if a limit is exceeded."""
    parser = ArgumentParser(prog="python -m benchmarks", description="How fast the library is beside its peers.")
    parser.add_argument("--records", type=int, help="how many records the corpus has (10,000; short: 1,000)")
    parser.add_argument("--rounds", type=int, help="how many rounds are run (9; short: 5)")
    parser.add_argument("--short", action="store_true", help="a minute or two, and the docs are left alone")
    parser.add_argument(
        "--most", type=int, default=100_000, help="the greatest size of a stream and a data set (100,000)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there")
    given = parser.parse_args(arguments)
    records = given.records or (1000 if given.short else 10_000)
    rounds = given.rounds or (5 if given.short else 9)
    sizes = [size for size in (1000, 10_000, 100_000, 1_000_000, 10_000_000) if size <= given.most]
    results = run(records, rounds, (1000, 5000) if given.short else sizes, short=given.short)
    if given.json is not None:
        given.json.write_bytes(to_json(results))
    if not given.short:
        write_docs(results, DOCS)
    print(to_markdown(results))
    wrong = exceeded(results)
    for text in wrong:
        _say(text)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
