"""The collections of a dataset: the records of one class."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from itertools import islice
from typing import Any, TypeVar

from ..model.index import Index
from ..problems.guesses import Guided
from ..problems.portable import Columnar, Shown
from .editing import MissingRecordError

__all__: list[str] = []

R = TypeVar("R")

NAMED = 5  # ids in a representation


class Listing(Columnar, Shown, Guided, Mapping[str, R]):
    """Records of one class by id, in the order of the dataset.

    It is a table too, for pyarrow, pandas and DuckDB; for polars use `polars.from_dataframe`, because the constructor
    of polars treats it as a mapping.
    """

    __slots__ = ("_index", "cls")

    def __init__(self, index: Index, cls: type[R]) -> None:
        self.cls: type[R] = cls
        self._index = index

    @property
    def _records(self) -> Mapping[str, R]:
        return self._index.of(self.cls)

    def __getitem__(self, id: str) -> R:
        if id not in self._records:
            raise MissingRecordError(id, self._index.by_id)
        return self._records[id]

    def __contains__(self, id: object) -> bool:
        return id in self._records

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def keys(self) -> KeysView[str]:
        """Return the ids."""
        return self._records.keys()

    def values(self) -> ValuesView[R]:
        """Return the records."""
        return self._records.values()

    def items(self) -> ItemsView[str, R]:
        """Return the ids with their records."""
        return self._records.items()

    def __repr__(self) -> str:
        known: Any = self.cls
        shown = [id if len(id) < 60 else id[:60] + "…" for id in islice(self, NAMED)]
        more = ", ..." if len(self) > NAMED else ""
        return f"<{len(self)} {known.collection.replace('_', ' ')}: {', '.join(shown) or 'none'}{more}>"

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)
