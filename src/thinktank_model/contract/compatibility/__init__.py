"""Compares versions of the schema: whether old records stay readable, and whether old readers can read new records.

Two JSON Schemas of this library are compared, class by class and key by key, by their rules; titles, descriptions, examples
and other annotations are ignored. Each difference is one `Change`, with two answers: do old records stay
readable, and can old readers read new records? An unknown change counts as breaking both.

A minor version may add optional keys, terms, classes, and further values of a key. An old reader keeps
unknown keys. It refuses a record with an unknown term, class or value, and reads the others.
"""

from __future__ import annotations

from .changes import *
from .comparing import *
from .forms import faults as faults
from .forms import is_schema as is_schema
from .released import *
