"""The datasets that are shipped with the library."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..problems.meant import did_you_mean
from .collection import Dataset

__all__ = [
    "example",
    "example_names",
]

_FOLDER: Final = Path(__file__).parents[1] / "data"
_ENDING: Final = ".thinktank.json"


def example_names() -> tuple[str, ...]:
    """Return the names of the shipped datasets; `"wic-2024"` is the article of 20 December 2024.

    >>> "wic-2024" in example_names()
    True
    """
    return tuple(
        sorted([entry.name.removesuffix(_ENDING) for entry in _FOLDER.iterdir() if entry.name.endswith(_ENDING)])
    )


def example(name: str) -> Dataset:
    """Return a shipped dataset.

    Raises:
        KeyError: there is no such dataset; the message lists all names.
    """
    if name not in example_names():
        names = example_names()
        raise KeyError(f"there is no example {name!r}, only {', '.join(names)}{did_you_mean(name, names)}")
    return Dataset.read(_FOLDER / (name + _ENDING))
