"""What a target starts from: the shipped datasets, the bad and good texts of the catalogue, the examples of each kind of text."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from typing import Any

import thinktank_model as tm
from tests import generate
from thinktank_model.jsontext.parsing import encode, parse
from thinktank_model.values.dates import DATE_OR_TIME
from thinktank_model.values.identifiers import SCHEMES
from thinktank_model.values.language import LANGUAGE

from .targets import SCALARS

__all__ = ["seeds"]

PER_TARGET = 500  # the most; of more every n-th is taken


def seeds(target: str) -> list[bytes]:
    """Inputs for a target: valid ones, and ones that break a rule on purpose."""
    found = list(dict.fromkeys(_seeds(target)))
    return found[:: len(found) // PER_TARGET + 1]


def _seeds(target: str) -> Iterable[bytes]:
    if target == "json":
        return [*_catalogue(), *_records()]
    if target == "record":
        return [*_catalogue(), *_records(), *_faulty()]
    if target == "answer":
        answers = [encode(tm.to_llm([record])) for name in tm.example_names() for record in tm.example(name)]
        return [*answers, *[b'{"records": [' + one + b"]}" for one in (*_records(), *_faulty())]]
    if target == "jsonl":
        return [b"\n".join(_catalogue()), *_packs(list(_records()), 4), *_packs(list(_catalogue()), 5)]
    if target == "command":
        documents = [*list(_catalogue())[::15], *[tm.dumps(tm.example(name)) for name in tm.example_names()]]
        lines = _packs([*_catalogue(), *_faulty(), *_records()], 50)
        return [*[b"\0" + one for one in documents], *[b"\1" + one for one in lines]]
    if target in ("round-trip", "merge"):
        return [random.Random(number).randbytes(20 * number) for number in range(40)]
    if target == "count":
        counts = [value for value in _parts(_values()) if isinstance(value, dict) and "value" in value]
        return [json.dumps(pair).encode() for one in counts for pair in (one, [one, {"value": 41}])]
    texts = sorted({value for value in _parts(_values()) if isinstance(value, str) and len(value) < 100})
    if target == "scalar":
        kinds = enumerate(SCALARS)
        return [
            bytes([n]) + text.encode() for n, shape in kinds for text in (*shape.examples, *texts[n :: len(SCALARS)])
        ]
    if target == "date":
        dates = [text for text in texts if text[:1] in "12" and text[:4].isdigit()]
        pairs = [f"{one}/{other}" for one, other in zip(dates, reversed(dates), strict=True)]
        return [text.encode() for text in (*DATE_OR_TIME.examples, *dates, *pairs, "20/12/2024", "2024年12月20日")]
    if target == "language":
        tags = [key for value in _parts(_values()) if isinstance(value, dict) for key in value if len(key) < 20]
        return [text.encode() for text in (*LANGUAGE.examples, *tags, " ".join(LANGUAGE.examples))]
    scheme = SCHEMES[target.removeprefix("identifier-")]
    spelled = [f"{before}{value}" for value in scheme.examples for before in ("", scheme.name + ":", "https://")]
    urls = [url for url in map(scheme.url, scheme.examples) if url is not None]
    return [text.encode() for text in (*spelled, *urls, *texts[::20])]


def _catalogue() -> Iterator[bytes]:
    for code in tm.catalogue().values():
        yield from (code.bad.encode(), code.good.encode())


def _records() -> Iterator[bytes]:
    for name in tm.example_names():
        yield from map(tm.dumps, tm.example(name))


def _faulty() -> Iterator[bytes]:
    """Yield a record of each class with one fault of each kind that can be planted in it."""
    for tag, shape in generate.CLASSES.items():
        value = generate.record(1, tag)
        kinds = {fault.what: fault for fault in generate.faults(shape, value)}
        yield from [json.dumps(generate.plant(value, [fault])).encode() for fault in kinds.values()]


def _packs(lines: list[bytes], size: int) -> Iterator[bytes]:
    """JSON Lines of a few lines each."""
    for start in range(0, len(lines), size):
        yield b"\n".join(lines[start : start + size]) + b"\n"


def _values() -> Iterator[Any]:
    """Yield the values of all JSON texts among the seeds."""
    for data in (*_catalogue(), *_records()):
        value, problems = parse(data)
        if not problems:
            yield value


def _parts(values: Iterable[Any]) -> Iterator[Any]:
    """Yield the values and all that they hold."""
    for value in values:
        yield value
        if isinstance(value, dict):
            yield from _parts(value.values())
        elif isinstance(value, list):
            yield from _parts(value)
