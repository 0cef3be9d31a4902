"""The corpus: records from shapes, the same on every machine, with as much repetition as real data has.

References go to records of the corpus, countries, terms and dates repeat, text is in several languages, statements and
extensions are few. A faulty record has one or two faults, each with the pointer at which it must be reported.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import orjson
from attrs import frozen

from tests.generate import CLASSES, Maker, apart, faults, plant
from thinktank_model.dataset.examples import example, example_names
from thinktank_model.records.single import dumps, from_dict
from thinktank_model.shapes.tree import ObjectOf, Scalar, Shape
from thinktank_model.testing.words import WORDS
from thinktank_model.values.ids import Reference

__all__ = ["Corpus", "corpus", "many", "shipped"]

# The number of records of each class in a hundred.
MIXTURE = {
    "program": 3,
    "group": 1,
    "organization": 18,
    "person": 14,
    "member": 12,
    "event": 16,
    "output": 16,
    "work_plan": 2,
    "activity": 6,
    "recommendation": 5,
    "source": 8,
}
POOL = 400  # records of one class that others refer to
SELDOM = {
    "statements": 0.1,
    "extensions": 0.1,
    "merged_ids": 0.05,
}  # how many of the records with such a key keep it
WORDS_OF_IDS = tuple(word for word in WORDS["en"] if len(word) > 3)


@frozen(eq=False)
class Corpus:
    """Lines of JSON, with their planted faults.

    Attributes:
        lines: one record per line, without the line end.
        planted: the number of each faulty line, and the pointers at which its faults must be reported.
    """

    lines: list[bytes]
    planted: dict[int, set[str]]


def record_id(tag: str, number: int) -> str:
    """Return the id of the record of a class with this number."""
    first, second = (WORDS_OF_IDS[number // n % len(WORDS_OF_IDS)] for n in (1, len(WORDS_OF_IDS)))
    return f"{tag}:{first}-{second}-{number}"


class _Realistic(Maker):
    """Makes the records of a corpus, in order.

    Parameters:
        rng: the source of all choices.
        records: how many records there will be.
    """

    def __init__(self, rng: random.Random, records: int) -> None:
        super().__init__(rng, 0.45)
        self.total = records
        self.made = dict.fromkeys(MIXTURE, 0)
        self.making = ""
        self.dates = {shape: [super(_Realistic, self).scalar(shape) for _ in range(3000)] for shape in _DATES}
        self.pages = [f"https://{host}.example/{number}" for host in ("wic", "siis", "obs") for number in range(300)]

    def next(self) -> dict[str, Any]:
        """Return the next record."""
        self.making = self.rng.choices(list(MIXTURE), list(MIXTURE.values()))[0]
        built = self.object(CLASSES[self.making])
        self.made[self.making] += 1
        return built

    def scalar(self, shape: Scalar) -> str:
        rng = self.rng
        if shape in self.dates:
            return rng.choice(self.dates[shape])
        if isinstance(shape, Reference):
            tag = rng.choice(shape.targets)
            # a reference to the own class goes to an earlier record, so that nothing is a part of itself
            known = self.made[tag] if tag == self.making else MIXTURE[tag] * self.total // 110
            return record_id(tag, int(max(1, min(known, POOL)) * rng.random() ** 2))
        if shape is CLASSES[self.making].fields["id"].shape:
            return record_id(self.making, self.made[self.making])
        if shape is _URL:
            return rng.choice(self.pages)
        return super().scalar(shape)

    def agree(self, shape: ObjectOf, built: dict[str, Any]) -> None:
        for name, share in SELDOM.items():
            if self.rng.random() > share:
                built.pop(name, None)
        super().agree(shape, built)


def corpus(records: int, faulty: float = 0.0, seed: int = 2026) -> Corpus:
    """Return this many records, with this share of faulty ones. The clean ones are the same for every share."""
    rng, fault_rng = random.Random(seed), random.Random(seed + 1)
    maker = _Realistic(rng, records)
    lines, planted = [], {}
    for number in range(records):
        value = orjson.loads(dumps(from_dict(maker.next())))  # canonical: defaults are not written
        if fault_rng.random() < faulty:
            shape = CLASSES[value["type"]]
            value, planted[number] = _broken(shape, value, fault_rng)
        lines.append(orjson.dumps(value))
    return Corpus(lines, planted)


def _broken(shape: Shape, value: Any, rng: random.Random) -> tuple[Any, set[str]]:
    """Return the record with one or two faults that JSON text can hold, and their pointers."""
    while True:
        chosen = apart(list(faults(shape, value)), rng.choice((1, 1, 2)), rng)
        broken = plant(value, chosen)
        try:
            orjson.dumps(broken)
        except TypeError:  # a lone surrogate, or an integer beyond 64 bits: the parser reports it, not a validator
            continue
        return broken, {fault.reported_at for fault in chosen}


def many(base: list[bytes], records: int) -> Iterator[bytes]:
    """Yield this many records: those of a corpus, repeated with new ids and with references to them."""
    known = {id.encode() for line in base for id in _ids(orjson.loads(line))}
    pieces = [_cut_after_ids(line, known) for line in base] if records > len(base) else []
    for number in range(records):
        again, place = divmod(number, len(base))
        yield (b"-again-%d" % again).join(pieces[place]) if again else base[place]


def _ids(value: dict[str, Any]) -> list[str]:
    merged = value.get("merged_ids")
    found = [value.get("id"), *(merged if isinstance(merged, list) else ())]
    return [id for id in found if isinstance(id, str)]  # a fault can be that it has none, or that it is not a text


def _cut_after_ids(line: bytes, known: set[bytes]) -> list[bytes]:
    """Return the pieces of a line, each but the last of which ends with an id of the corpus."""
    pieces, start = [], 0
    for found in re.finditer(b'"([a-z_]+:[a-z0-9._-]+)"', line):
        if found[1] in known:
            pieces.append(line[start : found.end(1)])
            start = found.end(1)
    return [*pieces, line[start:]]


def shipped(records: int) -> Corpus:
    """Return this many records of the shipped datasets, which have real prose and real names."""
    every = [record for name in example_names() for record in example(name)]
    base = {record.id: dumps(record) for record in reversed(every)}  # two datasets may have the same organization
    return Corpus(list(many(list(base.values()), records)), {})


def _scalars(name: str) -> tuple[Any, ...]:
    """Return the scalars of the fields of this name, in any record."""
    return tuple(dict.fromkeys([shape.fields[name].shape for shape in CLASSES.values() if name in shape.fields]))


_DATES = (*_scalars("founded"), *_scalars("start"))
(_URL,) = _scalars("url")
