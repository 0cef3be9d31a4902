"""What a class looks like in JSON: annotations read into a neutral tree, and everything that walks that tree over one value."""

from .frozenjson import JsonMap
from .migrations import SCHEMA_VERSION

__all__ = ["SCHEMA_VERSION", "JsonMap"]
