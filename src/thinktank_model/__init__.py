"""Typed records for think-tank cooperation programmes: their members, events and outputs, checked on every way in."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .codec import register_hooks as register_hooks
from .frozenjson import JsonMap as JsonMap
from .migrations import SCHEMA_VERSION as SCHEMA_VERSION
from .model import *
from .opening import Limits as Limits
from .problems import *
from .records import *
from .values import *
from .vocab import *

if TYPE_CHECKING:
    from .dataset import *
    from .examples import *
    from .schema import *
    from .validation import *

# What stands on collections is loaded when it is first asked for: a program that reads records needs none of it.
_ON_REQUEST = ("dataset", "validation", "schema", "examples")


def __getattr__(name: str) -> Any:
    for module in _ON_REQUEST:
        loaded = import_module(f".{module}", __name__)
        if name in loaded.__all__:
            globals()[name] = found = getattr(loaded, name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(
        {*globals(), *[name for module in _ON_REQUEST for name in import_module(f".{module}", __name__).__all__]}
    )
