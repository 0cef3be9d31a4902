"""Bytes and JSON values: strict reading, faults and their places, lines, compressed and atomic files, edits of a text."""

from .limits import Limits

__all__ = ["Limits"]
