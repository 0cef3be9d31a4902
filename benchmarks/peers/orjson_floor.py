"""The floor: orjson alone. No rule is checked and no object is made."""

from __future__ import annotations

import orjson

from . import Contender

__all__ = ["CONTENDERS"]

CONTENDERS = (Contender(name="orjson alone", load=orjson.loads, dump=orjson.dumps, objects=False, needs=("orjson",)),)
