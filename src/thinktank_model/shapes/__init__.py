"""Shapes: the JSON form of each class as a tree read from its annotations, and the code that applies that tree to a value."""

from .frozenjson import JsonMap
from .migrations import SCHEMA_VERSION

__all__ = ["SCHEMA_VERSION", "JsonMap"]
