"""Organizations in the shape of ROR: a format of its own, since most of them have no id there and so are not read back as themselves."""

from __future__ import annotations

from typing import Final

from .format import Format
from .ror import write

__all__ = ["FORMAT"]

FORMAT: Final = Format(
    name="ror-shaped",
    title="organizations in the shape of ROR",
    endings=(".ror-shaped.json",),
    carries=("organization",),
    write=write,
)
