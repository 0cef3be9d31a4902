"""The files that the package ships, in its folder `data/`."""

from __future__ import annotations

import sys
from typing import Final

__all__ = ["shipped"]

_PACKAGE: Final = sys.modules[__name__.partition(".")[0]]


def shipped(name: str) -> str:
    """Return the text of a file in `data/`. pathlib, which is slow to import, is not needed for it."""
    with open(f"{_PACKAGE.__path__[0]}/data/{name}", encoding="utf-8") as stream:
        return stream.read()
