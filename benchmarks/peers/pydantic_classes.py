"""pydantic 2, as documented and with memos."""

from __future__ import annotations

from . import Contender
from .pydantic_models import Models, dump

__all__ = ["CONTENDERS"]


def _contender(name: str, models: Models) -> Contender:
    return Contender(
        name=name,
        load=models.adapter.validate_json,
        explain=models.explain,
        dump=dump,
        prepare=models.forget,
        needs=("pydantic",),
    )


CONTENDERS = (
    _contender("pydantic", Models(tuned=False)),
    _contender("pydantic, with memos", Models(tuned=True)),
)
