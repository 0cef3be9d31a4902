"""The record classes: what a cooperation programme, its members, events and outputs are.

This is the only place where that is said. A field is one annotation (type, rule, description) and its default; a class is
its fields; `Record`, the union at the end, is the registry. JSON, JSON Schema, reference checks, documentation and test data
are derived from here.
"""

from __future__ import annotations

from abc import ABCMeta
from typing import TYPE_CHECKING, Any, Final, TypeAlias, get_args

from ..problems.portable import Portable
from ..shapes.annotations import shape_of
from ..shapes.tree import OneOf
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

if not TYPE_CHECKING:  # pragma: no branch
    # A union has no place to say how its values are told apart: pydantic tries every class of it and reports what each of them
    # says, and `Record | None` is another union. So at runtime the name is a class, which neighbours ask as any other.

    class Record(Portable, metaclass=ABCMeta):
        """Any record: the key `type` says of which class it is. To a type checker this is the union of these classes."""

        __slots__ = ()

        def __new__(cls, *_args: object, **_values: object) -> Any:  # noqa: D102 - it says that there is none
            listed = ", ".join([option.__name__ for option in get_args(RECORD)])
            raise TypeError(f"Record stands for any of {listed}; make one of these")

        @staticmethod
        def __shape__() -> OneOf:
            return shape_of(RECORD)

    for _cls in get_args(RECORD):
        Record.register(_cls)
