"""Measures everyday work with datasets of growing size: `python -m benchmarks.everyday` writes the table of the docs.

The records are the shipped ones, again and again: each copy has ids and names of its own, and refers to its own records.
"""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import evolve, frozen

from thinktank_model.dataset.collection import Dataset
from thinktank_model.dataset.examples import example, example_names
from thinktank_model.dataset.finding import names_of
from thinktank_model.dataset.three import merge3
from thinktank_model.jsontext.parsing import encode
from thinktank_model.model.index import Index
from thinktank_model.records.single import to_dict
from thinktank_model.values.folding import folded

from .report import table, write_between
from .timing import timed

__all__ = ["WORK", "Grown", "grown", "seconds"]

DOCS = Path(__file__).parents[1] / "docs" / "performance.md"
MARKS = "<!-- everyday: begin -->", "<!-- everyday: end -->"
SIZES = (1_000, 10_000, 100_000)
ASKED = 20  # names that are looked for


@frozen(eq=False)
class Grown:
    """A dataset of many records, and the datasets that it is compared with.

    Attributes:
        path: its file.
        dataset: the dataset as it was read.
        ours: one in which every tenth record is changed, every fiftieth organization has another id, and one is new.
        theirs: one in which other records are changed and every hundredth is gone.
        names: names in it.
    """

    path: Path
    dataset: Dataset
    ours: Dataset
    theirs: Dataset
    names: tuple[str, ...]


def copies(size: int) -> Iterator[bytes]:
    """Yield this many records, each as a line."""
    shipped = [to_dict(record) for name in example_names() for record in example(name)]
    ids = re.compile(f'"({"|".join([record["id"] for record in shipped])})"')
    for number in range(size):
        copy, at = divmod(number, len(shipped))
        record = json.loads(ids.sub(rf'"\1-{copy}"', json.dumps(shipped[at])))
        for name in record.get("names", ()):
            name["value"] += f" {copy}"
        yield encode(record) + b"\n"


def grown(folder: Path, size: int) -> Grown:
    """Return a dataset of this many records in a file, and two changed versions of it."""
    path = folder / f"{size}.jsonl"
    with path.open("wb") as stream:
        stream.writelines(copies(size))
    dataset = Dataset.read(path)
    names = [name for record in dataset.organizations.values() for name, _ in names_of(record)]
    ours = [_changed(record, number) for number, record in enumerate(Dataset.read(path))]
    theirs = [
        evolve(record, notes={"en": "Theirs."}) if number % 10 == 5 else record
        for number, record in enumerate(Dataset.read(path))
        if number % 100 != 7
    ]
    new = {"type": "source", "id": "source:new", "titles": {"en": "New"}}
    return Grown(
        path,
        dataset,
        Dataset(records=[*ours, new]),
        Dataset(records=theirs),
        tuple(names[:: max(1, len(names) // ASKED)][:ASKED]),
    )


def _changed(record: Any, number: int) -> Any:
    if record.type == "organization" and number % 50 == 0:
        return evolve(record, id=record.id + "-renamed")
    return evolve(record, notes={"en": "Ours."}) if number % 10 == 0 else record


def _indexed(dataset: Dataset) -> object:
    index = Index(dataset.records)
    return index.incoming, index.of(type(dataset.records[0]))


def _all(dataset: Dataset, wanted: str) -> object:
    """Fold and compare each name of each record: the work that `find` saves."""
    text = folded(wanted)
    return [record for record in dataset if any([text in folded(name) for name, _ in names_of(record)])]


def _first(dataset: Dataset) -> str:
    return next(iter(dataset.organizations))


FIND, ALL = "find, each further call", "going through all names instead"
WORK: Mapping[str, Callable[[Grown], object]] = {
    "read": lambda its: Dataset.read(its.path),
    "index: ids, classes, references both ways": lambda its: _indexed(its.dataset),
    "find, first call": lambda its: its.dataset.add().find(its.names[0]),
    FIND: lambda its: [its.dataset.find(name) for name in its.names],
    ALL: lambda its: [_all(its.dataset, name) for name in its.names],
    "diff": lambda its: its.dataset.diff(its.ours),
    "diff, with each field that differs": lambda its: its.dataset.diff(its.ours).changes,
    "patch": lambda its: its.dataset.patch(its.dataset.diff(its.ours)),
    "merge3": lambda its: merge3(its.dataset, its.ours, its.theirs),
    "add one record": lambda its: its.dataset.add({"type": "source", "id": "source:new", "titles": {"en": "New"}}),
    "rename one record": lambda its: its.dataset.rename(_first(its.dataset), "organization:new"),
    "remove one record, cascade": lambda its: its.dataset.remove(_first(its.dataset), cascade=True),
    "absorb one record": lambda its: its.dataset.absorb(*list(its.dataset.persons)[:2]),
}


def seconds(its: Grown) -> dict[str, float]:
    """Return the time of each task; the mean of several calls."""
    its.dataset.find(its.names[0])
    taken = {what: min([timed(lambda: work(its), collector=True) for _ in range(2)]) for what, work in WORK.items()}
    return taken | {what: taken[what] / len(its.names) for what in (FIND, ALL)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, and write it into the docs."""
    parser = ArgumentParser(prog="python -m benchmarks.everyday", description="What everyday work costs.")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the greatest number of records (100,000)")
    sizes = [size for size in SIZES if size <= parser.parse_args(arguments).most]
    found = {}
    for size in sizes:
        with TemporaryDirectory() as folder:
            found[size] = seconds(grown(Path(folder), size))
    rows = [(what, *[f"{found[size][what] / found[size]['read']:.2g}" for size in sizes]) for what in WORK]
    text = table(("as a multiple of reading", *[f"{size:,} records" for size in sizes]), rows)
    write_between(DOCS, *MARKS, text)
    print(text)


if __name__ == "__main__":
    main()
