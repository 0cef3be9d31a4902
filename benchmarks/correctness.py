"""Checks which faults each contender finds, before any time is measured."""

from __future__ import annotations

import orjson
from attrs import frozen

from .corpus import Corpus
from .peers import Contender

__all__ = ["Verdict", "verify"]


CHECKED = 2000  # records of each kind


@frozen
class Verdict:
    """The quality of a contender's results.

    Attributes:
        contender: its name.
        refused: how many of the faulty records it refuses.
        faulty: how many faulty records there are.
        paths: how many of the planted faults it reports at their exact place.
        planted: how many faults there are.
        others: how many other places it reports.
    """

    contender: str
    refused: int
    faulty: int
    paths: int
    planted: int
    others: int


def verify(contender: Contender, clean: Corpus, faulty: Corpus) -> Verdict:
    """Return the verdict on a contender for a faulty corpus.

    Raises:
        AssertionError: it refuses a clean record, or writes one that is not what it read.
    """
    for line in clean.lines[: CHECKED : contender.share]:
        built = contender.load(line)
        assert contender.dump is None or orjson.loads(contender.dump(built)) == orjson.loads(line), (
            contender.name,
            line,
        )
        assert contender.explain is None or not contender.explain(line), (contender.name, line)
    refused = paths = planted = others = 0
    lines = {number: faulty.lines[number] for number in list(faulty.planted)[: CHECKED : contender.share]}
    for number, line in lines.items():
        expected = faulty.planted[number]
        planted += len(expected)
        refused += _refuses(contender, line)
        if contender.explain is not None:
            found = set(contender.explain(line))
            paths += len(expected & found)
            others += len(found - expected)
    return Verdict(contender.name, refused, len(lines), paths, planted, others)


def _refuses(contender: Contender, line: bytes) -> bool:
    try:
        contender.load(line)
    except Exception:  # BLE001: each library has its own exceptions
        return True
    return False
