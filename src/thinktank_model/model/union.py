"""The record classes: what a cooperation programme, its members, events and outputs are.

This is the only place where that is said. A field is one annotation (type, rule, description) and its default; a class is
its fields; `Record`, the union at the end, is the registry. JSON, JSON Schema, reference checks, documentation and test data
are derived from here.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from .events import Event
from .outputs import Output
from .parties import Organization, Person
from .programs import Activity, CooperationProgram, Member, Recommendation, WorkPlan
from .sources import Source

__all__ = [
    "Record",
]


Record: TypeAlias = (
    CooperationProgram | Organization | Person | Member | Event | Output | WorkPlan | Activity | Recommendation | Source
)
"""Any record. This union is the registry: a class that stands here is read, written, described and documented."""

RECORD: Final[Any] = Record
"""The union as a value: it is one, but not to a type checker."""
