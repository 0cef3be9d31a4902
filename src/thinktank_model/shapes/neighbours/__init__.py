"""Support for our classes in cattrs and pydantic. It is loaded on request; only this folder imports cattrs."""

from .converters import register_hooks
from .exceptions import problems_of

__all__ = ["problems_of", "register_hooks"]
