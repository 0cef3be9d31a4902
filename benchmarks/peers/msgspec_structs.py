"""msgspec twice: as its documentation says, and tuned by hand."""

from __future__ import annotations

from . import Contender
from .msgspec_models import Models

__all__ = ["CONTENDERS"]


def _contender(name: str, models: Models) -> Contender:
    return Contender(
        name=name,
        load=models.decode,
        explain=models.explain,
        dump=models.encode,
        prepare=models.forget,
        needs=("msgspec",),
    )


CONTENDERS = (
    _contender("msgspec, as documented", Models(tuned=False)),
    _contender("msgspec, tuned by hand", Models(tuned=True)),
)
