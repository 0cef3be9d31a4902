"""Measures times side by side: in each round every contender does the same work, and is compared within that round."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time
from typing import Any

from attrs import frozen

from .corpus import Corpus
from .peers import Contender

__all__ = ["FLOOR", "MSGSPEC", "PYDANTIC", "TASKS", "TUNED", "Figure", "race"]

FLOOR = "orjson alone"
TUNED = "msgspec, tuned by hand"
MSGSPEC = "msgspec, as documented"
PYDANTIC = "pydantic"

Work = Callable[[], object]


@frozen
class Figure:
    """The time of a contender per record in a task.

    Attributes:
        task: what was done.
        contender: who did it.
        caches: `"cold"`, emptied before, or `"warm"`.
        microseconds: the median for one record.
        to_floor: the median over the rounds of the ratio to the floor; None where that took no part.
        to_tuned: the same to msgspec tuned by hand, the hardest peer.
        to_msgspec: the same to msgspec as documented.
        to_pydantic: the same to pydantic.
    """

    task: str
    contender: str
    caches: str
    microseconds: float
    to_floor: float | None
    to_tuned: float | None
    to_msgspec: float | None
    to_pydantic: float | None


def _reading(contender: Contender, corpus: Corpus) -> Work | None:
    lines = corpus.lines[:: contender.share]
    return lambda: contender.read_all(lines)


def _explaining(contender: Contender, corpus: Corpus) -> Work | None:
    lines, explain, explain_all = corpus.lines[:: contender.share], contender.explain, contender.explain_all
    if explain_all is not None:
        return lambda: explain_all(lines)
    return None if explain is None else lambda: [explain(line) for line in lines]


def _writing(contender: Contender, corpus: Corpus) -> Work | None:
    dump = contender.dump
    if dump is None or (not contender.objects and contender.name != FLOOR):
        return None
    records = [contender.load(line) for line in corpus.lines[:: contender.share]]
    return lambda: [dump(record) for record in records]


@frozen
class Task:
    """One task.

    Attributes:
        name: what it is.
        work: contender and corpus to the work of one pass; None where the contender cannot do it.
        faulty: the share of faulty records.
        collector: whether the cyclic collector runs as each library leaves it, or is off for everyone.
        limited: whether there is a limit to what it takes.
    """

    name: str
    work: Callable[[Contender, Corpus], Work | None]
    faulty: float = 0.0
    collector: bool = False
    limited: bool = False


TASKS = (
    Task("decode and validate", _reading, limited=True),
    Task("decode and validate, collector on", _reading, collector=True),
    Task("all problems, 1 % faulty", _explaining, faulty=0.01),
    Task("all problems, 20 % faulty", _explaining, faulty=0.2, limited=True),
    Task("encode", _writing, limited=True),
)


def race(task: Task, contenders: Sequence[Contender], corpus: Corpus, rounds: int) -> list[Figure]:
    """Return the figures of a task, cold and warm."""
    times: dict[tuple[str, str], list[float]] = {}
    for number in range(rounds):
        start = number % len(contenders)
        for contender in (*contenders[start:], *contenders[:start]):  # no contender always runs after the same one
            work = task.work(contender, corpus)
            if work is None:
                continue
            records = len(corpus.lines[:: contender.share])
            contender.prepare()
            for caches in ("cold", "warm"):
                taken = timed(work, collector=task.collector)
                times.setdefault((contender.name, caches), []).append(taken / records * 1e6)
    return [
        Figure(
            task.name,
            name,
            caches,
            median(taken),
            *[_ratio(taken, times.get((other, caches))) for other in (FLOOR, TUNED, MSGSPEC, PYDANTIC)],
        )
        for (name, caches), taken in times.items()
    ]


def _ratio(taken: list[float], other: list[float] | None) -> float | None:
    return None if other is None else median([mine / theirs for mine, theirs in zip(taken, other, strict=True)])


def timed(work: Callable[[], Any], *, collector: bool) -> float:
    """Return the processor time in seconds of a task while its result is kept; other processes do not count."""
    gc.collect()
    if not collector:
        gc.disable()
    try:
        start = process_time()
        held = work()
        taken = process_time() - start
    finally:
        gc.enable()
    del held
    return taken
