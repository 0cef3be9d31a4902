"""The contenders, each in its own file: reading, explaining a faulty record, and writing."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any, Final

from attrs import frozen

__all__ = ["Contender", "contenders"]

MODULES: Final = (
    "orjson_floor",
    "ours",
    "msgspec_structs",
    "pydantic_classes",
    "mashumaro_classes",
    "cattrs_classes",
    "schema_rust",
    "schema_generated",
    "schema_python",
)


@frozen(eq=False, kw_only=True)
class Contender:
    """One way to read and write records.

    Attributes:
        name: what it is called in tables.
        load: one line to an object, or an exception where the record is invalid.
        explain: one line to the JSON Pointers of its problems, none where it is valid; None where the library cannot say.
        dump: an object to canonical JSON.
        load_all: lines to objects, where a batch has a way of its own.
        explain_all: lines to the JSON Pointers of the problems of each, where a batch has a way of its own.
        objects: whether it makes objects of classes, and not dicts.
        prepare: forget what was learnt from values, so that the next record is met cold.
        share: of every so many records one is read, where the whole would take minutes.
        needs: the packages, for the list of versions.
    """

    name: str
    load: Callable[[bytes], Any]
    explain: Callable[[bytes], list[str]] | None = None
    dump: Callable[[Any], bytes] | None = None
    load_all: Callable[[list[bytes]], list[Any]] | None = None
    explain_all: Callable[[list[bytes]], list[list[str]]] | None = None
    objects: bool = True
    prepare: Callable[[], None] = lambda: None
    share: int = 1
    needs: tuple[str, ...] = ()

    def read_all(self, lines: list[bytes]) -> list[Any]:
        """Return all objects, kept in memory."""
        if self.load_all is not None:
            return self.load_all(lines)
        load = self.load
        return [load(line) for line in lines]


def contenders(say: Callable[[str], None] = print) -> Iterator[Contender]:
    """Yield all contenders whose library is installed; each missing one is reported in one line."""
    for name in MODULES:
        try:
            module = importlib.import_module(f"{__name__}.{name}")
        except ModuleNotFoundError as error:
            if error.name is None or error.name.startswith(("benchmarks", "tests", "thinktank_model")):
                raise
            say(f"{name.partition('_')[0]} is left out: {error.name} is not installed")
            continue
        yield from module.CONTENDERS
