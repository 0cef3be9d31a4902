"""Converts organizations to ROR. It is a separate format, since most organizations have no ROR id and so get another id when read back."""

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
