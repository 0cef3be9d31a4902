"""JSON as bytes and text: strict parsing, syntax faults and their places, lines, compressed files, atomic writing, edits."""

from .limits import Limits

__all__ = ["Limits"]
